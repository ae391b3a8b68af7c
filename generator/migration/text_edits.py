"""Edits in the text of a parsed YAML file, which leave everything else as it is."""

import re

from generator.core.source import Source, Span
from generator.parsing import ListNode, MapNode, ScalarNode, Tree

_BAR = re.compile(r"[|>][-+\d]*")
_REMARK = re.compile(r"[ \t]+(#[^\r\n]*)")
_COMMENT = re.compile(r"#[^\r\n]*")
_SPACES = re.compile(r"[ \t]*")
_LINE_END = re.compile(r"\r\n?|\n")
# Marks a place where something was deleted; no text that can be parsed holds this character.
_DELETED = "\0"
_EMPTIED_LINE = re.compile(rf"(?:^|(?<=[\r\n]))[ \t]*{_DELETED}[ \t{_DELETED}]*(?:\r\n?|\n|\Z)")
_EMPTIED_START = re.compile(rf"((?:^|(?<=[\r\n]))[ \t]*){_DELETED}[ \t{_DELETED}]*(?=#)")
_EMPTIED_END = re.compile(rf"[ \t]*{_DELETED}[ \t{_DELETED}]*(?=[\r\n]|\Z)")


class TextEdits:
    """Edits of a text, and the places of its values as offsets: the number of characters before them."""

    def __init__(self, source: Source) -> None:
        """Begin with no edit.

        Args:
            source: the text, which could be parsed.

        """
        self.source = source
        found = _LINE_END.search(source.text)
        self.line_end = found[0] if found else "\n"
        self._edits: list[tuple[int, int, str]] = []

    # ── Edits ──

    def replace(self, start: int, end: int, text: str) -> None:
        """Write a text in the place of another."""
        self._edits.append((start, end, text))

    def insert(self, at: int, text: str) -> None:
        """Write a text between two characters; what is inserted first at a place is first."""
        self.replace(at, at, text)

    def delete(self, start: int, end: int) -> None:
        """Delete a text, with its line where nothing else is left of that, or the spaces that would be left at its edges."""
        if start < end:
            self.replace(start, end, _DELETED)

    def delete_with_spaces(self, start: int, end: int) -> None:
        """Delete a text and the spaces that follow it on its line, unless they part a remark from what is before."""
        after = self._after_spaces(end)
        self.delete(start, end if self.source.text[after : after + 1] == "#" else after)

    def result(self) -> str:
        """The text after all edits, which may not overlap."""
        parts, at = [], 0
        for start, end, text in sorted(self._edits, key=lambda edit: edit[:2]):
            parts += [self.source.text[at:start], text]
            at = end
        made = _EMPTIED_LINE.sub("", "".join([*parts, self.source.text[at:]]))
        return _EMPTIED_END.sub("", _EMPTIED_START.sub(r"\1", made)).replace(_DELETED, "")

    def rename(self, key: Span, name: str) -> None:
        """Write another key, within the quotation marks that the old one has."""
        self._write(self.at(key), self.end_of(key), name)

    def write_word(self, value: ScalarNode, word: str) -> None:
        """Write a word in place of another, within its quotation marks."""
        self._write(self.at(value.span), self.end(value), f"{word}{self._remark_of_bar(value)}")

    def write_short(self, value: ScalarNode, text: str) -> None:
        """Write other YAML on one line in place of a text."""
        self.replace(self.at(value.span), self.end(value), f"{text}{self._remark_of_bar(value)}")

    def _write(self, start: int, end: int, text: str) -> None:
        mark = self.source.text[start] if self.source.text[start : start + 1] in ("'", '"') else ""
        self.replace(start, end, f"{mark}{text}{mark}")

    def write_value(self, key: Span, value: ScalarNode, lines: list[str], header: str = "") -> None:
        """Write lines below a key, in block style, in place of a text; the remark beside the text is then beside the key.

        Args:
            key: the key.
            value: the text.
            lines: the new lines, without the indentation that they have in common.
            header: what is to be beside the key, such as `>-`.

        """
        end, remark = self.end(value), self._remark(value)
        if found := _REMARK.match(self.source.text, end):
            end = found.end()
        head = "  ".join(filter(None, [header, remark]))
        if value.span.line == key.line:
            start, column = self.colon(key), key.column + 1
            head = f"{' ' if header else '  '}{head}" if head else ""
        else:
            start, column = self.at(value.span), value.span.column - 1
            head, *lines = [head, *lines] if head else lines
        self.replace(start, end, head + self.lines(lines, column))

    def lines(self, lines: list[str], column: int) -> str:
        """Lines that follow upon another, behind some spaces each; an empty one stays empty."""
        return "".join(f"{self.line_end}{' ' * column if line else ''}{line}" for line in lines)

    def unwrap(self, node: MapNode, key: str) -> None:
        """Delete the only key of a mapping, and the braces around it, so that its value takes the place of the mapping."""
        start, end = self.at(node.span), self.end(node)
        if self.is_flow(node):
            first = self.at(node.keys[key])
            if self.source.text[start + 1 : first].isspace():
                self.delete(start, first)
            else:
                self.delete_with_spaces(start, start + 1)
            gap = self.uncommented(self.end(node.values[key]), end)
            for sign in ",}":
                if sign in gap:
                    at = gap.rindex(sign)
                    self.delete(end - len(gap) + len(gap[:at].rstrip(" \t")), end - len(gap) + at + 1)
        self.delete_with_spaces(self.at(node.keys[key]), self.colon(node.keys[key]))

    def indent(self, first: int, last: int, least: int, by: int) -> None:
        """Move lines to the right, or to the left.

        Args:
            first: the number of the first line.
            last: the number of the last one.
            least: the indentation, in spaces, that a line has at least if it is to be moved.
            by: the number of spaces to add, or (below zero) to take away.

        """
        for number in range(first, last + 1):
            line, at = self.source.line_at(number), self.source.offset(number, 1)
            if line.startswith(" " * least) and line:
                self.replace(at, at - min(by, 0), " " * by)

    # ── Places ──

    def at(self, span: Span) -> int:
        """Where a span begins."""
        return self.source.offset(span.line, span.column)

    def end_of(self, span: Span) -> int:
        """Where a span ends."""
        return self.source.offset(span.end_line, span.end_column)

    def _remark_of_bar(self, value: ScalarNode) -> str:
        """The remark beside the bar above a text, which is to follow what takes its place."""
        remark = self._remark(value) if self.is_block(value) else ""
        return f"  {remark}" if remark else ""

    def colon(self, key: Span) -> int:
        """Where the colon of a key ends."""
        return self.source.text.index(":", self.end_of(key)) + 1

    def is_flow(self, node: Tree) -> bool:
        """Whether a mapping or list is in braces or brackets."""
        return not isinstance(node, ScalarNode) and self.source.text[self.at(node.span)] in "[{"

    def is_block(self, node: ScalarNode) -> bool:
        """Whether a text is below a bar or a “>”."""
        return bool(_BAR.match(self.source.text, self.at(node.span)))

    def block_column(self, key: Span, node: ScalarNode) -> int:
        """The number of spaces before the lines of a text that is below a bar."""
        lines = self.source.text[self.at(node.span) : self.end(node)].splitlines()
        if found := re.search(r"\d", lines[0].partition("#")[0]):
            return key.column - 1 + int(found[0])
        first = next(line for line in lines[1:] if line.strip())
        return len(first) - len(first.lstrip(" "))

    def end(self, node: Tree) -> int:
        """Where the last character of a value ends; what follows may be a remark."""
        if isinstance(node, ScalarNode):
            start, end = self.at(node.span), self.end_of(node.span)
            if self.is_block(node):
                return self._after_spaces(start + len(self.source.text[start:end].rstrip()))
            return end if node.text or self.source.text[start : start + 1] in ("'", '"') else start
        if self.is_flow(node) and node.end:
            return self.end_of(node.end)
        children = node.items if isinstance(node, ListNode) else [*node.values.values()]
        return self.end(children[-1]) if children else self.end_of(node.span)

    def last_line(self, node: Tree) -> int:
        """The number of the line on which a value ends."""
        return self.source.span_at(self.end(node)).line

    def line_start(self, number: int) -> int:
        """Where a line begins; the end of the text, after the last line."""
        return self.source.offset(number, 1) if number <= len(self.source.lines) else len(self.source.text)

    def uncommented(self, start: int, end: int) -> str:
        """The text between two values, with spaces in place of its remarks."""
        return _COMMENT.sub(lambda found: " " * len(found[0]), self.source.text[start:end])

    def _remark(self, value: ScalarNode) -> str:
        """The remark beside a text, or beside the bar above it."""
        at = _BAR.match(self.source.text, self.at(value.span))
        found = _REMARK.match(self.source.text, at.end() if at else self.end(value))
        return found[1] if found else ""

    def _after_spaces(self, at: int) -> int:
        found = _SPACES.match(self.source.text, at)
        return found.end() if found else at
