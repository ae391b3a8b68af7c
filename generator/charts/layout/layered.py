"""Layout of blocks and links as layers: where each block, each corner of a link and each label goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.charts.layout.cells import Cell, Grid, Segment, Turn, arrange
from generator.charts.layout.graph import Block, Layering, Link, Point
from generator.charts.layout.placement import place
from generator.charts.layout.routing import LANE, TRACK, Gap, departure_key, gaps_of, net_key, part_lines, set_lanes

_ABOVE_TRACKS = 11.0
_ARROW_ROOM = 18.0
_BELOW_LABEL = 13.0
_BEND_ROOM = 9.0
"""The room that edges need below their labels to turn towards a block that is narrower than those."""
_ABOVE_LABEL = 5.0
_PLAIN_GAP = 28.0
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A graph laid out; lengths are in CSS pixels, from the left and the top.

    Attributes:
        blocks: the place of each block: its axis, and its top.
        routes: the corners of each link, from source to target, by its number.
        labels: the centre of each label, by the number of its link.
        width: of the whole.
        height: of the whole.

    """

    blocks: Mapping[str, Point]
    routes: Mapping[int, tuple[Point, ...]]
    labels: Mapping[int, Point]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Rows:
    """The heights of everything: for each gap its first track; for each layer the foot of its labels, its top and its bottom."""

    gaps: Sequence[Gap]
    tracks: Sequence[float]
    feet: Sequence[float]
    tops: Sequence[float]
    bottoms: Sequence[float]

    def track_of(self, gap: int, key: object) -> float | None:
        net = self.gaps[gap].nets[key]
        return None if net.track is None else self.tracks[gap] + net.track * TRACK


def lay_out(blocks: Sequence[Block], links: Sequence[Link], layering: Layering, column: float) -> Placed:
    """Lay out blocks and links whose layers are known.

    Args:
        blocks: the blocks in the order of the file.
        links: the links in the order of the file.
        layering: their layers.
        column: the width to stay in if that can be, in pixels.

    """
    grid = arrange(blocks, links, layering)
    place(grid, column - LANE * len(grid.turns), flush=any(link.beside for link in links))
    set_lanes(grid)
    gaps = gaps_of(grid)
    for _ in range(_TRIES):
        if not part_lines(grid, gaps):
            break
        gaps = gaps_of(grid)
    rows = _rows(grid, gaps)
    routes = {link.number: _route(grid, rows, link) for link in links}
    labels = {
        segment.link.number: segment.link.label_at(segment.bottom, rows.feet[segment.lower.layer])
        for segment in grid.segments()
        if segment.is_labelled
    }
    width = max([cell.x + cell.right for layer in grid.layers for cell in layer] + [turn.lane.x for turn in grid.turns])
    height = max([rows.bottoms[-1], *(y for route in routes.values() for _, y in route)])
    placed = {name: (cell.x, rows.tops[cell.layer]) for name, cell in grid.homes.items()}
    return Placed(placed, routes, labels, width, height)


def _rows(grid: Grid, gaps: Sequence[Gap]) -> _Rows:
    tracks, feet, tops, bottoms, at = [], [], [], [], 0.0
    for number, gap in enumerate(gaps):
        tracks.append(at + (_ABOVE_TRACKS if number else 0))
        if number == len(grid.layers):
            break
        below = tracks[-1] + (gap.tracks - 1) * TRACK if gap.tracks else at
        entering = [segment for cell in grid.layers[number] for segment in cell.ins]
        strip = max((segment.link.height for segment in entering if segment.is_labelled), default=0)
        bend = _BEND_ROOM if any(segment.is_bent for segment in entering) else 0
        if strip:
            top = below + _ABOVE_LABEL + strip + bend + _BELOW_LABEL
        else:
            top = max(at + _PLAIN_GAP if number else 0, below + _ARROW_ROOM if gap.tracks else 0)
        feet.append(top - bend - _BELOW_LABEL)
        tops.append(top)
        at = top + max((cell.block.height for cell in grid.layers[number] if cell.block), default=0)
        bottoms.append(at)
    return _Rows(gaps, tracks, feet, tops, bottoms)


def _route(grid: Grid, rows: _Rows, link: Link) -> tuple[Point, ...]:
    turn = next((turn for turn in grid.turns if turn.link is link), None)
    segments = _segments(grid.homes[link.source], link)
    start = grid.homes[link.source]
    leaves = segments[0].leaves if segments else turn.leaves if turn else 0.0
    points = [(start.x + leaves, rows.tops[start.layer] + (start.block.height if start.block else 0))]
    for segment in segments:
        points += _bends(rows, segment)
    if turn:
        points += _return(rows, turn, points[-1][0])
    else:
        points += _landing(rows, segments[-1])
    return tuple(points)


def _landing(rows: _Rows, segment: Segment) -> list[Point]:
    """The end of an edge at its block: straight, or bent towards it below its label."""
    top = rows.tops[segment.lower.layer]
    if not segment.is_bent:
        return [(segment.bottom, top)]
    y, x = top - _BELOW_LABEL, segment.lower.x + segment.lands
    return [(segment.bottom, y), (x, y), (x, top)]


def _segments(cell: Cell, link: Link) -> list[Segment]:
    """The segments of a link from a cell downwards."""
    found = []
    while segment := next((segment for segment in cell.outs if segment.link is link), None):
        found.append(segment)
        cell = segment.lower
    return found


def _bends(rows: _Rows, segment: Segment) -> list[Point]:
    y = rows.track_of(segment.lower.layer, net_key(segment))
    return [] if y is None else [(segment.top, y), (segment.bottom, y)]


def _return(rows: _Rows, turn: Turn, x: float) -> list[Point]:
    low = rows.tops[turn.begins.layer] if turn.is_early else rows.track_of(turn.begins.layer + 1, departure_key(turn))
    high = rows.track_of(turn.arrival.lower.layer, net_key(turn.arrival))
    lane, goal = turn.lane.x, turn.arrival
    assert low is not None and high is not None  # noqa: PT018, S101  # a net with a side has a track
    return [(x, low), (lane, low), (lane, high), (goal.bottom, high), *_landing(rows, goal)]
