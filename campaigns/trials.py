"""The ground on which commands are tried: an older site, files of others, and a fork for each run."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from campaigns.figures import ROOT

PATHWAY = ROOT / "tests" / "gold" / "bicycle" / "pathway.yaml"
NIB = b"PMID- 7654321\nTI  - Rust on chains.\nAU  - Rost A\nDP  - 2011\nTA  - J Bicycl\n"
FOREIGN = ("out/site/CNAME", "out/pages/CNAME", "out/dist/thesis.txt", "out/charts/thesis.txt", "out/.site.old", "out/thesis.txt")
State = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Command:
    """A command, what it writes, and what is run again when it has done its work and would now refuse."""

    name: str
    arguments: Sequence[str]
    writes: str
    again: Sequence[str] | None = None
    mended_by: Sequence[str] | None = None
    """Command run after it was killed, if that is faster than the command itself and must do the same first."""
    several: bool = False
    """Whether it writes several files among those of others."""


COMMANDS = {
    command.name: command
    for command in (
        Command(
            "build", ("build", "pathway.yaml", "--into", "out/site"), "out/site", mended_by=("emit", "pathway.yaml", "--into", "out/site")
        ),
        Command("emit", ("emit", "pathway.yaml", "--into", "out/pages"), "out/pages"),
        Command("bundle", ("bundle", "pathway.yaml", "--into", "out/dist", "--force"), "out/dist", several=True),
        Command("draw", ("draw", "--into", "out/charts", "--force"), "out/charts", several=True),
        Command("refs add", ("refs", "add", "new.nbib"), "pathway.yaml", again=("refs", "add", "--even-if-duplicate", "new.nbib")),
        Command("new", ("new", "out/begun", "--yes"), "out/begun", again=("schema", "--into", "out/begun/other.json"), several=True),
    )
}


@dataclass
class Tally:
    """How often something was tried, and what was seen."""

    tried: int = 0
    old: int = 0
    new: int = 0
    part: int = 0
    wrong: list[str] = field(default_factory=list)

    def row(self) -> tuple[int, ...]:
        """Its figures in the table."""
        return self.tried, self.old, self.new, self.part, len(self.wrong)


def preload() -> None:
    """Loads what all commands import, once for all forks."""
    for module in (
        "generator.cli",
        "generator.mkdocs.build",
        "generator.output.chart_export",
        "generator.references.importers",
        "generator.references.merge",
        "material.plugins.search.plugin",
    ):
        __import__(module)


def prepare(folder: Path, names: Sequence[str] = ("build", "emit", "bundle", "draw")) -> None:
    """A pathway, what the commands made of an older version of it, and files of others."""
    text = PATHWAY.read_text("utf-8")
    (folder / "out").mkdir(parents=True)
    (folder / "new.nbib").write_bytes(NIB)
    (folder / "pathway.yaml").write_text(text.replace("version: 0.2.0", "version: 0.1.0"), "utf-8")
    for name in names:
        status, said = run_once(COMMANDS[name].arguments, folder)
        assert status == 0, said  # noqa: S101  # the ground that all stands on
    for foreign in FOREIGN:
        if (folder / foreign).parent.is_dir():
            (folder / foreign).write_text("mine")
    (folder / "pathway.yaml").write_text(text, "utf-8")


def lost(folder: Path) -> list[str]:
    """The files of others that are not as they were."""
    there = [folder / foreign for foreign in FOREIGN if (folder / foreign).parent.is_dir()]
    return [file.name for file in there if not file.is_file() or file.read_text() != "mine"]


def state(path: Path) -> State:
    """Every file below a path by name, links as what they say; without folders that a run of ours works in."""
    if path.is_file():
        return {"": path.read_bytes()}
    found = {}
    for file in sorted(path.rglob("*")) if path.is_dir() else ():
        name = file.relative_to(path).as_posix()
        if file.is_symlink():
            found[name] = f"→ {file.readlink()}".encode()
        elif file.is_file() and not name.startswith(".pathway."):
            found[name] = file.read_bytes()
    return found


def left(folder: Path) -> list[Path]:
    """The folders that runs of ours work in, and the old sites moved aside: a run that ends leaves none."""
    return [path for ending in ("new", "old") for path in folder.rglob(f".*.????????.{ending}") if path.is_dir()]


def run_once(arguments: Sequence[str], folder: Path, before: Callable[[], object] = lambda: None) -> tuple[int, str]:
    """Runs a command in a fork, in a folder: its status (negative: the signal that ended it) and what it said."""
    said = folder.parent / f"{folder.name}.said"
    return ended(start(arguments, folder, said, before), said)


def ended(child: int, said: Path) -> tuple[int, str]:
    """Waits for a run: its status and what it said."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.read_text("utf-8", "replace")


def start(arguments: Sequence[str], folder: Path, said: Path, before: Callable[[], object] = lambda: None) -> int:
    """Forks a process that runs a command; what all commands import is loaded already."""
    child = os.fork()
    if child:
        return child
    status: object = 99
    try:
        output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.chdir(folder)
        before()
        sys.modules["generator.cli"].main(list(arguments), prog_name="pathway")
    except SystemExit as end:
        status = end.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else 1)


@contextmanager
def copied(base: Path) -> Iterator[Path]:
    """A copy of the ground to try something on."""
    with tempfile.TemporaryDirectory(prefix="output-", dir=base.parent) as name:
        folder = Path(name) / "work"
        shutil.copytree(base, folder, symlinks=True)
        yield folder


def difference(found: State, *known: State) -> str:
    """How far a state is from what it may be."""
    sizes = [sum(found.get(name) != content for name, content in one.items()) + len(found.keys() - one.keys()) for one in known]
    return f"{len(found)} files; {' and '.join(map(str, sizes))} differ"
