"""Marks: each rule of the format in cases, and all of them against a slow statement of the rules over random pathways."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.index import PathwayIndex
from generator.analysis.marks import Applicability, Marking, Patient
from generator.analysis.marks.joins import Joins
from generator.i18n import load_messages
from generator.views.mark_words import mark_text
from slow_marks import GRAVITY, Rules
from thickets import CIRCUMSTANCES, PASSPORT, TREATMENTS, circumstances, tangles, thicket, thickets

WORDS = load_messages()


class Case(NamedTuple):
    """A pathway, a place in it, a patient, and the marks there in words."""

    boxes: Sequence[Any]
    said: Sequence[Mapping[str, Any]]
    marks: Sequence[str] = ()
    has: Sequence[str] = ("rain",)
    at: str = "n0"
    way: int | None = None
    unknown: Sequence[str] = ()
    given: Sequence[str] | None = None
    denied: Sequence[str] = ()
    groups: Mapping[str, Sequence[str]] = {}
    regimens: Mapping[str, Sequence[str]] = {}
    entries: Mapping[str, Mapping[str, Any]] = {}
    details: Mapping[str, Any] = {}

    def pathway(self) -> PathwayIndex:
        charts = [self.boxes] if isinstance(self.boxes[0], dict) else self.boxes
        more = {"circumstances": circumstances(self.entries), "pathway": {**PASSPORT, **self.details}}
        return thicket(charts, self.said, self.groups, self.regimens, more)

    def patient(self) -> Patient:
        given = None if self.given is None else frozenset(self.given)
        return Patient(frozenset(self.has), frozenset(self.unknown), given, frozenset(self.denied))


def said(role: str, about: Sequence[str] = ("t1",), in_: Sequence[str] = ("rain",), **more: Any) -> dict[str, Any]:
    return {"id": f"{role}-p", "role": role, "about": list(about), "in": list(in_), **more}


def box(name: str = "n0", kind: str = "action", to: Sequence[Any] = (), **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "next": list(to), **more}


def way(to: str, *gives: str, **more: Any) -> dict[str, Any]:
    return {"to": to, "gives": list(gives), "label": to, **more}


FORBIDS = said("contraindication")
GIVES = [box(gives=["t1"])]
NO_T1 = ["t1 – contraindicated: rain"]
END = box("end", "end")

CASES = {
    # Rule 1: what applies.
    "rule 1: what is ticked": Case(GIVES, [FORBIDS], NO_T1),
    "rule 1: nothing is ticked": Case(GIVES, [FORBIDS], has=[]),
    "rule 1: something else is ticked": Case(GIVES, [FORBIDS], has=["snow"]),
    "rule 1: any one of several": Case(
        GIVES, [said("caution", in_=["rain", "snow"])], ["t1 – caution: rain, snow"], has=["snow", "rain", "fog"]
    ),
    "rule 1: all of them together": Case(
        GIVES, [said("caution", in_=["rain", "snow"], together=True)], ["t1 – caution: rain and snow"], has=["snow", "rain"]
    ),
    "rule 1: one of those that must be together": Case(GIVES, [said("caution", in_=["rain", "snow"], together=True)]),
    "rule 1: one together with one that is not known yet": Case(
        GIVES,
        [said("contraindication", in_=["rain", "snow"], together=True)],
        ["t1 – contraindicated: rain, together with snow (not known yet)"],
        unknown=["snow"],
    ),
    "rule 1: a statement for everyone is no mark": Case(GIVES, [said("contraindication", in_=[])]),
    # Rule 2, amendment 11: what is touched.
    "rule 2: a member of what is spoken of": Case(GIVES, [said("caution", ["t2"])], ["t1 – caution: rain"], groups={"t2": ["t1"]}),
    "rule 2: a member of a member": Case(GIVES, [said("caution", ["t3"])], ["t1 – caution: rain"], groups={"t3": ["t2"], "t2": ["t1"]}),
    "rule 2: a regimen, by its part": Case(
        [box(gives=["t0"])], [FORBIDS], ["Includes t1 – contraindicated: rain"], regimens={"t0": ["t1", "t2"]}
    ),
    "rule 2: no part by its regimen": Case(GIVES, [said("caution", ["t0"])], regimens={"t0": ["t1", "t2"]}),
    "rule 2: no other part": Case([box(gives=["t2"])], [FORBIDS], regimens={"t0": ["t1", "t2"]}),
    "rule 2: a treatment with a dose": Case(GIVES, [{**FORBIDS, "about": [], "doses": [{"treatment": "t1", "dose": "1 g"}]}], NO_T1),
    "amendment 11: a regimen in a regimen": Case(
        [box(gives=["t3"])], [FORBIDS], ["Includes t1 – contraindicated: rain"], regimens={"t0": ["t1"], "t3": ["t0"]}
    ),
    "amendment 11: the outermost that is touched is named": Case(
        [box(gives=["t3"])], [said("caution", ["t2"])], ["Includes t2 – caution: rain"], groups={"t3": ["t2"], "t2": ["t1"]}
    ),
    "amendment 11: groups that hold each other": Case(
        [box(gives=["t2"])], [FORBIDS], ["t2 – contraindicated: rain"], groups={"t1": ["t2"], "t2": ["t1"]}
    ),
    # Rule 3, amendment 26: what is on offer.
    "rule 3: all members of a group": Case(
        [box(gives=["t2"])], [FORBIDS], ["Includes t1 – contraindicated: rain"], groups={"t2": ["t1", "t3"]}
    ),
    "rule 3: where a choice has options, the members that these give": Case(
        [box(kind="choice", gives=["t2"], to=[way("end", "t3"), way("end", "t0")]), END], [FORBIDS], groups={"t2": ["t0", "t1", "t3"]}
    ),
    "rule 3: one of the options": Case(
        [box(kind="choice", gives=["t2"], to=[way("end", "t3"), way("end", "t1")]), END],
        [FORBIDS],
        ["Includes t1 – contraindicated: rain"],
        groups={"t2": ["t0", "t1", "t3"]},
    ),
    "rule 3: options that give something else": Case(
        [box(kind="all", gives=["t2"], to=[way("end", "t3"), way("end", "t0")]), END],
        [FORBIDS],
        ["Includes t1 – contraindicated: rain"],
        groups={"t2": ["t1"]},
    ),
    "rule 3: the option that gives it": Case([box(kind="choice", to=[way("end", "t1"), way("end", "t2")]), END], [FORBIDS], NO_T1, way=0),
    "rule 3: the other option": Case([box(kind="choice", to=[way("end", "t1"), way("end", "t2")]), END], [FORBIDS], way=1),
    "rule 3: the box has no mark of an option": Case([box(kind="choice", to=[way("end", "t1"), way("end", "t2")]), END], [FORBIDS]),
    "rule 3: the boxes that the option leads to": Case(
        [
            box(kind="choice", to=[way("a"), way("end")]),
            box("a", to=["b"]),
            box("b", "caution", to=["end"], continues=["t1"]),
            END,
        ],
        [FORBIDS],
        NO_T1,
        way=0,
    ),
    "rule 3: not to what follows options in turn": Case(
        [box(kind="choice", in_turn=True, then="a", to=[way("end", "t2"), way("end", "t3")]), box("a", gives=["t1"], to=["end"]), END],
        [FORBIDS],
        way=1,
    ),
    "rule 3: the way to what follows options in turn": Case(
        [box(kind="choice", in_turn=True, then="a", to=[way("end", "t2"), way("end", "t3")]), box("a", gives=["t1"], to=["end"]), END],
        [FORBIDS],
        NO_T1,
        way=2,
    ),
    **{
        f"amendment 26: the own verbs of the next {kind}": Case(
            [box(kind="choice", to=[way("q"), way("end")]), box("q", kind, to=[way("end"), way("end")], gives=["t1"]), END],
            [FORBIDS],
            NO_T1,
            way=0,
        )
        for kind in ("ask", "question", "several", "all", "choice")
    },
    **{
        f"amendment 26: not the ways of the next {kind}": Case(
            [box(kind="choice", to=[way("q"), way("end")]), box("q", kind, to=[way("end", "t1"), way("a")]), box("a", gives=["t1"]), END],
            [FORBIDS],
            way=0,
        )
        for kind in ("ask", "question", "several", "all", "choice")
    },
    "amendment 26: across the borders of charts": Case(
        [[box(kind="choice", to=[way("s1"), way("end")]), END], [box("a", gives=["t1"])]],
        [FORBIDS],
        NO_T1,
        way=0,
    ),
    "amendment 26: a chart in detail": Case(
        [
            [box(kind="choice", to=[way("a"), way("end")]), box("a", through="c1", to=["end"]), END],
            [box("d", gives=["t1"], to=["e"]), box("e", "end")],
        ],
        [FORBIDS],
        NO_T1,
        way=0,
    ),
    "amendment 26: back from a chart in detail": Case(
        [
            [box(kind="choice", to=[way("a"), way("end")]), box("a", through="c1", to=["b"]), box("b", gives=["t1"]), END],
            [box("d", to=["e"]), box("e", "end")],
        ],
        [FORBIDS],
        NO_T1,
        way=0,
    ),
    "amendment 26: not back from an exit": Case(
        [
            [box(kind="choice", to=[way("a"), way("end")]), box("a", through="c1", to=["b"]), box("b", gives=["t1"]), END],
            [box("d", to=["e"]), box("e", "exit")],
        ],
        [FORBIDS],
        way=0,
    ),
    "amendment 26: not behind a decision of a chart in detail": Case(
        [
            [box(kind="choice", to=[way("a"), way("end")]), box("a", through="c1", to=["b"]), box("b", gives=["t1"]), END],
            [box("d", "question", to=[way("e"), way("e")]), box("e", "end")],
        ],
        [FORBIDS],
        way=0,
    ),
    "amendment 26: on from a choice at the end of a chart in detail": Case(
        [
            [box(through="c1", to=["b"]), box("b", gives=["t1"])],
            [box("d", "choice", to=[way("e"), way("f")]), box("e", "end"), box("f", "exit")],
        ],
        [FORBIDS],
        NO_T1,
        at="d",
        way=0,
    ),
    "amendment 26: not the box where branches meet": Case(
        [box(kind="all", to=[way("a"), way("b")]), box("a", to=["j"]), box("b", to=["j"]), box("j", gives=["t1"], to=["end"]), END],
        [FORBIDS],
        way=0,
    ),
    "amendment 26: not where the branches around a choice meet": Case(
        [
            box(kind="all", to=[way("c"), way("b")]),
            box("c", "choice", to=[way("x", "t2"), way("y", "t3")]),
            box("x", to=["j"]),
            box("y", to=["j"]),
            box("b", to=["j"]),
            box("j", gives=["t1"], to=["end"]),
            END,
        ],
        [FORBIDS],
        at="c",
        way=0,
    ),
    "amendment 26: options of a choice do not join": Case(
        [box(kind="choice", to=[way("a"), way("b")]), box("a", to=["j"]), box("b", to=["j"]), box("j", gives=["t1"])],
        [FORBIDS],
        NO_T1,
        way=0,
    ),
    "amendment 1: a branch that ends keeps the others from no join": Case(
        [
            box(kind="all", to=[way("a"), way("b"), way("x")]),
            box("a", to=["j"]),
            box("b", "question", to=[way("j"), way("x")]),
            box("j", gives=["t1"], to=["end"]),
            box("x", "exit"),
            END,
        ],
        [FORBIDS],
        way=0,
    ),
    "joins: a way back to options in turn is a way to what follows them": Case(
        [
            box(kind="all", to=[way("c"), way("b")]),
            box("b", to=["j"]),
            box("c", "choice", in_turn=True, then="j", to=[way("q", "t2"), way("q", "t3")]),
            box("q", "question", to=[way("j"), way("c")]),
            box("j", gives=["t1"], to=["end"]),
            END,
        ],
        [FORBIDS],
        way=1,
    ),
    "joins: not those that the route has left behind": Case(
        [
            box(kind="all", to=[way("a"), way("b")]),
            box("a", to=["j"]),
            box("b", to=["j"]),
            box("j", gives=["t1"], to=["c"]),
            box("c", "choice", to=[way("j"), way("end")]),
            END,
        ],
        [FORBIDS],
        NO_T1,
        at="c",
        way=0,
    ),
    # Amendment 7: continues, on a page and on a route.
    "rule 3: to go on with a treatment": Case([box(continues=["t1"])], [FORBIDS], NO_T1),
    "amendment 7: a group given before is one member, and on a route only the member named goes on": Case(
        [box(continues=["t0"])], [FORBIDS], given=["t2", "t3"], groups={"t0": ["t1", "t3"], "t2": ["t1", "t3"]}
    ),
    "rule 3: to go on with a group that nothing gave": Case([box(continues=["t2"])], [FORBIDS], groups={"t2": ["t1", "t3"]}),
    "rule 3: to go on with members that a way there gives": Case(
        [box(kind="choice", to=[way("a", "t1"), way("a", "t3")]), box("a", continues=["t2"])],
        [FORBIDS],
        ["Includes t1 – contraindicated: rain"],
        at="a",
        groups={"t2": ["t0", "t1", "t3"]},
    ),
    "rule 3: to go on with another member": Case(
        [box(gives=["t3"], to=["a"]), box("a", continues=["t2"])], [FORBIDS], at="a", groups={"t2": ["t1", "t3"]}
    ),
    "amendment 7: what is given on this route": Case(
        [box(kind="choice", to=[way("a", "t1"), way("a", "t3")]), box("a", continues=["t2"])],
        [FORBIDS],
        at="a",
        given=["t3"],
        groups={"t2": ["t0", "t1", "t3"]},
    ),
    "amendment 7: a regimen gives its parts": Case(
        [box(gives=["t0"], to=["a"]), box("a", continues=["t2"])],
        [FORBIDS],
        ["Includes t1 – contraindicated: rain"],
        at="a",
        groups={"t2": ["t1"]},
        regimens={"t0": ["t1", "t3"]},
    ),
    "amendment 7: of a group that a choice gives, the option alone": Case(
        [box(kind="choice", gives=["t2"], to=[way("a", "t1"), way("b", "t3")]), box("a"), box("b", continues=["t2"])],
        [FORBIDS],
        at="b",
        groups={"t2": ["t1", "t3"]},
    ),
    "amendment 7: until a box stops it": Case(
        [box(gives=["t1"], to=["s"]), box("s", stops=["t2"], to=["a"]), box("a", continues=["t2"])],
        [FORBIDS],
        at="a",
        groups={"t2": ["t1"]},
    ),
    "amendment 7: until another option takes its place": Case(
        [
            box(kind="choice", in_turn=True, then="end", to=[way("q", "t1"), way("a", "t3")]),
            box("q", "question", to=[way("n0"), way("end")]),
            box("a", continues=["t2"], to=["end"]),
            END,
        ],
        [FORBIDS],
        at="a",
        groups={"t2": ["t1", "t3"]},
    ),
    "amendment 6: unless it adds to the others": Case(
        [
            box(kind="choice", in_turn=True, then="end", to=[way("q", "t1"), way("a", "t3", adds=True)]),
            box("q", "question", to=[way("n0"), way("end")]),
            box("a", continues=["t2"], to=["end"]),
            END,
        ],
        [FORBIDS],
        ["Includes t1 – contraindicated: rain"],
        at="a",
        groups={"t2": ["t1", "t3"]},
    ),
    "amendment 7: an option that gives something is not marked for what goes on behind it": Case(
        [box(kind="choice", to=[way("a", "t1"), way("a", "t3")]), box("a", continues=["t2", "t0"])],
        [said("caution", ["t0", "t1", "t3"])],
        ["t1 – caution: rain"],
        way=0,
        groups={"t2": ["t1", "t3"]},
    ),
    "amendment 7: an option does not go on with another": Case(
        [box(kind="choice", to=[way("a", "t1"), way("a", "t3")]), box("a", continues=["t2"])],
        [FORBIDS],
        way=1,
        groups={"t2": ["t1", "t3"]},
    ),
    # Rule 4: what is marked.
    "rule 4: a statement that it shows about what is not on offer": Case([box(statements=["contraindication-p"])], [FORBIDS]),
    **{f"rule 4: {verb} puts nothing on offer": Case([{**box(), verb: ["t1"]}], [FORBIDS]) for verb in ("reduces", "stops", "avoids")},
    "amendment 15: a statement that it shows and that names no treatment": Case(
        [box(statements=["caution-p"])], [said("caution", [])], ["Caution: rain"]
    ),
    "amendment 15: what it rests on": Case([box(rests_on=["practice-p"])], [said("practice", [])], ["Relevant to: rain"]),
    "rule 4: a caution that shows it": Case([box(kind="caution", rests_on=["contraindication-p"])], [FORBIDS], NO_T1),
    "amendment 23: a caution that shows what is read with it": Case(
        [box(kind="caution", statements=["other"])],
        [FORBIDS, {"id": "other", "role": "practice", "read_with": ["contraindication-p"]}],
        NO_T1,
    ),
    # Rule 5, amendments 21 and 27: the relation and its gravity.
    "rule 5: the gravest first": Case(
        [box(gives=["t1"], continues=["t2"])],
        [
            said("monitoring"),
            said("practice"),
            said("caution"),
            said("recommendation", ["t0"], rather_than=["t1"]),
            said("against"),
            said("contraindication", ["t2"]),
        ],
        [
            "t2 – contraindicated: rain",
            "t1 – should not be given if: rain",
            "t1 – t0 preferred to it if: rain",
            "t1 – caution: rain",
            "t1 – monitor if: rain",
            "t1 – relevant to: rain",
        ],
    ),
    **{
        f"amendment 27: {role} says that it is relevant": Case(GIVES, [said(role)], ["t1 – relevant to: rain"])
        for role in ("recommendation", "practice", "evidence", "context", "goal", "definition")
    },
    "rule 5: preferred to a group, not to itself": Case(
        [box(gives=["t1", "t3"])],
        [said("recommendation", ["t1"], rather_than=["t2"])],
        ["t3 – t1 preferred to it if: rain", "t1 – relevant to: rain"],
        groups={"t2": ["t1", "t3"]},
    ),
    **{
        f"amendment 21: a {role} whose grade means harm": Case(
            GIVES,
            [said(role, grade=["III"])],
            ["t1 – caution: rain"],
            details={
                "grading": {"name": "x", "axes": [{"name": "Class", "values": {"I": "x", "III": "x"}, "against": ["III"]}]},
            },
        )
        for role in ("recommendation", "practice")
    },
    "amendment 21: another grade": Case(
        GIVES,
        [said("recommendation", grade=["I"])],
        ["t1 – relevant to: rain"],
        details={"grading": {"name": "x", "axes": [{"name": "Class", "values": {"I": "x", "III": "x"}, "against": ["III"]}]}},
    ),
    # Amendment 10: not known yet.
    **{
        f"amendment 10: {role}, not known yet": Case(GIVES, [said(role)], [f"t1 – not known yet: rain. {if_so}"], has=[], unknown=["rain"])
        for role, if_so in {
            "contraindication": "Contraindicated if so",
            "against": "Should not be given if so",
            "caution": "Caution if so",
            "monitoring": "Monitor if so",
        }.items()
    },
    "amendment 10: no warning, not known yet": Case(GIVES, [said("practice")], has=[], unknown=["rain"]),
    "amendment 10: preferred, not known yet": Case(GIVES, [said("caution", ["t0"], rather_than=["t1"])], has=[], unknown=["rain"]),
    "amendment 10: one ticked, another not known yet": Case(
        GIVES, [said("caution", in_=["rain", "snow"])], ["t1 – caution: rain"], unknown=["snow"]
    ),
    "amendment 10: together, and nothing known": Case(
        GIVES,
        [said("against", in_=["rain", "snow"], together=True)],
        ["t1 – not known yet: rain, snow. Should not be given if so"],
        has=[],
        unknown=["rain", "snow"],
    ),
    "amendment 10: together, and one of them not so": Case(
        GIVES, [said("against", in_=["rain", "snow"], together=True)], has=[], unknown=["rain"]
    ),
    "amendment 10: a caution, graver than one that is certain": Case(
        GIVES,
        [{**said("caution", in_=["snow"]), "id": "a"}, FORBIDS],
        ["t1 – not known yet: rain. Contraindicated if so", "t1 – caution: snow"],
        has=["snow"],
        unknown=["rain"],
    ),
    # Amendment 12: with.
    "amendment 12: beside what is being given": Case(
        GIVES, [said("caution", in_=[], **{"with": ["t2"]})], ["t1 – caution with t2"], has=[], given=["t2"]
    ),
    "amendment 12: nothing of it is given": Case(GIVES, [said("caution", in_=[], **{"with": ["t2"]})], has=[], given=["t3"]),
    "amendment 12: a member of what is given": Case(
        GIVES, [said("caution", in_=[], **{"with": ["t3"]})], ["t1 – caution with t3"], has=[], given=["t2"], groups={"t3": ["t2"]}
    ),
    "amendment 12: a part of what is given": Case(
        GIVES, [said("caution", in_=[], **{"with": ["t2"]})], ["t1 – caution with t2"], has=[], given=["t0"], regimens={"t0": ["t2", "t3"]}
    ),
    "amendment 12: ticked at an ask": Case(
        GIVES, [said("against", in_=[], **{"with": ["t2"]})], ["t1 – should not be given with t2"], ["t2"]
    ),
    "amendment 12: not known yet": Case(
        GIVES, [said("against", in_=[], **{"with": ["t2"]})], ["t1 – not known yet: t2. Should not be given if so"], [], unknown=["t2"]
    ),
    "amendment 7: what is always on offer, beside what is given on this route": Case(
        [box(gives=["t1"], continues=["t2"])], [FORBIDS], NO_T1, given=[], groups={"t2": ["t3"]}
    ),
    "amendment 12: the other way round": Case(
        [box(gives=["t2"])], [said("contraindication", in_=[], **{"with": ["t2"]})], ["t2 – contraindicated with t1"], has=[], given=["t1"]
    ),
    "amendment 12: the other way round, ticked": Case(
        [box(gives=["t2"])], [said("against", in_=[], **{"with": ["t2"]})], ["t2 – should not be given with t1"], ["t1"]
    ),
    "amendment 12: the other way round, not known yet": Case(
        [box(gives=["t2"])],
        [said("against", in_=[], **{"with": ["t2"]})],
        ["t2 – not known yet: t1. Should not be given if so"],
        [],
        unknown=["t1"],
    ),
    "amendment 12: the other way round, in others": Case([box(gives=["t2"])], [said("caution", **{"with": ["t2"]})], has=[], given=["t1"]),
    "amendment 12: the other way round, of a group": Case(
        [box(gives=["t2"])],
        [said("caution", ["t0"], [], **{"with": ["t2"]})],
        ["t2 – caution with t0"],
        has=[],
        given=["t1"],
        groups={"t0": ["t1", "t3"]},
    ),
    "amendment 12: what is no warning is not turned": Case(
        [box(gives=["t2"])], [said("recommendation", in_=[], **{"with": ["t2"]})], has=[], given=["t1"]
    ),
    "amendment 12: and in whom": Case(GIVES, [said("caution", **{"with": ["t2"]})], ["t1 – caution with t2: rain"], given=["t2"]),
    "amendment 12: in others": Case(GIVES, [said("caution", **{"with": ["t2"]})], has=[], given=["t2"]),
    "amendment 12: given in the same box": Case(
        [box(gives=["t1", "t2"])], [said("caution", in_=[], **{"with": ["t2"]})], ["t1 – caution with t2"], has=[]
    ),
    "amendment 12: parts of one regimen": Case(
        [box(gives=["t0"])],
        [said("caution", in_=[], **{"with": ["t2"]})],
        ["Includes t1 – caution with t2"],
        has=[],
        regimens={"t0": ["t1", "t2"]},
    ),
    "amendment 12: not with itself": Case(
        GIVES, [said("caution", ["t2"], [], **{"with": ["t2"]})], has=[], given=["t1"], groups={"t2": ["t1", "t3"]}
    ),
    "amendment 12: not of one group, where one of it is given": Case(
        [box(gives=["t0"])], [said("caution", in_=[], **{"with": ["t2"]})], has=[], groups={"t0": ["t1", "t2"]}
    ),
    # A switch at once.
    "amendment 12: with what the box stops": Case(
        [box(gives=["t1"], stops=["t2"])],
        [said("caution", in_=[], **{"with": ["t2"]})],
        ["t1 – caution with t2 (stopped here)"],
        [],
        given=["t2"],
    ),
    "amendment 12: the same ticked, on a page": Case(
        [box(gives=["t1"], stops=["t2"])],
        [said("caution", **{"with": ["t2"]})],
        ["t1 – caution with t2 (stopped here): rain"],
        ["t2", "rain"],
    ),
    "amendment 12: the other way round, with what the box stops": Case(
        [box(gives=["t2"], stops=["t1"])],
        [said("contraindication", in_=[], **{"with": ["t2"]})],
        ["t2 – contraindicated with t1 (stopped here)"],
        has=[],
        given=["t1"],
    ),
    "amendment 12: with one that is stopped and one that is not": Case(
        [box(gives=["t1"], stops=["t2"])],
        [said("caution", in_=[], **{"with": ["t2", "t3"]})],
        ["t1 – caution with t2 (stopped here), t3"],
        has=[],
        given=["t2", "t3"],
    ),
    "amendment 12: with a group of which one is stopped and one is not": Case(
        [box(gives=["t1"], stops=["t2"])],
        [said("caution", in_=[], **{"with": ["t0"]})],
        ["t1 – caution with t0"],
        has=[],
        given=["t2", "t3"],
        groups={"t0": ["t2", "t3"]},
    ),
    "amendment 12: within a group that is stopped": Case(
        [box(gives=["t1"], stops=["t0"])],
        [said("caution", in_=[], **{"with": ["t2"]})],
        ["t1 – caution with t2 (stopped here)"],
        has=[],
        given=["t2"],
        groups={"t0": ["t1", "t2"]},
    ),
    "amendment 12: with what the box stops, given before it or not": Case(
        [box(gives=["t1"], stops=["t2"])], [said("caution", in_=[], **{"with": ["t2"]})], has=[], given=[]
    ),
    "amendment 12: not what goes on while the box stops the other": Case(
        [box(continues=["t1"], stops=["t2"])], [said("caution", in_=[], **{"with": ["t2"]})], has=[], given=["t1", "t2"]
    ),
    "amendment 12: the same ticked, or not known yet, on a page": Case(
        [box(continues=["t1"], stops=["t2", "t3"])], [said("caution", in_=[], **{"with": ["t2", "t3"]})], has=["t2"], unknown=["t3"]
    ),
    "amendment 12: no advice on the two together where one is stopped": Case(
        [box(gives=["t1"], stops=["t2"])],
        [said("recommendation", ["t1"], [], rather_than=["t3"], **{"with": ["t2"]})],
        has=[],
        given=["t2"],
    ),
    "amendment 12: at the option that leads to the switch": Case(
        [box(kind="choice", to=[way("a"), way("end")]), box("a", gives=["t1"], stops=["t2"], to=["end"]), END],
        [said("caution", in_=[], **{"with": ["t2"]})],
        ["t1 – caution with t2 (stopped here)"],
        has=[],
        given=["t2"],
        way=0,
    ),
    "amendment 12: at the option of a choice that stops the other": Case(
        [box(kind="choice", stops=["t2"], to=[way("end", "t1"), way("end")]), END],
        [said("caution", in_=[], **{"with": ["t2"]})],
        ["t1 – caution with t2 (stopped here)"],
        has=[],
        given=["t2"],
        way=0,
    ),
    "amendment 12: at the option that goes on with one and stops the other": Case(
        [box(kind="choice", to=[way("a"), way("end")]), box("a", continues=["t1"], stops=["t2"], to=["end"]), END],
        [said("caution", in_=[], **{"with": ["t2"]})],
        has=[],
        given=["t2"],
        way=0,
    ),
    "amendment 12: at an option that leads to where both are given for a while": Case(
        [box(kind="choice", to=[way("a"), way("end")]), box("a", gives=["t1"], to=["b"]), box("b", stops=["t2"], to=["end"]), END],
        [said("caution", in_=[], **{"with": ["t2"]})],
        ["t1 – caution with t2"],
        has=[],
        given=["t2"],
        way=0,
    ),
    "amendment 12: at an option behind which one is stopped before the other is given": Case(
        [
            box(kind="choice", to=[way("a"), way("end")]),
            box("a", to=["b"]),
            box("b", stops=["t2"], to=[way("c", after="36 hours")]),
            box("c", gives=["t1"], to=["end"]),
            END,
        ],
        [said("caution", in_=[], **{"with": ["t2"]})],
        ["t1 – caution with t2 (stopped here)"],
        has=[],
        given=["t2"],
        way=0,
    ),
    "amendment 12: not at an option for what comes where branches meet": Case(
        [box(kind="all", to=[way("a", "t1"), way("b")]), box("b", to=["a"]), box("a", stops=["t2"], to=["end"]), END],
        [said("caution", in_=[], **{"with": ["t2"]})],
        ["t1 – caution with t2"],
        has=[],
        given=["t2"],
        way=0,
    ),
    "amendment 12: not with the option that it takes the place of": Case(
        [box(kind="choice", in_turn=True, then="end", to=[way("end", "t1"), way("end", "t2")]), END],
        [said("caution", in_=[], **{"with": ["t2"]})],
        has=[],
        given=["t2"],
        way=0,
    ),
    "amendment 12: with the option that it adds to": Case(
        [box(kind="choice", in_turn=True, then="end", to=[way("end", "t1", adds=True), way("end", "t2")]), END],
        [said("caution", in_=[], **{"with": ["t2"]})],
        ["t1 – caution with t2"],
        has=[],
        given=["t2"],
        way=0,
    ),
    # Which of two is marked.
    "amendment 12: of two in a box, at the one that is begun": Case(
        [box(gives=["t2"], continues=["t1"])],
        [said("caution", in_=[], **{"with": ["t2"]})],
        ["t2 – caution with t1"],
        [],
        given=["t1", "t2"],
    ),
    "amendment 12: of two in a box, at the one that is begun, ticked or not": Case(
        [box(gives=["t1"], continues=["t2"])], [said("caution", in_=[], **{"with": ["t2"]})], ["t1 – caution with t2"], ["t1"]
    ),
    "amendment 12: of two that go on, at the one that is spoken of": Case(
        [box(continues=["t1", "t2"])], [said("caution", in_=[], **{"with": ["t2"]})], ["t1 – caution with t2"], has=[], given=["t1", "t2"]
    ),
    "amendment 12: one goes on beside another that goes on, and beside one that is begun": Case(
        [box(gives=["t2"], continues=["t1"])],
        [said("caution", in_=[], **{"with": ["t2", "t3"]})],
        ["t2 – caution with t1", "t1 – caution with t3"],
        has=[],
        given=["t1", "t3"],
    ),
    # Amendment 17: members of findings and circumstances.
    "amendment 17: a group is true where a member is": Case(GIVES, [FORBIDS], NO_T1, ["snow"], entries={"rain": {"members": ["snow"]}}),
    "amendment 17: a group is not known where a member is not": Case(
        GIVES,
        [FORBIDS],
        ["t1 – not known yet: rain. Contraindicated if so"],
        has=[],
        unknown=["snow"],
        entries={"rain": {"members": ["snow"]}},
    ),
    "amendment 17: a member is not known where its group is not": Case(
        GIVES,
        [FORBIDS],
        ["t1 – not known yet: rain. Contraindicated if so"],
        has=[],
        unknown=["snow"],
        entries={"snow": {"members": ["rain"]}},
    ),
    "amendment 17: a member that is denied is known where its group is not": Case(
        GIVES, [FORBIDS], has=[], unknown=["snow"], denied=["rain"], entries={"snow": {"members": ["rain"]}}
    ),
    "amendment 17: of a group with a member, what is ticked is named": Case(
        GIVES, [said("caution", in_=["rain", "snow"])], ["t1 – caution: snow"], ["snow"], entries={"rain": {"members": ["snow"]}}
    ),
    "amendment 17: of a group with a member, both not known yet, the group is named": Case(
        GIVES,
        [said("caution", in_=["snow", "rain"])],
        ["t1 – not known yet: rain. Caution if so"],
        has=[],
        unknown=["rain"],
        entries={"rain": {"members": ["snow"]}},
    ),
    "amendment 17: a group and a member together": Case(
        GIVES,
        [said("caution", in_=["rain", "snow", "fog"], together=True)],
        ["t1 – caution: fog, together with snow (not known yet)"],
        has=["fog"],
        unknown=["rain"],
        entries={"rain": {"members": ["snow"]}},
    ),
    "amendment 17: a group that is true, by one of its members": Case(
        GIVES, [FORBIDS], ["t1 – not known yet: rain. Contraindicated if so"], ["snow"], entries={"snow": {"members": ["rain", "fog"]}}
    ),
    "amendment 17: the same with the member denied": Case(
        GIVES, [FORBIDS], [], ["snow"], denied=["rain"], entries={"snow": {"members": ["rain", "fog"]}}
    ),
    "amendment 17: the same by another member": Case(GIVES, [FORBIDS], [], ["snow", "fog"], entries={"snow": {"members": ["rain", "fog"]}}),
    "amendment 17: a group with a member that is true is known": Case(
        GIVES, [FORBIDS], NO_T1, ["snow"], unknown=["fog"], entries={"rain": {"members": ["snow", "fog"]}}
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_marks_follow_the_rules(case: Case) -> None:
    index = case.pathway()
    marks = Marking(index).marks(case.at, case.patient(), case.way)
    assert [mark_text(mark, index, WORDS) for mark in marks] == [*case.marks]


# ── Against the rules, as slowly as they are written ──


@st.composite
def patients(draw: st.DrawFn) -> Patient:
    names = st.lists(st.sampled_from((*CIRCUMSTANCES, *CIRCUMSTANCES, *TREATMENTS)), max_size=4).map(frozenset)
    given = st.one_of(st.none(), st.lists(st.sampled_from(TREATMENTS), max_size=3).map(frozenset))
    return Patient(draw(names), draw(names), draw(given), draw(names))


def _places(index: PathwayIndex) -> Iterator[tuple[str, int | None]]:
    marking = Marking(index)
    for place in index.boxes:
        yield place.box.id, None
        yield from ((place.box.id, number) for number in marking.offers.options(place.box.id))


@given(tangles(), patients())
def test_marks_are_those_of_the_rules(index: PathwayIndex, patient: Patient) -> None:
    """In every box and every option; where branches meet is the walk's to say."""
    marking, rules = Marking(index), Rules(index, patient)
    joins = dict(Joins(index).all)
    for name, number in _places(index):
        box = index.targets[name].box
        offer = {one.treatment: set(one.contents) for one in marking.offer(name, patient, number)}
        assert offer == rules.offer(box, number, joins), (name, number)
        marks = marking.marks(name, patient, number)
        found = {
            (str(m.kind), str(m.if_so or m.kind), m.touch.statement, m.touch.treatment, m.touch.touched, frozenset(m.reason.stopped))
            for m in marks
        }
        assert found == rules.marks(box, number, joins), (name, number)
        gravity = [(GRAVITY.index(mark.kind), GRAVITY.index(mark.if_so or mark.kind)) for mark in marks]
        assert gravity == sorted(gravity)


# ── What goes with marks ──


def _marking(case: Case) -> tuple[Marking, Patient]:
    return Marking(case.pathway()), case.patient()


def test_each_treatment_on_offer_has_its_marks() -> None:
    """For worked cases: the members of a group too, and those without any."""
    case = Case([box(gives=["t0", "t3"])], [FORBIDS, said("caution", ["t3"])], groups={"t0": ["t1", "t2"]})
    marking, patient = _marking(case)
    found = {name: [str(mark.kind) for mark in marks] for name, marks in marking.by_treatment("n0", patient).items()}
    assert found == {"t0": [], "t1": ["contraindication"], "t2": [], "t3": ["caution"]}


def test_a_regimen_has_the_marks_of_its_parts() -> None:
    marking, patient = _marking(Case([box(gives=["t0"])], [FORBIDS], regimens={"t0": ["t1", "t2"]}))
    found = {name: [str(mark.kind) for mark in marks] for name, marks in marking.by_treatment("n0", patient).items()}
    assert found == {"t0": ["contraindication"], "t1": ["contraindication"], "t2": []}


# Rule 7, amendment 13: what a box gives, what is said, and what every patient is warned of there.
EVERYONE = {
    "rule 7: a warning for everyone": (["t1"], [said("caution", in_=[])], {"caution-p": ("t1",)}),
    "rule 7: of a member": (["t0"], [said("against", in_=[])], {"against-p": ("t1",)}),
    "rule 7: of a group": (["t0"], [said("against", ["t0"], in_=[])], {"against-p": ("t0",)}),
    "rule 7: of something else": (["t2"], [said("caution", in_=[])], {}),
    "rule 7: one for some is a mark": (["t1"], [said("caution")], {}),
    "rule 7: one beside another treatment is a mark": (["t1"], [said("caution", in_=[], **{"with": ["t2"]})], {}),
    "rule 7: no warning": (["t1"], [said("recommendation", in_=[])], {}),
    "amendment 13: the second choice": (["t1"], [said("recommendation", ["t2"], [], rather_than=["t1"])], {"recommendation-p": ("t1",)}),
    "amendment 13: the first choice": (["t2"], [said("recommendation", ["t2"], [], rather_than=["t1"])], {}),
}


@pytest.mark.parametrize(("gives", "statements", "expected"), EVERYONE.values(), ids=EVERYONE)
def test_warnings_for_everyone(gives: list[str], statements: list[dict[str, Any]], expected: dict[str, tuple[str, ...]]) -> None:
    marking, patient = _marking(Case([box(gives=gives)], statements, groups={"t0": ["t1", "t3"]}))
    assert marking.for_everyone("n0", patient) == expected
    assert marking.for_everyone("n0", Patient()) == expected


def test_statements_that_are_shown_elsewhere() -> None:
    """Rule 6: those behind the marks of a box or an option, without those that the box states, rests on or shows with another."""
    said_here = [{**said(role), "id": role} for role in ("caution", "against", "contraindication", "monitoring", "practice")]
    said_here[2]["read_with"] = ["caution"]
    node = box(statements=["caution"], rests_on=["against"], gives=["t1"])
    marking, patient = _marking(Case([node], said_here))
    assert marking.shown_elsewhere("n0", patient) == ("monitoring", "practice")
    assert marking.shown_elsewhere("n0", Patient()) == ()
    choice = [box(kind="choice", statements=["caution"], to=[way("end", "t1"), way("end", "t2")]), END]
    marking, patient = _marking(Case(choice, [{**said(role), "id": role} for role in ("caution", "against")]))
    assert marking.shown_elsewhere("n0", patient, 0) == ("against",)


# Rule 8: what a box gives, what is said, what is ticked, and for what each treatment is not mentioned.
SILENT = {
    "rule 8: nothing is said of it": (["t1"], [], ["rain"], {"rain": ("t1",)}),
    "rule 8: something is said of it": (["t1"], [said("evidence")], ["rain"], {}),
    "rule 8: each of what is ticked by itself": (["t1"], [said("caution")], ["rain", "snow"], {"snow": ("t1",)}),
    "rule 8: nothing is ticked": (["t1"], [], [], {}),
    "rule 8: the members of which nothing is said": (["t0"], [said("caution")], ["rain"], {"rain": ("t2",)}),
    "rule 8: a group of which nothing is said at all": (["t0"], [said("caution", ["t3"])], ["rain"], {"rain": ("t0",)}),
    "rule 8: what is said of the group is said of all": (["t0"], [said("caution", ["t0"])], ["rain"], {}),
    "rule 8: as the second choice": (["t1"], [said("practice", ["t3"], rather_than=["t1"])], ["rain"], {}),
    "rule 8: in a group of circumstances": (["t1"], [said("caution", in_=["fog"])], ["rain"], {}),
    "rule 8: a row of doses": (
        ["t1"],
        [said("practice", [], in_=[], doses=[{"treatment": "t1", "dose": "1 mg", "in": ["rain"]}])],
        ["rain"],
        {},
    ),
    "amendment 17: a normal answer": (["t1"], [], ["snow"], {}),
}


@pytest.mark.parametrize(("gives", "statements", "has", "expected"), SILENT.values(), ids=SILENT)
def test_treatments_that_are_not_mentioned(
    request: pytest.FixtureRequest, gives: list[str], statements: list[dict[str, Any]], has: list[str], expected: dict[str, tuple[str, ...]]
) -> None:
    usual = {"snow": {"usual": True}} if "normal" in request.node.name else {}
    entries: dict[str, dict[str, Any]] = {"fog": {"members": ["rain"]}, **usual}
    marking, patient = _marking(Case([box(gives=gives)], statements, has=has, groups={"t0": ["t1", "t2"]}, entries=entries))
    assert marking.not_mentioned("n0", patient) == expected


@pytest.mark.parametrize(("given", "expected"), [(["t1"], ("t1",)), (["t1", "t3"], ("t1", "t3")), (["t1", "t2", "t3"], ("t1", "t3"))])
def test_of_a_group_that_goes_on_only_members_given_are_not_mentioned(given: list[str], expected: tuple[str, ...]) -> None:
    """The name of the group would speak for members of which something is said."""
    marking, patient = _marking(Case([box(continues=["t0"])], [said("caution", ["t2"])], has=["rain"], groups={"t0": ["t1", "t2", "t3"]}))
    assert marking.not_mentioned("n0", Patient(patient.has, given=frozenset(given))) == {"rain": expected}


def test_statements_in_tension_stand_inside_the_option_that_both_touch() -> None:
    """Amendment 14: whichever of the two names the other, and whether it applies or not."""
    pair = [said("against", read_with=["practice-p"], note="x"), said("practice", in_=["snow"])]
    for one, other in (("rain", "practice-p"), ("snow", "against-p")):
        marking, patient = _marking(
            Case([box(kind="choice", to=[way("end", "t1"), way("end", "t2")]), END], [*pair, said("caution", ["t2"])], has=[one])
        )
        (mark,) = marking.marks("n0", patient, 0)
        assert mark.touch.read_with == (other,)
        assert all(not mark.touch.read_with for mark in marking.marks("n0", patient, 1))
        assert marking.tensions(patient) == ()
    assert marking.tensions(Patient(frozenset({"rain", "snow"}))) == (("against-p", "practice-p"),)


@pytest.mark.parametrize(
    ("has", "unknown", "expected"),
    [
        (["rain"], [], {"contraindication-p": (("rain",), ())}),
        ([], ["rain"], {"contraindication-p": ((), ("rain",))}),
        (["snow"], [], {}),
    ],
)
def test_statements_that_apply_wherever_they_stand(
    has: list[str], unknown: list[str], expected: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Rule 4: a statement that applies shows its sign wherever it is printed."""
    found = Applicability(
        Case(GIVES, [FORBIDS, said("caution", in_=[])]).pathway(), Patient(frozenset(has), frozenset(unknown))
    ).statements()
    assert {name: (reason.entries, reason.unknown) for name, reason in found.items()} == expected


@given(thickets(), patients())
def test_faulty_pathways_are_marked_as_well(index: PathwayIndex, patient: Patient) -> None:
    """With ways that lead nowhere, and boxes with more or fewer ways than their kind has."""
    marking = Marking(index)
    for name, number in _places(index):
        marks = marking.marks(name, patient, number)
        offered = {*marking.by_treatment(name, patient, number)}
        assert number is None or {mark.touch.treatment for mark in marks} <= offered
