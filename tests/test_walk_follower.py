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

from generator.analysis.index import PathwayIndex
from generator.analysis.walk import Answer, Ask, Known, Move, Pick, State, Walk, Which, define
from generator.analysis.walk.export import data
from generator.analysis.walk.state import Branches, Detail, First
from walks import walked_pathways

ASSETS = Path(__file__).parent.parent / "generator" / "assets"
_STEPS = 30
_FOLLOWED = """([definition, place, answers]) => {
  const { begin, moves, after } = pathway.walk.followerOf(definition);
  const given = (answer) => (Array.isArray(answer) || !answer ? answer : new Map(Object.entries(answer)));
  const plain = (state) => ({ ...state, answers: [...state.answers], due: [...state.due].sort(), tried: [...state.tried].sort() });
  const states = [begin(place)];
  answers.forEach((answer) => states.push(after(states.at(-1), given(answer))));
  return states.map((state) => ({ state: plain(state), move: moves(state) }));
}"""


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    """A page with nothing on it but the follower."""
    page = browser.new_page()
    page.goto((ASSETS / "NOTICES.txt").as_uri())
    page.evaluate("window.pathway = { walk: {} }")
    page.add_script_tag(url=(ASSETS / "walk/follower.js").as_uri())
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


_FRAMES = {Branches: "branches", Detail: "detail", First: "first"}


def _plain(state: State) -> dict[str, Any]:
    """A state as the script holds it."""
    return asdict(state) | {
        "stack": [{"kind": _FRAMES[type(frame)], **asdict(frame)} for frame in state.stack],
        "due": sorted(state.due),
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
    states, answers = [walk.begin(place)], list[Answer]()
    while len(answers) < _STEPS and (move := walk.moves(states[-1])):
        answers.append(_answer(move, chance))
        states.append(walk.after(states[-1], answers[-1]))
    expected = [{"state": _plain(state), "move": _plain_move(walk.moves(state))} for state in states]
    found = bare.evaluate(_FOLLOWED, [data(walk.definition), place, answers])
    assert found == json.loads(json.dumps(expected))
