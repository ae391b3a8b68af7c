"""All that a pathway says to its readers, text by text."""

from collections.abc import Iterator
from typing import Any

from generator.core.diagnostics import Path
from generator.model import Case, Pathway, link_at
from generator.model.fields import Model, key_of

# Ids, addresses and the words that a machine reads; links are left out as well.
_NOT_TEXT = frozenset(
    "id restates formerly pmid pmcid doi url file address instead contact language version format abbreviations points counts".split()
)


def texts_of(pathway: Pathway) -> Iterator[tuple[Path, str]]:
    """Every text of the pathway that a person reads, with its path."""
    # A stack of its own, for to hand each text up through every level takes four times as long.
    waiting: list[tuple[Any, Path]] = [(pathway, ())]
    while waiting:
        value, path = waiting.pop()
        if type(value) is str:
            if not link_at(path):
                yield path, value
        else:
            waiting += reversed(_parts(value, path))


def names_of(pathway: Pathway) -> Iterator[tuple[Path, str]]:
    """Further words readers see: the version, and short forms with their meanings, each with its path."""
    yield ("pathway", "version"), pathway.pathway.version
    for short, long in pathway.abbreviations.items():
        yield from ((("abbreviations", short), said) for said in (short, long))
    for path, subjects in (
        (("treatments",), pathway.treatments),
        *((("findings", number, "entries"), group.entries) for number, group in enumerate(pathway.findings)),
        (("circumstances",), pathway.circumstances),
    ):
        for position, subject in enumerate(subjects):
            yield from (((*path, position, "abbreviations", a), short) for a, short in enumerate(subject.abbreviations))


def _parts(value: Any, path: Path) -> list[tuple[Any, Path]]:
    """Fields that may hold texts in a part of the pathway, in its order."""
    if type(value) is tuple:
        return [(item, (*path, position)) for position, item in enumerate(value)]
    if type(value) is dict:
        return [(item, (*path, key)) for key, item in value.items()]
    if not isinstance(value, Model):
        return []
    if isinstance(value, Case):  # The rest names boxes and entries.
        return [(value.patient, (*path, "patient"))]
    # Most keys are not given, and an empty list holds nothing either.
    return [(item, (*path, key_of(name))) for name, item in vars(value).items() if item and name not in _NOT_TEXT]
