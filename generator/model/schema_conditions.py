"""JSON Schema for rules about one box or statement, which an editor can check before `checks` runs."""

from typing import Any

_BRANCHING = ["question", "several", "all", "choice"]
_LABELLED = ["question", "several"]
_SINGLE = ["start", "action", "caution", "ask"]


def _where(kinds: list[str], then: dict[str, Any]) -> dict[str, Any]:
    # The type keeps the rule from an entry that is only begun, for which an editor would offer the keys of all rules.
    return {"if": {"type": "object", "properties": {"kind": {"enum": kinds}}, "required": ["kind"]}, "then": then}


_SOME = {"minItems": 1}
_NAMED: dict[str, Any] = {"required": ["to"], "anyOf": [{"required": [key]} for key in ("label", "has", "points", "level", "gives")]}
_GROUNDS = [*({"properties": {key: _SOME}, "required": [key]} for key in ("rests_on", "cites")), {"required": ["score"]}]
# Who has none of these is asked for the one that most boxes have.
_RESTING = {
    "if": {"type": "object", "not": {"anyOf": _GROUNDS}},
    "then": {"properties": {"statements": _SOME}, "required": ["statements"]},
}
BOX_FORMS: dict[str, Any] = {
    "allOf": [
        _RESTING,
        _where(["end", "exit"], {"properties": {"next": False}}),
        _where(_SINGLE, {"properties": {"next": {"minItems": 1, "maxItems": 1}}, "required": ["next"]}),
        _where(_BRANCHING, {"properties": {"next": {"minItems": 2, "type": "array"}}, "required": ["next"]}),
        _where(_LABELLED, {"properties": {"next": {"items": {"type": "object", **_NAMED}}}}),
        _where(["ask"], {"properties": {"asks": _SOME}, "required": ["asks"]}),
    ]
}
WAY_FORMS: dict[str, Any] = {"not": {"required": ["has", "points"]}}
GRADING_FORMS: dict[str, Any] = {"oneOf": [{"required": ["none"], "not": {"required": ["besides"]}}, {"required": ["name", "axes"]}]}
LINK_FORMS: dict[str, Any] = {"oneOf": [{"required": ["url"]}, {"required": ["file"]}]}
UNIQUE: dict[str, Any] = {"uniqueItems": True}
CITED: dict[str, Any] = {"allOf": [{"required": ["cites"]}]}
