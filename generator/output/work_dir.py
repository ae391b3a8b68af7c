"""Folders to work in, beside the place that the work is for: marked as ours, held while in use, tidied where a run was cut off."""

import contextlib
import ctypes
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

MARK = ".pathway-files"
"""Name of the marker file in every folder we make; in a finished site it lists the files we wrote."""
NEW, OLD = ".new", ".old"
_RANDOM = "[a-z0-9_]{8}"
# What <fcntl.h> and <stdio.h> call AT_FDCWD, RENAME_EXCHANGE (on macOS RENAME_SWAP).
_HERE, _EXCHANGE = -100, 2
_MINUTE, _DAY = 60, 24 * 3600


Recover = Callable[[Path], None]
"""Takes what must not be lost out of a folder that was left and is about to go."""


@contextmanager
def work_dir(parent: Path, name: str, rescue: Recover = lambda _: None, patience: int = _DAY) -> Iterator[Path]:
    """A new folder `.name.….new` in `parent`; on leaving it is gone, unless it was moved. Raises OSError where it cannot be made.

    What earlier runs left under such a name goes, too, as `clean_stale` says.
    """
    clean_stale(parent, name, rescue, patience)
    folder = Path(tempfile.mkdtemp(prefix=f".{name}.", suffix=NEW, dir=parent))
    try:
        with (folder / MARK).open("wb") as mark:
            if sys.platform == "win32":
                mark.close()  # an open file would keep its folder from being moved
            else:
                with contextlib.suppress(OSError):  # some network drives have no locks
                    _hold(mark)
            yield folder
    finally:
        remove_tree(folder)


def clean_stale(parent: Path, name: str, rescue: Recover, patience: int) -> None:
    """Clears away what earlier runs left under a name that only we give, if it bears our mark and nobody holds it.

    Where the system has no locks, it counts as held for `patience` seconds.
    """
    for left in find_stale(parent, name, NEW):
        _tidy(left, rescue, patience)


def find_stale(parent: Path, name: str, ending: str) -> list[Path]:
    """The folders in `parent` under a name that only we give, the newest last."""
    pattern = re.compile(rf"\.{re.escape(name)}\.{_RANDOM}{re.escape(ending)}")
    with contextlib.suppress(OSError):
        found = [path for path in parent.iterdir() if pattern.fullmatch(path.name) and path.is_dir() and not path.is_symlink()]
        return sorted(found, key=lambda path: (path.stat().st_mtime, path.name))
    return []


def remove_tree(folder: Path) -> None:
    """Removes a folder of ours, with what in it may not be written to; what resists stays.

    The mark goes last, so that the next run knows for ours what is cut off here.
    """
    if not _emptied(folder):
        for path in (folder, *folder.rglob("*")):
            with contextlib.suppress(OSError):
                if not path.is_symlink():
                    path.chmod(0o700)
    if _emptied(folder):
        shutil.rmtree(folder, ignore_errors=True)


def _emptied(folder: Path) -> bool:
    """Removes all but the mark, and says whether nothing else is left."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != MARK:
                path.unlink()
        return {path.name for path in folder.iterdir()} <= {MARK}
    return False


def swap_dirs(one: Path, other: Path) -> bool:
    """Lets two folders change places in one step, so that neither is ever missing; False where the system has no such step."""
    names = (os.fsencode(one), os.fsencode(other))
    calls = {"linux": ("renameat2", (_HERE, names[0], _HERE, names[1], _EXCHANGE)), "darwin": ("renamex_np", (*names, _EXCHANGE))}
    if sys.platform not in calls:
        return False
    call, arguments = calls[sys.platform]
    try:
        return bool(getattr(ctypes.CDLL(None), call)(*arguments) == 0)
    except (OSError, AttributeError):  # a system without it
        return False


@contextmanager
def exclusive_lock(folder: Path) -> Iterator[None]:
    """Waits until no other run of ours is in here for the same folder, where the system can tell."""
    if sys.platform == "win32":
        yield
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network drives have no locks
            fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)


def _tidy(left: Path, rescue: Recover, patience: int) -> None:
    with contextlib.suppress(OSError):
        if (left / MARK).is_file():
            if not _is_held(left / MARK, patience):
                rescue(left)
                remove_tree(left)
        elif time.time() - left.stat().st_mtime > _MINUTE:
            left.rmdir()  # cut off before it was marked; it is empty, or not ours


def _is_held(mark: Path, patience: int) -> bool:
    if sys.platform != "win32":
        with mark.open("r+b") as file:
            try:
                _hold(file)
            except BlockingIOError:
                return True
            except OSError:  # no locks here
                pass
            else:
                return False
    return time.time() - mark.stat().st_mtime < patience


def _hold(file: IO[bytes]) -> None:
    """Lock a file until it is closed or its holder has died; raises OSError if somebody else holds it."""
    if sys.platform != "win32":
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
