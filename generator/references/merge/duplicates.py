"""Which references are the same publication."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_NUMBERS = {"pmid": "PubMed number", "doi": "DOI", "pmcid": "PubMed Central number"}


@dataclass(slots=True)
class KnownReferences:
    """References met so far, found by what tells publications apart."""

    _by: dict[tuple[str, str], list[tuple[Mapping[str, Any], str]]] = field(default_factory=dict)

    def add(self, entry: Mapping[str, Any], where: str) -> None:
        """Remembers a reference, and where it stands."""
        for mark in _marks(entry):
            self._by.setdefault(mark, []).append((entry, where))

    def find_duplicate(self, entry: Mapping[str, Any]) -> tuple[str, str, str] | None:
        """The id of the same publication, where it stands and what they share; or nothing."""
        for key, value in _marks(entry):
            for other, where in self._by.get((key, value), []):
                if key != "title" or not _contradict(entry, other):
                    return str(other.get("id", "")), where, _NUMBERS.get(key, key)
        return None


def _marks(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in _NUMBERS:
        if isinstance(value := entry.get(key), str) and value.strip():
            yield key, value.strip().casefold()
    if isinstance(title := entry.get("title"), str) and (bare := _bare(title)):
        yield "title", bare


def _bare(text: str) -> str:
    """A title without case, punctuation and accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if letter.isalnum())


def _contradict(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two publications of one title are two: many a review has the name of its disease for a title, and no other.

    They are where a number of a database, the first author, the volume or the first page is another, or the year by more than the one
    that is between an article's day online and in print.
    """
    years = [int(year) for entry in (one, other) if (year := _first_digits(entry.get("issued")))]
    return (
        any(_differ(one.get(key), other.get(key)) for key in _NUMBERS)
        or _differ(_first_author(one), _first_author(other))
        or any(_differ(_first_digits(one.get(key)), _first_digits(other.get(key))) for key in ("volume", "pages"))
        or max(years, default=0) - min(years, default=0) > 1
    )


def _differ(one: Any, other: Any) -> bool:
    """Whether both are known, and not the same."""
    return bool(one and other) and str(one).strip().casefold() != str(other).strip().casefold()


def _first_digits(value: Any) -> str:
    match = re.search(r"\d+", value, re.ASCII) if isinstance(value, str) else None
    return match.group() if match else ""


def _first_author(entry: Mapping[str, Any]) -> str:
    people = entry.get("authors") or entry.get("editors")
    first = people[0] if isinstance(people, list) and people else None
    name = first.get("family") if isinstance(first, dict) else first
    return _bare(name) if isinstance(name, str) else ""
