"""The page of the evidence: the picture, the table behind it, and what each statement rests on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.evidence import DESIGN_RANK, is_publication, of_statement
from generator.charts.timeline import bar
from generator.i18n import Words
from generator.markup import Markdown
from generator.model import Reference, Statement
from generator.views.base import Content, Link, Page, StatementView
from generator.views.evidence_age import age_in_words, searched
from generator.views.evidence_data import TreatmentCitation, about
from generator.views.evidence_map import PlotView, Row, picture, rows_of
from generator.views.page_context import EVIDENCE, METHOD, REFERENCES, PageContext


@dataclass(frozen=True, slots=True, kw_only=True)
class UseRow:
    """A publication behind a treatment; `treatment` is empty where the row before has the same."""

    treatment: Link
    publication: Link
    year: str
    design: str
    participants: str
    about: str
    cited_for: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A statement and what it rests on."""

    statement: StatementView
    publications: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """The statements of a page."""

    heading: str
    rows: tuple[EvidenceRow, ...]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """How many publications are of a design, in words and as a bar."""

    design: str
    count: str
    bar: Markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """The page, fully decided."""

    lead: str
    reading: str
    method: Link
    plot: PlotView | None
    uses: tuple[UseRow, ...]
    uses_summary: str
    facts: tuple[str, ...]
    shares: tuple[ShareRow, ...]
    groups: tuple[EvidenceGroup, ...]
    alone_lead: str
    alone: tuple[StatementView, ...]


def evidence_page(context: PageContext) -> Page:
    """Page of the evidence for each treatment and each statement."""
    words = context.words
    return Page(
        path=EVIDENCE,
        title=words.evidence,
        template="evidence",
        build=lambda: _content(context.for_page(EVIDENCE)),
        nav_title=words.evidence_short,
        group="top",
    )


def _content(context: PageContext) -> Content:
    words = context.words
    publications = [entry.reference for entry in context.entries.values() if is_publication(entry.reference)]
    rows = rows_of(context)
    alone = [statement for statement in _stated(context) if not any(map(is_publication, of_statement(context.index, statement).references))]
    view = EvidenceView(
        lead=words.evidence_lead,
        reading=words.evidence_reading,
        method=Link(words.evidence_legend_link, context.href(METHOD, "evidence--legend")),
        plot=picture(context),
        uses=tuple(row for item in rows for row in _use_rows(context, item)),
        uses_summary=words.evidence_table_summary.format(**_counts(words, rows)),
        facts=tuple(_facts(context, publications, len(alone))),
        shares=tuple(_shares(context, publications)),
        groups=tuple(_groups(context)),
        alone_lead=words.evidence_alone_lead,
        alone=tuple(map(context.statement_elsewhere, alone)),
    )
    return Content(view=view, description=words.evidence_lead)


def _counts(words: Words, rows: list[Row]) -> dict[str, str]:
    """How many rows the table has, and for how many treatments."""
    return {
        "rows": words.pluralise(words.rows, sum(len(uses) for _, uses in rows)),
        "treatments": words.pluralise(words.treatments_count, len(rows)),
    }


def _stated(context: PageContext) -> list[Statement]:
    """The statements that boxes state, in the order of the pathway's boxes."""
    named = dict.fromkeys(use.statement for place in context.index.boxes for use in context.index.placements(place.box))
    return [context.index.statements[name] for name in named]


def _use_rows(context: PageContext, row: Row) -> Iterator[UseRow]:
    treatment, uses = row
    for use in uses:
        yield _use_row(context, context.to_treatment(treatment.id), use)


def _use_row(context: PageContext, treatment: Link, use: TreatmentCitation) -> UseRow:
    reference, entry = use.reference, context.entries[use.reference.id]
    notes = "".join(f" {context.words.note}: {note}" for note in use.notes)
    return UseRow(
        treatment=treatment,
        publication=Link(f"{entry.number}. {entry.label}", context.href(REFERENCES, reference.id)),
        year=str(reference.issued.start.year) if reference.issued else "",
        design=context.words.designs[reference.design],
        participants=str(reference.participants or ""),
        about=about(context, reference),
        cited_for=", ".join(context.words.roles[role] for role in use.roles) + (f".{notes}" if notes else ""),
    )


def _facts(context: PageContext, publications: list[Reference], alone: int) -> Iterator[str]:
    words = context.words
    search = context.index.pathway.pathway.evidence_search
    direct = sum(reference.directness == "direct" for reference in publications)
    yield words.evidence_count.format(count=len(publications), direct=direct)
    if age := age_in_words(context):
        yield age
    if search:
        yield f"{words.evidence_searched} {searched(words, search)}."
    yield words.evidence_alone_count.format(count=alone, all=len(_stated(context)))


def _shares(context: PageContext, publications: list[Reference]) -> Iterator[ShareRow]:
    counts = Counter(reference.design for reference in publications)
    most = max(counts.values(), default=1)
    for design in DESIGN_RANK:
        if counts[design]:
            yield ShareRow(context.words.designs[design], str(counts[design]), Markdown(bar(counts[design] / most)))


def _groups(context: PageContext) -> Iterator[EvidenceGroup]:
    sections: dict[str, list[Statement]] = {"": [], **{section.id: [] for section in context.index.pathway.sections}}
    for statement in _stated(context):
        home = context.index.primary_box[statement.id].section
        sections[home.id if home else ""].append(statement)
    titles = {section.id: section.title for section in context.index.pathway.sections}
    for section, own in sections.items():
        if own:
            heading = titles.get(section, context.words.overview)
            count = context.words.pluralise(context.words.statements, len(own))
            yield EvidenceGroup(f"{heading} ({count})", tuple(_evidence_row(context, statement) for statement in own))


def _evidence_row(context: PageContext, statement: Statement) -> EvidenceRow:
    view = context.statement_elsewhere(statement)
    cited = [(number, context.ids[number - 1]) for citation in view.citations for number in citation.numbers]
    return EvidenceRow(view, tuple(Link(str(number), context.href(REFERENCES, name)) for number, name in cited))
