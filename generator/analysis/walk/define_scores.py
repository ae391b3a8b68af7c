"""From the scores of a pathway to what a walk counts."""

from collections.abc import Mapping

from generator.analysis.index import PathwayIndex
from generator.analysis.scores import Range, cells, halves_of, is_counted, range_of
from generator.analysis.walk.definition import ScoreItem, WalkScore
from generator.model import Counting, Edge, Score


def defined_scores(index: PathwayIndex) -> Mapping[str, WalkScore]:
    """The scores by id; those whose points are no numbers are left out."""
    return {
        name: WalkScore(id=name, items=tuple(_item(index, score, item) for item in score.items), highest=score.counts is Counting.HIGHEST)
        for name, score in index.scores.items()
        if is_counted(score)
    }


def _item(index: PathwayIndex, score: Score, name: str) -> ScoreItem:
    found = [*cells(score.items[name])]
    by_level = score.counts is Counting.HIGHEST
    values = tuple(score.levels.index(value) if by_level else halves_of(value) for _, value in found)
    single, groups = isinstance(score.items[name], str), _groups(index)
    if single and name in index.entries:
        return ScoreItem(values=values, single=True, entries=(name,), group=groups.get(name, (name,)))
    entries = tuple(inner[0] for inner, _ in found if inner)
    if entries and any(group.id == name for group in index.pathway.findings) and all(entry in groups for entry in entries):
        return ScoreItem(values=values, entries=entries, group=groups[entries[0]])
    return ScoreItem(values=values, single=single)


def _groups(index: PathwayIndex) -> Mapping[str, tuple[str, ...]]:
    """For each entry of a group of which one at most is true, all of them."""
    groups = (tuple(entry.id for entry in group.entries) for group in index.pathway.findings if group.one_of)
    return {entry: group for group in groups for entry in group}


def held_by(score: Score | None, edge: Edge) -> Range | None:
    """The sums (in halves), or the rank of the level, with which a way is taken."""
    if score and score.counts is Counting.HIGHEST:
        rank = score.levels.index(edge.level) if edge.level in score.levels else None
        return None if rank is None else Range(rank, rank)
    return range_of(edge.points) if score and edge.points else None
