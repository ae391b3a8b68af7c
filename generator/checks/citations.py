"""Citing: every box and every statement rests on something, and nothing lies about unused."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol

from generator.analysis.applicability import included
from generator.analysis.index import PathwayIndex
from generator.core.diagnostics import Message, Path, Violation, messages
from generator.model import Subject

_WORD = re.compile(r"[^\W_]+")


class _Unused(Protocol):
    """Makes the message about something that nothing speaks of."""

    def __call__(self, *, id: str) -> Message: ...  # noqa: A002  # the name of its placeholder


def uncited_boxs(index: PathwayIndex) -> Iterator[Violation]:
    """A box that neither states anything nor rests on a statement."""
    for place in index.boxes:
        if not place.box.statements and not place.box.rests_on:
            yield Violation(messages.uncited_box(title=place.box.title), (*place.path, "id"))


def uncited_statements(index: PathwayIndex) -> Iterator[Violation]:
    """A statement without a reference."""
    for s, statement in enumerate(index.pathway.statements):
        if not statement.cites:
            yield Violation(messages.uncited_statement(id=statement.id), ("statements", s, "id"))


def unplaced_statements(index: PathwayIndex) -> Iterator[Violation]:
    """A statement that no box states."""
    for s, statement in enumerate(index.pathway.statements):
        if statement.id not in index.boxes_stating:
            yield Violation(messages.unplaced_statement(id=statement.id), ("statements", s, "id"))


def repeated_entries(index: PathwayIndex) -> Iterator[Violation]:
    """A list that names one thing twice."""
    for path, names in _lists(index):
        seen: dict[str, int] = {}
        for position, name in enumerate(names):
            if name in seen and name:
                message = messages.repeated_entry(id=name, key=str(path[-1]), related=(*path, seen[name]))
                yield Violation(message, (*path, position))
            seen.setdefault(name, position)


def _lists(index: PathwayIndex) -> Iterator[tuple[Path, list[str]]]:
    for place in index.boxes:
        yield (*place.path, "statements"), [placement.statement for placement in place.box.statements]
        yield (*place.path, "rests_on"), list(place.box.rests_on)
        yield (*place.path, "gives"), list(place.box.gives)
        # Several answers may lead to one box; that the same way is named twice shows only where they have no label.
        yield (*place.path, "next"), ["" if edge.label else edge.to for edge in place.box.next]
    for s, statement in enumerate(index.pathway.statements):
        yield ("statements", s, "cites"), [citation.reference for citation in statement.cites]
        yield ("statements", s, "about"), list(statement.about)
    for t, treatment in enumerate(index.pathway.treatments):
        yield ("treatments", t, "members"), list(treatment.members)
        yield ("treatments", t, "parts"), list(treatment.parts)


def unused_references(index: PathwayIndex) -> Iterator[Violation]:
    """A reference that no statement cites, and that takes no other's place."""
    cited = {citation.reference for statement in index.pathway.statements for citation in statement.cites}
    cited.update(reference.superseded_by for reference in index.pathway.references if reference.superseded_by)
    bare = next((statement.id for statement in index.pathway.statements if not statement.cites), "")
    for r, reference in enumerate(index.pathway.references):
        if reference.id not in cited:
            message = (
                messages.unused_reference_uncited_statement(id=reference.id, statement=bare)
                if bare
                else messages.unused_reference(id=reference.id)
            )
            yield Violation(message, ("references", r, "id"))


def unused_subjects(index: PathwayIndex) -> Iterator[Violation]:
    """A treatment, antibody or circumstance that nothing speaks of."""
    used = Counter(subject for statement in index.pathway.statements for subject in statement.about)
    used.update(treatment for place in index.boxes for treatment in place.box.gives)
    # The page of a member or a part names its group or regimen, and where that is given.
    used.update(name for group in index.pathway.treatments if used[group.id] for name in included(index, group.id))
    families: tuple[tuple[_Unused, str, Iterable[Subject]], ...] = (
        (messages.unused_treatment, "treatments", index.pathway.treatments),
        (messages.unused_antibody, "antibodies", index.pathway.antibodies),
        (messages.unused_circumstance, "circumstances", index.pathway.circumstances),
    )
    for unused, key, subjects in families:
        for position, subject in enumerate(subjects):
            if not used[subject.id]:
                yield Violation(unused(id=subject.id), (key, position, "id"))


def unused_abbreviations(index: PathwayIndex) -> Iterator[Violation]:
    """An abbreviation that no text uses."""
    words = {short: set(_WORD.findall(short)) for short in index.pathway.abbreviations}
    missing = set().union(*words.values())
    for _, text in index.texts:
        if not missing:  # Mostly the first texts have them all, and to part each into words takes long.
            return
        missing.difference_update(_WORD.findall(text))
    for short in index.pathway.abbreviations:
        if words[short] & missing:
            yield Violation(messages.unused_abbreviation(short=short), ("abbreviations", short), at_key=True)
