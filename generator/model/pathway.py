"""The pathway as a whole."""

from typing import Annotated, Literal

from pydantic import Field

from generator.model.boxes import Chart, Section
from generator.model.cases import Case
from generator.model.dates import DateField
from generator.model.fields import Id, Line, Model, named
from generator.model.metadata import Metadata
from generator.model.references import Reference
from generator.model.rule_settings import RuleSettings
from generator.model.scores import Score
from generator.model.statements import Statement
from generator.model.subjects import Circumstance, Findings, Treatment


class Change(Model):
    """A change in a version, an entry of “changes”."""

    version: Line = Field(description="The version with the change.", examples=["0.2.0"])
    on: DateField = Field(description="When it was published.", examples=["2026-05-02"])
    says: Line = Field(description="What has changed, for readers.", examples=["Drug B is new."])


class Pathway(Model):
    """The whole file."""

    format: Annotated[Literal["2"], named("Version")] = Field(description="The version of this format.", examples=[2])
    pathway: Metadata = Field(description="What the pathway is, how old it is and how far it can be trusted.")
    rules: RuleSettings = Field({}, description="Rules whose severity differs in this pathway, by their codes.")
    team: dict[Id, Line] = Field(
        {}, description="Who does something, by a short id.", examples=[{"nurse": "Nurse", "senior": "Senior doctor"}]
    )
    settings: dict[Id, Line] = Field(
        {}, description="Where things are done, by a short id, in the order of care.", examples=[{"ward": "Ward", "home": "Home"}]
    )
    overview: Chart | None = Field(None, description="The chart on the home page.")
    sections: tuple[Section, ...] = Field(min_length=1, description="The pages with the charts, in order; at least one.")
    statements: tuple[Statement, ...] = Field(description="Everything the pathway says.")
    treatments: tuple[Treatment, ...] = Field((), description="The treatments that boxes give, with groups and regimens of them.")
    findings: tuple[Findings, ...] = Field((), description="What tests and examinations show, in groups: stages, results of tests.")
    circumstances: tuple[Circumstance, ...] = Field((), description="Other circumstances that change a choice.")
    scores: tuple[Score, ...] = Field((), description="Scores that boxes count.")
    cases: tuple[Case, ...] = Field((), description="Worked cases: patients, and what the pathway must come to for each.")
    changes: tuple[Change, ...] = Field((), description="What has changed, the newest version first.")
    abbreviations: dict[Line, Line] = Field(
        {},
        description="Short forms, explained wherever they are used.",
        examples=[{"EA": "example allergy"}],
        json_schema_extra={"propertyNames": {"pattern": r"\S"}},
    )
    references: tuple[Reference, ...] = Field(description="The publications, and the source itself.")
