"""The order of the house beyond that of its imports (which `test_docs` holds): who may use what, how long a module may grow, and what the generator must not know."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "generator"
MODULES = sorted(ROOT.rglob("*.py"))
CONTENT = sorted(file for file in ROOT.rglob("*") if file.suffix in {".py", ".toml", ".yaml", ".jinja", ".html", ".css", ".js", ".svg"})

ONLY = {
    "yaml": {"parsing", "mkdocs.build"},
    "pydantic": {"model"},
    "pydantic_core": {"model"},
    "jinja2": {"rendering", "mkdocs.build", "mkdocs.preview", "mkdocs.finished_pages", "mkdocs.theme_files"},
    "mkdocs": {"mkdocs"},
    "material": {"mkdocs"},
    "babel": {"i18n"},
    "rispy": {"references.export"},
    "pybtex": {"references.export", "references.importers"},
    "pylatexenc": {"references.importers"},
    "citeproc": {"references"},
    "lxml": {"references"},
    "selectolax": {"markup.html_tree"},
    "watchdog": {"output.file_watcher"},
    "quickjs": {"charts.poster.qr"},
}
# Every other part gives the same for the same, and never looks at the disk, the clock or the network.
EDGES = {"__main__", "cli", "reporting", "mkdocs.preview"}
EDGES |= {f"output.{name}" for name in ("work_dir", "markdown_tree", "read_pathway", "pdf", "file_watcher", "cache")}
EDGES |= {f"mkdocs.{name}" for name in ("site_config", "mermaid2", "theme_files", "build", "plugin", "page_state")}
OUTSIDE_WORLD = {"time", "random", "os", "subprocess", "logging", "socket", "urllib.request", "requests"}
CALLS_OUTSIDE = r"\.(now|today|utcnow)\(|\b(open|print|input)\("
MATERIAL = r"(?<!\w)md-[a-z]|\.md[A-Z]"
SUBJECT = r"dermatomyo|myositis|myopath|corticost|steroid|mda5|methotrexat|rituximab|immunosuppress|immunoglobulin|\bivig\b|calcin|juvenile|prednis"


def is_in(file: Path, parts: Iterable[str]) -> bool:
    """Whether a file belongs to one of some modules and packages, named from the top of the generator."""
    name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    return any(f"{name}.".startswith(f"{part}.") for part in parts)


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
        assert is_in(file, ONLY[library])
    if not is_in(file, EDGES):
        assert not {name for name in imports_of(file) for world in OUTSIDE_WORLD if name == world or name.startswith(f"{world}.")}
        assert not re.search(CALLS_OUTSIDE, file.read_text("utf-8"))


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_modules_are_short_and_say_what_they_are_for(file: Path) -> None:
    text = file.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 300


def test_stages_are_in_one_listing() -> None:
    assert len([entry for entry in ROOT.iterdir() if entry.name != "__pycache__"]) <= 25


def test_generator_knows_nothing_of_its_subject() -> None:
    """Code must not name this disease; only the pathway knows it."""
    known = {(file.name, word) for file in CONTENT for word in re.findall(SUBJECT, file.read_text("utf-8"), re.IGNORECASE)}
    assert known == set()


def test_only_the_adapter_knows_material() -> None:
    """Its classes, attributes and variables; elsewhere, `asset_bundle.THEME_NAMES` has names of our own for the few that are needed."""
    named = {(file.relative_to(ROOT).as_posix(), name) for file in CONTENT for name in re.findall(MATERIAL, file.read_text("utf-8"))}
    known = {file for file, _ in named if file.startswith("mkdocs/")}
    assert {"mkdocs/asset_bundle.py", "mkdocs/material/frame.css", "mkdocs/theme_fixes.py"} <= known
    assert {file for file, _ in named} == known
