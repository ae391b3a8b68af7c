"""Where the branches of a fork meet: the first box that all of them pass.

For this the pathway is followed from the fork. A way that comes to a choice in turn from a box which follows on that choice returns for
its next option, and counts as a way to its `then`, or as an end where it has none; the `then` itself does not count where such a way
exists. A way before the fork, or to it, begins its branches again and counts as an end.
"""

from collections.abc import Collection, Iterable

from generator.analysis.paths.graph import reachable
from generator.analysis.walk.definition import TERMINAL, Join, Passing
from generator.analysis.walk.forward import Forward, Targets, in_order


def joins(forward: Forward, fork: str) -> tuple[Join, ...]:
    """Where the branches of a fork may meet, the first box first; those are left out before which another is always found.

    Args:
        forward: the pathway.
        fork: the box at which the branches begin.

    """
    targets = _counted(forward, fork)
    onward = _without_circles(targets, fork)
    goals = [target if target in onward[fork] else "" for target in targets[fork]]
    reached = [reachable([goal], onward) if goal else set() for goal in goals]
    shared = {box for one in reached for box in one if sum(box in other for other in reached) > 1}
    found: list[Join] = []
    for box in filter(shared.__contains__, in_order(onward, forward.reading)):
        beyond = {name for name in reachable(onward[box], onward) if forward.boxes[name].kind not in TERMINAL}
        join = Join(box, tuple(_passing(goal, box, beyond, onward) for goal in goals))
        if join.passing.count(Passing.PASSES) > 1 and not any(_serves(first, join) for first in found):
            found.append(join)
        if all(passing is Passing.PASSES for passing in join.passing):
            break
    return tuple(found)


def _counted(forward: Forward, fork: str) -> Targets:
    """Where each way counts as leading once the branches have begun, with "" for what leads nowhere or ends there."""
    straight = {
        name: ["" if target == fork or forward.closes_circle(name, number) else target for number, target in enumerate(targets)]
        for name, targets in forward.targets.items()
    }
    onward = {name: [*filter(None, targets)] for name, targets in straight.items()}
    reached = reachable([fork], onward)
    behind = {name: reachable([name], onward) for name in reached if forward.boxes[name].in_turn}
    returned_to = {target for name, targets in straight.items() for target in targets if name in behind.get(target, ())}

    def counts(name: str, number: int) -> str:
        target = straight[name][number]
        if name in returned_to and number == len(forward.boxes[name].next):
            return ""
        if name not in behind.get(target, ()):
            return target
        return straight[target][-1] if forward.boxes[target].then else ""

    return {name: [counts(name, number) for number in range(len(straight[name]))] for name in reached}


def _without_circles(targets: Targets, fork: str) -> Targets:
    """Where the boxes reached from a fork lead, without the ways that close circles."""
    onward: dict[str, list[str]] = {fork: []}
    trail = [(fork, iter(targets[fork]))]
    following = {fork}
    while trail:
        box, ways = trail[-1]
        target = next(ways, None)
        if target is None:
            following.remove(box)
            trail.pop()
        elif target and target not in following:
            onward[box].append(target)
            if target not in onward:
                onward[target] = []
                following.add(target)
                trail.append((target, iter(targets[target])))
    return onward


def _passing(goal: str, join: str, beyond: Collection[str], onward: Targets) -> Passing:
    """Whether the branch that begins at a goal comes by a box; `beyond` is what follows on that box and does not end."""
    if not goal:
        return Passing.ENDS
    around, comes_by = _around([goal], onward, join)
    if not around.isdisjoint(beyond):
        return Passing.BYPASSES
    return Passing.PASSES if comes_by else Passing.ENDS


def _serves(first: Join, other: Join) -> bool:
    """Whether the ways that are followed meet at one box whenever they could meet at another."""
    pairs = [*zip(first.passing, other.passing, strict=True)]
    return all(
        (one is Passing.PASSES or two is not Passing.PASSES) and (one is not Passing.BYPASSES or two is Passing.BYPASSES)
        for one, two in pairs
    )


def _around(starts: Iterable[str], onward: Targets, left_out: str) -> tuple[set[str], bool]:
    """Boxes reached without coming by one of them, and whether that box is reached."""
    found: set[str] = set()
    waiting = [*starts]
    comes_by = False
    while waiting:
        box = waiting.pop()
        if box == left_out:
            comes_by = True
        elif box not in found:
            found.add(box)
            waiting += onward[box]
    return found, comes_by
