"""New references come to a pathway: with an id each, none twice, and without touching a line that stands."""

from collections.abc import Sequence as Series
from dataclasses import dataclass
from typing import Any

from generator.core.diagnostics import Diagnostic, Severity, make_diagnostic, messages
from generator.core.source import Source
from generator.parsing import ListNode, MapNode, ScalarNode, Tree, locate, parse, to_data
from generator.references.importers import Entry, ImportedReference, ImportResult
from generator.references.merge.citekeys import ids
from generator.references.merge.duplicates import KnownReferences
from generator.references.merge.insertion import KEY, insert
from generator.references.merge.yaml_writer import lines

Found = list[tuple[Diagnostic, Source]]


@dataclass(frozen=True, slots=True)
class AddedReference:
    """A new reference: its entry, the line of the new text where it begins, and what PubMed calls it."""

    entry: Entry
    line: int
    hints: tuple[str, ...]

    @property
    def text(self) -> str:
        """The entry as YAML."""
        return "\n".join(lines(self.entry, 2))


@dataclass(frozen=True, slots=True)
class MergeResult:
    """A pathway's text with new references in it, and no text where nothing was added; each diagnostic with its file."""

    text: str | None
    additions: tuple[AddedReference, ...]
    diagnostics: tuple[tuple[Diagnostic, Source], ...]
    refused: bool = False
    """Whether nothing may be written, because of an error in the pathway, or in a file where all or nothing was asked for."""

    @property
    def errors(self) -> int:
        """How many diagnostics are errors."""
        return sum(diagnostic.severity is Severity.ERROR for diagnostic, _ in self.diagnostics)


def merge(source: Source, intakes: Series[ImportResult], *, even_if_duplicate: bool = False, all_or_nothing: bool = False) -> MergeResult:
    """Add what the files bring to the pathway in `source`: all that can be read and is not there already.

    Args:
        source: The pathway. With an error in its YAML nothing is added.
        intakes: What each file brings.
        even_if_duplicate: Add what seems to be there already as well.
        all_or_nothing: Add nothing if there is an error in any file.

    """
    found: Found = [(diagnostic, intake.source) for intake in intakes for diagnostic in intake.diagnostics]
    stopped = all_or_nothing and _faulty(found)
    tree, faults = parse(source)
    if tree is not None and not _has_place(tree):
        faults.append(_no_place(tree))
    own: Found = [(fault, source) for fault in faults]
    found += own
    if not isinstance(tree, MapNode) or stopped or _faulty(own):
        return MergeResult(None, (), tuple(found), refused=True)
    wanted = _without_twins(tree, intakes, found, even_if_duplicate=even_if_duplicate)
    if not wanted:
        return MergeResult(None, (), tuple(found))
    entries = _named(wanted, tree)
    text = insert(source, tree, entries)
    if text is None:
        return MergeResult(None, (), (*found, (_no_place(tree), source)), refused=True)
    return MergeResult(text, _additions(text, entries, wanted), tuple(found))


def _faulty(found: Found) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic, _ in found)


def _has_place(tree: Tree) -> bool:
    """Whether references are a list, or yet to be written."""
    held = tree.values.get(KEY, ScalarNode("", tree.span)) if isinstance(tree, MapNode) else tree
    return isinstance(tree, MapNode) and (isinstance(held, ListNode) or (isinstance(held, ScalarNode) and not held.text))


def _no_place(tree: Tree) -> Diagnostic:
    return make_diagnostic(messages.import_place(), locate(tree, (KEY,), at_key=True))


def _held(tree: MapNode) -> list[Any]:
    held = tree.values.get(KEY)
    return [to_data(item) for item in held.items] if isinstance(held, ListNode) else []


def _without_twins(tree: MapNode, intakes: Series[ImportResult], found: Found, *, even_if_duplicate: bool) -> list[ImportedReference]:
    known, wanted = KnownReferences(), list[ImportedReference]()
    for position, entry in enumerate(_held(tree)):
        if isinstance(entry, dict):
            known.add(entry, f"line {locate(tree, (KEY, position)).line}")
    for intake in intakes:
        for new in intake.incoming:
            if twin := known.find_duplicate(new.entry):
                found.append((_duplicate(new, twin, even_if_duplicate=even_if_duplicate), intake.source))
            if not twin or even_if_duplicate:
                known.add(new.entry, str(new.span))
                wanted.append(new)
    return wanted


def _duplicate(new: ImportedReference, twin: tuple[str, str, str], *, even_if_duplicate: bool) -> Diagnostic:
    name, where, shared = twin
    other = f"“{name}” ({where})" if name else f"the one at {where}"
    done = "was added anyway" if even_if_duplicate else "was not added"
    return make_diagnostic(messages.import_duplicate(title=new.entry["title"], other=other, shared=shared, done=done), new.span)


def _named(wanted: list[ImportedReference], tree: MapNode) -> list[Entry]:
    taken = [entry["id"] for entry in _held(tree) if isinstance(entry, dict) and isinstance(entry.get("id"), str)]
    names = ids([new.entry for new in wanted], taken)
    return [{"id": name, **new.entry} for name, new in zip(names, wanted, strict=True)]


def _additions(text: str, entries: list[Entry], wanted: list[ImportedReference]) -> tuple[AddedReference, ...]:
    tree, _ = parse(Source("", text))
    held = tree.values[KEY] if isinstance(tree, MapNode) else None
    places = held.items[-len(entries) :] if isinstance(held, ListNode) else []
    return tuple(AddedReference(entry, place.span.line, new.hints) for entry, place, new in zip(entries, places, wanted, strict=True))
