"""Findings and circumstances: what each changes, gathered from wherever it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.analysis.marks.applying import doses_for
from generator.markup import Markdown
from generator.model import DoseRow, Findings, Role, Statement, Subject
from generator.views.base import Content, Link, Page, Remark
from generator.views.blocks import TableView
from generator.views.by_role import ORDER, WARNINGS, RoleGroup, by_role, remarks_on, statements_of
from generator.views.doses import by_treatment
from generator.views.everyone import dosed_in_words, not_mentioned
from generator.views.page_context import CIRCUMSTANCES, PageContext
from generator.views.short_warnings import read_with


class NamedLinks(NamedTuple):
    """Links with what they are."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A finding or a circumstance."""

    anchor: Markdown
    name: str
    names: tuple[str, ...]
    groups: tuple[Link, ...]
    members: tuple[Link, ...]
    remarks: tuple[Remark, ...]
    roles: tuple[RoleGroup, ...]
    boxes: tuple[Link, ...]
    doses: TableView | None
    not_mentioned: tuple[NamedLinks, ...]
    """The treatments that no statement connects with it; apart those with doses for patients that are said in words."""


MOST_CHARACTERS = 230
"""A longer statement is not said in the table, as a part may mean something else; the treatments that it is about are."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A statement in a table: what it says and its box, or the treatments that it is about, and the boxes of those to be read with it."""

    role: Markdown
    role_word: str
    links: tuple[Link, ...]
    read_with: tuple[Link, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """A finding or circumstance at a glance, of which there is something to say."""

    link: Link
    advice: tuple[Advice, ...]
    leads_to: tuple[Link, ...]
    """The boxes that those who have it come to."""


@dataclass(frozen=True, slots=True)
class EntriesView:
    """A page of findings or circumstances."""

    help: str
    column: str
    glance: tuple[GlanceRow, ...]
    entries: tuple[EntryView, ...]


def findings_page(context: PageContext, group: Findings) -> Page:
    """Page of a group of findings."""
    words = context.words
    lead = " ".join(filter(None, (group.summary or words.findings_help, words.one_of if group.one_of else "")))
    heads = _Headings(group.title, group.title, lead, words.finding)
    return _entries_page(context.for_page(f"{group.id}.md"), heads, group.entries)


def circumstances_page(context: PageContext) -> Page:
    """Page of the circumstances."""
    words = context.words
    heads = _Headings(words.circumstances, words.circumstances_short, words.circumstances_help, words.circumstance)
    return _entries_page(context.for_page(CIRCUMSTANCES), heads, context.index.pathway.circumstances)


class _Headings(NamedTuple):
    title: str
    nav_title: str
    help: str
    column: str


def _entries_page(context: PageContext, heads: _Headings, subjects: Sequence[Subject]) -> Page:
    lists = any(context.index.statements_about(subject.id) for subject in subjects)
    return Page(
        path=context.path,
        title=heads.title,
        template="entries",
        build=lambda: _entries(context, heads, subjects),
        nav_title=heads.nav_title,
        group="top",
        lists_references=lists,
    )


def _entries(context: PageContext, heads: _Headings, subjects: Sequence[Subject]) -> Content:
    entries = tuple(_entry(context, subject) for subject in subjects)
    rows = (
        GlanceRow(Link(subject.name, context.href(context.path, subject.id)), tuple(_advice(context, subject)), _leads_to(context, subject))
        for subject in subjects
    )
    glance = tuple(row for row in rows if row.advice or row.leads_to)
    return Content(
        view=EntriesView(heads.help, heads.column, glance, entries),
        description=heads.help,
        names={subject.id: (*subject.abbreviations, *subject.synonyms) for subject in subjects},
        groups=tuple(subject.id for subject in subjects if _members(subject)),
        cited=context.cited([statement for entry in entries for statement in statements_of(entry.roles)]),
    )


def _advice(context: PageContext, subject: Subject) -> Iterator[Advice]:
    """Everything that is said of those who have it, warnings first.

    Of a long statement only a warning is named by its role: “Recommendation: X” would say that X is recommended, where it may say
    otherwise.
    """
    statements = context.index.statements_about(subject.id)
    for role in ORDER:
        long = [statement for statement in statements if statement.role is role and len(statement.says) > MOST_CHARACTERS]
        for statement in statements:
            if statement.role is role and statement not in long:
                with_it = read_with(context, context.index.companions.get(statement.id, ()))
                yield Advice(Markdown(role), context.words.roles[role], (_home(context, statement),), tuple(with_it), statement.says)
        if names := _treatments(long):
            word = context.words.roles[role] if role in WARNINGS else context.words.concerns
            yield Advice(Markdown(role if role in WARNINGS else Role.CONTEXT), word, tuple(map(context.to_treatment, names)))
    if dosed := dict.fromkeys(row.treatment for row in _doses(context, subject)):
        yield Advice(Markdown(Role.CONTEXT), context.words.doses_heading, tuple(map(context.to_treatment, dosed)))


def _home(context: PageContext, statement: Statement) -> Link:
    """The box of a statement by its number; of one in no box, the page of terms."""
    box, place = context.index.primary_box.get(statement.id), context.statement_elsewhere(statement).place
    return Link(context.index.numbers[box.box.id] if box else context.words.terms, context.href(place.page, place.anchor))


def _doses(context: PageContext, subject: Subject) -> list[DoseRow]:
    """The doses that hold for it, by treatment."""
    return by_treatment(doses_for(context.index, {subject.id}), lambda row: row.treatment)


def _treatments(statements: Iterable[Statement]) -> list[str]:
    return list(dict.fromkeys(name for statement in statements for name in statement.treatments))


def _leads_to(context: PageContext, subject: Subject) -> tuple[Link, ...]:
    ways = (way for way in context.index.edges if subject.id in way.edge.has and way.target)
    places = {way.target.box.id: way.target for way in ways if way.target}
    return tuple(map(context.to_box, places.values()))


def _usual(context: PageContext, subject: Subject) -> tuple[Remark, ...]:
    """A remark on what is a normal answer."""
    return (Remark("note", "", context.words.usual),) if getattr(subject, "usual", False) else ()


def _members(subject: Subject) -> tuple[str, ...]:
    members: tuple[str, ...] = getattr(subject, "members", ())
    return members


def _entry(context: PageContext, subject: Subject) -> EntryView:
    statements = context.index.statements_about(subject.id)
    boxes = {place.box.id: place for statement in statements for place in context.index.boxes_stating[statement.id]}
    return EntryView(
        anchor=Markdown(subject.id),
        name=subject.name,
        names=subject.abbreviations,
        groups=tuple(context.to_entry(name) for name, entry in context.index.entries.items() if subject.id in _members(entry)),
        members=tuple(map(context.to_entry, _members(subject))),
        remarks=(*_usual(context, subject), *remarks_on(context, subject)),
        roles=by_role(context, statements),
        boxes=tuple(context.to_box(place) for place in boxes.values()),
        doses=context.doses.of_statement(_doses(context, subject)),
        not_mentioned=() if getattr(subject, "usual", False) else tuple(_silent(context, subject)),
    )


def _silent(context: PageContext, subject: Subject) -> Iterator[NamedLinks]:
    """Treatments of which nothing is said for a finding or circumstance, those apart whose doses say in words whom they are for."""
    names, in_words = [*not_mentioned(context, subject.id)], dosed_in_words(context.index)
    parts = (
        (context.words.not_mentioned, [name for name in names if name not in in_words]),
        (context.words.not_mentioned_but_dosed, [name for name in names if name in in_words]),
    )
    yield from (NamedLinks(label, tuple(map(context.to_treatment, some))) for label, some in parts if some)
