"""Interrupted builds: cut-off runs, full disks, missing rights, two runs at once. The site stays whole, old or new."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from campaigns.cuts import cut_off
from campaigns.figures import Figures
from campaigns.hardship import environments, full_disk, no_right, same_bytes, two_at_once
from campaigns.trials import COMMANDS, State, Tally, news, preload, prepare

KILLS = {"build": (10, 180, 6), "emit": (0, 76, 1), "bundle": (0, 26, 1), "draw": (0, 50, 1), "refs add": (0, 50, 1), "new": (0, 50, 1)}
"""At so many moments of its time each command is killed, and before so many last changes of the disk, taken in such steps."""
SHARE = {"emit": (75, 2), "draw": (14, 8, 7, 5, 3), "refs add": (5, 3), "new": (6, 4, 2)}
"""Before these changes of the disk, counted from the last, commands are killed in the tests."""
SIZES = (0, 64, 2048, 16384)
"""So many kilobytes are left on the disk."""
ROUNDS = 2
DISKS = "CAMPAIGN_DISKS"
"""The environment may name folders on other disks: `exFAT=/media/a:NTFS=/media/b`."""


def share(folder: Path) -> None:
    """A small part of it, for the tests, printed as JSON."""
    base = folder / "base"
    preload()
    prepare(base, ("emit", "draw"))
    print(json.dumps([asdict(cut_off(COMMANDS[name], base, 0, changes)) for name, changes in SHARE.items()]))


def run() -> Figures:
    """Tries all of it, as many parts at once as there are cores; some of it only where this is run by root."""
    rows: list[tuple[str | int, ...]] = []
    wrong: list[str] = []
    places: list[str] = []
    with tempfile.TemporaryDirectory(prefix="output-") as name, ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        Path(name).chmod(0o755)  # for users without rights
        base = Path(name) / "base"
        preload()
        prepare(base)
        places += environments(Path(name) / "locales")
        parts = _parts(news(base))
        for title, tally in zip(parts, pool.map(_tried, parts.values(), repeat(base)), strict=True):
            rows.append(tally.row(title))
            wrong.extend(tally.wrong)
            print(rows[-1], *tally.wrong[:5], sep="\n  ", file=sys.stderr, flush=True)
    return Figures(
        "Output safety",
        _TOLD,
        ("What was done", "Tried", "Old", "New", "Part", "Wrong"),
        rows,
        (*_notes(places), *(f"Wrong: {one}." for one in wrong)),
    )


def _parts(made: dict[str, State]) -> dict[str, Callable[[Path], Tally]]:
    """Trials, each in its own folder."""
    parts: dict[str, Callable[[Path], Tally]] = {
        f"`{name}` killed": partial(cut_off, COMMANDS[name], moments=moments, from_the_end=range(last, 0, -step))
        for name, (moments, last, step) in KILLS.items()
    }
    if os.geteuid() == 0:
        parts["The disk full"] = partial(full_disk, news=made, sizes=SIZES)
        parts["A right taken away"] = partial(no_right, news=made)
    parts["Two runs at once"] = partial(two_at_once, news=made, rounds=ROUNDS)
    parts["Another machine: the same bytes"] = same_bytes
    parts |= {
        f"`{name}` killed, on {disk}": partial(_elsewhere, name, Path(folder))
        for disk, folder in _disks().items()
        for name in ("emit", "draw", "refs add", "new")
    }
    return parts


def _disks() -> dict[str, str]:
    return dict(entry.split("=", 1) for entry in os.environ.get(DISKS, "").split(":") if entry)


def _elsewhere(name: str, disk: Path, _: Path) -> Tally:
    """Kills a command on another disk."""
    with tempfile.TemporaryDirectory(prefix="output-", dir=disk) as folder:
        ground = Path(folder) / "base"
        prepare(ground)  # a copy would not do: such a disk may show names otherwise than they were written down
        return cut_off(COMMANDS[name], ground, 0, range(76, 0, -1))


def _tried(part: Callable[[Path], Tally], base: Path) -> Tally:
    with tempfile.TemporaryDirectory(prefix="part-", dir=base.parent) as folder:
        Path(folder).chmod(0o755)
        shutil.copytree(base, Path(folder) / "base", symlinks=True)
        return part(Path(folder) / "base")


_TOLD = """\
Commands run over the output of an older version, with files of others beside it. Each is killed (signal 9) at many moments, and
before its last changes of the disk. Afterwards every file must be that of the old version or of the new one, whole, and files of
others unchanged. `bundle`, `draw` and `new` may leave some files of each version, and `build` and `emit` no folder, between two
renames (“part”). The next run must make the new files and clear what the killed one left. A full disk, missing rights and two
runs at once must leave all of one version, without a traceback."""
_UNTRIED = """\
Tried on Linux only; not on Windows, macOS or network drives, nor with a power cut. Tests take away the locks, and the distinction
of upper and lower case."""
_ELSEWHERE = """\
The other disks (exfat-fuse, lowntfs-3g with `ignore_case`) do not distinguish upper from lower case, and have no links and no rights."""


def _notes(places: Iterable[str]) -> tuple[str, ...]:
    named = ", ".join(f"`{name}`" for name in places)
    sizes = ", ".join(f"{size:,}" for size in SIZES)
    return (
        f"“Another machine” compares everything that `bundle`, `emit` and `draw` write, with {named}, other file masks and folders.",
        f"The full disk, with the temporary folder on it, had so many kilobytes left: {sizes}.",
        _UNTRIED,
        *([_ELSEWHERE] if _disks() else []),
    )
