"""The home page and a page for each section: their charts, and every box in reading order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis.evidence import cites_of
from generator.analysis.index import BoxRef, ChartRef
from generator.charts.build import make_chart
from generator.charts.mermaid import flowchart
from generator.i18n import Words
from generator.markup import Markdown, escape
from generator.model import Author, Box, Metadata, Section, Subject
from generator.views.base import BoxView, ChartView, Content, Link, Page, StatementView
from generator.views.box_view import box_view
from generator.views.downloads import CITE
from generator.views.evidence_age import age_in_words, searched
from generator.views.frame import Patients, patients
from generator.views.lens_data import asked_treatments
from generator.views.outline import outline
from generator.views.page_context import HOME, METHOD, REFERENCES, PageContext, page_of
from generator.views.reports import contact_link


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
    """Home page: details of the pathway, links to its sections, and the overview chart.

    `more` names what can be ticked besides the entries: treatments being given; empty if there are none.
    """

    summary: str
    cards: tuple[Card, ...]
    chart: ChartView | None
    first: Markdown
    entries: tuple[tuple[str, tuple[Subject, ...]], ...]
    more: str
    legend: Link | None
    patients: tuple[Patients, ...]
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
    cited = context.cited(_statements(overview), _boxes(overview))
    view = HomeView(
        summary=metadata.summary,
        cards=tuple(
            Card(Link(section.title, context.href(f"{section.id}.md")), section.summary or "") for section in context.index.pathway.sections
        ),
        chart=overview[0] if overview else None,
        first=Markdown(context.index.charts[0].chart.boxes[0].id),
        entries=tuple(_entries(context)),
        more=f"{words.lens['taking']} …" if asked_treatments(context.index) else "",
        legend=Link(words.evidence_legend_link, context.href(METHOD, "evidence--legend")) if cited else None,
        patients=patients(metadata, words),
        glance=_glance(context),
        about=tuple(_about(context)),
        disclaimer=metadata.disclaimer,
        method=Link(words.method, context.href(METHOD)),
    )
    nodes = context.index.pathway.overview.boxes if context.index.pathway.overview else ()
    return Content(
        view=view,
        description=metadata.summary,
        names=_names(nodes),
        about=_about_treatments(context, nodes),
        cited=cited,
        charts=overview,
    )


def _entries(context: PageContext) -> Iterator[tuple[str, tuple[Subject, ...]]]:
    """Entries that can be ticked for a patient, but for those that change nothing, under their headings."""
    pathway, words = context.index.pathway, context.words
    groups = (*((group.title, group.entries) for group in pathway.findings), (words.lens["circumstances"], pathway.circumstances))
    for title, entries in groups:
        if shown := tuple(entry for entry in entries if not getattr(entry, "usual", False)):
            yield title, shown


def _glance(context: PageContext) -> tuple[tuple[str, str], ...]:
    metadata, words = context.index.pathway.pathway, context.words
    age = age_in_words(context)
    return (
        (words.version, metadata.version),
        (words.published, words.format_date(metadata.published)),
        *([(words.evidence_searched, searched(words, metadata.evidence_search))] if metadata.evidence_search else []),
        *([(words.evidence_age, age)] if age else []),
        (words.review_by, words.format_date(metadata.review_by)),
        (words.status, words.status_of(metadata)),
        *([(words.rests_on, _sources(context))] if metadata.based_on else []),
        *([(words.approved, _approvals(words, metadata))] if metadata.approved else []),
        *([(words.owner, contact_link(metadata.owner))] if metadata.owner else []),
        *([(words.authors, ", ".join(map(_author, metadata.authors)))] if metadata.authors else []),
        *([(words.grading, _scheme(context))] if context.grades.scheme else []),
        (words.cite, Markdown(f"[{escape(words.cite_how)}]({context.href(METHOD, CITE)})")),
    )


def _about(context: PageContext) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Scope, patients, readers and limits of the pathway, each with its heading."""
    metadata, words = context.index.pathway.pathway, context.words
    ungraded = metadata.grading.none if metadata.grading else None
    parts = (
        (words.scope, metadata.scope),
        (words.readers, metadata.readers),
        (words.grading, ungraded),
        (words.no_doses, (metadata.no_doses,) if metadata.no_doses else ()),
    )
    yield from ((heading, text) for heading, text in parts if text)


def _author(author: Author) -> str:
    if isinstance(author, str):
        return author
    return " ".join(filter(None, (author.family, author.given, author.suffix)))


def _scheme(context: PageContext) -> Markdown:
    """The name of the grading scheme, which leads to its explanation."""
    name = context.grades.scheme and context.grades.scheme.name
    return Markdown(f"[{escape(name or '')}]({context.href(METHOD, 'grading')})")


def _sources(context: PageContext) -> Markdown:
    """Links to the references that the pathway is based on as a whole."""
    entries = [context.entries[name] for name in context.index.pathway.pathway.based_on]
    return Markdown(", ".join(f"[{escape(one.label)}]({context.href(REFERENCES, one.reference.id)})" for one in entries))


def _approvals(words: Words, metadata: Metadata) -> str:
    return "; ".join(f"{approval.by}, {words.format_date(approval.on)}" for approval in metadata.approved)


def section_page(context: PageContext, section: Section) -> Page:
    """The page of a section."""
    name = section.short_name
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
    summary = section.summary or ""
    boxes = [box for chart in section.charts for box in chart.boxes]
    return Content(
        view=SectionView(summary, charts),
        description=summary,
        tags=section.synonyms,
        names=_names(boxes),
        about=_about_treatments(context, boxes),
        cited=context.cited(_statements(charts), _boxes(charts)),
        charts=charts,
    )


def _names(nodes: Iterable[Box]) -> dict[str, tuple[str, ...]]:
    return {node.id: node.synonyms for node in nodes}


def _about_treatments(context: PageContext, boxes: Iterable[Box]) -> dict[str, tuple[str, ...]]:
    """The names of the treatments that boxes, or their options, do something with."""
    used = {box.id: dict.fromkeys((*context.index.treatments_of(box), *box.avoids)) for box in boxes}
    return {box: tuple(context.names[name] for name in names) for box, names in used.items()}


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
        boxes=tuple(box_view(context, context.index.targets[node.id]) for node in chart.boxes),
    )
