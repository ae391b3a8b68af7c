"""Replay of a worked case: its patient taken through the walk, up to the first step at which it does not go on."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from generator.analysis.cases.answers import fitting, way_named
from generator.analysis.index import PathwayIndex
from generator.analysis.walk import Answer, Ask, Go, Known, Move, Pick, State, Walk, Which
from generator.analysis.walk.treatments import now
from generator.core.diagnostics import Path
from generator.model import Case, Kind

NONE = "none"
"""Answer that no member of a group is being given, or that nothing of what is asked is so."""
_UNKNOWN = " unknown"
"""Words behind an entry that is not known yet."""
_MOST = 1_000
"""So many steps without an answer, and a walk goes round."""


class Problem(StrEnum):
    """Kinds of faults of an answer, or the lack of one."""

    UNANSWERED = "unanswered"
    UNFIT = "unfit"
    AMBIGUOUS = "ambiguous"
    NOT_ASKED = "not asked"
    """An “ask” does not ask for what is named, or not at this visit."""
    NOT_ONE = "not one"
    """Several ways are named where one is taken."""
    UNASKED = "unasked"
    NEEDLESS = "needless"
    """All ways are taken anyhow."""
    ENDLESS = "endless"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, its place within the case, and what it is about."""

    problem: Problem
    path: Path
    box: str
    said: str = ""
    ways: tuple[str, ...] = ()


class Marker(Protocol):
    """Marks of what is on offer: the one place where worked cases need the marks."""

    def __call__(self, state: State) -> Iterable[tuple[str, Mapping[str, Collection[str]]]]:
        """Each box shown, and each option offered there by its box, with what is on offer and the roles of its marks."""


@dataclass(frozen=True, slots=True)
class Replay:
    """A case and the states that its patient comes through; it is whole if no answer kept it from its end.

    Attributes:
        case: the case.
        states: the states, from the first.
        answers: the answer given in each state but the last.
        known: knowledge of the patient for which no box asks.
        found: what is wrong with the answers.

    """

    case: Case
    states: tuple[State, ...]
    answers: tuple[Answer, ...]
    known: Mapping[str, Known]
    found: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Whether it came to its end."""
        return all(finding.problem in {Problem.UNASKED, Problem.NEEDLESS} for finding in self.found)

    @property
    def last(self) -> State:
        """The state in which it ends."""
        return self.states[-1]


def replay(index: PathwayIndex, walk: Walk, case: Case) -> Replay:
    """Takes the patient of a case, whose ids all exist, through the walk."""
    return _Replaying(index, walk, case).run()


class _StopError(Exception):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


@dataclass
class _Replaying:
    index: PathwayIndex
    walk: Walk
    case: Case
    used: set[Path] = field(default_factory=set)
    said: dict[str, Known] = field(default_factory=dict)
    """Entries of which an answer says more than the patient that the case begins with."""
    found: list[Finding] = field(default_factory=list)

    def run(self) -> Replay:
        place = self.index.targets[self.case.from_].box.id if self.case.from_ else ""
        known = self._known_unasked()
        states, answers = [self.walk.changed(self.walk.begin(place), known)], list[Answer]()
        try:
            since = 0
            while move := self.walk.moves(states[-1]):
                used = len(self.used)
                answers.append(self._answer(move, states[-1]))
                states.append(self.walk.after(states[-1], answers[-1]))
                since = 0 if len(self.used) > used else since + 1
                if since > _MOST:
                    raise _StopError(Finding(Problem.ENDLESS, ("id",), states[-1].box))  # noqa: TRY301  # ends here like other stops
        except _StopError as stop:
            self.found.append(stop.finding)
        else:
            self.found += [
                Finding(Problem.UNASKED, path, box, ", ".join(said)) for path, box, said in self._answers() if path not in self.used
            ]
        return Replay(self.case, tuple(states), tuple(answers), known, tuple(self.found))

    def _known_unasked(self) -> Mapping[str, Known]:
        """Knowledge of a patient though no box asks for it."""
        asked = {entry for box in self.walk.definition.boxes.values() for group in box.asks for entry in group.entries}
        return {entry: self._known(entry) for entry in (*self.case.has, *self.case.unknown) if entry not in asked}

    def _known(self, entry: str) -> Known:
        if entry in self.said:
            return self.said[entry]
        return Known.YES if entry in self.case.has else Known.UNKNOWN if entry in self.case.unknown else Known.NO

    def _answers(self) -> list[tuple[Path, str, tuple[str, ...]]]:
        return [(("answers", number, box), box, said) for number, told in enumerate(self.case.answers) for box, said in told.items()]

    def _next(self, box: str) -> tuple[Path, tuple[str, ...]] | None:
        """The next answer of the case for a box."""
        for path, name, said in self._answers():
            if name == box and path not in self.used:
                self.used.add(path)
                return path, said
        return None

    def _answer(self, move: Move, state: State) -> Answer:
        match move:
            case Go():
                return None
            case Ask():
                return self._asked(move, state)
            case Which():
                return self._members(move)
            case Pick():
                return self._ways(move)

    def _asked(self, move: Ask, state: State) -> Answer:
        """Everything that is asked: by the answer whose turn it is in the story, else as it is here."""
        entries = [entry for group in move.groups for entry in group.entries]
        turn = next((one for one in self._answers() if one[0] not in self.used), None)
        if turn and turn[1] == move.box:
            path, _, words = turn
            self.used.add(path)
            said = dict(self._entry(move, path, word, entries) for word in words if word != NONE)
            self.said |= dict.fromkeys(entries, Known.NO) | said
            return {entry: self._with_members(entry, entries) for entry in entries}
        given = {entry: now(self.walk.definition, state, entry) for entry in entries if entry in self.index.treatments}
        return {entry: given.get(entry) or self._with_members(entry, entries) for entry in entries}

    def _with_members(self, entry: str, asked: Collection[str]) -> Known:
        """Knowledge of an entry: a group is true where a member is that is not asked with it."""
        inner = self.walk.definition.entries.get(entry)
        found = {self._known(name) for name in (inner.within if inner else ()) if name not in asked}
        own = self._known(entry)
        return own if own is not Known.NO else Known.YES if Known.YES in found else Known.UNKNOWN if Known.UNKNOWN in found else own

    def _entry(self, move: Ask, path: Path, word: str, entries: Collection[str]) -> tuple[str, Known]:
        entry = word.removesuffix(_UNKNOWN)
        if entry not in entries:
            raise _StopError(Finding(Problem.NOT_ASKED, path, move.box, word, (*entries, NONE)))
        return entry, Known.YES if entry == word else Known.UNKNOWN

    def _members(self, move: Which) -> Answer:
        told = self._next(move.box)
        if told is None:
            raise _StopError(Finding(Problem.UNANSWERED, ("id",), move.box, ways=(*move.members, NONE)))
        path, said = told
        for word in said:
            if word not in {*move.members, NONE}:
                raise _StopError(Finding(Problem.UNFIT, path, move.box, word, (*move.members, NONE)))
        return [word for word in said if word != NONE]

    def _ways(self, move: Pick) -> Answer:
        told = self._next(move.box)
        if told is None:
            if move.ticked or not move.least:
                return move.ticked
            raise _StopError(Finding(Problem.UNANSWERED, ("id",), move.box, ways=self._named(move, move.offered)))
        path, said = told
        if self.walk.definition.boxes[move.box].kind is Kind.ALL and {*move.fixed} == {*move.offered}:
            self.found.append(Finding(Problem.NEEDLESS, path, move.box, ", ".join(said)))
        numbers = {self._way(move, path, word) for word in said} | {*(move.ticked if move.many else ())}
        if len(numbers) > 1 and not move.many:
            raise _StopError(Finding(Problem.NOT_ONE, path, move.box, ", ".join(said), self._named(move, move.offered)))
        return numbers

    def _way(self, move: Pick, path: Path, word: str) -> int:
        fits = fitting(self.index, move.box, move.offered, word)
        if len(fits) == 1:
            return fits[0]
        problem, ways = (Problem.AMBIGUOUS, fits) if fits else (Problem.UNFIT, move.offered)
        raise _StopError(Finding(problem, path, move.box, word, self._named(move, ways)))

    def _named(self, move: Pick, ways: Collection[int]) -> tuple[str, ...]:
        return tuple(way_named(self.index, move.box, number) for number in ways)
