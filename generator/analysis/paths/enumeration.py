"""Routes: what counts as one, and one after the other.

A route is what a reader walks from a start: at a question or choice she takes one way, at a box of the kind “several” any of them
and at least one, at a box of the kind “all” every way but those that are optional, and walks each of these in turn. If all its ways
meet again in one box, each is walked up to it, and the route goes on from there once; if they do not, each is walked to its own end.
A way that returns (see `Graph.back_edges`) ends the walk there, since the box has been walked before.

`Graph.order` holds each box after those that follow on it, so one pass finds for each where its ways meet.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

from generator.analysis.index import EdgeRef
from generator.analysis.paths.graph import Graph, end_of
from generator.analysis.paths.postdominators import EXIT, PostDominatorTree
from generator.model import Kind


class StepKind(StrEnum):
    """How a route comes to a step."""

    ON = "on"
    BRANCH = "branch"
    """It is the first of another branch of several."""
    MEET = "meet"
    """Branches have met, and go on as one."""
    RETURN = "return"
    """The way returns; from here on it has been walked already."""


@dataclass(frozen=True, slots=True)
class Step:
    """A box on a route, how the route comes there, and the answers given in it (their label, or else where they lead)."""

    box: str
    how: StepKind
    answers: tuple[str, ...] = ()


Route = tuple[Step, ...]


def meeting(graph: Graph) -> PostDominatorTree:
    """Where the ways on from each box meet."""
    found = PostDominatorTree()
    for box in graph.order:
        targets = [EXIT if way.path in graph.back_edges else end_of(way) for way in graph.edges(box)]
        found.insert(box, reduce(found.lca, targets) if targets else EXIT)
    return found


def _choices(graph: Graph, box: str, ways: Sequence[EdgeRef]) -> int:
    """In how many ways a reader can go on from a box."""
    match graph.index.targets[box].box.kind:
        case Kind.SEVERAL if ways:
            return int(2 ** len(ways)) - 1
        case Kind.ALL:
            return int(2 ** sum(way.edge.optional for way in ways))
        case _:
            return len(ways)


def _taken(graph: Graph, box: str, ways: Sequence[EdgeRef], answer: int) -> Sequence[EdgeRef]:
    """The ways on with an answer, by its number: a bit for each that the reader may leave out, or the one way taken."""
    match graph.index.targets[box].box.kind:
        case Kind.SEVERAL:
            return [way for number, way in enumerate(ways) if (answer + 1) >> number & 1]
        case Kind.ALL:
            bits = {way.path: number for number, way in enumerate(way for way in ways if way.edge.optional)}
            return [way for way in ways if not way.edge.optional or answer >> bits[way.path] & 1]
        case _:
            return ways[answer : answer + 1]


def routes(graph: Graph, starts: Iterable[str]) -> Iterator[Route]:
    """Every route from these boxes, one after the other: those that differ late follow on each other."""
    found = meeting(graph)
    for start in starts:
        yield from _routes(graph, found, start)


def _routes(graph: Graph, found: PostDominatorTree, start: str) -> Iterator[Route]:
    answers: list[int] = []
    while True:
        route, given = _walked(graph, found, start, answers)
        yield route
        while given and given[-1][0] + 1 == given[-1][1]:
            given.pop()
        if not given:
            return
        answers = [answer for answer, _ in given]
        answers[-1] += 1


def _walked(graph: Graph, found: PostDominatorTree, start: str, answers: Sequence[int]) -> tuple[Route, list[tuple[int, int]]]:
    """The route with these answers, by number, and the first to whatever is asked after them; and all answers, with how many there are."""
    steps: list[Step] = []
    given: list[tuple[int, int]] = []
    ahead = [(start, EXIT, StepKind.ON)]
    while ahead:
        box, stop, how = ahead.pop()
        if box == stop:
            continue
        ways = () if how is StepKind.RETURN else graph.edges(box)
        possible, answer = _choices(graph, box, ways), 0
        if possible > 1:
            answer = answers[len(given)] if len(given) < len(answers) else 0
            given.append((answer, possible))
        taken = _taken(graph, box, ways, answer)
        steps.append(Step(box, how, tuple(way.label or end_of(way) for way in taken) if len(ways) > 1 else ()))
        ahead += _ahead(graph, taken, stop, found.above[box])
    return tuple(steps), given


def _ahead(graph: Graph, taken: Sequence[EdgeRef], stop: str, meet: str) -> Iterator[tuple[str, str, StepKind]]:
    """Steps after a box, the last first: a box, the one to walk up to, and how the route comes there."""
    if len(taken) > 1 and meet != EXIT:
        yield meet, stop, StepKind.MEET
    how, until = (StepKind.BRANCH, meet) if len(taken) > 1 else (StepKind.ON, stop)
    for way in reversed(taken):
        yield (end_of(way), EXIT, StepKind.RETURN) if way.path in graph.back_edges else (end_of(way), until, how)
