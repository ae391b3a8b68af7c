"""The pathway: its passport, charts, statements and what they speak of."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PositiveInt

from generator.model.dates import DateField
from generator.model.fields import Id, Language, Line, Model, Prose, StyleName, Url
from generator.model.references import Author, Reference


class Kind(StrEnum):
    """What a box asks of the reader."""

    START = "start"
    QUESTION = "question"
    FORK = "fork"
    CHOICE = "choice"
    ACTION = "action"
    CAUTION = "caution"
    END = "end"


class Role(StrEnum):
    """What a statement does."""

    GOAL = "goal"
    CONTEXT = "context"
    EVIDENCE = "evidence"
    PRACTICE = "practice"
    RECOMMENDATION = "recommendation"
    CAUTION = "caution"
    CONTRAINDICATION = "contraindication"
    MONITORING = "monitoring"


def _short_for(key: str) -> BeforeValidator:
    """Lets an author write a bare word where only `key` is to be said."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


class Citation(Model):
    """A statement's use of a reference, with the editors' note on that use."""

    reference: Id
    note: Line | None = None


class Placement(Model):
    """A statement's place in a box; `editorial` says why, where the editors put it there."""

    statement: Id
    editorial: Line | None = None


class Edge(Model):
    """The way from one box to another box, chart or section, and on what condition."""

    to: Id
    label: Line | None = None
    editorial: Line | None = None


CitationField = Annotated[Citation, _short_for("reference")]
PlacementField = Annotated[Placement, _short_for("statement")]
EdgeField = Annotated[Edge, _short_for("to")]


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) and value else value


class Node(Model):
    """A box of a chart."""

    id: Id
    kind: Kind
    title: Line
    line: Line | None = None
    """The line of therapy it belongs to, where the chart does not say so for all its boxes."""
    statements: tuple[PlacementField, ...] = ()
    rests_on: tuple[Id, ...] = ()
    """Statements that decide the box without being stated in it."""
    treatments: tuple[Id, ...] = ()
    synonyms: tuple[Line, ...] = ()
    editorial: Line | None = None
    next: Annotated[tuple[EdgeField, ...], BeforeValidator(_one_or_many)] = ()


class Chart(Model):
    """One flowchart."""

    id: Id
    title: Line
    summary: Line | None = None
    line: Line | None = None
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)]


class Section(Model):
    """A page of the pathway and its charts."""

    id: Id
    title: Line
    short_title: Line | None = None
    summary: Line | None = None
    synonyms: tuple[Line, ...] = ()
    charts: Annotated[tuple[Chart, ...], Field(min_length=1)]


class Statement(Model):
    """One claim."""

    id: Id
    role: Role
    says: Line
    cites: tuple[CitationField, ...] = ()
    about: tuple[Id, ...] = ()
    note: Line | None = None
    restates: tuple[Id, ...] = ()
    """The claims of the source that it restates."""


class Subject(Model):
    """What a statement can be about."""

    id: Id
    name: Line
    abbreviations: tuple[Line, ...] = ()
    synonyms: tuple[Line, ...] = ()
    note: Line | None = None
    editorial: Line | None = None


class Treatment(Subject):
    """A drug, a measure, or (with `members`) a group of them."""

    members: tuple[Id, ...] = ()


class Antibody(Subject):
    """An antibody, or a group or syndrome of antibodies, that changes the course or the treatment."""


class Circumstance(Subject):
    """What changes a choice for this patient."""


class Passport(Model):
    """What the pathway is, how old, how far it can be trusted."""

    id: Id
    title: Line
    short_title: Line | None = None
    version: Line
    published: DateField
    evidence_until: DateField
    review_by: DateField
    language: Language = "en-GB"
    summary: Line
    scope: Prose
    population: Prose
    readers: Prose
    disclaimer: Prose
    licence: Prose
    authors: tuple[Author, ...] = ()
    """Who is named where the pathway is cited."""
    authorship: Prose
    review: Prose
    """Who has reviewed it; where nobody has, that."""
    review_short: Line
    """The same in a few words, for the head of every page."""
    grading: Prose
    method: Prose
    citation_style: StyleName | None = None
    """The file beside the pathway that says in CSL how references are written."""
    address: Url | None = None
    references_checked_within: PositiveInt | None = None
    """How many months before publication each reference was looked up again at the latest."""


class Pathway(Model):
    """The whole of `pathway.yaml`."""

    format: Literal["1"]
    pathway: Passport
    overview: Chart | None = None
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    statements: tuple[Statement, ...]
    treatments: tuple[Treatment, ...] = ()
    antibodies: tuple[Antibody, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    abbreviations: dict[Line, Line] = {}  # noqa: RUF012  # pydantic gives each pathway its own
    references: tuple[Reference, ...]
