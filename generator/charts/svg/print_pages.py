"""How a chart comes onto paper: upright, with no text smaller than 8 points; in columns and on several pages if it has to be cut.

Lengths are in CSS pixels, of which paper has 96 an inch. The paper is as narrow as A4 and as short as Letter, since a page does not
know what it will be printed on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.charts.layout.part import shifted, shifted_route
from generator.charts.svg.cuts import CutDrawing, CutEnd, CutWay, Strip, best_strips, cut_out
from generator.charts.svg.drawing import Drawing
from generator.charts.svg.text_fitting import LABEL_SIZE, NOTE_SIZE, NUMBER_SIZE

EDGE_OF_PAPER = 6.0
"""Margin around a drawing."""
_SCALE = 8 / 72 * 96 / min(LABEL_SIZE, NOTE_SIZE, NUMBER_SIZE)
# What the margins in print.css leave, less the headings of a page and of a chart; in pixels of the drawing's own.
PAPER_WIDTH = 702 / _SCALE - 2 * EDGE_OF_PAPER
"""The width of a drawing that a page holds."""
_PAPER_HEIGHT = 714 / _SCALE - 2 * EDGE_OF_PAPER
_BETWEEN_COLUMNS = 40.0
HALF_OF_PAPER = (PAPER_WIDTH - _BETWEEN_COLUMNS) / 2
"""The width of a drawing that a page holds in two columns."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """A drawing in strips, of which a page holds `columns` beside each other."""

    drawing: Drawing
    strips: tuple[Strip, ...]
    columns: int

    @property
    def pages(self) -> int:
        return -(-len(self.strips) // self.columns)


def fits_page(drawing: Drawing) -> bool:
    """Whether a page holds a drawing whole, with no text smaller than 8 points."""
    return drawing.width <= PAPER_WIDTH and drawing.height <= _PAPER_HEIGHT


def cut_into_pages(drawings: Iterable[Drawing]) -> tuple[CutDrawing, ...]:
    """The pages of a chart, from the drawing of it that takes the fewest pages, then the fewest cuts, then comes first.

    Args:
        drawings: the chart, drawn for different widths. One that is wider than paper is used only if all are: it is printed smaller.

    """
    plans = [_plan(drawing) for drawing in drawings]
    plan = min(plans, key=lambda plan: (plan.drawing.width > PAPER_WIDTH, plan.pages, len(plan.strips)))
    parts = [cut_out(plan.drawing, strip) for strip in plan.strips]
    return tuple(_page(parts[first : first + plan.columns]) for first in range(0, len(parts), plan.columns))


def _plan(drawing: Drawing) -> _Plan:
    columns = max(1, int((PAPER_WIDTH + _BETWEEN_COLUMNS) // (drawing.width + _BETWEEN_COLUMNS)))
    return _Plan(drawing, best_strips(drawing, _PAPER_HEIGHT), columns)


def _page(parts: Sequence[CutDrawing]) -> CutDrawing:
    """Parts as columns beside each other."""
    step = parts[0].drawing.width + _BETWEEN_COLUMNS
    columns = [_beside(part, place * step) for place, part in enumerate(parts)]
    drawings = [column.drawing for column in columns]
    whole = Drawing(
        boxes=tuple(box for drawing in drawings for box in drawing.boxes),
        edges=tuple(edge for drawing in drawings for edge in drawing.edges),
        width=step * len(parts) - _BETWEEN_COLUMNS,
        height=max(drawing.height for drawing in drawings),
        flush=drawings[0].flush,
    )
    ways = tuple(way for column in columns for way in column.ways)
    return CutDrawing(drawing=whole, ways=ways, ends=tuple(end for column in columns for end in column.ends))


def _beside(part: CutDrawing, across: float) -> CutDrawing:
    """A part moved to the right."""
    boxes = tuple(box.moved(across, 0) for box in part.drawing.boxes)
    edges = tuple(edge.moved(across, 0) for edge in part.drawing.edges)
    ways = tuple(CutWay(edge=way.edge, points=shifted_route(way.points, across, 0)) for way in part.ways)
    ends = tuple(CutEnd(text=end.text, at=shifted(end.at, across, 0)) for end in part.ends)
    return CutDrawing(drawing=replace(part.drawing, boxes=boxes, edges=edges), ways=ways, ends=ends)
