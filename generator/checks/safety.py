"""Safety: what is given rests on something said about it, and what is contraindicated is said before it is given."""

from collections.abc import Iterator

from generator.analysis.applicability import with_ancestors, with_descendants
from generator.analysis.index import PathwayIndex
from generator.analysis.paths.graph import Graph
from generator.analysis.paths.warning_coverage import find_unwarned
from generator.core.diagnostics import Violation, messages
from generator.model import Role


def untold_contraindications(index: PathwayIndex) -> Iterator[Violation]:
    """A box that gives a treatment, where on some way to it nothing says in which circumstances it is contraindicated."""
    for silence in find_unwarned(Graph(index)):
        if silence.is_fault:
            node = silence.place.box
            message = messages.untold_contraindication(
                title=node.title,
                treatment=index.treatments[silence.treatment].name,
                circumstances=", ".join(index.subjects[name].name for name in silence.circumstances),
                statement=" or ".join(f"“{name}”" for name in silence.statements),
            )
            yield Violation(message, (*silence.place.path, "gives", node.gives.index(silence.treatment)))


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
    """A contraindication that does not name both a treatment and a circumstance, in a pathway that has both."""
    if not (index.treatments and index.entries):
        return
    for s, statement in enumerate(index.pathway.statements):
        if statement.role is Role.CONTRAINDICATION and not (statement.treatments and statement.in_):
            yield Violation(messages.vague_contraindication(id=statement.id), ("statements", s, "role"))
