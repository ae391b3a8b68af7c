"""Which statements apply to a patient: those whose patients, and whose treatments beside it, are found in this one."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from generator.analysis.inclusion import closure, expanded, with_members
from generator.analysis.index import PathwayIndex
from generator.analysis.mark_kinds import is_warning
from generator.model import DoseRow, Statement


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient as far as known, by id.

    `has` is what is ticked, `unknown` what was asked and is not known yet: findings and circumstances, and treatments that an “ask” names.
    `given` are the treatments being given where a route comes to a place, before that place stops or gives any; None on a page, where no
    route is known. `denied` are the entries that are known not to be true, whatever is known of a group that has them.
    """

    has: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    given: frozenset[str] | None = None
    denied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a statement applies, by id, in the statement's own words.

    `entries` are those under its “in” that are true, `treatments` those under its “with” that are given. `unknown` are entries and
    treatments on which it depends and that are not known yet. `stopped` are those of `treatments` that are stopped at this place.
    """

    entries: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """The treatments beside one at a place: those given there, and of those that the place stops the ones that count all the same.

    To begin one treatment where another is stopped is a switch: the two may meet in the body.
    """

    given: frozenset[str] = frozenset()
    stopped: frozenset[str] = frozenset()
    switched: frozenset[str] = frozenset()


class Applicability:
    """Entries that are true of a patient, and those not known yet, with the groups that follow from them."""

    def __init__(self, index: PathwayIndex, patient: Patient) -> None:
        self.index, self.patient = index, patient
        entries = index.entries
        self._true = _with_groups(index, patient.has & entries.keys())
        # Where it is not known whether a group of entries is true, or which of them makes it so, it is known of none that was not denied.
        open_groups = patient.unknown & entries.keys() | set(_undecided(index, patient.has & entries.keys()))
        asked = {inner for name in open_groups for inner in with_inner(index, name)}
        self._unknown = _with_groups(index, asked - patient.denied) - self._true
        self._taking = expanded(index, patient.has & index.treatments.keys())
        self._before = expanded(index, patient.given or ()) | self._taking
        self._perhaps = expanded(index, patient.unknown & index.treatments.keys())

    def reason(self, statement: Statement, beside: Beside, others: tuple[str, ...] | None = None) -> Reason | None:
        """Why a statement applies beside other treatments; None if it does not.

        It holds beside those under its “with”, or beside `others` where it is read the other way round. One for everyone has no reason. Of
        what is not known yet, only warnings apply.
        """
        entries = self._entries(statement)
        treatments = self._treatments(statement.with_ if others is None else others, beside)
        if entries is None or treatments is None or not (statement.in_ or statement.with_):
            return None
        (true, unknown), (given, stopped, perhaps) = entries, treatments
        if (unknown or perhaps) and not is_warning(self.index, statement):
            return None
        return Reason(true, given, (*unknown, *perhaps), stopped)

    def _entries(self, statement: Statement) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """The entries under “in” that are true, and those on which it depends; None if it holds for others."""
        true = tuple(name for name in statement.in_ if name in self._true)
        unknown = tuple(name for name in statement.in_ if name in self._unknown)
        if statement.together:
            return (true, unknown) if len(true) + len(unknown) == len(statement.in_) else None
        if true or not statement.in_:
            return true, ()
        return ((), unknown) if unknown else None

    def _treatments(self, others: tuple[str, ...], beside: Beside) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]] | None:
        """Of the treatments under “with” those given, those of them that are stopped, and those not known yet; None if none is given."""

        def among(some: frozenset[str]) -> tuple[str, ...]:
            return tuple(name for name in others if with_members(self.index, name) & some)

        here = beside.given | (self._taking - beside.stopped)
        if (given := among(here | (self._before & beside.switched))) or not others:
            still = among(here)
            return given, tuple(name for name in given if name not in still), ()
        perhaps = among(self._perhaps - (beside.stopped - beside.switched))
        return ((), (), perhaps) if perhaps else None

    def statements(self) -> dict[str, Reason]:
        """All statements that apply wherever they stand, by id, in the order of the file."""
        beside = Beside(expanded(self.index, self.patient.given or ()))
        found = {statement.id: self.reason(statement, beside) for statement in self.index.statements.values()}
        return {name: reason for name, reason in found.items() if reason}


def doses_for(index: PathwayIndex, entries: AbstractSet[str]) -> Iterator[DoseRow]:
    """The rows of doses that hold for any of some findings and circumstances."""
    return (row for statement in index.pathway.statements for row in statement.doses if entries & {*row.in_})


def with_inner(index: PathwayIndex, entry: str) -> set[str]:
    """A finding or circumstance with its members, any of which makes it true."""
    return closure(entry, lambda name: getattr(index.entries.get(name), "members", ()))


def _undecided(index: PathwayIndex, true: frozenset[str]) -> Iterator[str]:
    """Groups that are true, without anybody having said by which of their members."""
    for name in true:
        inner = with_inner(index, name) - {name}
        if inner and not inner & true:
            yield name


def _with_groups(index: PathwayIndex, entries: Iterable[str]) -> frozenset[str]:
    """Entries with the groups that are true because they are."""
    names = set(entries)
    return frozenset(names | {group for group in index.entries if names & with_inner(index, group)})
