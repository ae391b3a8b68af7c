"""Limit on reports of one kind: the first are listed, the rest are counted, as a file can hold millions."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from generator.core.diagnostics import Diagnostic

MAX_PER_RULE = 100
"""Maximum number of reported faults of one kind."""

DiagnosticFactory = Callable[[], Diagnostic]
"""Words a fault, once it is sure to be reported."""


class DiagnosticCollector:
    """Collects faults in the order of the file; those beyond the first `MAX_PER_RULE` of a rule are counted, and never worded."""

    def __init__(self) -> None:
        self._made: list[DiagnosticFactory] = []
        self._found: Counter[str] = Counter()

    def add(self, code: str, made: DiagnosticFactory) -> None:
        """Takes a fault of the rule `code`, which `made` words."""
        self._found[code] += 1
        if self._found[code] <= MAX_PER_RULE:
            self._made.append(made)

    def skip(self, code: str, count: int) -> None:
        """Counts further faults of a rule that has been reported often enough."""
        self._found[code] += count

    def diagnostics(self) -> list[Diagnostic]:
        """Faults to report, in the order of the file, each once; the last of a rule says how many more there are."""
        found = sorted(dict.fromkeys(made() for made in self._made), key=lambda one: (one.span, one.code))
        last = {one.code: place for place, one in enumerate(found)}
        for code, place in last.items():
            if (more := self._found[code] - MAX_PER_RULE) > 0:
                found[place] = _with_more(found[place], more)
        return found


def _with_more(last: Diagnostic, more: int) -> Diagnostic:
    return replace(last, help=f"{last.help} Not listed: {more:,} more of this kind.", suppressed_count=more)
