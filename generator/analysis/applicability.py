"""Marks of a circumstance: the one place that decides which boxes, treatments and statements it marks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.analysis.index import BoxRef, PathwayIndex
from generator.model import Box, Role, Statement


class MarkKind(StrEnum):
    """Marks, the gravest first; the first three have the names of the roles they come from."""

    CONTRAINDICATION = "contraindication"
    CAUTION = "caution"
    MONITORING = "monitoring"
    CONCERNS = "concerns"


ORDER = tuple(MarkKind)


@dataclass(frozen=True, slots=True)
class Effect:
    """The mark of a thing, and the statements that give it, the gravest first.

    `partial` says that the thing is a group of treatments, or gives one, and that the mark is only that of some of its members; a regimen
    is a whole, and has the mark of each of its parts.
    """

    mark: MarkKind
    statements: tuple[str, ...]
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Affected:
    """Marked things by id, in reading order; the pathway connects nothing else with the circumstance."""

    boxes: Mapping[str, Effect]
    treatments: Mapping[str, Effect]
    statements: Mapping[str, Effect]


def affected_by(index: PathwayIndex, *circumstances: str) -> Affected:
    """All that is touched where these circumstances (or findings) are given together, by their ids.

    A statement is touched if it is about one of them, and its role gives the mark. A treatment is touched if a touched
    statement is about it, about a group it belongs to, about a part of it, or (`partial`) about a member of it. A box is
    touched if it states a
    touched statement or rests on one, or gives a touched treatment. The graver mark wins, and the whole before the part. So
    what several circumstances touch is what each of them touches, and the mark the gravest of theirs: to know all
    combinations it is enough to know each one alone.

    For a lens: compute `touched(index, circumstance.id)` once for each circumstance, hand the marks to the page, and let
    a script show, for each thing, the gravest mark of those ticked, by `ORDER`. No mark is no promise that nothing is to be minded.
    """
    about = {statement.id: statement for circumstance in circumstances for statement in index.statements_about(circumstance)}
    found = sorted(about.values(), key=lambda statement: index.order_of_statements[statement.id])
    statements = {statement.id: Effect(mark_of(statement.role), (statement.id,)) for statement in found}
    treatments = _touched_treatments(index, found, statements)
    boxes = ((place.box.id, _of_box(index, place.box, statements, treatments)) for place in _reached(index, statements, treatments))
    return Affected({name: touch for name, touch in boxes if touch}, treatments, statements)


def _reached(index: PathwayIndex, statements: Iterable[str], treatments: Iterable[str]) -> Iterable[BoxRef]:
    """The boxes that show or give any of these, in reading order; most boxes have nothing to do with most circumstances."""
    numbers = {number for name in statements for number in index.boxes_showing.get(name, ())}
    numbers |= {number for name in treatments for number in index.giving.get(name, ())}
    return (index.boxes[number] for number in sorted(numbers))


def mark_of(role: Role) -> MarkKind:
    """The mark that a statement of this role gives to what it is about."""
    return MarkKind(role.value) if role.value in ORDER else MarkKind.CONCERNS


def with_ancestors(index: PathwayIndex, treatment: str) -> set[str]:
    """A treatment with all whose statements hold for it: every group it belongs to, and, of a regimen, every part, with their groups."""
    return _closed(treatment, lambda name: (*index.groups_of.get(name, ()), *_parts(index, name)))


def with_descendants(index: PathwayIndex, treatment: str) -> set[str]:
    """A treatment with all for which its statements hold: the members of a group, and every regimen that one of these is part of."""
    return _closed(treatment, lambda name: (*_members(index, name), *index.regimens_of.get(name, ())))


def included(index: PathwayIndex, treatment: str) -> set[str]:
    """Everything a treatment includes: members of a group, parts of a regimen, and theirs."""
    return _closed(treatment, lambda name: (*_members(index, name), *_parts(index, name))) - {treatment}


def including(index: PathwayIndex, treatment: str) -> set[str]:
    """A treatment and every group and regimen that includes it."""
    return _closed(treatment, lambda name: (*index.groups_of.get(name, ()), *index.regimens_of.get(name, ())))


def regimens_with(index: PathwayIndex, treatment: str) -> set[str]:
    """Every regimen that a treatment is part of, by regimens of regimens too."""
    return _closed(treatment, lambda name: index.regimens_of.get(name, ())) - {treatment}


def _members(index: PathwayIndex, name: str) -> tuple[str, ...]:
    return index.treatments[name].members if name in index.treatments else ()


def _parts(index: PathwayIndex, name: str) -> tuple[str, ...]:
    return index.treatments[name].parts if name in index.treatments else ()


def _closed(name: str, further: Callable[[str], Iterable[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += further(name)
    return found


def _touched_treatments(index: PathwayIndex, found: Iterable[Statement], statements: Mapping[str, Effect]) -> dict[str, Effect]:
    touches: dict[str, list[Effect]] = {}
    for statement in found:
        whole = {member for name in statement.treatments for member in with_descendants(index, name)}
        partly = {group for name in whole for group in including(index, name)} - whole
        for name in whole:
            touches.setdefault(name, []).append(statements[statement.id])
        for name in partly:
            touches.setdefault(name, []).append(Effect(mark_of(statement.role), (statement.id,), partial=True))
    ordered = sorted(touches.keys() & index.treatments.keys(), key=lambda name: index.order_of_treatments[name])
    return {name: joined for name in ordered if (joined := _joined(touches[name]))}


def _of_box(index: PathwayIndex, node: Box, statements: Mapping[str, Effect], treatments: Mapping[str, Effect]) -> Effect | None:
    shown = (statements.get(name) for name in index.shown_in(node))
    given = (treatments.get(name) for name in node.gives)
    return _joined(touch for touch in (*shown, *given) if touch)


def _joined(touches: Iterable[Effect]) -> Effect | None:
    """The gravest of several marks, with all their statements."""
    ranked = sorted(touches, key=lambda touch: (ORDER.index(touch.mark), touch.partial))
    if not ranked:
        return None
    return Effect(ranked[0].mark, tuple(dict.fromkeys(name for touch in ranked for name in touch.statements)), ranked[0].partial)
