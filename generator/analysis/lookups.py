"""Look-up tables over entries of a pathway."""

from collections.abc import Iterable
from typing import TypeVar

from generator.model import Reference, Score, Statement, Subject, Treatment

Entry = TypeVar("Entry", Reference, Statement, Treatment, Subject, Score)
Item = TypeVar("Item")


def by_id(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Entries by their ids; of two with one id, the first."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.id, entry)
    return found


def grouped(pairs: Iterable[tuple[str, Item]]) -> dict[str, tuple[Item, ...]]:
    """Items by their key, in the order in which they came."""
    groups: dict[str, list[Item]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in groups.items()}
