"""A chart as an object: boxes and edges, ready to become Mermaid text or a drawing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.analysis.index import BoxRef, ChartRef, EdgeRef, PathwayIndex
from generator.i18n import Words
from generator.model import ENDS, Box, Edge, Kind

LINK = "link"
"""The kind of a box that leads to another chart."""
EXIT = "exit"
"""The kind of a box at which the reader leaves the pathway."""

_MOST_DETAILS = 2
_ROW_KINDS = frozenset({Kind.ACTION, Kind.CAUTION}) | ENDS

Addresses = Callable[[BoxRef], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBox:
    """A box of a chart.

    Attributes:
        name: n1, n2 … in the order of the pathway, and x1, x2 … for boxes of other charts.
        title: its title.
        number: its number in the pathway, such as 3.11; empty for none.
        kind: its kind, or `link`.
        href: the address behind it; empty for none.
        rows: of a choice, the names of the boxes that are drawn as its rows.
        details: small lines below the title, such as who and when; two at most.
        setting: the name of the setting that it belongs to; empty for none.
        has_detail: whether another chart shows it in detail, and leads back.
        removed: the word which says that it was removed since another version; empty for a box that is there.

    """

    name: str
    title: str
    kind: str
    href: str
    number: str = ""
    rows: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    setting: str = ""
    has_detail: bool = False
    removed: str = ""

    @property
    def small_lines(self) -> tuple[str, ...]:
        """All small lines below the title."""
        return _said(self.removed, *self.details)

    @property
    def label(self) -> str:
        """Number and title, as a drawing shows them."""
        return " ".join(f"{self.number} {self.title}".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartEdge:
    """An edge between two boxes, by their names.

    Attributes:
        source: the box that it leaves.
        target: the box that it enters.
        label: when it is taken; empty for none.
        note: what is said in smaller letters below the label, such as “up to 3 times”; empty for nothing.
        is_optional: whether it is taken only where it applies, besides others that are always taken.
        removed: the word which says that it was removed since another version; empty for an edge that is there.

    """

    source: str
    target: str
    label: str = ""
    note: str = ""
    is_optional: bool = False
    removed: str = ""

    @property
    def small_line(self) -> str:
        """All that is said in smaller letters."""
        return " · ".join(_said(self.note, self.removed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart: its own boxes in the order of the pathway, then the boxes of other charts that it leads to."""

    boxes: tuple[ChartBox, ...]
    edges: tuple[ChartEdge, ...]


def _said(*texts: str) -> tuple[str, ...]:
    """The texts that say anything."""
    return tuple(text for text in texts if text.strip())


def box_facts(place: BoxRef, index: PathwayIndex, words: Words, *, names_setting: bool = True) -> tuple[str, ...]:
    """Who does what a box says, by when, how often, and where; the chart speaks for boxes that do not say it themselves."""
    box, chart = place.box, place.chart
    setting = _setting(place, index) if names_setting else ""
    return _said(
        ", ".join(index.pathway.team[name] for name in box.by or chart.by),
        box.within or chart.within or "",
        words.again.format(time=box.again) if box.again else "",
        setting,
    )


def _setting(place: BoxRef, index: PathwayIndex) -> str:
    return index.pathway.settings.get(place.box.setting or place.chart.setting or "", "")


def way_limits(edge: Edge, words: Words) -> tuple[str, ...]:
    """After how long a way is taken, and how often at most."""
    return _said(
        words.after.format(time=edge.after) if edge.after else "",
        words.pluralise(words.at_most, edge.at_most) if edge.at_most else "",
    )


def make_chart(place: ChartRef, index: PathwayIndex, words: Words, address_of: Addresses) -> Chart:
    """Make the chart object of a chart of the pathway.

    Args:
        place: the chart.
        index: the pathway.
        words: the words of the interface.
        address_of: gives the address behind a box.

    """
    edges = [edge for node in place.chart.boxes for edge in ways_on(node, index, words)]
    names = {node.id: f"n{number}" for number, node in enumerate(place.chart.boxes, 1)}
    leaving = _leaving(edges)
    names |= {box: f"x{number}" for number, box in enumerate(leaving, 1)}
    own = [index.targets[node.id] for node in place.chart.boxes]
    has_bands = len({_setting(box, index) for box in own} - {""}) > 1
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
                    setting=_setting(box, index) if has_bands else "",
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


def ways_on(box: Box, index: PathwayIndex, words: Words) -> Iterator[EdgeRef]:
    """The ways on from a box; behind the options of a choice in turn the way to what comes then."""
    yield from index.out_edges.get(box.id, ())
    if then := index.then_edges.get(box.id):
        yield replace(then, label=words.then_way)


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
