"""Schemes for grading recommendations and evidence: GRADE, Oxford, those of a source, or none."""

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from generator.model.boxes import CitationField
from generator.model.errors import validation_error
from generator.model.fields import Line, Model, Prose, named
from generator.model.schema_conditions import GRADING_FORMS, UNIQUE


class Axis(Model):
    """One of the things that a scheme grades, such as the strength of recommendations."""

    name: Line = Field(description="The name of it.", examples=["Strength"])
    values: dict[Line, Line] = Field(
        min_length=1,
        description="Its values, the strongest first, with their meanings.",
        examples=[{"strong": "Do it", "weak": "Consider it"}],
    )
    against: tuple[Line, ...] = Field((), description="Those of its values that mean harm.", examples=[["III"]], json_schema_extra=UNIQUE)


class Grading(Model):
    """How recommendations are graded: a scheme of the source, or “none” with the reason.

    The bare words “GRADE” and “Oxford” are these well-known schemes.
    """

    model_config = ConfigDict(json_schema_extra=GRADING_FORMS)

    none: Prose | None = Field(None, description="That nothing is graded, and why.", examples=["The source gives no grades."])
    name: Line | None = Field(None, description="The name of the scheme.", examples=["Example grades"])
    cites: tuple[CitationField, ...] = Field(
        (), description="Where the scheme is explained.", examples=[["example-handbook"]], json_schema_extra=UNIQUE
    )
    axes: tuple[Axis, ...] = Field((), description="What is graded: one axis or more. A grade has one value of each.")
    besides: dict[Line, Line] = Field(
        {}, description="Values that stand alone, with their meanings.", examples=[{"good practice": "What the group always does"}]
    )

    @model_validator(mode="after")
    def _scheme_or_none(self) -> "Grading":
        if (self.none is None) == (self.name is None) or (self.name is None) == bool(self.axes) or (self.none is not None and self.besides):
            raise validation_error("malformed-grading", "")
        return self

    @property
    def is_graded(self) -> bool:
        """Whether there is a scheme."""
        return self.none is None

    @property
    def standard(self) -> str:
        """The bare word by which the scheme is well known; empty for one of the source."""
        return next((word for word, form in STANDARD.items() if self == Grading.model_validate(form)), "")


_GOOD_PRACTICE = {"good practice": "Benefit is plain, and no study would be useful."}
STANDARD: dict[str, dict[str, Any]] = {
    "GRADE": {
        "name": "GRADE",
        "axes": [
            {
                "name": "Strength",
                "values": {
                    "strong": "Almost all patients would want what it says.",
                    "weak": "Most patients would want what it says, many would not.",
                    "conditional": "Another word for weak.",
                },
            },
            {
                "name": "Certainty",
                "values": {
                    "high": "Further research is very unlikely to change the estimate.",
                    "moderate": "Further research may change the estimate.",
                    "low": "Further research is likely to change the estimate.",
                    "very low": "The estimate is very uncertain.",
                },
            },
        ],
        "besides": _GOOD_PRACTICE,
    },
    "Oxford": {
        "name": "Oxford (2009)",
        "axes": [
            {
                "name": "Level",
                "values": {
                    "1a": "Systematic review of randomised trials",
                    "1b": "Randomised trial",
                    "1c": "All or none",
                    "2a": "Systematic review of cohort studies",
                    "2b": "Cohort study",
                    "2c": "Outcomes research",
                    "3a": "Systematic review of case-control studies",
                    "3b": "Case-control study",
                    "4": "Case series",
                    "5": "Expert opinion",
                },
            },
            {
                "name": "Grade",
                "values": {
                    "A": "Consistent studies of level 1",
                    "B": "Consistent studies of level 2 or 3",
                    "C": "Studies of level 4",
                    "D": "Level 5, or inconsistent studies",
                },
            },
        ],
        "besides": _GOOD_PRACTICE,
    },
}
"""Schemes known by a bare word, as an author would write them out."""


def _standard(value: Any) -> Any:
    """The scheme that a bare word names."""
    if not isinstance(value, str):
        return value
    if value not in STANDARD:
        raise validation_error("unknown-grading", value)
    return STANDARD[value]


GradingField = Annotated[Grading, BeforeValidator(_standard, json_schema_input_type=Annotated[str, named("Scheme")] | Grading)]
