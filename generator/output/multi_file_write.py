"""Files put among those of others, all or none: what a run that was cut off had moved is put back by the next."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from generator.output.work_dir import clean_stale, work_dir

NAME = "pathway-set"
_MADE, _OLD, _PLAN = "made", "old", "plan.json"
_MINUTE = 60


def write_all(files: Mapping[str, bytes], folder: Path) -> None:
    """Puts files into a folder, in the place of those that bear their names; raises OSError, and then all is as it was.

    One file changes in one step. Of several, the old ones go before the first new one comes: cut off, a run leaves some of the
    old ones or some of the new ones, but never one of each.
    """
    with work_dir(folder, NAME, _rollback, _MINUTE) as aside:
        (aside / _MADE).mkdir()
        (aside / _OLD).mkdir()
        for name, content in files.items():
            (aside / _MADE / name).write_bytes(content)
        if len(files) == 1:
            (aside / _MADE / name).replace(folder / name)
            return
        (aside / _PLAN).write_text(json.dumps({name: _digest(content) for name, content in files.items()}), "utf-8")
        try:
            _move(files, folder, aside / _OLD)
            _move(files, aside / _MADE, folder)
        except BaseException:  # also Ctrl+C
            _rollback(aside)
            raise


def recover(folder: Path) -> None:
    """Puts back what runs that were cut off had moved, and clears away what they left."""
    clean_stale(folder, NAME, _rollback, _MINUTE)


def _move(names: Mapping[str, bytes], source: Path, target: Path) -> None:
    for name in names:
        if os.path.lexists(source / name):
            (source / name).rename(target / name)


def _rollback(aside: Path) -> None:
    """Undo a plan that was not completed; safe to interrupt and to run again."""
    made, old, folder = aside / _MADE, aside / _OLD, aside.parent
    if made.is_symlink() or old.is_symlink() or not made.is_dir() or not any(made.iterdir()):
        return
    for name, digest in _plan(aside / _PLAN).items():
        # What lies under the name is ours only if nobody has changed it meanwhile.
        if not os.path.lexists(made / name) and _is(folder / name, digest):
            (folder / name).rename(made / name)
        if os.path.lexists(old / name) and not os.path.lexists(folder / name):
            (old / name).rename(folder / name)
    (aside / _PLAN).unlink(missing_ok=True)  # done: what goes from here on says nothing any more of what was moved


def _plan(file: Path) -> dict[str, str]:
    """The names of the files and what is in them; none if a run was cut off before it began to move them."""
    try:
        plan = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return {name: digest for name, digest in plan.items() if Path(name).name == name} if isinstance(plan, dict) else {}


def _is(file: Path, digest: str) -> bool:
    return file.is_file() and not file.is_symlink() and _digest(file.read_bytes()) == digest


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
