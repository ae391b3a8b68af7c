"""Faults of the file: what is no YAML, or YAML that no pathway may hold."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from campaigns.faults.pathway import BROKEN, Fault, Part, Text, kind, nodes_at

_HIDDEN = "\u202e\u200b\x07\ufeff\xad\u2066\x00\x85\u2028"
_DEEP = 45


class _Stretch:
    """A part of the text: its node, that of its key, and whether a bracket is around it."""

    def __init__(self, text: Text, part: Part) -> None:
        self.part = part
        self.key, self.node = nodes_at(text.root, part.path)
        owner = nodes_at(text.root, part.path[:-1])[1] if part.path else self.node
        self.in_brackets = bool(owner.flow_style)
        self.start, self.end = int(self.node.start_mark.index), int(self.node.end_mark.index)
        self.is_bare = isinstance(self.node, yaml.ScalarNode) and self.node.style is None


def _stretches(text: Text, wanted: Callable[[Part], Any] = lambda _: True) -> Iterator[_Stretch]:
    return (_Stretch(text, part) for part in text.parts if part.path and wanted(part))


def _scalars(text: Text) -> Iterator[_Stretch]:
    return _stretches(text, lambda part: isinstance(part.value, str))


def _bare_texts(text: Text) -> Iterator[_Stretch]:
    """The texts without quotation marks behind a key, not in brackets."""
    found = _stretches(text, lambda part: part.spec in {"text", "prose"} and isinstance(part.path[-1], str))
    return (one for one in found if one.is_bare and not one.in_brackets and "“" not in one.part.value)


def _keys(text: Text) -> Iterator[_Stretch]:
    return (one for one in _stretches(text) if one.key)


def _in_scalars(what: str, rule: str, put: Callable[[int], str], *, first: bool = False) -> None:
    """A kind that puts something which must not be there into the middle of each text, or before it."""

    @kind(what)
    def _(text: Text) -> Iterator[Fault]:
        for number, one in enumerate(_scalars(text)):
            place = one.start if first else one.start + (one.end - one.start) // 2
            if "\n" not in text.text[place - 1 : place + 1]:
                yield text.slip(rule, (place, place), put(number))


_in_scalars("puts in a byte of another encoding", "not-utf8", lambda _: BROKEN)
_in_scalars("pastes a control, invisible or bidi character", "forbidden-character", lambda number: _HIDDEN[number % len(_HIDDEN)])
_in_scalars("writes an anchor", "yaml-anchor", lambda _: "&other ", first=True)
_in_scalars("writes a tag", "yaml-tag", lambda _: "!other ", first=True)


@kind("writes an alias")
def _(text: Text) -> Iterator[Fault]:
    return (text.slip("yaml-alias", (one.start, one.end), "*other") for one in _scalars(text))


@kind("nests too deep")
def _(text: Text) -> Iterator[Fault]:
    for one in _scalars(text):
        yield text.slip("too-deep", (one.start, one.end), "[" * _DEEP + "]" * _DEEP, one.start + 40 - len(one.part.path))


@kind("indents with a tab")
def _(text: Text) -> Iterator[Fault]:
    """Every indented line, but those inside a text of several lines, where the tab is white space like any other."""
    scalars = [(one.node.start_mark.line, one.node.end_mark.line) for one in _scalars(text)]
    inside = {line for first, last in scalars for line in range(first + 1, last + 1)}
    for match in re.finditer(r"^ +(?=[^\s#])", text.text, re.MULTILINE):
        if text.text.count("\n", 0, match.start()) not in inside:
            yield text.slip("yaml-tab", (match.start(), match.end()), "\t")


@kind("leaves a quote open")
def _(text: Text) -> Iterator[Fault]:
    for one in _scalars(text):
        if one.node.style in ('"', "'"):
            yield text.slip("yaml-syntax", (one.end - 1, one.end), "", one.start, loose=True)
        elif one.is_bare:
            yield text.slip("yaml-syntax", (one.start, one.start), '"', loose=True)


@kind("leaves a bracket open")
def _(text: Text) -> Iterator[Fault]:
    for one in _stretches(text, lambda part: not isinstance(part.value, str)):
        if one.node.flow_style:
            yield text.slip("yaml-syntax", (one.end - 1, one.end), "", one.start, loose=True)


@kind("leaves out a colon")
def _(text: Text) -> Iterator[Fault]:
    """Without it a key may become part of a longer one, or of a bare word."""
    for one in _keys(text):
        if not one.in_brackets:
            end, rules = one.key.end_mark.index, "yaml-syntax unknown-key malformed-id wrong-type"
            yield text.slip(rules, (end, end + 1), "", one.key.start_mark.index, loose=True)


@kind("puts a colon into a text")
def _(text: Text) -> Iterator[Fault]:
    for one in _bare_texts(text):
        if " " in one.part.value:
            gap = text.text.index(" ", one.start)
            yield text.slip("yaml-syntax", (gap, gap), ":", loose=True)


@kind("indents a key too far")
def _(text: Text) -> Iterator[Fault]:
    """A key one to the right of those beside it."""
    before: _Stretch | None = None
    for one in _keys(text):
        follows = before and before.is_bare and before.part.path[:-1] == one.part.path[:-1] and before.part.value
        if follows and not one.in_brackets:
            place = one.key.start_mark.index
            yield text.slip("yaml-syntax", (place, place), " ", loose=True)
        before = one


@kind("writes a key with nothing behind it")
def _(text: Text) -> Iterator[Fault]:
    for one in _bare_texts(text):
        yield text.slip("empty-text", (one.key.end_mark.index + 1, one.end), "")


@kind("puts curly quotes around a text")
def _(text: Text) -> Iterator[Fault]:
    for one in _bare_texts(text):
        yield text.slip("curly-quotes", (one.start, one.end), f"\u201c{one.part.value}\u201d")


@kind("begins a word with a number sign")
def _(text: Text) -> Iterator[Fault]:
    for one in _bare_texts(text):
        if (gap := text.text.rfind(" ", one.start, one.end)) > 0:
            yield text.slip("cut-text", (gap + 1, gap + 1), "#")


@kind("writes a list into a text")
def _(text: Text) -> Iterator[Fault]:
    for one in _bare_texts(text):
        if one.part.spec == "text":  # in others a line is a paragraph
            yield text.slip("layout-in-text", (one.start, one.end), '"Both of:\\n- one\\n- the other"')


@kind("leaves a text to be written")
def _(text: Text) -> Iterator[Fault]:
    if "To be written:" not in text.text:  # only the first is reported
        for one in _bare_texts(text):
            if one.part.path[0] != "abbreviations" and one.part.path[-1] != "version":  # where no example of ours stands
                yield text.slip("left-placeholder", (one.start, one.end), '"To be written: this"')


@kind("writes a key twice")
def _(text: Text) -> Iterator[Fault]:
    for one in _keys(text):
        if one.is_bare:
            place, name = one.key.start_mark.index, one.key.value
            gap = ", " if one.in_brackets else "\n" + " " * one.key.start_mark.column
            yield text.slip("duplicate-key", (place, place), f"{name}: other{gap}", place + len(f"{name}: other{gap}"))


@kind("makes a list a key")
def _(text: Text) -> Iterator[Fault]:
    for one in _keys(text):
        start, end = one.key.start_mark.index, one.key.end_mark.index
        yield text.slip("key-not-text", (start, end), f"[{text.text[start:end]}]")
