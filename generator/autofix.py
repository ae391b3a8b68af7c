"""Corrections that cannot change the meaning, made in the text of a pathway and checked: `pathway check --fix`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.compiler import read
from generator.core.diagnostics import Diagnostic, Edit, Severity, catalogue
from generator.core.source import Source, Span
from generator.parsing import ListNode, MapNode, ScalarNode, Tree, parse
from generator.parsing.edits import applied, ranges

# Each pass corrects at least one fault; of one kind a hundred are listed at a time.
_MAX_PASSES = 200
# Errors of these kinds may come from a wrong correction; what is missing was missing before.
_CAUSED = frozenset(("The file", "Keys and values", "Ids and links"))
# A space makes a key of the words before it.
_OF_KEYS = frozenset(("unknown-key", "duplicate-key"))
_ABSENT = frozenset(("missing-field", "empty-list", "empty-text"))


@dataclass(frozen=True, slots=True)
class Applied:
    """A fault that was corrected: its place, and the text before and after."""

    code: str
    title: str
    span: Span
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text with its faults corrected, as far as that cannot change the meaning."""

    text: str
    applied: tuple[Applied, ...]
    refused: int = 0
    """Number of corrections left out, because the text would then have had another error."""


@dataclass(frozen=True, slots=True)
class _State:
    """A text with its tree (if YAML can read it) and what is wrong with it."""

    source: Source
    tree: Tree | None
    diagnostics: tuple[Diagnostic, ...]


def autofix(source: Source) -> Fixed:
    """Correct what can be corrected in a text, until nothing is left that can; another call changes nothing more."""
    before, done, refused = _state(source), list[Applied](), 0
    for _ in range(_MAX_PASSES):
        found = _apart(before.source, [one for one in before.diagnostics if one.fix])
        chosen, after = _corrected(before, found)
        refused = len(found) - len(chosen)
        if after is None:
            break
        done += (entry for one in chosen for entry in _described(before.source, one))
        before = after
    return Fixed(before.source.text, tuple(done), refused)


def _state(source: Source) -> _State:
    return _State(source, parse(source)[0], tuple(read(source)[1]))


def _edits(found: Sequence[Diagnostic]) -> list[Edit]:
    return [edit for one in found if one.fix for edit in one.fix.edits]


def _apart(source: Source, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Those whose edits do not overlap with the edits of one before."""
    taken: list[tuple[int, int]] = []
    kept = []
    for one in found:
        own = [(start, end) for start, end, _ in ranges(source, _edits([one]))]
        if not any(start == begin or (start < stop and begin < end) for start, end in own for begin, stop in taken):
            taken += own
            kept.append(one)
    return kept


def _corrected(before: _State, found: Sequence[Diagnostic]) -> tuple[Sequence[Diagnostic], _State | None]:
    """The faults that may be corrected together, and the text after: all of them, or else each that keeps what the others have brought."""
    if after := _attempt(before, found):
        return found, after
    chosen: list[Diagnostic] = []
    for one in found if len(found) > 1 else ():
        if better := _attempt(before, [*chosen, one]):
            chosen, after = [*chosen, one], better
    return chosen, after


def _attempt(before: _State, chosen: Sequence[Diagnostic]) -> _State | None:
    """The text after some corrections if these keep their promise: no error is at their places, and all else is as it was."""
    if not chosen:
        return None
    edits = _edits(chosen)
    after = _state(replace(before.source, text=applied(before.source, edits)))
    if before.tree is None and all(one.code == "forbidden-character" for one in chosen):
        return after  # deleting what nobody sees, and exchanging spaces, needs no proof; the next error may be anywhere
    places = [*_places(before.source, after.source, edits)]
    if any(_errors_at(places, before, after, chosen)):
        return None
    if before.tree is None:
        return after if after.tree is not None or _goes_further(places, before, after, chosen) else None
    spans = [edit.span for edit in edits]
    is_same = after.tree is not None and _same(before.tree, after.tree, lambda span: any(_overlap(span, other) for other in spans))
    return after if is_same else None


def _errors_at(places: Sequence[Span], before: _State, after: _State, chosen: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Errors at the places of corrections: the same as before, or such as a correction may cause."""
    for one in _new(before, after, chosen):
        is_caused = catalogue()[one.code].category in _CAUSED and one.code not in _ABSENT and one.severity is Severity.ERROR
        spans = [span for span in (one.span, one.related) if span]
        if is_caused and any(
            _overlap(span, place) or (one.code in _OF_KEYS and span.line == place.line) for span in spans for place in places
        ):
            yield one


def _new(before: _State, after: _State, chosen: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Faults that were not there before, or that should be gone."""
    known = {(one.code, one.message) for one in before.diagnostics} - {(one.code, one.message) for one in chosen}
    yield from (one for one in after.diagnostics if (one.code, one.message) not in known)


def _places(before: Source, after: Source, edits: Sequence[Edit]) -> Iterator[Span]:
    """The spans of the edits in the text after them."""
    shift = 0
    for start, end, text in ranges(before, edits):
        first, last = after.span_at(start + shift), after.span_at(start + shift + len(text))
        yield first._replace(end_line=last.line, end_column=last.column)
        shift += len(text) - (end - start)


def _goes_further(places: Sequence[Span], before: _State, after: _State, chosen: Sequence[Diagnostic]) -> bool:
    """Whether YAML now reads the text beyond the lines of the corrections."""
    return all(one.span.line > places[-1].end_line for one in _new(before, after, chosen))


def _same(before: Tree, after: Tree, is_edited: Callable[[Span], bool]) -> bool:
    """Whether two trees have the same keys and values, apart from those that were edited."""
    match before, after:
        case ScalarNode(), ScalarNode():
            return before.text == after.text or is_edited(before.span)
        case ScalarNode(), ListNode():
            return is_edited(before.span) and [getattr(item, "text", None) for item in after.items] == [before.text]
        case ListNode(), ListNode():
            inner = before.items[0] if len(before.items) == 1 else None
            if isinstance(inner, ListNode) and is_edited(inner.span):
                return _same_items(inner.items, after.items, is_edited)
            return _same_items(before.items, after.items, is_edited)
        case MapNode(), MapNode():
            keys = zip(before.keys.items(), after.keys, strict=False)
            has_keys = len(before.keys) == len(after.keys) and all(key == new or is_edited(span) for (key, span), new in keys)
            return has_keys and _same_items([*before.values.values()], [*after.values.values()], is_edited)
        case _:
            return False


def _same_items(before: Sequence[Tree], after: Sequence[Tree], is_edited: Callable[[Span], bool]) -> bool:
    return len(before) == len(after) and all(_same(old, new, is_edited) for old, new in zip(before, after, strict=True))


def _overlap(one: Span, other: Span) -> bool:
    """Whether two spans have a character in common, or touch."""
    ends = (one.end_line, one.end_column), (other.end_line, other.end_column)
    return (one.line, one.column) <= ends[1] and (other.line, other.column) <= ends[0]


def _described(source: Source, found: Diagnostic) -> Iterator[Applied]:
    for edit in found.fix.edits if found.fix else ():
        ((start, end, text),) = ranges(source, [edit])
        yield Applied(found.code, found.fix.title if found.fix else "", edit.span, source.text[start:end], text)
