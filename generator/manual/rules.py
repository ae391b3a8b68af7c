"""The page of the rules, from their catalogue."""

import re
from collections.abc import Mapping
from string import Formatter

from generator.diagnostics import Rule, Severity, catalogue
from generator.markdown import escape

_HEAD = """---
title: Rules
search:
  boost: 0.3
---

# Rules

What `pathway check` and `pathway refs add` can say, rule by rule. Words in *italics* stand for those of your own file. An error stops
the build; a warning does not, but with `--strict` the check fails on it as well. The examples are about mending a puncture, or tea.

This page is made from the program's own catalogue.
"""
_EFFECT = {Severity.ERROR: "Error", Severity.WARNING: "Warning"}


def rules(examples: Mapping[str, str]) -> str:
    """The page of the rules as Markdown; `examples` are what the terminal shows when a rule is broken, by the rule's code."""
    return "\n".join([_HEAD, *(_rule(rule, examples.get(rule.code)) for rule in catalogue().values())])


def _rule(rule: Rule, example: str | None) -> str:
    shown = f"\n```text\n{example}\n```\n" if example else ""
    return f"""## {rule.code}

**{_EFFECT[rule.severity]}:** {_sentence(rule.message)}

**What to do:** {_sentence(rule.help)}

**Why:** {_sentence(rule.why)}
{shown}"""


def _sentence(template: str) -> str:
    """A message with the names of its facts in the place of the facts, ending in a full stop."""
    names = {name: f"\ue000{name}\ue001" for _, name, _, _ in Formatter().parse(template) if name}
    # Marked by characters that nobody writes, the names come through the escaping.
    text = escape(template.format(**{**names, "suggestion": ""}))
    named = re.sub("\ue000(.+?)\ue001", r"*\1*", text)
    return named if named.endswith((".", "?")) else f"{named}."
