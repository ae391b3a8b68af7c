"""Lighthouse scores of a hosted site: `python -m bench.lighthouse ADDRESS PAGE…`, for a phone and for a desktop.

Needs Node, for Lighthouse has no Python; so it is no part of `make bench`. Prints a table, and writes the figures to
`build/bench/lighthouse.json`: the four scores of each page, of 100, and what they rest on.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.scale import machine
from generator.output.pdf import find_browser

ROOT = Path(__file__).resolve().parent.parent
LIGHTHOUSE = "lighthouse@12.8.2"
RUNS = 3
FORMS: dict[str, tuple[str, ...]] = {"telephone": (), "context": ("--preset=desktop",)}
SCORES = {"performance": "performance", "accessibility": "accessibility", "best-practices": "best practices", "seo": "SEO"}
TIMES = {"largest-contentful-paint": "largest paint ms", "total-blocking-time": "blocked ms", "cumulative-layout-shift": "shift"}


def main(address: str, pages: list[str]) -> None:
    """Asks, prints."""
    npx = shutil.which("npx")
    if npx is None:
        sys.exit("Lighthouse needs Node: install it, so that there is a program npx.")
    found = {page: {form: _median(npx, f"{address.rstrip('/')}/{page}", form) for form in FORMS} for page in pages}
    figures = {"machine": machine(), "lighthouse": LIGHTHOUSE, "runs": RUNS, "pages": found}
    into = ROOT / "build" / "bench" / "lighthouse.json"
    into.parent.mkdir(parents=True, exist_ok=True)
    into.write_text(json.dumps(figures, indent=2), "utf-8")
    _show(found)


def _median(npx: str, address: str, form: str) -> dict[str, float]:
    """Of several runs the one in the middle, by its performance, as Lighthouse advises."""
    runs = sorted((_run(npx, address, form) for _ in range(RUNS)), key=lambda run: run["performance"])
    return runs[RUNS // 2]


def _run(npx: str, address: str, form: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder, "report.json")
        browser = "--chrome-flags=--headless=new --no-sandbox"
        command = [npx, "--yes", LIGHTHOUSE, address, *FORMS[form], browser, "--quiet", "--output=json", f"--output-path={into}"]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "CHROME_PATH": str(find_browser())})
        report: dict[str, Any] = json.loads(into.read_text("utf-8"))
    scores = {name: round(100 * report["categories"][key]["score"]) for key, name in SCORES.items()}
    return scores | {name: round(report["audits"][key]["numericValue"], 3) for key, name in TIMES.items()}


def _show(found: dict[str, dict[str, dict[str, float]]]) -> None:
    heads = [*SCORES.values(), *TIMES.values()]
    table = Table("page", "", *heads, title="What Lighthouse says")
    for page, forms in found.items():
        for form, figures in forms.items():
            table.add_row(page, form, *(f"{figures[head]:g}" for head in heads))
    Console(width=140).print(table)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
