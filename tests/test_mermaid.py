"""Charts as Mermaid text, drawn by the real Mermaid: every label is shown as it is, whatever it holds."""

import re
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from conftest import Gold
from generator.analysis.index import BoxRef, PathwayIndex
from generator.charts.build import make_chart
from generator.charts.mermaid import escape, flowchart
from generator.compiler import read
from generator.core.source import Source
from generator.i18n import load_messages
from generator.mkdocs import mermaid2
from generator.model import Kind
from sampling import Sampler

SMALLEST = (Path(__file__).parent / "valid" / "smallest.yaml").read_text("utf-8")
OURS = load_messages()

# A chart with every kind of box, a way into another chart and one into another section.
CHART = """
    charts:
      - id: roadside
        title: At the roadside
        boxes:
          - {id: end, kind: start, title: The end?, rests_on: [tubes-leak], next: style}
          - {id: style, kind: question, title: "Is it \\"flat\\"?", rests_on: [tubes-leak], next: [{to: class, label: "yes: <b>flat</b>"}, {to: graph, label: no}]}
          - {id: class, kind: several, title: What is there?, rests_on: [tubes-leak], next: [{to: click, label: glue; patch}, {to: default, label: neither}]}
          - {id: click, kind: choice, title: Which patch?, rests_on: [tubes-leak], gives: [patch], next: [subgraph, constructor]}
          - {id: subgraph, kind: action, title: direction TB of the patch, statements: [patches-hold], next: constructor}
          - {id: constructor, kind: caution, title: "`Let` it **dry**", rests_on: [patches-hold], next: garage}
          - {id: default, kind: action, title: "%%{init: {}}%%", rests_on: [patches-hold], next: at-home}
          - {id: graph, kind: end, title: Ride on, statements: [tubes-leak]}
      - id: garage
        title: In the garage
        boxes:
          - {id: prototype, kind: end, title: Hang it up, rests_on: [tubes-leak]}
  - id: home
    title: At home
    charts:
      - id: at-home
        title: At home
        boxes:
          - {id: linkStyle, kind: end, title: Rest, rests_on: [tubes-leak]}

"""

LABELS = r"""
a | " | "a" | a"b"c | '"a"' | ` | `a` | "`a`" | "`**a**`" | **a** | *a* | _a_ | __a__ | ~~a~~ | a\nb | a\ | \ | \\" | a<br>b | a<br/>b | <b>a</b> | <i>a | </div> | </foreignObject>
<script>window.ran=1</script> | <img src=x onerror=window.ran=1> | <svg onload=window.ran=1> | <a href="javascript:window.ran=1">a</a> | <iframe src=javascript:window.ran=1> | <!-- a --> | <style>*{display:none}</style>
&lt; | &lt;b&gt; | &amp; | &amp;amp; | &quot; | &#60; | &#x3c; | & | a & b | #lt; | #60; | #quot; | #35; | # | #a | a # b | ; | a; b | a;b: c | #; | &; | #123
[ | ] | [a] | [[a]] | ( | ) | (a) | ((a)) | {a} | {{a}} | {{ a }} | {% a %} | >a] | [/a/] | [\a\] | ([a]) | |a| | a|b | |"a"| | --> | a --> b | a --- b | -- a --> | ==> | -.-> | ~~~ | <--> | o--o | x--x
% | %% | %% a | %%{init: {"theme": "dark"}}%% | %%{init}%% a | 50 % | ::: | a:::b | :::kind-end | : | a: b | $ | $$ | $$a$$ | $$\frac{1}{2}$$ | $a$ | ^ | ^a^ | _ | * | * a | - | - a | + a | 1. a | 1) a | # a | > a | a > b | a < b
fa:fa-x | fa:fa-ban a | fab:fa-x | mdi:home | :smile: | @ | @a | n1@{ shape: rect } | @{a} | a@b.co | https://example.org/?a=b&c=d#e | www.example.org | end | END | a end | graph | graph TD | flowchart LR | subgraph a | style n1 fill:red
classDef a fill:red | class n1 a | click n1 callback | click n1 "javascript:window.ran=1" | linkStyle 0 stroke:red | direction TB | direction  LR | a direction RL b | Direction BT | DIRECTION TD | direction of TB | redirection TB | indirection BT | directions TB
accTitle: a | accDescr: a | title a | --- | ---title: a--- | default | href | call | interpolate | o | x | v | TB | subgraph | __proto__ | constructor | toString | hasOwnProperty | null | undefined | NaN | true
é | ≥ 50 | α | β-blocker | 20–30 % | 水 | می‌خواهم | क्‍ष | 🚲 | 👩‍⚕️ | İ | ß | ﬁ | 1/2 | 0 | -1 | 34(3):438-44 | a b | a  b | a very long label that goes on and on, well beyond the width at which it has to be broken into several lines
""".replace("\n", " | ").split(" | ")
LABELS = [*filter(None, LABELS), "|", "a | b", "\t", " ", "", "\u00ad", "a\nb", "a\r\nb", "a\u200bb", "\u202ea", "a\x00b", "a" * 400]


def shown(label: str) -> str:
    """A label as a reader compares it: white space does not count, nor do control characters, which nobody can see."""
    return re.sub("[\\s\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]+", "", label)


def chart_of(text: str) -> tuple[PathwayIndex, str]:
    pathway, diagnostics = read(Source("x.yaml", text.partition("\ncases:")[0] + "\n"))
    assert pathway, diagnostics
    assert {diagnostic.code for diagnostic in diagnostics} <= {"markup-in-text", "no-cases", "long-label"}
    index = PathwayIndex(pathway)
    place = next(place for place in index.charts if place.chart.id == "roadside")
    return index, flowchart(make_chart(place, index, load_messages(), address_of))


def address_of(place: BoxRef) -> str:
    return f"{place.chart.id}/#{place.box.id}"


def with_every_kind() -> str:
    start = SMALLEST.index("    charts:")
    end = SMALLEST.index("statements:\n  -")
    text = SMALLEST[:start] + CHART.lstrip("\n") + SMALLEST[end:]
    return text.replace("next: repair}", "next: roadside}")


def test_chart_is_the_gold_one(gold: Gold) -> None:
    gold.check("flowchart.mmd", chart_of(with_every_kind())[1])


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_labels_are_plain_in_mermaids_eyes(label: str) -> None:
    """Nothing that means anything to Mermaid is left but the codes that stand for it."""
    text = escape(label)
    assert text
    assert not re.search(r"[&<>\"`\\$%:{}|*_~^\[\]\x00-\x1f]", text)
    assert re.fullmatch(r"(?:[^#;]|#\d+;)*", text)
    decoded = re.sub(r"#(\d+);", lambda match: chr(int(match[1])), text)
    assert shown(decoded) == shown(label)


@pytest.fixture(scope="module")
def mermaid(browser: Browser) -> Iterator[Page]:
    """A page with Mermaid in it, set up as on the site, that lets nothing through to a network."""
    page = browser.new_page()
    page.route("**/*", lambda route: route.abort())
    page.set_content("<!doctype html><title>charts</title><body></body>")
    with as_file(files("mermaidx").joinpath("assets", "mermaid.js")) as script:
        page.add_script_tag(path=script)
    page.evaluate("options => mermaid.initialize({startOnLoad: false, ...options})", mermaid2.MERMAID_ARGUMENTS)
    yield page
    page.close()


DRAW = """async charts => {
  const drawn = [];
  for (const [number, chart] of charts.entries()) {
    try {
      const {svg} = await mermaid.render(`chart-${number}`, chart);
      document.body.innerHTML = svg;
      const texts = name => [...document.querySelectorAll(name)].map(label => label.textContent).filter(text => text);
      drawn.push({
        boxes: texts('.nodeLabel'), ways: texts('.edgeLabel .edgeLabel, .edgeLabel p'),
        links: [...document.querySelectorAll('a')].map(link => link.getAttribute('xlink:href') ?? link.getAttribute('href')),
        strangers: [...document.body.querySelectorAll('script, img, iframe, .nodeLabel :not(p, br), [onload], [onerror]')].map(found => found.tagName),
      });
    } catch (error) { drawn.push({error: String(error)}); }
  }
  return drawn;
}"""


def test_hostile_labels_are_shown_as_they_are(mermaid: Page, sample: Sampler[str]) -> None:
    labels = sample(LABELS, 60)
    charts = [f'flowchart TB\n  n1["{escape(label)}"]:::kind-end\n  n2(["after"])\n  n1 -->|"{escape(label)}"| n2\n' for label in labels]
    drawn = mermaid.evaluate(DRAW, charts)
    wrong = []
    for label, found in zip(labels, drawn, strict=True):
        boxes = [shown(text) for text in found.get("boxes", [])]
        ways = {shown(text) for text in found.get("ways", [])}
        if boxes != [shown(label), "after"] or ways != {shown(label)} or found["strangers"]:
            wrong.append((label, found))
    assert wrong == []
    assert mermaid.evaluate("window.ran") is None


@pytest.mark.release
def test_labels_left_as_they_are_would_break_charts(mermaid: Page) -> None:
    """Without escaping, many of the labels do not come through; else the test above would test nothing."""
    drawn = mermaid.evaluate(DRAW, [f'flowchart TB\n  n1["{label}"]\n' for label in LABELS])
    broken = [
        label for label, found in zip(LABELS, drawn, strict=True) if [shown(text) for text in found.get("boxes", [])] != [shown(label)]
    ]
    assert len(broken) > len(LABELS) / 4


def test_chart_is_drawn_whole(mermaid: Page) -> None:
    """Every box, way and link, though the ids are words that Mermaid and JavaScript keep for themselves."""
    index, text = chart_of(with_every_kind())
    (found,) = mermaid.evaluate(DRAW, [text])
    own = [place for place in index.boxes if place.chart.id == "roadside"]
    titles = [place.box.title + OURS.kinds["several"] * (place.box.kind is Kind.SEVERAL) for place in own]
    assert sorted(map(shown, found["boxes"])) == sorted(map(shown, [*titles, "In the garage", "At home"]))
    labels = [edge.label for place in own for edge in place.box.next if edge.label]
    assert {shown(text) for text in found["ways"]} == {shown(label) for label in labels}
    elsewhere = ["garage/#prototype", "at-home/#linkStyle"]
    assert sorted(found["links"]) == sorted([*map(address_of, own), *elsewhere])
