"""Routes: charts that are gone through lead back, options tried in turn are come back to, and nothing is asked twice at once."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from generator.analysis.index import PathwayIndex
from generator.analysis.paths.graph import cycles, reachable
from generator.analysis.paths.moves import Graph, backwards, gone_through, moves
from generator.core.diagnostics import Path, Violation, messages
from generator.model import Box, Kind


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
    """A box that asks for what everyone who comes to it has just been asked, be it by a group.

    Where something is done between the two, or time passes, what was not known yet may be known by then.
    """
    groups = {group.id: [entry.id for entry in group.entries] for group in index.pathway.findings}
    asked: dict[str, dict[str, Path]] = {}
    for place in index.boxes:
        for number, name in enumerate(place.box.asks):
            for entry in groups.get(name, [name]):
                asked.setdefault(entry, {}).setdefault(place.box.id, (*place.path, "asks", number))
    if not any(len(boxes) > 1 for boxes in asked.values()):
        return
    steps = _Steps(index)
    for place in index.boxes:
        for number, name in enumerate(place.box.asks):
            found = [steps.just_before(place.box.id, asked[entry].keys() - {place.box.id}) for entry in groups.get(name, [name])]
            if found and all(found):
                entry = groups.get(name, [name])[0]
                first = min(asked[entry][box] for box in found[0])
                yield Violation(messages.asked_twice(id=name, related=first), (*place.path, "asks", number))


class _Steps:
    """The steps that lead to a box, and at which of them something is done."""

    def __init__(self, index: PathwayIndex) -> None:
        graph = Graph(index)
        self._before = backwards(graph.next)
        self._begins = {index.boxes[0].box.id, *graph.entries}
        self._acts = {place.box.id for place in index.boxes if _is_act(place.box)}
        ways = (way for way in index.edges if way.target and (way.edge.after or way.edge.gives))
        self._late = {(way.source.box.id, way.target.box.id) for way in ways if way.target}

    def just_before(self, box: str, asking: AbstractSet[str]) -> set[str]:
        """Those of the asking boxes from which one comes to a box, if all do, and with nothing done in between; else none."""
        found: set[str] = set()
        seen, waiting = {box}, [box]
        while waiting:
            here = waiting.pop()
            before = self._before.get(here, [])
            if not before or here in self._begins:
                return set()
            for other in before:
                if (other, here) in self._late or (other in self._acts and other not in asking):
                    return set()
                if other in asking:
                    found.add(other)
                elif other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return found


def _is_act(box: Box) -> bool:
    return box.kind is Kind.ACTION or bool(box.gives or box.continues or box.reduces or box.stops)
