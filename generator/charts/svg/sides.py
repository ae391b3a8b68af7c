"""Boxes beside another: answers that end the pathway or send readers back, and what comes when the options of a choice are used up."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from generator.charts.chart import BACK, EXIT, LINK, THEN, Chart
from generator.charts.layout.graph import Point
from generator.charts.layout.part import Route, shifted, shifted_route
from generator.charts.svg.boxes import BoxText, LabelText
from generator.charts.svg.rooms import LANE
from generator.charts.svg.stacks import ROW_MARGIN, StackText

_ENDS = frozenset({"end", EXIT, BACK})
_BEFORE_LABEL = 10.0
_AFTER_LABEL = 20.0
_UNLABELLED = 34.0
_TRUNK = 14.0
_BETWEEN = 14.0
_INSET = 26.0
_BESIDE_MARK = 10.0
_ABOVE_LABEL = 8.0
_BELOW_LABEL = 3.0
_STRAIGHT_SIDE = 22.0
"""So far below its top a box of any kind has a straight side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A box beside its question or choice; places are from where that is entered.

    Attributes:
        owner: the name of its question or choice.
        text: what the box says.
        middle: of the box.
        route: from the question, or from a row of the choice, to the box.
        label: its text.
        label_at: the centre of the label.

    """

    owner: str
    text: BoxText
    middle: Point
    route: Route
    label: LabelText
    label_at: Point

    def moved(self, across: float, down: float) -> "Side":
        """The same further right and down."""
        return replace(
            self,
            middle=shifted(self.middle, across, down),
            route=shifted_route(self.route, across, down),
            label_at=shifted(self.label_at, across, down),
        )

    @property
    def right(self) -> float:
        """The right of the box, its label and its line."""
        return max(self.middle[0] + self.text.width / 2, self.label_at[0] + self.label.width / 2, *(x for x, _ in self.route))

    @property
    def bottom(self) -> float:
        """The bottom of the box and its label."""
        return max(self.middle[1] + self.text.height / 2, self.label_at[1] + self.label.height / 2)


def side_answers(chart: Chart, back: AbstractSet[int]) -> dict[str, list[int]]:
    """The edges of each question whose answers leave it to the side.

    Args:
        chart: the chart.
        back: the numbers of the edges that lead back.

    Returns:
        By the name of the question, the numbers of its edges to ends and exits that nothing else leads to, if another of its edges goes on.

    """
    ends = {box.name for box in chart.boxes if box.kind in _ENDS} - {edge.source for edge in chart.edges}
    entered = [edge.target for edge in chart.edges]
    found = {}
    for question in chart.boxes:
        if question.kind == "question":
            leaving = [number for number, edge in enumerate(chart.edges) if edge.source == question.name]
            aside = [number for number in leaving if (goal := chart.edges[number].target) in ends and entered.count(goal) == 1]
            if aside and {*leaving} - {*aside} - back:
                found[question.name] = aside
    return found


def last_resorts(chart: Chart) -> dict[str, int]:
    """The edge of each choice to what comes when its options are used up, if that goes no further and nothing else leads to it.

    Where single options lead elsewhere, their lines need the room beside the choice.
    """
    leaves = {box.name for box in chart.boxes if box.kind in {*_ENDS, LINK}} - {edge.source for edge in chart.edges}
    entered = [edge.target for edge in chart.edges]
    last = {box.name for box in chart.boxes if box.kind == THEN}
    found = {}
    for choice in chart.boxes:
        options = [row for row in choice.rows if row not in last]
        goals = {edge.target for edge in chart.edges if edge.source in options}
        has_branches = any(edge.source == choice.name and edge.target not in choice.rows for edge in chart.edges)
        is_common = all(goals <= {edge.target for edge in chart.edges if edge.source == row} for row in options)
        for number, edge in enumerate(chart.edges):
            is_leaf = edge.target in leaves and entered.count(edge.target) == 1
            if edge.source in last & {*choice.rows} and is_leaf and is_common and not has_branches:
                found[choice.name] = number
    return found


def beside(owner: str, question: BoxText, answers: Sequence[tuple[BoxText, LabelText]]) -> Iterator[Side]:
    """The answers at the right of a question, the first at its height.

    Args:
        owner: the name of the question.
        question: its text.
        answers: the text and the label of each answer.

    """
    out = question.width / 2
    trunk = _TRUNK if len(answers) > 1 else 0.0
    widest = max(label.width for _, label in answers)
    left = out + trunk + (_BEFORE_LABEL + widest + _AFTER_LABEL if widest else _UNLABELLED)
    top, start = 0.0, (out, question.height / 2)
    for text, label in answers:
        y = start[1] if not top else top + max(label.height / 2, min(text.height / 2, _STRAIGHT_SIDE))
        upper = max(top, y - text.height / 2)
        turn = () if y == start[1] else ((out + trunk, start[1]), (out + trunk, y))
        label_at = (out + trunk + _BEFORE_LABEL + widest / 2, max(y, top + label.height / 2))
        middle = (left + text.width / 2, upper + text.height / 2)
        side = Side(owner=owner, text=text, middle=middle, route=(start, *turn, (left, y)), label=label, label_at=label_at)
        yield side
        top = side.bottom + _BETWEEN


def inset(owner: str, question: BoxText, answers: Sequence[tuple[BoxText, LabelText]]) -> Iterator[Side]:
    """The answers below a question whose edges are near its left, set in from the line that goes on down.

    Args:
        owner: the name of the question.
        question: its text.
        answers: the text and the label of each answer.

    """
    foot = question.height
    for text, label in answers:
        top = foot + (_ABOVE_LABEL + label.height + _BELOW_LABEL if label.height else _BETWEEN)
        y = top + min(text.height / 2, _STRAIGHT_SIDE)
        label_at = (_INSET + _BESIDE_MARK + label.width / 2, foot + _ABOVE_LABEL + label.height / 2)
        middle = (_INSET + text.width / 2, top + text.height / 2)
        foot = top + text.height
        route = ((0, question.height), (0, y), (_INSET, y))
        yield Side(owner=owner, text=text, middle=middle, route=route, label=label, label_at=label_at)


def beside_row(owner: str, choice: StackText, text: BoxText, label: LabelText) -> Side:
    """The box that comes when the options of a choice are used up, at the right of its last row.

    Args:
        owner: the name of the choice.
        choice: its text.
        text: what the box says.
        label: that of the edge.

    """
    out, row = choice.width / 2, choice.rows[-1]
    y = row.top + row.height / 2
    left = out + (_BEFORE_LABEL + label.width + _AFTER_LABEL if label.width else _UNLABELLED)
    return Side(
        owner=owner,
        text=text,
        middle=(left + text.width / 2, max(y, text.height / 2)),
        route=((out - ROW_MARGIN, y), (left, y)),
        label=label,
        label_at=(out + _BEFORE_LABEL + label.width / 2, y),
    )


def inset_row(owner: str, choice: StackText, axis: float, text: BoxText, label: LabelText) -> Side:
    """The same below a choice whose edges are near its left, entered from the right.

    Args:
        owner: the name of the choice.
        choice: its text.
        axis: how far from its left the choice is entered.
        text: what the box says.
        label: that of the edge.

    """
    out, row = choice.width - axis, choice.rows[-1]
    y, foot = row.top + row.height / 2, choice.height
    top = foot + (_ABOVE_LABEL + label.height + _BELOW_LABEL if label.height else _BETWEEN)
    middle = (_INSET + text.width / 2, top + text.height / 2)
    right = _INSET + text.width
    lane = max(out + LANE, right + _AFTER_LABEL)
    return Side(
        owner=owner,
        text=text,
        middle=middle,
        route=((out - ROW_MARGIN, y), (lane, y), (lane, middle[1]), (right, middle[1])),
        label=label,
        label_at=(lane - _BESIDE_MARK - label.width / 2, foot + _ABOVE_LABEL + label.height / 2),
    )
