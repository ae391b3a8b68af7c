"""Cost of a second build: `make bench`, or `python -m bench.again SIZE…` for pathways of so many boxes.

For our own pathway with its manual, and for made-up ones: a build with an empty cache, again without a change, and after each of some
statements was changed. Each in a process of its own; the best of some runs counts, since what else the machine does only adds to it.
Prints a table, and writes the figures to `build/bench/again.json`.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.changing import changeable
from bench.children import cost
from bench.synthetic import pathway
from generator.output.cache import VARIABLE

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
SIZES = (40, 400)


def main() -> None:
    """Measures, prints, writes."""
    sizes = [*map(int, sys.argv[1:])] or SIZES
    with TemporaryDirectory(prefix="bench-") as folder:
        figures = {"ours": _measured(_ours(Path(folder, "ours")))}
        for size in sizes:
            work = Path(folder, str(size))
            work.mkdir()
            (work / "pathway.yaml").write_text(pathway(size), "utf-8")
            figures[f"{size:,} boxes"] = _measured(work)
    into = ROOT / "build" / "bench" / "again.json"
    into.parent.mkdir(parents=True, exist_ok=True)
    into.write_text(json.dumps(figures, indent=2), "utf-8")
    _show(figures)


def _ours(folder: Path) -> Path:
    """A folder with our own site."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    for name in ("pathway.yaml", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder)
    return folder


def _measured(folder: Path) -> dict[str, Any]:
    file, cache = folder / "pathway.yaml", folder / "cache"
    text = file.read_text("utf-8")
    _, says = changeable(file, text)

    def empty(_: int) -> None:
        shutil.rmtree(cache, ignore_errors=True)

    def change(number: int) -> None:
        file.write_text(text.replace(says, f"Changed for the {number}th time. {says}"), "utf-8")

    steps: dict[str, Callable[[int], None]] = {"cold": empty, "unchanged": lambda _: None, "changed": change}
    found = {name: min(_cpu(folder, cache, before, number) for number in range(RUNS)) for name, before in steps.items()}
    return {**found, "load": os.getloadavg()[0]}


def _cpu(folder: Path, cache: Path, before: Callable[[int], None], number: int) -> float:
    """Seconds of processor time that a build costs, from the start of the program to its end."""
    before(number)
    os.environ[VARIABLE] = str(cache)
    return cost(sys.executable, "-m", "generator", "build", "--into", str(folder / "site"), folder=folder).cpu


def _show(figures: dict[str, Any]) -> None:
    table = Table(title=f"Building again, seconds of processor time, best of {RUNS}")
    for heading in ("pathway", "cold", "unchanged", "one statement changed", "against cold", "load"):
        table.add_column(heading, justify="left" if heading == "pathway" else "right")
    for name, row in figures.items():
        times = (f"{row[what]:.2f}" for what in ("cold", "unchanged", "changed"))
        table.add_row(name, *times, f"{row['changed'] / row['cold']:.2f}", f"{row['load']:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
