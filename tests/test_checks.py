"""The rules of boxes, ways, statements, doses, grades and scores: what breaks them, and what only looks as if it did."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.analysis.scores import Range, points_text, range_of, reachable_levels, sums
from generator.checks.files import MAX_BYTES
from generator.compiler import compile_pathway
from generator.core.diagnostics import catalogue
from generator.core.source import Source
from generator.model import Counting, Pathway, Score
from generator.parsing import parse, to_data

SMALLEST = (Path(__file__).parent / "valid" / "smallest.yaml").read_text("utf-8")
QUESTION = "kind: question\n            title: Can the hole be found?"
YES = "              - to: patch-it\n                label: yes\n"
NO = "              - to: new-tube\n                label: no\n"
NEXT = "            gives: [patch]\n            next: ride-on\n"
LEAK = "says: A tube with a hole leaks.,"
HOLDS = "about: [patch], in: [sealant, rain]}"
TREATMENTS = "treatments:\n  - {id: patch, name: Patch}\n"
NO_GRADES = "grading: {none: None.}"
STARS = "grading: {name: Stars, axes: [{name: Stars, values: {two: Do it, one: Perhaps}}], besides: {custom: Always done}}"
RIDE = "          - id: ride-on\n            kind: end\n            title: Ride on\n            rests_on: [patches-hold]\n"
GLUEING = """
      - id: glueing
        title: Glueing
        boxes:
          - {id: glue, kind: action, title: Glue it, cites: [manual], next: dry}
          - {id: dry, kind: end, title: Let it dry, cites: [manual]}
"""
HELD = """          - id: held
            kind: question
            title: Does it hold?
            cites: [manual]
            next: [{to: ride-on, label: yes}, {to: hole, label: no}]
"""


def found(*edits: tuple[str, str]) -> list[str]:
    """The rules that are broken by the smallest pathway with some texts in place of others; its case need not hold any more."""
    text = SMALLEST
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    codes = [one.code for one in compile_pathway(Source("p", text)).diagnostics]
    return [code for code in codes if catalogue()[code].category != "Worked cases"]


def ways(kind: str, *ways: str, box: str = "") -> list[tuple[str, str]]:
    """Edits that give the question of the smallest pathway another kind and other ways."""
    made = "".join(f"              - {{{way}}}\n" for way in ways)
    return [(QUESTION, QUESTION.replace("question", kind) + box), (YES + NO, made)]


WAYS = [
    # The kind of box, its ways, and what is told.
    ("question", ["to: patch-it, has: rain", "to: new-tube"], []),
    ("question", ["to: patch-it, has: rain", "to: new-tube", "to: ride-on, label: on foot"], []),
    ("question", ["to: patch-it, has: rain", "to: new-tube", "to: ride-on"], ["unlabelled-branch"] * 2),
    ("question", ["to: patch-it, has: [rain, sealant]", "to: new-tube, has: sealant"], []),
    ("question", ["to: patch-it", "to: new-tube, label: no"], ["unlabelled-branch"]),
    ("several", ["to: patch-it, gives: [patch]", "to: new-tube, has: rain"], []),
    ("several", ["to: patch-it, has: rain", "to: new-tube"], []),
    ("all", ["to: patch-it", "to: new-tube"], []),
    ("all", ["to: patch-it", "to: new-tube, optional: true, has: rain"], []),
    ("all", ["to: patch-it", "to: new-tube, optional: true"], ["unlabelled-branch"]),
    ("all", ["to: patch-it, optional: true, label: a", "to: new-tube, optional: true, label: b"], ["all-optional"]),
    ("choice", ["to: patch-it", "to: new-tube, optional: true, label: b"], ["misplaced-key"]),
    ("choice", ["to: ride-on, gives: [patch]", "to: ride-on, gives: [tyre]", "to: patch-it", "to: new-tube"], []),
    ("question", ["to: patch-it, label: yes, gives: [patch]", "to: new-tube, label: no"], ["misplaced-key"]),
    ("question", ["to: patch-it, label: yes, at_most: 2", "to: new-tube, label: no"], []),
    ("question", ["to: patch-it, label: yes, at_most: 2", "to: new-tube, label: no, at_most: 1"], ["limit-without-way"]),
    ("choice", ["to: patch-it, adds: true", "to: new-tube"], ["misplaced-key"]),
    ("question", [f"to: patch-it, label: {'x' * 60}", "to: new-tube, label: no"], []),
    ("question", [f"to: patch-it, label: {'x' * 61}", "to: new-tube, label: no"], ["long-label"]),
]


@pytest.mark.parametrize(("kind", "made", "told"), WAYS)
def test_ways_say_when_they_are_taken(kind: str, made: list[str], told: list[str]) -> None:
    tyre = (TREATMENTS, f"{TREATMENTS}  - {{id: tyre, name: Tyre}}\n")
    assert found(*ways(kind, *made), *([tyre] if "tyre" in str(made) else [])) == told


BOXES = [
    # (what is written in place of what, what is told)
    ([(NEXT, NEXT.replace("next", "again: every 2 years\n            next"))], []),
    ([(QUESTION, f"{QUESTION}\n            again: every 2 years")], ["misplaced-key"]),
    ([(NEXT, f"            score: size\n{NEXT}"), (TREATMENTS, "scores: [{id: size, name: Size, cites: [manual], items: {Large: 1}}]\n" + TREATMENTS)], []),
    ([(NEXT, f"            through: glueing\n{NEXT}"), (RIDE, RIDE + GLUEING)], []),
    ([(NEXT, f"            through: glueing\n{NEXT}"), (RIDE, RIDE + GLUEING.replace("kind: end, title", "kind: exit, title"))], []),
    ([(NEXT, f"            through: roadside\n{NEXT}")], ["circular-through"]),
    ([(RIDE, RIDE + GLUEING)], ["unreachable-box"]),
    ([*ways("choice", "to: patch-it", "to: new-tube", box="\n            in_turn: true")], ["turn-without-return"]),
    (
        [*ways("choice", "to: patch-it", "to: new-tube", box="\n            in_turn: true"), (NEXT, NEXT.replace("ride-on", "held")), (RIDE, HELD + RIDE)],
        [],
    ),
    (
        [*ways("choice", "to: patch-it, adds: true", "to: patch-it, has: rain", box="\n            in_turn: true\n            then: new-tube"),
         (NEXT, NEXT.replace("ride-on", "held")), (RIDE, HELD + RIDE)],
        [],
    ),
    (
        [*ways("choice", "to: patch-it", "to: new-tube", box="\n            in_turn: true\n            then: held"), (RIDE, HELD + RIDE)],
        ["turn-without-return"],
    ),
    ([(NEXT, NEXT.replace("next: ride-on", "next: {to: ride-on, after: 10 min}"))], []),
    ([(NEXT, f"            formerly: [patching, patches-hold]\n{NEXT}")], []),
    ([(NEXT, f"            formerly: [HOLE]\n{NEXT}")], ["taken-former-id"]),
    ([("    title: Repair\n", "    title: Repair\n    formerly: [fillings]\n")], ["taken-former-id"]),
    ([("    title: Repair\n", "    title: Repair\n    formerly: [examples]\n")], ["reserved-id"]),
    ([("    title: Repair\n", "    title: Repair\n    formerly: [mending]\n")], []),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "told"), BOXES)
def test_boxes_have_the_keys_of_their_kind(edits: list[tuple[str, str]], told: list[str]) -> None:
    assert found(*edits) == told


TUBE = "            statements: [tubes-leak]\n"
PATCH_OR_FOAM, OF_FOAM = ["to: patch-it", "to: new-tube"], "caution, about: [foam], with: [patch]"
INTERACTIONS = [
    # (the options of a choice and its other keys, what the boxes behind the patch and of the tube do, what is said of both, what is told)
    (PATCH_OR_FOAM, "in_turn: true", ("", "gives: [foam]"), OF_FOAM, ["lost-interaction"]),
    (PATCH_OR_FOAM, "in_turn: true", ("", "gives: [foam]"), "caution, about: [patch], with: [foam]", ["lost-interaction"]),
    (PATCH_OR_FOAM, "in_turn: true", ("", "gives: [foam]"), "caution, about: [foam], with: [glued]", ["lost-interaction"]),
    (PATCH_OR_FOAM, "in_turn: false", ("", "gives: [foam]"), OF_FOAM, ["lost-interaction"]),
    ([*PATCH_OR_FOAM, "to: ride-on, gives: [foam]"], "in_turn: true", ("", "gives: [foam]"), OF_FOAM, ["lost-interaction"]),
    (PATCH_OR_FOAM, "in_turn: true", ("", "gives: [foam]"), "evidence, about: [foam], with: [patch]", []),
    (PATCH_OR_FOAM, "in_turn: true", ("", "gives: [foam]"), "caution, about: [foam], in: [rain]", []),
    (["to: patch-it", "to: new-tube, adds: true"], "in_turn: true", ("", "gives: [foam]"), OF_FOAM, []),
    (["to: patch-it", "to: ride-on"], "in_turn: true\n            then: new-tube", ("", "gives: [foam]"), OF_FOAM, []),
    (PATCH_OR_FOAM, "in_turn: true", ("", "gives: [foam]\n            stops: [patch]"), OF_FOAM, []),
    (PATCH_OR_FOAM, "in_turn: true", ("stops: [patch], ", "gives: [foam]"), OF_FOAM, []),
    (PATCH_OR_FOAM, "in_turn: true", ("", "gives: [foam, patch]"), OF_FOAM, []),
    (PATCH_OR_FOAM, "in_turn: false", ("", "gives: [foam]\n            continues: [patch]"), OF_FOAM, []),
    (PATCH_OR_FOAM, "in_turn: false", ("", "gives: [foam]\n            stops: [patch]"), OF_FOAM, []),
]


def _edits(options: list[str], turn: str, boxes: tuple[str, str], says: str) -> list[tuple[str, str]]:
    behind, tube = boxes
    off = f"          - {{id: off, kind: action, title: Look again, cites: [manual], {behind}next: held}}\n"
    return [
        *ways("choice", *options, box=f"\n            {turn}"),
        (NEXT, NEXT.replace("ride-on", "off")),
        (RIDE, off + HELD + RIDE),
        (TUBE, f"            statements: [tubes-leak, foam-on-patch]\n            {tube}\n"),
        (TREATMENTS, f"{TREATMENTS}  - {{id: foam, name: Foam}}\n  - {{id: glued, name: Glued parts, members: [patch]}}\n"),
        ("statements:\n", f"statements:\n  - {{id: foam-on-patch, says: Foam lifts a fresh patch., cites: [manual], role: {says}}}\n"),
    ]


@pytest.mark.parametrize(("options", "turn", "boxes", "says", "told"), INTERACTIONS)
def test_no_interaction_is_lost_when_an_option_takes_the_place_of_another(
    options: list[str], turn: str, boxes: tuple[str, str], says: str, told: list[str]
) -> None:
    """Unless that is given beside it, or stopped in so many words."""
    edits = _edits(options, turn, boxes, says)
    assert [code for code in found(*edits) if code not in {"unused-treatment", "lone-member"}] == told


@pytest.mark.parametrize(("turn", "advice", "never"), [("true", "adds: true", "continues"), ("false", "continues: [patch]", "adds")])
def test_the_advice_about_a_lost_interaction_is_possible(turn: str, advice: str, never: str) -> None:
    """Only an option that is tried in turn can be added to the one before."""
    text = SMALLEST
    for old, new in _edits(PATCH_OR_FOAM, f"in_turn: {turn}", ("", "gives: [foam]"), OF_FOAM):
        text = text.replace(old, new)
    (told,) = (one for one in compile_pathway(Source("p", text)).diagnostics if one.code == "lost-interaction")
    assert advice in told.help
    assert never not in told.help


ASKING = [
    # (what the later box asks, what is told)
    ("[rain]", []),
    ("[sealant]", ["asked-twice"]),
    ("[rain, fillings]", ["asked-twice"]),
]
BETWEEN = [
    # (a box between the two, the way on to the first, what is told)
    ("kind: caution", "between", ["asked-twice"]),
    ("kind: action", "between", []),
    ("kind: caution, gives: [patch]", "between", []),
    ("kind: caution", "{to: between, after: 2 days}", []),
]


@pytest.mark.parametrize(("asks", "told"), ASKING)
def test_nothing_is_asked_twice(asks: str, told: list[str]) -> None:
    """A group asks for its entries; what only lies on another route is another question."""
    first = NEXT.replace("ride-on", "weather").replace("gives", "asks: [fillings]\n            gives")
    later = f'          - {{id: weather, kind: ask, title: "What else?", asks: {asks}, cites: [manual], next: ride-on}}\n'
    edits = [("kind: action", "kind: ask"), (RIDE, later + RIDE)]
    assert found((NEXT, first), *edits) == told
    elsewhere = NEXT.replace("gives", "asks: [fillings]\n            gives")
    beside = (NO, f"{NO}              - to: weather\n                label: perhaps\n")
    assert found((NEXT, elsewhere), *edits, beside) == []


@pytest.mark.parametrize(("keys", "way", "told"), BETWEEN)
def test_what_may_be_known_by_then_is_not_asked_twice(keys: str, way: str, told: list[str]) -> None:
    """Something is done between the two, or time passes."""
    between = f"          - {{id: between, {keys}, title: In between, rests_on: [patches-hold], next: weather}}\n"
    later = f"{between}          - {{id: weather, kind: ask, title: More?, asks: [fillings], cites: [manual], next: ride-on}}\n{RIDE}"
    first = NEXT.replace("ride-on", way).replace("gives", "asks: [fillings]\n            gives")
    assert found(("kind: action", "kind: ask"), (NEXT, first), (RIDE, later)) == told


def test_what_some_were_not_asked_before_is_not_asked_twice() -> None:
    """By another way, or as the first question is only on a way back."""
    later = f"          - {{id: weather, kind: ask, title: More?, asks: [fillings], cites: [manual], next: ride-on}}\n{RIDE}"
    first = NEXT.replace("ride-on", "weather").replace("gives", "asks: [fillings]\n            gives")
    other = (NO, f"{NO}              - to: weather\n                label: perhaps\n")
    assert found(("kind: action", "kind: ask"), (NEXT, first), (RIDE, later), other) == []
    part = later.replace("asks: [fillings]", "asks: [rain]").replace("next: ride-on", "next: patch-it")
    edits = [("kind: action", "kind: ask"), (NEXT, first.replace("[fillings]", "[fillings, rain]")), (RIDE, part), other]
    assert "asked-twice" not in found(*edits)


def test_what_is_asked_twice_is_named_as_it_is_written() -> None:
    """A group by its id, whose entries the author has not named there."""
    later = f"          - {{id: weather, kind: ask, title: More?, asks: [rain, fillings], cites: [manual], next: ride-on}}\n{RIDE}"
    text = SMALLEST.replace("kind: action", "kind: ask").replace(RIDE, later)
    text = text.replace(NEXT, NEXT.replace("ride-on", "weather").replace("gives", "asks: [fillings]\n            gives"))
    (told,) = (one for one in compile_pathway(Source("p", text)).diagnostics if one.code == "asked-twice")
    assert "“fillings” was asked before" in told.message
    assert "way back with “after”" in told.help


VAIN = [
    # (what is asked, an entry that no statement names, what is told)
    ("sealant", "", []),
    ("rain", "", []),
    ("fillings", "", []),
    ("fillings", "{id: foam, name: Foam}", ["asked-in-vain"]),
    ("foam", "{id: foam, name: Foam}", ["asked-in-vain"]),
    ("foam", "{id: foam, name: Foam, usual: true}", []),
    ("foam", "{id: foam, name: Foam, members: [sealant]}", []),
]


@pytest.mark.parametrize(("asks", "entry", "told"), VAIN)
def test_something_depends_on_what_is_asked(asks: str, entry: str, told: list[str]) -> None:
    """On the answer itself, or on one that follows from it."""
    sealant = "      - {id: sealant, name: Sealant}\n"
    edits = [("kind: action", "kind: ask"), (NEXT, NEXT.replace("gives", f"asks: [{asks}]\n            gives"))]
    assert found(*edits, (sealant, f"{sealant}      - {entry}\n" if entry else sealant)) == told


FORBIDS = ("role: evidence, says: A patch", "role: contraindication, says: A patch")
CAUTION = "          - {id: look, kind: caution, title: No patch on sealant, statements: [patches-hold], next: patch-it}\n"
UNASKED = [
    # Edits, and what is told.
    ([], ["unasked-contraindication"]),
    ([("role: contraindication, says: A patch", "role: against, says: A patch")], []),
    ([(YES, YES + "                has: [sealant]\n")], ["unasked-contraindication"]),
    ([(YES, YES + "                has: [sealant, rain]\n")], []),
    ([(NEXT, NEXT.replace("gives", "asks: [rain]\n            gives")), ("kind: action", "kind: ask")], ["unasked-contraindication"]),
    ([(NEXT, NEXT.replace("gives", "asks: [fillings, rain]\n            gives")), ("kind: action", "kind: ask")], []),
    ([(NEXT, f"{NEXT}{CAUTION}"), (YES, YES.replace("patch-it", "look"))], []),
    ([(NEXT, f"{NEXT}{CAUTION.replace('caution', 'action')}"), (YES, YES.replace("patch-it", "look"))], ["unasked-contraindication"]),
    ([("rests_on: [tubes-leak]\n            next", "rests_on: [tubes-leak, patches-hold]\n            next")], []),
    ([(NEXT, NEXT.replace("gives: [patch]", "avoids: [patch]"))], []),
    ([(NEXT, NEXT.replace("gives: [patch]", "continues: [patch]"))], ["unasked-contraindication"]),
    ([("in: [sealant, rain]", "in: [rain]"), ("{id: rain, name: Rain}", "{id: rain, name: Rain, members: [wet]}\n  - {id: wet, name: Wet}"),
      (YES, YES + "                has: wet\n")], []),
    ([("in: [sealant, rain]", "in: [rain]"), ("{id: rain, name: Rain}", "{id: rain, name: Rain}\n  - {id: wet, name: Wet, members: [rain]}"),
      (YES, YES + "                has: wet\n")], []),
    ([("role: contraindication, says: A patch", "role: recommendation, rather_than: [foam], says: A patch"),
      (TREATMENTS, f"{TREATMENTS}  - {{id: foam, name: Foam}}\n")], []),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "told"), UNASKED)
def test_a_patient_is_asked_for_whom_something_is_contraindicated(edits: list[tuple[str, str]], told: list[str]) -> None:
    """Or a way is for such a patient, or a caution or a question before it says so."""
    assert [code for code in found(FORBIDS, *edits) if code not in {"unused-finding", "lone-member"}] == told


STATEMENTS = [
    # (what is added to a statement, what is told)
    ("role: definition, term: leak,", []),
    ("role: definition,", ["missing-field"]),
    ("role: context, term: leak,", ["misplaced-key"]),
    ("role: context, in: [rain, sealant], together: true,", []),
    ("role: context, in: [rain], together: true,", ["lone-together"]),
    ("role: context, together: true,", ["lone-together"]),
    ("role: context, list: [One, Two],", []),
    ("role: context, steps: [One],", ["lone-entry"]),
    ("role: context, list: [One, two],", ["cut-entry"]),
    ("role: context, list: [One, eGFR below 30],", []),
    ("role: context, list: [one, Two],", []),
    ('role: context, list: ["One", two],', []),
    ("role: context, table: {columns: [a, b], rows: [[c, d], [e]]},", ["uneven-table"]),
    ("role: context, read_with: [patches-hold], note: So.,", []),
    ("role: context, read_with: [patches-hold],", ["unexplained-reading"]),
]


@pytest.mark.parametrize(("added", "told"), STATEMENTS)
def test_statements_say_what_belongs_to_them(added: str, told: list[str]) -> None:
    assert found(("role: context,", added)) == told


PLACES = [
    # (a further statement, what is told)
    ("{id: more, role: context, says: More., cites: [manual]}", ["unplaced-statement"]),
    ("{id: more, role: definition, term: more, says: More., cites: [manual]}", []),
    ("{id: more, role: definition, term: more, says: More., read_with: [less], note: So., cites: [manual]}\n  - {id: less, role: context, says: Less., cites: [manual]}", []),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "told"), PLACES)
def test_a_definition_and_what_is_read_with_it_need_no_box(statement: str, told: list[str]) -> None:
    assert found(("\nstatements:\n", f"\nstatements:\n  - {statement}\n")) == told


DOSES = [
    # The rows, and what is told.
    ("dose: 5–10 mg", []),
    ("dose: 2 puffs", []),
    ('dose: "0,5 mg"', []),
    ('dose: "1,000 mg"', []),
    ("dose: 10 %", []),
    ("dose: ½ tablet", []),
    ("dose: not stated", []),
    ("dose: 10.5 mg", []),
    ("dose: 10 Units", []),
    ("dose: a thin layer", ["dose-without-number"]),
    ("dose: 12", ["dose-without-unit"]),
    ("dose: 1.0 mg", ["unsafe-dose"]),
    ('dose: "1,0 mg"', ["unsafe-dose"]),
    ("dose: 10 µg", ["unsafe-dose"]),
    ("dose: 10mcg", ["unsafe-dose"]),
    ("dose: 10 mg BD", ["unsafe-dose"]),
    ("dose: 10 mg, frequency: OD", ["unsafe-dose"]),
    ("dose: 10 mg, frequency: t.d.s. with food", ["unsafe-dose"]),
    ("dose: 10 mg, frequency: q6h", ["unsafe-dose"]),
    ("dose: 10 mg, frequency: prn", ["unsafe-dose"]),
    ("dose: 10 mg, frequency: ON", ["unsafe-dose"]),
    ("dose: 10 mg, frequency: on Mondays", []),
    ("dose: 10 mg, frequency: every 6 h", []),
    ("dose: 1 mg/kg", ["unlimited-dose"]),
    ("dose: 1 mg/kg, maximum: 50 mg", []),
    ("dose: 1 g}, {treatment: patch, dose: 1000 mg", []),
    ("dose: 1 g}, {treatment: patch, dose: 1 mg", ["conflicting-dose"]),
    ("dose: 1 g}, {treatment: patch, in: [rain], dose: 2 g", []),
    ("dose: 1 g}, {treatment: patch, for: Children, dose: 2 g", []),
    ("dose: 1 g, for: Children}, {treatment: patch, for: children, dose: 2 g", ["conflicting-dose"]),
    ("dose: 1 g, route: by mouth}, {treatment: patch, route: on the skin, dose: 2 g", []),
    ("dose: 1 g}, {treatment: patch, dose: 1 g, maximum: 4 g", []),
    ("dose: 1 g, maximum: 3 g}, {treatment: patch, dose: 1 g, maximum: 4 g", ["conflicting-dose"]),
]


def test_short_forms_are_those_of_english() -> None:
    edits = (HOLDS, f"doses: [{{treatment: patch, dose: 10 mg od. mehr}}], {HOLDS}"), ("method: Taken", "language: de\n  method: Taken")
    assert "unsafe-dose" not in found(*edits)


@pytest.mark.parametrize(("rows", "told"), DOSES)
def test_doses_say_how_much(rows: str, told: list[str]) -> None:
    assert found((HOLDS, f"doses: [{{treatment: patch, {rows}}}], {HOLDS}")) == told


GRADES = [
    # The scheme, the role with the grade, and what is told.
    ("grading: GRADE", "recommendation, grade: [strong, very low]", []),
    ("grading: GRADE", "recommendation, grade: good practice", []),
    ("grading: GRADE", "against, grade: ungraded", []),
    ("grading: GRADE", "against", ["missing-grade"]),
    ("grading: GRADE", "context", []),
    ("grading: GRADE", "contraindication, grade: [weak, low]", ["unasked-contraindication"]),
    ("grading: GRADE", "recommendation, grade: strong", ["unknown-grade"]),
    ("grading: GRADE", "recommendation, grade: [low, strong]", ["unknown-grade"] * 2),
    (STARS, "practice, grade: two", []),
    (STARS, "practice, grade: custom", []),
    (STARS, "practice, grade: three", ["unknown-grade"]),
    (STARS, "practice, grade: [two, one]", ["unknown-grade"]),
    (NO_GRADES, "practice, grade: two", ["grade-without-scheme"]),
    (NO_GRADES, "recommendation", []),
    ("scope: None.", "practice, grade: two", ["grade-without-scheme", "missing-grading"]),
]


@pytest.mark.parametrize(("scheme", "said", "told"), GRADES)
def test_grades_are_those_of_the_scheme(scheme: str, said: str, told: list[str]) -> None:
    scope = [("  scope: Tyres with an inner tube.\n", "")] if scheme.startswith("scope") else []
    assert found((NO_GRADES, scheme), ("role: evidence", f"role: {said}"), *scope) == told


SCORED = [
    # The items, the ways, and what is told.
    ("Large: 1, Wet: 2", ["points: 1 or less", "points: above 1"], []),
    ("Large: 1, Wet: 2", ["points: 0 to 1", "points: 2 to 3"], []),
    ("Large: 1, Wet: 2", ["points: below 1", "points: 2 or more"], ["unheld-points"]),
    ("Large: 1.5", ["points: 0", "points: 1.5 points"], []),
    ("Large: -1", ["points: -1", "points: 0"], []),
    ("Large: {yes: 1, no: 2}", ["points: 1", "points: 2"], []),
    ("Large: {yes: 1, no: 2}", ["points: 0 to 1", "points: 2 or more"], []),
    ("Large: {yes: 1, no: 2}", ["points: 1 or more", "points: 0"], ["unreachable-points"]),
    ("Large: {narrow: {yes: 1, no: 2}, wide: {yes: 3, no: 4}}", ["points: 1 to 2", "points: 3 to 4"], []),
    ("Large: 1", ["points: 0 to 1", "points: 1"], ["overlapping-points"]),
    ("Large: 1", ["points: 0 to 1, label: yes", "points: 1, label: no"], []),
    ("Large: 1", ["label: yes", "label: no"], ["unheld-points"]),
    ("Large: 1", ["points: 0", "points: 1", "label: cannot be counted"], []),
    ("Large: much", ["points: 0", "points: 1"], ["malformed-points"]),
    ("Large: 0.25", ["points: 0", "points: 1"], ["malformed-points"]),
    ("rain: 1", ["points: 0", "points: 1"], []),
    ("Rain: 1", ["points: 0", "points: 1"], ["item-named-like-entry"]),
    ("rain: {yes: 1, no: 0}", ["points: 0", "points: 1"], ["misplaced-item"]),
    ("Large: {points: 1}", ["points: 1", "points: 2"], ["unreachable-points", "lone-option"]),
    ("Large: {narrow: {yes: 1}}", ["points: 1", "points: 2"], ["unreachable-points", "lone-option"]),
    ("fillings: {sealant: 1}, Wet: 1", ["points: 0 to 1", "points: 2"], ["misplaced-item"]),
    ("Large: 1", ["has: rain", "points: 0 or more"], ["mixed-way"]),
]  # fmt: skip


@pytest.mark.parametrize(("items", "made", "told"), SCORED)
def test_every_sum_has_one_way(items: str, made: list[str], told: list[str]) -> None:
    goals = ["patch-it", "new-tube", "ride-on"]
    score = f"scores:\n  - {{id: size, name: Size, cites: [manual], items: {{{items}}}}}\n\n{TREATMENTS}"
    edits = ways("question", *(f"to: {goal}, {way}" for goal, way in zip(goals, made, strict=False)), box="\n            score: size")
    assert found(*edits, (TREATMENTS, score)) == told


RANGES = [
    # (text, the lowest and the highest in halves)
    ("3", Range(6, 6)),
    ("1 point", Range(2, 2)),
    ("-1 to 1.5", Range(-2, 3)),
    ("3 or more", Range(6, None)),
    ("2.5 or less", Range(None, 5)),
    ("above 4", Range(9, None)),
    ("below 4", Range(None, 7)),
]


@pytest.mark.parametrize(("text", "wanted"), RANGES)
def test_points_are_read(text: str, wanted: Range) -> None:
    assert range_of(text) == wanted


def _pathway() -> Pathway:
    tree, _ = parse(Source("p", SMALLEST))
    assert tree
    return Pathway.model_validate(to_data(tree))


def test_all_sums_of_a_score_are_known() -> None:
    """Compared with adding up every combination of 2 ** 12, and of a score of 400 items in no time; a senseless one is left alone."""
    points = ["1", "2", "0.5", "-3", "10", "1", "1", "2.5", "7", "-0.5", "4", "20"]
    made = _score({f"Item {number}": value for number, value in enumerate(points)})
    added = {0.0}
    for value in points:
        added |= {one + float(value) for one in added}
    possible = sums(_pathway(), made)
    assert possible
    assert [points_text(halves) for halves in possible.named(possible.bits)] == [f"{one:g}" for one in sorted(added)]
    assert sums(_pathway(), _score({f"Item {number}": "9" for number in range(400)}))
    assert sums(_pathway(), _score({f"Item {number}": "9999" for number in range(400)})) is None


def test_the_worst_level_that_can_be_ticked_is_known() -> None:
    levels = ("green", "amber", "red")
    items = {"Breath": {"quiet": "green", "fast": "amber"}, "Blue": "red", "Skin": {"pale": "amber", "grey": "amber"}}
    assert reachable_levels(_pathway(), _score(items, levels)) == {"amber", "red"}


def _score(items: Mapping[str, object], levels: tuple[str, ...] = ()) -> Score:
    counts = Counting.HIGHEST if levels else Counting.SUM
    return Score.model_validate({"id": "s", "name": "S", "cites": ["manual"], "items": items, "counts": counts, "levels": levels})


FILES = [
    # (content of the file, how the message goes on)
    (b"%PDF-1.7\n", ""),
    (None, "there is no file"),
    (b"%PDF-1.7\n" + b"x" * MAX_BYTES, "is larger than 5 MB"),
    (b"MZ", "is no PDF file"),
]


@pytest.mark.parametrize(("content", "said"), FILES)
def test_a_file_that_is_linked_to_is_there(content: bytes | None, said: str) -> None:
    text = SMALLEST.replace(NEXT, f"            links: [{{title: A leaflet, file: leaflets/home.pdf}}]\n{NEXT}")
    compiled = compile_pathway(Source("p", text), {"leaflets/home.pdf": content}.get)
    assert [(one.code, said in one.message) for one in compiled.diagnostics] == ([("missing-file", True)] if said else [])
    assert compiled.dependencies == ("leaflets/home.pdf",)
    assert bool(compiled.site) == (not said)
