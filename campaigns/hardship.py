"""Runs in need: the disk is full, a right is missing, another run is at the same place, the machine is another."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from campaigns.trials import (
    COMMANDS,
    ROOT,
    SITES,
    Command,
    State,
    Tally,
    copied,
    difference,
    ended,
    left,
    lost,
    main,
    run_once,
    start,
    state,
)

NOBODY = 65534
LOCALES = ("C", "C.UTF-8", "POSIX", "tr_TR.UTF-8", "de_DE.UTF-8", "en_GB.UTF-8", "ja_JP.UTF-8")
_MOUNT = ("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs")


def told(tally: Tally, folder: Path, command: Command, result: tuple[int, str], states: tuple[State, State]) -> None:
    """Either it went well, or it is said what is wrong, without a word of Python; what is there is whole, and nothing is left over."""
    (status, said), (old, new) = result, states
    tally.tried += 1
    found = state(folder / command.writes)
    whole = found == (old if status else new) and not left(folder) and not lost(folder)
    if whole and "Traceback" not in said and (status == 0 or (status == 1 and "error" in said)):
        tally.old, tally.new = tally.old + bool(status), tally.new + (not status)
    else:
        tally.wrong.append(
            f"{command.name}: {status}, {difference(found, old, new)}, left {left(folder)}, lost {lost(folder)}, {said.strip()[-300:]}"
        )


def full_disk(base: Path, news: Mapping[str, State], sizes: Sequence[int]) -> Tally:
    """The disk has room for the old site and so many more kilobytes; the temporary folder lies on it, too."""
    tally = Tally()
    place = base.parent / "full"
    place.mkdir()
    for command in COMMANDS.values():
        for size in sizes:
            subprocess.run([*_MOUNT, place], check=True)
            try:
                _fill(base, place, size)
                old = state(place / "work" / command.writes)
                said = base.parent / "full.said"
                child = start(command.arguments, place / "work", said, lambda: _temporary(place / "temporary"))
                told(tally, place / "work", command, ended(child, said), (old, news[command.name]))
                tally.wrong += [f"{command.name} with {size} kB: {path.name} is left" for path in (place / "temporary").iterdir()]
            finally:
                subprocess.run(["umount", place], check=True)  # noqa: S607  # whatever umount there is
    return tally


def _fill(base: Path, place: Path, size: int) -> None:
    shutil.copytree(base, place / "work", symlinks=True)
    (place / "temporary").mkdir()
    (place / "filler").write_bytes(b"\0" * (shutil.disk_usage(place).free - size * 1024))


def _temporary(folder: Path) -> None:
    tempfile.tempdir = str(folder)


def no_right(base: Path, news: Mapping[str, State]) -> Tally:
    """As a user who may not: the folder around, the folder itself, its files, the pathway; and where only the files are read-only."""
    tally = Tally()
    base.parent.chmod(0o755)
    for command in COMMANDS.values():
        for taken in ("out", command.writes, "pathway.yaml", "new.nbib", "files"):
            with copied(base) as folder, copied(base) as another:
                folder.parent.chmod(0o755)
                for path in (folder, *folder.rglob("*")):
                    os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
                old = state(folder / command.writes)
                _take(folder, command, taken)
                result = run_once(command.arguments, folder, partial(_become_nobody, command, another, folder))
                _restore(folder)
                told(tally, folder, command, result, (old, news[command.name]))
    return tally


def _become_nobody(command: Command, another: Path, folder: Path) -> None:
    """Once the command has run elsewhere: nobody may load what is Python's own, if that lies with the files of root."""
    os.chdir(another)
    main(command.arguments)
    os.chdir(folder)
    os.ftruncate(1, 0)
    os.lseek(1, 0, os.SEEK_SET)
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    os.environ["HOME"] = "/nonexistent"


def _take(folder: Path, command: Command, taken: str) -> None:
    """Takes the right to write (to read, for what is read)."""
    if taken == "files":
        for path in (folder / command.writes).rglob("*") if (folder / command.writes).is_dir() else ():
            path.chmod(0o555 if path.is_dir() else 0o444)
    elif (folder / taken).exists():
        (folder / taken).chmod(0o000 if taken.endswith((".yaml", ".nbib")) else 0o555)


def _restore(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)


def two_at_once(base: Path, news: Mapping[str, State], rounds: int) -> Tally:
    """Two runs of one command into one folder, the second begun a little later each time: both end well."""
    tally = Tally()
    for command in (COMMANDS[name] for name in SITES):
        for turn in range(rounds):
            with copied(base) as folder:
                said = [folder.parent / f"{number}.said" for number in (0, 1)]
                children = [start(command.arguments, folder, said[0])]
                time.sleep(0.02 * turn)
                children.append(start(command.arguments, folder, said[1]))
                results = [ended(*pair) for pair in zip(children, said, strict=True)]
                result = max(results)  # the worse of the two
                told(tally, folder, command, result, (news[command.name], news[command.name]))
                if result[0]:
                    tally.wrong.append(f"{command.name}, {turn}: {result}")
    return tally


def tongue(name: str, folder: Path) -> dict[str, str]:
    """Environment for a language; a locale that is not installed is made in a folder. Nothing if it cannot be had."""
    listed = subprocess.run(["locale", "-a"], check=False, capture_output=True, encoding="utf-8").stdout if shutil.which("locale") else ""  # noqa: S607  # whatever there is
    if _plain(name) in {*map(_plain, listed.split()), "c", "posix"}:
        return {"LC_ALL": name, "LANG": name}
    language, _, coding = name.partition(".")
    if maker := shutil.which("localedef"):
        folder.mkdir(exist_ok=True)
        subprocess.run([maker, "-i", language, "-f", coding, folder / name], check=False, capture_output=True)
    return {"LC_ALL": name, "LANG": name, "LOCPATH": str(folder)} if (folder / name).is_dir() else {}


def _plain(name: str) -> str:
    return name.lower().replace("-", "")


def environments(folder: Path) -> dict[str, dict[str, str]]:
    """Properties of a machine; those it has no words for are made in a folder."""
    told = {name: tongue(name, folder) for name in LOCALES}
    locales = {f"LC_ALL={name}": environment for name, environment in told.items() if environment}
    zones = {f"TZ={name}": {"TZ": name} for name in ("Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu")}
    seeds = {f"PYTHONHASHSEED={seed}": {"PYTHONHASHSEED": seed} for seed in ("0", "1", "random")}
    old = {"PYTHONUTF8=0, LC_ALL=C": {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}}
    return {**locales, **zones, **seeds, **old, "PYTHONIOENCODING=ascii": {"PYTHONIOENCODING": "ascii"}}


def same_bytes(base: Path) -> Tally:
    """Every file of three commands, whatever the locale, time zone, hash seed, mask of rights and folder."""
    tally = Tally()
    expected = _made(base, {}, 0o022, base.parent / "here")
    variants = [(environment, 0o022, "elsewhere") for environment in environments(base.parent / "locales").values()]
    for environment, mask, name in (*variants, ({}, 0o077, "mask"), ({}, 0o000, "open"), ({}, 0o022, "a folder with spaces, ä and 鎖")):
        found = _made(base, environment, mask, base.parent / name)
        tally.tried += 1
        if found == expected:
            tally.new += 1
        else:
            tally.wrong.append(f"{environment or oct(mask)}, {name}: {found}")
    return tally


def _made(base: Path, environment: Mapping[str, str], mask: int, folder: Path) -> str:
    """One number for all that three commands write, or what went wrong."""
    shutil.copytree(base, folder)
    try:
        done = subprocess.run(
            [sys.executable, "-c", _ONE_BY_ONE],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            umask=mask,
            check=False,
            capture_output=True,
        )
        if done.returncode or b"Traceback" in done.stderr:
            return done.stderr.decode("utf-8", "replace")[-300:]
        return hashlib.sha256(repr(sorted(state(folder / "out").items())).encode()).hexdigest()
    finally:
        shutil.rmtree(folder)


_ONE_BY_ONE = """
import locale
locale.setlocale(locale.LC_ALL, "")
from campaigns.trials import COMMANDS, main
raise SystemExit(max(main(COMMANDS[name].arguments) for name in ("emit", "draw", "bundle")))
"""
