"""Faults to plant in a valid pathway, each with the rule that must find it and the place where it must be found.

Nothing here asks the generator: the places are PyYAML's, the shape of the format is written down once more in `shapes`, and
what a fault must be called follows from what was done to the text.
"""

from collections.abc import Mapping

from campaigns.faults import charts, entries, file, shape
from campaigns.faults.text import Kind, Plant, Text

__all__ = ["KINDS", "NOT_PLANTED", "Kind", "Plant", "Text"]

KINDS: Mapping[str, Kind] = {kind.told: kind for part in (file.KINDS, shape.KINDS, entries.KINDS, charts.KINDS) for kind in part}
"""The kinds that a rule has to find, by what an author did."""
NOT_PLANTED: Mapping[str, str] = {
    "unreadable-file": "is about the file, not about what is in it",
    "import-*": "are about files of references, which have tests of their own",
}
"""The rules that no fault in a pathway's text can break, and why."""
