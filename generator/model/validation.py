"""From plain data to a pathway, or to all the places where the data does not fit."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.core.diagnostics import LIKE_HYPHEN, Path, Violation, catalogue, char_name, quote_yaml, show_whitespace
from generator.core.diagnostics.collector import MAX_PER_RULE
from generator.core.diagnostics.suggest import Candidate, did_you_mean, nearest, suggest_id
from generator.model.pathway import Pathway
from generator.model.reference_hints import link_at, named
from generator.model.references import Reference
from generator.model.shape import keys_at

Names = Callable[[str], Sequence[Candidate]]
"""Possible targets of the links of a rule, with their titles."""

_TEXT = ("a text", "one two")
_WORD = ("one word", "one")
_TRUTH = ("true or false", "true")
_KEYS = ("keys with values", "{one: two}")
# So much of a text is shown as a list.
_LONGEST = 200
_CURLY = "\u201c\u201d\u201e\u2018\u2019\u201a"
_DOSE = re.compile(r"(?:max_?)?dos(?:e|es|age|ages|ing)", re.IGNORECASE)
_LIKE_HYPHEN = re.compile(f"[{LIKE_HYPHEN}]")
_LIST = ("a list", "[one, two]")
# Lists whose entries may be bare ids.
_SHORT = {"cites", "statements", "next"}
# Between entries that an author wrote as one text; a comma within brackets or a number stays.
_PARTED = re.compile(r"\s*[;,]\s+|\s*;\s*|\s+and\s+")
_NUMBER = ("a whole number above 0", "12")
_WANTED = {
    "string_type": _TEXT,
    "bool_parsing": _TRUTH,
    "bool_type": _TRUTH,
    "tuple_type": _LIST,
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
}
"""By the type of pydantic's error: the value the author should have written, and an example."""


def read_pathway(data: Any) -> Pathway | list[Violation]:
    """Reads mappings, lists and text as a pathway; every misfit is reported, in the order of the fields."""
    try:
        return Pathway.model_validate(data)
    except ValidationError as error:
        names, seen, faults = cache(lambda link: named(data, link)), Counter[str](), list[Violation]()
        for details in _told_once(error.errors(include_url=False)):
            seen[details["type"]] += 1
            # Looking for what was meant takes time, so only the first slips get a suggestion.
            faults.append(_fault(details, names if seen[details["type"]] <= MAX_PER_RULE else None))
        return faults


def unfit_keys(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys of a reference whose values do not fit, in the order of the fields."""
    try:
        Reference.model_validate(data)
    except ValidationError as error:
        return tuple(dict.fromkeys(str(details["loc"][0]) for details in error.errors()))
    return ()


def _told_once(found: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Without what another misfit says already: a key is not missing that is only misspelt, nor a list empty whose entries have faults."""
    unknown = islice((details["loc"] for details in found if details["type"] == "extra_forbidden"), MAX_PER_RULE)
    misspelt = {(*path[:-1], nearest(str(path[-1]), keys_at(path[:-1]))) for path in unknown}
    for details in found:
        if not ((details["type"] == "missing" and details["loc"] in misspelt) or (details["type"] == "too_short" and details["input"])):
            yield details


def _fault(details: ErrorDetails, names: Names | None) -> Violation:  # noqa: PLR0911  # a table of cases
    kind, path = details["type"], details["loc"]
    if kind == "empty-text" and path[-1] == "[key]":
        return Violation("empty-text", path[:-1], {"value": ""}, at_key=True)
    match kind:
        case "missing":
            return Violation("missing-field", path[:-1], {"key": path[-1], "owner": _owner(path[:-1], details["input"])})
        case "extra_forbidden":
            return _unknown_key(details, path, suggests=bool(names))
        case "enum" | "literal_error":
            return _unknown_value(details, path, suggests=bool(names))
        case "too_short":
            return Violation("empty-list", path, {"key": path[-1]}, at_key=True)
        case "malformed-id":
            return _malformed_id(details["ctx"]["value"], path, names or (lambda _: ()))
        case _ if kind in catalogue():
            return Violation(kind, path, details["ctx"])
        case _:
            return _wrong_type(details, path, _WANTED.get(kind, _NUMBER))


def _unknown_key(details: ErrorDetails, path: Path, *, suggests: bool) -> Violation:
    key, known = str(path[-1]), keys_at(path[:-1])
    if key.startswith("-"):
        return Violation("unknown-key", path, {"key": key[1:].strip()}, at_key=True, variant="glued-hyphen")
    suggestion = did_you_mean(key, known if suggests else ())
    form = "alone" if details["input"] == "" else "words" if " " in key else "dose" if _DOSE.fullmatch(key) else ""
    facts = {"key": show_whitespace(key), "suggestion": suggestion, "known": tuple(known)}
    return Violation("unknown-key", path, facts, at_key=True, variant="" if suggestion else form)


def _malformed_id(value: str, path: Path, names: Names) -> Violation:
    """An id that cannot be one: where it is to name something, perhaps the title of it."""
    if unseen := next((letter for letter in value if not letter.isprintable()), ""):
        return Violation("malformed-id", path, {"value": show_whitespace(value), "character": char_name(unseen)}, variant="unseen")
    link = link_at(path)
    if link and (suggestion := suggest_id(value, (), names(link))):
        return Violation(link, path, {"id": value, "suggestion": suggestion})
    parts = re.split(r"[\s;]+", value.strip())
    if link and len(parts) > 1 and {*parts} <= {entry.id for entry in names(link)}:
        return Violation("malformed-id", path, {"value": value, "listed": tuple(parts)}, variant="several")
    odd = next((letter for letter in value if not (letter.isalnum() or letter in "-_")), "")
    bare = _LIKE_HYPHEN.sub("-", value.strip(_CURLY))
    return Violation("malformed-id", path, {"value": value, "character": odd, "bare": bare}, variant=_what_is_odd(odd))


def _what_is_odd(letter: str) -> str:
    """Form of “malformed-id” for the first character that an id cannot contain."""
    if not letter:
        return ""
    return "space" if letter == " " else "quoted" if letter in _CURLY else "dash" if _LIKE_HYPHEN.match(letter) else "character"


def _unknown_value(details: ErrorDetails, path: Path, *, suggests: bool) -> Violation:
    known = details["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
    value = details["input"]
    if not isinstance(value, str):
        return _wrong_type(details, path, _WORD)
    facts = {"key": _key_of(path), "value": value, "known": tuple(known), "suggestion": did_you_mean(value, known if suggests else ())}
    return Violation("unknown-value", path, {**facts, "value": show_whitespace(value)})


def _wrong_type(details: ErrorDetails, path: Path, wanted: tuple[str, str]) -> Violation:
    value, form = details["input"], ""
    example = wanted[1]
    if wanted is _LIST and isinstance(value, str) and value.startswith("-"):
        form, example = "glued-hyphen", f"- {value[1:].split(' -')[0].strip()}"
    elif wanted is _LIST and isinstance(value, str) and value:
        example = _listed(value, path)
    elif wanted is _LIST and isinstance(value, dict) and value:
        first = next(iter(value))
        form, example = ("glued-hyphen", f"- {first[1:].strip()}:") if first.startswith("-") else ("entry", first)
    elif wanted is _LIST and value == "":
        form = "nothing"
    elif isinstance(value, list) and path and isinstance(path[-1], int):
        form = "nested"
    elif wanted is _KEYS and (keys := keys_at(path)):
        example = f"{{{keys[0]}: …, {keys[1]}: …}}"
    elif isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        example = quote_yaml(", ".join(value)) if wanted is _TEXT else value[0]
    facts = {"owner": _place(path), "wanted": wanted[0], "example": example, "found": _found(value)}
    return Violation("wrong-type", path, facts, variant=form)


def _listed(text: str, path: Path) -> str:
    """Text that an author wrote in place of a list, as a list."""
    keys = keys_at(path)
    if keys and path[-1] not in _SHORT:
        return f"[{{{keys[0]}: …}}]"
    return f"[{', '.join(map(_entry, _PARTED.split(text[:_LONGEST].strip('[](){} '))))}]"


def _entry(text: str) -> str:
    """A text as an entry between brackets."""
    return text if re.fullmatch(r"[^\W_][^,:#\[\]{}]*", text) else quote_yaml(text)


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
    """Name of the part that lacks something, in the author's terms: “first-box”, an entry of “nodes”."""
    name = value.get("id") if path and isinstance(path[-1], int) and isinstance(value, dict) else None
    return f"“{name}”" if name and isinstance(name, str) else _place(path)


def _place(path: Path) -> str:
    if not path:
        return "the pathway"
    return f"an entry of “{_key_of(path)}”" if isinstance(path[-1], int) else f"“{path[-1]}”"
