"""A reader who opens every page of a site and does what readers do; what she sees is kept, and whatever runs, asks or complains."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from campaigns.comparing import Held, held

_LOOK = Path(__file__).with_name("seen.js").read_text("utf-8")
_CITATIONS = 10
_PATIENCE = 300_000
"""In ms: a document for paper can hold thousands of hostile texts."""


class Visitor:
    """Looks at one site, from its folder and without any policy that would keep foreign scripts from running."""

    def __init__(self, page: Page, site: Path) -> None:
        self._page = page
        self._base = site.as_uri()
        self.files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))

    def look(self, part: str = "html") -> Held:
        """Content of a part of the open page."""
        return held(self._page.evaluate(f"([base, part]) => ({_LOOK})(base, document.querySelector(part))", [self._base, part]))

    def open(self, address: str) -> None:
        """Opens a page."""
        self._page.goto(f"{self._base}/{address}")

    def cards(self, address: str) -> Iterator[tuple[str, Held]]:
        """The card of each of the first citations of a page."""
        self.open(address)
        for number, link in enumerate(self._page.locator(".pw-statement-text .pw-cites a").all()[:_CITATIONS]):
            link.focus()
            self._page.wait_for_function("document.querySelector('.pw-card-of-reference')?.textContent.trim()")
            yield f"{address}, card {number + 1}", self.look(".pw-card-of-reference")
            self._page.keyboard.press("Escape")

    def lens(self, address: str) -> Iterator[tuple[str, Held]]:
        """A page with the lenses on."""
        self.open(f"{address}?has=c0,a1&lens=evidence")
        self._page.wait_for_function("Boolean(window.pathway.lens?.turn)")
        yield f"{address}, lenses", self.look("article")

    def walk(self) -> Iterator[tuple[str, Held]]:
        """A walk step by step to its end, and its summary."""
        self.open("index.html")
        for step, _ in enumerate(walked(self._page), 1):
            yield f"walk, step {step}", self.look("aside.pw-walk")
        yield "walk, summary", self.look(".pw-walked")


def walked(page: Page) -> Iterator[None]:
    """Walks from the home page to the summary, always by the first choice; stops at each step."""
    page.locator(".pw-walk-way button").click()
    while not page.get_by_text("End of this branch").count():
        page.wait_for_selector("aside.pw-walk h3:focus")
        yield
        choice = page.locator("aside.pw-walk :is(label, button).pw-walk-choice:not(:has(:disabled, :checked))").first
        if choice.count():
            choice.click()
        go = page.locator("aside.pw-walk .pw-panel-body .pw-walk-go")
        if go.count() and not page.get_by_text("End of this branch").count():
            go.click()
        page.wait_for_load_state()
    page.get_by_role("link", name="Summary").last.click()
    page.wait_for_selector(".pw-walked--made")


@contextlib.contextmanager
def visiting(browser: Browser, site: Path, complaints: list[str]) -> Iterator[Visitor]:
    """A visitor; what runs, asks for something outside or complains is added to `complaints`."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    base = site.as_uri()

    def dialog(shown: Any) -> None:
        complaints.append(f"dialog: {shown.message}")
        shown.dismiss()

    page.on("dialog", dialog)
    page.on("console", lambda message: complaints.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("popup", lambda opened: complaints.append(f"window: {opened.url}"))
    page.on("download", lambda file: complaints.append(f"file: {file.url}"))
    page.on("request", lambda asked: None if asked.url.startswith((base, "data:")) else complaints.append(f"request: {asked.url}"))
    yield Visitor(page, site)
    context.close()
