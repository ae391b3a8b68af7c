"""The page of the manual with the figures: `python -m bench.page NAME` keeps those of the last `make bench` as the run NAME and writes it.

Every figure stands once for each run that is kept, in the order of their names, so that a reader sees how far to trust it.
"""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "bench" / "figures"
PAGE = ROOT / "docs" / "performance.md"
TEXT = ROOT / "bench" / "performance.md"
"""Text around the tables; `<!-- name -->` marks their places."""

Figures = Sequence[dict[str, Any]]
"""One benchmark's figures, a run each."""
Row = Sequence[str]


def main(name: str) -> None:
    """Keeps a run, and writes the page."""
    into = KEPT / name
    into.mkdir(parents=True, exist_ok=True)
    for file in (ROOT / "build" / "bench").glob("*.json"):
        shutil.copy(file, into)
    PAGE.write_text(page(), "utf-8")


def page() -> str:
    """The text with its tables."""
    text = TEXT.read_text("utf-8")
    for name, (heads, rows) in TABLES.items():
        kept = [json.loads(file.read_text("utf-8")) for file in sorted(KEPT.glob(f"*/{name.split()[0]}.json"))]
        rule = ["---"] * len(heads)
        text = text.replace(f"<!-- {name} -->", "\n".join([_row(*heads), _row(*rule), *(rows(kept) if kept else ())]))
    return text


def _at(run: Any, way: Row) -> Any:
    """Value in a run's figures at the end of this path of keys."""
    for key in way:
        run = run[key]
    return run


def _each(runs: Figures, *way: str, form: str = "{:.2f}", times: float = 1, of: Callable[[Any], float] = float) -> str:
    """A figure of each run."""
    return " / ".join(form.format(times * of(_at(run, way))) for run in runs)


def _ratio(runs: Figures, way: Row, to: Row) -> str:
    """One figure of each run against another."""
    return " / ".join(f"{_at(run, way) / _at(run, to):.2f}" for run in runs)


def _compiling(runs: Figures) -> Iterator[str]:
    stages = ("YAML", "model", "checks", "references", "views", "walk and lenses", "compiled")
    for size in runs[0]["sizes"]:
        kept = [run for run in runs if size in run["sizes"]]
        spent = (_each(kept, "sizes", size, "stages", stage, times=1000 / int(size)) for stage in stages)
        yield _row(f"{int(size):,}", *spent, _each(kept, "sizes", size, "stages", "peak MB", form="{:.0f}"))


def _building(runs: Figures) -> Iterator[str]:
    for size, found in runs[0]["sizes"].items():
        for name in (name for name in found if name not in {"stages", "ours again"}):
            way = ("sizes", size, name)
            forms = {"cpu": "{:.1f}", "peak": "{:.0f}", "pages": "{:,}", "MB": "{:.1f}"}
            cells = {what: _each(runs, *way, what, form=form, of=lambda figure: figure) for what, form in forms.items()}
            cells["cpu"] += f" | {_ratio(runs, (*way, 'cpu'), ('sizes', size, 'ours', 'cpu'))}"
            yield _row(f"{int(size):,}, {name}", *cells.values())


def _again(runs: Figures) -> Iterator[str]:
    for name in runs[0]:
        times = (_each(runs, name, what) for what in ("cold", "unchanged", "changed"))
        yield _row(name, *times, _ratio(runs, (name, "changed"), (name, "cold")))


def _reading(runs: Figures) -> Iterator[str]:
    for name, found in runs[0]["pathways"].items():
        for what in found["http 1"]:
            yield _row(f"{name}: {what}", *(_each(runs, "pathways", name, way, what, form="{:.0f}") for way in _WAYS))


def _weight(runs: Figures) -> Iterator[str]:
    for name, found in runs[-1]["pathways"].items():
        for what, size in found["kB"].items():
            yield _row(f"{name}: {what}", f"{size:.0f}")


def _charts(runs: Figures) -> Iterator[str]:
    for page in runs[0]["pages"]["drawn"]:
        for name in runs[0]["pages"]:
            times = (_each(runs, "pages", name, page, what, form="{:.0f}") for what in ("ms", "slow ms"))
            yield _row(f"{page}, {name}", *times, _ratio(runs, ("pages", name, page, "ms"), ("pages", "drawn", page, "ms")))


def _serve(runs: Figures) -> Iterator[str]:
    for name in runs[0]:
        yield _row(name, _each(runs, name, "median"), *(_each(runs, name, "seconds", of=end) for end in (min, max)))


def _lighthouse(runs: Figures) -> Iterator[str]:
    for page, forms in runs[0]["pages"].items():
        for form, found in forms.items():
            yield _row(page, form, *(_each(runs, "pages", page, form, what, form="{:g}") for what in found))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


_WAYS = ("http 1", "http 4", "folder 1", "folder 4")
TABLES: dict[str, tuple[Row, Callable[[Figures], Iterator[str]]]] = {
    "scale compiling": (("boxes", "YAML", "model", "checks", "references", "views", "walk and lenses", "together", "peak MB"), _compiling),
    "scale building": (("boxes, with", "seconds", "against ours", "peak MB", "pages", "MB out"), _building),
    "again": (("pathway", "cold", "unchanged", "one statement changed", "against cold"), _again),
    "reading": (("ms", "http", "http, 4× slower", "folder", "folder, 4× slower"), _reading),
    "reading weight": (("page", "kB"), _weight),
    "charts": (("page", "ms", "ms, 4× slower", "against drawn"), _charts),
    "lighthouse": (
        ("page", "seen on a", "performance", "accessibility", "best practices", "SEO", "largest paint ms", "blocked ms", "shift"),
        _lighthouse,
    ),
    "serve": (("pathway", "median s", "fastest", "slowest"), _serve),
}


if __name__ == "__main__":
    main(sys.argv[1])
