"""The ways of a pathway: every report against walking all of them, on small pathways grown at random."""

import itertools
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator.analysis.index import PathwayIndex
from generator.analysis.paths import analyse
from generator.analysis.paths.moves import Graph
from generator.analysis.paths.report import lines
from generator.analysis.paths.warning_coverage import OfferKind, witness_path
from generator.analysis.walk import Walk, define
from generator.analysis.walk.definition import DECISIONS
from generator.analysis.walk.routes import StepKind, routes
from generator.checks import WHOLE, flow
from generator.checks.links import circular_groups
from generator.cli import main
from generator.model import ENDS, Kind, Role, Statement
from ours import INDEX
from sampling import times
from slow_walk import SlowWalker, Stop
from thickets import CIRCUMSTANCES, TREATMENTS, thicket, thickets
from walks import grown, pathway, walked_pathways

ROOT = Path(__file__).parent.parent


# ── The slow way ──


class Wanderer:
    """Finds out everything by trying it."""

    def __init__(self, index: PathwayIndex) -> None:
        self.index = index
        self.nodes = {place.box.id: place.box for place in reversed(index.boxes)}
        self.ways = {name: [way for way in index.edges if way.source.box.id == name and way.target] for name in self.nodes}
        self.next = {name: [way.target.box.id for way in ways if way.target] for name, ways in self.ways.items()}
        self.starts = [name for name, node in self.nodes.items() if node.kind is Kind.START]

    def paths(self, box: str, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        """Every way from a box on which no box stands twice, to every box that it leads to."""
        yield (*path, box)
        for target in self.next[box]:
            if target not in path and target != box:
                yield from self.paths(target, (*path, box))

    def reach(self, box: str) -> set[str]:
        """All boxes after this one, itself only if a way leads back."""
        return {target for first in self.next[box] for path in self.paths(first) for target in path}

    def groups(self, treatment: str) -> set[str]:
        """A treatment, its parts, and all groups that it or a part of it is in."""
        found, before = {treatment}, set[str]()
        while found != before:
            before = set(found)
            found |= {group.id for group in self.index.pathway.treatments if before & set(group.members)}
            found |= {part for regimen in self.index.pathway.treatments if regimen.id in before for part in regimen.parts}
        return found

    def against(self, treatment: str, circumstance: str) -> list[Statement]:
        """The statements of the gravest role that speak against a treatment in a circumstance."""
        wide = self.groups(treatment)
        said = [entry for entry in self.index.pathway.statements if circumstance in entry.in_ and wide & set(entry.about)]
        by_role = ([entry for entry in said if entry.role is role] for role in (Role.CONTRAINDICATION, Role.AGAINST, Role.CAUTION))
        return next(filter(None, by_role), [])

    def says(self, box: str, statements: Sequence[Statement]) -> bool:
        """Whether a reader of the box meets one of the statements."""
        node = self.nodes[box]
        return bool({entry.id for entry in statements} & {*(placement.statement for placement in node.statements), *node.rests_on})


def _ids(places: Sequence[Any]) -> set[str]:
    return {place.box.id for place in places}


@given(thickets())
def test_what_cannot_be_reached_or_left_is_found(index: PathwayIndex) -> None:
    """Against following every way from every box."""
    slow, proof = Wanderer(index), analyse(index)
    met = {box for start in slow.starts for path in slow.paths(start) for box in path}
    assert _ids(proof.unreached) == set(slow.nodes) - met
    assert _ids(proof.unfinished) == {box for box in met if not slow.next[box] and slow.nodes[box].kind not in ENDS}
    reach = {box: slow.reach(box) for box in slow.nodes}
    round_and_round = {box for box in slow.nodes if slow.next[box] and all(box in reach[further] for further in reach[box])}
    trapped = {box for box in round_and_round if not any(slow.nodes[further].kind in ENDS for further in reach[box])}
    assert _ids(proof.no_exit) == trapped


@given(thickets())
def test_the_check_finds_what_the_proof_finds(index: PathwayIndex) -> None:
    """One names each box, the other the first of those that hang together; neither finds what the other does not."""
    proof = analyse(index)
    found = {fault.code for rule in (*WHOLE, flow.dead_ends, flow.too_few_branches) for fault in rule(index)}
    assert bool(proof.unreached) == ("unreachable-box" in found)
    if all(way.target for way in index.edges):
        assert bool(proof.no_exit) == ("no-way-out" in found)
        assert not proof.unfinished or found & {"dead-end", "too-few-branches"}
    assert any(silence.is_fault for silence in proof.unwarned) == ("untold-contraindication" in found)


def _possible(slow: SlowWalker, stop: Stop) -> list[Any]:
    """All answers to a stop that differ in the ways taken, but for those that go back."""
    kind, row, what = stop[:3]
    if kind != "pick":
        return [{} if kind == "ask" else ()]
    offered, _, fixed, many, least = what
    every = itertools.chain.from_iterable(itertools.combinations(offered, size) for size in range(len(offered) + 1))
    taken = [ways for ways in every if {*fixed} <= {*ways} and len(ways) >= least and (many or len(ways) == 1)]
    return [ways for ways in taken if not ways or not _ends_there(slow, row[-1], ways[0])]


def _ends_there(slow: SlowWalker, box: str, way: int) -> bool:
    """Whether a route ends where a way leads: back, and not to a choice in turn whose “then” was not taken."""
    goal = slow.all_targets[box][way]
    then = len(slow.boxes[goal].next)
    return slow.is_back(box, way) and not (slow.in_turn(slow.boxes[goal]) and not (slow.boxes[goal].then and slow.taken(goal, then)))


def _walked(index: PathwayIndex, start: str, said: Sequence[Any]) -> tuple[SlowWalker, Stop | None]:
    """The slow walker with these answers, and where it then stands; nothing at the end."""
    slow = SlowWalker(index)
    walking = slow.branch_from(start)
    try:
        stop = next(walking)
        for answer in said:
            stop = walking.send(answer)
    except StopIteration:
        return slow, None
    return slow, stop


def _forward_routes(index: PathwayIndex, start: str, most: int) -> Counter[tuple[str, ...]] | None:
    """The boxes of every walk from a box on which no way goes back; nothing if they are too many."""
    found: Counter[tuple[str, ...]] = Counter()
    waiting: list[list[Any]] = [[]]
    for _ in range(most):
        if not waiting:
            return found
        said = waiting.pop()
        slow, stop = _walked(index, start, said)
        if stop is None:
            found[tuple(entry[1] for entry in slow.log if entry[0] == "box")] += 1
        elif not _goes_back(slow, stop):
            waiting += [[*said, answer] for answer in _possible(slow, stop)]
    return None


def _goes_back(slow: SlowWalker, stop: Stop) -> bool:
    """Whether the one way on goes back."""
    box = stop[1][-1]
    return stop[0] in {"go", "ask", "which"} and len(slow.boxes[box].next) == 1 and _ends_there(slow, box, 0)


@times(0.5)
@given(walked_pathways(7))
@example(grown(5, 100_000))  # Of a box within open branches nothing is taken.
@example(grown(5, 3117))  # Branches could meet at either of two boxes that do not follow on each other.
def test_routes_are_the_walks_of_the_slow_walker(index: PathwayIndex) -> None:
    """Those on which no way goes back, each once; on the others the rest is as far as it goes."""
    walk = Walk(define(index))
    start = next(iter(walk.definition.boxes))
    expected = _forward_routes(index, start, 60)
    assume(expected is not None)
    listed = [*itertools.islice(routes(walk, [start]), 2_000)]
    forward = [route for route in listed if all(step.how is not StepKind.RETURN for step in route)]
    assert Counter(tuple(step.box for step in route) for route in forward) == expected
    assert len({*listed}) == len(listed)


@given(thickets())
def test_silences_are_those_found_by_trying_every_way(index: PathwayIndex) -> None:
    """For each treatment given and each circumstance: whether some way comes there on which no box speaks against it."""
    slow, graph = Wanderer(index), Graph(index)
    expected = set()
    for path in {path for start in slow.starts for path in slow.paths(start)}:
        for treatment, circumstance in itertools.product(slow.nodes[path[-1]].gives, CIRCUMSTANCES):
            against = slow.against(treatment, circumstance)
            if against and not any(slow.says(box, against) for box in path):
                expected.add((path[-1], treatment, circumstance, against[0].role.value))
    found = [silence for silence in analyse(index).unwarned if silence.offer is OfferKind.GIVES]
    assert {(one.place.box.id, one.treatment, name, one.mark.value) for one in found for name in one.circumstances} == expected
    for silence in analyse(index).unwarned:
        way = witness_path(graph, silence)
        assert way in {path for start in slow.starts for path in slow.paths(start)}
        assert way[-1] == silence.place.box.id
        assert not any(slow.says(box, [index.statements[name] for name in silence.statements]) for box in way)


@given(thickets(circles=False))
def test_no_route_in_any_circumstances_gives_unwarned_what_the_proof_lets_pass(index: PathwayIndex) -> None:
    """Every route with every combination of circumstances, as the patient would meet it."""
    slow, graph = Wanderer(index), Graph(index)
    unsafe, listed = set(), [*itertools.islice(routes(Walk(define(index)), graph.starts), 501)]
    for route in listed[:500]:
        walked = [step.box for step in route]
        for ticked in itertools.chain.from_iterable(itertools.combinations(CIRCUMSTANCES, size) for size in range(4)):
            for position, box in enumerate(walked):
                for treatment, circumstance in itertools.product(slow.nodes[box].gives, ticked):
                    against = [entry for entry in slow.against(treatment, circumstance) if entry.role is Role.CONTRAINDICATION]
                    if against and not any(slow.says(earlier, against) for earlier in walked[: position + 1]):
                        unsafe.add((box, treatment))
    proven = {(silence.place.box.id, silence.treatment) for silence in analyse(index).unwarned if silence.is_fault}
    assert unsafe <= proven
    # No walk goes on from an end, which in a pathway that passes its checks has no ways.
    most = {name: 0 if node.kind in ENDS else 1 for name, node in slow.nodes.items()}
    takes_all = all(len(slow.ways[name]) <= most[name] or node.kind in DECISIONS for name, node in slow.nodes.items())
    assert unsafe == proven or len(listed) > 500 or not takes_all


@given(st.dictionaries(st.sampled_from(TREATMENTS), st.lists(st.sampled_from(TREATMENTS), unique=True)))
@example({"t0": ["t0"], "t1": ["t1"], "t2": ["t1", "t3"]})
def test_groups_that_hold_themselves_are_found(groups: Mapping[str, Sequence[str]]) -> None:
    """Each place in a group from which some way leads back to that group, and no other."""

    def held(name: str) -> set[str]:
        found, before = {name}, set[str]()
        while found != before:
            before = set(found)
            found |= {member for one in before for member in groups.get(one, ())}
        return found

    found = {
        (str(fault.message.params["group"]), str(fault.message.params["id"])) for fault in circular_groups(thicket([[END]], (), groups))
    }
    assert found == {(group, member) for group, members in groups.items() for member in members if group in held(member)}


# ── Planted faults ──

START = {"id": "n0", "kind": "start", "next": "ask"}
END = {"id": "end", "kind": "end"}
GIVE = {"id": "give", "kind": "action", "gives": ["t1"], "next": "end"}
RAIN = {"id": "forbids", "role": "contraindication", "about": ["t1"], "in": ["rain"]}


def _ask(*targets: str, kind: str = "question", **more: Any) -> dict[str, Any]:
    return {"id": "ask", "kind": kind, "next": [{"to": to, "label": to} for to in targets], **more}


SOUND: tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, list[str]]] = ([START, _ask("give", "end"), GIVE, END], [], {})
# Boxes, statements, groups, and what must be reported: as “what: where”.
PLANTED: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]], Mapping[str, list[str]], list[str]]] = {
    "nothing": (*SOUND, []),
    "a box on no route": ([START, _ask("end", "n0"), GIVE, END], [], {}, ["unreached: give"]),
    "a question that only leads back": ([START, _ask("ask", "n0"), END], [], {}, ["unreached: end", "trapped: n0", "trapped: ask"]),
    "a question that leads back by a detour": (
        [START, _ask("give", "ask"), {**GIVE, "next": "ask"}],
        [],
        {},
        ["trapped: ask", "trapped: give"],
    ),
    "a question that can be left": ([START, _ask("n0", "end"), END], [], {}, []),
    "a question before a circle": (
        [START, _ask("a", "b"), {"id": "a", "kind": "action", "next": "b"}, {"id": "b", "kind": "action", "next": "a"}],
        [],
        {},
        ["trapped: a", "trapped: b"],
    ),
    "a route without an end": ([START, _ask("give", "end"), {**GIVE, "next": []}, END], [], {}, ["unfinished: give"]),
    "a treatment without a word": (SOUND[0], [RAIN], {}, ["silent: give t1"]),
    "a word in the box": ([START, _ask("give", "end"), {**GIVE, "rests_on": ["forbids"]}, END], [RAIN], {}, []),
    "a word before": ([START, _ask("give", "end", rests_on=["forbids"]), GIVE, END], [RAIN], {}, []),
    "a word after": ([START, _ask("give", "end"), GIVE, {**END, "statements": ["forbids"]}], [RAIN], {}, ["silent: give t1"]),
    "a word on one of two ways": (
        [START, _ask("say", "give"), {"id": "say", "kind": "action", "statements": ["forbids"], "next": "give"}, GIVE, END],
        [RAIN],
        {},
        ["silent: give t1"],
    ),
    "a word on one branch of a fork": (
        [START, _ask("say", "give", kind="several"), {"id": "say", "kind": "action", "statements": ["forbids"], "next": "end"}, GIVE, END],
        [RAIN],
        {},
        ["silent: give t1"],
    ),
    "another start past the word": (
        [{**START, "statements": ["forbids"]}, _ask("give", "end"), GIVE, END, {"id": "n1", "kind": "start", "next": "give"}],
        [RAIN],
        {},
        ["silent: give t1"],
    ),
    "a start in the midst, after the word": (
        [
            START,
            _ask("n1", "end", rests_on=["forbids"]),
            {"id": "n1", "kind": "start", "next": "give"},
            GIVE,
            END,
        ],
        [RAIN],
        {},
        ["silent: give t1"],
    ),
    "a milder word": (
        [START, _ask("give", "end"), {**GIVE, "statements": ["warns"]}, END],
        [RAIN, {"id": "warns", "role": "caution", "about": ["t1"], "in": ["rain"]}],
        {},
        ["silent: give t1"],
    ),
    "a word about another circumstance": (
        [START, _ask("give", "end"), {**GIVE, "statements": ["snow"]}, END],
        [RAIN, {"id": "snow", "role": "contraindication", "about": ["t1"], "in": ["snow"]}],
        {},
        ["silent: give t1"],
    ),
    "either of two words": (
        [START, _ask("give", "end"), {**GIVE, "statements": ["too"]}, END],
        [RAIN, {"id": "too", "role": "contraindication", "about": ["t1"], "in": ["rain"]}],
        {},
        [],
    ),
    "a group that is forbidden": (SOUND[0], [{**RAIN, "about": ["t2"], "in": ["rain"]}], {"t2": ["t1"]}, ["silent: give t1"]),
    "a member that is forbidden": (SOUND[0], [{**RAIN, "about": ["t2"], "in": ["rain"]}], {"t1": ["t2"]}, ["to judge: give t2 group"]),
    "a member to be cautious with": (SOUND[0], [{**RAIN, "role": "caution", "about": ["t2"], "in": ["rain"]}], {"t1": ["t2"]}, []),
    "a member of two groups": (
        [START, _ask("give", "end"), {**GIVE, "gives": ["t1", "t3"]}, END],
        [{**RAIN, "about": ["t2"], "in": ["rain"]}],
        {"t1": ["t2"], "t3": ["t2"]},
        ["to judge: give t2 group"],
    ),
    "a group and its member that are forbidden": (
        SOUND[0],
        [{**RAIN, "about": ["t1"], "in": ["rain"]}],
        {"t1": ["t2"]},
        ["silent: give t1"],
    ),
    "a third of three that is stated": (
        [START, _ask("give", "end", rests_on=["third"]), {**GIVE, "gives": ["t1", "t2", "t3"]}, END],
        [RAIN, {**RAIN, "id": "second", "about": ["t2"], "in": ["rain"]}, {**RAIN, "id": "third", "about": ["t3"], "in": ["rain"]}],
        {},
        ["silent: give t1", "silent: give t2"],
    ),
    "a treatment to be cautious with": (SOUND[0], [{**RAIN, "role": "caution"}], {}, ["to judge: give t1 gives"]),
    "a treatment that should not be given": (SOUND[0], [{**RAIN, "role": "against"}], {}, ["to judge: give t1 gives"]),
    "a treatment that is continued": (
        [START, _ask("give", "end"), {**GIVE, "gives": [], "continues": ["t1"]}, END],
        [RAIN],
        {},
        ["silent: give t1"],
    ),
    # It was met where the group was given.
    "a group that is continued": (
        [START, _ask("give", "end"), {**GIVE, "gives": [], "continues": ["t2"]}, END],
        [{**RAIN, "about": ["t2"]}],
        {"t2": ["t1"]},
        [],
    ),
    **{
        f"a treatment that a box {verb}": ([START, _ask("give", "end"), {**GIVE, "gives": [], verb: ["t1"]}, END], [RAIN], {}, [])
        for verb in ("reduces", "stops", "avoids")
    },
    "a treatment that a way gives": (
        [START, _ask("end", "end", kind="choice", next=[{"to": "end", "gives": ["t1"]}, {"to": "end", "gives": ["t2"]}]), END],
        [RAIN],
        {},
        ["silent: ask t1"],
    ),
    "a treatment that a way gives, stated before": (
        [
            START,
            _ask(kind="choice", next=[{"to": "end", "gives": ["t1"]}, {"to": "end", "gives": ["t2"]}], rests_on=["forbids"]),
            END,
        ],
        [RAIN],
        {},
        [],
    ),
    "a treatment only spoken of": (
        [START, _ask("end", "n0", statements=["advice"]), END],
        [RAIN, {"id": "advice", "role": "practice", "about": ["t1"]}],
        {},
        ["to judge: ask t1 speaks"],
    ),
}


@pytest.mark.parametrize("case", PLANTED.values(), ids=PLANTED)
def test_planted_fault_is_found_where_it_is(
    case: tuple[list[dict[str, Any]], list[dict[str, Any]], Mapping[str, list[str]], list[str]],
) -> None:
    boxes, said, groups, expected = case
    index = thicket([boxes], said, groups)
    proof = analyse(index)
    found = [
        *(f"unreached: {place.box.id}" for place in proof.unreached),
        *(f"trapped: {place.box.id}" for place in proof.no_exit),
        *(f"unfinished: {place.box.id}" for place in proof.unfinished),
        *(f"silent: {one.place.box.id} {one.treatment}" for one in proof.unwarned if one.is_fault),
        *(f"to judge: {one.place.box.id} {one.treatment} {one.offer}" for one in proof.unwarned if not one.is_fault),
    ]
    assert found == expected
    shown = [line.partition(" ")[0] for line in lines(proof, Graph(index), define(index))]
    assert shown.count("Not") == any(entry.startswith("to judge") for entry in expected)


# ── Ours ──


@pytest.fixture(scope="module")
def ours() -> PathwayIndex:
    """Our pathway."""
    return INDEX


def test_our_pathway_holds(ours: PathwayIndex) -> None:
    """Every box is reached and left, and what is contraindicated is said before it is given."""
    proof = analyse(ours)
    assert proof.holds
    assert not [silence for silence in proof.unwarned if silence.is_fault]
    assert [entry for entry in ours.pathway.statements if entry.role is Role.CONTRAINDICATION], "there is something to prove"


def test_our_routes_are_counted(ours: PathwayIndex) -> None:
    """In those of our sections that have few enough: a change of their number is seen. No two are the same."""
    walk = Walk(define(ours))
    listed = {start: [*routes(walk, [start])] for start in ("myositis", "underlying-malignancy")}
    assert {start: len({*found}) for start, found in listed.items()} == {"myositis": 3905, "underlying-malignancy": 1}
    assert all(len(found) == len({*found}) for found in listed.values())


# ── Large ones ──


def test_a_pathway_of_many_boxes_is_proven() -> None:
    """Questions one after the other double the routes each time; neither their number nor their depth stops the proof."""
    steps = 1_500
    boxes: list[dict[str, Any]] = [{"id": "q0", "kind": "start", "gives": ["t1"], "next": "q1"}]
    for step in range(1, steps):
        boxes.append(
            {"id": f"q{step}", "kind": "question", "next": [{"to": f"a{step}", "label": "yes"}, {"to": f"q{step + 1}", "label": "no"}]}
        )
        boxes.append({"id": f"a{step}", "kind": "action", "gives": ["t1"], "next": f"q{step + 1}"})
    boxes.append({"id": f"q{steps}", "kind": "end", "gives": ["t1"]})
    index = thicket([boxes], [RAIN])
    proof = analyse(index)
    # Only numbers, so that a failure does not print every box with its chart.
    assert (proof.holds, len(proof.unwarned)) == (True, steps + 1)
    assert len(next(routes(Walk(define(index)), ["q0"]))) == steps * 2


# ── The command ──


def _run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["routes", *arguments])
    return result.exit_code, result.stdout, result.stderr


OURS = str(ROOT / "pathway.yaml")


def test_command_tells_the_proof_in_words() -> None:
    status, shown, _ = _run(OURS)
    assert status == 0
    assert shown.startswith("Routes start at “1.1 Dermatomyositis” (dermatomyositis), ")
    for claim in (
        "Every box is on a route.",
        "Every question and every loop has a way out.",
        "No route stops before an end.",
        "No treatment is given before its contraindications",
    ):
        assert f"\n{claim}" in shown


@pytest.mark.parametrize(("limit", "listed", "last"), [("3905", 3905, "3905. "), ("3", 3, "There are more; ")])
def test_command_lists_routes(limit: str, listed: int, last: str) -> None:
    _, shown, _ = _run(OURS, "--from", "muscle", "--limit", limit)
    lines = shown.splitlines()
    assert sum(line.partition(".")[0].isdigit() for line in lines) == listed
    assert lines[-1].startswith(last)
    assert "\n1. 3.1 myositis → " in shown


def test_command_writes_the_same_as_data() -> None:
    status, shown, _ = _run(OURS, "--format", "json", "--list", "--limit", "2")
    found = json.loads(shown)
    assert status == 0
    assert found["starts"][0] == {"box": "dermatomyositis", "entry": True}
    assert [len(found[key]) for key in ("unreached", "trapped", "unfinished", "listed")] == [0, 0, 0, 2]
    assert found["listed"][0][0] == {"box": found["starts"][0]["box"], "how": "on", "answers": []}
    assert not any(silence["fault"] for silence in found["silences"])


def _broken(name: str) -> str:
    return str(ROOT / "tests" / "broken" / f"{name}.yaml")


@pytest.mark.parametrize(
    ("name", "status", "says"),
    [
        ("unreachable-box", 1, "On no route: “2.1 Look at it” (inspect)."),
        ("no-way-out", 1, "No way out at: “2.4 Ride on” (ride-on)."),
        ("dead-end", 1, "No end and no way on at: “2.3 Put in a new tube” (new-tube)."),
        ("untold-contraindication", 0, "patch, contraindicated: Rain (not-in-rain), given: 1.1 flat-tyre → 2.1 hole → 2.2 patch-it"),
    ],
)
def test_command_tells_what_is_wrong(name: str, status: int, says: str) -> None:
    found, shown, _ = _run(_broken(name))
    assert says in shown
    assert found == status


@pytest.mark.parametrize(
    ("arguments", "says"),
    [([_broken("dangling-edge")], "dangling-edge"), ([OURS, "--from", "nobody"], "“nobody”"), (["none"], "unreadable-file")],
)
def test_command_refuses_what_it_cannot_follow(arguments: list[str], says: str) -> None:
    status, shown, complaint = _run(*arguments)
    assert status == 1
    assert not shown
    assert says in complaint


@pytest.mark.parametrize(("back", "says"), [([], ""), (["n0"], "1 way leads back "), (["n0", "ask"], "2 ways lead back ")])
def test_ways_back_are_told(back: list[str], says: str) -> None:
    index = thicket([[START, _ask("end", "give", *back), GIVE, END]])
    assert [line.partition("to a box")[0] for line in lines(analyse(index), Graph(index), define(index)) if "back" in line] == (
        [says] if says else []
    )


def test_branches_that_meet_go_on_as_one() -> None:
    """The box where they meet is walked once, and said to be that; a way back is not walked again."""
    boxes: list[dict[str, Any]] = [
        {"id": "n0", "kind": "start", "next": "f"},
        {"id": "f", "kind": "several", "next": [{"to": "a", "label": "A"}, {"to": "b", "label": "B"}]},
        {"id": "a", "kind": "action", "next": "q"},
        {"id": "b", "kind": "action", "next": "q"},
        {"id": "q", "kind": "question", "next": [{"to": "f", "label": "again"}, {"to": "e", "label": "done"}]},
        {"id": "e", "kind": "end"},
    ]
    found = list(routes(Walk(define(thicket([boxes]))), ["n0"]))
    assert len(found) == 6
    hows = [(step.box, step.how) for step in found[-2]]
    assert hows == [
        ("n0", StepKind.ON),
        ("f", StepKind.ON),
        ("a", StepKind.BRANCH),
        ("b", StepKind.BRANCH),
        ("q", StepKind.MEET),
        ("f", StepKind.RETURN),
    ]


def test_a_route_goes_on_to_the_next_option_in_turn_and_through_details() -> None:
    """Each option once, then what comes then; a chart in detail comes before the ways on; what is asked is left open."""
    boxes: list[dict[str, Any]] = [
        {"id": "s", "kind": "start", "next": "a"},
        {"id": "a", "kind": "ask", "asks": ["rain"], "next": "c"},
        {"id": "c", "kind": "choice", "in_turn": True, "then": "d", "next": [{"to": "r", "gives": ["t0"]}]},
        {"id": "r", "kind": "question", "next": [{"to": "e", "label": "yes"}, {"to": "c", "label": "no"}]},
        {"id": "d", "kind": "action", "through": "c1", "next": "e"},
        {"id": "e", "kind": "end"},
    ]
    index = pathway([[boxes, [{"id": "x", "kind": "end"}]]])
    found = [" ".join(step.box for step in route) for route in routes(Walk(define(index)), ["s"])]
    assert found == ["s a c r e", "s a c r c d x e"]
    assert analyse(index).holds
