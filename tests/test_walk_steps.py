"""Steps of a walk through our own pathway, as a reader answers them."""

import pytest
from playwright.sync_api import Page, expect

from generator.i18n import load_messages
from hosting import Visit
from ours import INDEX

WORDS = load_messages().walk
PANEL = "aside.pw-walk"
HEADING = f"{PANEL} h3"
NEXT = ".pw-walk-ways .pw-walk-go"
VERSION = INDEX.pathway.pathway.version
SKIN = f"skin.html#walk/1/{VERSION}/skin-manifestations/applies"
FIRST_LINE = f"{SKIN}.-ild/skin-first-line-measures.photoprotection+topical-corticosteroids-skin"
SECOND_LINE = f"{FIRST_LINE}/unresponsive-to-topical.skin-second-line-choice"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def _at(page: Page, box: str) -> None:
    page.wait_for_function(
        "([heading, title]) => [...document.querySelectorAll(heading)].some((one) => one.textContent === title)",
        arg=[HEADING, INDEX.name_of(INDEX.targets[box].box)],
    )


# ── The way on beside the heading ──

LOCKED = {
    "the first is locked": (f"{SKIN}.-ild", "skin-first-line-measures", "photoprotection"),
    "two are locked": (SECOND_LINE, "skin-second-line-choice", "systemic-corticosteroids-skin"),
}


@pytest.mark.parametrize("by_keyboard", [False, True], ids=["click", "Enter"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "telephone"])
@pytest.mark.parametrize(("address", "box", "goal"), LOCKED.values(), ids=LOCKED)
def test_the_way_on_submits_ticks_of_which_some_are_locked(  # noqa: PLR0913, PLR0917  # each is varied
    visit: Visit, address: str, box: str, goal: str, size: dict[str, int], by_keyboard: bool
) -> None:
    """It first shows what can be ticked, and then goes on."""
    page = visit.open(address)
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.reload()
    _at(page, box)

    def press() -> None:
        page.keyboard.press("Enter") if by_keyboard else page.locator(NEXT).click()

    press()
    if page.locator(f"{PANEL} .pw-walk-ticks").count():
        expect(page.locator(f"{PANEL} .pw-walk-ticks input:focus")).to_be_enabled()
        press()
    _at(page, goal)


def test_the_way_on_shows_the_first_question_that_is_in_sight(visit: Visit) -> None:
    """One that follows from other answers is hidden, and cannot be answered."""
    page = visit.open(f"index.html?has=anti-srp#walk/1/{VERSION}/dermatomyositis")
    page.set_viewport_size({"width": 390, "height": 500})
    page.reload()
    _at(page, "applies")
    page.locator(f"{PANEL} .pw-walk-asks").first.evaluate("field => field.hidden = true")
    page.locator(NEXT).click()
    assert page.locator(f"{PANEL} .pw-walk-asks input:focus").evaluate("field => field.closest('fieldset').hidden") is False
