"""Places of the cells along their layers: weighted means of their neighbours, without overlap by isotonic regression."""

import math
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import accumulate, pairwise

from generator.charts.layout.cells import SLOT, Cell, Grid, Segment, spread

_ROUNDS = 12
"""Of one sweep down and one up, at most."""
_SETTLED = 0.5
_BETWEEN_BLOCKS = 22.0
_BESIDE_DUMMY = 10.0
_LIGHT = 0.3
_ASIDE = 14.0
"""So far from the middle an edge may enter a block alone."""


def place(grid: Grid, column: float, *, flush: bool) -> None:
    """Give each cell its `x` and each segment the places where it leaves and enters; the leftmost cell begins at 0.

    Args:
        grid: the cells in their order.
        column: the width in which the cells stay if each layer has room in it, in pixels.
        flush: whether cells are drawn to the leftmost of their neighbours, and not to the middle of all.

    """
    room = max([column, *map(_packed, grid.layers)])
    for layer in grid.layers:
        middle = (room - _packed(layer)) / 2
        for cell, offset in zip(layer, _offsets(layer), strict=True):
            cell.x = offset + middle
    cells = [cell for layer in grid.layers for cell in layer]
    for _ in range(_ROUNDS):
        before = [cell.x for cell in cells]
        _sweep(grid.layers, room, Towards.ABOVE, flush=flush)
        _sweep(grid.layers[::-1], room, Towards.BELOW, flush=flush)
        if all(abs(cell.x - x) < _SETTLED for cell, x in zip(cells, before, strict=True)):
            break
    _sweep(grid.layers, room, Towards.BOTH, flush=flush)
    for chain in _chains(grid):
        _align(chain, grid, room)
    leftmost = min(math.floor(cell.x - cell.left) for cell in cells)
    for cell in cells:
        cell.x = float(round(cell.x - leftmost))
    for cell in cells:
        spread(cell)
        _straighten(cell)


class Towards(Enum):
    """The neighbours that the cells of a layer are drawn to."""

    ABOVE = auto()
    BELOW = auto()
    BOTH = auto()


def _sweep(layers: Sequence[Sequence[Cell]], room: float, towards: Towards, *, flush: bool) -> None:
    """Move the cells of each layer in turn, then order the edges above them again."""
    for layer in layers:
        _settle(layer, room, [_wish(cell, towards, flush=flush) for cell in layer], flush=flush)
    for layer in layers:
        for cell in layer:
            spread(cell)


def _offsets(layer: Sequence[Cell]) -> list[float]:
    """The place of each cell if the layer is packed to the left."""
    offsets = [layer[0].left]
    for one, other in pairwise(layer):
        offsets.append(offsets[-1] + _distance(one, other))
    return offsets


def _packed(layer: Sequence[Cell]) -> float:
    """The least width of a layer."""
    return _offsets(layer)[-1] + layer[-1].right


def _distance(one: Cell, other: Cell) -> float:
    """The least distance between the axes of two neighbours."""
    return one.right + (_BETWEEN_BLOCKS if one.block and other.block else _BESIDE_DUMMY) + other.left


def _settle(layer: Sequence[Cell], room: float, wishes: Sequence[tuple[float, float]], *, flush: bool) -> None:
    """Move the cells of a layer as near to where they want to be as their order, their widths and the room allow.

    If they are `flush`, those at the left have their wish, and the others give way.
    """
    offsets = _offsets(layer)
    wanted = [wish - offset for (wish, _), offset in zip(wishes, offsets, strict=True)]
    fitted = [*accumulate(wanted, max)] if flush else isotonic(wanted, [weight for _, weight in wishes])
    most = room - _packed(layer)
    for cell, offset, shift in zip(layer, offsets, fitted, strict=True):
        cell.x = offset + min(max(shift, 0), most)


def _wish(cell: Cell, towards: Towards, *, flush: bool) -> tuple[float, float]:
    """Where a cell wants to be, and how much."""
    wishes: list[tuple[float, float]] = []
    if towards is not Towards.BELOW:
        wishes += [(segment.top - segment.enters, _weight(segment)) for segment in cell.ins if not segment.upper.is_lane]
    if towards is not Towards.ABOVE:
        wishes += [(segment.bottom - segment.leaves, _weight(segment)) for segment in cell.outs]
    weight = sum(weight for _, weight in wishes)
    if not weight:
        return cell.x, 0.1
    if flush:
        return min(place for place, _ in wishes), weight
    return sum(place * weight for place, weight in wishes) / weight, weight


def _weight(segment: Segment) -> float:
    """How much a segment wants to be straight: most of all between two dummies, then between two cells with no other."""
    if segment.upper.block is None and segment.is_gathered and sum(other.is_gathered for other in segment.lower.ins) > 1:
        return _LIGHT  # It bends into what it shares with others wherever it comes from.
    blocks = (segment.upper.block is not None) + (segment.lower.block is not None)
    if blocks == 0:
        return 8
    if blocks == 1:
        return 3
    return 5 if len(segment.upper.outs) == 1 and len(segment.lower.ins) == 1 else 1


def isotonic(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The rising values nearest to these (pool adjacent violators): the least weighted sum of squares."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        mean, total, count = value, weight, 1
        while pools and pools[-1][0] > mean:
            before, heavy, many = pools.pop()
            mean = (before * heavy + mean * total) / (heavy + total)
            total, count = total + heavy, count + many
        pools.append((mean, total, count))
    return [mean for mean, _, count in pools for _ in range(count)]


def _chains(grid: Grid) -> Iterator[list[Cell]]:
    """The cells that lead only to each other, and the dummies of each link that has several, from top to bottom."""
    found: dict[int, list[Cell]] = {}
    for layer in grid.layers:
        for cell in layer:
            if cell.link:
                found.setdefault(cell.link.number, []).append(cell)
            elif cell.block and not _alone_above(cell):
                yield [*_below(cell)]
    yield from (chain for chain in found.values() if len(chain) > 1)


def _alone_above(cell: Cell) -> bool:
    """Whether one block leads to a block, and to nothing else."""
    return len(cell.ins) == 1 and len(cell.ins[0].upper.outs) == 1 and cell.ins[0].upper.block is not None


def _below(cell: Cell) -> Iterator[Cell]:
    """A block and all below it that lead only to each other."""
    yield cell
    if len(cell.outs) == 1 and _alone_above(cell.outs[0].lower) and not cell.outs[0].leaves:
        yield from _below(cell.outs[0].lower)


def _align(chain: Sequence[Cell], grid: Grid, room: float) -> None:
    """Put cells below each other wherever their neighbours leave them a common place."""
    run: list[Cell] = []
    low, high = -math.inf, math.inf
    for cell in chain:
        first, last = _range(grid.layers[cell.layer], cell, room)
        if run and max(low, first) > min(high, last):
            _set(run, low, high)
            run, low, high = [], -math.inf, math.inf
        run.append(cell)
        low, high = max(low, first), min(high, last)
    _set(run, low, high)


def _set(run: Sequence[Cell], low: float, high: float) -> None:
    mean = sum(cell.x for cell in run) / len(run)
    for cell in run:
        cell.x = min(max(mean, low), high)


def _range(layer: Sequence[Cell], cell: Cell, room: float) -> tuple[float, float]:
    """Where the axis of a cell may be between its neighbours."""
    at = layer.index(cell)
    low = layer[at - 1].x + _distance(layer[at - 1], cell) if at else cell.left
    high = layer[at + 1].x - _distance(cell, layer[at + 1]) if at + 1 < len(layer) else room - cell.right
    return min(low, cell.x), max(high, cell.x)


def _straighten(cell: Cell) -> None:
    """Let edges enter a little beside their places where that saves them a bend."""
    if cell.block is None:
        return
    found = [slot.segments for slot in cell.slots]
    room = min(_ASIDE, cell.block.entry) if len(found) == 1 else SLOT / 2 - 2
    for slot in found:
        shifts = [segment.top - segment.bottom for segment in slot if not segment.upper.is_lane]
        least = min(shifts, key=abs, default=math.inf)
        if abs(least) <= room and abs(slot[0].lands + least) <= cell.block.entry:
            for segment in slot:
                segment.enters += least
                segment.lands += least
