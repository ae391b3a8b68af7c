"""Diagnostics as SARIF 2.1.0, which editors and forges read."""

import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.compiler import Compiled
from generator.core.diagnostics import IMPORTS, Diagnostic, Fix, Rule, catalogue
from generator.core.source import Span
from generator.reporting.rule_doc import rule_doc, sentence

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(_: str, compiled: Compiled) -> str:
    """A log of one run; what is found by rules that are off is in it as suppressed."""
    rules = [rule for rule in catalogue().values() if not rule.code.startswith(IMPORTS)]
    places = {rule.code: place for place, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "pathway", "semanticVersion": __version__, "rules": [_rule(rule) for rule in rules]}},
        # Python counts characters, as we do.
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_result(found, places) for found in compiled.diagnostics),
            *(_result(found, places) | _suppressed(compiled.rules[found.code].reason) for found in compiled.suppressed),
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": rule.why},
        "help": {"text": _help(rule)},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _help(rule: Rule) -> str:
    """All that “pathway explain” tells, for the pages of the manual have no address that a program could know."""
    told = rule_doc(rule.code)
    examples = f"Before:\n\n{told.before}\n\nAfter:\n\n{told.after}"
    return "\n\n".join(filter(None, (told.what_to_do, told.why, told.choices, examples)))


def _result(diagnostic: Diagnostic, places: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": places[diagnostic.code],
        "level": diagnostic.severity.value,
        "message": {"text": f"{sentence(diagnostic.message)} {diagnostic.help}"},
        "locations": [_location(diagnostic.span)],
    }
    if diagnostic.related:
        result["relatedLocations"] = [_location(diagnostic.related)]
    if diagnostic.fix:
        result["fixes"] = [_fix(diagnostic.fix)]
    return result


def _fix(fix: Fix) -> dict[str, Any]:
    replacements = [{"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits]
    change = {"artifactLocation": {"uri": _uri(fix.edits[0].span.file)}, "replacements": replacements}
    return {"description": {"text": f"{fix.title}."}, "artifactChanges": [change]}


def _suppressed(reason: str) -> dict[str, Any]:
    return {"suppressions": [{"kind": "external", "justification": reason}]}


def _location(span: Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(span.file)}, **({"region": _region(span)} if span.line else {})}}


def _region(span: Span) -> dict[str, int]:
    return {"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column}


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
