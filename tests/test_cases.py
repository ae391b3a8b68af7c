"""Worked cases: patients walked through the pathway, and what is said where they do not come to what they should."""

import json
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.analysis.cases import replay
from generator.analysis.cases.marker import StepMarks
from generator.analysis.cases.marks import UnlikeMark, unlike_marks
from generator.analysis.index import PathwayIndex
from generator.analysis.walk import Known, State, Walk, define
from generator.cli import main
from generator.compiler import compile_pathway, read
from generator.core.source import Source
from generator.output.read_pathway import compile_file

Marked = list[tuple[str, Mapping[str, Collection[str]]]]
VALID = Path(__file__).parent / "valid"
BEARS = (VALID / "bears.yaml").read_text("utf-8")
ANSWERS = (
    "{troubles: fever}, {how-warm: 1.5 points}, {cooling: ice-tea}, {responded: no}, {cooling: fan}, {responded: no}, {still-hot: yes}"
)


def _index(text: str) -> PathwayIndex:
    pathway, _ = read(Source("bears.yaml", text))
    assert pathway
    return PathwayIndex(pathway)


def test_the_bears_come_to_what_their_cases_say() -> None:
    assert compile_pathway(Source("bears.yaml", BEARS)).diagnostics == ()
    index = _index(BEARS)
    done = [replay(index, Walk(define(index)), case) for case in index.pathway.cases]
    assert [one.last.ends for one in done] == [("home", "tailor"), ("home",), ("home", "tailor")]
    assert all(one.is_whole for one in done)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{how-warm: 1.5 points}", "{how-warm: 2.5 points}", ""),
        ("{how-warm: 1.5 points}", "{how-warm: 2.5 or less}", ""),
        ("{how-warm: 1.5 points}", "{how-warm: warm}", ""),
        ("{how-warm: 1.5 points}", "{how-warm: 2.7 points}", "fits no way"),
        ("{cooling: ice-tea}", "{cooling: often preferred}", ""),
        ("{cooling: ice-tea}", "{cooling: responded}", "fits several ways of the choice “Cooling”"),
        ("{cooling: fan}", "{cooling: ice-tea}", "fits no way that the choice “Cooling” offers here"),
        ("{cooling: fan}, {responded: no}", "{cooling: ward}", ""),
        ("{troubles: fever}", "{troubles: [fever, straw]}", ""),
        ("{troubles: fever}", "{troubles: tailor}", "fits several ways"),
        ("{troubles: fever}, ", "", "does not ask for the answer “1.5 points” at “How warm is it?”"),
        ("has: [glass-eyes, straw]", "has: [glass-eyes]", "“bath” should be marked “against” at “Cooling”, but its marks are: practice"),
        ("unmarked: [ice-tea]\n    never: [bath, ward]\n    ends: [home]", "ends: [tailor]", "ends at “home”, not at “tailor”"),
        ("{still-hot: yes}", "{still-hot: dry}", "fits several ways of the question “Has the bath helped?”"),
        ("{responded: no}, {still-hot: yes}", "{responded: no}", "has no answer for “still-hot”"),
        ("never: [song]", "never: [bath]", "meets “bath”, or has it on offer"),
        ("never: [song]", "never: [fan]", "meets “fan”, or has it on offer"),
        ("never: [song]", "never: [hot-water-bottle]", ""),
        ("meets: [bath-glass-eyes, ward]", "meets: [bath, dry, hot-is, spa]", "does not meet “spa”"),
        ("meets: [bath-glass-eyes, ward]", "meets: [song]", "does not meet “song”"),
        ("{bath: against}", "{bath: forbidden}", "“forbidden” is no role of a statement"),
        ("{bath: against}", "{baths: against}", "“baths” is no treatment. Did you mean “bath”?"),
        ("unknown: [wool, straw]", "unknown: [wool, silk]", "“silk” is no finding, circumstance or treatment that a box asks about"),
        ("has: [wool]", "has: [wool]\n    from: bath-chart", "has no answer for “still-hot”"),
        ("has: [wool]", "has: [wool]\n    from: nowhere", "“nowhere” is no box, chart or section"),
    ],
)
def test_a_case_says_where_it_does_not_come_out(old: str, new: str, said: str) -> None:
    assert BEARS.count(old) >= 1
    found = compile_pathway(Source("bears.yaml", BEARS.replace(old, new, 1))).diagnostics
    line = BEARS[: BEARS.index(old)].count("\n") + 1
    if not said:
        assert found == ()
        return
    assert said in found[0].message
    assert abs(found[0].span.line - line) <= 6
    assert found[0].span.line > BEARS[: BEARS.index("cases:")].count("\n")


CHANGING = """\
          - {id: hole, kind: start, title: A hole, cites: [manual], next: applies}
          - {id: applies, kind: ask, title: "What applies?", asks: [fillings, rain], cites: [manual], next: patch-it}
          - {id: patch-it, kind: action, title: Patch it, statements: [patches-hold], gives: [patch], next: holds}
          - {id: holds, kind: question, title: "Does it hold?", cites: [manual], next: [{to: ride-on, label: yes}, {to: applies, label: no, after: 1 h}]}
          - {id: ride-on, kind: end, title: Ride on, statements: [tubes-leak]}

"""


@pytest.mark.parametrize(
    ("answers", "known", "said"),
    [
        ("{holds: no}, {holds: yes}", ["sealant rain?"] * 2, ""),
        ("{holds: no}, {applies: rain}, {holds: yes}", ["sealant rain?", "rain"], ""),
        ("{applies: rain}, {holds: no}, {holds: yes}", ["rain"] * 2, ""),
        ("{holds: no}, {applies: [sealant, rain unknown]}, {holds: no}, {applies: none}, {holds: yes}", ["sealant rain?", "sealant rain?", ""], ""),
        ("{holds: no}, {applies: [rain, patch]}, {holds: yes}", ["sealant rain?"], "“patch” is not asked at the ask “What applies?” here"),
        ("{holds: no}, {holds: yes}, {applies: rain}", ["sealant rain?"] * 2, "does not ask for the answer “rain” at “What applies?”"),
    ],
)  # fmt: skip
def test_what_applies_can_change_within_a_case(answers: str, known: list[str], said: str) -> None:
    """An answer at an “ask” has its place in the story, and holds until the next; what else is asked there is no longer so."""
    text = _changing(CHANGING, answers)
    assert _told(text) == known
    found = [one.message for one in compile_pathway(Source("bears.yaml", text)).diagnostics if one.code.endswith("answer")]
    assert [said in one for one in found] == [True] * bool(said)


@pytest.mark.parametrize(
    ("answers", "known"),
    [
        ("{holds: no}, {holds: yes}", ["sealant rain?", "rain?"]),
        ("{holds: no}, {applies: rain}, {holds: yes}", ["sealant rain?", "rain"]),
        ("{holds: no}, {applies: none}, {holds: no}, {holds: yes}", ["sealant rain?", "", ""]),
    ],
)
def test_a_case_is_asked_again_what_was_not_known_yet(answers: str, known: list[str]) -> None:
    """Also where no time has passed; what it says there is so, and else it stays open."""
    assert _told(_changing(CHANGING.replace(", after: 1 h", ""), answers)) == known


def _changing(boxes: str, answers: str) -> str:
    smallest = (VALID / "smallest.yaml").read_text("utf-8")
    before, after = (
        smallest[: smallest.index("          - id: hole")],
        smallest[smallest.index("statements:\n  - ") : smallest.index("cases:")],
    )
    cases = "cases:\n  - {id: one, patient: x, has: [sealant], unknown: [rain], ends: [ride-on], answers: [" + answers + "]}\n"
    return f"{before}{boxes}{after}{cases}"


def _told(text: str) -> list[str]:
    """Everything that the one case of a pathway says at each “ask”: what is so, and what is not known yet."""
    index = _index(text)
    walk = Walk(define(index))
    done = replay(index, walk, index.pathway.cases[0])
    signs = {Known.YES: "", Known.UNKNOWN: "?"}
    return [
        " ".join(f"{entry}{signs[one]}" for entry, one in answer.items() if one in signs)
        for answer in done.answers
        if isinstance(answer, Mapping)
    ]


@pytest.mark.parametrize(
    ("old", "new", "unlike"),
    [
        ("", "", []),
        ("{bath: against}", "{bath: contraindication}", [("bath", "contraindication", "cooling", ("against", "practice"))]),
        ("unmarked: [ice-tea]", "unmarked: [ice-tea, shade]", []),
        ("unmarked: [ice-tea]", "unmarked: [ice-tea]\n    marks: {bath: against}", [("bath", "against", "", ())]),
    ],
)
def test_marks_are_met_where_a_treatment_is_on_offer(old: str, new: str, unlike: list[tuple[str, str, str, tuple[str, ...]]]) -> None:
    index = _index(BEARS.replace(old, new, 1))
    walk = Walk(define(index))
    found = [one for case in index.pathway.cases for one in unlike_marks(replay(index, walk, case), StepMarks(index, walk))]
    assert [(one.treatment, one.expected, one.box, one.found) for one in found] == unlike


@pytest.mark.parametrize(
    ("known", "mark"),
    [("has: [wool, hot-water-bottle]", "caution"), ("has: [wool]", ""), ("has: [wool]\n    unknown: [hot-water-bottle]", "caution")],
)
@pytest.mark.parametrize("is_stopped", [True, False])
def test_an_interaction_is_marked_where_an_ask_has_the_other_treatment(known: str, mark: str, *, is_stopped: bool) -> None:
    """Also where the box that gives the one stops the other, if that is known to be given; and no further."""
    warm = "\n  - {id: warm, role: caution, says: x, about: [shade], with: [hot-water-bottle], cites: [handbook]}\n"
    text = BEARS.replace("asks: [stuffing, glass-eyes]", "asks: [stuffing, glass-eyes, hot-water-bottle]").replace(
        "\ntreatments:", f"{warm}\ntreatments:"
    )
    text = text.replace(
        "statements: [shade-first]\n            gives: [shade]\n            stops: [hot-water-bottle]",
        f"statements: [shade-first, warm]\n            gives: [shade]\n            stops: [{'hot-water-bottle' if is_stopped else 'bath'}]",
    )
    index = _index(text.replace("has: [wool]", known, 1))
    walk = Walk(define(index))
    done, marker = replay(index, walk, index.pathway.cases[1]), StepMarks(index, walk)
    marked = {box for state in done.states for box, marks in marker(state) if "caution" in marks.get("shade", ())}
    assert done.is_whole
    assert bool(marked) == bool(mark)
    assert marked <= {"cool", "first-aid"}


def test_a_patient_who_goes_on_with_a_group_is_asked_which() -> None:
    text = BEARS.replace("id: home, kind: exit,", "id: home, kind: exit, continues: [coolers],").replace(
        "statements: [ward-if, spa-for-coolers]", "statements: [ward-if, spa-for-coolers], stops: [coolers]"
    )
    found = compile_pathway(Source("bears.yaml", text)).diagnostics
    assert {one.code for one in found} == {"unanswered-step"}
    assert "ice-tea, fan, none" in found[0].help
    answered = text.replace("{still-hot: yes}]", "{still-hot: yes}, {home: none}]").replace(
        "{still-hot: no longer tried}]", "{still-hot: no longer tried}, {home: fan}]"
    )
    assert compile_pathway(Source("bears.yaml", answered)).diagnostics == ()


def test_marks_are_compared_wherever_the_treatment_is_on_offer() -> None:
    """In each box of a step; with a marker in place of the marks: bath is marked in straw, and ice tea never."""
    index = _index(BEARS)
    walk = Walk(define(index))
    first, second, _ = (replay(index, walk, case) for case in index.pathway.cases)

    def against(state: State) -> Marked:
        return [("bathe", {"bath": ("against",), "ice-tea": ()})] if state.box == "still-hot" else []

    def caution(state: State) -> Marked:
        return [(box, {"bath": ("caution",), "ice-tea": ("caution",)}) for box in ("shade", "cooling") if box in state.row]

    def differs(state: State) -> Marked:
        return [("bathe", {"bath": ("against",)}), ("still-hot", {"bath": ()})] if state.box == "still-hot" else []

    assert [*unlike_marks(first, against)] == []
    assert [*unlike_marks(second, against)] == []
    assert [*unlike_marks(first, caution)] == [UnlikeMark("bath", "against", "cooling", ("caution",))]
    assert [*unlike_marks(second, caution)] == [UnlikeMark("ice-tea", "", "cooling", ("caution",))]
    assert [*unlike_marks(first, differs)] == [UnlikeMark("bath", "against", "still-hot", ())]
    assert [*unlike_marks(first, lambda _: [])] == [UnlikeMark("bath", "against", "", ())]


PATHWAY, CASES = (
    BEARS[: BEARS.index("cases:\n")] + BEARS[BEARS.index("references:\n") :],
    BEARS[BEARS.index("cases:\n") : BEARS.index("references:\n")],
)


def test_cases_may_be_in_a_file_beside_the_pathway(tmp_path: Path) -> None:
    (tmp_path / "pathway.yaml").write_text(PATHWAY, "utf-8")
    (tmp_path / "cases.yaml").write_text(CASES, "utf-8")
    compiled, _ = compile_file(tmp_path / "pathway.yaml")
    assert compiled.diagnostics == ()
    assert compiled.dependencies == ("cases.yaml",)
    assert compiled.site
    assert [case.id for case in compiled.site.context.index.pathway.cases] == ["straw-and-glass", "afraid", "bathed-three-times"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{how-warm: 1 point}", "{how-warm: cold}", "13:45 unfit-answer"),
        ("ends: [home]", "ends: [hme]", "17:12 dangling-case"),
        ("ends: [home]", "end: [home]", "17:5 unknown-key"),
        ("cases:", "case:", "1:1 missing-field"),
        ("cases:", "statements: []\ncases:", "1:1 unknown-key"),
        ("cases:", "cases: [", "2:3 yaml-syntax"),
        ("id: afraid", "id: straw-and-glass", "10:9 duplicate-id"),
    ],
)
def test_what_is_wrong_in_the_file_of_cases_is_told_of_there(old: str, new: str, said: str) -> None:
    cases = CASES.replace(old, new, 1)
    found = compile_pathway(Source("pathway.yaml", PATHWAY), cases=Source("cases.yaml", cases)).diagnostics
    assert [f"{one.span.file} {one.span.line}:{one.span.column} {one.code}" for one in found][:1] == [f"cases.yaml {said}"]
    assert [one.fix for one in found] == [None] * len(found)


def test_a_file_of_cases_that_is_no_text_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "pathway.yaml").write_text(PATHWAY, "utf-8")
    (tmp_path / "cases.yaml").write_bytes(b"\xff")
    compiled, _ = compile_file(tmp_path / "pathway.yaml")
    assert [one.code for one in compiled.diagnostics] == ["not-utf8"]


def test_cases_are_listed_with_what_they_cover(tmp_path: Path) -> None:
    """The second case alone: no bath, no ward, no fan, and not the warning about baths."""
    (tmp_path / "pathway.yaml").write_text(PATHWAY, "utf-8")
    kept = CASES[CASES.index("  - id: afraid") : CASES.index("  - id: bathed")]
    (tmp_path / "cases.yaml").write_text(f"cases:\n{kept}", "utf-8")
    done = CliRunner().invoke(main, ["cases", str(tmp_path / "pathway.yaml")])
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "afraid: A bear filled with wool that is afraid; ice tea helps.",
        "  10 boxes, ends at “1.12 Home to its family” (home).",
        "The cases come by 10 of 15 boxes, 6 of 15 ways of decisions and 0 of 1 warning.",
        "Boxes that no case comes by:",
        "  “1.4 To the tailor” (tailor)",
        "  “1.11 Stays in the bear ward” (ward)",
        "  “1.13 Bath” (bathe)",
        "  “1.14 Has the bath helped?” (still-hot)",
        "  “1.15 Dry the bear” (dry)",
        "Ways that no case takes:",
        "  “1.3 What is wrong?” (troubles): “a torn seam” (tailor)",
        "  “1.3 What is wrong?” (troubles): “straw” (tailor)",
        "  “1.5 How warm is it?” (how-warm): “hot” (3 or more, ward)",
        "  “1.9 Cooling” (cooling): “fan” (responded)",
        "  “1.9 Cooling” (cooling): “ward”",
        "  “1.10 Has the fever responded?” (responded): “no” (cooling)",
        "  “1.14 Has the bath helped?” (still-hot): “yes” (dry)",
        "  “1.14 Has the bath helped?” (still-hot): “no” (bathe)",
        "  “1.14 Has the bath helped?” (still-hot): “no longer tried” (dry)",
        "Warnings that no case meets:",
        "  no-bath-straw: Bears filled with straw should not be bathed.",
    ]


def test_a_broken_case_fails_the_list(tmp_path: Path) -> None:
    (tmp_path / "pathway.yaml").write_text(BEARS.replace("never: [song]", "never: [ward]"), "utf-8")
    done = CliRunner().invoke(main, ["cases", "--format", "json", str(tmp_path / "pathway.yaml")])
    assert done.exit_code == 1
    found = json.loads(done.output)
    assert [case["holds"] for case in found["cases"]] == [False, True, True]
    assert (found["boxes"], found["warnings"]) == ({"total": 15, "missed": []}, {"total": 1, "missed": []})


def test_a_pathway_without_cases_says_so(tmp_path: Path) -> None:
    (tmp_path / "pathway.yaml").write_text(PATHWAY, "utf-8")
    assert CliRunner().invoke(main, ["cases", str(tmp_path / "pathway.yaml")]).output == "The pathway has no worked cases.\n"
