"""The page of the rules, from their catalogue."""

import re

from generator.markup import escape
from generator.reporting.rule_doc import FACT, RuleDoc, families, rule_doc

_HEAD = """---
title: Rules
---

# Rules

Every message of `pathway check` and `pathway refs add`, rule by rule. Words in *italics* stand for words from your own file. An error
stops the build. A warning does not, but with `--strict` the check fails on warnings too. A note points at something that may be meant
as it is: it is listed last, and fails nothing. The examples are about a puncture, or about invented publications.

`pathway explain` lists the rules in the terminal, and `pathway explain dead-end` shows one of them. [Checking](checking.md) explains
how a pathway changes the severity of a rule, and the formats of the report.

This page is generated from the program's catalogue of rules.
"""


def rules() -> str:
    """The page of the rules as Markdown."""
    parts = [_HEAD]
    for family, members in families():
        parts += [f"## {family}\n", *(_rule(rule_doc(rule.code)) for rule in members)]
    return "\n".join(parts)


def _rule(told: RuleDoc) -> str:
    fence = "text" if told.language == "sh" else told.language
    more = "".join(f"\n{_text(said)}\n" for said in (told.fixes, told.choices) if said)
    return f"""### {told.code}

{escape(told.title)}.

**{told.severity.capitalize()}:** {_text(told.what)}

**What to do:** {_text(told.what_to_do)}

**Why:** {_text(told.why)}
{more}
Before:

```{fence}
{told.before}
```

After:

```{fence}
{told.after}
```
{_also(told)}"""


def _also(told: RuleDoc) -> str:
    """List of the messages for special cases."""
    if not told.also:
        return ""
    return "\n".join(["", "In special cases:", "", *(f"- {_text(what)} {_text(what_to_do)}" for what, what_to_do in told.also), ""])


def _text(text: str) -> str:
    """A text with the names of facts in italics."""
    start, end = FACT.split("{}")
    return re.sub(f"{start}(.+?){end}", r"*\1*", escape(text))
