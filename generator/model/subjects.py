"""Subjects of statements: treatments, and in whom they hold: findings and circumstances."""

from typing import Annotated

from pydantic import ConfigDict, Field

from generator.model.fields import Id, Line, Model, Truth
from generator.model.schema_conditions import UNIQUE

Lines = tuple[Line, ...]
Name = Annotated[Line, Field(description="Its name.")]
Abbreviations = Annotated[Lines, Field(description="Short forms. Shown, and found by search.")]
Synonyms = Annotated[Lines, Field(description="More words by which search finds it. Not shown.")]
Note = Annotated[Line | None, Field(description="The editors' remark.")]
Editorial = Annotated[Line | None, Field(description="What the editors added or arranged about it, and why.")]
Members = Annotated[tuple[Id, ...], Field(description="Makes it a group: it is true where one of these is.")]
Usual = Annotated[Truth, Field(description="True if this is the normal answer: it changes nothing.")]

_PLACE = "Its name in addresses: its place on the page that lists them."


class Subject(Model):
    """A subject that statements can be about."""

    id: Id
    name: Name
    abbreviations: Abbreviations = ()
    synonyms: Synonyms = ()
    note: Note = None
    editorial: Editorial = None


class Treatment(Subject):
    """A drug, a measure, a group of them (with “members”: any one of these) or a regimen (with “parts”: all of these together)."""

    id: Id = Field(description="The name of its page in addresses: “treatments/drug-a.html”.", examples=["drug-a"])
    name: Name = Field(examples=["Drug A"])
    abbreviations: Abbreviations = Field((), examples=[["DA"]])
    synonyms: Synonyms = Field((), examples=[["brand name of Drug A"]])
    note: Note = Field(None, examples=["In any form."])
    editorial: Editorial = Field(None, examples=["The source names it by its group."])
    members: tuple[Id, ...] = Field(
        (), description="Makes it a group: any one of these treatments.", examples=[["drug-b"]], json_schema_extra=UNIQUE
    )
    parts: tuple[Id, ...] = Field(
        (),
        description="Makes it a regimen: all of these treatments, given together. Not allowed together with “members”.",
        examples=[["drug-b", "therapy-c"]],
        json_schema_extra=UNIQUE,
    )
    formerly: tuple[Id, ...] = Field((), description="Ids that it had before; old addresses still lead here.", examples=[["drug-alpha"]])


class Finding(Subject):
    """A finding: what a test or an examination shows, an entry of a group under “findings”."""

    id: Id = Field(description=_PLACE, examples=["stage-one"])
    name: Name = Field(examples=["Stage I"])
    abbreviations: Abbreviations = Field((), examples=[["SI"]])
    synonyms: Synonyms = Field((), examples=[["example result"]])
    note: Note = Field(None, examples=["Rarely found in adults."])
    editorial: Editorial = Field(None, examples=["The source counts it among the findings."])
    members: Members = Field((), examples=[["stage-one-a"]], json_schema_extra=UNIQUE)
    usual: Usual = Field(default=False, examples=[True])


class Findings(Model):
    """A group of findings, with a page of its own."""

    model_config = ConfigDict(title="Group of findings")

    id: Id = Field(description="The name of its page in addresses: “stages.html”.", examples=["stages"])
    title: Line = Field(description="The heading of the page.", examples=["Stages"])
    summary: Line | None = Field(
        None, description="What its entries change, in a sentence below the heading.", examples=["What each changes."]
    )
    one_of: Truth = Field(default=False, description="True if one entry at most can be true, as of stages.", examples=[True])
    entries: tuple[Finding, ...] = Field(min_length=1, description="The findings, at least one.")


class Circumstance(Subject):
    """A circumstance that changes a choice for a patient."""

    id: Id = Field(description=_PLACE, examples=["allergy"])
    name: Name = Field(examples=["Example allergy"])
    abbreviations: Abbreviations = Field((), examples=[["EA"]])
    synonyms: Synonyms = Field((), examples=[["hypersensitivity"]])
    note: Note = Field(None, examples=["Of any severity."])
    editorial: Editorial = Field(None, examples=["The source calls it a reaction."])
    members: Members = Field((), examples=[["severe-allergy"]], json_schema_extra=UNIQUE)
    usual: Usual = Field(default=False, examples=[True])
