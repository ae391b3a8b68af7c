"""Safety: what is given rests on something said about it, and what is contraindicated is said before it is given."""

from collections.abc import Iterator

from generator.circumstances import narrower, wider
from generator.diagnostics import Fault
from generator.index import Index, shown_in
from generator.model import Role
from generator.routes.graph import Graph
from generator.routes.telling import silences


def untold_contraindications(index: Index) -> Iterator[Fault]:
    """A box that gives a treatment, where on some way to it nothing says in which circumstances it is contraindicated."""
    for silence in silences(Graph(index)):
        if silence.is_fault:
            node = silence.place.node
            facts = {
                "title": node.title,
                "treatment": index.treatments[silence.treatment].name,
                "circumstances": ", ".join(index.subjects[name].name for name in silence.circumstances),
                "statement": " or ".join(f"“{name}”" for name in silence.statements),
            }
            yield Fault("untold-contraindication", (*silence.place.path, "treatments", node.treatments.index(silence.treatment)), facts)


def unfounded_treatments(index: Index) -> Iterator[Fault]:
    """A box that gives a treatment, though all that it states and rests on is about something else.

    What is said of a group holds for its members. Where a statement does not say what it is about, it may be about anything.
    """
    for place in index.nodes:
        said = [index.statements[name].about for name in shown_in(place.node) if name in index.statements]
        about = {subject for subjects in said for subject in subjects}
        for position, treatment in enumerate(place.node.treatments if said and all(said) else ()):
            if not about & (wider(index, treatment) | narrower(index, treatment)):
                facts = {"title": place.node.title, "id": treatment, "treatment": index.treatments[treatment].name}
                yield Fault("unfounded-treatment", (*place.path, "treatments", position), facts)


def vague_contraindications(index: Index) -> Iterator[Fault]:
    """A contraindication that does not name both a treatment and a circumstance, in a pathway that has both."""
    both = {name in index.treatments for name in index.subjects}
    for s, statement in enumerate(index.pathway.statements):
        if statement.role is Role.CONTRAINDICATION and {name in index.treatments for name in statement.about} < both:
            yield Fault("vague-contraindication", ("statements", s, "role"), {"id": statement.id})
