"""The definition of a walk as data that a script follows: named keys, defaults left out, boxes named by their id."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any

from generator.analysis.walk.definition import Definition


def data(definition: Definition) -> Mapping[str, Any]:
    """All that a follower needs; what a follower finds missing is empty, or false."""
    return {
        "first": definition.first,
        "boxes": [_plain(box) for box in definition.boxes.values()],
        "treatments": [{"id": name, **_plain(asked)} for name, asked in definition.treatments.items()],
        "scores": [_plain(score) for score in definition.scores.values()],
        "statements": [_plain(one) for one in definition.statements],
        "entries": [{"id": name, **_plain(inner)} for name, inner in definition.entries.items()],
    }


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        named = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: _plain(item) for name, item in named if item or type(item) is int}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return str(value) if isinstance(value, StrEnum) else value
