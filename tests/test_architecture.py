"""The order of the house beyond that of its imports (which `test_docs` holds): who may use what, how long a module may grow, and what the generator must not know."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "generator"
MODULES = sorted(ROOT.rglob("*.py"))
CONTENT = sorted(file for file in ROOT.rglob("*") if file.suffix in {".py", ".toml", ".yaml", ".jinja", ".css", ".js", ".svg"})

ONLY = {
    "yaml": {"syntax", "publish"},
    "pydantic": {"model"},
    "pydantic_core": {"model"},
    "jinja2": {"render", "preview", "publish"},
    "mkdocs": {"added", "conversion", "looks", "navigation", "plugin", "preview", "publish", "scripts", "searching", "sharing"},
    "merman": {"drawing"},
    "rispy": {"bibliography"},
    "pybtex": {"bibliography", "intake"},
    "pylatexenc": {"intake"},
    "citeproc": {"bibliography"},
    "lxml": {"bibliography", "searching"},
    "watchdog": {"watch"},
}
# Every other part gives the same for the same, and never looks at the disk, the clock or the network.
SKINS = {"__main__", "aside", "among", "emit", "files", "report", "looks", "publish", "plugin", "pdf", "watch", "preview", "cli"}
SKINS |= {"conversion", "hands", "sharing"}
OUTSIDE_WORLD = {"time", "random", "os", "subprocess", "logging", "socket", "urllib.request", "requests"}
CALLS_OUTSIDE = r"\.(now|today|utcnow)\(|\b(open|print|input)\("
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


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_each_library_has_one_door(file: Path) -> None:
    libraries = {name.partition(".")[0] for name in imports_of(file)}
    for library in libraries & set(ONLY):
        assert part_of(file) in ONLY[library]
    if part_of(file) not in SKINS:
        assert not {name for name in imports_of(file) for world in OUTSIDE_WORLD if name == world or name.startswith(f"{world}.")}
        assert not re.search(CALLS_OUTSIDE, file.read_text("utf-8"))


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_modules_are_short_and_say_what_they_are_for(file: Path) -> None:
    text = file.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 300


def test_generator_knows_nothing_of_its_subject() -> None:
    """Code must not name this disease; only the pathway knows it."""
    known = {(file.name, word) for file in CONTENT for word in re.findall(SUBJECT, file.read_text("utf-8"), re.IGNORECASE)}
    assert known == set()
