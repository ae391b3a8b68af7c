"""Charts drawn at build time: proved whole, and left to the browser where they are not."""

import re
import sys
import tomllib
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from generator.analysis.index import PathwayIndex
from generator.charts.mermaid import escape
from generator.charts.svg import DrawingError, draw
from generator.charts.svg.renderer import paint
from generator.charts.svg.text_fitting import fitted
from generator.charts.svg.verification import prove
from generator.compiler import compile_pathway, read
from generator.core.source import Source
from generator.mkdocs.chart_fence import draw_fence
from hosting import ROOT

pytest.importorskip("merman", reason="there is no drawing engine for this platform")

HERE = Path(__file__).parent
SMALLEST = (HERE / "valid" / "smallest.yaml").read_text("utf-8")
_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
HARD = {
    "one box": 'n1(["Alone"]):::kind-start',
    "a long word": 'n1["Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"]:::kind-action --> n2(["End"]):::kind-end',
    "long labels": 'n1{{"Is it?"}}:::kind-question -->|"only if '
    + " and ".join(_WORDS)
    + '"| n2(["A"]):::kind-end\nn1 -->|"no"| n3(["B"]):::kind-end',
    "a long title": f'n1["{" ".join(_WORDS * 3)}"]:::kind-choice --> n2(["End"]):::kind-end',
    "twelve boxes": "\n".join(f'n{i}["{word}"]:::kind-action --> n{i + 1}["next"]:::kind-action' for i, word in enumerate(_WORDS)),
    "a circle": 'n1["A"]:::kind-action --> n2{{"B?"}}:::kind-question -->|"again"| n1\nn2 -->|"enough"| n3(["C"]):::kind-end',
    "a box that leads to itself": 'n1{{"Again?"}}:::kind-question -->|"yes"| n1\nn1 -->|"no"| n2(["C"]):::kind-end',
    "two edges side by side": 'n1["A"]:::kind-choice -->|"one way"| n2["B"]:::kind-action\nn1 -->|"or another"| n2',
    "right to left": 'n1["סימנים בעור ובשרירים"]:::kind-action -->|"التهاب الجلد والعضلات"| n2["نهاية"]:::kind-link',
    "Chinese and Japanese": 'n1["皮肌炎治疗路径概述以及进一步的处理方法"]:::kind-action -->|"皮膚筋炎の治療"| n2[/"すべて該当するもの"/]:::kind-fork',
    "every kind": "\n".join(
        f'n{i}["{kind}"]:::kind-{kind} --> n{i + 1}["x"]:::kind-end'
        for i, kind in enumerate("start question fork choice action caution end link".split())
    ),
    "seven ways": 'n0["Hub"]:::kind-choice\n'
    + "\n".join(f'n0 -->|"way {word}"| n{i}["{word}"]:::kind-end' for i, word in enumerate(_WORDS[:7], 1)),
    "labels of edges that mean something": f'n1{{{{"A?"}}}}:::kind-question -->|"{escape("< 5 & > 2; a#b")}"| n2(["B"]):::kind-end\nn1 -->|"{escape("R&D")}"| n3(["C"]):::kind-end',
    "characters that mean something": 'n1["#60;b#62; #38;amp; #34;x#34; #35;1 #59; #37;#123;#125;"]:::kind-action --> n2["#40;c#41;"]:::kind-end',
}

_SPILLED = """svg => [...svg.querySelectorAll('.pw-node')].filter((node) => {
  const box = node.querySelector('.pw-shape').getBoundingClientRect();
  const text = node.querySelector('text').getBoundingClientRect();
  return text.left < box.left || text.right > box.right || text.top < box.top || text.bottom > box.bottom;
}).map((node) => node.textContent)"""


@pytest.mark.parametrize("font", ["DejaVu Sans", "Liberation Sans"])
@pytest.mark.parametrize("scale", [1, 2])
def test_no_label_leaves_its_box(browser: Browser, font: str, scale: int) -> None:
    """Of our own charts and of hard ones, in the fonts of a bare Linux, at 100 % and 200 %."""
    drawings = [draw(f"flowchart TB\n{text}\n") for text in HARD.values()] + [draw(text) for text in _charts()]
    page = browser.new_page()
    page.set_content(f'<body style="zoom: {scale}; font-family: {font}">{"".join(drawings)}')
    assert [page.locator("svg").nth(number).evaluate(_SPILLED) for number in range(len(drawings))] == [[]] * len(drawings)
    page.close()


def test_labels_of_edges_are_those_of_the_text() -> None:
    """Whatever an edge says, letter by letter."""
    for said in ("< 5 & > 2; a#b", "R&D", "x &copy y", "a|b", '"so" [sic] {x}', "≥ 50 %", "<b>bold</b>"):
        drawn = fitted(f'flowchart TB\nn1["A"]:::kind-action -->|"{escape(said)}"| n2["B"]:::kind-end\n')
        assert drawn.layout.arrows[0].label == said


@pytest.mark.parametrize(
    "label",
    [
        '"Red flags"',
        '""',
        "'a'",
        "`a`",
        "<script>a</script>",
        "a <script>b</script> c",
        '<img src=x onerror="a">',
        "<?php a ?>",
        "<!-- a -->",
        "&lt;b&gt;",
        "&lt; 5",
        "&#60; 5",
        "&amp;amp;",
        "&#60;",
        "#60;",
        '<a href="javascript:a">b</a>',
        "if a<b and c>d",
        "\U0010e022a\U0010ff21",
    ],
)
def test_every_label_is_drawn_as_it_is(label: str) -> None:
    """Left to itself, merman takes what looks like HTML out of labels, and quotation marks off their ends."""
    text = f'flowchart TB\n  n1["{escape(label)}"]:::kind-action -->|"{escape(label)}"| n2(["End"]):::kind-end\n'
    drawn = fitted(text).layout
    assert (drawn.boxes[0].label, drawn.arrows[0].label) == (label, label)
    draw(text)


def test_what_stands_for_other_characters_here_goes_to_the_browser() -> None:
    with pytest.raises(DrawingError):
        draw('flowchart TB\n  n1["\U0010ff22a"]:::kind-end\n')


def _charts() -> list[str]:
    site = compile_pathway(Source("pathway.yaml", (ROOT / "pathway.yaml").read_text("utf-8"))).site
    assert site
    return [text for page in site.pages for text in re.findall(r"```mermaid\n(.*?)```", page.text, re.DOTALL)]


def test_all_our_charts_are_drawn() -> None:
    """None of the pathway's own charts is left to the browser."""
    charts = _charts()
    assert len(charts) == 9
    for chart in charts:
        assert draw(chart).startswith("<svg")


def test_the_same_text_is_drawn_the_same() -> None:
    """A drawing depends on nothing but its text."""
    for text in _charts():
        assert draw(text) == draw(text)


UNDRAWABLE = {
    "a diagram of another kind": "sequenceDiagram\nA->>B: hello\n",
    "groups": 'flowchart TB\nsubgraph one\nn1["A"]:::kind-action\nend\n',
    "no Mermaid at all": "this is no diagram",
    "nothing": "",
    "a dotted edge": 'flowchart TB\nn1["A"] -.-> n2["B"]\n',
    "an edge without a head": 'flowchart TB\nn1["A"] --- n2["B"]\n',
    "an edge with two heads": 'flowchart TB\nn1["A"] <--> n2["B"]\n',
    "classes of its own": 'flowchart TB\nclassDef loud fill:#f00\nn1["A"]:::loud --> n2["B"]\n',
    "a style": 'flowchart TB\nn1["A"] --> n2["B"]\nstyle n2 fill:#0f0\n',
    "the style of an edge": 'flowchart TB\nn1["A"] --> n2["B"]\nlinkStyle 0 stroke:red\n',
    "Markdown in a label": 'flowchart TB\nn1["`**A**`"] --> n2["B"]\n',
    "a line break in a label": 'flowchart TB\nn1["A<br/>B"] --> n2["B"]\n',
    "a character by its name": 'flowchart TB\nn1["A"] -->|"&lt; 5"| n2["B"]\n',
    "another by its name": 'flowchart TB\nn1["A"] -->|"&amp;copy; 5"| n2["B"]\n',
    "an unknown shape": 'flowchart TB\nn1[("A")] --> n2["B"]\n',
}


@pytest.mark.parametrize("name", UNDRAWABLE)
def test_what_is_not_drawn_well_goes_to_the_browser(name: str) -> None:
    """It is refused, and the fence leaves its text, escaped, where mermaid2 finds it."""
    with pytest.raises(DrawingError):
        draw(UNDRAWABLE[name])
    left = draw_fence(UNDRAWABLE[name] + "<b>", "mermaid", "mermaid", {}, None)
    assert left.startswith('<div class="mermaid"')
    assert "&lt;b&gt;</div><noscript><details" in left
    assert left.count("&lt;b&gt;") == 2


@pytest.mark.parametrize("damage", ["a letter", "a link", "an edge"])
def test_a_damaged_drawing_is_refused(damage: str) -> None:
    """The proof sees a label that lost a letter, a link and an edge that are missing."""
    drawing = fitted(_charts()[0])
    harm = {
        "a letter": (r">Goals", ">Goal"),
        "a link": (r' href="#goals-of-treatment"', ""),
        "an edge": (r'<g class="pw-edge".*?</g>', ""),
    }[damage]
    bad, harmed = re.subn(*harm, paint(drawing), count=1)
    assert harmed
    prove(drawing, paint(drawing))
    with pytest.raises(DrawingError):
        prove(drawing, bad)


class _Graph(HTMLParser):
    """The graph that a page draws and the one it tells in words, as counted (source, label, target) by box id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.drawn: Counter[tuple[str, str]] = Counter()
        self.told: Counter[tuple[str, str]] = Counter()
        self._names: dict[str, str] = {}
        self._edges: list[tuple[str, str]] = []
        self._steps: dict[str, str] = {}
        self._ways: list[tuple[str, str]] = []
        self._href = ""
        self._step = ""
        self._first = False
        self.feed(text)
        self.drawn.update((self._names[one], self._names[other]) for one, other in self._edges)
        self.told.update((self._steps[step], self._steps.get(target.removeprefix("#"), _id(target))) for step, target in self._ways)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Reads boxes, edges and steps as they come."""
        found = {name: value or "" for name, value in attrs}
        if tag == "svg":
            self._finish_chart()
        if tag == "a":
            self._link(found.get("href", ""))
        if "data-node" in found:
            self._names[found["data-node"]] = _id(self._href)
        if found.get("class") == "pw-edge":
            self._edges.append((found["data-from"], found["data-to"]))
        if tag == "li" and "--step-" in found.get("id", ""):
            self._step, self._first = found["id"], True
        if tag == "section":
            self._step = ""

    def _finish_chart(self) -> None:
        self.drawn.update((self._names[one], self._names[other]) for one, other in self._edges)
        self._names, self._edges = {}, []

    def _link(self, href: str) -> None:
        self._href = href
        if self._step and self._first:
            self._steps[self._step], self._first = _id(href), False
        elif self._step:
            self._ways.append((self._step, href))


def _id(href: str) -> str:
    return href.partition("#")[2]


def test_drawing_words_and_yaml_tell_the_same_graph(site: Path) -> None:
    """The drawing and the text version have every edge of the YAML, and no other."""
    pathway, _ = read(Source("pathway.yaml", (ROOT / "pathway.yaml").read_text("utf-8")))
    assert pathway
    index = PathwayIndex(pathway)
    for section in (None, *pathway.sections):
        page = _Graph((site / (f"{section.id}.html" if section else "index.html")).read_text("utf-8"))
        ways = [way for way in index.edges if way.source.section is section and way.target]
        wanted = Counter((way.source.box.id, way.target.box.id) for way in ways if way.target)
        assert page.drawn == wanted
        assert page.told == wanted


def test_no_script_for_charts_that_are_drawn(site: Path) -> None:
    """Mermaid's megabytes are nowhere in a site whose charts are all drawn."""
    assert not list(site.rglob("mermaid*"))
    assert not [path.name for path in site.rglob("*.html") if re.search(r"<script[^>]*mermaid", path.read_text("utf-8"))]


@pytest.mark.parametrize(
    ("system", "machine", "said"),
    [
        ("Linux", "x86_64", 'the drawing engine is not installed; to install it: pip install "pathway-generator[drawing]"'),
        ("Linux", "aarch64", "there is no drawing engine for this platform (Linux aarch64)"),
    ],
)
def test_a_missing_engine_says_what_to_install(monkeypatch: pytest.MonkeyPatch, system: str, machine: str, said: str) -> None:
    """And the extra is one that the package has."""
    monkeypatch.setitem(sys.modules, "merman", None)
    monkeypatch.setattr("platform.system", lambda: system)
    monkeypatch.setattr("platform.machine", lambda: machine)
    with pytest.raises(DrawingError, match=re.escape(said)):
        draw('flowchart TB\nn1["Drawn never before"]:::kind-action\n')
    assert "drawing" in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]


@pytest.mark.parametrize("name", ["t4a", "t4d", "longtitle"])
def test_long_labels_over_short_titles_are_drawn(name: str) -> None:
    """A box below a long label is made as wide as the label, and keeps its title."""
    compiled = compile_pathway(Source("p", (HERE / "charts" / f"{name}.yaml").read_text("utf-8")))
    assert compiled.diagnostics == ()
    assert compiled.site
    assert draw(compiled.site.charts[0].mermaid)


@given(st.lists(st.integers(5, 120), min_size=2, max_size=5), st.booleans())
@settings(max_examples=25)
def test_a_chart_is_drawn_or_its_author_is_warned(lengths: list[int], is_flat: bool) -> None:
    """Never both and never neither, whatever the labels; the warning is at a label, and one line."""
    words = " ".join(_WORDS * 4)
    ways = "".join(f"              - {{to: end{n}, label: {n} {words[:length].strip()}}}\n" for n, length in enumerate(lengths))
    boxes = "".join(
        f"          - {{id: end{n}, kind: {'end, ' if is_flat or n else 'action, next: end1, '}title: E{n}, statements: [tubes-leak, patches-hold]}}\n"
        for n in range(len(lengths))
    )
    text = SMALLEST.replace(
        "              - to: patch-it\n                label: yes\n              - to: new-tube\n                label: no\n", ways
    )
    text = _with_boxes(text, boxes)
    compiled = compile_pathway(Source("p", text))
    warned = [found for found in compiled.diagnostics if found.code == "undrawn-chart"]
    assert compiled.site, compiled.diagnostics
    chart = next(chart for chart in compiled.site.charts if chart.id == "roadside")
    assert _is_drawn(chart.mermaid) != bool(warned)
    assert all("label" in text.splitlines()[found.span.line - 1] and "\n" not in found.message for found in warned)


def _with_boxes(text: str, boxes: str) -> str:
    before, after = text.index("          - id: patch-it\n"), text.index("\nstatements:")
    return f"{text[:before]}{boxes}{text[after:]}"


def _is_drawn(mermaid: str) -> bool:
    try:
        draw(mermaid)
    except DrawingError:
        return False
    return True
