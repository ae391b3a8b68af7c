"""Mermaid text to a static SVG: laid out by merman, painted in our own shapes, proved before it is used.

Text is measured with DejaVu Sans, the widest of the fonts that readers commonly have, so that a label fits its box in any of them.
"""

from functools import lru_cache

from generator.drawing.fitting import fitted
from generator.drawing.layout import DrawingError
from generator.drawing.painting import paint
from generator.drawing.proof import prove
from generator.drawing.sheets import parts

__all__ = ["DrawingError", "draw", "draw_parts"]


@lru_cache(maxsize=1024)
def draw(mermaid: str) -> str:
    """The drawing of a flowchart as an SVG element, or DrawingError where it cannot be drawn well; the same text is drawn once."""
    drawing = fitted(mermaid)
    svg = paint(drawing)
    prove(drawing, svg)
    return svg


def draw_parts(mermaid: str) -> tuple[str, ...]:
    """What is printed in place of a drawing too large for a page: its parts as SVG elements; none for a drawing that fits."""
    if "pw-drawing--cut" not in draw(mermaid).partition(">")[0]:
        return ()
    drawing = fitted(mermaid)
    return tuple(paint(drawing, part) for part in parts(drawing))
