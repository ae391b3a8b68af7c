"""Abbreviations, and how the pathway was made."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.index import PathwayIndex
from generator.checks import relaxed_rules
from generator.markup import Markdown
from generator.model import Role, Statement
from generator.views.badges import Legend, legend
from generator.views.base import CitationView, Content, Link, Page, StatementView
from generator.views.downloads import CiteView, cite_view
from generator.views.frame import term_anchor
from generator.views.page_context import ABBREVIATIONS, METHOD, TERMS, PageContext
from generator.views.reports import how_to_report


@dataclass(frozen=True, slots=True)
class AbbreviationsView:
    """Short forms and what they stand for; a link where a page says more."""

    rows: tuple[tuple[str, str, Link | None], ...]


@dataclass(frozen=True, slots=True)
class TermsView:
    """Terms with their anchors and definitions."""

    rows: tuple[tuple[str, Markdown, tuple[StatementView, ...]], ...]


@dataclass(frozen=True, slots=True)
class EditorialNote:
    """Something the editors arranged: what, where, and why."""

    what: Link
    why: str


@dataclass(frozen=True, slots=True)
class RelaxedCheck:
    """A check that weighs less for this pathway: what it looks for, what became of it, and why."""

    what: str
    how: str
    why: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A grading scheme: where it is from, the values of each axis with their meanings, and those that stand alone."""

    name: str
    citations: tuple[CitationView, ...]
    axes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    besides: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A version with its date and what has changed in it."""

    version: str
    on: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """How the pathway was made."""

    parts: tuple[tuple[str, Markdown, tuple[str, ...]], ...]
    last_parts: tuple[tuple[str, Markdown, tuple[str, ...]], ...]
    scheme: Scheme | None
    changes: tuple[ChangeView, ...]
    legend: Legend
    arrangements: tuple[EditorialNote, ...]
    lowered: tuple[RelaxedCheck, ...]
    cite: CiteView


def abbreviations_page(context: PageContext) -> Page:
    """All short forms."""
    title = context.words.abbreviations
    return Page(
        path=ABBREVIATIONS,
        title=title,
        template="abbreviations",
        build=lambda: _abbreviations(context.for_page(ABBREVIATIONS)),
        nav_title=title,
        group="about",
    )


def _abbreviations(context: PageContext) -> Content:
    rows: dict[str, tuple[str, Link | None]] = {short: (long, None) for short, long in context.index.pathway.abbreviations.items()}
    for treatment in context.index.pathway.treatments:
        for short in treatment.abbreviations:
            rows[short] = (treatment.name, context.to_treatment(treatment.id))
    ordered = sorted(rows.items(), key=lambda row: row[0].casefold())
    view = AbbreviationsView(tuple((short, long, link) for short, (long, link) in ordered))
    return Content(view=view, description=context.words.abbreviations_intro)


def terms_page(context: PageContext) -> Page:
    """All definitions."""
    return Page(
        path=TERMS,
        title=context.words.terms,
        template="terms",
        build=lambda: _terms(context.for_page(TERMS)),
        nav_title=context.words.terms,
        group="about",
        lists_references=True,
    )


def _terms(context: PageContext) -> Content:
    index = context.index
    definitions = [statement for statement in index.pathway.statements if statement.role is Role.DEFINITION]
    shown = tuple(
        (statement.term or "", term_anchor(statement.id), tuple(map(context.definition, _with_companions(index, statement))))
        for statement in definitions
    )
    return Content(
        view=TermsView(shown),
        description=context.words.terms_description,
        cited=context.cited(view for _, _, views in shown for view in views),
    )


def _with_companions(index: PathwayIndex, definition: Statement) -> list[Statement]:
    """A definition, and the statements to be read with it that are in no box either."""
    reached = [definition.id]
    for name in reached:  # It grows while there are further ones.
        reached += [other for other in index.companions.get(name, ()) if other not in reached and other not in index.primary_box]
    return [index.statements[name] for name in reached]


def method_page(context: PageContext, cited: str) -> Page:
    """How the pathway was made, and every arrangement of its editors."""
    words = context.words
    return Page(
        path=METHOD,
        title=words.method,
        template="method",
        build=lambda: _method(context.for_page(METHOD), cited),
        nav_title=words.method_short,
        group="about",
        lists_references=bool(context.grades.scheme and context.grades.scheme.cites),
    )


def _method(context: PageContext, cited: str) -> Content:
    words, metadata = context.words, context.index.pathway.pathway
    parts = _given(
        (words.method_claims, Markdown("making"), metadata.method),
        (words.grading, Markdown("grading"), metadata.grading.none if metadata.grading else None),
        (words.review, Markdown("review"), metadata.review),
        (words.authorship, Markdown("authorship"), metadata.authorship),
        (words.interests, Markdown("interests"), metadata.interests),
        (words.funding, Markdown("funding"), metadata.funding),
        (words.licence, Markdown("licence"), metadata.licence),
        (words.unstated, Markdown("unstated"), _unstated(context)),
        (words.report["heading"], Markdown("report"), how_to_report(metadata, words)),
    )
    last = _given(
        (words.disclaimer, Markdown("disclaimer"), metadata.disclaimer),
        (words.accessibility, Markdown("accessibility"), tuple(words.accessibility_says)),
    )
    view = MethodView(
        parts=tuple(parts),
        last_parts=tuple(last),
        scheme=_scheme(context),
        changes=_changes(context),
        legend=legend(words),
        arrangements=tuple(_arrangements(context)),
        lowered=_lowered(context),
        cite=cite_view(context, cited),
    )
    references = context.references_of(view.scheme.citations if view.scheme else ())
    return Content(view=view, description=words.method_description, cited=references)


def _given(*parts: tuple[str, Markdown, tuple[str, ...] | None]) -> Iterator[tuple[str, Markdown, tuple[str, ...]]]:
    """The parts that have a text."""
    yield from ((heading, anchor, text) for heading, anchor, text in parts if text)


def _scheme(context: PageContext) -> Scheme | None:
    """The grading scheme with its axes, if there is one."""
    scheme = context.grades.scheme
    if scheme is None:
        return None
    axes = tuple((axis.name, tuple(axis.values.items())) for axis in scheme.axes)
    return Scheme(scheme.name or "", context.citations(scheme.cites), axes, tuple(scheme.besides.items()))


def _changes(context: PageContext) -> tuple[ChangeView, ...]:
    """Changes of each version, the newest first."""
    return tuple(ChangeView(one.version, context.words.format_date(one.on), one.says) for one in context.index.pathway.changes)


def _unstated(context: PageContext) -> tuple[str, ...]:
    """The details that are not known, in a sentence."""
    names = [context.words.details[detail] for detail in context.index.pathway.pathway.unstated]
    return (context.words.unstated_says.format(details=", ".join(names)),) if names else ()


def _lowered(context: PageContext) -> tuple[RelaxedCheck, ...]:
    how = {"off": context.words.checks_off, "warning": context.words.checks_warning, "note": context.words.checks_note}
    pairs = relaxed_rules(context.index.pathway.rules)
    return tuple(RelaxedCheck(rule.title, how[setting.severity], setting.reason) for rule, setting in pairs)


def _arrangements(context: PageContext) -> Iterator[EditorialNote]:
    words = context.words
    for place in context.index.boxes:
        box = context.to_box(place)
        if place.box.editorial:
            yield EditorialNote(box, place.box.editorial)
        for placement in context.index.placements(place.box):
            if placement.editorial:
                yield EditorialNote(
                    Link(words.statement_in.format(box=box.text), context.to_statement(place, placement.statement)), placement.editorial
                )
        for way in context.index.out_edges.get(place.box.id, ()):
            if way.edge.editorial and way.target:
                text = words.way_from_to.format(source=box.text, target=context.to_box(way.target).text)
                yield EditorialNote(Link(text, box.href), way.edge.editorial)
    yield from _subjects(context)


def _subjects(context: PageContext) -> Iterator[EditorialNote]:
    pathway = context.index.pathway
    for treatment in pathway.treatments:
        if treatment.editorial:
            yield EditorialNote(context.to_treatment(treatment.id), treatment.editorial)
    for page, subjects in (*((f"{group.id}.md", group.entries) for group in pathway.findings), ("circumstances.md", pathway.circumstances)):
        for subject in subjects:
            if subject.editorial:
                yield EditorialNote(Link(subject.name, context.href(page, subject.id)), subject.editorial)
