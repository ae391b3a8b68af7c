"""A chart as blocks and links for the layout: its text in lines, and the options of choices as rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.charts.chart import Chart, ChartBox, ChartEdge
from generator.charts.layout.arrange import Graph
from generator.charts.layout.graph import Block, Link, Point, find_back_links
from generator.charts.layout.part import Part
from generator.charts.svg.boxes import BoxText, box_text, label_text, slant
from generator.charts.svg.stacks import ROW_MARGIN, RowText, StackText, stack_text

_CORNER = 10.0
_LANE = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """The widest lines in boxes and labels, and the widest choices with rows, in pixels; `own` are those of single boxes."""

    boxes: float
    labels: float
    stacks: float
    own: Mapping[str, float] = field(default_factory=dict)

    def within(self, column: float) -> "Rooms":
        """The same in a column of this width."""
        return replace(self, stacks=min(self.stacks, column - 2 * _LANE))

    def of(self, box: ChartBox) -> float:
        """The room for the lines of a box."""
        return self.own.get(box.name, self.boxes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A box as a row of its choice."""

    choice: str
    text: RowText


class Fitted:
    """A chart whose text is broken into lines.

    Attributes:
        chart: the chart.
        texts: the text of each box that is no row, by its name.
        rows: the boxes that are rows, by name.
        labels: the text of each edge's label, by the edge's number.
        graph: what is to be laid out.
        link_of: the link that stands for each edge, by the edge's number; edges into rows have none.

    """

    def __init__(self, chart: Chart, rooms: Rooms) -> None:
        self.chart = chart
        self._owners = {row: box.name for box in chart.boxes for row in box.rows}
        self.labels = [label_text(edge.label, rooms.labels) for edge in chart.edges]
        self.texts: dict[str, BoxText] = {
            box.name: self._stack(box, rooms) if box.rows else box_text(box, rooms.of(box))
            for box in chart.boxes
            if box.name not in self._owners
        }
        self.rows = {
            row: Row(choice=box.name, text=text) for box in chart.boxes for row, text in zip(box.rows, self._rows_of(box), strict=True)
        }
        links, self.link_of = self._joined()
        self._lanes = {box.name: self._lanes_of(box) for box in chart.boxes if box.rows}
        blocks = {name: self._block(name, text) for name, text in self.texts.items()}
        self.graph = Graph(blocks, links, find_back_links([*blocks], links))

    def _stack(self, choice: ChartBox, rooms: Rooms) -> StackText:
        boxes = {box.name: box for box in self.chart.boxes}
        notes = {edge.target: edge.label for edge in self.chart.edges if edge.source == choice.name}
        return stack_text(choice, [(boxes[row], notes[row]) for row in choice.rows], rooms.stacks)

    def _rows_of(self, box: ChartBox) -> tuple[RowText, ...]:
        text = self.texts.get(box.name)
        return text.rows if isinstance(text, StackText) else ()

    def _joined(self) -> tuple[list[Link], dict[int, Link]]:
        """The links, of which one stands for all edges of a choice's rows that lead to one box with one label."""
        found: dict[object, Link] = {}
        link_of = {}
        for number, (edge, label) in enumerate(zip(self.chart.edges, self.labels, strict=True)):
            if edge.target in self._owners:
                continue
            source = self._owners.get(edge.source, edge.source)
            key = (source, edge.target, edge.label) if edge.source in self._owners else number
            link = Link(number=number, source=source, target=edge.target, width=label.width, height=label.height)
            link_of[number] = found.setdefault(key, link)
        return [*found.values()], link_of

    def _block(self, name: str, text: BoxText) -> Block:
        half = text.width / 2
        lanes = self._lanes.get(name, {})
        exits = {number: half + _LANE * lane for number, lane in lanes.items()}
        right = half + _LANE * len(lanes)
        return Block(
            name=name, left=half, right=right, height=text.height, entry=max(0.0, half - _CORNER - slant(text.height)), exits=exits
        )

    def _lanes_of(self, choice: ChartBox) -> dict[int, int]:
        """The lane at the right of a choice, 1 for the nearest, of each link that leaves only some of its rows."""
        edges = [(self.chart.edges[number].source, link.number) for number, link in self.link_of.items()]
        shared = [{link for source, link in edges if source == row} for row in choice.rows]
        has_branches = any(source == choice.name for source, _ in edges)
        common = set.intersection(*shared) if shared and not has_branches else set()
        alone = dict.fromkeys(link for links in reversed(shared) for link in sorted(links) if link not in common)
        return {link: lane for lane, link in enumerate(alone, 1)}

    def stub(self, edge: ChartEdge, link: Link, part: Part) -> Iterator[Point]:
        """The beginning of an edge that leaves a row at its right."""
        row = self.rows.get(edge.source)
        if row is None or link.number not in self._lanes[row.choice]:
            return
        axis, top = part.places[row.choice]
        y = top + row.text.top + row.text.height / 2
        yield axis + self.texts[row.choice].width / 2 - ROW_MARGIN, y
        yield part.routes[link.number][0][0], y
