"""Statements gathered by what they do: warnings first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.markup import Markdown
from generator.model import Role, Statement, Subject
from generator.views.base import Remark, StatementView
from generator.views.page_context import PageContext

# Safety first: what forbids or warns stands above what is done and what was seen.
ORDER = (
    Role.CONTRAINDICATION,
    Role.AGAINST,
    Role.CAUTION,
    Role.MONITORING,
    Role.RECOMMENDATION,
    Role.PRACTICE,
    Role.EVIDENCE,
    Role.GOAL,
    Role.CONTEXT,
    Role.DEFINITION,
)
WARNINGS = ORDER[:4]


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """The statements of one role."""

    anchor: Markdown
    role: Markdown
    heading: str
    statements: tuple[StatementView, ...]


def by_role(context: PageContext, statements: Sequence[Statement]) -> tuple[RoleGroup, ...]:
    """The statements of each role that has any, warnings first."""
    return tuple(
        RoleGroup(
            Markdown(role),
            Markdown(role),
            context.words.role_headings[role],
            tuple(context.statement_elsewhere(statement) for statement in statements if statement.role is role),
        )
        for role in ORDER
        if any(statement.role is role for statement in statements)
    )


def statements_of(groups: Iterable[RoleGroup]) -> list[StatementView]:
    """The statements of all groups."""
    return [statement for group in groups for statement in group.statements]


def remarks_on(context: PageContext, subject: Subject) -> tuple[Remark, ...]:
    """The note on a treatment, finding or circumstance, and what the editors arranged about it."""
    note = (Remark("note", context.words.note, subject.note),) if subject.note else ()
    return (*note, *context.editorial(subject.editorial))
