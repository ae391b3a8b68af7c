"""The order of the house: who may import whom, how long a module may grow, and what the generator must not know."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "generator"
MODULES = sorted(ROOT.rglob("*.py"))
CONTENT = sorted(file for file in ROOT.rglob("*") if file.suffix in {".py", ".toml", ".jinja", ".css", ".js", ".svg"})

# Imports run to the left only.
ORDER = (
    "source diagnostics syntax model index texts checks bibliography flowchart words markdown pages render compiler emit report files manual looks publish plugin cli"
).split()
ONLY = {
    "yaml": {"syntax", "publish"},
    "pydantic": {"model"},
    "pydantic_core": {"model"},
    "jinja2": {"render"},
    "mkdocs": {"looks", "plugin", "publish"},
}
PURE = set(ORDER[: ORDER.index("emit")])
OUTSIDE_WORLD = {"time", "random", "os", "subprocess", "logging", "socket", "urllib.request", "requests"}
CALLS_OUTSIDE = r"\.(now|today|utcnow)\(|\b(open|print|input)\("
TOO_LONG = {"pages/subjects.py"}
"""To be parted; a module leaves this list as soon as it is short enough."""
SUBJECT = r"dermatomyo|myositis|myopath|corticost|steroid|mda5|methotrexat|rituximab|immunosuppress|immunoglobulin|\bivig\b|calcin|juvenile|prednis"


def part_of(file: Path) -> str:
    """The part of the house that a file belongs to: its module or folder."""
    return file.relative_to(ROOT).with_suffix("").parts[0]


def imports_of(file: Path) -> set[str]:
    """The full names of what a file imports."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_every_part_has_its_place_in_the_order() -> None:
    assert {part_of(file) for file in MODULES} - {"__init__", "__main__"} == set(ORDER)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_imports_run_one_way(file: Path) -> None:
    part = part_of(file)
    ours = {name.split(".")[1] for name in imports_of(file) if name.startswith("generator.")} & set(ORDER)
    allowed = set(ORDER[: ORDER.index(part) + 1]) if part in ORDER else set(ORDER)
    assert ours <= allowed


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_each_library_has_one_door(file: Path) -> None:
    libraries = {name.partition(".")[0] for name in imports_of(file)}
    for library in libraries & set(ONLY):
        assert part_of(file) in ONLY[library]
    if part_of(file) in PURE:
        assert not {name for name in imports_of(file) for world in OUTSIDE_WORLD if name == world or name.startswith(f"{world}.")}
        assert not re.search(CALLS_OUTSIDE, file.read_text("utf-8"))


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_modules_are_short_and_say_what_they_are_for(file: Path) -> None:
    text = file.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert (len(text.splitlines()) > 300) == (file.relative_to(ROOT).as_posix() in TOO_LONG)


def test_generator_knows_nothing_of_its_subject() -> None:
    """What it says of one disease it could not say of another; the pathway alone knows."""
    known = {(file.name, word) for file in CONTENT for word in re.findall(SUBJECT, file.read_text("utf-8"), re.IGNORECASE)}
    assert known == set()
