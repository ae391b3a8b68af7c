"""Sees that files are saved, however an editor does it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TypeVar

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

POLL_INTERVAL = 1.0
"""Seconds after which the files are looked at even if nothing was heard: not every network drive tells of changes."""
DEBOUNCE = 0.05
"""Seconds in which nothing more must be heard: an editor saves in several steps."""

Stamp = tuple[int, ...] | None
Made = TypeVar("Made")


def watch_files(file: Path, read: Callable[[], tuple[Made, Iterable[Path]]]) -> Iterator[Made]:
    """Yields what `read` makes of a file and of others that it names, at once and again whenever one of them changes, appears or goes.

    Folders are watched rather than files, for many editors write a new file and put it in the place of the old one.
    """
    heard, observer = Event(), Observer()
    observer.start()
    try:
        watched: set[Path] = set()
        known = _stamps([file])
        while True:
            made, paths = read()
            while fresh := {*paths} - known.keys():
                # What was read before it was stamped may have been saved in between.
                known |= _stamps(fresh)
                made, paths = read()
            known = {path: known[path] for path in (file, *paths)}
            _listen(observer, heard, watched, known)
            yield made
            while (now := _stamps(known)) == known:
                heard.wait(POLL_INTERVAL)
                _settle(heard)
            known = now
    finally:
        observer.stop()
        observer.join()


def _settle(heard: Event) -> None:
    """Waits until nothing more is heard, or for a second where it never grows quiet."""
    for _ in range(round(1 / DEBOUNCE)):
        heard.clear()
        if not heard.wait(DEBOUNCE):
            break


class _EventHandler(FileSystemEventHandler):
    def __init__(self, heard: Event) -> None:
        self._heard = heard

    def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002  # whatever it was, the files are looked at
        self._heard.set()


def _listen(observer: BaseObserver, heard: Event, watched: set[Path], files: Iterable[Path]) -> None:
    """Watches the folders of files, and those of what links lead to."""
    folders = {folder for path in files for folder in (path.absolute().parent, path.resolve().parent)}
    for folder in folders - watched:
        with suppress(OSError):  # A folder that is not there, or cannot be watched, is looked at all the same.
            observer.schedule(_EventHandler(heard), str(folder))
            watched.add(folder)


def _stamps(files: Iterable[Path]) -> dict[Path, Stamp]:
    return {path: _stamp(path) for path in files}


def _stamp(path: Path) -> Stamp:
    """Fingerprint of a file: modification time, size, and which file it is."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
