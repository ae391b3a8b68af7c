"""A chart with everything in its place."""

from dataclasses import dataclass, replace

from generator.charts.chart import ChartBox, ChartEdge
from generator.charts.layout.graph import Point
from generator.charts.layout.part import shifted, shifted_route
from generator.charts.svg.boxes import Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBox:
    """A box: its text in lines, its centre and its size in CSS pixels.

    Attributes:
        box: the box of the chart.
        lines: what it says, from its left and top.
        x: its centre, from the left.
        y: its centre, from the top.
        width: its width.
        height: its height.
        is_row: whether it is a row of a choice.

    """

    box: ChartBox
    lines: tuple[Lines, ...]
    x: float
    y: float
    width: float
    height: float
    is_row: bool = False

    def moved(self, across: float, down: float) -> "DrawnBox":
        """The box further right and down."""
        return replace(self, x=self.x + across, y=self.y + down)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnEdge:
    """An edge: its corners from source to target (none into a row).

    The lines of its label and of the note below it are in one place, of which it has the centre and the size.
    """

    edge: ChartEdge
    points: tuple[Point, ...]
    lines: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    label_at: Point = (0, 0)
    label_size: tuple[float, float] = (0, 0)

    @property
    def has_text(self) -> bool:
        """Whether anything is written on it."""
        return bool(self.lines or self.note)

    def moved(self, across: float, down: float) -> "DrawnEdge":
        """The edge further right and down."""
        return replace(self, points=shifted_route(self.points, across, down), label_at=shifted(self.label_at, across, down))


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A band behind the boxes of one setting, in CSS pixels.

    Attributes:
        name: the lines of the setting's name, from the left and the top of the drawing.
        boxes: the names of the boxes on it.
        x: its centre, from the left.
        y: its centre, from the top.
        width: its width.
        height: its height.

    """

    name: Lines
    boxes: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float

    @property
    def setting(self) -> str:
        """The name of the setting."""
        return "".join(self.name.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart laid out; lengths are in CSS pixels from its left and top.

    If it is `flush`, boxes are flush left and labels are beside their lines; else both are centred.
    """

    boxes: tuple[DrawnBox, ...]
    edges: tuple[DrawnEdge, ...]
    width: float
    height: float
    flush: bool = False
    bands: tuple[Band, ...] = ()
