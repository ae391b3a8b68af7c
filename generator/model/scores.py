"""Scores: items that are ticked, and their points."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from generator.model.boxes import CitationField
from generator.model.fields import NAMED, Id, Line, Model, Word
from generator.model.schema_conditions import SCORE_FORMS, UNIQUE

FORMS = POINTS, OPTIONS, ROWS = "(points)", "(options)", "(rows)"
"""Which of its forms an item has; pydantic writes these into the path of an error."""


def _form(value: Any) -> str:
    """Points, options with points, or rows of options with points."""
    if not isinstance(value, Mapping):
        return POINTS
    return ROWS if any(isinstance(option, Mapping) for option in value.values()) else OPTIONS


ScoreItem = Annotated[
    Annotated[Line, Tag(POINTS)] | Annotated[dict[Line, Line], Tag(OPTIONS)] | Annotated[dict[Line, dict[Line, Line]], Tag(ROWS)],
    Discriminator(_form),
    WithJsonSchema({NAMED: "ScoreItem"}),
]


class Counting(Word):
    """How a score is counted."""

    SUM = "sum", "The points are added."
    HIGHEST = "highest", "Nothing is added: the worst item decides, as with traffic lights."


class Score(Model):
    """A score that readers tick at a box."""

    model_config = ConfigDict(json_schema_extra=SCORE_FORMS)

    id: Id = Field(description="The name by which boxes count it.", examples=["severity"])
    name: Line = Field(description="Its name.", examples=["Severity score"])
    cites: tuple[CitationField, ...] = Field(
        (),
        description="Where it is from; the box that counts it is based on this.",
        examples=[["example-handbook"]],
        json_schema_extra={**UNIQUE, "minItems": 1},
    )
    items: dict[Line, ScoreItem] = Field(
        min_length=1,
        description="Each item by its name: its points if ticked; options with points, of which one is picked; or rows of such options.",
        examples=[{"Fever": 1, "Rash": {"none": 0, "some": 1, "everywhere": 2}}],
    )
    counts: Counting = Field(
        Counting.SUM, description="“highest” if nothing is added and the worst item decides; “sum” if left out.", examples=["highest"]
    )
    levels: tuple[Line, ...] = Field((), description="With “highest”: the levels, the mildest first.", examples=[["green", "amber", "red"]])
