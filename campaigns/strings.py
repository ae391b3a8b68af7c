"""Texts that others collected to break programs with; they are installed, and never part of this repository."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from campaigns.comparing import tidy
from campaigns.npm import package
from generator.compiler import read
from generator.core.diagnostics import Severity
from generator.core.source import Source

ADDRESSES = ("address", "url")
FORMS = (*ADDRESSES, "id", "language", "published", "doi", "pmid", "pmcid")
"""Keys whose values have a form."""

_SMALLEST = Path(__file__).resolve().parent.parent / "tests" / "valid" / "smallest.yaml"


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
    return list(dict.fromkeys(tidy(text) for text in listed if not complaints("summary", text)))


def complaints(key: str, text: str) -> list[tuple[str, bool]]:
    """Diagnostics of a pathway that has this text under a key, and whether they point at its line."""
    lines = list(_lines())
    place = next(number for number, line in enumerate(lines) if line.lstrip().startswith(f"{key}: "))
    before = lines[place].partition(f"{key}: ")[0]
    written = yaml.dump(text, allow_unicode=True, default_style='"', width=10**9).strip()
    lines[place] = f"{before}{key}: {written}"
    found = read(Source("hostile.yaml", "\n".join(lines)))[1]
    return [(fault.code, fault.span.line == place + 1) for fault in found if fault.severity is Severity.ERROR]


@cache
def _lines() -> tuple[str, ...]:
    """The smallest pathway, with each key of interest on a line of its own."""
    text = _SMALLEST.read_text("utf-8").rstrip()
    address = "  address: https://example.org/\n  language: en-GB\n  published: "
    numbers = "url: https://example.org/\n    doi: 10.1000/1\n    pmid: 1\n    pmcid: PMC1"
    reference = f"id: manual\n    type: webpage\n    title: A manual\n    {numbers}"
    text = text.replace("  published: ", address, 1).replace("{id: manual, type: book, title: The cyclist's manual}", reference)
    return tuple(text.splitlines())
