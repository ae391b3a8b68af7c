"""Messages for the author's browser: the state of the site, and the faults of the pathway."""

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator import reporting
from generator.core.diagnostics import Diagnostic, Severity
from generator.core.source import Source
from generator.i18n import Words

OURS = "/.pathway/"
"""Where the addresses begin that belong to the preview and not to the site."""


@dataclass(frozen=True)
class Status:
    """A state: its number, that of the last good site, and what is wrong, in the words of the interface."""

    state: str
    site: str
    faults: tuple[dict[str, Any], ...] = ()
    title: str = ""

    def data(self) -> dict[str, Any]:
        """As the script reads it."""
        return {"state": self.state, "site": self.site, "title": self.title, "faults": self.faults}


def faults(diagnostics: Sequence[Diagnostic], source: Source | None, words: Words) -> tuple[dict[str, Any], ...]:
    """Diagnostics with their excerpts, the gravest first."""
    ordered = sorted(diagnostics, key=lambda diagnostic: [*Severity].index(diagnostic.severity))
    return tuple(_fault(diagnostic, source, words) for diagnostic in ordered)


def problem(message: str, words: Words) -> tuple[dict[str, Any], ...]:
    """Fault outside the pathway, such as in the settings of the site."""
    nothing = {"place": "", "code": "", "help": "", "excerpt": None, "more": 0}
    return ({**nothing, "severity": "error", "kind": words.serve["error"], "message": message},)


def title(found: Sequence[dict[str, Any]], words: Words) -> str:
    """How much is wrong: “2 errors, 1 warning”."""
    counts = ((severity, sum(1 + fault["more"] for fault in found if fault["severity"] == severity)) for severity in Severity)
    return ", ".join(words.pluralise(words.serve[f"{severity}s"], count) for severity, count in counts if count)


def _fault(diagnostic: Diagnostic, source: Source | None, words: Words) -> dict[str, Any]:
    return {
        "severity": str(diagnostic.severity),
        "kind": words.serve[diagnostic.severity],
        "place": str(diagnostic.span),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "excerpt": _excerpt(diagnostic, source),
        "more": diagnostic.suppressed_count,
    }


def _excerpt(diagnostic: Diagnostic, source: Source | None) -> dict[str, str] | None:
    """Line of a diagnostic in three parts: before the word, the word, after it."""
    lines = reporting.excerpt_of(diagnostic, source)
    if not lines:
        return None
    line, underline = lines[-2:]
    start, end = underline.find("^"), underline.rfind("^") + 1
    # How far a line is indented says nothing, and a telephone has no room for it.
    gutter, bar, text = line[:start].partition("│ ")
    return {"before": gutter + bar + text.lstrip(), "word": line[start:end], "after": line[end:]}


def with_script(page: bytes, news: Status, words: Words) -> bytes:
    """A page of the site with what keeps it up to date. What follows the end of a page is read as the end of its body."""
    data = html.escape(json.dumps({**news.data(), "words": words.serve}, ensure_ascii=False))
    added = (
        f'<link rel="stylesheet" href="{OURS}preview.css"><script src="{OURS}preview.js" data-news="{data}" data-at="{OURS}news"></script>'
    ).encode()
    return page + added
