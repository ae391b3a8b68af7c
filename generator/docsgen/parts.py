"""The parts of the format with their keys, from its schema: which part a value is, and the keys written in it."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from generator.core.source import Span
from generator.model import schema
from generator.parsing import ListNode, MapNode, Tree

Field = Mapping[str, Any]
"""The schema of a value."""
WHOLE: Field = {"$ref": "#/$defs/Pathway"}
"""The schema of the file."""


@cache
def parts() -> dict[str, Any]:
    """The parts of the format by their names in the schema; the whole file is `Pathway`."""
    whole = schema()
    return {**whole["$defs"], "Pathway": whole}


def named(field: Field) -> Iterator[str]:
    """The parts that a value can be made of, short forms left aside."""
    if "$ref" in field:
        yield field["$ref"].rpartition("/")[2]
    for key in ("items", "else", "additionalProperties"):
        if key in field:
            yield from named(field[key])


def part_of(field: Field) -> Mapping[str, Any] | None:
    """The part that a value is, or its entries are, if it is one with keys."""
    return next((part for name in named(field) if "properties" in (part := parts()[name])), None)


def below(field: Field, key: str) -> Field:
    """The schema of what is written under a key."""
    if "additionalProperties" in field:
        found: Field = field["additionalProperties"]
        return found
    part = part_of(field)
    inner: Field = part["properties"].get(key, {}) if part else {}
    return inner


def key_anchor(title: str, key: str = "") -> str:
    """The place of a part on the page of the format, or the name of a key's place on the page of its examples."""
    part = title.lower().replace(" ", "-")
    return f"{part}--{key}" if key else part


def keys_within(tree: Tree, field: Field) -> Iterator[tuple[str, Span]]:
    """Every key of the format written in a value, by the name of its place, with where it is."""
    if isinstance(tree, ListNode):
        for item in tree.items:
            yield from keys_within(item, field)
    elif isinstance(tree, MapNode):
        part = None if "additionalProperties" in field else part_of(field)
        for key, span in tree.keys.items():
            if part and key in part["properties"]:
                yield key_anchor(part["title"], key), span
            yield from keys_within(tree.values[key], below(field, key))
