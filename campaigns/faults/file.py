"""Faults of the file: what is no YAML, or YAML that no pathway may hold."""

import re
from collections.abc import Callable, Iterator, Sequence

import yaml

from campaigns.faults.text import BROKEN, Edit, Inside, Kind, Part, Plant, Text, above, replaced

_HIDDEN = "\u202e\u200b\x07\ufeff\xad\u2066\x00\x85\u2028"
_DEEP = 45


def _scalars(text: Text) -> list[Part]:
    return [part for part in text.all if isinstance(part.node, yaml.ScalarNode) and part.spec != "[way]"]


def _in_scalars(rule: str, put: Callable[[int], str]) -> Callable[[Text], Iterator[Plant]]:
    """Puts something that must not be in any text into the middle of each."""

    def plant(text: Text) -> Iterator[Plant]:
        for number, part in enumerate(_scalars(text)):
            middle = part.start + (part.end - part.start) // 2
            if "\n" not in text.text[middle - 1 : middle + 1]:
                yield Plant([Edit(middle, middle, put(number))], rule, [Inside(0, 0)])

    return plant


def _before_scalars(rule: str, put: str) -> Callable[[Text], Iterator[Plant]]:
    def plant(text: Text) -> Iterator[Plant]:
        for part in _scalars(text):
            yield Plant([Edit(part.start, part.start, put)], rule, [Inside(0, 0)])

    return plant


def _aliases(text: Text) -> Iterator[Plant]:
    for part in _scalars(text):
        yield Plant([replaced(part, "*other")], "yaml-alias", [Inside(0, 0)])


def _tabs(text: Text) -> Iterator[Plant]:
    """Every indented line, but those inside a text of several lines, where the tab is white space like any other."""
    inside = {
        line
        for part in _scalars(text)
        for line in range(part.node.start_mark.line + 1, part.node.end_mark.line + 1)
        if part.node.start_mark.line != part.node.end_mark.line
    }
    for match in re.finditer(r"^ +(?=[^\s#])", text.text, re.MULTILINE):
        if text.text.count("\n", 0, match.start()) not in inside:
            yield Plant([Edit(match.start(), match.end(), "\t")], "yaml-tab", [Inside(0, 0)])


def _documents(text: Text) -> Iterator[Plant]:
    for part in text.root.parts[1:]:
        yield Plant([Edit(part.key_start, part.key_start, "---\n")], "several-documents", [Inside(0, 0)])


def _nothing(text: Text) -> Iterator[Plant]:
    for left in ("", "# Nothing yet\n", "---\n"):
        yield Plant([Edit(0, len(text.text), left)], "empty-file", [0] if not left else [Inside(0, 0)])


def _deep(text: Text) -> Iterator[Plant]:
    for part in _scalars(text):
        depth = sum(not isinstance(owner.node, yaml.ScalarNode) for owner in above(part))
        yield Plant([replaced(part, "[" * _DEEP + "]" * _DEEP)], "too-deep", [Inside(0, 40 - depth)])


def _unclosed_quotes(text: Text) -> Iterator[Plant]:
    for part in _scalars(text):
        if part.node.style in ('"', "'"):
            yield Plant([Edit(part.end - 1, part.end, "")], "yaml-syntax", [part.start], loose=True)
        elif part.node.style is None and "\n" not in text.text[part.start : part.end]:
            yield Plant([Edit(part.start, part.start, '"')], "yaml-syntax", [Inside(0, 0)], loose=True)


def _unclosed_brackets(text: Text) -> Iterator[Plant]:
    for part in text.all:
        if not isinstance(part.node, yaml.ScalarNode) and part.is_flow:
            yield Plant([Edit(part.end - 1, part.end, "")], "yaml-syntax", [part.start], loose=True)


def _missing_colons(text: Text) -> Iterator[Plant]:
    for part in text.all:
        if part.key and part.owner and not part.owner.is_flow:
            colon = text.text.index(":", part.key.end_mark.index)
            # Without it a key may become part of a longer one, or of a bare word.
            yield Plant([Edit(colon, colon + 1, "")], "yaml-syntax unknown-key malformed-id wrong-type", [part.key_start], loose=True)


def _colons_in_texts(text: Text) -> Iterator[Plant]:
    for part in text.of("text", "prose"):
        if (
            part.key
            and part.owner
            and not part.owner.is_flow
            and part.node.style is None
            and " " in (written := text.text[part.start : part.end])
        ):
            gap = part.start + written.index(" ")
            yield Plant([Edit(gap, gap, ":")], "yaml-syntax", [Inside(0, 0)], loose=True)


def _shifted(text: Text) -> Iterator[Plant]:
    """A key one to the right of those beside it."""
    for part in text.all:
        if part.key and part.owner and not part.owner.is_flow and part is not part.owner.parts[0]:
            before: Sequence[Part] = part.owner.parts
            previous = before[next(number for number, other in enumerate(before) if other is part) - 1]
            if isinstance(previous.node, yaml.ScalarNode) and previous.node.style is None and previous.says:
                yield Plant([Edit(part.key_start, part.key_start, " ")], "yaml-syntax", [part.key_start], loose=True)


def _bare_texts(text: Text) -> Iterator[Part]:
    for part in text.of("text", "prose"):
        if part.key and part.owner and not part.owner.is_flow and part.node.style is None and "\n" not in text.text[part.start : part.end]:
            yield part


def _curly_quotes(text: Text) -> Iterator[Plant]:
    for part in _bare_texts(text):
        yield Plant([Edit(part.start, part.start, "\u201c"), Edit(part.end, part.end, "\u201d")], "curly-quotes", [Inside(0, 0)])


def _cut_texts(text: Text) -> Iterator[Plant]:
    for part in _bare_texts(text):
        if (gap := text.text.rfind(" ", part.start, part.end)) > 0:
            yield Plant([Edit(gap + 1, gap + 1, "#")], "cut-text", [Inside(0, 0)])


def _lists_in_texts(text: Text) -> Iterator[Plant]:
    for part in (part for part in _bare_texts(text) if part.spec == "text"):  # in others a line is a paragraph
        yield Plant([Edit(part.start, part.end, '"Both of:\\n- one\\n- the other"')], "layout-in-text", [Inside(0, 0)])


def _placeholders(text: Text) -> Iterator[Plant]:
    if "To be written:" in text.text:  # only the first is reported
        return
    for part in _bare_texts(text):
        yield Plant([Edit(part.start, part.end, '"To be written: this"')], "left-placeholder", [Inside(0, 0)])


def _keys_twice(text: Text) -> Iterator[Plant]:
    for part in text.all:
        if part.key and part.owner and part.spec != "[way]" and isinstance(part.node, yaml.ScalarNode) and part.node.style is None:
            gap = ", " if part.owner.is_flow else "\n" + " " * part.column
            name = text.text[part.key_start : part.key.end_mark.index]
            yield Plant([Edit(part.key_start, part.key_start, f"{name}: other{gap}")], "duplicate-key", [part.key_start])


def _keys_of_lists(text: Text) -> Iterator[Plant]:
    for part in text.all:
        if part.key:
            start, end = part.key_start, part.key.end_mark.index
            yield Plant([Edit(start, start, "["), Edit(end, end, "]")], "key-not-text", [Inside(0, 0)])


KINDS = (
    Kind("puts in a byte of another encoding", _in_scalars("not-utf8", lambda _: BROKEN)),
    Kind(
        "pastes a control, invisible or bidi character", _in_scalars("forbidden-character", lambda number: _HIDDEN[number % len(_HIDDEN)])
    ),
    Kind("indents with a tab", _tabs),
    Kind("leaves a quote open", _unclosed_quotes),
    Kind("leaves a bracket open", _unclosed_brackets),
    Kind("leaves out a colon", _missing_colons),
    Kind("puts a colon into a text", _colons_in_texts),
    Kind("indents a key too far", _shifted),
    Kind("puts curly quotes around a text", _curly_quotes),
    Kind("begins a word with a number sign", _cut_texts),
    Kind("writes a list into a text", _lists_in_texts),
    Kind("leaves a text to be written", _placeholders),
    Kind("empties the file", _nothing),
    Kind("begins a second document", _documents),
    Kind("nests too deep", _deep),
    Kind("writes a key twice", _keys_twice),
    Kind("makes a list a key", _keys_of_lists),
    Kind("writes an anchor", _before_scalars("yaml-anchor", "&other ")),
    Kind("writes an alias", _aliases),
    Kind("writes a tag", _before_scalars("yaml-tag", "!other ")),
)
