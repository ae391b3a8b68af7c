"""axe on every page of our site, the example and the bicycle, and on all that opens on them: light and dark, on a desktop and a phone."""

import contextlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from campaigns.figures import ROOT, Figures
from campaigns.sites import built, faulty, pages, spoil
from campaigns.states import OPENED, RULES, VIEWS, State, barriers, opened_on, seen_in

sys.path.insert(0, str(ROOT / "tests"))

from browser import launched  # found once the tests' folder is on the path

_PAGE, _STATE, _MANUAL = "Pages of our site", "Open on them: box, full screen, walk, …", "Pages of its manual"
_EXAMPLE, _EXAMPLE_STATE, _BICYCLE = "Pages of the manual's example", "Open on one of them: box, walk, …", "Pages of the bicycle"
_FAULTS = "`pathway serve`, with a fault told"
_SOME = ("desktop-light", "phone-dark")
"""The views of all but our own pathway: light and dark, wide and narrow, though not each with each."""


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
    told_in = {(kind, view): f"{looked[kind, view]}: {found[kind, view]}" if looked[kind, view] else "" for kind in kinds for view in VIEWS}
    rows: list[list[str | int]] = [[kind, *(told_in[kind, view] for view in VIEWS)] for kind in kinds]
    rows.append(["**Barriers in all**", *(sum(found[kind, view] for kind in kinds) for view in VIEWS)])
    return Figures(
        "Accessibility, by axe",
        f"axe-core checked every page in Chromium, with all rules of {', '.join(f'`{rule}`' for rule in RULES)} and no exceptions."
        " Each cell gives the number of checks and of barriers found.",
        ["What was looked at", *VIEWS],
        rows,
        ["A program can check less than half of what the guidelines require. See [Accessibility](accessibility.md)."],
    )


@dataclass(frozen=True, slots=True)
class _Sight:
    """Views to check, of what kind and name; `again` where an open part does not outlive another size."""

    kind: str
    name: str
    reach: Callable[[Page], None]
    views: Iterable[str] = tuple(VIEWS)
    again: bool = False


def _looks(browser: Browser, folder: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    """The kind of each sight, the view, its name, and what axe says of it."""
    for sight in _sights(folder):
        page = browser.new_page()
        for view in sight.views:
            seen_in(page, view)
            if sight.again or page.url == "about:blank":
                page.goto("about:blank")
                sight.reach(page)
            yield sight.kind, view, sight.name, barriers(page)
        page.close()


def _sights(folder: Path) -> Iterator[_Sight]:
    sites = built(folder)
    for kind, site in ((_PAGE, sites["ours"]), (_EXAMPLE, sites["example"]), (_BICYCLE, sites["bicycle"])):
        for address in pages(site):
            reach = _opened(f"{site.as_uri()}/{address}")
            if kind == _PAGE and not _is_manual(address):
                yield _Sight(kind, address, reach)
            else:
                yield _Sight(_MANUAL if kind == _PAGE else kind, address, reach, _SOME)
    for name, state in OPENED.items():
        yield _Sight(_STATE, name, _reached(sites["ours"], state), again=True)
    for name, state in opened_on("first-line.html").items():
        yield _Sight(_EXAMPLE_STATE, name, _reached(sites["example"], state), _SOME, again=True)
    served = folder / "served"
    served.mkdir()
    with faulty(served) as address:
        yield _Sight(_FAULTS, "warning", _told(address, ".pw-preview--quiet"), _SOME)
        spoil(served)
        yield _Sight(_FAULTS, "error", _told(address, ".pw-preview:not(.pw-preview--quiet)"), _SOME)


def _is_manual(address: str) -> bool:
    return (ROOT / "docs" / address).with_suffix(".md").is_file()


def _opened(address: str) -> Callable[[Page], None]:
    def reach(page: Page) -> None:
        page.goto(address)

    return reach


def _reached(site: Path, state: State) -> Callable[[Page], None]:
    def reach(page: Page) -> None:
        page.goto(f"{site.as_uri()}/{state.address}")
        state.act(page)

    return reach


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
