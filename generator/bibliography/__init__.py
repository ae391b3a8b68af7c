"""The publications behind a pathway: numbered, written out, and with the addresses where they can be read."""

from generator.bibliography.csl import csl_item
from generator.bibliography.listing import Entry, bibliography, label, links, vancouver

__all__ = ["Entry", "bibliography", "csl_item", "label", "links", "vancouver"]
