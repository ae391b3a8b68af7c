"""The pathway without its ways back: which box leads to which.

A way back is one that closes a circle, found by following every way from where readers begin, in the order of the file. A way that
returns to a choice in turn counts as a way to its `then`, or as an end where it has none, so that a “no” which leads to the next
option closes no circle; and the `then` itself does not count where such a way exists, as it is not offered before an option was tried.
A way by which readers first come to the choice is no return, also where a yearly review leads round to it again. A chart gone through
in detail is part of its box here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from heapq import heapify, heappop, heappush

from generator.analysis.index import PathwayIndex
from generator.analysis.paths.graph import cycles, reachable
from generator.analysis.paths.moves import Graph, backwards

Targets = Mapping[str, Sequence[str]]
"""For each box where its ways lead, in their order; the `then` of a choice in turn comes behind the last."""


class Forward:
    """The boxes by id, with their ways on; a way that leads to nothing that exists leads to the box "" here."""

    def __init__(self, index: PathwayIndex) -> None:
        self.index = index
        self.boxes = {place.box.id: place.box for place in reversed(index.boxes)}
        self.reading = {name: number for number, name in enumerate(dict.fromkeys(place.box.id for place in index.boxes))}
        self.targets: Targets = {name: [self._target(to) for to in self._goals(name)] for name in self.reading}

    def _goals(self, name: str) -> Iterator[str]:
        box = self.boxes[name]
        yield from (way.to for way in box.next)
        if box.in_turn and box.then:
            yield box.then

    def _target(self, to: str) -> str:
        place = self.index.targets.get(to)
        return place.box.id if place else ""

    @cached_property
    def _onward(self) -> Mapping[str, list[str]]:
        return {name: [target for target in targets if target] for name, targets in self.targets.items()}

    @cached_property
    def _graph(self) -> Graph:
        return Graph(self.index)

    @property
    def _entries(self) -> tuple[str, ...]:
        return self._graph.entries

    @cached_property
    def _returning(self) -> Mapping[str, frozenset[str]]:
        """For each choice in turn the boxes from which a way to it returns for its next option: those of the circle that begins with it.

        Readers come into a circle at its doors. One that has none at the choice, such as that of a yearly review, begins elsewhere: it
        is opened at its doors, as long as the choice still leads to itself, until a circle is left that readers come into at the choice.
        """
        circles = {name: circle for circle in self._circles(self._onward) for name in circle if self.boxes[name].in_turn}
        return {name: self._own_circle(name, circle) for name, circle in circles.items()}

    def _circles(self, onward: Mapping[str, list[str]]) -> Iterator[frozenset[str]]:
        return cycles(onward, onward, backwards(onward))

    def _own_circle(self, choice: str, circle: frozenset[str]) -> frozenset[str]:
        while choice not in (doors := self._doors(circle)):
            opened = (self._opened(choice, circle, door) for door in doors)
            left = next((one for one in opened if one), None)
            if left is None:
                return frozenset()
            circle = left
        return circle

    def _doors(self, circle: frozenset[str]) -> list[str]:
        """The boxes at which readers come into a circle, in the order of reading."""
        starts = {*self._entries, *(place.box.id for box in self.boxes.values() if (place := self.index.targets.get(box.through or "")))}
        outside = {target for name, targets in self._onward.items() if name not in circle for target in targets}
        inside = sorted(circle, key=self.reading.__getitem__)
        return [name for name in inside if name in outside | starts] or inside[:1]

    def _opened(self, choice: str, circle: frozenset[str], door: str) -> frozenset[str] | None:
        """The circle of a choice that is left without the ways to a door."""
        within = {name: [target for target in self._onward[name] if target in circle and target != door] for name in circle}
        return next((one for one in self._circles(within) if choice in one), None)

    def next_option(self, box: str, target: str) -> bool:
        """Whether a way from a box returns to a choice in turn, for its next option."""
        return box in self._returning.get(target, ())

    @cached_property
    def _counted(self) -> Targets:
        """Where each way counts as leading, with "" for what leads nowhere or ends there."""
        counted = {name: [self._counts(name, target) for target in targets] for name, targets in self.targets.items()}
        returned_to = {target for name, targets in self.targets.items() for target in targets if self.next_option(name, target)}
        for name in returned_to:
            counted[name][len(self.boxes[name].next) :] = [""] * (len(self.targets[name]) - len(self.boxes[name].next))
        return counted

    def _counts(self, box: str, target: str) -> str:
        if not self.next_option(box, target):
            return target
        then = self.boxes[target].then
        return self._target(then) if then else ""

    @cached_property
    def _explored(self) -> tuple[list[str], frozenset[tuple[str, int]]]:
        """All boxes, each behind what follows on it; and the ways, by box and number, that close circles."""
        done: dict[str, None] = {}
        back: set[tuple[str, int]] = set()
        for start in dict.fromkeys((*self._entries, *sorted(self.reading, key=self.reading.__getitem__))):
            trail = [] if start in done else [(start, iter(enumerate(self._counted[start])))]
            following = {box for box, _ in trail}
            while trail:
                box, ways = trail[-1]
                number, target = next(ways, (-1, ""))
                if number < 0:
                    done[box] = None
                    following.remove(box)
                    trail.pop()
                elif target in following:
                    back.add((box, number))
                elif target and target not in done:
                    following.add(target)
                    trail.append((target, iter(enumerate(self._counted[target]))))
        return list(done), frozenset(back)

    @cached_property
    def _circle_of(self) -> Mapping[str, int]:
        return {name: number for number, circle in enumerate(self._graph.cycles) for name in circle}

    def leads_round(self, box: str, target: str) -> bool:
        """Whether readers who go from one box to another can come to the first again; also by a chart gone through in detail."""
        return box in self._circle_of and self._circle_of[box] == self._circle_of.get(target)

    def comes_only_after(self, box: str, other: str) -> bool:
        """Whether readers come to a box only when they have come to another."""
        onward = self._graph.next
        begun = {*self.reading}.difference(*onward.values()) | {*self._entries, self.index.boxes[0].box.id}
        around = {name: [target for target in targets if target != other] for name, targets in onward.items()}
        return box not in reachable(begun - {other}, around)

    def goes_back(self, box: str, number: int) -> bool:
        """Whether a way, by its number, closes a circle."""
        target = self.targets[box][number]
        if (box, number) in self._explored[1] or self.next_option(box, target):
            return True
        is_then = number == len(self.boxes[box].next)
        return is_then and bool(target) and box in reachable([target], self.next)

    @cached_property
    def next(self) -> Targets:
        """The boxes that each box leads to, ways back left out."""
        back = self._explored[1]
        return {
            box: [target for number, target in enumerate(targets) if target and (box, number) not in back]
            for box, targets in self._counted.items()
        }

    @cached_property
    def before(self) -> Targets:
        """The boxes that lead to each box, ways back left out."""
        found: dict[str, list[str]] = {name: [] for name in self.reading}
        for box, targets in self.next.items():
            for target in targets:
                found[target].append(box)
        return found

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each box behind all that lead to it; where there is a choice, in the order of reading."""
        return {box: place for place, box in enumerate(in_order(self.next, self.reading))}

    def closes_circle(self, box: str, number: int) -> bool:
        """Whether a way, by its number, closes a circle, and is not one for the next option of a choice in turn."""
        return (box, number) in self._explored[1] and not self.next_option(box, self.targets[box][number])

    def leading_to(self, box: str) -> set[str]:
        """The boxes that lead to a box, and itself."""
        return reachable([box], self.before)


def in_order(onward: Targets, reading: Mapping[str, int]) -> list[str]:
    """Boxes in topological order; where there is a choice, in the order of reading.

    Args:
        onward: where the boxes lead, without circles.
        reading: the place of every box in the order of reading.

    """
    missing = Counter(target for targets in onward.values() for target in targets)
    free = [(reading[box], box) for box in onward if not missing[box]]
    heapify(free)
    found: list[str] = []
    while free:
        _, box = heappop(free)
        found.append(box)
        for target in onward[box]:
            missing[target] -= 1
            if not missing[target]:
                heappush(free, (reading[target], target))
    return found
