"""A chart in words: its boxes by number, each with its ways on as links to others."""

from generator.analysis.index import ChartRef, EdgeRef
from generator.charts.build import link_title
from generator.charts.facts import ways_on
from generator.markup import Markdown
from generator.model import Box, Kind
from generator.views.base import Link, OutlineBox, OutlineEdge
from generator.views.page_context import PageContext, page_of


def outline(context: PageContext, place: ChartRef) -> tuple[OutlineBox, ...]:
    """The boxes of a chart in their order; a box that several ways lead to is listed once, and linked to."""
    order = {node.id: position for position, node in enumerate(place.chart.boxes, 1)}
    return tuple(_box(context, place, node, order) for node in place.chart.boxes)


def _box(context: PageContext, place: ChartRef, node: Box, order: dict[str, int]) -> OutlineBox:
    here = context.index.targets[node.id]
    ways = (way for way in ways_on(node, context.index, context.words) if way.target)
    return OutlineBox(
        Markdown(_anchor(place, order[node.id])),
        Link(context.index.name_of(node), context.href(page_of(here), node.id)),
        context.words.kinds[node.kind],
        tuple(OutlineEdge(_condition(context, way), _to(context, place, way, order)) for way in ways),
    )


def _anchor(place: ChartRef, position: int) -> str:
    return f"{place.chart.id}--step-{position}"


def _condition(context: PageContext, way: EdgeRef) -> str:
    if not way.label:
        return ""
    form = context.words.turn_if if way.source.box.kind is Kind.QUESTION else context.words.turn_for
    return str(form.format(label=way.label))


def _to(context: PageContext, place: ChartRef, way: EdgeRef, order: dict[str, int]) -> Link:
    words, target = context.words, way.target
    assert target  # noqa: S101  # ways that lead nowhere were left out above
    if target.box.id not in order:
        box = f"{context.index.numbers[target.box.id]} {link_title(way, target, place)}"
        return Link(words.turn_chart.format(box=box), context.href(page_of(target), target.box.id))
    box, position = context.index.name_of(target.box), order[target.box.id]
    text = words.turn_back.format(box=box) if position <= order[way.source.box.id] else box
    return Link(text, Markdown(f"#{_anchor(place, position)}"))
