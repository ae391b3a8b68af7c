"""A chart as Mermaid text; the only module that knows Mermaid's syntax."""

import re
from collections.abc import Callable, Iterator

from generator.analysis.index import BoxRef, ChartRef, EdgeRef, PathwayIndex
from generator.model import Kind

# The label goes between the two; every label is quoted, so no bracket in it can close the box.
_SHAPES = {
    Kind.START: ("([", "])"),
    Kind.QUESTION: ("{{", "}}"),
    Kind.FORK: ("[/", "/]"),
    Kind.CHOICE: ("[", "]"),
    Kind.ACTION: ("[", "]"),
    Kind.CAUTION: (">", "]"),
    Kind.END: ("([", "])"),
}
_LINK_SHAPE = ("[[", "]]")

# More branches of one box than this are put below each other: side by side they would be wider than a page.
_MOST_SIDE_BY_SIDE = 5

_DROPPED = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_SPECIAL = re.compile(r"[#;&<>\"`\\$%:{}|*_~^\[\]]")
# Before one of these words Mermaid takes `direction` for a command, inside a label too, and the box is gone.
_DIRECTION = re.compile(r"(?i)d(?=irection\s+(?:TB|BT|RL|LR|TD)\b)")

Addresses = Callable[[BoxRef], str]


def flowchart(place: ChartRef, index: PathwayIndex, address_of: Addresses) -> str:
    """The chart as Mermaid text: boxes numbered n1, n2 …, and x1, x2 … for boxes of other charts.

    `address_of` gives the address behind a box. Kinds are classes (`kind-question`); colours are the style sheet's.
    """
    widest = max(len(node.next) for node in place.chart.nodes)
    direction = "LR" if widest > _MOST_SIDE_BY_SIDE else "TB"
    return "\n".join([f"flowchart {direction}", *_lines(place, index, address_of)]) + "\n"


def _lines(place: ChartRef, index: PathwayIndex, address_of: Addresses) -> Iterator[str]:
    ways = [way for node in place.chart.nodes for way in index.out_edges.get(node.id, ())]
    names = {node.id: f"n{number}" for number, node in enumerate(place.chart.nodes, 1)}
    boxes = [index.targets[node.id] for node in place.chart.nodes]
    leaving = _leaving(ways)
    elsewhere = [way.target for way in leaving if way.target]
    names |= {target.box.id: f"x{number}" for number, target in enumerate(elsewhere, 1)}
    for box in boxes:
        yield _box(names[box.box.id], box.box.title, f"kind-{box.box.kind}", _SHAPES[box.box.kind])
    for way, target in zip(leaving, elsewhere, strict=True):
        yield _box(names[target.box.id], link_title(way, target, place), "kind-link", _LINK_SHAPE)
    for way in ways:
        if way.target:
            label = f'|"{escape(way.edge.label)}"|' if way.edge.label else ""
            yield f"  {names[way.source.box.id]} -->{label} {names[way.target.box.id]}"
    for box in (*boxes, *elsewhere):
        yield f'  click {names[box.box.id]} href "{address_of(box)}"'


def _leaving(ways: list[EdgeRef]) -> list[EdgeRef]:
    """The first of the ways to each box of another chart; one that names the box's section comes before others."""
    found: dict[str, EdgeRef] = {}
    for way in ways:
        if way.target and way.leaves_chart and (way.target.box.id not in found or _names_section(way, way.target)):
            found[way.target.box.id] = way
    return [*found.values()]


def _names_section(way: EdgeRef, target: BoxRef) -> bool:
    return target.section is not None and way.edge.to == target.section.id


def link_title(way: EdgeRef, target: BoxRef, seen_from: ChartRef) -> str:
    """Title of a box that leads to another chart: that of the chart or of the box in it, after that of its section if it is another."""
    is_first = target.box is target.chart.nodes[0]
    if target.section is None or seen_from.section is target.section:
        return target.chart.title if is_first else f"{target.chart.title}: {target.box.title}"
    if _names_section(way, target):
        return target.section.title
    inner = target.chart.title if is_first else target.box.title
    return inner if target.section.title.casefold() in inner.casefold() else f"{target.section.title}: {inner}"


def _box(name: str, title: str, css_class: str, shape: tuple[str, str]) -> str:
    return f'  {name}{shape[0]}"{escape(title)}"{shape[1]}:::{css_class}'


def escape(label: str) -> str:
    """A label that Mermaid shows as it stands."""
    text = _SPECIAL.sub(lambda match: f"#{ord(match.group())};", _DROPPED.sub("", label))
    return _DIRECTION.sub(lambda match: f"#{ord(match.group())};", text) if text.strip() else "#160;"
