"""Our built site, opened as readers open it: from a folder, or over http."""

import contextlib
import functools
import http.server
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page

from generator.cli import main

ROOT = Path(__file__).parent.parent


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the standard library's name
        """Says nothing: the tests' own output is what counts."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of our site, built by the command line."""
    folder = tmp_path_factory.mktemp("built") / "site"
    result = CliRunner().invoke(main, ["build", str(ROOT / "pathway.yaml"), "--into", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="session")
def undrawn_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with drawing switched off: every chart is left to the browser."""
    folder = tmp_path_factory.mktemp("undrawn")
    shutil.copy(ROOT / "pathway.yaml", folder)
    plugins = "[{pathway: {drawing: false}}, search, offline, mermaid2]"
    (folder / "mkdocs.yml").write_text(f"site_name: Undrawn\ntheme: {{name: material}}\nplugins: {plugins}\n")
    (folder / "docs").mkdir()
    result = CliRunner().invoke(main, ["build", str(folder / "pathway.yaml")])
    assert result.exit_code == 0, result.output
    return folder / "site"


@contextlib.contextmanager
def _served(site: Path) -> Iterator[str]:
    """The address of a site under http, in a sub-path, as hospitals host."""
    handler = functools.partial(_Silent, directory=str(site.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/{site.name}"
        running.shutdown()


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of our site under http."""
    with _served(site) as address:
        yield address


# Charts that the browser draws push the page about while they grow; a click must not hit beside its box.
_AT_REST = """() => new Promise((done) => {
  const height = document.body.scrollHeight;
  setTimeout(() => done(document.body.scrollHeight === height), 150);
})"""


@dataclass
class Visit:
    """A reader's browser; what she should never meet is kept in `complaints`."""

    base: str
    context: BrowserContext
    complaints: list[str]

    def open(self, address: str) -> Page:
        """A page of the site, its charts drawn."""
        page = self.context.new_page()
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
        page.wait_for_function("[...document.querySelectorAll('div.mermaid')].every((chart) => chart.querySelector('svg'))")
        if page.locator("div.mermaid").count():
            page.wait_for_function(_AT_REST)
        return page


@contextlib.contextmanager
def _visiting(browser: Browser, base: str) -> Iterator[Visit]:
    # What moves on the way to its place would be waited for at every click.
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    visit = Visit(base, context, [])
    yield visit
    context.close()
    assert visit.complaints == []


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Visit]:
    """A reader who opened our site's folder, where browsers allow least; she meets no error and asks nothing of the network."""
    with _visiting(browser, site.as_uri()) as visit:
        yield visit


@pytest.fixture(params=["http", "folder"])
def both_ways(request: pytest.FixtureRequest, browser: Browser, site: Path, server: str) -> Iterator[Visit]:
    """The same reader, and one of the site over http: for what depends on addresses, files and the browser's trust."""
    with _visiting(browser, server if request.param == "http" else site.as_uri()) as visit:
        yield visit


@pytest.fixture
def undrawn_visit(browser: Browser, undrawn_site: Path) -> Iterator[Visit]:
    """A reader of the site whose charts the browser draws."""
    with _visiting(browser, undrawn_site.as_uri()) as visit:
        yield visit


@pytest.fixture(params=["http", "folder"])
def undrawn_both_ways(request: pytest.FixtureRequest, browser: Browser, undrawn_site: Path) -> Iterator[Visit]:
    """The same, and over http."""
    with _served(undrawn_site) as address, _visiting(browser, address if request.param == "http" else undrawn_site.as_uri()) as visit:
        yield visit


@pytest.fixture(scope="session")
def unused_tcp_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
