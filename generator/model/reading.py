"""From plain data to a pathway, or to all the places where the data does not fit."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.diagnostics import Fault, Path, catalogue
from generator.diagnostics.suggest import did_you_mean, nearest
from generator.model.pathway import Pathway
from generator.model.references import Reference

_TEXT = ("text", "one two")
_WORD = ("one word", "one")
_TRUTH = ("true or false", "true")
_KEYS = ("keys with values", "{one: two}")
_NUMBER = ("a whole number above 0", "12")
_WANTED = {
    "string_type": _TEXT,
    "bool_parsing": _TRUTH,
    "bool_type": _TRUTH,
    "tuple_type": ("a list", "[one, two]"),
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
}
"""What pydantic calls a misfit, what the author should have written, and what that looks like."""


def read_pathway(data: Any) -> Pathway | list[Fault]:
    """Reads mappings, lists and text as a pathway; every misfit is reported, in the order of the fields."""
    try:
        return Pathway.model_validate(data)
    except ValidationError as error:
        return [_fault(details) for details in _told_once(error.errors())]


def unfit_keys(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys of a reference whose values do not fit, in the order of the fields."""
    try:
        Reference.model_validate(data)
    except ValidationError as error:
        return tuple(dict.fromkeys(str(details["loc"][0]) for details in error.errors()))
    return ()


def _told_once(found: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Without what another misfit says already: a key is not missing that is only misspelt, nor a list empty whose entries have faults."""
    unknown = [details["loc"] for details in found if details["type"] == "extra_forbidden"]
    misspelt = {(*path[:-1], nearest(str(path[-1]), _keys_at(path[:-1]))) for path in unknown}
    for details in found:
        if not ((details["type"] == "missing" and details["loc"] in misspelt) or (details["type"] == "too_short" and details["input"])):
            yield details


def _fault(details: ErrorDetails) -> Fault:  # noqa: PLR0911  # a table of cases
    kind, path = details["type"], details["loc"]
    if kind == "empty-text" and path[-1] == "[key]":
        return Fault("empty-text", path[:-1], {"value": ""}, at_key=True)
    match kind:
        case "missing":
            return Fault("missing-field", path[:-1], {"key": path[-1], "owner": _owner(path[:-1], details["input"])})
        case "extra_forbidden":
            known = _keys_at(path[:-1])
            return Fault("unknown-key", path, {"key": path[-1], "suggestion": did_you_mean(str(path[-1]), known)}, at_key=True)
        case "enum" | "literal_error":
            return _unknown_value(details, path)
        case "too_short":
            return Fault("empty-list", path, {"key": path[-1]}, at_key=True)
        case _ if kind in catalogue():
            return Fault(kind, path, details["ctx"])
        case _:
            return _wrong_type(details, path, _WANTED.get(kind, _NUMBER))


def _unknown_value(details: ErrorDetails, path: Path) -> Fault:
    known = details["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
    value = details["input"]
    if not isinstance(value, str):
        return _wrong_type(details, path, _WORD)
    facts = {"key": _key_of(path), "value": value, "known": tuple(known), "suggestion": did_you_mean(value, known)}
    return Fault("unknown-value", path, facts)


def _wrong_type(details: ErrorDetails, path: Path, wanted: tuple[str, str]) -> Fault:
    facts = {"owner": _place(path), "wanted": wanted[0], "example": wanted[1], "found": _found(details["input"])}
    return Fault("wrong-type", path, facts)


def _found(value: Any) -> str:
    match value:
        case "":
            return "nothing"
        case str():
            return f"the text “{value}”"
        case list():
            return "a list"
        case _:
            return "keys with values"


def _key_of(path: Path) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))


def _owner(path: Path, value: Any) -> str:
    """Whoever lacks something, in the author's terms: “first-box”, an entry of “nodes”."""
    name = value.get("id") if path and isinstance(path[-1], int) and isinstance(value, dict) else None
    return f"“{name}”" if name and isinstance(name, str) else _place(path)


def _place(path: Path) -> str:
    if not path:
        return "the pathway"
    return f"an entry of “{_key_of(path)}”" if isinstance(path[-1], int) else f"“{path[-1]}”"


def _keys_at(path: Path) -> list[str]:
    """The keys that the model has at the end of `path`."""
    model: Any = Pathway
    for step in path:
        if isinstance(step, str) and isinstance(model, type) and issubclass(model, BaseModel) and step in model.model_fields:
            model = _model_within(model.model_fields[step].annotation)
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def _model_within(annotation: Any) -> Any:
    """The model that an annotation such as `tuple[Annotated[Node, …], ...]` or `Chart | None` holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_within, get_args(annotation))), None)
