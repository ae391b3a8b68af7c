"""Grades: each is a value of the pathway's scheme, and stands where it means something."""

from collections.abc import Iterator

from generator.analysis.index import PathwayIndex
from generator.core.diagnostics import Violation, messages
from generator.core.diagnostics.suggest import did_you_mean
from generator.model import Axis, Grading, Role, Statement

UNGRADED = "ungraded"
_GRADED = frozenset({Role.RECOMMENDATION, Role.AGAINST})
_FOR = frozenset({Role.RECOMMENDATION, Role.PRACTICE})


def missing_grading(index: PathwayIndex) -> Iterator[Violation]:
    """A pathway that does not say how it grades, nor that it does not."""
    if index.pathway.pathway.grading is None:
        yield Violation(messages.missing_grading(), ("pathway",), at_key=True)


def grades_without_scheme(index: PathwayIndex) -> Iterator[Violation]:
    """A grade in a pathway without a scheme."""
    if _scheme(index) is None:
        for s, statement in enumerate(index.pathway.statements):
            if statement.grade:
                yield Violation(messages.grade_without_scheme(id=statement.id), ("statements", s, "grade"), at_key=True)


def unfit_grades(index: PathwayIndex) -> Iterator[Violation]:
    """A grade that is no value of the scheme, or that has not one value for each axis."""
    scheme = _scheme(index)
    for s, statement in enumerate(index.pathway.statements if scheme else ()):
        if scheme and statement.grade and not _stands_alone(scheme, statement):
            yield from _unfit(scheme, statement, s)


def _unfit(scheme: Grading, statement: Statement, s: int) -> Iterator[Violation]:
    if len(statement.grade) != len(scheme.axes):
        axes = tuple(axis.name for axis in scheme.axes)
        message = messages.unknown_grade_count(count=len(statement.grade), scheme=scheme.name or "", choices=axes)
        yield Violation(message, ("statements", s, "grade"), at_key=True)
        return
    for number, (axis, value) in enumerate(zip(scheme.axes, statement.grade, strict=True)):
        if value not in axis.values:
            known = _known(scheme, axis)
            message = messages.unknown_grade(value=value, axis=axis.name, known=known, suggestion=did_you_mean(value, known))
            yield Violation(message, ("statements", s, "grade", number))


def _known(scheme: Grading, axis: Axis) -> tuple[str, ...]:
    return (*axis.values, *(scheme.besides if len(scheme.axes) == 1 else ()))


def _stands_alone(scheme: Grading, statement: Statement) -> bool:
    return len(statement.grade) == 1 and statement.grade[0] in {*scheme.besides, UNGRADED}


def unknown_harms(index: PathwayIndex) -> Iterator[Violation]:
    """A value that means harm on an axis, and is none of its values."""
    scheme = _scheme(index)
    for a, axis in enumerate(scheme.axes if scheme else ()):
        for number, value in enumerate(axis.against):
            if value not in axis.values:
                known = tuple(axis.values)
                message = messages.unknown_grade(value=value, axis=axis.name, known=known, suggestion=did_you_mean(value, known))
                yield Violation(message, ("pathway", "grading", "axes", a, "against", number))


def missing_grades(index: PathwayIndex) -> Iterator[Violation]:
    """A recommendation without a grade, in a pathway that grades."""
    for s, statement in enumerate(index.pathway.statements if _scheme(index) else ()):
        if statement.role in _GRADED and not statement.grade:
            yield Violation(messages.missing_grade(id=statement.id), ("statements", s, "id"))


def harmful_recommendations(index: PathwayIndex) -> Iterator[Violation]:
    """A grade that means harm, on a statement that says what is done."""
    scheme = _scheme(index)
    harms = {value: axis.name for axis in (scheme.axes if scheme else ()) for value in axis.against}
    for s, statement in enumerate(index.pathway.statements):
        for number, value in enumerate(statement.grade if statement.role in _FOR else ()):
            if value in harms:
                message = messages.harmful_recommendation(value=value, role=statement.role)
                yield Violation(message, ("statements", s, "grade", number))


def _scheme(index: PathwayIndex) -> Grading | None:
    grading = index.pathway.pathway.grading
    return grading if grading and grading.is_graded else None
