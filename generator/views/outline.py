"""A chart in words: its boxes by number, each with its ways on as links to others."""

from collections.abc import Iterator

from generator.analysis.index import ChartRef, EdgeRef
from generator.charts.build import link_title
from generator.charts.facts import way_limits
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
    return OutlineBox(
        Markdown(_anchor(place, order[node.id])),
        Link(context.index.name_of(node), context.href(page_of(here), node.id)),
        _how(context, node),
        tuple(_turns(context, place, node, order)),
    )


def _how(context: PageContext, node: Box) -> str:
    """How several ways of a box are followed, and which chart shows it in detail; nothing where there is no more to say."""
    words = context.words
    ways = words.next_in_turn if node.in_turn else words.outline_of.get(node.kind, "")
    detail = words.outline_detail.format(chart=context.index.targets[node.through].chart.title) if node.through else ""
    return "; ".join(filter(None, (ways, detail)))


def _turns(context: PageContext, place: ChartRef, node: Box, order: dict[str, int]) -> Iterator[OutlineEdge]:
    for way in context.index.out_edges.get(node.id, ()):
        if way.target:
            yield OutlineEdge(_condition(context, way), _to(context, place, way, order))
    if node.then:
        target = context.index.targets[node.then]
        yield OutlineEdge(f"{context.words.then}:", context.on_to_box(target))


def _anchor(place: ChartRef, position: int) -> str:
    return f"{place.chart.id}--step-{position}"


def _condition(context: PageContext, way: EdgeRef) -> str:
    """When a way is taken: its label, the exact condition, after how long, how often, and whether only where it applies."""
    words = context.words
    more = (way.edge.when or "", *way_limits(way.edge, words), words.walk["where_it_applies"] if way.edge.optional else "")
    said = " · ".join(filter(None, more))
    if not way.label:
        return f"({said})" if said else ""
    form = words.turn_if if way.source.box.kind is Kind.QUESTION else words.turn_for
    return str(form.format(label=f"{way.label} ({said})" if said else way.label))


def _to(context: PageContext, place: ChartRef, way: EdgeRef, order: dict[str, int]) -> Link:
    words, target = context.words, way.target
    assert target  # noqa: S101  # ways that lead nowhere were left out above
    if target.box.id not in order:
        box = f"{context.index.numbers[target.box.id]} {link_title(way, target, place)}"
        return Link(words.turn_chart.format(box=box), context.href(page_of(target), target.box.id))
    box, position = context.as_goal(target, context.index.name_of(target.box)), order[target.box.id]
    text = words.turn_back.format(box=box) if position <= order[way.source.box.id] else box
    return Link(text, Markdown(f"#{_anchor(place, position)}"))
