"""The gallery of charts: all that the next format brings is drawn whole, legible, and told apart without colour."""

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from gallery import DOSE, DRUG, GALLERY, KINDS, LONG, REMOVED, line, page
from generator.charts.chart import Chart, ChartBox, ChartEdge
from generator.charts.mermaid import flowchart
from generator.charts.svg import NARROW, WIDE, DrawingError, draw, draw_chart
from generator.charts.svg.bands import in_words, lay_out_in_bands
from generator.charts.svg.drawing import Drawing
from generator.charts.svg.layout import lay_out
from generator.charts.svg.renderer import paint
from generator.charts.svg.verification import defects, prove
from generator.compiler import SiteChart
from generator.core.cache import MemoryCache
from generator.output import chart_export
from ours import compiled
from sampling import times
from test_chart_layout import charts
from test_mermaid import DRAW, mermaid, shown

__all__ = ["mermaid"]

COLUMNS = (WIDE, NARROW)
ASSETS = files("generator") / "assets"
SVG = "{http://www.w3.org/2000/svg}"


def _laid_out(chart: Chart, column: float = WIDE) -> Drawing:
    return lay_out_in_bands(chart, column, lay_out)


def _words(svg: str) -> list[str]:
    """All texts of a drawing."""
    return ["".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314  # our own drawing, a moment ago


# ── Layout ──


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("name", GALLERY)
def test_all_has_a_place_of_its_own(name: str, column: float) -> None:
    """No box, label, note or name of a band lies on another; and bands make no chart wider than its column."""
    drawing = _laid_out(GALLERY[name], column)
    assert [*defects(drawing)] == []
    assert drawing.width <= max(column, lay_out(in_words(GALLERY[name]), column).width)


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("name", GALLERY)
def test_all_that_is_said_is_drawn(name: str, column: float) -> None:
    """Small lines and notes are whole; a setting is the name of a band or a small line."""
    chart, words = GALLERY[name], _words(draw(GALLERY[name], column))
    for box in chart.boxes:
        assert {box.label, *box.small_texts} <= {*words}
        assert not box.setting or box.setting in words
    assert {text for edge in chart.edges for text in (edge.label, edge.small_line) if text} <= {*words}


SETTINGS = {
    "one setting": ["ward"],
    "settings one below the other": ["door", "ward", "home"],
    "settings side by side": ["door", "ward", "home"],
    "a setting apart": ["ward", "home", "ward", "ward"],
    "settings that alternate": ["door", "ward", "home", "ward", "ward", "home"],
    "settings with long names": [],
    "options of other settings": [],
    "options of one setting": ["Ward"],
}


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("name", SETTINGS)
def test_bands_hold_the_boxes_of_their_setting(name: str, column: float) -> None:
    """Boxes that are no neighbours have bands of one name; a band that would hold another box is none."""
    drawing = _laid_out(GALLERY[name], column)
    assert [band.setting for band in drawing.bands] == SETTINGS[name]
    banded = {box: band.setting for band in drawing.bands for box in band.boxes}
    for drawn, box in zip(drawing.boxes, GALLERY[name].boxes, strict=True):
        assert banded.get(box.name) == (box.setting if banded and box.setting else None)
        assert (box.setting in drawn.box.small_texts) == (bool(box.setting) and not banded)


def test_bands_move_no_box_aside() -> None:
    """They only make room above and below."""
    chart = GALLERY["settings side by side"]
    plain = replace(chart, boxes=tuple(replace(box, setting="") for box in chart.boxes))
    banded, alone = _laid_out(chart), lay_out(plain, WIDE - 16)
    moved = {round(one.x - other.x, 1) for one, other in zip(banded.boxes, alone.boxes, strict=True)}
    assert len(moved) == 1
    heights = [(one.y, other.y) for one, other in zip(banded.boxes, alone.boxes, strict=True)]
    assert [one for one, _ in sorted(heights)] == [one for one, _ in sorted(heights, key=lambda pair: pair[::-1])]


_LINES = [
    line(text)
    for text in ("nurse", "@within 30 min of arrival, and again every 12 months", "!Do not give: Bath", DOSE, "=I, B", f"=!{LONG}")
]


def _with_options(chart: Chart, draw: st.DrawFn) -> Chart:
    """The chart with the ways of some choices as rows of them, the last of which may be what follows."""
    boxes, edges = list[ChartBox](), [*chart.edges]
    for box in chart.boxes:
        ways = [number for number, edge in enumerate(edges) if edge.source == box.name]
        if box.kind != "choice" or not ways or draw(st.booleans()):
            boxes.append(box)
            continue
        rows = tuple(f"{box.name}o{number}" for number in ways)
        kinds = ["option"] * (len(rows) - 1) + [draw(st.sampled_from(["option", "then"]))]
        options = (
            ChartBox(
                name=row, title=draw(st.sampled_from(["Fan", DRUG])), kind=kind, href="", way=way, details=box.details, setting=box.setting
            )
            for way, (row, kind) in enumerate(zip(rows, kinds, strict=True))
        )
        boxes += [replace(box, rows=rows), *options]
        for row, number in zip(rows, ways, strict=True):
            edges.append(ChartEdge(source=row, target=edges[number].target))
            edges[number] = replace(edges[number], target=row)
    return Chart(boxes=tuple(boxes), edges=tuple(edges))


@st.composite
def _dressed(draw: st.DrawFn) -> Chart:
    """Random charts with settings, small lines, grades, doses, notes, ghosts, and ways as rows."""
    chart = draw(charts())
    kinds, names = st.sampled_from(KINDS), st.sampled_from(["", "Ward", "Home", "Department of rheumatology"])
    details = st.lists(st.sampled_from(_LINES), max_size=4).map(tuple)
    some, notes = st.sampled_from(["", "", "", REMOVED]), st.sampled_from(["", "", "up to 3 times"])
    boxes = (
        replace(box, kind=draw(kinds), setting=draw(names), details=draw(details), has_detail=draw(st.booleans()), removed=draw(some))
        for box in chart.boxes
    )
    edges = (replace(edge, note=draw(notes), removed=draw(some), is_optional=draw(st.booleans())) for edge in chart.edges)
    return _with_options(Chart(boxes=tuple(boxes), edges=tuple(edges)), draw)


@pytest.mark.release
@times(0.4)
@given(_dressed(), st.sampled_from(COLUMNS))
def test_any_chart_can_be_dressed(chart: Chart, column: float) -> None:
    """Nothing lies on anything else and nothing is lost, whatever is on boxes and edges."""
    drawing = _laid_out(chart, column)
    assert [*defects(drawing)] == []
    prove(chart, paint(drawing))


# ── The proof ──

_DAMAGED = {
    "a small line": (r'<text class="pw-small" font-size="13">.*?</text>', ""),
    "a letter of a small line": (r'(<text class="pw-small" font-size="13"><tspan[^>]*>)\w', r"\1"),
    "a note": (r'<text class="pw-small" text-anchor.*?</text>', ""),
    "the name of a band": (r'(<g class="pw-band".*?)<text.*?</text>', r"\1"),
    "a box of a band": (r'data-nodes="\w+ ?', 'data-nodes="'),
}


@pytest.mark.parametrize("lost", _DAMAGED)
def test_a_damaged_drawing_is_refused(lost: str) -> None:
    chart = GALLERY["all in one"]
    whole = paint(_laid_out(chart))
    prove(chart, whole)
    harmed, count = re.subn(*_DAMAGED[lost], whole, count=1)
    assert count
    with pytest.raises(DrawingError):
        prove(chart, harmed)


def test_what_is_wrong_with_a_band_is_found() -> None:
    drawing = _laid_out(GALLERY["settings side by side"])
    first, second, *others = drawing.bands
    bad = {
        "wrong for the box": replace(first, boxes=second.boxes),
        "lies on another": replace(first, x=second.x, y=second.y),
        "its name on the box": replace(first, name=first.name.moved(0, 30)),
        "its name on an edge": replace(second, name=second.name.moved(second.width / 2 - 20, 0)),
        "left by its name": replace(first, name=first.name.moved(-90, 0)),
    }
    for said, band in bad.items():
        found = [*defects(replace(drawing, bands=(band, first if said == "its name on an edge" else second, *others)))]
        assert any(said in defect for defect in found), (said, found)


# ── Paper and files ──


def test_parts_for_paper_name_settings_in_their_boxes() -> None:
    """A part may be cut from a band below its name."""
    boxes = GALLERY["settings one below the other"].boxes
    tall = tuple(replace(boxes[number % 3 + 2], name=f"b{number}", setting="Ward") for number in range(30))
    edges = GALLERY["settings one below the other"].edges
    chart = Chart(boxes=tall, edges=tuple(replace(edges[0], source=one.name, target=other.name) for one, other in pairwise(tall)))
    drawing = draw_chart(chart, MemoryCache())
    assert 'class="pw-band"' in drawing.wide
    assert drawing.pages
    assert "pw-band" not in "".join(drawing.pages)
    assert [text for part in drawing.pages for text in _words(part)].count("Ward") == 30
    assert all(box.small_texts == ("Ward",) for box in in_words(chart).boxes)


def test_parts_for_paper_have_each_note_once() -> None:
    """A way that is cut has its label and its note where they stand, and its line in both parts."""
    boxes = tuple(ChartBox(name=f"b{number}", title=f"Box {number}", kind="action", href="") for number in range(40))
    edges = (ChartEdge(source=one.name, target=other.name, note=f"after {one.name}") for one, other in pairwise(boxes))
    around = ChartEdge(source="b0", target="b39", label="if it is urgent", note="at once")
    drawing = draw_chart(Chart(boxes=boxes, edges=(*edges, around)), MemoryCache())
    words = [text for page in drawing.pages for text in _words(page)]
    assert [words.count(text) for text in (*(f"after {box.name}" for box in boxes[:-1]), "at once", "if it is urgent")] == [1] * 41


@pytest.mark.parametrize("name", GALLERY)
def test_a_file_has_all_looks_inside(name: str) -> None:
    """A chart taken along needs no style sheet: every shape has its colours, and what was removed is struck through."""
    chart = SiteChart(id="x", title="X", mermaid="", chart=GALLERY[name])
    root = ET.fromstring(chart_export.svg(chart, compiled()))  # noqa: S314  # our own file, a moment ago
    for shape in root.iter():
        match (shape.get("class") or "").split():
            case ["pw-shape" | "pw-shape-line", *_]:
                assert all((shape.get(key) or "").startswith("#") for key in ("fill", "stroke"))
            case ["pw-line" | "pw-head", *_]:
                assert (shape.get("fill") or "").startswith("#") or (shape.get("stroke") or "").startswith("#")
            case _:
                pass
    struck = ["".join(text.itertext()) for text in root.iter(f"{SVG}text") if any(line.get("text-decoration") for line in text)]
    removed = [box.label for box in GALLERY[name].boxes if box.removed]
    assert {*removed} <= {*struck}


# ── What readers see ──


@pytest.fixture(scope="module")
def gallery(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1400, "height": 900})
    opened.set_content(page())
    yield opened
    opened.close()


# Of each text its colour and that of what it is on.
_TEXTS = """() => [...document.querySelectorAll('.pair svg text')].flatMap((text) => {
  const group = text.parentElement;
  const ground = group.querySelector('.pw-shape, rect');
  return [text, ...text.querySelectorAll('.pw-number')].map((part) =>
    [getComputedStyle(part).fill, getComputedStyle(ground).fill, text.textContent]);
})"""
_LOOKS: dict[str, dict[str, Any]] = {
    "screen": {},
    "more contrast": {"contrast": "more"},
    "paper": {"media": "print"},
    "forced colours": {"forced_colors": "active"},
    "forced colours, dark": {"forced_colors": "active", "color_scheme": "dark"},
}


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.release
@pytest.mark.parametrize("look", _LOOKS)
def test_all_text_is_legible(gallery: Page, look: str) -> None:
    """Contrast of 4.5 to 1, ghosts included, in light and in dark."""
    gallery.emulate_media(
        **{"media": "screen", "contrast": "no-preference", "forced_colors": "none", "color_scheme": "light"} | _LOOKS[look]
    )
    texts = {tuple(text) for text in gallery.evaluate(_TEXTS)}
    assert len(texts) > 150
    for ink, ground, text in texts:
        lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (text, ink, ground)


# Of each box all by which it can be told from others without colour: its outline, its other lines, its sign, its lines through text.
_OUTLINES = """(svg) => [...svg.querySelectorAll('.pw-node')].map((node) => {
  const shape = node.querySelector('.pw-shape');
  const style = getComputedStyle(shape);
  const corners = shape.getAttribute('d')?.split('L').length ?? 0;
  const round = shape.getAttribute('rx') > 10;
  const lines = [...node.querySelectorAll('.pw-shape-line')].map((line) => line.tagName + (line.getAttribute('d') ?? '').replace(/[^MVLZ]/g, ''));
  const struck = getComputedStyle(node.querySelector('text > tspan:not(.pw-number)')).textDecorationLine;
  const sign = node.querySelector('.pw-node-mark > path').getAttribute('d');
  return {shape: [corners, round, style.strokeDasharray].join(), lines: lines.join(), sign, struck, colours: [style.fill, style.stroke].join()};
})"""


def _outlines(page: Page, name: str, scheme: Literal["light", "dark"] = "light") -> list[dict[str, str]]:
    pair = page.locator(f'h2:text-is("{name}") + [data-pw-scheme="{scheme}"]')
    found: list[dict[str, str]] = pair.locator("svg").first.evaluate(_OUTLINES)
    return found


def test_boxes_are_told_apart_without_colour(gallery: Page) -> None:
    """In the colours of the system every kind has a sign of its own; an exit looks like no other, and least of all like an end."""
    gallery.emulate_media(media="screen", forced_colors="active", color_scheme="light", contrast="no-preference")
    plain = _outlines(gallery, "every kind")
    assert len({box["colours"] for box in plain}) == 1
    assert len({box["sign"] for box in plain}) == len(KINDS)
    exit_ = plain[KINDS.index("exit")]
    assert [box["shape"] for box in plain].count(exit_["shape"]) == 1
    for name, differs in {"in detail": "lines", "removed": "struck"}.items():
        others = _outlines(gallery, name)
        assert all(one[differs] != other[differs] for one, other in zip(plain, others, strict=True)), name
    removed = _outlines(gallery, "removed")
    assert all(one["shape"] != other["shape"] for one, other in zip(plain, removed, strict=True))
    assert plain[KINDS.index("link")]["lines"] not in {box["lines"] for box in _outlines(gallery, "in detail")}


def test_ways_are_told_apart_without_colour(gallery: Page) -> None:
    """A line that was removed is dotted with a hollow head, one that is optional is dashed, all others are whole."""
    gallery.emulate_media(media="screen", forced_colors="active", color_scheme="light", contrast="no-preference")
    pair = gallery.locator('h2:text-is("all in one") + .pair svg').first
    looks = pair.evaluate(
        "svg => [...svg.querySelectorAll('.pw-line, .pw-head')].map((line) =>"
        " [getComputedStyle(line).strokeDasharray, getComputedStyle(line).fill === 'none'].join())"
    )
    assert len({*looks[::2]}) == 3
    assert looks[1] != looks[5]


def test_a_number_begins_a_line_from_right_to_left(gallery: Page) -> None:
    """As a dose does; its line still begins where its box has the place for it."""
    gallery.emulate_media(media="screen", forced_colors="none", color_scheme="light", contrast="no-preference")
    line = gallery.locator("tspan[direction=rtl]", has_text=re.compile(r"^10 مل")).first
    first, left, width = line.evaluate("line => [line.getExtentOfChar(0).x, Number(line.getAttribute('x')), line.getComputedTextLength()]")
    leftmost = line.evaluate("line => Math.min(...[...line.textContent].map((_, at) => line.getExtentOfChar(at).x))")
    assert first > left + width / 2
    assert leftmost == pytest.approx(left, abs=1)


_NAMES = """(words) => {
  const figure = document.querySelector('figure');
  window.pathway.charts.read(figure, words);
  return [...figure.querySelectorAll('a')].map((link) => link.ariaLabel);
}"""


def test_screen_readers_are_told_all(browser: Browser, tmp_path: Path) -> None:
    """The name of a box has its small lines, its setting and that it was removed; and its ways have their notes."""
    opened = browser.new_page()
    drawn = draw_chart(GALLERY["all in one"], MemoryCache())
    scripts = "".join(f'<script src="{Path(str(ASSETS), script).as_uri()}"></script>' for script in ("base/dom.js", "chart/drawings.js"))
    figure = f'<figure><div class="pw-drawings">{drawn.wide}{drawn.narrow}</div><template></template></figure>{scripts}'
    (tmp_path / "page.html").write_text(f"<!doctype html><meta charset=utf-8>{figure}", "utf-8")
    opened.goto((tmp_path / "page.html").as_uri())
    without = opened.locator("a").all_text_contents()
    words = {**compiled().words.chart, "kinds": {kind: kind for kind in KINDS}}
    names = opened.evaluate(_NAMES, words)
    opened.close()
    boxes = GALLERY["all in one"].boxes
    for number, box in enumerate(boxes):
        assert all(text in names[number] for text in (box.title, *box.small_texts, box.setting))
        assert all(text in without[number] for text in (box.title, *box.small_texts))
    assert "no, after 10 min, up to 3 times" in names[[box.name for box in boxes].index("n9")]


@pytest.mark.release
def test_mermaid_draws_the_gallery(mermaid: Page) -> None:
    """Every title, small line, note and setting is in Mermaid's drawing, and nothing else but line breaks."""
    drawn = mermaid.evaluate(DRAW, [flowchart(chart) for chart in GALLERY.values()])
    for (name, chart), found in zip(GALLERY.items(), drawn, strict=True):
        assert "error" not in found, (name, found)
        assert found["strangers"] == []
        boxes = " ".join(found["boxes"])
        said = {text for box in chart.boxes for text in (box.title, *box.small_texts, box.setting)}
        assert not [text for text in said if shown(text) not in shown(boxes)], name
        ways = {text for edge in chart.edges for text in (edge.label, edge.small_line)}
        assert not [text for text in ways if shown(text) not in shown(" ".join(found["ways"]))], name
