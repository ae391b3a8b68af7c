"""Interrupted builds: runs that are killed, full disks, missing rights, two runs at once. The site stays whole, old or new."""

import json
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from campaigns.figures import Figures
from campaigns.interruptions import HOW, interrupted, two_at_once
from campaigns.trials import COMMANDS, Tally, copied, preload, prepare

LAST = {"build": (180, 9), "emit": (76, 2), "bundle": (26, 1), "draw": (50, 1), "refs add": (50, 1), "new": (50, 1)}
"""Before so many last changes of the disk each command is cut off, taken in such steps."""
SHARE = {"emit": (75, 2), "draw": (14, 8, 7, 5, 3), "refs add": (5, 3), "new": (6, 4, 2)}
"""Before these changes of the disk, counted from the last, commands are killed in the tests."""
ROUNDS = 2
_TOLD = """\
Commands run over the output of an older version, with files of others beside it. Each is cut off before many of its changes of the
disk: killed (signal 9), on a disk that is full from there on, or because one change is forbidden. Afterwards every file must be that
of the old version or of the new one, whole, and files of others unchanged. `bundle`, `draw` and `new` may leave some files of each
version, and `build` and `emit` no folder, between two renames (“part”). A fault must be reported without a traceback. The next run must
make the new files and clear what was left. Two runs at once must leave all of one version."""
_UNTRIED = """\
The full disk and the missing right are put on by Python, before it asks the system. Tried on Linux only; not on Windows, macOS or
network drives, nor with a power cut. Tests take away the locks, and the distinction of upper and lower case, and compare the bytes
of another machine."""


def share(folder: Path) -> None:
    """A small part of it, for the tests, printed as JSON."""
    base = folder / "base"
    preload()
    prepare(base, ("emit", "draw"))
    print(json.dumps([asdict(interrupted(COMMANDS[name], base, "killed", changes)) for name, changes in SHARE.items()]))


def run() -> Figures:
    """Tries all of it, as many parts at once as there are cores."""
    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory(prefix="output-") as name, ProcessPoolExecutor(mp_context=get_context("several")) as pool:
        base = Path(name) / "base"
        preload()
        prepare(base)
        parts: dict[str, Callable[[Path], Tally]] = {
            f"`{name}` {how}": partial(_cut_off, name, how, range(last, 0, -step)) for how in HOW for name, (last, step) in LAST.items()
        }
        parts["Two runs at once"] = partial(two_at_once, rounds=ROUNDS)
        for title, tally in zip(parts, pool.map(_tried, parts.values(), repeat(base)), strict=True):
            tallies[title] = tally
            print(title, tally.row(), *tally.wrong[:5], sep="\n  ", file=sys.stderr, flush=True)
    rows: list[tuple[str | int, ...]] = [(title, *tally.row()) for title, tally in tallies.items()]
    wrong = [f"Wrong: {one}." for tally in tallies.values() for one in tally.wrong]
    return Figures("Output safety", _TOLD, ("What was done", "Tried", "Old", "New", "Part", "Wrong"), rows, (_UNTRIED, *wrong))


def _cut_off(name: str, how: str, changes: range, base: Path) -> Tally:
    return interrupted(COMMANDS[name], base, how, changes)


def _tried(part: Callable[[Path], Tally], base: Path) -> Tally:
    """Tries a part on a ground of its own."""
    with copied(base) as folder:
        return part(folder)
