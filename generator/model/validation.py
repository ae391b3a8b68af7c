"""From plain data to a pathway, or to all the places where the data does not fit."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.core.diagnostics import LIKE_HYPHEN, Message, Path, Violation, char_name, messages, quote_yaml, show_whitespace
from generator.core.diagnostics.collector import MAX_PER_RULE
from generator.core.diagnostics.suggest import Candidate, did_you_mean, suggest_id
from generator.model.corrections import corrected, same_word, without_lookalikes
from generator.model.grading import STANDARD
from generator.model.likely_names import homes, is_label, likely, likely_meant
from generator.model.pathway import Pathway
from generator.model.reference_hints import LINKS, dangling, link_at, named
from generator.model.references import Reference
from generator.model.scores import FORMS
from generator.model.shape import example_at, flow_text, keys_at

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
# Lists of people, in which a bare text is an organisation.
_PEOPLE = {"authors", "editors"}
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
_MALFORMED: Mapping[str, Callable[[str], Message]] = {
    "empty-text": lambda _: messages.empty_text(),
    "malformed-author": lambda _: messages.malformed_author(),
    "malformed-date": lambda value: messages.malformed_date(value=value),
    "malformed-pmid": lambda value: messages.malformed_pmid(value=value),
    "malformed-pmcid": lambda value: messages.malformed_pmcid(value=value),
    "malformed-doi": lambda value: messages.malformed_doi(value=value),
    "malformed-url": lambda value: messages.malformed_url(value=value),
    "malformed-style-name": lambda value: messages.malformed_style_name(value=value),
    "malformed-colour": lambda value: messages.malformed_colour(value=value) if value else messages.malformed_colour_comment(),
    "malformed-language": lambda value: messages.malformed_language(value=value),
    "malformed-contact": lambda value: messages.malformed_contact(value=value),
    "malformed-link": lambda value: messages.malformed_link(value=value),
    "malformed-file-name": lambda value: messages.malformed_file_name(value=value),
    "malformed-time": lambda value: messages.malformed_time(value=value),
    "malformed-agreement": lambda value: messages.malformed_agreement(value=value),
    "malformed-range": lambda value: messages.malformed_range(value=value),
    "malformed-grading": lambda _: messages.malformed_grading(),
    "unknown-grading": lambda value: messages.unknown_grading(value=value, suggestion=did_you_mean(value, STANDARD)),
}
"""By the code of our own errors (`validation_error`): the message about the value."""


def read_pathway(data: Any) -> Pathway | list[Violation]:
    """Reads mappings, lists and text as a pathway; every misfit is reported, in the order of the fields."""
    if isinstance(data, Mapping) and data.get("format") == "1":
        return [Violation(messages.older_format(), ("format",))]
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
    unknown = islice(((details["loc"], details["input"]) for details in found if details["type"] == "extra_forbidden"), MAX_PER_RULE)
    misspelt = {(*path[:-1], "to" if is_label(path, input_) else likely(str(path[-1]), keys_at(path[:-1]))) for path, input_ in unknown}
    for details in found:
        if not ((details["type"] == "missing" and details["loc"] in misspelt) or (details["type"] == "too_short" and details["input"])):
            yield details


def _fault(details: ErrorDetails, names: Names | None) -> Violation:  # noqa: PLR0911  # a table of cases
    kind, path = details["type"], tuple(step for step in details["loc"] if step not in FORMS)
    if kind == "empty-text" and path[-1] == "[key]":
        return Violation(messages.empty_text(), path[:-1], at_key=True)
    match kind:
        case "missing":
            owner = _owner(path[:-1], details["input"])
            return Violation(messages.missing_field(key=str(path[-1]), owner=owner), path[:-1])
        case "extra_forbidden":
            return _unknown_key(details, path, suggests=bool(names))
        case "enum" | "literal_error":
            return _unknown_value(details, path, suggests=bool(names))
        case "too_short":
            return Violation(messages.empty_list(key=str(path[-1])), path, at_key=True)
        case "malformed-id":
            return replace(
                _malformed_id(details["ctx"]["value"], path, names or (lambda _: ())),
                correction=_corrected_id(details["ctx"]["value"], path, names) if names else None,
            )
        case _ if kind in _MALFORMED:
            value = details["ctx"]["value"]
            return Violation(_MALFORMED[kind](value), path, correction=corrected(kind, value))
        case _:
            return _wrong_type(details, path, _WANTED.get(kind, _NUMBER))


def _unknown_key(details: ErrorDetails, path: Path, *, suggests: bool) -> Violation:
    key, known = str(path[-1]), keys_at(path[:-1])
    if key.startswith("-"):
        return Violation(messages.unknown_key_glued_hyphen(key=key[1:].strip()), path, at_key=True)
    suggestion = likely_meant(key, known if suggests else ())
    said, allowed = show_whitespace(key), tuple(known)
    message = messages.unknown_key(key=said, suggestion=suggestion, known=allowed)
    if not suggestion and details["input"] == "":
        message = messages.unknown_key_alone(key=said, known=allowed)
    elif not suggestion and " " in key:
        message = messages.unknown_key_words(key=said, known=allowed)
    elif is_label(path, details["input"]):
        message = messages.unknown_key_way(key=said, goal=details["input"], known=allowed)
    elif not suggestion and _DOSE.fullmatch(key):
        message = messages.unknown_key_dose(key=said, suggestion="", known=allowed)
    elif not suggestion and (parts := homes(key)):
        message = messages.unknown_key_elsewhere(key=said, suggestion="", parts=" or ".join(f"“{part}”" for part in parts), known=allowed)
    return Violation(message, path, at_key=True, correction=same_word(key, known) if suggestion else None)


def _malformed_id(value: str, path: Path, names: Names) -> Violation:
    """An id that cannot be one: where it is to name something, perhaps the title of it."""
    if unseen := next((letter for letter in value if not letter.isprintable()), ""):
        return Violation(messages.malformed_id_unseen(value=show_whitespace(value), character=char_name(unseen)), path)
    link = link_at(path)
    if link and _corrected_id(value, path, names):
        return _odd_id(value, path)
    if link and (suggestion := suggest_id(value, (), names(link))):
        return Violation(dangling(link, value, suggestion), path)
    parts = re.split(r"[\s;]+", value.strip())
    if link and len(parts) > 1 and {*parts} <= {entry.id for entry in names(link)}:
        return Violation(messages.malformed_id_several(value=value, listed=tuple(parts)), path)
    return _odd_id(value, path)


def _corrected_id(value: str, path: Path, names: Names) -> str | None:
    """The id that must be meant, but for its quotation marks or hyphens: for a link one that exists, and elsewhere one that does not."""
    bare, link = without_lookalikes(value, _CURLY), link_at(path)
    known = {entry.id for code in ({link} if link else {*LINKS.values()}) for entry in names(code)}
    is_clear = bare in known and value not in known if link else bare not in known
    return bare if is_clear else None


def _odd_id(value: str, path: Path) -> Violation:
    """An id with a character that it cannot contain; the first of them is reported."""
    odd = next((letter for letter in value if not (letter.isalnum() or letter in "-_")), "")
    bare = _LIKE_HYPHEN.sub("-", value.strip(_CURLY))
    if not odd:
        return Violation(messages.malformed_id(value=value), path)
    if odd == " ":
        return Violation(messages.malformed_id_space(value=value), path)
    if odd in _CURLY:
        return Violation(messages.malformed_id_quoted(value=value, bare=bare), path)
    if _LIKE_HYPHEN.match(odd):
        return Violation(messages.malformed_id_dash(value=value, character=odd, bare=bare), path)
    return Violation(messages.malformed_id_character(value=value, character=odd), path)


def _unknown_value(details: ErrorDetails, path: Path, *, suggests: bool) -> Violation:
    known = details["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
    value = details["input"]
    if not isinstance(value, str):
        return _wrong_type(details, path, _WORD)
    suggestion = likely_meant(value, known if suggests else ())
    message = messages.unknown_value(key=_key_of(path), value=show_whitespace(value), known=tuple(known), suggestion=suggestion)
    return Violation(message, path, correction=same_word(value, known) if suggestion else None)


def _wrong_type(details: ErrorDetails, path: Path, wanted: tuple[str, str]) -> Violation:
    value, form = details["input"], ""
    example, shown = wanted[1], _shown(value, wanted, path)
    if wanted is _LIST and isinstance(value, str) and value.startswith("-"):
        form, example = "glued-hyphen", f"- {value[1:].split(' -')[0].strip()}"
    elif wanted is _LIST and isinstance(value, str) and value:
        example = _listed(value, path)
    elif wanted is _LIST and isinstance(value, dict) and value and not shown:
        first = next(iter(value))
        form, example = ("glued-hyphen", f"- {first[1:].strip()}:") if first.startswith("-") else ("entry", first)
    elif wanted is _LIST and value == "":
        form = "nothing"
    elif isinstance(value, list) and path and isinstance(path[-1], int):
        form = "nested"
    elif wanted is _TEXT and isinstance(value, dict) and len(value) == 1 and all(isinstance(part, str) for part in value.values()):
        form, example = "colon", quote_yaml(": ".join(next(iter(value.items()))))
    elif wanted is _KEYS and (keys := keys_at(path)):
        example = f"{{{keys[0]}: …, {keys[1]}: …}}"
    elif shown:
        example = shown
    elif isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        example = quote_yaml(", ".join(value)) if wanted is _TEXT else value[0]
    message = _of_type(form, _place(path), wanted[0], example, _found(value))
    return Violation(message, path, correction=example if example == f"[{value}]" else None, unwraps=form == "nested")


def _of_type(form: str, owner: str, wanted: str, example: str, found: str) -> Message:
    match form:
        case "glued-hyphen":
            return messages.wrong_type_glued_hyphen(owner=owner, wanted=wanted, example=example)
        case "entry":
            return messages.wrong_type_entry(owner=owner, wanted=wanted, example=example, found=found)
        case "nothing":
            return messages.wrong_type_nothing(owner=owner, wanted=wanted, example=example, found=found)
        case "nested":
            return messages.wrong_type_nested(owner=owner)
        case "colon":
            return messages.wrong_type_colon(owner=owner, wanted=wanted, example=example, found=found)
        case _:
            return messages.wrong_type(owner=owner, wanted=wanted, example=example, found=found)


def _listed(text: str, path: Path) -> str:
    """Text that an author wrote in place of a list, as a list."""
    keys = keys_at(path)
    if path[-1] in _PEOPLE:
        return "[{family: Smith, given: J P}, World Health Organization]"
    if keys and path[-1] not in _SHORT:
        return f"[{{{keys[0]}: …}}]"
    return f"[{', '.join(map(_entry, _PARTED.split(text[:_LONGEST].strip('[](){} '))))}]"


def _shown(value: Any, wanted: tuple[str, str], path: Path) -> str:
    """The example that the format has for a key, where the value is of quite another form."""
    shown = example_at(path)
    if wanted is _LIST:
        is_other = isinstance(value, dict) and isinstance(shown, list) and isinstance(shown[0], str)
    else:
        is_other = isinstance(shown, dict) if wanted is _KEYS else wanted is _TEXT and isinstance(value, dict) and isinstance(shown, str)
    return flow_text(shown) if is_other else ""


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
    """Name of the part that lacks something, in the author's terms: “first-box”, an entry of “boxes”."""
    name = value.get("id") if path and isinstance(path[-1], int) and isinstance(value, dict) else None
    return f"“{name}”" if name and isinstance(name, str) else _place(path)


def _place(path: Path) -> str:
    if not path:
        return "the pathway"
    return f"an entry of “{_key_of(path)}”" if isinstance(path[-1], int) else f"“{path[-1]}”"
