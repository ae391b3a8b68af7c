"""Mutation of what finds faults, with cosmic-ray: changes the checks themselves, and asks whether the tests notice."""

import contextlib
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import MutationSpec

from campaigns.figures import ROOT, Figures, Row, total

SEED = 20260308
MOST = 10
"""So many changes are drawn of each module."""
PARTS = ("generator/checks/*.py", "generator/analysis/marks/*.py", "generator/analysis/paths/*.py")
_LIMITS = "ulimit -t 60; ulimit -v 6291456"
"""Of processor time in seconds, for endless changes (a clock would measure other programs too), and of memory in kilobytes."""
_LONGEST = 1800
_PYTEST = f"exec {sys.executable} -m pytest -q -x --assert=plain -p no:cacheprovider"
_TESTS = tuple(f"tests/test_{name}.py" for name in ("diagnostics", "mutants", "marks", "paths", "rules"))
_THOROUGH = "tests/test_marks.py tests/test_paths.py -k 'not command and not many_boxes'"
"""Those that try more examples, where fewer have shown nothing."""
# They only change text for readers of the code, or another name of the same thing.
_LEFT_OUT = ("core/Variable", "core/RemoveDecorator", "core/ReplaceBinaryOperator_BitOr", "core/ExceptionReplacer")


def run() -> Figures:
    """Tries all changes that are drawn, in a copy of the project, and tells the lines of those that are not noticed, before and after."""
    rows: list[Row] = []
    left: list[str] = []
    ignored = shutil.ignore_patterns(".*", "__pycache__", "node_modules", "site")
    with tempfile.TemporaryDirectory(prefix="checks-") as name, contextlib.chdir(shutil.copytree(ROOT, Path(name, "copy"), ignore=ignored)):
        for tests in (_quick(_TESTS), _THOROUGH):
            subprocess.run(shlex.split(_command(tests)), check=True, capture_output=True)
        for file in sorted(path for part in PARTS for path in Path().glob(part)):
            tried = changes(file)
            survivors = [line for line in map(_survivor, tried) if line]
            rows.append((f"`{file.relative_to('generator')}`", len(tried), len(tried) - len(survivors), len(survivors)))
            left += [f"Not noticed, `{file}: {line}`." for line in survivors]
            print(rows[-1], *survivors, sep="\n  ", file=sys.stderr, flush=True)
    return Figures(("Module", "Changes", "Noticed", "Not noticed"), [row for row in (*rows, total(rows)) if row[1]], left)


def changes(file: Path) -> Sequence[MutationSpec]:
    """A random share of all changes of a module, no more than one of a kind at a place."""
    dice = random.Random(f"{SEED} {file.as_posix()}")  # noqa: S311  # draws changes, not secrets
    with use_db(":memory:") as database:
        init([file], database, {})
        found = [mutation for item in database.work_items for mutation in item.mutations]
    kinds: defaultdict[tuple[int, int, str], list[MutationSpec]] = defaultdict(list)
    for one in found:
        if not one.operator_name.startswith(_LEFT_OUT):
            kinds[(*one.start_pos, one.operator_name.partition("_")[0])].append(one)
    picked = [dice.choice(sorted(several, key=lambda one: (one.operator_name, one.occurrence))) for _, several in sorted(kinds.items())]
    return dice.sample(picked, min(MOST, len(picked)))


def _survivor(change: MutationSpec) -> str:
    """The line that was changed, before and after, where no test notices; first are tried the tests named as the changed part."""
    parts = change.module_path.with_suffix("").parts
    nearest = sorted(_TESTS, key=lambda test: Path(test).stem.removeprefix("test_") not in parts)
    for tests in (_quick(nearest), _THOROUGH):
        done = mutate_and_test([change], _command(tests), _LONGEST)
        if done.is_killed:
            return ""
    lines = [line for line in (done.diff or "").split("\n")[3:] if line[:1] in {"-", "+"}]
    return " → ".join(line[1:].strip() for line in lines)


def _quick(tests: Sequence[str]) -> str:
    return f"--hypothesis-profile quick {' '.join(tests)}"


def _command(tests: str) -> str:
    return f"env CI=1 sh -c {shlex.quote(f'{_LIMITS}; {_PYTEST} {tests}')}"
