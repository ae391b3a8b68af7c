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


@dataclass(slots=True)
class Moved:
    """A tree as it was read before, that stands some lines further down now."""

    tree: "Tree"
    lines: int

    @property
    def span(self) -> Span:
        """Where it stands now."""
        return _moved(self.tree.span, self.lines)


Tree = Scalar | Sequence | Mapping | Moved


def plain(tree: Tree) -> Any:
    """The tree as dicts, lists and strings."""
    if isinstance(tree, Scalar):
        return tree.text
    if isinstance(tree, Sequence):
        return [plain(item) for item in tree.items]
    if isinstance(tree, Moved):
        return plain(tree.tree)
    return {key: plain(value) for key, value in tree.values.items()}


def settled(tree: Tree, lines: int = 0) -> Tree:
    """The tree without any that was moved: each place is where it stands now."""
    if isinstance(tree, Moved):
        return settled(tree.tree, lines + tree.lines)
    span = _moved(tree.span, lines)
    if isinstance(tree, Scalar):
        return Scalar(tree.text, span)
    if isinstance(tree, Sequence):
        return Sequence(span, [settled(item, lines) for item in tree.items], tree.end and _moved(tree.end, lines))
    keys = {key: _moved(place, lines) for key, place in tree.keys.items()}
    return Mapping(span, keys, {key: settled(value, lines) for key, value in tree.values.items()})


def _moved(span: Span, lines: int) -> Span:
    return span._replace(line=span.line + lines, end_line=span.end_line + lines)


def locate(tree: Tree, path: Path, *, at_key: bool = False) -> Span:
    """The place of what `path` leads to, or of the last part of the way that exists."""
    span, lines = _face(tree), 0
    for position, step in enumerate(path):
        if isinstance(tree, Sequence) and isinstance(step, int) and step < len(tree.items):
            tree = tree.items[step]
        elif isinstance(tree, Mapping) and isinstance(step, str) and step in tree.values:
            if at_key and position == len(path) - 1:
                return _moved(tree.keys[step], lines)
            tree = tree.values[step]
        else:
            break
        while isinstance(tree, Moved):
            lines += tree.lines
            tree = tree.tree
        span = _face(tree)
    return _moved(span, lines)


def _face(tree: Tree) -> Span:
    """What of a tree to point at: its first key, or the whole."""
    return next(iter(tree.keys.values()), tree.span) if isinstance(tree, Mapping) else tree.span
