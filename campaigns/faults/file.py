"""Faults of the file: what YAML cannot read, or reads otherwise than it was meant."""

from collections.abc import Callable, Iterator
from typing import Any

import yaml

from campaigns.faults.pathway import Fault, Part, Text, nodes_at


class _Stretch:
    """A part of the text: its node, that of its key, and whether a bracket is around it."""

    def __init__(self, text: Text, part: Part) -> None:
        self.part = part
        self.key, self.node = nodes_at(text.root, part.path)
        self.in_brackets = bool(nodes_at(text.root, part.path[:-1])[1].flow_style)
        self.start, self.end = int(self.node.start_mark.index), int(self.node.end_mark.index)
        self.is_bare = isinstance(self.node, yaml.ScalarNode) and self.node.style is None


def _stretches(text: Text, wanted: Callable[[Part], Any] = lambda _: True) -> Iterator[_Stretch]:
    return (_Stretch(text, part) for part in text.parts if part.path and wanted(part))


def _keys(text: Text) -> Iterator[_Stretch]:
    return (one for one in _stretches(text) if one.key)


def leaves_a_quote_open(text: Text) -> Iterator[Fault]:
    for one in _stretches(text, lambda part: isinstance(part.value, str)):
        if one.node.style in ('"', "'"):
            yield text.slip("yaml-syntax", (one.end - 1, one.end), "", one.start)
        elif one.is_bare:
            yield text.slip("yaml-syntax", (one.start, one.start), '"')


def leaves_a_bracket_open(text: Text) -> Iterator[Fault]:
    for one in _stretches(text, lambda part: not isinstance(part.value, str)):
        if one.node.flow_style:
            yield text.slip("yaml-syntax", (one.end - 1, one.end), "", one.start)


def leaves_out_a_colon(text: Text) -> Iterator[Fault]:
    """Without it a key may become part of a longer one, or of a bare word."""
    for one in _keys(text):
        if not one.in_brackets:
            end, rules = one.key.end_mark.index, "yaml-syntax unknown-key malformed-id wrong-type unknown-grading"
            yield text.slip(rules, (end, end + 1), "", one.key.start_mark.index)


def puts_a_colon_into_a_text(text: Text) -> Iterator[Fault]:
    for one in _stretches(text, lambda part: part.spec in {"text", "prose"} and " " in part.value):
        if one.key and one.is_bare and not one.in_brackets:
            gap = text.text.index(" ", one.start)
            yield text.slip("yaml-syntax", (gap, gap), ":")


def indents_a_key_too_far(text: Text) -> Iterator[Fault]:
    """A key one to the right of those beside it."""
    before: _Stretch | None = None
    for one in _keys(text):
        follows = before and before.is_bare and before.part.path[:-1] == one.part.path[:-1] and before.part.value
        if follows and not one.in_brackets:
            place = one.key.start_mark.index
            yield text.slip("yaml-syntax", (place, place), " ")
        before = one
