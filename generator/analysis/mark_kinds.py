"""Relations that a statement can state between a treatment and a patient."""

from enum import StrEnum

from generator.analysis.index import PathwayIndex
from generator.model import Role, Statement


class MarkKind(StrEnum):
    """Relations between a treatment and a patient, the gravest first."""

    CONTRAINDICATION = "contraindication"
    AGAINST = "against"
    PREFERRED = "preferred"
    """Another treatment is preferred to it."""
    CAUTION = "caution"
    MONITORING = "monitoring"
    RELEVANT = "relevant"


ORDER = tuple(MarkKind)
_KIND_OF = {
    Role.CONTRAINDICATION: MarkKind.CONTRAINDICATION,
    Role.AGAINST: MarkKind.AGAINST,
    Role.CAUTION: MarkKind.CAUTION,
    Role.MONITORING: MarkKind.MONITORING,
}


def kind_of(index: PathwayIndex, statement: Statement) -> MarkKind:
    """The relation that a statement states; a recommendation whose grade means harm warns."""
    harms = statement.role in {Role.RECOMMENDATION, Role.PRACTICE} and _means_harm(index, statement)
    return MarkKind.CAUTION if harms else _KIND_OF.get(statement.role, MarkKind.RELEVANT)


def _means_harm(index: PathwayIndex, statement: Statement) -> bool:
    grading = index.pathway.pathway.grading
    axes = grading.axes if grading else ()
    return len(axes) == len(statement.grade) and any(value in axis.against for value, axis in zip(statement.grade, axes, strict=True))


def is_warning(index: PathwayIndex, statement: Statement) -> bool:
    """Whether it warns of a treatment."""
    return kind_of(index, statement) is not MarkKind.RELEVANT
