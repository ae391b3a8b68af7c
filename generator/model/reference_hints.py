"""Which id belongs to a title: authors write the one where the other is wanted."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from generator.core.diagnostics import Message, Path, messages
from generator.core.diagnostics.suggest import Candidate, Cited

# The rule that speaks of a link, by the key that the link stands under.
LINKS = {
    "to": "dangling-edge",
    "statement": "dangling-statement",
    "rests_on": "dangling-statement",
    "gives": "dangling-treatment",
    "members": "dangling-treatment",
    "parts": "dangling-treatment",
    "about": "dangling-subject",
    "reference": "dangling-citation",
    "superseded_by": "dangling-successor",
}

# As most styles number a list.
_NUMBER = re.compile(r"\d{1,3}")


class _Dangling(Protocol):
    def __call__(self, *, id: str, suggestion: str) -> Message: ...  # noqa: A002  # the name of its placeholder


_MESSAGES: Mapping[str, _Dangling] = {
    "dangling-edge": messages.dangling_edge,
    "dangling-statement": messages.dangling_statement,
    "dangling-treatment": messages.dangling_treatment,
    "dangling-subject": messages.dangling_subject,
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
    return LINKS.get(str(next(step for step in reversed(path) if isinstance(step, str))), "")


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
_antibodies = _entries("antibodies", "antibody", "name", "name", "synonyms", "abbreviations")
_circumstances = _entries("circumstances", "circumstance", "name", "name", "synonyms", "abbreviations")


def _references(data: Any) -> Iterator[Candidate]:
    for part in _parts(data, "references"):
        for entry in _named(part, "reference", "title"):
            yield replace(entry, cited=Cited(tuple(_authors(part)), _year(part)))


def _authors(part: Mapping[str, Any]) -> Iterator[str]:
    authors = part.get("authors")
    for author in authors if isinstance(authors, list | tuple) else ():
        name = author.get("family") or author.get("literal") if isinstance(author, Mapping) else author
        if isinstance(name, str):
            yield name


def _year(part: Mapping[str, Any]) -> str:
    found = re.search(r"\d{4}", str(part.get("issued") or ""))
    return found[0] if found else ""


_NAMED: Mapping[str, Callable[[Any], Iterator[Candidate]]] = {
    "dangling-edge": _places,
    "dangling-statement": _entries("statements", "statement", "text", "says"),
    "dangling-treatment": _treatments,
    "dangling-subject": lambda data: (entry for of in (_treatments, _antibodies, _circumstances) for entry in of(data)),
    "dangling-citation": _references,
    "dangling-successor": _references,
}
