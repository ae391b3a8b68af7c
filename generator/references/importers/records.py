"""Records of a file of references, before they become references of a pathway."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.core.diagnostics import Diagnostic, Message, make_diagnostic, messages
from generator.core.source import Source, Span
from generator.references.importers.names import Name

MAX_TEXT = 5_000
"""So many characters a text may have; a longer one is no title, and no name."""
_SHOWN = 60
MAX_RECORDS = 2_000
"""So many references one file may bring; more than that is a library, not what a pathway rests on."""


class Text(NamedTuple):
    """A text and its place."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One reference as its file tells it.

    `type` is one of the pathway's types, and None where `kind`, the file's own word, has no equal among them. `fields`
    are texts under the keys of the format, not yet cleaned. `authors` and `editors` are as the format writes them.
    """

    number: int
    span: Span
    kind: str
    type: str | None
    fields: Mapping[str, Text]
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    others: bool = False
    types: tuple[str, ...] = ()
    """The types of publication that PubMed gives it."""
    ours: Mapping[str, str] = field(default_factory=dict)
    """Further fields that our own exports keep, under the keys of the format."""
    places: Mapping[str, Span] = field(default_factory=dict)
    """The places of the authors and editors, where they are known, under the keys of the format."""


class Unreadable(Exception):  # noqa: N818  # how reading ends; the error is the diagnostic it carries
    """A file of references cannot be read on."""

    def __init__(self, message: Message, span: Span) -> None:
        super().__init__(message.code)
        self.diagnostic: Diagnostic = make_diagnostic(message, span)


def left_out(span: Span, name: str, value: str) -> Diagnostic:
    """A field that the format of a pathway has no place for, by its name in the file."""
    return make_diagnostic(messages.import_field(field=name, value=_short(value)), span)


def _short(value: str) -> str:
    value = " ".join(value.split())
    return value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"


def unreadable(source: Source, line: int, column: int, format_name: str, problem: str) -> Unreadable:
    """A fault in the syntax of a file, at a line and a column from 1."""
    return Unreadable(messages.import_syntax(format=format_name, problem=problem), source.span(line, column))
