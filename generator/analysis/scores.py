"""Scores: the sums that they can come to, and the points with which a way is taken."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.model import Counting, Pathway, Score
from generator.model.fields import NUMBER

HALVES = 2
"""Points are whole or half, so they are counted in halves."""
MOST = 100_000
"""A score with a wider range of sums (in halves) is refused, and not looked through: none that is ticked by hand has it."""

_RANGE = re.compile(
    rf"(?P<above>above )?(?P<below>below )?(?P<one>{NUMBER})(?: points?)?(?: to (?P<other>{NUMBER})|(?P<more> or more)|(?P<less> or less))?"
)
Cell = tuple[tuple[str, ...], str]
"""Where an option stands below its item, and its points or level."""


@dataclass(frozen=True, slots=True)
class Range:
    """Sums in halves, from the lowest to the highest; None where there is no limit."""

    low: int | None
    high: int | None

    def holds(self, halves: int) -> bool:
        """Whether a sum lies within."""
        return (self.low is None or self.low <= halves) and (self.high is None or halves <= self.high)


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums that a score can come to: a bit for each, from the lowest (in halves) on."""

    bits: int
    lowest: int

    def within(self, limits: Range) -> int:
        """Those of its bits that a range holds."""
        low = 0 if limits.low is None else max(0, limits.low - self.lowest)
        high = self.bits.bit_length() - 1 if limits.high is None else limits.high - self.lowest
        return self.bits & ((1 << high + 1) - (1 << low)) if high >= low else 0

    def named(self, bits: int) -> Iterator[int]:
        """The sums (in halves) behind some of its bits, the lowest first."""
        while bits:
            lowest = bits & -bits
            yield self.lowest + lowest.bit_length() - 1
            bits ^= lowest


def range_of(text: str) -> Range:
    """The sums that a text such as “2 to 3”, “above 4” or “3 points” names; the text is well-formed."""
    found = _RANGE.fullmatch(text)
    assert found  # noqa: S101  # the model refuses others
    one = halves_of(found["one"])
    if found["other"]:
        return Range(one, halves_of(found["other"]))
    if found["more"] or found["above"]:
        return Range(one + bool(found["above"]), None)
    if found["less"] or found["below"]:
        return Range(None, one - bool(found["below"]))
    return Range(one, one)


def halves_of(points: str) -> int:
    """Points, as they are written, in halves."""
    return round(float(points) * HALVES)


def points_text(halves: int) -> str:
    """A sum in halves as it is written in points."""
    return f"{halves / HALVES:.1f}".removesuffix(".0")


def cells(item: str | Mapping[str, str] | Mapping[str, Mapping[str, str]]) -> Iterator[Cell]:
    """The options of an item, each with its points or level."""
    if isinstance(item, str):
        yield (), item
        return
    for option, value in item.items():
        if isinstance(value, str):
            yield (option,), value
        else:
            yield from (((option, inner), points) for inner, points in value.items())


def picks(pathway: Pathway, score: Score) -> list[list[str | None]]:
    """For each item, what it can add: None where it may be left unticked."""
    groups = {group.id for group in pathway.findings if group.one_of}
    found: list[list[str | None]] = []
    for name, item in score.items.items():
        values: list[str | None] = [value for _, value in cells(item)]
        found.append([None, *values] if isinstance(item, str) or name in groups else values)
    return found


def breadth(pathway: Pathway, score: Score) -> int:
    """How far apart (in halves) the lowest and the highest sum of a score of well-formed points are."""
    points = ([halves_of(value) if value else 0 for value in item] for item in picks(pathway, score))
    return sum(max(item) - min(item) for item in points)


def sums(pathway: Pathway, score: Score) -> Sums | None:
    """All sums that a score of well-formed points can come to; None if they are too many to look through."""
    found, lowest = 1, 0
    for item in picks(pathway, score):
        points = sorted({halves_of(value) if value else 0 for value in item})
        lowest += points[0]
        shifted = 0
        for each in points:
            shifted |= found << (each - points[0])
        found = shifted
        if found.bit_length() > MOST:
            return None
    return Sums(found, lowest)


def reachable_levels(pathway: Pathway, score: Score) -> set[str]:
    """The levels that the worst item of a score can have; what is not ticked has the mildest one."""
    ranks = {level: rank for rank, level in enumerate(score.levels)}
    items: Iterable[list[int]] = [[ranks[value] if value else 0 for value in item] for item in picks(pathway, score)]
    floor = max((min(item) for item in items), default=0)
    return {score.levels[rank] for item in items for rank in item if rank >= floor}


def is_counted(score: Score) -> bool:
    """Whether all its points, or levels, are such."""
    values = [value for item in score.items.values() for _, value in cells(item)]
    if score.counts is Counting.HIGHEST:
        return {*values} <= {*score.levels} and bool(score.levels)
    return all(re.fullmatch(NUMBER, value, re.ASCII) for value in values)
