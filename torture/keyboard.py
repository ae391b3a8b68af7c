"""The keyboard alone, and enlarged pages: Tab once around each kind of page; 400 % and wider text on every page."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, ElementHandle, Page

from torture.figures import ROOT, Figures
from torture.keys import tabbed
from torture.reflow import ZOOMED, enlarge, lost, widen
from torture.sites import built, pages
from torture.states import STATES, State, seen_in

sys.path.insert(0, str(ROOT / "tests"))

from browser import launched  # found once the tests' folder is on the path

_LONG = ("references", "evidence", "manual", "lenses", "section")
"""Hundreds of stops of the same few kinds: Tab goes over them forward only."""

_COVERED = ("print", "card")
"""Left out: the one has thousands of stops, those of all other pages; the other is a section, where each citation shows its card."""


def run() -> Figures:
    """Tabs over the states, and enlarges the pages; what is wrong is printed at once."""
    rows: list[list[str | int]] = []
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        sites = built(Path(folder))
        for key, names in _ways():
            found = {name: _tabbed(browser, sites["ours"], STATES[name], key) for name in names}
            told = [f"{name}: {one}" for name, (_, wrong) in found.items() for one in wrong]
            rows.append([f"{key}, once around", len(found), sum(stops for stops, _ in found.values()), _told(told)])
        every = [f"{site.as_uri()}/{address}" for site in sites.values() for address in pages(site)]
        laid_out = [(address, _lost(browser, address)) for address in every]
        for number, title in enumerate(("400 % (320 by 256 pixels)", "Text alone at 200 % (1.4.4)", "Wider text (1.4.12)")):
            told = [f"{title}, {address}: {one}" for address, found in laid_out for one in found[number]]
            rows.append([title, len(every), "", _told(told)])
    return Figures(
        "Keyboard, enlargement and spacing",
        "Tab went once around each kind of page and what opens on it: every link and field was to be reached once, to show that it has the"
        " focus, and not to lie under anything. Every page of our site, its manual, the manual's example and the bicycle was laid out as at"
        " 400 %, with text alone at 200 %, and with wider text: nothing was to be cut off, to lie over anything else, or to need scrolling"
        " both ways.",
        ["What was tried", "Pages", "Stops", "Faults"],
        rows,
        [
            "The name of the page in the bar at the top is cut off in a small window. It stands whole below it.",
            "Tab did not go backward over pages with hundreds of stops, nor at all over that for print, which has those of all others.",
        ],
    )


def _ways() -> Iterator[tuple[str, list[str]]]:
    """The keys, and the states that they go around."""
    names = [name for name in STATES if name not in _COVERED]
    yield "Tab", names
    yield "Shift+Tab", [name for name in names if name not in _LONG]


def _tabbed(browser: Browser, site: Path, state: State, key: str) -> tuple[int, tuple[str, ...]]:
    page = browser.new_page()
    seen_in(page, "desktop-light")
    page.goto(f"{site.as_uri()}/{state.address}")
    state.act(page)
    found = tabbed(page, key)
    page.close()
    return found.stops, found.wrong


def _lost(browser: Browser, address: str) -> tuple[list[str], list[str], list[str]]:
    """What is lost on a page at 400 %, with larger text, and with wider text."""
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
