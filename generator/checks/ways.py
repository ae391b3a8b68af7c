"""Ways: what they say, and when they are taken."""

from collections.abc import Iterator

from generator.analysis.index import EdgeRef, PathwayIndex
from generator.core.diagnostics import Message, Path, Violation, messages
from generator.model import Edge, Kind
from generator.model.schema_conditions import LABELLED, SAYING

MAX_LABEL = 60
"""So many characters of a label are read at a glance on an arrow."""


def unlabelled_branches(index: PathwayIndex) -> Iterator[Violation]:
    """A branch that does not say when it is taken; beside branches that say what the patient has, one may be for all others."""
    for place in index.boxes:
        box, ways = place.box, place.box.next
        silent = [number for number, way in enumerate(ways) if not says_when(way)]
        is_divided = any(way.has for way in ways)
        for number in silent if box.kind in LABELLED and not (is_divided and len(silent) == 1) else ():
            path, goal = (*place.path, "next", number, "to"), ways[number].to
            if is_divided:
                yield Violation(messages.unlabelled_branch_rest(title=box.title, to=goal), path)
            else:
                yield Violation(messages.unlabelled_branch(kind=box.kind, title=box.title, to=goal), path)
        for number, way in enumerate(ways if box.kind is Kind.ALL else ()):
            if way.optional and not (way.label or way.has):
                message = messages.unlabelled_branch_optional(title=box.title, to=way.to)
                yield Violation(message, (*place.path, "next", number, "to"))


def says_when(way: Edge) -> bool:
    """Whether a way says when it is taken, be it by a label, an entry, points, or what it gives."""
    return any(getattr(way, key) for key in SAYING)


def long_labels(index: PathwayIndex) -> Iterator[Violation]:
    """A label too long for an arrow."""
    for way in index.edges:
        count = len(way.edge.label or "")
        if count > MAX_LABEL:
            yield Violation(messages.long_label(count=count, limit=MAX_LABEL), (*way.path, "label"))


def mixed_ways(index: PathwayIndex) -> Iterator[Violation]:
    """A question decided by what the patient has and by points, so that two of its ways may hold at once."""
    for place in index.boxes:
        counted = next((number for number, way in enumerate(place.box.next) if way.points or way.level), None)
        had = next((number for number, way in enumerate(place.box.next) if way.has), None)
        if counted is not None and had is not None:
            key = "points" if place.box.next[counted].points else "level"
            related = (*place.path, "next", counted, key)
            message = messages.mixed_way(title=place.box.title, key=key, related=related)
            yield Violation(message, (*place.path, "next", had, "has"), at_key=True)


def only_optional_ways(index: PathwayIndex) -> Iterator[Violation]:
    """A box whose every way is to be followed, though each is optional."""
    for place in index.boxes:
        if place.box.kind is Kind.ALL and place.box.next and all(way.optional for way in place.box.next):
            yield Violation(messages.all_optional(title=place.box.title), (*place.path, "kind"))


def limits_without_way(index: PathwayIndex) -> Iterator[Violation]:
    """A way that is taken some times at most, from a box without any other way."""
    for place in index.boxes:
        if place.box.next and all(way.at_most for way in place.box.next):
            yield Violation(messages.limit_without_way(title=place.box.title), (*place.path, "next", 0, "at_most"), at_key=True)


def repeated_labels(index: PathwayIndex) -> Iterator[Violation]:
    """Two branches of one box that readers see under one label."""
    seen: dict[tuple[Path, str], Path] = {}
    for way in index.edges:
        said = next((key for key in ("label", "has", "gives") if getattr(way.edge, key)), "")
        if said:
            path, label = (*way.path, said), (way.source.path, way.label.casefold())
            if label in seen:
                yield Violation(_repeated_label(way, seen[label]), path)
            seen.setdefault(label, path)


def _repeated_label(way: EdgeRef, first: Path) -> Message:
    """Message with what helps a box of this kind."""
    box, label = way.source.box, way.label
    if box.kind is Kind.QUESTION:
        return messages.repeated_label_question(title=box.title, label=label, related=first)
    if box.kind is Kind.SEVERAL:
        goal = way.target.box.title if way.target else way.edge.to
        return messages.repeated_label_several(title=box.title, label=label, goal=goal, related=first)
    return messages.repeated_label(title=box.title, label=label, related=first)
