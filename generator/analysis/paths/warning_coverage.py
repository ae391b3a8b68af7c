"""Warnings before treatments: whether a reader meets a contraindication before the treatment is given.

Who ticks no circumstance sees no marks, so the chart itself must say it: in the box that gives the treatment, stated or
as what it rests on, or in a box that the reader has come by. Whether there is a route on which nothing does needs no
list of routes. On every way from a start that avoids the boxes which say it a reader can come there, for of several ways she
may take one branch alone; and a route on which nothing says it holds such a way. So it is asked of the graph without
these boxes. All that may be left unsaid is asked at once: each thing is a bit of a number, and the numbers flow along
the ways, losing at each box the bits of what it says, until nothing changes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from generator.analysis.inclusion import included, with_descendants
from generator.analysis.index import BoxRef, PathwayIndex
from generator.analysis.mark_kinds import ORDER, MarkKind, kind_of
from generator.analysis.paths.graph import newly_reachable
from generator.analysis.paths.moves import Graph
from generator.core.diagnostics import Path
from generator.model import Box, Role, Statement

AGAINST = (Role.CONTRAINDICATION, Role.AGAINST, Role.CAUTION)


class OfferKind(StrEnum):
    """How a box offers a treatment."""

    GIVES = "gives"
    """It gives it, or one of its ways does."""
    CONTINUES = "continues"
    GROUP = "group"
    """It gives a group that the treatment is a member of, or a regimen with such a group as a part, at whatever depth."""
    SPEAKS = "speaks"
    """It states a recommendation or a practice about it, and does not give it."""


@dataclass(frozen=True, slots=True)
class UnwarnedOffer:
    """A box that offers a treatment, with a way to it on which nothing says that these circumstances speak against it.

    Any one of `statements`, by id, would say it. `path` is where the treatment is named.
    """

    place: BoxRef
    path: Path
    offer: OfferKind
    treatment: str
    mark: MarkKind
    circumstances: tuple[str, ...]
    statements: tuple[str, ...]

    @property
    def is_fault(self) -> bool:
        """Whether the contraindicated treatment itself is given; all else is for the author to judge."""
        return self.offer in {OfferKind.GIVES, OfferKind.CONTINUES} and self.mark is MarkKind.CONTRAINDICATION


class _Offer(NamedTuple):
    """A treatment that a box offers, where it is named, and a warning that has to be met before."""

    path: Path
    kind: OfferKind
    need: "RequiredWarning"


class RequiredWarning(NamedTuple):
    """Statements against a treatment in the same circumstances, of which one has to be met before it is given."""

    treatment: str
    mark: MarkKind
    circumstances: tuple[str, ...]
    statements: tuple[str, ...]


def find_unwarned(graph: Graph) -> list[UnwarnedOffer]:
    """Every box that offers what has not been spoken against on some route, in reading order."""
    needs = _Needs(graph.index)
    offers = [(place, offer) for place in graph.index.boxes for offer in needs.of(place) if not needs.met(place, offer.need)]
    groups = tuple(dict.fromkeys(offer.need.statements for _, offer in offers))
    unsaid = _unsaid(graph, [needs.telling(group) for group in groups])
    bits = {group: 1 << number for number, group in enumerate(groups)}
    found = ((place, offer) for place, offer in offers if unsaid.get(place.box.id, 0) & bits[offer.need.statements])
    return [UnwarnedOffer(place, offer.path, offer.kind, *offer.need) for place, offer in found]


def witness_path(graph: Graph, silence: UnwarnedOffer) -> tuple[str, ...]:
    """The boxes, by id, of a shortest way from a start to the box on which nothing says what the silence is about."""
    telling = _Needs(graph.index).telling(silence.statements)
    onward = {box: [target for target in targets if target not in telling] for box, targets in graph.next.items()}
    came = newly_reachable((start for start in graph.starts if start not in telling), onward, set())
    way: list[str] = []
    box: str | None = silence.place.box.id
    while box is not None:
        way.append(box)
        box = came[box]
    return tuple(reversed(way))


def _unsaid(graph: Graph, telling: Sequence[frozenset[str]]) -> Mapping[str, int]:
    """For each box the groups, as bits, of which none of the boxes telling it stands on some way to it, itself included."""
    silent: dict[str, int] = defaultdict(lambda: -1)  # every bit
    for number, boxes in enumerate(telling):
        for box in boxes:
            silent[box] &= ~(1 << number)
    unsaid = dict.fromkeys(graph.order, 0) | {start: silent[start] for start in graph.starts}
    before: Mapping[str, int] = {}
    while unsaid != before:
        before = dict(unsaid)
        for box in reversed(graph.order):
            for target in graph.next.get(box, ()):
                unsaid[target] |= unsaid[box] & silent[target]
    return unsaid


@dataclass(frozen=True)
class _Needs:
    """Statements to be met before each treatment is given, and the boxes that make them."""

    index: PathwayIndex

    @cached_property
    def _against(self) -> Mapping[str, Sequence[RequiredWarning]]:
        """By treatment: for each circumstance the statements of the gravest role, circumstances with the same statements together."""
        found: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        for statement in self.index.pathway.statements:
            if statement.role in AGAINST:
                for treatment in {member for name in statement.treatments for member in with_descendants(self.index, name)}:
                    for circumstance in statement.in_:
                        found[treatment][circumstance].append(statement)
        return {treatment: tuple(_needs(self.index, treatment, by_circumstance)) for treatment, by_circumstance in found.items()}

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {name: number for number, name in enumerate(self.index.treatments)}

    @cached_property
    def _shown(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for place in self.index.boxes:
            for statement in self.index.shown_in(place.box):
                found[statement].add(place.box.id)
        return {statement: frozenset(boxes) for statement, boxes in found.items()}

    def telling(self, statements: Iterable[str]) -> frozenset[str]:
        """The boxes in which a reader meets one of the statements."""
        return frozenset().union(*(self._shown.get(name, ()) for name in statements))

    def met(self, place: BoxRef, need: RequiredWarning) -> bool:
        """Whether the box itself says it."""
        return any(place.box.id in self._shown.get(name, ()) for name in need.statements)

    def of(self, place: BoxRef) -> Iterator[_Offer]:
        """Offers of a box, with the warnings to be met before it, each once."""
        named = [*self._named(place)]
        seen: set[RequiredWarning] = set()
        for path, kind, treatment in named:
            yield from (_Offer(path, kind, need) for need in self._against.get(treatment, ()))
        given = dict.fromkeys(treatment for _, _, treatment in named)
        for kind, treatment in (*self._in_groups(given), *self._spoken_of(place.box, given)):
            for need in self._against.get(treatment, ()):
                said_of_group = any(need.statements == known.statements for name in given for known in self._against.get(name, ()))
                if need.mark is MarkKind.CONTRAINDICATION and need not in seen and not said_of_group:
                    seen.add(need)
                    yield _Offer(place.path, kind, need)

    def _named(self, place: BoxRef) -> Iterator[tuple[Path, OfferKind, str]]:
        """The treatments that a box gives or goes on with, and those that its ways give, each once.

        To go on with a group is to go on with what was given of it before, and it was met there.
        """
        box = place.box
        named: list[tuple[Path, OfferKind, str]] = [(("gives", n), OfferKind.GIVES, name) for n, name in enumerate(box.gives)]
        named += [(("next", e, "gives", n), OfferKind.GIVES, name) for e, way in enumerate(box.next) for n, name in enumerate(way.gives)]
        named += [(("continues", n), OfferKind.CONTINUES, name) for n, name in enumerate(box.continues) if not self._is_group(name)]
        seen: set[str] = set()
        for path, kind, name in named:
            if name not in seen:
                seen.add(name)
                yield (*place.path, *path), kind, name

    def _is_group(self, name: str) -> bool:
        return name in self.index.treatments and bool(self.index.treatments[name].members)

    def _in_groups(self, given: Iterable[str]) -> Iterator[tuple[OfferKind, str]]:
        for group in given:
            members = self._order.keys() & included(self.index, group)
            yield from ((OfferKind.GROUP, name) for name in sorted(members, key=self._order.__getitem__))

    def _spoken_of(self, node: Box, given: Iterable[str]) -> Iterator[tuple[OfferKind, str]]:
        for placement in self.index.placements(node):
            statement = self.index.statements.get(placement.statement)
            if statement and statement.role in {Role.RECOMMENDATION, Role.PRACTICE}:
                yield from ((OfferKind.SPEAKS, name) for name in statement.treatments if name not in given)


def _needs(index: PathwayIndex, treatment: str, by_circumstance: Mapping[str, Sequence[Statement]]) -> Iterator[RequiredWarning]:
    together: dict[tuple[MarkKind, tuple[str, ...]], list[str]] = {}
    for circumstance, statements in by_circumstance.items():
        mark = min((kind_of(index, statement) for statement in statements), key=ORDER.index)
        gravest = tuple(dict.fromkeys(statement.id for statement in statements if kind_of(index, statement) is mark))
        together.setdefault((mark, gravest), []).append(circumstance)
    for (mark, names), circumstances in together.items():
        yield RequiredWarning(treatment, mark, tuple(circumstances), names)
