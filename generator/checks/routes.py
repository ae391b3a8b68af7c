"""Routes: charts that are gone through lead back, options tried in turn are come back to, and nothing is asked twice."""

from collections.abc import Iterator

from generator.analysis.index import PathwayIndex
from generator.analysis.paths.graph import cycles, reachable
from generator.analysis.paths.moves import backwards, gone_through, moves
from generator.core.diagnostics import Path, Violation, messages
from generator.model import Kind


def turns_without_return(index: PathwayIndex) -> Iterator[Violation]:
    """A choice in turn to which none of its options leads back."""
    places = [place for place in index.boxes if place.box.kind is Kind.CHOICE and place.box.in_turn]
    ways = moves(index) if places else {}
    for place in places:
        goals = {way.target.box.id for way in index.out_edges.get(place.box.id, ()) if way.target}
        after = {name: further for name, further in ways.items() if name != place.box.id}
        if place.box.id not in reachable(goals, after):
            yield Violation(messages.turn_without_return(title=place.box.title), (*place.path, "in_turn"), at_key=True)


def ways_out_of_details(index: PathwayIndex) -> Iterator[Violation]:
    """A chart that a box goes through, and that a way leaves, so that nobody knows whether one comes back."""
    leaving: dict[str, tuple[str, Path]] = {}
    for place in index.boxes:
        then = index.targets.get(place.box.then or "")
        if then and then.chart.id != place.chart.id:
            leaving.setdefault(place.chart.id, (then.box.title, (*place.path, "then")))
    for way in index.edges:
        if way.leaves_chart and way.target:
            leaving.setdefault(way.source.chart.id, (way.target.box.title, (*way.path, "to")))
    for place, detail in gone_through(index):
        if detail.chart.id in leaving:
            goal, path = leaving[detail.chart.id]
            message = messages.through_way_out(title=place.box.title, id=detail.chart.id, goal=goal, related=path)
            yield Violation(message, (*place.path, "through"))


def circular_details(index: PathwayIndex) -> Iterator[Violation]:
    """A chart that goes through itself, be it by way of others."""
    within: dict[str, list[str]] = {}
    for place, detail in gone_through(index):
        within.setdefault(place.chart.id, []).append(detail.chart.id)
    circle = {name: number for number, names in enumerate(cycles(within, within, backwards(within))) for name in names}
    for place, detail in gone_through(index):
        if place.chart.id in circle and circle[place.chart.id] == circle.get(detail.chart.id):
            yield Violation(messages.circular_through(title=place.box.title, id=detail.chart.id), (*place.path, "through"))


def repeated_questions(index: PathwayIndex) -> Iterator[Violation]:
    """A box that asks for what another one before it has asked for, be it by a group."""
    groups = {group.id: [entry.id for entry in group.entries] for group in index.pathway.findings}
    asking: dict[str, list[tuple[str, Path]]] = {}
    written: dict[Path, str] = {}
    for place in index.boxes:
        for number, name in enumerate(place.box.asks):
            path = (*place.path, "asks", number)
            written[path] = name
            for entry in groups.get(name, [name]):
                asking.setdefault(entry, []).append((place.box.id, path))
    repeated = {entry: places for entry, places in asking.items() if len(places) > 1}
    ways = moves(index) if repeated else {}
    after: dict[str, set[str]] = {}
    told: set[Path] = set()
    for places in repeated.values():
        for box, path in places:
            if path not in told and (first := _asked_before(box, path, places, after, ways)):
                told.add(path)
                yield Violation(messages.asked_twice(id=written[path], related=first), path)


def _asked_before(
    box: str, path: Path, places: list[tuple[str, Path]], after: dict[str, set[str]], ways: dict[str, list[str]]
) -> Path | None:
    """The question before this one that asks the same; of two that lead to each other, the first of the file."""
    for other, first in places:
        if other not in after:
            after[other] = reachable([other], ways)
        if first != path and box in after[other] and not (path < first and other in _from(box, after, ways)):
            return first
    return None


def _from(box: str, after: dict[str, set[str]], ways: dict[str, list[str]]) -> set[str]:
    if box not in after:
        after[box] = reachable([box], ways)
    return after[box]
