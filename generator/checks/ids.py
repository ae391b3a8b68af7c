"""Ids: one thing, one id."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from generator.analysis.index import PathwayIndex
from generator.core.diagnostics import Path, Violation, messages

Named = Iterable[tuple[str, Path]]

# The pages and folders that the site makes itself, now or when a reader asks for more of it.
RESERVED = frozenset(
    "404 abbreviations assets circumstances downloads evidence examples files hosting index javascripts method print readme "
    "recommendations references robots search sitemap stylesheets terms treatments walk".split()
)

_NUMBERS = {"pmid": "PubMed number", "pmcid": "PubMed Central number", "doi": "DOI"}

_NOUNS = {
    "overview": "chart",
    "sections": "section",
    "charts": "chart",
    "boxes": "box",
    "statements": "statement",
    "references": "reference",
    "treatments": "treatment",
    "findings": "group of findings",
    "entries": "finding",
    "circumstances": "circumstance",
    "scores": "score",
    "cases": "worked case",
}


def duplicate_ids(index: PathwayIndex) -> Iterator[Violation]:
    """Two ids of one family that are equal, or differ only by case or Unicode form: some file systems cannot tell them apart."""
    kinds = ("statements", "references", "scores", "cases")
    for family in (_places(index), *(_entries(index, key) for key in kinds), _subjects(index), _pages(index)):
        seen: dict[str, tuple[str, Path]] = {}
        for name, path in family:
            folded = _folded(name)
            if folded in seen:
                first, place = seen[folded]
                yield Violation(messages.duplicate_id(id=name, first=first, related=place), (*path, "id"))
            else:
                seen[folded] = f"the {_NOUNS[_family(path)]} “{name}”", (*path, "id")


def taken_former_ids(index: PathwayIndex) -> Iterator[Violation]:
    """An id of before that something has now, or had as well, so that an old address leads to another thing."""
    # The pages of sections and of groups of findings lie side by side.
    for family in ((*_places(index), *_entries(index, "findings")), _entries(index, "statements"), _entries(index, "treatments")):
        parts = [*family]
        taken = {_folded(name): (f"the {_NOUNS[_family(path)]} “{name}”", (*path, "id")) for name, path in reversed(parts)}
        for path, names in ((path, getattr(_part(index, path), "formerly", ())) for _, path in parts):
            for number, name in enumerate(names):
                place = (*path, "formerly", number)
                if _folded(name) in taken:
                    first, related = taken[_folded(name)]
                    yield Violation(messages.taken_former_id(id=name, first=first, related=related), place)
                else:
                    taken[_folded(name)] = f"“{name}”", place


def _part(index: PathwayIndex, path: Path) -> object:
    part: Any = index.pathway
    for step in path:
        part = part[step] if isinstance(step, int) else getattr(part, step)
    return part


def reserved_ids(index: PathwayIndex) -> Iterator[Violation]:
    """A section or group of findings whose page would take the place of one of the site's own."""
    for name, path in _pages(index):
        if _folded(name) in RESERVED:
            yield Violation(messages.reserved_id(id=name), (*path, "id"))
    for s, section in enumerate(index.pathway.sections):
        for number, name in enumerate(section.formerly):
            if _folded(name) in RESERVED:
                yield Violation(messages.reserved_id(id=name), ("sections", s, "formerly", number))


def repeated_publications(index: PathwayIndex) -> Iterator[Violation]:
    """Two references with the same number of PubMed, of PubMed Central, or the same DOI."""
    for key, what in _NUMBERS.items():
        seen: dict[str, tuple[str, Path]] = {}
        for r, reference in enumerate(index.pathway.references):
            number, path = str(getattr(reference, key) or "").casefold(), ("references", r, key)
            if number in seen:
                first, beside = seen[number]
                yield Violation(messages.repeated_publication(id=reference.id, what=what, first=first, related=beside), path)
            elif number:
                seen[number] = reference.id, path


def _family(path: Path) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _places(index: PathwayIndex) -> Named:
    """Sections, charts and boxes: whatever an edge can lead to."""
    overview = index.pathway.overview
    yield from [(overview.id, ("overview",))] if overview else []
    for s, section in enumerate(index.pathway.sections):
        yield section.id, ("sections", s)
        for c, chart in enumerate(section.charts):
            yield chart.id, ("sections", s, "charts", c)
    for place in index.boxes:
        yield place.box.id, place.path


def _entries(index: PathwayIndex, key: str) -> Named:
    for position, entry in enumerate(getattr(index.pathway, key)):
        yield entry.id, (key, position)


def _subjects(index: PathwayIndex) -> Named:
    for key in ("treatments", "findings", "circumstances"):
        yield from _entries(index, key)
    for number, group in enumerate(index.pathway.findings):
        for position, entry in enumerate(group.entries):
            yield entry.id, ("findings", number, "entries", position)


def _pages(index: PathwayIndex) -> Named:
    """Whatever has a page at the top of the site."""
    for key in ("sections", "findings"):
        yield from _entries(index, key)
