"""Place where YAML stumbled, with the lines around it."""

import re
from dataclasses import dataclass, replace

from generator.core.diagnostics import Diagnostic, Edit, Message, make_diagnostic
from generator.core.source import Source, Span
from generator.parsing.source_lines import Line, above, line

CLOSING = {"[": "]", "{": "}"}
# A text between quotation marks, and a bracket where a value can begin or end.
_BRACKETS = re.compile(r"""(?<!\w)(?:"(?:\\.|[^"\\])*"|'[^']*')|(?<![^\s\[{,])[\[{]|[\]}]""")


@dataclass(frozen=True, slots=True)
class ParserError:
    """Complaint of YAML: where, within what it was reading (and where that began), and the places of all that is open."""

    problem: str
    context: str
    at: Span
    opened: Span | None
    within: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ErrorContext:
    """A text and where YAML stumbled in it."""

    source: Source
    stumble: ParserError

    @property
    def at(self) -> Span:
        """Where YAML stumbled; what the end of the file came too early for belongs to the last thing written."""
        return min(self.stumble.at, self.source.span_at(len(self.source.text.rstrip())))

    @property
    def here(self) -> Line:
        """The line of the stumble."""
        return line(self.source, self.at.line)

    @property
    def above(self) -> Line:
        """The nearest line above it that says something."""
        return above(self.source, self.at.line)

    @property
    def letter(self) -> str:
        """The character where YAML stumbled."""
        return self.letter_at(self.at)

    @property
    def begins(self) -> bool:
        """Whether the line begins where YAML stumbled."""
        return self.at.column <= self.here.start

    @property
    def bracket(self) -> Span | None:
        """The innermost bracket that is open; where YAML reads ahead, it has not told of one in this line yet."""
        told = next((span for span in reversed(self.stumble.within) if self.letter_at(span) in CLOSING), None)
        column = opened_before(self.here.text[: self.at.column - 1])
        return self.source.span(self.at.line, column) if column and not (told and told.line == self.at.line) else told

    def letter_at(self, span: Span) -> str:
        """The first character of a span."""
        return self.source.line_at(span.line)[span.column - 1 : span.column]

    def tell(self, message: Message, span: Span, edits: tuple[Edit, ...] = ()) -> Diagnostic:
        """A variant of “yaml-syntax” in words, YAML's own behind them."""
        return make_diagnostic(replace(message, params={**message.params, "yaml": self.stumble.problem}), span, edits)


def opened_before(text: str) -> int:
    """The column of the innermost bracket that a piece of a line opens and does not close; 0 if there is none."""
    columns: list[int] = []
    for found in _BRACKETS.finditer(text):
        if found[0] in CLOSING:
            columns.append(found.start() + 1)
        elif found[0] in CLOSING.values() and columns:
            columns.pop()
    return columns[-1] if columns else 0
