"""JSON Schema for rules about one box or statement, which an editor can check before `checks` runs."""

from collections.abc import Mapping
from typing import Any

BRANCHING = ("question", "several", "all", "choice")
"""Kinds of box with two ways or more."""
LABELLED = ("question", "several")
"""Kinds whose ways say when they are taken."""
SINGLE = ("start", "action", "caution", "ask")
"""Kinds of box with one way."""
LAST = ("end", "exit")
"""Kinds of box without a way."""
BOX_KEYS: Mapping[str, tuple[str, ...]] = {
    "score": ("question", "action"),
    "again": ("action", "end"),
    "asks": ("ask",),
    "in_turn": ("choice",),
    "then": ("choice",),
}
"""Keys that not every box can have, and the kinds that can."""
WAY_KEYS: Mapping[str, tuple[str, ...]] = {
    "has": BRANCHING,
    "points": ("question",),
    "level": ("question",),
    "gives": ("several", "all", "choice"),
    "optional": ("all",),
    "adds": ("choice",),
}
"""Keys that not every way can have, and the kinds of the boxes that it can lead from."""
SAYING = ("label", "has", "points", "level", "gives")
"""Keys of a way that say when it is taken."""


def _where(kinds: tuple[str, ...], then: dict[str, Any], *, but: bool = False) -> dict[str, Any]:
    # The type keeps the rule from an entry that is only begun, for which an editor would offer the keys of all rules.
    kind = {"not": {"enum": [*kinds]}} if but else {"enum": [*kinds]}
    return {"if": {"type": "object", "properties": {"kind": kind}, "required": ["kind"]}, "then": then}


def _absent(key: str) -> dict[str, Any]:
    return {"properties": {key: False}}


def _without(key: str, then: dict[str, Any]) -> dict[str, Any]:
    return {"if": {"type": "object", "not": {"required": [key]}}, "then": then}


def _each_way(form: dict[str, Any]) -> dict[str, Any]:
    """A form of every way, be it alone or in a list."""
    return {"properties": {"next": {"if": {"type": "array"}, "then": {"items": form}}}}


_SOME = {"minItems": 1}
_NAMED: dict[str, Any] = {"type": "object", "required": ["to"], "anyOf": [{"required": [key]} for key in SAYING]}
# Beside ways that say what the patient has, one may be for all others.
_DIVIDED = {
    "properties": {
        "next": {
            "if": {"contains": {"type": "object", "required": ["has"]}},
            "then": {"contains": {"not": _NAMED}, "minContains": 0, "maxContains": 1},
            "else": {"items": _NAMED},
        }
    }
}
_OPTIONAL: dict[str, Any] = {
    "if": {"type": "object", "required": ["optional"], "not": {"required": ["has"]}},
    "then": {"required": ["label"]},
}
_UNLIMITED: dict[str, Any] = {"not": {"type": "object", "required": ["at_most"]}}
_GROUNDS = [*({"properties": {key: _SOME}, "required": [key]} for key in ("rests_on", "cites")), {"required": ["score"]}]
# Who has none of these is asked for the one that most boxes have.
_RESTING = {
    "if": {"type": "object", "not": {"anyOf": _GROUNDS}},
    "then": {"properties": {"statements": _SOME}, "required": ["statements"]},
}
BOX_FORMS: dict[str, Any] = {
    "allOf": [
        _RESTING,
        _where(LAST, {"properties": {"next": False}}),
        _where(SINGLE, {"properties": {"next": {"minItems": 1, "maxItems": 1}}, "required": ["next"]}),
        _where(BRANCHING, {"properties": {"next": {"minItems": 2, "type": "array"}}, "required": ["next"]}),
        _where(LABELLED, _DIVIDED),
        _where(("all",), _each_way(_OPTIONAL)),
        _where(("ask",), {"properties": {"asks": _SOME}, "required": ["asks"]}),
        _where(("all",), {"properties": {"next": {"contains": {"not": {"type": "object", "required": ["optional"]}}}}}),
        {"properties": {"next": {"if": {"type": "array"}, "then": {"contains": _UNLIMITED}, "else": _UNLIMITED}}},
        _without("score", _each_way({"properties": {"points": False, "level": False}})),
        _without("in_turn", _each_way(_absent("adds"))),
        *(_where(kinds, _absent(key), but=True) for key, kinds in BOX_KEYS.items()),
        *(_where(kinds, _each_way(_absent(key)), but=True) for key, kinds in WAY_KEYS.items()),
    ],
    "dependentRequired": {"then": ["in_turn"]},
}
WAY_FORMS: dict[str, Any] = {"not": {"required": ["has", "points"]}}
GRADING_FORMS: dict[str, Any] = {"oneOf": [{"required": ["none"], "not": {"required": ["besides"]}}, {"required": ["name", "axes"]}]}
LINK_FORMS: dict[str, Any] = {"oneOf": [{"required": ["url"]}, {"required": ["file"]}]}
UNIQUE: dict[str, Any] = {"uniqueItems": True}
SCORE_FORMS: dict[str, Any] = {
    "if": {"type": "object", "properties": {"counts": {"enum": ["highest"]}}, "required": ["counts"]},
    "then": {"required": ["levels"]},
    "else": {"properties": {"levels": False}},
}
STATEMENT_FORMS: dict[str, Any] = {
    "allOf": [
        {"required": ["cites"]},
        {
            "if": {"type": "object", "properties": {"role": {"enum": ["definition"]}}, "required": ["role"]},
            "then": {"required": ["term"]},
            "else": {"properties": {"term": False}},
        },
    ]
}
