"""Entries of a BibTeX file, each with the place of its fields; one that cannot be read does not cost the others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pybtex.database.input.bibtex import LowLevelParser, SkipEntry, month_names
from pybtex.scanner import Pattern, PrematureEOF, PybtexSyntaxError, Token
from pybtex.utils import CaseInsensitiveDict

from generator.core.diagnostics import Diagnostic, make_diagnostic, messages
from generator.core.source import Source, Span
from generator.references.importers.records import MAX_TEXT, Text, left_out, unreadable

_MAX_EXPANSION = 1_000_000
_MAX_DEPTH = 100
# The most unreadable entries reported for one line; looking for more may take very long.
_MOST_FAULTS = 50
_MARKS = re.compile(r"[{}\"]")
_START = re.compile(r"(?<![^\r\n])[ \t]*@([A-Za-z]+)\s*[{(]")
_ENTRY = re.compile(r"@[A-Za-z]+\s*[{(]")
_UNOPENED = re.compile(
    r"(?<![^\r\n])[ \t]*@(?:article|book(?:let)?|in[a-z]+|misc|online|manual|proceedings|(?:tech)?report|[a-z]*thesis|unpublished)\b"
    r"(?!\s*[{(])",
    re.IGNORECASE,
)
_BRACES = re.compile(r"[{}]")
# Fields behind an entry show that it was closed before its end.
_STRAY = re.compile(r"[\s,}]*([A-Za-z][\w-]*\s*=\s*[{\"\d])")


@dataclass(frozen=True, slots=True)
class Raw:
    """An entry as it is written: its kind and key, and its fields by their names in lower case; of two with one name the first."""

    kind: str
    key: str
    fields: dict[str, Text]
    span: Span
    found: tuple[Diagnostic, ...] = ()


def entries(source: Source) -> Iterator[Raw | Diagnostic]:
    """The entries of a file in their order, and an error in place of each that cannot be read."""
    strings = _Strings()
    for start, end in _parts(source.text):
        yield from _entries(source, source.text[start:end], start, strings)


@dataclass(slots=True)
class _Strings:
    """The texts that @string defines, and how much was made of them: strings made of strings double with every line."""

    known: Any = field(default_factory=lambda: CaseInsensitiveDict(month_names))
    expanded: int = 0


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The text cut where a line begins an entry, so that none runs on into the next; what is commented out as a whole is left out."""
    begun = sorted([*_START.finditer(text), *_UNOPENED.finditer(text)], key=lambda match: match.start())
    cut, endless = 0, False
    for match in begun:
        if match.start() < cut:
            continue
        yield cut, match.start()
        cut = match.start()
        if match.lastindex and match[1].lower() == "comment" and not endless:
            end = _closed(text, match.end())
            # Where one comment does not end, the file is not searched for the ends of others.
            cut, endless = end or cut, not end
    yield cut, len(text)


def _closed(text: str, opened: int) -> int:
    """The end of what was opened with a brace just before; 0 where it does not end."""
    level = 1
    for match in _BRACES.finditer(text, opened):
        level += 1 if match.group() == "{" else -1
        if not level:
            return match.end()
    return 0


def _entries(source: Source, text: str, start: int, strings: _Strings) -> Iterator[Raw | Diagnostic]:
    parser = _Parser(text, strings)
    if _UNOPENED.match(text):
        yield _fault(source, start + text.index("@"), "the opening brace of an entry is missing")
    faults = 0
    while faults < _MOST_FAULTS and parser.find():
        found = _entry(source, parser, start)
        faults += isinstance(found, Diagnostic)
        if found:
            yield found


def _entry(source: Source, parser: "_Parser", start: int) -> Raw | Diagnostic | None:
    try:
        command, body = parser.parse_command()
    except SkipEntry:
        return None
    except PrematureEOF:
        fault = _fault(source, start + parser.command_start, "this is never closed; a brace or a quotation mark is missing")
    except PybtexSyntaxError as error:
        fault = _fault(source, start + parser.pos, str(error.args[0] if error.args else error))
    else:
        if command.lower() in {"string", "preamble", "comment"}:
            return None
        if stray := _STRAY.match(parser.text, parser.pos):
            return _fault(source, start + stray.start(1), "this is outside all entries; there is one closing brace too many before it")
        return _raw(source, parser, command.lower(), body, start)
    parser.leave()
    return fault


def _fault(source: Source, at: int, problem: str) -> Diagnostic:
    span = source.span_at(min(at, len(source.text)))
    return unreadable(source, span.line, span.column, "BibTeX", problem).diagnostic


def _raw(source: Source, parser: "_Parser", kind: str, body: tuple[str | None, list[tuple[str, list[str]]]], start: int) -> Raw:
    found: list[Diagnostic] = [
        make_diagnostic(messages.import_field_macro(field=name, value=macro), _span(source, start + at, len(name)))
        for name, macro, at in parser.undefined
    ]
    fields: dict[str, Text] = {}
    for (name, parts), (at, end) in zip(body[1], parser.places, strict=True):
        text = Text(" ".join("".join(parts).split()), _span(source, start + at, end - at))
        known = fields.setdefault(name.lower(), text) if text.value else text
        if known.value != text.value:
            found.append(left_out(text.span, name, text.value))
    return Raw(kind, (body[0] or "").strip(), fields, source.span_at(start + parser.command_start), tuple(found))


def _span(source: Source, at: int, length: int) -> Span:
    """The place of a field, as far as its first line goes."""
    span = source.span_at(at)
    rest = len(source.line_at(span.line)) - span.column + 1
    return source.span(span.line, span.column, max(1, min(length, rest, MAX_TEXT)))


class _Parser(LowLevelParser):  # type: ignore[misc]  # pybtex has no types
    """pybtex's parser, bounded in time and memory, which knows the place of each field and takes what is beyond the grammar."""

    WHITESPACE = Pattern(r"(?:\s|%[^\r\n]*)+", "whitespace")
    KEY = Pattern(r"[^,{}=\r\n]*(?=,)|[^\s,{}=]+(?=\s*[})]|\s+[\w-]+\s*=)", "entry key")
    FIELD = Pattern(r"[^\s=,{}()\"#%][^=,{}()\"#\r\n]*?(?=\s*=)", "field name")
    BARE = Pattern(r"\d[^\s,{}()\"#=]*", "a number")

    def __init__(self, text: str, strings: _Strings) -> None:
        self.pos = 0
        super().__init__(text, macros=strings.known)
        self.command_start = self.field_start = 0
        self.current_field_name = ""
        self.places: list[tuple[int, int]] = []
        self.undefined: list[tuple[str, str, int]] = []
        self._strings = strings

    def find(self) -> bool:
        """Go to the next entry; whether there is one."""
        for match in _ENTRY.finditer(self.text, self.pos):
            line_start = max(self.text.rfind("\n", 0, match.start()), self.text.rfind("\r", 0, match.start())) + 1
            if "%" not in self.text[max(line_start, self.pos) : match.start()]:
                self.command_start, self.pos = match.start(), match.start() + 1
                return True
        return False

    def leave(self) -> None:
        """Go on just behind the beginning of the entry that could not be read."""
        self.pos = self.command_start + 1

    def parse_command(self) -> tuple[str, Any]:
        self.places, self.undefined = [], []
        try:
            found: tuple[str, Any] = super().parse_command()
        except SkipEntry:
            if end := _closed(self.text, self.pos):
                self.pos = end
            raise
        return found

    def parse_entry_body(self, body_end: Any) -> None:
        key = self.optional([self.KEY])
        self.current_entry_key = key.value if key else ""
        self.parse_entry_fields()
        del body_end

    def parse_entry_fields(self) -> None:
        """Fields, with or without a comma between them."""
        while True:
            self.eat_whitespace()
            before = self.field_start = self.pos
            self.current_value: list[str] = []
            self.parse_field()
            if self.current_value:
                self.current_fields.append((self.current_field_name, self.current_value))
                self.places.append((before, self.pos))
            self.optional([self.COMMA])
            if self.pos == before or self.eof():
                return

    def parse_field(self) -> None:
        if name := self.optional([self.FIELD]):
            self.current_field_name = name.value
            self.required([self.EQUALS])
            self.parse_value()

    def parse_value_part(self) -> str:
        if bare := self.optional([self.BARE]):
            return str(bare.value)
        value: str = super().parse_value_part()
        return value

    def substitute_macro(self, name: str) -> str:
        if name not in self.macros:
            # A month without braces is taken as it is written.
            month = self.current_field_name.lower() == "month"
            if not month:
                self.undefined.append((self.current_field_name, name, self.field_start))
            return name if month else ""
        value: str = self.macros[name]
        self._strings.expanded += len(value)
        if self._strings.expanded > _MAX_EXPANSION:
            raise PybtexSyntaxError("the @strings of this file refer to each other in a circle", self)
        return value

    def parse_string(self, string_end: Any, level: int = 0, max_level: int = _MAX_DEPTH) -> list[Token]:
        """The text up to its closing mark, in one pass; pybtex's own searches the whole rest of the file at each brace."""
        for match in _MARKS.finditer(self.text, self.pos):
            mark = match.group()
            if mark == "{":
                level += 1
            elif mark == "}":
                level -= 1
            elif level or string_end is not self.QUOTE:
                continue
            if level > max_level:
                raise PybtexSyntaxError("braces are nested too deeply", self)
            if level < 0 and string_end is self.QUOTE:
                raise PybtexSyntaxError("a closing brace without an opening one", self)
            if level < 0 or mark == '"':
                value, self.pos = self.text[self.pos : match.end()], match.end()
                return [Token(value, string_end)]
        raise PrematureEOF(self)
