"""Patients on their way through random pathways: what is against a treatment is met where it is given, and in ours no line comes twice or too early."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.cases import marker
from generator.analysis.cases.marker import StepMarks
from generator.analysis.index import PathwayIndex
from generator.analysis.marks import Mark, Marking, Patient, applying, marking, sayings
from generator.analysis.marks.offers import HAVE_OPTIONS, Offers
from generator.analysis.paths.graph import reachable
from generator.analysis.walk import Ask, EventKind, Known, Pick, State, Walk, Which, define, knowledge
from generator.model import Role, Statement
from ours import INDEX as OURS
from sampling import times
from walks import ENTRIES, TREATMENTS, grown, walked_pathways

_WARNINGS = (Role.CONTRAINDICATION, Role.AGAINST, Role.CAUTION)
_WARNS = st.fixed_dictionaries(
    {
        "role": st.sampled_from([*_WARNINGS, Role.PRACTICE]),
        "about": st.lists(st.sampled_from(TREATMENTS), min_size=1, max_size=2, unique=True),
        "in": st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=2, unique=True),
    }
)


def _route(walk: Walk, chance: Random, *, steps: int = 40) -> Iterator[State]:
    """The states of a walk whose every move is drawn by lot."""
    state = walk.begin()
    for _ in range(steps):
        yield state
        match move := walk.moves(state):
            case None:
                return
            case Ask():
                entries = [chance.choice(group.entries) for group in move.groups]
                state = walk.after(state, {entry: chance.choice([Known.YES, Known.YES, Known.NO, Known.UNKNOWN]) for entry in entries})
            case Pick():
                free = [way for way in move.offered if way not in move.fixed]
                count = chance.randint(max(move.least - len(move.fixed), 0), len(free)) if move.many else 1
                state = walk.after(state, chance.sample(free, min(count, len(free))) if free else [])
            case Which():
                state = walk.after(state, chance.sample(move.members, chance.randint(0, len(move.members))))
            case _:
                state = walk.after(state)


def _with(index: PathwayIndex, said: Sequence[dict[str, object]]) -> PathwayIndex:
    """The pathway with statements that no box shows."""
    statements = [Statement.model_validate({"id": f"said{number}", "says": "x", "cites": [], **one}) for number, one in enumerate(said)]
    return PathwayIndex(index.pathway.model_copy(update={"statements": tuple(statements)}))


def _inside(index: PathwayIndex, name: str) -> set[str]:
    """A treatment, its members and parts, and theirs."""
    return reachable([name], {one.id: (*one.members, *one.parts) for one in index.pathway.treatments})


def _touched(index: PathwayIndex, about: Sequence[str]) -> set[str]:
    """Treatments, the members of groups among them, and every regimen that has one of these as a part."""
    every = index.pathway.treatments
    return reachable(about, {one.id: (*one.members, *(other.id for other in every if one.id in other.parts)) for one in every})


@lru_cache(maxsize=2)
def _within(index: PathwayIndex) -> Mapping[str, set[str]]:
    """Each finding or circumstance with its members, and theirs."""
    members = {name: getattr(one, "members", ()) for name, one in index.entries.items()}
    return {name: reachable([name], members) for name in members}


def _known(index: PathwayIndex, said: Mapping[str, Known], entry: str) -> Known:
    """The knowledge of an entry by what was said of it, its members and the groups that have it; where nobody asked, as if it were not true."""
    within = _within(index)

    def around(name: str) -> list[str]:
        return [outer for outer, inner in within.items() if name in inner]

    def is_denied(name: str) -> bool:
        return any(said.get(outer) is Known.NO for outer in around(name))

    def sure(name: str) -> Known:
        if any(said.get(inner) is Known.YES for inner in within[name]):
            return Known.YES
        return Known.NO if is_denied(name) or all(is_denied(inner) for inner in within[name] if within[inner] == {inner}) else Known.UNKNOWN

    def is_undecided(group: str) -> bool:
        return said.get(group) is Known.YES and not any(said.get(inner) is Known.YES for inner in within[group] - {group})

    is_asked = any(name in said and sure(name) is Known.UNKNOWN for name in (*within[entry], *around(entry)))
    is_open = is_asked or any(map(is_undecided, around(entry)))
    return known if (known := sure(entry)) is not Known.UNKNOWN or is_open else Known.NO


def _warned_of(index: PathwayIndex, chance: Random) -> PathwayIndex:
    """The pathway with warnings, shown in no box, of what it gives, of groups and regimens that have this, or of what is in it."""
    given = {name for place in index.boxes for names in (place.box.gives, *(way.gives for way in place.box.next)) for name in names}
    near = [name for name in TREATMENTS if any(name in _inside(index, one) or one in _inside(index, name) for one in given)]

    def warning() -> dict[str, object]:
        entries = chance.sample(ENTRIES, chance.randint(1, 2))
        about = [chance.choice(near or TREATMENTS)]
        return {"role": chance.choice(_WARNINGS), "about": about, "in": entries, "together": len(entries) > 1 and chance.random() < 0.5}

    return _with(index, [warning() for _ in range(chance.randint(1, 4))])


def _holds(index: PathwayIndex, said: Mapping[str, Known], statement: Statement) -> Known:
    """Whether a warning is for this patient."""
    known = [_known(index, said, entry) for entry in statement.in_]
    return (min if statement.together else max)(known, key=[Known.NO, Known.UNKNOWN, Known.YES].index)


def _due(index: PathwayIndex, said: Mapping[str, Known]) -> Mapping[str, Counter[str]]:
    """For each treatment the marks that the warnings ask for: of what is not known yet a caution."""
    due: dict[str, Counter[str]] = {name: Counter() for name in TREATMENTS}
    for statement in index.pathway.statements:
        holds = _holds(index, said, statement)
        for name in _touched(index, statement.about) if holds is not Known.NO else ():
            due[name][statement.role if holds is Known.YES else Role.CAUTION] += 1
    return due


def _given(index: PathwayIndex, walk: Walk, state: State) -> Iterator[tuple[int, str]]:
    """The treatments given at a step, with the place of the box or option among those that have marks; in a group that is any member."""
    for place, name in enumerate(state.row):
        box = index.targets[name].box
        # Of a group, a box with options offers those that they give.
        yield from ((place, one) for given in box.gives for one in ({given} if box.kind in HAVE_OPTIONS else _inside(index, given)))
    move = walk.moves(state)
    if isinstance(move, Pick) and (box := index.targets[move.box].box).kind in HAVE_OPTIONS:
        for place, way in enumerate(move.offered, len(state.row)):
            yield from ((place, one) for given in (box.next[way].gives if way < len(box.next) else ()) for one in _inside(index, given))


def _unlike(index: PathwayIndex, seed: int, tally: Counter[str]) -> Iterator[tuple[object, ...]]:
    """The treatments given, or on offer, that lack a mark that is due or have one that is not, on a route by lot; counts the steps, and those with one due."""
    walk = Walk(define(index))
    marks = StepMarks(index, walk)
    for state in _route(walk, Random(seed)):  # noqa: S311  # routes, not secrets
        places, due, given = [*marks(state)], _due(index, knowledge(walk.definition, state)), {*_given(index, walk, state)}
        tally["steps"] += 1
        tally["due"] += any(due[treatment] for _, treatment in given)
        on_offer = {(place, treatment) for place, (_, marked) in enumerate(places) for treatment in marked}
        for place, treatment in given | on_offer:
            box, marked = places[place]
            found = Counter(marked.get(treatment, ()))
            if due[treatment] - found or found.keys() - due[treatment].keys():
                yield box, treatment, due[treatment], found


def test_nothing_against_a_treatment_goes_unmet_where_it_is_given() -> None:
    """Wherever the reader is when a box or an option gives it: the statement may be shown in no box at all. Nor has it a mark for others."""
    tally = Counter[str]()

    @times(3)
    @given(walked_pathways(treating=True), st.integers(0, 2**32))
    def holds(index: PathwayIndex, seed: int) -> None:
        assert not [*_unlike(_warned_of(index, Random(seed)), seed, tally)]  # noqa: S311  # statements, not secrets

    holds()
    assert tally["due"] >= max(60, tally["steps"] / 10), tally


def _marks_but_the_gravest(self: Marking, box: str, patient: Patient, way: int | None = None) -> Sequence[Mark]:
    return _MARKS(self, box, patient, way)[1:]


_MARKS = Marking.marks
_FAULTS: dict[str, tuple[object, str, object]] = {
    "a mark is dropped": (Marking, "marks", _marks_but_the_gravest),
    "nothing is on offer in an option": (Offers, "of_option", lambda *_: ()),
    "a warning of a group is no warning of its members": (sayings, "with_members", lambda _, name: {name}),
    "a warning of a part is no warning of its regimen": (marking, "regimens_with", lambda *_: set()),
    "a finding says nothing of the groups that have it": (applying, "_with_groups", lambda _, names: frozenset(names)),
    "what is not known yet is taken for no": (marker, "Patient", lambda has, _, *more: Patient(has, frozenset(), *more)),
}


@pytest.mark.parametrize("fault", _FAULTS)
def test_the_property_catches_a_planted_fault(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a part of the routes that it tries."""
    monkeypatch.setattr(*_FAULTS[fault])
    routes = ((_warned_of(grown(6, seed, treating=True), Random(seed)), seed) for seed in range(100))  # noqa: S311  # statements, not secrets
    assert any(True for index, seed in routes for _ in _unlike(index, seed, Counter()))


@times(2)
@given(walked_pathways(), st.lists(_WARNS, min_size=1, max_size=4), st.integers(0, 2**32))
def test_no_box_is_marked_for_what_is_not_on_offer(index: PathwayIndex, said: list[dict[str, object]], seed: int) -> None:
    """A treatment that is given by no box and no way of the pathway, alone or in a group or regimen, has no mark anywhere."""
    index = _with(index, said)
    walk = Walk(define(index))
    marks = StepMarks(index, walk)
    verbs = [name for place in index.boxes for names in (place.box.gives, place.box.continues) for name in names]
    verbs += [name for place in index.boxes for way in place.box.next for name in way.gives]
    inner = {one.id: (*one.members, *one.parts) for one in index.pathway.treatments}
    offered = reachable(verbs, inner)
    regimens = {one.id for one in index.pathway.treatments if offered & {*one.parts}}
    for state in _route(walk, Random(seed)):  # noqa: S311  # routes, not secrets
        assert {name for _, marked in marks(state) for name in marked} <= offered | regimens


_FIRST = {chart.boxes[0].id for section in OURS.pathway.sections for chart in section.charts}
_IN_TURN = {place.box.id for place in OURS.boxes if place.box.in_turn}


@times(2)
@given(st.integers(0, 2**32))
def test_no_line_of_our_pathway_begins_twice(seed: int) -> None:
    """Whatever is answered; only a choice in turn comes again, with the options not yet tried."""
    *_, last = _route(Walk(define(OURS)), Random(seed), steps=80)  # noqa: S311  # routes, not secrets
    entered = Counter(event.box for event in last.events if event.kind is EventKind.ENTERED)
    assert {name for name in _FIRST - _IN_TURN if entered[name] > 1} == set()
    assert last.box or not last.stack


@times(2)
@given(st.integers(0, 2**32))
def test_no_line_of_our_pathway_comes_before_the_one_before_it(seed: int) -> None:
    """And photoprotection is met by everybody whose skin is treated."""
    *_, last = _route(Walk(define(OURS)), Random(seed), steps=80)  # noqa: S311  # routes, not secrets
    entered = [event.box for event in last.events if event.kind is EventKind.ENTERED]
    for later, before in _AFTER.items():
        if later in entered:
            assert not before.isdisjoint(entered[: entered.index(later)]), (later, entered)


_AFTER = {
    "muscle-second-line-choice": {"oral-corticosteroids-first-line", "change-to-oral-corticosteroids"},
    "muscle-third-line-choice": {"methotrexate-muscle", "azathioprine-muscle"},
    "consider-other-options": {"muscle-third-line-choice"},
    "skin-second-line-choice": {"photoprotection"},
    "unresponsive-to-topical": {"topical-corticosteroids-by-site"},
    "unresponsive-to-antimalarials": {"systemic-corticosteroids-skin"},
    "skin-third-line-choice": {"hydroxychloroquine-skin", "chloroquine-skin"},
}
