"""The address of a worked case's walk, in the form that `walk/route.js` reads."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from generator.analysis.cases.replay import Replay
from generator.analysis.index import PathwayIndex
from generator.analysis.walk import Answer, Ask, Known, Move, Pick, Walk, Which

_FORM, _NONE, _THEN = "1", "~", "~then"
_SIGNS = {Known.YES: "", Known.NO: "-", Known.UNKNOWN: "~"}
_NO_TAG = re.compile(r"[^\w.-]+|_+")


def address(index: PathwayIndex, walk: Walk, replay: Replay, steps: int) -> str:
    """The fragment of an address that opens a walk after some of its steps.

    Args:
        index: the pathway.
        walk: its walk.
        replay: the case.
        steps: how many of its answers the address holds.

    """
    case = replay.case
    first = index.targets[case.from_].box.id if case.from_ else index.boxes[0].box.id
    parts = ["walk", _FORM, _NO_TAG.sub("_", index.pathway.pathway.version), first]
    if replay.known:
        parts.append(f"{_NONE}.{'+'.join(f'{_SIGNS[known]}{name}' for name, known in replay.known.items())}")
    for state, answer in zip(replay.states[:steps], replay.answers, strict=False):
        move = walk.moves(state)
        if move is not None and (named := _named(index, move, answer)) is not None:
            parts.append(f"{state.box}.{'+'.join(named) or _NONE}")
    return "#" + "/".join(quote(part, safe="~+.,;:@&=$!*'()") for part in parts)


def asked(walk: Walk, replay: Replay) -> int:
    """How many steps of a case only ask what its patient has, before anything is decided."""
    moves = (walk.moves(state) for state in replay.states)
    last = 0
    for number, move in enumerate(moves, 1):
        if isinstance(move, Ask):
            last = number
        elif isinstance(move, Pick | Which):
            break
    return last


def _named(index: PathwayIndex, move: Move, answer: Answer) -> Sequence[str] | None:
    """An answer as the address names it; nothing where there was only a click."""
    match move:
        case Ask():
            answers = answer if isinstance(answer, Mapping) else {}
            return [f"{_SIGNS[known]}{name}" for name, known in answers.items() if known is not Known.UNKNOWN]
        case Pick(box=box):
            return [key for number, key in enumerate(_keys(index, box)) if number in (answer or ())]
        case Which():
            return [str(member) for member in answer or ()]
    return None


def _keys(index: PathwayIndex, box: str) -> Iterator[str]:
    """The name of each way in an address: its goal, and which of those to one goal it is."""
    seen: list[str] = []
    for edge in index.targets[box].box.next:
        seen.append(edge.to)
        times = seen.count(edge.to)
        yield f"{edge.to}~{times}" if times > 1 else edge.to
    yield _THEN
