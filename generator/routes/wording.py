"""Report on the routes: as lines of text, and as data for other programs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.circumstances import Mark
from generator.diagnostics import visible
from generator.index import Index, NodePlace
from generator.routes import Count, Proof
from generator.routes.graph import Graph
from generator.routes.meeting import CEILING
from generator.routes.telling import Offer, Silence, quiet_way
from generator.routes.walking import How, Route, Step

_BEFORE = {How.ON: " → ", How.BRANCH: " | ", How.MEET: " ⇒ ", How.RETURN: " ↩ "}
_OFFERS = {Offer.GIVES: "given", Offer.GROUP: "given as one of a group", Offer.SPEAKS: "mentioned"}
_MARKS = {Mark.CONTRAINDICATION: "contraindicated", Mark.CAUTION: "caution"}


def lines(proof: Proof, graph: Graph) -> Iterator[str]:
    """Lines that say what is proven, what is not, and what the author must judge."""
    yield from map(_count, proof.counts)
    if proof.returns:
        lead = "way leads" if proof.returns == 1 else "ways lead"
        yield f"{proof.returns} {lead} back to a box already on the route; the route ends there."
    yield _claim(proof.unreached, "Every box is on a route.", "On no route")
    yield _claim(proof.trapped, "Every question and every loop has a way out.", "No way out at")
    yield _claim(proof.unfinished, "No route stops before an end.", "No end and no way on at")
    faults = [silence for silence in proof.silences if silence.is_fault]
    notes = [silence for silence in proof.silences if not silence.is_fault]
    yield (
        "Treatments given before their contraindication is mentioned:"
        if faults
        else "No treatment is given before its contraindications are mentioned."
    )
    yield from (f"  {_about(silence, graph.index)}: {' → '.join(quiet_way(graph, silence))}" for silence in faults)
    yield from ["Not mentioned before; judge these for yourself:"] if notes else []
    yield from map("  {}".format, _together(notes, graph.index))


def _together(notes: Iterable[Silence], index: Index) -> Iterator[str]:
    """Lines for each treatment once, with all its boxes."""
    boxes: dict[str, list[str]] = {}
    for silence in notes:
        boxes.setdefault(_about(silence, index), []).append(silence.place.node.id)
    return (f"{about}: {', '.join(names)}" for about, names in boxes.items())


def _about(silence: Silence, index: Index) -> str:
    names = ", ".join(visible(index.subjects[name].name) for name in silence.circumstances)
    says = " or ".join(silence.statements)
    return f"{silence.treatment}, {_MARKS[silence.mark]} in {names} ({says}), {_OFFERS[silence.offer]}"


def number(count: int) -> str:
    """A count for reading; above a few digits only how large it is."""
    if count >= CEILING:
        return "more than 10^1000"
    return f"{count:,}" if count < 10**30 else f"about 10^{len(str(count)) - 1}"


def _count(count: Count) -> str:
    title, routes = visible(count.start.node.title), "route" if count.routes == 1 else "routes"
    unfinished = f", {number(count.unfinished)} of them without an end" if count.unfinished else ""
    return f"{number(count.routes)} {routes} from “{title}” ({count.start.node.id}){unfinished}."


def _claim(places: Sequence[NodePlace], holds: str, fails: str) -> str:
    return f"{fails}: {', '.join(place.node.id for place in places)}." if places else holds


def listing(routes: Sequence[Route], count: int) -> Iterator[str]:
    """Routes by number, and how many more there are."""
    yield from (f"{position}. {route_line(route)}" for position, route in enumerate(routes, 1))
    if 0 < len(routes) < count:
        yield f"{number(count) if count >= CEILING else number(count - len(routes))} more; list them with --limit."


def route_line(route: Route) -> str:
    """A route on one line: the boxes by id, each with the answers given in it."""
    return "".join(_step(step, first=not number) for number, step in enumerate(route))


def _step(step: Step, *, first: bool) -> str:
    answers = f" [{'; '.join(map(visible, step.answers))}]" if step.answers else ""
    return f"{'' if first else _BEFORE[step.how]}{step.box}{answers}"


def data(proof: Proof, graph: Graph, routes: Sequence[Route] | None) -> Mapping[str, Any]:
    """The same for other programs; a count of 10^1000 or more is null."""
    listed = {} if routes is None else {"listed": [[_step_data(step) for step in route] for route in routes]}
    return {
        "boxes": proof.boxes,
        "starts": [_count_data(count) for count in proof.counts],
        "returns": proof.returns,
        "unreached": [place.node.id for place in proof.unreached],
        "trapped": [place.node.id for place in proof.trapped],
        "unfinished": [place.node.id for place in proof.unfinished],
        "silences": [_silence_data(silence, graph) for silence in proof.silences],
        **listed,
    }


def _count_data(count: Count) -> Mapping[str, Any]:
    routes, unfinished = (None if found >= CEILING else found for found in (count.routes, count.unfinished))
    return {"box": count.start.node.id, "entry": count.is_entry, "routes": routes, "unfinished": unfinished}


def _step_data(step: Step) -> Mapping[str, Any]:
    return {"box": step.box, "how": step.how.value, "answers": list(step.answers)}


def _silence_data(silence: Silence, graph: Graph) -> Mapping[str, Any]:
    return {
        "fault": silence.is_fault,
        "box": silence.place.node.id,
        "offer": silence.offer.value,
        "treatment": silence.treatment,
        "mark": silence.mark.value,
        "circumstances": list(silence.circumstances),
        "statements": list(silence.statements),
        "way": list(quiet_way(graph, silence)),
    }
