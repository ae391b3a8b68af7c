"""Charts laid out: no box, label or edge lies on another, siblings keep the order of the file, and only ways back go up."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gallery import GALLERY
from generator.analysis.index import PathwayIndex
from generator.charts.build import make_chart
from generator.charts.chart import Chart, ChartBox, ChartEdge
from generator.charts.layout.graph import Link, find_back_links
from generator.charts.svg import draw, draw_chart
from generator.charts.svg.bands import lay_out_in_bands
from generator.charts.svg.drawing import Drawing, DrawnBox, DrawnEdge
from generator.charts.svg.layout import NARROW, WIDE, lay_out, lay_out_simply
from generator.charts.svg.verification import defects
from generator.compiler import read
from generator.core.cache import MemoryCache
from generator.core.source import Source
from generator.i18n import load_messages
from generator.scaffold import examples
from hosting import ROOT
from ours import INDEX
from sampling import times

KINDS = ("action", "question", "several", "choice", "caution", "end", "start", "link")
LONG = "if all of the following are true and none of them has been true before, as far as anybody knows"
TITLE = "A title of one hundred and twenty characters which nobody would write into a chart but which somebody will write some day"


def chart(
    *edges: str, titles: dict[str, str] | None = None, kinds: dict[str, str] | None = None, rows: dict[str, str] | None = None
) -> Chart:
    """A chart from edges such as “a b” or “a b: its label”, with the boxes in the order of the alphabet."""
    parts = [edge.partition(":") for edge in edges]
    ends = [(ways.split()[0], ways.split()[-1], label.strip()) for ways, _, label in parts]
    names = sorted({name for source, target, _ in ends for name in (source, target)})
    return Chart(
        boxes=tuple(
            ChartBox(
                name=name,
                title=(titles or {}).get(name, name),
                kind=(kinds or {}).get(name, "action"),
                href=f"#{name}",
                rows=tuple((rows or {}).get(name, "").split()),
            )
            for name in names
        ),
        edges=tuple(ChartEdge(source=source, target=target, label=label) for source, target, label in ends),
    )


def fan(count: int, *onward: str) -> list[str]:
    return [f"a b{number:02}: answer {number}" for number in range(count)] + [
        f"b{number:02} {target}" for number in range(count) for target in onward
    ]


HARD = {
    "one box": chart("a a"),
    "a circle": chart("a b", "b c: mild", "b d: moderate", "b e: severe", "c f", "d f", "e f", "f d: not better", "f g: better"),
    "a way back beside a way across layers": chart(
        *("a b", "a c", "b d", "b f: not better after two weeks", "d e", "d g", "d a", f"d c: {LONG}"),
        titles=dict.fromkeys("abcdef", "Treat") | {"g": "Has it responded to the first line of treatment?"},
    ),
    "a way to itself": chart("a b", "b b: again", "b c: enough"),
    "parallel ways": chart("a b: one way", "a b: or another", "b c"),
    "six at once": chart(*fan(6, "z")),
    "fourteen": chart(*fan(14, "z")),
    "eighteen": chart(*fan(18, "z")),
    "eighteen that end": chart(*fan(18)),
    "branches that fork again": chart(
        *fan(6), *(f"b0{n} c{n}{x}: {x}" for n in range(6) for x in "xyz"), *(f"c{n}{x} z" for n in range(6) for x in "xyz")
    ),
    "long labels": chart(f"a b: {LONG}", f"a c: {LONG}", "b d", "c d"),
    "long titles": chart("a b", "b c: yes", "b d: no", titles=dict.fromkeys("abcd", TITLE), kinds={"b": "question", "c": "end"}),
    "a long word": chart("a b", titles={"a": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"}),
    "Arabic": chart("a b: التهاب الجلد والعضلات", "a c", titles={"a": "سؤال عن المريض", "b": "علاج موضعي للجلد", "c": "نهاية"}),
    "Chinese": chart("a b: 皮膚筋炎の治療", "a c", titles={"a": "皮肌炎治疗路径概述以及进一步的处理方法", "b": "治疗", "c": "结束"}),
    "forty boxes": chart(*(f"n{n:02} n{n + 1:02}" for n in range(39))),
    "answers that end": chart(
        "a b",
        "b c: yes",
        "b d: no",
        "d e: yes",
        "d f: perhaps",
        f"d g: {LONG}",
        "d h",
        "h a: again",
        "h i: better",
        "h j",
        kinds={"b": "question", "c": "end", "d": "question", "e": "end", "f": "end", "g": "end", "h": "question", "i": "end"},
        titles={"c": TITLE, "f": TITLE},
    ),
    "an answer that ends beside another branch": chart(
        "a b", f"a c: {LONG}", "b d: not better after two weeks", "b e", kinds={"b": "question", "d": "end"}, titles={"e": TITLE}
    ),
    "rows that lead to several boxes": chart(
        *("a b: yes", "a d", f"a e: {LONG}", "b c: yes", "b f", f"d h: {LONG}", "d i", "e h", "e h", "e a", "f g: yes", "i f: yes"),
        titles=dict.fromkeys("adfhi", "Has it responded to the first line of treatment?") | {"e": "A", "g": TITLE},
        kinds={"a": "caution", "b": "choice", "d": "link", "f": "link", "h": "choice", "i": "several"},
    ),
    "options": chart("a b", "b c: first", "b d", "b e: last", "c f", "d f", "e f", kinds={"b": "choice"}, rows={"b": "c d e"}),
    "options of different ways": chart(
        "a b", "b c", "b d", "b e: or", "c f", "d g", "e g", kinds={"b": "choice", "d": "caution"}, rows={"b": "c d e"}
    ),
    "options that end, and one that does not": chart(
        "a b", "b c", "b d", "b e", "e f", kinds={"b": "choice", "c": "end", "d": "end"}, rows={"b": "c d e"}
    ),
    "an option with branches of its own": chart(
        "a b", "b c", "b d", "d e: yes", "d f: no", "c g", "e g", "f g", kinds={"b": "choice", "d": "question"}, rows={"b": "c"}
    ),
}

_NAMES = [f"n{number:02}" for number in range(16)]
_LABELS = st.sampled_from(["", "", "yes", "not better after two weeks", LONG])
_EDGES = st.tuples(st.sampled_from(_NAMES), st.sampled_from(_NAMES), _LABELS)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Charts in which a start leads to every box, with circles, parallel ways and ways to itself."""
    count = draw(st.integers(1, len(_NAMES)))
    tree = [(draw(st.integers(max(0, n - 5), n - 1)), n, draw(_LABELS)) for n in range(1, count)]
    more = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1), _LABELS), max_size=count // 2))
    titles = st.sampled_from(["Treat", "Has it responded to the first line of treatment?", TITLE, "A", "皮肌炎治疗"])
    boxes = tuple(ChartBox(name=_NAMES[n], title=draw(titles), kind=draw(st.sampled_from(KINDS)), href="") for n in range(count))
    edges = sorted([*tree, *more], key=lambda edge: edge[0])
    return Chart(boxes=boxes, edges=tuple(ChartEdge(source=_NAMES[s], target=_NAMES[t], label=label) for s, t, label in edges))


@pytest.mark.parametrize("column", [WIDE, NARROW])
@pytest.mark.parametrize("name", HARD)
def test_hard_charts_are_drawn(name: str, column: float) -> None:
    """And stay in their column, whatever is in them."""
    draw(HARD[name], column)
    drawing = lay_out(HARD[name], column)
    assert drawing.width <= column
    assert not [*_faults(HARD[name], drawing)]
    assert not [*_out_of_order(HARD[name], drawing)]


@times(1.5)
@given(charts(), st.sampled_from([WIDE, 620.0, NARROW]))
def test_nothing_lies_on_anything_else(given_chart: Chart, column: float) -> None:
    """In any chart, at any width: boxes, labels and edges have places of their own, and edges are straight and square."""
    drawing = lay_out(given_chart, column)
    assert not [*defects(drawing), *_faults(given_chart, drawing)]


@pytest.mark.parametrize("column", [WIDE, NARROW])
@pytest.mark.parametrize("name", HARD)
def test_charts_can_be_drawn_one_below_the_other(name: str, column: float) -> None:
    """They are, where anything would lie on anything else."""
    drawing = lay_out_simply(HARD[name], column)
    assert not [*defects(drawing), *_faults(HARD[name], drawing)]


_EACH = [*((case, WIDE) for case in HARD.values()), *((case, NARROW) for case in GALLERY.values())]


@pytest.mark.release
@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_chart_is_drawn_the_same(seed: str) -> None:
    """Whatever order Python gives to sets."""
    here = "".join(draw(case, column) for case, column in _EACH)
    program = (
        "import sys; sys.path.insert(0, 'tests'); from test_chart_layout import _EACH, draw; import hashlib; "
        "print(hashlib.sha256(''.join(draw(case, column) for case, column in _EACH).encode()).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": seed}
    there = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == hashlib.sha256(here.encode()).hexdigest()


def test_siblings_of_our_charts_are_in_order() -> None:
    """All branches of a box are on one level, in the order of the file; those that another way pushes down are listed here."""
    found: dict[str, list[str]] = {}
    for place in INDEX.charts:
        made = make_chart(place, INDEX, load_messages(), lambda _: "")
        drawing = lay_out(made, WIDE)
        assert not [*_out_of_order(made, drawing)]
        found |= {place.chart.id: pushed} if (pushed := [*_on_other_levels(made, drawing)]) else {}
    # These boxes come after others, and for some patients at once.
    assert found == {"severe-treatment": ["n6"], "skin-first-line": ["n9"]}


@pytest.mark.parametrize("column", [WIDE, NARROW])
def test_the_first_box_of_a_chart_is_on_top(column: float) -> None:
    """Also where readers may begin at another, from which the way is longer."""
    tops = {box.box.name: box.y for box in lay_out(chart("a e", "b c", "c d", "d e"), column).boxes}
    assert tops["a"] == min(tops.values())


@pytest.mark.parametrize("column", [WIDE, NARROW])
def test_answers_that_end_leave_to_the_side(column: float) -> None:
    """At the right of their question, or set in below it on a phone, where all others are flush left; the spine is straight."""
    drawing = lay_out(HARD["answers that end"], column)
    boxes = {box.box.name: box for box in drawing.boxes}
    lefts = {name: box.x - box.width / 2 for name, box in boxes.items()}
    tops = _tops(drawing)
    for question, answer in ("bc", "de", "df", "dg", "hi"):
        if column == WIDE:
            assert lefts[answer] > boxes[question].x + boxes[question].width / 2
            assert tops[answer] < tops["j"]
        else:
            assert lefts[answer] > lefts[question]
            assert tops[answer] > boxes[question].y + boxes[question].height / 2
    spine = {edge.edge.target: edge.points for edge in drawing.edges if edge.edge.target in "bdh"}
    assert len({x for points in spine.values() for x, _ in points}) == 1
    assert column == WIDE or len({lefts[name] for name in "abdhj"}) == 1


def _tops(drawing: Drawing) -> dict[str, float]:
    return {box.box.name: box.y - box.height / 2 for box in drawing.boxes}


def _back(chart: Chart) -> frozenset[int]:
    links = [Link(number=number, source=edge.source, target=edge.target) for number, edge in enumerate(chart.edges)]
    return find_back_links([box.name for box in chart.boxes], links)


def _faults(chart: Chart, drawing: Drawing) -> Iterator[str]:
    """Faults of the routes of edges."""
    back, sides = _back(chart), _sides(chart)
    boxes = {box.box.name: box for box in drawing.boxes}
    for number, edge in enumerate(drawing.edges):
        yield from _loose_ends(edge, boxes, sides)
        for (x1, y1), (x2, y2) in pairwise(edge.points):
            if abs(x1 - x2) > 0.01 and abs(y1 - y2) > 0.01:
                yield f"{edge.edge} is slanted"
            if y2 < y1 - 0.01 and number not in back:
                yield f"{edge.edge} goes up"
    for one, other in combinations(drawing.edges, 2):
        if one.edge.source != other.edge.source and one.edge.target != other.edge.target and one.points and other.points:
            yield from _on_each_other(one.points, other.points)


def _loose_ends(edge: DrawnEdge, boxes: dict[str, DrawnBox], sides: set[str]) -> Iterator[str]:
    """An edge that does not begin at its source or end at its target."""
    if not edge.points:
        return
    target, (x, y) = boxes[edge.edge.target], edge.points[-1]
    is_above = abs(x - target.x) <= target.width / 2 and abs(y - target.y + target.height / 2) <= 0.01
    is_beside = abs(y - target.y) <= target.height / 2 and abs(x - target.x + target.width / 2) <= 0.01
    if not (is_beside if edge.edge.target in sides else is_above):
        yield f"{edge.edge} does not reach its target"
    owner = next((box for box in boxes.values() if edge.edge.source in box.box.rows), boxes[edge.edge.source])
    x, y = edge.points[0]
    if abs(x - owner.x) > owner.width / 2 or abs(y - owner.y) > owner.height / 2:
        yield f"{edge.edge} does not begin at its source"


def _on_each_other(one: tuple[tuple[float, float], ...], other: tuple[tuple[float, float], ...]) -> Iterator[str]:
    """Lines of two edges without a common end that run along each other, so that nobody can tell them apart."""
    for start, end in pairwise(one):
        for first, last in pairwise(other):
            for along in (0, 1):
                across = 1 - along
                if (
                    abs(start[across] - end[across]) < 0.01
                    and abs(first[across] - last[across]) < 0.01
                    and abs(start[across] - first[across]) < 2
                ):
                    low = max(min(start[along], end[along]), min(first[along], last[along]))
                    if min(max(start[along], end[along]), max(first[along], last[along])) - low > 1:
                        yield f"lines on each other at {start}"


def _sides(chart: Chart) -> set[str]:
    """The answers that leave their questions to the side: ends that one way leads to, where another way goes on."""
    back = _back(chart)
    kinds = {box.name: box.kind for box in chart.boxes}
    ends = {name for name, kind in kinds.items() if kind in {"end", "exit"} and [edge.target for edge in chart.edges].count(name) == 1}
    ends -= {edge.source for edge in chart.edges}
    onward = {edge.source for number, edge in enumerate(chart.edges) if number not in back and edge.target not in ends}
    return {edge.target for edge in chart.edges if edge.target in ends and kinds[edge.source] == "question" and edge.source in onward}


def _branches(chart: Chart) -> Iterator[list[str]]:
    back = _back(chart)
    rows = {row for box in chart.boxes for row in box.rows} | _sides(chart)
    for box in chart.boxes:
        ahead = [edge.target for number, edge in enumerate(chart.edges) if edge.source == box.name and number not in back]
        yield [name for name in dict.fromkeys(ahead) if name not in rows]


# ── Real charts ──


@cache
def _real() -> dict[str, Chart]:
    """The charts of our own pathway and of the examples."""
    folder = ROOT / "generator/scaffold/examples"
    made: dict[str, Chart] = {}
    for file in (ROOT / "pathway.yaml", *(folder / name / "pathway.yaml" for name in examples())):
        pathway, _ = read(Source("pathway.yaml", file.read_text("utf-8")))
        assert pathway
        index = PathwayIndex(pathway)
        made |= {f"{file.parent.name} {place.chart.id}": make_chart(place, index, load_messages(), lambda _: "") for place in index.charts}
    return made


def _crossings(drawing: Drawing) -> set[tuple[float, float]]:
    """The places where a way crosses another."""
    lines = [(edge, one, other) for edge in drawing.edges for one, other in pairwise(edge.points)]
    return {
        (x, y)
        for edge, (x, top), (x2, bottom) in lines
        for other, (left, y), (right, y2) in lines
        if x == x2 and y == y2 and edge is not other
        if min(left, right) + 1 < x < max(left, right) - 1 and min(top, bottom) + 1 < y < max(top, bottom) - 1
    }


def _sides_passed(drawing: Drawing) -> Iterator[tuple[DrawnEdge, DrawnEdge, set[str]]]:
    """For each label and each way of another box, the sides of the label along which the way runs, within 24 pixels."""
    for label in (edge for edge in drawing.edges if edge.has_text):
        (x, y), (width, height) = label.label_at, label.label_size
        for way in (edge for edge in drawing.edges if edge.edge.source != label.edge.source):
            passed = set()
            for (x1, y1), (x2, y2) in pairwise(way.points):
                if x1 == x2 and min(y1, y2) < y < max(y1, y2) and abs(x1 - x) < width / 2 + 24:
                    passed.add("left" if x1 < x else "right")
                if y1 == y2 and min(x1, x2) < x < max(x1, x2) and abs(y1 - y) < height / 2 + 24:
                    passed.add("above" if y1 < y else "below")
            yield label, way, passed


@pytest.mark.parametrize("column", [WIDE, 760.0, 460.0, NARROW])
def test_no_ways_of_real_charts_cross_or_frame_a_label(column: float) -> None:
    """Least of all the way to “then”, which would seem to lead from another box."""
    for name, made in _real().items():
        drawing = lay_out_in_bands(made, column, lay_out)
        assert not _crossings(drawing), name
        assert not [(label.edge, way.edge) for label, way, passed in _sides_passed(drawing) if len(passed) > 2], name


@pytest.mark.sample(40)
@pytest.mark.parametrize("column", [WIDE, NARROW])
@pytest.mark.parametrize("name", [*HARD, *GALLERY])
def test_where_ways_cross_one_has_a_bridge(name: str, column: float) -> None:
    """A small arc over the other, in the line that is painted once, and in its own that lights up; two too near each other share one."""
    found = (HARD | GALLERY)[name]
    painted = re.findall(r'class="pw-line[^"]*" d="([^"]*)"', draw(found, column))
    places = _crossings(lay_out_in_bands(found, column, lay_out))
    assert "".join(painted).count("q5 -11 10 0") <= len(places)
    assert bool(places) == ("q5 -11 10 0" in "".join(painted))


def test_labels_of_a_question_are_below_it_however_long_its_ways_are() -> None:
    """Also that of a way back, which turns there and not at the foot of all that is beside it."""
    made = _real()["emergency attack-chart"]
    for column in (WIDE, NARROW):
        drawing = lay_out_in_bands(made, column, lay_out)
        question = next(box for box in drawing.boxes if box.box.number == "2.7")
        leaving = [edge for edge in drawing.edges if edge.edge.source == question.box.name]
        assert len(leaving) == 3
        foot = question.y + question.height / 2
        assert all(edge.label_at[1] - edge.label_size[1] / 2 - foot < 60 for edge in leaving)
        back = next(edge for edge in leaving if edge.points[-1][1] < question.y)
        assert max(y for _, y in back.points) < foot + 120


def _out_of_order(chart: Chart, drawing: Drawing) -> Iterator[tuple[str, str]]:
    """Branches on one level that are not in the order of the file."""
    tops = _tops(drawing)
    places = {box.box.name: box.x for box in drawing.boxes}
    for names in _branches(chart):
        for one, other in combinations(names, 2):
            if abs(tops[one] - tops[other]) < 1 and places[one] > places[other]:
                yield one, other


def _on_other_levels(chart: Chart, drawing: Drawing) -> Iterator[str]:
    """Branches below the highest of their siblings."""
    tops = _tops(drawing)
    for names in _branches(chart):
        highest = min((tops[name] for name in names), default=0)
        yield from (name for name in names if tops[name] > highest + 1)


@pytest.mark.parametrize(
    ("case", "turn"),
    [(chart("a b"), None), (chart("a b: yes", "a c: no"), None), (chart(*fan(4)), 400), (chart(*fan(18)), 800)],
    ids=["one way", "two", "four", "eighteen"],
)
def test_a_chart_is_drawn_twice_only_where_that_helps(case: Chart, turn: int | None) -> None:
    """The second drawing has every box and every edge of the first, is narrower, and gives way where the first can be read."""
    drawing = draw_chart(case, MemoryCache())
    assert (drawing.turn if drawing.narrow else None) == turn
    if not drawing.narrow:
        return
    parts = [sorted(re.findall(r'data-(?:node|from|to)="\w+"', svg)) for svg in (drawing.wide, drawing.narrow)]
    widths = [float(re.findall(r' width="([\d.]+)"', svg)[0]) for svg in (drawing.wide, drawing.narrow)]
    assert parts[0] == parts[1]
    assert widths[1] < widths[0]
    assert drawing.turn >= 0.8 * widths[0]
