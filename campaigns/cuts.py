"""Killed runs: at moments of their time, and before changes of the disk. The next run must clean up."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from campaigns.trials import Command, State, Tally, copied, difference, ended, left, lost, run_once, start, state

_WRITES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "shutil.rmtree"}
"""Events that Python reports."""


def cut_off(command: Command, base: Path, moments: int, from_the_end: Iterable[int]) -> Tally:
    """Kills a command at so many moments spread over its time, and before some of its changes of the disk, the last of which is 1."""
    tally = Tally()
    takes, changes, new = _measured(command, base)
    expected = _measured(replace(command, arguments=command.mended_by), base)[2] if command.mended_by else new
    points: list[float | int] = [takes * moment / moments for moment in range(moments)]
    for point in (*points, *(changes + 1 - number for number in from_the_end if number <= changes)):
        with copied(base) as folder:
            old = state(folder / command.writes)
            _kill(command, folder, point)
            found = state(folder / command.writes)
            told = f"{command.name} killed at {point} of {takes:.1f} s, {changes} changes"
            wrong = [*_judged(tally, found, old, new, partly=command.several or not found)]
            wrong += _mended(command, folder, expected, done=found == new)
            tally.wrong += [f"{told}: {what}" for what in wrong]
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


def _judged(tally: Tally, found: State, old: State, new: State, *, partly: bool) -> Iterator[str]:
    """Counts what is there as the old, the new, or whole files of both; all else is wrong. A folder may be missing between two renames."""
    tally.tried += 1
    if found == old:
        tally.old += 1
    elif found == new:
        tally.new += 1
    elif partly and found.items() <= old.items() | new.items():
        tally.part += 1
    else:
        yield difference(found, old, new)


def _mended(command: Command, folder: Path, expected: State, *, done: bool) -> Iterator[str]:
    """Defects after one more run, which must write everything and leave nothing of the killed one."""
    for folder_left in left(folder):
        os.utime(folder_left, (0, 0))  # a folder without our marker must be older than a minute to be removed
    again = command.again if done else None
    status, said = run_once(again or command.mended_by or command.arguments, folder)
    if status or (not again and state(folder / command.writes) != expected):
        yield f"the next run does not clean up ({status}, {said.strip()[-200:]})"
    yield from (f"{path.name} is left" for path in left(folder))
    yield from (f"{name} is lost" for name in lost(folder))
