"""Safety: what is given rests on something said about it, and what is contraindicated is said before it is given."""

from collections.abc import Iterator

from generator.analysis.inclusion import expanded, with_ancestors, with_descendants, with_members
from generator.analysis.index import PathwayIndex
from generator.analysis.mark_kinds import is_warning
from generator.analysis.marks.applying import with_inner
from generator.analysis.marks.being_given import BeingGiven, Given
from generator.analysis.paths.moves import Graph
from generator.analysis.paths.warning_coverage import find_unwarned
from generator.core.diagnostics import Path, Violation, messages
from generator.model import Kind, Role, Statement


def untold_contraindications(index: PathwayIndex) -> Iterator[Violation]:
    """A box that gives or continues a treatment, where on some way to it nothing says in which circumstances it is contraindicated."""
    for silence in find_unwarned(Graph(index)):
        if silence.is_fault:
            node = silence.place.box
            message = messages.untold_contraindication(
                title=node.title,
                verb=silence.offer,
                treatment=index.treatments[silence.treatment].name,
                circumstances=", ".join(index.subjects[name].name for name in silence.circumstances),
                statement=" or ".join(f"“{name}”" for name in silence.statements),
            )
            yield Violation(message, silence.path)


def unfounded_treatments(index: PathwayIndex) -> Iterator[Violation]:
    """A box that gives a treatment, though all that it states and rests on is about something else.

    What is said of a group holds for its members. Where a statement does not say what it is about, it may be about anything.
    """
    for place in index.boxes:
        said = [index.statements[name].subjects for name in index.shown_in(place.box) if name in index.statements]
        about = {subject for subjects in said for subject in subjects}
        for position, treatment in enumerate(place.box.gives if said and all(said) else ()):
            if not about & (with_ancestors(index, treatment) | with_descendants(index, treatment)):
                message = messages.unfounded_treatment(title=place.box.title, id=treatment, treatment=index.treatments[treatment].name)
                yield Violation(message, (*place.path, "gives", position))


def unasked_contraindications(index: PathwayIndex) -> Iterator[Violation]:
    """A contraindication to what some box gives, in patients that no box asks for, no way is for, and no caution or question speaks of."""
    met, given = _met(index), _given(index)
    for s, statement in enumerate(index.pathway.statements if given else ()):
        touched = (name for treatment in statement.treatments for name in with_descendants(index, treatment))
        treatment = next((name for name in touched if name in given), None)
        unmet = [name for name in statement.in_ if name not in met]
        if statement.role is Role.CONTRAINDICATION and treatment and unmet and not _is_told(index, statement):
            message = messages.unasked_contraindication(
                title=given[treatment],
                treatment=index.treatments[treatment].name,
                circumstances=", ".join(index.subjects[name].name for name in unmet),
                id=statement.id,
            )
            yield Violation(message, ("statements", s, "in", statement.in_.index(unmet[0])))


def _met(index: PathwayIndex) -> set[str]:
    """The findings and circumstances that boxes, ways and scores ask for, with the groups and members that these decide."""
    groups = {group.id: [entry.id for entry in group.entries] for group in index.pathway.findings}
    asked = (name for place in index.boxes for name in (*place.box.asks, *(one for way in place.box.next for one in way.has)))
    scored = (name for score in index.pathway.scores for name in score.items)
    entries = {entry for name in (*asked, *scored) for entry in groups.get(name, [name])} & index.entries.keys()
    inner = {name: with_inner(index, name) for name in index.entries}
    return {name for name in index.entries if inner[name] & entries or any(name in inner[one] for one in entries)}


def _given(index: PathwayIndex) -> dict[str, str]:
    """The treatments that boxes give or go on with, each with the title of the first box; to go on with a group may be with any member."""
    found: dict[str, str] = {}
    for place in index.boxes:
        box = place.box
        continued = [name for name in box.continues if name in index.treatments and not index.treatments[name].members]
        for name in expanded(index, (*box.gives, *(one for way in box.next for one in way.gives), *continued)):
            found.setdefault(name, box.title)
    return found


def _is_told(index: PathwayIndex, statement: Statement) -> bool:
    """Whether a caution or a question speaks of it, so that readers ask themselves."""
    asking = (place.box for place in index.boxes if place.box.kind in {Kind.CAUTION, Kind.QUESTION})
    return any(statement.id in index.shown_in(box) for box in asking)


def vague_contraindications(index: PathwayIndex) -> Iterator[Violation]:
    """A contraindication that does not name both a treatment and in whom (or beside what) it holds, in a pathway that has both."""
    if not (index.treatments and index.entries):
        return
    for s, statement in enumerate(index.pathway.statements):
        if statement.role is Role.CONTRAINDICATION and not (statement.treatments and (statement.in_ or statement.with_)):
            yield Violation(messages.vague_contraindication(id=statement.id), ("statements", s, "role"))


def unfounded_avoidance(index: PathwayIndex) -> Iterator[Violation]:
    """A box that avoids a treatment, though nothing that it states or rests on speaks against it."""
    for place in index.boxes:
        said = [index.statements[name] for name in index.shown_in(place.box) if name in index.statements]
        against = {name for statement in said if statement.role in {Role.AGAINST, Role.CONTRAINDICATION} for name in statement.treatments}
        for position, treatment in enumerate(place.box.avoids):
            if treatment in index.treatments and not against & with_ancestors(index, treatment):
                message = messages.unfounded_avoidance(title=place.box.title, id=treatment, treatment=index.treatments[treatment].name)
                yield Violation(message, (*place.path, "avoids", position))


def lost_interactions(index: PathwayIndex) -> Iterator[Violation]:
    """A treatment that is given after an option with which it interacts, where that option counts as no longer given: the first place."""
    interactions = [statement for statement in index.interactions if is_warning(index, statement)]
    told = set[tuple[str, str]]()
    for path, title, treatment, replaced in _given_after_options(index) if interactions else ():
        for statement in interactions:
            other, choice = min(_lost(index, statement, treatment, replaced), default=("", ""))
            if other and (statement.id, choice) not in told:
                told.add((statement.id, choice))
                box = index.targets[choice].box
                lost = messages.lost_interaction if box.in_turn else messages.lost_interaction_plain
                message = lost(
                    statement=statement.id,
                    title=title,
                    treatment=index.treatments[treatment].name,
                    other=index.treatments[other].name,
                    id=other,
                    choice=box.title,
                )
                yield Violation(message, path)


def _given_after_options(index: PathwayIndex) -> Iterator[tuple[Path, str, str, Given]]:
    """Each treatment that a box or way gives: its place, the title of the box, and the options whose place was taken before."""
    being_given = BeingGiven(index)
    for place in index.boxes:
        box = place.box
        given = being_given.after_box(box, being_given.earlier[box.id])
        replaced = being_given.still_replaced(box, being_given.replaced[box.id])
        yield from (((*place.path, "gives", at), box.title, name, replaced) for at, name in enumerate(box.gives))
        for way in index.out_edges.get(box.id, ()):
            on_way = being_given.replaced_on_way(box, way.edge, given, replaced)
            yield from (((*way.path, "gives", at), box.title, name, on_way) for at, name in enumerate(way.edge.gives))


def _lost(index: PathwayIndex, statement: Statement, treatment: str, replaced: Given) -> Iterator[tuple[str, str]]:
    """The options whose place was taken and with which a treatment interacts by a statement."""
    offered = expanded(index, [treatment])
    pairs = ((statement.treatments, statement.with_), (statement.with_, statement.treatments))
    for ours, theirs in pairs:
        if any(with_members(index, name) & offered for name in ours):
            others = {inner for name in theirs for inner in with_members(index, name)}
            yield from (fact for fact in replaced if fact[0] in others)
