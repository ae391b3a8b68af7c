"""States of a reader's page: kinds of pages, and what opens on them; and axe, which looks for barriers in each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESKTOP, PHONE = (1280, 800), (390, 844)
VIEWS: Mapping[str, tuple[Literal["light", "dark"], tuple[int, int]]] = {
    "desktop-light": ("light", DESKTOP),
    "phone-dark": ("dark", PHONE),
    "desktop-dark": ("dark", DESKTOP),
    "phone-light": ("light", PHONE),
}


def _nothing(_: Page) -> None:
    """The page as it is opened."""


@dataclass(frozen=True, slots=True)
class State:
    """A page, what is done there, and where what opens then is to be found; without it, the whole page is meant."""

    address: str
    act: Callable[[Page], None] = _nothing
    within: str = ""


def _click(selector: str, then: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.locator(selector).first.dispatch_event("click")
        page.locator(then).first.wait_for()
        # What has been scrolled half below the bar at the top would be taken for too small to hit.
        page.evaluate("scrollBy(0, -160)")

    return act


def _list(page: Page) -> None:
    page.locator(".pw-view-choice").last.click()
    # The page's own choice: whatever is opened next begins with its chart.
    page.evaluate("localStorage.removeItem('pathway.view')")


def _card(page: Page) -> None:
    _list(page)
    page.locator(".pw-box .pw-cites a").first.focus()


def _search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("e")
    page.locator(".md-search-result__item").first.wait_for()


_FULL = "dialog[open]"
STATES: Mapping[str, State] = {
    "home": State("index.html"),
    "section": State("skin.html"),
    "list": State("skin.html", _list),
    "glance": State("glance.html"),
    "treatments": State("treatments.html"),
    "treatment": State("treatments/methotrexate.html"),
    "circumstances": State("circumstances.html"),
    "evidence": State("evidence.html"),
    "references": State("references.html"),
    "method": State("method.html"),
    "abbreviations": State("abbreviations.html"),
    "no walk": State("walk.html"),
    "poster": State("posters/skin.html"),
    "print": State("print.html", within=".pw-choice, .pw-contents"),
    "lost": State("404.html"),
    "manual": State("authors/format.html"),
    "each key": State("authors/each-key.html"),
    "statement keys": State("authors/statement-keys.html"),
    "more keys": State("authors/more-keys.html"),
    "box": State("muscle.html", _click(".pw-drawing:visible a:has(.pw-node--question, .pw-node--several)", "aside.pw-panel"), ".pw-frame"),
    "full screen": State("muscle.html", _click(".pw-tool--full", _FULL), _FULL),
    "walk": State("severe.html", _click(".pw-walk-begin", "aside.pw-walk"), ".pw-frame"),
    "patient": State("skin.html", _click(".pw-lens-open", f"{_FULL} input"), _FULL),
    "lenses": State("severe.html?has=ild,juvenile&lens=evidence"),
    "text of a chart": State("muscle.html", _click(".pw-tool--text", _FULL), _FULL),
    "search": State("index.html", _search),
    "card": State("skin.html", _card, ".pw-card-of-reference"),
}
KINDS = tuple(dict.fromkeys(state.address.partition("?")[0] for state in STATES.values()))
"""Addresses that have a page of each kind."""
OPENED: Mapping[str, State] = {name: state for name, state in STATES.items() if state.act is not _nothing or "?" in state.address}
"""Those that are more than a page as it is opened."""


def opened_on(address: str) -> Mapping[str, State]:
    """Parts that open on a section of any pathway that has a question, a circumstance and a citation."""
    return {name: replace(state, address=address) for name, state in OPENED.items() if "?" not in state.address}


def seen_in(page: Page, view: str) -> None:
    """Shows a page in a view of `VIEWS`, by its name."""
    scheme, (width, height) = VIEWS[view]
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": height})


def barriers(page: Page, within: str = "") -> list[str]:
    """Findings of axe on a page as it is now, or on the parts `within`, by all its rules of WCAG 2.2 AA and good practice."""
    # Everything else that axe knows of a page takes it thrice the time.
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = Axe().run(page, context=within or None, options=options).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]
