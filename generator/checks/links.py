"""Links: whatever is named exists."""

from collections.abc import Iterable, Iterator

from generator.diagnostics import Fault, Path
from generator.diagnostics.suggest import did_you_mean
from generator.index import Index


def dangling_citations(index: Index) -> Iterator[Fault]:
    """A statement cites a reference that does not exist."""
    for s, statement in enumerate(index.pathway.statements):
        for c, citation in enumerate(statement.cites):
            yield from _missing("dangling-citation", citation.reference, index.references, ("statements", s, "cites", c, "reference"))


def dangling_placements(index: Index) -> Iterator[Fault]:
    """A box states, or rests on, a statement that does not exist."""
    for place in index.nodes:
        for p, placement in enumerate(place.node.statements):
            path = (*place.path, "statements", p, "statement")
            yield from _missing("dangling-statement", placement.statement, index.statements, path)
        for r, statement in enumerate(place.node.rests_on):
            yield from _missing("dangling-statement", statement, index.statements, (*place.path, "rests_on", r))


def dangling_edges(index: Index) -> Iterator[Fault]:
    """An edge leads to a box, chart or section that does not exist."""
    for way in index.ways:
        yield from _missing("dangling-edge", way.edge.to, index.targets, (*way.path, "to"))


def dangling_treatments(index: Index) -> Iterator[Fault]:
    """A box gives, or a group has as a member, a treatment that does not exist."""
    for place in index.nodes:
        for t, treatment in enumerate(place.node.treatments):
            yield from _missing("dangling-treatment", treatment, index.treatments, (*place.path, "treatments", t))
    for g, group in enumerate(index.pathway.treatments):
        for m, member in enumerate(group.members):
            yield from _missing("dangling-treatment", member, index.treatments, ("treatments", g, "members", m))


def dangling_subjects(index: Index) -> Iterator[Fault]:
    """A statement is about something that is declared nowhere."""
    for s, statement in enumerate(index.pathway.statements):
        for a, subject in enumerate(statement.about):
            yield from _missing("dangling-subject", subject, index.subjects, ("statements", s, "about", a))


def _missing(code: str, name: str, known: Iterable[str], path: Path) -> Iterator[Fault]:
    if name not in known:
        yield Fault(code, path, {"id": name, "suggestion": did_you_mean(name, known)})
