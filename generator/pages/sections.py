"""The home page and a page for each section: their charts, and every box in reading order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.bibliography import Entry
from generator.flowchart import flowchart
from generator.index import ChartPlace, NodePlace, Way
from generator.markdown import Markdown, escape
from generator.model import Section
from generator.pages.desk import HOME, METHOD, Desk, page_of
from generator.pages.outline import outline
from generator.pages.taking import CITE
from generator.pages.views import BoxView, ChartView, Content, Link, Page, StatementView, Step


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section's charts."""

    summary: str
    charts: tuple[ChartView, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The way into a section."""

    link: Link
    summary: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """Home page: details of the pathway, links to its sections, and the overview chart."""

    summary: str
    cards: tuple[Card, ...]
    chart: ChartView | None
    first: Markdown
    glance: tuple[tuple[str, str], ...]
    about: tuple[tuple[str, tuple[str, ...]], ...]
    disclaimer: tuple[str, ...]
    method: Link


def home_page(desk: Desk) -> Page:
    """The first page."""
    title, lists = desk.index.pathway.pathway.title, _lists(desk, None)
    return Page(HOME, title, "home", lambda: _home(desk), nav_title=desk.words.home, group="top", lists=lists)


def _lists(desk: Desk, section: Section | None) -> bool:
    """Whether a box of a section, or of the overview, says something."""
    nodes = (node for place in desk.index.charts if place.section is section for node in place.chart.nodes)
    return any(node.statements or node.rests_on for node in nodes)


def _home(desk: Desk) -> Content:
    passport, words = desk.index.pathway.pathway, desk.words
    overview = tuple(_chart(desk, place) for place in desk.index.charts if place.section is None)
    view = HomeView(
        passport.summary,
        tuple(Card(Link(section.title, desk.href(f"{section.id}.md")), section.summary or "") for section in desk.index.pathway.sections),
        overview[0] if overview else None,
        Markdown(desk.index.charts[0].chart.nodes[0].id),
        _glance(desk),
        (
            (words.scope, passport.scope),
            (words.population, passport.population),
            (words.readers, passport.readers),
            (words.grading, passport.grading),
        ),
        passport.disclaimer,
        Link(words.method, desk.href(METHOD)),
    )
    nodes = desk.index.pathway.overview.nodes if desk.index.pathway.overview else ()
    tags = tuple(word for node in nodes for word in node.synonyms)
    return Content(view, passport.summary, tags, desk.cited(_statements(overview)), overview)


def _glance(desk: Desk) -> tuple[tuple[str, str], ...]:
    passport, words = desk.index.pathway.pathway, desk.words
    newest = newest_year(desk.entries.values())
    return (
        (words.version, passport.version),
        (words.published, words.day(passport.published)),
        (words.evidence_until, words.day(passport.evidence_until)),
        *([(words.newest_publication, str(newest))] if newest else []),
        (words.review_by, words.day(passport.review_by)),
        (words.review, passport.review_short),
        (words.cite, Markdown(f"[{escape(words.cite_how)}]({desk.href(METHOD, CITE)})")),
    )


def newest_year(entries: Iterable[Entry]) -> int | None:
    """The year of the newest publication."""
    return max((entry.reference.issued.start.year for entry in entries if entry.reference.issued), default=None)


def section_page(desk: Desk, section: Section) -> Page:
    """The page of a section."""
    name = section.short_title or section.title
    lists = _lists(desk, section)
    return Page(f"{section.id}.md", section.title, "section", lambda: _section(desk, section), nav_title=name, group="top", lists=lists)


def _section(desk: Desk, section: Section) -> Content:
    charts = tuple(_chart(desk, place) for place in desk.index.charts if place.section is section)
    synonyms = (*section.synonyms, *(word for chart in section.charts for node in chart.nodes for word in node.synonyms))
    summary = section.summary or ""
    return Content(SectionView(summary, charts), summary, tuple(dict.fromkeys(synonyms)), desk.cited(_statements(charts)), charts)


def _statements(charts: Iterable[ChartView]) -> Iterator[StatementView]:
    for chart in charts:
        for box in chart.boxes:
            yield from (*box.statements, *box.rests_on)


def _chart(desk: Desk, place: ChartPlace) -> ChartView:
    def address_of(target: NodePlace) -> str:
        return desk.href(page_of(target), target.node.id)

    chart, words = place.chart, desk.words
    return ChartView(
        Markdown(chart.id),
        Markdown(chart.nodes[0].id),
        chart.title,
        words.chart_name.format(title=chart.title),
        words.chart_caption.format(boxes=words.counted(words.boxes, len(chart.nodes)), first=chart.nodes[0].title),
        chart.summary or "",
        Markdown(flowchart(place, desk.index, address_of)),
        outline(desk, place),
        tuple(_box(desk, desk.index.targets[node.id]) for node in chart.nodes),
    )


def _box(desk: Desk, place: NodePlace) -> BoxView:
    node, words = place.node, desk.words
    return BoxView(
        Markdown(node.id),
        Markdown(node.kind),
        words.kinds[node.kind],
        node.title,
        node.line or place.chart.line or "",
        tuple(desk.statement(placement, place) for placement in node.statements),
        tuple(desk.statement_elsewhere(desk.index.statements[name]) for name in node.rests_on),
        tuple(desk.to_treatment(treatment) for treatment in node.treatments),
        tuple(_step(desk, way, way.source) for way in desk.index.ways_to.get(node.id, ())),
        words.next_of.get(node.kind, words.next),
        tuple(_step(desk, way, way.target) for way in desk.index.ways_from.get(node.id, ()) if way.target),
        desk.editorial(node.editorial),
    )


def _step(desk: Desk, way: Way, end: NodePlace) -> Step:
    return Step(way.edge.label or "", desk.to_box(end), desk.editorial(way.edge.editorial))
