"""What can be wrong with a pathway, and the words for it; every message stands in `rules.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from generator.source import Span

_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"

Path = tuple[str | int, ...]
"""The way from the root of a pathway's YAML to one of its parts: keys and list positions (from 0)."""


class Severity(StrEnum):
    """Whether a fault stops the build."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong: its words, with `{placeholders}` for the facts of the case."""

    code: str
    severity: Severity
    message: str
    help: str
    why: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule broken at a path; `at_key` where the key is to blame rather than its value."""

    code: str
    path: Path
    facts: Mapping[str, Any] = field(default_factory=dict)
    at_key: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A rule broken at a place, in words."""

    code: str
    severity: Severity
    message: str
    help: str
    span: Span


@cache
def catalogue() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of `rules.toml`."""
    table = tomllib.loads(files(__name__).joinpath("rules.toml").read_text("utf-8"))
    return {code: Rule(code, **{**entry, "severity": Severity(entry["severity"])}) for code, entry in table.items()}


def diagnose(code: str, span: Span, facts: Mapping[str, Any]) -> Diagnostic:
    """Words a broken rule; a fact the message names and `facts` lacks is our bug and raises KeyError."""
    rule = catalogue()[code]
    words = {name: _word(value) for name, value in facts.items()}
    return Diagnostic(code, rule.severity, rule.message.format(**words), rule.help.format(**words), span)


def _word(value: Any, limit: int = 120) -> str:
    """A fact on one line; a text of the author's is shortened, and what a terminal would obey is taken from it."""
    if isinstance(value, tuple):
        return ", ".join(value)
    text = re.sub(r"\s+", " ", str(value))
    return visible(text if len(text) <= limit else text[: limit - 1] + "…")


def visible(text: str) -> str:
    """The text with a mark in place of every character that cannot be seen."""
    return "".join(letter if letter.isprintable() or letter in _JOINERS else "\N{REPLACEMENT CHARACTER}" for letter in text)
