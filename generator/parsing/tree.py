"""The tree that a text becomes: mappings, lists and text, each with its place."""

from dataclasses import dataclass, field, replace
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
    end: Span | None = None
    """As of a list."""


Tree = ScalarNode | ListNode | MapNode


def to_data(tree: Tree) -> Any:
    """The tree as dicts, lists and strings."""
    if isinstance(tree, ScalarNode):
        return tree.text
    if isinstance(tree, ListNode):
        return [to_data(item) for item in tree.items]
    return {key: to_data(value) for key, value in tree.values.items()}


def joined(tree: Tree, other: Tree, key: str) -> Tree:
    """A tree with the list that stands under a key of another behind its own; every part keeps its place, in either file."""
    if not (isinstance(tree, MapNode) and isinstance(other, MapNode)) or not isinstance(added := other.values.get(key), ListNode):
        return tree
    own = tree.values.get(key, ListNode(added.span, []))
    if not isinstance(own, ListNode):
        return tree
    whole = replace(own, items=[*own.items, *added.items])
    return replace(tree, keys={**tree.keys, key: tree.keys.get(key, other.keys[key])}, values={**tree.values, key: whole})


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
        elif step == 0 and isinstance(tree, MapNode):  # What is alone needs no list.
            continue
        else:
            return span
        span = _anchor_span(tree)
    return span


def _anchor_span(tree: Tree) -> Span:
    """Place in a tree to point at: its first key, or the whole."""
    return next(iter(tree.keys.values()), tree.span) if isinstance(tree, MapNode) else tree.span
