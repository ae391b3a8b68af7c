"""References in BibTeX and BibLaTeX."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro, month_names
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text as RichText
from pybtex.scanner import PrematureEOF, PybtexSyntaxError, Token
from pybtex.utils import CaseInsensitiveDict

from generator.intake import names
from generator.intake.records import MAX_TEXT, Record, Text, Unreadable, unreadable
from generator.model import ReferenceType
from generator.source import Source, Span

SIGN = re.compile(r"(?<![^\r\n])\s*@[A-Za-z]+\s*[{(]")
_TYPES = {
    "article": ReferenceType.ARTICLE,
    **dict.fromkeys("book mvbook collection booklet proceedings".split(), ReferenceType.BOOK),
    **dict.fromkeys("inbook incollection inproceedings conference inreference".split(), ReferenceType.CHAPTER),
    **dict.fromkeys("techreport report manual".split(), ReferenceType.REPORT),
    **dict.fromkeys("online electronic www webpage".split(), ReferenceType.WEB_PAGE),
}
_KEPT = {
    "title": ("title",),
    "journal": ("shortjournal", "journal", "journaltitle"),
    "book_title": ("booktitle",),
    "language": ("langid", "language"),
    "edition": ("edition",),
    "publisher": ("publisher", "institution", "organization", "school"),
    "place": ("address", "location"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages",),
    "article_number": ("eid", "article-number"),
    "pmid": ("pmid",),
    "pmcid": ("pmcid", "pmc"),
    "doi": ("doi",),
    "url": ("url",),
}
_UNTOUCHED = frozenset(("doi", "url"))
_MAX_EXPANSION = 1_000_000
_MAX_DEPTH = 100
_MAX_NAMES = 200_000
_MARKS = re.compile(r"[{}\"]")
# What pybtex leaves standing: commands that only set letters apart, and the dollars around mathematics.
_COMMAND = re.compile(
    r"\\(?:emph|textit|textbf|textsc|textrm|texttt|textup|textsuperscript|textsubscript|mathrm|mathit|mbox|text|url|href)\b\s*"
)
_SPACING = re.compile(r"(?<!\\)\\[,;:!> ]")
_MATHS = re.compile(r"\$([^$]*)\$")
_NUMERAL = re.compile(r"([_^])(?:\{([0-9+\-]+)\}|([0-9+\-]))")


class _Parser(LowLevelParser):  # type: ignore[misc]  # pybtex bears no types
    """pybtex's parser, bounded in time and memory, which knows the line of each field."""

    def __init__(self, text: str) -> None:
        self.pos = 0
        super().__init__(text, keyless_entries=False, macros=CaseInsensitiveDict(month_names))
        self.places: dict[str, int] = {}
        self._expanded = 0

    def parse_entry_body(self, body_end: Any) -> None:
        self.places = {}
        super().parse_entry_body(body_end)

    def parse_field(self) -> None:
        self.eat_whitespace()
        line = self.lineno
        super().parse_field()
        if self.current_field_name:
            self.places.setdefault(self.current_field_name.lower(), line)

    def substitute_macro(self, name: str) -> str:
        value: str = super().substitute_macro(name)
        self._expanded += len(value)
        if self._expanded > _MAX_EXPANSION:
            # Strings made of strings double with every line.
            raise PybtexSyntaxError("the strings of this file expand without end", self)
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
                raise PybtexSyntaxError("braces are nested too deep", self)
            if level < 0 and string_end is self.QUOTE:
                raise PybtexSyntaxError("a brace is closed that was never opened", self)
            if level < 0 or mark == '"':
                value, self.pos = self.text[self.pos : match.end()], match.end()
                self.update_lineno(value)
                return [Token(value, string_end)]
        raise PrematureEOF(self)


def read(source: Source) -> Iterator[Record]:
    """The records of a file; raises `Unreadable` where its syntax is broken."""
    parser = _Parser(source.text)
    number = 0
    try:
        for command, body in parser:
            if command.lower() in {"string", "preamble"}:
                continue
            number += 1
            start = source.span_at(parser.command_start)
            yield _record(number, command.lower(), _fields(source, parser, body[1]), start)
    except UndefinedMacro as error:
        raise _fault(source, parser, f"no @string says what “{error.args[0]}” is; a text stands in braces") from None
    except PybtexSyntaxError as error:
        raise _fault(source, parser, str(error.args[0] if error.args else error)) from None


def _fault(source: Source, parser: _Parser, problem: str) -> Unreadable:
    span = source.span_at(min(parser.pos, len(source.text)))
    if problem == "premature end of file":
        span = source.span_at(parser.command_start or 0)
        problem = "what begins here does not end; a brace or a quotation mark is missing"
    return unreadable(source, span.line, span.column, "BibTeX", problem)


def _fields(source: Source, parser: _Parser, fields: list[tuple[str, list[str]]]) -> dict[str, Text]:
    """The fields of an entry by their names in lower case; of two with one name the first counts, as it does for BibTeX."""
    found: dict[str, Text] = {}
    for name, parts in fields:
        line = parser.places.get(name.lower(), 1)
        found.setdefault(name.lower(), Text(" ".join("".join(parts).split()), _line(source, line)))
    return {name: text for name, text in found.items() if text.value}


def _line(source: Source, line: int) -> Span:
    text = source.line_at(line)
    start = len(text) - len(text.lstrip())
    return source.span(line, start + 1, max(1, min(len(text.strip()), MAX_TEXT)))


def _record(number: int, said: str, found: Mapping[str, Text], span: Span) -> Record:
    fields = {
        key: _decoded(key, text) for key, wanted in _KEPT.items() if (text := next((found[name] for name in wanted if name in found), None))
    }
    kind = _TYPES.get(said)
    if kind is None and said == "misc":
        kind = ReferenceType.ARTICLE if "journal" in fields else ReferenceType.WEB_PAGE if "url" in fields else None
    if kind is not ReferenceType.ARTICLE and "number" in found:
        fields.pop("issue", None)
    if when := _issued(found):
        fields["issued"] = when
    if "pmid" not in fields and (eprint := found.get("eprint")) and _says_pubmed(found.get("eprinttype") or found.get("archiveprefix")):
        fields["pmid"] = eprint
    authors, others = _people(found.get("author"))
    editors, _ = _people(found.get("editor"))
    return Record(number, span, f"@{said}", kind, fields, authors, editors, others)


def _says_pubmed(text: Text | None) -> bool:
    return text is not None and text.value.lower() in {"pubmed", "pmid"}


def _decoded(key: str, text: Text) -> Text:
    return text if key in _UNTOUCHED else Text(_plain(text.value), text.span)


def _plain(text: str) -> str:
    """LaTeX as the letters it stands for."""
    if len(text) > MAX_TEXT or not re.search(r"[\\{}$~]|--|``|''", text):
        return text
    text = _SPACING.sub(" ", text)
    text = _MATHS.sub(lambda match: _NUMERAL.sub(_numeral, match[0]).replace("$$", ""), _COMMAND.sub("", text))
    try:
        return str(RichText.from_latex(text)).replace("$", "").replace("\N{NO-BREAK SPACE}", " ").strip()
    except (PybtexError, ValueError, IndexError):
        # What LaTeX itself would stumble over is shown as it stands, without its braces.
        return re.sub(r"[{}]", "", text)


def _numeral(match: re.Match[str]) -> str:
    name = "sup" if match[1] == "^" else "sub"
    return f"$<{name}>{match[2] or match[3]}</{name}>$"


def _issued(found: Mapping[str, Text]) -> Text | None:
    if whole := found.get("date"):
        return whole
    year, month, day = (found.get(name) for name in ("year", "month", "day"))
    if not year:
        return None
    when = _plain(month.value).strip(" ,.") if month else ""
    if when.isdecimal() and when.isascii() and 1 <= int(when[:3]) <= 12:  # noqa: PLR2004  # months are twelve
        when = list(month_names.values())[int(when) - 1]
    parts = (_plain(year.value), when, day.value if day and when else "")
    return Text(" ".join(filter(None, parts)), year.span)


def _people(text: Text | None) -> tuple[tuple[Mapping[str, str], ...], bool]:
    if text is None or len(text.value) > _MAX_NAMES:
        return (), False
    listed = [part for part in split_name_list(text.value) if part]
    return tuple(_name(part) for part in listed if not names.others(part) and not names.nobody(part)), any(map(names.others, listed))


def _name(text: str) -> Mapping[str, str]:
    if (text.startswith("{") and text.endswith("}")) or len(text) > MAX_TEXT or text.count(",") > 2:  # noqa: PLR2004  # “von Last, Jr, First” has two
        return names.body(_plain(text))
    person = Person(text)
    family, given, suffix = (
        _plain(" ".join(parts)) for parts in (person.prelast_names + person.last_names, person.bibtex_first_names, person.lineage_names)
    )
    return names.person(family, given, suffix) if family else names.body(_plain(text))
