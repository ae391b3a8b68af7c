"""Scores: points that can be added, and ways that hold each sum once."""

from collections.abc import Iterable, Iterator

from generator.analysis.index import BoxRef, PathwayIndex
from generator.analysis.scores import MOST, Sums, breadth, cells, is_counted, points_text, range_of, reachable_levels, sums
from generator.core.diagnostics import Message, Path, Violation, messages
from generator.core.diagnostics.suggest import did_you_mean
from generator.model import Counting, Findings, Kind, Score
from generator.model.fields import fits

_NAMED = 5
"""So many sums that no way holds are named."""


def malformed_points(index: PathwayIndex) -> Iterator[Violation]:
    """Points that are no number, or a level that the score does not have."""
    for s, score in enumerate(index.pathway.scores):
        by_level = score.counts is Counting.HIGHEST
        if by_level and not score.levels:
            yield Violation(messages.missing_field(owner=f"“{score.id}”", key="levels"), ("scores", s))
        if score.levels and not by_level:
            yield Violation(messages.misplaced_key_levels(id=score.id), ("scores", s, "levels"), at_key=True)
        for name, item in score.items.items():
            for inner, value in cells(item):
                path: Path = ("scores", s, "items", name, *inner)
                if by_level and score.levels and value not in score.levels:
                    yield Violation(_no_level(value, score), path)
                if not by_level and not fits("malformed-points", value):
                    yield Violation(messages.malformed_points(value=value), path)


def _no_level(value: str, score: Score) -> Message:
    return messages.malformed_points_level(value=value, id=score.id, known=score.levels, suggestion=did_you_mean(value, score.levels))


def misplaced_items(index: PathwayIndex) -> Iterator[Violation]:
    """An item that is the id of an entry or group, and not of the form that such an item has; or one that is the name of an entry."""
    groups = {group.id: group for group in index.pathway.findings}
    names = {entry.name.casefold(): entry.id for entry in reversed([*index.entries.values()])}
    for s, score in enumerate(index.pathway.scores):
        for name, item in score.items.items():
            path = ("scores", s, "items", name)
            if name in groups:
                yield from _unfit_group(groups[name], {inner[0]: len(inner) for inner, _ in cells(item) if inner}, path)
            elif name in index.entries:
                if not isinstance(item, str):
                    yield Violation(messages.misplaced_item(id=name), path, at_key=True)
            elif name.casefold() in names:
                yield Violation(messages.item_named_like_entry(name=name, id=names[name.casefold()]), path, at_key=True)


def lone_options(index: PathwayIndex) -> Iterator[Violation]:
    """An item with options of which there is one only."""
    groups = {group.id for group in index.pathway.findings}
    for s, score in enumerate(index.pathway.scores):
        for name, item in score.items.items():
            options = [(inner, points) for inner, points in cells(item) if inner and name not in groups]
            if len(options) == 1:
                (inner, points), *_ = options
                message = messages.lone_option(name=name, option=inner[-1], points=points)
                yield Violation(message, ("scores", s, "items", name, *inner), at_key=True)


def _unfit_group(group: Findings, options: dict[str, int], path: Path) -> Iterator[Violation]:
    if not group.one_of:
        yield Violation(messages.misplaced_item_several(id=group.id), path, at_key=True)
    elif not options or max(options.values()) > 1:
        yield Violation(messages.misplaced_item_group(id=group.id), path, at_key=True)
    known = tuple(entry.id for entry in group.entries)
    for option in options if group.one_of else ():
        if option not in known:
            message = messages.misplaced_item_option(id=option, group=group.id, known=known)
            yield Violation(message, (*path, option), at_key=True)


def unlikely_sums(index: PathwayIndex) -> Iterator[Violation]:
    """A score whose sums lie so far apart that they are not looked through."""
    for s, score in enumerate(index.pathway.scores):
        if score.counts is Counting.SUM and is_counted(score) and (halves := breadth(index.pathway, score)) >= MOST:
            message = messages.unlikely_points(name=score.name, range=points_text(halves), most=points_text(MOST))
            yield Violation(message, ("scores", s, "items"), at_key=True)


def unheld_sums(index: PathwayIndex) -> Iterator[Violation]:
    """A question with a score of which some sum, or level, has no way or two; or with a way that none leads to."""
    scores = {score.id: score for score in reversed(index.pathway.scores) if is_counted(score)}
    found: dict[str, Sums | None] = {}
    for place in index.boxes:
        score = scores.get(place.box.score or "") if place.box.kind is Kind.QUESTION else None
        if score and score.counts is Counting.HIGHEST:
            yield from _of_levels(index, place, score)
        elif score:
            if score.id not in found:
                found[score.id] = sums(index.pathway, score)
            if possible := found[score.id]:
                yield from _of_sums(place, possible)


def _of_sums(place: BoxRef, possible: Sums) -> Iterator[Violation]:
    held: dict[int, int] = {}
    for number, way in enumerate(place.box.next):
        if not way.points:
            continue
        bits = possible.within(range_of(way.points))
        if not bits:
            message = messages.unreachable_points(points=way.points, title=place.box.title)
            yield Violation(message, (*place.path, "next", number, "points"))
        shared = {other: bits & theirs for other, theirs in held.items() if bits & theirs}
        if (other := _rival(place, number, shared)) is not None:
            yield _overlapping(place, "points", number, other, points_text(next(possible.named(shared[other]))))
        held[number] = bits
    left = possible.bits
    for bits in held.values():
        left &= ~bits
    if left:
        few = [points_text(halves) for halves, _ in zip(possible.named(left), range(_NAMED), strict=False)]
        listed = ", ".join(few) + (" …" if left.bit_count() > _NAMED else "")
        yield Violation(messages.unheld_points(points=listed, title=place.box.title), (*place.path, "score"))


def _of_levels(index: PathwayIndex, place: BoxRef, score: Score) -> Iterator[Violation]:
    possible = reachable_levels(index.pathway, score)
    held: dict[int, str] = {}
    for number, way in enumerate(place.box.next):
        if not way.level:
            continue
        path = (*place.path, "next", number, "level")
        if way.level not in score.levels:
            yield Violation(_no_level(way.level, score), path)
        elif way.level not in possible:
            yield Violation(messages.unreachable_points_level(points=way.level, title=place.box.title), path)
        if (other := _rival(place, number, [each for each, theirs in held.items() if theirs == way.level])) is not None:
            yield _overlapping(place, "level", number, other, way.level)
        held[number] = way.level
    if left := [level for level in score.levels if level in possible - {*held.values()}]:
        yield Violation(messages.unheld_points_level(points=", ".join(left), title=place.box.title), (*place.path, "score"))


def _rival(place: BoxRef, number: int, others: Iterable[int]) -> int | None:
    """The first of some other ways that no labels tell apart from this one."""
    ways = place.box.next
    return next((other for other in others if not (ways[other].label and ways[number].label)), None)


def _overlapping(place: BoxRef, key: str, number: int, other: int, shared: str) -> Violation:
    related = (*place.path, "next", other, key)
    message = messages.overlapping_points(points=shared, title=place.box.title, related=related)
    return Violation(message, (*place.path, "next", number, key))
