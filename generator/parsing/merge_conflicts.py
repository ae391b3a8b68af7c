"""Conflicts that a version control system left in a file."""

import re
from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, make_diagnostic, messages
from generator.core.source import Source

_BEGINS = re.compile(r"<{7}(?: .*)?")
_ENDS = re.compile(r">{7}(?: .*)?")


def conflicts(source: Source) -> Iterator[Diagnostic]:
    """An error at each line that begins a conflict, also within a text, where YAML would take it for words."""
    if "<<<<<<<" not in source.text:
        return
    ends = [number for number, line in enumerate(source.lines, 1) if _ENDS.fullmatch(line.rstrip())]
    for number, line in enumerate(source.lines, 1):
        if _BEGINS.fullmatch(line.rstrip()):
            last = next((end for end in ends if end > number), len(source.lines))
            yield make_diagnostic(messages.yaml_syntax_conflict(last=str(last)), source.span(number, 1, len(line.rstrip())))
