"""Incremental reading of a changed text: unchanged parts are not parsed again.

A text is cut where an entry begins of a list right below the file's own keys. Between two such cuts YAML comes from one state back into
the very same: in a list, so far in, with nothing open. So what lies between them gives the same tree among whatever other entries of such
a list, but for its lines. Whether YAML does see an entry at each cut is seen from the tree, for what is in quotation marks may look like
one. Where there is any doubt, and where there is anything to complain of, the text is read as for the first time.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from generator.core.diagnostics import Diagnostic
from generator.core.source import Source
from generator.parsing.tree import LazyNode, MapNode, Tree, freeze, shift_lines
from generator.parsing.tree import ListNode as Items

_LIST = re.compile(r"\n([a-z_]+): *\n(?: *(?:#[^\n]*)?\n)*(?=( +)- )")
_END = re.compile(r"\n(?=[^ \n#])")
_ODD = re.compile(r"[\t\r]")
_STANDS_IN = "x"
"""The text in the place of entries that are known."""

Parse = Callable[[Source], tuple[Tree | None, list[Diagnostic]]]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a list, from behind its hyphen to the line of the next one. Lines count from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class _List:
    """A list below a key of the file, from offset to offset."""

    key: str
    indent: int
    start: int
    end: int
    entries: tuple[_Entry, ...]

    def items(self, root: Tree | None, entries: Sequence[_Entry]) -> Items | None:
        """Parsed value of the key, if it is a list of just these entries."""
        found = root.values.get(self.key) if isinstance(root, MapNode) else None
        if not isinstance(found, Items) or len(found.items) != len(entries):
            return None
        read = ((item, entry) for item, entry in zip(found.items, entries, strict=True) if not isinstance(item, LazyNode))
        return found if all((item.span.line, item.span.column) == (entry.line, self.indent + 3) for item, entry in read) else None


@dataclass
class Reader:
    """Reads the states of a file one after the other, with `parse` where it must; gives what that would give, with trees not yet read."""

    parse: Parse
    most: int
    """So many entries a list may hold."""
    _name: str = ""
    _said: dict[tuple[int, str], bytes] = field(default_factory=dict)

    def read(self, source: Source) -> tuple[Tree | None, list[Diagnostic]]:
        """Reads a text as one YAML document; with no tree, the diagnostics say why."""
        lists = [] if _ODD.search(source.text) else list(_lists(source.text))
        tree = self._again(source, lists) if source.name == self._name else None
        told: list[Diagnostic] = []
        if tree is None:
            tree, told = self.parse(source)
        if tree is not None:
            self._name, self._said = source.name, dict(self._learnt(tree, lists))
        return tree, told

    def _again(self, source: Source, lists: Sequence[_List]) -> Tree | None:
        """The tree, if what is known of entries proves to hold."""
        runs = [list(self._runs(found)) for found in lists]
        tree, _ = self.parse(Source(source.name, self._shortened(source.text, lists, runs)))
        for found, together in zip(lists, runs, strict=True):
            if not any(self._knows(found, run[0]) for run in together):
                continue
            items = found.items(tree, [run[0] for run in together])
            if items is None or len(found.entries) > self.most:
                return None
            pairs = zip(items.items, together, strict=True)
            items.items = [part for item, run in pairs for part in (self._unread(found, run) if self._knows(found, run[0]) else (item,))]
        return tree

    def _knows(self, found: _List, entry: _Entry) -> bool:
        # The last entry of a list ends with something else than the hyphen of the next.
        return entry is not found.entries[-1] and (found.indent, entry.text) in self._said

    def _runs(self, found: _List) -> Iterator[list[_Entry]]:
        """The entries, those together that are known and follow each other."""
        run: list[_Entry] = []
        for entry in found.entries:
            if self._knows(found, entry):
                run.append(entry)
                continue
            if run:
                yield run
            yield [entry]
            run = []

    def _shortened(self, text: str, lists: Sequence[_List], runs: Sequence[Sequence[Sequence[_Entry]]]) -> str:
        """The text with one word for each known entry; everything else keeps its line."""
        parts, at = [], 0
        for found, together in zip(lists, runs, strict=True):
            parts.append(text[at : found.start])
            for run in together:
                last = run[-1].text
                lines = run[-1].line - run[0].line + last.count("\n")
                shown = _STANDS_IN + lines * "\n" if self._knows(found, run[0]) else last
                parts.append(f"{' ' * found.indent}- {shown}\n")
            parts[-1] = parts[-1].removesuffix("\n")
            at = found.end
        return "".join((*parts, text[at:]))

    def _unread(self, found: _List, run: Sequence[_Entry]) -> Iterator[Tree]:
        for entry in run:
            said = self._said[found.indent, entry.text]
            yield LazyNode(f"- {entry.text}", said, partial(self._read_alone, entry, found.indent))

    def _read_alone(self, entry: _Entry, indent: int) -> Tree:
        """An entry with its places: between the beginning of a list and another entry, as in the file."""
        hyphen = " " * indent + "- "
        tree, _ = self.parse(Source(self._name, f"x:\n{hyphen}{entry.text}\n{hyphen}{_STANDS_IN}"))
        assert isinstance(tree, MapNode)  # noqa: S101  # it was read before
        found = tree.values["x"]
        assert isinstance(found, Items)  # noqa: S101  # as above
        return shift_lines(found.items[0], entry.line - 2)

    def _learnt(self, tree: Tree | None, lists: Sequence[_List]) -> Iterator[tuple[tuple[int, str], bytes]]:
        for found in lists:
            if items := found.items(tree, found.entries):
                for entry, item in zip(found.entries[:-1], items.items, strict=False):
                    yield (found.indent, entry.text), item.data if isinstance(item, LazyNode) else freeze(item)


def _lists(text: str) -> Iterator[_List]:
    """Text that looks like a list below a key of the file."""
    line, counted = 1, 0
    for found in _LIST.finditer(text):
        start, indent = found.end(), len(found[2])
        end_of_list = _END.search(text, start)
        end = end_of_list.start() if end_of_list else len(text)
        line, counted = line + text.count("\n", counted, start), start
        entries, at = [], line
        for part in text[start + indent + 2 : end].split(f"\n{' ' * indent}- "):
            entries.append(_Entry(part, at))
            at += part.count("\n") + 1
        yield _List(found[1], indent, start, end, tuple(entries))
