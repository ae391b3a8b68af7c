"""Antibodies and circumstances: what each changes, gathered from wherever it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.markdown import Markdown
from generator.model import Role, Statement, Subject
from generator.pages.desk import ANTIBODIES, CIRCUMSTANCES, Desk
from generator.pages.roles import WARNINGS, RoleGroup, by_role, remarks_on, statements_of
from generator.pages.views import Content, Link, Page, Remark


@dataclass(frozen=True, slots=True)
class EntryView:
    """An antibody or a circumstance."""

    anchor: Markdown
    name: str
    names: tuple[str, ...]
    remarks: tuple[Remark, ...]
    roles: tuple[RoleGroup, ...]
    boxes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Mind:
    """Point to note: a role, and the treatments it is about."""

    role: Markdown
    role_word: str
    treatments: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """An antibody or circumstance at a glance."""

    link: Link
    minds: tuple[Mind, ...]


@dataclass(frozen=True, slots=True)
class EntriesView:
    """A page of antibodies or circumstances."""

    help: str
    column: str
    glance: tuple[GlanceRow, ...]
    entries: tuple[EntryView, ...]


def antibodies_page(desk: Desk) -> Page:
    """Page of the antibodies."""
    words = desk.words
    heads = _Heads(words.antibodies, words.antibodies, words.antibodies_help, words.antibody)
    return _entries_page(desk.at(ANTIBODIES), heads, desk.index.pathway.antibodies)


def circumstances_page(desk: Desk) -> Page:
    """Page of the circumstances."""
    words = desk.words
    heads = _Heads(words.circumstances, words.circumstances_short, words.circumstances_help, words.circumstance)
    return _entries_page(desk.at(CIRCUMSTANCES), heads, desk.index.pathway.circumstances)


class _Heads(NamedTuple):
    title: str
    nav_title: str
    help: str
    column: str


def _entries_page(desk: Desk, heads: _Heads, subjects: Sequence[Subject]) -> Page:
    lists = any(desk.index.statements_about(subject.id) for subject in subjects)
    return Page(desk.here, heads.title, "entries", lambda: _entries(desk, heads, subjects), heads.nav_title, "top", lists=lists)


def _entries(desk: Desk, heads: _Heads, subjects: Sequence[Subject]) -> Content:
    entries = tuple(_entry(desk, subject) for subject in subjects)
    glance = tuple(GlanceRow(Link(subject.name, desk.href(desk.here, subject.id)), tuple(_minds(desk, subject))) for subject in subjects)
    return Content(
        EntriesView(heads.help, heads.column, glance, entries),
        heads.help,
        tuple(dict.fromkeys(word for subject in subjects for word in (subject.name, *subject.abbreviations, *subject.synonyms))),
        desk.cited([statement for entry in entries for statement in statements_of(entry.roles)]),
    )


def _minds(desk: Desk, subject: Subject) -> Iterator[Mind]:
    """The treatments it forbids or warns of, and the others it concerns.

    Only a warning is named by its role: “Recommendation: X” would say that X is recommended, where the statement may say otherwise.
    """
    statements = desk.index.statements_about(subject.id)
    named: set[str] = set()
    for role in WARNINGS:
        warned = _treatments(desk, (statement for statement in statements if statement.role is role))
        if warned:
            yield Mind(Markdown(role), desk.words.roles[role], tuple(map(desk.to_treatment, warned)))
        named.update(warned)
    others = [name for name in _treatments(desk, statements) if name not in named]
    if others:
        yield Mind(Markdown(Role.CONTEXT), desk.words.concerns, tuple(map(desk.to_treatment, others)))


def _treatments(desk: Desk, statements: Iterable[Statement]) -> list[str]:
    return list(dict.fromkeys(name for statement in statements for name in statement.about if name in desk.index.treatments))


def _entry(desk: Desk, subject: Subject) -> EntryView:
    statements = desk.index.statements_about(subject.id)
    boxes = {place.node.id: place for statement in statements for place in desk.index.places_of[statement.id]}
    return EntryView(
        Markdown(subject.id),
        subject.name,
        subject.abbreviations,
        remarks_on(desk, subject),
        by_role(desk, statements),
        tuple(desk.to_box(place) for place in boxes.values()),
    )
