"""Text to a tree of mappings, lists and text, each with its place.

Scalars stay text: bare YAML turns `no` into False, `1:30` into 90 and `010` into 8, and keeps the last of two equal keys in silence.
Only the events of the YAML parser are used, so nothing recurses and an alias can never expand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NoReturn

import yaml

from generator.core.diagnostics import Diagnostic, Message, char_name, make_diagnostic, messages, number_of
from generator.core.diagnostics.collector import MAX_PER_RULE, DiagnosticCollector, DiagnosticFactory
from generator.core.source import Source, Span
from generator.core.symbols import is_private, likely_sign
from generator.parsing.edits import deleted
from generator.parsing.error_context import ParserError
from generator.parsing.merge_conflicts import conflicts
from generator.parsing.source_lines import ODD_SPACE
from generator.parsing.syntax_errors import explain_error, odd_space, unclosed_quote
from generator.parsing.text_warnings import remarks
from generator.parsing.tree import ListNode, MapNode, ScalarNode, Tree, joined, locate, to_data

__all__ = [
    "FORBIDDEN", "MAX_DEPTH", "MAX_ENTRIES", "ListNode", "MapNode", "ScalarNode",
    "Tree", "decode", "joined", "locate", "parse", "remarks", "to_data",
]  # fmt: skip

_FORBIDDEN = "forbidden-character"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 40
MAX_ENTRIES = 200_000
"""So many entries a list, or keys a key, may hold: several times what the largest pathway that was tried has."""

# Characters that show nothing, turn the direction of the text or break lines unseen; those that each font draws differently,
# or not at all, being for private use; and U+FFFD, which takes the place of a lost one. The joiners U+200C and U+200D stay:
# Persian and the Indic scripts need them.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_ANY_FORBIDDEN = re.compile(f"{FORBIDDEN.pattern}+")
# Only what is quoted can run on over other lines; and so begins a line that has a key or is an entry of a list.
_QUOTES = ("'", '"')
_INDENTATION = re.compile(r"\s*(?:-\s+)*")
_ENTRY = re.compile(r"(\s*)(?:-\s|[\w-]+:(?:\s|$))")


class _ParseAborted(Exception):  # noqa: N818  # how reading ends; the error is the diagnostic it carries
    """The text cannot be read on."""


def decode(name: str, data: bytes) -> Source | Diagnostic:
    """Reads the bytes of a file as UTF-8, with or without a byte order mark."""
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = Source(name, error.object[: error.start].decode())
        return make_diagnostic(messages.not_utf8(byte=f"0x{error.object[error.start]:02x}"), before.span_at(len(before.text)))


def parse(source: Source) -> tuple[Tree | None, list[Diagnostic]]:
    """Reads a text as one YAML document; with no tree, the diagnostics say why."""
    if faults := [*_unfit(source), *conflicts(source)]:
        return None, faults
    builder = _Builder(source)
    try:
        builder.read(yaml.parse(source.text, Loader=_Loader))
    except _ParseAborted:
        return None, builder.faults.diagnostics()
    except yaml.MarkedYAMLError as error:
        told, found = builder.faults.diagnostics(), builder.slip(error)
        return None, told if found in told or builder.has_told(error) else [*told, found]
    except yaml.YAMLError as error:
        # The reader's own complaints have no place; its refusals are caught above, so this is for future ones.
        fault = make_diagnostic(messages.yaml_syntax(problem=str(error).split("\n")[0]), source.span(1, 1))
        return None, [*builder.faults.diagnostics(), fault]
    if builder.root is None or (isinstance(builder.root, ScalarNode) and not builder.root.text):
        return None, [*builder.faults.diagnostics(), make_diagnostic(messages.empty_file(), source.span(1, 1))]
    told = builder.faults.diagnostics()
    return (None if told else builder.root), told


def _unfit(source: Source) -> list[Diagnostic]:
    """Forbidden characters that appear in a text unescaped."""
    few, text = DiagnosticCollector(), source.text
    for run in _ANY_FORBIDDEN.finditer(text):
        told = range(run.start(), min(run.end(), run.start() + MAX_PER_RULE))
        for at in told:
            few.add(_FORBIDDEN, partial(_forbidden_at, source, at))
        few.skip(_FORBIDDEN, run.end() - run.start() - len(told))
    return few.diagnostics()


def _forbidden_at(source: Source, at: int) -> Diagnostic:
    return make_diagnostic(_forbidden(source.text[at]), source.span_at(at), deleted(source, at))


def _forbidden(character: str, *, is_escaped: bool = False) -> Message:
    """Message about a character that is refused, and may be written as an escape."""
    if sign := likely_sign(character):
        return messages.forbidden_character_symbol(character=number_of(character), sign=sign)
    if is_private(character):
        return messages.forbidden_character_private(character=number_of(character))
    if character == "\N{REPLACEMENT CHARACTER}":
        return messages.forbidden_character_lost(character=number_of(character))
    if is_escaped:
        return messages.forbidden_character_escape(character=char_name(character))
    return messages.forbidden_character(character=char_name(character))


@dataclass(slots=True)
class _DuplicateKeys:
    """Duplicate keys of a mapping, from a place on."""

    parent: MapNode
    keys: dict[str, None]
    span: Span
    first: Span
    in_list: bool

    def told(self) -> Diagnostic:
        *most, last = [f"“{key}”" for key in self.keys]
        key, keys = next(iter(self.keys)), f"{', '.join(most)} and {last}"
        if most:
            return make_diagnostic(messages.duplicate_key_entry(keys=keys, key=key, related=self.first), self.span)
        return make_diagnostic(messages.duplicate_key(key=key, related=self.first), self.span)


@dataclass
class _Builder:
    """Turns parser events into a tree, keeping its own stack."""

    source: Source
    root: Tree | None = None
    faults: DiagnosticCollector = field(default_factory=DiagnosticCollector)
    _open: list[ListNode | MapNode] = field(default_factory=list)
    _pending: list[ScalarNode | None] = field(default_factory=list)
    """For each open mapping the key that waits for its value (None: a key comes next)."""
    _documents: int = 0
    _repeat: _DuplicateKeys | None = None
    """The last one."""
    _last: Span | None = None
    """The place of the last fault that is no repeat."""

    def read(self, events: Iterator[Any]) -> None:
        # There may be hundreds of thousands of events, and to compare their classes one by one would take as long as to read them.
        takers = {
            yaml.DocumentStartEvent: self._start_document,
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: lambda event: self._enter(ListNode(self._span(event, length=1)), event),
            yaml.MappingStartEvent: lambda event: self._enter(MapNode(self._span(event, length=1)), event),
            yaml.SequenceEndEvent: self._leave,
            yaml.MappingEndEvent: self._leave,
            yaml.AliasEvent: self._alias,
        }
        for event in events:
            if take := takers.get(type(event)):
                take(event)

    def has_told(self, error: yaml.MarkedYAMLError) -> bool:
        """Whether an error only follows from one already reported on its line, such as {{…}} or an asterisk that starts a text."""
        mark = error.problem_mark
        return bool(mark and self._last and self._last.line == mark.line + 1)

    def slip(self, error: yaml.MarkedYAMLError) -> Diagnostic:
        """Why the events ended early."""

        def place(mark: Any) -> Span | None:
            return self.source.span(mark.line + 1, mark.column + 1) if mark else None

        at = place(error.problem_mark or error.context_mark) or self.source.span(1, 1)
        within = tuple(tree.span for tree in self._open)
        return explain_error(self.source, ParserError(error.problem or "", error.context or "", at, place(error.context_mark), within))

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._report(messages.several_documents(), self._span(event))
            raise _ParseAborted

    def _alias(self, event: Any) -> None:
        self._report(messages.yaml_alias(name=event.anchor), self._span(event))
        self._add(ScalarNode("", self._span(event)))

    def _scalar(self, event: Any) -> None:
        self._refuse_extras(event)
        span = self._span(event)
        if not (event.value.isascii() and event.value.isprintable()):  # There is nothing to find in most texts, and this is faster.
            for character in dict.fromkeys(FORBIDDEN.findall(event.value)):
                self._report(_forbidden(character, is_escaped=True), span)
        if span.end_line > span.line and event.style in _QUOTES:
            self._runs_over(span)
        self._add(ScalarNode(event.value, span))

    def _runs_over(self, span: Span) -> None:
        """Refuses a quoted text that swallows what looks like further lines of the file: its mark was left open."""
        indentation = _INDENTATION.match(self.source.line_at(span.line))
        most = indentation.end() if indentation else 0
        # A text may span many lines, but YAML wants them further in than the key, and nobody writes keys into a text there.
        for number in range(span.line + 1, span.end_line + 1):
            if (entry := _ENTRY.match(self.source.line_at(number))) and len(entry[1]) <= most:
                self._say("yaml-syntax", span, partial(unclosed_quote, self.source, span))
                raise _ParseAborted

    def _enter(self, tree: ListNode | MapNode, event: Any) -> None:
        self._refuse_extras(event)
        if len(self._open) >= MAX_DEPTH:
            self._report(messages.too_deep(depth=MAX_DEPTH), tree.span)
            raise _ParseAborted
        self._add(tree)
        self._open.append(tree)
        self._pending.append(None)

    def _leave(self, event: Any) -> None:
        self._pending.pop()
        self._open.pop().end = self._span(event)

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor:
            self._report(messages.yaml_anchor(name=event.anchor), self._span(event, length=1))
        if event.tag:
            self._report(messages.yaml_tag(name=event.tag.replace("tag:yaml.org,2002:", "!!")), self._span(event, length=1))

    def _add(self, tree: Tree) -> None:
        if not self._open:
            self.root = self.root or tree
            return
        parent = self._open[-1]
        if isinstance(parent, ListNode):
            parent.items.append(tree)
            if len(parent.items) > MAX_ENTRIES:
                self._stop_at(tree.span)
        elif (key := self._pending[-1]) is None:
            self._pending[-1] = self._key(parent, tree)
        else:
            # Of two equal keys the first stays; the second is already reported.
            parent.values.setdefault(key.text, tree)
            self._pending[-1] = None

    def _key(self, parent: MapNode, tree: Tree) -> ScalarNode:
        if not isinstance(tree, ScalarNode):
            self._report(messages.key_not_text(), tree.span)
            return ScalarNode("", tree.span)
        if not tree.text.isascii() and (odd := ODD_SPACE.match(tree.text)):
            span = self.source.span(tree.span.line, tree.span.column)
            self._say(_FORBIDDEN, span, partial(odd_space, self.source, span, odd.group()))
        if tree.text in parent.keys:
            self._repeated(parent, tree)
        parent.keys.setdefault(tree.text, tree.span)
        if len(parent.keys) > MAX_ENTRIES:
            self._stop_at(tree.span)
        return tree

    def _repeated(self, parent: MapNode, key: ScalarNode) -> None:
        """Keys of an entry that come again one after the other are one slip: a new entry has lost its hyphen."""
        last = self._repeat
        if last and last.parent is parent and last.in_list and key.text not in last.keys:
            last.keys[key.text] = None
            return
        in_list = len(self._open) > 1 and isinstance(self._open[-2], ListNode)
        self._repeat = _DuplicateKeys(parent, {key.text: None}, key.span, parent.keys[key.text], in_list)
        self.faults.add("duplicate-key", self._repeat.told)

    def _stop_at(self, span: Span) -> NoReturn:
        """Refuse a file made to be long: each misfit takes more memory than its text."""
        self._report(messages.too_deep_long(maximum=f"{MAX_ENTRIES:,}"), span)
        raise _ParseAborted

    def _report(self, message: Message, span: Span) -> None:
        self._say(message.code, span, partial(make_diagnostic, message, span))

    def _say(self, code: str, span: Span, made: DiagnosticFactory) -> None:
        self._last = span
        self.faults.add(code, made)

    def _span(self, event: Any, length: int | None = None) -> Span:
        start, end = event.start_mark, event.end_mark
        if length is not None or (end.line == start.line and end.column == start.column):
            return self.source.span(start.line + 1, start.column + 1, length or 1)
        return Span(self.source.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
