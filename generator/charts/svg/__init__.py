"""Mermaid text to a static SVG: laid out by merman, painted in our own shapes, proved before it is used.

Text is measured with DejaVu Sans, the widest of the fonts that readers commonly have, so that a label fits its box in any of them.
"""

from functools import lru_cache

from generator.charts.svg.layout import DrawingError
from generator.charts.svg.print_pages import parts
from generator.charts.svg.renderer import paint
from generator.charts.svg.text_fitting import Drawing, below_long_labels, fitted
from generator.charts.svg.verification import prove

__all__ = ["DrawingError", "draw", "draw_parts"]


@lru_cache(maxsize=1024)
def draw(mermaid: str) -> str:
    """The drawing of a flowchart as an SVG element, or DrawingError where it cannot be drawn well; the same text is drawn once."""
    return _proved(mermaid)[1]


def _proved(mermaid: str) -> tuple[Drawing, str]:
    """The drawing and its SVG element; where labels collide, once more with wider boxes below them."""
    drawing = fitted(mermaid)
    svg = paint(drawing)
    try:
        prove(drawing, svg)
    except DrawingError:
        widened = below_long_labels(drawing)
        if not widened:
            raise
        drawing = fitted(mermaid, widened)
        svg = paint(drawing)
        prove(drawing, svg)
    return drawing, svg


def draw_parts(mermaid: str) -> tuple[str, ...]:
    """Printed parts, as SVG elements, of a drawing too large for a page; none for a drawing that fits."""
    if "pw-drawing--cut" not in draw(mermaid).partition(">")[0]:
        return ()
    drawing, _ = _proved(mermaid)
    return tuple(paint(drawing, part) for part in parts(drawing))
