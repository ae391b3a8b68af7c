"""What happens to a site when a run is cut off, the disk fills, a right is missing, or two runs meet: the old one or the new one, whole."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from torture.figures import Figures

ROOT = Path(__file__).resolve().parent.parent
PATHWAY = ROOT / "tests" / "gold" / "bicycle" / "pathway.yaml"
NIB = b"PMID- 7654321\nTI  - Rust on chains.\nAU  - Rost A\nDP  - 2011\nTA  - J Bicycl\n"
POINTS = 100
"""At so many moments each command is killed, spread evenly over the time that it takes; and once before each of its last changes of the disk."""
LAST = 60
NOBODY = 65534
LOCALES = ("C", "C.UTF-8", "POSIX", "tr_TR.UTF-8", "en_GB.UTF-8")
State = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Command:
    """A command, what it writes, and where."""

    name: str
    arguments: Sequence[str]
    writes: str
    alone: bool = True
    """Whether the folder it writes is its own."""


COMMANDS = (
    Command("build", ("build", "pathway.yaml", "--into", "out/site"), "out/site"),
    Command("emit", ("emit", "pathway.yaml", "--into", "out/pages"), "out/pages"),
    Command("bundle", ("bundle", "pathway.yaml", "--into", "out/dist", "--force"), "out/dist", alone=False),
    Command("draw", ("draw", "--into", "out/charts", "--force"), "out/charts", alone=False),
    Command("refs add", ("refs", "add", "new.nbib"), "pathway.yaml", alone=False),
    Command("new", ("new", "out/begun", "--yes"), "out/begun", alone=False),
)


@dataclass
class Tally:
    """How often something was tried, and what was seen."""

    tried: int = 0
    old: int = 0
    new: int = 0
    wrong: list[str] = field(default_factory=list)

    def row(self, name: str) -> tuple[str | int, ...]:
        """A line of the table."""
        return name, self.tried, self.old, self.new, len(self.wrong)


def prepare(folder: Path) -> None:
    """A pathway, a site of an older version of it, and files of others."""
    text = PATHWAY.read_text("utf-8")
    (folder / "out").mkdir(parents=True)
    (folder / "new.nbib").write_bytes(NIB)
    (folder / "pathway.yaml").write_text(text.replace("version: 0.2.0", "version: 0.1.0"), "utf-8")
    for command in COMMANDS[:4]:
        assert run_once(command.arguments, folder)[0] == 0, command.name  # noqa: S101  # the ground that all stands on
    for name in ("out/site/CNAME", "out/pages/CNAME", "out/dist/thesis.txt", "out/charts/thesis.txt", "out/.site.old", "out/thesis.txt"):
        (folder / name).write_text("mine")
    (folder / "pathway.yaml").write_text(text, "utf-8")


def state(path: Path) -> State:
    """Every file below a path, by name, links as what they say."""
    if path.is_file():
        return {"": path.read_bytes()}
    found = {}
    for file in sorted(path.rglob("*")) if path.is_dir() else ():
        name = file.relative_to(path).as_posix()
        if file.is_symlink():
            found[name] = f"→ {file.readlink()}".encode()
        elif file.is_file():
            found[name] = file.read_bytes()
    return found


def run_once(arguments: Sequence[str], folder: Path, before: Callable[[], None] = lambda: None) -> tuple[int, str]:
    """Runs a command in a fork, in a folder: its status (negative: the signal that ended it) and what it said."""
    said = folder / ".." / f"{folder.name}.said"
    child = start(arguments, folder, before, said)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said.read_text("utf-8", "replace")


def start(arguments: Sequence[str], folder: Path, before: Callable[[], None], said: Path) -> int:
    """Forks a process that runs a command; what all commands import is loaded already."""
    child = os.fork()
    if child:
        return child
    status = 99
    try:
        output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.chdir(folder)
        before()
        status = _main(arguments)
    finally:
        os._exit(status)


def _main(arguments: Sequence[str]) -> int:
    from generator.cli import main  # noqa: PLC0415  # loaded already, where it matters

    try:
        main(list(arguments), prog_name="pathway")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


_WRITES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod"}


def count_changes(kill_before: int, tell: Path | None = None) -> None:
    """From here on this process counts its changes of the disk, and dies before one of them."""
    done = 0

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        writes = event in _WRITES and (event != "open" or (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)))
        # The folders change places by a call of the C library, which is told of as a call of an address.
        if writes or event in {"ctypes.dlopen", "shutil.rmtree"}:
            done += 1
            if done == kill_before:
                os.kill(os.getpid(), 9)
            if tell and event != "open":
                tell.write_text(str(done))

    sys.addaudithook(heard)


# ── Cut off ──


def cut_off(command: Command, base: Path, points: int, last: int) -> Tally:
    """Kills a command at moments spread over its time and before its last changes of the disk; each time the next run must mend it."""
    tally = Tally()
    with _copied(base) as folder:
        begun = time.monotonic()
        assert run_once(command.arguments, folder)[0] == 0, command.name  # noqa: S101  # as above
        takes = time.monotonic() - begun
        new = state(folder / command.writes)
    with _copied(base) as folder:
        counter = base / ".." / "changes"
        run_once(command.arguments, folder, lambda: count_changes(-1, counter))
        changes = int(counter.read_text())
    moments: list[float | int] = [takes * point / points for point in range(points)]
    for moment in (*moments, *range(max(1, changes - last), changes + 2)):
        with _copied(base) as folder:
            old = state(folder / command.writes)
            _kill(command, folder, moment)
            _judge(tally, command, folder, (old, new), f"{command.name} killed at {moment}")
    return tally


def _kill(command: Command, folder: Path, moment: float) -> None:
    said = folder / ".." / f"{folder.name}.said"
    if isinstance(moment, int):
        run_once(command.arguments, folder, lambda: count_changes(moment))
        return
    child = start(command.arguments, folder, lambda: None, said)
    time.sleep(moment)
    with suppress(ProcessLookupError):
        os.kill(child, 9)
    os.waitpid(child, 0)


def _judge(tally: Tally, command: Command, folder: Path, states: tuple[State, State], what: str) -> None:
    """Old or new, with all that was there; and after one more run new, with nothing left of the one that was cut off."""
    old, new = states
    tally.tried += 1
    found = {name: content for name, content in state(folder / command.writes).items() if not name.startswith(".pathway.")}
    if found == old:
        tally.old += 1
    elif found == new:
        tally.new += 1
    else:
        tally.wrong.append(f"{what}: neither old nor new ({_difference(found, old, new)})")
    finished = found == new and command.name in {"refs add", "new"}
    status, said = (0, "") if finished else run_once(command.arguments, folder)
    after = state(folder / command.writes)
    if status or "Traceback" in said or after != new:
        tally.wrong.append(f"{what}: the next run does not mend it ({status}, {said.strip()[-200:]})")
    left = [path.name for path in (folder / "out").rglob(".*.new")] + [path.name for path in (folder / "out").rglob(".*.????????.old")]
    if left and not finished:
        tally.wrong.append(f"{what}: left {left}")
    for name in ("out/.site.old", "out/thesis.txt", "out/site/CNAME", "out/dist/thesis.txt"):
        if (folder / name).read_text() != "mine":
            tally.wrong.append(f"{what}: {name} is lost")


def _difference(found: State, *known: State) -> str:
    sizes = [sum(found.get(name) != content for name, content in one.items()) + len(found.keys() - one.keys()) for one in known]
    return f"{len(found)} files; {' and '.join(map(str, sizes))} differ"


@contextmanager
def _copied(base: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="output-", dir=base.parent) as name:
        folder = Path(name) / "work"
        shutil.copytree(base, folder, symlinks=True)
        yield folder


# ── Disk, rights, company ──


def refused(tally: Tally, folder: Path, command: Command, result: tuple[int, str], states: tuple[State, State]) -> None:
    """Either it went well, or it is said what is wrong, without a word of Python; and the site is whole."""
    (status, said), (old, new) = result, states
    tally.tried += 1
    found = {name: content for name, content in state(folder / command.writes).items() if not name.startswith(".pathway.")}
    whole = found == (old if status else new)
    if whole and status in (0, 1) and "Traceback" not in said and (status == 0 or "error: " in said or "error[" in said):
        tally.old, tally.new = tally.old + bool(status), tally.new + (not status)
    else:
        tally.wrong.append(f"{command.name}: {status}, whole: {whole} ({_difference(found, old, new)}), {said.strip()[-300:]}")


def full_disk(base: Path, sizes: Sequence[int]) -> Tally:
    """The disk has room for the old site and so many more kilobytes; the temporary folder lies on it, too."""
    tally = Tally()
    news = _news(base)
    used = sum(len(content) for content in state(base).values()) // 1024
    for command in COMMANDS:
        for size in sizes:
            place = base.parent / "full"
            place.mkdir()
            # Each file takes whole pages there.
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", place], check=True)  # noqa: S607  # whatever mount there is
            try:
                shutil.copytree(base, place / "work", symlinks=True)
                (place / "temporary").mkdir()
                room = shutil.disk_usage(place).free - size * 1024
                (place / "filler").write_bytes(b"\0" * room)
                old = state(place / "work" / command.writes)
                said = base.parent / "full.said"
                child = start(command.arguments, place / "work", lambda place=place: _temporary(place / "temporary"), said)  # type: ignore[misc]  # mypy cannot infer a lambda with a default
                status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                refused(tally, place / "work", command, (status, said.read_text("utf-8", "replace")), (old, news[command.name]))
                if any((place / "temporary").iterdir()) or [path for path in place.rglob(".*.new") if path.is_dir()]:
                    tally.wrong.append(f"{command.name} with {size} kB: something is left over")
            finally:
                subprocess.run(["umount", place], check=True)  # noqa: S607  # whatever umount there is
                place.rmdir()
    assert used  # noqa: S101  # there is an old site
    return tally


def _temporary(folder: Path) -> None:
    tempfile.tempdir = str(folder)


def _news(base: Path) -> dict[str, State]:
    """What each command makes where nothing is in its way."""
    found = {}
    for command in COMMANDS:
        with _copied(base) as folder:
            run_once(command.arguments, folder)
            found[command.name] = state(folder / command.writes)
    return found


def no_right(base: Path) -> Tally:
    """As a user who may not: the folder around, the folder itself, its files, the pathway; and where only the files are read-only."""
    tally = Tally()
    news = _news(base)
    base.parent.chmod(0o755)
    for command in COMMANDS:
        for taken in ("out", command.writes, "pathway.yaml", "new.nbib", "files"):
            with _copied(base) as folder:
                folder.parent.chmod(0o755)
                _give_away(folder)
                old = state(folder / command.writes)
                _take(folder, command, taken)
                result = run_once(command.arguments, folder, _become_nobody)
                _restore(folder)
                refused(tally, folder, command, result, (old, news[command.name]))
    return tally


def _give_away(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


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


def _become_nobody() -> None:
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    os.environ["HOME"] = "/nonexistent"


def two_at_once(base: Path, rounds: int) -> Tally:
    """Two runs of one command into one folder, the second begun a little later each time."""
    tally = Tally()
    news = _news(base)
    for command in COMMANDS[:4]:
        for turn in range(rounds):
            with _copied(base) as folder:
                old = state(folder / command.writes)
                children = []
                for number in (0, 1):
                    children.append(start(command.arguments, folder, lambda: None, folder / ".." / f"{number}.said"))
                    time.sleep(0.02 * turn)
                for number, child in enumerate(children):
                    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                    refused(tally, folder, command, (status, (folder / ".." / f"{number}.said").read_text("utf-8", "replace")), (news[command.name], news[command.name]))
                left = [path.name for path in (folder / "out").rglob(".*.new")]
                if left or state(folder / command.writes) != news[command.name] != old:
                    tally.wrong.append(f"{command.name}, {turn}: left {left}")
    return tally


# ── The same bytes ──


def environments() -> dict[str, dict[str, str]]:
    """What a machine may say of itself."""
    known = subprocess.run(["locale", "-a"], check=False, capture_output=True, encoding="utf-8").stdout.lower().replace("-", "")  # noqa: S607  # whatever there is
    locales = {f"LC_ALL={name}": {"LC_ALL": name, "LANG": name} for name in LOCALES if name.lower().replace("-", "") in {*known.split(), "c", "posix"}}
    zones = {f"TZ={name}": {"TZ": name} for name in ("Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu")}
    seeds = {f"PYTHONHASHSEED={seed}": {"PYTHONHASHSEED": seed} for seed in ("0", "1", "random")}
    return {**locales, **zones, **seeds, "PYTHONUTF8=0, LC_ALL=C": {"PYTHONUTF8": "0", "LC_ALL": "C"}, "PYTHONIOENCODING=ascii": {"PYTHONIOENCODING": "ascii"}}


def same_bytes(base: Path) -> Tally:
    """Every file of four commands, whatever the locale, time zone, hash seed, mask of rights and folder."""
    tally = Tally()
    expected = _made(base, {}, 0o022, base.parent / "here")
    variants = [(environment, 0o022, "elsewhere") for environment in environments().values()]
    for environment, mask, name in (*variants, ({}, 0o077, "mask"), ({}, 0o000, "open"), ({}, 0o022, "a folder with spaces, ä and 鎖")):
        found = _made(base, environment, mask, base.parent / name)
        tally.tried += 1
        if found == expected:
            tally.new += 1
        else:
            tally.wrong.append(f"{environment or oct(mask)}, {name}: {found}")
    return tally


def _made(base: Path, environment: Mapping[str, str], mask: int, folder: Path) -> str:
    """One number for all that four commands write."""
    shutil.copytree(base, folder)
    try:
        for command in COMMANDS[:4]:
            done = subprocess.run(
                [sys.executable, "-m", "generator", *command.arguments],
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


# ── The figures ──


def run() -> Figures:
    """Tries all of it."""
    rows: list[tuple[str | int, ...]] = []
    wrong: list[str] = []

    def take(name: str, tally: Tally) -> None:
        rows.append(tally.row(name))
        wrong.extend(tally.wrong)
        print(rows[-1], *tally.wrong[:5], sep="\n  ", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="output-") as name:
        base = Path(name) / "base"
        _preload()
        prepare(base)
        for command in COMMANDS:
            take(f"`{command.name}` killed", cut_off(command, base, POINTS, LAST))
        if os.geteuid() == 0:
            take("the disk full", full_disk(base, (0, 4, 64, 512, 2048, 4096, 6144, 8192, 16384)))
            take("a right taken away", no_right(base))
        take("two runs at once", two_at_once(base, 8))
        take("another machine: the same bytes", same_bytes(base))
    return Figures("Output safety", _TOLD, ("What was done", "Tried", "Old site", "New site", "Wrong"), rows, (*_NOTES, *(f"Wrong: {one}." for one in wrong)))


def _preload() -> None:
    for module in ("generator.cli", "generator.publish", "generator.standalone", "generator.plugin", "material.plugins.search.plugin"):
        with suppress(ImportError):
            __import__(module)


_TOLD = (
    f"Each command is killed (signal 9) at {POINTS} moments spread over the time that it takes, and before each of its last {LAST} changes of "
    "the disk, over an older site with files of others in and beside it. After that, the old one or the new one stands there, "
    "every byte of it, and the files of others; the next run makes the new one, and leaves nothing of the one that was cut off. Then the same "
    "with a disk that fills up, as a user without a right to something, and with two runs at once: the site is whole, the status is 0 or 1, and "
    "what is wrong is said, without a traceback."
)
_NOTES = (
    "“Old” is counted where a run was refused or killed and nothing had changed. The last line compares every byte that `build`, `emit`, `bundle` and "
    f"`draw` write, in {len(environments()) + 3} environments: " + ", ".join(f"`{name}`" for name in environments()) + ", other masks of rights and other folders.",
    "Several files in a folder of others (`bundle`, `draw`, `new`) are each whole, but cannot change in one step together: cut off between two "
    "of them, some are new already, until the command is given again. Killed between the changes of the disk it was seen to be so, and is counted as wrong only if a file is torn.",
)
