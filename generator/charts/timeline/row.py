"""One row: its publications where their years are, none over another."""

import html
import math
from collections.abc import Sequence

from generator.charts.timeline.axis import Axis
from generator.charts.timeline.markers import DataPoint, sign

NARROWEST = 270.0
"""The width in pixels for which a row is laid out; in a wider one its signs only move apart."""
_GAP = 1.5
_LEAST = 26.0
"""The least height of a row."""
_TOUCH = 0.01
"""Tolerance for rounding errors."""
_ASIDE = 36.0
"""The width of the place for undated publications."""

_BRACKETS = str.maketrans({"{": "&#123;", "[": "&#91;"})

Placed = tuple[DataPoint, float]
"""A publication, and how far below the middle of its row it stands."""


def dated_row(dots: Sequence[DataPoint], axis: Axis | None, name: str) -> str:
    """The dated publications of a row as an SVG element; `name` is what it is called to those who do not see it."""
    placed = stacked(dots, axis) if axis else []
    lines = "".join(_line(axis.at(tick)) for tick in axis.ticks) if axis else ""
    signs = "".join(_link(dot, f'x="{_percent(axis.at(dot.when))}"', down) for dot, down in placed if axis and dot.when is not None)
    named = f'role="group" aria-label="{_escaped(name)}"' if placed else 'aria-hidden="true"'
    return f'<svg class="pw-strip" width="100%" height="{_height(placed):.0f}" {named}>{lines}{signs}</svg>'


def undated_row(dots: Sequence[DataPoint], name: str) -> str:
    """The undated publications of a row as an SVG element, beside the time axis; nothing without any."""
    undated = [dot for dot in dots if dot.when is None]
    if not undated:
        return ""
    cell = 2 * max(dot.reach for dot in undated) + _GAP
    columns = max(1, int(_ASIDE // cell))
    rows = -(-len(undated) // columns)
    width = _ASIDE / min(columns, len(undated))
    places = [((position % columns + 0.5) * width, (position // columns - (rows - 1) / 2) * cell) for position in range(len(undated))]
    signs = "".join(_link(dot, f'x="{x:g}"', down) for dot, (x, down) in zip(undated, places, strict=True))
    size = f'width="{_ASIDE:g}" height="{max(_LEAST, rows * cell + 4):.0f}"'
    return f'<svg class="pw-undated" {size} role="group" aria-label="{_escaped(name)}">{signs}</svg>'


def legend_of_years(axis: Axis) -> str:
    """The years along the axis as an SVG element; for those who see it, as each publication says its own."""
    labels = "".join(f'<text x="{_percent(axis.at(tick))}" y="12" text-anchor="middle">{tick}</text>' for tick in axis.ticks)
    return f'<svg class="pw-years" width="100%" height="16" aria-hidden="true">{labels}</svg>'


def stacked(dots: Sequence[DataPoint], axis: Axis) -> list[Placed]:
    """The dated publications of a row, each as near to the middle as those before it leave room, in the order of time."""
    placed: list[Placed] = []
    for dot in sorted((dot for dot in dots if dot.when is not None), key=lambda dot: (dot.when, dot.name, dot.href)):
        near = [(down, room) for other, down in placed if (room := _room(dot, other, axis))]
        touching = (down + side * room for down, room in near for side in (-1, 1))
        free = (down for down in sorted((0.0, *touching), key=lambda down: (abs(down), down)) if _is_free(down, near))
        placed.append((dot, next(free)))
    return _centred(placed)


def _centred(placed: list[Placed]) -> list[Placed]:
    """The same in the middle of the row."""
    top = min((down - dot.reach for dot, down in placed), default=0)
    bottom = max((down + dot.reach for dot, down in placed), default=0)
    return [(dot, down - (top + bottom) / 2) for dot, down in placed]


def _room(dot: DataPoint, other: DataPoint, axis: Axis) -> float:
    """How far above or below the other a publication must stand; nothing where their years keep them apart."""
    across = (axis.at(dot.when or 0) - axis.at(other.when or 0)) * NARROWEST
    apart = dot.reach + other.reach + _GAP
    return math.sqrt(apart**2 - across**2) if abs(across) < apart else 0.0


def _is_free(down: float, near: Sequence[tuple[float, float]]) -> bool:
    return all(abs(down - other) >= room - _TOUCH for other, room in near)


def _height(placed: Sequence[Placed]) -> float:
    return max(_LEAST, 2 * max((abs(down) + dot.reach + 2 for dot, down in placed), default=0))


def _link(dot: DataPoint, place: str, down: float) -> str:
    name = _escaped(dot.name)
    # An element of its own, for only a place can be a part of the whole; what is in it is in pixels.
    drawn = f'<svg {place} y="50%" width="1" height="1" overflow="visible">{sign(dot, down)}</svg>'
    return f'<a class="pw-dot" href="{_escaped(dot.href)}" aria-label="{name}"><title>{name}</title>{drawn}</a>'


def _line(part: float) -> str:
    at = _percent(part)
    return f'<line class="pw-tick" x1="{at}" x2="{at}" y1="0" y2="100%"/>'


def _percent(part: float) -> str:
    return f"{round(part * 100, 2):g}%"


def bar(part: float) -> str:
    """A bar that is as long as `part`, from 0 to 1, of its place; its number stands beside it in words."""
    return f'<svg class="pw-bar" width="100%" height="10" aria-hidden="true"><rect width="{_percent(part)}" height="10"/></svg>'


def _escaped(text: str) -> str:
    """A text as HTML inside Markdown: brackets are escaped too, as plug-ins for macros and other files look for them."""
    return html.escape(text).translate(_BRACKETS)
