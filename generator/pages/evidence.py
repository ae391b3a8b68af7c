"""The page of the evidence: the picture, the table behind it, and what each statement rests on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.evidence import STRONGEST_FIRST, is_publication, of_statement
from generator.markdown import Markdown
from generator.model import Reference, Statement
from generator.pages.desk import EVIDENCE, METHOD, REFERENCES, Desk
from generator.pages.picture import PlotView, Row, picture, rows_of
from generator.pages.plotting import Use, about
from generator.pages.sections import newest_year
from generator.pages.views import BadgeView, Content, Link, Page
from generator.plot import bar
from generator.words import Words


@dataclass(frozen=True, slots=True)
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
class RestRow:
    """A statement and what it rests on."""

    statement: Link
    badge: BadgeView
    publications: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RestGroup:
    """The statements of a page."""

    heading: str
    rows: tuple[RestRow, ...]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """How many publications are of a design, in words and as a bar."""

    design: str
    count: str
    bar: Markdown


@dataclass(frozen=True, slots=True)
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
    groups: tuple[RestGroup, ...]
    alone_lead: str
    alone: tuple[Link, ...]


def evidence_page(desk: Desk) -> Page:
    """Page of the evidence for each treatment and each statement."""
    words = desk.words
    return Page(EVIDENCE, words.evidence, "evidence", lambda: _content(desk.at(EVIDENCE)), nav_title=words.evidence_short, group="top")


def _content(desk: Desk) -> Content:
    words = desk.words
    publications = [entry.reference for entry in desk.entries.values() if is_publication(entry.reference)]
    rows = rows_of(desk)
    alone = [statement for statement in _stated(desk) if not any(map(is_publication, of_statement(desk.index, statement).references))]
    view = EvidenceView(
        words.evidence_lead,
        words.evidence_reading,
        Link(words.evidence_legend_link, desk.href(METHOD, "evidence--legend")),
        picture(desk),
        tuple(row for item in rows for row in _use_rows(desk, item)),
        words.evidence_table_summary.format(**_counts(words, rows)),
        tuple(_facts(desk, publications, len(alone))),
        tuple(_shares(desk, publications)),
        tuple(_groups(desk)),
        words.evidence_alone_lead,
        tuple(_to_statement(desk, statement) for statement in alone),
    )
    return Content(view, words.evidence_lead)


def _counts(words: Words, rows: list[Row]) -> dict[str, str]:
    """How many rows the table has, and for how many treatments."""
    return {
        "rows": words.counted(words.rows, sum(len(uses) for _, uses in rows)),
        "treatments": words.counted(words.treatments_count, len(rows)),
    }


def _stated(desk: Desk) -> list[Statement]:
    """The statements that boxes state, in the order of the pathway's boxes."""
    return [desk.index.statements[name] for name in dict.fromkeys(p.statement for place in desk.index.nodes for p in place.node.statements)]


def _to_statement(desk: Desk, statement: Statement) -> Link:
    home = desk.statement_elsewhere(statement).home
    return Link(statement.says, home.href if home else Markdown(""))


def _to_reference(desk: Desk, reference: Reference, *, full: bool) -> Link:
    entry = desk.entries[reference.id]
    return Link(f"{entry.number}. {entry.label}" if full else str(entry.number), desk.href(REFERENCES, reference.id))


def _use_rows(desk: Desk, row: Row) -> Iterator[UseRow]:
    treatment, uses = row
    for use in uses:
        yield _use_row(desk, desk.to_treatment(treatment.id), use)


def _use_row(desk: Desk, treatment: Link, use: Use) -> UseRow:
    reference = use.reference
    notes = "".join(f" {desk.words.note}: {note}" for note in use.notes)
    return UseRow(
        treatment,
        _to_reference(desk, reference, full=True),
        str(reference.issued.start.year) if reference.issued else "",
        desk.words.designs[reference.design],
        str(reference.participants or ""),
        about(desk, reference),
        ", ".join(desk.words.roles[role] for role in use.roles) + (f".{notes}" if notes else ""),
    )


def _facts(desk: Desk, publications: list[Reference], alone: int) -> Iterator[str]:
    words = desk.words
    newest = newest_year(desk.entries.values())
    direct = sum(reference.directness == "direct" for reference in publications)
    yield words.evidence_count.format(count=len(publications), direct=direct)
    if newest:
        yield words.evidence_newest.format(year=newest)
    yield words.evidence_alone_count.format(count=alone, all=len(_stated(desk)))


def _shares(desk: Desk, publications: list[Reference]) -> Iterator[ShareRow]:
    counts = Counter(reference.design for reference in publications)
    most = max(counts.values(), default=1)
    for design in STRONGEST_FIRST:
        if counts[design]:
            yield ShareRow(desk.words.designs[design], str(counts[design]), Markdown(bar(counts[design] / most)))


def _groups(desk: Desk) -> Iterator[RestGroup]:
    sections: dict[str, list[Statement]] = {"": [], **{section.id: [] for section in desk.index.pathway.sections}}
    for statement in _stated(desk):
        home = desk.index.home_of[statement.id].section
        sections[home.id if home else ""].append(statement)
    titles = {section.id: section.title for section in desk.index.pathway.sections}
    for section, own in sections.items():
        if own:
            heading = titles.get(section, desk.words.overview)
            count = desk.words.counted(desk.words.statements, len(own))
            yield RestGroup(f"{heading} ({count})", tuple(_rest_row(desk, statement) for statement in own))


def _rest_row(desk: Desk, statement: Statement) -> RestRow:
    found = of_statement(desk.index, statement)
    ordered = sorted(found.references, key=lambda reference: desk.entries[reference.id].number)
    return RestRow(
        _to_statement(desk, statement),
        desk.statement_elsewhere(statement).badge,
        tuple(_to_reference(desk, reference, full=False) for reference in ordered),
    )
