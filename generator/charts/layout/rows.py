"""The branches of a wide fan in rows: a trunk at the left leads to each row, trunks at the right gather what leaves."""

import math
from collections.abc import Mapping, Sequence

from generator.charts.layout.graph import Link, Point
from generator.charts.layout.part import Part, Route

_TRUNK = 14.0
_TRACK = 11.0
_BETWEEN = 18.0
_BETWEEN_ROWS = 22.0
_ABOVE_BRANCH = 12.0
_ABOVE_LABEL = 5.0
_BELOW_LABEL = 13.0
_ARROW_ROOM = 18.0


def in_rows(branches: Sequence[tuple[Link, Part]], column: float) -> Part:
    """Lay out the branches of a fan in rows.

    Args:
        branches: the link to each branch, and the branch laid out.
        column: the width that there is.

    Returns:
        A part whose routes begin at its top, and end at its bottom for what leaves it.

    """
    outside = list(dict.fromkeys(target for _, part in branches for target in part.outs))
    cell = max(sum(_extent(link, part)) for link, part in branches)
    room = column - _TRUNK - _TRACK * len(outside) - _BETWEEN
    most = max(1, math.floor((room + _BETWEEN) / (cell + _BETWEEN)))
    rows = math.ceil(len(branches) / most)
    columns = math.ceil(len(branches) / rows)
    grid = [branches[first : first + columns] for first in range(0, len(branches), columns)]
    right = _TRUNK + columns * cell + (columns - 1) * _BETWEEN
    lanes = {target: right + _TRACK * (number + 1) for number, target in enumerate(outside)}
    width = max(lanes.values(), default=right)
    is_flush = columns == 1 or branches[0][0].beside
    axis = 0.0 if is_flush else round(width / 2)
    return _filled(grid, cell, lanes, width, axis)


def _filled(grid: Sequence[Sequence[tuple[Link, Part]]], cell: float, lanes: Mapping[str, float], width: float, axis: float) -> Part:
    places: dict[str, Point] = {}
    routes: dict[int, Route] = {}
    labels: dict[int, Point] = {}
    leaving: list[tuple[int, str, Route]] = []
    trunk: Route = ((axis, 0), (axis, _ABOVE_BRANCH), (0, _ABOVE_BRANCH)) if axis else ((0, 0),)
    y = _ABOVE_BRANCH
    for row in grid:
        strip = max(link.height for link, _ in row)
        top = y + (_ABOVE_LABEL + strip + _BELOW_LABEL if strip else _ARROW_ROOM)
        low = top + max(part.height for _, part in row)
        for number, (link, part) in enumerate(row):
            before, after = _extent(link, part)
            spare = round((cell - before - after) / 2) if axis else 0
            left = _TRUNK + number * (cell + _BETWEEN) + spare + before - part.axis
            inner = part.moved(left, top)
            places |= inner.places
            labels |= inner.labels
            at = left + part.axis
            routes[link.number] = (*trunk, (0, y), (at, y), (at, top), *inner.routes.get(link.number, ()))
            if link.width:
                labels[link.number] = link.label_at(at, top - _BELOW_LABEL)
            for name, route in inner.routes.items():
                if name == link.number:
                    continue
                target = next((target for target, x in inner.outs.items() if _leaves(route, x, top + part.height)), None)
                if target is None:
                    routes[name] = route
                else:
                    leaving.append((name, target, (*route, (inner.outs[target], low + _TRACK * (1 + [*lanes].index(target))))))
        y = low + _TRACK * len(lanes) + _BETWEEN_ROWS
    height = y - _BETWEEN_ROWS + (_TRACK if lanes else 0)
    # A line below a branch that ends would look as if the branch went on.
    straight = len(lanes) > 1 or any(not part.outs for _, part in grid[-1])
    outs = lanes if straight else dict.fromkeys(lanes, axis)
    for name, target, route in leaving:
        routes[name] = (*route, *_outwards(route[-1], lanes[target], outs[target], height))
    return Part(width=width, height=height, axis=axis, places=places, routes=routes, labels=labels, outs=outs)


def _extent(link: Link, part: Part) -> tuple[float, float]:
    """How far a branch and the label above it reach left and right of the branch's axis."""
    before, after = link.reach
    return max(part.axis, before), max(part.width - part.axis, after)


def _outwards(start: Point, lane: float, out: float, height: float) -> Route:
    """From a row's gathering line to the bottom: down a lane of its own, or with all others of the last line to one place."""
    low = height - _TRACK
    if lane == out:
        return ((lane, start[1]), (lane, height))
    return ((lane, start[1]), (lane, low), (out, low), (out, height)) if start[1] < low else ((out, low), (out, height))


def _leaves(route: Route, x: float, bottom: float) -> bool:
    return abs(route[-1][0] - x) < 1 and abs(route[-1][1] - bottom) < 1
