"""The rules of a pathway that it raises, lowers or switches off."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from generator.core.diagnostics import catalogue
from generator.model.fields import Line, Model, Word


class RuleSeverity(Word):
    """The severity of what a rule finds."""

    ERROR = "error", "It stops the build."
    WARNING = "warning", "It is reported, but does not stop the build."
    NOTE = "note", "It is reported last, and fails nothing."
    OFF = "off", "It is not reported."


class RuleSetting(Model):
    """The severity of one rule in this pathway, and the reason."""

    model_config = ConfigDict(title="Rule setting")

    severity: RuleSeverity = Field(description="The severity of what the rule finds.", examples=["off"])
    reason: Line = Field(
        description="The reason. If a rule is lowered or switched off, readers see the reason on the page about the method.",
        examples=["The list follows the source."],
    )


def _codes(schema: dict[str, Any]) -> None:
    """Add the codes of rules whose severity can change, so that an editor completes them."""
    schema["propertyNames"] = {"enum": [code for code, rule in catalogue().items() if len(rule.choices) > 1]}


RuleSettings = Annotated[
    dict[Line, RuleSetting],
    Field(examples=[{"crowded-chart": {"severity": "off", "reason": "It hangs on a wall"}}], json_schema_extra=_codes),
]
"""Rule settings by the codes of their rules."""
