"""Orthogonal routes between the layers: horizontal tracks, and lanes at the right for the ways back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from generator.charts.layout.cells import Cell, Grid, Segment, Turn

TRACK = 11.0
LANE = 12.0
_ALL_ORDERS = 4
_SAME = 0.5
_CLOSE = 4.0
_COLLISION = 100
_ASIDE = 7.0


@dataclass(slots=True, eq=False)
class Net:
    """Segments that share one track: all that leave a cell at one place, or that are gathered into one.

    `tops` are the places where it comes from above, `bottoms` where it goes down, `sides` those of lanes; `track` is its
    track from above, or None for a straight line.
    """

    tops: set[float] = field(default_factory=set)
    bottoms: set[float] = field(default_factory=set)
    sides: set[float] = field(default_factory=set)
    track: int | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """The leftmost and the rightmost place of the track."""
        places = self.tops | self.bottoms | self.sides
        return min(places), max(places)

    @property
    def rising(self) -> set[float]:
        """The places where lines go up from it; the lanes of ways back that begin here are among them."""
        return self.tops | self.sides if self.tops else set()

    @property
    def falling(self) -> set[float]:
        """The places where lines go down from it; the lanes of ways back that arrive here come from below, too."""
        return self.bottoms if self.tops else self.bottoms | self.sides

    @property
    def is_straight(self) -> bool:
        """Whether it needs no track."""
        left, right = self.ends
        return right - left < _SAME and not self.sides


@dataclass(frozen=True, slots=True)
class Gap:
    """The space above a layer: the nets in it, and how many tracks they take."""

    nets: Mapping[object, Net]
    tracks: int


def set_lanes(grid: Grid) -> None:
    """Give each way back its lane at the right of the layers that it passes, short ways nearest to them."""
    taken: list[tuple[int, int, float]] = []
    for turn in sorted(grid.turns, key=lambda turn: (turn.begins.layer - turn.lane.layer, turn.link.number)):
        low, high = max(turn.lane.layer, 0), turn.begins.layer
        edge = max(cell.x + cell.right for layer in grid.layers[low : high + 1] for cell in layer)
        beside = [x for first, last, x in taken if first <= high and low <= last]
        turn.lane.x = round(max([edge, *beside]) + LANE, 2)
        taken.append((low, high, turn.lane.x))


def gaps_of(grid: Grid) -> list[Gap]:
    """The gaps above each layer, and that below the last."""
    nets: list[dict[object, Net]] = [{} for _ in range(len(grid.layers) + 1)]
    for segment in grid.segments():
        net = nets[segment.lower.layer].setdefault(net_key(segment), Net())
        net.tops.add(segment.top)
        net.bottoms.add(segment.bottom)
    for turn in grid.turns:
        if not turn.is_early:
            leaving = nets[turn.begins.layer + 1].setdefault(departure_key(turn), Net())
            leaving.tops.add(turn.begins.x + turn.leaves)
            leaving.sides.add(turn.lane.x)
        arriving = nets[turn.arrival.lower.layer].setdefault(net_key(turn.arrival), Net())
        arriving.sides.add(turn.lane.x)
        arriving.bottoms.add(turn.arrival.bottom)
    return [Gap(found, _assign_tracks([net for net in found.values() if not net.is_straight])) for found in nets]


def net_key(segment: Segment) -> object:
    """Other segments that share the track of one."""
    if segment.upper.is_lane:
        return ("lane", segment.link.number)
    shared = segment.is_gathered and sum(other.is_gathered for other in segment.lower.ins if not other.upper.is_lane) > 1
    return ("into", id(segment.lower)) if shared else ("out", id(segment.upper), segment.leaves)


def departure_key(turn: Turn) -> object:
    """Segments that share the track of a way back where it begins."""
    return ("out", id(turn.begins), turn.leaves)


def _assign_tracks(nets: Sequence[Net]) -> int:
    """Order the nets by the crossings that they make, give each the highest track that is free, and count the tracks."""
    ordered = _ordered(nets)
    for number, net in enumerate(ordered):
        conflicts = [other.track for other in ordered[:number] if _conflict(other, net) and other.track is not None]
        net.track = max(conflicts, default=-1) + 1
    return max((net.track for net in ordered if net.track is not None), default=-1) + 1


def _ordered(nets: Sequence[Net]) -> list[Net]:
    start = sorted(nets, key=lambda net: net.ends)
    if len(start) <= _ALL_ORDERS:
        return min(map(list, permutations(start)), key=_cost)
    order, improved = start, True
    while improved:
        improved = False
        for place in range(len(order) - 1):
            one, other = order[place], order[place + 1]
            if _pair_cost(other, one) < _pair_cost(one, other):
                order[place], order[place + 1] = other, one
                improved = True
    return order


def _cost(order: Sequence[Net]) -> int:
    return sum(_pair_cost(one, other) for place, one in enumerate(order) for other in order[place + 1 :])


def _pair_cost(above: Net, below: Net) -> int:
    """Crossings of two nets whose tracks are in this order; lines that would lie on each other cost most."""
    left, right = below.ends
    crossings = sum(left < x < right for x in above.bottoms)
    left, right = above.ends
    crossings += sum(left < x < right for x in below.tops)
    collisions = sum(abs(one - other) < _CLOSE for one in above.falling for other in below.rising)
    return crossings + _COLLISION * collisions


def _conflict(one: Net, other: Net) -> bool:
    """Whether two nets cannot share a track."""
    (left, right), (first, last) = one.ends, other.ends
    return left < last + TRACK and first < right + TRACK


def part_lines(grid: Grid, gaps: Sequence[Gap]) -> bool:
    """Shift the ends of edges that would lie on others; whether there were any."""
    lying = [segment for segment in grid.segments() if _lies_on_another(segment, gaps[segment.lower.layer])]
    exits = {id(segment.upper): segment for segment in lying if not segment.lower.block and segment.upper.block}
    for segment in lying:
        if segment.lower.block:
            aside = _ASIDE if segment.enters <= 0 else -_ASIDE
            segment.enters += aside
            if abs(segment.lands + aside) <= segment.lower.block.entry:
                segment.lands += aside
        elif not segment.upper.block:
            segment.lower.x += _ASIDE
    for segment in exits.values():
        _shift_exit(grid, segment.upper, segment.leaves)
    return bool(lying)


def _lies_on_another(segment: Segment, gap: Gap) -> bool:
    """Whether the end of a segment would lie on the beginning of one whose track is lower."""
    net = gap.nets[net_key(segment)]
    others = [other for other in gap.nets.values() if other.track is not None and net.track is not None and net.track < other.track]
    return any(abs(segment.bottom - top) < _CLOSE for other in others for top in other.tops)


def _shift_exit(grid: Grid, cell: Cell, leaves: float) -> None:
    """Let all that leaves a cell at one place do so a little further right."""
    for segment in cell.outs:
        if segment.leaves == leaves:
            segment.leaves += _ASIDE
    for turn in grid.turns:
        if turn.begins is cell and turn.leaves == leaves:
            turn.leaves += _ASIDE
