"""Treatments on offer: in a box, and in each option of a choice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.analysis.inclusion import expanded, with_members
from generator.analysis.index import PathwayIndex
from generator.analysis.marks.being_given import BeingGiven, Given, names_of
from generator.analysis.marks.joins import Joins
from generator.analysis.walk.definition import SIMPLE
from generator.model import Box, Edge, Kind

DECISIONS = frozenset({Kind.ASK, Kind.QUESTION, Kind.SEVERAL, Kind.ALL, Kind.CHOICE})
HAVE_OPTIONS = frozenset({Kind.SEVERAL, Kind.ALL, Kind.CHOICE})


@dataclass(frozen=True, slots=True)
class Offered:
    """A treatment on offer as a box or way names it, with everything that is on offer by this name: itself, members and parts.

    `begun` is what of it is given there, and not only gone on with.
    """

    treatment: str
    contents: frozenset[str]
    begun: frozenset[str] = frozenset()


Offer = tuple[Offered, ...]


class _Option(NamedTuple):
    """An option: its box, its way (None: the way to “then”), and the box that it leads to."""

    box: Box
    edge: Edge | None
    goal: Box | None

    @property
    def gives(self) -> tuple[str, ...]:
        """Treatments that name it: those of its way, else those of the box that it leads to."""
        return (self.edge.gives if self.edge else ()) or (self.goal.gives if self.goal else ())


class Offers:
    """Offers of a pathway; `reduces`, `stops` and `avoids` put nothing on offer."""

    def __init__(self, index: PathwayIndex) -> None:
        self.index = index
        self.being_given, self._joins = BeingGiven(index), Joins(index)

    def of_box(self, box: str, given: frozenset[str] | None = None) -> Offer:
        """Treatments on offer in a box where `given` is being given; on a page, None, whatever may be."""
        node = self.index.targets[box].box
        return _joined(self._in_box(node, self._before(node, given)))

    def of_option(self, box: str, way: int, given: frozenset[str] | None = None) -> Offer:
        """Treatments on offer in an option: those of its way, and those that the boxes from its goal to the next decision or join give.

        It is named by its place under “next”; one more than the last is the way to “then”. To go on with a treatment is part of an option
        that gives nothing itself: behind one that does, it is the same whichever is taken.
        """
        option = self._option(self.index.targets[box].box, way)
        line = self._line(option, self._before(option.box, given))
        own = map(self._begun, option.edge.gives if option.edge else ())
        return _joined((*own, *(offered for node, known in line for offered in self._in_line(option, node, known))))

    def still_given(self, box: str, way: int | None, given: frozenset[str] | None) -> frozenset[str]:
        """The treatments that were given before a box, or an option, and still are."""
        return expanded(self.index, given or ()) - self.stopped(box, way) - (self.replaced(box, way) if way is not None else frozenset())

    def stopped(self, box: str, way: int | None = None) -> frozenset[str]:
        """The treatments that a box stops; for an option also those that are stopped behind it before anything is given."""
        node = self.index.targets[box].box
        behind = self._before_given(self._option(node, way)) if way is not None else ()
        return frozenset().union(*(self.being_given.stopped(one) for one in (node, *behind)))

    def _before_given(self, option: _Option) -> Iterator[Box]:
        """The box that an option leads to, and those that follow on it as long as nothing is given or gone on with."""
        met, box = {*self._joins.around(option.box.id)}, option.goal
        gives = option.edge.gives if option.edge else ()
        while box and box.id not in met:
            yield box
            met.add(box.id)
            edge = box.next[0] if box.kind in SIMPLE and len(box.next) == 1 else None
            gives = (*gives, *box.gives, *box.continues, *(edge.gives if edge else ()))
            goal = self.index.targets.get(edge.to) if edge and not (gives or box.through) else None
            box = goal.box if goal else None

    def replaced(self, box: str, way: int) -> frozenset[str]:
        """The treatments whose place an option takes: those of all options of its choice."""
        node = self.index.targets[box].box
        edge = self._option(node, way).edge
        return self._named_by_options(node) if edge and not edge.adds else frozenset()

    def only_if_given(self, box: str, way: int | None = None) -> frozenset[str]:
        """The treatments that are on offer only where they are being given: members of groups that are gone on with."""
        node = self.index.targets[box].box
        line = [node] if way is None else self._going_on(self._option(node, way))
        groups = (name for one in line for name in one.continues if self._is_group(name))
        return frozenset(member for name in groups for member in with_members(self.index, name) - {name})

    def options(self, box: str) -> range:
        """The places of the options of a box, the way to “then” among them; a box has none that only asks."""
        node = self.index.targets[box].box
        return range(len(node.next) + bool(node.then) if node.kind in HAVE_OPTIONS else 0)

    def _option(self, box: Box, way: int) -> _Option:
        edge = box.next[way] if way < len(box.next) else None
        goal = self.index.targets.get(edge.to if edge else box.then or "")
        return _Option(box, edge, goal.box if goal else None)

    def _before(self, box: Box, given: frozenset[str] | None) -> Given:
        """Treatments being given before a box; of its own options, as these. On a route a group is one member, nobody knows which."""
        if given is None:
            return self.being_given.earlier[box.id]
        options = self._named_by_options(box)
        return frozenset((name, box.id if name in options else "") for name in given)

    def _named_by_options(self, box: Box) -> frozenset[str]:
        """Everything that the options of a choice are named by; nothing of another box."""
        ways = range(len(box.next)) if box.kind is Kind.CHOICE else ()
        return expanded(self.index, (name for way in ways for name in self._option(box, way).gives))

    def _line(self, option: _Option, given: Given) -> Iterator[tuple[Box, Given]]:
        """The boxes from the goal of an option to the next decision, whose own verbs count, or join, whose own do not.

        Each with what is being given before it. Where a chart was gone through in detail, they go on behind it.
        """
        given = self.being_given.after_box(option.box, given)
        given = self.being_given.on_way(option.box, option.edge, given) if option.edge else given
        joins, seen = self._joins.around(option.box.id), set[tuple[str, Given, tuple[str, ...]]]()
        waiting: list[tuple[Box, Given, tuple[Box, ...]]] = [(option.goal, given, ())] if option.goal else []
        while waiting:
            box, given, callers = waiting.pop()
            here = box.id, given, tuple(caller.id for caller in callers)
            if here in seen or box.id in joins:
                continue
            seen.add(here)
            yield box, given
            if box.kind not in DECISIONS:
                waiting += reversed([*self._after(box, self.being_given.after_box(box, given), callers)])

    def _after(self, box: Box, given: Given, callers: tuple[Box, ...]) -> Iterator[tuple[Box, Given, tuple[Box, ...]]]:
        detail = self.index.targets.get(box.through or "")
        if detail and box not in callers:
            yield detail.box, given, (*callers, box)
            return
        sources, callers = ((box,), callers) if box.kind is not Kind.END else (self._back_at(box, callers), callers[:-1])
        for source in sources:
            for target, known in self.being_given.on_ways(source, given):
                yield self.index.targets[target].box, known, callers

    def _back_at(self, end: Box, callers: tuple[Box, ...]) -> Sequence[Box]:
        """The boxes to which an end leads back and that go on without a decision."""
        return [box for box in callers[-1:] or self.being_given.callers.get(end.id, ()) if box.kind not in DECISIONS]

    def _in_line(self, option: _Option, box: Box, given: Given) -> Iterator[Offered]:
        yield from self._given_in(box)
        if not option.gives:
            yield from self._continued_in(box, given)

    def _going_on(self, option: _Option) -> list[Box]:
        return [] if option.gives else [box for box, _ in self._line(option, frozenset())]

    def _in_box(self, box: Box, given: Given) -> Iterator[Offered]:
        yield from self._given_in(box)
        yield from self._continued_in(box, given)

    def _given_in(self, box: Box) -> Iterator[Offered]:
        for name in box.gives:
            members = expanded(self.index, [name]) & self._in_options(box) if self._is_group(name) else frozenset()
            yield self._narrowed(name, members, is_begun=True) if members else self._begun(name)

    def _continued_in(self, box: Box, given: Given) -> Iterator[Offered]:
        for name in box.continues:
            continued = [*self.being_given.continued(name, names_of(given))]
            if not self._is_group(name):
                yield self._whole(name)
            elif continued:
                yield self._narrowed(name, continued)

    def _in_options(self, box: Box) -> frozenset[str]:
        """Everything that the options of a box give."""
        found: set[str] = set()
        for way in self.options(box.id):
            option = self._option(box, way)
            given = option.edge.gives if option.edge else ()
            found.update(given, *(node.gives for node, _ in self._line(option, frozenset())))
        return expanded(self.index, found)

    def _is_group(self, name: str) -> bool:
        return name in self.index.treatments and bool(self.index.treatments[name].members)

    def _whole(self, name: str) -> Offered:
        return Offered(name, expanded(self.index, [name]))

    def _begun(self, name: str) -> Offered:
        contents = expanded(self.index, [name])
        return Offered(name, contents, contents)

    def _narrowed(self, name: str, members: Iterable[str], *, is_begun: bool = False) -> Offered:
        contents = expanded(self.index, members) | {name}
        return Offered(name, contents, contents if is_begun else frozenset())


def _joined(offers: Iterable[Offered]) -> Offer:
    """Each treatment once, with all that is on offer by its name."""
    found: dict[str, Offered] = {}
    for one in offers:
        before = found.get(one.treatment, Offered(one.treatment, frozenset()))
        found[one.treatment] = Offered(one.treatment, before.contents | one.contents, before.begun | one.begun)
    return tuple(found.values())
