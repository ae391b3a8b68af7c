"""Whole pathways compiled to whole sites, compared file by file with what was read and found right."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main

GOLD = Path(__file__).parent / "gold"
CASES = sorted(file.parent for file in GOLD.glob("*/pathway.yaml"))


def _tree(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_emits_the_gold_site(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Every file is as expected, none is missing, and none is expected that is not made."""
    into = case / "site" if request.config.getoption("--regold") else tmp_path / "site"
    result = CliRunner().invoke(main, ["emit", str(case / "pathway.yaml"), "--into", str(into)])
    assert result.exit_code == 0, result.output
    assert _tree(into) == _tree(case / "site")
    assert {path.relative_to(case).parts[0] for path in case.rglob("*") if path.is_file()} <= {"pathway.yaml", "site"}
