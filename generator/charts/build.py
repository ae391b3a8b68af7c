"""Charts of a pathway as chart objects."""

from collections.abc import Callable, Iterator

from generator.analysis.index import BoxRef, ChartRef, EdgeRef, PathwayIndex
from generator.charts.chart import LINK, Chart, ChartBox, ChartEdge
from generator.charts.facts import box_facts, setting_of, way_limits
from generator.i18n import Words
from generator.model import ENDS, Kind

_MOST_DETAILS = 2
_ROW_KINDS = frozenset({Kind.ACTION, Kind.CAUTION}) | ENDS

Addresses = Callable[[BoxRef], str]


def make_chart(place: ChartRef, index: PathwayIndex, words: Words, address_of: Addresses) -> Chart:
    """Make the chart object of a chart of the pathway.

    Args:
        place: the chart.
        index: the pathway.
        words: the words of the interface.
        address_of: gives the address behind a box.

    """
    edges = [edge for node in place.chart.boxes for edge in index.out_edges.get(node.id, ())]
    names = {node.id: f"n{number}" for number, node in enumerate(place.chart.boxes, 1)}
    leaving = _leaving(edges)
    names |= {box: f"x{number}" for number, box in enumerate(leaving, 1)}
    own = [index.targets[node.id] for node in place.chart.boxes]
    has_bands = len({setting_of(box, index) for box in own} - {""}) > 1
    return Chart(
        boxes=(
            *(
                ChartBox(
                    name=names[box.box.id],
                    title=box.box.title,
                    kind=box.box.kind.value,
                    href=address_of(box),
                    number=index.numbers[box.box.id],
                    rows=tuple(names[row] for row in _rows(box, index)),
                    details=box_facts(box, index, words, names_setting=not has_bands)[:_MOST_DETAILS],
                    setting=setting_of(box, index) if has_bands else "",
                    has_detail=box.box.through is not None,
                )
                for box in own
            ),
            *_links(leaving, names, place, index, address_of),
        ),
        edges=tuple(
            ChartEdge(
                source=names[edge.source.box.id],
                target=names[edge.target.box.id],
                label=edge.label,
                note=" · ".join(way_limits(edge.edge, words)),
                is_optional=edge.edge.optional,
            )
            for edge in edges
            if edge.target
        ),
    )


def _rows(choice: BoxRef, index: PathwayIndex) -> Iterator[str]:
    """The options of a choice that are drawn as its rows: boxes of its chart with one way in, and no more than one way out."""
    if choice.box.kind is not Kind.CHOICE:
        return
    for edge in index.out_edges.get(choice.box.id, ()):
        goal = edge.target
        if goal is None or edge.leaves_chart or goal.box.kind not in _ROW_KINDS or len(index.in_edges[goal.box.id]) > 1:
            continue
        onward = index.out_edges.get(goal.box.id, ())
        if not onward or (len(onward) == 1 and onward[0].target and onward[0].target.box is not choice.box):
            yield goal.box.id


def _links(
    leaving: dict[str, EdgeRef], names: dict[str, str], place: ChartRef, index: PathwayIndex, address_of: Addresses
) -> Iterator[ChartBox]:
    for name, edge in leaving.items():
        if target := edge.target:
            title, number = link_title(edge, target, place), index.numbers[name]
            yield ChartBox(name=names[name], title=title, kind=LINK, href=address_of(target), number=number)


def _leaving(edges: list[EdgeRef]) -> dict[str, EdgeRef]:
    """For each box of another chart the first of the edges to it; one that names the box's section comes before others."""
    found: dict[str, EdgeRef] = {}
    for edge in edges:
        if edge.target and edge.leaves_chart and (edge.target.box.id not in found or _names_section(edge, edge.target)):
            found[edge.target.box.id] = edge
    return found


def _names_section(edge: EdgeRef, target: BoxRef) -> bool:
    return target.section is not None and edge.edge.to == target.section.id


def link_title(edge: EdgeRef, target: BoxRef, seen_from: ChartRef) -> str:
    """Title of a box that leads to another chart: that of the chart or of the box in it, after that of its section if it is another."""
    is_first = target.box is target.chart.boxes[0]
    if target.section is None or seen_from.section is target.section:
        return target.chart.title if is_first else f"{target.chart.title}: {target.box.title}"
    if _names_section(edge, target):
        return target.section.title
    inner = target.chart.title if is_first else target.box.title
    return inner if target.section.title.casefold() in inner.casefold() else f"{target.section.title}: {inner}"
