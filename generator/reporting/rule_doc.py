"""Explanation of a rule, for terminal and manual: what, why, what to do, and an example before and after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import Formatter

from generator.core.diagnostics import OFF, Rule, Severity, catalogue, escape_invisible, examples, variants

LEFT_OUT = "# …"
"""The line of an example where something is left out."""
FACT = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}{}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
"""How a fact of the case is shown where there is no case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDoc:
    """A rule with its explanation."""

    code: str
    title: str
    severity: Severity
    what: str
    why: str
    what_to_do: str
    choices: str
    """The severities that a pathway may set."""
    fixes: str
    """The corrections that `--fix` can make."""
    also: tuple[tuple[str, str], ...]
    """Messages for special cases, and what to do then."""
    language: str
    before: str
    after: str


def rule_doc(code: str) -> RuleDoc:
    """The story of a rule; raises KeyError where there is no such rule."""
    rule, example = catalogue()[code], examples()[code]
    what, what_to_do = sentence(_unfilled(rule.message)), sentence(_unfilled(rule.help))
    before, after = _shown(example.before), _shown(example.after)
    said = ((sentence(_unfilled(form.message)), sentence(_unfilled(form.help))) for form in variants(code).values())
    also = tuple((what[0].upper() + what[1:], what_to_do) for what, what_to_do in said)
    return RuleDoc(
        code=code,
        title=rule.title,
        severity=rule.severity,
        what=what,
        why=rule.why,
        what_to_do=what_to_do,
        choices=_choices(rule),
        fixes=_fixes(rule),
        also=also,
        language=example.language,
        before=before,
        after=after,
    )


def families() -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """The rules family by family, in the order of the catalogue."""
    for family, rules in groupby(catalogue().values(), lambda rule: rule.category):
        yield family, tuple(rules)


def sentence(text: str) -> str:
    """The text with a full stop, where it does not end in something of the kind."""
    return text if text.endswith(("?", ".", "…")) else f"{text}."


def _unfilled(template: str) -> str:
    """A message with the names of its facts in the place of the facts."""
    names = {name: FACT.format(name) for _, name, _, _ in Formatter().parse(template) if name}
    return template.format(**{**names, "suggestion": ""})


def lower(title: str) -> str:
    """A title as it is within a sentence."""
    return title[:1].lower() + title[1:]


def _fixes(rule: Rule) -> str:
    said = (rule.fix, *(variant.fix for variant in variants(rule.code).values()))
    titles = dict.fromkeys(lower(title) for title in said if title)
    if not titles:
        return ""
    return f"Fixable with “pathway check --fix”, if only one correction is possible: {'; '.join(titles)}."


def _choices(rule: Rule) -> str:
    """The changes that a pathway may make to a rule: “raise it to an error, lower it to a note, or switch it off”."""
    own = rule.choices.index(rule.severity)
    raised, lowered = rule.choices[:own], [choice for choice in rule.choices[own + 1 :] if choice != OFF]
    changes = [
        *([f"raise it to {_named(raised)}"] if raised else []),
        *([f"lower it to {_named(lowered)}"] if lowered else []),
        *(["switch it off"] if OFF in rule.choices else []),
    ]
    if not changes:
        return ""
    *first, last = changes
    return f"A pathway may {''.join(f'{change}, ' for change in first)}{'or ' if first else ''}{last} under “rules”."


def _named(severities: Sequence[str]) -> str:
    """Severities with their articles: “an error or a warning”."""
    return " or ".join(f"{'an' if severity == Severity.ERROR else 'a'} {severity}" for severity in severities)


def _shown(text: str) -> str:
    """An excerpt moved to the left, part by part, and with nothing in it that cannot be seen."""
    parts = text.strip("\n").replace("\t", "→ ").split(f"{LEFT_OUT}\n")
    return f"\n{LEFT_OUT}\n".join(_part(part.rstrip("\n").split("\n"), alone=len(parts) == 1) for part in parts)


def _part(lines: list[str], *, alone: bool) -> str:
    """Lines without the indentation that they share; beside other parts, a step remains of it to tell them from what stands at the top."""
    depth = min(len(line) - len(line.lstrip(" ")) for line in lines if line)
    return "\n".join(escape_invisible(f"{'' if alone or not depth else '  '}{line[depth:]}").rstrip() for line in lines)


def listing() -> Iterator[str]:
    """All rules by family, a line each."""
    width = max(map(len, catalogue()))
    for family, rules in families():
        yield from (family, *(f"  {rule.code:{width}}  {rule.title}{_MARK[rule.severity]}" for rule in rules), "")
    yield "“pathway explain CODE” explains a rule."


_MARK = {Severity.ERROR: "", Severity.WARNING: " (warning)", Severity.NOTE: " (note)"}
