"""Worked cases: patients walked through the pathway, with what must come out."""

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field

from generator.model.boxes import IdOrIds, Ids
from generator.model.fields import Id, Line, Model, one_or_many
from generator.model.schema_conditions import UNIQUE

Answer = Annotated[tuple[Line, ...], BeforeValidator(one_or_many, json_schema_input_type=Line | tuple[Line, ...])]


class Case(Model):
    """A patient, the answers, and what the walk must then meet: an entry of “cases”."""

    model_config = ConfigDict(title="Worked case")

    id: Id = Field(description="Its name in messages and addresses.", examples=["adult-with-allergy"])
    patient: Line = Field(description="The patient in words.", examples=["An adult with an example allergy."])
    from_: Id | None = Field(
        None, description="The box, chart or section where the walk begins, if not the first.", examples=["first-line"]
    )
    has: Ids = Field(
        (),
        description="Findings and circumstances that are true, and treatments being given that a box asks about.",
        examples=[["allergy"]],
        json_schema_extra=UNIQUE,
    )
    unknown: Ids = Field(
        (),
        description="Those that are not known yet. All else that is asked is answered no.",
        examples=[["stage-one"]],
        json_schema_extra=UNIQUE,
    )
    answers: tuple[dict[Id, Answer], ...] = Field(
        (),
        description="The answers in the order of the story: a box, and a label, a goal, a treatment or finding of the way, or points. "
        "At an “ask”, what is so from then on, if that is not what “has” and “unknown” say.",
        examples=[[{"improved": "no"}, {"how-severe": "6 points"}]],
    )
    meets: Ids = Field(
        (), description="Boxes, statements and treatments that must be met.", examples=[["give-drug-a"]], json_schema_extra=UNIQUE
    )
    marks: dict[Id, Line] = Field(
        {},
        description="Treatments and the role of the mark that each has whenever it is on offer.",
        examples=[{"drug-a": "contraindication"}],
    )
    unmarked: Ids = Field((), description="Treatments that never have a warning mark.", examples=[["drug-b"]], json_schema_extra=UNIQUE)
    never: Ids = Field(
        (), description="Boxes and treatments that are never met or on offer.", examples=[["drug-c"]], json_schema_extra=UNIQUE
    )
    ends: IdOrIds = Field(description="The last boxes of all branches.", examples=[["clinic-visit"]], json_schema_extra={"minItems": 1})
