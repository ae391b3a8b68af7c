"""A chart as Mermaid text; the only module that knows Mermaid's syntax."""

import re
from collections import Counter
from collections.abc import Iterator

from generator.charts.chart import Chart, ChartBox, ChartEdge

# The label goes between the two; every label is quoted, so no bracket in it can close the box.
_SHAPES = {
    "start": ("([", "])"),
    "question": ("{{", "}}"),
    "ask": ("{{", "}}"),
    "several": ("[/", "/]"),
    "all": ("[/", "/]"),
    "choice": ("[", "]"),
    "action": ("[", "]"),
    "caution": (">", "]"),
    "end": ("([", "])"),
    "exit": ("[/", "\\]"),
    "link": ("[[", "]]"),
    "option": ("[", "]"),
    "then": ("[", "]"),
    "back": ("[", "]"),
}
# Mermaid has no double frame for other shapes than a rectangle; a small line says the same.
_IN_DETAIL = {"action": ("[[", "]]"), "choice": ("[[", "]]")}

# More branches of one box than this are put below each other: side by side they would be wider than a page.
_MOST_SIDE_BY_SIDE = 5

_DROPPED = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_SPECIAL = re.compile(r"[#;&<>\"`\\$%:{}|*_~^\[\]]")
# Before one of these words Mermaid takes `direction` for a command, inside a label too, and the box is gone.
_DIRECTION = re.compile(r"(?i)d(?=irection\s+(?:TB|BT|RL|LR|TD)\b)")


def flowchart(chart: Chart) -> str:
    """Write a chart as Mermaid text.

    Kinds are classes (`kind-question`); colours are the style sheet's. A box without an address is not clickable. Small lines and notes are
    in the labels, and the boxes of a setting in a subgraph. What was removed says so, and is dotted if it is an edge.
    """
    widest = max(Counter(edge.source for edge in chart.edges).values(), default=0)
    direction = "LR" if widest > _MOST_SIDE_BY_SIDE else "TB"
    return "\n".join([f"flowchart {direction}", *_lines(chart)]) + "\n"


def _lines(chart: Chart) -> Iterator[str]:
    yield from (_box(box) for box in chart.boxes if not box.setting)
    for number, setting in enumerate(dict.fromkeys(box.setting for box in chart.boxes if box.setting), 1):
        yield f'  subgraph s{number}["{escape(setting)}"]'
        yield from (f"  {_box(box)}" for box in chart.boxes if box.setting == setting)
        yield "  end"
    yield from map(_edge, chart.edges)
    yield from (f'  click {box.name} href "{box.href}"' for box in chart.boxes if box.href)


def _box(box: ChartBox) -> str:
    before, after = _IN_DETAIL.get(box.kind, _SHAPES[box.kind]) if box.has_detail else _SHAPES[box.kind]
    return f'  {box.name}{before}"{_label(box.title, *box.small_texts)}"{after}:::kind-{box.kind}'


def _edge(edge: ChartEdge) -> str:
    said = [text for text in (edge.label, edge.small_line) if text]
    label = f'|"{_label(*said)}"|' if said else ""
    arrow = "-.->" if edge.removed or edge.is_optional else "-->"
    return f"  {edge.source} {arrow}{label} {edge.target}"


def _label(*lines: str) -> str:
    """The lines of a label, one below the other."""
    return "<br>".join(map(escape, lines))


def escape(label: str) -> str:
    """A label that Mermaid shows as it stands."""
    text = _SPECIAL.sub(lambda match: f"#{ord(match.group())};", _DROPPED.sub("", label))
    return _DIRECTION.sub(lambda match: f"#{ord(match.group())};", text) if text.strip() else "#160;"
