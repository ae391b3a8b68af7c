"""Flow: every box can be reached, every branch is named, every way ends."""

from collections.abc import Iterator

from generator.analysis.index import EdgeRef, PathwayIndex
from generator.analysis.paths.graph import neighbours, newly_reachable, reachable
from generator.analysis.paths.moves import moves
from generator.core.diagnostics import Message, Path, Violation, messages
from generator.model import ENDS, Kind

BRANCHING = frozenset({Kind.QUESTION, Kind.SEVERAL, Kind.ALL, Kind.CHOICE})
LABELLED = frozenset({Kind.QUESTION, Kind.SEVERAL})
MAX_BOXES = 12


def missing_start(index: PathwayIndex) -> Iterator[Violation]:
    """A pathway in which no box is a start."""
    if not index.starts:
        yield Violation(messages.missing_start(), ("sections",), at_key=True)


def unreachable_boxes(index: PathwayIndex) -> Iterator[Violation]:
    """A box that no way from a start leads to; the boxes that only follow on it go without saying."""
    ways = moves(index)
    met = reachable((place.box.id for place in index.starts), ways)
    for place in index.boxes if index.starts else ():
        if newly_reachable([place.box.id], ways, met):
            yield Violation(messages.unreachable_box(title=place.box.title), (*place.path, "id"))


def unlinked_starts(index: PathwayIndex) -> Iterator[Violation]:
    """A start that nothing leads to, outside the overview, or outside the first section where there is no overview."""
    entry = None if index.pathway.overview else index.pathway.sections[0]
    for place in index.starts:
        if place.section not in (None, entry) and place.box.id not in index.in_edges:
            message = messages.unlinked_start_sections if entry else messages.unlinked_start
            yield Violation(message(title=place.box.title), (*place.path, "id"))


def starts_not_first(index: PathwayIndex) -> Iterator[Violation]:
    """A start that comes after other boxes of its chart in the file, though readers see it first."""
    for place in index.charts:
        first = place.chart.boxes[0]
        if place.numbers[0]:
            yield Violation(messages.start_not_first(title=first.title), (*place.path, "boxes", place.numbers[0], "id"))


def dead_ends(index: PathwayIndex) -> Iterator[Violation]:
    """A box that leads nowhere and is no end."""
    for place in index.boxes:
        if not place.box.next and place.box.kind not in BRANCHING | ENDS:
            yield Violation(messages.dead_end(title=place.box.title), (*place.path, "id"))


def ends_that_go_on(index: PathwayIndex) -> Iterator[Violation]:
    """An end that leads on."""
    for place in index.boxes:
        if place.box.kind in ENDS and place.box.next:
            yield Violation(messages.end_goes_on(title=place.box.title), (*place.path, "next"), at_key=True)


def too_few_branches(index: PathwayIndex) -> Iterator[Violation]:
    """A question, several or choice with fewer than two branches."""
    for place in index.boxes:
        if place.box.kind in BRANCHING and len(place.box.next) < 2:  # noqa: PLR2004  # two are what makes a branching
            message = messages.too_few_branches(kind=place.box.kind, title=place.box.title, count=len(place.box.next))
            yield Violation(message, (*place.path, "kind"))


def unlabelled_branches(index: PathwayIndex) -> Iterator[Violation]:
    """A branch of a question or several without its label."""
    for way in index.edges:
        if way.source.box.kind in LABELLED and not way.label:
            box = way.source.box
            yield Violation(messages.unlabelled_branch(kind=box.kind, title=box.title, to=way.edge.to), (*way.path, "to"))


def repeated_labels(index: PathwayIndex) -> Iterator[Violation]:
    """Two branches of one box under one label."""
    for ways in index.out_edges.values():
        seen: dict[str, Path] = {}
        for way in ways:
            label, path = way.label.casefold(), (*way.path, "label")
            if label and label in seen:
                yield Violation(_repeated_label(way, way.label, seen[label]), path)
            seen.setdefault(label, path)


def _repeated_label(way: EdgeRef, label: str, first: Path) -> Message:
    """Message with what helps a box of this kind."""
    box = way.source.box
    if box.kind is Kind.QUESTION:
        return messages.repeated_label_question(title=box.title, label=label, related=first)
    if box.kind is Kind.SEVERAL:
        goal = way.target.box.title if way.target else way.edge.to
        return messages.repeated_label_several(title=box.title, label=label, goal=goal, related=first)
    return messages.repeated_label(title=box.title, label=label, related=first)


def branching_boxes(index: PathwayIndex) -> Iterator[Violation]:
    """A start, action or caution from which several ways lead on, so that nobody knows who decides."""
    for place in index.boxes:
        if place.box.kind not in BRANCHING | ENDS and len(place.box.next) > 1:
            yield Violation(messages.branching_box(kind=place.box.kind, title=place.box.title), (*place.path, "next", 1, "to"))


def no_way_out(index: PathwayIndex) -> Iterator[Violation]:
    """A box from which no end can be reached, so that the reader goes round for ever; the circle is reported once."""
    ends = (place.box.id for place in index.boxes if place.box.kind in ENDS or not place.box.next)
    leading_out = reachable(ends, neighbours(index.edges, reverse=True))
    ways = neighbours(index.edges)
    for place in index.boxes:
        if newly_reachable([place.box.id], ways, leading_out):
            yield Violation(messages.no_way_out(title=place.box.title), (*place.path, "id"))


def crowded_charts(index: PathwayIndex) -> Iterator[Violation]:
    """A chart with more boxes than can be read at a glance."""
    for place in index.charts:
        if len(place.chart.boxes) > MAX_BOXES:
            message = messages.crowded_chart(id=place.chart.id, count=len(place.chart.boxes), limit=MAX_BOXES)
            yield Violation(message, (*place.path, "id"))
