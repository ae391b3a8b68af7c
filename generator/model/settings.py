"""What a pathway makes of the rules."""

from typing import Any

from pydantic import ConfigDict, Field

from generator.diagnostics import catalogue
from generator.model.fields import Line, Model, Word


class RuleSeverity(Word):
    """What becomes of what a rule finds."""

    ERROR = "error", "It stops the build."
    WARNING = "warning", "It is told, and stops nothing."
    OFF = "off", "It is not told."


class RuleSetting(Model):
    """What this pathway makes of one rule, and why."""

    model_config = ConfigDict(title="Rule setting")

    severity: RuleSeverity = Field(description="What becomes of what the rule finds.", examples=["off"])
    reason: Line = Field(
        description="Why. Where less is made of a rule, readers see it on the page of the method.",
        examples=["The list is that of the source."],
    )


def _codes(schema: dict[str, Any]) -> None:
    """Lets an editor complete the codes of the rules of which more or less can be made."""
    schema["propertyNames"] = {"enum": [code for code, rule in catalogue().items() if len(rule.choices) > 1]}


class Settings(Model):
    """What this pathway wants of the program."""

    rules: dict[Line, RuleSetting] = Field(
        description="The rules of which this pathway makes more or less than others, by their codes.",
        examples=[{"crowded-chart": {"severity": "off", "reason": "It hangs on a wall"}}],
        json_schema_extra=_codes,
    )
