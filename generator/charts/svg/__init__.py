"""A chart as a static SVG: laid out and painted by our own code, and proved before it is used.

Text is measured with the widest of the fonts that readers commonly have, so that it fits its box in any of them.
"""

from dataclasses import asdict, dataclass

from generator.charts.chart import Chart
from generator.charts.svg.layout import NARROW, WIDE, Drawing, lay_out
from generator.charts.svg.print_pages import parts
from generator.charts.svg.renderer import paint
from generator.charts.svg.verification import DrawingError, prove
from generator.core.cache import ContentCache, cached

__all__ = ["NARROW", "WIDE", "ChartDrawing", "DrawingError", "draw", "draw_chart"]


@dataclass(frozen=True, slots=True)
class ChartDrawing:
    """A drawing as SVG elements: the whole, and its printed parts where it is too large for a page."""

    svg: str
    parts: tuple[str, ...]


def draw(chart: Chart, column: float = WIDE) -> str:
    """Draw a chart as an SVG element.

    Args:
        chart: the chart.
        column: the width that there is, in CSS pixels.

    Raises:
        DrawingError: the drawing is not whole, which is a defect of the program.

    """
    return _proved(chart, column)[1]


def draw_chart(chart: Chart, cache: ContentCache) -> ChartDrawing:
    """Draw a chart for the screen and for paper.

    Args:
        chart: the chart.
        cache: where drawings are looked for and stored.

    """
    whole, *cut = cached(cache, "drawing", asdict(chart), lambda: _svgs(chart))
    return ChartDrawing(whole, tuple(cut))


def _svgs(chart: Chart) -> list[str]:
    drawing, svg = _proved(chart, WIDE)
    is_cut = "pw-drawing--cut" in svg.partition(">")[0]
    return [svg, *(paint(drawing, part) for part in parts(drawing))] if is_cut else [svg]


def _proved(chart: Chart, column: float) -> tuple[Drawing, str]:
    drawing = lay_out(chart, column)
    svg = paint(drawing)
    prove(chart, drawing, svg)
    return drawing, svg
