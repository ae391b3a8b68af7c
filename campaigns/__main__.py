"""Runs campaigns by their names, or all of them: `python -m campaigns [NAME …]`."""

import os
import sys
import time
from importlib import import_module

from campaigns.figures import PAGE, put
from generator.output.cache import VARIABLE

CAMPAIGNS: tuple[str, ...] = ("accessibility", "checks", "hostile_files", "hostile_text", "mutants", "output", "styles")
"""Each is a module of this package with a function `run` that returns its `Figures`."""


def main(names: list[str]) -> int:
    """Runs the campaigns, one after another, and writes the page after each, so that none is lost where a later one fails."""
    unknown = set(names) - set(CAMPAIGNS)
    if unknown:
        print(f"There is no campaign {', '.join(sorted(unknown))}; there are: {', '.join(CAMPAIGNS)}.", file=sys.stderr)
        return 2
    os.environ[VARIABLE] = "off"  # what an earlier run stored must not help, or hide, anything
    for name in names or CAMPAIGNS:
        print(f"{name} … ", end="", flush=True)
        start = time.monotonic()
        figures = import_module(f"campaigns.{name}").run()
        PAGE.write_text(put(PAGE.read_text("utf-8"), name, figures), "utf-8")
        print(f"{time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
