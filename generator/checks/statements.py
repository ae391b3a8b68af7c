"""Statements: terms, in whom they hold, what belongs to them, and what is read with them."""

from collections.abc import Iterator

from generator.analysis.index import PathwayIndex
from generator.core.diagnostics import Violation, messages
from generator.model import Role

LISTS = ("list", "steps", "checklist")


def undefined_terms(index: PathwayIndex) -> Iterator[Violation]:
    """A definition without its term, or a term that nothing defines."""
    for s, statement in enumerate(index.pathway.statements):
        is_definition = statement.role is Role.DEFINITION
        if is_definition and not statement.term:
            yield Violation(messages.missing_field(owner=f"“{statement.id}”", key="term"), ("statements", s))
        if statement.term and not is_definition:
            message = messages.misplaced_key_term(role=statement.role, id=statement.id)
            yield Violation(message, ("statements", s, "term"), at_key=True)


def lone_together(index: PathwayIndex) -> Iterator[Violation]:
    """Entries that must be found together, though there is one at most, or two can never be found in one patient."""
    groups = {entry.id: group for group in index.pathway.findings if group.one_of for entry in group.entries}
    for s, statement in enumerate(index.pathway.statements):
        if not statement.together:
            continue
        path = ("statements", s, "together")
        if len(statement.in_) < 2:  # noqa: PLR2004  # what “together” means
            yield Violation(messages.lone_together(id=statement.id), path, at_key=True)
        seen: dict[str, str] = {}
        for name in dict.fromkeys(statement.in_):
            group = groups.get(name)
            if group and group.id in seen:
                message = messages.lone_together_one_of(id=statement.id, one=seen[group.id], other=name, group=group.title)
                yield Violation(message, path, at_key=True)
                break
            if group:
                seen[group.id] = name


def preferred_to_itself(index: PathwayIndex) -> Iterator[Violation]:
    """A treatment that is to be preferred to itself."""
    for s, statement in enumerate(index.pathway.statements):
        for number, name in enumerate(statement.rather_than):
            if name in statement.treatments:
                yield Violation(messages.preferred_to_itself(id=name), ("statements", s, "rather_than", number))


def lone_entries(index: PathwayIndex) -> Iterator[Violation]:
    """A list of one entry, which is a sentence."""
    for s, statement in enumerate(index.pathway.statements):
        for key in LISTS:
            if len(getattr(statement, "list_" if key == "list" else key)) == 1:
                yield Violation(messages.lone_entry(key=key), ("statements", s, key), at_key=True)


def uneven_tables(index: PathwayIndex) -> Iterator[Violation]:
    """A row with more or fewer cells than its table has columns."""
    for s, statement in enumerate(index.pathway.statements):
        columns = statement.table.columns if statement.table else ()
        for r, row in enumerate(statement.table.rows if statement.table else ()):
            if len(row) != len(columns):
                yield Violation(messages.uneven_table(count=len(row), total=len(columns)), ("statements", s, "table", "rows", r))


def unexplained_readings(index: PathwayIndex) -> Iterator[Violation]:
    """A statement to be read with another one, and no word on how."""
    for s, statement in enumerate(index.pathway.statements):
        if statement.read_with and not statement.note:
            yield Violation(messages.unexplained_reading(id=statement.id), ("statements", s, "read_with"), at_key=True)
