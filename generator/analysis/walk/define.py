"""From a pathway to the definition of its walk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.analysis.inclusion import given_anywhere, with_ancestors
from generator.analysis.index import BoxRef, PathwayIndex
from generator.analysis.mark_kinds import MarkKind, kind_of
from generator.analysis.paths.graph import reachable
from generator.analysis.walk.define_scores import defined_scores, held_by
from generator.analysis.walk.definition import (
    FORKS,
    SIMPLE,
    TERMINAL,
    Asked,
    Conditional,
    Continued,
    Definition,
    Group,
    Inner,
    WalkBox,
    WalkScore,
    Way,
)
from generator.analysis.walk.forward import Forward
from generator.analysis.walk.joins import joins
from generator.model import Box, Edge, Kind

_AGAINST = frozenset({MarkKind.CONTRAINDICATION, MarkKind.AGAINST})


def define(index: PathwayIndex) -> Definition:
    """The walk of a pathway whose links all lead somewhere; ways and charts that lead nowhere are left out."""
    forward = Forward(index)
    treatments = _Treatments(index)
    regions = _regions(index)
    first = _asked_first(index, forward)
    scores = defined_scores(index)
    boxes = {
        place.box.id: _box(place, forward, treatments, regions[place.box.id], first.get(place.box.id, ()), scores, index)
        for place in reversed(index.boxes)
    }
    asked = {name: treatments.asked(name) for place in index.boxes for name in place.box.asks if name in index.treatments}
    walked = {name: boxes[name] for name in forward.reading}
    return Definition(index.boxes[0].box.id, walked, _entries(index), asked, scores, conditional(index))


def _box(  # noqa: PLR0913, PLR0917  # all that a box takes from its surroundings
    place: BoxRef,
    forward: Forward,
    treatments: "_Treatments",
    region: str,
    first: tuple[str, ...],
    scores: Mapping[str, WalkScore],
    index: PathwayIndex,
) -> WalkBox:
    box = place.box
    chart = index.targets.get(box.through) if box.through else None
    goes_on = [name for name in box.continues if name in index.treatments]
    return WalkBox(
        id=box.id,
        kind=box.kind,
        region=region,
        ways=tuple(_ways(box, forward, treatments, index)),
        in_turn=box.in_turn and box.kind is Kind.CHOICE,
        score=box.score if box.score and box.score in scores else "",
        asks=tuple(group for name in box.asks for group in _groups(index, name)) if box.kind is Kind.ASK else (),
        through=chart.box.id if chart else "",
        gives=treatments.given((*box.gives, *filter(treatments.is_brought, goes_on))),
        continues=tuple(treatments.gone_on_with(goes_on)),
        stops=treatments.stopped(box.stops),
        joins=joins(forward, box.id) if box.kind in FORKS else (),
        asked_first=first,
    )


def _ways(box: Box, forward: Forward, treatments: "_Treatments", index: PathwayIndex) -> Iterable[Way]:
    """The ways on; a box shown with others has one at most, and an end none."""
    most = 0 if box.kind in TERMINAL else 1 if box.kind in SIMPLE | {Kind.ASK} else len(box.next)
    targets = forward.targets[box.id]
    for number, edge in enumerate(box.next[:most]):
        if targets[number]:
            yield _way(box, edge, number, forward, treatments, index)
    if box.in_turn and box.kind is Kind.CHOICE and box.then and targets[len(box.next)]:
        goal, number = targets[len(box.next)], len(box.next)
        goes_back = forward.goes_back(box.id, number)
        restarts = _restarts(box.id, goal, forward, goes_back=goes_back)
        yield Way(number=number, goal=goal, is_then=True, goes_back=goes_back, restarts=restarts)


def _way(  # noqa: PLR0913, PLR0917  # all that a way takes from its surroundings
    box: Box, edge: Edge, number: int, forward: Forward, treatments: "_Treatments", index: PathwayIndex
) -> Way:
    goal = forward.targets[box.id][number]
    goes_back = forward.goes_back(box.id, number)
    return Way(
        number=number,
        goal=goal,
        has=edge.has,
        gives=treatments.given(edge.gives),
        barred=_barred(edge.gives or forward.boxes[goal].gives, index) if box.in_turn and box.then else (),
        holds=held_by(index.scores.get(box.score or ""), edge),
        optional=edge.optional and box.kind is Kind.ALL,
        adds=edge.adds,
        at_most=edge.at_most,
        goes_back=goes_back,
        confirms=_confirms(box, edge, goal, forward, goes_back=goes_back),
        restarts=_restarts(box.id, goal, forward, goes_back=goes_back),
    )


def _confirms(box: Box, edge: Edge, goal: str, forward: Forward, *, goes_back: bool) -> bool:
    """Whether time passes on a way, or has passed where it leads round.

    That is at a step before what is asked again, or on the way here from where the way goes back to. Some may have come before to where it
    leads who take it for the first time: so it need not be one that goes back.
    """
    if edge.after:
        return True
    is_again = bool(box.again) and (goes_back or forward.boxes[goal].kind is Kind.ASK)
    is_late = is_again or (goes_back and forward.comes_only_after(box.id, goal) and _takes_time(box.id, goal, forward))
    return is_late and forward.leads_round(box.id, goal)


def _takes_time(box: str, goal: str, forward: Forward) -> bool:
    """Whether between a box and the one that a way from it goes back to something is done again, or follows after a time.

    A way back with a time has what was asked confirmed itself, if it is taken.
    """
    between = reachable([goal], forward.next) & forward.leading_to(box)
    ways = ((edge, target, name) for name in between for edge, target in zip(forward.boxes[name].next, forward.targets[name], strict=False))
    is_late = any(edge.after and target in between and target in forward.next[name] for edge, target, name in ways)
    return is_late or any(forward.boxes[name].again for name in between)


def _barred(gives: Sequence[str], index: PathwayIndex) -> tuple[str, ...]:
    """The entries with any of which a statement says that one of these treatments should not be given."""
    about = {name for treatment in gives if treatment in index.treatments for name in with_ancestors(index, treatment)}
    warnings = (one for one in index.statements.values() if kind_of(index, one) in _AGAINST and not one.with_ and not one.together)
    return tuple(dict.fromkeys(entry for one in warnings if about & {*one.treatments} for entry in one.in_))


def _restarts(box: str, goal: str, forward: Forward, *, goes_back: bool) -> frozenset[str]:
    """The forks before which a way goes back; a way to the next option of a choice in turn restarts nothing."""
    if not goes_back or forward.next_option(box, goal):
        return frozenset()
    return frozenset(
        name for name in reachable([goal], forward.next) if forward.boxes[name].kind in FORKS and _is_behind(box, name, forward)
    )


def _is_behind(box: str, fork: str, forward: Forward) -> bool:
    return box == fork or fork in forward.leading_to(box)


def _groups(index: PathwayIndex, name: str) -> tuple[Group, ...]:
    """Everything asked under an id: a group of findings, or a single entry or treatment."""
    for group in index.pathway.findings:
        if group.id == name:
            entries = tuple(entry.id for entry in group.entries)
            return (
                (Group(name, entries, one_of=True),) if group.one_of else tuple(Group(entry, (entry,), one_of=False) for entry in entries)
            )
    return (Group(name, (name,), one_of=False),) if name in index.subjects else ()


def _regions(index: PathwayIndex) -> Mapping[str, str]:
    """For each box its section, or its chart where there is one section or none; the overview is a region of its own."""
    by_section = len(index.pathway.sections) > 1
    return {place.box.id: place.section.id if by_section and place.section else place.chart.id for place in reversed(index.boxes)}


def _asked_first(index: PathwayIndex, forward: Forward) -> Mapping[str, tuple[str, ...]]:
    """For each box the “ask” boxes that every way to it passes, in their order; none where a reader begins by herself."""
    onward = {name: [*filter(None, targets), *_first_of(index, forward.boxes[name].through)] for name, targets in forward.targets.items()}
    before: dict[str, list[str]] = {}
    for name, targets in onward.items():
        for target in targets:
            before.setdefault(target, []).append(name)
    starts = {index.boxes[0].box.id, *(name for name in onward if name not in before)}
    asking = sorted((name for name, box in forward.boxes.items() if box.kind is Kind.ASK), key=forward.order.__getitem__)
    found: dict[str, tuple[str, ...]] = {}
    met = reachable(starts, onward)
    for ask in asking:
        around = {name: [target for target in targets if target != ask] for name, targets in onward.items()}
        spared = reachable(starts - {ask}, around)
        for name in met - spared - {ask}:
            found[name] = (*found.get(name, ()), ask)
    return found


def _first_of(index: PathwayIndex, chart: str | None) -> tuple[str, ...]:
    place = index.targets.get(chart) if chart else None
    return (place.box.id,) if place else ()


class _Treatments:
    """How treatments hang together."""

    def __init__(self, index: PathwayIndex) -> None:
        self._parts = {name: treatment.parts for name, treatment in index.treatments.items()}
        self._members = {name: treatment.members for name, treatment in index.treatments.items()}
        self._inner = {name: (*self._members[name], *self._parts[name]) for name in self._parts}
        self._regimens = index.regimens_of
        self._given = given_anywhere(index)

    def given(self, names: Sequence[str]) -> tuple[str, ...]:
        """Treatments being given where these are given: regimens give their parts."""
        return tuple(_closure([name for name in names if name in self._parts], self._parts))

    def stopped(self, names: Sequence[str]) -> frozenset[str]:
        """Treatments no longer given where these are stopped: members and parts neither, and no regimen without all of its parts."""
        return frozenset(_closure(_closure(names, self._inner), self._regimens))

    def asked(self, name: str) -> Asked:
        """A treatment that an “ask” names."""
        return Asked(gives=self.given([name]), ends=frozenset(_closure(_closure([name], self._members), self._regimens)))

    def is_brought(self, name: str) -> bool:
        """Whether to go on with a treatment means that it was given before the pathway: nothing in it gives it."""
        return not self._members[name] and name not in self._given

    def gone_on_with(self, names: Sequence[str]) -> Iterator[Continued]:
        """The single treatments that a box goes on with, together, and each group, where they are being given or the reader says so."""
        if singles := [name for name in names if not self._members[name] and name in self._given]:
            yield self._continued("", singles)
        yield from (self._continued(name, self._last_members(name)) for name in names if self._members[name])

    def _last_members(self, group: str) -> list[str]:
        return [name for name in _closure([group], self._members) if not self._members.get(name)]

    def _continued(self, group: str, members: Sequence[str]) -> Continued:
        return Continued(group, tuple(members), tuple(self.given([name]) for name in members))


def _closure(names: Iterable[str], inner: Mapping[str, Sequence[str]]) -> dict[str, None]:
    """These, and all that they hold, and so on, each once."""
    found = dict.fromkeys(names)
    waiting = [*found]
    for name in waiting:
        for further in inner.get(name, ()):
            if further not in found:
                found[further] = None
                waiting.append(further)
    return found


def conditional(index: PathwayIndex) -> tuple[Conditional, ...]:
    """The statements that hold for some patients; what depends on treatments given beside it is a matter of marks."""
    return tuple(
        Conditional(id=one.id, entries=one.in_, together=one.together, treats=bool(one.treatments or one.rather_than))
        for one in index.statements.values()
        if one.in_ and not one.with_
    )


def _entries(index: PathwayIndex) -> Mapping[str, Inner]:
    members = {name: tuple(getattr(entry, "members", ())) for name, entry in index.entries.items()}
    around: dict[str, list[str]] = {}
    for name, inside in members.items():
        for member in inside:
            around.setdefault(member, []).append(name)
    found = {}
    for name, inner in members.items():
        if inner or name in around:
            within = tuple(other for other in _closure([name], members) if other != name)
            outer = tuple(other for other in _closure([name], around) if other != name)
            found[name] = Inner(within=within, around=outer, leaves=tuple(other for other in within if not members.get(other)))
    return found
