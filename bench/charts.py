"""How soon a chart is there, and at what price: `make bench`.

Measured in one run, in a real browser over http: our pages with drawn charts, the same pages with charts that the browser draws with
mermaid2, and the same pages without charts. Prints a table, and writes the figures to `build/bench/charts.json`.
"""

import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import launched  # noqa: E402  # found once the tests' folder is on the path
from generator.charts.svg import draw  # noqa: E402  # as above
from generator.compiler import compile_pathway  # noqa: E402  # as above
from generator.core.source import Source  # noqa: E402  # as above

PAGES = ("index.html", "severe.html", "muscle.html", "skin.html")
RUNS = 7
SLOWER = 4

# The moment at which what a page shows first of its content has a place: a chart, or else a box.
_WATCH = """(() => {
  const look = () => {
    const seen = document.querySelector('%s')?.getBoundingClientRect();
    if (seen && seen.height > 0) window.seen = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""
_CHART, _BOX = ".pw-chart svg", ".pw-box"


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the standard library's name
        """Says nothing."""


def main() -> None:
    """Builds the three sites, measures, prints."""
    folder = ROOT / "build" / "bench" / "charts"
    shutil.rmtree(folder, ignore_errors=True)
    sites = {"drawn": _CHART, "mermaid2": _CHART, "no chart": _BOX}
    for name in sites:
        _build(folder / name, is_drawn=name != "mermaid2")
    _without_charts(folder / "no chart" / "site")
    figures: dict[str, Any] = {"machine": _machine(), "drawing": _drawing(), "pages": {}}
    with launched() as browser:
        for name, selector in sites.items():
            figures["pages"][name] = _measure(browser, folder / name / "site", selector)
    (folder.parent / "charts.json").write_text(json.dumps(figures, indent=2), "utf-8")
    _show(figures)


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"


# The charts as if an author had written them by hand, which a site has no option for.
_BY_MERMAID2 = """
from generator.cli import main
from generator.mkdocs import chart_fence, site_config
site_config.fence_of = lambda _: chart_fence.fence_for_browser
main()
"""


def _build(folder: Path, *, is_drawn: bool) -> None:
    (folder / "docs").mkdir(parents=True)
    shutil.copy(ROOT / "pathway.yaml", folder)
    (folder / "mkdocs.yml").write_text("site_name: Bench\ntheme: {name: material}\nplugins: [pathway, search, offline, mermaid2]\n")
    program = ("-m", "generator") if is_drawn else ("-c", _BY_MERMAID2)
    environment = os.environ | {"PATHWAY_CACHE": "off"}
    subprocess.run([sys.executable, *program, "build", str(folder / "pathway.yaml")], check=True, capture_output=True, env=environment)


def _without_charts(site: Path) -> None:
    for page in site.glob("*.html"):
        page.write_text(re.sub(r"<figure class=\"pw-chart\".*?</figure>", "", page.read_text("utf-8"), flags=re.DOTALL), "utf-8")


def _drawing() -> dict[str, float]:
    """Seconds to draw all charts afresh, and again from the cache."""
    site = compile_pathway(Source("pathway.yaml", (ROOT / "pathway.yaml").read_text("utf-8"))).site
    assert site  # noqa: S101  # our own pathway
    times = []
    for _ in range(2):
        start = time.perf_counter()
        for chart in site.charts:
            draw(chart.chart)
        times.append(time.perf_counter() - start)
    return {"charts": len(site.charts), "afresh": times[0], "cached": times[1]}


def _measure(browser: Browser, site: Path, selector: str) -> dict[str, dict[str, float]]:
    with served(site) as address:
        return {
            page: {
                "ms": statistics.median(_visit(browser, f"{address}/{page}", selector, 1)[0] for _ in range(RUNS)),
                "slow ms": statistics.median(_visit(browser, f"{address}/{page}", selector, SLOWER)[0] for _ in range(RUNS)),
                "bytes": _visit(browser, f"{address}/{page}", selector, 1)[1],
            }
            for page in PAGES
        }


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address at which a site is served meanwhile."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _visit(browser: Browser, address: str, selector: str, slower: int) -> tuple[float, int]:
    """Milliseconds from navigation to what is looked for, and bytes loaded, by a reader who comes for the first time."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(_WATCH % selector)
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", 0))))
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address, wait_until="load")
    page.wait_for_function("window.seen")
    found = page.evaluate("window.seen")
    context.close()
    return float(found), sum(sizes)


def _show(figures: dict[str, Any]) -> None:
    table = Table(title=f"From navigation to chart visible, median of {RUNS} ({figures['machine']})")
    for heading in ("page", "", "ms", f"ms, {SLOWER}× slower processor", "kB loaded", "against drawn"):
        table.add_column(heading, justify="left" if heading in {"page", ""} else "right")
    for page in PAGES:
        for name, measured in figures["pages"].items():
            row, drawn = measured[page], figures["pages"]["drawn"][page]
            ratio = f"{row['ms'] / drawn['ms']:.2f}× / {row['slow ms'] / drawn['slow ms']:.2f}×"
            table.add_row(page, name, f"{row['ms']:.0f}", f"{row['slow ms']:.0f}", f"{row['bytes'] / 1000:.0f}", ratio)
    drawing = figures["drawing"]
    Console().print(table)
    Console().print(
        f"Drawing all {drawing['charts']} charts: {1000 * drawing['afresh']:.0f} ms; from the cache {1000 * drawing['cached']:.2f} ms."
    )


if __name__ == "__main__":
    main()
