"""The format as a JSON Schema, for editors that complete and underline while one writes."""

from collections.abc import Mapping
from typing import Any

from generator.model.fields import NAMED
from generator.model.pathway import Pathway
from generator.model.schema_scalars import WRITTEN, scalars

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# What an example needs beside the keys that are required always.
_NEEDED = {"Box": ("statements", "next"), "Statement": ("cites",), "Person": ("family", "given")}
# What an author calls the sets of fixed words.
_TITLES = {
    "Kind": "Kinds",
    "RuleSeverity": "Severities",
    "Role": "Roles",
    "ReferenceType": "Types",
    "Design": "Designs",
    "DesignBasis": "Bases",
    "Directness": "Directness",
}


def schema() -> dict[str, Any]:
    """The schema of `pathway.yaml`, in the draft of 2020-12; the same at every call."""
    made = _tidy(Pathway.model_json_schema())
    parts: dict[str, Any] = made.pop("$defs")
    for part in (made, *parts.values()):
        for key, field in part.get("properties", {}).items():
            field.setdefault("title", key.replace("_", " ").capitalize())
    for name, part in parts.items():
        part["title"] = _TITLES.get(name, part["title"])
        if part.get("type") == "object":
            part["examples"] = [_example(name, parts)]
    return {"$schema": DIALECT, **made, "title": "Pathway", "$defs": dict(sorted({**parts, **scalars()}.items()))}


def _tidy(node: Any) -> Any:
    """A part of pydantic's schema, adapted: no key may be empty, and short and long forms are distinguished by their type."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _tidy(value) for key, value in node.items() if not (key == "default" and not value)}
    if NAMED in node:
        node["$ref"] = f"#/$defs/{node.pop(NAMED)}"
    if "anyOf" in node and not any("required" in kind for kind in node["anyOf"]):  # Those with required keys are conditions.
        node |= _either([kind for kind in node.pop("anyOf") if kind != {"type": "null"}])
    return node


def _either(kinds: list[dict[str, Any]]) -> dict[str, Any]:
    """One kind of value as it is; of two the first is written as a word, so that an editor explains what is wrong with the one meant."""
    if len(kinds) == 1:
        return kinds[0]
    *others, last = kinds
    if len(others) > 1 and last.get("type") == "array":
        return {"if": {"not": {"type": "array"}}, "then": _either(others), "else": last}
    word, other = kinds
    return {"if": {"type": WRITTEN}, "then": word, "else": other}


def _example(name: str, parts: Mapping[str, Any]) -> dict[str, Any]:
    part = parts[name]
    keys = [key for key in part["properties"] if key in {*part.get("required", ()), *_NEEDED.get(name, ())}]
    return {key: _value(part["properties"][key], parts) for key in keys}


def _value(field: Mapping[str, Any], parts: Mapping[str, Any]) -> Any:
    if "examples" in field:
        return field["examples"][0]
    if "items" in field:
        return [_value(field["items"], parts)]
    return _example(field["$ref"].rpartition("/")[2], parts)
