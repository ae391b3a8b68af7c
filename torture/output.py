"""What happens to a site when a run is cut off, the disk fills, a right is missing, or two runs meet: the old one or the new one, whole."""

import json
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from torture.cuts import cut_off
from torture.figures import Figures
from torture.hardship import environments, full_disk, no_right, same_bytes, two_at_once
from torture.trials import COMMANDS, Tally, news, preload, prepare

KILLS = {"build": (20, 40), "emit": (0, 40), "bundle": (5, 45), "draw": (0, 50), "refs add": (0, 50), "new": (0, 50)}
"""At so many moments of its time each command is killed, and before so many of its last changes of the disk, or all if it has fewer."""
SHARE = {"emit": (2,), "draw": (22, 16, 13, 10, 6), "refs add": (5, 3), "new": (12, 10, 8)}
"""Before these changes of the disk, counted from the last, commands are killed in the tests."""
SIZES = (0, 4, 64, 512, 2048, 6144, 16384)
"""So many kilobytes are left on the disk."""
ROUNDS = 5
DISK = "TORTURE_NTFS"
"""The environment may name a folder on such a disk: it knows no single step by which folders change places, and no case."""


def share(folder: Path) -> None:
    """A small part of it, for the tests, printed as JSON."""
    base = folder / "base"
    preload()
    prepare(base, ("emit", "draw"))
    print(json.dumps([asdict(cut_off(COMMANDS[name], base, 0, changes)) for name, changes in SHARE.items()]))


def run() -> Figures:
    """Tries all of it; some of it only where this is run by root, on Linux."""
    rows: list[tuple[str | int, ...]] = []
    wrong: list[str] = []

    def take(name: str, tally: Tally) -> None:
        rows.append(tally.row(name))
        wrong.extend(tally.wrong)
        print(rows[-1], *tally.wrong[:5], sep="\n  ", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="output-") as name:
        base = Path(name) / "base"
        preload()
        prepare(base)
        for command, (moments, last) in KILLS.items():
            take(f"`{command}` killed", cut_off(COMMANDS[command], base, moments, range(last, 0, -1)))
        made = news(base)
        if os.geteuid() == 0:
            take("The disk full", full_disk(base, made, SIZES))
            take("A right taken away", no_right(base, made))
        take("Two runs at once", two_at_once(base, made, ROUNDS))
        take("Another machine: the same bytes", same_bytes(base))
    if disk := os.environ.get(DISK):
        with tempfile.TemporaryDirectory(prefix="output-", dir=disk) as name:
            base = Path(name) / "base"
            prepare(base)
            for command in ("emit", "draw", "refs add", "new"):
                take(f"`{command}` killed, on NTFS", cut_off(COMMANDS[command], base, 0, range(90, 0, -1), may_lack=True))
    return Figures(
        "Output safety",
        _TOLD,
        ("What was done", "Tried", "Old", "New", "Part of one", "Wrong"),
        rows,
        (*_notes(), *(f"Wrong: {one}." for one in wrong)),
    )


_TOLD = """\
Commands run over what an older version made, with files of others in it and beside it. Each is killed (signal 9) at moments spread over
its time, and before each of its last changes of the disk. Then the old files or the new ones stand there, every byte of them, and those of
others; where a command writes several files among those of others (`bundle`, `draw`, `new`), it may be a part of the old ones or a part
of the new ones, never a mixture. The next run makes the new ones, and leaves nothing of the one that was killed. The same with a disk that
has too little room, as a user without the right to something, and with two runs at once: what is there is whole, and what is
wrong is said, without a traceback."""
_UNTRIED = """\
Tried on Linux only; not on Windows, macOS or network drives, nor with a power cut. The disk of Windows was NTFS by lowntfs-3g, with names
that Windows takes, and upper case no other than lower case: no single step lets two folders change places there, so a build that is killed
between its two renames leaves no site (a part, in the table), until the next build puts it back."""


def _notes() -> tuple[str, ...]:
    places = ", ".join(f"`{name}`" for name in environments())
    sizes = ", ".join(f"{size:,}" for size in SIZES)
    return (
        f"The last line compares all that `build`, `emit`, `bundle` and `draw` write, with {places}, other masks of rights and folders.",
        f"So many kilobytes were left on the disk, the folder for temporary files being on it, too: {sizes}.",
        _UNTRIED,
    )
