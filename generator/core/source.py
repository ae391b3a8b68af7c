"""The text of a pathway, and places in it."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

_LINE_END = re.compile(r"\r\n?|\n")


class Span(NamedTuple):
    """A run of characters in a file; lines and columns count from 1, the end is exclusive. Line 0 stands for the file itself."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @classmethod
    def of_file(cls, file: str) -> Self:
        """No place within a file, but the file, be it there or not."""
        return cls(file, 0, 0, 0, 0)


@dataclass(frozen=True)
class Source:
    """The text of one file, under the name its diagnostics bear."""

    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The text line by line, without line ends."""
        # str.splitlines would also split at form feeds and the like, which YAML does not count as line ends.
        return _LINE_END.split(self.text)

    def span(self, line: int, column: int, length: int = 1) -> Span:
        """A span of `length` characters within one line."""
        return Span(self.name, line, column, line, column + length)

    def span_at(self, offset: int) -> Span:
        """The span of the character that `offset` characters come before."""
        line = bisect_right(self._starts, offset)
        return self.span(line, offset - self._starts[line - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        """How many characters come before a place; the opposite of `span_at`."""
        return self._starts[line - 1] + column - 1

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def line_at(self, number: int) -> str:
        """Line `number` (from 1), or nothing where the file has no such line."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""
