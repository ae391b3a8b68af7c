"""The pages of the manual that nobody writes by hand: the rules, from their catalogue, and the format, from its schema."""

from generator.manual.format import reference
from generator.manual.rules import rules

__all__ = ["reference", "rules"]
