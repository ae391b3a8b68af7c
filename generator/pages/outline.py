"""A chart in words: its boxes as numbered steps, each with its ways on as links to other steps."""

from generator.flowchart import link_title
from generator.index import ChartPlace, Way
from generator.markdown import Markdown
from generator.model import Kind, Node
from generator.pages.desk import Desk, page_of
from generator.pages.views import Link, OutlineStep, Turn


def outline(desk: Desk, place: ChartPlace) -> tuple[OutlineStep, ...]:
    """The steps of a chart in the order of its boxes; a box that several ways lead to stands once, and is linked to."""
    numbers = {node.id: number for number, node in enumerate(place.chart.nodes, 1)}
    return tuple(_step(desk, place, node, numbers) for node in place.chart.nodes)


def _step(desk: Desk, place: ChartPlace, node: Node, numbers: dict[str, int]) -> OutlineStep:
    here = desk.index.targets[node.id]
    ways = (way for way in desk.index.ways_from.get(node.id, ()) if way.target)
    return OutlineStep(
        Markdown(_anchor(place, numbers[node.id])),
        Link(node.title, desk.href(page_of(here), node.id)),
        desk.words.kinds[node.kind],
        tuple(Turn(_condition(desk, way), _to(desk, place, way, numbers)) for way in ways),
    )


def _anchor(place: ChartPlace, number: int) -> str:
    return f"{place.chart.id}--step-{number}"


def _condition(desk: Desk, way: Way) -> str:
    if not way.edge.label:
        return ""
    form = desk.words.turn_if if way.source.node.kind is Kind.QUESTION else desk.words.turn_for
    return str(form.format(label=way.edge.label))


def _to(desk: Desk, place: ChartPlace, way: Way, numbers: dict[str, int]) -> Link:
    words, target = desk.words, way.target
    assert target  # noqa: S101  # ways that lead nowhere were left out above
    number = numbers.get(target.node.id)
    if number is None:
        return Link(words.turn_chart.format(title=link_title(way, target, place)), desk.href(page_of(target), target.node.id))
    form = words.turn_back if number <= numbers[way.source.node.id] else words.turn_step
    return Link(form.format(number=number, title=target.node.title), Markdown(f"#{_anchor(place, number)}"))
