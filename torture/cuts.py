"""Runs that are killed: at moments of their time, and before changes of the disk. The next run must mend what is left."""

import os
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from torture.trials import Command, State, Tally, copied, difference, ended, left, lost, run_once, start, state

_WRITES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "shutil.rmtree", "ctypes.dlopen"}
"""Python tells of these; the call of the C library by which two folders change places is told of as the loading of that library."""


def cut_off(command: Command, base: Path, moments: int, from_the_end: Iterable[int]) -> Tally:
    """Kills a command at so many moments spread over its time, and before some of its changes of the disk, the last of which is 1."""
    tally = Tally()
    takes, changes, new = _measured(command, base)
    points: list[float | int] = [takes * moment / moments for moment in range(moments)]
    for point in (*points, *(changes + 1 - number for number in from_the_end if number <= changes)):
        with copied(base) as folder:
            old = state(folder / command.writes)
            _kill(command, folder, point)
            _judge(tally, command, folder, (old, new), f"{command.name} killed at {point} of {takes:.1f} s, {changes} changes")
    return tally


def _measured(command: Command, base: Path) -> tuple[float, int, State]:
    """How long a command takes, in seconds, how often it changes the disk, and what it makes."""
    counter = os.open(base.parent / "changes", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    try:
        with copied(base) as folder:
            begun = time.monotonic()
            status, said = run_once(command.arguments, folder, lambda: _count(-1, counter))
            assert status == 0, said  # noqa: S101  # the ground that all stands on
            return time.monotonic() - begun, int(os.pread(counter, 20, 0)), state(folder / command.writes)
    finally:
        os.close(counter)


def _count(kill_before: int, counter: int | None = None) -> None:
    """From here on this process counts its changes of the disk, and dies before one of them."""
    done = 0

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in _WRITES or opened:
            done += 1
            if done == kill_before:
                os.kill(os.getpid(), 9)
            if counter is not None:
                os.pwrite(counter, f"{done}".encode(), 0)

    sys.addaudithook(heard)


def _kill(command: Command, folder: Path, point: float) -> None:
    if isinstance(point, int):
        run_once(command.arguments, folder, lambda: _count(point))
        return
    said = folder.parent / f"{folder.name}.said"
    child = start(command.arguments, folder, said)
    time.sleep(point)
    with suppress(ProcessLookupError):
        os.kill(child, 9)
    ended(child, said)


def _judge(tally: Tally, command: Command, folder: Path, states: tuple[State, State], what: str) -> None:
    """Old or new; of several files, some of the old or some of the new. After one more run new, and nothing is left of the one cut off."""
    (old, new), found = states, state(folder / command.writes)
    tally.tried += 1
    if found == old:
        tally.old += 1
    elif found == new:
        tally.new += 1
    elif command.several and (found.items() <= old.items() or found.items() <= new.items()):
        tally.part += 1
    else:
        tally.wrong.append(f"{what}: {difference(found, old, new)}")
    for folder_left in left(folder):
        os.utime(folder_left, (0, 0))  # what bears no mark yet must be older than a minute to go
    finished = found == new and command.again
    status, said = run_once(finished or command.arguments, folder)
    if status or (not finished and state(folder / command.writes) != new):
        tally.wrong.append(f"{what}: the next run does not mend it ({status}, {said.strip()[-200:]})")
    tally.wrong += [f"{what}: {path.name} is left" for path in left(folder)]
    tally.wrong += [f"{what}: {name} is lost" for name in lost(folder)]
