"""Boxes and their ways: which keys each kind can have."""

from collections.abc import Iterator

from generator.analysis.index import BoxRef, PathwayIndex
from generator.core.diagnostics import Message, Violation, messages
from generator.model import Box, Counting, Kind
from generator.model.schema_conditions import BOX_KEYS, WAY_KEYS


def misplaced_keys(index: PathwayIndex) -> Iterator[Violation]:
    """A key of a box that its kind cannot have."""
    for place in index.boxes:
        box = place.box
        for key, kinds in BOX_KEYS.items():
            if getattr(box, key) and box.kind not in kinds:
                message = messages.misplaced_key(key=key, kind=box.kind, title=box.title, choices=kinds)
                yield Violation(message, (*place.path, key), at_key=True)
        if box.kind is Kind.CHOICE and box.then and not box.in_turn:
            yield Violation(messages.misplaced_key_then(title=box.title), (*place.path, "then"), at_key=True)


def misplaced_keys_of_ways(index: PathwayIndex) -> Iterator[Violation]:
    """A key of a way that the kind of its box, or its score, has no use for."""
    counts = {score.id: score.counts for score in index.pathway.scores}
    for way in index.edges:
        box = way.source.box
        for key, kinds in WAY_KEYS.items():
            if getattr(way.edge, key) and box.kind not in kinds:
                message = messages.misplaced_key_way(key=key, kind=box.kind, title=box.title, choices=kinds)
                yield Violation(message, (*way.path, key), at_key=True)
        if way.edge.adds and box.kind is Kind.CHOICE and not box.in_turn:
            yield Violation(messages.misplaced_key_adds(title=box.title), (*way.path, "adds"), at_key=True)
        for key, wanted in (("points", Counting.SUM), ("level", Counting.HIGHEST)):
            if getattr(way.edge, key) and box.kind is Kind.QUESTION and counts.get(box.score or "") is not wanted:
                yield Violation(_uncounted(box, key, counts.get(box.score or "")), (*way.path, key), at_key=True)


def _uncounted(box: Box, key: str, counts: Counting | None) -> Message:
    if counts is None:
        return messages.misplaced_key_uncounted(key=key, title=box.title)
    return messages.misplaced_key_counting(key=key, id=box.score or "", other="level" if key == "points" else "points")


def unasking_boxes(index: PathwayIndex) -> Iterator[Violation]:
    """An “ask” that asks nothing."""
    for place in index.boxes:
        if place.box.kind is Kind.ASK and not place.box.asks:
            yield Violation(messages.missing_field(owner=f"“{place.box.id}”", key="asks"), place.path)


def half_links(index: PathwayIndex) -> Iterator[Violation]:
    """A link with neither an address nor a file, or with both."""
    for place in index.boxes:
        for number, link in enumerate(place.box.links):
            if bool(link.url) == bool(link.file):
                message = messages.unclear_link_both(title=link.title) if link.url else messages.unclear_link(title=link.title)
                yield Violation(message, (*place.path, "links", number, "file" if link.url else "title"), at_key=True)


def doses_in_titles(index: PathwayIndex) -> Iterator[Violation]:
    """A title with a dose that one of the box's statements has as well."""
    for place in index.boxes:
        title = _folded(place.box.title)
        dose = next((dose for dose in _doses(index, place) if _folded(dose) in title), "")
        if dose:
            yield Violation(messages.dose_in_title(title=place.box.title, dose=dose), (*place.path, "title"))


def _doses(index: PathwayIndex, place: BoxRef) -> Iterator[str]:
    names = (*(use.statement for use in place.box.statements), *place.box.rests_on)
    for name in names:
        rows = index.statements[name].doses if name in index.statements else ()
        yield from (row.dose for row in rows if any(letter.isdigit() for letter in row.dose))


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()
