"""Whole pathways compiled to whole sites, compared file by file with what was read and found right."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import generator
from generator.cli import main

GOLD = Path(__file__).parent / "gold"
EXAMPLES = Path(generator.__file__).parent / "scaffold" / "examples"
CASES = sorted([*GOLD.glob("*/pathway.yaml"), *EXAMPLES.glob("*/pathway.yaml")], key=lambda file: file.parent.name)


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.parent.name)
def test_emits_the_gold_site(file: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Every file is as expected, none is missing, and none is expected that is not made; of the examples only pages are compared."""
    case, made = GOLD / file.parent.name, tmp_path / "site"
    result = CliRunner().invoke(main, ["emit", str(file), "--into", str(made)])
    assert result.exit_code == 0, result.output
    for path in sorted(made.rglob("*")) if file.is_relative_to(EXAMPLES) else []:
        if path.is_file() and path.suffix != ".md":
            path.unlink()
    if request.config.getoption("--regold"):
        shutil.rmtree(case / "site", ignore_errors=True)
        shutil.copytree(made, case / "site")
    assert _tree(made) == _tree(case / "site")
    assert {path.relative_to(case).parts[0] for path in case.rglob("*") if path.is_file()} <= {"pathway.yaml", "site"}
