"""Filters, sort orders and search words of the reference list."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.analysis.evidence import DESIGN_RANK
from generator.markup import Markdown
from generator.model import Author, Directness, Reference
from generator.references import Entry
from generator.views.page_context import PageContext
from generator.views.search_tags import ascii_form


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterData:
    """Keys that a reference is filtered and sorted by: ids separated by spaces, and places in an order."""

    design: Markdown
    directness: Markdown
    treatments: Markdown
    year: Markdown
    by_author: int
    by_design: int
    found_by: str
    """Hidden search words: numbers in catalogues, all authors, spellings in ASCII letters."""


@dataclass(frozen=True, slots=True)
class FilterMenu:
    """One of the ways to narrow the list: its choices are pairs of an id and a text; the first takes every reference."""

    name: Markdown
    label: str
    choices: tuple[tuple[Markdown, str], ...]


def marks(entry: Entry, treatments: Sequence[str], rank: int) -> FilterData:
    """Marks that a reference is found by; `rank` is its place in the order of first authors."""
    reference = entry.reference
    return FilterData(
        design=Markdown(reference.design),
        directness=Markdown(reference.directness or ""),
        treatments=Markdown(" ".join(treatments)),
        year=Markdown(reference.issued.start.year if reference.issued else ""),
        by_author=rank,
        by_design=DESIGN_RANK.index(reference.design),
        found_by=" ".join(_found_by(entry)),
    )


def _found_by(entry: Entry) -> Iterator[str]:
    reference = entry.reference
    people = " ".join(_name(author) for author in reference.authors)
    numbers = (reference.pmid, reference.pmcid, reference.doi)
    yield from filter(None, (*numbers, *_lacking(people, entry.text)))
    seen = f"{people} {entry.text} {reference.population or ''}".split()
    yield from dict.fromkeys(form for word in seen if not word.isascii() and (form := ascii_form(word)))


def _lacking(people: str, text: str) -> Iterator[str]:
    """The names that a citation cuts off."""
    return (name for name in people.split() if name not in text)


def _name(author: Author) -> str:
    return author if isinstance(author, str) else " ".join(filter(None, (author.family, author.given, author.suffix)))


def ranks(entries: Iterable[Entry]) -> Mapping[str, int]:
    """The place of each reference in the order of first authors; one without an author stands under its title."""
    ordered = sorted(entries, key=lambda entry: (_filed_under(entry.reference), entry.number))
    return {entry.reference.id: rank for rank, entry in enumerate(ordered, 1)}


def _filed_under(reference: Reference) -> str:
    name = _name(reference.authors[0]) if reference.authors else reference.title
    parts = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).casefold()


def years(entries: Iterable[Entry]) -> tuple[int, int] | None:
    """The years of the oldest and the newest publication."""
    known = [entry.reference.issued.start.year for entry in entries if entry.reference.issued]
    return (min(known), max(known)) if known else None


def menus(context: PageContext, treatments_of: Mapping[str, Sequence[str]]) -> tuple[FilterMenu, ...]:
    """Menus to narrow the list: only values that some reference has, with the number of references."""
    words, references = context.words, [entry.reference for entry in context.entries.values()]
    treatments = {name: context.index.treatments[name].name for reference in references for name in treatments_of[reference.id]}
    named = dict(sorted(treatments.items(), key=lambda pair: pair[1].casefold()))
    found = (
        ("design", words.design, _counted(DESIGN_RANK, words.designs, [[r.design] for r in references])),
        ("treatment", words.treatment, _counted(named, named, [treatments_of[r.id] for r in references])),
        ("about", words.studied, _counted(Directness, words.directness, [[r.directness] for r in references])),
    )
    narrowing = (
        FilterMenu(Markdown(name), label, ((Markdown(""), words.any_of_them), *choices)) for name, label, choices in found if choices
    )
    return (*narrowing, FilterMenu(Markdown("order"), words.order, tuple((Markdown(name), text) for name, text in words.orders.items())))


def _counted(order: Iterable[str], names: Mapping[str, str], had: Iterable[Iterable[str | None]]) -> tuple[tuple[Markdown, str], ...]:
    counts: dict[str | None, int] = {}
    for values in had:
        for value in values:
            counts[value] = counts.get(value, 0) + 1
    return tuple((Markdown(value), f"{names[value]} ({counts[value]})") for value in order if value in counts)
