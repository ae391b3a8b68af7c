"""Figures of a campaign: kept as JSON beside it, and shown on a page of the manual."""

import json
import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "campaigns" / "figures"
PAGE = ROOT / "docs" / "robustness.md"

_HEAD = """---
title: Robustness
---

# Robustness

Results of the long test campaigns. `make campaigns` runs them all, which takes hours, and writes this page;
`python3 tasks.py campaigns mutants` runs one. A share of each runs with every test.
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """Findings of one campaign: plain sentences of Markdown, a table, and remarks."""

    title: str
    told: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """The figures of a campaign, and when and on what they were won."""

    name: str
    day: str
    machine: str
    figures: Figures


def ran(name: str, figures: Figures) -> Run:
    """Findings of a campaign just now, on this machine."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return Run(name, datetime.now(UTC).date().isoformat(), machine, figures)


def keep(run: Run) -> None:
    """Keeps the figures of a run in place of those of the last."""
    KEPT.mkdir(exist_ok=True)
    text = json.dumps(asdict(run), ensure_ascii=False, indent=2)
    (KEPT / f"{run.name}.json").write_text(f"{text}\n", "utf-8")


def kept() -> list[Run]:
    """The last run of each campaign, by the names of the campaigns."""
    found = (json.loads(file.read_text("utf-8")) for file in sorted(KEPT.glob("*.json")))
    return [Run(**{**run, "figures": Figures(**run["figures"])}) for run in found]


def page(runs: Iterable[Run]) -> str:
    """The page of the manual."""
    return "\n".join([_HEAD, *(line for run in runs for line in _campaign(run))])


def _campaign(run: Run) -> Iterator[str]:
    figures = run.figures
    yield f"## {figures.title}\n"
    yield f"{figures.told}\n"
    yield _row(figures.columns)
    yield _row(["---" for _ in figures.columns])
    yield from map(_row, figures.rows)
    yield ""
    yield from (f"{note}\n" for note in figures.notes)
    yield f"`{run.name}`, {run.day}: {run.machine}.\n"


def _row(cells: Iterable[str | int]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(cell: str | int) -> str:
    return f"{cell:,}" if isinstance(cell, int) else cell.replace("|", "\\|").replace("\n", " ")
