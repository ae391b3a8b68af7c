"""Routes: every walk through a pathway, one after the other.

A route is a walk of which nothing is known beforehand: what an “ask” asks, which members of a group are given and what a score comes to
is left open, so no answer is taken for the reader, and every answer that some patient can have is on a route. A way back ends the branch
that takes it, since what follows has been walked before; only to a choice in turn it goes on, once for each option and once to
what comes then.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, combinations

from generator.analysis.walk.definition import DECISIONS, WalkBox, Way
from generator.analysis.walk.moves import Pick, Which
from generator.analysis.walk.state import Branches, Event, EventKind, State
from generator.analysis.walk.walk import Answer, Walk


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
    """A box on a route, how the route comes there, and the ways taken from it, by number."""

    box: str
    how: StepKind
    ways: tuple[int, ...] = ()


Route = tuple[Step, ...]
_TAKING = frozenset({EventKind.TOOK, EventKind.TOOK_ITSELF})


def routes(walk: Walk, starts: Iterable[str]) -> Iterator[Route]:
    """Every route from these boxes; those that differ late follow on each other."""
    for start in starts:
        first = walk.on(State(), start)
        steps = _added(walk, (), State(), first)
        trail = [(first, steps, _answers(walk, first))]
        if walk.moves(first) is None:
            yield steps
        while trail:
            state, steps, answers = trail[-1]
            answer = next(answers, None)
            if answer is None:
                trail.pop()
                continue
            further, walked = _after(walk, state, steps, answer)
            if walk.moves(further) is None:
                yield walked
            else:
                trail.append((further, walked, _answers(walk, further)))


def _answers(walk: Walk, state: State) -> Iterator[Answer]:
    """All answers to the move of a state that differ in the ways taken."""
    move = walk.moves(state)
    if not isinstance(move, Pick):
        yield from [] if move is None else [() if isinstance(move, Which) else {}]
    elif not move.many:
        yield from ((number,) for number in move.offered)
    else:
        free = [number for number in move.offered if number not in move.fixed]
        for taken in chain.from_iterable(combinations(free, size) for size in range(len(free) + 1)):
            if len(move.fixed) + len(taken) >= move.least:
                yield tuple(sorted((*move.fixed, *taken)))


def _after(walk: Walk, state: State, steps: Route, answer: Answer) -> tuple[State, Route]:
    """The state after an answer, and the route as far as that; where it goes back, the branch is over."""
    further = walk.after(state, answer)
    fresh = further.events[len(state.events) :]
    back = _returning(walk, state, fresh)
    if back is None:
        return further, _added(walk, steps, state, further)
    cut = _took(steps, fresh[:back])
    rest = walk.over(further)
    seen = _added(walk, (*cut, Step(fresh[back].box, StepKind.RETURN)), further, rest)
    return rest, seen


def _returning(walk: Walk, state: State, fresh: Sequence[Event]) -> int | None:
    """The first box, by its place among fresh events, that a way back leads to."""
    for number, event in enumerate(fresh):
        if event.kind is EventKind.ENTERED:
            before = fresh[number - 1] if number else None
            way = _way(walk, state, before)
            if way and way.goes_back and way.goal == event.box and not _goes_on(walk, state, event.box):
                return number
    return None


def _way(walk: Walk, state: State, before: Event | None) -> Way | None:
    """The way by which a box is come to: the one taken just before, if any was, or else the only one of the box that is left."""
    if before and before.kind in _TAKING:
        return next((way for way in walk.definition.boxes[before.box].ways if way.number in before.ways[:1]), None)
    box: WalkBox | None = walk.definition.boxes.get(before.box if before else state.box)
    return box.ways[0] if box and box.ways and box.kind not in DECISIONS else None


def _goes_on(walk: Walk, state: State, name: str) -> bool:
    """Whether a route goes on from a choice in turn that it comes back to: until what comes then was taken."""
    box = walk.definition.boxes[name]
    return box.in_turn and not (box.then and state.takes(name, box.then.number))


def _took(steps: Route, fresh: Iterable[Event]) -> Route:
    """Steps with the ways taken from them."""
    found = [*steps]
    for event in fresh:
        if event.kind is EventKind.ENTERED:
            found.append(Step(event.box, StepKind.ON))
        elif event.kind in _TAKING:
            number = next(n for n in reversed(range(len(found))) if found[n].box == event.box)
            found[number] = Step(event.box, found[number].how, event.ways)
    return tuple(found)


def _added(walk: Walk, steps: Route, before: State, after: State) -> Route:
    """Steps with those that came since a state, each with how it is come to."""
    known = len(steps)
    found = [*_took(steps, after.events[len(before.events) :])]
    begun, met = {*_begun(walk, before, after)}, {*_met(walk, before, after)}
    for number in range(known, len(found)):
        step = found[number]
        how = StepKind.MEET if step.box in met else StepKind.BRANCH if step.box in begun else StepKind.ON
        found[number] = Step(step.box, how, step.ways)
        begun.discard(step.box)
        met.discard(step.box)
    return tuple(found)


def _frames(state: State) -> dict[tuple[str, int], Branches]:
    return {(frame.fork, frame.since): frame for frame in state.stack if isinstance(frame, Branches)}


def _opened(before: State, after: State) -> dict[tuple[str, int], Event]:
    """The events between two states at which several branches were opened."""
    since = len(before.events)
    fresh = enumerate(after.events[since:], since + 1)
    return {(event.box, number): event for number, event in fresh if event.kind is EventKind.TOOK and len(event.ways) > 1}


def _begun(walk: Walk, before: State, after: State) -> Iterator[str]:
    """The boxes with which a branch of several begins between two states."""
    now = _frames(after)
    waiting = {name: event.ways for name, event in _opened(before, after).items()}
    waiting |= {name: frame.waiting for name, frame in _frames(before).items()}
    for (fork, since), ways in waiting.items():
        left = now[fork, since].waiting if (fork, since) in now else ()
        yield from (_goal(walk, fork, number) for number in ways if number not in left)


def _goal(walk: Walk, box: str, number: int) -> str:
    return next(way.goal for way in walk.definition.boxes[box].ways if way.number == number)


def _met(walk: Walk, before: State, after: State) -> Iterator[str]:
    """The boxes where branches met between two states."""
    now = _frames(after)
    joins = {name: walk.definition.boxes[event.box].join_of(event.ways) for name, event in _opened(before, after).items()}
    joins |= {name: frame.join for name, frame in _frames(before).items()}
    return (join for name, join in joins.items() if name not in now and join)
