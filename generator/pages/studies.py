"""What a citation shows of its study, in words."""

from collections.abc import Iterator

from generator.model import Reference
from generator.words import Words


def facts(reference: Reference, words: Words, *, full: bool = False) -> tuple[tuple[str, str], ...]:
    """Design and population of a study, each with its label; if `full`, also the design's basis, and when the reference was checked."""
    return tuple(_facts(reference, words, full=full))


def _facts(reference: Reference, words: Words, *, full: bool) -> Iterator[tuple[str, str]]:
    design = words.designs[reference.design]
    if full and reference.design_basis:
        design += f" ({words.design_basis.format(basis=words.design_bases[reference.design_basis])})"
    if reference.participants:
        many = words.participants.format(count=reference.participants)
        design += f", {words.participants_one if reference.participants == 1 else many}"
    yield words.design, design
    about = reference.population or ""
    if reference.directness:
        about += f" ({words.directness[reference.directness]})" if about else words.directness[reference.directness]
    if about:
        yield words.population_studied, about
    if full and reference.checked_on:
        yield words.checked_on, words.day(reference.checked_on)
