"""The cards of citations in a real browser: pointed at, reached by keyboard, tapped; never cut off, and put away by Escape."""

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from generator.i18n import load_messages
from hosting import Visit
from ours import INDEX
from sampling import Sampler
from waiting import after_timers

PAGE = f"{INDEX.pathway.sections[1].id}.html"
CARD = ".pw-card-of-reference"
_PUT_AWAY = 250
"""After so many ms, a card that nothing points at any more is put away."""
CITATIONS = ".pw-box .pw-cites a"
WIDE, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)
# Wholly on the screen, and nothing else at any of its corners.
UNCUT = """(card) => {
  const { left, right, top, bottom } = card.getBoundingClientRect();
  const corners = [[left, top], [right, top], [left, bottom], [right, bottom]];
  const inward = (at, low, high) => (at === low ? at + 8 : at - 8);
  const seen = corners.map(([x, y]) => document.elementFromPoint(inward(x, left, right), inward(y, top, bottom)));
  return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && seen.every((element) => card.contains(element));
}"""


# It is in a line of text, where HTML allows no blocks.
TAGS = "(card) => [card, ...card.querySelectorAll('*')].map((element) => element.tagName)"
IN_A_LINE = set("a abbr b em i small span strong sub sup".split())
# A button in the list stays there.
WORDS = "(entry) => [...entry.childNodes].filter((node) => !node.matches?.('button')).map((node) => node.textContent).join('')"
ENTRIES = f"[...document.querySelectorAll('.pw-references li')].map((entry) => [entry.id, entry.getAttribute('value'), ({WORDS})(entry)])"


def _card(page: Page) -> Locator:
    return page.locator(CARD)


def _shows(page: Page, link: Locator) -> bool:
    """Whether the card of a citation is there, whole, and its own."""
    card = _card(page)
    card.wait_for()
    first = page.locator(f"li[id='{_spans(link)[0]}']")
    return bool(card.evaluate(UNCUT)) and card.locator(".pw-number").first.inner_text() == first.get_attribute("value")


def _spans(link: Locator) -> list[str]:
    """The places of the references that a link stands for."""
    return (link.get_attribute("data-references") or (link.get_attribute("href") or "").removeprefix("#")).split()


def _folded(text: str) -> str:
    return " ".join(text.split())


def _is_in_card(page: Page) -> bool:
    return bool(page.evaluate(f"document.activeElement.closest('{CARD}') !== null"))


@pytest.mark.release
def test_a_card_shows_what_the_list_says(visit: Visit, sample: Sampler[tuple[str, Locator]]) -> None:
    """Citation, links, design and population of every reference it stands for, with its number, and no id a second time."""
    page = visit.open_list(PAGE)
    links = {" ".join(_spans(link)): link for link in page.locator(CITATIONS).all()}
    assert len(links) > 10
    entries = {str(place): (number, _folded(str(words))) for place, number, words in page.evaluate(ENTRIES)}
    for places, link in sample(links.items(), 12):
        link.focus()
        assert _shows(page, link), places
        text = _folded(str(_card(page).evaluate("(card) => card.textContent")))
        assert [place for place in places.split() if entries[place][1] not in text] == []
        assert _card(page).locator(".pw-number").all_inner_texts() == [entries[place][0] for place in places.split()]
        reference = INDEX.references[places.split()[0].removeprefix("ref--")]
        assert reference.title in text
        assert load_messages().designs[reference.design] in text
        assert (reference.population or "") in text
        assert not reference.pmid or _card(page).locator(f"a[href*='pubmed'][href*='{reference.pmid}']").count() == 1
        assert link.get_attribute("aria-describedby") == _card(page).get_attribute("id")
        assert page.locator("[id]").evaluate_all("(all) => all.length === new Set(all.map((e) => e.id)).size")
        page.keyboard.press("Escape")


def test_a_card_may_stand_for_several_references(visit: Visit) -> None:
    """As large as they are, it is never larger than the screen; then it scrolls."""
    page = visit.open_list(PAGE)
    page.set_viewport_size(ViewportSize(width=390, height=500))
    places = [str(entry.get_attribute("id")) for entry in page.locator(".pw-references li").all()[:6]]
    link = page.locator(CITATIONS).nth(3)
    link.evaluate("(link, places) => { link.dataset.references = places; link.scrollIntoView({ block: 'center' }); }", " ".join(places))
    link.focus()
    card = _card(page)
    card.wait_for()
    expect(card.locator(".pw-number")).to_have_count(len(places))
    assert card.evaluate(UNCUT)
    assert {tag.lower() for tag in card.evaluate(TAGS)} <= IN_A_LINE
    numbers = ", ".join(card.locator(".pw-number").all_inner_texts())
    assert card.get_attribute("aria-label") == f"Reference {numbers}"


def test_the_keyboard_goes_into_a_card_and_on(visit: Visit) -> None:
    """Tab leads from the number through the card's links to the next number; Escape puts the card away and leads back."""
    page = visit.open_list(PAGE)
    first, second = page.locator(f"{CITATIONS}").all()[:2]
    first.focus()
    _card(page).wait_for()
    count = _card(page).locator("a").count()
    assert count >= 2
    for _ in range(count):
        page.keyboard.press("Tab")
        assert _is_in_card(page)
    page.keyboard.press("Escape")
    expect(_card(page)).to_be_hidden()
    expect(first).to_be_focused()
    second.focus()
    page.keyboard.press("Shift+Tab")
    assert not _is_in_card(page)
    first.focus()
    _card(page).wait_for()
    for _ in range(count + 1):
        page.keyboard.press("Tab")
    assert not _is_in_card(page)
    page.wait_for_function(f"document.querySelector('{CARD}')?.previousElementSibling !== document.querySelector('{CITATIONS}')")


@pytest.mark.sample(1)
@pytest.mark.parametrize("way", ["Enter", "card"])
def test_the_list_can_be_reached(visit: Visit, way: str) -> None:
    """With Enter from the number, or through the card."""
    page = visit.open_list(PAGE)
    link = page.locator(CITATIONS).nth(2)
    link.focus()
    if way == "card":
        _card(page).get_by_role("link", name="In the list on this page").focus()
    page.keyboard.press("Enter")
    target = page.locator(f"li[id='{_spans(link)[0]}']:target")
    target.wait_for()
    expect(_card(page)).to_be_hidden()
    page.wait_for_function("() => document.querySelector('li:target').getBoundingClientRect().top < innerHeight")


def test_a_card_stays_while_it_is_pointed_at(visit: Visit) -> None:
    """Neither on the way to it nor on it does it vanish; beside it, it does, and Escape puts it away as well."""
    page = visit.open_list(PAGE)
    link = page.locator(CITATIONS).first
    link.hover()
    _card(page).wait_for()
    _card(page).hover()
    after_timers(page, _PUT_AWAY)
    assert _shows(page, link)
    page.mouse.move(0, 0)
    _card(page).wait_for(state="detached")
    link.hover()
    _card(page).wait_for()
    page.keyboard.press("Escape")
    _card(page).wait_for(state="detached")


@pytest.mark.release
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_edge_cuts_a_card_off(visit: Visit, size: ViewportSize) -> None:
    """Wherever on the screen its number stands."""
    page = visit.open_list(PAGE)
    page.set_viewport_size(size)
    for link in page.locator(CITATIONS).locator("visible=true").all()[:24:4]:
        for block in ("start", "center", "end"):
            link.evaluate("(link, block) => link.scrollIntoView({ block })", block)
            link.evaluate("(link) => { link.blur(); link.focus({ preventScroll: true }); }")
            assert _shows(page, link), block
            page.keyboard.press("Escape")


def test_a_card_goes_when_its_number_leaves_the_screen(visit: Visit) -> None:
    page = visit.open_list(PAGE)
    page.locator(CITATIONS).first.focus()
    _card(page).wait_for()
    page.mouse.wheel(0, 3000)
    _card(page).wait_for(state="detached")


@pytest.mark.sample(1)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("full", [False, True], ids=["panel", "full screen"])
def test_a_card_in_the_panel_is_whole(visit: Visit, size: ViewportSize, full: bool) -> None:
    """Beside a chart, below it, and in full screen; its links can be reached there, too."""
    page = visit.open(PAGE)
    page.set_viewport_size(WIDE)
    node = next(node for node in INDEX.pathway.sections[1].charts[0].boxes if node.statements)
    page.locator(f".pw-drawing:visible a[href$='#{node.id}']").first.click()
    if full:
        page.get_by_role("button", name="Full screen").first.click()
    page.set_viewport_size(size)
    for link in page.locator(".pw-panel .pw-cites a").all()[:3]:
        link.focus()
        assert _shows(page, link)
        page.keyboard.press("Tab")
        assert _is_in_card(page)
        page.keyboard.press("Escape")
        expect(page.locator(".pw-panel")).to_be_visible()
        assert page.locator("dialog.pw-screen").is_visible() == full


@pytest.mark.release
def test_a_finger_sees_the_card_first(telephone: Visit) -> None:
    """A tap shows the card and goes nowhere, a second or one beside it puts it away, and the card leads to the list."""
    page = telephone.open_list(PAGE)
    link = page.locator(CITATIONS).nth(1)
    link.tap()
    assert _shows(page, link)
    assert "#" not in page.url
    link.tap()
    _card(page).wait_for(state="detached")
    link.tap()
    _card(page).locator(".pw-number").first.tap()
    after_timers(page, _PUT_AWAY)
    assert _shows(page, link)
    page.locator("h3").first.evaluate(
        "(heading) => heading.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' }))"
    )
    _card(page).wait_for(state="detached")
    link.tap()
    way = _card(page).get_by_role("link", name="In the list on this page")
    assert way.evaluate("(link) => link.parentElement.getBoundingClientRect().height") >= 44
    way.tap()
    page.wait_for_url(f"**#{_spans(link)[0]}")
    expect(_card(page)).to_be_hidden()


@pytest.mark.release
def test_a_finger_stays_in_full_screen(telephone: Visit) -> None:
    page = telephone.open(PAGE)
    page.get_by_role("button", name="Full screen").first.tap()
    node = next(node for node in INDEX.pathway.sections[1].charts[0].boxes if node.statements)
    page.locator(f"dialog .pw-drawing:visible a[href$='#{node.id}']").first.tap()
    link = page.locator(".pw-panel .pw-cites a").first
    link.tap()
    assert _shows(page, link)
    expect(page.locator("dialog.pw-screen")).to_be_visible()
    _card(page).get_by_role("link", name="In the list on this page").tap()
    page.wait_for_url(f"**#{_spans(link)[0]}")
    expect(page.locator("dialog.pw-screen")).to_be_hidden()
    page.wait_for_function("() => document.querySelector('li:target').getBoundingClientRect().top < innerHeight")


@pytest.mark.release
def test_a_card_is_not_printed(visit: Visit) -> None:
    page = visit.open_list(PAGE)
    page.locator(CITATIONS).first.focus()
    _card(page).wait_for()
    page.emulate_media(media="print")
    expect(_card(page)).to_be_hidden()
