"""Report on the routes: as lines of text, and as data for other programs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.analysis.index import BoxRef, PathwayIndex
from generator.analysis.mark_kinds import MarkKind
from generator.analysis.paths import PathAnalysis
from generator.analysis.paths.moves import Graph
from generator.analysis.paths.warning_coverage import OfferKind, UnwarnedOffer, witness_path
from generator.analysis.walk import Definition
from generator.analysis.walk.routes import Route, Step, StepKind
from generator.core.diagnostics import escape_invisible

_BEFORE = {StepKind.ON: " → ", StepKind.BRANCH: " | ", StepKind.MEET: " ⇒ ", StepKind.RETURN: " ↩ "}
_OFFERS = {
    OfferKind.GIVES: "given",
    OfferKind.CONTINUES: "continued",
    OfferKind.GROUP: "given as one of a group",
    OfferKind.SPEAKS: "mentioned",
}
_MARKS = {
    MarkKind.CONTRAINDICATION: "contraindicated",
    MarkKind.AGAINST: "should not be given",
    MarkKind.CAUTION: "caution",
}


def lines(proof: PathAnalysis, graph: Graph, definition: Definition) -> Iterator[str]:
    """Lines that say what is proven, what is not, and what the author must judge."""
    yield f"Routes start at {_named(proof.starts, graph.index)}."
    if back := _ways_back(proof, definition):
        lead = "way leads" if back == 1 else "ways lead"
        yield f"{back} {lead} back to a box already on the route; the route ends there, but for the next option of a choice in turn."
    yield _claim(_named(proof.unreached, graph.index), "Every box is on a route.", "On no route")
    yield _claim(_named(proof.no_exit, graph.index), "Every question and every loop has a way out.", "No way out at")
    yield _claim(_named(proof.unfinished, graph.index), "No route stops before an end.", "No end and no way on at")
    faults = [silence for silence in proof.unwarned if silence.is_fault]
    notes = [silence for silence in proof.unwarned if not silence.is_fault]
    yield (
        "Treatments given before their contraindication is mentioned:"
        if faults
        else "No treatment is given before its contraindications are mentioned."
    )
    yield from (f"  {_about(silence, graph.index)}: {_way(graph, silence)}" for silence in faults)
    yield from ["Not mentioned before; judge these for yourself:"] if notes else []
    yield from map("  {}".format, _together(notes, graph.index))


def _ways_back(proof: PathAnalysis, definition: Definition) -> int:
    """How many ways lead back, of the boxes that are on routes."""
    unreached = {place.box.id for place in proof.unreached}
    return sum(way.goes_back for box in definition.boxes.values() if box.id not in unreached for way in box.ways)


def _together(notes: Iterable[UnwarnedOffer], index: PathwayIndex) -> Iterator[str]:
    """Lines for each treatment once, with all its boxes."""
    boxes: dict[str, list[str]] = {}
    for silence in notes:
        boxes.setdefault(_about(silence, index), []).append(silence.place.box.id)
    return (f"{about}: {', '.join(_numbered(names, index))}" for about, names in boxes.items())


def _about(silence: UnwarnedOffer, index: PathwayIndex) -> str:
    names = ", ".join(escape_invisible(index.subjects[name].name) for name in silence.circumstances)
    says = " or ".join(silence.statements)
    return f"{silence.treatment}, {_MARKS[silence.mark]}: {names} ({says}), {_OFFERS[silence.offer]}"


def _named(places: Iterable[BoxRef], index: PathwayIndex) -> str:
    """Boxes as readers know them, each with its id, by which an author finds it in the file."""
    return ", ".join(f"“{escape_invisible(index.name_of(place.box))}” ({place.box.id})" for place in places)


def _numbered(boxes: Iterable[str], index: PathwayIndex) -> Iterator[str]:
    """Boxes by number and id: short, where there are many."""
    return (f"{index.numbers[box]} {box}" for box in boxes)


def _way(graph: Graph, silence: UnwarnedOffer) -> str:
    return " → ".join(_numbered(witness_path(graph, silence), graph.index))


def _claim(named: str, holds: str, fails: str) -> str:
    return f"{fails}: {named}." if named else holds


def listing(routes: Sequence[Route], limit: int, index: PathwayIndex) -> Iterator[str]:
    """Routes by number, as many as `limit`, and whether there are more; and what they leave open."""
    if routes and any(place.box.asks for place in index.boxes):
        yield "These are the walks of which nothing is known beforehand: whatever a box asks is left open, and each answer is taken."
    yield from (f"{position}. {route_line(route, index)}" for position, route in enumerate(routes[:limit], 1))
    if len(routes) > limit:
        yield "There are more; list them with --limit."


def route_line(route: Route, index: PathwayIndex) -> str:
    """A route on one line: the boxes by number and id, each with the answers given in it."""
    return "".join(_step(step, index, first=not number) for number, step in enumerate(route))


def _step(step: Step, index: PathwayIndex, *, first: bool) -> str:
    answers = f" [{'; '.join(map(escape_invisible, _answers(step, index)))}]" if step.ways else ""
    return f"{'' if first else _BEFORE[step.how]}{index.numbers[step.box]} {step.box}{answers}"


def _answers(step: Step, index: PathwayIndex) -> Iterator[str]:
    """The ways taken by their labels, or else by where they lead; what comes when options are used up is “then”."""
    edges = {way.path[-1]: way for way in index.out_edges.get(step.box, ())}
    yield from (edges[number].label or edges[number].edge.to if number in edges else "then" for number in step.ways)


def data(proof: PathAnalysis, graph: Graph, definition: Definition, routes: Sequence[Route] | None) -> Mapping[str, Any]:
    """The same for other programs."""
    listed = {} if routes is None else {"listed": [[_step_data(step, graph.index) for step in route] for route in routes]}
    return {
        "boxes": proof.boxes,
        "starts": [{"box": start.box.id, "entry": start in proof.entries} for start in proof.starts],
        "returns": _ways_back(proof, definition),
        "unreached": [place.box.id for place in proof.unreached],
        "trapped": [place.box.id for place in proof.no_exit],
        "unfinished": [place.box.id for place in proof.unfinished],
        "silences": [_silence_data(silence, graph) for silence in proof.unwarned],
        **listed,
    }


def _step_data(step: Step, index: PathwayIndex) -> Mapping[str, Any]:
    return {"box": step.box, "how": step.how.value, "answers": list(_answers(step, index))}


def _silence_data(silence: UnwarnedOffer, graph: Graph) -> Mapping[str, Any]:
    return {
        "fault": silence.is_fault,
        "box": silence.place.box.id,
        "offer": silence.offer.value,
        "treatment": silence.treatment,
        "mark": silence.mark.value,
        "circumstances": list(silence.circumstances),
        "statements": list(silence.statements),
        "way": list(witness_path(graph, silence)),
    }
