"""Citing: every box and every statement rests on something, and nothing lies about unused."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol

from generator.analysis.inclusion import included
from generator.analysis.index import PathwayIndex
from generator.analysis.link_walk import lists_of
from generator.analysis.paths.graph import reachable
from generator.core.diagnostics import Message, Path, Violation, messages
from generator.model import Role, Subject
from generator.model.schema_conditions import SAYING

# The links that speak of treatments, findings and circumstances.
_SPEAKING = {"dangling-treatment", "dangling-entry", "dangling-question"}
_WORD = re.compile(r"[^\W_]+")


class _Unused(Protocol):
    """Makes the message about something that nothing speaks of."""

    def __call__(self, *, id: str) -> Message: ...  # noqa: A002  # the name of its placeholder


def uncited_boxes(index: PathwayIndex) -> Iterator[Violation]:
    """A box that states nothing, rests on no statement, and cites nothing, be it by its score."""
    for place in index.boxes:
        box = place.box
        if not (box.statements or box.rests_on or box.cites or box.score):
            yield Violation(messages.uncited_box(title=place.box.title), (*place.path, "id"))


def uncited_statements(index: PathwayIndex) -> Iterator[Violation]:
    """A statement without a reference."""
    for s, statement in enumerate(index.pathway.statements):
        if not statement.cites:
            yield Violation(messages.uncited_statement(id=statement.id), ("statements", s, "id"))


def unplaced_statements(index: PathwayIndex) -> Iterator[Violation]:
    """A statement that no box states, that is read with none that a box states, and that is no definition."""
    read_with = {statement.id: statement.read_with for statement in index.pathway.statements}
    definitions = (statement.id for statement in index.pathway.statements if statement.role is Role.DEFINITION)
    placed = reachable((*index.boxes_stating, *definitions), read_with)
    for s, statement in enumerate(index.pathway.statements):
        if statement.id not in placed:
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
    labels = {way.path: any(getattr(way.edge, key) for key in SAYING) for way in index.edges}
    for path, names in lists_of(index.links):
        # Several answers may lead to one box; that the same way is named twice shows only where they do not say when they are taken.
        yield path, ["" if labels.get((*path, number)) else name for number, name in enumerate(names)]


def unused_references(index: PathwayIndex) -> Iterator[Violation]:
    """A reference that no statement cites, and that takes no other's place."""
    cited = {link.id for link in index.links if link.rule in {"dangling-citation", "dangling-successor"}}
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
    """A treatment, finding or circumstance that nothing speaks of."""
    used = Counter(link.id for link in index.links if link.rule in _SPEAKING and not {"members", "parts"} & {*link.path})
    used.update(name for score in index.pathway.scores for name in score.items)
    used.update(entry.id for group in index.pathway.findings if used[group.id] for entry in group.entries)
    # The page of a member or a part names its group or regimen, and where that is given.
    used.update(name for group in index.pathway.treatments if used[group.id] for name in included(index, group.id))
    used.update(name for entry in index.entries.values() if used[entry.id] for name in getattr(entry, "members", ()))
    for unused, path, subjects in _families(index):
        for position, subject in enumerate(subjects):
            if not used[subject.id]:
                yield Violation(unused(id=subject.id), (*path, position, "id"))


def idle_questions(index: PathwayIndex) -> Iterator[Violation]:
    """A finding or circumstance that a box asks for and on which nothing depends, and a group of which that is so of every entry."""
    speaking = [link for link in index.links if link.rule in _SPEAKING and not {"members", "parts", "asks", "cases"} & {*link.path}]
    used = {*(link.id for link in speaking), *(name for score in index.pathway.scores for name in score.items)}
    # What a group decides, its members decide, and the other way round; a normal answer need change nothing.
    alike = {name: {name, *getattr(entry, "members", ())} for name, entry in index.entries.items()}
    used.update(name for name, inner in alike.items() if inner & used or getattr(index.entries[name], "usual", False))
    used.update(member for name, inner in alike.items() if name in used for member in inner)
    groups = {group.id: group for group in index.pathway.findings}
    for place in index.boxes:
        for number, name in enumerate(place.box.asks):
            group = groups.get(name)
            entries = [entry.id for entry in group.entries] if group else [name] if name in index.entries else []
            idle = [entry for entry in entries if entry not in used and name not in used]
            if group and group.one_of:
                idle = [name] if len(idle) == len(entries) else []
            for one in idle:
                yield Violation(messages.asked_in_vain(id=one), (*place.path, "asks", number))


def _families(index: PathwayIndex) -> Iterator[tuple[_Unused, Path, Iterable[Subject]]]:
    yield messages.unused_treatment, ("treatments",), index.pathway.treatments
    for number, group in enumerate(index.pathway.findings):
        yield messages.unused_finding, ("findings", number, "entries"), group.entries
    yield messages.unused_circumstance, ("circumstances",), index.pathway.circumstances


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
