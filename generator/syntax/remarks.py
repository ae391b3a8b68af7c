"""What YAML reads without complaint, and hardly as its author meant it."""

import re
from collections.abc import Container, Iterator
from functools import partial
from typing import Any

from generator.diagnostics import Diagnostic, diagnose, in_quotes
from generator.diagnostics.few import Few
from generator.source import Source, Span
from generator.syntax.lines import CURLY, quoted
from generator.syntax.tree import Scalar, Sequence, Tree, Unread

# A mark that opens, and those that close it in one language or another.
_PAIRS = {"\u201c": "\u201d", "\u201d": "\u201d", "\u201e": "\u201c\u201d", "\u2018": "\u2019", "\u201a": "\u2018\u2019"}
_REMARK = re.compile(r"\s+(#[^\s#!].*)")
# Most files have neither, and then nothing has to be looked through.
_OPENING = re.compile(rf"[:,\[{{-]\s+[{CURLY}]|[\[{{\n][{CURLY}]")
_CUTTING = re.compile(r"(?<=[^\S\n])#[^\s#!]")

_Remark = tuple[str, Span, dict[str, Any]]
"""A rule, a place and its facts: all that its words need."""


def remarks(source: Source, tree: Tree, told: Container[Span] = ()) -> list[Diagnostic]:
    """Warnings of texts that readers would not see as they stand in the file, but for places of which something is told already."""
    if not _is_worth_looking(source.text):
        return []
    few = Few()
    for code, span, facts in _found(source, tree):
        if span not in told:
            few.add(code, partial(diagnose, code, span, facts))
    return few.told()


def _is_worth_looking(text: str) -> bool:
    return bool(_CUTTING.search(text)) or (any(mark in text for mark in CURLY) and bool(_OPENING.search(text)))


def _found(source: Source, tree: Tree) -> Iterator[_Remark]:
    for scalar in _scalars(tree):
        if _is_bare(source, scalar):
            yield from filter(None, (_curly(scalar), _cut(source, scalar)))


def _scalars(tree: Tree) -> Iterator[Scalar]:
    if isinstance(tree, Scalar):
        yield tree
    elif isinstance(tree, Unread):
        yield from _scalars(tree.tree) if _is_worth_looking(tree.text) else ()
    else:
        for part in tree.items if isinstance(tree, Sequence) else tree.values.values():
            yield from _scalars(part)


def _is_bare(source: Source, scalar: Scalar) -> bool:
    """Whether a text stands there without marks of YAML's; who writes those knows what is in the text."""
    first = source.line_at(scalar.span.line)[scalar.span.column - 1 : scalar.span.column]
    return not scalar.text or scalar.text.startswith(first)


def _curly(scalar: Scalar) -> _Remark | None:
    text = scalar.text
    if len(text) < 3 or text[-1] not in _PAIRS.get(text[0], ""):  # noqa: PLR2004  # two marks with something between them
        return None
    within = text[1:-1]
    if text[0] in within or (text[0] not in "\u2018\u201a" and text[-1] in within):
        return None  # “One” and “another”
    return "curly-quotes", scalar.span, {"fixed": in_quotes(text)}


def _cut(source: Source, scalar: Scalar) -> _Remark | None:
    """A number sign that cuts a text off; behind that of a remark stands a space."""
    span = scalar.span
    end = span.end_column - 1 if scalar.text else span.column - 1
    found = _REMARK.match(source.line_at(span.end_line), end)
    if not found:
        return None
    whole = f"{scalar.text} {found[1]}".strip()
    return "cut-text", source.span(span.end_line, found.start(1) + 1, len(found[1])), {"rest": found[1], "fixed": quoted(whole)}
