"""All charts of a section on one sheet for the wall."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.index import ChartRef
from generator.charts.build import make_chart
from generator.charts.chart import BACK, LINK, OPTION, THEN, Chart
from generator.charts.poster import SMALLEST_POINTS, Poster, PosterText, make_poster
from generator.charts.poster.qr import qr_rows
from generator.core.cache import ContentCache, MemoryCache
from generator.core.sentences import closed
from generator.i18n import Words
from generator.markup import Markdown
from generator.model import Metadata, Section, Status
from generator.views.base import Content, Link, Page
from generator.views.page_context import METHOD, PageContext, web_address
from generator.views.poster_notes import for_the_wall, poster_notes

POSTERS = "posters/"
"""The folder of the posters."""
_ROWS = {OPTION, THEN}
"""Kinds that are rows of a box, and no boxes."""
_STATUS_COLOURS = {Status.APPROVED: "end", Status.WITHDRAWN: "caution"}


@dataclass(frozen=True, slots=True)
class PosterView:
    """A poster: its size of paper as a name of a class and in words, and its drawing; without one, why there is none."""

    sheet: Markdown
    paper: str
    svg: Markdown
    says: str


def poster_path(section: str) -> str:
    """The page with the poster of a section."""
    return f"{POSTERS}{section}.md"


def poster_page(context: PageContext, section: Section, cache: ContentCache | None) -> Page:
    """The poster of a section."""
    title = context.words.poster["title"].format(title=section.title)
    return Page(
        path=context.path,
        title=title,
        template="poster",
        build=lambda: _content(context, section, cache or MemoryCache()),
        trail=(Link(section.title, context.href(f"{section.id}.md")),),
        findable=False,
        method=context.href(METHOD),
    )


def _content(context: PageContext, section: Section, cache: ContentCache) -> Content:
    poster, words = section_poster(context, section, cache), context.words
    paper = paper_name(poster, words)
    says = words.poster["lead"].format(paper=paper) if poster.svg else words.poster["too_large"].format(points=f"{SMALLEST_POINTS:g}")
    return Content(
        view=PosterView(Markdown(poster.sheet), paper, Markdown(poster.svg), says),
        description=words.poster["description"].format(title=section.title),
    )


def paper_name(poster: Poster, words: Words) -> str:
    """The size of a poster's paper in words; empty if no paper holds it."""
    return str(words.papers[poster.sheet]) if poster.sheet else ""


def section_poster(context: PageContext, section: Section, cache: ContentCache) -> Poster:
    """The poster of a section, drawn."""
    places = [place for place in context.index.charts if place.section is section]
    charts = [for_the_wall(make_chart(place, context.index, context.words, lambda _: ""), context.words) for place in places]
    return make_poster(charts, _text(context, section, places, charts), cache)


def _text(context: PageContext, section: Section, places: list[ChartRef], charts: list[Chart]) -> PosterText:
    metadata, words = context.index.pathway.pathway, context.words
    address = f"{str(metadata.address).rstrip('/')}/{web_address(f'{section.id}.md')}" if metadata.address else ""
    return PosterText(
        title=section.title,
        pathway=metadata.title,
        headings=tuple(place.chart.title for place in places),
        status=words.status_of(metadata),
        status_colour=_STATUS_COLOURS.get(metadata.status, "status"),
        facts=(
            f"{words.version} {metadata.version} · {words.published} {words.format_date(metadata.published)}",
            f"{words.review_by} {words.format_date(metadata.review_by)}",
        ),
        key=tuple(_key(charts, words)),
        key_more=words.poster["numbers_with_doses"]
        if any(one.doses for one in context.index.pathway.statements)
        else words.poster["numbers"],
        notes=poster_notes(context, section, charts),
        foot=tuple(_foot(metadata, words)),
        across=words.statuses[metadata.status] if metadata.status in {Status.DRAFT, Status.WITHDRAWN} else "",
        code=qr_rows(address) if address else (),
        code_label=words.poster["code"].format(address=address),
        brand=metadata.brand_colour,
    )


def _key(charts: list[Chart], words: Words) -> Iterator[tuple[str, str]]:
    """The kinds of boxes that the charts have, in the order of the kinds, with their names."""
    named = {**words.kinds, LINK: words.chart["link"], BACK: words.chart["back"]}
    used = {box.kind for chart in charts for box in chart.boxes} - _ROWS
    yield from ((kind, word) for kind, word in named.items() if kind in used)


def _foot(metadata: Metadata, words: Words) -> Iterator[str]:
    if metadata.withdrawn:
        yield closed(words.withdrawn.format(date=words.format_date(metadata.withdrawn.on), why=metadata.withdrawn.why))
    yield from metadata.disclaimer
    form: str = words.print["aged_at" if metadata.address else "aged"]
    yield form.format(date=words.format_date(metadata.review_by), address=metadata.address or "")
