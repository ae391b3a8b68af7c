"""axe on every page of our site and of the bicycle, and on all that opens on them: light and dark, on a desktop and on a phone."""

import contextlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from torture.figures import ROOT, Figures
from torture.sites import built, faulty, pages, spoil
from torture.states import RULES, STATES, VIEWS, State, barriers, seen_in

sys.path.insert(0, str(ROOT / "tests"))

from browser import launched  # found once the tests' folder is on the path

_PAGE, _STATE, _FAULTS = "Pages of our site and its manual", "Open on them: box, full screen, walk, …", "`pathway serve`, with a fault told"
_BICYCLE = "Pages of the bicycle"


def run() -> Figures:
    """Looks at all of them; a barrier is printed at once."""
    looked: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        for kind, view, name, told in _looks(browser, Path(folder)):
            looked[kind, view] += 1
            found[kind, view] += len(told)
            for one in told:
                print(f"\n{name}, {view}: {one}", flush=True)
    kinds = dict.fromkeys(kind for kind, _ in looked)
    rows: list[list[str | int]] = [[kind, *(f"{looked[kind, view]}: {found[kind, view]}" for view in VIEWS)] for kind in kinds]
    rows.append(["**Barriers in all**", *(sum(found[kind, view] for kind in kinds) for view in VIEWS)])
    return Figures(
        "Accessibility, by axe",
        f"Every page was opened in Chromium and looked at by axe-core, by all rules of {', '.join(f'`{rule}`' for rule in RULES)},"
        " without a list of what is allowed. A cell has the number of looks, and how many barriers were found.",
        ["What was looked at", *VIEWS],
        rows,
        ["axe finds what a program can find, which is less than half of what the guidelines ask: see [Accessibility](accessibility.md)."],
    )


def _looks(browser: Browser, folder: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    sites = built(folder)
    for kind, site in ((_PAGE, sites["ours"]), (_BICYCLE, sites["bicycle"])):
        for address in pages(site):
            yield from _in_views(browser, kind, address, _opened(f"{site.as_uri()}/{address}"))
    for name, state in STATES.items():
        yield from _in_views(browser, _STATE, name, _reached(sites["ours"], state), again=True)
    served = folder / "served"
    served.mkdir()
    with faulty(served) as address:
        yield from _in_views(browser, _FAULTS, "warning", _told(address, ".pw-preview--quiet"))
        spoil(served)
        yield from _in_views(browser, _FAULTS, "error", _told(address, ".pw-preview:not(.pw-preview--quiet)"))


def _opened(address: str) -> Callable[[Page], None]:
    def reach(page: Page) -> None:
        page.goto(address)

    return reach


def _reached(site: Path, state: State) -> Callable[[Page], None]:
    def reach(page: Page) -> None:
        page.goto(f"{site.as_uri()}/{state.address}")
        state.act(page)

    return reach


def _in_views(
    browser: Browser, kind: str, name: str, reach: Callable[[Page], object], *, again: bool = False
) -> Iterator[tuple[str, str, str, list[str]]]:
    """What axe says of a page in each view; `again` where what is open does not outlive another size."""
    page = browser.new_page()
    for view in VIEWS:
        seen_in(page, view)
        if again or page.url == "about:blank":
            page.goto("about:blank")
            reach(page)
        yield kind, view, name, barriers(page)
    page.close()


def _told(address: str, fault: str) -> Callable[[Page], None]:
    """Opens a page whose pathway has a fault, once the server is there, and the list of faults."""

    def reach(page: Page) -> None:
        for _ in range(100):
            with contextlib.suppress(Error):
                page.goto(f"{address}/chain.html")
                break
            time.sleep(0.5)
        page.locator(f"{fault}:not([hidden])").wait_for()
        button = page.locator(".pw-preview button")
        if button.get_attribute("aria-expanded") == "false":
            button.click()

    return reach
