"""The sign of a publication: its shape tells the family of designs, its filling the directness, its size the participants."""

import math
from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]

# Corners in parts of the radius, each shape the same left and right; a circle where there are none.
_SHAPES: dict[str, tuple[Point, ...]] = {
    "gathered": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "compared": ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
    "tried": ((0, -1), (0.95, 0.75), (-0.95, 0.75)),
    "observed": ((0, 1), (0.95, -0.75), (-0.95, -0.75)),
    "cases": (
        *((-0.34, -0.94), (0.34, -0.94), (0.34, -0.34), (0.94, -0.34), (0.94, 0.34), (0.34, 0.34)),
        *((0.34, 0.94), (-0.34, 0.94), (-0.34, 0.34), (-0.94, 0.34), (-0.94, -0.34), (-0.34, -0.34)),
    ),
    "told": ((-1.2, -0.5), (1.2, -0.5), (1.2, 0.5), (-1.2, 0.5)),
    "untold": (),
    "source": ((-1.2, -1), (1.2, -1), (1.2, 0.5), (0.3, 0.5), (0, 1.2), (-0.3, 0.5), (-1.2, 0.5)),
}

_SMALLEST, _LARGEST = 5.0, 13.0
_UNKNOWN, _NO_STUDY = 7.0, 5.0
"""The size where the citation tells of no participants: of a study, and of what is none or may be none."""
_UNDERLINE = 4.0
"""The room that the line below a sign takes."""


class Fill(StrEnum):
    """How near the publication stands to the disease."""

    FULL = "full"
    HALF = "half"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPoint:
    """A publication in a row: `when` in years (None: undated), `name` as text for readers, `href` its link."""

    family: str
    when: float | None
    fill: Fill
    participants: int | None
    name: str
    href: str
    noted: bool = False
    warns: bool = False
    """Cited for nothing but warnings."""
    retracted: bool = False

    @property
    def radius(self) -> float:
        """The size in pixels."""
        if self.participants is None:
            return _NO_STUDY if self.family in {"told", "untold", "source"} else _UNKNOWN
        return radius_for(self.participants)

    @property
    def reach(self) -> float:
        """The radius of a circle around the sign with its outline, and the line that may stand below it."""
        furthest = max((math.hypot(*corner) for corner in _SHAPES[self.family]), default=1.0)
        return self.radius * furthest + 1 + (_UNDERLINE if self.warns else 0)


def radius_for(participants: int) -> float:
    """The size of a sign: with each tenfold more participants a step larger, within what a row can hold."""
    return min(_LARGEST, _SMALLEST + 2 * math.log10(max(participants, 1)))


def sign(dot: DataPoint, down: float = 0) -> str:
    """The sign of a publication as SVG around 0,`down`."""
    corners = [(x * dot.radius, y * dot.radius + down) for x, y in _SHAPES[dot.family]]
    outline = _path(corners) if corners else _circle(dot.radius, down)
    names = " ".join(
        ["pw-sign", f"pw-sign--{dot.family}", f"pw-sign--{dot.fill}", *(name for name, is_so in _states(dot) if is_so)],
    )
    inner = f'<path class="pw-outline" d="{outline}"/>'
    if dot.fill is Fill.HALF and not dot.noted:
        half = _path(_left_of(corners)) if corners else _half_circle(dot.radius, down)
        inner += f'<path class="pw-half" d="{half}"/>'
    reach, below = dot.radius, down + dot.radius + 2.5
    if dot.warns:
        inner += f'<path class="pw-warns" d="M{_number(-reach)} {_number(below)}H{_number(reach)}"/>'
    if dot.retracted:
        corner = dot.radius + 1
        start, end = (_number(-corner), _number(down + corner)), (_number(corner), _number(down - corner))
        inner += f'<path class="pw-struck" d="M{" ".join(start)}L{" ".join(end)}"/>'
    return f'<g class="{names}">{inner}</g>'


def _states(dot: DataPoint) -> list[tuple[str, bool]]:
    return [("pw-sign--noted", dot.noted), ("pw-sign--retracted", dot.retracted)]


def _left_of(corners: list[Point]) -> list[Point]:
    """The left half of a shape."""
    kept: list[Point] = []
    for (x, y), (next_x, next_y) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if x <= 0:
            kept.append((x, y))
        if x * next_x < 0:
            kept.append((0.0, y + (next_y - y) * x / (x - next_x)))
    return kept


def _path(corners: list[Point]) -> str:
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in corners) + "Z"


def _circle(radius: float, down: float) -> str:
    r = _number(radius * 0.9)
    top, bottom = _number(down - radius * 0.9), _number(down + radius * 0.9)
    return f"M0 {top}A{r} {r} 0 0 1 0 {bottom}A{r} {r} 0 0 1 0 {top}Z"


def _half_circle(radius: float, down: float) -> str:
    r = _number(radius * 0.9)
    return f"M0 {_number(down - radius * 0.9)}A{r} {r} 0 0 0 0 {_number(down + radius * 0.9)}Z"


def _number(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}"
