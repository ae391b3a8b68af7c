"""Moves: what a reader can answer in a state."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis.walk.definition import DECISIONS, FORKS, Definition, Group, WalkBox, Way
from generator.analysis.walk.entries import knowledge, known, of_any
from generator.analysis.walk.scoring import held
from generator.analysis.walk.state import Known, State
from generator.model import Kind


@dataclass(frozen=True, slots=True)
class Go:
    """One click, and nothing to answer."""

    box: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Entries that the patient may have: each yes, no or not known yet. What was asked before has its last answer, to be confirmed."""

    box: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """Ways to take, by number: `offered` of which those in `fixed` are always taken and those in `ticked` are ticked beforehand.

    At least `least` are taken, and unless `many` no more than one.
    """

    box: str
    offered: tuple[int, ...]
    ticked: tuple[int, ...] = ()
    fixed: tuple[int, ...] = ()
    many: bool = False
    least: int = 1


@dataclass(frozen=True, slots=True)
class Which:
    """Which members of a group (or, without one, of these single treatments) are being given, or none of them."""

    box: str
    group: str
    members: tuple[str, ...]


Move = Go | Ask | Pick | Which


def moves(definition: Definition, state: State) -> Move | None:
    """The move of a state; nothing at the end of the walk."""
    if not state.row:
        return None
    box = definition.boxes[state.box]
    if state.groups:
        continued = next(one for one in box.continues if one.group == state.groups[0])
        return Which(box.id, continued.group, continued.members if continued.group else continued.asked(state.treatments))
    if state.detail:
        return Go(box.id)
    if box.kind is Kind.ASK:
        return Ask(box.id, tuple(open_groups(definition, box, state)))
    if offered := offers(definition, box, state):
        return _pick(definition, box, state, offered)
    return Go(box.id) if state.stack or (box.ways and box.kind not in DECISIONS) else None


def open_groups(definition: Definition, box: WalkBox, state: State) -> Iterator[Group]:
    """Everything that a box asks, but for what is known from before; where one answer at most is true, that one is enough."""
    asked = dict(state.answers)

    def is_open(group: Group) -> bool:
        found = {entry: known(definition, asked, entry) for entry in group.entries}
        is_answered = group.one_of and Known.YES in found.values()
        return any(one is Known.UNKNOWN and not (is_answered and entry in asked) for entry, one in found.items())

    return (group for group in box.asks if not state.due.isdisjoint(group.entries) or is_open(group))


def offers(definition: Definition, box: WalkBox, state: State) -> tuple[Way, ...]:
    """The ways that a decision offers: those that are left, but for those ruled out, unless all are."""
    left = left_of(definition, box, state)
    out = ruled_out(definition, box, state)
    return tuple(way for way in left if way not in out) or left


def ruled_out(definition: Definition, box: WalkBox, state: State) -> tuple[Way, ...]:
    """The answers, and branches that need not be followed, for patients with an entry that this one does not have."""
    answers = dict(state.answers)
    can_be = box.kind in {Kind.QUESTION, Kind.SEVERAL, Kind.ALL}
    return tuple(
        way
        for way in (box.options if can_be else ())
        if way.has and (way.optional or box.kind is not Kind.ALL) and of_any(definition, answers, way.has) is Known.NO
    )


def left_of(definition: Definition, box: WalkBox, state: State) -> tuple[Way, ...]:
    """The ways of a decision that are left, whatever the patient has.

    Not those taken as often as they may be, nor options that were tried in turn, nor answers that do not hold what a score comes to. What
    comes when options tried in turn are used up stands beside them from the second visit on, and where none of them should be given.
    """
    if box.kind not in DECISIONS:
        return ()
    left = [way for way in box.options if way.at_most is None or state.takes(box.id, way.number) < way.at_most]
    if box.in_turn:
        left = [way for way in left if (box.id, way.number) not in state.tried]
        left += [box.then] if box.then and (state.visits(box.id) > 1 or _all_barred(definition, state, left)) else []
    return tuple(held(definition, box, state, left))


def _all_barred(definition: Definition, state: State, options: Iterable[Way]) -> bool:
    """Whether what is known of the patient speaks against each of these options."""
    had = knowledge(definition, state)
    return all(of_any(definition, had, way.barred) is Known.YES for way in options)


def _pick(definition: Definition, box: WalkBox, state: State, offered: tuple[Way, ...]) -> Pick:
    numbers = tuple(way.number for way in offered)
    if box.kind not in FORKS:
        return Pick(box.id, numbers)
    answers = dict(state.answers)
    ticked = [way.number for way in offered if way.has and of_any(definition, answers, way.has) is Known.YES]
    if box.kind is Kind.ALL:
        fixed = tuple(way.number for way in offered if not way.optional)
        return Pick(box.id, numbers, tuple(number for number in ticked if number not in fixed), fixed, many=True, least=0)
    without = [way.number for way in offered if not way.has]
    if not ticked and len(without) == 1:
        ticked = without
    return Pick(box.id, numbers, tuple(ticked), many=True)


def taken_by_itself(definition: Definition, box: WalkBox, state: State) -> Way | None:
    """The way that is taken without a click, if there is one; none that goes back, as only the reader goes back.

    At a question it is the one whose entry is ticked, if no other way's entry is ticked or not known yet; or, where all were answered no,
    the one way without an entry. A choice in turn without an option left goes on to its `then`.
    """
    offered = left_of(definition, box, state)
    found: list[Way] = []
    if box.in_turn and len(offered) == 1 and offered[0].is_then:
        found = [*offered]
    elif box.kind is Kind.QUESTION and any(way.has for way in offered):
        answers = dict(state.answers)
        found_of = {way.number: of_any(definition, answers, way.has) for way in offered if way.has}
        if Known.UNKNOWN not in found_of.values():
            ticked = [way for way in offered if found_of.get(way.number) is Known.YES]
            found = ticked or [way for way in offered if not way.has]
    return found[0] if len(found) == 1 and not found[0].goes_back else None
