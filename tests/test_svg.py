"""Charts drawn at build time: every label is whole and in its box, every edge is painted, and a damaged drawing is refused."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from gallery import GALLERY
from generator.analysis.index import ChartRef
from generator.charts.chart import Chart, ChartBox, ChartEdge
from generator.charts.svg import NARROW, WIDE, DrawingError, draw
from generator.charts.svg.drawing import Drawing
from generator.charts.svg.layout import lay_out
from generator.charts.svg.renderer import paint
from generator.charts.svg.verification import defects, prove
from generator.cli import main
from generator.compiler import compile_pathway
from generator.core.source import Source
from generator.markup.html_tree import Element, parse
from generator.mkdocs.chart_fence import fence_of
from ours import INDEX, PATHWAY, compiled
from test_chart_layout import HARD

HERE = Path(__file__).parent
COLUMNS = (WIDE, NARROW)
SVG = "{http://www.w3.org/2000/svg}"

# Half a pixel is lost where a browser rounds.
_SPILLED = """svg => [...svg.querySelectorAll('.pw-node')].filter((node) => {
  const box = node.querySelector('.pw-shape').getBoundingClientRect();
  return [...node.querySelectorAll('text')].some((words) => {
    const text = words.getBoundingClientRect();
    return text.left < box.left - .5 || text.right > box.right + .5 || text.top < box.top - .5 || text.bottom > box.bottom + .5;
  });
}).map((node) => node.textContent)"""
_SPILLED_LABELS = """svg => [...svg.querySelectorAll('.pw-edge-label, .pw-band')].filter((label) => {
  const paper = label.querySelector('rect').getBoundingClientRect();
  return [...label.querySelectorAll('text')].some((words) => {
    const text = words.getBoundingClientRect();
    return text.left < paper.left - .5 || text.right > paper.right + .5;
  });
}).map((label) => label.textContent)"""
_UNPAINTED = """svg => {
  const lines = [...svg.querySelectorAll('.pw-line')];
  const heads = [...svg.querySelectorAll('.pw-head')].map((head) => head.getAttribute('d')).join('');
  return [...svg.querySelectorAll('.pw-edge')].filter((edge) => {
    const trace = edge.querySelector('.pw-trace');
    if (!trace) return false;
    const length = trace.getTotalLength();
    const points = Array.from({length: 41}, (_, n) => trace.getPointAtLength(length * n / 40));
    return !points.every((point) => lines.some((line) => line.isPointInStroke(point))) || !heads.includes(edge.querySelector('.pw-trace-head').getAttribute('d'));
  }).map((edge) => `${edge.dataset.from} ${edge.dataset.to}`);
}"""

OURS = compiled()
CHARTS = {**HARD, **GALLERY, **{chart.id: chart.chart for chart in OURS.charts}}


@cache
def _drawings() -> list[str]:
    """Every chart at both widths."""
    return [draw(chart, column) for chart in CHARTS.values() for column in COLUMNS]


# ── Labels and edges ──


@pytest.mark.sample(1)
@pytest.mark.parametrize("font", ["DejaVu Sans", "Liberation Sans", "Nimbus Sans", "Noto Sans"])
@pytest.mark.parametrize("scale", [1, 2])
def test_no_label_leaves_its_box(browser: Browser, font: str, scale: int) -> None:
    """Of our own charts and of hard ones, on a laptop and on a phone, at 100 % and 200 %."""
    drawings = _drawings()
    page = browser.new_page()
    page.set_content(f"<body style=\"zoom: {scale}; font-family: '{font}'\">{''.join(drawings)}")
    if not _is_installed(page.evaluate(_WIDTHS, font)):
        pytest.skip(f"the font {font} is not installed")
    assert page.locator("svg").count() == len(drawings)
    for script in (_SPILLED, _SPILLED_LABELS):
        assert page.evaluate(f"[...document.querySelectorAll('svg')].flatMap({script})") == []
    page.close()


_WIDTHS = """font => ['serif', 'monospace'].map((other) => {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = `40px "${font}", ${other}`;
  return pen.measureText('illness, WWW').width;
})"""


def _is_installed(widths: list[float]) -> bool:
    """Whether a text has one width, though other fonts would replace the one that is asked for."""
    return widths[0] == widths[1]


def test_every_edge_is_painted(browser: Browser) -> None:
    """The trace of an edge is hidden until it is lit, so the line and the heads that a reader sees must cover all of it."""
    drawings = _drawings()
    page = browser.new_page()
    page.set_content(f"<style>path {{ stroke-width: 2px; fill: none }}</style>{''.join(drawings)}")
    assert page.evaluate(f"[...document.querySelectorAll('svg')].flatMap({_UNPAINTED})") == []
    page.close()


LABELS = [
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
    "< 5 & > 2; a#b",
    "&#60; 5",
    "&amp;amp;",
    "#60;",
    "R&D",
    "x &copy y",
    "a|b",
    "≥ 50 %",
    "]]>",
    "%%{init: {}}%%",
    "direction TB",
    "1.1 is no number",
    '<a href="javascript:a">b</a>',
    "if a<b and c>d",
    "سؤال عن المريض",
    "皮肌炎治疗路径概述以及进一步的处理方法",
    "\U0010e022a\U0010ff21",
    "a  label\twith   white\nspace",
]


@pytest.mark.parametrize("label", LABELS)
def test_every_label_is_drawn_as_it_is(label: str) -> None:
    """As a title, on an edge, as an option and as its condition; only white space is folded."""
    chart = Chart(
        boxes=(
            ChartBox(name="a", title=label, kind="question", href="#a", number="2.1"),
            ChartBox(name="b", title=label, kind="choice", href="#b", number="2.2", rows=("c", "d")),
            ChartBox(name="c", title=label, kind="action", href="#c", number="2.3"),
            ChartBox(name="d", title=label, kind="end", href="#d"),
        ),
        edges=tuple(ChartEdge(source=source, target=target, label=label) for source, target in ("ab", "bc", "bd")),
    )
    said = " ".join(label.split())
    for column in COLUMNS:
        root = ET.fromstring(draw(chart, column))  # noqa: S314  # our own drawing, a moment ago
        boxes = [element for element in root.iter(f"{SVG}g") if element.get("data-node")]
        titles = ["".join("".join(text.itertext()) for text in box.iter(f"{SVG}text") if text.get("class") != "pw-note") for box in boxes]
        assert titles == [f"2.1 {said}", f"2.2 {said}", f"2.3 {said}", said]
        assert ["".join(note.itertext()) for note in root.iter(f"{SVG}text") if note.get("class") == "pw-note"] == [said, said]
        assert ["".join(edge.itertext()) for edge in root.iter(f"{SVG}g") if edge.get("class") == "pw-edge-label"] == [said]


@pytest.mark.parametrize("name", ["t4a", "t4d", "longtitle", "longlabel"])
def test_long_labels_over_short_titles_are_drawn(name: str) -> None:
    """And the longest alone is warned of, since readers want a short one."""
    compiled = compile_pathway(Source("p", (HERE / "charts" / f"{name}.yaml").read_text("utf-8")))
    assert {found.code for found in compiled.diagnostics} <= {"no-cases", "long-label"}
    assert compiled.site
    for column in COLUMNS:
        assert draw(compiled.site.charts[0].chart, column).startswith("<svg")


@pytest.mark.parametrize("name", [chart.id for chart in OURS.charts])
def test_our_charts_are_drawn(name: str) -> None:
    """In the column of a laptop, and always the same."""
    chart = CHARTS[name]
    drawn = draw(chart)
    assert drawn == draw(chart)
    assert lay_out(chart, WIDE).width <= WIDE


# ── The proof ──

_DAMAGED: dict[str, tuple[str, str]] = {
    "a letter of a title": (r"\w</tspan></text><g class=\"pw-node-mark", '</tspan></text><g class="pw-node-mark'),
    "a letter of a condition": (r'(<text class="pw-note"[^>]*><tspan[^>]*>)\w', r"\1"),
    "a number": (r'<tspan class="pw-number"[^>]*>[^<]*</tspan>', ""),
    "a link": (r' href="#?[^"]*goals[^"]*"', ""),
    "an edge": (r'<g class="pw-edge" [^>]*?(?:/>|>.*?</g>)', ""),
    "the label of an edge": (r'<g class="pw-edge-label".*?</g>', ""),
    "an option": (r'<a [^>]*><g class="pw-node pw-node--\w+ pw-row".*?</g></a>', ""),
}


@pytest.mark.parametrize("lost", _DAMAGED)
def test_a_damaged_drawing_is_refused(lost: str) -> None:
    """A drawing that has lost something of its chart does not get into a site."""
    found = 0
    for chart in (OURS.charts[0].chart, *(chart.chart for chart in OURS.charts), HARD["options"]):
        drawing = lay_out(chart, WIDE)
        prove(chart, paint(drawing))
        bad, harmed = re.subn(*_DAMAGED[lost], paint(drawing), count=1)
        if harmed:
            found += 1
            with pytest.raises(DrawingError):
                prove(chart, bad)
    assert found


def _moved(drawing: Drawing, name: str, **changed: float) -> Drawing:
    return replace(drawing, boxes=tuple(replace(box, **changed) if box.box.name == name else box for box in drawing.boxes))  # type: ignore[arg-type]  # all are lengths


def test_what_lies_on_something_else_is_found() -> None:
    """A box on another, a title that leaves its box, a label on a box, and an edge through one: such a chart is laid out again."""
    chart = HARD["a circle"]
    drawing = lay_out(chart, WIDE)
    places = {box.box.name: box for box in drawing.boxes}
    labelled = next(edge for edge in drawing.edges if edge.lines)
    bad = {
        "lies on": _moved(drawing, "c", x=places["d"].x, y=places["d"].y),
        "leaves its box": _moved(drawing, "c", width=8.0),
        "the label": replace(drawing, edges=(*drawing.edges, replace(labelled, label_at=(places["a"].x, places["a"].y)))),
        "crosses the box": replace(
            drawing, edges=(*drawing.edges, replace(labelled, lines=(), points=((places["g"].x, 0.0), (places["g"].x, drawing.height))))
        ),
    }
    for said, harmed in bad.items():
        assert any(said in defect for defect in defects(harmed)), said


# ── Pages ──


def _id(href: str | None) -> str:
    return (href or "").partition("#")[2]


def _drawn(figure: Element) -> Iterator[tuple[Counter[tuple[str, str]], set[str]]]:
    """The edges and the rows of each drawing of a chart, by the ids of boxes."""
    links = [(link, link.css_first("[data-node]")) for link in figure.css("a[href]")]
    names = {node.attributes["data-node"]: _id(link.attributes["href"]) for link, node in links if node}
    for svg in figure.css("svg.pw-drawing"):
        edges = svg.css(".pw-edge")
        if svg.parent is None or "pw-print-page" in (svg.parent.attributes.get("class") or "") or not edges:
            continue
        ends = [(names[edge.attributes["data-from"]], names[edge.attributes["data-to"]]) for edge in edges]
        rows = {names[row.attributes["data-node"]] for row in svg.css(".pw-row")}
        # The row “then” bears the address of its choice.
        yield Counter(pair for pair in ends if pair[0] != pair[1] or pair[0] not in rows), rows - {*INDEX.then_edges}


def _told(words: Element) -> Counter[tuple[str, str]]:
    """The edges that the text version of a page tells, by the ids of boxes."""
    steps = {step.attributes["id"]: [link.attributes.get("href") for link in step.css("a")] for step in words.css('li[id*="--step-"]')}
    boxes = {step: _id(links[0]) for step, links in steps.items()}
    return Counter((boxes[step], boxes.get(_id(way), _id(way))) for step, links in steps.items() for way in links[1:])


def _options(place: ChartRef) -> set[str]:
    """The options that are rows: what one way leads to, and at most one leads away from."""
    return {
        way.target.box.id
        for node in place.chart.boxes
        if node.kind == "choice"
        for way in INDEX.out_edges[node.id]
        if way.target and not way.leaves_chart and way.target.box.kind in {"action", "caution", "end"}
        if len(INDEX.in_edges[way.target.box.id]) == 1
        if [onward.target for onward in INDEX.out_edges.get(way.target.box.id, ())] in ([], [_only(way.target.box.id)])
        if _only(way.target.box.id) != INDEX.targets[node.id]
    }


def _only(box: str) -> object:
    return next((way.target for way in INDEX.out_edges.get(box, ())), None)


@pytest.mark.parametrize("section", [None, *PATHWAY.sections], ids=lambda section: section.id if section else "index")
def test_drawing_words_and_yaml_tell_the_same_graph(site: Path, section: object) -> None:
    """The drawing and the text version have every edge of the YAML and no other; the options of a choice are its rows."""
    places = [place for place in INDEX.charts if place.section is section]
    page = parse((site / f"{getattr(section, 'id', 'index')}.html").read_text("utf-8"))
    wanted: Counter[tuple[str, str]] = Counter()
    for place in places:
        ways = [way for node in place.chart.boxes for way in INDEX.out_edges.get(node.id, ())]
        ways += [INDEX.then_edges[node.id] for node in place.chart.boxes if node.id in INDEX.then_edges]
        edges = Counter((way.source.box.id, way.target.box.id) for way in ways if way.target)
        wanted += edges
        figure = page.css_first(f'figure[data-chart="{place.chart.id}"]')
        assert figure
        drawn = [*_drawn(figure)]
        assert drawn
        assert all(found == (edges, _options(place)) for found in drawn), place.chart.id
    body = page.css_first("body")
    assert body
    assert _told(body) == wanted


def test_some_options_are_rows() -> None:
    """Else the comparison of rows would compare nothing."""
    assert sum(len(_options(place)) for place in INDEX.charts) > 10


def test_charts_of_a_pathway_need_no_mermaid(tmp_path: Path) -> None:
    """A site without a diagram written by hand has neither Mermaid nor a script for it, and its policy allows no inline style."""
    (tmp_path / "pathway.yaml").write_text((HERE / "charts" / "longlabel.yaml").read_text("utf-8"), "utf-8")
    result = CliRunner().invoke(main, ["build", str(tmp_path / "pathway.yaml")])
    assert result.exit_code == 0, result.output
    assert not [*tmp_path.rglob("mermaid*")]
    pages = {path.name: path.read_text("utf-8") for path in tmp_path.rglob("*.html")}
    assert [name for name, text in pages.items() if "pw-drawing" in text]
    assert not [name for name, text in pages.items() if re.search(r'<script[^>]*mermaid|class="mermaid"', text)]
    assert "'unsafe-inline'" not in (tmp_path / "site" / "_headers").read_text("utf-8")


def test_a_fence_draws_our_charts_and_leaves_others_to_the_browser() -> None:
    """The text of an author's own diagram is escaped, for mermaid2 and for readers without JavaScript."""
    fence = fence_of(OURS)
    ours = OURS.charts[0]
    assert draw(ours.chart)[:40] in fence(ours.mermaid, "mermaid", "mermaid", {}, None)
    left = fence("flowchart TB\n  a[<b>]\n", "mermaid", "mermaid", {}, None)
    assert left.startswith('<div class="mermaid"')
    assert left.count("&lt;b&gt;") == 2
