"""The picture of the evidence by itself: signs and rows made of any publications, the odd ones too."""

import math
import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.evidence import STUDY_GROUPS, StudyGroup
from generator.charts.timeline import DataPoint, Fill, axis_of, bar, dated_row, sign, undated_row

_YEARS = st.one_of(st.none(), st.integers(1890 * 12, 2026 * 12).map(lambda month: month / 12))
_PEOPLE = st.one_of(st.none(), st.integers(1, 100_000))
_NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1)
_DOTS = st.builds(
    DataPoint,
    family=st.sampled_from([family.value for family in StudyGroup]),
    when=_YEARS,
    fill=st.sampled_from(Fill),
    participants=_PEOPLE,
    name=_NAMES,
    href=st.just("references.md#one"),
    noted=st.booleans(),
    warns=st.booleans(),
    retracted=st.booleans(),
)
_ROWS = st.lists(_DOTS, max_size=40)


def _parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # our own painting


def _dot(family: str = "untold", when: float | None = 2000.5, participants: int | None = None, **more: bool) -> DataPoint:
    return DataPoint(family=family, when=when, fill=Fill.FULL, participants=participants, name="A name", href="references.md#one", **more)


def _extent(link: ET.Element) -> tuple[float, float, float, float]:
    """How far a sign reaches from its place, as it is painted: left, top, right, bottom."""
    found: list[tuple[float, float, float, float]] = []
    for path in link.iter("path"):
        pen = 1.0 if path.get("class") == "pw-warns" else 0.75
        numbers = re.findall(r"([MLHVAZ])([^MLHVAZ]*)", path.attrib["d"])
        x = y = 0.0
        for command, text in numbers:
            values = [float(value) for value in text.split()]
            match command:
                case "M" | "L":
                    x, y = values
                case "H":
                    x = values[0]
                case "A":
                    radius, (x, y) = values[0], values[-2:]
                    found += [(-radius - pen, y, radius + pen, y)] if "pw-half" not in path.attrib["class"] else [(-radius, y, 0, y)]
                case _:
                    continue
            found.append((x - pen, y - pen, x + pen, y + pen))
    return min(f[0] for f in found), min(f[1] for f in found), max(f[2] for f in found), max(f[3] for f in found)


def _places(svg: str, width: float) -> list[tuple[float, tuple[float, float, float, float]]]:
    """Every sign of a picture that is `width` pixels wide: where it stands across, and how far it reaches."""
    links = list(_parsed(svg).iter("a"))
    places = [link.find("svg").attrib["x"] for link in links]  # type: ignore[union-attr]
    across = [float(place[:-1]) / 100 * width if place.endswith("%") else float(place) for place in places]
    return list(zip(across, map(_extent, links), strict=True))


def _apart(svg: str, width: float) -> None:
    for (x, one), (other_x, other) in combinations(_places(svg, width), 2):
        # Circles around what is painted: stricter than the shapes, and what the eye takes for a sign.
        middle, other_middle = (one[1] + one[3]) / 2, (other[1] + other[3]) / 2
        reach = min(one[2] - one[0], one[3] - one[1]) / 2 + min(other[2] - other[0], other[3] - other[1]) / 2
        assert math.hypot(x - other_x, middle - other_middle) >= reach - 0.5


@given(_ROWS, st.floats(270, 1200))
def test_no_sign_covers_another_and_none_leaves_its_row(dots: list[DataPoint], width: float) -> None:
    axis = axis_of(dot.when for dot in dots if dot.when is not None)
    dated, undated = dated_row(dots, axis, "A row"), undated_row(dots, "No date")
    for svg, room in [(dated, width), (undated, 36.0)]:
        if svg:
            _apart(svg, room)
            height = float(_parsed(svg).attrib["height"])
            assert all(-height / 2 <= reach[1] and reach[3] <= height / 2 for _, reach in _places(svg, room))
            assert all(0 <= x <= room for x, _ in _places(svg, room))
    assert len(_places(dated, width)) == sum(dot.when is not None for dot in dots)
    assert (len(_places(undated, 36)) if undated else 0) == sum(dot.when is None for dot in dots)


@given(_ROWS)
def test_names_and_years_survive(dots: list[DataPoint]) -> None:
    """Every publication is a link with its name, whatever is in it, and a later one never stands before an earlier one."""
    axis = axis_of(dot.when for dot in dots if dot.when is not None)
    painted = dated_row(dots, axis, "{{ <b>&\"'[%")
    assert not {"{", "["} & {*painted}, "a plug-in for macros would work out what is in them"
    links = list(_parsed(painted).iter("a"))
    dated = [dot for dot in dots if dot.when is not None]
    assert sorted(link.attrib["aria-label"] for link in links) == sorted(re.sub(r"[\t\n\r]", " ", dot.name) for dot in dated)
    found = [float(link.find("svg").attrib["x"][:-1]) for link in links]  # type: ignore[union-attr]
    assert found == sorted(found)
    assert len({round(x, 1) for x in found}) <= len({dot.when for dot in dated})


@given(st.lists(st.floats(0, 9999), min_size=1))
def test_the_axis_spans_its_years_with_few_marks(times: list[float]) -> None:
    axis = axis_of(times)
    assert axis
    assert all(0 <= axis.at(when) <= 1 for when in times)
    assert 1 <= len(axis.ticks) <= 7
    assert all(0 <= axis.at(tick) <= 1 for tick in axis.ticks)


@pytest.mark.parametrize(
    ("years", "ticks"),
    [
        ([1974.6, 2021.5], (1970, 1980, 1990, 2000, 2010, 2020)),
        ([2003.1], (2003,)),
        ([2001.0, 2004.0], (2001, 2002, 2003, 2004, 2005)),
        ([1890.0, 2026.9], (1850, 1900, 1950, 2000)),
    ],
)
def test_years_are_marked_as_people_count(years: list[float], ticks: tuple[int, ...]) -> None:
    axis = axis_of(years)
    assert axis
    assert axis.ticks == ticks


def test_without_years_there_is_no_axis() -> None:
    assert axis_of([]) is None
    assert "<a" not in dated_row([_dot(when=None)], None, "A row")
    assert "<a" in undated_row([_dot(when=None)], "No date")
    assert undated_row([_dot()], "No date") == ""


@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_more_participants_never_make_a_smaller_sign(one: int, other: int) -> None:
    few, many = sorted((one, other))
    assert _dot(participants=few).radius <= _dot(participants=many).radius
    assert _dot(participants=10).radius < _dot(participants=100).radius < _dot(participants=1000).radius


def test_each_family_has_a_shape_of_its_own() -> None:
    assert {family.value for family in STUDY_GROUPS.values()} == {family.value for family in StudyGroup}
    outlines = {re.search(r'pw-outline" d="([^"]+)"', sign(_dot(family, participants=10)))[1] for family in StudyGroup}  # type: ignore[index]
    assert len(outlines) == len(StudyGroup)


def test_half_a_sign_is_its_left_half() -> None:
    for family in StudyGroup:
        half = _parsed(sign(DataPoint(family=family, when=2000, fill=Fill.HALF, participants=10, name="", href="")))
        paths = {path.attrib["class"]: path.attrib["d"] for path in half.iter("path")}
        assert set(paths) == {"pw-outline", "pw-half"}
        corners = [float(x) for x in re.findall(r"[ML](-?[\d.]+) ", paths["pw-half"])]
        assert max(corners) <= 0
        assert min(corners, default=0) < 0 or family == "untold"


def test_states_are_told_by_shape() -> None:
    """Notes, warnings and retractions show in lines of their own, never in colour alone."""
    states = [(_dot(warns=True), "pw-warns"), (_dot(retracted=True), "pw-struck"), (_dot(noted=True), "pw-sign--noted")]
    for dot, drawn in states:
        assert drawn in sign(dot)
        assert drawn not in sign(_dot())


def test_two_hundred_of_one_year_stand_beside_each_other() -> None:
    dots = [_dot(when=1999.5) for _ in range(200)]
    svg = dated_row(dots, axis_of([1999.5]), "A row")
    _apart(svg, 270)


def test_a_bar_is_as_long_as_its_part() -> None:
    assert [_parsed(bar(part)).find("rect").attrib["width"] for part in (0, 0.5, 1)] == ["0%", "50%", "100%"]  # type: ignore[union-attr]
