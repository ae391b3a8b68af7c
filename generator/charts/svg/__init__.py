"""Mermaid text to a static SVG: laid out by merman, painted in our own shapes, proved before it is used.

Text is measured with DejaVu Sans, the widest of the fonts that readers commonly have, so that a label fits its box in any of them.
"""

import re
from dataclasses import dataclass
from html import escape

from generator.charts.svg.layout import DrawingError
from generator.charts.svg.print_pages import parts
from generator.charts.svg.renderer import paint
from generator.charts.svg.text_fitting import Drawing, below_long_labels, fitted
from generator.charts.svg.verification import prove
from generator.core.cache import ContentCache, MemoryCache, cached

__all__ = ["ChartDrawing", "DrawingError", "draw", "draw_chart", "without_links"]

# The link of a box as our charts write it, to a place within the site; what other links become is up to merman.
_LINK = re.compile(r'^(\s*click (\w+) href ")([^":&<>;\\\n]+)("\s*)$', re.MULTILINE)
_DRAWN_LINK = re.compile(r'(?<= href=")#pw-link-(\w+)(?=")')


@dataclass(frozen=True, slots=True)
class ChartDrawing:
    """A drawing as SVG elements: the whole, and its printed parts where it is too large for a page."""

    svg: str
    parts: tuple[str, ...]


def draw(mermaid: str) -> str:
    """The drawing of a flowchart as an SVG element, or DrawingError where it cannot be drawn well."""
    return draw_chart(mermaid, MemoryCache()).svg


def draw_chart(mermaid: str, cache: ContentCache) -> ChartDrawing:
    """A flowchart as drawn on screen and on paper.

    Args:
        mermaid: the flowchart as Mermaid text.
        cache: where drawings are looked for and stored; where links lead makes no difference to it.

    Returns:
        The drawing, with its links.

    Raises:
        DrawingError: the flowchart cannot be drawn well.

    """
    links = {match[2]: escape(match[3]) for match in _LINK.finditer(mermaid)}
    text = without_links(mermaid)
    svgs = cached(cache, "drawing", text, lambda: _svgs(text))
    whole, *cut = (_DRAWN_LINK.sub(lambda match: links.get(match[1], match[0]), svg) for svg in svgs)
    return ChartDrawing(whole, tuple(cut))


def without_links(mermaid: str) -> str:
    """A flowchart whose boxes lead nowhere in particular: the same for the same chart on every page."""
    return _LINK.sub(r"\1#pw-link-\2\4", mermaid).strip() + "\n"


def _svgs(mermaid: str) -> list[str]:
    drawing, svg = _proved(mermaid)
    is_cut = "pw-drawing--cut" in svg.partition(">")[0]
    return [svg, *(paint(drawing, part) for part in parts(drawing))] if is_cut else [svg]


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
