"""The accessibility of the built pages, by axe in a real browser: WCAG 2.2 AA and good practice, without a list of what is allowed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS: dict[str, tuple[Literal["light", "dark"], int, int]] = {"desktop-light": ("light", 1280, 800), "phone-dark": ("dark", 390, 844)}


def _click(selector: str, then: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.locator(selector).first.dispatch_event("click")
        page.locator(then).first.wait_for()
        # What has been scrolled half below the bar at the top would be taken for too small to hit.
        page.evaluate("scrollBy(0, -160)")

    return act


def _search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("e")
    page.locator(".md-search-result__item").first.wait_for()


def _nothing(_: Page) -> None:
    """The page as it is opened."""


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "home": ("index.html", _nothing),
    "section": ("skin.html", _nothing),
    "treatments": ("treatments.html", _nothing),
    "treatment": ("treatments/methotrexate.html", _nothing),
    "circumstances": ("circumstances.html", _nothing),
    "evidence": ("evidence.html", _nothing),
    "references": ("references.html", _nothing),
    "method": ("method.html", _nothing),
    "abbreviations": ("abbreviations.html", _nothing),
    "no walk": ("walk.html", _nothing),
    "lost": ("404.html", _nothing),
    "manual": ("authors/format.html", _nothing),
    "box": ("muscle.html", _click(".pw-drawing a:has(.pw-node--question)", "aside.pw-panel")),
    "full screen": ("muscle.html", _click(".pw-tool--full", "dialog[open]")),
    "walk": ("severe.html", _click(".pw-walk-begin", "aside.pw-walk")),
    "patient": ("skin.html", _click(".pw-lens-open", "dialog[open] input")),
    "lenses": ("skin.html?has=ild,juvenile&lens=evidence", _nothing),
    "search": ("index.html", _search),
    "card": ("skin.html", lambda page: page.locator(".pw-cites a").first.focus()),
}


@pytest.fixture(scope="module", params=VIEWS)
def view(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme, width, height = VIEWS[request.param]
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(view: Page, site: Path, state: str) -> None:
    address, act = STATES[state]
    view.goto("about:blank")
    view.goto(f"{site.as_uri()}/{address}")
    act(view)
    found = Axe().run(view, options={"runOnly": RULES}).response["violations"]
    told = [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]
    assert told == []
