"""Links: whatever is named exists."""

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.analysis.index import PathwayIndex
from generator.analysis.paths.graph import cycles
from generator.core.diagnostics import Path, Violation, messages
from generator.core.diagnostics.suggest import suggest_id
from generator.model import Treatment, dangling, named

Uses = Iterator[tuple[str, Path]]

# Each suggestion is a search through all ids, so only the first slips get one.
_SUGGESTIONS = 20
_JOINS = re.compile(r"\s(?:and|plus|with)\s|[+&]|,\s|\w/\w", re.IGNORECASE)


def dangling_citations(index: PathwayIndex) -> Iterator[Violation]:
    """A statement cites a reference that does not exist."""
    uses = (
        (citation.reference, ("statements", s, "cites", c, "reference"))
        for s, statement in enumerate(index.pathway.statements)
        for c, citation in enumerate(statement.cites)
    )
    return missing(index, "dangling-citation", uses, index.references)


def dangling_placements(index: PathwayIndex) -> Iterator[Violation]:
    """A box states, or rests on, a statement that does not exist."""
    return missing(index, "dangling-statement", _placements(index), index.statements)


def _placements(index: PathwayIndex) -> Uses:
    for place in index.boxes:
        for p, placement in enumerate(place.box.statements):
            yield placement.statement, (*place.path, "statements", p, "statement")
        for r, statement in enumerate(place.box.rests_on):
            yield statement, (*place.path, "rests_on", r)


def dangling_edges(index: PathwayIndex) -> Iterator[Violation]:
    """An edge leads to a box, chart or section that does not exist."""
    return missing(index, "dangling-edge", ((way.edge.to, (*way.path, "to")) for way in index.edges), index.targets)


def dangling_treatments(index: PathwayIndex) -> Iterator[Violation]:
    """A box gives, or a group has as a member, a treatment that does not exist."""
    return missing(index, "dangling-treatment", _treatments(index), index.treatments)


def _treatments(index: PathwayIndex) -> Uses:
    for place in index.boxes:
        for t, treatment in enumerate(place.box.gives):
            yield treatment, (*place.path, "gives", t)
    for g, group in enumerate(index.pathway.treatments):
        for key, inner in _inner(group):
            yield from ((name, ("treatments", g, key, i)) for i, name in enumerate(inner))


def _inner(treatment: Treatment) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "members", treatment.members
    yield "parts", treatment.parts


def circular_groups(index: PathwayIndex) -> Iterator[Violation]:
    """A group or regimen that is among its own members or parts, be it by way of others."""
    inner = {name: (*treatment.members, *treatment.parts) for name, treatment in index.treatments.items()}
    outer = {name: (*index.groups_of.get(name, ()), *index.regimens_of.get(name, ())) for name in index.treatments}
    circle = {name: number for number, names in enumerate(cycles(inner, inner, outer)) for name in names}
    for g, group in enumerate(index.pathway.treatments):
        for key, names in _inner(group):
            for i, name in enumerate(names):
                if group.id in circle and circle[group.id] == circle.get(name):
                    yield Violation(messages.circular_group(group=group.id, id=name), ("treatments", g, key, i))


def groups_with_parts(index: PathwayIndex) -> Iterator[Violation]:
    """A treatment that is a group and a regimen at once."""
    for t, treatment in enumerate(index.pathway.treatments):
        if treatment.members and treatment.parts:
            yield Violation(messages.group_with_parts(id=treatment.id), ("treatments", t, "parts"), at_key=True)


def named_like_regimens(index: PathwayIndex) -> Iterator[Violation]:
    """A group whose name joins treatments, as that of a regimen does."""
    for t, treatment in enumerate(index.pathway.treatments):
        if treatment.members and _JOINS.search(treatment.name):
            message = messages.named_like_regimen(name=treatment.name, members=treatment.members)
            yield Violation(message, ("treatments", t, "members"), at_key=True)


def dangling_subjects(index: PathwayIndex) -> Iterator[Violation]:
    """A statement is about something that is declared nowhere."""
    uses = (
        (subject, ("statements", s, "about", a))
        for s, statement in enumerate(index.pathway.statements)
        for a, subject in enumerate(statement.about)
    )
    return missing(index, "dangling-subject", uses, index.subjects)


def missing(index: PathwayIndex, code: str, uses: Iterable[tuple[str, Path]], known: Mapping[str, object]) -> Iterator[Violation]:
    """Names that are used and unknown, each with what may have been meant."""
    lost = [(name, path) for name, path in uses if name not in known]
    titles = named(index.pathway.model_dump(), code) if lost else []
    for number, (name, path) in enumerate(lost):
        yield Violation(dangling(code, name, suggest_id(name, known, titles) if number < _SUGGESTIONS else ""), path)
