"""How soon a change is seen after it was saved: `make bench`, or `python -m bench.serve SIZE…` for pathways of so many boxes.

Measured in a real browser that shows a page of `pathway serve`: from the saving of one changed statement to its words standing in the
page. Prints a table, and writes the figures to `build/bench/serve.json`. The load of the machine stands beside them. Our own pathway
takes half a minute, 400 boxes a minute, 4,000 boxes many.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))


from bench.changing import changeable  # noqa: E402  # as above
from bench.synthetic import pathway  # noqa: E402  # as above
from browser import launched  # noqa: E402  # found once the tests' folder is on the path
from generator.output.cache import VARIABLE  # noqa: E402  # as above

RUNS = 7
SIZES = (40, 400)
_PATIENCE = 60_000
"""Milliseconds until a change must be seen."""
_MARK = "Changed for the {}th time. "


def main() -> None:
    """Measures our own pathway and made-up ones, prints, writes."""
    texts = {"ours": (ROOT / "pathway.yaml").read_text("utf-8")}
    texts |= {f"{size:,} boxes": pathway(size) for size in (map(int, sys.argv[1:]) if sys.argv[1:] else SIZES)}
    with launched() as browser:
        figures = {name: _measure(browser, name, text) for name, text in texts.items()}
    into = ROOT / "build" / "bench" / "serve.json"
    into.parent.mkdir(parents=True, exist_ok=True)
    into.write_text(json.dumps(figures, indent=2), "utf-8")
    _show(figures)


def _measure(browser: Browser, name: str, text: str) -> dict[str, Any]:
    Console(stderr=True).print(f"Measuring {name} …")
    with TemporaryDirectory(prefix="bench-") as folder:
        file = Path(folder, "pathway.yaml")
        file.write_text(text, "utf-8")
        start, says = changeable(file, text)
        os.environ[VARIABLE] = str(Path(folder, "cache"))
        with _served(file) as address:
            page = browser.new_page()
            page.set_default_timeout(_PATIENCE)
            page.goto(f"{address}/{start}.html", wait_until="load")
            times = [_seen(page, file, text.replace(says, _MARK.format(number) + says), number) for number in range(RUNS)]
            page.close()
    return {"seconds": times, "median": statistics.median(times), "load": os.getloadavg()[0]}


@contextmanager
def _served(file: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "generator", "serve", str(file), "--address", address]
    log = file.with_name("serve.log")
    # Not into a pipe, which nobody would empty: once it is full, the program waits.
    with log.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output) as process:
        try:
            while "Serving" not in log.read_text("utf-8", "replace"):
                if process.poll() is not None:
                    sys.exit(f"nothing is served:\n{log.read_text('utf-8', 'replace')}")
                time.sleep(0.1)
            yield f"http://{address}"
        finally:
            process.terminate()


def _seen(page: Page, file: Path, text: str, number: int) -> float:
    """Seconds from the saving of a text to its being seen; what is made in the background may end before the next."""
    time.sleep(2)
    start = time.perf_counter()
    file.write_text(text, "utf-8")
    page.wait_for_function("mark => document.querySelector('article')?.textContent.includes(mark)", arg=_MARK.format(number))
    return time.perf_counter() - start


def _show(figures: dict[str, Any]) -> None:
    table = Table(title=f"From saved to seen in “pathway serve”, {RUNS} changes of a statement")
    for heading in ("pathway", "median s", "fastest", "slowest", "load"):
        table.add_column(heading, justify="left" if heading == "pathway" else "right")
    for name, row in figures.items():
        times = row["seconds"]
        table.add_row(name, f"{row['median']:.2f}", f"{min(times):.2f}", f"{max(times):.2f}", f"{row['load']:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
