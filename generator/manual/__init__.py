"""The pages of the manual that nobody writes by hand: of the rules, the format and the commands, each from itself."""

from generator.manual.commands import commands
from generator.manual.format import reference
from generator.manual.rules import rules

__all__ = ["commands", "reference", "rules"]
