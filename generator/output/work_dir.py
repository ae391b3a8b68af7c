"""Folders to work in, beside the place that the work is for: marked as ours, held while in use, tidied where a run was cut off."""

import contextlib
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

MARK = ".pathway-files"
"""Name of the marker file in every folder we make; in a finished site it lists the files we wrote."""
NEW, OLD = ".new", ".old"
_RANDOM = "[a-z0-9_]{8}"
_MINUTE, _DAY = 60, 24 * 3600


@contextmanager
def work_dir(parent: Path, name: str) -> Iterator[Path]:
    """A new folder `.name.….new` in `parent`; on leaving it is gone, unless it was moved. Raises OSError where it cannot be made.

    What earlier runs left under such a name goes, too, as `clean_stale` says.
    """
    clean_stale(parent, name)
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


def clean_stale(parent: Path, name: str) -> None:
    """Clears away what earlier runs left under a name that only we give, if it bears our mark and nobody holds it.

    Where the system has no locks, it counts as held for a day.
    """
    for left in find_stale(parent, name, NEW):
        _tidy(left)


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


def _tidy(left: Path) -> None:
    with contextlib.suppress(OSError):
        if (left / MARK).is_file():
            if not _is_held(left / MARK):
                remove_tree(left)
        elif time.time() - left.stat().st_mtime > _MINUTE:
            left.rmdir()  # cut off before it was marked; it is empty, or not ours


def _is_held(mark: Path) -> bool:
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
    return time.time() - mark.stat().st_mtime < _DAY


def _hold(file: IO[bytes]) -> None:
    """Lock a file until it is closed or its holder has died; raises OSError if somebody else holds it."""
    if sys.platform != "win32":
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
