"""All charts of a section on one sheet for the wall, as one SVG of exact size."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial

from generator.charts.chart import Chart
from generator.charts.poster.notes import SIZES, Notes, Paragraph, notes_height
from generator.charts.poster.paint import PosterText, foot_height, head_height, painted
from generator.charts.poster.sheet import MARGIN, SHEETS, SMALLEST_POINTS, Sheet, plan_poster
from generator.core.cache import ContentCache, cached

__all__ = ["SHEETS", "SMALLEST_POINTS", "Notes", "Paragraph", "Poster", "PosterText", "make_poster"]


@dataclass(frozen=True, slots=True)
class Poster:
    """A poster: the name of its sheet, such as `a3-portrait`, and its SVG; both empty where no sheet holds the charts."""

    sheet: str
    svg: str


def make_poster(charts: Sequence[Chart], text: PosterText, cache: ContentCache) -> Poster:
    """Lay out a poster, on the smallest sheet that holds it. Paper has no links, and its boxes need no room for marks.

    Args:
        charts: the charts.
        text: all that is written around them.
        cache: where posters are looked for and stored.

    """
    charts = [replace(chart, boxes=tuple(replace(box, href="", longest_mark="") for box in chart.boxes)) for chart in charts]
    key = [[asdict(chart) for chart in charts], asdict(text)]
    return Poster(**cached(cache, "poster", key, lambda: _made(charts, text)))


def _made(charts: Sequence[Chart], text: PosterText) -> Mapping[str, str]:
    plan = plan_poster(charts, partial(_room, text), {size: partial(notes_height, text.notes, size) for size in SIZES})
    return {"sheet": plan.sheet.name, "svg": painted(plan, text)} if plan else {"sheet": "", "svg": ""}


def _room(text: PosterText, sheet: Sheet) -> tuple[float, float]:
    """The top and the bottom of what is left between head and foot."""
    return MARGIN + head_height(text, sheet), sheet.height - MARGIN - foot_height(text, sheet)
