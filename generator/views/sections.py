"""The home page and a page for each section: their charts, and every box in reading order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis.evidence import cites_of
from generator.analysis.index import BoxRef, ChartRef, EdgeRef
from generator.charts.chart import box_facts, make_chart, way_limits
from generator.charts.mermaid import flowchart
from generator.i18n import Words
from generator.markup import Markdown, escape, href
from generator.model import Box, BoxLink, EvidenceSearch, Metadata, Section
from generator.references import Entry
from generator.views.about import grading_paragraphs
from generator.views.base import BoxView, ChartView, Content, EdgeView, Link, Page, StatementView
from generator.views.blocks import TableView, score_table
from generator.views.box_statements import rests_on, stated
from generator.views.downloads import CITE
from generator.views.everyone import for_everyone, offers_options
from generator.views.outline import outline
from generator.views.page_context import HOME, METHOD, REFERENCES, PageContext, file_path, page_of


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


@dataclass(frozen=True, slots=True, kw_only=True)
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


def home_page(context: PageContext) -> Page:
    """The first page."""
    title, lists = context.index.pathway.pathway.title, _lists(context, None)
    return Page(
        path=HOME,
        title=title,
        template="home",
        build=lambda: _home(context),
        nav_title=context.words.home,
        group="top",
        lists_references=lists,
    )


def _lists(context: PageContext, section: Section | None) -> bool:
    """Whether a box of a section, or of the overview, says something."""
    nodes = (node for place in context.index.charts if place.section is section for node in place.chart.boxes)
    return any(node.statements or node.rests_on or cites_of(context.index, node) for node in nodes)


def _home(context: PageContext) -> Content:
    metadata, words = context.index.pathway.pathway, context.words
    overview = tuple(_chart(context, place) for place in context.index.charts if place.section is None)
    view = HomeView(
        summary=metadata.summary,
        cards=tuple(
            Card(Link(section.title, context.href(f"{section.id}.md")), section.summary or "") for section in context.index.pathway.sections
        ),
        chart=overview[0] if overview else None,
        first=Markdown(context.index.charts[0].chart.boxes[0].id),
        glance=_glance(context),
        about=tuple(_about(context)),
        disclaimer=metadata.disclaimer,
        method=Link(words.method, context.href(METHOD)),
    )
    nodes = context.index.pathway.overview.boxes if context.index.pathway.overview else ()
    tags = tuple(word for node in nodes for word in node.synonyms)
    return Content(
        view=view, description=metadata.summary, tags=tags, cited=context.cited(_statements(overview), _boxes(overview)), charts=overview
    )


def _glance(context: PageContext) -> tuple[tuple[str, str], ...]:
    metadata, words = context.index.pathway.pathway, context.words
    newest = newest_year(context.entries.values())
    return (
        (words.version, metadata.version),
        (words.published, words.format_date(metadata.published)),
        *([(words.evidence_searched, _searched(words, metadata.evidence_search))] if metadata.evidence_search else []),
        *([(words.newest_publication, str(newest))] if newest else []),
        (words.review_by, words.format_date(metadata.review_by)),
        (words.status, words.status_of(metadata)),
        *([(words.rests_on, _sources(context))] if metadata.based_on else []),
        *([(words.approved, _approvals(words, metadata))] if metadata.approved else []),
        *([(words.owner, " · ".join(filter(None, (metadata.owner.name, metadata.owner.contact))))] if metadata.owner else []),
        (words.cite, Markdown(f"[{escape(words.cite_how)}]({context.href(METHOD, CITE)})")),
    )


def _about(context: PageContext) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Scope, patients, readers and limits of the pathway, each with its heading."""
    metadata, words = context.index.pathway.pathway, context.words
    parts = (
        (words.scope, metadata.scope),
        (words.include, metadata.include),
        (words.exclude, metadata.exclude),
        (words.readers, metadata.readers),
        (words.grading, grading_paragraphs(metadata)),
        (words.no_doses, (metadata.no_doses,) if metadata.no_doses else ()),
    )
    yield from ((heading, text) for heading, text in parts if text)


def _sources(context: PageContext) -> Markdown:
    """Links to the references that the pathway is based on as a whole."""
    entries = [context.entries[name] for name in context.index.pathway.pathway.based_on]
    return Markdown(", ".join(f"[{escape(one.label)}]({context.href(REFERENCES, one.reference.id)})" for one in entries))


def _approvals(words: Words, metadata: Metadata) -> str:
    return "; ".join(f"{approval.by}, {words.format_date(approval.on)}" for approval in metadata.approved)


def _searched(words: Words, search: EvidenceSearch) -> str:
    return str(words.evidence_searched_says.format(until=words.format_date(search.until), by=search.by))


def newest_year(entries: Iterable[Entry]) -> int | None:
    """The year of the newest publication."""
    return max((entry.reference.issued.start.year for entry in entries if entry.reference.issued), default=None)


def section_page(context: PageContext, section: Section) -> Page:
    """The page of a section."""
    name = section.short_title or section.title
    lists = _lists(context, section)
    return Page(
        path=f"{section.id}.md",
        title=section.title,
        template="section",
        build=lambda: _section(context, section),
        nav_title=name,
        group="top",
        lists_references=lists,
    )


def _section(context: PageContext, section: Section) -> Content:
    charts = tuple(_chart(context, place) for place in context.index.charts if place.section is section)
    synonyms = (*section.synonyms, *(word for chart in section.charts for node in chart.boxes for word in node.synonyms))
    summary = section.summary or ""
    return Content(
        view=SectionView(summary, charts),
        description=summary,
        tags=tuple(dict.fromkeys(synonyms)),
        cited=context.cited(_statements(charts), _boxes(charts)),
        charts=charts,
    )


def _boxes(charts: Iterable[ChartView]) -> Iterator[BoxView]:
    yield from (box for chart in charts for box in chart.boxes)


def _statements(charts: Iterable[ChartView]) -> Iterator[StatementView]:
    for chart in charts:
        for box in chart.boxes:
            yield from box.all_statements


def _chart(context: PageContext, place: ChartRef) -> ChartView:
    def address_of(target: BoxRef) -> str:
        return context.href(page_of(target), target.box.id)

    chart, words = place.chart, context.words
    first = chart.boxes[0]
    drawn = make_chart(place, context.index, context.words, address_of)
    return ChartView(
        anchor=Markdown(chart.id),
        first=Markdown(first.id),
        title=chart.title,
        name=words.chart_name.format(title=chart.title),
        caption=words.chart_caption.format(boxes=words.pluralise(words.boxes, len(chart.boxes)), first=context.index.name_of(first)),
        summary=chart.summary or "",
        mermaid=Markdown(flowchart(drawn)),
        chart=drawn,
        outline=outline(context, place),
        boxes=tuple(_box(context, context.index.targets[node.id]) for node in chart.boxes),
    )


def _opened(context: PageContext, link: BoxLink) -> Link:
    """A link of a box, and whom it is for."""
    title = f"{link.title} ({link.for_})" if link.for_ else link.title
    return Link(title, context.href(file_path(link.file)) if link.file else href(link.url or ""))


def _score(context: PageContext, box: Box) -> Iterator[tuple[str, TableView]]:
    """The score of a box with its name."""
    score = context.index.scores.get(box.score or "")
    if score:
        yield score.name, score_table(score, context.names, context.words)


def _asked(context: PageContext, box: Box) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Everything a box asks for: each group with its entries, and single entries together."""
    groups = {group.id: group for group in context.index.pathway.findings}
    for name in box.asks:
        if group := groups.get(name):
            yield group.title, tuple(Link(entry.name, context.href(f"{group.id}.md", entry.id)) for entry in group.entries)
    if single := tuple(context.to_entry(name) for name in box.asks if name not in groups):
        yield context.words.circumstances_short, single


def _actions(context: PageContext, box: Box) -> Iterator[tuple[Markdown, str, tuple[Link, ...]]]:
    """Verbs of a box (give, continue, reduce, stop, avoid), each with its treatments."""
    for verb, word in context.words.verbs.items():
        if treatments := getattr(box, verb):
            yield Markdown(verb), word, tuple(map(context.to_treatment, treatments))


def _box(context: PageContext, place: BoxRef) -> BoxView:
    node, words = place.box, context.words
    return BoxView(
        anchor=Markdown(node.id),
        kind=Markdown(node.kind),
        kind_word=words.kinds[node.kind],
        number=context.index.numbers[node.id],
        title=node.title,
        facts=tuple(filter(None, (node.line or place.chart.line or "", *box_facts(place, context.index, words)))),
        statements=stated(context, place),
        rests_on=rests_on(context, place),
        cites=context.citations(cites_of(context.index, node)),
        actions=tuple(_actions(context, node)),
        links=tuple(_opened(context, link) for link in node.links),
        comes_from=tuple(_step(context, way, way.source) for way in context.index.in_edges.get(node.id, ())),
        next_heading=words.next_of.get(node.kind, words.next),
        next=tuple(_step(context, way, way.target) for way in context.index.out_edges.get(node.id, ()) if way.target),
        remarks=(*context.editorial(node.editorial), *context.reviewed(node.reviewed), *for_everyone(context, place)),
        tables=tuple(_score(context, node)),
        asks=tuple(_asked(context, node)),
    )


def _step(context: PageContext, way: EdgeRef, end: BoxRef) -> EdgeView:
    limits = " · ".join(way_limits(way.edge, context.words))
    number = int(way.path[-1])
    is_option = end is way.target and number in offers_options(context, way.source)
    warnings = for_everyone(context, way.source, number) if is_option else ()
    return EdgeView(way.label, way.edge.when or "", limits, context.to_box(end), (*context.editorial(way.edge.editorial), *warnings))
