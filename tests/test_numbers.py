"""The number of a box is the same wherever readers meet it, and stands before its title."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.analysis.index import PathwayIndex
from generator.cli import main
from generator.compiler import read
from generator.core.source import Source
from hosting import ROOT, Visit
from ours import INDEX

PATHWAYS = {
    "ours": ROOT / "pathway.yaml",
    "bicycle": ROOT / "tests" / "gold" / "bicycle" / "pathway.yaml",
    "smallest": ROOT / "tests" / "valid" / "smallest.yaml",
}
# In a sentence, the words of the text version come before the number.
_NUMBER = re.compile(r"(?:go to |return to |Caution to read: )?(\d+\.\d+) \S")
_NAMES_A_BOX = (
    ":is(.pw-side, .pw-home, .pw-turn, .pw-uses, .pw-entry .pw-chips) a[href]:not([href^='treatments/'], [href^='#treatments--'])"
)


@pytest.fixture(scope="module", params=PATHWAYS)
def made(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PathwayIndex]:
    """A built site, and what it was built from."""
    if request.param == "ours":
        return site, INDEX
    file, folder = PATHWAYS[request.param], tmp_path_factory.mktemp(request.param) / "site"
    result = CliRunner().invoke(main, ["build", str(file), "--into", str(folder)])
    assert result.exit_code == 0, result.output
    pathway, _ = read(Source("pathway.yaml", file.read_text("utf-8")))
    assert pathway
    return folder, PathwayIndex(pathway)


def _text(element: LexborNode) -> str:
    for sign in element.css(".headerlink"):
        sign.decompose()
    return " ".join(element.text().split())


def _pages(site: Path, index: PathwayIndex) -> Iterator[LexborHTMLParser]:
    """The pages that show boxes."""
    for name in ["index", *(section.id for section in index.pathway.sections)]:
        yield LexborHTMLParser((site / f"{name}.html").read_text("utf-8"))


def _data(file: Path) -> list[dict[str, str]]:
    boxes: list[dict[str, str]] = json.loads(file.read_text("utf-8").partition(" = ")[2].strip().removesuffix(";"))["boxes"]
    return boxes


def _fragment(link: LexborNode) -> str:
    return unquote(urldefrag(link.attributes["href"] or "").fragment)


def test_numbers_run_through_the_charts_of_a_section(made: tuple[Path, PathwayIndex]) -> None:
    """From one, without a gap; the overview counts as a section, and without one the first section is the first."""
    whole = made[1].pathway
    for pathway in (whole, whole.model_copy(update={"overview": None})):
        index = PathwayIndex(pathway)
        sections = [*([None] if pathway.overview else []), *pathway.sections]
        counts = [sum(place.section is section for place in index.boxes) for section in sections]
        expected = [f"{section}.{box}" for section, count in enumerate(counts, 1) for box in range(1, count + 1)]
        assert [*index.numbers.values()] == expected


def test_headings_and_lists_have_the_number(made: tuple[Path, PathwayIndex]) -> None:
    """Headings, which the panel copies; the text version, in the order of the boxes; the contents of the page; print; search; and data."""
    site, index = made
    names = {place.box.id: " ".join(index.name_of(place.box).split()) for place in index.boxes}
    pages = [*_pages(site, index)]
    headings = {heading.attributes["id"]: _text(heading) for page in pages for heading in page.css(".pw-box > h3")}
    outline = {_fragment(link): _text(link) for page in pages for link in page.css(".pw-words li > a")}
    contents = {_fragment(link): _text(link) for page in pages for link in page.css("nav a[href^='#']")}
    assert headings == names
    assert outline == names
    assert contents.items() >= names.items()
    printed = LexborHTMLParser((site / "print.html").read_text("utf-8"))
    on_paper = {(heading.attributes["id"] or "").partition("--")[2]: _text(heading) for heading in printed.css(".pw-box > h3")}
    assert on_paper == names
    entries = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    found = {urldefrag(entry["location"]).fragment: unescape(entry["title"]) for entry in entries if ".html#" in entry["location"]}
    assert found.items() >= names.items()
    for file in ("walk/graph.js", "lens/data.js"):
        data = _data(site / "assets" / "pathway" / file)
        assert {box["id"]: f"{box['number']} {box['title']}" for box in data} == {p.box.id: index.name_of(p.box) for p in index.boxes}


def test_drawings_have_the_number(made: tuple[Path, PathwayIndex]) -> None:
    """Also on boxes that lead to another chart; the rows of a choice that are ways have the link of the choice."""
    site, index = made
    shown = {box: set[str]() for box in index.numbers}
    for page in _pages(site, index):
        for link in page.css(".pw-drawing a:has(.pw-node:not([data-way]))"):
            lines = link.css("tspan")
            shown[_fragment(link)].add("".join(line.text() for line in lines).split(" ")[0])
    assert shown == {box: {number} for box, number in index.numbers.items()}


def test_links_to_boxes_have_the_number(made: tuple[Path, PathwayIndex]) -> None:
    """In lists of a box's neighbours, on the pages of treatments, findings, circumstances and references, and on paper."""
    site, index = made
    steps = {
        f"{place.chart.id}--step-{position}": index.numbers[box.id]
        for place in index.charts
        for position, box in enumerate(place.chart.boxes, 1)
    }
    checked = 0
    for file in sorted(site.rglob("*.html")):
        for link in LexborHTMLParser(file.read_text("utf-8")).css(_NAMES_A_BOX):
            fragment = _fragment(link)
            if file.name == "print.html":
                fragment = fragment.partition("--")[2]
            if fragment in index.entries:  # A group names its members.
                continue
            number = steps.get(fragment) or index.numbers[fragment.partition("--")[0]]
            told = _NUMBER.match(_text(link))
            assert told, (file.name, link.html)
            assert told[1] == number, (file.name, link.html)
            checked += 1
    assert checked >= len(index.edges)


def test_a_search_for_the_number_finds_the_box(visit: Visit) -> None:
    page = visit.open("index.html")
    place = INDEX.boxes[-1]
    page.keyboard.press("/")
    page.keyboard.type(INDEX.numbers[place.box.id])
    hit = page.locator(f".md-search-result__link[href*='#{place.box.id}']")
    hit.wait_for(state="attached")
    assert INDEX.name_of(place.box) in hit.inner_text()
