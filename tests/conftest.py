"""Shared fixtures: hypothesis profiles, a browser, and the renewal of gold files."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from browser import browser, pytest_terminal_summary
from hosting import (
    both_ways,
    example_sites,
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
from sampling import left_for_releases, sample

__all__ = [
    "both_ways",
    "browser",
    "example_sites",
    "http_visit",
    "page",
    "pytest_terminal_summary",
    "sample",
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

# What an earlier run stored must not help, or hide, anything: the workers of one run share a cache that ends with it. Tests of the cache
# have their own, and prove that a site is the same without one.
_IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
if not _IS_WORKER:
    os.environ["PATHWAY_CACHE"] = tempfile.mkdtemp(prefix="pathway-tests-")

# Laptops look for new cases at every run; CI asks the same questions each time, so that a red run can be repeated.
_COMMON = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", _COMMON)
settings.register_profile("ci", _COMMON, derandomize=True, print_blob=True)
settings.register_profile("whole", _COMMON, max_examples=300)
settings.register_profile(
    "quick", _COMMON, derandomize=True, max_examples=25
)  # for the campaign `checks`, which runs some tests very often
settings.load_profile("ci" if os.environ.get("CI") else "dev")

# Who starts us in the background may have Ctrl+C ignored, and then so would be the programs that tests end with it.
signal.signal(signal.SIGINT, signal.default_int_handler)


LONGEST = (
    *"test_walk test_walk_drugs test_lens test_walk_kinds test_print test_accessibility test_hosting test_chart test_cli".split(),
    *"test_walk_steps test_walk_given test_docs test_site test_diagnostics test_walk_again test_format2_pages test_rules".split(),
    *"test_views test_page_look test_poster test_walk_options test_marks_seen test_export test_preview test_schema".split(),
    *"test_autofix test_reports test_dose_rows test_search_order test_walk_times test_search test_doses_of_several".split(),
    *"test_evidence_page test_paths test_one_truth test_phone test_chart_layout test_svg test_write_files test_references".split(),
    *"test_words test_hostile test_plain_words test_styles test_elsewhere test_syntax_errors test_glance test_cards".split(),
    *"test_gallery test_architecture test_safety".split(),
)
"""Files that take longest begin first, so that at the end no worker waits for one of them; the second needs no site that the first builds."""


def pytest_configure(config: pytest.Config) -> None:
    """Before tests are read, which say how many times as many inputs as usual they want."""
    if config.getoption("--whole"):
        settings.load_profile("whole")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Puts the longest files first, the others in their order; without `--whole`, a sample of each sweep is left."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))
    if not config.getoption("--whole"):
        left_out = {*left_for_releases(items)}
        config.hook.pytest_deselected(items=[item for item in items if item in left_out])
        items[:] = [item for item in items if item not in left_out]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--regold` and `--whole`."""
    parser.addoption(
        "--regold", action="store_true", help="write the gold files in tests/gold instead of comparing; read the diff before committing"
    )
    parser.addoption(
        "--whole", action="store_true", help="run what is kept for releases, and all cases of sweeps, of which a sample runs otherwise"
    )


def pytest_unconfigure() -> None:
    """Removes the cache of this run."""
    if not _IS_WORKER:
        shutil.rmtree(os.environ["PATHWAY_CACHE"], ignore_errors=True)


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
