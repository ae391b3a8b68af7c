"""New references are inserted into the text of a pathway without changing an existing line.

Lines are inserted where the tree says that the list ends. Then the whole text is read again, and it is only returned if it contains
everything it contained before, followed by the new entries.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.core.source import Source, Span
from generator.parsing import ListNode, MapNode, ScalarNode, Tree, parse, to_data
from generator.references.importers import Entry
from generator.references.merge.yaml_writer import block, flow

KEY = "references"
_DOCUMENT_END = re.compile(r"\.\.\.(?:\s|$)")


def insert(source: Source, tree: MapNode, entries: list[Entry]) -> str | None:
    """The text with the entries at the end of its references; nothing where there is no place for them."""
    held = to_data(tree)
    wanted = _bare({**held, KEY: [*(held.get(KEY) or []), *entries]})
    for text in _candidates(_Text(source), tree, entries):
        read, _ = parse(Source(source.name, text))
        if read and _bare(to_data(read)) == wanted:
            return text
    return None


def _bare(data: Any) -> Any:
    """The data without line breaks at the ends of texts: a text in block style at the end of a file may get one."""
    if isinstance(data, dict):
        return {key: _bare(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_bare(value) for value in data]
    return data.rstrip("\n")


@dataclass(frozen=True, slots=True)
class _Text:
    source: Source

    @property
    def line_end(self) -> str:
        """The line end of the file, by its first."""
        found = re.search(r"\r\n?|\n", self.source.text)
        return found.group() if found else "\n"

    @property
    def last(self) -> int:
        """The number of the last line; what comes behind the last line end is none if it is empty."""
        lines = self.source.lines
        return len(lines) - (not lines[-1])

    def at(self, span: Span) -> int:
        """How many characters come before a place."""
        return self.source.offset(span.line, span.column)

    def with_lines(self, line: int, new: list[str]) -> str:
        """The text with new lines behind a line."""
        text = self.source.text
        at = self.source.offset(line + 1, 1) if line < len(self.source.lines) else len(text)
        head = text[:at]
        end = self.line_end if head and not head.endswith(("\n", "\r")) else ""
        return head + end + "".join(f"{part}{self.line_end}" for part in new) + text[at:]


def _candidates(text: _Text, tree: MapNode, entries: list[Entry]) -> Iterator[str]:
    held = tree.values.get(KEY)
    if held is None:
        yield from _as_new_key(text, tree, entries)
    elif isinstance(held, ScalarNode):
        key = tree.keys[KEY]
        yield text.with_lines(key.line, block(entries, key.column + 1, 2, spaced=True))
    elif isinstance(held, ListNode) and text.source.text[text.at(held.span)] == "[":
        yield from _in_brackets(text, tree, held, entries)
    elif isinstance(held, ListNode):
        yield from _in_block(text, tree, held, entries)


def _as_new_key(text: _Text, tree: MapNode, entries: list[Entry]) -> Iterator[str]:
    """At the end of the file, behind a blank line."""
    column = min(place.column for place in tree.keys.values()) - 1
    new = [f"{' ' * column}{KEY}:", *block(entries, column + 2, 2, spaced=True)]
    for line in (text.last, _last_line(text, text.last, column)):
        yield text.with_lines(line, [*([""] if text.source.line_at(line).strip() else []), *new])


def _in_brackets(text: _Text, tree: MapNode, held: ListNode, entries: list[Entry]) -> Iterator[str]:
    if held.end is None:
        return
    whole, key = text.source.text, tree.keys[KEY]
    start, close = text.at(held.span), text.source.offset(held.end.end_line, held.end.end_column) - 1
    if not held.items:
        # Only the brackets go; a comment behind them stays in its line.
        opened = Source("", whole[: start - (whole[start - 1] == " ")] + whole[close + 1 :])
        yield _Text(opened).with_lines(key.line, block(entries, key.column + 1, 2, spaced=True))
    braces = f",{text.line_end}".join(text.line_end.join(flow(entry, key.column + 1)) for entry in entries)
    body = f"{text.line_end}{braces}{text.line_end}{' ' * (key.column - 1)}"
    # There may be a comma already.
    for comma in (",", "") if held.items else ("",):
        yield whole[:close] + comma + body + whole[close:]


def _in_block(text: _Text, tree: MapNode, held: ListNode, entries: list[Entry]) -> Iterator[str]:
    column = held.span.column - 1
    following = [place.line for place in tree.keys.values() if place.line > held.span.line]
    limit = min(following, default=text.last + 1) - 1
    spaced = _spaced(text, held)
    new = block(entries, column, _step(text, held), spaced=spaced)
    yield text.with_lines(_last_line(text, limit, column), [*([""] if spaced else []), *new])
    # A text in block style that keeps its blank lines goes on as far as the next key.
    yield text.with_lines(limit, new)


def _step(text: _Text, held: ListNode) -> int:
    """How far the keys stand behind the hyphen, as in the first entry."""
    first = held.items[0]
    key = next(iter(first.keys.values()), None) if isinstance(first, MapNode) else None
    return key.column - held.span.column if key and key.line == held.span.line and not _in_braces(text, first) else 2


def _in_braces(text: _Text, tree: Tree) -> bool:
    return isinstance(tree, MapNode) and text.source.text[text.at(tree.span)] == "{"


def _spaced(text: _Text, held: ListNode) -> bool:
    """Whether a blank line parts the entries; a first one that has lines of its own is taken to want it."""
    first, *others = held.items
    if not others:
        return not _in_braces(text, first)
    return any(not text.source.line_at(line).strip() for line in range(first.span.line + 1, others[0].span.line))


def _last_line(text: _Text, limit: int, column: int) -> int:
    """The last line up to `limit` of the list whose hyphens stand behind `column` spaces.

    A blank line is none of it, nor a comment that does not stand further right than the hyphens.
    """
    line = limit
    while line > 0:
        shown = text.source.line_at(line)
        bare = shown.lstrip(" ")
        foreign = bare.startswith("#") and len(shown) - len(bare) <= column
        if bare.strip() and not foreign and not _DOCUMENT_END.match(shown):
            break
        line -= 1
    return line
