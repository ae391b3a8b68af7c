"""Options are drugs: wherever one chooses, what is given comes first, and its certainty or condition below."""

import re

import pytest

from test_glance import GRADED, made, of, plain, section

_CHOICE = "{id: @-x, kind: choice, title: Choose, cites: [r], next: [{to: @-y, label: preferred}, {to: @-end, label: not indicated}]}"
_BOX = "{id: @-y, kind: action, title: TITLE, cites: [r], gives: [a], next: @-end}"
_WAYS = "{id: @-x, kind: choice, title: Choose, cites: [r], next: [{to: @-end, gives: [b], label: adjunct}, {to: @-end, gives: [a, c]}]}"
_ALL = "{id: @-x, kind: all, title: Do, cites: [r], next: [{to: @-y, label: for everyone}, {to: @-end, label: if so, optional: true}]}"
OPTIONS = [
    # (name, boxes, what each way on says first)
    (
        "by the title of its box",
        [_CHOICE, _BOX.replace("TITLE", "Drug A (fever)")],
        ["1.3 Drug A (fever) preferred", "not indicated 1.4 Well"],
    ),
    ("by its drug", [_CHOICE, _BOX.replace("TITLE", "To bed")], ["Drug A 1.3 To bed preferred", "not indicated 1.4 Well"]),
    ("by what its way gives", [_WAYS], ["Drug B adjunct 1.3 Well", "Drug A + Drug C 1.3 Well"]),
    ("of several that all apply", [_ALL, _BOX.replace("TITLE", "Drug A")], ["1.3 Drug A for everyone", "if so 1.4 Well where it applies"]),
]


@pytest.mark.parametrize(("boxes", "expected"), [pytest.param(*case, id=name) for name, *case in OPTIONS])
def test_an_option_is_named_by_its_drug(boxes: list[str], expected: list[str]) -> None:
    text = of(made(section("s", *boxes)), "s.md").partition("{#s-x}")[2]
    ways = text.partition('<div class="pw-next" markdown>')[2].partition("</div>")[0]
    said = [plain(re.sub(r"<small.*?</small>", "", line)) for line in re.findall(r"^- (.*)$", ways, re.MULTILINE)]
    assert said == expected
    assert ways.count("pw-badge-word") == (boxes[0] != _WAYS)  # where something is said of what is given


@pytest.mark.parametrize(
    ("boxes", "drugs"), [([_CHOICE, _BOX.replace("TITLE", "To bed")], ["Drug A", ""]), ([_WAYS], ["Drug B", "Drug A + Drug C"])]
)
def test_so_it_is_in_a_walk(boxes: list[str], drugs: list[str]) -> None:
    """A label is no name of an option there, unless it gives nothing."""
    graph = made(section("s", *boxes)).walk_data.graph
    ways = next(box["ways"] for box in graph["boxes"] if box["id"] == "s-x")
    assert [way["drug"] for way in ways] == drugs
    assert all(way["label"] in {"", "Drug A + Drug C", "Drug B · adjunct", "not indicated"} for way in ways)


ROWS = [
    # (name, boxes, statements, the rows of the choice in the chart: name, then small lines)
    ("what stands behind it", [_CHOICE, _BOX.replace("TITLE", "Drug A (fever)")], "", ["Drug A (fever)", "Unclassified"]),
    ("a title without the drug is below it", [_CHOICE, _BOX.replace("TITLE", "To bed")], "", ["Drug A", "To bed", "Unclassified"]),
    (
        "an abbreviation names the drug",
        [_CHOICE, _BOX.replace("TITLE", "DB at night").replace("[a]", "[b]")],
        "",
        ["DB at night", "Unclassified"],
    ),
    (
        "its grade in place of the kind of study",
        [_CHOICE, _BOX.replace("TITLE", "Drug A").replace("cites: [r]", "statements: [firm]")],
        "{id: firm, role: recommendation, says: Give it., about: [a], grade: A, cites: [r]}",
        ["Drug A", "A"],
    ),
]


@pytest.mark.parametrize(("boxes", "statements", "expected"), [pytest.param(*case, id=name) for name, *case in ROWS])
def test_so_it_is_in_the_rows_of_a_chart(boxes: list[str], statements: str, expected: list[str]) -> None:
    text = of(made(section("s", *boxes), statements=statements, grading=GRADED if statements else ""), "s.md")
    assert re.findall(r' n\d+\["((?:Drug A|DB)[^"]*)"\]', text) == ["<br>".join(expected)]
