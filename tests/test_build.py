"""Builds with MkDocs: what they say of pages that are wrong, and what is left of one that is interrupted."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.synthetic import pathway
from generator.cli import main
from hosting import ROOT

CONFIGURATION = """site_name: Built
site_dir: {site}
theme: {{name: material}}
plugins: [pathway, search, offline, mermaid2]
"""
PAGES = {f"page{number}.md": f"# Page {number}\n\nSee [the next](page{number + 1}.md).\n" for number in range(24)}
CLEAN = PAGES | {"page24.md": "# Last\n\n```mermaid\nsequenceDiagram\n  A->>B: drawn by the browser\n```\n"}
WARNED = PAGES | {"page24.md": "# Last\n\n[Nowhere](nowhere.md), and [no such place](page0.md#nowhere)\n"}
UNREADABLE = CLEAN | {"page9.md": "\udcff"}
WITHOUT_TEMPLATE = CLEAN | {"page9.md": "---\ntemplate: nowhere.html\n---\n\n# Nine\n"}


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("pages", "status", "says"),
    [
        (CLEAN, 0, "Built"),
        (WARNED, 1, "nowhere.md"),
        (UNREADABLE, 1, "page9.md"),
        (WITHOUT_TEMPLATE, 1, "page9.md"),
    ],
    ids=["clean", "warned", "unreadable", "without-template"],
)
def test_a_page_of_the_authors_that_is_wrong_is_named(pages: dict[str, str], status: int, says: str, tmp_path: Path) -> None:
    """And there is no site, nor a traceback."""
    (tmp_path / "docs").mkdir(parents=True)
    (tmp_path / "pathway.yaml").write_bytes((ROOT / "tests" / "valid" / "smallest.yaml").read_bytes())
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION.format(site=tmp_path / "site"), "utf-8")
    for name, text in pages.items():
        (tmp_path / "docs" / name).write_text(text, "utf-8", errors="surrogateescape")
    done = CliRunner().invoke(main, ["build", str(tmp_path / "pathway.yaml")])
    assert done.exit_code == status, done.output
    assert says in done.output
    assert "Traceback" not in done.output
    assert (tmp_path / "site" / "index.html").exists() == (status == 0)


@pytest.mark.sample(1)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize(("sign", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)])
def test_an_interrupted_build_leaves_no_site(sign: signal.Signals, status: int, tmp_path: Path) -> None:
    (tmp_path / "pathway.yaml").write_text(pathway(60), "utf-8")
    command = [sys.executable, "-m", "generator", "build", "--into", "site"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while len([*tmp_path.iterdir()]) == 1:
            assert process.poll() is None
            time.sleep(0.01)
        os.kill(process.pid, sign)
        _, said = process.communicate(timeout=60)
    assert process.returncode == status
    assert "Traceback" not in said
    assert not (tmp_path / "site").exists()
