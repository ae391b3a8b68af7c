"""The pathway: its charts and statements, and their subjects."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from generator.model.fields import Id, Line, Model, Word, named
from generator.model.metadata import Metadata
from generator.model.references import Reference
from generator.model.schema_conditions import BOX_FORMS, CITED, UNIQUE
from generator.model.settings import Settings
from generator.model.subjects import Antibody, Circumstance, Treatment


class Kind(Word):
    """The kind of a box: the action or decision it asks for."""

    START = "start", "Readers start here. One way on."
    QUESTION = "question", "Exactly one answer applies. Two or more ways on, each with a label."
    SEVERAL = "several", "Readers follow all that apply. Two or more ways on, each with a label."
    CHOICE = "choice", "Readers choose one of several, and the source leaves open which. Two or more ways on."
    ACTION = "action", "Something is done or given. One way on."
    CAUTION = "caution", "Readers must take care of something before they continue. One way on."
    END = "end", "Nothing follows."


class Role(Word):
    """The role of a statement."""

    GOAL = "goal", "States an aim."
    CONTEXT = "context", "Describes the situation."
    EVIDENCE = "evidence", "Reports what was found."
    PRACTICE = "practice", "Says what is done."
    RECOMMENDATION = "recommendation", "Says what should be done."
    CAUTION = "caution", "Warns."
    CONTRAINDICATION = "contraindication", "Says when something must not be done."
    MONITORING = "monitoring", "Says what must be monitored."


def _short_for(key: str, model: type[Model]) -> BeforeValidator:
    """Validator that reads a bare word as the value of `key`."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value, json_schema_input_type=Id | model)


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) and value else value


class Citation(Model):
    """A citation by a statement, an entry of “cites”.

    A bare id is a citation without a note.
    """

    reference: Id = Field(description="The reference cited.", examples=["roe2019"])
    note: Line | None = Field(None, description="A remark on this use of it.", examples=["All patients were adults."])


class StatementUse(Model):
    """A statement's place in a box, an entry of “statements” of a box.

    A bare id is a placed statement without a remark.
    """

    model_config = ConfigDict(title="Placed statement")

    statement: Id = Field(description="The statement that the box makes.", examples=["mostly-adults"])
    editorial: Line | None = Field(
        None,
        description="Why the editors put it here, if the source says it elsewhere.",
        examples=["The source says this about the start."],
    )


class Edge(Model):
    """A way on from a box, an entry of “next”.

    A bare id is a way without a label. A single way needs no list.
    """

    model_config = ConfigDict(title="Way")

    to: Id = Field(description="The box it leads to, or a chart or section, whose first box it then leads to.", examples=["clinic-visit"])
    label: Line | None = Field(None, description="The answer or condition on which readers take it.", examples=["no"])
    editorial: Line | None = Field(
        None,
        description="What the editors added or arranged about this way, and why.",
        examples=["The source does not say where to go from here."],
    )


CitationField = Annotated[Citation, _short_for("reference", Citation)]
StatementUseField = Annotated[StatementUse, _short_for("statement", StatementUse)]
EdgeField = Annotated[Edge, _short_for("to", Edge)]


class Box(Model):
    """A box of a chart, an entry of “boxes”.

    Every box has an entry under “statements” or “rests_on”.
    """

    model_config = ConfigDict(title="Box", json_schema_extra=BOX_FORMS)

    id: Id = Field(description="Its name in addresses and under “next”.", examples=["give-drug-a"])
    kind: Kind = Field(description="The action or decision the box asks for.", examples=["action"])
    title: Line = Field(description="The text in the box.", examples=["Drug A"])
    line: Line | None = Field(
        None, description="The line of therapy, if the chart does not name one for all its boxes.", examples=["First line"]
    )
    statements: tuple[StatementUseField, ...] = Field(
        (), description="The statements the box makes, in this order.", examples=[["drug-a-first"]], json_schema_extra=UNIQUE
    )
    rests_on: tuple[Id, ...] = Field(
        (),
        description="Statements made elsewhere that the box is based on.",
        examples=[["mostly-adults"]],
        json_schema_extra=UNIQUE,
    )
    gives: tuple[Id, ...] = Field((), description="The treatments it gives, all of them.", examples=[["drug-a"]], json_schema_extra=UNIQUE)
    synonyms: tuple[Line, ...] = Field((), description="More words by which search finds its page.", examples=[["initial treatment"]])
    editorial: Line | None = Field(
        None,
        description="What the editors added or arranged about this box, and why.",
        examples=["The editors chose this order."],
    )
    next: Annotated[tuple[EdgeField, ...], BeforeValidator(_one_or_many, json_schema_input_type=Id | tuple[EdgeField, ...])] = Field(
        (), description="Where readers go from here.", examples=["improved"], json_schema_extra=UNIQUE
    )


class Chart(Model):
    """One flowchart."""

    id: Id = Field(description="Its name in addresses and under “next”.", examples=["first-line-chart"])
    title: Line = Field(description="The heading above it.", examples=["From diagnosis to the clinic visit"])
    summary: Line | None = Field(None, description="A sentence below the heading.", examples=["Drug A first."])
    line: Line | None = Field(None, description="The line of therapy that all its boxes belong to.", examples=["First line"])
    boxes: tuple[Box, ...] = Field(min_length=1, description="Its boxes in reading order, at least one; up to twelve are easy to read.")


class Section(Model):
    """A page of the pathway and its charts."""

    id: Id = Field(description="The page's name in addresses: “first-line.html”.", examples=["first-line"])
    title: Line = Field(description="The heading of the page.", examples=["First-line treatment"])
    short_title: Line | None = Field(None, description="The name in the navigation, if the title is too long.", examples=["First line"])
    summary: Line | None = Field(
        None, description="What the page is about, shown on the home page as well.", examples=["Drug A, then a clinic visit."]
    )
    synonyms: tuple[Line, ...] = Field((), description="More words by which search finds the page.", examples=[["initial treatment"]])
    charts: tuple[Chart, ...] = Field(min_length=1, description="Its charts, at least one.")


class Statement(Model):
    """One claim."""

    model_config = ConfigDict(json_schema_extra=CITED)

    id: Id = Field(description="The name by which boxes show it.", examples=["drug-a-first"])
    role: Role = Field(description="The role of the statement.", examples=["recommendation"])
    says: Line = Field(description="The claim itself.", examples=["Drug A should be tried before any other treatment."])
    cites: tuple[CitationField, ...] = Field(
        (),
        description="The references it is based on. Every statement needs at least one.",
        examples=[["example-handbook", "roe2019"]],
        json_schema_extra={**UNIQUE, "minItems": 1},
    )
    about: tuple[Id, ...] = Field(
        (),
        description="The treatments, antibodies and circumstances it is about.",
        examples=[["drug-a"]],
        json_schema_extra=UNIQUE,
    )
    note: Line | None = Field(None, description="The editors' remark on the statement.", examples=["The source does not say how often."])
    restates: tuple[Id, ...] = Field(
        (), description="The claims of the source that it restates, for comparing the two. Not shown.", examples=[["s01"]]
    )


class Pathway(Model):
    """The whole file."""

    format: Annotated[Literal["2"], named("Version")] = Field(description="The version of this format.", examples=[2])
    pathway: Metadata = Field(description="What the pathway is, how old it is and how far it can be trusted.")
    settings: Settings = Field(default_factory=lambda: Settings(rules={}), description="Settings for the program that checks the pathway.")
    overview: Chart | None = Field(None, description="The chart on the home page.")
    sections: tuple[Section, ...] = Field(min_length=1, description="The pages with the charts, in order; at least one.")
    statements: tuple[Statement, ...] = Field(description="Everything the pathway says.")
    treatments: tuple[Treatment, ...] = Field((), description="The treatments that boxes give, with groups and regimens of them.")
    antibodies: tuple[Antibody, ...] = Field((), description="Antibodies that change the course of the disease or its treatment.")
    circumstances: tuple[Circumstance, ...] = Field((), description="Other circumstances that change a choice.")
    abbreviations: dict[Line, Line] = Field(
        {},
        description="Short forms, explained wherever they are used.",
        examples=[{"EA": "example allergy"}],
        json_schema_extra={"propertyNames": {"pattern": r"\S"}},
    )
    references: tuple[Reference, ...] = Field(description="The publications, and the source itself.")
