"""Treatments being given: from the box or way that gives it until a box stops it, or another option of the same choice takes its place."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from generator.analysis.inclusion import expanded, given_anywhere, regimens_with, with_included, with_members
from generator.analysis.index import PathwayIndex
from generator.model import Box, Edge, Kind

Given = frozenset[tuple[str, str]]
"""Treatments being given, by id, each with the choice of which it is an option; “” if it is none."""


def names_of(given: Given) -> frozenset[str]:
    """The treatments alone."""
    return frozenset(name for name, _ in given)


class BeingGiven:
    """The treatments being given along a route, and those that may be given where no route is known."""

    def __init__(self, index: PathwayIndex) -> None:
        self.index = index

    def after_box(self, box: Box, given: Given) -> Given:
        """The treatments being given after a box.

        A regimen gives its parts, and of a group any member may be the one given. To go on with a treatment that nothing in the pathway
        gives is to go on with what was given before it.
        """
        gives = {(inner, self._choice_of(box, name)) for name in box.gives for inner in with_included(self.index, name)}
        brought = {(name, "") for name in expanded(self.index, filter(self._is_single, box.continues)) - self._given_anywhere}
        return self.without_stopped(box, given) | gives | brought

    def without_stopped(self, box: Box, given: Given) -> Given:
        """Treatments still being given, without those that a box stops."""
        stopped = self.stopped(box)
        return frozenset(fact for fact in given if fact[0] not in stopped)

    def stopped(self, box: Box) -> frozenset[str]:
        """The treatments that a box stops: with a group all members, with a part the regimen."""
        return frozenset(name for one in box.stops for name in (*with_included(self.index, one), *regimens_with(self.index, one)))

    def on_way(self, box: Box, edge: Edge, given: Given) -> Given:
        """The treatments being given on a way from a box, where `given` are those after the box."""
        if box.kind is Kind.CHOICE and not edge.adds:
            given = frozenset(fact for fact in given if fact[1] != box.id)
        choice = box.id if box.kind is Kind.CHOICE else ""
        return given | {(inner, choice) for name in edge.gives for inner in with_included(self.index, name)}

    def continued(self, treatment: str, given: frozenset[str]) -> Iterator[str]:
        """Treatments meant by going on with one: of a group, those members that are being given."""
        if self._is_single(treatment):
            yield treatment
        else:
            yield from sorted((with_members(self.index, treatment) - {treatment}) & given)

    def _is_single(self, treatment: str) -> bool:
        return treatment not in self.index.treatments or not self.index.treatments[treatment].members

    @cached_property
    def _given_anywhere(self) -> frozenset[str]:
        return given_anywhere(self.index)

    @cached_property
    def earlier(self) -> Mapping[str, Given]:
        """Treatments that may be being given where each box begins, on any way that leads there."""

        def onward(box: Box, given: Given) -> Iterator[tuple[str, Given]]:
            given = self.after_box(box, given)
            return ((target, self.on_way(source, edge, given) if edge else given) for source, edge, target in self._ways_on(box))

        return self._where_each_box_begins(onward)

    @cached_property
    def replaced(self) -> Mapping[str, Given]:
        """Treatments whose place another option may have taken before each box, and that nothing has stopped or given again since."""

        def onward(box: Box, replaced: Given) -> Iterator[tuple[str, Given]]:
            given, replaced = self.after_box(box, self.earlier[box.id]), self.still_replaced(box, replaced)
            for source, edge, target in self._ways_on(box):
                yield target, self.replaced_on_way(source, edge, given, replaced) if edge else replaced

        return self._where_each_box_begins(onward)

    def still_replaced(self, box: Box, replaced: Given) -> Given:
        """Treatments whose place was taken before a box, without those that it stops, gives or goes on with."""
        return self._without((*box.gives, *filter(self._is_single, box.continues)), self.without_stopped(box, replaced))

    def replaced_on_way(self, box: Box, edge: Edge, given: Given, replaced: Given) -> Given:
        """Treatments whose place was taken, on a way from a box, where `given` and `replaced` are those after the box."""
        return self._without(edge.gives, replaced | (given - self.on_way(box, edge, given)))

    def _without(self, gives: Iterable[str], replaced: Given) -> Given:
        again = expanded(self.index, gives)
        return frozenset(fact for fact in replaced if fact[0] not in again)

    def _where_each_box_begins(self, onward: Callable[[Box, Given], Iterator[tuple[str, Given]]]) -> Mapping[str, Given]:
        """The least fixed point of what follows at the boxes after each box from what holds where it begins."""
        found: dict[str, Given] = {place.box.id: frozenset() for place in self.index.boxes}
        waiting = dict.fromkeys(reversed(found))
        while waiting:
            box, _ = waiting.popitem()
            for target, given in onward(self.index.targets[box].box, found[box]):
                if not given <= found[target]:
                    found[target] |= given
                    waiting[target] = None
        return found

    def _ways_on(self, box: Box) -> Iterator[tuple[Box, Edge | None, str]]:
        """The ways by which the walk goes on after a box: the box that each leaves, the way (none to “then”), and the box it leads to.

        A chart in detail comes before the ways on; after its end, those of the box that it was gone through for.
        """
        detail = self.index.targets.get(box.through or "")
        if detail:
            yield box, None, detail.box.id
        for source in (*(() if detail else (box,)), *self.callers.get(box.id, ())):
            yield from ((source, edge, self.index.targets[edge.to].box.id) for edge in source.next if edge.to in self.index.targets)
            if then := self.index.targets.get(source.then or ""):
                yield source, None, then.box.id

    def on_ways(self, box: Box, given: Given) -> Iterator[tuple[str, Given]]:
        """The boxes that the ways on from a box lead to, by id, each with what is being given there."""
        for edge in box.next:
            if edge.to in self.index.targets:
                yield self.index.targets[edge.to].box.id, self.on_way(box, edge, given)
        if then := self.index.targets.get(box.then or ""):
            yield then.box.id, given

    @cached_property
    def callers(self) -> Mapping[str, tuple[Box, ...]]:
        """The boxes to which the walk returns from each end of a chart that they go through in detail."""
        found: dict[str, list[Box]] = defaultdict(list)
        for place in self.index.boxes:
            detail = self.index.targets.get(place.box.through or "")
            for box in detail.chart.boxes if detail else ():
                if box.kind is Kind.END:
                    found[box.id].append(place.box)
        return {name: tuple(boxes) for name, boxes in found.items()}

    def _choice_of(self, box: Box, treatment: str) -> str:
        """The choice of which it is an option that a box gives a treatment; of a group that a choice gives, the choice itself."""
        is_narrowed = box.kind is Kind.CHOICE and not self._is_single(treatment) and any(map(self._names_treatment, box.next))
        return box.id if is_narrowed else self._choices.get(box.id, "")

    def _names_treatment(self, edge: Edge) -> bool:
        goal = self.index.targets.get(edge.to)
        return bool(edge.gives or (goal and goal.box.gives))

    @cached_property
    def _choices(self) -> Mapping[str, str]:
        """The choice of which each box is an option."""
        found: dict[str, str] = {}
        for way in self.index.edges:
            if way.source.box.kind is Kind.CHOICE and way.target and not way.edge.gives:
                found.setdefault(way.target.box.id, way.source.box.id)
        return found
