"""New references come to a pathway: with an id each, none twice, and without touching a line that stands."""

from collections.abc import Sequence as Series
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Diagnostic, Severity, diagnose
from generator.intake import Entry, Incoming, Intake
from generator.merging.ids import ids
from generator.merging.placing import KEY, insert
from generator.merging.twins import Known
from generator.merging.writing import lines
from generator.source import Source
from generator.syntax import Mapping, Scalar, Sequence, Tree, locate, parse, plain

Found = list[tuple[Diagnostic, Source]]


@dataclass(frozen=True, slots=True)
class Addition:
    """A new reference: its entry, the line of the new text where it begins, and what PubMed calls it."""

    entry: Entry
    line: int
    hints: tuple[str, ...]

    @property
    def text(self) -> str:
        """The entry as YAML."""
        return "\n".join(lines(self.entry, 2))


@dataclass(frozen=True, slots=True)
class Merged:
    """A pathway's text with new references in it, and no text where nothing was added; each diagnostic with its file."""

    text: str | None
    additions: tuple[Addition, ...]
    diagnostics: tuple[tuple[Diagnostic, Source], ...]
    refused: bool = False
    """Whether nothing may be written, because of an error in the pathway, or in a file where all or nothing was asked for."""

    @property
    def errors(self) -> int:
        """How many diagnostics are errors."""
        return sum(diagnostic.severity is Severity.ERROR for diagnostic, _ in self.diagnostics)


def merge(source: Source, intakes: Series[Intake], *, even_if_duplicate: bool = False, all_or_nothing: bool = False) -> Merged:
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
    if not isinstance(tree, Mapping) or stopped or _faulty(own):
        return Merged(None, (), tuple(found), refused=True)
    wanted = _without_twins(tree, intakes, found, even_if_duplicate=even_if_duplicate)
    if not wanted:
        return Merged(None, (), tuple(found))
    entries = _named(wanted, tree)
    text = insert(source, tree, entries)
    if text is None:
        return Merged(None, (), (*found, (_no_place(tree), source)), refused=True)
    return Merged(text, _additions(text, entries, wanted), tuple(found))


def _faulty(found: Found) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic, _ in found)


def _has_place(tree: Tree) -> bool:
    """Whether references are a list, or yet to be written."""
    held = tree.values.get(KEY, Scalar("", tree.span)) if isinstance(tree, Mapping) else tree
    return isinstance(tree, Mapping) and (isinstance(held, Sequence) or (isinstance(held, Scalar) and not held.text))


def _no_place(tree: Tree) -> Diagnostic:
    return diagnose("import-place", locate(tree, (KEY,), at_key=True), {})


def _held(tree: Mapping) -> list[Any]:
    held = tree.values.get(KEY)
    return [plain(item) for item in held.items] if isinstance(held, Sequence) else []


def _without_twins(tree: Mapping, intakes: Series[Intake], found: Found, *, even_if_duplicate: bool) -> list[Incoming]:
    known, wanted = Known(), list[Incoming]()
    for position, entry in enumerate(_held(tree)):
        if isinstance(entry, dict):
            known.add(entry, f"line {locate(tree, (KEY, position)).line}")
    for intake in intakes:
        for new in intake.incoming:
            if twin := known.twin(new.entry):
                found.append((_duplicate(new, twin, even_if_duplicate=even_if_duplicate), intake.source))
            if not twin or even_if_duplicate:
                known.add(new.entry, str(new.span))
                wanted.append(new)
    return wanted


def _duplicate(new: Incoming, twin: tuple[str, str, str], *, even_if_duplicate: bool) -> Diagnostic:
    name, where, shared = twin
    other = f"“{name}” ({where})" if name else f"the one at {where}"
    done = "was added anyway" if even_if_duplicate else "was not added"
    return diagnose("import-duplicate", new.span, {"title": new.entry["title"], "other": other, "shared": shared, "done": done})


def _named(wanted: list[Incoming], tree: Mapping) -> list[Entry]:
    taken = [entry["id"] for entry in _held(tree) if isinstance(entry, dict) and isinstance(entry.get("id"), str)]
    names = ids([new.entry for new in wanted], taken)
    return [{"id": name, **new.entry} for name, new in zip(names, wanted, strict=True)]


def _additions(text: str, entries: list[Entry], wanted: list[Incoming]) -> tuple[Addition, ...]:
    tree, _ = parse(Source("", text))
    held = tree.values[KEY] if isinstance(tree, Mapping) else None
    places = held.items[-len(entries) :] if isinstance(held, Sequence) else []
    return tuple(Addition(entry, place.span.line, new.hints) for entry, place, new in zip(entries, places, wanted, strict=True))
