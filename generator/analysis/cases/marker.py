"""Marks at the steps of a walk, for worked cases."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from generator.analysis.cases.marks import RATHER_THAN
from generator.analysis.index import PathwayIndex
from generator.analysis.mark_kinds import MarkKind
from generator.analysis.marks import Mark, Patient, marking_of
from generator.analysis.walk import Known, Pick, State, Walk, at_each, knowledge, known


class StepMarks:
    """Everything on offer in the boxes shown at a step and in the options offered there, each treatment with the roles of its marks."""

    def __init__(self, index: PathwayIndex, walk: Walk) -> None:
        self.index, self.walk, self.marking = index, walk, marking_of(index)
        self._roles_at = cache(self._roles)

    def __call__(self, state: State) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]]]]:
        """Each box shown at a step, and each option offered there by its box, with the roles of the marks of what is on offer."""
        patient, given = self.patient(state), dict(at_each(self.walk.definition, state))
        for box, way in self._places(state):
            yield box, self._roles_at(box, replace(patient, given=given[box]), way)

    def patient(self, state: State) -> Patient:
        """The knowledge of the patient at a step."""
        answers = knowledge(self.walk.definition, state)
        found = {name: known(self.walk.definition, answers, name) for name in (*answers, *self.index.entries)}
        return Patient(
            frozenset(name for name, said in answers.items() if said is Known.YES and name in self.index.entries),
            frozenset(name for name in answers if found[name] is Known.UNKNOWN),
            frozenset(state.treatments),
            frozenset(name for name in self.index.entries if found[name] is Known.NO),
        )

    def _roles(self, box: str, patient: Patient, way: int | None) -> Mapping[str, tuple[str, ...]]:
        marked = self.marking.by_treatment(box, patient, way)
        return {treatment: tuple(map(self._role, marks)) for treatment, marks in marked.items()}

    def _places(self, state: State) -> Iterator[tuple[str, int | None]]:
        yield from ((box, None) for box in state.row)
        move = self.walk.moves(state)
        if isinstance(move, Pick):
            yield from ((move.box, way) for way in move.offered if way in self.marking.offers.options(move.box))

    def _role(self, mark: Mark) -> str:
        """The role of a warning; of a statement that warns of nothing its own."""
        if mark.kind is MarkKind.PREFERRED:
            return RATHER_THAN
        return self.index.statements[mark.touch.statement].role if mark.kind is MarkKind.RELEVANT else mark.kind
