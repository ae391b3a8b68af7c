"""Posters: all charts of a section on one sheet, legible, in its exact size, from a page and by `pathway poster`."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from generator.charts.chart import Chart
from generator.charts.poster import SHEETS, Notes, Paragraph, Poster, PosterText, make_poster
from generator.charts.poster.paint import key_rows
from generator.charts.poster.qr import qr_rows
from generator.charts.poster.sheet import HEADING, MARGIN, plan_poster
from generator.cli import main
from generator.compiler import Site, compile_pathway
from generator.core.cache import MemoryCache
from generator.core.source import Source
from generator.i18n import load_messages
from generator.model import Section
from generator.scaffold import examples
from generator.views import section_poster
from hosting import Visit
from ours import SOURCE, compiled
from sampling import times
from test_chart_layout import charts
from test_print import SMALLEST, Print, letters

ROOT = Path(__file__).parent.parent
WORDS = load_messages()
CONTEXT = compiled().context
INDEX = CONTEXT.index
SECTIONS = INDEX.pathway.sections
EXAMPLES = examples()
TEXT = PosterText(
    title="Tea",
    pathway="Drinks & more",
    headings=("Hot", "Cold", "Iced"),
    status="Draft",
    status_colour="status",
    facts=("Version 1",),
    key=(("start", "Start"),),
    key_more="Numbers are those of boxes.",
    notes=Notes(
        "Points to note", (Paragraph("", ("Contraindication: it is <hot>.",)), Paragraph("No mark does not mean safe.", ("Check.",)))
    ),
    foot=("Not for cats.",),
    across="",
    code=(),
    code_label="",
)


@cache
def _site(name: str) -> Site:
    """Our own pathway, or one of the examples."""
    if name == "ours":
        return compiled()
    folder = ROOT / "generator/scaffold/examples" / name
    text = (folder / "pathway.yaml").read_text("utf-8")
    site = compile_pathway(Source("pathway.yaml", text), lambda other: (folder / other).read_bytes()).site
    assert site
    return site


def _text_of(poster: Poster) -> str:
    """All letters on a poster."""
    assert poster.svg
    return letters("".join(ET.fromstring(poster.svg).itertext()))  # noqa: S314  # our own


@pytest.mark.sample(2)
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.id)
def test_a_page_prints_one_sheet_in_its_size(section: Section, browser: Browser, site: Path) -> None:
    """With all boxes of the section, what must be known beside them, and no letter below 8 points; also without JavaScript."""
    poster = section_poster(CONTEXT, section, MemoryCache())
    sheet = next(sheet for sheet in SHEETS if sheet.name == poster.sheet)
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{site.as_uri()}/posters/{section.id}.html")
    data = page.pdf(prefer_css_page_size=True, print_background=True)
    context.close()
    printed, document = Print(data), pypdfium2.PdfDocument(data)
    assert [tuple(round(side / 72 * 25.4) for side in paper.get_size()) for paper in document] == [(sheet.across, sheet.down)]
    metadata = INDEX.pathway.pathway
    wanted = [chart.title for chart in section.charts] + [box.title for chart in section.charts for box in chart.boxes]
    wanted += [section.title, metadata.title, metadata.version, WORDS.status_of(metadata), WORDS.format_date(metadata.review_by)]
    wanted.append(WORDS.print["aged"].format(date=WORDS.format_date(metadata.review_by), address=""))
    wanted += [WORDS.lens["unsafe"], WORDS.lens["unsafe_more"], *metadata.disclaimer]
    assert [text for text in wanted if letters(text) not in printed.whole] == []
    assert min(printed.sizes(0)) >= SMALLEST - 0.02


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", ["ours", *EXAMPLES])
def test_every_warning_about_what_a_section_uses_is_on_its_poster(name: str) -> None:
    """In its own words: a wall has no boxes. Of a group, those about any of its members; of a member, those about its groups."""
    context = _site(name).context
    index, warns = context.index, {"contraindication", "against", "caution", "monitoring"}
    inner = {name: {*entry.members, *entry.parts} for name, entry in index.treatments.items()}
    for section in index.pathway.sections:
        boxes = [place.box for place in index.boxes if place.section is section]
        used = {name for box in boxes for name in index.treatments_of(box)}
        for _ in inner:
            used |= {member for name in used for member in inner[name]}
        used |= {name for name, entry in index.treatments.items() if used & {*entry.members}}
        said = {one.says for name in used for one in index.statements_about(name) if one.role in warns}
        said |= {index.statements[name].says for box in boxes for name in index.shown_in(box) if index.statements[name].role in warns}
        text = _text_of(section_poster(context, section, MemoryCache()))
        assert [one for one in said if letters(one) not in text] == []


def test_warnings_about_the_members_of_a_group_name_the_boxes_that_give_it() -> None:
    section = next(section for section in SECTIONS if section.id == "severe")
    text = _text_of(section_poster(CONTEXT, section, MemoryCache()))
    assert letters("Contraindication: Renal impairment and hypertension are contraindications to ciclosporin. (2.3, 2.4, 2.5)") in text


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_doses_are_on_a_poster(name: str) -> None:
    """Those of a box that has too many for its lines are among the points to note, and the box says so."""
    context = _site(name).context
    index = context.index
    for section in index.pathway.sections:
        text = _text_of(section_poster(context, section, MemoryCache()))
        boxes = [place.box for place in index.boxes if place.section is section]
        given = {treatment for box in boxes for treatment in index.treatments_of(box)}
        shown = dict.fromkeys(name for box in boxes for name in index.shown_in(box))
        rows = [row for name in shown for row in index.statements[name].doses if row.treatment in given]
        said = [part for row in rows for part in (row.dose, row.frequency, row.note) if part and row.dose != "not stated"]
        assert [part for part in said if letters(part) not in text] == []
        assert letters(WORDS.chart_lines["doses_below"]) not in text


def test_a_poster_sends_nobody_to_doses_that_there_are_not() -> None:
    ours, theirs = (
        _text_of(section_poster(site.context, site.context.index.pathway.sections[0], MemoryCache()))
        for site in map(_site, ("ours", "emergency"))
    )
    assert letters("look there for sources and notes") in ours
    assert letters("look there for sources, notes and all doses") in theirs


def test_a_section_leads_to_its_poster(site: Path) -> None:
    """From its line for printing; nothing else does, and it is in no document for paper."""
    for path in site.glob("*.html"):
        links = set(re.findall(r'href="posters/([^"]+)"', path.read_text("utf-8")))
        assert links == ({path.name} if path.stem in {section.id for section in SECTIONS} else set())
    assert 'data-page="posters' not in (site / "print.html").read_text("utf-8")


def test_a_poster_says_that_it_is_never_marked(visit: Visit) -> None:
    """Not that nothing is: its section has the marks, and the way there keeps what is ticked."""
    page = visit.open("posters/skin.html?has=renal-impairment,pregnancy")
    says = page.locator(".pw-lens-list")
    says.wait_for()
    assert WORDS.lens["here_none"] not in says.inner_text()
    assert WORDS.lens["poster_unmarked"] in says.inner_text()
    says.locator("a").click()
    page.wait_for_url("**/skin.html?has=renal-impairment,pregnancy")
    assert "/posters/" not in page.url


@given(st.lists(charts(), min_size=1, max_size=3))
@times(0.1)
def test_all_charts_stand_whole_within_the_margins(found: list[Chart]) -> None:
    """Or cut into parts that hold each box once; in their order, none on another, and none smaller than can be read."""
    plan = plan_poster(found, lambda sheet: (MARGIN + 100, sheet.height - MARGIN - 100), {13.0: lambda _: 80.0})
    if plan is None:
        return
    assert min(13, 15) * plan.scale * 0.75 >= SMALLEST - 0.02
    bottoms: dict[float, float] = {}
    for (x, y), piece, column in zip(plan.placed, plan.pieces, plan.columns, strict=True):
        width, height = (side * plan.scale for side in piece.size)
        assert width <= column + 0.1
        assert bottoms.get(x, 0) <= y <= y + HEADING + height <= plan.sheet.height - MARGIN - 100 + 0.1
        assert x + column <= plan.sheet.width - MARGIN + 0.1
        bottoms[x] = y + HEADING + height
    left, top, across = plan.notes
    assert left + across <= plan.sheet.width - MARGIN + 0.1
    assert top + 80 <= plan.sheet.height - MARGIN - 100 + 0.1
    beside = [(x, column) for (x, _), column in zip(plan.placed, plan.columns, strict=True) if x < left + across and left < x + column]
    assert all(bottoms[x] <= top for x, _ in beside)
    shown = [box.box.name for piece in plan.pieces for box in piece.drawing.drawing.boxes]
    assert sorted(shown) == sorted(box.name for chart in found for box in chart.boxes)


def test_what_no_sheet_holds_is_no_poster() -> None:
    """Rather than one in small letters."""
    whole = next(place for place in compiled().charts if len(place.chart.boxes) > 10).chart
    poster = make_poster([whole] * 9, replace(TEXT, headings=("Again",) * 9), MemoryCache())
    assert (poster.sheet, poster.svg) == ("", "")


def test_texts_are_escaped_and_no_class_is_left() -> None:
    """A class would take the colours of a dark page."""
    chart = next(iter(compiled().charts)).chart
    svg = make_poster([chart], replace(TEXT, across="Draft"), MemoryCache()).svg
    assert "it is &lt;hot&gt;." in svg
    assert not re.search(r'(class|data-\w+|href|style|id)="', svg)


@pytest.mark.parametrize("address", ["https://example.org/", "https://example.org/a/muscle.html?" + "x" * 400])
def test_the_code_is_that_of_the_script_in_the_browser(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.evaluate("window.pathway = {walk: {}}")
    page.add_script_tag(content=(ROOT / "generator/assets/walk/qr.js").read_text("utf-8"))
    rows = page.evaluate("(address) => window.pathway.walk.qr(address).map((row) => row.map((dark) => dark ? '#' : '.').join(''))", address)
    page.close()
    assert list(qr_rows(address)) == rows
    assert qr_rows("https://example.org/" + "x" * 5000) == ()


def test_a_published_pathway_has_a_code(tmp_path: Path) -> None:
    file = tmp_path / "pathway.yaml"
    file.write_text(SOURCE.text.replace("  title:", "  address: https://example.org/a/\n  title:", 1), "utf-8")
    result = CliRunner().invoke(main, ["poster", SECTIONS[1].id, "--file", str(file), "--format", "svg", "--into", str(tmp_path)])
    assert result.exit_code == 0, result.output
    svg = (tmp_path / f"{SECTIONS[1].id}-poster.svg").read_text("utf-8")
    assert WORDS.poster["code"].format(address=f"https://example.org/a/{SECTIONS[1].id}.html") in svg
    assert ET.fromstring(svg).tag.endswith("svg")  # noqa: S314  # our own


def test_command(tmp_path: Path, browser: Browser) -> None:
    """A page of its own for each section, which prints as one sheet."""
    arguments = ["poster", "--file", str(ROOT / "pathway.yaml"), "--into", str(tmp_path)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert {file.name for file in tmp_path.iterdir()} == {f"{section.id}-poster.html" for section in SECTIONS}
    assert f"{SECTIONS[0].id}-poster.html (A3, portrait)" in result.output.replace("\n", "")
    page = browser.new_page()
    page.goto((tmp_path / f"{SECTIONS[0].id}-poster.html").as_uri())
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    page.close()
    assert [tuple(round(side / 72 * 25.4) for side in paper.get_size()) for paper in document] == [(297, 420)]
    unknown = CliRunner().invoke(main, [*arguments, SECTIONS[0].id[:-1]])
    assert (unknown.exit_code, f"Known: {SECTIONS[0].id}" in unknown.output) == (1, True)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_long_status_leaves_room_for_the_title(name: str) -> None:
    """No word of the title is broken, whatever is beside it; and what is approved is green, as on the pages."""
    site = _site(name)
    for section in site.context.index.pathway.sections:
        svg = next(page for page in site.pages if page.path == f"posters/{section.id}.md").text
        head = re.search(r'<text [^>]*font-size="32"[^>]*>(.*?)</text>', svg)
        assert head
        assert " ".join(re.findall(r">([^<]+)</tspan>", head[1])).split() == section.title.split()
        is_approved = site.context.index.pathway.pathway.status == "approved"
        assert ('fill="#ecf6ed" stroke="#2a6b36" rx="11"' in svg) is is_approved


def test_a_key_that_nearly_fits_is_in_one_row() -> None:
    many = replace(TEXT, key=(("action", "Tea"),) * 60)
    fits = len(key_rows(many, SHEETS[0])[0])
    one_more = replace(TEXT, key=many.key[: fits + 1])
    assert [len(row) for row in key_rows(one_more, SHEETS[0])] == [fits + 1]
