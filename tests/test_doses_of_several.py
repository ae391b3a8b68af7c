"""Doses of several treatments for a patient, on pages and step by step, in a real browser."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from generator.cli import main
from generator.i18n import load_messages

PUNCTURE = Path(__file__).parent / "valid" / "doses.yaml"
WORDS = load_messages().lens
MANY, UNKNOWN, NONE = WORDS["rows_many"], WORDS["rows_unknown"], WORDS["rows_none"]
LESS, BOTH, NEXT = ".pw-box:has(#soften)", ".pw-box:has(#rub)", ".pw-box:has(#fix) .pw-next li"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("several")
    result = CliRunner().invoke(main, ["build", str(PUNCTURE), "--into", str(folder / "site")])
    assert result.exit_code == 0, result.output
    return folder / "site"


def _open(page: Page, built: Path, address: str) -> Page:
    page.goto("about:blank")
    page.goto(f"{built.as_uri()}/{address}")
    if "?" in address:
        page.wait_for_function("Boolean(window.pathway.lens?.turn)")
    return page


def _said(text: str | None) -> str:
    return " ".join((text or "").split())


def _rows(page: Page, box: str) -> list[str]:
    """The rows of a box as they are heard, the name of a treatment that is seen in the row above in brackets."""
    cells = "(row) => [...row.cells].map((cell) => cell.querySelector('.pw-again') ? `(${cell.textContent})` : cell.textContent).join(' ')"
    return [_said(row.evaluate(cells)) for row in page.locator(f"article {box} tbody tr").all()]


def _notes(page: Page, place: str) -> list[str]:
    return [_said(note) for note in page.locator(f"article {place} .pw-rows-note").all_text_contents()]


def _lines(page: Page, place: str) -> list[str]:
    return [_said(line) for line in page.locator(f"{place} .pw-option-dose").all_text_contents()]


def test_rows_of_several_treatments_are_no_rows_of_one(page: Page, built: Path) -> None:
    """One row each, both for the same patient: neither is a second row of the other."""
    _open(page, built, "repair.html?has=rain")
    assert _rows(page, LESS) == ["Glue Rain applies 1 ml", "Paste Rain applies 2 ml"]
    assert _notes(page, LESS) == []
    _open(page, built, "treatments/fillers.html?has=rain")
    assert MANY not in _notes(page, "")


def test_the_row_that_applies_is_the_first_of_its_treatment(page: Page, built: Path) -> None:
    """The name stands at that row then; without ticks all is as it was."""
    as_written = ["Glue most tyres 4 ml", "(Glue) Frost Sand winter 5 ml", "Paste most tyres 6 ml", "(Paste) Frost winter 7 ml"]
    _open(page, built, "repair.html")
    assert _rows(page, BOTH) == as_written
    _open(page, built, "repair.html?has=sand")
    assert _rows(page, BOTH) == [
        "Glue Frost Sand applies winter 5 ml",
        "(Glue) most tyres 4 ml",
        "Paste most tyres 6 ml",
        "(Paste) Frost winter 7 ml",
    ]
    assert _notes(page, BOTH) == [NONE]
    _open(page, built, "repair.html?has=frost")
    assert _rows(page, BOTH)[2:] == ["Paste Frost applies winter 7 ml", "(Paste) most tyres 6 ml"]
    page.locator(".pw-lens-bar .pw-lens-clear").click()
    assert _rows(page, BOTH) == as_written


def test_all_doses_of_one_treatment_are_together(page: Page, built: Path) -> None:
    """On the page of a group, although its statements turn to one and the other."""
    _open(page, built, "treatments/fillers.html")
    names = page.locator("article .pw-doses tbody td:first-child").all_text_contents()
    assert names == ["Glue"] * 4 + ["Paste"] * 3


def test_a_row_that_may_apply_says_so(page: Page, built: Path) -> None:
    _open(page, built, "repair.html?unknown=frost")
    assert _rows(page, BOTH) == [
        "Glue most tyres 4 ml",
        "(Glue) Frost not known yet Sand winter 5 ml",
        "Paste most tyres 6 ml",
        "(Paste) Frost not known yet winter 7 ml",
    ]
    assert _notes(page, BOTH) == [UNKNOWN]
    assert _notes(page, LESS) == []
    _open(page, built, "repair.html?has=sand&unknown=frost")
    assert _rows(page, BOTH)[0] == "Glue Frost Sand applies winter 5 ml"
    assert _notes(page, BOTH) == [UNKNOWN]


def test_doses_of_an_option_name_the_part_they_are_of(page: Page, built: Path) -> None:
    """And are sorted and marked as rows are."""
    patches = ["Patch, dry tubes: 1 patch", "Patch, Rain wet tubes: 2 patches"]
    glue = "Glue: 3 ml"
    _open(page, built, "repair.html")
    assert _lines(page, f"{NEXT}:nth-child(1)") == [glue, *patches]
    assert _lines(page, f"{NEXT}:nth-child(2)") == [one.removeprefix("Patch, ") for one in patches]
    assert _lines(page, f"{NEXT}:nth-child(3)") == [glue]
    _open(page, built, "glance.html")
    assert _lines(page, "#use--fix--0") == [glue, *patches]
    for address, place in (("repair.html?has=rain", f"{NEXT}:nth-child(1)"), ("glance.html?has=rain", "#use--fix--0")):
        _open(page, built, address)
        assert _lines(page, place) == [glue, "Patch, Rain applies wet tubes: 2 patches", patches[0]]
        assert _notes(page, place) == []
    _open(page, built, "repair.html?unknown=rain")
    assert _lines(page, f"{NEXT}:nth-child(1)") == [glue, patches[0], "Patch, Rain not known yet wet tubes: 2 patches"]
    assert _notes(page, f"{NEXT}:nth-child(1)") == [UNKNOWN]
    page.locator(".pw-lens-bar .pw-lens-clear").click()
    assert _lines(page, f"{NEXT}:nth-child(1)") == [glue, *patches]


def _walk_to_choice(page: Page, built: Path, rain: str) -> None:
    _open(page, built, "index.html")
    page.locator(".pw-walk-begin").first.click()
    panel = page.locator(".pw-walk")
    panel.locator(".pw-walk-asks", has_text="Rain").get_by_label(rain, exact=True).check()
    panel.locator(".pw-walk-asked > .pw-walk-go").first.click()
    panel.get_by_role("button", name="on the road").click()
    expect(panel.get_by_text("What repairs it?").first).to_be_visible()


@pytest.mark.sample(1)
@pytest.mark.parametrize(("answer", "word"), [("Yes", "applies"), ("Not known yet", "not known yet")])
def test_doses_in_a_walk_and_its_summary(page: Page, built: Path, answer: str, word: str) -> None:
    """Those of a statement on which the choice only rests are there, as one came for them."""
    _walk_to_choice(page, built, answer)
    wet, dry = f"Rain {word} wet tubes: 2 patches", "dry tubes: 1 patch"
    assert _lines(page, ".pw-walk .pw-walk-option:nth-child(2)") == ([wet, dry] if word == "applies" else [dry, wet])
    page.locator(".pw-walk .pw-walk-option:nth-child(2) .pw-walk-choice").click()
    page.locator(".pw-walk").get_by_role("link", name="Summary").last.click()
    page.wait_for_selector(".pw-walked--made [data-lens-part]")
    seen = [_said(row) for row in page.locator(".pw-walked li:has([data-statement='patch-doses']) tbody tr").all_text_contents()]
    assert len(seen) == 2
    assert any(f"Rain {word}" in row and "2 patches" in row for row in seen)
    assert (f"Rain {word}" in seen[0]) == (word == "applies")
    page.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }")
    page.get_by_role("button", name="Copy as text").click()
    text = page.evaluate("window.copied")
    wet, dry = (
        f"  - Treatment: Patch · For: Rain ({word}), wet tubes · Dose: 2 patches",
        "  - Treatment: Patch · For: dry tubes · Dose: 1 patch",
    )
    assert "\n".join([wet, dry] if word == "applies" else [f"  ({UNKNOWN})", dry, wet]) in text.replace("\N{NO-BREAK SPACE}", " ")


def test_an_empty_cell_leaves_no_gap_on_a_phone(page: Page, built: Path) -> None:
    """Where each row is a list, a row without a note has no line for it."""
    page.set_viewport_size({"width": 390, "height": 844})
    _open(page, built, "treatments/fillers.html")
    empty = page.locator("article .pw-doses td:empty")
    assert empty.count() == 1
    assert not empty.first.is_visible()
