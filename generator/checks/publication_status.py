"""Checks of publications: retracted, superseded, or not checked for long."""

from collections.abc import Iterator

from generator.analysis.evidence import is_publication
from generator.analysis.index import PathwayIndex
from generator.analysis.paths.graph import cycles
from generator.core.diagnostics import Violation, messages
from generator.model import Date

MONTHS = 12
"""How long a check of the references holds where the pathway does not say it."""


def retracted_alone(index: PathwayIndex) -> Iterator[Violation]:
    """A statement that rests on nothing but retracted publications."""
    for s, statement in enumerate(index.pathway.statements):
        if statement.cites and all(_is_retracted(index, citation.reference) for citation in statement.cites):
            yield Violation(messages.retracted_alone(id=statement.id), ("statements", s, "id"))


def retracted_citations(index: PathwayIndex) -> Iterator[Violation]:
    """A retracted publication that is cited beside others, without a word on why."""
    if not any(reference.retracted for reference in index.pathway.references):
        return
    for s, statement in enumerate(index.pathway.statements):
        retracted = [_is_retracted(index, citation.reference) for citation in statement.cites]
        for c, citation in enumerate(statement.cites):
            if retracted[c] and not all(retracted) and not citation.note:
                yield Violation(messages.retracted_citation(id=citation.reference), ("statements", s, "cites", c, "reference"))


def _is_retracted(index: PathwayIndex, name: str) -> bool:
    reference = index.references.get(name)
    return reference is not None and reference.retracted is not None


def circular_successors(index: PathwayIndex) -> Iterator[Violation]:
    """A reference that supersedes itself, be it by way of others."""
    after = {name: [reference.superseded_by] for name, reference in index.references.items() if reference.superseded_by}
    before: dict[str, list[str]] = {}
    for name, (successor,) in after.items():
        before.setdefault(successor, []).append(name)
    circular = {name for names in cycles(after, after, before) for name in names}
    for r, reference in enumerate(index.pathway.references):
        if reference.id in circular:
            yield Violation(messages.circular_successor(id=reference.id), ("references", r, "superseded_by"))


def unchecked_references(index: PathwayIndex) -> Iterator[Violation]:
    """Publications that nobody looked up for long, where the pathway says that its editors do look.

    The day of publication stands for today, for the same text is to give the same site on any day.
    """
    metadata = index.pathway.pathway
    watched = [
        (r, reference) for r, reference in enumerate(index.pathway.references) if is_publication(reference) and not reference.retracted
    ]
    if not metadata.references_checked_within and not any(reference.checked_on for _, reference in watched):
        return
    months = metadata.references_checked_within or MONTHS
    since = _months_before(metadata.published, months)
    overdue = [(r, reference) for r, reference in watched if not reference.checked_on or reference.checked_on.latest < since]
    for r, first in overdue[:1]:
        message = messages.unchecked_references(id=first.id, count=len(overdue), total=len(watched), months=months)
        yield Violation(message, ("references", r, "checked_on" if first.checked_on else "id"))


def _months_before(date: Date, months: int) -> tuple[int, int, int]:
    year, month, day = date.earliest
    years, rest = divmod(year * 12 + month - 1 - months, 12)
    return years, rest + 1, day
