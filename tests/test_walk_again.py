"""A walk on which something is asked again: what was said to be not known yet, what a button answers with “no”, and the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.i18n import load_messages
from hosting import SharedContext, visiting
from small_sites import Opening, bears_with, built, opening

WORDS = load_messages().walk
PANEL = "aside.pw-walk"
EYES = "[stuffing, glass-eyes, patched, hot-water-bottle]"
AGAIN = f"""          - {{id: look, kind: action, title: Look at the bear, cites: [handbook], next: now}}
          - {{id: now, kind: ask, title: And now?, asks: {EYES}, cites: [handbook], next: then}}
          - {{id: then, kind: action, title: Look once more, cites: [handbook], next: at-last}}
          - {{id: at-last, kind: ask, title: And at last?, asks: {EYES.replace("[", "[eyes, ")}, cites: [handbook], next: troubles}}
"""
EDITS = {
    "asks: [stuffing, glass-eyes], cites: [handbook], next: troubles}": f"asks: {EYES}, cites: [handbook], next: look}}",
    "          - id: troubles\n": f"{AGAIN}          - id: troubles\n",
    "{id: glass-eyes, name: Glass eyes}": (
        "{id: glass-eyes, name: Glass eyes}\n  - {id: eyes, name: Eyes that break, members: [glass-eyes]}\n  - {id: patched, name: Patched}"
    ),
    "      Sweats: 1.5": "      stuffing: {straw: 1}\n      Sweats: 1.5",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("bears"), bears_with(EDITS))


@pytest.fixture
def opened(shared_context: SharedContext, site: Path) -> Iterator[Opening]:
    with opening(shared_context, site) as at:
        yield at


def _at_ask(opened: Opening, search: str = "") -> Page:
    page = opened(f"fever.html{search}#walk/1/0.1.0/hot-bear/applies")
    _asked(page, "Glass eyes").wait_for()
    return page


def _asked(page: Page, name: str) -> Locator:
    return page.locator(PANEL).get_by_role("group", name=name, exact=True)


def _say(page: Page, name: str, answer: str) -> None:
    _asked(page, name).get_by_role("radio", name=answer, exact=True).check()


def _go_on(page: Page, then: str) -> None:
    page.locator(PANEL).get_by_role("button", name=WORDS["go"], exact=True).click()
    expect(page.locator(f"{PANEL} h3").last).to_contain_text(then)


def _rest(page: Page, name: str = "none_of_rest") -> Locator:
    return page.locator(PANEL).get_by_role("button", name=WORDS[name])


def _answers(page: Page) -> Locator:
    return page.locator(f"{PANEL} .pw-walk-answers")


STILL = f"{PANEL} .pw-walk-still"


# ── Not known yet ──


def test_what_was_said_to_be_not_known_yet_is_never_denied_with_the_rest(opened: Opening) -> None:
    """A test that was not done is no negative result: however often it is asked again, and where answers are changed."""
    page = _at_ask(opened)
    _say(page, "Glass eyes", WORDS["unknown"])
    _go_on(page, "And now?")
    expect(page.locator(STILL)).to_have_text("Still not known yet: Glass eyes")
    _go_on(page, "And at last?")
    # The group that they belong to would deny them as well.
    expect(page.locator(STILL)).to_have_text("Still not known yet: Eyes that break, Glass eyes")
    _rest(page).click()
    expect(_answers(page)).to_contain_text("Not known yet: Glass eyes, Eyes that break")
    expect(_answers(page)).to_contain_text("Stuffing: None of these")
    page.reload()
    page.locator(PANEL).get_by_role("button", name=WORDS["change"], exact=True).click()
    _say(page, "Eyes that break", WORDS["no"])
    _say(page, "Eyes that break", WORDS["unknown"])
    expect(_rest(page, "none_of_rest_save")).to_be_hidden()
    page.locator(PANEL).get_by_role("button", name=WORDS["save"], exact=True).click()
    expect(_answers(page)).to_contain_text("Not known yet: Glass eyes, Eyes that break")


def test_a_group_that_was_said_to_be_not_known_yet_stays_so_and_can_be_answered(opened: Opening) -> None:
    page = _at_ask(opened)
    _say(page, "Stuffing", WORDS["unknown"])
    _rest(page).click()
    expect(page.locator(STILL)).to_have_text("Still not known yet: Stuffing")
    expect(_rest(page)).to_be_hidden()
    _say(page, "Stuffing", WORDS["none"])
    expect(page.locator(STILL)).to_be_empty()
    _go_on(page, "And at last?")
    expect(page.locator(STILL)).to_be_empty()
    expect(_answers(page)).to_have_count(0)
    _go_on(page, "What is wrong?")
    expect(_answers(page)).to_contain_text("Stuffing: None of these")


def test_what_was_only_left_open_can_be_denied_when_it_is_asked_again(opened: Opening) -> None:
    page = _at_ask(opened)
    _go_on(page, "And now?")
    expect(page.locator(STILL)).to_be_empty()
    _rest(page).click()
    _go_on(page, "What is wrong?")
    expect(_answers(page)).to_contain_text("No: Glass eyes, Patched, Hot-water bottle being given when asked")


def test_answers_that_are_changed_to_not_known_yet_stay_so(opened: Opening) -> None:
    page = _at_ask(opened)
    _rest(page).click()
    _go_on(page, "And at last?")
    _go_on(page, "What is wrong?")
    page.locator(PANEL).get_by_role("button", name=WORDS["change"], exact=True).click()
    _say(page, "Glass eyes", WORDS["unknown"])
    page.locator(PANEL).get_by_role("button", name=WORDS["save"], exact=True).click()
    page.locator(PANEL).get_by_role("button", name=WORDS["change"], exact=True).click()
    expect(_asked(page, "Glass eyes").get_by_role("radio", name=WORDS["unknown"])).to_be_checked()
    expect(_rest(page, "none_of_rest_save")).to_be_hidden()


# ── None of the rest ──


def test_the_button_says_what_it_answers_with_no(opened: Opening) -> None:
    """Before it is pressed, and of one or two questions which."""
    page = _at_ask(opened)
    says = _rest(page).locator("small")
    expect(says).to_have_text("Answers “no” to 4 questions")
    _say(page, "Glass eyes", WORDS["no"])
    expect(says).to_have_text("Answers “no” to 3 questions")
    _say(page, "Stuffing", "Wool")
    expect(says).to_have_text("Answers “no” to: Patched, Hot-water bottle is being given")
    _say(page, "Patched", WORDS["yes"])
    expect(says).to_have_text("Answers “no” to: Hot-water bottle is being given")
    _say(page, "Hot-water bottle is being given", WORDS["no"])
    expect(_rest(page)).to_be_hidden()


# ── Back ──


@pytest.mark.sample(1)
@pytest.mark.parametrize("how", ["button", "browser"])
def test_back_at_what_was_asked_again_the_last_answer_is_chosen(opened: Opening, how: str) -> None:
    """Also what “None of the rest” answered; and what was left open is open."""
    page = _at_ask(opened)
    _go_on(page, "And now?")
    _say(page, "Patched", WORDS["unknown"])
    _say(page, "Stuffing", "Wool")
    _say(page, "Glass eyes", WORDS["yes"])
    _rest(page).click()
    expect(page.locator(f"{PANEL} h3").last).to_contain_text("And at last?")
    page.locator(PANEL).get_by_role("button", name=WORDS["back"], exact=True).click() if how == "button" else page.go_back()
    expect(page.locator(f"{PANEL} h3").last).to_contain_text("And now?")
    chosen = {
        "Patched": WORDS["unknown"],
        "Stuffing": "Wool",
        "Glass eyes": WORDS["yes"],
        "Hot-water bottle is being given": WORDS["no"],
    }
    for name, answer in chosen.items():
        expect(_asked(page, name).get_by_role("radio", name=answer, exact=True)).to_be_checked()
    expect(page.locator(f"{PANEL} .pw-walk-asks :checked")).to_have_count(len(chosen))


def test_back_by_the_list_of_steps_the_answer_that_was_changed_since_is_chosen(opened: Opening) -> None:
    """Nothing is where it was left open, nor where one comes to it again."""
    page = _at_ask(opened)
    _say(page, "Glass eyes", WORDS["no"])
    _go_on(page, "And now?")
    expect(page.locator(f"{PANEL} .pw-walk-asks :checked")).to_have_count(0)
    _go_on(page, "And at last?")
    _go_on(page, "What is wrong?")
    page.locator(PANEL).get_by_role("button", name=WORDS["change"], exact=True).click()
    _say(page, "Glass eyes", WORDS["yes"])
    page.locator(PANEL).get_by_role("button", name=WORDS["save"], exact=True).click()
    page.get_by_role("button", name="Return to 1.2", exact=False).click()
    expect(_asked(page, "Glass eyes").get_by_role("radio", name=WORDS["yes"], exact=True)).to_be_checked()
    expect(page.locator(f"{PANEL} .pw-walk-asks :checked")).to_have_count(1)


def test_a_group_with_a_normal_answer_is_never_denied(example_sites: Path, shared_context: SharedContext) -> None:
    """One of its entries is always true: without one it is not known yet, and “none of these” is no answer."""
    with visiting(shared_context, (example_sites / "guideline").as_uri()) as visit:
        page = visit.open("index.html")
        page.locator(".pw-walk-begin:visible").first.click()
        kidneys = page.locator(PANEL).get_by_role("group", name="Kidney function", exact=True)
        expect(kidneys.get_by_role("radio")).to_have_count(6)
        expect(kidneys.get_by_role("radio", name=WORDS["none"])).to_have_count(0)
        _rest(page).click()
        expect(_answers(page)).to_contain_text("Not known yet")
        expect(_answers(page)).not_to_contain_text("Kidney function: None of these")
