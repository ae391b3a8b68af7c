"""Commands that are cut off: the files that they write stay whole, old or new, and those of others as they were.

Each run is a fork of this process, which has loaded all that commands import. Python reports every change of the disk before it is made.
"""

import errno
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib import import_module
from itertools import product
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import NamedTuple

from campaigns.figures import ROOT, Figures, Row
from generator.cli import main

for _module in ("mkdocs.build", "output.chart_export", "references.importers", "references.merge"):
    import_module(f"generator.{_module}")
import_module("material.plugins.search.plugin")
_FORK = get_context("fork")


class Command(NamedTuple):
    """A command, the file or folder that it writes, and before which changes of the disk it is cut off, counted from the last.

    Once it has done its work and would refuse, `again` is run instead; it may write `several` files among those of others.
    """

    arguments: str
    writes: str
    from_the_end: Iterable[int]
    again: str = ""
    several: bool = False


COMMANDS = {
    "build": Command("build pathway.yaml --into out/site", "out/site", range(180, 0, -9)),
    "emit": Command("emit pathway.yaml --into out/pages", "out/pages", range(76, 0, -2)),
    "bundle": Command("bundle pathway.yaml --into out/dist --force", "out/dist", range(26, 0, -1), several=True),
    "draw": Command("draw --into out/charts --force", "out/charts", range(50, 0, -1), several=True),
    "refs add": Command("refs add new.nbib", "pathway.yaml", range(50, 0, -1), again="refs add --even-if-duplicate new.nbib"),
    "new": Command("new out/begun --yes", "out/begun", range(50, 0, -1), again="schema --into out/begun/other.json", several=True),
}
SHARE = {"emit": (75, 2), "draw": (14, 5), "refs add": (5, 3), "new": (6,)}
"""Before these changes of the disk, counted from the last, commands are killed in the tests."""
_MAKE = {"os.rename", "os.mkdir", "os.link", "os.symlink"}
_CHANGE = _MAKE | {"os.remove", "os.rmdir", "os.chmod", "shutil.rmtree"}
_FAULTS = {"on a full disk": errno.ENOSPC, "without a right": errno.EACCES}
HOW = ("killed", *_FAULTS)
_FOREIGN = ("out/site/CNAME", "out/pages/CNAME", "out/dist/thesis.txt", "out/charts/thesis.txt", "out/.site.old", "out/thesis.txt")
State = Mapping[str, bytes]


@dataclass
class Tally:
    """How often something was tried, and what was seen."""

    tried: int = 0
    old: int = 0
    new: int = 0
    part: int = 0
    wrong: list[str] = field(default_factory=list)


def share(folder: Path) -> None:
    """A small part of it, for the tests, printed as JSON."""
    prepare(folder / "base", ("emit", "draw"))
    print(json.dumps([asdict(cut_off(name, folder / "base", "killed", changes)) for name, changes in SHARE.items()]))


def run() -> Figures:
    """Tries all of it, as many parts at once as there are cores."""
    rows: list[Row] = []
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="output-") as folder, ProcessPoolExecutor(mp_context=_FORK) as pool:
        base = Path(folder) / "base"
        prepare(base)
        parts = {f"`{name}` {how}": pool.submit(cut_off, name, base, how) for how, name in product(HOW, COMMANDS)}
        for title, part in parts.items():
            tally = part.result()
            rows.append((title, tally.tried, tally.old, tally.new, tally.part, len(tally.wrong)))
            wrong += [f"Wrong: {one}." for one in tally.wrong]
            print(rows[-1], *tally.wrong[:5], sep="\n  ", file=sys.stderr, flush=True)
    return Figures(("What was done", "Tried", "Old", "New", "Part", "Wrong"), rows, wrong)


def prepare(folder: Path, names: Iterable[str] = ("build", "emit", "bundle", "draw")) -> None:
    """A pathway, what the commands made of an older version of it, and files of others."""
    text = (ROOT / "tests" / "gold" / "bicycle" / "pathway.yaml").read_text("utf-8")
    (folder / "out").mkdir(parents=True)
    (folder / "new.nbib").write_bytes(b"PMID- 7654321\nTI  - Rust on chains.\nAU  - Rost A\nDP  - 2011\nTA  - J Bicycl\n")
    (folder / "pathway.yaml").write_text(text.replace("version: 0.2.0", "version: 0.1.0"), "utf-8")
    for name in names:
        status, said = _ended(_start(COMMANDS[name].arguments, folder))
        assert status == 0, said  # noqa: S101  # the ground that all stands on
    for foreign in _FOREIGN:
        if (folder / foreign).parent.is_dir():
            (folder / foreign).write_text("mine")
    (folder / "pathway.yaml").write_text(text, "utf-8")


def cut_off(name: str, base: Path, how: str, from_the_end: Iterable[int] = ()) -> Tally:
    """Cuts a command off before some of its changes of the disk.

    Args:
        name: The command.
        base: The ground, of which each run has a copy.
        how: One of `HOW`.
        from_the_end: The changes, counted from the last; without any, those of the command.

    Returns:
        What became of the files, and what was wrong.

    """
    tally = Tally()
    command = COMMANDS[name]
    changes, new = _measured(command, base)
    for point in (changes + 1 - number for number in from_the_end or command.from_the_end if number <= changes):
        with _copied(base) as folder:
            old = _state(folder / command.writes)
            status, said = _ended(_start(command.arguments, folder, partial(_watch, how, point)))
            found = _state(folder / command.writes)
            wrong = [*_judged(tally, found, old, new, partly=command.several or not found)]
            if how != "killed" and ("Traceback" in said or (status and (status != 1 or "error" not in said))):
                wrong.append(f"{status}, {said.strip()[-300:]}")
            wrong += _cleaned_up(command, folder, new, again=command.again if found == new else "")
            tally.wrong += [f"{name} {how} at {point} of {changes} changes: {what}" for what in wrong]
    return tally


def _measured(command: Command, base: Path) -> tuple[int, State]:
    """How often a command changes the disk, and what it makes."""
    with _copied(base) as folder, (folder.parent / "changes").open("w+b") as counter:
        status, said = _ended(_start(command.arguments, folder, partial(_watch, "", -1, counter.fileno())))
        assert status == 0, said  # noqa: S101  # the ground that all stands on
        return int(counter.read()), _state(folder / command.writes)


def _watch(how: str, point: int, counter: int | None = None) -> None:
    """Counts the changes of the disk from here on, and lets one of them fail; on a full disk, from there on all that make anything."""
    done = 0

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in _CHANGE or opened:
            done += 1
            if counter is not None:
                os.pwrite(counter, f"{done}".encode(), 0)
            if done == point and how == "killed":
                os.kill(os.getpid(), 9)
            if done == point or (how == "on a full disk" and done > point and (opened or event in _MAKE)):
                raise OSError(_FAULTS[how], os.strerror(_FAULTS[how]), str(arguments[0]))

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
        yield f"{len(found)} files, {len(found.items() - old.items() - new.items())} of neither version"


def _cleaned_up(command: Command, folder: Path, new: State, again: str) -> Iterator[str]:
    """Defects after one more run, which must write everything and leave nothing of the one that was cut off."""
    for folder_left in _left(folder):
        os.utime(folder_left, (0, 0))  # a folder without our marker must be older than a minute to be removed
    status, said = _ended(_start(again or command.arguments, folder))
    if status or (not again and _state(folder / command.writes) != new):
        yield f"the next run does not clean up ({status}, {said.strip()[-200:]})"
    yield from _disorder(folder)


def _disorder(folder: Path) -> Iterator[str]:
    """Leftovers of a run that has ended, and files of others that are not as they were."""
    yield from (f"{path.name} is left" for path in _left(folder))
    for file in (folder / foreign for foreign in _FOREIGN):
        if file.parent.is_dir() and not (file.is_file() and file.read_text() == "mine"):
            yield f"{file.name} is lost"


def _left(folder: Path) -> list[Path]:
    """The folders that runs of ours work in, and the old sites moved aside."""
    return [path for ending in ("new", "old") for path in folder.rglob(f".*.????????.{ending}") if path.is_dir()]


def _state(path: Path) -> State:
    """Every file below a path by name, links as what they say; without folders that a run of ours works in."""
    if path.is_file():
        return {"": path.read_bytes()}
    files = {file.relative_to(path).as_posix(): file for file in path.rglob("*")}
    links = {name: f"→ {file.readlink()}".encode() for name, file in files.items() if file.is_symlink()}
    return {name: file.read_bytes() for name, file in files.items() if file.is_file() and not name.startswith(".pathway.")} | links


@contextmanager
def _copied(base: Path) -> Iterator[Path]:
    """A copy of the ground to try something on."""
    with tempfile.TemporaryDirectory(prefix="output-", dir=base.parent) as name:
        yield Path(shutil.copytree(base, Path(name) / "work", symlinks=True))


def _start(arguments: str, folder: Path, before: Callable[[], object] = lambda: None) -> tuple[ForkProcess, Path]:
    """Begins a run of a command in a folder; what it says is in the file beside it."""
    handle, said = tempfile.mkstemp(dir=folder.parent)

    def run() -> None:
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        os.chdir(folder)
        before()
        main(arguments.split(), prog_name="pathway")

    child = _FORK.Process(target=run)
    child.start()
    os.close(handle)
    return child, Path(said)


def _ended(started: tuple[ForkProcess, Path]) -> tuple[int | None, str]:
    """Waits for a run: its status (negative: the signal that ended it) and what it said."""
    child, said = started
    child.join()
    return child.exitcode, said.read_text("utf-8", "replace")
