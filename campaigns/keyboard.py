"""The keyboard alone, and enlarged pages: Tab once around each kind of page; 400 %, larger and wider text, and targets on every page."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from playwright.sync_api import Browser, ElementHandle, Page

from campaigns.figures import ROOT, Figures
from campaigns.keys import Tabbed, tabbed
from campaigns.reflow import ZOOMED, enlarge, lost, widen
from campaigns.sites import built, pages
from campaigns.states import DESKTOP, PHONE, STATES, State, seen_in

sys.path.insert(0, str(ROOT / "tests"))

from browser import launched  # found once the tests' folder is on the path

Row: TypeAlias = list[str | int]

_LONG = ("references", "evidence", "manual", "lenses", "section")
"""Hundreds of stops of the same few kinds: Tab goes over them in one window, and forward only."""

_COVERED = ("print", "card")
"""Left out: the one has thousands of stops, those of all other pages; the other is a section, where each citation shows its card."""

_WINDOWS = {"wide": DESKTOP, "phone": PHONE, "400 %": ZOOMED}

_SMALL = """() => {
  const boxes = [...document.querySelectorAll(".pw-drawing a")].map((box) => box.getBoundingClientRect()).filter(({ width }) => width);
  const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
  const small = boxes.filter(({ width, height }) => Math.min(width, height) < 24);
  const near = (box) => boxes.some((other) => {
    if (other === box) return false;
    const [x, y] = middle(box);
    const at = [Math.min(Math.max(x, other.left), other.right), Math.min(Math.max(y, other.top), other.bottom)];
    return Math.hypot(x - at[0], y - at[1]) < 12 || (small.includes(other) && Math.hypot(x - middle(other)[0], y - middle(other)[1]) < 24);
  });
  return [boxes.length, small.filter(near).map(({ width, height }) => `a box of ${width.toFixed()} by ${height.toFixed()} pixels`)];
}"""
"""The boxes of charts, and those smaller than 24 by 24 pixels that are too close to another: axe knows no links in drawings."""


def run() -> Figures:
    """Tabs over the states, and enlarges the pages; what is wrong is printed at once."""
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        sites = built(Path(folder))
        rows = [_around(browser, sites["ours"], *way) for way in _ways()]
        every = [site / address for site in sites.values() for address in pages(site)]
        rows += _laid_out(browser, [path.as_uri() for path in every])
        rows += _aimed_at(browser, [path.as_uri() for path in every if 'class="pw-drawing' in path.read_text("utf-8")])
    return Figures(
        "Keyboard, enlargement and spacing",
        "Tab went once around each kind of page and what opens on it: it must reach every link and field once, show the focus, and "
        "nothing may cover it. Every page was laid out at 400 %, with text alone at 200 %, and with wider text: nothing may be cut "
        "off, overlap, or scroll both ways. Boxes of charts must be 24 by 24 pixels or that far apart; axe checks other targets.",
        ["What was tried", "Pages", "Stops, boxes", "Faults"],
        rows,
        [
            "A small window cuts off the page's name in the top bar. It is complete below.",
            "Pages with hundreds of stops were tried in a wide window only, forward; the print page was not.",
            "Search results are no stops: the arrow keys go through them.",
        ],
    )


def _ways() -> Iterator[tuple[str, str, list[str]]]:
    """The windows, the keys, and the states that they go around."""
    names = [name for name in STATES if name not in _COVERED]
    short = [name for name in names if name not in _LONG]
    yield "wide", "Tab", names
    yield "wide", "Shift+Tab", short
    yield "phone", "Tab", short
    yield "400 %", "Tab", short


def _around(browser: Browser, site: Path, window: str, key: str, names: list[str]) -> Row:
    found = {name: _tabbed(browser, site, STATES[name], key, _WINDOWS[window]) for name in names}
    told = [f"{key}, {window}, {name}: {one}" for name, tabs in found.items() for one in tabs.wrong]
    return [f"{key}, once around, {window}", len(found), sum(tabs.stops for tabs in found.values()), _told(told)]


def _tabbed(browser: Browser, site: Path, state: State, key: str, size: tuple[int, int]) -> Tabbed:
    page = browser.new_page()
    seen_in(page, "desktop-light")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{site.as_uri()}/{state.address}")
    state.act(page)
    found = tabbed(page, key)
    page.close()
    return found


def _laid_out(browser: Browser, addresses: list[str]) -> Iterator[Row]:
    """Content lost on each page in each layout."""
    laid_out = [(address, _lost(browser, address)) for address in addresses]
    for number, title in enumerate(("400 % (320 by 256 pixels)", "Text alone at 200 % (1.4.4)", "Wider text (1.4.12)")):
        told = [f"{title}, {address}: {one}" for address, found in laid_out for one in found[number]]
        yield [title, len(addresses), "", _told(told)]


def _aimed_at(browser: Browser, addresses: list[str]) -> Iterator[Row]:
    """How large the boxes of charts are on pages that have some."""
    for window in ("wide", "phone"):
        sizes = [(address, *_sizes(browser, address, _WINDOWS[window])) for address in addresses]
        told = [f"{window}, {address}: {one}" for address, _, small in sizes for one in small]
        yield [f"Boxes of charts (2.5.8), {window}", len(addresses), sum(boxes for _, boxes, _ in sizes), _told(told)]


def _sizes(browser: Browser, address: str, size: tuple[int, int]) -> tuple[int, list[str]]:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(address)
    boxes, small = page.evaluate(_SMALL)
    page.close()
    return boxes, small


def _lost(browser: Browser, address: str) -> tuple[list[str], list[str], list[str]]:
    """Content lost on a page at 400 %, with larger text, and with wider text."""
    page = browser.new_page()
    seen_in(page, "desktop-light")
    page.goto(address)
    larger, wider = (_lost_in(page, style) for style in (enlarge, widen))
    page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    page.reload()
    zoomed = lost(page)
    page.close()
    return zoomed, larger, wider


def _lost_in(page: Page, style: Callable[[Page], ElementHandle]) -> list[str]:
    made = style(page)
    found = lost(page)
    made.evaluate("style => style.remove()")
    return found


def _told(faults: list[str]) -> int:
    for fault in faults:
        print(f"\n{fault}", flush=True)
    return len(faults)
