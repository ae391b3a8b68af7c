"""Charts of a pathway: small lines, doses, grades, rows, and the ways between them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.analysis.index import PathwayIndex
from generator.charts.build import make_chart
from generator.charts.chart import Chart, ChartBox
from generator.compiler import read
from generator.core.source import Source
from generator.i18n import load_messages

BEARS = (Path(__file__).parent / "valid" / "bears.yaml").read_text("utf-8")
WORDS = load_messages()
SIGNS = {"study": "§", "": "", "dose": "+", "clock": "@", "barred": "!"}
ICE_TEA = "{treatment: ice-tea, for: below 1 kg, dose: 10 ml, route: by mouth, frequency: every 4 h}"
LARGE = "{treatment: ice-tea, for: 1 kg or more, dose: 10 ml/kg, route: by mouth, frequency: every 4 h, maximum: 200 ml a day}"
SHADE = "statements: [shade-first]\n            gives: [shade]\n            stops: [hot-water-bottle]"


def bears(changes: Mapping[str, str] | None = None, chart: str = "fever-chart") -> Chart:
    """A chart of the bears, with some of the file's text changed."""
    text = BEARS.partition("\ncases:")[0] + "\n\nreferences:" + BEARS.partition("\nreferences:")[2]
    for old, new in (changes or {}).items():
        assert old in text, old
        text = text.replace(old, new)
    pathway, diagnostics = read(Source("bears.yaml", text))
    assert pathway, diagnostics
    index = PathwayIndex(pathway)
    place = next(place for place in index.charts if place.chart.id == chart)
    return make_chart(place, index, WORDS, lambda box: f"#{box.box.id}")


def lines(box: ChartBox) -> list[str]:
    """The small lines of a box with their signs; those of a grade begin with “=”."""
    return ["=" * line.is_grade + SIGNS[line.sign] + line.text for line in box.small_lines]


def named(chart: Chart, title: str) -> ChartBox:
    return next(box for box in chart.boxes if box.title == title)


_OF_FAN = {f"{{treatment: ice-tea, for: {whom}": f"{{treatment: fan, for: {whom}" for whom in ("below 1 kg", "1 kg or more")}
LINES: dict[str, tuple[dict[str, str], str, list[str]]] = {
    "who, when, what is stopped, how strongly": (
        {},
        "Into the shade",
        ["Nurse", "@within 30 min of arrival", "Stop: Hot-water bottle", "=three · firm"],
    ),
    "at once, and again": (
        {"within: 30 min of arrival": "within: at once\n            again: every 12 months"},
        "Into the shade",
        ["Nurse", "@at once", "@Again every 12 months", "Stop: Hot-water bottle", "=three · firm"],
    ),
    "a score": ({}, "How warm is it?", ["Warmth score"]),
    "a score that the title names": ({"title: How warm is it?": "title: What is the warmth score?"}, "What is the warmth score?", []),
    "a chart that shows a box in detail": ({}, "Stays in the bear ward", ["In detail: The bath, from 1.13", "=three · soft"]),
    "the same by its title": (
        {"title: Stays in the bear ward": "title: The bath"},
        "The bath",
        ["In detail from 1.13", "=three · soft"],
    ),
    "several": ({}, "What is wrong?", ["All that apply"]),
    "all": ({}, "At once", ["All of these"]),
    "a choice in turn": ({}, "Cooling", ["Tried in turn", "=custom"]),
    "a choice of which only one option is graded": (_OF_FAN, "Cooling", ["Tried in turn"]),
    "that option": (
        _OF_FAN,
        "Fan",
        ["+below 1 kg: 10 ml by mouth every 4 h", "+1 kg or more: 10 ml/kg by mouth every 4 h (at most 200 ml a day)", "=custom"],
    ),
    "a row with doses": (
        {},
        "Ice tea",
        ["+below 1 kg: 10 ml by mouth every 4 h", "+1 kg or more: 10 ml/kg by mouth every 4 h (at most 200 ml a day)", "=custom"],
    ),
    "a row with too many doses": (
        {ICE_TEA: f"{ICE_TEA}\n      - {{treatment: ice-tea, for: cubs, dose: 1 ml, frequency: every 2 h}}"},
        "Ice tea",
        ["+Doses below", "=custom"],
    ),
    "a dose that is not stated": (
        {ICE_TEA: "{treatment: ice-tea, dose: not stated, duration: 5 days, maximum: not stated}", f"\n      - {LARGE}": ""},
        "Ice tea",
        ["+dose not stated for 5 days (maximum not stated)", "=custom"],
    ),
    "a dose for those who have something": (
        {ICE_TEA: "{treatment: ice-tea, in: [straw, glass-eyes], dose: 1 ml}", f"\n      - {LARGE}": ""},
        "Ice tea",
        ["+Straw / Glass eyes: 1 ml", "=custom"],
    ),
    "a box with a dose, which names what it gives": (
        {SHADE: "statements: [shade-first, cool-dose]\n            gives: [shade, ice-tea]", f"\n      - {LARGE}": ""},
        "Into the shade",
        ["Nurse", "@within 30 min of arrival", "+below 1 kg: Ice tea 10 ml by mouth every 4 h"],
    ),
    "a dose of one that may be given": (
        {SHADE: "statements: [shade-first, cool-dose]\n            continues: [coolers]", f"\n      - {LARGE}": ""},
        "Into the shade",
        ["Nurse", "@within 30 min of arrival", "+Ice tea, below 1 kg: 10 ml by mouth every 4 h"],
    ),
    "a dose that is reduced": (
        {
            SHADE: "statements: [shade-first, cool-dose]\n            reduces: [ice-tea]\n            avoids: [hot-water-bottle]",
            f"\n      - {LARGE}": "",
            "role: recommendation\n    says: A hot bear should be put": "role: against\n    says: A hot bear should be put",
        },
        "Into the shade",
        [
            *("Nurse", "@within 30 min of arrival"),
            *("+Reduce: below 1 kg: Ice tea 10 ml by mouth every 4 h", "!Do not give: Hot-water bottle"),
        ],
    ),
    "a title that says what is stopped, and not what is given": (
        {"title: Into the shade": "title: Withdraw the hot-water bottle"},
        "Withdraw the hot-water bottle",
        ["Nurse", "@within 30 min of arrival", "Give: Shade", "=three · firm"],
    ),
    "a title that says it all": (
        {"title: Into the shade": "title: Shade, and withdraw the hot-water bottle"},
        "Shade, and withdraw the hot-water bottle",
        ["Nurse", "@within 30 min of arrival", "=three · firm"],
    ),
    "a title that only names what is stopped": (
        {"title: Into the shade": "title: Shade for the hot-water bottle"},
        "Shade for the hot-water bottle",
        ["Nurse", "@within 30 min of arrival", "Stop: Hot-water bottle", "=three · firm"],
    ),
    "several that are given": (
        {"title: Into the shade": "title: Cool it", "gives: [shade]": "gives: [shade, ice-tea]"},
        "Cool it",
        ["Nurse", "@within 30 min of arrival", "Give: Shade, Ice tea", "Stop: Hot-water bottle", "=three · firm"],
    ),
    "a recommendation against": (
        {"role: recommendation\n    says: A hot bear should be put": "role: against\n    says: A hot bear should be put"},
        "Into the shade",
        ["Nurse", "@within 30 min of arrival", "Stop: Hot-water bottle", "=!three · firm"],
    ),
    "what holds for the whole chart": (
        {"          - {id: bathe,": "          - {id: bathe, by: nurse,", "title: The bath\n": "title: The bath\n        setting: ward\n"},
        "Bath",
        ["Nurse", "Bear ward, at all steps"],
    ),
    # A bath is given there; that it should not be in straw would look like a grade against it.
    "a grade for some patients": ({}, "Bath", []),
    "the end of a chart gone through": ({}, "Dry the bear", ["Then back to 1.11"]),
    "grades that differ": (
        {SHADE: "statements: [shade-first, ward-if]"},
        "Into the shade",
        ["Nurse", "@within 30 min of arrival"],
    ),
    "short grades": (
        {
            "{three: Do it, two: Mostly do it, one: Perhaps}": "{I: Do it, II: Mostly do it}",
            "{firm: Many bears, soft: Few bears}": "{A: Many bears, B: Few bears}",
            "[three, firm]": "[I, B]",
            "[three, soft]": "[I, A]",
            "[two, soft]": "[II, B]",
        },
        "Into the shade",
        ["Nurse", "@within 30 min of arrival", "Stop: Hot-water bottle", "=I, B"],
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_small_lines_say_what_the_box_says(name: str) -> None:
    changes, title, expected = LINES[name]
    chart = "bath-chart" if title in {"Bath", "Dry the bear"} else "fever-chart"
    assert lines(named(bears(changes, chart), title)) == expected


def _ways(chart: Chart) -> set[tuple[str, str, str, str]]:
    titles = {box.name: f"{box.kind} {box.title}" for box in chart.boxes}
    return {(titles[edge.source], titles[edge.target], edge.label, edge.note) for edge in chart.edges}


def test_options_that_are_ways_are_rows() -> None:
    """Named by what they give, in the order of the file, with their place under “next”; the last is what follows."""
    chart = bears()
    choice = named(chart, "Cooling")
    rows = [box for box in chart.boxes if box.name in choice.rows]
    assert [(row.title, row.kind, row.way, row.href) for row in rows] == [
        ("Ice tea", "option", 0, "#cooling"),
        ("Fan", "option", 1, "#cooling"),
        ("Then: Stays in the bear ward", "then", 2, "#cooling"),
    ]
    goal, then = "question Has the fever responded?", "then Then: Stays in the bear ward"
    assert {way for way in _ways(chart) if way[0].partition(" ")[0] in {"choice", "option", "then"}} == {
        ("choice Cooling", "option Ice tea", "often preferred", ""),
        ("choice Cooling", "option Fan", "", ""),
        ("choice Cooling", then, "", ""),
        ("option Ice tea", goal, "", ""),
        ("option Fan", goal, "", ""),
        (then, "action Stays in the bear ward", "then", ""),
    }


def test_no_line_goes_back_to_options_tried_in_turn() -> None:
    """A small box with the number of the choice says so, and leads there."""
    chart = bears()
    back = named(chart, "An option not yet tried")
    assert (back.kind, back.number, back.href) == ("back", "1.9", "#cooling")
    assert ("question Has the fever responded?", "back An option not yet tried", "no", "") in _ways(chart)
    plain = bears({"            in_turn: true\n": "", "            then: ward\n": ""})
    assert ("question Has the fever responded?", "choice Cooling", "no", "") in _ways(plain)


def test_ways_say_when_they_are_taken() -> None:
    ways = _ways(bears()) | _ways(bears(chart="bath-chart"))
    assert {
        ("question How warm is it?", "action Stays in the bear ward", "hot", "3 or more"),
        ("all At once", "action Sing to it", "where the bear is afraid", "where it applies"),
        ("question Has the bath helped?", "action Bath", "no", "after 10 min · up to 3 times"),
        ("several What is wrong?", "exit To the tailor", "Straw", ""),
    } <= ways
    alone = _ways(bears({"label: hot, points": "points"}))
    assert ("question How warm is it?", "action Stays in the bear ward", "3 or more", "") in alone
    below = _ways(bears({"points: 3 or more": "points: -3 or more"}))
    assert ("question How warm is it?", "action Stays in the bear ward", "hot", "\N{MINUS SIGN}3 or more") in below


def test_what_follows_may_be_in_another_chart() -> None:
    chart = bears({"then: ward": "then: bath-chart"})
    assert ("then Then: The bath", "link The bath", "then", "") in _ways(chart)
