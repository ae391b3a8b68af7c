"""The walk by one definition: against a slow walker that shares nothing with it, and rule by rule."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.analysis.index import PathwayIndex
from generator.analysis.marks.applying import Applicability, Patient
from generator.analysis.scores import Range
from generator.analysis.walk import (
    Ask,
    Definition,
    EventKind,
    Go,
    Group,
    Known,
    Pick,
    State,
    Walk,
    WalkBox,
    Way,
    Which,
    applying,
    define,
    knowledge,
)
from generator.analysis.walk.definition import Asked, Conditional, Continued, Inner, Join, Passing, ScoreItem, WalkScore
from generator.analysis.walk.export import data
from generator.model import Kind
from sampling import times
from slow_walk import SlowWalker, Stop, compared
from walks import ENTRIES, grown, pathway, walked_pathways


def _stop(walk: Walk, state: State) -> Stop:
    """A state as it is shown, in the form of the slow walker."""
    given_now = frozenset(state.treatments)
    before = tuple(frozenset(one.treatment for one in given_then) for given_then in state.before)
    match walk.moves(state):
        case Go():
            return ("go", state.row, None, given_now, before)
        case Ask(groups=groups):
            return ("ask", state.row, tuple((group.id, group.entries) for group in groups), given_now, before)
        case Pick(offered=offered, ticked=ticked, fixed=fixed, many=many, least=least):
            return ("pick", state.row, (offered, ticked, fixed, many, least), given_now, before)
        case Which(group=group, members=members):
            return ("which", state.row, (group, tuple(sorted(members))), given_now, before)
    raise AssertionError(state)


def _answer(said: Any) -> Any:
    return {entry: Known(word) for entry, word in said.items()} if isinstance(said, dict) else said


@times(4)
@given(walked_pathways() | walked_pathways(treating=True), st.integers(0, 2**32))
@example(grown(3, 146, treating=True), 146)  # a way back with a time, not taken, between a step and what it goes back to
@example(grown(6, 2219, treating=True), 2219)
def test_each_walk_is_that_of_the_slow_walker(index: PathwayIndex, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  # answers, not secrets
    walk, slow = Walk(define(index)), SlowWalker(index)
    place = chance.choice([slow.names[0], *slow.names])
    answers = [chance.randrange(2**12) for _ in range(40)]
    state = walk.begin(place)

    def follow(stop: Stop | None, said: Any, goes_on: bool) -> None:
        nonlocal state
        if stop is None:
            assert walk.moves(state) is None
        else:
            assert _stop(walk, state) == stop
            assert dict(state.answers) == slow.answers
            assert knowledge(walk.definition, state) == slow.knowledge
            if isinstance(said, tuple) and said and isinstance(said[0], str) and said[0] in walk.definition.scores:
                state = walk.ticked(state, said[0], {said[1]: said[2]})
            elif goes_on:
                state = walk.after(state, _answer(said))

    compared(slow, place, answers, follow)
    assert [*state.ends] == slow.ends


GO = ""
"""One click. Other answers are goals of the ways taken (“x+y”, “then”), “=” for what is ticked beforehand, members of a group, or entries."""


def box(name: str, kind: str, *ways: Any, **keys: Any) -> dict[str, Any]:
    """A box whose ways are goals, or goals with what is on the way."""
    return {"id": name, "kind": kind, "next": [way if isinstance(way, str) else {"to": way[0], **way[1]} for way in ways], **keys}


def end(name: str, **keys: Any) -> dict[str, Any]:
    return box(name, "end", **keys)


def said_at(walk: Walk, state: State, said: Any) -> Any:
    match walk.moves(state):
        case Pick(ticked=ticked, fixed=fixed) if said == "=":
            return (*ticked, *fixed)
        case Pick(box=name, offered=offered, fixed=fixed):
            ways = {way.number: "then" if way.is_then else way.goal for way in walk.definition.boxes[name].ways if way.number in offered}
            return tuple(number for number, goal in ways.items() if goal in said.split("+") or number in fixed)
        case Ask():
            return {entry: Known(word) for entry, word in said.items()} if said else {}
    return said or ()


def _shown(walk: Walk, state: State) -> str:
    """The step shown; what is asked or offered stands behind it."""
    row = " ".join(state.row)
    match walk.moves(state):
        case Pick(box=name, offered=offered, ticked=ticked):
            ways = {way.number: way for way in walk.definition.boxes[name].ways}
            return f"{row}: " + " ".join(
                ("then" if ways[number].is_then else ways[number].goal) + ("✓" if number in ticked else "") for number in offered
            )
        case Ask(groups=groups):
            return f"{row}? {' '.join(group.id for group in groups)}".strip()
        case Which(members=members):
            return f"{row} {sorted(members)}"
    return row


HERE = [box("a", "start", "s"), box("s", "several", ("x", {"label": "x"}), ("y", {"label": "y"}))]
ASKED = [box("a", "ask", "q", asks=["rain", "snow"])]
RAIN_OR_SNOW = box("q", "question", ("x", {"has": ["rain"]}), ("y", {"has": ["snow"]}), ("z", {"label": "neither"}))
XYZ = [end("x"), end("y"), end("z")]
IN_TURN = [
    box("c", "choice", ("r", {"gives": ["t0"]}), ("q", {"gives": ["t1"]}), in_turn=True, then="third"),
    box("r", "question", ("home", {"label": "yes"}), ("c", {"label": "no"})),
    box("q", "question", ("home", {"label": "yes"}), ("c", {"label": "no"})),
    end("third"),
    end("home"),
]
IN_WEATHER = [box("a", "ask", "c", asks=["rain", "snow"]), *IN_TURN]
NO_THEN = [{key: value for key, value in IN_TURN[0].items() if key != "then"}, *IN_TURN[1:3], end("home")]
BATH = [
    box("a", "action", "b", through="c1"),
    end("b"),
]
YEARLY = [
    box("a", "question", "e", "r"),
    box("e", "ask", "c", asks=["rain"]),
    box("c", "choice", ("r", {"gives": ["t0"]}), ("q", {"gives": ["t1"]}), in_turn=True, then="z"),
    box("r", "question", "home", ("c", {"label": "no", "after": "1 month"})),
    box("q", "question", "home", "c"),
    box("home", "action", ("e", {"after": "1 year"})),
    end("z"),
]
"""Options tried in turn, and once one has helped, a review that leads round to them; some come with the first option already."""


def test_ways_back_are_those_home_and_to_the_next_option() -> None:
    definition = define(pathway([[YEARLY]]))
    back = {(box.id, way.goal): way.confirms for box in definition.boxes.values() for way in box.ways if way.goes_back}
    assert back == {("home", "e"): True, ("r", "c"): True, ("q", "c"): False}


ANY_YEAR = [
    box("a", "question", "e", "c"),
    box("e", "ask", "c", asks=["rain"]),
    box("c", "choice", ("r", {"gives": ["t0"]}), ("q", {"gives": ["t1"]}), in_turn=True, then="z"),
    box("r", "question", "home", "c"),
    box("q", "question", "home", "c"),
    box("home", "action", ("e", {"after": "1 year"})),
    end("z"),
]
"""The same review; some readers come in at the choice, others at what is asked before it."""
DONE_AGAIN = [
    box("a", "ask", "v", asks=["rain"]),
    box("v", "action", "b", again="every 12 months"),
    box("b", "action", "e"),
    box("e", "ask", "q", asks=["rain"]),
    box("q", "question", "v", "z"),
    end("z"),
]
"""A review whose first step says how often it is done; the way back to it says nothing of time."""


@pytest.mark.parametrize("turned", [False, True], ids=["asked first", "chosen first"])
def test_a_review_into_which_some_come_at_a_choice_confirms(turned: bool) -> None:
    first, *others = ANY_YEAR
    boxes = [{**first, "next": first["next"][::-1]} if turned else first, *others]
    ways = {(name, way.goal): way for name, one in define(pathway([[boxes]])).boxes.items() for way in one.ways}
    assert ways["home", "e"].confirms
    assert not ways["q", "c"].confirms
    assert not ways["a", "e"].confirms
    assert not ways["e", "c"].confirms


ASKING_TWICE = [
    box("a", "ask", "b", asks=["rain", "stuffing"]),
    box("b", "action", "c"),
    *(box(name, "ask", then, asks=["rain", "stuffing"]) for name, then in ("cd", "de", "ez")),
]
"""The same in four places, of which a reader may learn in between."""


WALKS: dict[str, tuple[Any, ...]] = {
    # Kinds.
    "start, action and caution are shown in passing, with what they lead to": (
        [box("a", "start", "b"), box("b", "action", "c"), box("c", "caution", "q"), box("q", "question", "x", "y"), *XYZ[:2]],
        ["a b c q: x y", "y", "y"],
    ),
    "with what is asked, and with an end": (
        [box("a", "start", "k"), box("k", "ask", "b", asks=["rain"]), box("b", "action", "x"), end("x")],
        ["a k? rain", {}, "b x"],
    ),
    "what answers itself takes nothing from sight": (
        [box("a", "ask", "b", asks=["rain", "snow"]), box("b", "caution", "q"), RAIN_OR_SNOW, *XYZ],
        ["a? rain snow", {"rain": "yes", "snow": "no"}, "b", GO, "x"],
    ),
    "a score waits to be ticked": (
        [box("a", "start", "b"), box("b", "action", "c", score="warmth"), box("c", "action", "x"), end("x")],
        ["a b", GO, "c x"],
    ),
    "after a time, what is asked again is confirmed, also by those who come there for the first time": (
        [
            box("a", "ask", "b", asks=["rain"]),
            box("b", "action", ("c", {"after": "2 weeks"}), gives=["t0"]),
            box("c", "ask", "x", asks=["rain"]),
            end("x"),
        ],
        ["a? rain", {"rain": "no"}, "b", GO, "c? rain", {"rain": "yes"}, "x"],
    ),
    "what stops a treatment given before is a step of its own": (
        [box("a", "start", "b", gives=["t0"]), box("b", "action", "c", gives=["t1"]), box("c", "action", "x", stops=["t0"]), end("x")],
        ["a b", GO, "c x"],
    ),
    "one after the other that it takes the place of are one step": (
        [box("a", "start", "b"), box("b", "action", "c", gives=["t0"]), box("c", "action", "x", gives=["t1"], stops=["t0"]), end("x")],
        ["a b c x"],
    ),
    "a way back is taken by the reader": (
        [box("q", "question", "x", "b"), box("b", "action", "c"), box("c", "action", "q"), end("x")],
        ["q: x b", "b", "b c", GO, "q: x b"],
    ),
    "a group that is gone on with is asked about in a row": (
        [box("a", "start", "b"), box("b", "action", "x", continues=["group"]), end("x")],
        ["a b ['t0', 't1']", ["t1"], "x"],
    ),
    "a question follows exactly one": ([box("q", "question", "x", "y"), *XYZ[:2]], ["q: x y", "x", "x"]),
    "a question whose entry is ticked is answered by itself": (
        [*ASKED, RAIN_OR_SNOW, *XYZ],
        ["a? rain snow", {"rain": "yes", "snow": "no"}, "x"],
    ),
    "of two that are ticked the reader is asked": (
        [*ASKED, RAIN_OR_SNOW, *XYZ],
        ["a? rain snow", {"rain": "yes", "snow": "yes"}, "q: x y z", "y", "y"],
    ),
    "with one not known yet the reader is asked": ([*ASKED, RAIN_OR_SNOW, *XYZ], ["a? rain snow", {"rain": "yes"}, "q: x y z"]),
    "never asked is not known yet": ([RAIN_OR_SNOW, *XYZ], ["q: x y z"]),
    "all answered no is the way without an entry": ([*ASKED, RAIN_OR_SNOW, *XYZ], ["a? rain snow", {"rain": "no", "snow": "no"}, "z"]),
    "all answered no and two ways without an entry is asked": (
        [*ASKED, box("q", "question", ("x", {"has": ["rain"]}), ("y", {"label": "y"}), ("z", {"label": "z"})), *XYZ],
        ["a? rain snow", {"rain": "no", "snow": "no"}, "q: y z"],
    ),
    "what is ruled out is not asked": ([*ASKED, RAIN_OR_SNOW, *XYZ], ["a? rain snow", {"rain": "no"}, "q: y z"]),
    "nor followed as one of several": (
        [*ASKED, box("q", "several", ("x", {"has": ["rain"]}), ("y", {"has": ["snow"]}), ("z", {"label": "z"})), *XYZ],
        ["a? rain snow", {"rain": "no"}, "q: y z✓"],
    ),
    "nor where it applies; what all need stays": (
        [*ASKED, box("q", "all", ("x", {"has": ["rain"], "optional": True}), ("y", {"has": ["rain"]}), "z"), *XYZ],
        ["a? rain snow", {"rain": "no"}, "q: y z"],
    ),
    "a way for any of two is ruled out by both": (
        [*ASKED, box("q", "several", ("x", {"has": ["rain", "snow"]}), "y", "z"), *XYZ],
        ["a? rain snow", {"rain": "no"}, "q: x y z"],
    ),
    "where all are ruled out, all are asked": (
        [*ASKED, box("q", "several", ("x", {"has": ["rain"]}), ("y", {"has": ["snow"]})), *XYZ[:2]],
        ["a? rain snow", {"rain": "no", "snow": "no"}, "q: x y"],
    ),
    "an option is the reader's, whatever the patient has": (
        [*ASKED, box("q", "choice", ("x", {"has": ["rain"]}), "y"), *XYZ[:2]],
        ["a? rain snow", {"rain": "no", "snow": "no"}, "q: x y"],
    ),
    "what belongs to something denied is ruled out": (
        [box("a", "ask", "q", asks=["weather"]), box("q", "several", ("x", {"has": ["rain"]}), "y"), *XYZ[:2]],
        ["a? weather", {"weather": "no"}, "q: y✓"],
    ),
    "and is not asked, nor is what follows from a yes": (
        [
            box("a", "ask", "b", asks=["weather"]),
            box("b", "ask", "c", asks=["rain", "wool"]),
            box("c", "ask", "x", asks=["weather"]),
            end("x"),
        ],
        ["a? weather", {"weather": "no"}, "b? wool", {}, "c?", {}, "x"],
    ),
    "a group is not asked where a member is true": (
        [box("a", "ask", "b", asks=["rain"]), box("b", "ask", "x", asks=["weather", "snow"]), end("x")],
        ["a? rain", {"rain": "yes"}, "b? snow", {}, "x"],
    ),
    "any entry of a way is enough": (
        [*ASKED, box("q", "question", ("x", {"has": ["rain", "snow"]}), ("y", {"label": "none"})), *XYZ],
        ["a? rain snow", {"rain": "no", "snow": "yes"}, "x"],
    ),
    "only the reader goes back": (
        [*ASKED, box("q", "question", ("a", {"has": ["rain"]}), ("y", {"label": "none"})), *XYZ],
        ["a? rain snow", {"rain": "yes"}, "q: a y", "a", "a? snow"],
    ),
    "several follows those that are ticked": (
        [*HERE, *XYZ],
        ["a s: x y", "x+y", "x", GO, "y"],
    ),
    "several ticks what the patient has": (
        [*ASKED, box("q", "several", ("x", {"has": ["rain"]}), ("y", {"has": ["snow"]}), ("z", {"label": "z"})), *XYZ],
        ["a? rain snow", {"rain": "yes"}, "q: x✓ y z", "=", "x"],
    ),
    "several ticks the one way without an entry if it ticks nothing": (
        [*ASKED, box("q", "several", ("x", {"has": ["rain"]}), ("y", {"has": ["snow"]}), ("z", {"label": "z"})), *XYZ],
        ["a? rain snow", {}, "q: x y z✓", "=", "z"],
    ),
    "all follows every way and the optional ones that are ticked": (
        [*ASKED, box("q", "all", "x", ("y", {"optional": True, "label": "y"}), ("z", {"optional": True, "has": ["rain"]})), *XYZ],
        ["a? rain snow", {"rain": "yes"}, "q: x y z✓", "=", "x", GO, "z"],
    ),
    "a choice follows one": ([box("c", "choice", "x", "y"), *XYZ[:2]], ["c: x y", "y", "y"]),
    "options tried in turn are not offered again, and then stands beside them": (
        IN_TURN,
        ["c: r q", "r", "r: home c", "c", "c: q then", "q", "q: home c", "c", "third"],
    ),
    "an option that gives nothing counts as tried": (
        [box("c", "choice", "r", "home", in_turn=True), box("r", "question", "home", "c"), end("home")],
        ["c: r home", "r", "r: home c", "c", "c: home"],
    ),
    "used up without then is an end": (NO_THEN, ["c: r q", "r", "r: home c", "c", "c: q", "q", "q: home c", "c", "c"]),
    "then before the options are used up": (IN_TURN, ["c: r q", "r", "r: home c", "c", "c: q then", "then", "third"]),
    "then where none of the options should be given": (
        IN_WEATHER,
        ["a? rain snow", {"rain": "yes", "snow": "yes"}, "c: r q then", "then", "third"],
    ),
    "then where a way that was taken says so": (
        [
            box("a", "question", ("c", {"has": ["rain"]}), ("home", {"label": "no"})),
            box("c", "choice", ("home", {"gives": ["t0"]}), ("third", {"gives": ["t2", "t0"]}), in_turn=True, then="third"),
            *(end("home"), end("third")),
        ],
        ["a: c home", "c", "c: home third then"],
    ),
    "then where what a box gives should not be given": (
        [
            *(box("a", "ask", "c", asks=["rain"]), box("c", "choice", "r", "q", in_turn=True, then="third")),
            *(box("r", "action", "home", gives=["t0"]), box("q", "action", "home", gives=["t0"]), end("home"), end("third")),
        ],
        ["a? rain", {"rain": "yes"}, "c: r q then"],
    ),
    "no then where one of them may be given": (IN_WEATHER, ["a? rain snow", {"rain": "yes", "snow": "no"}, "c: r q"]),
    "no then where that is not known yet": (IN_WEATHER, ["a? rain snow", {"rain": "yes"}, "c: r q"]),
    # Asking.
    "an ask asks once": (
        [*ASKED, box("q", "ask", "x", asks=["rain", "weather"]), end("x")],
        ["a? rain snow", {"rain": "no"}, "q? weather", {}, "x"],
    ),
    "a group of which one is true is one question": (
        [box("a", "ask", "q", asks=["stuffing"]), box("q", "question", ("x", {"has": ["wool"]}), ("y", {"has": ["straw"]})), *XYZ[:2]],
        ["a? stuffing", {"wool": "yes"}, "x"],
    ),
    "an entry is ticked when a member is": (
        [box("a", "ask", "q", asks=["rain"]), box("q", "question", ("x", {"has": ["weather"]}), ("y", {"label": "none"})), *XYZ[:2]],
        ["a? rain", {"rain": "yes"}, "x"],
    ),
    "an entry is not there when none of its members is": (
        [*ASKED, box("q", "question", ("x", {"has": ["weather"]}), ("y", {"label": "none"})), *XYZ[:2]],
        ["a? rain snow", {"rain": "no", "snow": "no"}, "y"],
    ),
    "what is left open is not known yet": ([*ASKED, RAIN_OR_SNOW, *XYZ], ["a? rain snow", {}, "q: x y z"]),
    "what is not known yet is asked again at a later place": (
        [*ASKING_TWICE, end("z")],
        ["a? rain stuffing", {"rain": "no"}, "b c? stuffing", {}, "d? stuffing", {"wool": "no", "straw": "yes"}, "e?", {}, "z"],
    ),
    "and on a way back without a time": (
        [box("a", "ask", "q", asks=["rain", "snow"]), box("q", "question", "a", "z"), end("z")],
        ["a? rain snow", {"rain": "no"}, "q: a z", "a", "a? snow", {"snow": "yes"}, "q: a z"],
    ),
    "on a way back after some time all is confirmed": (
        [*ASKED, box("q", "question", "x", ("a", {"label": "again", "after": "10 min"})), end("x")],
        ["a? rain snow", {"rain": "yes"}, "q: x a", "a", "a? rain snow", {"rain": "no"}, "q: x a", "x", "x"],
    ),
    "on a way back from a box that is done again all is confirmed": (
        [*ASKED, box("q", "question", "x", "b"), box("b", "action", "a", again="every 12 months"), end("x")],
        ["a? rain snow", {}, "q: x b", "b", "b", GO, "a? rain snow"],
    ),
    "at a review into which some come at a choice all is confirmed": (
        ANY_YEAR,
        ["a: e c", "e", "e? rain", {"rain": "no"}, "c: r q", "r", "r: home c", "home", "home", GO, "e? rain", {"rain": "yes"}, "c: q then"],
    ),
    "also by who came in there, when she comes round for the second time": (
        ANY_YEAR,
        [
            *("a: e c", "c", "c: r q", "r", "r: home c", "home", "home", GO, "e? rain", {"rain": "no"}),
            *("c: q then", "q", "q: home c", "home", "home", GO, "e? rain"),
        ],
    ),
    "on a way back to a step that is done again all is confirmed": (
        DONE_AGAIN,
        ["a? rain", {"rain": "no"}, "v b e?", {}, "q: v z", "v", "v b e? rain"],
    ),
    "and where a step that is done again leads round to what is asked": (
        [
            *(box("a", "ask", "c", asks=["rain"]), box("c", "choice", "r", "home", in_turn=True, then="z")),
            *(box("r", "question", "home", "c"), box("home", "action", "e", again="every 12 months"), box("e", "ask", "c", asks=["rain"])),
            end("z"),
        ],
        ["a? rain", {"rain": "no"}, "c: r home", "home", "home", GO, "e? rain"],
    ),
    "on another way back nothing that is known is asked again": (
        [*ASKED, box("q", "question", "x", ("a", {"label": "again"})), end("x")],
        ["a? rain snow", {"rain": "yes", "snow": "no"}, "q: x a", "a", "a?"],
    ),
    # Where branches meet.
    "a join comes once and after the last branch": (
        [box("s", "several", "x", "y"), box("x", "action", "j"), box("y", "action", "j"), end("j")],
        ["s: x y", "x+y", "x y j"],
    ),
    "an exit of one branch leaves the join": (
        [box("s", "several", "x", "y"), box("x", "question", "j", "out"), box("y", "action", "j"), end("j"), box("out", "exit")],
        ["s: x y", "x+y", "x: j out", "out", "out", GO, "y j"],
    ),
    "branches of which one goes past a box do not meet there": (
        [
            box("s", "several", "x", "y"),
            box("x", "question", "m", "j"),
            box("y", "action", "m"),
            box("m", "action", "j"),
            box("j", "action", "z"),
            end("z"),
        ],
        ["s: x y", "x+y", "x: m j", "m", "m y m j z"],
    ),
    "a way that ends before does not go past it": (
        [box("s", "several", "x", "y"), box("x", "question", "m", "z"), box("y", "action", "m"), box("m", "action", "z"), end("z")],
        ["s: x y", "x+y", "x: m z", "z", "z", GO, "y m z"],
    ),
    "a way back to a choice in turn counts as a way to its then": (
        [
            box("s", "several", "c", "y"),
            box("c", "choice", "r", "y", in_turn=True, then="j"),
            box("r", "question", "j", "c"),
            box("y", "action", "j"),
            box("j", "action", "z"),
            end("z"),
        ],
        ["s: c y", "c+y", "c: r y", "r", "r: j c", "c", "c: y then", "then", "y j z"],
    ),
    "branches meet before the then of a choice in turn, which is not offered at first": (
        [
            box("s", "all", "y", "c"),
            box("y", "action", "r"),
            box("c", "choice", "x", "z", in_turn=True, then="j"),
            box("x", "action", "r"),
            box("z", "action", "r"),
            box("r", "question", "home", "c"),
            end("home"),
            end("j"),
        ],
        ["s: y c", "=", "y c: x z", "x", "x r: home c", "c", "c: z then", "then", "j"],
    ),
    "a way that comes to a choice in turn in a larger circle is no way back to it": (
        [
            box("f", "all", "x", "y"),
            box("x", "action", "c"),
            box("y", "action", "c"),
            box("c", "choice", ("r", {"gives": ["t0"]}), ("q", {"gives": ["t1"]}), in_turn=True, then="z"),
            box("r", "question", "home", "c"),
            box("q", "question", "home", "c"),
            box("home", "question", "f", "z"),
            end("z"),
        ],
        ["f: x y", "x+y", "x y c: r q", "r", "r: home c"],
    ),
    "what is asked before a choice in turn is asked again after a way home": (
        YEARLY,
        ["a: e r", "e", "e? rain", {"rain": "no"}, "c: r q", "r", "r: home c", "home", "home", GO, "e? rain", {"rain": "yes"}, "c: q then"],
    ),
    # No restart.
    "a pending branch to a box walked already is dropped": (
        [box("s", "several", "x", "y"), box("x", "action", "y"), box("y", "action", "z"), end("z")],
        ["s: x y", "x+y", "x y z"],
    ),
    "a way back to before the fork begins all branches again": (
        [box("a", "start", "s"), box("s", "several", "x", "y"), box("x", "question", "a", "z"), end("y"), end("z")],
        ["a s: x y", "x+y", "x: a z", "a", "a s: x y", "y", "y"],
    ),
    "options tried in turn stay tried when branches begin again": (
        [
            box("s", "several", "c", "y"),
            box("c", "choice", ("r", {"gives": ["t0"]}), ("x", {"gives": ["t1"]}), in_turn=True),
            box("r", "question", "s", "x"),
            *XYZ[:2],
        ],
        ["s: c y", "c+y", "c: r x", "r", "r: s x", "s", "s: c y", "c", "c: x"],
    ),
    "a way taken as often as it may be is no longer offered": (
        [box("a", "action", "q"), box("q", "question", "x", ("a", {"label": "no", "at_most": 2})), end("x")],
        ["a q: x a", "a", "a q: x a", "a", "a q: x"],
    ),
}


@pytest.mark.parametrize(("boxes", "steps"), WALKS.values(), ids=WALKS)
def test_rule_of_one_chart(boxes: list[dict[str, Any]], steps: list[Any]) -> None:
    _follows(pathway([[boxes]]), steps)


def _follows(index: PathwayIndex, steps: list[Any], start: str = "") -> State:
    """Follow a list of what is shown and, in turn, what is answered there."""
    walk = Walk(define(index))
    state = walk.begin(start)
    for number, step in enumerate(steps):
        if number % 2:
            state = walk.after(state, said_at(walk, state, step))
        else:
            assert _shown(walk, state) == step
    return state


BATH = [box("i", "start", "w"), box("w", "question", "dry", "out"), end("dry"), box("out", "exit")]


def test_a_chart_gone_through_in_detail_comes_back_from_an_end() -> None:
    index = pathway([[[box("a", "action", "b", through="c1"), end("b")], BATH]])
    state = _follows(index, ["a", GO, "i w: dry out", "dry", "dry", GO, "b"])
    assert state.ends == ("b",)


def test_an_exit_of_a_chart_gone_through_leaves_it() -> None:
    state = _follows(pathway([[[box("a", "action", "b", through="c1"), end("b")], BATH]]), ["a", GO, "i w: dry out", "out", "out"])
    state = _follows(pathway([[[box("a", "action", "b", through="c1"), end("b")], BATH]]), ["a", GO, "i w: dry out", "out", "out", GO, ""])
    assert state.ends == ("out",)


def test_branches_that_wait_in_a_chart_gone_through_come_after_an_exit() -> None:
    bath = [box("w", "several", "out", "dry"), end("dry"), box("out", "exit")]
    state = _follows(
        pathway([[[box("a", "action", "b", through="c1"), end("b")], bath]]), ["a", GO, "w: out dry", "out+dry", "out", GO, "dry", GO, "b"]
    )
    assert state.ends == ("out", "b")


def test_a_question_with_a_chart_is_answered_after_it() -> None:
    index = pathway([[[box("q", "question", "x", "y", through="c1"), *XYZ[:2]], [box("i", "start", "dry"), end("dry")]]])
    assert _follows(index, ["q", GO, "i dry", GO, "q: x y", "y", "y"]).ends == ("y",)


def test_an_end_with_a_chart_ends_after_it() -> None:
    index = pathway([[[box("a", "start", "x"), end("x", through="c1")], [box("i", "start", "dry"), end("dry")]]])
    assert _follows(index, ["a x", GO, "i dry", GO, ""]).ends == ("x",)


SECTIONS = [
    [[box("s", "several", "x", "muscle")]],
    [[box("x", "question", "other", "z"), end("z")]],
    [[box("muscle", "start", "weak"), end("weak"), end("other")]],
]


def test_severe_disease_that_has_gone_on_into_muscle_disease_does_not_begin_it_again() -> None:
    """The branch goes by the section's first box; both branches meet nowhere."""
    state = _follows(pathway(SECTIONS), ["s: x muscle", "x+muscle", "x: other z", "other", "other", GO, ""])
    assert [(event.box, event.ways) for event in state.events if event.kind is EventKind.DROPPED] == [("s", (1,))]
    assert _follows(pathway(SECTIONS), ["s: x muscle", "x+muscle", "x: other z", "z", "z", GO, "muscle weak"]).ends == ("z", "weak")


def test_in_one_section_charts_count() -> None:
    state = _follows(
        pathway([[boxes for charts in SECTIONS for boxes in charts]]), ["s: x muscle", "x+muscle", "x: other z", "other", "other", GO, ""]
    )
    assert state.ends == ("other",)


def test_ways_of_one_fork_into_one_section_do_not_drop_each_other() -> None:
    sections = [[[box("s", "several", "x", "y")]], [[*XYZ[:2]]]]
    assert _follows(pathway(sections), ["s: x y", "x+y", "x", GO, "y"]).ends == ("x", "y")


MIDDLE = [
    box("a", "start", "who"),
    box("who", "ask", "q", asks=["rain"]),
    box("q", "question", "deep", "b"),
    box("b", "ask", "deep", asks=["snow"]),
    box("deep", "action", "x"),
    end("x"),
]


def test_a_walk_from_the_middle_asks_first_what_every_way_there_asks() -> None:
    index = pathway([[MIDDLE]])
    _follows(index, ["who? rain", {"rain": "yes"}, "deep x"], "deep")
    _follows(index, ["who? rain", {"rain": "yes"}, "b? snow", {}, "deep x"], "b")
    _follows(index, ["a who? rain"], "a")


def _given(boxes: list[dict[str, Any]], steps: list[Any]) -> set[str]:
    return {*_follows(pathway([[boxes]]), steps).treatments}


GIVEN: dict[str, tuple[Any, ...]] = {
    "from the box that gives it": ([box("a", "start", "x", gives=["t0"]), end("x")], ["a x"], {"t0"}),
    "a regimen gives its parts": ([end("x", gives=["regimen"])], [], {"regimen", "t2", "t3"}),
    "until a box stops it": ([box("a", "start", "x", gives=["t0", "t1"]), end("x", stops=["t0"])], ["a x"], {"t1"}),
    "a group that is stopped stops its members": ([box("a", "start", "x", gives=["t0", "t3"]), end("x", stops=["wide"])], ["a x"], set()),
    "a regimen that loses a part": ([box("a", "start", "x", gives=["regimen"]), end("x", stops=["t2"])], ["a x"], {"t3"}),
    "an option": (IN_TURN, ["c: r q", "r"], {"t0"}),
    "another option takes its place": (IN_TURN, ["c: r q", "r", "r: home c", "c", "c: q then", "q"], {"t1"}),
    "then takes no place": (IN_TURN, ["c: r q", "r", "r: home c", "c", "c: q then", "then"], {"t0"}),
    "an option that adds": (
        [
            box("c", "choice", ("r", {"gives": ["t0"]}), ("x", {"gives": ["t1"], "adds": True}), in_turn=True),
            box("r", "question", "x", "c"),
            end("x"),
        ],
        ["c: r x", "r", "r: x c", "c", "c: x", "x"],
        {"t0", "t1"},
    ),
    "an option that is a box": (
        [
            box("c", "choice", "d", "e", in_turn=True),
            box("d", "action", "r", gives=["t0"]),
            box("e", "action", "r", gives=["t1"]),
            box("r", "question", "x", "c"),
            end("x"),
        ],
        ["c: d e", "d", "d r: x c", "c", "c: e", "e"],
        {"t1"},
    ),
    "going on with a group is going on with its members": (
        [box("a", "start", "x", gives=["t0"]), end("x", continues=["group"])],
        ["a x"],
        {"t0"},
    ),
    "going on with a group of which none is given asks which": ([end("x", continues=["group"])], ["x ['t0', 't1']", ["t1"], "x"], {"t1"}),
    "or none": ([end("x", continues=["group"])], ["x ['t0', 't1']", [], "x"], set()),
    "a treatment that an “ask” was answered with": (
        [box("k", "ask", "x", asks=["regimen", "t0"]), end("x", continues=["group"])],
        ["k? regimen t0", {"regimen": "yes", "t0": "yes"}, "x"],
        {"regimen", "t2", "t3", "t0"},
    ),
    "a treatment that is said not to be given": (
        [box("a", "start", "k", gives=["regimen", "t0"]), box("k", "ask", "x", asks=["t2", "group"]), end("x")],
        ["a k? t2 group", {"t2": "no", "group": "no"}],
        {"t3"},
    ),
    "a treatment of which it is not known": (
        [box("a", "start", "k", gives=["t0"]), box("k", "ask", "x", asks=["t0"]), end("x")],
        ["a k? t0", {}],
        {"t0"},
    ),
    "what a pending branch gives is not given before": (
        [box("s", "all", ("x", {"gives": ["t0"]}), ("y", {"gives": ["t1"]})), *XYZ[:2]],
        ["s: x y", "="],
        {"t0"},
    ),
}


@pytest.mark.parametrize(("boxes", "steps", "expected"), GIVEN.values(), ids=GIVEN)
def test_being_given(boxes: list[dict[str, Any]], steps: list[Any], expected: set[str]) -> None:
    assert _given(boxes, steps) == expected


STUFFED = {"wool": "no", "straw": "not known yet", "thin-straw": "yes"}
SAID: dict[str, tuple[Any, ...]] = {
    "by an answer for one entry": ([RAIN_OR_SNOW, *XYZ], ["q: x y z", "x"], {"rain": "yes"}),
    "by no answer without an entry": ([RAIN_OR_SNOW, *XYZ], ["q: x y z", "z"], {}),
    "by no answer for one of several entries": ([box("q", "question", ("x", {"has": ["rain", "snow"]}), "y"), *XYZ], ["q: x y", "x"], {}),
    "in place of what is not known yet": (
        [*ASKED, RAIN_OR_SNOW, *XYZ],
        ["a? rain snow", {}, "q: x y z", "x"],
        {"rain": "yes", "snow": "not known yet"},
    ),
    "by each branch": (
        [box("s", "several", ("x", {"has": ["rain"]}), ("y", {"has": ["snow"]})), *XYZ],
        ["s: x y", "x+y"],
        dict.fromkeys(("rain", "snow"), "yes"),
    ),
    "by a branch that need not be followed": (
        [box("s", "all", ("x", {"has": ["rain"]}), ("y", {"has": ["snow"], "optional": True})), *XYZ],
        ["s: x y", "x+y"],
        {"snow": "yes"},
    ),
    "by no option of a choice": ([box("c", "choice", ("x", {"has": ["rain"]}), ("y", {"label": "y"})), *XYZ], ["c: x y", "x"], {}),
    "by the last visit": (
        [box("q", "question", ("b", {"has": ["rain"]}), ("x", {"label": "x"})), box("b", "action", "q"), end("x")],
        ["q: b x", "b", "b", GO, "q: b x", "x"],
        {},
    ),
    "and that nothing else of its group is true": (
        [
            box("a", "start", "q"),
            box("q", "question", ("x", {"has": ["thin-straw"]}), ("k", {"label": "ask"})),
            box("k", "ask", "y", asks=["stuffing"]),
            *XYZ,
        ],
        ["a q: x k", "x"],
        STUFFED,
    ),
    "but for what was answered": (
        [
            box("a", "ask", "q", asks=["straw"]),
            box("q", "question", ("x", {"has": ["thin-straw"]}), ("k", {"label": "ask"})),
            *(box("k", "ask", "y", asks=["stuffing"]), *XYZ),
        ],
        ["a? straw", {"straw": "yes"}, "q: x k", "x"],
        {"wool": "no", "straw": "yes", "thin-straw": "yes"},
    ),
}


@pytest.mark.parametrize(("boxes", "steps", "expected"), SAID.values(), ids=SAID)
def test_a_way_that_was_taken_says_what_the_patient_has(boxes: list[dict[str, Any]], steps: list[Any], expected: dict[str, str]) -> None:
    """It answers nothing: what it says is asked again wherever it matters."""
    index = pathway([[boxes]])
    assert knowledge(define(index), _follows(index, steps)) == expected


def test_answers_can_be_changed_at_every_step() -> None:
    walk = Walk(define(pathway([[[*ASKED, box("b", "action", "q"), RAIN_OR_SNOW, *XYZ]]])))
    state = walk.changed(walk.after(walk.begin(), {}), {"rain": Known.YES, "snow": Known.NO})
    assert walk.moves(state) == Pick("q", (0, 2))
    assert walk.changed(walk.begin("b"), {"rain": Known.YES}).row == ("b", "q")
    assert dict(state.answers) == {"rain": Known.YES, "snow": Known.NO}


def test_an_answer_that_does_not_fit_is_refused() -> None:
    walk = Walk(define(pathway([[[box("q", "question", "x", "y"), *XYZ[:2]]]])))
    for answer in ((0, 1), (), (5,)):
        with pytest.raises(ValueError, match="q"):
            walk.after(walk.begin(), answer)
    with pytest.raises(ValueError, match="end"):
        walk.after(walk.after(walk.begin(), (0,)))


def test_boxes_that_lead_round_for_ever_are_walked_one_by_one() -> None:
    walk = Walk(define(pathway([[[box("a", "action", "b"), box("b", "action", "a", through="c0"), end("c")]]])))
    state = walk.begin()
    for _ in range(50):
        state = walk.after(state)
    assert state.visits("a") > 1


def _rebuilt(found: Any) -> Definition:
    """The definition that a follower of the data has."""
    boxes = {}
    for box in found["boxes"]:
        entry = dict(box)
        entry["kind"] = Kind(box["kind"])
        entry["ways"] = tuple(Way(**{key: _frozen(key, value) for key, value in way.items()}) for way in box.get("ways", ()))
        entry["asks"] = tuple(Group(one["id"], tuple(one["entries"]), one_of=one.get("one_of", False)) for one in box.get("asks", ()))
        entry["joins"] = tuple(Join(one["box"], tuple(map(Passing, one["passing"]))) for one in box.get("joins", ()))
        entry["continues"] = tuple(
            Continued(one.get("group", ""), tuple(one["members"]), tuple(map(tuple, one["gives"]))) for one in box.get("continues", ())
        )
        boxes[box["id"]] = WalkBox(**{key: _frozen(key, value) for key, value in entry.items()})
    entries = {entry["id"]: Inner(**{key: tuple(value) for key, value in entry.items() if key != "id"}) for entry in found["entries"]}
    treatments = {one["id"]: Asked(gives=tuple(one["gives"]), ends=frozenset(one["ends"])) for one in found["treatments"]}
    scores = {one["id"]: WalkScore(**{**one, "items": tuple(map(_item, one["items"]))}) for one in found["scores"]}
    statements = tuple(Conditional(**{**one, "entries": tuple(one["entries"])}) for one in found["statements"])
    return Definition(found["first"], boxes, entries, treatments, scores, statements)


def _item(found: Any) -> ScoreItem:
    return ScoreItem(**{key: _frozen(key, value) for key, value in found.items()})


def _frozen(key: str, value: Any) -> Any:
    if key == "holds":
        return Range(value.get("low"), value.get("high"))
    return frozenset(value) if key in {"restarts", "stops"} else tuple(value) if isinstance(value, list) else value


@times(1)
@given(walked_pathways())
def test_the_data_for_scripts_have_all_of_the_definition(index: PathwayIndex) -> None:
    definition = define(index)
    assert _rebuilt(json.loads(json.dumps(data(definition)))) == definition


@given(st.dictionaries(st.sampled_from(ENTRIES), st.sampled_from(Known)))
def test_statements_at_an_ask_are_those_that_the_marks_have_applying(answers: dict[str, Known]) -> None:
    index = pathway([[[end("x")]]])
    found = {one.id: one.treats for one in applying(define(index), answers)}
    patient = Patient(frozenset(name for name, known in answers.items() if known is Known.YES))
    assert {*found} == {name for name, reason in Applicability(index, patient).statements().items() if not reason.unknown}
    assert {name for name, treats in found.items() if treats} <= {"of-t0", "not-t1", "not-t3", "rather"}
