"""Boxes, statements and treatments that a worked case meets, and what was on offer."""

from itertools import pairwise

from generator.analysis.cases.replay import Marker, Replay
from generator.analysis.index import PathwayIndex
from generator.analysis.walk import EventKind, Walk, applying
from generator.model import Kind


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
    found |= {other for name in found for other in index.companions.get(name, ())}
    for before, after in pairwise(replay.states):
        if before.box and walk.definition.boxes[before.box].kind is Kind.ASK:
            found |= {one.id for one in applying(walk.definition, dict(after.answers)) if not one.treats}
    return found


def treatments_given(replay: Replay) -> set[str]:
    """The treatments that were being given at some step."""
    return {name for state in replay.states for name in state.treatments}


def on_offer(replay: Replay, marker: Marker) -> set[str]:
    """The treatments given or on offer at some step."""
    return {name for state in replay.states for _, marked in marker(state) for name in marked} | treatments_given(replay)
