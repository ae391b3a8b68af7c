"""Bands behind the boxes of a setting, such as a ward. The boxes stay where they are, other than that room is made above and below them.

A band holds no box but those of its setting. Where these are not neighbours, there are several bands of one name. A box that no band can
hold names its setting in a small line: an option whose choice has another setting, or a box with no room above it for a name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from generator.charts.chart import Chart, ChartBox
from generator.charts.svg.boxes import Lines
from generator.charts.svg.drawing import Band, Drawing, DrawnBox, DrawnEdge
from generator.charts.svg.text_fitting import NOTE_SIZE, narrowed

_SIDE = 8.0
"""Between a band's outline and its boxes or its name."""
_ABOVE = 9.0
"""So far above its boxes the drawing is pulled apart: below the labels and the bends of edges there."""
_ABOVE_NAME = 3.0
_BELOW = 9.0
_BESIDE_EDGE = 7.0
"""Between a name and an edge beside it."""
_LEAST_NAME = 40.0
_TRIES = 3

LayOut = Callable[[Chart, float], Drawing]


def lay_out_in_bands(chart: Chart, column: float, lay_out: LayOut) -> Drawing:
    """Lay out a chart, with a band behind the boxes of each setting.

    Args:
        chart: the chart.
        column: the width that there is, in CSS pixels.
        lay_out: lays out a chart without bands.

    """
    chart = _named(chart, _unbanded_rows(chart))
    for _ in range(_TRIES):
        if not any(box.setting for box in chart.boxes):
            break
        drawing = lay_out(chart, column - 2 * _SIDE)
        banded, left_out = _banded(drawing)
        if not left_out:
            return banded if banded.width <= column else min(banded, lay_out(in_words(chart), column), key=lambda each: each.width)
        chart = _named(chart, left_out)
    return lay_out(in_words(chart), column)


def in_words(chart: Chart) -> Chart:
    """The chart with each setting named in a small line of its boxes."""
    return _named(chart, {box.name for box in chart.boxes})


def _named(chart: Chart, names: Iterable[str]) -> Chart:
    """The chart with the settings of some boxes in small lines."""
    names = {*names}

    def named(box: ChartBox) -> ChartBox:
        return box.with_setting_named() if box.name in names else box

    return replace(chart, boxes=tuple(map(named, chart.boxes))) if names else chart


def _unbanded_rows(chart: Chart) -> Iterator[str]:
    """Choices that do not have the setting of all boxes that are rows of them, and these rows."""
    settings = {box.name: box.setting for box in chart.boxes if box.way is None}
    for box in chart.boxes:
        if any(settings.get(row, box.setting) != box.setting for row in box.rows):
            yield from (box.name, *box.rows)


@dataclass(frozen=True, slots=True)
class _Run:
    """Boxes that share a band, and the room they take."""

    setting: str
    boxes: tuple[str, ...]
    left: float
    right: float
    top: float
    bottom: float

    def with_other(self, other: "_Run") -> "_Run":
        left, right = min(self.left, other.left), max(self.right, other.right)
        return _Run(self.setting, self.boxes + other.boxes, left, right, min(self.top, other.top), max(self.bottom, other.bottom))

    def touches(self, other: "_Run") -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


def _banded(drawing: Drawing) -> tuple[Drawing, set[str]]:
    """The drawing with its bands, and the names of the boxes for which there is none."""
    runs = _runs(drawing)
    names = {run: _name(run, drawing) for run in runs}
    lacking = {box for run, name in names.items() if name is None for box in run.boxes}
    if lacking:
        return drawing, lacking
    placed = {run: name for run, name in names.items() if name}
    cuts = _cuts(placed, drawing)
    bands = tuple(_band(run, name, cuts) for run, name in placed.items())
    return _in_view(replace(_pulled_apart(drawing, cuts), bands=bands)), set()


def _runs(drawing: Drawing) -> list[_Run]:
    """The boxes of each setting in as few bands as there can be: those that waste least room are joined first."""
    single = [_run(box) for box in drawing.boxes if not box.is_row]
    rows = {box.box.name: box.box.rows for box in drawing.boxes}
    outside = [run for run in single if not run.setting]
    runs = [run for run in single if run.setting]
    while joined := _joined(runs, outside):
        one, other, both = joined
        runs = [both if run is one else run for run in runs if run is not other]
    return [replace(run, boxes=tuple(name for box in run.boxes for name in (box, *rows[box]))) for run in runs]


def _run(drawn: DrawnBox) -> _Run:
    across, down = drawn.width / 2 + _SIDE, drawn.height / 2
    return _Run(drawn.box.setting, (drawn.box.name,), drawn.x - across, drawn.x + across, drawn.y - down, drawn.y + down)


def _joined(runs: Sequence[_Run], outside: Sequence[_Run]) -> tuple[_Run, _Run, _Run] | None:
    """The two runs of one setting that waste least room when joined, and both as one; none that would take in another box."""
    pairs = ((one, other, one.with_other(other)) for one, other in combinations(runs, 2) if one.setting == other.setting)
    free = (
        (one, other, both)
        for one, other, both in pairs
        if not any(both.touches(run) for run in (*runs, *outside) if run is not one and run is not other)
    )
    return min(free, key=lambda found: found[2].area - found[0].area - found[1].area, default=None)


def _name(run: _Run, drawing: Drawing) -> Lines | None:
    """The name of a band, left of or between the edges that enter it from above; none if there is no room for it."""
    cut = run.top - _ABOVE
    if not _is_clear(cut, drawing):
        return None
    crossed = sorted(x for x in _crossings(drawing.edges, cut) if run.left < x < run.right)
    sides = [run.left + _SIDE - _BESIDE_EDGE, *crossed, run.right - _SIDE + _BESIDE_EDGE]
    rooms = [(left + _BESIDE_EDGE, right - left - 2 * _BESIDE_EDGE) for left, right in pairwise(sides)]
    tried = [_lines(run.setting, left, room) for left, room in rooms if room >= _LEAST_NAME]
    fitting = [
        lines for lines, (_, room) in zip(tried, (each for each in rooms if each[1] >= _LEAST_NAME), strict=True) if lines.width <= room
    ]
    return min(fitting, key=lambda lines: len(lines.texts), default=None)


def _lines(name: str, left: float, room: float) -> Lines:
    return Lines(texts=narrowed(name, room, NOTE_SIZE), size=NOTE_SIZE, left=left, number_left=left)


def _is_clear(y: float, drawing: Drawing) -> bool:
    """Whether a drawing can be pulled apart at a height: no box and no label is there."""
    places = [(box.y, box.height) for box in drawing.boxes]
    places += [(edge.label_at[1], edge.label_size[1]) for edge in drawing.edges if edge.has_text]
    return all(abs(y - middle) >= height / 2 for middle, height in places)


def _crossings(edges: Iterable[DrawnEdge], y: float) -> Iterator[float]:
    """Where edges cross a height."""
    for edge in edges:
        yield from (x1 for (x1, y1), (_, y2) in pairwise(edge.points) if min(y1, y2) < y < max(y1, y2))


def _cuts(names: Mapping[_Run, Lines], drawing: Drawing) -> dict[float, float]:
    """The heights at which the drawing is pulled apart, and by how much."""
    cuts: dict[float, float] = {}
    for run, name in names.items():
        top, low = run.top - _ABOVE, _foot(run, drawing)
        cuts[top] = max(cuts.get(top, 0), name.height + 2 * _ABOVE_NAME + 3)
        cuts[low] = max(cuts.get(low, 0), _BELOW)
    return cuts


def _foot(run: _Run, drawing: Drawing) -> float:
    """A height below a run at which the drawing can be pulled apart."""
    y = run.bottom + 1
    while beside := [box.y + box.height / 2 for box in drawing.boxes if abs(y - box.y) < box.height / 2]:
        y = max(beside) + 1
    return y


def _shift(y: float, cuts: Mapping[float, float]) -> float:
    return y + sum(height for cut, height in cuts.items() if cut < y)


def _band(run: _Run, name: Lines, cuts: Mapping[float, float]) -> Band:
    above = name.height + _ABOVE
    top, bottom = _shift(run.top, cuts) - above - _ABOVE_NAME, _shift(run.bottom, cuts) + _BELOW - 1
    return Band(
        name=name.moved(0, top + _ABOVE_NAME),
        boxes=run.boxes,
        x=(run.left + run.right) / 2,
        y=(top + bottom) / 2,
        width=run.right - run.left,
        height=bottom - top,
    )


def _pulled_apart(drawing: Drawing, cuts: Mapping[float, float]) -> Drawing:
    def down(y: float, height: float) -> float:
        return _shift(y - height / 2, cuts) + height / 2

    return replace(
        drawing,
        boxes=tuple(replace(box, y=down(box.y, box.height)) for box in drawing.boxes),
        edges=tuple(
            replace(
                edge,
                points=tuple((x, _shift(y, cuts)) for x, y in edge.points),
                label_at=(edge.label_at[0], down(edge.label_at[1], edge.label_size[1])),
            )
            for edge in drawing.edges
        ),
        height=_shift(drawing.height, cuts) + (_BELOW if any(cut >= drawing.height for cut in cuts) else 0),
    )


def _in_view(drawing: Drawing) -> Drawing:
    """The drawing moved right, and widened, by as much as bands are outside of it."""
    left = max(0.0, *(band.width / 2 - band.x for band in drawing.bands))
    right = max(0.0, *(band.x + band.width / 2 - drawing.width for band in drawing.bands))
    return replace(
        drawing,
        boxes=tuple(box.moved(left, 0) for box in drawing.boxes),
        edges=tuple(edge.moved(left, 0) for edge in drawing.edges),
        bands=tuple(replace(band, x=band.x + left, name=band.name.moved(left, 0)) for band in drawing.bands),
        width=drawing.width + left + right,
    )
