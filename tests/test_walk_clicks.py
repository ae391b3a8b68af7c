"""How many clicks lie between the home page and the summary of a walk."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import pytest

from generator.analysis.cases.answers import fitting
from generator.analysis.walk import Ask, Known, Pick, Walk, define
from ours import INDEX

MOST = 10
"""So many for a patient with one problem who responds to the first treatment."""
_WALK = Walk(define(INDEX))
_MUSCLE = {"severe-or-flare": ["no"], "problems-to-treat": ["muscle disease"]}
_SKIN = {"severe-or-flare": ["no"], "problems-to-treat": ["skin manifestations"]}
_SEVERE = {"severe-or-flare": ["yes"], "start-of-treatment": ["may be indicated"]}
_RESPONDS = {**_SEVERE, "response-in-severe-disease": ["muscle or skin has responded"]}
_SECOND_LINE = {
    "response-to-corticosteroids": ["no, or corticosteroids are to be spared"],
    "muscle-second-line-choice": ["often preferred"],
    "refractory-to-second-line": ["yes"],
}
_TOPICAL = {"unresponsive-to-topical": ["yes"]}

PATIENTS: dict[str, tuple[Sequence[str], Mapping[str, Sequence[str]], int]] = {
    "muscle disease that corticosteroids help": ([], _MUSCLE | {"response-to-corticosteroids": ["yes"]}, 8),
    "the same with anti-SRP": (["anti-srp"], _MUSCLE | {"response-to-corticosteroids": ["yes"]}, 9),
    "muscle disease that methotrexate helps": ([], _MUSCLE | _SECOND_LINE, MOST),
    "skin disease that topical treatment helps": ([], _SKIN | _TOPICAL, 9),
    "the same in amyopathic disease": (["amyopathic"], _SKIN | _TOPICAL, MOST),
    "severe disease that responds": ([], _RESPONDS, 9),
    "the same with anti-MDA5": (["anti-mda5"], _RESPONDS, MOST),
    "severe disease for which corticosteroids are not indicated": (
        [],
        {"severe-or-flare": ["yes"], "start-of-treatment": ["not indicated"], "problems-to-treat": ["muscle disease"]},
        9,
    ),
    "rapidly progressive ILD with anti-MDA5": (
        ["anti-mda5", "ild"],
        {"severe-or-flare": ["no"], "problems-to-treat": ["rapidly progressive ILD"]},
        9,
    ),
}


def _clicks(has: Sequence[str], answers: Mapping[str, Sequence[str]]) -> int:
    """Clicks to begin, on every step, and to open the summary where the answers end."""
    state, clicks = _WALK.begin(), 1 + 1
    while move := _WALK.moves(state):
        clicks += len([*groupby(state.row, lambda box: INDEX.targets[box].section)]) - 1
        match move:
            case Ask(groups=groups):
                clicks += len(has) + 1
                entries = [entry for group in groups for entry in group.entries]
                state = _WALK.after(state, {entry: Known.YES if entry in has else Known.NO for entry in entries})
            case Pick(box=box, offered=offered, ticked=ticked, many=many):
                if box not in answers and not ticked and move.least:
                    break
                ways = {way for said in answers.get(box, ()) for way in fitting(INDEX, box, offered, said)} or {*ticked}
                clicks += len(ways ^ {*ticked}) + 1 if many else 1
                state = _WALK.after(state, ways)
            case _:
                clicks += 1
                state = _WALK.after(state)
    return clicks


@pytest.mark.parametrize(("has", "answers", "clicks"), PATIENTS.values(), ids=PATIENTS)
def test_few_clicks_lead_to_the_summary(has: Sequence[str], answers: Mapping[str, Sequence[str]], clicks: int) -> None:
    assert _clicks(has, answers) == clicks <= MOST
