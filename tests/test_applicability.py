"""Marks of a circumstance, in cases and against a slow reference implementation."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given

from generator.analysis.applicability import ORDER, Effect, MarkKind, affected_by, included
from generator.analysis.index import PathwayIndex
from generator.model import Box, Statement
from thickets import CIRCUMSTANCES, thicket, thickets

RAIN = {"id": "rain-forbids", "role": "contraindication", "about": ["t1"], "in": ["rain"]}
SLEET = {"id": "sleet", "role": "caution", "about": ["t1"], "in": ["rain", "snow"]}
BOX = {"id": "n0", "kind": "start"}
WHOLE, PART, CARE = (
    Effect(MarkKind.CONTRAINDICATION, ("rain-forbids",)),
    Effect(MarkKind.CONTRAINDICATION, ("rain-forbids",), partial=True),
    Effect(MarkKind.CAUTION, ("sleet",)),
)
# What a box has, what is said, which groups there are, what is ticked, and the mark that the box then bears.
CASES = {
    "gives it": ({"gives": ["t1"]}, [RAIN], {}, ["rain"], WHOLE),
    "gives another": ({"gives": ["t2"]}, [RAIN], {}, ["rain"], None),
    "another circumstance": ({"gives": ["t1"]}, [RAIN], {}, ["snow"], None),
    "nothing ticked": ({"gives": ["t1"]}, [RAIN], {}, [], None),
    "states it": ({"statements": ["rain-forbids"]}, [RAIN], {}, ["rain"], WHOLE),
    "rests on it": ({"rests_on": ["rain-forbids"]}, [RAIN], {}, ["rain"], WHOLE),
    "gives a member of what is forbidden": ({"gives": ["t2"]}, [RAIN], {"t1": ["t2"]}, ["rain"], WHOLE),
    "gives a member of a member": ({"gives": ["t3"]}, [RAIN], {"t1": ["t2"], "t2": ["t3"]}, ["rain"], WHOLE),
    "gives the group of what is forbidden": ({"gives": ["t2"]}, [RAIN], {"t2": ["t1"]}, ["rain"], PART),
    "gives another member of the group": ({"gives": ["t3"]}, [RAIN], {"t2": ["t1", "t3"]}, ["rain"], None),
    "groups that hold each other": ({"gives": ["t2"]}, [RAIN], {"t1": ["t2"], "t2": ["t1"]}, ["rain"], WHOLE),
    "the whole before the part": ({"gives": ["t2", "t1"]}, [RAIN], {"t2": ["t1"]}, ["rain"], WHOLE),
    "the graver first": (
        {"gives": ["t1"]},
        [SLEET, RAIN],
        {},
        ["rain"],
        Effect(MarkKind.CONTRAINDICATION, ("rain-forbids", "sleet")),
    ),
    "the milder alone": ({"gives": ["t1"]}, [SLEET, RAIN], {}, ["snow"], CARE),
    "said once of two that are ticked": ({"gives": ["t1"]}, [SLEET], {}, ["rain", "snow"], CARE),
    "a role that warns of nothing": (
        {"rests_on": ["p"]},
        [{"id": "p", "role": "practice", "in": ["rain"]}],
        {},
        ["rain"],
        Effect(MarkKind.CONCERNS, ("p",)),
    ),
    "monitoring": (
        {"rests_on": ["p"]},
        [{"id": "p", "role": "monitoring", "in": ["rain"]}],
        {},
        ["rain"],
        Effect(MarkKind.MONITORING, ("p",)),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_box_bears_its_mark(
    case: tuple[dict[str, list[str]], list[dict[str, object]], dict[str, list[str]], list[str], Effect | None],
) -> None:
    box, said, groups, ticked, expected = case
    assert affected_by(thicket([[{**BOX, **box}]], said, groups), *ticked).boxes.get("n0") == expected


def _holds(index: PathwayIndex, named: str, given_: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether what is said of one treatment holds for another: itself, a group that it is in, or a part of it."""
    above = [group.id for group in index.pathway.treatments if given_ in group.members]
    further = [name for name in (*above, *index.treatments[given_].parts) if name not in seen]
    return named == given_ or any(_holds(index, named, name, seen | {given_}) for name in further)


def _holds_in_part(index: PathwayIndex, named: str, given_: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether it holds for something that the other includes, be it by way of others."""
    inner = [name for name in (*index.treatments[given_].members, *index.treatments[given_].parts) if name not in seen]
    return any(_holds(index, named, name) or _holds_in_part(index, named, name, seen | {given_}) for name in inner)


def _rank_of(index: PathwayIndex, statement: Statement, node: Box) -> Iterator[tuple[int, bool]]:
    rank = {"contraindication": 0, "caution": 1, "monitoring": 2}.get(statement.role, 3)
    if statement.id in {*(placement.statement for placement in node.statements), *node.rests_on}:
        yield rank, False
    for gives, named in itertools.product(node.gives, set(statement.about) & set(index.treatments)):
        if _holds(index, named, gives):
            yield rank, False
        elif _holds_in_part(index, named, gives):
            yield rank, True


@given(thickets())
def test_marks_are_those_found_by_asking_for_each_pair(index: PathwayIndex) -> None:
    """For every combination of circumstances, and every box: the gravest of what each statement says of it."""
    for number in range(len(CIRCUMSTANCES) + 1):
        for ticked in itertools.combinations(CIRCUMSTANCES, number):
            spoken = [statement for statement in index.pathway.statements if set(statement.about) & set(ticked)]
            found = affected_by(index, *ticked)
            for place in index.boxes:
                ranks = sorted(rank for statement in spoken for rank in _rank_of(index, statement, place.box))
                touch = found.boxes.get(place.box.id)
                assert (touch and (ORDER.index(touch.mark), touch.partial)) == (ranks[0] if ranks else None)


@given(thickets())
def test_each_circumstance_alone_tells_all_combinations(index: PathwayIndex) -> None:
    """So a page needs to hold only the marks of each."""
    alone = [affected_by(index, name) for name in CIRCUMSTANCES]
    together = affected_by(index, *CIRCUMSTANCES)
    for kind in ("boxes", "treatments", "statements"):
        joined: dict[str, list[Effect]] = {}
        for marks in alone:
            for name, touch in getattr(marks, kind).items():
                joined.setdefault(name, []).append(touch)
        best = {name: min((ORDER.index(touch.mark), touch.partial) for touch in touches) for name, touches in joined.items()}
        assert {name: (ORDER.index(touch.mark), touch.partial) for name, touch in getattr(together, kind).items()} == best


@given(thickets())
def test_a_mark_for_some_names_a_treatment_that_it_is_for(index: PathwayIndex) -> None:
    """In each group, and in each box that gives one, some treatment has the same mark for itself."""
    for name in CIRCUMSTANCES:
        found = affected_by(index, name)
        for group, touch in found.treatments.items():
            if touch.partial:
                within = [found.treatments.get(member) for member in included(index, group)]
                assert any(own and own.mark is touch.mark and not own.partial for own in within)
