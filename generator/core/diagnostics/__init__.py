"""Diagnostics and their messages, from the catalogue in `rules.toml`, and `rule_variants.toml` for special cases."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from generator.core.source import Span

_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"

LIKE_HYPHEN = "\u2010-\u2015\u2212"
"""Characters that look like a hyphen, as regular expressions name them."""

Path = tuple[str | int, ...]
"""The way from the root of a pathway's YAML to one of its parts: keys and list positions (from 0)."""


class Severity(StrEnum):
    """How grave a fault is, the gravest first: an error stops the build, a warning fails a strict check, a note fails nothing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


OFF = "off"
"""Word in the rules of a pathway, in place of a severity, that switches a rule off."""
IMPORTS = "import-"
"""How the codes of rules begin that speak of files brought in, and never of a pathway."""


@dataclass(frozen=True, slots=True)
class Example:
    """Example of text that breaks a rule and text that does not: YAML, another text, or (`sh`) a command in a terminal.

    `place` is what they take the place of in the smallest pathway of the tests, where that is not `after` itself.
    """

    before: str
    after: str
    place: str = ""
    language: str = "yaml"
    file: str = ""
    """Name of the file of references that holds `before` and `after`."""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong: its words, with `{placeholders}` for the parameters of the case."""

    code: str
    title: str
    category: str
    severity: Severity
    message: str
    help: str
    why: str
    min_severity: str = ""
    """How far a pathway may lower it: a severity or `off`; if empty, not at all."""
    help_suffix: str = ""
    """Addition to the help if its parameters are given."""
    keywords: str = ""
    """Further words by which `explain` finds it."""
    fix: str = ""
    """How `--fix` corrects it, where that cannot change the meaning; if empty, never."""

    @property
    def choices(self) -> tuple[str, ...]:
        """Severities that a pathway may choose, the gravest first."""
        if self.code.startswith(IMPORTS):
            return (self.severity,)
        order = (*Severity, OFF)
        return order[: order.index(self.min_severity or self.severity) + 1]


@dataclass(frozen=True, slots=True)
class Variant:
    """A special case of a rule, of which more can be said: the words that take the place of the rule's."""

    message: str
    help: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """The words for one case of a rule; the functions of `messages` make them, so that no parameter is forgotten.

    `related` is another part that it has to do with (a path or a place); its line becomes the parameter `line`.
    """

    code: str
    params: Mapping[str, Any]
    variant: str = ""
    related: Path | Span | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule broken at a path; `at_key` where the key is to blame rather than its value.

    `correction` is what to write in place of the text at the path, where that cannot change the meaning; `unwraps` says that the list at
    the path has a pair of brackets too many.
    """

    message: Message
    path: Path
    at_key: bool = False
    correction: str | None = None
    unwraps: bool = False

    @property
    def code(self) -> str:
        """The rule."""
        return self.message.code


@dataclass(frozen=True, slots=True)
class Edit:
    """Text to write in place of a span of the file."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that correct a fault and cannot change the meaning; all of them are made, or none."""

    title: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A rule broken at a place, in words."""

    code: str
    severity: Severity
    message: str
    help: str
    span: Span
    related: Span | None = None
    """Another place that it has to do with, such as the first of two."""
    suppressed_count: int = 0
    """Number of further diagnostics of its kind that are not listed; only the last listed one has it."""
    fix: Fix | None = None


@cache
def catalogue() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of `rules.toml`."""
    return {code: Rule(code, **{**entry, "severity": Severity(entry["severity"])}) for code, entry in _table("rules.toml").items()}


@cache
def examples() -> Mapping[str, Example]:
    """An example for every rule, by its code."""
    return {code: Example(**entry) for code, entry in _table("examples.toml").items()}


@cache
def variants(code: str) -> Mapping[str, Variant]:
    """The special cases of a rule, by their names."""
    rule = catalogue()[code]
    special = _table("rule_variants.toml").get(code, {})
    return {name: Variant(**{"message": rule.message, "help": rule.help, **entry}) for name, entry in special.items()}


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(name).read_text("utf-8"))


def make_diagnostic(message: Message, span: Span, edits: tuple[Edit, ...] = ()) -> Diagnostic:
    """Diagnostic of a broken rule, or of a variant of it.

    Args:
        message: What to say. Where it has a related part, that is a place by now.
        span: The place to blame.
        edits: Edits that correct it and cannot change the meaning.

    Raises:
        KeyError: A parameter that the message names is missing, which is our bug.

    """
    rule = catalogue()[message.code]
    said = variants(message.code)[message.variant] if message.variant else rule
    related = message.related if isinstance(message.related, Span) else None
    words = {name: _word(value) for name, value in message.params.items()} | ({"line": str(related.line)} if related else {})
    suffix = (
        rule.help_suffix.format(**words) if rule.help_suffix and all(words.get(name) for name in placeholders(rule.help_suffix)) else ""
    )
    fix = Fix(said.fix, edits) if edits else None
    return Diagnostic(message.code, rule.severity, said.message.format(**words), said.help.format(**words) + suffix, span, related, fix=fix)


@cache
def placeholders(template: str) -> tuple[str, ...]:
    """The parameters that a template names, each once, in their order."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name))


def _word(value: Any, limit: int = 120) -> str:
    """A parameter on one line; a text of the author's is shortened, and what a terminal would obey is taken from it."""
    if isinstance(value, tuple):
        return ", ".join(value)
    text = re.sub(r"\s+", " ", str(value))
    return escape_invisible(text if len(text) <= limit else text[: limit - 1] + "…")


def escape_invisible(text: str) -> str:
    """The text with a mark in place of every character that cannot be seen."""
    return "".join(letter if letter.isprintable() or letter in _JOINERS else "\N{REPLACEMENT CHARACTER}" for letter in text)


def show_whitespace(text: str) -> str:
    """The text as an excerpt shows it: a tab as an arrow, and spaces that look like ordinary ones as what they are not."""
    return escape_invisible(re.sub(r"[^\S ]", lambda space: "→" if space[0] == "\t" else "␣", text))


def char_name(character: str) -> str:
    """A character that cannot be seen, by its name and number: “no-break space (U+00A0)”."""
    name = unicodedata.name(character, "control character").lower()
    return f"{name} ({number_of(character)})"


def number_of(character: str) -> str:
    """The number of a character, as Unicode writes it: “U+00A0”."""
    return f"U+{ord(character):04X}"


def quote_yaml(text: str) -> str:
    """The text between quotation marks, as YAML reads it back."""
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"
