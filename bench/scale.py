"""How cost grows with a pathway, and what the same costs elsewhere: `make bench`, or `python -m bench.scale SIZE…`.

For made-up pathways of so many boxes: compiling by stage, drawing, the whole build, memory and bytes, each beside plain MkDocs with the
same pages, and beside what somebody would write by hand for MkDocs or Sphinx. Prints tables, and writes the figures to
`build/bench/scale.json`. Processor time is compared, since a clock also measures what else a machine is doing.
"""

import json
import os
import platform
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.children import Cost, cost, middle
from bench.rivals import RIVALS
from bench.synthetic import pathway
from generator.compiler import compile_pathway, read
from generator.core.source import Source
from generator.output.cache import VARIABLE

ROOT = Path(__file__).resolve().parent.parent
SIZES = (40, 400, 1000, 4000)
LARGEST_BUILT = 1000
"""Of larger ones nobody waits for a whole build on one machine; they are compiled alone."""
RUNS = {40: 3}
STAGES = ("YAML", "model", "checks", "references", "views", "walk and lenses")


def main() -> None:
    """Measures all sizes, prints, writes after each, so that nothing is lost where a later one takes too long."""
    sizes = [*map(int, sys.argv[1:])] or SIZES
    into = ROOT / "build" / "bench" / "scale.json"
    into.parent.mkdir(parents=True, exist_ok=True)
    os.environ[VARIABLE] = "off"  # `bench.again` measures what it saves
    with TemporaryDirectory(prefix="bench-") as folder:
        starts = middle(
            [cost(sys.executable, "-c", "import mkdocs.__main__, mkdocs.commands.build", folder=Path(folder)) for _ in range(5)]
        )
        figures: dict[str, Any] = {"machine": machine(), "MkDocs starts": starts.as_dict(), "sizes": {}}
        for size in sizes:
            work = Path(folder, str(size))
            work.mkdir()
            figures["sizes"][size] = _measured(size, work)
            into.write_text(json.dumps(figures, indent=2), "utf-8")
    show(figures)


def machine() -> str:
    """Description of the machine."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _measured(size: int, folder: Path) -> dict[str, Any]:
    text = pathway(size)
    file = folder / "pathway.yaml"
    file.write_text(text, "utf-8")
    runs = RUNS.get(size, 1)
    stages = [_stages(file) for _ in range(runs)]
    found: dict[str, Any] = {"stages": min(stages, key=lambda stage: stage["compiled"])}
    if size <= LARGEST_BUILT:
        build = (sys.executable, "-m", "generator", "build", str(file), "--into", str(folder / "site"))
        found["ours"] = _built([cost(*build, folder=folder) for _ in range(runs)], folder / "site")
    for name in RIVALS if size <= LARGEST_BUILT else ():
        found[name] = _rival(name, text, folder / name.replace(" ", "-"), runs)
    return found


def _stages(file: Path) -> dict[str, float]:
    cost(sys.executable, "-m", "bench.stages", str(file), folder=ROOT / "build" / "bench")
    found: dict[str, float] = json.loads((ROOT / "build" / "bench" / "bench.log").read_text("utf-8"))
    return found


def _rival(name: str, text: str, folder: Path, runs: int) -> dict[str, float]:
    source = Source("pathway.yaml", text)
    model, _ = read(source)
    assert model  # noqa: S101  # made to be sound
    write, command = RIVALS[name]
    write(folder, model, compile_pathway(source))
    return _built([cost(sys.executable, "-m", *command, folder=folder) for _ in range(runs)], folder / "site")


def _built(costs: list[Cost], site: Path) -> dict[str, float]:
    files = [file for file in site.rglob("*") if file.is_file()]
    pages = sum(file.suffix == ".html" for file in files)
    return {**middle(costs).as_dict(), "pages": pages, "MB": sum(file.stat().st_size for file in files) / 1e6}


def show(figures: dict[str, Any]) -> None:
    """Prints the figures as tables."""
    console = Console(width=160)
    compiling = Table(title=f"Compiling, milliseconds of processor time a box ({figures['machine']})")
    for heading in ("boxes", *STAGES, "together", "drawing a chart", "peak MB"):
        compiling.add_column(heading, justify="right")
    for size, found in figures["sizes"].items():
        stages, drawn = found["stages"], found["stages"]["charts drawn"]
        a_box = (f"{1000 * stages[name] / int(size):.2f}" for name in (*STAGES, "compiled"))
        drawing = (f"{1000 * stages[name] / drawn:.2f}" for name in ("drawing",))
        compiling.add_row(f"{int(size):,}", *a_box, *drawing, f"{stages['peak MB']:.0f}")
    building = Table(title=f"Building; MkDocs takes {figures['MkDocs starts']['cpu']:.2f} s to start")
    for heading in ("boxes", "with", "seconds", "against ours", "of processor", "peak MB", "pages", "MB out"):
        building.add_column(heading, justify="left" if heading == "with" else "right")
    for size, found in figures["sizes"].items():
        for name, row in ((name, row) for name, row in found.items() if name != "stages"):
            ratio = f"{row['wall'] / found['ours']['wall']:.2f}×"
            cells = (f"{row['wall']:.1f}", ratio, f"{row['cpu']:.1f}", f"{row['peak']:.0f}", f"{row['pages']:,}", f"{row['MB']:.1f}")
            building.add_row(f"{int(size):,}", name, *cells)
    console.print(compiling, building)


if __name__ == "__main__":
    main()
