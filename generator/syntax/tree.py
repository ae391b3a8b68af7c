"""The tree that a text becomes: mappings, lists and text, each with its place."""

from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import Path
from generator.source import Span


@dataclass(slots=True)
class Scalar:
    """A text."""

    text: str
    span: Span


@dataclass(slots=True)
class Sequence:
    """A list."""

    span: Span
    items: "list[Tree]" = field(default_factory=list)
    end: Span | None = None
    """What it ends with: a bracket, or the first thing behind it."""


@dataclass(slots=True)
class Mapping:
    """Keys and their values, in the order of the file."""

    span: Span
    keys: dict[str, Span] = field(default_factory=dict)
    values: "dict[str, Tree]" = field(default_factory=dict)


Tree = Scalar | Sequence | Mapping


def plain(tree: Tree) -> Any:
    """The tree as dicts, lists and strings."""
    if isinstance(tree, Scalar):
        return tree.text
    if isinstance(tree, Sequence):
        return [plain(item) for item in tree.items]
    return {key: plain(value) for key, value in tree.values.items()}


def locate(tree: Tree, path: Path, *, at_key: bool = False) -> Span:
    """The place of what `path` leads to, or of the last part of the way that exists."""
    span = _face(tree)
    for position, step in enumerate(path):
        if isinstance(tree, Sequence) and isinstance(step, int) and step < len(tree.items):
            tree = tree.items[step]
        elif isinstance(tree, Mapping) and isinstance(step, str) and step in tree.values:
            if at_key and position == len(path) - 1:
                return tree.keys[step]
            tree = tree.values[step]
        else:
            return span
        span = _face(tree)
    return span


def _face(tree: Tree) -> Span:
    """What of a tree to point at: its first key, or the whole."""
    return next(iter(tree.keys.values()), tree.span) if isinstance(tree, Mapping) else tree.span
