"""All that a pathway says to its readers, text by text."""

from collections.abc import Iterator
from typing import Any

from generator.diagnostics import Path
from generator.model import Pathway
from generator.model.fields import Model

# Ids, addresses and the words that a machine reads.
_NOT_PROSE = frozenset({"id", "to", "statement", "reference", "statements", "rests_on", "treatments", "about", "restates", "members"})
_NOT_TEXT = frozenset({"pmid", "pmcid", "doi", "url", "address", "language", "version", "format", "abbreviations"})


def texts_of(pathway: Pathway) -> Iterator[tuple[Path, str]]:
    """Every text of the pathway that a person reads, with its path."""
    yield from _texts(pathway, ())


def names_of(pathway: Pathway) -> Iterator[tuple[Path, str]]:
    """What readers see beside the texts: the version, and short forms with what they stand for, each with its path."""
    yield ("pathway", "version"), pathway.pathway.version
    for short, long in pathway.abbreviations.items():
        yield from ((("abbreviations", short), said) for said in (short, long))
    for family in ("treatments", "antibodies", "circumstances"):
        for position, subject in enumerate(getattr(pathway, family)):
            yield from (((family, position, "abbreviations", a), short) for a, short in enumerate(subject.abbreviations))


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if type(value) is str:
        yield path, value
    elif type(value) is tuple:
        for position, item in enumerate(value):
            yield from _texts(item, (*path, position))
    elif type(value) is dict:
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, Model):
        for name, item in value:
            if name in _NOT_TEXT or (name in _NOT_PROSE and _is_ids(item)):
                continue
            yield from _texts(item, (*path, name))


def _is_ids(item: Any) -> bool:
    """Whether it is an id or a list of them, and not a list of models under the same name."""
    return isinstance(item, str) or (isinstance(item, tuple) and all(isinstance(part, str) for part in item))
