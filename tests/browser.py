"""A browser for the tests that need one; where there is none they are skipped, and the summary says how many.

`python tests/browser.py` says whether there is one.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
# Where browsers lie on macOS and Windows, which put them on no search path.
_PLACES = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_MISSING = "no browser: install Chromium, or run “playwright install chromium”"


class NoBrowserError(Exception):
    """There is no browser that starts; `args` say why, in a line."""


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless Chromium: the system's, else Playwright's own."""
    with ExitStack() as stack:
        try:
            playwright = stack.enter_context(sync_playwright())
            chromium = stack.enter_context(playwright.chromium.launch(executable_path=_system(), args=_ARGUMENTS))
        except Exception as error:  # where a library of its own is missing, Playwright raises no error of its own
            raise NoBrowserError(str(error).partition("\n")[0]) from error
        yield chromium


def _system() -> str | None:
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    folders = [Path("/Applications"), *(Path(os.environ[name]) for name in _FOLDERS if name in os.environ)]
    places = (folder / place for folder in folders for place in _PLACES)
    return found or next((str(place) for place in places if place.is_file()), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with ExitStack() as stack:
        try:
            chromium = stack.enter_context(launched())
        except NoBrowserError as error:
            pytest.skip(f"{_MISSING} ({error})")
        yield chromium


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says aloud what was not tested for want of a browser."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if _MISSING in str(report.longrepr)]
    if skipped:
        terminalreporter.section("NOT TESTED", red=True, bold=True)
        terminalreporter.line(f"{len(skipped)} tests need a browser and were skipped: {_MISSING}", red=True)


if __name__ == "__main__":
    try:
        with launched():
            sys.exit()
    except NoBrowserError as error:
        sys.exit(str(error))
