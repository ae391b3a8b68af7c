"""Texts that others collected to break programs with; they are installed, and never part of this repository."""

import json
from collections.abc import Iterable

import yaml

from campaigns.comparing import tidy
from campaigns.figures import ROOT
from campaigns.npm import package
from generator.compiler import read
from generator.core.diagnostics import Severity
from generator.core.source import Source

_BEFORE, _, _AFTER = (ROOT / "tests" / "valid" / "smallest.yaml").read_text("utf-8").partition("How to ride on after a puncture.")


def naughty() -> list[str]:
    """The Big List of Naughty Strings."""
    listed: list[str] = json.loads((package("blns") / "resources" / "blns.json").read_text("utf-8"))
    return listed


def attacks() -> list[str]:
    """The payloads of BRS-KB, a collection of ways to have a page run a foreign script."""
    from brs_kb.payloads import get_all_payloads  # noqa: PLC0415  # it is there for this campaign alone

    return sorted({payload.payload for payload in get_all_payloads().values()})


def accepted(listed: Iterable[str]) -> list[str]:
    """The texts that a pathway may hold, as its reader leaves them, each once."""
    return list(dict.fromkeys(tidy(text) for text in listed if not _is_refused(text)))


def _is_refused(text: str) -> bool:
    written = yaml.dump(text, allow_unicode=True, default_style='"', width=10**9).strip()
    found = read(Source("hostile.yaml", f"{_BEFORE}{written}{_AFTER}"))[1]
    return any(fault.severity is Severity.ERROR for fault in found)
