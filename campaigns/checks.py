"""A mutation tester on what finds faults: changes the checks themselves, and asks whether the tests notice."""

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import MutationVisitor
from cosmic_ray.plugins import get_operator, operator_names

from campaigns.figures import Figures

ROOT = Path(__file__).resolve().parent.parent
SEED = 20260308
MOST = 10
"""So many changes are drawn of each module."""
_LONGEST = 60
"""Limit of processor time for the tests, which catches endless changes; a clock would measure other programs too."""
_LARGEST = 6 << 30
"""And who makes them take more than so many bytes of memory."""
_PARTS = ("generator/checks/*.py", "generator/analysis/applicability.py", "generator/analysis/paths/*.py")
_TESTS = tuple(f"tests/test_{name}.py" for name in ("diagnostics", "mutants", "applicability", "paths", "rules"))
_OPTIONS = ("-q", "-x", "--assert=plain", "-p", "no:cacheprovider", "-p", "campaigns.quick")
_QUICK = ("--hypothesis-profile", "quick")
_THOROUGH = ("tests/test_applicability.py", "tests/test_paths.py", "-k", "not command and not many_boxes")
"""Settings that try more examples, where fewer have shown nothing."""
# They only change text for readers of the code, or another name of the same thing.
_LEFT_OUT = ("core/Variable", "core/RemoveDecorator", "core/ReplaceBinaryOperator_BitOr", "core/ExceptionReplacer")

SURVIVORS = {
    "frozen=False": "nothing changes such an object, so it makes no difference whether it could be changed",
    "slots=False": "slots only save memory",
    "!= both": "whatever a statement is about is in the pathway, so it differs only by being less",
    "self.mark == MarkKind.CONTRAINDICATION": "of each word of an enumeration there is one object",
    "if box is stop:": "an id is one and the same object wherever it is named",
}
"""Changes that no test can notice, by the text of the new line, and why."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one line of a module."""

    file: str
    old: str
    new: str
    code: str

    def __str__(self) -> str:
        return f"{self.file}: {self.old} → {self.new}"


def changes(file: str) -> list[Change]:
    """A random share of all changes of a module, no more than one of a kind at a place."""
    text = (ROOT / file).read_text("utf-8")
    dice = random.Random(f"{SEED} {file}")  # noqa: S311  # draws changes, not secrets
    found: dict[tuple[int, str, str], list[tuple[str, int]]] = {}
    for name in operator_names():
        if not name.startswith(_LEFT_OUT):
            for occurrence, place in enumerate(_places(name, text)):
                found.setdefault((*place, name.partition("_")[0]), []).append((name, occurrence))  # type: ignore[arg-type]  # a line and a column
    picked = [dice.choice(several) for several in found.values()]
    made = (_change(file, text, *one) for one in dice.sample(picked, len(picked)))
    return list({str(change): change for change in made if change.old != change.new}.values())[:MOST]


@cache
def _nodes(text: str) -> tuple[Any, ...]:
    return tuple(ast_nodes(get_ast(text)))


def _places(name: str, text: str) -> Iterator[tuple[int, int]]:
    operator = get_operator(name)()
    for node in _nodes(text):
        for start, _ in operator.mutation_positions(node):
            yield start


def _change(file: str, text: str, name: str, occurrence: int) -> Change:
    code = MutationVisitor.mutate_code(text, get_operator(name)(), occurrence) or text
    pairs = zip(text.split("\n"), code.split("\n"), strict=False)
    old, new = next(((one.strip(), other.strip()) for one, other in pairs if one != other), ("", ""))
    return Change(file, old, new, code)


def run() -> Figures:
    """Tries all changes that are drawn."""
    rows: list[tuple[str | int, ...]] = []
    left: list[Change] = []
    with tempfile.TemporaryDirectory(prefix="checks-") as folder:
        copy = Path(folder)
        _copy_into(copy)
        _preload()
        assert _is_noticed(copy, _TESTS) is False, "the tests fail as they are"  # noqa: S101  # then nothing can be said
        for part in _PARTS:
            for path in sorted(ROOT.glob(part)):
                tried = changes(path.relative_to(ROOT).as_posix())
                survivors = [change for change in tried if not _noticed(copy, change)]
                rows.append((f"`{path.relative_to(ROOT / 'generator')}`", len(tried), len(tried) - len(survivors), len(survivors)))
                left += survivors
                print(rows[-1], *map(str, survivors), sep="\n  ", file=sys.stderr, flush=True)
    total: tuple[str | int, ...] = ("All", *(sum(int(row[column]) for row in rows) for column in (1, 2, 3)))
    return Figures(
        "Mutation of the checks",
        f"cosmic-ray changes the code that finds faults: a comparison, a number, a condition, a loop. It makes up to {MOST} random changes "
        "per module. A change is noticed if a test fails or does not end.",
        ("Module", "Changes", "Noticed", "Not noticed"),
        [row for row in (*rows, total) if row[1]],
        tuple(f"Not noticed, `{change}`: {_why(change)}." for change in left),
    )


def _why(change: Change) -> str:
    return next((why for part, why in SURVIVORS.items() if part in change.new), "a test is wanting")


def _copy_into(folder: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout  # noqa: S607  # whatever git there is
    for name in filter(None, listed.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, folder / name)


def _preload() -> None:
    """Modules that all runs of the tests need and no change touches; they are loaded once, and each run is a fork."""
    for name in ("pytest", "hypothesis.extra.pytestplugin", "playwright.sync_api", "pydantic", "yaml", "click.testing", "rich", "citeproc"):
        __import__(name)


def _noticed(folder: Path, change: Change) -> bool:
    file = folder / change.file
    before = file.read_bytes()
    file.write_text(change.code, "utf-8")
    try:
        return _is_noticed(folder, (*_QUICK, *_nearest(change.file))) or _is_noticed(folder, _THOROUGH)
    finally:
        file.write_bytes(before)


def _nearest(file: str) -> list[str]:
    """The tests, those first that are named as the part that is changed: they notice soonest."""
    parts = Path(file).with_suffix("").parts
    return sorted(_TESTS, key=lambda test: test.removeprefix("tests/test_").removesuffix(".py") not in parts)


def _is_noticed(folder: Path, options: Sequence[str]) -> bool:
    child = os.fork()
    if not child:
        _test(folder, options)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def _test(folder: Path, options: Sequence[str]) -> None:
    """Runs the tests of a folder, and ends the process, whatever comes."""
    status = 99
    try:
        status = _tested(folder, options)
    finally:
        os._exit(status)


def _tested(folder: Path, options: Sequence[str]) -> int:
    import pytest  # noqa: PLC0415  # it is loaded already

    os.environ["CI"] = "1"
    resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST, _LONGEST))
    resource.setrlimit(resource.RLIMIT_AS, (_LARGEST, _LARGEST))
    sys.dont_write_bytecode = True
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.chdir(folder)
    sys.path[:0] = [str(folder), str(folder / "tests")]
    for name in [name for name in sys.modules if name.partition(".")[0] in {"generator", "campaigns"}]:
        del sys.modules[name]
    return int(pytest.main([*_OPTIONS, *options]))
