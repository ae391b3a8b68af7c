"""Flow: every box can be reached, every branch is named, every way ends."""

from collections.abc import Iterator

from generator.diagnostics import Fault, Path
from generator.index import Index, NodePlace
from generator.model import Kind
from generator.routes.graph import fresh, neighbours, reached

BRANCHING = frozenset({Kind.QUESTION, Kind.FORK, Kind.CHOICE})
LABELLED = frozenset({Kind.QUESTION, Kind.FORK})
MAX_BOXES = 12
# What helps where two ways on have one label.
_FORMS = {Kind.QUESTION: "question", Kind.FORK: "fork"}


def missing_start(index: Index) -> Iterator[Fault]:
    """A pathway in which no box is a start."""
    if not index.starts:
        yield Fault("missing-start", ("sections",), at_key=True)


def unreachable_nodes(index: Index) -> Iterator[Fault]:
    """A box that no way from a start leads to; the boxes that only follow on it go without saying."""
    ways = neighbours(index.ways)
    met = reached((place.node.id for place in index.starts), ways)
    for place in index.nodes if index.starts else ():
        if fresh([place.node.id], ways, met):
            yield Fault("unreachable-node", (*place.path, "id"), _named(place))


def unlinked_starts(index: Index) -> Iterator[Fault]:
    """A start that nothing leads to, outside the overview, or outside the first section where there is no overview."""
    entry = None if index.pathway.overview else index.pathway.sections[0]
    for place in index.starts:
        if place.section not in (None, entry) and place.node.id not in index.ways_to:
            yield Fault("unlinked-start", (*place.path, "id"), _named(place), form="sections" if entry else "")


def starts_not_first(index: Index) -> Iterator[Fault]:
    """A start that comes after other boxes of its chart in the file, though readers see it first."""
    for place in index.charts:
        first = place.chart.nodes[0]
        if place.numbers[0]:
            yield Fault("start-not-first", (*place.path, "nodes", place.numbers[0], "id"), {"id": first.id, "title": first.title})


def dead_ends(index: Index) -> Iterator[Fault]:
    """A box that leads nowhere and is no end."""
    for place in index.nodes:
        if not place.node.next and place.node.kind not in BRANCHING | {Kind.END}:
            yield Fault("dead-end", (*place.path, "id"), _named(place))


def ends_that_go_on(index: Index) -> Iterator[Fault]:
    """An end that leads on."""
    for place in index.nodes:
        if place.node.kind is Kind.END and place.node.next:
            yield Fault("end-goes-on", (*place.path, "next"), _named(place), at_key=True)


def too_few_branches(index: Index) -> Iterator[Fault]:
    """A question, fork or choice with fewer than two branches."""
    for place in index.nodes:
        if place.node.kind in BRANCHING and len(place.node.next) < 2:  # noqa: PLR2004  # two are what makes a branching
            yield Fault(
                "too-few-branches", (*place.path, "kind"), {**_named(place), "kind": place.node.kind, "count": len(place.node.next)}
            )


def unlabelled_branches(index: Index) -> Iterator[Fault]:
    """A branch of a question or fork without its label."""
    for way in index.ways:
        if way.source.node.kind in LABELLED and way.edge.label is None:
            yield Fault("unlabelled-branch", (*way.path, "to"), {**_named(way.source), "kind": way.source.node.kind, "to": way.edge.to})


def repeated_labels(index: Index) -> Iterator[Fault]:
    """Two branches of one box under one label."""
    for ways in index.ways_from.values():
        seen: dict[str, Path] = {}
        for way in ways:
            label, path = (way.edge.label or "").casefold(), (*way.path, "label")
            if label and label in seen:
                goal = way.target.node.title if way.target else way.edge.to
                facts = {**_named(way.source), "label": way.edge.label, "goal": goal}
                yield Fault("repeated-label", path, facts, beside=seen[label], form=_FORMS.get(way.source.node.kind, ""))
            seen.setdefault(label, path)


def branching_boxes(index: Index) -> Iterator[Fault]:
    """A start, action or caution from which several ways lead on, so that nobody knows who decides."""
    for place in index.nodes:
        if place.node.kind not in BRANCHING | {Kind.END} and len(place.node.next) > 1:
            yield Fault("branching-box", (*place.path, "next", 1, "to"), {**_named(place), "kind": place.node.kind})


def no_way_out(index: Index) -> Iterator[Fault]:
    """A box from which no end can be reached, so that the reader goes round for ever; the circle is reported once."""
    ends = (place.node.id for place in index.nodes if place.node.kind is Kind.END or not place.node.next)
    leading_out = reached(ends, neighbours(index.ways, reverse=True))
    ways = neighbours(index.ways)
    for place in index.nodes:
        if fresh([place.node.id], ways, leading_out):
            yield Fault("no-way-out", (*place.path, "id"), _named(place))


def crowded_charts(index: Index) -> Iterator[Fault]:
    """A chart with more boxes than can be read at a glance."""
    for place in index.charts:
        if len(place.chart.nodes) > MAX_BOXES:
            facts = {"id": place.chart.id, "count": len(place.chart.nodes), "limit": MAX_BOXES}
            yield Fault("crowded-chart", (*place.path, "id"), facts)


def _named(place: NodePlace) -> dict[str, str]:
    return {"id": place.node.id, "title": place.node.title}
