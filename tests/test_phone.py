"""Lists of boxes on a phone, folded; and letters there that can be read."""

import re

import pytest
from playwright.sync_api import Page, expect

from generator.model import Role
from hosting import Visit
from ours import INDEX

SECTION = next(section for section in INDEX.pathway.sections if len(section.charts) > 1)
PAGE = f"{SECTION.id}.html"
BOXES = [box for chart in SECTION.charts for box in chart.boxes]
WARNS = {Role.AGAINST, Role.CAUTION, Role.CONTRAINDICATION, Role.MONITORING}
LONG = next(
    box
    for box in BOXES
    if len(INDEX.placements(box)) > 1 and all(INDEX.statements[one.statement].role not in WARNS for one in INDEX.placements(box)[1:])
)
FOLDED = INDEX.placements(LONG)[1].statement
FOLD, ALL = ".pw-boxes .pw-fold", ".pw-fold--all"
HEIGHT = 844

_SEEN = """() => Object.fromEntries([...document.querySelectorAll(".pw-boxes > .pw-box")].map((box) => [
  box.querySelector("h3").id,
  [...box.querySelectorAll("[data-statement]")].map((says) => [says.dataset.statement, says.checkVisibility()]),
]))"""


def _seen(page: Page) -> dict[str, list[tuple[str, bool]]]:
    """Of each box of a list: its statements, and whether each is seen."""
    found: dict[str, list[tuple[str, bool]]] = page.evaluate(_SEEN)
    return found


def _is_seen(page: Page) -> bool:
    """Whether the second statement of a box, which warns of nothing, is seen."""
    return dict(_seen(page)[LONG.id])[FOLDED]


DIRECTIVE = "recommendation contraindication against caution monitoring practice goal evidence context definition".split()


def test_boxes_are_folded_to_what_they_give_and_their_most_directive_statement_and_what_warns(telephone: Visit) -> None:
    """Until their reader unfolds one, or all."""
    page = telephone.open_list(PAGE)
    for name, statements in _seen(page).items():
        ranks = [DIRECTIVE.index(INDEX.statements[statement].role) for statement, _ in statements]
        for at, (statement, is_seen) in enumerate(statements):
            if at == ranks.index(min(ranks)) or INDEX.statements[statement].role in WARNS:
                assert is_seen, (name, statement)
    assert page.locator(".pw-box .pw-given").count() > 1
    assert page.locator(".pw-box .pw-given:not(:visible)").count() == 0
    assert not _is_seen(page)
    control = page.locator(".pw-box", has=page.locator(f"h3[id='{LONG.id}']")).locator(".pw-fold")
    expect(control).to_have_attribute("aria-expanded", "false")
    control.tap()
    expect(control).to_have_attribute("aria-expanded", "true")
    assert all(is_seen for _, is_seen in _seen(page)[LONG.id])
    control.tap()
    assert not _is_seen(page)
    page.locator(ALL).tap()
    assert all(is_seen for statements in _seen(page).values() for _, is_seen in statements)
    page.locator(ALL).tap()
    assert not _is_seen(page)


FIND = f"document.querySelector(`.pw-box:has(h3[id='{LONG.id}']) [data-statement='{FOLDED}']`)"


SOUGHT = max(re.findall(r"[a-z]+", INDEX.statements[FOLDED].says), key=len)


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("address", "then"),
    [
        (f"#{LONG.id}", ""),
        (f"#{LONG.id}--{FOLDED}", ""),
        ("", f"location.hash = '{LONG.id}'"),
        ("", f"{FIND}.closest('[hidden]').dispatchEvent(new Event('beforematch', {{ bubbles: true }}))"),
        (f"?h={SOUGHT}", ""),
    ],
    ids=["the address of a box", "of a statement", "a link", "the browser's own search", "the site's search"],
)
def test_what_is_looked_for_is_unfolded(telephone: Visit, address: str, then: str) -> None:
    page = telephone.open_list(f"{PAGE}{address}")
    if then:
        assert not _is_seen(page)
        page.evaluate(then)
    page.wait_for_function(f"() => {FIND}.checkVisibility()")
    others = [is_seen for name, statements in _seen(page).items() if name != LONG.id for _, is_seen in statements]
    assert not all(others)


def test_what_warns_comes_first_in_a_box(telephone: Visit) -> None:
    """So it does in the panel of a chart, which is filled from the list; the others stay in the order of the pathway, and so do those in one frame."""
    page = telephone.open_list(PAGE)
    for name, statements in _seen(page).items():
        own = [use.statement for use in INDEX.placements(INDEX.targets[name].box)]
        if any(INDEX.companions.get(statement) for statement in own):
            continue
        shown = [statement for statement, _ in statements if statement in own]
        assert shown == sorted(own, key=lambda statement: INDEX.statements[statement].role not in WARNS), name
    said = _seen(telephone.open_list("skin.html"))["thalidomide-skin"]
    assert said[0][0] == "thalidomide-teratogenic"


def test_no_mark_is_folded_away(telephone: Visit) -> None:
    """Of all that can be ticked, as the page is opened and when it is ticked later."""
    everything = [entry.id for entry in INDEX.pathway.circumstances]
    page = telephone.open_list(f"{PAGE}?has={','.join(everything)}")
    marks = page.locator(".pw-boxes [data-lens-part=has]")
    marks.first.wait_for()
    assert marks.evaluate_all("all => all.every(mark => mark.checkVisibility())")
    assert marks.count() > len(BOXES) / 2
    page.evaluate("(has) => window.pathway.lens.tell({ has, unknown: [] })", everything[:1])
    assert marks.evaluate_all("all => all.length > 0 && all.every(mark => mark.checkVisibility())")


@pytest.mark.release
def test_paper_wide_windows_and_copies_are_not_folded(telephone: Visit, without_scripts: Visit) -> None:
    """Nor is a page without scripts, or a box that is shown beside its chart."""
    page = telephone.open_list(PAGE)
    page.emulate_media(media="print")
    assert _is_seen(page)
    expect(page.locator(FOLD).first).to_be_hidden()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 800, "height": 800})
    assert _is_seen(page)
    expect(page.locator(FOLD).first).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": HEIGHT})
    page.locator(".pw-view-choice").first.tap()
    page.locator(f".pw-drawing:visible a[href$='#{LONG.id}']").first.tap()
    expect(page.locator(".pw-panel")).to_contain_text(INDEX.statements[FOLDED].says[:30])
    expect(page.locator(".pw-panel .pw-fold, .pw-panel [hidden]")).to_have_count(0)
    plain = without_scripts.open(PAGE)
    plain.set_viewport_size({"width": 390, "height": HEIGHT})
    assert plain.locator(f".pw-boxes [data-statement='{FOLDED}']").first.is_visible()


def test_no_letters_of_a_chart_are_too_small_on_a_phone(telephone: Visit) -> None:
    """Neither in charts, nor on the sheet of a poster."""
    heights = """() => [...document.querySelectorAll("svg text")].filter((text) => text.checkVisibility() && text.getBBox().width)
      .map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
    for address in ("index.html", PAGE, f"posters/{SECTION.id}.html"):
        assert min(telephone.open(address).evaluate(heights)) >= 9
