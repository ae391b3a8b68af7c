"""The tree that a text becomes: mappings, lists and text, each with its place."""

import marshal
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from generator.core.diagnostics import Path
from generator.core.source import Span


@dataclass(slots=True)
class ScalarNode:
    """A text."""

    text: str
    span: Span


@dataclass(slots=True)
class ListNode:
    """A list."""

    span: Span
    items: "list[Tree]" = field(default_factory=list)
    end: Span | None = None
    """End of the value: a bracket, or the first thing after it."""


@dataclass(slots=True)
class MapNode:
    """Keys and their values, in the order of the file."""

    span: Span
    keys: dict[str, Span] = field(default_factory=dict)
    values: "dict[str, Tree]" = field(default_factory=dict)


@dataclass(slots=True)
class LazyNode:
    """A tree whose like was read before, elsewhere: what it says is kept, and its places are looked up when somebody asks."""

    text: str
    """As it is written, from its line on."""
    data: bytes
    read: "Callable[[], Tree]"
    _tree: "Tree | None" = None

    @property
    def tree(self) -> "Tree":
        """The tree with its places."""
        self._tree = self._tree or self.read()
        return self._tree

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.tree.span


Tree = ScalarNode | ListNode | MapNode | LazyNode


def to_data(tree: Tree) -> Any:
    """The tree as dicts, lists and strings."""
    if isinstance(tree, ScalarNode):
        return tree.text
    if isinstance(tree, ListNode):
        return [to_data(item) for item in tree.items]
    if isinstance(tree, LazyNode):
        return marshal.loads(tree.data)  # noqa: S302  # our own, of this very process
    return {key: to_data(value) for key, value in tree.values.items()}


def freeze(tree: Tree) -> bytes:
    """Content of a tree, for `Unread`: one object, as the garbage collector would visit hundreds of thousands."""
    return marshal.dumps(to_data(tree))


def shift_lines(tree: Tree, lines: int) -> Tree:
    """The tree, read throughout, so many lines further down."""
    if isinstance(tree, LazyNode):
        return shift_lines(tree.tree, lines)
    span = _moved(tree.span, lines)
    if isinstance(tree, ScalarNode):
        return ScalarNode(tree.text, span)
    if isinstance(tree, ListNode):
        return ListNode(span, [shift_lines(item, lines) for item in tree.items], tree.end and _moved(tree.end, lines))
    keys = {key: _moved(place, lines) for key, place in tree.keys.items()}
    return MapNode(span, keys, {key: shift_lines(value, lines) for key, value in tree.values.items()})


def _moved(span: Span, lines: int) -> Span:
    return span._replace(line=span.line + lines, end_line=span.end_line + lines)


def locate(tree: Tree, path: Path, *, at_key: bool = False) -> Span:
    """The place of what `path` leads to, or of the last part of the way that exists."""
    span = _anchor_span(tree)
    for position, step in enumerate(path):
        if isinstance(tree, ListNode) and isinstance(step, int) and step < len(tree.items):
            tree = tree.items[step]
        elif isinstance(tree, MapNode) and isinstance(step, str) and step in tree.values:
            if at_key and position == len(path) - 1:
                return tree.keys[step]
            tree = tree.values[step]
        else:
            return span
        if isinstance(tree, LazyNode):
            tree = tree.tree
        span = _anchor_span(tree)
    return span


def _anchor_span(tree: Tree) -> Span:
    """Place in a tree to point at: its first key, or the whole."""
    return next(iter(tree.keys.values()), tree.span) if isinstance(tree, MapNode) else tree.span
