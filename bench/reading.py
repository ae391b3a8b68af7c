"""How it feels to read: `make bench`, or `python -m bench.reading SIZE…` for made-up pathways beside our own.

In a real browser, over http and from a folder, on this processor and on one four times slower: when the largest part of a page is
painted, how long a step of a walk takes, how soon search answers first and then. Each is what one reader waits, from the key or click to
the moment at which the page shows it. Prints a table, and writes the figures to `build/bench/reading.json`.
"""

import gzip
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Response
from rich.console import Console
from rich.table import Table

from bench.charts import served
from bench.scale import machine
from bench.synthetic import pathway
from generator.output.read_pathway import read_file

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import launched  # noqa: E402  # found once the tests' folder is on the path

RUNS = 5
SLOWER = 4

_LARGEST = """new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
  .observe({type: "largest-contentful-paint", buffered: true}))"""
_UNTIL = """([act, shown]) => new Promise(done => {
  const start = performance.now();
  const look = () => document.querySelector(shown) ? done(performance.now() - start) : setTimeout(look, 4);
  if (act.type) {
    const box = document.querySelector(act.type);
    box.focus(); box.value = act.text; box.dispatchEvent(new Event("keyup", {bubbles: true}));
  } else document.querySelector(act.click).click();
  setTimeout(look, 0);
})"""
_BOX, _FOUND = "[data-md-component=search-query]", ".md-search-result__item a[href*='{}']"


def main() -> None:
    """Builds, measures, prints."""
    folder = ROOT / "build" / "bench" / "reading"
    shutil.rmtree(folder, ignore_errors=True)
    texts = {"ours": (ROOT / "pathway.yaml").read_text("utf-8")}
    texts |= {f"{size:,} boxes": pathway(size) for size in map(int, sys.argv[1:])}
    figures: dict[str, Any] = {"machine": machine(), "pathways": {}}
    with launched() as browser:
        for name, text in texts.items():
            work = folder / name.split()[0].replace(",", "")
            figures["pathways"][name] = _measured(browser, text, work)
    (folder.parent / "reading.json").write_text(json.dumps(figures, indent=2), "utf-8")
    _show(figures)


def _measured(browser: Browser, text: str, folder: Path) -> dict[str, Any]:
    folder.mkdir(parents=True)
    file = folder / "pathway.yaml"
    file.write_text(text, "utf-8")
    subprocess.run([sys.executable, "-m", "generator", "build", str(file)], check=True, capture_output=True)
    site = folder / "site"
    found, _, _ = read_file(file)
    assert found  # noqa: S101  # ours, or made to be sound
    words = [(treatment.name, f"treatments/{treatment.id}.html") for treatment in found.treatments[:3]]
    pages = ["index.html", f"{found.sections[0].id}.html", "treatments.html", "references.html"]
    all_charts = dict.fromkeys([pages[0], *(f"{section.id}.html" for section in found.sections), *pages])
    figures: dict[str, Any] = {"kB": {page: _weight(browser, site, page) for page in all_charts}}
    with served(site) as address:
        for way, start in (("http", address), ("folder", site.as_uri())):
            for slower in (1, SLOWER):
                runs = [_visit(browser, start, pages, words, slower) for _ in range(RUNS)]
                figures[f"{way} {slower}"] = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    return figures


def _visit(browser: Browser, start: str, pages: list[str], words: list[tuple[str, str]], slower: int) -> dict[str, float]:
    """Milliseconds that one reader waits who comes for the first time."""
    with _reader(browser, slower) as page:
        found = {}
        for name in pages:
            page.goto(f"{start}/{name}", wait_until="load")
            found[f"largest paint, {name}"] = float(page.evaluate(_LARGEST))
        page.goto(f"{start}/{pages[0]}", wait_until="load")
        page.wait_for_selector("main .pw-walk-way button")
        found["walk begins"] = _until(page, {"click": "main .pw-walk-way button"}, "aside.pw-walk h3")
        # A reader reads a step before she goes on.
        page.wait_for_timeout(300)
        page.evaluate("document.querySelector('aside.pw-walk h3').dataset.bench = 'old'")
        found["walk step"] = _stepped(page)
        page.goto(f"{start}/{pages[1]}", wait_until="load")
        for name, (word, target) in zip(("search, first", "search, again", "search, third"), words, strict=True):
            found[name] = _until(page, {"type": _BOX, "text": word}, _FOUND.format(target))
    return found


def _until(page: Page, act: Mapping[str, str], shown: str) -> float:
    return float(page.evaluate(_UNTIL, [act, shown]))


def _stepped(page: Page) -> float:
    """Milliseconds of a step, which may lead to another page: the clock is ours."""
    start = time.perf_counter()
    page.locator(":is(.pw-walk-go, .pw-walk-choice):visible").last.click()
    page.wait_for_selector(".pw-walk h3:not([data-bench])")
    return 1000 * (time.perf_counter() - start)


@contextmanager
def _reader(browser: Browser, slower: int) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    yield page
    context.close()


def _weight(browser: Browser, site: Path, name: str) -> float:
    """Size of the files a page loads, gzipped as a server would send them, in kB."""
    loaded: dict[str, Response] = {}
    with served(site) as address, _reader(browser, 1) as page:
        page.on("response", lambda answer: loaded.update({answer.url: answer}))
        page.goto(f"{address}/{name}", wait_until="networkidle")
        return sum(len(gzip.compress(answer.body(), 6)) for answer in [*loaded.values()]) / 1000


def _show(figures: dict[str, Any]) -> None:
    table = Table(
        title=f"What a reader waits, in ms, median of {RUNS} ({figures['machine']}); {SLOWER}: on a processor {SLOWER} times slower"
    )
    ways = [f"{way} {slower}" for way in ("http", "folder") for slower in (1, SLOWER)]
    for heading in ("pathway", "", *ways):
        table.add_column(heading, justify="right" if heading in ways else "left")
    for name, found in figures["pathways"].items():
        for what in found[ways[0]]:
            table.add_row(name, what, *(f"{found[way][what]:.0f}" for way in ways))
    console = Console(width=140)
    console.print(table)
    for name, found in figures["pathways"].items():
        console.print(f"{name}, kB loaded, gzipped: " + "; ".join(f"{page} {size:.0f}" for page, size in found["kB"].items()))


if __name__ == "__main__":
    main()
