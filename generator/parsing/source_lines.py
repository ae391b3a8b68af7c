"""Lines of YAML as their author sees them, whether or not YAML can read them."""

import re
from dataclasses import dataclass

from generator.core.diagnostics import LIKE_HYPHEN, quote_yaml
from generator.core.source import Source, Span

# Spaces that are none to YAML; in a text they may be wanted, as between a number and its unit.
ODD_SPACE = re.compile("[\N{NO-BREAK SPACE}\u1680\u2000-\u200a\u202f\u205f\u3000]")
CURLY = "\u201c\u201d\u201e\u2018\u2019\u201a"
"""Quotation marks of word processors, double and single."""
# A mark that opens, and those that close it in one language or another.
_PAIRS = {"\u201c": "\u201d", "\u201d": "\u201d", "\u201e": "\u201c\u201d", "\u2018": "\u2019", "\u201a": "\u2018\u2019"}
# Looking for a slip takes time by length squared at worst; nobody sees one in a line longer than this.
_LONGEST = 4000
LIKE_HYPHENS = LIKE_HYPHEN + "\u2022\u00b7"
"""With the bullets of word processors."""
_LEAD = re.compile(r"\s*(?:-\s+)*")
_KEYED = re.compile(r"\s*(?:-\s+)*(?P<key>[^\s#:,\[\]{}\"'-][^:]*?)\s*:(?:\s+(?P<value>.*))?$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: where its words begin (column from 1), and its key and value where it has them."""

    number: int
    text: str
    start: int
    key: str
    value: str

    @property
    def words(self) -> str:
        """Its text, without indentation and hyphens."""
        return self.text[self.start - 1 :].rstrip()

    @property
    def edge(self) -> int:
        """The column of its first character, be it a hyphen."""
        return len(self.text) - len(self.text.lstrip()) + 1

    @property
    def value_at(self) -> int:
        """The column where its value begins."""
        return self.text.index(self.value, self.text.index(":", self.start)) + 1 if self.value else len(self.text) + 1


def line(source: Source, number: int) -> Line:
    """Line `number` of a text; an empty one where there is no such line."""
    text = source.line_at(number)[:_LONGEST]
    lead, keyed = _LEAD.match(text), _KEYED.match(text)
    start = lead.end() + 1 if lead else 1
    return Line(number, text, start, keyed["key"] if keyed else "", ((keyed["value"] or "") if keyed else "").rstrip())


def above(source: Source, number: int) -> Line:
    """The nearest line above that says something; line 0 where there is none."""
    for other in range(number - 1, 0, -1):
        text = source.line_at(other).strip()
        if text and not text.startswith("#"):
            return line(source, other)
    return line(source, 0)


def span_of(source: Source, at: Line) -> Span:
    """The words of a line."""
    return source.span(at.number, at.start, max(1, len(at.words)))


def is_quoted(text: str) -> bool:
    """Whether a text has a pair of curly quotation marks around it, and none of their kind within."""
    if len(text) < 3 or text[-1] not in _PAIRS.get(text[0], ""):  # noqa: PLR2004  # two marks with something between them
        return False
    within = text[1:-1]
    # “One” and “another”; an apostrophe may be within double marks.
    return text[0] not in within and (text[0] in "\u2018\u201a" or text[-1] not in within)


def quoted(text: str) -> str:
    """The text in straight quotes, without those that are around it already."""
    bare = text.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "'\"":
        bare = bare[1:-1]
    elif bare[:1] in CURLY:
        bare = bare.strip(CURLY)
    return quote_yaml(bare)
