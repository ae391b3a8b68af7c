"""Printed pages: complete, light, legible, on any paper; from the browser, and by `pathway pdf`."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect
from pypdfium2 import raw

from generator.analysis.index import PathwayIndex
from generator.charts.chart import Chart, ChartBox, ChartEdge
from generator.charts.svg import draw_chart
from generator.charts.svg.cuts import best_strips
from generator.charts.svg.layout import lay_out
from generator.charts.svg.print_pages import PAPER_WIDTH, cut_into_pages
from generator.charts.svg.text_widths import width_of
from generator.cli import main
from generator.core.cache import MemoryCache
from generator.i18n import load_messages
from generator.markup.html_tree import parse_fragment
from generator.mkdocs.print_document import PrintPart, build_print_document
from generator.mkdocs.print_html import add_print_urls, page_margin_css
from generator.model import Box, Section
from generator.output import pdf
from generator.references import bibliography
from generator.scaffold import examples
from ours import EXAMPLE, INDEX, example
from sampling import Sampler, times
from test_chart_layout import charts

ROOT = Path(__file__).parent.parent
WORDS = load_messages()
ENTRIES = bibliography(INDEX)
SECTIONS = [section.id for section in INDEX.pathway.sections]
SMALLEST = 8.0
SHORT = 2
"""So many statements and ways on take less than a third of a page."""


def letters(text: str) -> str:
    """A text as no line break, hyphen or font can change it."""
    return re.sub(r"[\W_]+", "", text)


class Print:
    """A PDF, page by page."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.document = pypdfium2.PdfDocument(data)
        self.texts = [page.get_textpage().get_text_bounded() for page in self.document]
        self.pages = [letters(text) for text in self.texts]
        self.whole = "".join(self.pages)

    def sizes(self, number: int) -> list[float]:
        """The size of each letter of a page, in points."""
        page, matrix = self.document[number].get_textpage(), raw.FS_MATRIX()
        # The library's own way to a letter takes six times as long.
        seen = [at for at in range(page.count_chars()) if chr(raw.FPDFText_GetUnicode(page.raw, at)).strip()]
        return [raw.FPDFText_GetFontSize(page.raw, at) * matrix.d for at in seen if raw.FPDFText_GetMatrix(page.raw, at, matrix)]

    def corners(self, number: int) -> set[int]:
        """The brightness of what lies in the corners and along the edges of a page."""
        bitmap = self.document[number].render(scale=0.5, grayscale=True)
        rows = [bytes(bitmap.buffer)[start : start + bitmap.width] for start in range(0, bitmap.stride * bitmap.height, bitmap.stride)]
        return {*rows[0], *rows[-1], *(row[0] for row in rows), *(row[-1] for row in rows)}

    def filled(self, number: int) -> float:
        """How far down a page its text goes, of what lies within its margins."""
        page, text = self.document[number], self.document[number].get_textpage()
        top, bottom = page.get_height() - 17 / 25.4 * 72, 15 / 25.4 * 72
        lows = [float(text.get_charbox(at)[1]) for at in range(text.count_chars())]
        return float(top - min((low for low in lows if low > bottom), default=top)) / float(top - bottom)


Printer = Callable[..., Print]


@pytest.fixture(scope="module")
def printer(browser: Browser, site: Path) -> Printer:
    """Prints a page of a site on a paper, from a screen of a colour scheme, once for all tests."""

    @cache
    def printed(address: str, paper: str = "A4", scheme: Any = "light", *, folder: Path = site, scripts: bool = True) -> Print:
        context = browser.new_context(color_scheme=scheme, java_script_enabled=scripts)
        page = context.new_page()
        page.goto(f"{folder.as_uri()}/{address}")
        if "has=" in address:
            page.wait_for_selector(".pw-lens-list", state="attached")
        data = page.pdf(format=paper, prefer_css_page_size=True, print_background=True)
        context.close()
        return Print(data)

    return printed


# ── A page ──

FURNITURE = [
    WORDS.chart["full"],
    WORDS.chart["copy_link"],
    WORDS.chart["text"],
    WORDS.print["link"],
    WORDS.all_uses,
    "Skip to content",
    "Back to top",
]


PAPERS = [("A4", "light"), ("Letter", "dark")]


@pytest.mark.sample(1)
@pytest.mark.parametrize(("paper", "scheme"), PAPERS)
@pytest.mark.parametrize("name", SECTIONS)
def test_section_is_a_document(name: str, paper: str, scheme: str, printer: Printer) -> None:
    """Whatever its boxes say, none of it torn; its references with their numbers; on white, with what runs along each page."""
    printed = printer(f"{name}.html", paper, scheme)
    boxes = [place.box for place in INDEX.boxes if place.section and place.section.id == name]
    said = {INDEX.statements[known] for box in boxes for known in (*(placed.statement for placed in box.statements), *box.rests_on)}
    lost = [box.title for box in boxes if letters(box.title) not in printed.whole]
    torn = [statement.says for statement in said if not any(letters(statement.says) in page for page in printed.pages)]
    assert (lost, torn) == ([], [])
    end = printed.whole.partition(letters(WORDS.cited_here))[2]
    cited = {citation.reference for statement in said for citation in statement.cites}
    assert [
        known
        for known in cited
        if f"{ENTRIES[known].number}{letters(INDEX.references[known].title)[:20]}" not in end and not _listed(known, end)
    ] == []
    assert [pmid for known in cited if (pmid := INDEX.references[known].pmid) and pmid not in end] == []
    assert [word for word in FURNITURE if letters(word) in printed.whole] == []
    assert [box.title for box in boxes if not _is_kept_together(box, printed)] == []
    assert min(printed.filled(number) for number in range(len(printed.pages))) > 0.02, "a page is empty"
    _assert_running(printed)
    assert {brightness for number in range(len(printed.pages)) for brightness in printed.corners(number)} == {255}


def _is_kept_together(box: Box, printed: Print) -> bool:
    """Whether a box has its heading with its first statement, and a short one with all it says."""
    says = [letters(INDEX.statements[placed.statement].says) for placed in box.statements]
    is_short = len(says) + len(box.rests_on) <= SHORT and len(INDEX.out_edges.get(box.id, ())) <= SHORT
    after = [page.partition(letters(INDEX.name_of(box)))[2] for page in printed.pages]
    return any((all if is_short else any)(text in page for text in says) for page in after) or not says


def _listed(known: str, end: str) -> bool:
    entry = ENTRIES[known]
    return f"{entry.number}{letters(entry.text)}" in end


def _assert_running(printed: Print, index: PathwayIndex = INDEX) -> None:
    metadata, many = index.pathway.pathway, len(printed.pages)
    for number, text in enumerate(printed.pages, 1):
        assert letters(metadata.short_title or metadata.title) in text
        assert letters(f"{WORDS.version} {metadata.version} · {WORDS.published} {WORDS.format_date(metadata.published)}") in text
        assert letters(WORDS.print["page"].format(page=number, pages=many)) in text


@pytest.mark.sample(1)
@pytest.mark.parametrize(("paper", "scheme"), PAPERS)
def test_charts_are_legible(paper: str, scheme: str, printer: Printer, sample: Sampler[Section]) -> None:
    """Each on a page or, cut into parts, on as many, which say so; each box whole on one of them, no letter of them below 8 points."""
    for section in sample(INDEX.pathway.sections, 2):
        printed = printer(f"{section.id}.html", paper, scheme)
        for chart in section.charts:
            pages = {at: text for at, text in enumerate(printed.pages) if letters(WORDS.chart_name.format(title=chart.title)) in text}
            many = len(pages)
            parts = [letters(WORDS.print["chart_part"].format(title=chart.title, number=at, count=many)) for at in range(1, many + 1)]
            assert pages
            assert many == 1 or all(part in text for part, text in zip(parts, pages.values(), strict=True))
            assert [node.title for node in chart.boxes if not any(letters(node.title) in text for text in pages.values())] == []
            assert min(size for at in pages for size in printed.sizes(at)) >= SMALLEST - 0.02


@pytest.mark.sample(1)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_section_begins_with_its_chart(paper: str, printer: Printer) -> None:
    """On the page of its heading; below it boxes keep their ways on, and leave out what the chart or another box says."""
    for section in INDEX.pathway.sections:
        printed = printer(f"{section.id}.html", paper, dict(PAPERS)[paper])
        assert letters(WORDS.chart_name.format(title=section.charts[0].title)) in printed.pages[0]
        assert letters(WORDS.in_words) not in printed.whole
        for place in (place for place in INDEX.boxes if place.section is section):
            ways = [way.target.box for way in INDEX.out_edges.get(place.box.id, ()) if way.target]
            assert [box.title for box in ways if letters(box.title) not in printed.whole] == []


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("address", "paper", "mark"),
    [
        ("muscle.html?has=renal-impairment,hypertension", "Letter", "Ciclosporin – contraindicated: renal impairment, hypertension"),
        ("severe.html?has=ild,amyopathic,anti-mda5", "A4", "Systemic corticosteroids – caution: clinically amyopathic disease"),
    ],
)
def test_a_marked_section_begins_with_its_chart(address: str, paper: str, mark: str, printer: Printer) -> None:
    """Its list of marks is below it, once, and does not push it to the next page."""
    printed = printer(address, paper)
    [section] = [section for section in INDEX.pathway.sections if address.startswith(section.id)]
    assert letters(WORDS.chart_name.format(title=section.charts[0].title)) in printed.pages[0]
    assert printed.filled(0) > 0.6
    assert min(printed.filled(number) for number in range(len(printed.pages))) > 0.02, "a page is empty"
    listed = printed.whole.partition(letters(WORDS.lens["here"]))[2]
    assert letters(mark) in listed.partition(letters(WORDS.lens["unsafe"] + WORDS.lens["unsafe_more"]))[0]
    assert letters(WORDS.lens["here"]) not in listed
    assert letters(WORDS.lens["chart_marks"]) not in printed.whole


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", examples())
def test_a_section_of_an_example_begins_with_its_chart(name: str, example_sites: Path, browser: Browser) -> None:
    """On the page of its heading, whatever is beside its title; and names in pills have no dot behind them."""
    page = browser.new_page()
    page.emulate_media(media="print")
    for file in sorted((example_sites / name).glob("*.html")):
        if file.stem in {"index", "print"} or "pw-chart-area" not in file.read_text("utf-8"):
            continue
        page.goto(file.as_uri())
        if page.locator("h2 ~ .pw-chart-area").count():
            title = page.locator(".pw-chart-area .pw-chart").first.get_attribute("aria-label") or ""
            printed = Print(page.pdf(prefer_css_page_size=True, format="Letter", page_ranges="1"))
            assert letters(title) in printed.pages[0], file.name
            dots = page.locator(".pw-chips a").evaluate_all(
                "all => all.filter((a) => parseFloat(getComputedStyle(a).borderTopWidth) && getComputedStyle(a, '::after').content.includes('·'))"
                ".map((a) => a.textContent)"
            )
            assert dots == [], file.name
    page.close()


@pytest.mark.release
def test_the_document_begins_with_what_must_be_known(printer: Printer) -> None:
    """Once, whether the overview is a part of it or not."""
    assert INDEX.pathway.overview
    for parts, chart in (("skin", INDEX.pathway.sections[2].charts[0]), ("index,skin", INDEX.pathway.overview)):
        printed = printer(f"print.html?parts={parts}")
        assert letters(WORDS.chart_name.format(title=chart.title)) in printed.pages[0]
        for paragraph in INDEX.pathway.pathway.disclaimer:
            assert letters(paragraph) in printed.pages[0]
            assert printed.whole.count(letters(paragraph)) == 1


@pytest.mark.sample(1)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_box_of_many_statements_leaves_no_page_half_white(paper: str, printer: Printer) -> None:
    """Also where some of them are to be read together, which is not torn."""
    printed = printer("severe.html", paper)
    first, last = (
        next(at for at, page in enumerate(printed.pages) if letters(text) in page)
        for text in ("2.3 Immunosuppressants alongside corticosteroids", WORDS.cited_here)
    )
    assert min(printed.filled(number) for number in range(first, last)) >= 0.65


@pytest.mark.release
def test_paper_is_about_half_of_what_it_was(printer: Printer) -> None:
    """Of the first layout for paper, which had 55 pages for the four sections."""
    assert sum(len(printer(f"{name}.html").pages) for name in SECTIONS) <= 29


def test_what_is_folded_away_is_printed(printer: Printer) -> None:
    """With and without scripts; links say where they lead if that is elsewhere."""
    for scripts in (True, False):
        printed = printer("references.html", scripts=scripts)
        says = [
            statement.says for statement in INDEX.pathway.statements if any(citation.reference in ENTRIES for citation in statement.cites)
        ]
        assert [text for text in says if letters(text) not in printed.whole] == []
        addresses = [address for entry in ENTRIES.values() for _, address in entry.links]
        assert [address for address in addresses if letters(address.partition("://")[2]) not in printed.whole] == []


# ── Large charts ──


def _chart(boxes: list[str], ways: list[tuple[int, int]]) -> Chart:
    return Chart(
        boxes=tuple(ChartBox(name=f"n{number}", title=label, kind="action", href="") for number, label in enumerate(boxes)),
        edges=tuple(ChartEdge(source=f"n{one}", target=f"n{other}") for one, other in ways),
    )


@given(st.integers(2, 45), st.integers(1, 12))
@times(0.1)
def test_a_chart_too_large_is_cut_between_its_boxes(length: int, width: int) -> None:
    """Into pages that hold it at 8 points, each box whole in one of them."""
    boxes = [f"Box {number} of many that there are" for number in range(length * width)][:60]
    ways = [(number - width if number >= width else 0, number) for number in range(1, len(boxes))]
    drawing = draw_chart(_chart(boxes, ways), MemoryCache())
    pages = drawing.pages or (drawing.wide,)
    assert Counter(name for page in pages for name in _whole_in(page)) == Counter(f"n{number}" for number in range(len(boxes)))
    for page in pages:
        _, _, wide, high = _view(page)
        assert min(702 / wide, 714 / high) * 13 * 0.75 >= SMALLEST - 0.02


@given(charts())
@times(0.5)
def test_no_cut_meets_a_box_a_label_or_a_number(chart: Chart) -> None:
    """And the numbers at a cut have room of their own, on the page."""
    drawing = lay_out(chart, PAPER_WIDTH)
    numbered = replace(drawing, boxes=tuple(replace(box, box=replace(box.box, number=box.box.name)) for box in drawing.boxes))
    for page in cut_into_pages([numbered]):
        places = [(box.x, box.y, box.width, box.height) for box in page.drawing.boxes if not box.is_row]
        places += [(*edge.label_at, *edge.label_size) for edge in page.drawing.edges if edge.lines]
        places += [(*end.at, width_of(end.text, 13), 15) for end in page.ends]
        for x, y, width, height in places:
            assert -1 <= y - height / 2 <= y + height / 2 <= page.drawing.height + 1
            assert -1 <= x - width / 2 <= x + width / 2 <= page.drawing.width + 1
        for one, other in combinations(places, 2):
            is_beside = abs(one[0] - other[0]) >= (one[2] + other[2]) / 2 - 1
            assert is_beside or abs(one[1] - other[1]) >= (one[3] + other[3]) / 2 - 1, (one, other)


@pytest.mark.parametrize(
    ("back", "ends"),
    [
        ([], [["→ 1.12"], ["1.11 →", "→ 1.23"], ["1.22 →"]]),
        ([(32, 2)], [["→ 1.12", "1.33 →"], ["1.11 →", "→ 1.3", "→ 1.23", "1.33 →"], ["1.22 →", "→ 1.3"]]),
    ],
)
def test_a_way_that_is_cut_ends_in_the_number_of_its_box(back: list[tuple[int, int]], ends: list[list[str]]) -> None:
    """A chain in three columns of one page: first what is above a column, then what is below it, from the left."""
    chart = _chart(["A box of a chain"] * 33, [*pairwise(range(33)), *back])
    chart = replace(chart, boxes=tuple(replace(box, number=f"1.{number}") for number, box in enumerate(chart.boxes, 1)))
    [page] = cut_into_pages([lay_out(chart, PAPER_WIDTH)])
    found: list[list[str]] = [[], [], []]
    for end in sorted(page.ends, key=lambda end: (end.at[1], end.at[0])):
        found[int(end.at[0] // ((page.drawing.width + 40) / 3))].append(end.text)
    assert found == ends


def test_the_fewest_cuts_keep_answers_with_their_question() -> None:
    """A cut is below the labels of a question's ways, as these say what they go on with."""
    edges = [ChartEdge(source=f"n{n}", target=f"n{n + 1}", label="yes, it is so") for n in range(39)]
    chart = Chart(boxes=_chart(["Is it so?"] * 40, []).boxes, edges=tuple(edges))
    drawing = lay_out(chart, PAPER_WIDTH)
    for _, cut in best_strips(drawing, 1000)[:-1]:
        [way] = [edge for edge in drawing.edges if edge.points[0][1] < cut < edge.points[-1][1]]
        assert way.label_at[1] + way.label_size[1] / 2 < cut


def _view(svg: str) -> tuple[float, float, float, float]:
    left, top, width, height = map(float, re.search(r'viewBox="([^"]+)"', svg)[1].split())  # type: ignore[index]  # every drawing has one
    return left, top, width, height


def _whole_in(svg: str) -> Iterator[str]:
    left, top, width, height = _view(svg)
    shape = re.compile(r'data-node="(\w+)"><rect class="pw-shape" x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"')
    for name, *numbers in shape.findall(svg):
        x, y, across, down = map(float, numbers)
        if left <= x and x + across <= left + width and top <= y and y + down <= top + height:
            yield name


def test_large_charts_on_paper(printer: Printer, tmp_path: Path, sample: Sampler[tuple[str, str, bool]]) -> None:
    """One that a page holds, and one that none holds, each under its name; the rest of the text keeps its size."""
    data = yaml.load((ROOT / "tests/valid/smallest.yaml").read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506  # all is text, as the format has it
    rests_on = [data["statements"][0]["id"]]
    chain: list[dict[str, Any]] = [
        {"id": f"b{n}", "kind": "start" if not n else "end" if n == 95 else "action", "title": f"Link {n} of a chain", "rests_on": rests_on}
        | ({"next": f"b{n + 1}"} if n < 95 else {})
        for n in range(96)
    ]
    # Long words cannot be narrowed, and boxes that two ways lead to cannot be put in rows.
    ends: list[dict[str, Any]] = [{"id": f"e{n}", "kind": "end", "title": f"Thrombocytopenia {n}", "rests_on": rests_on} for n in range(5)]
    ways = [{"to": end["id"], "label": f"case {n}"} for n, end in enumerate(ends)]
    fan = [
        {"id": "begin", "kind": "start", "title": "Begin", "rests_on": rests_on, "next": "who"},
        {
            "id": "who",
            "kind": "question",
            "title": "Who?",
            "rests_on": rests_on,
            "next": [{"to": name, "label": name} for name in ("which", "what")],
        },
        {"id": "which", "kind": "question", "title": "Which is it?", "rests_on": rests_on, "next": ways},
        {"id": "what", "kind": "question", "title": "What is it?", "rests_on": rests_on, "next": ways},
    ]
    charts = [{"id": "chain", "title": "A chain", "boxes": chain}, {"id": "fan", "title": "A fan", "boxes": [*fan, *ends]}]
    data["sections"].append({"id": "large", "title": "Large", "charts": charts})
    (tmp_path / "pathway.yaml").write_text(json.dumps(data), "utf-8")
    result = CliRunner().invoke(main, ["build", str(tmp_path / "pathway.yaml")])
    assert result.exit_code == 0, result.output
    headings = set[float]()
    prints = [("large.html", "Letter", True), ("large.html", "A4", False), ("print.html", "A4", True), ("print.html", "Letter", False)]
    for address, paper, scripts in sample(prints, 2):
        printed = printer(address, paper, folder=tmp_path / "site", scripts=scripts)
        named = [letters(WORDS.print["chart_part"].format(title="A chain", number=number, count=3)) for number in (1, 2, 3)]
        parts = [at for at, text in enumerate(printed.pages) if any(name in text for name in named)]
        assert len(parts) == 3
        assert all(any(letters(str(box["title"])) in printed.pages[at] for at in parts) for box in chain)
        titles = [letters(str(box["title"])) for box in ends]
        whole = next(at for at, text in enumerate(printed.pages) if letters(WORDS.chart_name.format(title="A fan")) in text)
        assert [title for title in titles if title not in printed.pages[whole]] == []
        assert min(size for at in (*parts, whole) for size in printed.sizes(at)) >= SMALLEST - 0.02
        headings.add(round(max(size for at in range(len(printed.pages)) for size in printed.sizes(at)), 1))
    assert len(headings) == 1, "a chart made Chromium print all of a document smaller"


# ── One document ──


def test_without_scripts_everything_is_printed(printer: Printer, example_sites: Path) -> None:
    """With links that stay within the document."""
    printed = printer("print.html", folder=example_sites / "guideline", scripts=False)
    assert [statement.says for statement in example().pathway.statements if letters(statement.says) not in printed.whole] == []
    assert [known for known, entry in bibliography(example()).items() if letters(entry.text) not in printed.whole] == []
    _assert_running(printed, example())
    assert letters(example().pathway.pathway.summary) in printed.pages[0], "nothing stands below the contents"
    links = _links(printed.data)
    assert len(links) > 200
    assert {link for link in links if link.startswith("file:")} <= {link for link in links if "/authors/" in link or "/downloads/" in link}


def _links(data: bytes) -> list[str]:
    annotations = [entry.get_object() for page in pypdf.PdfReader(BytesIO(data)).pages for entry in page.get("/Annots", ())]
    return [str(entry.get("/Dest") or entry["/A"].get("/URI") or entry["/A"]["/D"]) for entry in annotations]


def test_choice(browser: Browser, site: Path) -> None:
    """Ticked parts are shown with the references they cite, and the number of pages grows to about the number printed."""
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/print.html?parts={SECTIONS[0]}")
    status = page.locator(".pw-choice [role=status]")
    first = _number(status.text_content())
    shown = page.locator(".pw-part:visible").evaluate_all("(parts) => parts.map((part) => part.dataset.part)")
    assert shown == [SECTIONS[0], "references"]
    page.locator(f".pw-contents input[value={SECTIONS[1]}]").check()
    both = _number(status.text_content())
    assert both > first
    printed = Print(page.pdf(format="A4", prefer_css_page_size=True))
    assert abs(both - len(printed.pages)) <= 0.25 * len(printed.pages)
    cited = {
        citation.reference
        for place in INDEX.boxes
        if place.section and place.section.id in SECTIONS[:2]
        for known in (*(placed.statement for placed in place.box.statements), *place.box.rests_on)
        for citation in INDEX.statements[known].cites
    }
    entries = {known: f"{entry.number}{letters(entry.label)}" for known, entry in ENTRIES.items()}
    assert {known for known, entry in entries.items() if entry in printed.whole} == cited
    page.get_by_role("button", name=WORDS.print["none"]).click()
    assert status.text_content() == WORDS.print["nothing"]
    expect(page.locator(".pw-part:visible")).to_have_count(0)
    page.get_by_role("button", name=WORDS.print["all"]).click()
    expect(page.locator(".pw-part:visible")).to_have_count(page.locator(".pw-part").count())
    page.close()


def _number(text: str | None) -> int:
    found = re.search(r"\d+", text or "")
    assert found, text
    return int(found[0])


@pytest.mark.parametrize(
    ("html", "bound"),
    [
        ('<h2 id="a">A</h2>', '<h2 id="x--a">A</h2>'),
        ('<a href="#a">A</a>', '<a href="#x--a">A</a>'),
        ('<a href="#ref--lee">1</a>', '<a href="#references--lee">1</a>'),
        ('<a data-references="ref--lee ref--poe">1</a>', '<a data-references="references--lee references--poe">1</a>'),
        ('<a href="y.html#b">B</a>', '<a href="#y--b">B</a>'),
        ('<a href="y.html">B</a>', '<a href="#y--part">B</a>'),
        ('<a href="y.html#ref--lee">B</a>', '<a href="#y--ref--lee">B</a>'),
        ('<a href="../other/z.html#c">C</a>', '<a href="other/z.html#c">C</a>'),
        ('<a href="https://example.org/?a=1&amp;b=%C3%A9#d">D</a>', '<a href="https://example.org/?a=1&amp;b=%C3%A9#d">D</a>'),
        ("<p>&lt;b id=&quot;a&quot;&gt; &#60; &amp;</p>", '<p>&lt;b id="a"&gt; &lt; &amp;</p>'),
        ('<p title="id=&quot;a&quot;">x<br>y</p>', '<p title="id=&quot;a&quot;">x<br>y</p>'),
        ('<p>x</p><form><input id="a"><p>y</p></form><p>z</p>', "<p>x</p><p>z</p>"),
        ('<p class="pw-pathway-details">x <a href="y.html">y</a></p>z', "z"),
        ('<div class="pw-lens" data-lens-open="x"></div><div class="pw-lensed">y</div>', '<div class="pw-lensed">y</div>'),
        ('<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>'),
    ],
)
def test_parts_are_bound(html: str, bound: str) -> None:
    """Ids and links hold within the document; text stays as it is, and what is left out is left out whole."""
    places = {name: f'<section class="pw-part" id="{name}--part" data-page="{name}.md"></section>' for name in ("x", "y", "references")}
    urls = {"x": "x.html", "y": "y.html", "references": "references.html"}
    parts = {f"{name}.md": PrintPart(url, name, html if name == "x" else "") for name, url in urls.items()}
    made = build_print_document("".join(places.values()), "print.html", parts)
    assert re.sub(r' data-lines="\d+"', "", made) == "".join(places.values()).replace("</section>", f"{bound}</section>", 1)


# ── What no screen shows ──


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_no_title_ends_the_style_sheet(title: str) -> None:
    """A title appears in the margin unchanged, whatever it holds."""
    metadata = INDEX.pathway.pathway.model_copy(update={"short_title": title or None, "title": "A title"})
    sheet = page_margin_css(metadata, WORDS, "")
    [quoted] = re.findall(r'@top-left \{ content: "([^"\n]*)"; \}', sheet)
    assert "<" not in sheet
    assert re.sub(r"\\([0-9a-f]+) ", lambda match: chr(int(match[1], 16)), quoted) == (title or "A title")
    assert len(re.findall(r"^  @", sheet, re.MULTILINE)) == 4


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<a href="https://example.org/a/">A</a>', "example.org/a"),
        ('<a class="b" href="http://example.org/?a=1&amp;b">A</a>', "example.org/?a=1&b"),
        ('<a href="https://example.org/a"><b>https://example</b>.org/a</a>', None),
        ('<a href="#a">A</a>', None),
        ('<a href="b.html">B</a>', None),
        ('<a href="mailto:a@example.org">B</a>', None),
        ('<a href="https://example.org/a" data-address="x">A</a>', "x"),
    ],
)
def test_links_say_their_address_once(html: str, address: str | None) -> None:
    content = parse_fragment(html)
    add_print_urls(content)
    [link] = content.css("a")
    assert link.attributes.get("data-address") == address


# ── The command ──


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["pdf", str(EXAMPLE), *arguments])


@pytest.mark.usefixtures("browser")
def test_pdf(tmp_path: Path) -> None:
    """Tagged, in its language, with a title and bookmarks; it holds the section, and nothing of the disk."""
    result = _run("--section", example().pathway.sections[0].id, "--paper", "letter", "--into", str(tmp_path))
    assert result.exit_code == 0, result.output
    [file] = tmp_path.iterdir()
    metadata = example().pathway.pathway
    assert file.name == f"{metadata.id}-{metadata.version}-{example().pathway.sections[0].id}.pdf"
    reader = pypdf.PdfReader(file)
    root: Any = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == (metadata.language, True)
    assert reader.metadata
    assert reader.metadata.title == metadata.title
    titles = [*_titles(reader.outline)]
    assert example().pathway.sections[0].title in titles
    assert not [title for title in titles if title == title[: len(title) // 2] * 2]
    assert {example().name_of(place.box) for place in example().boxes if place.section is example().pathway.sections[0]} <= {*titles}
    assert {round(float(side)) for page in reader.pages for side in page.mediabox[2:]} == {612, 792}
    assert [link for link in _links(file.read_bytes()) if link.startswith("file:")] == []
    assert letters(example().pathway.sections[1].charts[0].boxes[0].title + WORDS.kinds["start"]) not in Print(file.read_bytes()).whole
    again = _run("--section", example().pathway.sections[0].id, "--into", str(tmp_path))
    assert (again.exit_code, "already exists" in again.output) == (1, True)


def _titles(outline: Any) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield entry.title


def test_pdf_of_what_is_not_there(tmp_path: Path) -> None:
    result = _run("--section", "nowhere", "--into", str(tmp_path))
    assert result.exit_code == 1
    assert "there is nothing called “nowhere” to print. Known: index, " in result.output


def test_without_a_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    result = _run("--into", str(tmp_path))
    assert (result.exit_code, "no Chromium, Chrome or Edge found to print with. Install one" in result.output) == (1, True)


@pytest.mark.parametrize("program", ["false", "no-such-browser"])
def test_browser_that_fails(program: str) -> None:
    with pytest.raises(pdf.PdfError):
        pdf.to_pdf("file:///", program)
