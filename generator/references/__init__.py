"""The publications behind a pathway: numbered, written out, and with the addresses where they can be read."""

from generator.references.csl_json import csl_item
from generator.references.export.formats import CITING, FORMATS, Format, identifiers, record, records
from generator.references.formatter import style_problem
from generator.references.reference_list import Entry, bibliography, label, links
from generator.references.self_citation import citation_file, self_citation, self_reference
from generator.references.style import LARGEST, Style, read_style

__all__ = [
    "CITING",
    "FORMATS",
    "LARGEST",
    "Entry",
    "Format",
    "Style",
    "bibliography",
    "citation_file",
    "csl_item",
    "identifiers",
    "label",
    "links",
    "read_style",
    "record",
    "records",
    "self_citation",
    "self_reference",
    "style_problem",
]
