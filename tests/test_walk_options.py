"""Options of a walk with their marks, and its questions about the patient, as they are seen, pressed and read out."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.i18n import load_messages
from hosting import Visit
from ours import INDEX, example

PANEL = "aside.pw-walk"
WORDS = load_messages().walk
VERSION = INDEX.pathway.pathway.version
CHOICE, FORK = "muscle-third-line-choice", "skin-first-line-measures"
DRUG = "Ciclosporin"
ASKED = INDEX.targets["applies"].box.asks
ROW = f"{PANEL} .pw-walk-asks--row"


def _at(visit: Visit, box: str, has: str = "renal-impairment") -> Page:
    """A walk that begins at a box, with all that is asked before it not known yet."""
    section = INDEX.targets[box].section
    assert section
    page = visit.open(f"{section.id}.html?has={has}#walk/1/{VERSION}/{box}")
    page.locator(PANEL).get_by_role("button", name=WORDS["go"], exact=True).click()
    page.locator(f"{PANEL} .pw-walk-option").first.wait_for()
    return page


def _asking(visit: Visit) -> Page:
    page = visit.open("index.html")
    page.locator(".pw-walk-way button").click()
    page.locator(ROW).first.wait_for()
    return page


def _frame(element: Locator) -> tuple[float, float, float, float]:
    """Left, top, right and bottom."""
    box = element.bounding_box()
    assert box
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def _holds(outer: Locator, inner: Locator) -> bool:
    (left, top, right, bottom), (x1, y1, x2, y2) = _frame(outer), _frame(inner)
    return left < x1 < x2 < right and top < y1 < y2 < bottom


@pytest.mark.release
@pytest.mark.parametrize("reader", ["visit", "telephone"])
def test_a_mark_is_inside_the_frame_of_its_option(request: pytest.FixtureRequest, reader: str) -> None:
    """Below what is said of the option; it is read out with the button, whose name stays that of the option."""
    page = _at(request.getfixturevalue(reader), CHOICE)
    option = page.locator(f"{PANEL} .pw-walk-option", has_text=DRUG)
    mark = option.locator(".pw-mark--contraindication")
    press = option.get_by_role("button")
    mark.scroll_into_view_if_needed()
    for part in (mark, press, option.locator(".pw-badge")):
        assert _holds(option, part)
    assert _frame(press)[3] <= _frame(mark)[1]
    expect(press).to_have_accessible_name(
        f"1 {INDEX.name_of(INDEX.targets['ciclosporin-muscle'].box)}".removeprefix("" if reader == "visit" else "1 ")
    )
    expect(press).to_have_accessible_description(f"Evidence: {option.locator('.pw-badge-word').inner_text()} {mark.inner_text()}")
    mark.click(force=True)
    expect(page.locator(f"{PANEL} h3").first).to_contain_text(DRUG)


def test_what_can_be_opened_within_an_option_does_not_choose_it(visit: Visit) -> None:
    page = _at(visit, CHOICE)
    link = page.locator(f"{PANEL} .pw-walk-option .pw-walk-about a").first
    assert link.evaluate(
        "link => { const { x, y } = link.getBoundingClientRect(); return document.elementFromPoint(x + 4, y + 4).closest('a') === link; }"
    )


@pytest.mark.release
def test_a_mark_is_inside_the_frame_of_what_is_ticked(visit: Visit) -> None:
    """All of the frame ticks it, and the box is read out with the marks."""
    page = _at(visit, FORK)
    option = page.locator(f"{PANEL} .pw-walk-ticks .pw-walk-option:not(:has(:disabled))", has=page.locator(".pw-walk-about")).first
    tick = option.get_by_role("checkbox")
    was = tick.is_checked()
    about = option.locator(".pw-walk-about")
    assert _holds(option, about)
    assert tick.get_attribute("aria-describedby") == about.get_attribute("id")
    option.locator(".pw-badge").click(force=True)
    assert tick.is_checked() != was


@pytest.mark.sample(1)
@pytest.mark.parametrize("reader", ["visit", "telephone"])
def test_side_by_side_each_mark_is_said_once_above_its_text(request: pytest.FixtureRequest, reader: str) -> None:
    """All options beside each other; on a phone below each other, with their text folded, and what closes them in sight."""
    page = _at(request.getfixturevalue(reader), CHOICE, "renal-impairment,ild")
    page.locator(PANEL).get_by_role("button", name=WORDS["compare"]).click()
    dialog = page.locator("dialog.pw-compare")
    column = dialog.locator(".pw-walk-column", has_text=DRUG).first
    marks = column.locator(".pw-walk-about .pw-mark")
    assert [_holds(column, mark) for mark in marks.all()] == [True, True]
    assert column.locator(".pw-mark").count() == 2
    choose = column.get_by_role("button", name=f"{WORDS['choose']}: ")
    assert marks.first.inner_text() in choose.evaluate("e => document.getElementById(e.getAttribute('aria-describedby')).innerText")
    columns = [_frame(one) for one in dialog.locator(".pw-walk-column").all()]
    if reader == "visit":
        assert len({top for _, top, _, _ in columns}) == 1
    else:
        assert sum(bottom - top for _, top, _, bottom in columns) < 1.35 * 844
        column.locator("summary", has_text=WORDS["option_text"]).click()
        dialog.evaluate("dialog => dialog.scrollTo(0, dialog.scrollHeight)")
        assert _holds(dialog, dialog.get_by_role("button", name=WORDS["close"], exact=True))
    expect(column.locator(".pw-statements").first).to_be_visible()


@pytest.mark.release
@pytest.mark.parametrize("reader", ["visit", "telephone"])
def test_the_title_of_a_step_has_the_whole_width(request: pytest.FixtureRequest, reader: str) -> None:
    """Below the way on, so that a long one takes few lines of what does not scroll."""
    page = _at(request.getfixturevalue(reader), CHOICE)
    head = page.locator(f"{PANEL} .pw-walk-head")
    title = _frame(head.locator("h3"))
    assert title[1] >= _frame(head.get_by_role("button").last)[3]
    assert title[2] - title[0] > 0.85 * head.evaluate("e => e.clientWidth")


def test_in_a_list_of_ways_on_marks_are_inside_their_option(visit: Visit) -> None:
    page = visit.open_list("muscle.html?has=renal-impairment")
    option = page.locator(f".pw-box:has(h3[id='{CHOICE}']) .pw-next li", has_text=DRUG)
    mark = option.locator(".pw-mark--contraindication")
    mark.wait_for()
    assert _holds(option, mark)


FOR_ALL = "Conditional recommendation · low certainty"
IN_KIDNEYS = "Conditional recommendation · moderate certainty · agreement 87 % (eGFR 30 to 59, eGFR below 30)"


@pytest.mark.sample(1)
@pytest.mark.parametrize(("pressed", "grades"), [("go", [FOR_ALL, IN_KIDNEYS]), ("none_of_rest", [FOR_ALL])])
def test_a_grade_for_other_patients_is_not_at_an_option(pressed: str, grades: Sequence[str], example_sites: Path, browser: Browser) -> None:
    """It says for whom it is; where that was answered with “no”, the option is without it."""
    page = browser.new_page()
    version = example().pathway.pathway.version
    page.goto(f"{(example_sites / 'guideline' / 'relapse.html').as_uri()}#walk/1/{version}/next-drug")
    panel = page.locator(PANEL)
    panel.get_by_role("button", name=re.compile(f"^{re.escape(WORDS[pressed])}")).click()
    option = panel.locator(".pw-walk-option", has_text="Imaginib").first
    option.wait_for()
    assert option.locator(".pw-grade").all_inner_texts() == grades


@pytest.mark.release
def test_side_by_side_the_text_of_what_follows_every_option_is_at_none(example_sites: Path, browser: Browser) -> None:
    """It would be the same in each column, and tell no option from another."""
    page = browser.new_page()
    page.goto(f"{(example_sites / 'guideline' / 'relapse.html').as_uri()}#walk/1/{example().pathway.pathway.version}/next-drug")
    page.locator(PANEL).get_by_role("button", name=WORDS["go"], exact=True).click()
    page.locator(PANEL).get_by_role("button", name=WORDS["compare"]).click()
    columns = page.locator("dialog.pw-compare .pw-walk-column")
    expect(columns).to_have_count(3)
    expect(columns.locator(".pw-statements, .pw-cites")).to_have_count(0)
    expect(columns.first).to_contain_text("Imaginib")


# ── What applies to the patient ──


@pytest.mark.release
def test_all_that_is_asked_takes_little_more_than_a_screen_of_a_phone(telephone: Visit) -> None:
    """A row for each finding: its name, and beside it three answers, large enough for a finger."""
    page = _asking(telephone)
    rows = page.locator(ROW)
    expect(rows).to_have_count(len(ASKED))
    assert _frame(rows.last)[3] - _frame(rows.first)[1] < 1.0 * 844
    for row in rows.all():
        answers = row.locator("label").all()
        frames = [_frame(answer) for answer in answers]
        assert len({top for _, top, _, _ in frames}) == 1
        assert all(right - left >= 40 and bottom - top >= 40 for left, top, right, bottom in frames)
        assert _frame(row.locator("legend"))[2] <= frames[0][0]
        assert row.evaluate("row => row.scrollWidth <= row.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.release
def test_with_less_room_answers_go_below_the_name_and_with_more_rows_stand_side_by_side(visit: Visit) -> None:
    page = _asking(visit)
    rows = page.locator(ROW)
    page.set_viewport_size({"width": 300, "height": 700})
    legend, answers = _frame(rows.first.locator("legend")), _frame(rows.first.locator("label").first)
    assert legend[3] <= answers[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= 300
    page.set_viewport_size({"width": 900, "height": 900})
    assert _frame(rows.nth(0))[1] == _frame(rows.nth(1))[1]


@pytest.mark.release
def test_from_right_to_left_answers_are_at_the_left(visit: Visit) -> None:
    page = _asking(visit)
    page.evaluate("document.documentElement.dir = document.body.dir = 'rtl'")
    row = page.locator(ROW).first
    legend, first, last = _frame(row.locator("legend")), _frame(row.locator("label").first), _frame(row.locator("label").last)
    assert last[0] < first[0] < legend[0]


def test_answers_are_a_group_for_the_arrow_keys_and_differ_without_colour(visit: Visit) -> None:
    page = _asking(visit)
    name = INDEX.entries[ASKED[0]].name
    group = page.locator(PANEL).get_by_role("group", name=name, exact=True)
    group.get_by_role("radio", name=WORDS["unknown"]).focus()
    page.keyboard.press("ArrowLeft")
    expect(group.get_by_role("radio", name=WORDS["no"], exact=True)).to_be_checked()
    outlines = group.locator("label").evaluate_all("all => all.map(e => getComputedStyle(e).outlineStyle)")
    assert [style == "none" for style in outlines] == [True, False, True]
    page.keyboard.press("ArrowLeft")
    expect(group.get_by_role("radio", name=WORDS["yes"], exact=True)).to_be_checked()
    page.emulate_media(forced_colors="active")
    grounds = group.locator("label").evaluate_all("all => all.map(e => getComputedStyle(e).backgroundColor)")
    assert grounds[0] != grounds[1] == grounds[2]


# ── What is ticked, and keys ──


def test_changes_not_yet_saved_survive_a_reload_until_they_are_dropped(visit: Visit) -> None:
    page = _at(visit, CHOICE)
    known = page.locator(f"{PANEL} .pw-walk-known")
    known.get_by_role("button", name=WORDS["change"]).click()
    group = known.get_by_role("group", name=INDEX.entries["hypertension"].name, exact=True)
    group.get_by_role("radio", name=WORDS["yes"], exact=True).check()
    page.reload()
    expect(group.get_by_role("radio", name=WORDS["yes"], exact=True)).to_be_checked()
    assert "hypertension" not in page.url.partition("#")[2]
    known.get_by_role("button", name=WORDS["keep"]).click()
    page.reload()
    page.locator(f"{PANEL} .pw-walk-option").first.wait_for()
    expect(group).to_have_count(0)
    known.get_by_role("button", name=WORDS["change"]).click()
    known.get_by_role("button", name=WORDS["save"], exact=True).click()
    expect(group).to_have_count(0)


@pytest.mark.release
def test_keys_of_a_walk_work_while_its_chart_fills_the_screen(visit: Visit) -> None:
    """Escape closes the full screen, and leaves the walk where it is."""
    page = _at(visit, CHOICE)
    page.get_by_role("button", name="Full screen").nth(1).click()
    heading = page.locator(f"dialog[open] {PANEL} h3").first
    choice = heading.inner_text()
    page.keyboard.press("1")
    expect(heading).to_contain_text(DRUG)
    page.keyboard.press("Backspace")
    expect(heading).to_have_text(choice)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(f"{PANEL} h3").first).to_have_text(choice)
