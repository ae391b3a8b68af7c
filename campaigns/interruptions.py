"""Runs that are cut off: killed before a change of the disk, on a disk that is full from there on, or without the right to make it."""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from campaigns.trials import COMMANDS, Command, State, Tally, copied, difference, ended, left, lost, run_once, start, state

_MAKE = {"os.rename", "os.mkdir", "os.link", "os.symlink"}
_CHANGE = _MAKE | {"os.remove", "os.rmdir", "os.chmod", "shutil.rmtree"}
"""Events that Python reports."""


def _die(_: str) -> None:
    os.kill(os.getpid(), 9)


def _fail(code: int, path: str) -> None:
    raise OSError(code, os.strerror(code), path)


HOW: Mapping[str, Callable[[str], None]] = {
    "killed": _die,
    "on a full disk": partial(_fail, errno.ENOSPC),
    "without a right": partial(_fail, errno.EACCES),
}


def interrupted(command: Command, base: Path, how: str, from_the_end: Iterable[int]) -> Tally:
    """Cuts a command off before some of its changes of the disk.

    Args:
        command: What is run.
        base: The ground, of which each run has a copy.
        how: A key of `HOW`.
        from_the_end: The changes, counted from the last, which is 1.

    Returns:
        What became of the files, and what was wrong.

    """
    tally = Tally()
    changes, new = _measured(command, base)
    expected = _measured(replace(command, arguments=command.mended_by), base)[1] if command.mended_by else new
    for point in (changes + 1 - number for number in from_the_end if number <= changes):
        with copied(base) as folder:
            old = state(folder / command.writes)
            status, said = run_once(command.arguments, folder, partial(_watch, how, point))
            found = state(folder / command.writes)
            wrong = [*_judged(tally, found, old, new, partly=command.several or not found)]
            if how != "killed" and ("Traceback" in said or (status and (status != 1 or "error" not in said))):
                wrong.append(f"{status}, {said.strip()[-300:]}")
            wrong += _mended(command, folder, expected, done=found == new)
            tally.wrong += [f"{command.name} {how} at {point} of {changes} changes: {what}" for what in wrong]
    return tally


def _measured(command: Command, base: Path) -> tuple[int, State]:
    """How often a command changes the disk, and what it makes."""
    counter = os.open(base.parent / "changes", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    try:
        with copied(base) as folder:
            status, said = run_once(command.arguments, folder, partial(_watch, "killed", -1, counter))
            assert status == 0, said  # noqa: S101  # the ground that all stands on
            return int(os.pread(counter, 20, 0)), state(folder / command.writes)
    finally:
        os.close(counter)


def _watch(how: str, point: int, counter: int | None = None) -> None:
    """Counts the changes of the disk from here on, and lets one of them fail; on a full disk, from there on all that make anything."""
    done = 0

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in _CHANGE or opened:
            done += 1
            full = how == "on a full disk" and 0 < point < done and (opened or event in _MAKE)
            if done == point or full:
                HOW[how](str(arguments[0]))
            if counter is not None:
                os.pwrite(counter, f"{done}".encode(), 0)

    sys.addaudithook(heard)


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
    """Defects after one more run, which must write everything and leave nothing of the one that was cut off."""
    for folder_left in left(folder):
        os.utime(folder_left, (0, 0))  # a folder without our marker must be older than a minute to be removed
    again = command.again if done else None
    status, said = run_once(again or command.mended_by or command.arguments, folder)
    if status or (not again and state(folder / command.writes) != expected):
        yield f"the next run does not clean up ({status}, {said.strip()[-200:]})"
    yield from (f"{path.name} is left" for path in left(folder))
    yield from (f"{name} is lost" for name in lost(folder))


def two_at_once(base: Path, rounds: int) -> Tally:
    """Two runs of one command into one folder, the second begun a little later each time: both end well."""
    tally = Tally()
    for name, turn in ((name, turn) for name in ("build", "emit", "bundle", "draw") for turn in range(rounds)):
        command = COMMANDS[name]
        new = _measured(command, base)[1]
        with copied(base) as folder:
            said = [folder.parent / f"{number}.said" for number in (0, 1)]
            children = [start(command.arguments, folder, said[0])]
            time.sleep(0.02 * turn)
            children.append(start(command.arguments, folder, said[1]))
            results = [ended(*pair) for pair in zip(children, said, strict=True)]
            wrong = [f"{status}, {told.strip()[-300:]}" for status, told in results if status or "Traceback" in told]
            wrong += _judged(tally, state(folder / command.writes), new, new, partly=False)
            wrong += [f"{path} is left or lost" for path in (*left(folder), *lost(folder))]
            tally.wrong += [f"two runs of {name}, {turn}: {one}" for one in wrong]
    return tally
