"""Cache on disk, shared by all commands: safe to delete, and never a reason to fail.

It lies in the user's own cache folder and not beside the pathway. So it cannot get into a site, an archive, an image or a repository,
and no folder that you are sent can hold results that no pathway gave. Entries are JSON with a checksum; a damaged one counts as missing.
"""

import contextlib
import hashlib
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.core.cache import ContentCache, MemoryCache

VARIABLE = "PATHWAY_CACHE"
"""Environment variable with the folder of the cache, or `off`."""
_OFF = frozenset({"off", "no", "0"})
_DAY = 24 * 3600
_KEPT = 30 * _DAY
_MOST_BYTES = 1_000_000_000
_TAG = "CACHEDIR.TAG"
# By the first, programs that make backups know a cache (bford.info/cachedir); the other is for a folder within a repository.
_NOTES = {_TAG: "Signature: 8a477f597d28d172789f06886806bc55\n# The cache of pathway. It is safe to delete.\n", ".gitignore": "*\n"}


def open_cache() -> ContentCache:
    """The cache that the environment names: on disk, or in memory where it is off or its folder cannot be used."""
    folder = _folder()
    if folder is None:
        return MemoryCache()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, text in _NOTES.items():
            if not (folder / name).exists():
                (folder / name).write_text(text, "utf-8")
    except OSError:
        return MemoryCache()
    _prune(folder)
    return DiskCache(folder)


def _folder() -> Path | None:
    named = os.environ.get(VARIABLE)
    if named:
        return None if named.lower() in _OFF else Path(named)
    homes = {"win32": os.environ.get("LOCALAPPDATA"), "darwin": "~/Library/Caches"}
    with contextlib.suppress(RuntimeError):  # nobody knows where home is
        home = Path(homes.get(sys.platform) or os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
        return home / "pathway-generator" if home.is_absolute() else None
    return None


class DiskCache:
    """A folder of entries, each a file named by its key and by the program that made it; `serve` reads each file once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._memory = MemoryCache()
        self._is_writable = True

    def get(self, key: str) -> str | None:
        """The JSON that was stored under a key, or nothing."""
        text = self._memory.get(key)
        if text is None and (text := self._read(key)) is not None:
            self._memory.put(key, text)
        return text

    def _read(self, key: str) -> str | None:
        path = self._path(key)
        try:
            checksum, _, data = path.read_bytes().partition(b"\n")
            if checksum != _checksum(data):
                return None
            _note_use(path)
        except OSError:
            return None
        return data.decode("utf-8")

    def put(self, key: str, text: str) -> None:
        """Store JSON under a key; once that failed, nothing more is written."""
        self._memory.put(key, text)
        if not self._is_writable:
            return
        data = text.encode("utf-8")
        try:
            _write(self._path(key), _checksum(data) + b"\n" + data)
        except OSError:
            self._is_writable = False

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(f"{_program()} {key}".encode()).hexdigest()
        return self._folder / name[:2] / f"{name}.json"


def _checksum(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


def _note_use(path: Path) -> None:
    with contextlib.suppress(OSError):  # another's files, or a disk that is only read
        if time.time() - path.stat().st_mtime > _DAY:
            os.utime(path)


def _write(path: Path, content: bytes) -> None:
    """Write a file so that nobody sees a part of it."""
    path.parent.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _prune(folder: Path) -> None:
    """Once a day, delete entries that nobody used for a month, and above a gigabyte those unused the longest."""
    now, total = time.time(), 0
    with contextlib.suppress(OSError):
        if now - (folder / _TAG).stat().st_mtime < _DAY:
            return
        os.utime(folder / _TAG)
        for used, size, path in sorted(_entries(folder), reverse=True):
            total += size
            if total > _MOST_BYTES or now - used > _KEPT:
                path.unlink(missing_ok=True)


def _entries(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """When each entry was last used, its size and its place."""
    for path in folder.glob("??/*"):
        with contextlib.suppress(OSError):
            found = path.stat()
            yield found.st_mtime, found.st_size, path


@cache
def _program() -> str:
    """A name for all that takes part in a result besides its content: our files, the installed packages, and Python."""
    digest = hashlib.sha256(f"{sys.version} {sys.platform} {platform.machine()}".encode())
    ours = Path(__file__).parent.parent
    for folder, folders, files in os.walk(ours):
        folders[:] = sorted(set(folders) - {"__pycache__", "assets"})
        for name in sorted(files):
            digest.update(f"\0{folder[len(str(ours)) :]}/{name}\0".encode())
            digest.update(Path(folder, name).read_bytes())
    for place in sys.path:
        with contextlib.suppress(OSError):
            names = sorted(path.name for path in Path(place).iterdir() if path.suffix in {".dist-info", ".egg-info", ".egg"})
            digest.update("\0".join(names).encode(errors="surrogateescape"))
    return digest.hexdigest()
