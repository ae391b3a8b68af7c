"""A browser for the tests that need one; where there is none they are skipped, and the summary says how many.

`python tests/browser.py` says whether there is one.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.output.pdf import find_browser

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A process for each page, and one kept in reserve, take a fifth of the processor time of opening one. The others are Playwright's, which
    # this replaces.
    "--renderer-process-limit=1",
    "--disable-features=SpareRendererForSitePerProcess,PaintHolding,HttpsUpgrades",
)
_MISSING = "no browser: install Chromium, or run “playwright install chromium”"


class NoBrowserError(Exception):
    """There is no browser that starts; `args` say why, in a line."""


def _program() -> str | None:
    # The same engine without windows, which otherwise take more time than small pages; Playwright's own is one, too.
    return shutil.which("chromium-headless-shell") or find_browser()


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless Chromium: the system's, else Playwright's own."""
    with ExitStack() as stack:
        try:
            playwright = stack.enter_context(sync_playwright())
            chromium = stack.enter_context(playwright.chromium.launch(executable_path=_program(), args=_ARGUMENTS))
        except Exception as error:  # where a library of its own is missing, Playwright raises no error of its own
            raise NoBrowserError(str(error).partition("\n")[0]) from error
        yield chromium


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
