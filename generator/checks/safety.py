"""Safety: what is contraindicated is said before it is given."""

from collections.abc import Iterator

from generator.diagnostics import Fault
from generator.index import Index
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
