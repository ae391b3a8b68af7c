"""Answers that leave their question to the side: they end the pathway or send readers back, and the question's other ways go on below."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from generator.charts.chart import BACK, EXIT, Chart
from generator.charts.layout.graph import Point
from generator.charts.layout.part import Route, shifted, shifted_route
from generator.charts.svg.boxes import BoxText, LabelText

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
    """A box beside its question; places are from where the question is entered.

    Attributes:
        owner: the name of its question.
        text: what the box says.
        middle: of the box.
        route: from the question to the box.
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
        """The right of the box and its label."""
        return max(self.middle[0] + self.text.width / 2, self.label_at[0] + self.label.width / 2)

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
