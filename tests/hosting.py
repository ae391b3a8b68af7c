"""Our built site, opened as readers open it: from a folder, or over http."""

import contextlib
import functools
import http.server
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from generator.cli import main
from generator.scaffold import examples

ROOT = Path(__file__).parent.parent


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the standard library's name
        """Says nothing: the tests' own output is what counts."""


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], None]) -> Path:
    """A folder that one of the workers fills and all use."""
    base = factory.getbasetemp()
    done = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    lock, new = done.with_suffix(".lock"), done.with_suffix(".new")
    while not done.exists():
        try:
            lock.mkdir()
        except FileExistsError:  # another worker is at it
            time.sleep(0.1)
            continue
        try:
            if not done.exists():
                shutil.rmtree(new, ignore_errors=True)
                new.mkdir()
                build(new)
                new.rename(done)
        finally:
            lock.rmdir()
    return done


def build_site(*arguments: object) -> None:
    """Build a site by the command line."""
    result = CliRunner().invoke(main, ["build", *map(str, arguments)])
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of our site, built by the command line."""
    return built_once(tmp_path_factory, "built", lambda folder: build_site(ROOT / "pathway.yaml", "--into", folder / "site")) / "site"


@pytest.fixture(scope="session")
def example_sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of the sites of the examples, each by its name."""

    def build(folder: Path) -> None:
        for name in examples():
            build_site(ROOT / "generator/scaffold/examples" / name / "pathway.yaml", "--into", folder / name)

    return built_once(tmp_path_factory, "examples", build)


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site under http, in a sub-path, as hospitals host."""
    handler = functools.partial(_Silent, directory=str(site.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/{site.name}"
        running.shutdown()


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of our site under http."""
    with served(site) as address:
        yield address


# Diagrams that the browser draws push the page about while they grow.
_AT_REST = """() => new Promise((done) => {
  const height = document.body.scrollHeight;
  setTimeout(() => done(document.body.scrollHeight === height), 150);
})"""


def show_list(page: Page) -> None:
    """Turns a page to the list of its boxes."""
    page.locator(".pw-view-choice").last.click()


@dataclass
class Visit:
    """A reader's browser; what she should never meet is kept in `complaints`."""

    base: str
    context: BrowserContext
    complaints: list[str]

    def open(self, address: str, size: ViewportSize | None = None) -> Page:
        """A page of the site, its diagrams drawn, in a window of a size; without it, in that of the context."""
        page = self.context.new_page()
        if size:
            page.set_viewport_size(size)
        page.on(
            "console",
            lambda message: self.complaints.append(f"{message.type}: {message.text}") if message.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                self.complaints.append(f"asked for {request.url}") if not request.url.startswith((self.base, "data:")) else None
            ),
        )
        page.goto(f"{self.base}/{address}")
        if page.locator("div.mermaid").count():
            page.wait_for_function("[...document.querySelectorAll('div.mermaid')].every((chart) => chart.querySelector('svg'))")
            page.wait_for_function(_AT_REST)
        return page

    def open_list(self, address: str) -> Page:
        """The same, with the boxes of its charts as a list."""
        page = self.open(address)
        show_list(page)
        return page


_IN_A_FOLDER = (ROOT / "generator/assets/mark.svg").as_uri()


@dataclass
class SharedContext:
    """A context for many tests: with a page of each site left open, a new page costs half the time of one in a new process."""

    context: BrowserContext
    kept: dict[str, Page] = field(default_factory=dict)

    def keep(self, address: str) -> None:
        """Leaves a page of a site open; all in folders are one."""
        if address not in self.kept:
            self.kept[address] = self.context.new_page()
            self.kept[address].goto(address)

    def reset(self) -> None:
        """Closes what a test opened, and forgets what it stored or was allowed."""
        for page in self.context.pages:
            if page not in self.kept.values():
                page.close()
        for page in self.kept.values():
            page.evaluate("localStorage.clear()")
        self.context.clear_cookies()
        self.context.clear_permissions()


def _shared(browser: Browser, **options: Any) -> Iterator[SharedContext]:
    context = _reader(browser, **options)
    yield SharedContext(context)
    context.close()


@pytest.fixture(scope="session")
def shared_context(browser: Browser) -> Iterator[SharedContext]:
    """The context of all visits."""
    yield from _shared(browser)


@pytest.fixture(scope="session")
def shared_telephone(browser: Browser) -> Iterator[SharedContext]:
    """The context of all visits with a telephone."""
    yield from _shared(browser, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)


@pytest.fixture(scope="session")
def shared_without_scripts(browser: Browser) -> Iterator[SharedContext]:
    """The context of all visits without scripts."""
    yield from _shared(browser, java_script_enabled=False)


@contextlib.contextmanager
def visiting(shared: SharedContext, base: str) -> Iterator[Visit]:
    """A visit of a site; what it leaves behind is gone with it."""
    shared.keep(f"{base}/404.html")
    visit = Visit(base, shared.context, [])
    try:
        yield visit
    finally:
        shared.reset()
    assert visit.complaints == []


def _reader(browser: Browser, **options: Any) -> BrowserContext:
    # What moves on the way to its place would be waited for at every click.
    return browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options})


@contextlib.contextmanager
def new_pages(shared: SharedContext) -> Iterator[Callable[[], Page]]:
    """New pages for any address, on which no script fails."""
    errors: list[str] = []

    def opened() -> Page:
        page = shared.context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    shared.keep(_IN_A_FOLDER)
    yield opened
    shared.reset()
    assert errors == []


@pytest.fixture
def page(shared_context: SharedContext) -> Iterator[Page]:
    """A page for any address, on which no script fails."""
    with new_pages(shared_context) as new:
        yield new()


@pytest.fixture
def visit(shared_context: SharedContext, site: Path) -> Iterator[Visit]:
    """A reader who opened our site's folder, where browsers allow least; she meets no error and asks nothing of the network."""
    with visiting(shared_context, site.as_uri()) as visit:
        yield visit


@pytest.fixture
def telephone(shared_telephone: SharedContext, site: Path) -> Iterator[Visit]:
    """The same reader, with a telephone."""
    with visiting(shared_telephone, site.as_uri()) as visit:
        yield visit


@pytest.fixture
def without_scripts(shared_without_scripts: SharedContext, site: Path) -> Iterator[Visit]:
    """The same reader, in whose browser no script runs."""
    with visiting(shared_without_scripts, site.as_uri()) as visit:
        yield visit


@pytest.fixture
def http_visit(shared_context: SharedContext, server: str) -> Iterator[Visit]:
    """A reader of the site over http."""
    with visiting(shared_context, server) as visit:
        yield visit


@pytest.fixture(params=["http", "folder"])
def both_ways(request: pytest.FixtureRequest, shared_context: SharedContext, site: Path, server: str) -> Iterator[Visit]:
    """The same reader, and one of the site over http: for what depends on addresses, files and the browser's trust."""
    with visiting(shared_context, server if request.param == "http" else site.as_uri()) as visit:
        yield visit


@pytest.fixture(scope="session")
def unused_tcp_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
