"""Figures of a campaign, on a page of the manual: the words around them are written there by hand."""

import os
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "robustness.md"

Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Findings of one campaign: a table, and remarks that change with it."""

    columns: Sequence[str]
    rows: Sequence[Row]
    notes: Sequence[str] = ()


@dataclass
class Tally:
    """Results of one kind of trial; the slowest is in seconds."""

    tried: int = 0
    compared: int = 0
    slowest: float = 0
    wrong: list[str] = field(default_factory=list)


def total(rows: Iterable[Row]) -> Row:
    """The last row of a table: the sums of its columns, the first of which has names."""
    return ("**All**", *(sum(int(cell) for cell in column) for column in [*zip(*rows, strict=True)][1:]))


def put(page: str, name: str, figures: Figures) -> str:
    """Puts figures in place of those of the last run.

    Args:
        page: The page, where a campaign's figures begin with a table and end with a line that begins with the campaign's name.
        name: The name of the campaign.
        figures: Its findings just now, on this machine.

    Returns:
        The page with the new figures and nothing else changed.

    """
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    table = "\n".join(map(_row, (figures.columns, ["---" for _ in figures.columns], *figures.rows)))
    new = "\n\n".join((table, *figures.notes, f"`{name}`, {datetime.now(UTC).date()}: {machine}."))
    # Headings part the campaigns.
    made, times = re.subn(rf"^\|((?!^#).)*?^`{name}`, [^\n]*", lambda _: new, page, count=1, flags=re.MULTILINE | re.DOTALL)
    if not times:
        raise ValueError(f"{PAGE.name} has no figures of {name}")
    return made


def _row(cells: Iterable[str | int]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(cell: str | int) -> str:
    return f"{cell:,}" if isinstance(cell, int) else cell.replace("|", "\\|").replace("\n", " ")
