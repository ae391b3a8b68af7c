"""Graphs, such as that of the boxes of a pathway: what is reached, and what goes round."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.analysis.index import EdgeRef

Neighbours = Mapping[str, Sequence[str]]


def cycles(names: Iterable[str], onward: Neighbours, before: Neighbours) -> Iterator[frozenset[str]]:
    """Strongly connected boxes, and boxes that lead to themselves; `before` is `onward` reversed."""
    seen: set[str] = set()
    for name in reversed(finished(names, onward)):
        group = newly_reachable([name], before, seen)
        if any(further in group for one in group for further in onward.get(one, ())):
            yield frozenset(group)


def finished(names: Iterable[str], onward: Neighbours) -> list[str]:
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
