"""One truth at a time: “none of these” and “not known yet” do not stay chosen beside what says otherwise."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.i18n import load_messages
from hosting import SharedContext, show_list
from small_sites import HEAD, Opening, built, opening

WORDS = load_messages()
PANEL, DIALOG = "aside.pw-walk", "dialog.pw-lens-dialog"
LINES = """
          - {id: begin, kind: start, title: A patient, cites: [book], next: risk}
          - id: risk
            kind: question
            title: What is the risk?
            score: risk
            next: [{to: which, label: some, points: 1 or more}, {to: which, label: none, points: below 1}]
          - id: which
            kind: several
            title: Which of these?
            cites: [book]
            next:
              - {to: sparing, has: kidney}
              - {to: late-care, has: late}
              - {to: all-others, label: none of these}
          - {id: sparing, kind: end, title: Spare the kidney, statements: [spare, mild], gives: [drug]}
          - {id: late-care, kind: end, title: Care for late disease, statements: [late-is]}
          - {id: all-others, kind: end, title: For all others, cites: [book]}
statements:
  - {id: spare, role: caution, says: The drug harms kidneys., about: [drug], in: [kidney], cites: [book]}
  - {id: mild, role: caution, says: It harms them soon., about: [drug], in: [mild], cites: [book]}
  - {id: late-is, role: practice, says: Late disease is treated., in: [early, late], cites: [book]}
treatments: [{id: drug, name: Drug}]
findings:
  - {id: stage, title: Stage, one_of: true, entries: [{id: early, name: Early}, {id: late, name: Late}]}
circumstances:
  - {id: kidney, name: Kidney disease, members: [failure, mild]}
  - {id: failure, name: Kidney failure}
  - {id: mild, name: Mild kidney disease}
scores:
  - {id: risk, name: Risk, cites: [book], items: {kidney: 1, stage: {late: 1, early: 0}, Sweats: 1}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("small"), HEAD + LINES)


@pytest.fixture
def opened(shared_context: SharedContext, site: Path) -> Iterator[Opening]:
    with opening(shared_context, site) as at:
        yield at


def _on(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate("({ has: pathway.lens.on.has, unknown: pathway.lens.on.unknown })")
    return found


# ── Step by step ──


@pytest.mark.sample(2)
@pytest.mark.parametrize(("has", "ticked"), [("kidney", "sparing"), ("failure", "sparing"), ("late", "late-care"), ("early", "all-others")])
def test_none_of_these_is_not_ticked_beside_what_is_ticked_elsewhere(opened: Opening, has: str, ticked: str) -> None:
    """Of itself or by a member."""
    page = opened(f"care.html?has={has}#walk/1/0.1.0/which")
    boxes = page.locator(f"{PANEL} [data-tick]")
    boxes.first.wait_for()
    assert [box.get_attribute("data-tick") for box in boxes.all() if box.is_checked()] == [ticked]


@pytest.mark.parametrize("by_key", [False, True], ids=["click", "key"])
def test_none_of_these_goes_when_another_is_ticked_and_comes_back(opened: Opening, *, by_key: bool) -> None:
    """Unless the reader has it otherwise."""
    page = opened("care.html#walk/1/0.1.0/which")
    sparing, late, none = (page.locator(f"{PANEL} [data-tick={name}]") for name in ("sparing", "late-care", "all-others"))
    expect(none).to_be_checked()

    def press(box: Locator, digit: str) -> None:
        page.keyboard.press(digit) if by_key else box.click()

    press(sparing, "1")
    expect(sparing).to_be_checked()
    expect(none).not_to_be_checked()
    press(sparing, "1")
    expect(none).to_be_checked()
    press(sparing, "1")
    press(none, "3")
    press(late, "2")
    expect(none).to_be_checked()
    page.reload()
    expect(late).to_be_checked()
    expect(none).to_be_checked()


# ── What is ticked for the patient ──


def _box(page: Page, key: str, name: str) -> Locator:
    return page.locator(f"{DIALOG} input[name={key}][value={name}]")


def test_in_the_form_what_is_ticked_last_is_the_one_truth(opened: Opening) -> None:
    page = opened("care.html?unknown=kidney,early,late")
    page.locator(".pw-lens-change").click()
    _box(page, "has", "late").check()
    assert _on(page) == {"has": ["late"], "unknown": ["kidney"]}
    expect(_box(page, "unknown", "early")).not_to_be_checked()
    _box(page, "has", "early").check()
    expect(_box(page, "has", "late")).not_to_be_checked()
    _box(page, "has", "failure").check()
    expect(_box(page, "unknown", "kidney")).not_to_be_checked()
    assert _on(page) == {"has": ["failure", "early"], "unknown": []}
    _box(page, "unknown", "late").check()
    _box(page, "unknown", "kidney").check()
    expect(_box(page, "has", "failure")).not_to_be_checked()
    assert _on(page) == {"has": [], "unknown": ["kidney", "failure", "early", "late"]}


def test_an_address_that_says_both_says_what_is_so(opened: Opening) -> None:
    page = opened("care.html?has=mild,late&unknown=kidney,early")
    expect(page.locator(".pw-lens-bar p")).to_have_text("Marked for: Mild kidney disease, Late")


def test_on_the_home_page_one_of_a_group_is_ticked(opened: Opening) -> None:
    """Then the others are no longer not known yet; and where that is chosen, none is ticked."""
    page = opened("index.html?has=failure")
    stage = page.get_by_role("group", name="Stage")
    unknown = stage.locator("[data-unknown]")
    early, late = (stage.get_by_label(name, exact=True) for name in ("Early", "Late"))
    unknown.check()
    page.wait_for_function("pathway.lens.on.unknown.length === 2")
    early.check()
    expect(unknown).not_to_be_checked()
    late.check()
    expect(early).not_to_be_checked()
    unknown.check()
    expect(late).not_to_be_checked()
    expect(unknown).to_be_checked()
    rest = page.locator(".pw-door-group", has=page.get_by_label("Kidney failure", exact=True)).locator("[data-unknown]")
    rest.check()
    assert _on(page) == {"has": ["failure"], "unknown": ["mild", "early", "late"]}
    expect(rest).to_be_checked()


# ── Scores ──


def test_a_score_says_no_more_of_none_when_a_member_is_ticked(opened: Opening) -> None:
    """And a “no” takes back what makes it so."""
    page = opened("care.html?score=risk.1-0.2-0")
    show_list(page)
    yes, no = (page.locator(f".pw-box [data-cell='risk 0 {cell}']") for cell in (1, 0))
    none = page.locator(".pw-box [data-cell='risk 1 0']")
    expect(no).to_be_checked()
    expect(none).to_be_checked()
    page.locator(".pw-lens-open:visible, .pw-tool--lens:visible").first.click()
    _box(page, "has", "failure").check()
    _box(page, "has", "early").check()
    page.locator(f"{DIALOG} .pw-lens-done").click()
    expect(yes).to_be_checked()
    expect(none).not_to_be_checked()
    no.check()
    expect(no).to_be_checked()
    assert _on(page)["has"] == ["early"]
