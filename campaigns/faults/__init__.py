"""Faults to plant in a valid pathway, each with the rule that must find it and the place where it must be found.

Nothing here asks the generator: the places are PyYAML's, the shape of the format is written down once more in `shapes.toml`, and
what a fault must be called follows from what was done to the pathway.
"""

from collections.abc import Callable, Iterator, Mapping
from inspect import isfunction

from campaigns.faults import charts, entries, file, values
from campaigns.faults.pathway import Fault, Text

__all__ = ["KINDS", "Fault", "Text"]

KINDS: Mapping[str, Callable[[Text], Iterator[Fault]]] = {
    **{
        name.replace("_", " "): planting
        for module in (charts, entries, file, values)
        for name, planting in vars(module).items()
        if isfunction(planting) and planting.__module__ == module.__name__ and not name.startswith("_")
    },
    **entries.MISSPELT,
}
"""Everything that an author can do wrong, and everywhere it can be done to a text: each is a function named after it."""
