"""Diagnostics for other programs: a line each, annotations of GitHub, JSON."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from generator import __version__
from generator.compiler import Compiled
from generator.core.diagnostics import Diagnostic, Fix, Severity
from generator.core.source import Span
from generator.reporting import counted, line, summary
from generator.reporting.rule_doc import sentence
from generator.reporting.sarif import sarif

_GITHUB_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_GITHUB = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_GITHUB_PROPERTY = _GITHUB | {":": "%3A", ",": "%2C"}


def lines(_: str, compiled: Compiled) -> str:
    """Each diagnostic on a line of its own."""
    return "\n".join(map(line, compiled.diagnostics))


def github(_: str, compiled: Compiled) -> str:
    """Annotations for a workflow of GitHub, which shows them at their lines."""
    return "\n".join(map(_annotation, compiled.diagnostics))


def _annotation(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    place: dict[str, object] = {"file": span.file} | ({"line": span.line, "endLine": span.end_line} if span.line else {})
    if span.line and span.end_line == span.line:  # GitHub takes columns only within one line.
        place |= {"col": span.column, "endColumn": span.end_column}
    said = ",".join(f"{name}={_escaped(str(value), _GITHUB_PROPERTY)}" for name, value in {**place, "title": diagnostic.code}.items())
    told = "\n".join((sentence(diagnostic.message), diagnostic.help))
    return f"::{_GITHUB_LEVELS[diagnostic.severity]} {said}::{_escaped(told, _GITHUB)}"


def _escaped(text: str, codes: Mapping[str, str]) -> str:
    return re.sub("|".join(map(re.escape, codes)), lambda match: codes[match.group()], text)


def data(file: str, compiled: Compiled) -> str:
    """JSON; `version` counts up when a field changes its meaning or goes, and not when one is added."""
    content = {
        "version": 1,
        "generator": __version__,
        "file": file,
        "summary": {
            "text": summary(compiled.diagnostics),
            **{f"{severity}s": count for severity, count in counted(compiled.diagnostics).items()},
            "off": sum(1 + found.suppressed_count for found in compiled.suppressed),
        },
        "diagnostics": [_found(found) for found in compiled.diagnostics],
        "off": [_found(found) for found in compiled.suppressed],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _found(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": sentence(diagnostic.message),
        "help": diagnostic.help,
        "more": diagnostic.suppressed_count,
        "place": _place(diagnostic.span),
        "beside": _place(diagnostic.related) if diagnostic.related else None,
        "fix": _fix(diagnostic.fix) if diagnostic.fix else None,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {"title": fix.title, "edits": [{"place": _place(edit.span), "text": edit.text} for edit in fix.edits]}


def _place(span: Span) -> dict[str, object]:
    return {
        "file": span.file,
        "line": span.line or None,
        "column": span.column or None,
        "end_line": span.end_line or None,
        "end_column": span.end_column or None,
    }


FORMATS: Mapping[str, Callable[[str, Compiled], str]] = {"line": lines, "github": github, "json": data, "sarif": sarif}
"""Writes what became of a file (its name, and what was found) for another program."""
