"""The boxes of a pathway as a graph: where readers come in, what they reach, and which ways go round."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.analysis.index import EdgeRef, PathwayIndex
from generator.core.diagnostics import Path

Neighbours = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Graph:
    """The boxes by id, with their ways on; a way that leads to nothing that exists is left out."""

    index: PathwayIndex

    def edges(self, box: str) -> Sequence[EdgeRef]:
        """The ways on from a box, in the order of its answers."""
        return self._ways.get(box, ())

    @cached_property
    def _ways(self) -> Mapping[str, Sequence[EdgeRef]]:
        return {box: [way for way in ways if way.target] for box, ways in self.index.out_edges.items()}

    @cached_property
    def next(self) -> Neighbours:
        """The boxes that each box leads to."""
        return neighbours(self.index.edges)

    @cached_property
    def before(self) -> Neighbours:
        """The boxes that lead to each box."""
        return neighbours(self.index.edges, reverse=True)

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """All boxes where a reader may come in."""
        return tuple(place.box.id for place in self.index.starts)

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """The starts from which all others are reached: those that nothing leads to, and the first of each circle that is left."""
        unlinked = [start for start in self.starts if start not in self.index.in_edges]
        seen: set[str] = set()
        return tuple(start for start in dict.fromkeys((*unlinked, *self.starts)) if newly_reachable([start], self.next, seen))

    @property
    def order(self) -> Sequence[str]:
        """The boxes that a reader can reach, each after all that follow on it (but for ways that return)."""
        return self._explored[0]

    @property
    def back_edges(self) -> frozenset[Path]:
        """The ways, by path, that lead back to a box that the reader has come by, and so close a circle.

        They are found by following every way from the entries in the order of the file. Without them no way goes round;
        with any one of them, one does. Where every circle is entered by one box alone, the order makes no difference.
        """
        return self._explored[1]

    @cached_property
    def _explored(self) -> tuple[list[str], frozenset[Path]]:
        return _followed(self, self.entries)

    @cached_property
    def cycles(self) -> tuple[frozenset[str], ...]:
        """The boxes that lead to themselves, together where they lead to each other."""
        return tuple(cycles((place.box.id for place in self.index.boxes), self.next, self.before))


def end_of(way: EdgeRef) -> str:
    """The box that a way leads to."""
    assert way.target  # noqa: S101  # a graph holds no others
    return way.target.box.id


def _followed(graph: Graph, starts: Iterable[str]) -> tuple[list[str], frozenset[Path]]:
    """All that is reached, each box after what follows on it; and the ways that lead to a box which is still being followed."""
    done: dict[str, None] = {}
    returns: set[Path] = set()
    for start in starts:
        trail = [] if start in done else [(start, iter(graph.edges(start)))]
        open_boxes = {box for box, _ in trail}
        while trail:
            box, ways = trail[-1]
            way = next(ways, None)
            if way is None:
                done[box] = None
                open_boxes.remove(box)
                trail.pop()
            elif (target := end_of(way)) in open_boxes:
                returns.add(way.path)
            elif target not in done:
                open_boxes.add(target)
                trail.append((target, iter(graph.edges(target))))
    return list(done), frozenset(returns)


def cycles(names: Iterable[str], onward: Neighbours, before: Neighbours) -> Iterator[frozenset[str]]:
    """Strongly connected boxes, and boxes that lead to themselves; `before` is `onward` reversed."""
    seen: set[str] = set()
    for name in reversed(_finished(names, onward)):
        group = newly_reachable([name], before, seen)
        if any(further in group for one in group for further in onward.get(one, ())):
            yield frozenset(group)


def _finished(names: Iterable[str], onward: Neighbours) -> list[str]:
    """All that is reached, each behind what follows on it, but for ways that return."""
    done: dict[str, None] = {}
    met: set[str] = set()
    for start in names:
        trail = [] if start in met else [(start, iter(onward.get(start, ())))]
        met.add(start)
        while trail:
            name, further = trail[-1]
            target = next((target for target in further if target not in met), None)
            if target is None:
                done[name] = None
                trail.pop()
            else:
                met.add(target)
                trail.append((target, iter(onward.get(target, ()))))
    return list(done)


def neighbours(ways: Iterable[EdgeRef], *, reverse: bool = False) -> dict[str, list[str]]:
    """The boxes that each box leads to; in reverse, those that lead to it."""
    found: dict[str, list[str]] = {}
    for way in ways:
        if way.target:
            start, end = way.source.box.id, way.target.box.id
            found.setdefault(end if reverse else start, []).append(start if reverse else end)
    return found


def reachable(starts: Iterable[str], onward: Neighbours) -> set[str]:
    """Whatever can be reached from `starts`, and they themselves."""
    return set(newly_reachable(starts, onward, set()))


def newly_reachable(starts: Iterable[str], onward: Neighbours, seen: set[str]) -> dict[str, str | None]:
    """Boxes that can be reached and were not seen, each with the box before it, the nearest first; adds to `seen`."""
    found: dict[str, str | None] = {start: None for start in starts if start not in seen}
    seen.update(found)
    waiting = list(found)
    for box in waiting:
        for further in onward.get(box, ()):
            if further not in seen:
                seen.add(further)
                found[further] = box
                waiting.append(further)
    return found
