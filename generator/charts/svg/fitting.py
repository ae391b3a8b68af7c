"""A chart as blocks and links for the layout: its text in lines, and the options of choices as rows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.charts.chart import THEN, Chart, ChartBox, ChartEdge
from generator.charts.layout.arrange import Graph
from generator.charts.layout.graph import Block, Link, Point, find_back_links
from generator.charts.layout.part import Part
from generator.charts.svg.boxes import BoxText, box_text, even, label_text, slant
from generator.charts.svg.rooms import LANE, Rooms
from generator.charts.svg.sides import Side, beside, beside_row, inset, inset_row, last_resorts, side_answers
from generator.charts.svg.stacks import ROW_MARGIN, RowText, StackText, stack_text

_CORNER = 10.0
_AXIS = 36.0
"""So far from the left of a box edges enter it, if it is flush left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A box as a row of its choice."""

    choice: str
    text: RowText


class Fitted:
    """A chart whose text is broken into lines.

    Attributes:
        chart: the chart.
        rooms: how wide its lines may be.
        texts: the text of each box that is no row, by its name.
        rows: the boxes that are rows, by name.
        sides: the boxes that are beside their questions, by name; places are from the axis and the top of the question.
        labels: the text of each edge's label, by the edge's number.
        graph: what is to be laid out.
        link_of: the link that stands for each edge, by the edge's number; edges into rows and to the side have none.

    """

    def __init__(self, chart: Chart, rooms: Rooms) -> None:
        self.chart = chart
        self.rooms = rooms
        self._owners = {row: box.name for box in chart.boxes for row in box.rows}
        self.labels = [label_text(edge, rooms.labels) for edge in chart.edges]
        self.texts: dict[str, BoxText] = {
            box.name: self._stack(box, rooms) if box.rows else box_text(box, rooms.of(box))
            for box in chart.boxes
            if box.name not in self._owners
        }
        self.rows = {
            row: Row(choice=box.name, text=text) for box in chart.boxes for row, text in zip(box.rows, self._rows_of(box), strict=True)
        }
        self.sides = dict(self._beside())
        links, self.link_of = self._joined()
        self._lanes = {box.name: self._lanes_of(box) for box in chart.boxes if box.rows}
        # What leaves at the right comes last, so that it does not cross what leaves below.
        links.sort(key=lambda link: link.number in self._lanes.get(link.source, {}))
        blocks = {name: self._block(name, text) for name, text in self.texts.items() if name not in self.sides}
        self.graph = Graph(blocks, links, find_back_links([*blocks], links))

    def _stack(self, choice: ChartBox, rooms: Rooms) -> StackText:
        boxes = {box.name: box for box in self.chart.boxes}
        edges = {edge.target: edge for edge in self.chart.edges if edge.source == choice.name}
        return stack_text(choice, [(boxes[row], edges[row]) for row in choice.rows], rooms.stacks)

    def _rows_of(self, box: ChartBox) -> tuple[RowText, ...]:
        text = self.texts.get(box.name)
        return text.rows if isinstance(text, StackText) else ()

    def _beside(self) -> Iterator[tuple[str, Side]]:
        edges = self.chart.edges
        links = [Link(number=number, source=edge.source, target=edge.target) for number, edge in enumerate(edges)]
        back = find_back_links([box.name for box in self.chart.boxes], links)
        for question, numbers in side_answers(self.chart, back).items():
            answers = [(self.texts[edges[number].target], self.labels[number]) for number in numbers]
            put = inset if self.rooms.flush else beside
            for number, side in zip(numbers, put(question, self.texts[question], answers), strict=True):
                yield edges[number].target, side
        for choice, number in last_resorts(self.chart).items():
            stack, goal = self.texts[choice], edges[number].target
            if isinstance(stack, StackText):
                yield goal, self._after_rows(choice, stack, number)

    def _after_rows(self, choice: str, stack: StackText, number: int) -> Side:
        text, label = self.texts[self.chart.edges[number].target], self.labels[number]
        if self.rooms.flush:
            return inset_row(choice, stack, self.left_of(choice), text, label)
        return beside_row(choice, stack, text, label)

    def _joined(self) -> tuple[list[Link], dict[int, Link]]:
        """The links, of which one stands for all edges of a choice's rows that lead to one box with one label."""
        found: dict[object, Link] = {}
        link_of = {}
        for number, (edge, label) in enumerate(zip(self.chart.edges, self.labels, strict=True)):
            if edge.target in self._owners or edge.target in self.sides:
                continue
            source = self._owners.get(edge.source, edge.source)
            key = replace(edge, source=source) if edge.source in self._owners else number
            link = Link(number=number, source=source, target=edge.target, width=label.width, height=label.height, beside=self.rooms.flush)
            link_of[number] = found.setdefault(key, link)
        return [*found.values()], link_of

    def _block(self, name: str, text: BoxText) -> Block:
        left, lanes = self.left_of(name), self._lanes.get(name, {})
        edge = text.width - left
        exits = {number: edge + LANE * lane for number, lane in lanes.items()}
        aside = [side for side in self.sides.values() if side.owner == name]
        right = max([edge + LANE * len(lanes), *(side.right for side in aside)])
        height = even(max([text.height, *(side.bottom for side in aside)]))
        entry = max(0.0, min(left, edge) - _CORNER - slant(text.height))
        return Block(name=name, left=left, right=right, height=height, entry=entry, exits=exits)

    def left_of(self, name: str) -> float:
        """How far a box reaches left of its axis, where edges enter it."""
        half = self.texts[name].width / 2
        return min(half, _AXIS) if self.rooms.flush else half

    def _lanes_of(self, choice: ChartBox) -> dict[int, int]:
        """The lane at the right of a choice, 1 for the nearest, of each link that leaves only some of its rows."""
        edges = [(self.chart.edges[number].source, link.number) for number, link in self.link_of.items()]
        last = {box.name for box in self.chart.boxes if box.kind == THEN}
        shared = [{link for source, link in edges if source == row} for row in choice.rows]
        options = [links for row, links in zip(choice.rows, shared, strict=True) if row not in last]
        has_branches = any(source == choice.name for source, _ in edges)
        common = set.intersection(*options) if options and not has_branches else set()
        alone = dict.fromkeys(link for links in reversed(shared) for link in sorted(links) if link not in common)
        return {link: lane for lane, link in enumerate(alone, 1)}

    def stub(self, edge: ChartEdge, link: Link, part: Part) -> Iterator[Point]:
        """The beginning of an edge that leaves a row at its right, or a box with others beside it."""
        row = self.rows.get(edge.source)
        is_alone = row is not None and link.number in self._lanes[row.choice]
        source = self._owners.get(edge.source, edge.source)
        if not is_alone and any(side.owner == source for side in self.sides.values()):
            yield part.routes[link.number][0][0], part.places[source][1] + self.texts[source].height
        if row is None or not is_alone:
            return
        axis, top = part.places[row.choice]
        y = top + row.text.top + row.text.height / 2
        yield axis - self.left_of(row.choice) + self.texts[row.choice].width - ROW_MARGIN, y
        yield part.routes[link.number][0][0], y
