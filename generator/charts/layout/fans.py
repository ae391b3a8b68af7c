"""Fans: boxes with many ways, whose branches can be put in rows because nothing else leads into them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.charts.layout.graph import Link, reachable

SINK = "→"
"""Begins the names of blocks that stand for the target of a way out of a branch; they are no part of a branch."""


@dataclass(frozen=True, slots=True)
class Fan:
    """A block and its branches: by the link to each, all blocks that are reached through it alone."""

    source: str
    branches: Mapping[Link, frozenset[str]]

    @property
    def inside(self) -> frozenset[str]:
        """All blocks of the branches."""
        return frozenset().union(*self.branches.values())


def fans(names: Sequence[str], links: Sequence[Link]) -> Iterator[Fan]:
    """The fans of a graph, those with most branches first."""
    found = []
    for name in names:
        leaving = [link for link in links if link.source == name and link.target != name]
        branches = {link: inside for link in leaving if (inside := _branch(link, names, links))}
        if len(branches) > 1 and _are_neighbours([link in branches for link in leaving]):
            found.append(Fan(name, branches))
    yield from sorted(found, key=lambda fan: -len(fan.branches))


def _are_neighbours(chosen: Sequence[bool]) -> bool:
    """Whether nothing stands between the chosen: rows would put it after them."""
    first, last = chosen.index(True), len(chosen) - chosen[::-1].index(True)
    return all(chosen[first:last])


def _branch(link: Link, names: Sequence[str], links: Sequence[Link]) -> frozenset[str]:
    """All that is reached only through the target of a link; nothing if other links enter it from outside of that."""
    inside = _dominated(link.target, names, links)
    entering = [other for other in links if other.target == link.target and other.source not in inside]
    return inside if entering == [link] else frozenset()


def _dominated(name: str, names: Sequence[str], links: Iterable[Link]) -> frozenset[str]:
    """All that is reached only through a block, and the block itself."""
    targets: dict[str, list[str]] = {other: [] for other in names}
    entered = set()
    for link in links:
        entered.add(link.target)
        if name not in (link.source, link.target):
            targets[link.source].append(link.target)
    roots = [other for other in names if other != name and (other not in entered or other == names[0])]
    outside = set().union(*(reachable(root, targets) for root in roots))
    return frozenset(other for other in reachable(name, _all_targets(links)) - outside if not other.startswith(SINK))


def _all_targets(links: Iterable[Link]) -> dict[str, list[str]]:
    targets: dict[str, list[str]] = {}
    for link in links:
        targets.setdefault(link.source, []).append(link.target)
    return targets
