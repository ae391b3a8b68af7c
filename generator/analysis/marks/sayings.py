"""Statements about treatments, looked up by treatment."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from generator.analysis.inclusion import with_descendants, with_members
from generator.analysis.index import PathwayIndex
from generator.analysis.mark_kinds import MarkKind, is_warning, kind_of
from generator.analysis.marks.applying import doses_for, with_inner
from generator.model import Statement


@dataclass(frozen=True, slots=True)
class Said:
    """A statement and some treatments that it is about: those under “about”, or those that others are preferred to.

    A warning of two treatments together is also about those under “with”, where one of `beside` is being given.
    """

    statement: str
    kind: MarkKind
    treatments: frozenset[str]
    beside: tuple[str, ...] | None = None


class Sayings:
    """Statements of a pathway about treatments; those about a group are about every member."""

    def __init__(self, index: PathwayIndex) -> None:
        self.index = index

    @cached_property
    def all(self) -> Mapping[str, tuple[Said, ...]]:
        """Treatments that each statement is about, by its id."""
        return {name: tuple(self._said_by(statement)) for name, statement in self.index.statements.items()}

    def _said_by(self, statement: Statement) -> Iterator[Said]:
        about = frozenset(name for treatment in statement.treatments for name in with_members(self.index, treatment))
        second = frozenset(name for treatment in statement.rather_than for name in with_members(self.index, treatment))
        if about:
            yield Said(statement.id, kind_of(self.index, statement), about)
        # A first choice may be a member of the group that it is preferred to.
        if second - about:
            yield Said(statement.id, MarkKind.PREFERRED, second - about)

    @cached_property
    def conditional(self) -> Mapping[str, list[Said]]:
        """Statements that hold for some patients, by treatment."""
        turned = filter(None, map(self._turned, self.index.statements.values()))
        return _by_treatment(chain((said for said in self._each if not self._is_for_everyone(said.statement)), turned))

    def _turned(self, statement: Statement) -> Said | None:
        """A warning of two treatments together, for those under “with”: which of the two was begun first makes no difference."""
        others = frozenset(name for treatment in statement.with_ for name in with_members(self.index, treatment))
        about = frozenset(name for treatment in statement.treatments for name in with_members(self.index, treatment))
        is_turned = about and others - about and is_warning(self.index, statement)
        return Said(statement.id, kind_of(self.index, statement), others - about, statement.treatments) if is_turned else None

    @cached_property
    def general(self) -> Mapping[str, list[Said]]:
        """Warnings for every patient, by treatment."""
        warnings = (said for said in self._each if said.kind is not MarkKind.RELEVANT)
        return _by_treatment(said for said in warnings if self._is_for_everyone(said.statement))

    @property
    def _each(self) -> Iterator[Said]:
        yield from chain.from_iterable(self.all.values())

    def _is_for_everyone(self, statement: str) -> bool:
        return not (self.index.statements[statement].in_ or self.index.statements[statement].with_)

    def mentioned_for(self, entry: str) -> frozenset[str]:
        """The treatments that some statement or row of doses connects with an entry, with a group that it belongs to, or with a member."""
        names = {name for name in self.index.entries if entry in with_inner(self.index, name)} | with_inner(self.index, entry)
        said = [statement for statement in self.index.statements.values() if names & {*statement.in_}]
        about = {name for statement in said for name in (*statement.treatments, *statement.rather_than)}
        about.update(row.treatment for row in doses_for(self.index, names))
        return frozenset(touched for name in about for touched in with_descendants(self.index, name))

    @cached_property
    def touching(self) -> Mapping[str, list[str]]:
        """The statements, by id, that are about each treatment, or in which another is preferred to it."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, all_said in self.all.items():
            for treatment in {treatment for said in all_said for treatment in said.treatments}:
                found[treatment].append(name)
        return found


def _by_treatment(said: Iterable[Said]) -> Mapping[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        for name in one.treatments:
            found[name].append(one)
    return found
