"""Files with a tag at the beginning of each line, as PubMed (NBIB) and RIS have them.

Their grammar is a line. It is read here rather than by a library, because a fault, a date or a name has to be shown where it is, and
the order of persons and bodies among the authors must not be lost.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from generator.core.diagnostics import Diagnostic
from generator.core.source import Source, Span
from generator.references.importers.records import Text, left_out


@dataclass(slots=True)
class Tagged:
    """The lines of one record: tags and texts, in their order; `used` are the texts that something was made of, or that repeat one."""

    span: Span
    lines: list[tuple[str, Text]] = field(default_factory=list)
    used: set[Text] = field(default_factory=set)

    def all(self, *tags: str) -> list[Text]:
        """The texts under any of some tags, in the order of the file."""
        return [text for tag, text in self.lines if tag in tags and text.value]

    def has(self, *tags: str) -> bool:
        """Whether the record has a line with one of these tags."""
        return any(known in tags for known, _ in self.lines)

    def first(self, *tags: str, repeated: bool = False) -> Text | None:
        """The first text under the first of some tags that has one, which is then used.

        Args:
            tags: The tags, the best first.
            repeated: Whether the other texts under these tags say the same in another form, so that they are used as well.

        """
        found = next((text for tag in tags for text in self.all(tag)), None)
        if found:
            self.used |= {text for text in self.all(*tags) if repeated or _bare(text.value) == _bare(found.value)}
        return found

    def use(self, *texts: Text) -> None:
        """Mark texts as used."""
        self.used.update(texts)

    def left(self, passed: Callable[[str], bool]) -> Iterator[Diagnostic]:
        """A warning for each text that nothing was made of, but for the tags that are passed over."""
        for tag, text in self.lines:
            if text.value and text not in self.used and not passed(tag):
                yield left_out(text.span, tag, text.value)


def _bare(text: str) -> str:
    return text.casefold().rstrip(". ")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with those that continue it; `tag` is empty for a text that continues nothing, and for a blank line."""

    tag: str
    text: Text


def lines(source: Source, pattern: re.Pattern[str], continues: Callable[[str, str], bool]) -> Iterator[Line]:
    """The lines of a file by `pattern` (tag, text); `continues` tells from a tag and a line without one whether they belong together."""
    tag, parts, span = "", list[str](), source.span(1, 1)
    for number, text in enumerate(source.lines, 1):
        match = pattern.fullmatch(text)
        if not match and tag and text.strip() and continues(tag, text):
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
