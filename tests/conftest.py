"""Shared fixtures: hypothesis profiles, a browser, and the renewal of gold files."""

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from browser import browser, pytest_terminal_summary
from hosting import (
    both_ways,
    http_visit,
    page,
    server,
    shared_context,
    shared_telephone,
    shared_without_scripts,
    site,
    telephone,
    unused_tcp_port,
    visit,
    without_scripts,
)

__all__ = [
    "both_ways",
    "browser",
    "http_visit",
    "page",
    "pytest_terminal_summary",
    "server",
    "shared_context",
    "shared_telephone",
    "shared_without_scripts",
    "site",
    "telephone",
    "unused_tcp_port",
    "visit",
    "without_scripts",
]

# What an earlier run stored must not help, or hide, anything; `test_cache` has caches of its own.
os.environ["PATHWAY_CACHE"] = "off"

# Laptops look for new cases at every run; CI asks the same questions each time, so that a red run can be repeated.
_COMMON = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", _COMMON)
settings.register_profile("ci", _COMMON, derandomize=True, print_blob=True)
settings.register_profile(
    "quick", _COMMON, derandomize=True, max_examples=25
)  # for the campaign `checks`, which runs some tests very often
settings.load_profile("ci" if os.environ.get("CI") else "dev")

# Who starts us in the background may have Ctrl+C ignored, and then so would be the programs that tests end with it.
signal.signal(signal.SIGINT, signal.default_int_handler)


LONGEST = (
    *"test_walk test_cache test_print test_accessibility test_lens test_preview test_chart test_search test_docs".split(),
    *"test_cli test_cards test_site test_hostile test_hosting test_chart_layout test_print_parts test_walk_kinds test_autofix".split(),
    *"test_authoring test_build test_bibtex test_diagnostics test_references test_evidence_page test_words test_marks".split(),
    *"test_walk_follower test_walk_definition test_migration".split(),
)
"""Files that take longest begin first, so that at the end no worker waits for one of them; the second needs no site that the first builds."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the longest files first; the others stay in their order."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--regold`: write what the tests find into the gold files instead of comparing; read the diff before committing."""
    parser.addoption("--regold", action="store_true", help="write the gold files in tests/gold instead of comparing")


class Gold:
    """The gold files; they are compared whole."""

    def __init__(self, *, renew: bool) -> None:
        self._renew = renew

    def check(self, name: str, text: str) -> None:
        """Compares `text` with `tests/gold/<name>`, or writes it there under `--regold`."""
        file = Path(__file__).parent / "gold" / name
        if self._renew:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        assert text == file.read_text("utf-8"), f"{name} differs; if it should, run “pytest --regold” and read the diff"


@pytest.fixture(scope="session")
def gold(request: pytest.FixtureRequest) -> Gold:
    """Compares texts with the files in `tests/gold`."""
    return Gold(renew=request.config.getoption("--regold"))
