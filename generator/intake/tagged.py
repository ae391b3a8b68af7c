"""Files with a tag at the beginning of each line, as PubMed (NBIB) and RIS have them.

Their grammar is a line. It is read here rather than by a library, because a fault, a date or a name has to be shown where it stands, and
the order of persons and bodies among the authors must not be lost.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.intake.records import Text
from generator.source import Source, Span


@dataclass(slots=True)
class Tagged:
    """The lines of one record: tags and texts, in their order."""

    span: Span
    lines: list[tuple[str, Text]] = field(default_factory=list)

    def all(self, *tags: str) -> list[Text]:
        """The texts under any of some tags, in the order of the file."""
        return [text for tag, text in self.lines if tag in tags and text.value]

    def first(self, *tags: str) -> Text | None:
        """The first text under the first of some tags that has one."""
        return next((text for tag in tags for text in self.all(tag)), None)

    def has(self, tag: str) -> bool:
        """Whether the record has a line with this tag."""
        return any(tag == known for known, _ in self.lines)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the lines that go on with it; `tag` is empty where a text stands before any tag, or where the line is blank."""

    tag: str
    text: Text


def lines(source: Source, pattern: re.Pattern[str], *, on: re.Pattern[str]) -> Iterator[Line]:
    """The lines of a file by `pattern` (tag, text); a line that fits `on` goes on with the one before it."""
    tag, parts, span = "", list[str](), source.span(1, 1)
    for number, text in enumerate(source.lines, 1):
        match = pattern.fullmatch(text)
        if not match and tag and text.strip() and on.match(text):
            parts.append(text.strip())
            continue
        if tag:
            yield Line(tag, Text(" ".join(parts), span))
        tag, parts = (match[1].strip(), [(match[2] or "").strip()]) if match else ("", [])
        span = source.span(number, match.start(2) + 1 if match and match[2] else 1, max(1, len(match[2] or "") if match else 1))
        if not match:
            yield Line("", Text(text.strip(), source.span(number, 1, max(1, len(text)))))
    if tag:
        yield Line(tag, Text(" ".join(parts), span))
