"""A build shared among processes: what comes of it, what it says, and that no process outlives it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path

import pytest

from bench.synthetic import pathway
from generator.mkdocs.worker_pool import Each
from hosting import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does all")
CONFIGURATION = """site_name: Shared
site_dir: {site}
theme: {{name: material}}
plugins: [{{pathway: {{processes: {processes}}}}}, search, offline, mermaid2]
"""
PAGES = {f"page{number}.md": f"# Page {number}\n\nSee [the next](page{number + 1}.md).\n" for number in range(24)}
CLEAN = PAGES | {"page24.md": "# Last\n\n```mermaid\nsequenceDiagram\n  A->>B: drawn by the browser\n```\n"}
WARNED = PAGES | {"page24.md": "# Last\n\n[Nowhere](nowhere.md), and [no such place](page0.md#nowhere)\n"}
UNREADABLE = CLEAN | {"page9.md": "\udcff"}
WITHOUT_TEMPLATE = CLEAN | {"page9.md": "---\ntemplate: nowhere.html\n---\n\n# Nine\n"}


def _built(folder: Path, pages: dict[str, str], processes: int) -> tuple[int, list[str]]:
    """The status of `pathway build`, and what it says, apart from times."""
    (folder / "docs").mkdir(parents=True)
    (folder / "pathway.yaml").write_bytes((ROOT / "tests" / "valid" / "smallest.yaml").read_bytes())
    (folder / "mkdocs.yml").write_text(CONFIGURATION.format(site=folder / "site", processes=processes), "utf-8")
    for name, text in pages.items():
        (folder / "docs" / name).write_text(text, "utf-8", errors="surrogateescape")
    done = subprocess.run([sys.executable, "-m", "generator", "build"], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, (done.stdout + done.stderr).replace(str(folder), "").splitlines()


def _contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("pages", "status"), [(CLEAN, 0), (WARNED, 1), (UNREADABLE, 1), (WITHOUT_TEMPLATE, 1)])
def test_a_shared_build_is_that_of_one_process(pages: dict[str, str], status: int, tmp_path: Path) -> None:
    """Byte for byte, and in what it says: of links that lead nowhere, of a chart left to the browser, of a page that cannot be made."""
    alone = _built(tmp_path / "alone", pages, 1)
    shared = _built(tmp_path / "shared", pages, 3)
    assert alone == shared
    assert alone[0] == status
    assert alone[1] != []
    if status == 0:
        assert _contents(tmp_path / "alone" / "site") == _contents(tmp_path / "shared" / "site")


def _reciprocal(number: int) -> float:
    return 1 / number


def _killed_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize(("work", "done"), [(_reciprocal, range(1, 9)), (lambda number: -number, range(9))])
def test_what_fails_is_left_out(work: Callable[[int], float], done: range) -> None:
    assert list(Each(work, range(9), 2)) == [(number, work(number)) for number in done]
    assert active_children() == []


def test_a_process_that_dies_takes_no_result_along_that_was_given() -> None:
    found = dict(Each(_killed_at_three, range(50), 2))
    assert 3 not in found
    assert all(number == result for number, result in found.items())
    assert active_children() == []


@contextmanager
def _large_build(folder: Path) -> Iterator["tuple[subprocess.Popen[str], list[int]]"]:
    """A build that has just begun to share its work, and its processes."""
    (folder / "pathway.yaml").write_text(pathway(200), "utf-8")
    command = [sys.executable, "-m", "generator", "build", "--into", "site"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while not (children := [int(child) for child in listed.read_text().split()]):
            assert process.poll() is None
            time.sleep(0.01)
        yield process, children
        process.kill()


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one processor, nothing to share")
@pytest.mark.parametrize(("sign", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)])
def test_no_process_outlives_a_build(sign: signal.Signals, status: int, tmp_path: Path) -> None:
    """However it ends; Ctrl+C, which goes to all of them, makes none of them complain."""
    with _large_build(tmp_path) as (process, children):
        for one in (process.pid, *(children if sign == signal.SIGINT else ())):
            os.kill(one, sign)
        _, said = process.communicate(timeout=60)
    assert process.returncode == status
    assert "Traceback" not in said
    while any(Path(f"/proc/{child}/stat").exists() and Path(f"/proc/{child}/stat").read_text().split()[2] != "Z" for child in children):
        time.sleep(0.01)
    assert not (tmp_path / "site").exists()
