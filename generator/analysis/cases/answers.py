"""Answers of worked cases: which ways a word fits, and how ways are named to those who must choose another word."""

import re
from collections.abc import Iterable, Iterator

from generator.analysis.index import PathwayIndex
from generator.analysis.scores import halves_of, is_counted, points_text, range_of, sums
from generator.model import Counting
from generator.model.fields import NUMBER

_POINTS = re.compile(rf"({NUMBER})(?: points?)?")


def fitting(index: PathwayIndex, box: str, ways: Iterable[int], answer: str) -> tuple[int, ...]:
    """The ways, by number, that an answer names: by label, goal, treatment, finding, level or points."""
    said = answer.casefold()
    points = None if limits_beside(index, box, answer) else _POINTS.fullmatch(answer)
    return tuple(
        number
        for number in ways
        if said in {name.casefold() for name in _names(index, box, number)} or (points and _holds(index, box, number, points[1]))
    )


def limits_beside(index: PathwayIndex, box: str, answer: str) -> tuple[str, str] | None:
    """The lowest and the highest sum of the score of a box where an answer is points that are none of its sums; else nothing."""
    score = index.scores.get(index.targets[box].box.score or "")
    points = _POINTS.fullmatch(answer)
    if not (points and score and score.counts is Counting.SUM and is_counted(score)):
        return None
    found = sums(index.pathway, score)
    halves = [*found.named(found.bits)] if found else []
    return (points_text(halves[0]), points_text(halves[-1])) if halves and halves_of(points[1]) not in halves else None


def way_named(index: PathwayIndex, box: str, number: int) -> str:
    """A way as a reader of a message finds it: by its label or what else names it, and its goal."""
    names = [*_names(index, box, number)]
    return f"“{names[0]}”" if len(names) == 1 else f"“{names[0]}” ({', '.join(names[1:])})"


def _names(index: PathwayIndex, box: str, number: int) -> Iterator[str]:
    """All names of a way, the plainest first and the goal last."""
    node = index.targets[box].box
    if number == len(node.next):
        yield node.then or ""
        return
    edge = node.next[number]
    for name in (edge.label, *edge.gives, *edge.has, edge.points, edge.level, edge.to):
        if name:
            yield name


def _holds(index: PathwayIndex, box: str, number: int, points: str) -> bool:
    """Whether the points of a way include these."""
    node = index.targets[box].box
    text = node.next[number].points if number < len(node.next) else None
    return text is not None and range_of(text).holds(halves_of(points))
