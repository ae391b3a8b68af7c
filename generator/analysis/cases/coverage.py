"""Coverage of the worked cases of a pathway together: boxes, ways of decisions and warnings."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.analysis.cases.met import boxes_met, statements_met, ways_taken
from generator.analysis.cases.replay import Replay, replay
from generator.analysis.index import PathwayIndex
from generator.analysis.walk import Walk, define
from generator.analysis.walk.definition import DECISIONS
from generator.model import Role

Item = TypeVar("Item")
_WARNINGS = frozenset({Role.CONTRAINDICATION, Role.AGAINST, Role.CAUTION, Role.MONITORING})


@dataclass(frozen=True, slots=True)
class Share(Generic[Item]):
    """How many there are, and those that no case meets."""

    total: int
    missed: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The cases as they were walked, and what they cover; a way is its box and its number."""

    replays: tuple[Replay, ...]
    boxes: Share[str]
    ways: Share[tuple[str, int]]
    warnings: Share[str]


def cover(index: PathwayIndex) -> Coverage:
    """Walks the cases of a pathway, whose ids all exist."""
    walk = Walk(define(index))
    done = tuple(replay(index, walk, case) for case in index.pathway.cases)
    boxes = [*walk.definition.boxes]
    ways = [(box.id, way.number) for box in walk.definition.boxes.values() if box.kind in DECISIONS for way in box.ways]
    warnings = [statement.id for statement in index.pathway.statements if statement.role in _WARNINGS]
    met = {name for one in done for name in boxes_met(one)}
    taken = {way for one in done for way in ways_taken(one)}
    shown = {name for one in done for name in statements_met(index, walk, one)}
    return Coverage(
        done,
        Share(len(boxes), tuple(name for name in boxes if name not in met)),
        Share(len(ways), tuple(way for way in ways if way not in taken)),
        Share(len(warnings), tuple(name for name in warnings if name not in shown)),
    )
