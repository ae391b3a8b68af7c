"""A chart as a static SVG: laid out and painted by our own code, and proved before it is used.

Text is measured with the widest of the fonts that readers commonly have, so that it fits its box in any of them.
"""

from dataclasses import asdict, dataclass, replace
from math import ceil

from generator.charts.chart import Chart
from generator.charts.svg.bands import in_words, lay_out_in_bands
from generator.charts.svg.drawing import Drawing
from generator.charts.svg.layout import NARROW, WIDE, lay_out, lay_out_simply
from generator.charts.svg.print_pages import EDGE_OF_PAPER, HALF_OF_PAPER, PAPER_WIDTH, cut_into_pages, fits_page
from generator.charts.svg.renderer import paint, paint_page
from generator.charts.svg.verification import DrawingError, defects, prove
from generator.core.cache import ContentCache, cached

__all__ = ["NARROW", "WIDE", "ChartDrawing", "DrawingError", "draw", "draw_chart", "drawn_in"]


_LEGIBLE = 0.8
"""The smallest scale at which a drawing's titles are still 12 pixels high."""
_STEP = 80
"""Columns differ by so many pixels: the style sheet has a rule for each step from 320 to 960."""
_WIDEST_TURN = 960


@dataclass(frozen=True, slots=True)
class ChartDrawing:
    """A chart as SVG elements for the screen and for paper.

    Attributes:
        wide: the drawing for a laptop's column.
        narrow: the drawing for a phone's column; empty where the wide one suits that, too.
        turn: the width of a column, in CSS pixels, from which the wide drawing is legible.
        pages: the drawings for paper, where the wide one is too large for a printed page.

    """

    wide: str
    narrow: str
    turn: int
    pages: tuple[str, ...]


def draw(chart: Chart, column: float = WIDE) -> str:
    """Draw a chart as an SVG element.

    Args:
        chart: the chart.
        column: the width that there is, in CSS pixels.

    Raises:
        DrawingError: the drawing is not whole, which is a defect of the program.

    """
    return _proved(chart, column)[1]


def drawn_in(chart: Chart, column: float) -> Drawing:
    """A chart with everything in its place, for a column of this width in CSS pixels."""
    return _proved(chart, column)[0]


def draw_chart(chart: Chart, cache: ContentCache) -> ChartDrawing:
    """Draw a chart for the screen and for paper.

    Args:
        chart: the chart.
        cache: where drawings are looked for and stored.

    """
    wide, narrow, turn, *pages = cached(cache, "drawings", asdict(chart), lambda: _drawings(chart))
    return ChartDrawing(wide, narrow, turn, tuple(pages))


def _drawings(chart: Chart) -> list[str | int]:
    wide, svg = _proved(chart, WIDE)
    narrow, other = _proved(chart, NARROW, "pw-drawing--narrow") if wide.width > NARROW else (wide, "")
    turn = min(ceil((wide.width + 2 * EDGE_OF_PAPER) * _LEGIBLE / _STEP) * _STEP, _WIDEST_TURN)
    pages = [] if fits_page(wide) else _pages(chart)
    return [svg, other if narrow.width < wide.width else "", turn, *pages]


def _pages(chart: Chart) -> list[str]:
    """The chart for paper that does not hold its wide drawing."""
    # A part may show a band without its name. What is printed for a patient is rare, and has all marks in a list.
    chart = in_words(replace(chart, boxes=tuple(replace(box, longest_mark="") for box in chart.boxes)))
    return [paint_page(page) for page in cut_into_pages(_proved(chart, column)[0] for column in (PAPER_WIDTH, HALF_OF_PAPER))]


def _proved(chart: Chart, column: float, classes: str = "") -> tuple[Drawing, str]:
    drawing = lay_out_in_bands(chart, column, lay_out)
    if found := [*defects(drawing)]:
        # A property finds none in thousands of random charts. Should one be found, no site fails for a line across a box.
        simple = lay_out_in_bands(chart, column, lay_out_simply)
        drawing = simple if len([*defects(simple)]) < len(found) else drawing
    svg = paint(drawing, classes=classes)
    prove(chart, svg)
    return drawing, svg
