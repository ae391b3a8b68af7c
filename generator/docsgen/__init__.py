"""Generated texts: the manual's pages of rules, format and commands, and the types of messages, each from its source."""

from generator.docsgen.commands import commands
from generator.docsgen.format import reference
from generator.docsgen.live_examples import keys_shown
from generator.docsgen.messages import message_types
from generator.docsgen.rules import rules

__all__ = ["commands", "keys_shown", "message_types", "reference", "rules"]
