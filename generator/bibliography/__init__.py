"""The publications behind a pathway: numbered, written out, and with the addresses where they can be read."""

from generator.bibliography.csl import csl_item
from generator.bibliography.formats import CITING, FORMATS, Format, identifiers, record
from generator.bibliography.itself import citation_file, cited_as, itself
from generator.bibliography.listing import Entry, bibliography, label, links
from generator.bibliography.style import LARGEST, Style, read_style
from generator.bibliography.writing import misfit

__all__ = [
    "CITING",
    "FORMATS",
    "LARGEST",
    "Entry",
    "Format",
    "Style",
    "bibliography",
    "citation_file",
    "cited_as",
    "csl_item",
    "identifiers",
    "itself",
    "label",
    "links",
    "misfit",
    "read_style",
    "record",
]
