"""Where a drawing that is too high for a page is cut: between its levels, so that boxes stay whole and answers with their question."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.charts.chart import ChartEdge
from generator.charts.layout.graph import Point
from generator.charts.layout.part import shifted_route
from generator.charts.svg.drawing import Drawing, DrawnEdge
from generator.charts.svg.text_fitting import NOTE_SIZE
from generator.charts.svg.text_widths import width_of

END_HEIGHT = 22.0
"""Room for the numbers at a cut, beyond it."""
_AIR = 4.0
_ABOVE_NEXT = 14.0
"""A cut is so far above what follows that the head of an arrow is below it."""
_PARTED = 4
"""A question that is cut from an answer is as bad as so many ways that are cut."""
_BETWEEN_ENDS = 10.0
_STRAIGHT = 0.01
_RUN = 3
"""So many numbers that follow each other are written as the first and the last."""

Strip = tuple[float, float]
"""The top and the bottom of a part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutWay:
    """A stretch of a way that goes on in another part."""

    edge: ChartEdge
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CutEnd:
    """The text where ways are cut: the numbers of the boxes that they go on to, and of those that they come from."""

    text: str
    at: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class CutDrawing:
    """A drawing, or a part of it: its whole boxes and labels, the ways that end in it, and those that go on elsewhere."""

    drawing: Drawing
    ways: tuple[CutWay, ...] = ()
    ends: tuple[CutEnd, ...] = ()


def best_strips(drawing: Drawing, room: float) -> tuple[Strip, ...]:
    """The fewest strips no higher than `room`, with the fewest ways cut; one is higher only if a single box is."""
    places = [0.0, *_places(drawing), drawing.height]
    costs = [_cost(drawing, place) for place in places]
    best: list[tuple[tuple[float, ...], int]] = [((0.0, 0.0, 0.0), 0)]
    for end in range(1, len(places)):
        ways = []
        for start in range(end):
            height = places[end] - places[start] + END_HEIGHT * ((start > 0) + (end < len(places) - 1))
            (count, cost, uneven), _ = best[start]
            if height <= room or start == end - 1:
                ways.append(((count + 1, cost + costs[end], uneven + height**2), start))
        best.append(min(ways))
    cuts = [len(places) - 1]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    return tuple(pairwise(places[cut] for cut in reversed(cuts)))


def _places(drawing: Drawing) -> Iterator[float]:
    """Where a cut meets neither box nor label nor the stretch of a way that it would run along, from the top."""
    along = {y for edge in drawing.edges for (_, y), (_, end) in pairwise(edge.points) if abs(y - end) < _STRAIGHT}
    spans = sorted((y - height / 2, y + height / 2) for y, height in _things(drawing))
    reach = spans[0][1]
    for top, bottom in spans:
        if top - reach > 2 * _AIR:
            yield _place_between([reach, *sorted(y for y in along if reach < y < top), top])
        reach = max(reach, bottom)


def _place_between(lines: Sequence[float]) -> float:
    """A place between lines: in the lowest gap with room for the head of an arrow below it, else in the widest."""
    gaps = [*pairwise(lines)]
    roomy = [(above, below) for above, below in gaps if below - above >= _ABOVE_NEXT + _AIR]
    above, below = roomy[-1] if roomy else max(gaps, key=lambda gap: gap[1] - gap[0])
    return below - (_ABOVE_NEXT if roomy else (below - above) / 2)


def _things(drawing: Drawing) -> Iterator[tuple[float, float]]:
    """The middle and the height of each box and label."""
    yield from ((box.y, box.height) for box in drawing.boxes)
    yield from ((edge.label_at[1], edge.label_size[1]) for edge in drawing.edges if edge.has_text)


def _cost(drawing: Drawing, place: float) -> float:
    """How hard a cut is to read across: the ways that it cuts, and the questions that it parts from their answers."""
    crossed = [(edge, x) for edge in drawing.edges for x, _ in _crossings(edge.points, place)]
    lines = {round(x) for _, x in crossed}
    parted = sum(edge.points[0][1] < place < edge.label_at[1] for edge, _ in crossed if edge.has_text)
    return len(lines) + _PARTED * parted


def _crossings(points: Sequence[Point], place: float) -> Iterator[tuple[float, bool]]:
    """Where a way crosses a height, and whether it goes down there."""
    for (x, start), (_, end) in pairwise(points):
        if min(start, end) < place <= max(start, end):
            yield x, end > start


def height_of(drawing: Drawing, strip: Strip) -> float:
    """The height of the part of a drawing within a strip, with room for the texts where it is cut."""
    top, bottom = strip
    return bottom - top + END_HEIGHT * ((top > 0) + (bottom < drawing.height))


def cut_out(drawing: Drawing, strip: Strip) -> CutDrawing:
    """The part of a drawing within a strip, its own top being 0."""
    top, bottom = strip
    down = (END_HEIGHT if top > 0 else 0.0) - top
    boxes = tuple(box.moved(0, down) for box in drawing.boxes if top <= box.y <= bottom)
    edges, ways = [], []
    for edge in drawing.edges:
        pieces = [*_within(edge.points, strip)]
        if pieces and pieces[-1][-1] == edge.points[-1]:
            edges.append(_moved(replace(edge, points=pieces.pop()), strip, down))
        elif edge.has_text and top <= edge.label_at[1] <= bottom:
            edges.append(_moved(replace(edge, points=()), strip, down))
        ways += [CutWay(edge=edge.edge, points=shifted_route(piece, 0, down)) for piece in pieces]
    cuts = [(place, place == bottom) for place in strip if 0 < place < drawing.height]
    ends = tuple(end for place, is_below in cuts for end in _ends(drawing, place, down, is_below=is_below))
    part = replace(drawing, boxes=boxes, edges=tuple(edges), height=height_of(drawing, strip))
    return CutDrawing(drawing=part, ways=tuple(ways), ends=ends)


def _moved(edge: DrawnEdge, strip: Strip, down: float) -> DrawnEdge:
    """An edge moved down, with its label and its note if these are in the strip."""
    is_in = strip[0] <= edge.label_at[1] <= strip[1]
    return (edge if is_in else replace(edge, lines=(), note=())).moved(0, down)


def _within(points: Sequence[Point], strip: Strip) -> Iterator[tuple[Point, ...]]:
    """The stretches of a way within a strip."""
    top, bottom = strip
    piece: list[Point] = []
    for (x1, y1), (x2, y2) in pairwise(points):
        start, end = (min(max(y, top), bottom) for y in (y1, y2))
        is_in = start != end if abs(y1 - y2) > abs(x1 - x2) else top <= y1 <= bottom
        if is_in and piece and piece[-1] != (x1, start):
            yield tuple(piece)
            piece = []
        if is_in:
            piece = [*(piece or [(x1, start)]), (x2, end)]
    if piece:
        yield tuple(piece)


@dataclass(frozen=True, slots=True, order=True)
class _CutLine:
    """Where a way is cut, whether it leaves the part there, and the box at its other end, by its place in the chart."""

    x: float
    is_onward: bool
    box: int


_Bundle = tuple[_CutLine, ...]
"""Lines beside each other that share one text, from the left."""


def _ends(drawing: Drawing, place: float, down: float, *, is_below: bool) -> Iterator[CutEnd]:
    """The texts at a cut, from the left; the cut is the lower end of the part, or its upper one."""
    numbers = [drawn.box.number for drawn in drawing.boxes]
    order = {drawn.box.name: number for number, drawn in enumerate(drawing.boxes)}
    lines = [
        _CutLine(x, leads_down == is_below, order[edge.edge.target if leads_down == is_below else edge.edge.source])
        for edge in drawing.edges
        for x, leads_down in _crossings(edge.points, place)
    ]
    y = place + down + (END_HEIGHT / 2 if is_below else -END_HEIGHT / 2)
    for bundle in _apart(sorted(lines), numbers, drawing.width):
        if text := _text(bundle, numbers):
            yield CutEnd(text=text, at=(_middle(bundle, numbers, drawing.width), y))


def _apart(lines: Sequence[_CutLine], numbers: Sequence[str], width: float) -> list[_Bundle]:
    """Bundles whose texts have room beside each other: neighbours that have none become one."""
    done: list[_Bundle] = []
    for line in lines:
        bundle: _Bundle = (line,)
        while done and _reach(done[-1], numbers, width)[1] + _BETWEEN_ENDS > _reach(bundle, numbers, width)[0]:
            bundle = done.pop() + bundle
        done.append(bundle)
    return done


def _text(bundle: _Bundle, numbers: Sequence[str]) -> str:
    """The numbers of the boxes that lines lead to, and of those that they come from."""
    kinds = dict.fromkeys(line.is_onward for line in bundle)
    listed = [(kind, _listed({line.box for line in bundle if line.is_onward == kind}, numbers)) for kind in kinds]
    return " · ".join(f"→ {boxes}" if is_onward else f"{boxes} →" for is_onward, boxes in listed if boxes)


def _listed(boxes: AbstractSet[int], numbers: Sequence[str]) -> str:
    """Numbers of boxes, with the first and last of those that follow each other."""
    runs: list[list[int]] = []
    for box in sorted(box for box in boxes if numbers[box]):
        if runs and runs[-1][-1] == box - 1:
            runs[-1].append(box)
        else:
            runs.append([box])
    parts = ([f"{numbers[run[0]]}–{numbers[run[-1]]}"] if len(run) >= _RUN else [numbers[box] for box in run] for run in runs)
    return ", ".join(part for run in parts for part in run)


def _middle(bundle: _Bundle, numbers: Sequence[str], width: float) -> float:
    half = width_of(_text(bundle, numbers), NOTE_SIZE) / 2
    return max(half, min(width - half, (bundle[0].x + bundle[-1].x) / 2))


def _reach(bundle: _Bundle, numbers: Sequence[str], width: float) -> tuple[float, float]:
    """The left and the right of a bundle's text."""
    middle, half = _middle(bundle, numbers, width), width_of(_text(bundle, numbers), NOTE_SIZE) / 2
    return middle - half, middle + half
