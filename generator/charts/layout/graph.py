"""The graph that is laid out, its ways back, and the layer of each block: longest-path layering of an acyclic graph."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

Point = tuple[float, float]

BESIDE_LINE = 7.0
"""Between a line and the label beside it, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A unit that is placed whole: a box, or a part of the chart that is laid out already. Lengths are in CSS pixels.

    Attributes:
        name: its name in the graph.
        left: how far it reaches left of its axis, the line at which edges enter and leave it.
        right: how far it reaches right of its axis.
        height: from its top to its bottom.
        entry: half the width, around its axis, on which edges may enter.
        exits: for links that leave elsewhere than at the axis: how far right of it, by the number of the link.

    """

    name: str
    left: float
    right: float
    height: float
    entry: float
    exits: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An edge between two blocks, and the size of its label (0 for none).

    Attributes:
        number: its number in the chart.
        source: the block that it leaves.
        target: the block that it enters.
        width: of its label.
        height: of its label.
        named_at_target: whether its label is above its target, and not on the first layer below its source.
        beside: whether its label is at the right of its line, and not on it.

    """

    number: int
    source: str
    target: str
    width: float = 0
    height: float = 0
    named_at_target: bool = False
    beside: bool = False

    @property
    def reach(self) -> tuple[float, float]:
        """How far the label reaches left and right of the line."""
        return (0, self.width and BESIDE_LINE + self.width) if self.beside else (self.width / 2, self.width / 2)

    def label_at(self, x: float, foot: float) -> Point:
        """The centre of the label: where the line is, and the bottom of the label, are given."""
        left, right = self.reach
        return x + (BESIDE_LINE + right if self.beside else right - left) / 2, foot - self.height / 2


@dataclass(frozen=True, slots=True)
class Layering:
    """The layer of each block, 0 on top, and the numbers of the links that lead back up."""

    layers: Mapping[str, int]
    back: frozenset[int]

    def span(self, link: Link) -> int:
        """How many layers below its source a link ends; 0 or less for a way back."""
        return self.layers[link.target] - self.layers[link.source]


def assign_layers(names: Sequence[str], links: Sequence[Link], back: AbstractSet[int]) -> Layering:
    """Assign each block to a layer.

    Args:
        names: the blocks in the order of the file.
        links: the links in the order of the file.
        back: the numbers of the links that lead back; without them there is no circle.

    Returns:
        The layers: the longest path from a start. A block that nothing leads to is right above the first that it leads to, but the first
        of the file, with which readers begin, is on top.

    """
    forward = [link for link in links if link.number not in back]
    sources = _grouped(forward)
    targets: dict[str, list[str]] = {name: [] for name in names}
    for link in forward:
        targets[link.source].append(link.target)
    order = _topological(names, sources, targets)
    layers: dict[str, int] = {}
    for name in order:
        layers[name] = max((layers[source] + 1 for source in sources[name]), default=0) if sources.get(name) else 0
    for name in names[1:]:
        if not sources.get(name) and targets[name]:
            layers[name] = min(layers[target] for target in targets[name]) - 1
    return Layering(layers, frozenset(back))


def one_by_one(names: Sequence[str], links: Sequence[Link], back: AbstractSet[int]) -> Layering:
    """Assign each block to a layer of its own, in the order of the file as far as all ways but those back lead down."""
    targets = [(link.source, link.target) for link in links if link.number not in back]
    order: list[str] = []
    waiting = [*names]
    while waiting:
        ready = (name for name in waiting if all(source in order for source, target in targets if target == name))
        order.append(next(ready))
        waiting.remove(order[-1])
    return Layering({name: place for place, name in enumerate(order)}, frozenset(back))


def find_back_links(names: Sequence[str], links: Sequence[Link]) -> frozenset[int]:
    """The numbers of the links that lead back: their targets come earlier in the file and lead to their sources.

    A depth-first search would instead make the longest way round a circle the way forward.
    """
    places = {name: place for place, name in enumerate(names)}
    targets: dict[str, list[str]] = {name: [] for name in names}
    for link in links:
        if places[link.source] < places[link.target]:
            targets[link.source].append(link.target)
    back = set()
    for link in links:
        if places[link.source] >= places[link.target]:
            if link.source in reachable(link.target, targets):
                back.add(link.number)
            else:
                targets[link.source].append(link.target)
    return frozenset(back)


def reachable(start: str, targets: Mapping[str, Iterable[str]]) -> set[str]:
    """All that a block leads to, and itself."""
    found, waiting = {start}, [start]
    while waiting:
        for target in targets.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def _grouped(links: Iterable[Link]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for link in links:
        found.setdefault(link.target, []).append(link.source)
    return found


def _topological(names: Sequence[str], sources: Mapping[str, Sequence[str]], targets: Mapping[str, Sequence[str]]) -> list[str]:
    missing = {name: len(sources.get(name, ())) for name in names}
    order = [name for name in names if not missing[name]]
    for name in order:
        for target in targets[name]:
            missing[target] -= 1
            if not missing[target]:
                order.append(target)
    return order
