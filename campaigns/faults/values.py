"""Faults of shape: keys and values that do not fit where they stand."""

from collections.abc import Iterator

from campaigns.faults.pathway import KEY, SHAPES, Fault, Text, cut, needs, put, renamed

_TEXTS = ("text", "prose", "bare")
_ID = ("malformed-id", "two words")
_FAMILIES = "statement reference place treatment entry question chart score team setting successor".split()
_SINGLE = frozenset({"next", "by", "has", "grade", "ends"})
"""Lists that may be written as their only entry."""
_MALFORMED = {
    **dict.fromkeys(("id", *(f"use:{family}" for family in _FAMILIES)), _ID),
    "date": ("malformed-date", "2024-02-30"),
    "dates": ("malformed-date", "2024/2023"),
    "pmid": ("malformed-pmid", "PMID 12"),
    "pmcid": ("malformed-pmcid", "1234567"),
    "doi": ("malformed-doi", "https://doi.org/10.1000/182"),
    "url": ("malformed-url", "javascript:alert(1)"),
    "language": ("malformed-language", "en_GB"),
    "address": ("malformed-link", "javascript:alert(1)"),
    "contact": ("malformed-contact", "the office"),
    "file": ("malformed-file-name", "../leaflet.pdf"),
    "time": ("malformed-time", "soon"),
    "agreement": ("malformed-agreement", "most"),
    "range": ("malformed-range", "some"),
    "colour": ("malformed-colour", "red"),
    "style": ("malformed-style-name", "../style.csl"),
    "word": ("unknown-value", "other"),
    **dict.fromkeys(_TEXTS, ("empty-text", "  ")),
}
"""The rule about each kind of text, and a wrong form; the tests try more forms, in one place each."""


def leaves_out_a_required_key(text: Text) -> Iterator[Fault]:
    for owner in text.parts:
        for key in needs(owner.spec) if isinstance(owner.value, dict) and len(owner.value) > 1 else ():
            left = next(other for other in owner.value if other != key)
            yield text.fault("missing-field", cut(text.data, (*owner.path, key)), (*owner.path, left, KEY))


def misspells_a_key(text: Text) -> Iterator[Fault]:
    specs = {part.path: part.spec for part in text.parts}
    for number, part in enumerate(text.parts[1:]):
        known = SHAPES.get(specs[part.path[:-1]], {})
        name = part.path[-1]
        if isinstance(name, str) and known:
            place = 1 + number % (len(name) - 1)
            wrong = name[:place] + name[place + 1 :] if number % 2 else name[:place] + name[place] + name[place:]
            if wrong not in {key.rstrip("!") for key in known}:
                yield text.fault("unknown-key", renamed(text.data, part.path, wrong), (*part.path[:-1], wrong, KEY))


def writes_a_value_of_the_wrong_shape(text: Text) -> Iterator[Fault]:
    """A list for a text, keys for a list, a text for keys."""
    for part in text.parts:
        if part.spec in (*_TEXTS, "id", "word", "truth", "number"):
            wrong: tuple[object, ...] = (["one", "two"], {"one": "two"}, *(["perhaps"] if part.spec in {"truth", "number"} else []))
        elif part.spec.startswith("["):
            wrong = ("one two", {"one": "two"})
        else:
            wrong = ("one two",) if part.spec in SHAPES and part.path and isinstance(part.path[-1], str) else ()
        for value in wrong if part.path[-1:] != ("grading",) and not _SINGLE & {*part.path[-1:]} else ():
            yield text.fault("wrong-type", put(text.data, part.path, value), part.path)


def writes_a_text_of_a_wrong_form(text: Text) -> Iterator[Fault]:
    """Where a pathway has no such text, a key for it is added to every part that may have one."""
    for spec, (rule, wrong) in _MALFORMED.items():
        for part in text.of(spec):
            yield text.fault(rule, put(text.data, part.path, wrong), part.path)
        for shape, keys in SHAPES.items():
            for key in (key for key, of in keys.items() if of == spec and not spec.startswith("use:")):
                for part in text.of(shape):
                    if isinstance(part.value, dict) and key.rstrip("!") not in part.value:
                        path = (*part.path, key)
                        yield text.fault(rule, put(text.data, path, wrong), path)
