"""Safety: what is given rests on something said about it, and what is contraindicated is said before it is given."""

from collections.abc import Iterator

from generator.analysis.inclusion import with_ancestors, with_descendants
from generator.analysis.index import PathwayIndex
from generator.analysis.paths.moves import Graph
from generator.analysis.paths.warning_coverage import find_unwarned
from generator.core.diagnostics import Violation, messages
from generator.model import Role


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
