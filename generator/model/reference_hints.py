"""Which id belongs to a title: authors write the one where the other is wanted."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from generator.core.diagnostics import Message, Path, messages
from generator.core.diagnostics.suggest import Candidate, Cited

# The rule that speaks of a link, by the key that the link stands under.
LINKS = {
    **dict.fromkeys(("to", "then"), "dangling-edge"),
    "through": "dangling-chart",
    **dict.fromkeys(("statement", "rests_on", "read_with"), "dangling-statement"),
    **dict.fromkeys(("gives", "continues", "reduces", "stops", "avoids"), "dangling-treatment"),
    **dict.fromkeys(("about", "rather_than", "with", "treatment", "parts"), "dangling-treatment"),
    **dict.fromkeys(("in", "has"), "dangling-entry"),
    "asks": "dangling-question",
    "score": "dangling-score",
    "by": "dangling-team",
    "setting": "dangling-setting",
    **dict.fromkeys(("reference", "based_on"), "dangling-citation"),
    "superseded_by": "dangling-successor",
}
_NO_LINKS = frozenset({"cases", "pathway", "grading", "reviewed"})
"""Parts with keys of the same names that are texts, or that have checks of their own."""
_STILL_LINKS = (["pathway", "based_on"], ["pathway", "grading", "cites", "reference"])

# As most styles number a list.
_NUMBER = re.compile(r"\d{1,3}")


class _Dangling(Protocol):
    def __call__(self, *, id: str, suggestion: str) -> Message: ...  # noqa: A002  # the name of its placeholder


_MESSAGES: Mapping[str, _Dangling] = {
    "dangling-edge": messages.dangling_edge,
    "dangling-statement": messages.dangling_statement,
    "dangling-chart": messages.dangling_chart,
    "dangling-treatment": messages.dangling_treatment,
    "dangling-entry": messages.dangling_entry,
    "dangling-question": messages.dangling_question,
    "dangling-score": messages.dangling_score,
    "dangling-team": messages.dangling_team,
    "dangling-setting": messages.dangling_setting,
    "dangling-citation": messages.dangling_citation,
    "dangling-successor": messages.dangling_successor,
}


def dangling(code: str, name: str, suggestion: str) -> Message:
    """Message about a link that leads nowhere, by the rule that speaks of it."""
    if code == "dangling-citation" and _NUMBER.fullmatch(name):
        return messages.dangling_citation_number(id=name, suggestion=suggestion)
    return _MESSAGES[code](id=name, suggestion=suggestion)


def link_at(path: Path) -> str:
    """The rule that speaks of the link at a path; nothing where no link stands."""
    keys = [step for step in path if isinstance(step, str)]
    if not keys or (_NO_LINKS & {*keys} and keys not in _STILL_LINKS):
        return ""
    if keys[-1] == "members":
        return "dangling-treatment" if keys[0] == "treatments" else "dangling-entry"
    return LINKS.get(keys[-1], "") if len(keys) > 1 else ""


def named(data: Any, code: str) -> list[Candidate]:
    """Possible targets of such a link, with titles or names; from plain data, whether or not it is a pathway."""
    return [entry for entry in _NAMED[code](data) if entry.id and entry.title]


def _parts(data: Any, key: str) -> Iterator[Mapping[str, Any]]:
    found = data.get(key) if isinstance(data, Mapping) else None
    yield from (part for part in found if isinstance(part, Mapping)) if isinstance(found, list | tuple) else ()


def _named(part: Mapping[str, Any], noun: str, *keys: str, said: str = "title") -> Iterator[Candidate]:
    for key in keys:
        titles = part.get(key)
        for title in titles if isinstance(titles, list | tuple) else (titles,):
            if isinstance(title, str) and isinstance(part.get("id"), str):
                yield Candidate(noun, said, part["id"], title)


def _places(data: Any) -> Iterator[Candidate]:
    overview = data.get("overview") if isinstance(data, Mapping) else None
    for section in _parts(data, "sections"):
        yield from _named(section, "section", "title", "short_title")
    for chart in (
        *([overview] if isinstance(overview, Mapping) else ()),
        *(c for s in _parts(data, "sections") for c in _parts(s, "charts")),
    ):
        yield from _named(chart, "chart", "title")
        for box in _parts(chart, "boxes"):
            yield from _named(box, "box", "title")


def _entries(key: str, noun: str, said: str, *keys: str) -> Callable[[Any], Iterator[Candidate]]:
    return lambda data: (entry for part in _parts(data, key) for entry in _named(part, noun, *keys, said=said))


_treatments = _entries("treatments", "treatment", "name", "name", "synonyms", "abbreviations")
_circumstances = _entries("circumstances", "circumstance", "name", "name", "synonyms", "abbreviations")


def _findings(data: Any) -> Iterator[Candidate]:
    for group in _parts(data, "findings"):
        for entry in _parts(group, "entries"):
            yield from _named(entry, "finding", "name", "synonyms", "abbreviations", said="name")


def _of_short_ids(key: str, noun: str) -> Callable[[Any], Iterator[Candidate]]:
    """Entries that are written as short ids with their names."""

    def found(data: Any) -> Iterator[Candidate]:
        names = data.get(key) if isinstance(data, Mapping) else None
        for name, title in names.items() if isinstance(names, Mapping) else ():
            if isinstance(name, str) and isinstance(title, str):
                yield Candidate(noun, "name", name, title)

    return found


def _patients(data: Any) -> Iterator[Candidate]:
    yield from _findings(data)
    yield from _circumstances(data)


def _questions(data: Any) -> Iterator[Candidate]:
    for group in _parts(data, "findings"):
        yield from _named(group, "group of findings", "title")
    yield from _patients(data)
    yield from _treatments(data)


def _charts(data: Any) -> Iterator[Candidate]:
    return (place for place in _places(data) if place.noun == "chart")


def _references(data: Any) -> Iterator[Candidate]:
    for part in _parts(data, "references"):
        for entry in _named(part, "reference", "title"):
            yield replace(entry, cited=Cited(tuple(_authors(part)), _year(part)))


def _authors(part: Mapping[str, Any]) -> Iterator[str]:
    authors = part.get("authors")
    for author in authors if isinstance(authors, list | tuple) else ():
        name = author.get("family") if isinstance(author, Mapping) else author
        if isinstance(name, str):
            yield name


def _year(part: Mapping[str, Any]) -> str:
    found = re.search(r"\d{4}", str(part.get("issued") or ""))
    return found[0] if found else ""


_NAMED: Mapping[str, Callable[[Any], Iterator[Candidate]]] = {
    "dangling-edge": _places,
    "dangling-statement": _entries("statements", "statement", "text", "says"),
    "dangling-treatment": _treatments,
    "dangling-chart": _charts,
    "dangling-entry": _patients,
    "dangling-question": _questions,
    "dangling-score": _entries("scores", "score", "name", "name"),
    "dangling-team": _of_short_ids("team", "entry"),
    "dangling-setting": _of_short_ids("settings", "entry"),
    "dangling-citation": _references,
    "dangling-successor": _references,
}
