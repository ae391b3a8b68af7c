"""Rule settings: the severities that an author gives rules in one pathway."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.analysis.index import PathwayIndex
from generator.core.diagnostics import OFF, Diagnostic, Rule, Severity, Violation, catalogue, messages
from generator.core.diagnostics.collector import MAX_PER_RULE
from generator.core.diagnostics.suggest import did_you_mean
from generator.model import RuleSetting, same_word


@dataclass(frozen=True, slots=True)
class Filtered:
    """Diagnostics to report, and those of rules that are off in this pathway."""

    reported: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...] = ()


def unknown_rules(index: PathwayIndex) -> Iterator[Violation]:
    """Severities of rules that do not exist."""
    unknown = (code for code in index.pathway.rules if code not in catalogue())
    for number, code in enumerate(unknown):
        suggestion = did_you_mean(code, catalogue() if number < MAX_PER_RULE else ())
        message, correction = messages.unknown_rule(rule=code, suggestion=suggestion), same_word(code, catalogue())
        yield Violation(message, ("rules", code), at_key=True, correction=correction)


def fixed_rules(index: PathwayIndex) -> Iterator[Violation]:
    """A rule set to what it cannot be: what could harm a reader is not switched off."""
    for code, setting in index.pathway.rules.items():
        rule = catalogue().get(code)
        if rule and setting.severity not in rule.choices:
            message = messages.fixed_rule(rule=code, severity=setting.severity, choices=rule.choices)
            yield Violation(message, ("rules", code, "severity"))


def relaxed_rules(rules: Mapping[str, RuleSetting]) -> list[tuple[Rule, RuleSetting]]:
    """The rules that weigh less than in other pathways, in the order of the catalogue."""
    ranks = [*Severity, OFF]
    return [(rule, setting) for rule, setting in _allowed(rules) if ranks.index(setting.severity) > ranks.index(rule.severity)]


def apply_rule_settings(found: Sequence[Diagnostic], rules: Mapping[str, RuleSetting]) -> Filtered:
    """Findings with the severities of a pathway; one that a rule does not allow changes nothing."""
    weights = {rule.code: setting.severity.value for rule, setting in _allowed(rules)}
    told = (one for one in found if weights.get(one.code) != OFF)
    return Filtered(
        tuple(replace(one, severity=Severity(weights.get(one.code, one.severity))) for one in told),
        tuple(one for one in found if weights.get(one.code) == OFF),
    )


def _allowed(rules: Mapping[str, RuleSetting]) -> list[tuple[Rule, RuleSetting]]:
    if not rules:  # Most pathways set none, and then the catalogue need not be read.
        return []
    pairs = ((rule, rules.get(code)) for code, rule in catalogue().items())
    return [(rule, setting) for rule, setting in pairs if setting and setting.severity in rule.choices]
