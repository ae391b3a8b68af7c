"""Settings: what an author makes of the rules for one pathway."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.analysis.index import PathwayIndex
from generator.core.diagnostics import OFF, Diagnostic, Rule, Severity, Violation, catalogue, messages
from generator.core.diagnostics.collector import MAX_PER_RULE
from generator.core.diagnostics.suggest import did_you_mean
from generator.model import RuleSetting, Settings, same_word


@dataclass(frozen=True, slots=True)
class Filtered:
    """Diagnostics to report, and those that the settings switch off."""

    reported: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...] = ()


def unknown_rules(index: PathwayIndex) -> Iterator[Violation]:
    """A setting for a rule that does not exist."""
    unknown = (code for code in index.pathway.settings.rules if code not in catalogue())
    for number, code in enumerate(unknown):
        suggestion = did_you_mean(code, catalogue() if number < MAX_PER_RULE else ())
        message, correction = messages.unknown_rule(rule=code, suggestion=suggestion), same_word(code, catalogue())
        yield Violation(message, ("settings", "rules", code), at_key=True, correction=correction)


def fixed_rules(index: PathwayIndex) -> Iterator[Violation]:
    """A rule set to what it cannot be: what could harm a reader is not switched off."""
    for code, setting in index.pathway.settings.rules.items():
        rule = catalogue().get(code)
        if rule and setting.severity not in rule.choices:
            message = messages.fixed_rule(rule=code, severity=setting.severity, choices=rule.choices)
            yield Violation(message, ("settings", "rules", code, "severity"))


def relaxed_rules(settings: Settings) -> list[tuple[Rule, RuleSetting]]:
    """The rules that weigh less than in other pathways, in the order of the catalogue."""
    ranks = [*Severity, OFF]
    return [(rule, setting) for rule, setting in _allowed(settings) if ranks.index(setting.severity) > ranks.index(rule.severity)]


def apply_settings(found: Sequence[Diagnostic], settings: Settings) -> Filtered:
    """Findings with the severities of the settings; a setting that a rule does not allow changes nothing."""
    weights = {rule.code: setting.severity.value for rule, setting in _allowed(settings)}
    told = (one for one in found if weights.get(one.code) != OFF)
    return Filtered(
        tuple(replace(one, severity=Severity(weights.get(one.code, one.severity))) for one in told),
        tuple(one for one in found if weights.get(one.code) == OFF),
    )


def _allowed(settings: Settings) -> list[tuple[Rule, RuleSetting]]:
    if not settings.rules:  # Most pathways set none, and then the catalogue need not be read.
        return []
    pairs = ((rule, settings.rules.get(code)) for code, rule in catalogue().items())
    return [(rule, setting) for rule, setting in pairs if setting and setting.severity in rule.choices]
