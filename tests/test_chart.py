"""Charts at work in a real browser: light, panel, keys, tools, and the address that follows."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.mkdocs.asset_bundle import style_sheet
from hosting import ROOT, Visit
from ours import INDEX
from waiting import at_rest

ASSETS = ROOT / "generator" / "assets"
CHART = next(place for place in INDEX.charts if place.section and place.chart.id == "severe-treatment")
PAGE = f"{CHART.section.id}.html" if CHART.section else ""
NODES = CHART.chart.boxes
MANY = next(section for section in INDEX.pathway.sections if section.id == "skin")
PANEL = "aside.pw-panel"
WIDE, MIDDLE, PHONE = {"width": 1280, "height": 800}, {"width": 768, "height": 1024}, {"width": 390, "height": 844}
# The wide drawing of the chart, which is wider than there is room.
TIGHT: Any = {"width": 860, "height": 800}
_SCALES = "all => all.map((drawing) => drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width)"


def _box(page: Page, node: str) -> Locator:
    """The link of a box in its own chart."""
    return page.locator(f".pw-drawing:visible a[href$='#{quote(node)}']:not(:has(.pw-node--link))")


def _open(visit: Visit, address: str = PAGE, size: Any = WIDE) -> Page:
    page = visit.open(address)
    page.set_viewport_size(size)
    return page


def _shown(page: Page) -> str | None:
    """The title that the panel shows."""
    panel = page.locator(PANEL)
    return panel.locator("h3").inner_text().strip() if panel.is_visible() else None


def _in_sight(locator: Locator) -> bool:
    return bool(
        locator.evaluate(
            """e => { const box = e.getBoundingClientRect();
              const over = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
              return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth && e.closest('a, div, h3').contains(over); }"""
        )
    )


def _focused(page: Page) -> str:
    """The id of the box that has the focus."""
    return str(page.evaluate("decodeURIComponent(document.activeElement?.getAttribute('href')?.split('#')[1] ?? '')"))


def _duplicates(page: Page) -> list[str]:
    return list(
        page.evaluate("(ids => ids.filter((id, at) => ids.indexOf(id) !== at))([...document.querySelectorAll('[id]')].map(e => e.id))")
    )


# ── Size ──


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("chart/chart.js", 15_000),
        ("chart/drawings.js", 5_000),
        ("chart/tools.js", 7_500),
        ("chart/fit.js", 3_000),
        ("references/popover.js", 6_500),
        ("references/filter.js", 5_500),
        ("base/scroll-and-focus.js", 6_000),
    ],
)
def test_scripts_are_small(name: str, most: int) -> None:
    assert len((ASSETS / name).read_bytes()) < most


def test_no_rule_for_everything_depends_on_what_a_part_holds() -> None:
    """Browsers would apply such a rule to everything at each change of the page: charts drawn there took three times as long.

    The cover of a withdrawn pathway does, and only its pages have the notice that the rule begins with.
    """
    styles = style_sheet()
    rules = re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL))
    selectors = [selector.strip() for rule in rules for selector in re.split(r",(?![^(]*\))", rule)]
    assert len(selectors) > 500
    found = [selector for selector in selectors if ":has(" in selector and selector.split()[-1].startswith("*")]
    assert found == [".md-typeset .pw-withdrawn:has(input:not(:checked)) ~ *"]


@pytest.mark.parametrize("name", ["chart/chart.js", "chart/drawings.js", "chart/tools.js", "references/popover.js", "references/filter.js"])
def test_scripts_are_plain(name: str) -> None:
    """Nothing in them that a strict content policy forbids, that reads words as HTML, or that keeps anything."""
    assert (
        re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function|document\.write|import\b|https?://(?!www\.w3\.org)|localStorage|sessionStorage|cookie",
            (ASSETS / name).read_text("utf-8"),
        )
        == []
    )


# ── Light ──


@pytest.mark.parametrize("by", ["hover", "focus"])
def test_a_box_lights_its_edges_and_neighbours(visit: Visit, by: str) -> None:
    page = _open(visit)
    node = next(node for node in NODES if len(node.next) > 1)
    getattr(_box(page, node.id), by)()
    neighbours = {
        node.id,
        *(way.target.box.id for way in INDEX.out_edges[node.id] if way.target),
        *(way.source.box.id for way in INDEX.in_edges[node.id]),
    }
    lit = page.eval_on_selector_all(
        ".pw-drawing:visible .pw-node.pw-on", "all => all.map(e => decodeURIComponent(e.closest('a').getAttribute('href').split('#')[1]))"
    )
    assert set(lit) == neighbours & {node.id for node in NODES} | {i for i in neighbours if i in lit}
    assert page.locator(".pw-drawing:visible .pw-edge.pw-on").count() == len([w for w in INDEX.out_edges[node.id] if w.target]) + len(
        [w for w in INDEX.in_edges[node.id] if w.source.chart is CHART.chart]
    )
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    expect(page.locator(".pw-on, .pw-drawing--lit")).to_have_count(0)


@pytest.mark.release
def test_dimming_leaves_text_alone(visit: Visit) -> None:
    page = _open(visit)
    _box(page, NODES[0].id).hover()
    dimmed = """all => all.filter(text => { for (let e = text; e; e = e.parentElement) if (getComputedStyle(e).opacity !== '1') return true; }).length"""
    expect(page.locator(".pw-drawing--lit:visible")).to_have_count(1)
    assert page.eval_on_selector_all(".pw-drawing:visible text", dimmed) == 0


# ── Panel ──


@pytest.mark.sample(1)
@pytest.mark.parametrize("size", [WIDE, MIDDLE], ids=["wide", "middle"])
@pytest.mark.parametrize("node", [NODES[0].id, NODES[-1].id])
def test_a_click_opens_the_box_beside_its_chart(visit: Visit, size: Any, node: str) -> None:
    page = _open(visit, size=size)
    link = _box(page, node)
    link.click()
    assert _shown(page) == INDEX.name_of(INDEX.targets[node].box)
    assert page.url.endswith(f"#{node}")
    assert _in_sight(link.locator("text").first)
    assert _duplicates(page) == []
    panel = page.locator(PANEL).bounding_box()
    assert panel
    if size is WIDE:
        assert panel["x"] > 640
    else:
        assert panel["height"] <= 0.6 * size["height"] + 1
        assert panel["y"] + panel["height"] == size["height"]
    for statement in INDEX.targets[node].box.statements:
        assert INDEX.statements[statement.statement].says in " ".join(page.locator(PANEL).inner_text().split())


def test_escape_and_close_put_the_panel_away(visit: Visit) -> None:
    page = _open(visit)
    link = _box(page, NODES[1].id)
    for by_key in (True, False):
        link.click()
        assert _shown(page)
        if by_key:
            page.keyboard.press("Escape")
        else:
            page.locator(PANEL).get_by_role("button", name="Close").click()
        assert _shown(page) is None
        assert "#" not in page.url
        assert _focused(page) == NODES[1].id


@pytest.mark.sample(1)
def test_back_and_forward_follow_the_boxes(both_ways: Visit) -> None:
    page = _open(both_ways)
    first, second = NODES[0], NODES[1]
    _box(page, first.id).click()
    page.locator(PANEL).get_by_role("link", name=second.title).first.click()
    assert _shown(page) == INDEX.name_of(second)
    for move, title, end in (
        (page.go_back, INDEX.name_of(first), f"#{first.id}"),
        (page.go_back, None, PAGE),
        (page.go_forward, INDEX.name_of(first), f"#{first.id}"),
        (page.go_forward, INDEX.name_of(second), f"#{second.id}"),
    ):
        move()
        page.wait_for_function("end => decodeURIComponent(location.href).endsWith(end)", arg=end)
        assert _shown(page) == title


def test_links_in_the_panel_go_on_in_the_panel(visit: Visit) -> None:
    """To boxes of other charts on the page as well; a box of kind link does the same."""
    page = _open(visit, f"{MANY.id}.html")
    crossing = [
        (way.source, way.target)
        for chart in MANY.charts
        for node in chart.boxes
        for way in INDEX.out_edges.get(node.id, ())
        if way.target and way.target.section is MANY and way.target.chart is not chart
    ]
    assert crossing
    source, target = crossing[0]
    _box(page, source.box.id).click()
    page.locator(PANEL).locator(f"a[href$='#{target.box.id}']").first.click()
    assert _shown(page) == INDEX.name_of(target.box)
    expect(page.locator(f"figure[data-chart='{target.chart.id}'] {PANEL}")).to_have_count(1)
    assert _in_sight(_box(page, target.box.id).locator("text").first)
    page.go_back()
    page.locator(f"figure[data-chart='{source.chart.id}'] .pw-drawing:visible a:has(.pw-node--link)[href$='#{target.box.id}']").click()
    assert _shown(page) == INDEX.name_of(target.box)


def test_other_links_in_the_panel_lead_away(visit: Visit) -> None:
    page = _open(visit)
    node = next(node for node in NODES if node.gives)
    _box(page, node.id).click()
    page.locator(PANEL).locator("a[href*='treatments/']").first.click()
    page.wait_for_url(re.compile(r"treatments/.+\.html"))


def test_a_citation_in_the_panel_shows_its_reference(visit: Visit) -> None:
    """Escape puts the card away first, and the panel after it; in full screen as well."""
    page = _open(visit)
    node = next(node for node in NODES if node.statements)
    for full in (False, True):
        _box(page, node.id).click()
        if full:
            page.get_by_role("button", name="Full screen").click()
        page.locator(f"{PANEL} .pw-cites a").first.hover()
        card = page.locator(".pw-card-of-reference")
        card.wait_for()
        assert _in_sight(card)
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()
        assert _shown(page) == INDEX.name_of(node)
        page.keyboard.press("Escape")
        assert _shown(page) is None


def test_open_on_the_page_goes_to_the_section(visit: Visit) -> None:
    page = _open(visit)
    node = NODES[-1]
    _box(page, node.id).click()
    page.get_by_role("button", name="Show in list").click()
    page.wait_for_function("id => document.getElementById(id).matches(':target')", arg=node.id)
    assert _shown(page) is None
    assert _in_sight(page.locator(f"[id='{node.id}']"))
    page.go_back()
    page.wait_for_selector(PANEL)
    assert _shown(page) == INDEX.name_of(node)


def test_links_in_the_words_open_the_box(visit: Visit) -> None:
    page = _open(visit)
    page.locator(".pw-words > summary").first.click()
    page.locator(f".pw-words a[href$='#{NODES[2].id}']").first.click()
    page.wait_for_selector(PANEL)
    assert _shown(page) == INDEX.name_of(NODES[2])


@pytest.mark.sample(1)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_link_from_elsewhere_shows_the_box(visit: Visit, size: Any) -> None:
    """In its chart, lit and open, where there is room; on a phone in the list."""
    page = visit.context.new_page()
    page.set_viewport_size(size)
    node = NODES[-1]
    page.goto(f"{visit.base}/index.html")
    page.goto(f"{visit.base}/{PAGE}#{node.id}")
    at_rest(page)
    if size is WIDE:
        expect(_box(page, node.id).locator(".pw-at")).to_have_count(1)
        assert _shown(page) == INDEX.name_of(node)
        assert _in_sight(_box(page, node.id).locator("text").first)
    else:
        assert _shown(page) is None
        assert _in_sight(page.locator(f"[id='{node.id}']"))


def test_a_box_of_kind_link_leads_on_to_its_chart(visit: Visit) -> None:
    page = _open(visit)
    link = page.locator(".pw-drawing:visible a:has(.pw-node--link)").first
    target = (link.get_attribute("href") or "").split("#")[1]
    link.click()
    page.wait_for_url(re.compile(f"#{target}$"))
    page.wait_for_selector(PANEL)
    assert _shown(page) == INDEX.name_of(INDEX.targets[target].box)


# ── Keys ──


def _arrive(page: Page) -> None:
    """Focuses what Tab reaches first in the first chart, coming from its last tool."""
    page.locator("figure .pw-menu > summary").first.focus()
    page.keyboard.press("Tab")


def test_tab_reaches_one_box_of_a_chart(visit: Visit) -> None:
    page = _open(visit)
    expect(page.locator(".pw-drawing:visible a[tabindex='0']")).to_have_count(1)
    _arrive(page)
    assert _focused(page) == NODES[0].id
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg') === null")


def test_arrows_follow_the_edges(visit: Visit) -> None:
    """Down to a target, sideways to its siblings, up to where one came from; each is said, with the label of the edge."""
    page = _open(visit)
    fork = next(node for node in NODES if len(node.next) > 2)
    targets = {way.target.box.id: way.label for way in INDEX.out_edges[fork.id] if way.target}
    _box(page, fork.id).focus()
    page.keyboard.press("ArrowDown")
    first = _focused(page)
    assert first in targets
    said = page.locator("[aria-live]:focus-within, .pw-frame > [aria-live]").first.inner_text()
    node = INDEX.targets[first].box
    assert said == f"{targets[first]}: {INDEX.name_of(node)}, {page.evaluate('document.activeElement.ariaLabel').split(':')[0]}"
    page.keyboard.press("ArrowUp")
    assert _focused(page) == fork.id
    page.keyboard.press("ArrowDown")
    seen = {first}
    for key in ["ArrowLeft"] * 4 + ["ArrowRight"] * 4:
        page.keyboard.press(key)
        seen.add(_focused(page))
        assert _in_sight(page.locator(":focus text").first)
    assert seen == set(targets)


@pytest.mark.sample(1)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_arrows_lead_through_the_options_of_a_choice(visit: Visit, size: Any) -> None:
    """Down from the choice to its first option, through all of them, and on to what follows the last."""
    page = _open(visit, size=size)
    choice = next(node for node in NODES if node.kind == "choice")
    options = [way.target.box for way in INDEX.out_edges[choice.id] if way.target and not way.leaves_chart]
    [onward] = {way.target.box.id for way in INDEX.out_edges[options[-1].id] if way.target}
    _box(page, choice.id).focus()
    for expected in (*(option.id for option in options), onward):
        page.keyboard.press("ArrowDown")
        assert _focused(page) == expected
        assert _in_sight(_box(page, expected).locator("text").first)
    for expected in (options[-1].id, *(option.id for option in options[-2::-1]), choice.id):
        page.keyboard.press("ArrowUp")
        assert _focused(page) == expected


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", ["index", *(section.id for section in INDEX.pathway.sections if section.charts)])
def test_arrows_reach_every_box(visit: Visit, name: str) -> None:
    """Of each chart of a page."""
    page = _open(visit, f"{name}.html")
    reach = """(selector) => {
      const links = [...document.querySelectorAll(selector)], seen = new Set([links[0]]), queue = [links[0]];
      while (queue.length) {
        const from = queue.pop();
        for (const key of ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight']) {
          from.focus();
          from.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
          const at = document.activeElement;
          if (!seen.has(at)) { seen.add(at); queue.push(at); }
        }
      }
      return seen.size;
    }"""
    charts = [place.chart for place in INDEX.charts if (place.section.id if place.section else "index") == name]
    assert charts
    for chart in charts:
        boxes = f"figure[data-chart='{chart.id}'] .pw-drawings > .pw-drawing:not(.pw-drawing--narrow) a"
        assert page.evaluate(reach, boxes) == page.locator(boxes).count() > 1, chart.id


@pytest.mark.release
def test_home_end_and_enter(visit: Visit) -> None:
    page = _open(visit)
    _arrive(page)
    page.keyboard.press("End")
    last = page.locator(".pw-drawing:visible a").last.get_attribute("href") or ""
    assert _focused(page) == last.split("#")[1]
    page.keyboard.press("Home")
    assert _focused(page) == NODES[0].id
    page.keyboard.press("Enter")
    assert _shown(page) == INDEX.name_of(NODES[0])
    assert page.evaluate("document.activeElement.matches('aside.pw-panel')")
    page.keyboard.press("Escape")
    assert _focused(page) == NODES[0].id


def test_boxes_say_kind_title_and_ways_on(visit: Visit) -> None:
    page = _open(visit)
    for node in NODES:
        name = _box(page, node.id).get_attribute("aria-label") or ""
        kind = page.locator(f".pw-box:has([id='{node.id}']) .pw-kind").text_content() or ""
        kind = kind.split(" ·")[0]
        assert name.lower().startswith(f"{kind.lower()}: {INDEX.name_of(node).lower()}")
        assert all(way.edge.label in name for way in INDEX.out_edges.get(node.id, ()) if way.edge.label)


# ── Colours of the system, and pages from right to left ──


@pytest.mark.release
def test_a_chart_that_goes_on_says_so_in_any_colours(visit: Visit) -> None:
    """A shadow lies at its edge, which browsers remove where the system's colours are forced, unless the style sheet says no."""
    page = _open(visit, size=PHONE)
    for colours in ("none", "active"):
        page.emulate_media(forced_colors=colours)
        images = page.locator(".pw-view").first.evaluate("view => getComputedStyle(view).backgroundImage")
        assert images.count("linear-gradient") == 4
        adjusted = page.locator(".pw-view > .pw-drawing:visible").first.evaluate("svg => getComputedStyle(svg).forcedColorAdjust")
        assert adjusted == "auto"


@pytest.mark.release
def test_tools_begin_where_the_page_begins(visit: Visit) -> None:
    """On a page from right to left, what is first is at the right, and the panel at the left; a drawing stays as it is."""
    page = _open(visit)
    places = "all => all.map((text) => text.getBBox()).map(({ x, y, width }) => [x, y, width].map(Math.round))"
    before = page.locator(".pw-drawing:visible text").evaluate_all(places)
    page.evaluate("document.documentElement.dir = document.body.dir = 'rtl'")
    tools, frame = page.locator(".pw-frame > .pw-tools").first, page.locator(".pw-frame").first.bounding_box()
    first, last = tools.locator("button, a").first.bounding_box(), tools.locator(".pw-menu").bounding_box()
    assert frame
    assert first
    assert last
    assert frame["x"] + frame["width"] - first["x"] - first["width"] < 20
    assert last["x"] - frame["x"] < 20
    assert page.locator(".pw-drawing:visible text").evaluate_all(places) == before
    _box(page, NODES[0].id).click()
    panel = page.locator(PANEL).bounding_box()
    assert panel
    assert panel["x"] - frame["x"] < 5
    assert page.locator(PANEL).locator("h3").evaluate("title => getComputedStyle(title).textAlign") in {"start", "right"}


# ── Tools ──


def test_fit_and_full_size(visit: Visit) -> None:
    page = _open(visit, size=TIGHT)
    figure = page.locator("figure").first
    view, drawing = figure.locator(".pw-view"), figure.locator("svg:visible")
    natural = float(drawing.get_attribute("width") or 0)
    for tool, width in (("Fit", view.evaluate("e => e.clientWidth")), ("100 %", natural)):
        figure.get_by_role("button", name=tool).click()
        assert drawing.evaluate("e => e.getBoundingClientRect().width") == pytest.approx(width, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _scales(page: Page) -> list[float]:
    return [round(scale, 2) for scale in page.locator(".pw-drawing:visible").evaluate_all(_SCALES)]


@pytest.mark.release
def test_a_chosen_size_is_remembered(both_ways: Visit) -> None:
    """For each chart, here and in full screen, on the next visit too; other charts, and the rest of what a reader does, leave no trace."""
    page = _open(both_ways, size=TIGHT)
    [opened] = _scales(page)
    assert 0.8 <= opened < 1
    page.get_by_role("button", name="100 %").click()
    page.get_by_role("button", name="Full screen").click()
    dialog = page.get_by_role("dialog", name=re.compile("Flowchart"))
    dialog.get_by_role("button", name="Fit").click()
    [whole] = _scales(page)
    dialog.get_by_role("button", name="Close full screen").click()
    assert _scales(page) == [1]
    page.goto(f"{both_ways.base}/skin.html")
    assert any(scale < 1 for scale in _scales(page))
    page = _open(both_ways, size=TIGHT)
    assert _scales(page) == [1]
    page.get_by_role("button", name="Full screen").click()
    assert _scales(page) == [whole]
    stored = page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('pathway'))")
    assert sorted(size for _, size in stored) == ["1", "fit"]
    assert all(CHART.chart.id in key for key, _ in stored)
    page.go_back()
    page.get_by_role("button", name="Fit").click()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_function("document.querySelector('.pw-view').clientWidth > 900")
    [fitted] = _scales(page)
    assert opened < 0.98 < fitted, "a fitted chart stays fitted"


@pytest.mark.release
def test_a_size_can_be_chosen_where_nothing_can_be_stored(visit: Visit) -> None:
    """As in a private window or a sandbox; it then holds for as long as the page is open."""
    page = visit.context.new_page()
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    page.add_init_script(refuse)
    page.set_viewport_size(TIGHT)
    page.goto(f"{visit.base}/{PAGE}")
    assert _scales(page) != [1]
    page.get_by_role("button", name="100 %").click()
    assert _scales(page) == [1]
    page.get_by_role("button", name="Full screen").click()
    page.get_by_role("button", name="Close full screen").click()
    assert _scales(page) == [1]


@pytest.mark.sample(2)
@pytest.mark.parametrize("address", ["index.html", *(f"{section.id}.html" for section in INDEX.pathway.sections)])
def test_text_is_large_enough_to_read(visit: Visit, address: str) -> None:
    """Never under 12 px at 1280 × 800, and nothing but a figure scrolls sideways."""
    page = _open(visit, address)
    sizes = page.eval_on_selector_all(
        ".pw-drawing:visible text",
        "all => all.map(e => parseFloat(getComputedStyle(e).fontSize) * e.ownerSVGElement.getBoundingClientRect().width / e.ownerSVGElement.viewBox.baseVal.width)",
    )
    assert min(sizes) >= 12
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_tools_are_large_enough_to_hit(visit: Visit) -> None:
    page = _open(visit)
    _box(page, NODES[0].id).click()
    sizes = page.eval_on_selector_all(".pw-tool", "all => all.filter(e => e.offsetParent).map(e => [e.offsetWidth, e.offsetHeight])")
    assert len(sizes) > 6
    assert min(min(size) for size in sizes) >= 24


def test_full_screen_zooms_moves_and_opens_boxes(visit: Visit) -> None:
    page = _open(visit)
    page.get_by_role("button", name="Full screen").click()
    dialog = page.get_by_role("dialog", name=re.compile("Flowchart"))
    drawing = dialog.locator("svg:visible")
    before = drawing.evaluate("e => e.getBoundingClientRect().width")
    for _ in range(3):
        dialog.get_by_role("button", name="Larger").click()
    assert drawing.evaluate("e => e.getBoundingClientRect().width") == pytest.approx(before * 1.25**3, rel=0.01)
    view = dialog.locator(".pw-view")
    at = view.evaluate("e => [e.scrollLeft, e.scrollTop]")
    page.mouse.move(60, 700)
    page.mouse.down()
    page.mouse.move(90, 600, steps=4)
    page.mouse.up()
    assert view.evaluate("e => [e.scrollLeft, e.scrollTop]") == [at[0] - 30, at[1] + 100]
    page.keyboard.down("Control")
    page.mouse.wheel(0, 100)
    page.keyboard.up("Control")
    page.wait_for_function(
        "before => document.querySelector('dialog .pw-drawing:not(.pw-drawing--narrow)').getBoundingClientRect().width < before * 1.5",
        arg=before,
    )
    dialog.get_by_role("button", name="Fit").click()
    assert dialog.locator("svg:visible").evaluate("e => e.getBoundingClientRect().bottom <= innerHeight + 1")
    _box(page, NODES[2].id).click()
    assert _shown(page) == INDEX.name_of(NODES[2])
    assert _in_sight(_box(page, NODES[2].id).locator("text").first)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("figure .pw-frame")).to_have_count(page.locator("figure[data-chart]").count())


def test_back_leaves_full_screen(visit: Visit) -> None:
    page = _open(visit)
    page.get_by_role("button", name="Full screen").click()
    page.go_back()
    page.wait_for_function("!document.querySelector('dialog[open]')")
    assert page.url.endswith(PAGE)


@pytest.mark.release
def test_a_phone_shows_a_drawing_of_its_own(telephone: Visit) -> None:
    """As large as it was drawn; a tap opens the box below it, also where the chart fills the screen."""
    page = telephone.open(PAGE)
    drawing = page.locator(".pw-drawing:visible").first
    natural = float(drawing.get_attribute("width") or 0)
    assert drawing.evaluate("e => e.getBoundingClientRect().width") == pytest.approx(natural, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for full in (False, True):
        if full:
            page.get_by_role("button", name="Full screen").tap()
            assert page.locator("dialog .pw-drawing:visible").evaluate("e => e.getBoundingClientRect().width") == pytest.approx(
                natural, abs=1
            )
        _box(page, NODES[1].id).tap()
        expect(page.locator("dialog[open]")).to_have_count(int(full))
        assert _shown(page) == INDEX.name_of(NODES[1])
        panel, box = page.locator(PANEL).bounding_box(), _box(page, NODES[1].id).bounding_box()
        assert panel
        assert box
        assert panel["height"] <= 0.6 * 844 + 1
        assert box["y"] + box["height"] <= panel["y"]
        assert _in_sight(_box(page, NODES[1].id).locator("text").first)
        page.get_by_role("button", name="Close", exact=True).tap()


def test_each_width_has_its_drawing(visit: Visit) -> None:
    """With what is lit and open in it; keys go on where they were when the window is made narrow."""
    nodes = MANY.charts[0].boxes
    page = _open(visit, f"{MANY.id}.html")
    wide, narrow = page.locator(".pw-drawings > :not(.pw-drawing--narrow)").first, page.locator(".pw-drawing--narrow").first
    assert (wide.is_visible(), narrow.is_visible()) == (True, False)
    _box(page, nodes[1].id).focus()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    expect(narrow).to_be_visible()
    expect(wide).to_be_hidden()
    page.wait_for_function("id => document.activeElement?.getAttribute('href')?.endsWith('#' + id)", arg=nodes[1].id)
    assert page.evaluate("document.activeElement.checkVisibility()")
    page.keyboard.press("Enter")
    page.set_viewport_size(MIDDLE)  # type: ignore[arg-type]
    assert _shown(page) == INDEX.name_of(nodes[1])
    expect(wide).to_be_visible()
    assert _box(page, nodes[1].id).get_attribute("aria-current") == "true"
    expect(page.locator(".pw-drawing:visible .pw-at")).to_have_count(1)
    assert _in_sight(_box(page, nodes[1].id).locator("text").first)


@pytest.mark.release
def test_copies(both_ways: Visit) -> None:
    """Links of chart and box, and Mermaid's text."""
    both_ways.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = _open(both_ways)
    figure = page.locator("figure").first
    figure.locator(".pw-menu > summary").click()
    figure.get_by_role("button", name="Copy link").click()
    figure.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{both_ways.base}/{PAGE}#{CHART.chart.id}"
    _box(page, NODES[1].id).click()
    page.locator(PANEL).get_by_role("button", name="Copy link").click()
    page.locator(PANEL).get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{both_ways.base}/{PAGE}#{NODES[1].id}"
    figure.locator(".pw-menu > summary").click()
    figure.get_by_role("button", name="Mermaid source").click()
    dialog = page.get_by_role("dialog", name="Mermaid source")
    text = dialog.locator("pre").inner_text()
    assert text.startswith("flowchart ")
    assert all(node.title.split()[0] in text for node in NODES)
    dialog.get_by_role("button", name="Copy text").click()
    dialog.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").strip() == text.strip()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert _shown(page) == INDEX.name_of(NODES[1])


@pytest.mark.sample(1)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_downloaded_drawing_stands_alone(both_ways: Visit, scheme: Any, tmp_path: Path) -> None:
    """Its colours are the light ones, resolved; it says what it is; no address of a reader's own disc is in it."""
    page = _open(both_ways)
    page.emulate_media(color_scheme=scheme)
    page.locator(".pw-menu > summary").first.click()
    with page.expect_download() as found:
        page.get_by_role("button", name="Download SVG").click()
    found.value.save_as(tmp_path / "chart.svg")
    text = (tmp_path / "chart.svg").read_text("utf-8")
    root = ET.fromstring(text)  # noqa: S314  # our own
    assert not re.search(r"var\(|file:|class=|style=", text)
    said = " ".join("".join(root.itertext()).split())
    assert CHART.chart.title in said
    assert f"Version {INDEX.pathway.pathway.version}" in said
    inks = {e.get("fill") for e in root.iter("{http://www.w3.org/2000/svg}text")}
    assert inks <= {"rgb(20, 33, 43)", "rgb(70, 85, 99)", "#465563"}


# ── Beyond ──


def test_without_scripts_there_are_no_tools_and_links_work(without_scripts: Visit) -> None:
    plain = without_scripts.open(PAGE)
    expect(plain.locator(".pw-tools, .pw-panel")).to_have_count(0)
    _box(plain, NODES[-1].id).click()
    assert _in_sight(plain.locator(f"[id='{NODES[-1].id}']"))


def test_the_system_s_own_colours_keep_text_readable(visit: Visit) -> None:
    page = _open(visit)
    page.emulate_media(forced_colors="active")
    _box(page, NODES[0].id).click()
    colours = page.evaluate(
        """() => { const of = (s, name) => getComputedStyle(document.querySelector(s))[name];
          return [of('.pw-node text', 'fill'), of('.pw-node .pw-shape', 'fill'), of('.pw-edge-label text', 'fill'), of('.pw-edge-label rect', 'fill')]; }"""
    )
    assert colours[0] != colours[1]
    assert colours[2] != colours[3]
