"""Plain words: expressions that readers stumble over, kept out of the interface, the messages, the documentation and docstrings."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
HARD = {
    "thereby": r"thereby",
    "lest": r"lest",
    "anew": r"anew",
    "mend, mends, mended, mending": r"mend(?:s|ed|ing)?",
    "stands here, there, in": r"stands? (?:here|there|in)",
    "is told": r"(?:is|are|was|were|be|been) told",
    "bears a mark, bears no mark": r"bears? (?:a|no) mark",
    "goes by itself": r"goes by itself",
    "in spite of": r"in spite of",
    "whoever": r"whoever",
}
PATTERN = re.compile("|".join(rf"\b(?P<_{number}>{pattern})\b" for number, pattern in enumerate(HARD.values())), re.IGNORECASE)
RIDDLE = re.compile(r"(?:What|Whoever)\b")
"""Beginnings of docstrings that name nothing an engineer would search for."""
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
"""Code in Markdown, such as the name of a module."""

CATALOGUES = sorted((ROOT / "generator").rglob("*.toml")) + sorted((ROOT / "compliance").glob("*.toml"))
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")] + sorted((ROOT / "docs").rglob("*.md"))
PROGRAMS = [ROOT / "tasks.py"] + [
    file for name in ("generator", "tests", "campaigns", "compliance", "bench", "tools") for file in sorted((ROOT / name).rglob("*.py"))
]


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _hard(text: str) -> list[str]:
    """The hard expressions in a text, each with the words around it."""
    text = " ".join(text.split())
    return [text[max(0, found.start() - 30) : found.end() + 30] for found in PATTERN.finditer(text)]


def _texts(tree: Any) -> Iterator[str]:
    for value in tree.values() if isinstance(tree, dict) else tree:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            yield from _texts(value)


def _docstrings(source: str) -> Iterator[tuple[int, str]]:
    """Texts below a module, a class, a function or a name, with their lines."""
    for node in ast.walk(ast.parse(source)):
        for below in getattr(node, "body", []) if isinstance(getattr(node, "body", []), list) else []:
            match below:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    yield below.lineno, text


@pytest.mark.parametrize(
    ("text", "hard"),
    [
        ("Not thereby safe", True),
        ("Lest it fail", True),
        ("Mend and save; this goes by itself.", True),
        ("A statement that stands in no box", True),
        ("What the reader\nis told", True),
        ("It bears no mark", True),
        ("In spite of treatment", True),
        ("Recommended by the least amended guideline", False),
        ("MTX stands for methotrexate", False),
        ("A foretold outcome", False),
    ],
)
def test_hard_expressions_are_found_as_whole_words(text: str, hard: bool) -> None:
    assert bool(_hard(text)) == hard


@pytest.mark.parametrize("file", CATALOGUES, ids=_name)
def test_words_and_messages_are_plain(file: Path) -> None:
    assert [found for text in _texts(tomllib.loads(file.read_text("utf-8"))) for found in _hard(text)] == []


@pytest.mark.parametrize("file", PAGES, ids=_name)
def test_documentation_is_plain(file: Path) -> None:
    if not file.is_file():
        pytest.skip("there is no such page")
    assert _hard(CODE.sub("", file.read_text("utf-8"))) == []


@pytest.mark.parametrize("file", PROGRAMS, ids=_name)
def test_docstrings_are_plain(file: Path) -> None:
    """And they name their subject, as an engineer would search for it."""
    said = [*_docstrings(file.read_text("utf-8"))]
    assert [(line, found) for line, text in said for found in _hard(text)] == []
    assert [(line, text.strip()) for line, text in said if RIDDLE.match(text.strip())] == []
