"""Statements: claims with their citations, doses, lists and tables."""

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field

from generator.model.boxes import CitationField, Ids, Review
from generator.model.fields import Agreement, FileName, Id, Line, Model, Truth, Word, one_or_many
from generator.model.schema_conditions import STATEMENT_FORMS, UNIQUE


class Role(Word):
    """The role of a statement."""

    GOAL = "goal", "States an aim."
    CONTEXT = "context", "Describes the situation."
    DEFINITION = "definition", "Says what a term means. It is explained wherever the term is used."
    EVIDENCE = "evidence", "Reports what was found."
    PRACTICE = "practice", "Says what is done."
    RECOMMENDATION = "recommendation", "Says what should be done."
    AGAINST = "against", "Says what should not be done."
    CAUTION = "caution", "Warns."
    CONTRAINDICATION = "contraindication", "Says when something must not be done."
    MONITORING = "monitoring", "Says what must be monitored."


class DoseRow(Model):
    """A dose of one treatment, an entry of “doses”."""

    model_config = ConfigDict(title="Dose")

    treatment: Id = Field(description="The treatment.", examples=["drug-a"])
    dose: Line = Field(description="The dose with its unit, or “not stated”.", examples=["5 mg/kg"])
    for_: Line | None = Field(None, description="Whom it is for, or which part of the course.", examples=["below 10 kg"])
    in_: Ids = Field(
        (), description="Findings and circumstances for which the row holds.", examples=[["allergy"]], json_schema_extra=UNIQUE
    )
    with_: Ids = Field((), description="Treatments beside which the row holds.", examples=[["drug-b"]], json_schema_extra=UNIQUE)
    route: Line | None = Field(None, description="How it is given.", examples=["by mouth"])
    frequency: Line | None = Field(None, description="How often.", examples=["every 8 h"])
    duration: Line | None = Field(None, description="For how long.", examples=["5 days"])
    maximum: Line | None = Field(None, description="The most that is given, with its unit, or “not stated”.", examples=["200 mg a day"])
    note: Line | None = Field(None, description="A remark on the row.", examples=["With food."])


class Table(Model):
    """A table of a statement."""

    columns: tuple[Line, ...] = Field(
        min_length=1, description="The heads of the columns, with units.", examples=[["Weight, kg", "Water, ml"]]
    )
    rows: tuple[tuple[Line, ...], ...] = Field(
        min_length=1, description="The rows, each as long as the heads.", examples=[[["below 10", "50"], ["10 or more", "200"]]]
    )


class Image(Model):
    """A picture of a statement."""

    file: FileName = Field(description="A PNG, JPEG or WebP file, relative to the pathway; at most 5 MB.", examples=["skin.png"])
    alt: Line = Field(description="What it shows, for those who cannot see it.", examples=["Where to look for the rash"])
    source: Line = Field(description="Where it is from.", examples=["Handbook of example conditions"])


class Statement(Model):
    """One claim."""

    model_config = ConfigDict(json_schema_extra=STATEMENT_FORMS)

    id: Id = Field(description="The name by which boxes show it.", examples=["drug-a-first"])
    role: Role = Field(description="The role of the statement.", examples=["recommendation"])
    says: Line = Field(description="The claim itself.", examples=["Drug A should be tried before any other treatment."])
    cites: tuple[CitationField, ...] = Field(
        (),
        description="The references it is based on. Every statement needs at least one.",
        examples=[["example-handbook", "roe2019"]],
        json_schema_extra={**UNIQUE, "minItems": 1},
    )
    term: Line | None = Field(None, description="The term that a definition explains.", examples=["relapse"])
    about: Ids = Field(
        (),
        description="The treatments it is about; those under “doses” count by themselves.",
        examples=[["drug-a"]],
        json_schema_extra=UNIQUE,
    )
    in_: Ids = Field(
        (),
        description="In whom it holds: findings and circumstances, any one of them.",
        examples=[["allergy"]],
        json_schema_extra=UNIQUE,
    )
    together: Truth = Field(
        default=False, description="True if it holds only where all that is under “in” is found together.", examples=[True]
    )
    with_: Ids = Field((), description="Treatments beside which it holds: an interaction.", examples=[["drug-b"]], json_schema_extra=UNIQUE)
    rather_than: Ids = Field(
        (), description="The treatments that are the second choice here.", examples=[["drug-b"]], json_schema_extra=UNIQUE
    )
    grade: Annotated[tuple[Line, ...], BeforeValidator(one_or_many, json_schema_input_type=Line | tuple[Line, ...])] = Field(
        (),
        description="Its grade as the source prints it: one value for each axis of “grading”, or one that stands alone.",
        examples=[["strong", "low"]],
    )
    agreement: Agreement | None = Field(None, description="How many agreed, with a number.", examples=["14 of 15"])
    doses: tuple[DoseRow, ...] = Field((), description="The doses it states.")
    list_: tuple[Line, ...] = Field((), description="A list that belongs to it.", examples=[["Fever", "A rash"]])
    steps: tuple[Line, ...] = Field((), description="Steps in their order.", examples=[["Wash the skin", "Apply Drug A"]])
    checklist: tuple[Line, ...] = Field(
        (), description="What is ticked off on the page or on paper.", examples=[["Weight taken", "Family told"]]
    )
    table: Table | None = Field(None, description="A table that belongs to it.")
    image: Image | None = Field(None, description="A picture that belongs to it.")
    read_with: Ids = Field(
        (),
        description="Statements that must be read together with it; the “note” says how.",
        examples=[["mostly-adults"]],
        json_schema_extra=UNIQUE,
    )
    note: Line | None = Field(None, description="The editors' remark on the statement.", examples=["The source does not say how often."])
    restates: Ids = Field(
        (), description="The claims of the source that it restates, for comparing the two. Not shown.", examples=[["s01"]]
    )
    reviewed: Review | None = Field(None, description="When it was last reviewed, and by whom.")
    formerly: Ids = Field((), description="Ids that it had before; old addresses still lead here.", examples=[["drug-a-start"]])

    @property
    def treatments(self) -> tuple[str, ...]:
        """The treatments it is about, by id: those named and those with a dose."""
        return tuple(dict.fromkeys((*self.about, *(row.treatment for row in self.doses))))

    @property
    def subjects(self) -> tuple[str, ...]:
        """All that it is about, by id: treatments first, then findings and circumstances."""
        return tuple(dict.fromkeys((*self.treatments, *self.in_)))
