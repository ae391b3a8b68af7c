"""Charts first, or their boxes as a list; and the way in on the home page: in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from generator.i18n import load_messages
from hosting import Visit
from ours import INDEX

WORDS = load_messages()
SECTION = INDEX.pathway.sections[1]
PAGE = f"{SECTION.id}.html"
BOX = SECTION.charts[0].boxes[1]
STATEMENT = INDEX.placements(BOX)[0].statement
CHART, LIST, PANEL = ".pw-chart-area .pw-chart", ".pw-boxes", ".pw-panel:not(.pw-walk)"


def _choose(page: Page, word: str) -> None:
    page.locator(".pw-views").get_by_role("button", name=WORDS.chart[word]).click()


def _shows(page: Page) -> str:
    """Which of the two is seen, in all places alike."""
    chart, boxes = ({one.is_visible() for one in page.locator(selector).all()} for selector in (CHART, LIST))
    assert chart != boxes
    return "chart" if chart == {True} else "list"


@pytest.mark.sample(3)
@pytest.mark.parametrize("page_name", ["index.html", *(f"{section.id}.html" for section in INDEX.pathway.sections)])
def test_charts_come_first(visit: Visit, page_name: str) -> None:
    """On a laptop the first box of a section is in the upper half of the screen; the home page asks for the patient before it."""
    page = visit.open(page_name)
    assert _shows(page) == "chart"
    top = page.locator(f"{CHART} .pw-node:visible").first.bounding_box()
    assert top
    assert top["y"] < (800 if page_name == "index.html" else 400)


@pytest.mark.sample(1)
def test_what_was_chosen_stays(both_ways: Visit) -> None:
    """The list, on other pages and after a reload as well; and the chart again."""
    page = both_ways.open(PAGE)
    _choose(page, "as_list")
    assert _shows(page) == "list"
    page.reload()
    assert _shows(page) == "list"
    page = both_ways.open("index.html")
    assert _shows(page) == "list"
    _choose(page, "as_chart")
    assert _shows(page) == "chart"


def test_a_link_to_a_box_opens_it_beside_its_chart(visit: Visit) -> None:
    """Where there is room for both, as the page is opened and later."""
    page = visit.open(f"{PAGE}#{BOX.id}")
    expect(page.locator(PANEL)).to_contain_text(BOX.title)
    assert _shows(page) == "chart"
    other = SECTION.charts[0].boxes[2]
    page.evaluate("(id) => (location.hash = id)", other.id)
    expect(page.locator(PANEL)).to_contain_text(other.title)
    assert _shows(page) == "chart"


def test_a_link_to_a_box_leads_into_the_list_on_a_phone(telephone: Visit) -> None:
    """To the box itself."""
    page = telephone.open(f"{PAGE}#{BOX.id}")
    expect(page.locator(f"h3[id='{BOX.id}']")).to_be_in_viewport()
    assert _shows(page) == "list"


def test_a_link_to_a_statement_leads_into_the_list(visit: Visit) -> None:
    """Of a panel, no address says at which statement it is."""
    page = visit.open(f"{PAGE}#{BOX.id}--{STATEMENT}")
    expect(page.locator(f"[id='{BOX.id}--{STATEMENT}']")).to_be_in_viewport()
    assert _shows(page) == "list"


def test_what_the_browser_finds_in_the_list_is_shown(visit: Visit) -> None:
    """It looks into what is hidden, and says so before it shows it; no test can press its keys."""
    page = visit.open(PAGE)
    hidden = page.locator(LIST)
    assert {one.get_attribute("hidden") for one in hidden.all()} == {"until-found"}
    hidden.first.evaluate("(list) => list.dispatchEvent(new Event('beforematch'))")
    assert _shows(page) == "list"


def test_a_box_is_shown_in_the_list(visit: Visit) -> None:
    """From its panel."""
    page = visit.open(f"{PAGE}#{BOX.id}")
    page.get_by_role("button", name=WORDS.chart["to_page"]).click()
    expect(page.locator(f"h3[id='{BOX.id}']")).to_be_in_viewport()
    assert _shows(page) == "list"


def test_a_walk_shows_its_chart(visit: Visit) -> None:
    """Also who chose the list goes through a chart."""
    page = visit.open(PAGE)
    _choose(page, "as_list")
    page.goto(f"{visit.base}/index.html")
    page.locator(".pw-door .pw-walk-begin").click()
    expect(page.locator(".pw-panel.pw-walk")).to_be_visible()
    assert _shows(page) == "chart"


def test_both_are_printed_and_shown_without_scripts(visit: Visit, without_scripts: Visit) -> None:
    """Paper and browsers without scripts have no buttons."""
    page = visit.open(PAGE)
    page.emulate_media(media="print")
    unscripted = without_scripts.open(PAGE)
    for one in (page, unscripted):
        expect(one.locator(".pw-views")).to_have_count(1 if one is page else 0)
        assert all(part.is_visible() for part in one.locator(f"{CHART}, {LIST} > section").all())


ENTRY, OTHER = INDEX.pathway.circumstances[0], INDEX.pathway.circumstances[1]


@pytest.mark.sample(1)
def test_what_is_ticked_on_the_home_page_is_marked_everywhere(both_ways: Visit) -> None:
    """It is in the address, goes along into a walk, and is ticked when one comes back."""
    page = both_ways.open("index.html")
    tick = page.locator(".pw-door").get_by_label(ENTRY.name, exact=True)
    tick.check()
    page.wait_for_url(f"**has={ENTRY.id}*")
    page.locator(".pw-door .pw-walk-begin").click()
    page.wait_for_url(re.compile(f"has={ENTRY.id}#walk"))
    page.go_back()
    expect(tick).to_be_checked()
    tick.uncheck()
    page.wait_for_url(lambda address: "has=" not in address)


def test_a_whole_group_is_not_known_yet(visit: Visit) -> None:
    """All of it but for what is ticked."""
    page = visit.open(f"index.html?has={ENTRY.id}")
    group = page.locator(".pw-door-group", has=page.get_by_label(ENTRY.name, exact=True))
    unknown = group.locator("[data-unknown]")
    unknown.check()
    page.wait_for_function("window.pathway.lens.on.unknown.length > 0")
    ids = [entry.id for entry in INDEX.pathway.circumstances]
    assert page.evaluate("window.pathway.lens.on.unknown") == [name for name in ids if name != ENTRY.id]
    group.get_by_label(OTHER.name, exact=True).check()
    expect(unknown).to_be_checked()
    assert page.evaluate("window.pathway.lens.on.has") == [ENTRY.id, OTHER.id]
    unknown.uncheck()
    assert page.evaluate("window.pathway.lens.on.unknown") == []


def test_one_can_start_from_every_entry_on_a_phone(telephone: Visit) -> None:
    """The button stays in sight."""
    page = telephone.open("index.html")
    for chip in (page.locator(".pw-chip").first, page.locator(".pw-chip").last):
        chip.scroll_into_view_if_needed()
        expect(page.locator(".pw-door .pw-walk-begin")).to_be_in_viewport(ratio=1)


@pytest.mark.release
def test_enter_among_what_is_ticked_starts(visit: Visit) -> None:
    """As in a form; a reload before that keeps the ticks."""
    page = visit.open("index.html")
    tick = page.locator(".pw-door").get_by_label(ENTRY.name, exact=True)
    tick.press("Space")
    page.wait_for_url(f"**has={ENTRY.id}*")
    page.reload()
    expect(tick).to_be_checked()
    tick.press("Enter")
    page.wait_for_url(re.compile(f"has={ENTRY.id}#walk"))


def test_home_shows_its_chart_on_the_first_screen(visit: Visit) -> None:
    """Below one sentence, all that can be ticked, the way to start and that no clinician has reviewed it; the chart is in the middle of the page."""
    page = visit.open("index.html")
    page.set_viewport_size({"width": 1280, "height": 800})
    parts = [".pw-status", ".pw-lead", ".pw-door-chips >> nth=0", ".pw-door-chips >> nth=1", ".pw-door .pw-walk-begin"]
    for part in parts:
        expect(page.locator(part).first).to_be_in_viewport(ratio=1)
    drawing = page.locator(".pw-drawing:visible").first.bounding_box()
    assert drawing
    # It is 480 in the letters of most systems, and a row of entries more where they are wider.
    assert drawing["y"] <= 520
    assert abs(drawing["x"] + drawing["width"] / 2 - 640) < 20
    boxes = [page.locator(place).first.bounding_box() for place in (".pw-views", ".pw-frame > .pw-tools .pw-tool:visible >> nth=-1")]
    views, tool = boxes
    assert views
    assert tool
    assert tool["x"] + tool["width"] <= views["x"]


def test_start_is_on_the_first_screen_of_a_phone(telephone: Visit) -> None:
    page = telephone.open("index.html")
    expect(page.locator(".pw-door .pw-walk-begin")).to_be_in_viewport(ratio=1)
    expect(page.locator(".pw-lead")).to_be_in_viewport(ratio=1)


def test_the_entries_are_not_offered_twice(visit: Visit) -> None:
    """Among them is a button only for what they do not have, such as treatments being given."""
    page = visit.open("index.html")
    expect(page.get_by_role("button", name=WORDS.lens["open"])).to_have_count(0)


@pytest.mark.release
def test_nothing_moves_when_the_button_to_start_comes(visit: Visit) -> None:
    """A script adds it, when a reader may have begun to tick already."""
    page = visit.open("index.html")
    title, button = page.locator(".pw-door-start .pw-door-title"), page.locator(".pw-door .pw-walk-begin")
    expect(button).to_be_visible()
    there = title.bounding_box()
    button.evaluate("(button) => button.remove()")
    before = title.bounding_box()
    assert there
    assert before
    assert [before[side] for side in ("x", "y")] == pytest.approx([there[side] for side in ("x", "y")], abs=1)
