"""Patients on their way through random pathways: what is against a treatment is met where it is given, and in ours no line comes twice or too early."""

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.cases.marker import StepMarks
from generator.analysis.index import PathwayIndex
from generator.analysis.paths.graph import reachable
from generator.analysis.walk import Ask, EventKind, Known, Pick, State, Walk, Which, define
from generator.model import Role, Statement
from ours import INDEX as OURS
from walks import ENTRIES, TREATMENTS, walked_pathways

_AGAINST = {Role.CONTRAINDICATION, Role.AGAINST}
_WARNS = st.fixed_dictionaries(
    {
        "role": st.sampled_from([*_AGAINST, Role.CAUTION, Role.PRACTICE]),
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
                entries = [entry for group in move.groups for entry in group.entries[:1]]
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
    """A treatment, its members and theirs."""
    return reachable([name], {one.id: one.members for one in index.pathway.treatments})


def _true(index: PathwayIndex, state: State) -> set[str]:
    """Entries that are ticked, and the groups of these."""
    ticked = {entry for entry, known in state.answers if known is Known.YES}
    members = {name: getattr(entry, "members", ()) for name, entry in index.entries.items()}
    return {name for name in index.entries if reachable([name], members) & ticked}


@settings(max_examples=300)
@given(walked_pathways(), st.lists(_WARNS, min_size=1, max_size=4), st.integers(0, 2**32))
def test_nothing_against_a_treatment_goes_unmet_where_it_is_given(index: PathwayIndex, said: list[dict[str, object]], seed: int) -> None:
    """Wherever the reader is when a box gives it: the statement may be shown in no box at all."""
    index = _with(index, said)
    walk = Walk(define(index))
    marks = StepMarks(index, walk)
    for state in _route(walk, Random(seed)):  # noqa: S311  # routes, not secrets
        true, shown = _true(index, state), [*marks(state)]
        for box in (index.targets[name].box for name in state.row):
            for treatment in box.gives:
                for statement in index.pathway.statements:
                    if (
                        statement.role in _AGAINST
                        and true & {*statement.in_}
                        and any(treatment in _inside(index, one) for one in statement.about)
                    ):
                        here = [marked for name, marked in shown if name == box.id and treatment in marked]
                        assert here, (box.id, treatment)
                        assert all(statement.role in marked[treatment] for marked in here), (box.id, treatment, statement.id)


@settings(max_examples=300)
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


@settings(max_examples=400)
@given(st.integers(0, 2**32))
def test_no_line_of_our_pathway_begins_twice(seed: int) -> None:
    """Whatever is answered; only a choice in turn comes again, with the options not yet tried."""
    *_, last = _route(Walk(define(OURS)), Random(seed), steps=80)  # noqa: S311  # routes, not secrets
    entered = Counter(event.box for event in last.events if event.kind is EventKind.ENTERED)
    assert {name for name in _FIRST - _IN_TURN if entered[name] > 1} == set()
    assert last.box or not last.stack


@settings(max_examples=400)
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
