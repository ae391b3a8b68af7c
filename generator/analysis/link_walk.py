"""All links of a pathway: every id that names something else, with its path."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from generator.core.diagnostics import Path
from generator.model import Pathway, link_at
from generator.model.fields import Model, key_of


class Link(NamedTuple):
    """An id that names something else, the rule that speaks of it where it does not exist, and its path."""

    rule: str
    id: str
    path: Path


def links_of(pathway: Pathway) -> Iterator[Link]:
    """Every link, in the order of the fields."""
    waiting: list[tuple[Any, Path]] = [(pathway, ())]
    while waiting:
        value, path = waiting.pop()
        if type(value) is str:
            if rule := link_at(path):
                yield Link(rule, value, path)
        elif isinstance(value, Model):
            waiting += reversed([(item, (*path, key_of(name))) for name, item in vars(value).items() if item])
        elif type(value) is tuple:
            waiting += reversed([(item, (*path, number)) for number, item in enumerate(value)])


# Keys that an entry of a list stands for when it is written as a bare id.
_SHORT = {"statement", "reference", "to"}


def lists_of(links: Iterable[Link]) -> Iterator[tuple[Path, list[str]]]:
    """Every list of links with its path, in the order of the fields."""
    lists: dict[Path, list[str]] = {}
    for link in links:
        path = link.path[:-1] if link.path[-1] in _SHORT else link.path
        if isinstance(path[-1], int):
            lists.setdefault(path[:-1], []).append(link.id)
    yield from lists.items()
