"""Faults of shape: keys and values that do not fit where they stand."""

from collections.abc import Callable, Iterator

import yaml

from campaigns.faults.shapes import SHAPES, needs
from campaigns.faults.text import Edit, Inside, Kind, Plant, Text, entry_before, first_entry, replaced, without

_TEXTS = ("text", "prose")
_WRONG = {
    "malformed-id": (("id", "use:statement", "use:reference", "use:place", "use:treatment", "use:subject", "use:successor"),
        ("two words", "../other", "/other", "C:other", "con", "COM1", "a--b", "-a", "a_", "a.b", "e\u0301te", "x" * 61, "''", "a/b")),
    "malformed-date": (("date", "dates"), ("2024-13", "2024-02-30", "May 2024", "24", "2024-5", "''", "2024/2023", "12.3.2024", "0000")),
    "malformed-pmid": (("pmid",), ("PMID 12", "012", "1234567890", "12a", "''", "\uff11\uff12")),
    "malformed-pmcid": (("pmcid",), ("1234567", "PMC", "pmc12", "PMC 12", "''")),
    "malformed-doi": (("doi",), ("https://doi.org/10.1000/182", "10.1/x", "doi:10.1000/182", "10.1000/", "10.1000/1 2", "''")),
    "malformed-url": (("url",), ("www.example.org", "javascript:alert(1)", "data:text/html",
        "//example.org", "ftp://example.org", "https://a b", "''")),
    "malformed-language": (("language",), ("english", "en_GB", "''", "EN", "e")),
    "malformed-style-name": (("style",), ("../style.csl", "folder/style.csl", "style", ".csl", "C:style.csl")),
}  # fmt: skip


def _malformed(rule: str) -> Callable[[Text], Iterator[Plant]]:
    """The wrong forms in turn, a different one first at each place."""
    specs, forms = _WRONG[rule]

    def plant(text: Text) -> Iterator[Plant]:
        for number, part in enumerate(text.of(*specs)):
            for form in (forms[(number + 5 * turn) % len(forms)] for turn in range(3)):
                # Nothing at all behind “next” is no id, but an empty list; and no file is named after what is only named.
                if part.spec.startswith("use:") and form in {"con", "COM1"}:
                    continue
                if form != "''" or not part.owner or not isinstance(part.owner.node, yaml.ScalarNode):
                    yield Plant([replaced(part, form)], rule, [part.start])
        if not text.of(*specs):
            yield from _added(rule, text)

    return plant


def _added(rule: str, text: Text) -> Iterator[Plant]:
    """If the pathway has no such key, it is written with a wrong value."""
    key = {"malformed-style-name": "citation_style"}.get(rule, rule.removeprefix("malformed-"))
    owner = "metadata" if f"{key}" in SHAPES["metadata"] else "reference"
    for part in text.of(owner):
        for form in _WRONG[rule][1]:
            yield Plant([first_entry(part, f"{key}: {form}")], rule, [Inside(0, len(key) + 2)])


def _no_required_key(text: Text) -> Iterator[Plant]:
    for part in text.all:
        owner = part.owner
        if owner and part.key and part.name in needs(owner.spec) and len(owner.parts) > 1:
            left = next(other for other in owner.parts if other is not part)
            yield Plant([without(part)], "missing-field", [left.key_start])


def _misspelt_keys(text: Text) -> Iterator[Plant]:
    for number, part in enumerate(text.all):
        if part.owner and part.key and part.owner.spec in SHAPES:
            name = part.name
            cut = 1 + number % (len(name) - 1)
            wrong = name[:cut] + name[cut + 1 :] if number % 2 else name[:cut] + name[cut] + name[cut:]
            if wrong not in needs(part.owner.spec) | SHAPES[part.owner.spec].keys():
                yield Plant([Edit(part.key_start, part.key_start + len(name), wrong)], "unknown-key", [Inside(0, 0)])


def _foreign_keys(text: Text) -> Iterator[Plant]:
    for part in text.all:
        if part.spec in SHAPES and isinstance(part.node, yaml.MappingNode):
            yield Plant([entry_before(part.parts[-1], "zebra: striped")], "unknown-key", [Inside(0, 0)])


def _misspelt_words(text: Text) -> Iterator[Plant]:
    for number, part in enumerate(text.of("word")):
        word = part.says
        for wrong in (word.upper() + "s", word[:1] + word, "other"):
            yield Plant([replaced(part, wrong)], "unknown-value", [part.start])
        if number % 3 == 0:
            yield Plant([replaced(part, '""')], "unknown-value", [part.start])


def _wrong_types(text: Text) -> Iterator[Plant]:
    """A list for a text, keys for a list, a text for keys."""
    for part in text.all:
        if part.spec in (*_TEXTS, "id", "word", "truth", "number"):
            yield Plant([replaced(part, "[one, two]")], "wrong-type", [part.start])
            yield Plant([replaced(part, "{one: two}")], "wrong-type", [Inside(0, 1)])
        elif part.spec.startswith("[") and part.spec != "[way]":
            if part.key:
                yield Plant([_under_key(text, part.key.end_mark.index, part.end, ": one two")], "wrong-type", [Inside(0, 2)])
                yield Plant([_under_key(text, part.key.end_mark.index, part.end, ": {one: two}")], "wrong-type", [Inside(0, 3)])
        elif part.spec in SHAPES and part.key:
            yield Plant([_under_key(text, part.key.end_mark.index, part.end, ": one two")], "wrong-type", [Inside(0, 2)])
    for part in text.of("truth", "number"):
        yield Plant([replaced(part, "perhaps")], "wrong-type", [part.start])


def _under_key(text: Text, start: int, end: int, new: str) -> Edit:
    assert text.text[start] == ":"  # noqa: S101  # our pathways write no space before a colon
    return Edit(start, end, new)


def _emptied(text: Text) -> Iterator[Plant]:
    for part in text.of(*_TEXTS):
        for nothing in ('""', "'  '"):
            yield Plant([replaced(part, nothing)], "empty-text", [part.start])


def _left_out(text: Text) -> Iterator[Plant]:
    """A key with nothing behind it, such as an “editorial” without its reason."""
    for part in text.of(*_TEXTS):
        if part.key and part.owner and not part.owner.is_flow:
            yield Plant([Edit(part.key.end_mark.index + 1, part.end, "")], "empty-text", [part.key.end_mark.index + 1])


def _empty_lists(text: Text) -> Iterator[Plant]:
    for part in text.all:
        if part.key and part.owner and part.name in needs(part.owner.spec) and part.spec in {"[section]", "[chart]", "[box]"}:
            yield Plant([_under_key(text, part.key.end_mark.index, part.end, ": []")], "empty-list", [part.key_start])


def _no_author(text: Text) -> Iterator[Plant]:
    for part in text.of("author"):
        family, literal = part.get("family"), part.get("literal")
        if family:
            yield Plant(
                [entry_before(family, "literal: The club")], "malformed-author", [Inside(0, 0)] if family is part.parts[0] else [part.face]
            )
            if len(part.parts) > 1:
                yield Plant([without(family)], "malformed-author", [next(other for other in part.parts if other is not family).key_start])
        if literal:
            yield Plant([entry_before(literal, "family: Smith")], "malformed-author", [Inside(0, 0)])


KINDS = (
    Kind("leaves out a required key", _no_required_key),
    Kind("misspells a key", _misspelt_keys),
    Kind("writes a key that means nothing", _foreign_keys),
    Kind("misspells a fixed word", _misspelt_words),
    Kind("writes a value of the wrong shape", _wrong_types),
    Kind("empties a text", _emptied),
    Kind("writes a key with nothing behind it", _left_out),
    Kind("empties a list that needs an entry", _empty_lists),
    Kind("names an author both ways, or neither", _no_author),
    *(Kind(f"writes {what}", _malformed(rule)) for rule, what in {
        "malformed-id": "an id that cannot be one",
        "malformed-date": "a wrong date",
        "malformed-pmid": "a wrong PubMed number",
        "malformed-pmcid": "a wrong PubMed Central number",
        "malformed-doi": "a wrong DOI",
        "malformed-url": "a wrong web address",
        "malformed-language": "a wrong language code",
        "malformed-style-name": "a wrong name of a style",
    }.items()),
)  # fmt: skip
