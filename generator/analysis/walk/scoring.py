"""Scores on a walk: what is ticked, what that comes to, and which ways hold it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.analysis.walk import treatments
from generator.analysis.walk.definition import Definition, Group, ScoreItem, WalkBox, WalkScore, Way
from generator.analysis.walk.entries import complete, known
from generator.analysis.walk.state import Known, State
from generator.model import Kind

Picks = Sequence[int | None]
"""For each item the cell that is picked, 0 for none of them, and None where nothing is."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Result of a score: the sum in halves, or the rank of the worst level; unfinished, it decides nothing."""

    value: int
    is_complete: bool


def picked(definition: Definition, state: State, score: WalkScore) -> tuple[int | None, ...]:
    """Cells picked in the items of a score, by the reader or by what is known of the patient."""
    ticks = {item: cell for name, item, cell in state.ticks if name == score.id}
    answers = dict(state.answers)
    return tuple(_from_answers(definition, answers, item) if item.entries else ticks.get(number) for number, item in enumerate(score.items))


def _from_answers(definition: Definition, answers: Mapping[str, Known], item: ScoreItem) -> int | None:
    said = [cell for cell, entry in enumerate(item.entries, 1) if answers.get(entry) is Known.YES]
    found = [known(definition, answers, entry) for entry in item.entries]
    true = said or [cell for cell, one in enumerate(found, 1) if one is Known.YES]
    return true[0] if true else 0 if all(one is Known.NO for one in found) else None


def count(score: WalkScore, picks: Picks) -> Counted:
    """Result of these picks.

    A box left unticked says no only once something of the score was picked that is not known from elsewhere.
    """
    values = [item.values[pick - 1] if pick else 0 for item, pick in zip(score.items, picks, strict=True)]
    own = [(item, pick) for item, pick in zip(score.items, picks, strict=True) if not item.entries]
    is_begun = not own or any(pick is not None for _, pick in own)
    is_open = any(pick is None for item, pick in zip(score.items, picks, strict=True) if item.entries or not item.single)
    return Counted(max(values, default=0) if score.highest else sum(values), is_begun and not is_open)


def held(definition: Definition, box: WalkBox, state: State, ways: Sequence[Way]) -> Sequence[Way]:
    """Those of a question's ways that hold what its score comes to; all of them while it is unfinished, or if none does."""
    score = definition.scores.get(box.score)
    if score is None or box.kind is not Kind.QUESTION:
        return ways
    found = count(score, picked(definition, state, score))
    if not found.is_complete or not any(way.holds and way.holds.holds(found.value) for way in ways):
        return ways
    return [way for way in ways if way.holds is None or way.holds.holds(found.value)]


def ticked(definition: Definition, state: State, name: str, picks: Mapping[int, int | None]) -> State:
    """The same place with other cells picked in a score; an item that is an entry answers the “ask” for it.

    Args:
        definition: definition of the walk.
        state: where the walk stands.
        name: id of the score.
        picks: cells by item, 0 for none, and None for what is no longer picked.

    Returns:
        The state with these picks.

    Raises:
        ValueError: there is no such score, item or cell.

    """
    score = definition.scores.get(name)
    if score is None or not all(_fits(score, item, cell) for item, cell in picks.items()):
        raise ValueError(f"not cells of the score {name}: {picks}")
    for item, cell in picks.items():
        if score.items[item].entries:
            said = _said(definition, dict(state.answers), score.items[item], cell)
            state = replace(treatments.answered(definition, state, said), due=state.due.difference(said))
        else:
            kept = {tick for tick in state.ticks if tick[:2] != (name, item)}
            state = replace(state, ticks=frozenset(kept | ({(name, item, cell)} if cell is not None else set())))
    return state


def _fits(score: WalkScore, item: int, cell: int | None) -> bool:
    if not 0 <= item < len(score.items):
        return False
    lowest = 0 if score.items[item].single or score.items[item].entries else 1
    return cell is None or lowest <= cell <= len(score.items[item].values)


def _said(definition: Definition, answers: Mapping[str, Known], item: ScoreItem, cell: int | None) -> Mapping[str, Known]:
    """Answers that a cell gives for entries; if it takes back the one of its group that was true, the others are open again."""
    if cell:
        return complete(definition, Group("", item.group, one_of=len(item.group) > 1), {item.entries[cell - 1]: Known.YES})
    said = dict.fromkeys(item.entries, Known.UNKNOWN if cell is None else Known.NO)
    if any(answers.get(entry) is Known.YES for entry in item.entries):
        said |= {entry: Known.UNKNOWN for entry in item.group if entry not in item.entries}
    inner = (name for entry in item.entries for name in _within(definition, entry) if answers.get(name) is Known.YES)
    return {**said, **dict.fromkeys(inner, said[item.entries[0]])}


def _within(definition: Definition, entry: str) -> Iterable[str]:
    return definition.entries[entry].within if entry in definition.entries else ()
