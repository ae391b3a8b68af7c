"""Which references are the same publication."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_NUMBERS = {"pmid": "PubMed number", "doi": "DOI", "pmcid": "PubMed Central number"}


@dataclass(slots=True)
class Known:
    """References met so far, found by what tells publications apart."""

    _by: dict[tuple[str, str], list[tuple[Mapping[str, Any], str]]] = field(default_factory=dict)

    def add(self, entry: Mapping[str, Any], where: str) -> None:
        """Remembers a reference, and where it stands."""
        for mark in _marks(entry):
            self._by.setdefault(mark, []).append((entry, where))

    def twin(self, entry: Mapping[str, Any]) -> tuple[str, str, str] | None:
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
    """Whether a number says that two publications of one title are two: many a review bears the name of its disease alone."""
    return any(one.get(key) and other.get(key) and str(one[key]).casefold() != str(other[key]).casefold() for key in _NUMBERS)
