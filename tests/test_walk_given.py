"""A walk and its summary on treatments being given, of what a box stops, and of what was left open or said to be unknown."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.i18n import load_messages
from hosting import SharedContext
from small_sites import Opening, bears_with, built, copied, opening

WORDS, LENS = load_messages().walk, load_messages().lens
PANEL = "aside.pw-walk"
NO_FAN = "  - {id: no-fan-in-shade, role: contraindication, says: No fan in the shade., about: [fan], with: [shade], cites: [handbook]}\n"
BOTTLE = "  - {id: bottle-burns, role: caution, says: Ice tea splashes., about: [ice-tea], with: [hot-water-bottle], cites: [handbook]}\n"
NO_SHADE = (
    "  - {id: no-shade, role: contraindication, says: No shade for eyes of glass., about: [shade], in: [glass-eyes], cites: [handbook]}\n"
)
EDITS = {
    "stops: [hot-water-bottle]": "stops: [hot-water-bottle, ice-tea]",
    "asks: [stuffing, glass-eyes]": "asks: [stuffing, glass-eyes, hot-water-bottle]",
    "statements: [cool-dose]": "statements: [cool-dose, no-fan-in-shade, bottle-burns, no-shade]",
    "\ntreatments:\n": f"{NO_FAN}{BOTTLE}{NO_SHADE}\ntreatments:\n",
}
ANSWERED = "#walk/1/0.1.0/hot-bear/applies.wool+hot-water-bottle"
TO_COOL = "/troubles.how-warm/=how-warm.1-0+2-1+3-1/how-warm.first-aid/first-aid.cool"
TO_FAN = f"{TO_COOL}/cooling.responded~2"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("bears"), bears_with(EDITS))


def _wait(page: Page) -> None:
    page.locator(".pw-walked--made" if "/walk.html" in page.url else PANEL).first.wait_for()


@pytest.fixture
def opened(shared_context: SharedContext, site: Path) -> Iterator[Opening]:
    shared_context.context.grant_permissions(["clipboard-read", "clipboard-write"])
    with opening(shared_context, site, _wait) as at:
        yield at


# ── Being given ──


def test_the_summary_says_what_counts_as_being_given_at_the_end(opened: Opening) -> None:
    """In the words of the panel, on the page, in what is copied and on the paper of a walk."""
    page = opened(f"walk.html?has=hot-water-bottle{ANSWERED}{TO_FAN}")
    line = "Counted as being given at the end of this route: Shade, Fan"
    expect(page.locator(".pw-walked-given")).to_have_text(line)
    assert line in copied(page)
    walk = opened(f"fever.html?has=hot-water-bottle{ANSWERED}{TO_FAN}")
    given = walk.locator(".pw-walk-begun")
    marks = "Shade – not known yet: glass eyes. Contraindicated if soFan – contraindicated with shade"
    expect(given).to_have_text(f"Counted as being given here: Shade, Fan{marks}")
    walk.wait_for_function("Boolean(document.querySelector('script[src*=\"walk/summary\"]'))")
    walk.wait_for_load_state("networkidle")
    walk.emulate_media(media="print")
    walk.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(walk.locator(".pw-walked--paper .pw-walked-given")).to_have_text(line)


def test_what_is_being_given_says_that_it_must_not_be(opened: Opening) -> None:
    """At every step, also where no box is marked for it: what speaks against it may have been learned since."""
    answered = ANSWERED.replace("applies.wool", "applies.wool+glass-eyes")
    walk = opened(f"fever.html?has=hot-water-bottle,glass-eyes{answered}{TO_FAN}")
    says = ["Shade – contraindicated: glass eyes", "Fan – contraindicated with shade"]
    expect(walk.locator(".pw-walk-begun .pw-marked-by")).to_have_text(says)


def test_what_is_ticked_and_stopped_on_the_route_is_not_said_to_be_given(opened: Opening) -> None:
    """Neither in the bar of a walk nor in its summary; before the box that stops it, and once the walk is left, it is."""
    before, after = "Being given: Hot-water bottle", "Being given at the start, then stopped: Hot-water bottle"
    page = opened(f"walk.html?has=wool,hot-water-bottle{ANSWERED}{TO_FAN}")
    expect(page.locator(".pw-lens-bar p")).to_have_text(f"Marked for: Wool · {after}")
    assert f"Marked for: Wool · {after}" in copied(page)
    walk = opened(f"fever.html?has=hot-water-bottle{ANSWERED}{TO_COOL.rpartition('/')[0]}")
    bar = walk.locator(".pw-lens-bar p")
    expect(bar).to_contain_text(before)
    expect(walk.locator(".pw-walk-carried")).to_contain_text(before)
    walk.get_by_role("button", name=WORDS["walk_ticked"]).click()
    expect(walk.locator(f"{PANEL} h3").first).to_contain_text("Into the shade")
    expect(bar).to_contain_text(after)
    expect(walk.locator(".pw-walk-carried")).to_contain_text(after)
    walk.locator(PANEL).get_by_role("button", name=WORDS["leave"]).click()
    expect(bar).to_contain_text(before)


def test_what_is_only_ticked_still_counts_though_a_box_stops_it(opened: Opening) -> None:
    """It may have been ticked since: the marks stay, and the words say both."""
    page = opened(f"walk.html?has=ice-tea{ANSWERED}{TO_FAN}")
    expect(page.locator(".pw-lens-bar p")).to_have_text("Ticked as being given, though the route stops it: Ice tea")
    expect(page.locator(".pw-walked-given")).to_have_text("Counted as being given at the end of this route: Shade, Fan, Ice tea")


def test_nothing_left_of_what_was_given_is_said_as_well(opened: Opening) -> None:
    page = opened("walk.html?has=hot-water-bottle#walk/1/0.1.0/hot-bear/applies.hot-water-bottle/troubles.tailor")
    expect(page.locator(".pw-walked-given")).to_have_text("Counted as being given at the end of this route: Hot-water bottle")
    page = opened("walk.html#walk/1/0.1.0/hot-bear/applies.wool/troubles.tailor")
    expect(page.locator(".pw-walked-given")).to_have_count(0)
    page = opened("walk.html#walk/1/0.1.0/hot-bear/applies.hot-water-bottle/~.-hot-water-bottle/troubles.tailor")
    expect(page.locator(".pw-walked-given")).to_have_text("At the end of this route nothing is counted as being given.")


def test_a_line_of_the_route_says_what_its_box_stops(opened: Opening) -> None:
    """As in the chart, and only where the title does not."""
    page = opened(f"walk.html{ANSWERED}{TO_FAN}")
    line = page.locator(".pw-walked-steps li", has_text="Into the shade").last
    expect(line.locator(".pw-walk-auto")).to_have_text(["By when: Within 30 min of arrival", "Stop: Hot-water bottle, Ice tea"])
    assert "Into the shade\n  (By when: Within 30 min of arrival)\n  (Stop: Hot-water bottle, Ice tea)" in copied(page)


# ── Marks of the summary ──


def test_the_list_of_a_summary_has_the_marks_of_its_route(opened: Opening) -> None:
    """All that the route gave is marked, so the list is not empty; what it stopped is not. A line leads there, and the route stays."""
    page = opened(f"walk.html?has=wool{ANSWERED.replace('+hot-water-bottle', '')}{TO_FAN}")
    expect(page.locator(".pw-walked .pw-mark--contraindication").first).to_be_visible()
    expect(page.locator(".pw-lens-list")).not_to_contain_text(LENS["here_none"])
    line = page.locator(".pw-lens-list li", has_text="No fan in the shade.")
    expect(line).to_contain_text("Contraindicated with shade")
    address = page.url
    line.get_by_role("link").click()
    expect(page.locator("[data-statement='no-fan-in-shade']").first).to_be_in_viewport()
    assert page.url == address
    page = opened(f"walk.html?has=hot-water-bottle{ANSWERED}{TO_FAN}")
    expect(page.locator(".pw-lens-list")).not_to_contain_text("hot-water bottle")


def test_what_applies_anywhere_has_a_heading_of_its_own(opened: Opening) -> None:
    """Statements of boxes that are not on the route are not under “at these steps”, and say which boxes state them."""
    page = opened("walk.html?has=straw#walk/1/0.1.0/hot-bear/applies.straw+glass-eyes/troubles.tailor")
    part = page.locator(".pw-walked-part", has=page.get_by_role("heading", name=WORDS["said_anywhere"], exact=True))
    group = part.locator(".pw-walked-group", has=page.get_by_text("Bears filled with straw should not be bathed."))
    expect(group.get_by_role("heading")).to_have_text("1.13 Bath")
    steps = page.locator(".pw-walked-part", has=page.get_by_role("heading", name=WORDS["said"], exact=True))
    expect(steps).not_to_contain_text("Bears filled with straw")
    text = copied(page)
    assert WORDS["said_anywhere"].upper() in text
    assert f"{WORDS['said_anywhere'].upper()}\n1.13 Bath\n" in text
    assert text.index("Bears filled with straw") < text.index(WORDS["said"].upper())


def test_a_group_that_was_not_answered_is_named_in_place_of_its_members(opened: Opening) -> None:
    """Of which one is true; where one is denied, the others are named."""
    page = opened("walk.html?has=glass-eyes&unknown=wool,straw#walk/1/0.1.0/hot-bear/applies.glass-eyes/troubles.tailor")
    expect(page.locator(".pw-lens-bar p")).to_have_text("Marked for: Glass eyes · Not known yet: Stuffing")
    page = opened("walk.html?unknown=straw#walk/1/0.1.0/hot-bear/applies.-wool/troubles.tailor")
    expect(page.locator(".pw-lens-bar p")).to_have_text("Not known yet: Straw")


# ── Not known yet ──


def _asked(page: Page, name: str) -> Locator:
    return page.locator(PANEL).get_by_role("group", name=name, exact=True)


def _unknown(page: Page, name: str) -> Locator:
    return _asked(page, name).get_by_role("radio", name=WORDS["unknown"])


def _at_ask(opened: Opening, search: str = "") -> Page:
    page = opened(f"fever.html{search}#walk/1/0.1.0/hot-bear/applies")
    _unknown(page, "Glass eyes").wait_for()
    return page


def _none_of_rest(page: Page) -> str:
    page.locator(PANEL).get_by_role("button", name=WORDS["none_of_rest"]).click()
    expect(page.locator(f"{PANEL} h3").first).to_contain_text("What is wrong?")
    return page.locator(".pw-walk-answers").inner_text()


def test_nothing_is_answered_until_it_is_chosen(opened: Opening) -> None:
    """All that is left open counts as not known yet, and the step says so."""
    page = _at_ask(opened)
    expect(page.locator(f"{PANEL} .pw-walk-asks :checked")).to_have_count(0)
    expect(page.locator(PANEL)).to_contain_text(WORDS["left_open"])
    page.locator(PANEL).get_by_role("button", name=WORDS["go"], exact=True).click()
    page.wait_for_url(re.compile(r"unknown=glass-eyes,wool,straw,hot-water-bottle#walk/.*applies\.~(/|$)"))


@pytest.mark.sample(1)
@pytest.mark.parametrize("by_key", [False, True], ids=["click", "key"])
def test_not_known_yet_survives_none_of_the_rest(opened: Opening, *, by_key: bool) -> None:
    page = _at_ask(opened)
    radio = _unknown(page, "Glass eyes")
    radio.press("Space") if by_key else _asked(page, "Glass eyes").locator("label").last.click()
    expect(radio).to_be_checked()
    _unknown(page, "Stuffing").check()
    answers = _none_of_rest(page)
    assert "Glass eyes: Not known yet" in answers
    assert "Stuffing: Not known yet" in answers
    assert "Hot-water bottle being given when asked: No" in answers
    page.reload()
    assert "Glass eyes: Not known yet" in page.locator(".pw-walk-answers").inner_text()


def test_what_was_ticked_as_not_known_yet_before_is_chosen(opened: Opening) -> None:
    page = _at_ask(opened, "?unknown=glass-eyes")
    expect(_unknown(page, "Glass eyes")).to_be_checked()
    expect(_unknown(page, "Stuffing")).not_to_be_checked()
    answers = _none_of_rest(page)
    assert "Glass eyes: Not known yet" in answers
    assert "Stuffing: None of these" in answers


@pytest.mark.sample(1)
@pytest.mark.parametrize("how", ["button", "browser"])
def test_back_at_a_question_only_what_was_chosen_is(opened: Opening, how: str) -> None:
    """All that was left open is open again, and can be denied."""
    page = _at_ask(opened, "?unknown=hot-water-bottle")
    _unknown(page, "Glass eyes").check()
    page.locator(PANEL).get_by_role("button", name=WORDS["go"], exact=True).click()
    expect(page.locator(f"{PANEL} h3").first).to_contain_text("What is wrong?")
    page.locator(PANEL).get_by_role("button", name=WORDS["back"], exact=True).click() if how == "button" else page.go_back()
    expect(_unknown(page, "Glass eyes")).to_be_checked()
    expect(_unknown(page, "Hot-water bottle is being given")).to_be_checked()
    expect(_unknown(page, "Stuffing")).not_to_be_checked()
    answers = _none_of_rest(page)
    assert "Not known yet: Glass eyes, Hot-water bottle is being given" in answers
    assert "Stuffing: None of these" in answers


def test_a_choice_is_known_again_where_answers_are_changed(opened: Opening) -> None:
    """After a reload as well: the address holds it."""
    page = _at_ask(opened)
    _unknown(page, "Glass eyes").check()
    page.locator(PANEL).get_by_role("button", name=WORDS["go"], exact=True).click()
    page.locator(".pw-walk-answers").wait_for()
    page.reload()
    page.get_by_role("button", name=WORDS["change"], exact=True).last.click()
    expect(_unknown(page, "Glass eyes")).to_be_checked()
    expect(_unknown(page, "Stuffing")).not_to_be_checked()
    page.get_by_role("button", name=WORDS["none_of_rest_save"]).click()
    answers = page.locator(".pw-walk-answers")
    expect(answers).to_contain_text("Glass eyes: Not known yet")
    expect(answers).to_contain_text("Stuffing: None of these")


def test_the_list_above_a_chart_has_the_marks_of_the_step(opened: Opening) -> None:
    """It never says that nothing is marked while the step shows marks; once the walk is left, it is that of the page."""
    page = opened(f"fever.html?has=wool{ANSWERED.replace('+hot-water-bottle', '')}{TO_COOL}")
    listed = page.locator(".pw-lens-list")
    expect(page.locator(f"{PANEL} .pw-mark--contraindication").first).to_be_visible()
    listed.locator("summary").click()
    expect(listed.locator("li", has_text="Cooling")).to_contain_text("Fan – contraindicated with shade")
    page.locator(PANEL).get_by_role("button", name=WORDS["leave"]).click()
    expect(listed).not_to_contain_text("contraindicated with shade")
