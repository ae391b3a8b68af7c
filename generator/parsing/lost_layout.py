"""Layout that a text cannot keep: lists, tables, lines and paragraphs that readers would see as running text."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from generator.core.diagnostics import Message, messages
from generator.core.source import Source, Span
from generator.parsing.tree import ScalarNode

Found = tuple[Message, Span]
"""A message of the rule “layout-in-text”, and its place."""

_BULLETS = "\u2022\u2023\u25aa\u25ab\u25a0\u25cf\u25cb\u25e6\u00b7\u2219\u27a2\u2713"
_DASHES = "\u2010-\u2015\u2212"
_HEADER = re.compile(r"[|>][-+\d]*\s*(?:\s#.*)?$")
# Most files have none of these, and then no text has to be looked at.
_WORTH = re.compile(
    rf"[|>][-+\d]*[^\S\n]*(?:#[^\n]*)?\n|\\n|[{_BULLETS}]"
    rf"|\n[^\S\n]*(?:[*+{_DASHES}]|\(?\w{{1,3}}[.)]|\|)\s|\n[^\n]{{0,200}}: +[^\s|>#\[{{][^\n]*\n\s+-[^\n]+\n\s+-|\S\n[^\S\n]*\n+[^\S\n]+\S"
)
_BULLET = re.compile(rf"[{_BULLETS}]\s*\S")
# Each way to begin the points of a list; two such lines make a list, or one below a line that ends with a colon.
_MARKS = (
    re.compile(r"-\s+\S"),
    re.compile(r"[*+]\s+\S"),
    re.compile(rf"[{_DASHES}]\s+\S"),
    re.compile(r"\(?\d{1,2}[.)]\s+\S"),
    re.compile(r"\(?[a-hA-H][.)]\s+\S"),
    re.compile(r"\(?[ivx]{1,4}[.)]\s+\S"),
)
_RULER = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?|\+[-=+]{3,}\+")
_COLUMNS = re.compile(r"\S(?:\t+|\s{3,}|\s\|\s)\S")
_LONG = 60
_SENTENCE_END = re.compile(r"[.!?,;:\u2026)]$")


class _Line(NamedTuple):
    number: int
    column: int
    text: str


def is_worth_looking(text: str) -> bool:
    """Whether a text of YAML may hold such a layout at all."""
    return bool(_WORTH.search(text))


def layout(source: Source, scalar: ScalarNode, *, keeps_paragraphs: bool) -> Found | None:
    """The layout that a text loses, at the line where it begins."""
    lines, is_literal = _lines(source, scalar)
    if not lines:
        return None
    kept = {part.strip() for part in scalar.text.splitlines()} if keeps_paragraphs else set[str]()
    text = " ".join(scalar.text.split())
    told: Sequence[tuple[Callable[[], _Line | None], Callable[[_Line], Message]]] = (
        (lambda: _table(lines), lambda _: messages.layout_in_text_table(text=text)),
        (lambda: _list([each for each in lines if each.text not in kept]), lambda _: messages.layout_in_text(text=text)),
        (lambda: _remark(lines), lambda at: messages.layout_in_text_remark(text=at.text)),
        (lambda: None if keeps_paragraphs else _paragraph(lines), lambda _: messages.layout_in_text_paragraphs()),
        (lambda: _broken(lines) if is_literal and not keeps_paragraphs else None, lambda _: messages.layout_in_text_lines(text=text)),
    )
    for find, message in told:
        if at := find():
            return message(at), source.span(at.number, at.column, max(1, len(at.text)))
    return None


def _lines(source: Source, scalar: ScalarNode) -> tuple[list[_Line], bool]:
    """The lines of a text as they are written, without indentation; and whether YAML keeps them apart."""
    span = scalar.span
    first = source.line_at(span.line)[span.column - 1 :]
    if span.line == span.end_line:
        parts = scalar.text.split("\n")
        return [_Line(span.line, span.column, part.strip()) for part in parts] if len(parts) > 1 or _is_bulleted(scalar.text) else [], False
    is_block = bool(_HEADER.fullmatch(first))
    rows = [(number, source.line_at(number)) for number in range(span.line + is_block, span.end_line + 1)]
    if not is_block:
        rows[-1] = (span.end_line, rows[-1][1][: span.end_column - 1])
        rows[0] = (span.line, " " * (span.column - 1) + first)
    elif span.end_column == 1 or not _belongs(rows, source):
        rows.pop()
    lines = [_Line(number, len(text) - len(text.lstrip()) + 1, text.strip()) for number, text in rows]
    while lines and not lines[-1].text:
        lines.pop()
    return lines, is_block and first.startswith("|")


def _belongs(rows: list[tuple[int, str]], source: Source) -> bool:
    """Whether the last line that YAML counts to a block is part of it, and not the next key."""
    return len(rows) > 1 and rows[-1][0] == len(source.lines) and _indent(rows[-1][1]) >= _indent(rows[0][1])


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _is_bulleted(text: str) -> bool:
    return len(re.findall(rf"[{_BULLETS.replace(chr(0xB7), '')}]", text)) > 1


def _table(lines: list[_Line]) -> _Line | None:
    bars = [line for line in lines if line.text.startswith("|")]
    ruled = [line for line in lines if _RULER.fullmatch(line.text)]
    columns = [line for line in lines if _COLUMNS.search(line.text)]
    if ruled:
        return lines[max(0, lines.index(ruled[0]) - 1)]
    return next((found[0] for found in (bars, columns) if len(found) > 1), None)


def _list(lines: list[_Line]) -> _Line | None:
    bullets = [line for line in lines if _BULLET.match(line.text)] or [line for line in lines if _is_bulleted(line.text)]
    points = (_points(lines, mark) for mark in _MARKS)
    return bullets[0] if bullets else next((found[0] for found in points if found), None)


def _points(lines: list[_Line], mark: re.Pattern[str]) -> list[_Line]:
    """The points of a list under one kind of mark; nothing where the mark is there by chance, as where a range is broken."""
    found = [(before, line) for before, line in _pairs(lines) if mark.match(line.text)]
    is_list = len(found) > 1 or any(before and before.text.endswith(":") for before, _ in found)
    return [line for _, line in found] if is_list and any(_parts(before, mark) for before, _ in found) else []


def _parts(before: _Line | None, mark: re.Pattern[str]) -> bool:
    return (
        before is None or not before.text or bool(_SENTENCE_END.search(before.text) or mark.match(before.text)) or len(before.text) < _LONG
    )


def _pairs(lines: list[_Line]) -> Iterator[tuple[_Line | None, _Line]]:
    return zip((None, *lines), lines, strict=False)


def _remark(lines: list[_Line]) -> _Line | None:
    return next((line for line in lines if re.match(r"#\s+\S", line.text)), None) if len(lines) > 1 else None


def _paragraph(lines: list[_Line]) -> _Line | None:
    """The line with which a second paragraph begins."""
    return next((line for before, line in _pairs(lines) if before and not before.text and line.text), None)


def _broken(lines: list[_Line]) -> _Line | None:
    """A line that ends early and without a mark, so that its author wanted it to end there."""
    pairs = ((before, line) for before, line in _pairs(lines) if before)
    is_wanted = (line for before, line in pairs if _ends_early(before.text) and re.match(r"[^\Wa-z_]", line.text))
    return next(is_wanted, None)


def _ends_early(text: str) -> bool:
    return len(text) < _LONG and not _SENTENCE_END.search(text)
