"""Text to a tree of mappings, lists and text, each with its place.

Scalars stay text: bare YAML turns `no` into False, `1:30` into 90 and `010` into 8, and keeps the last of two equal keys in silence.
Only the events of the YAML parser are used, so nothing recurses and an alias can never expand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml

from generator.diagnostics import Diagnostic, Path, diagnose
from generator.source import Source, Span

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 40
MAX_FORBIDDEN = 100
"""So many forbidden characters are reported; a file with more of them is no text."""

# Characters that show nothing, turn the direction of the text or break lines unseen. The joiners U+200C and U+200D
# stay: Persian and the Indic scripts need them.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# What is left open here, YAML misses only lines later or at the end of the file.
_OPENED = ("quoted scalar", "flow sequence", "flow mapping")


@dataclass(slots=True)
class Scalar:
    """A text."""

    text: str
    span: Span


@dataclass(slots=True)
class Sequence:
    """A list."""

    span: Span
    items: "list[Tree]" = field(default_factory=list)
    end: Span | None = None
    """What it ends with: a bracket, or the first thing behind it."""


@dataclass(slots=True)
class Mapping:
    """Keys and their values, in the order of the file."""

    span: Span
    keys: dict[str, Span] = field(default_factory=dict)
    values: "dict[str, Tree]" = field(default_factory=dict)


Tree = Scalar | Sequence | Mapping


class _Stop(Exception):  # noqa: N818  # how reading ends; the error is the diagnostic it carries
    """The text cannot be read on."""


def decode(name: str, data: bytes) -> Source | Diagnostic:
    """Reads the bytes of a file as UTF-8, with or without a byte order mark."""
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = Source(name, error.object[: error.start].decode())
        return diagnose("not-utf8", before.span_at(len(before.text)), {"byte": f"0x{error.object[error.start]:02x}"})


def parse(source: Source) -> tuple[Tree | None, list[Diagnostic]]:
    """Reads a text as one YAML document; with no tree, the diagnostics say why."""
    forbidden = islice(FORBIDDEN.finditer(source.text), MAX_FORBIDDEN)
    if faults := [_forbidden(source.span_at(match.start()), match) for match in forbidden]:
        return None, faults
    builder = _Builder(source)
    try:
        builder.read(yaml.parse(source.text, Loader=_Loader))
    except _Stop:
        return None, builder.faults
    except yaml.MarkedYAMLError as error:
        return None, [*builder.faults, _syntax_fault(source, error)]
    except yaml.YAMLError as error:
        # The reader's own complaints bear no mark; what it refuses is caught above, so this is for its future ones.
        return None, [*builder.faults, diagnose("yaml-syntax", source.span(1, 1), {"problem": str(error).split("\n")[0]})]
    if builder.root is None or (isinstance(builder.root, Scalar) and not builder.root.text):
        return None, [*builder.faults, diagnose("empty-file", source.span(1, 1), {})]
    return (None if builder.faults else builder.root), builder.faults


def plain(tree: Tree) -> Any:
    """The tree as dicts, lists and strings."""
    if isinstance(tree, Scalar):
        return tree.text
    if isinstance(tree, Sequence):
        return [plain(item) for item in tree.items]
    return {key: plain(value) for key, value in tree.values.items()}


def locate(tree: Tree, path: Path, *, at_key: bool = False) -> Span:
    """The place of what `path` leads to, or of the last part of the way that exists."""
    span = _face(tree)
    for position, step in enumerate(path):
        if isinstance(tree, Sequence) and isinstance(step, int) and step < len(tree.items):
            tree = tree.items[step]
        elif isinstance(tree, Mapping) and isinstance(step, str) and step in tree.values:
            if at_key and position == len(path) - 1:
                return tree.keys[step]
            tree = tree.values[step]
        else:
            return span
        span = _face(tree)
    return span


def _face(tree: Tree) -> Span:
    """What of a tree to point at: its first key, or the whole."""
    return next(iter(tree.keys.values()), tree.span) if isinstance(tree, Mapping) else tree.span


def _forbidden(span: Span, match: re.Match[str]) -> Diagnostic:
    return diagnose("forbidden-character", span, {"character": f"U+{ord(match.group()):04X}"})


def _syntax_fault(source: Source, error: yaml.MarkedYAMLError) -> Diagnostic:
    mark, opened = error.problem_mark or error.context_mark, error.context_mark
    if mark and opened and opened.line < mark.line and (error.context or "").endswith(_OPENED):
        mark = opened
    # What the end of the file came too early for belongs to the last thing written, not to the void behind it.
    end = source.span_at(len(source.text.rstrip()))
    span = min(source.span(mark.line + 1, mark.column + 1), end) if mark else source.span(1, 1)
    if source.line_at(span.line)[span.column - 1 : span.column] == "\t":
        return diagnose("yaml-tab", span, {})
    problem = (error.problem or error.context or "it cannot be read").replace("token ", "")
    return diagnose("yaml-syntax", span, {"problem": problem})


@dataclass
class _Builder:
    """Turns parser events into a tree, keeping its own stack."""

    source: Source
    root: Tree | None = None
    faults: list[Diagnostic] = field(default_factory=list)
    _open: list[Sequence | Mapping] = field(default_factory=list)
    _pending: list[Scalar | None] = field(default_factory=list)
    """For each open mapping the key that waits for its value (None: a key comes next)."""
    _documents: int = 0

    def read(self, events: Iterator[Any]) -> None:
        for event in events:
            match event:
                case yaml.DocumentStartEvent():
                    self._start_document(event)
                case yaml.ScalarEvent():
                    self._refuse_extras(event)
                    self._scalar(event)
                case yaml.SequenceStartEvent():
                    self._enter(Sequence(self._span(event, length=1)), event)
                case yaml.MappingStartEvent():
                    self._enter(Mapping(self._span(event, length=1)), event)
                case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                    self._leave(event)
                case yaml.AliasEvent():
                    self._report("yaml-alias", self._span(event), name=event.anchor)
                    self._add(Scalar("", self._span(event)))
                case _:
                    pass

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._report("several-documents", self._span(event))
            raise _Stop

    def _scalar(self, event: Any) -> None:
        span = self._span(event)
        if not (event.value.isascii() and event.value.isprintable()):  # There is nothing to find in most texts, and this is faster.
            self.faults += [_forbidden(span, match) for match in FORBIDDEN.finditer(event.value)]
        self._add(Scalar(event.value, span))

    def _enter(self, tree: Sequence | Mapping, event: Any) -> None:
        self._refuse_extras(event)
        if len(self._open) >= MAX_DEPTH:
            self._report("too-deep", tree.span, depth=MAX_DEPTH)
            raise _Stop
        self._add(tree)
        self._open.append(tree)
        self._pending.append(None)

    def _leave(self, event: Any) -> None:
        tree = self._open.pop()
        self._pending.pop()
        if isinstance(tree, Sequence):
            tree.end = self._span(event)

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor:
            self._report("yaml-anchor", self._span(event, length=1), name=event.anchor)
        if event.tag and event.tag != "!":
            self._report("yaml-tag", self._span(event, length=1), name=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _add(self, tree: Tree) -> None:
        if not self._open:
            self.root = self.root or tree
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(tree)
        elif (key := self._pending[-1]) is None:
            self._pending[-1] = self._key(parent, tree)
        else:
            # Of two equal keys the first stays; the second is already reported.
            parent.values.setdefault(key.text, tree)
            self._pending[-1] = None

    def _key(self, parent: Mapping, tree: Tree) -> Scalar:
        if not isinstance(tree, Scalar):
            self._report("key-not-text", tree.span)
            return Scalar("", tree.span)
        if tree.text in parent.keys:
            self.faults.append(diagnose("duplicate-key", tree.span, {"key": tree.text}, parent.keys[tree.text]))
        parent.keys.setdefault(tree.text, tree.span)
        return tree

    def _report(self, code: str, span: Span, **facts: Any) -> None:
        self.faults.append(diagnose(code, span, facts))

    def _span(self, event: Any, length: int | None = None) -> Span:
        start, end = event.start_mark, event.end_mark
        if length is not None or (end.line, end.column) == (start.line, start.column):
            return self.source.span(start.line + 1, start.column + 1, length or 1)
        return Span(self.source.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
