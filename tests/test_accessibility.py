"""The accessibility of the built pages in a real browser: WCAG 2.2 AA and good practice by axe, without a list of what is allowed; keys and looks.

The campaign `accessibility` looks at every page, in more views.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from keyboard import STANDS_OUT, tabbed
from page_states import DESKTOP, PHONE, STATES, State, barriers, opened_on, seen_in
from reflow import ZOOMED, enlarge, lost, stuck, widen

VIEWS = ("desktop-light", "phone-dark")
BOTH = {"walk"}
"""Seen in both views; the others by turns in one of them."""
ALIKE = {"manual", "each key", "statement keys"}
"""Long pages made as “more keys” is. The campaign `accessibility` sees them, and all others in four views."""
SEEN = [
    (view, name)
    for number, name in enumerate(name for name in STATES if name not in ALIKE)
    for turn, view in enumerate(VIEWS)
    if name in BOTH or number % len(VIEWS) == turn
]


@pytest.mark.sample(3)
@pytest.mark.parametrize(("view", "name"), SEEN)
def test_axe_finds_nothing(context: Page, site: Path, view: str, name: str) -> None:
    state = STATES[name]
    context.goto("about:blank")
    seen_in(context, view)
    context.goto(f"{site.as_uri()}/{state.address}")
    state.act(context)
    if name == "print":  # of which only the choice is looked at: the rest are twenty thousand elements of other pages
        context.evaluate("document.querySelectorAll('.pw-part').forEach((part) => part.remove())")
    assert barriers(context, state.within) == []
    seen_in(context, VIEWS[0])


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[Page]:
    """A reader at a context."""
    page = browser.new_page()
    seen_in(page, "desktop-light")
    yield page
    page.close()


def _reach(page: Page, site: Path, state: State, size: tuple[int, int] = DESKTOP) -> None:
    page.goto("about:blank")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{site.as_uri()}/{state.address}")
    state.act(page)


# ── Keyboard ──


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", ["abbreviations", "patient", "full screen"])
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_the_keyboard_reaches_everything_once_and_in_sight(context: Page, site: Path, name: str, key: str) -> None:
    _reach(context, site, STATES[name])
    found = tabbed(context, key)
    assert found.wrong == ()
    assert found.stops > 8


@pytest.mark.sample(1)
@pytest.mark.parametrize("state", [STATES["abbreviations"], opened_on("severe.html")["box"]], ids=["abbreviations", "box"])
def test_the_keyboard_stays_in_sight_at_400_percent(context: Page, site: Path, state: State) -> None:
    """In the drawer and its levels, in cards, and beside a panel as large as the window; on a short section, for each stop takes its time."""
    _reach(context, site, state, ZOOMED)
    assert tabbed(context).wrong == ()


def test_what_a_panel_covers_can_be_scrolled_out(context: Page, site: Path) -> None:
    """On a phone, up to the end of the page."""
    _reach(context, site, STATES["walk"], PHONE)
    context.locator(".pw-tool--chart").click()
    context.locator(".pw-words > summary").last.click()
    for place in (".pw-words a", ".md-copyright a"):
        context.locator(place).last.focus()
        below = "e => document.querySelector('.pw-walk').getBoundingClientRect().top - e.getBoundingClientRect().bottom"
        assert context.locator(place).last.evaluate(below) > 0


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("address", "opener", "opened"),
    [
        ("muscle.html", ".pw-drawing:visible a", "aside.pw-panel"),
        ("muscle.html", ".pw-tool--full", "dialog[open]"),
        ("muscle.html", ".pw-tool--text", "dialog[open]"),
        ("muscle.html", ".pw-lens-open", "dialog[open]"),
        ("muscle.html", ".pw-cites a", ".pw-card-of-reference"),
    ],
)
def test_escape_closes_and_goes_back(context: Page, site: Path, address: str, opener: str, opened: str) -> None:
    seen_in(context, "desktop-light")
    context.goto("about:blank")
    context.goto(f"{site.as_uri()}/{address}")
    if opener == ".pw-tool--text":
        context.locator(".pw-menu > summary").first.click()
    if opener == ".pw-cites a":
        STATES["list"].act(context)
    context.locator(opener).first.focus()
    if opened != ".pw-card-of-reference":  # which is there with the focus
        context.keyboard.press("Enter")
    context.locator(opened).wait_for()
    context.keyboard.press("Escape")
    context.locator(opened).wait_for(state="hidden")
    expect(context.locator(opener).first).to_be_focused()


def test_the_first_stop_leads_past_the_navigation(context: Page, site: Path) -> None:
    seen_in(context, "desktop-light")
    context.goto("about:blank")
    context.goto(f"{site.as_uri()}/treatments.html")
    context.keyboard.press("Tab")
    context.keyboard.press("Enter")
    context.keyboard.press("Tab")
    assert context.evaluate("document.activeElement.closest('article') !== null")


@pytest.mark.release
def test_the_place_in_what_was_found_stands_out(context: Page, site: Path) -> None:
    """The arrow keys go through it, also to what else a page holds, with a line that is seen on its ground."""
    _reach(context, site, STATES["search"])
    context.evaluate(STANDS_OUT)
    for place in ("a.md-search-result__link", "summary"):
        context.keyboard.press("ArrowDown")
        expect(context.locator(f".md-search-result {place}:focus")).to_be_visible()
        line = "(e) => (({ outlineStyle, outlineColor }) => [outlineStyle, standsOut(outlineColor, e)])(getComputedStyle(e))"
        assert context.locator(":focus").evaluate(line) == ["solid", True]


# ── Larger, wider, other colours, no motion ──


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", ["home", "section", "lenses", "evidence", "walk", "patient"])
def test_at_400_percent_nothing_is_lost(context: Page, site: Path, name: str) -> None:
    _reach(context, site, STATES[name], ZOOMED)
    assert lost(context) == []
    if name == "walk":
        panel = context.locator(".pw-walk")
        panel.evaluate("panel => panel.scrollBy(0, 300)")
        assert panel.locator(".pw-walk-head").evaluate("head => head.getBoundingClientRect().bottom") < 0
    elif name != "patient":
        assert stuck(context)[0] == 0
    if name in {"section", "evidence"}:
        context.locator(".md-footer__title .md-ellipsis").last.evaluate("e => e.textContent = 'Of what is hardly ever found to be so'")
        assert lost(context) == []


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", ["section", "walk", "method"])
def test_wider_text_is_neither_cut_off_nor_over_other_text(context: Page, site: Path, name: str) -> None:
    _reach(context, site, STATES[name])
    widen(context)
    assert lost(context) == []


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", ["treatments", "circumstances", "evidence", "walk"])
def test_with_text_alone_at_200_percent_nothing_is_lost(context: Page, site: Path, name: str) -> None:
    _reach(context, site, STATES[name])
    enlarge(context)
    assert lost(context) == []


def test_the_system_s_colours_leave_signs_visible(context: Page, site: Path) -> None:
    context.emulate_media(forced_colors="active", color_scheme="dark")
    _reach(context, site, STATES["box"])
    shown = "e => getComputedStyle(e)[%r]"
    assert context.locator(".pw-kind-mark--question").first.evaluate(shown % "backgroundColor") == "rgb(255, 255, 255)"
    arrow = "e => getComputedStyle(e, '::after').backgroundColor"
    assert context.locator("article summary").first.evaluate(arrow) == "rgb(255, 255, 255)"
    current = context.locator(".pw-drawing:visible [aria-current] .pw-shape").evaluate(shown % "stroke")
    other = context.locator(".pw-drawing:visible a:not([aria-current]) .pw-shape").first.evaluate(shown % "stroke")
    assert len({current, other, "rgb(0, 0, 0)"}) == 3
    context.emulate_media(forced_colors="none")


def test_nothing_moves_for_whom_motion_is_too_much(context: Page, site: Path) -> None:
    seen_in(context, "desktop-light")
    _reach(context, site, STATES["walk"])
    moving = context.evaluate(
        """() => [...document.querySelectorAll("*")].filter((e) => [null, "::before", "::after"].some((part) => {
          const { transitionDuration, transitionProperty, animationName, scrollBehavior } = getComputedStyle(e, part);
          const turns = transitionProperty !== "none" && transitionDuration.split(", ").some((time) => parseFloat(time) > .01);
          return turns || animationName !== "none" || scrollBehavior === "smooth";
        })).map((e) => e.outerHTML.slice(0, 90))"""
    )
    assert moving == []


# ── HTML ──


@pytest.mark.release
def test_what_was_found_has_lines_in_its_summaries(context: Page, site: Path) -> None:
    """Not the blocks of the theme, which are not allowed there."""
    _reach(context, site, STATES["search"])
    summaries = context.locator(".md-search-result__more > summary")
    expect(summaries.locator("> span").first).to_have_text(re.compile(r"\d+ more"))
    assert summaries.locator("> span").count() == summaries.count()
    assert summaries.locator("div").count() == 0


def test_what_material_makes_wrong_is_mended(site: Path) -> None:
    """Complaints of the Nu HTML checker about every page; the campaign `accessibility` asks it."""
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r'<label [^>]*tabindex=""|<input (?=[^>]*type="checkbox")[^>]*autocomplete=', text), path
        assert len(re.findall(r'class="md-toggle"[^>]* form="__toggles"', text)) == (0 if path.name == "404.html" else 2)
        assert text.count('<form id="__toggles" autocomplete="off" hidden=""></form>') == (0 if path.name == "404.html" else 1)


def test_every_column_of_a_table_has_its_heading(site: Path) -> None:
    """But where none has one, and what is left of the headings is hidden."""
    some = re.compile(r"<th\b[^>]*>\s*</th>\s*<th\b[^>]*>\s*[^<\s]|[^>\s]\s*</th>\s*<th\b[^>]*>\s*</th>")
    assert some.search("<th></th>\n<th>A</th>")
    assert some.search("<th>A</th>\n<th></th>")
    assert [path for path in site.rglob("*.html") if some.search(path.read_text("utf-8"))] == []
