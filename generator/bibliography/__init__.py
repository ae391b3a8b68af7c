"""The publications behind a pathway: numbered, written out, and with the addresses where they can be read."""

from generator.bibliography.csl import csl_item
from generator.bibliography.listing import Entry, bibliography, label, links
from generator.bibliography.style import LARGEST, Style, read_style
from generator.bibliography.writing import misfit

__all__ = ["LARGEST", "Entry", "Style", "bibliography", "csl_item", "label", "links", "misfit", "read_style"]
