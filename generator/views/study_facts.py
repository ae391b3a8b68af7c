"""Facts about a study that its citation shows, in words."""

from collections.abc import Iterator

from generator.i18n import Words
from generator.model import Reference


def facts(reference: Reference, words: Words, *, full: bool = False) -> tuple[tuple[str, str], ...]:
    """Design and population of a study, each with its label; if `full`, also the basis of the design, and when it was checked.

    How near the disease it is has no label where no population is named.
    """
    return tuple(_facts(reference, words, full=full))


def _facts(reference: Reference, words: Words, *, full: bool) -> Iterator[tuple[str, str]]:
    design = words.designs[reference.design]
    if full and reference.design_basis:
        design += f" ({words.design_basis.format(basis=words.design_bases[reference.design_basis])})"
    yield words.design, ", ".join(filter(None, (design, participants(reference, words))))
    if studied := population(reference, words):
        yield words.population_studied if reference.population else "", studied
    if full and reference.updated:
        yield words.last_updated, words.format_date(reference.updated)
    if full and reference.checked_on:
        yield words.checked_on, words.format_date(reference.checked_on)


def participants(reference: Reference, words: Words) -> str:
    """How many took part; nothing where the citation does not tell."""
    if reference.participants is None:
        return ""
    return words.pluralise(words.participants, reference.participants)


def population(reference: Reference, words: Words) -> str:
    """Whom a publication is about, and how near that is to the pathway's disease; nothing where neither is said."""
    near = words.directness[reference.directness] if reference.directness else ""
    return f"{reference.population} ({near})" if reference.population and near else reference.population or near
