"""A chart in words: its boxes as numbered steps, each with its ways on as links to other steps."""

from generator.analysis.index import ChartRef, EdgeRef
from generator.charts.chart import link_title
from generator.markup import Markdown
from generator.model import Box, Kind
from generator.views.base import Link, OutlineBox, OutlineEdge
from generator.views.page_context import PageContext, page_of


def outline(context: PageContext, place: ChartRef) -> tuple[OutlineBox, ...]:
    """The steps of a chart in the order of its boxes; a box that several ways lead to stands once, and is linked to."""
    numbers = {node.id: number for number, node in enumerate(place.chart.nodes, 1)}
    return tuple(_step(context, place, node, numbers) for node in place.chart.nodes)


def _step(context: PageContext, place: ChartRef, node: Box, numbers: dict[str, int]) -> OutlineBox:
    here = context.index.targets[node.id]
    ways = (way for way in context.index.out_edges.get(node.id, ()) if way.target)
    return OutlineBox(
        Markdown(_anchor(place, numbers[node.id])),
        Link(node.title, context.href(page_of(here), node.id)),
        context.words.kinds[node.kind],
        tuple(OutlineEdge(_condition(context, way), _to(context, place, way, numbers)) for way in ways),
    )


def _anchor(place: ChartRef, number: int) -> str:
    return f"{place.chart.id}--step-{number}"


def _condition(context: PageContext, way: EdgeRef) -> str:
    if not way.edge.label:
        return ""
    form = context.words.turn_if if way.source.box.kind is Kind.QUESTION else context.words.turn_for
    return str(form.format(label=way.edge.label))


def _to(context: PageContext, place: ChartRef, way: EdgeRef, numbers: dict[str, int]) -> Link:
    words, target = context.words, way.target
    assert target  # noqa: S101  # ways that lead nowhere were left out above
    number = numbers.get(target.box.id)
    if number is None:
        return Link(words.turn_chart.format(title=link_title(way, target, place)), context.href(page_of(target), target.box.id))
    form = words.turn_back if number <= numbers[way.source.box.id] else words.turn_step
    return Link(form.format(number=number, title=target.box.title), Markdown(f"#{_anchor(place, number)}"))
