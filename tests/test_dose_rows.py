"""Rows of doses that hold for some patients, and cells of tables on a phone that hold more than one element, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from generator.charts.treatment_lines import patients_of
from generator.compiler import compile_pathway
from generator.core.source import Source
from generator.i18n import load_messages
from generator.views.blocks import Cell
from small_sites import BEARS, built

ROW = "route: by mouth, frequency: every 4 h, maximum: 200 ml a day}\n"
EDITS = {
    ROW: f"{ROW}      - {{treatment: ice-tea, for: any GSM of stuffing, in: [straw], dose: 5 ml, route: by mouth}}\n",
    "  - id: shade-first\n": "  - id: shade-first\n    checklist: [GSM weighed, Family told]\n",
    "\nreferences:": "\nabbreviations: {GSM: grams of stuffing}\n\nreferences:",
}
WORDS = load_messages()
PHONE = ViewportSize(width=390, height=844)


@pytest.fixture(scope="module")
def bears(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, text = tmp_path_factory.mktemp("doses"), BEARS
    for old, new in EDITS.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return built(folder, text)


def _open(page: Page, bears: Path, address: str) -> Page:
    page.goto(f"{bears.as_uri()}/{address}")
    if "?" in address:
        page.wait_for_function("Boolean(window.pathway.lens?.turn)")
    return page


def _rows(page: Page, place: str) -> list[str]:
    return [" ".join(row.inner_text().split()) for row in page.locator(f"{place} .pw-doses tbody tr").all()]


@pytest.mark.parametrize(
    ("whom", "said"),
    [
        ("for: straw, in: [straw]", "Straw"),
        ("for: light straw, in: [straw]", "Straw, light straw"),
        ("for: straw, in: [straw, glass-eyes]", "Straw / Glass eyes, straw"),
        ("in: [straw]", "Straw"),
        ("in: [straw], with: [shade], for: cubs", "Straw, with shade, cubs"),
        ("in: [straw], with: [fan, shade]", "Straw, with fan / with shade"),
    ],
)
def test_a_row_says_once_whom_it_is_for(whom: str, said: str) -> None:
    """Words that only repeat the name of what can be ticked are left out."""
    row = f"{ROW}      - {{treatment: ice-tea, {whom}, dose: 5 ml, route: by mouth}}\n"
    site = compile_pathway(Source("bears.yaml", BEARS.replace(ROW, row))).site
    assert site
    index = site.context.index
    dose = next(row for statement in index.pathway.statements for row in statement.doses if row.in_)
    line = site.context.doses.line(dose).patients
    assert patients_of(dose, index, site.context.words) == said
    assert isinstance(line, Cell)
    assert line.plain == said
    assert line.endswith("</span>") == ("for:" not in whom or said == "Straw")


def test_a_row_that_holds_comes_first_and_says_so(page: Page, bears: Path) -> None:
    """None is hidden, and they come back into their order when nothing is ticked. Where none holds, a line says to read them."""
    below, above, straw = "below 1 kg 10 ml", "1 kg or more 10 ml/kg", "Straw any GSM of stuffing 5 ml"
    for address in ("treatments/ice-tea.html", "treatments/ice-tea.html?has=glass-eyes"):
        _open(page, bears, address)
        assert [row[: len(wanted)] for row, wanted in zip(_rows(page, "article"), (below, above, straw), strict=True)] == [
            below,
            above,
            straw,
        ]
        assert page.locator("article .pw-rows-note").all_inner_texts() == (
            ["No row with a label is for what is ticked. Read all the rows."] if "has" in address else []
        )
    _open(page, bears, "treatments/ice-tea.html?has=straw")
    assert page.locator("article .pw-rows-note").count() == 0
    tagged = "Straw applies any GSM of stuffing 5 ml"
    assert [row[: len(wanted)] for row, wanted in zip(_rows(page, "article"), (tagged, below, above), strict=True)] == [
        tagged,
        below,
        above,
    ]
    page.locator(".pw-lens-bar .pw-lens-clear").click()
    assert [row[: len(wanted)] for row, wanted in zip(_rows(page, "article"), (below, above, straw), strict=True)] == [below, above, straw]


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bears with doses of ice tea that depend on what else is being given."""
    folder = tmp_path_factory.mktemp("beside")
    rows = (
        "with: [fan], dose: 2 ml",
        "in: [glass-eyes], dose: 3 ml",
        "with: [shade, fan], in: [glass-eyes], dose: 1 ml",
        "with: [shade], in: [straw], dose: 1 ml",
    )
    more = "".join(f"      - {{treatment: ice-tea, {row}, route: by mouth}}\n" for row in rows)
    return built(folder, BEARS.replace(ROW, f"{ROW}{more}"))


FAN, BOTH = "with fan 2 ml by mouth", "Straw with shade 1 ml by mouth"


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("ticked", "first"),
    [
        ("?has=fan", "with fan applies 2 ml by mouth"),
        ("?has=shade", "below 1 kg 10 ml by mouth"),
        ("?has=straw", "below 1 kg 10 ml by mouth"),
        ("?has=straw,shade", "Straw applies with shade applies 1 ml by mouth"),
        ("?has=straw&unknown=shade", "below 1 kg 10 ml by mouth"),
        ("?has=glass-eyes,fan", "Glass eyes applies with shade with fan applies 1 ml by mouth"),
    ],
)
def test_a_dose_that_depends_on_another_treatment(page: Page, beside: Path, ticked: str, first: str) -> None:
    """It comes first while that is being given; with a finding as well, only where both hold."""
    _open(page, beside, f"treatments/ice-tea.html{ticked}")
    rows = _rows(page, "article")
    assert rows[0].startswith(first)
    assert len(rows) == 6
    if "unknown" in ticked:
        assert rows[5].startswith("Straw with shade not known yet 1 ml by mouth")


def test_the_other_treatment_says_so_as_well(page: Page, beside: Path) -> None:
    """Also where nothing else is said of it."""
    _open(page, beside, "treatments/fan.html")
    said = page.locator("article", has_text="doses beside other treatments")
    assert "ice tea" in said.inner_text().lower()


def test_a_treatment_that_only_changes_a_dose_has_a_page() -> None:
    """With where that is said, and its references."""
    row = f"{ROW}      - {{treatment: ice-tea, with: [azolex], dose: 2 ml, route: by mouth}}\n"
    text = BEARS.replace(ROW, row).replace("\ntreatments:\n", "\ntreatments:\n  - {id: azolex, name: Azolex}\n")
    site = compile_pathway(Source("bears.yaml", text)).site
    assert site
    page = next(page.text for page in site.pages if page.path == "treatments/azolex.md")
    assert WORDS.said_beside in page
    assert "ref--" in page


def test_a_treatment_with_a_row_of_its_own_is_mentioned(page: Page, bears: Path) -> None:
    _open(page, bears, "treatments/ice-tea.html?has=straw")
    assert "mentioned" not in page.locator("article").inner_text()
    _open(page, bears, "stuffing.html")
    entry = page.locator(".pw-entry:has(#straw)")
    assert "Ice tea" not in entry.locator(".pw-named").inner_text()
    assert _rows(page, ".pw-entry:has(#straw)") == ["Ice tea Straw any GSM of stuffing 5 ml by mouth"]
    assert "DosesIce tea" in " ".join(page.locator(".pw-table tr", has_text="Straw").inner_text().split())


def test_what_has_a_dose_for_what_is_ticked_is_listed(page: Page, bears: Path) -> None:
    """A treatment on the home page, where there is no table of doses, and a box on its section's page; not for others."""
    for address in ("index.html", "fever.html"):
        for ticked, count in (("straw", 1), ("glass-eyes", 0)):
            _open(page, bears, f"{address}?has={ticked}")
            dosed = page.locator(".pw-lens-list li", has_text="Dose of its own for: straw")
            assert dosed.count() == count, (address, ticked)


def test_cells_on_a_phone_keep_their_words_together(page: Page, bears: Path) -> None:
    """A tag and an abbreviation are elements of a text; none of them moves below the head of the row."""
    page.set_viewport_size(PHONE)
    _open(page, bears, "treatments/ice-tea.html")
    cell = page.locator(".pw-doses td", has_text="stuffing").first
    assert cell.locator("abbr").count() == 1
    left = cell.evaluate(
        "(cell) => { const range = document.createRange(); range.selectNodeContents(cell); return [...range.getClientRects()].map((one) => one.left); }"
    )
    label = cell.evaluate("(cell) => cell.getBoundingClientRect().left + parseFloat(getComputedStyle(cell).paddingInlineStart)")
    assert min(left) >= label - 1


def test_entries_of_a_checklist_keep_their_words_together(page: Page, bears: Path) -> None:
    _open(page, bears, "fever.html")
    entry = page.locator(".pw-tick", has_text="weighed").first
    gap = entry.evaluate(
        "(tick) => { const range = document.createRange(); const abbr = tick.querySelector('abbr'); range.selectNodeContents(abbr.nextSibling); return range.getBoundingClientRect().left - abbr.getBoundingClientRect().right; }"
    )
    assert gap < 1
