"""Marks that a worked case expects, and those that a marker finds."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.cases.replay import Marker, Replay
from generator.model import Role

RATHER_THAN = "rather than"
"""Mark of what is the second choice."""
WARNINGS = frozenset({Role.CONTRAINDICATION, Role.AGAINST, Role.CAUTION, Role.MONITORING, RATHER_THAN})


@dataclass(frozen=True, slots=True)
class UnlikeMark:
    """A treatment whose marks are not as expected: where it is on offer, and with which marks; no box if it never is."""

    treatment: str
    expected: str
    """The role of the mark it should have; nothing where it should have no warning mark."""
    box: str
    found: tuple[str, ...]


def unlike_marks(replay: Replay, marker: Marker) -> Iterator[UnlikeMark]:
    """Each expectation that does not hold, with the first box at which it does not; a step may show several."""
    if not (replay.case.marks or replay.case.unmarked):
        return
    offered = [place for state in replay.states for place in marker(state)]
    for treatment, role in replay.case.marks.items():
        marks = [(box, tuple(marked[treatment])) for box, marked in offered if treatment in marked]
        if not marks:
            yield UnlikeMark(treatment, role, "", ())
        yield from [UnlikeMark(treatment, role, box, found) for box, found in marks if role not in found][:1]
    for treatment in replay.case.unmarked:
        marks = [(box, tuple(marked[treatment])) for box, marked in offered if treatment in marked]
        yield from [UnlikeMark(treatment, "", box, found) for box, found in marks if WARNINGS & {*found}][:1]
