"""The walk's script follows the definition as the Python walk does, step by step, in a browser."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from generator.analysis.cases.marker import StepMarks
from generator.analysis.index import PathwayIndex
from generator.analysis.walk import Answer, Ask, Definition, Known, Move, Pick, State, Walk, Which, applying, at_each, define
from generator.analysis.walk.export import data
from generator.analysis.walk.scoring import count, picked
from generator.analysis.walk.state import Branches, Detail, First
from generator.i18n import load_messages
from test_walk_definition import WALKS, said_at
from walks import pathway, walked_pathways

ASSETS = Path(__file__).parent.parent / "generator" / "assets"
_STEPS = 30
_FOLLOWED = """([definition, place, answers]) => {
  const { begin, moves, after, ticked, counted, applying } = pathway.walk.followerOf(definition);
  const given = (answer) => (Array.isArray(answer) || !answer ? answer : new Map(Object.entries(answer)));
  const plain = ({ answers, due, tried, ticks, ...state }) => ({
    ...state, answers: [...answers], due: [...due].sort(), tried: [...tried].sort(), ticks: [...ticks].map(([at, cell]) => `${at} ${cell}`).sort(),
  });
  const states = [begin(place)];
  const next = (state, answer) => (answer?.score ? ticked(state, answer.score, new Map([[answer.item, answer.cell]])) : after(state, given(answer)));
  answers.forEach((answer) => states.push(next(states.at(-1), answer)));
  return states.map((state) => ({ state: plain(state), move: moves(state), scores: definition.scores.map(({ id }) => counted(state, id)), applying: applying(state.answers).map(({ id }) => id) }));
}"""
_ADDRESSED = """([graph, place, answers, picks, ticks]) => {
  const { way, YES, NO, UNKNOWN } = withRoutes(graph);
  const given = (answer) => (Array.isArray(answer) || !answer ? answer : new Map(Object.entries(answer)));
  const plain = ({ state, part }) => JSON.stringify([{ ...state, answers: [...state.answers], due: [...state.due], tried: [...state.tried], ticks: [...state.ticks].sort() }, part]);
  const isSame = (one, other) => plain(one.stop) === plain(other.stop) && one.stops.length === other.stops.length;
  let route = way.begin(place);
  const faults = [];
  const check = () => {
    const found = way.read(way.write(route));
    if (found.lost || !isSame(found.route, route)) faults.push(way.write(route));
    const steps = way.walked(route);
    const entered = route.stop.state.events.filter(({ kind }) => kind === "entered").length;
    if (steps.length !== entered - route.stop.rest.length) faults.push(`${steps.length} of ${entered}: ${way.write(route)}`);
  };
  check();
  for (const answer of answers) {
    while (route.stop.rest.length) {
      route = way.go(route);
      check();
    }
    const [pick] = picks.splice(0, 1);
    const known = [...route.stop.state.answers.keys()];
    const scored = route.stop.boxes.find(({ score }) => score);
    if (scored && ticks.length) {
      const cells = ticks.splice(0, 3).map((number) => {
        const { items } = graph.definition.scores.find(({ id }) => id === scored.score);
        const at = number % items.length;
        const { single, entries, values } = items[at];
        return [at, number % 7 ? Math.max(number % (values.length + 1), single || entries ? 0 : 1) : null];
      });
      cells.forEach((cell) => {
        route = way.tick(route, scored.id, new Map([cell]));
        check();
      });
    }
    if (pick > 5 && known.length) {
      route = way.change(route, new Map([[known[pick % known.length], [YES, NO, UNKNOWN][pick % 3]]]));
      return [...faults, ...(check(), faults)];
    }
    /* What was ticked may have taken the way. */
    const next = way.go(route, given(answer));
    if (!next) break;
    route = next;
    check();
    way.todo(route.stop);
    way.onward(route.stop);
    way.waysTaken(route);
  }
  for (let at = 0; at < route.stops.length; at += 1) {
    const back = way.back(route, at);
    if (!isSame(way.read(way.write(back)).route, back)) faults.push(way.write(back));
  }
  return faults;
}"""

_PATIENT = """([graph, place, answers]) => {
  const { way } = withRoutes(graph);
  const given = (answer) => (Array.isArray(answer) || !answer ? answer : new Map(Object.entries(answer)));
  const arrived = (route) => (route.stop.rest.length ? arrived(way.go(route)) : route);
  const route = answers.reduce((route, answer) => arrived(way.go(route, given(answer))), arrived(way.begin(place)));
  const names = way.patient(route.stop, { has: [], unknown: [] }, way.isEntry);
  const sorted = (some) => [...new Set(some)].sort();
  const patient = Object.fromEntries(Object.entries(names).map(([name, some]) => [name, sorted(some)]));
  return [patient, Object.fromEntries([...way.follower.givenAt(route.stop.state)].map(([id, some]) => [id, sorted(some)]))];
}"""


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    """A page with nothing on it but the follower and the script of routes."""
    page = browser.new_page()
    page.goto((ASSETS / "NOTICES.txt").as_uri())
    page.add_script_tag(url=(ASSETS / "base/dom.js").as_uri())
    page.evaluate("pathway.walk = {}")
    for name in ("score/count", "walk/scoring", "walk/follower"):
        page.add_script_tag(url=(ASSETS / f"{name}.js").as_uri())
    page.evaluate("pathway.score.byId = new Map(); pathway.score.sumText = () => ''")
    script = (ASSETS / "walk/route.js").read_text("utf-8")
    page.add_script_tag(content=f"const withRoutes = (graph) => {{ pathway.walk.graph = graph; {script}; return pathway.walk; }};")
    yield page
    page.close()


def _answer(move: Move, chance: Random) -> Answer:
    def some(names: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(name for name in names if chance.random() < 0.5)

    match move:
        case Ask(groups=groups):
            return {entry: chance.choice([*Known]) for group in groups for entry in group.entries if chance.random() < 0.8}
        case Pick(offered=offered, fixed=fixed, many=many, least=least):
            numbers = {*fixed, *some(offered)} if many else {chance.choice(offered)}
            return tuple(sorted(numbers if len(numbers) >= least else {chance.choice(offered)}))
        case Which(members=members):
            return some(members)
    return None


def _tick(definition: Definition, chance: Random) -> tuple[str, int, int | None]:
    """A cell of a score, or none of an item's, or that nothing is picked any more."""
    score = chance.choice([*definition.scores.values()])
    number = chance.randrange(len(score.items))
    item = score.items[number]
    return score.id, number, chance.choice([None, *range(0 if item.single or item.entries else 1, len(item.values) + 1)])


def _applying(definition: Definition, state: State) -> list[str]:
    return [one.id for one in applying(definition, dict(state.answers))]


def _counted(definition: Definition, state: State) -> list[dict[str, Any]]:
    return [asdict(count(score, picked(definition, state, score))) for score in definition.scores.values()]


_FRAMES = {Branches: "branches", Detail: "detail", First: "first"}


def _plain(state: State) -> dict[str, Any]:
    """A state as the script holds it."""
    return asdict(state) | {
        "stack": [{"kind": _FRAMES[type(frame)], **asdict(frame)} for frame in state.stack],
        "due": sorted(state.due),
        "ticks": sorted(f"{score} {item} {cell}" for score, item, cell in state.ticks),
        "tried": sorted(f"{box} {way}" for box, way in state.tried),
    }


def _plain_move(move: Move | None) -> dict[str, Any] | None:
    if not isinstance(move, Ask):
        return {"kind": type(move).__name__.lower(), **asdict(move)} if move else None
    groups = [{name: value for name, value in asdict(group).items() if value} for group in move.groups]
    return {"kind": "ask", "box": move.box, "groups": groups}


@given(index=walked_pathways(), seed=st.integers(0, 2**32))
def test_the_script_follows_as_the_definition_says(bare: Page, index: PathwayIndex, seed: int) -> None:
    """Every state, whole, and every move: through any pathway, with any answers, from any box."""
    chance = Random(seed)  # noqa: S311  # answers, not secrets
    walk = Walk(define(index))
    place = chance.choice([*walk.definition.boxes])
    states, answers = [walk.begin(place)], list[Any]()
    while len(answers) < _STEPS and (move := walk.moves(states[-1])):
        if chance.random() < 0.4:
            score, item, cell = _tick(walk.definition, chance)
            answers.append({"score": score, "item": item, "cell": cell})
            states.append(walk.ticked(states[-1], score, {item: cell}))
        else:
            answers.append(answer := _answer(move, chance))
            states.append(walk.after(states[-1], answer))
    _assert_followed(bare, walk, place, states, answers)


@pytest.mark.parametrize(("boxes", "steps"), WALKS.values(), ids=WALKS)
def test_the_script_follows_each_rule(bare: Page, boxes: list[dict[str, Any]], steps: list[Any]) -> None:
    walk = Walk(define(pathway([[boxes]])))
    states, answers = [walk.begin("")], list[Any]()
    for said in steps[1::2]:
        answers.append(said_at(walk, states[-1], said))
        states.append(walk.after(states[-1], answers[-1]))
    _assert_followed(bare, walk, walk.definition.first, states, answers)


def _assert_followed(bare: Page, walk: Walk, place: str, states: list[State], answers: list[Any]) -> None:
    expected = [
        {
            "state": _plain(state),
            "move": _plain_move(walk.moves(state)),
            "scores": _counted(walk.definition, state),
            "applying": _applying(walk.definition, state),
        }
        for state in states
    ]
    found = bare.evaluate(_FOLLOWED, [data(walk.definition), place, answers])
    assert found == json.loads(json.dumps(expected))


def _graph(index: PathwayIndex, definition: Definition) -> dict[str, Any]:
    """Data of a pathway for the script of routes, without words; every region is a page of its own."""
    regions = [*dict.fromkeys(box.region for box in definition.boxes.values())]
    words = dict.fromkeys(load_messages().walk, "")
    return {
        "version": "1",
        "words": words,
        "definition": data(definition),
        "boxes": [
            {
                "id": box.id,
                "number": "1",
                "title": box.id,
                "page": regions.index(box.region),
                "ways": [{"number": way.number, "to": "~then" if way.is_then else way.goal, "label": "", "more": ""} for way in box.ways],
            }
            for box in definition.boxes.values()
        ],
        "groups": [{"id": group.id, "name": group.title} for group in index.pathway.findings],
        "former": [],
        "statements": [],
        "entries": [{"id": name, "name": name} for name in index.entries],
        "treatments": [{"id": name, "name": name} for name in index.treatments],
    }


@given(index=walked_pathways(), seed=st.integers(0, 2**32))
def test_an_address_leads_to_where_it_was_written(bare: Page, index: PathwayIndex, seed: int) -> None:
    """Circles, charts in detail, changed answers and steps back included; and every box walked is listed."""
    chance = Random(seed)  # noqa: S311  # answers, not secrets
    walk = Walk(define(index))
    place = chance.choice([*walk.definition.boxes])
    state, answers = walk.begin(place), list[Answer]()
    while len(answers) < _STEPS // 2 and (move := walk.moves(state)):
        answers.append(_answer(move, chance))
        state = walk.after(state, answers[-1])
    picks, ticks = [chance.randrange(8) for _ in answers], [chance.randrange(1000) for _ in range(9)]
    assert bare.evaluate(_ADDRESSED, [_graph(index, walk.definition), place, answers, picks, ticks]) == []


@given(index=walked_pathways(treating=True), seed=st.integers(0, 2**32))
def test_the_marks_of_a_step_are_for_the_patient_of_the_definition(bare: Page, index: PathwayIndex, seed: int) -> None:
    """The ids that are true, not known yet, being given and known not to be true; and what was being given when each box was come to."""
    chance = Random(seed)  # noqa: S311  # answers, not secrets
    walk = Walk(define(index))
    state, answers = walk.begin(), list[Answer]()
    while len(answers) < _STEPS // 3 and (move := walk.moves(state)):
        answers.append(_answer(move, chance))
        state = walk.after(state, answers[-1])
    patient = StepMarks(index, walk).patient(state)
    found, given_at = bare.evaluate(_PATIENT, [_graph(index, walk.definition), state.events[0].box, answers])
    assert found == {name: sorted(getattr(patient, name)) for name in found}
    assert given_at == {box: sorted(names) for box, names in at_each(walk.definition, state)}
