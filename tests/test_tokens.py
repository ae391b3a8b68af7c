"""Looks are one system: every colour, size, space and corner of the style sheets has its name in one of them, and no other value."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hosting import ROOT

TOKENS = ROOT / "generator/assets/base/tokens.css"
SHEETS = sorted(file for folder in ("assets", "mkdocs/material") for file in (ROOT / "generator" / folder).rglob("*.css") if file != TOKENS)
_COLOUR = re.compile(r"(?<!%23)#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s+([\w-]+): ([^;{]+);", re.MULTILINE)
# Relative to the text around them: em. On paper: pt. The rest has a token. Widths of columns, of which there are many, are no spaces.
_STRAY = {
    "font-size": re.compile(r"[\d.]+(?:rem|px)"),
    "line-height": re.compile(r"(?<![\d.])1?\.\d+(?!\w)"),
    "radius": re.compile(r"[\d.]+(?:rem|px)"),
    "space": re.compile(r"(?<![\d.])(?:[12]?\.\d+|[12])rem"),
}


def _kind(name: str) -> str:
    if re.match(r"(?:margin|padding|gap|row-gap|column-gap)", name):
        return "space"
    return "radius" if name.endswith("radius") else name


def _for_screens(text: str) -> str:
    """A style sheet without its blocks for paper, which has measures of its own."""
    kept, depth, paper = [], 0, -1
    for line in text.splitlines():
        if paper < 0 and re.match(r"\s*@media[^{]*\bprint\b", line):
            paper = depth
        kept += [line] if paper < 0 else []
        depth += line.count("{") - line.count("}")
        if "}" in line and depth <= paper:
            paper = -1
    return "\n".join(kept)


def _strays(file: Path) -> Iterator[str]:
    text = file.read_text("utf-8")
    yield from (f"{file.name}: {found[0]}" for found in _COLOUR.finditer(text))
    if file.parent.name == "print" or file.name == "print.css":
        return
    for name, value in _DECLARATION.findall(_for_screens(text)):
        stray = _STRAY.get(_kind(name))
        if stray and stray.search(value) and "calc(" not in value:
            yield f"{file.name}: {name}: {value}"


def test_no_value_is_set_beside_the_tokens() -> None:
    assert [stray for file in SHEETS for stray in _strays(file)] == []


@pytest.mark.parametrize(
    "line",
    [
        "  color: #fff;",
        "  color: rgb(0 0 0);",
        "  font-size: .71rem;",
        "  line-height: 1.3;",
        "  padding: 0 .5rem;",
        "  border-radius: 5px;",
    ],
)
def test_a_stray_is_found(tmp_path: Path, line: str) -> None:
    """Makes sure that the test above can fail."""
    sheet = tmp_path / "sheet.css"
    sheet.write_text(f".pw-box {{\n{line}\n}}\n", "utf-8")
    assert [*_strays(sheet)]


def test_tokens_are_used_and_names_are_set() -> None:
    """Each token somewhere, by other style sheets or tokens; and no sheet asks for a name that nothing sets."""
    tokens = {*re.findall(r"(--pw-[\w-]+): ", TOKENS.read_text("utf-8"))}
    texts = [file.read_text("utf-8") for file in (TOKENS, *SHEETS)]
    used = {name for text in texts for name in re.findall(r"var\((--pw-[\w-]+)", text)}
    by_scripts = {
        name for file in (ROOT / "generator/assets").rglob("*.js") for name in re.findall(r"--pw-[\w-]+", file.read_text("utf-8"))
    }
    set_here = {name for text in texts for name in re.findall(r"(--pw-[\w-]+):", text)}
    assert tokens - used == set()
    assert used - set_here - by_scripts == set()
