"""Boxes, statements and treatments that a worked case meets, and what was on offer."""

from collections.abc import Iterator
from itertools import pairwise

from generator.analysis.cases.replay import Replay
from generator.analysis.index import PathwayIndex
from generator.analysis.walk import Definition, EventKind, Known, Pick, State, Walk, known
from generator.analysis.walk.definition import SIMPLE
from generator.model import Kind, Statement


def boxes_met(replay: Replay) -> tuple[str, ...]:
    """The boxes that were come to, each once."""
    return tuple(dict.fromkeys(event.box for event in replay.last.events if event.kind is EventKind.ENTERED))


def ways_taken(replay: Replay) -> set[tuple[str, int]]:
    """The ways taken at decisions, by box and number."""
    kinds = EventKind.TOOK, EventKind.TOOK_ITSELF
    return {(event.box, number) for event in replay.last.events if event.kind in kinds for number in event.ways}


def statements_met(index: PathwayIndex, walk: Walk, replay: Replay) -> set[str]:
    """The statements of the boxes, and those to be read with them; at an “ask” those that apply and name no treatment."""
    found = {name for box in boxes_met(replay) for name in index.shown_in(index.targets[box].box)}
    found |= {other for name in found if name in index.statements for other in index.statements[name].read_with}
    for before, after in pairwise(replay.states):
        if before.box and walk.definition.boxes[before.box].kind is Kind.ASK:
            found |= {one.id for one in index.pathway.statements if not one.treatments and _applies(walk.definition, after, one)}
    return found


def _applies(definition: Definition, state: State, statement: Statement) -> bool:
    answers = dict(state.answers)
    ticked = [known(definition, answers, entry) is Known.YES for entry in statement.in_]
    return bool(ticked) and (all(ticked) if statement.together else any(ticked))


def treatments_given(replay: Replay) -> set[str]:
    """The treatments that were being given at some step."""
    return {name for state in replay.states for name in state.treatments}


def on_offer(index: PathwayIndex, walk: Walk, replay: Replay) -> set[str]:
    """The treatments given or on offer at some step: of a group all members, and of a way what the boxes to the next decision give."""
    named = {name for state in replay.states for name in _offered(index, walk, state)} | treatments_given(replay)
    found: set[str] = set()
    while named - found:
        found |= named
        treatments = [index.treatments[name] for name in named if name in index.treatments]
        named = {inner for treatment in treatments for inner in (*treatment.members, *treatment.parts)}
    return found


def _offered(index: PathwayIndex, walk: Walk, state: State) -> Iterator[str]:
    for box in state.row:
        yield from index.targets[box].box.gives
    move = walk.moves(state)
    if isinstance(move, Pick) and walk.definition.boxes[move.box].kind is not Kind.QUESTION:
        for way in walk.definition.boxes[move.box].ways:
            if way.number in move.offered:
                yield from (*way.gives, *_up_to_the_next_decision(index, walk.definition, way.goal))


def _up_to_the_next_decision(index: PathwayIndex, definition: Definition, goal: str) -> Iterator[str]:
    seen: set[str] = set()
    while goal and goal not in seen:
        seen.add(goal)
        yield from index.targets[goal].box.gives
        box = definition.boxes[goal]
        goal = box.ways[0].goal if box.kind in SIMPLE and box.ways else ""
