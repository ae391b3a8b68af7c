"""The pages of the manual that nobody writes by hand: of the rules, the format and the commands, each from itself."""

from generator.docsgen.commands import commands
from generator.docsgen.format import reference
from generator.docsgen.rules import rules

__all__ = ["commands", "reference", "rules"]
