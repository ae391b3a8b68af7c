"""Cost of compiling one pathway by stage: `python -m bench.stages FILE` prints seconds of processor time as JSON.

A process of its own for each pathway, so that no cache is warm and the peak of memory is its own.
"""

import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.analysis.index import PathwayIndex
from generator.charts.svg import draw
from generator.checks import check
from generator.core.source import Source
from generator.model import read_pathway
from generator.parsing import parse, to_data
from generator.views import lens, make_context, pages, walk

MOST_DRAWN = 400
"""Charts that are drawn for measuring; what each costs does not depend on how many there are."""


def measure(file: Path) -> dict[str, float]:
    """Seconds by stage, the number of charts drawn, and the peak of memory in MB."""
    seconds: dict[str, float] = {}

    def lap(stage: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        made = work()
        seconds[stage] = time.process_time() - start
        return made

    gc.disable()  # As the program does while it compiles.
    source = Source(file.name, file.read_text("utf-8"))
    tree, _ = lap("YAML", lambda: parse(source))
    pathway = lap("model", lambda: read_pathway(to_data(tree)))
    index = PathwayIndex(pathway)
    lap("checks", lambda: check(index))
    context = lap("references", lambda: make_context(index))
    made = list(pages(context))
    contents = lap("views", lambda: [page.content for page in made])
    lap("walk and lenses", lambda: (walk(context), lens(context)))
    compiled = sum(seconds.values())
    charts = [chart.chart for content in contents for chart in content.charts][:MOST_DRAWN]
    lap("drawing", lambda: [draw(chart) for chart in charts])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return {**seconds, "compiled": compiled, "charts drawn": len(charts), "peak MB": peak}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
