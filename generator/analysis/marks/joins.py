"""Joins around a box: where the branches that it is part of meet, and what comes next belongs to all of them."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from generator.analysis.index import PathwayIndex
from generator.analysis.walk.definition import FORKS, Passing
from generator.analysis.walk.forward import Forward
from generator.analysis.walk.joins import joins


class Joins:
    """The joins of a pathway, as the walk knows them where all ways are followed."""

    def __init__(self, index: PathwayIndex) -> None:
        self.index, self._forward = index, Forward(index)

    @cached_property
    def all(self) -> Mapping[str, str]:
        """The join of each box whose branches meet, by id."""
        forks = (place.box.id for place in self.index.boxes if place.box.kind in FORKS)
        return {fork: join for fork in forks if (join := self._join_of(fork))}

    def _join_of(self, fork: str) -> str:
        meeting = (join for join in joins(self._forward, fork) if Passing.BYPASSES not in join.passing)
        return next((join.box for join in meeting if join.passing.count(Passing.PASSES) > 1), "")

    def around(self, box: str) -> frozenset[str]:
        """The joins that routes through a box are on their way to: its own, and those of the branches that it is part of."""
        own = (self.all[box],) if box in self.all else ()
        return frozenset((*own, *(self.all[fork] for fork in self._branches.get(box, ()))))

    @cached_property
    def _branches(self) -> Mapping[str, Sequence[str]]:
        """For each box the boxes of whose branches it is part of."""
        found: dict[str, list[str]] = {}
        for fork, join in self.all.items():
            for inner in self._between(fork, join):
                found.setdefault(inner, []).append(fork)
        return found

    def _between(self, fork: str, join: str) -> set[str]:
        """The boxes between a fork and its join, those of charts gone through in detail among them."""
        seen, waiting = {fork, join}, [*self._forward.next[fork]]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                detail = self.index.targets.get(self.index.targets[name].box.through or "")
                waiting += [*self._forward.next[name], *([detail.box.id] if detail else [])]
        return seen - {fork, join}
