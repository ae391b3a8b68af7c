"""Flow: every box can be reached, every branch is named, every way ends."""

from collections.abc import Iterator

from generator.analysis.index import PathwayIndex
from generator.analysis.paths.graph import newly_reachable, reachable
from generator.analysis.paths.moves import backwards, gone_through, moves, onward
from generator.core.diagnostics import Violation, messages
from generator.model import ENDS, Kind
from generator.model.schema_conditions import BRANCHING

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
    led_to = {goal for goals in moves(index).values() for goal in goals}
    for place in index.starts:
        if place.section not in (None, entry) and place.box.id not in led_to:
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
        if not place.box.next and place.box.kind not in {*BRANCHING, *ENDS}:
            yield Violation(messages.dead_end(title=place.box.title), (*place.path, "id"))


def ends_that_go_on(index: PathwayIndex) -> Iterator[Violation]:
    """An end that leads on."""
    for place in index.boxes:
        if place.box.kind in ENDS and place.box.next:
            yield Violation(messages.end_goes_on(kind=place.box.kind, title=place.box.title), (*place.path, "next"), at_key=True)


def too_few_branches(index: PathwayIndex) -> Iterator[Violation]:
    """A box that parts into ways, with fewer than two of them."""
    for place in index.boxes:
        if place.box.kind in BRANCHING and len(place.box.next) < 2:  # noqa: PLR2004  # two are what makes a branching
            message = messages.too_few_branches(kind=place.box.kind, title=place.box.title, count=len(place.box.next))
            yield Violation(message, (*place.path, "kind"))


def branching_boxes(index: PathwayIndex) -> Iterator[Violation]:
    """A start, action or caution from which several ways lead on, so that nobody knows who decides."""
    for place in index.boxes:
        if place.box.kind not in {*BRANCHING, *ENDS} and len(place.box.next) > 1:
            message = messages.branching_box_score if place.box.score else messages.branching_box
            yield Violation(message(kind=place.box.kind, title=place.box.title), (*place.path, "next", 1, "to"))


def no_way_out(index: PathwayIndex) -> Iterator[Violation]:
    """A box from which no end can be reached, so that the reader goes round for ever; the circle is reported once."""
    ways = onward(index)
    ends = {place.box.id for place in index.boxes if place.box.kind in ENDS or not place.box.next}
    ends |= {place.box.id for place, detail in gone_through(index) if any(box.kind is Kind.EXIT for box in detail.chart.boxes)}
    leading_out = reachable(ends, backwards(ways))
    for place in index.boxes:
        if newly_reachable([place.box.id], ways, leading_out):
            yield Violation(messages.no_way_out(title=place.box.title), (*place.path, "id"))


def crowded_charts(index: PathwayIndex) -> Iterator[Violation]:
    """A chart with more boxes than can be read at a glance."""
    for place in index.charts:
        if len(place.chart.boxes) > MAX_BOXES:
            message = messages.crowded_chart(id=place.chart.id, count=len(place.chart.boxes), limit=MAX_BOXES)
            yield Violation(message, (*place.path, "id"))
