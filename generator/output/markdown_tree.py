"""Writes to disk: everything is made beside its place and then moved there, a folder as a whole, a file in one step."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.compiler import Site
from generator.output.work_dir import MARK, OLD, exclusive_lock, find_stale, remove_tree, work_dir
from generator.views import PRINT

MANIFEST = MARK
"""Lists what we wrote into a directory, so that the next time we know which files are somebody else's."""


class EmitError(Exception):
    """Nothing was written; `args` hold what is wrong and what to do."""


def emit(site: Site, directory: Path) -> int:
    """Writes the pages of a site as plain Markdown, and the files that they link to; says how many pages."""
    # The document for paper is bound from finished pages, of which there are none here.
    pages = {page.path: page.text for page in site.pages if page.path != PRINT}
    texts = pages | {file.path: file.content for file in site.files}
    with atomic_dir(directory) as staging:
        for name, content in texts.items():
            path = staging / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_bytes(content))
    return len(pages)


def write_files(contents: Mapping[str, str | bytes], directory: Path, *, force: bool = False) -> None:
    """Write files into a folder that may hold others: each is replaced in one step, and none before all are on the disk.

    A run that is killed between two files leaves the later ones as they were, and can be run again: a file that already holds what
    is to be written is no obstacle.

    Args:
        contents: the files by name, in the order in which they are put in place.
        directory: the folder, which is made if it is missing.
        force: whether other files of these names are overwritten.

    Raises:
        EmitError: a file cannot be written, or may not be overwritten.

    """
    files = {name: _bytes(content) for name, content in contents.items()}
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with exclusive_lock(directory):
            if not force:
                ensure_absent(files, directory, OR_FORCE)
            _refuse_folders(files, directory)
            with work_dir(directory, "pathway") as staging:
                for name, content in files.items():
                    _write_durably(staging / name, content)
                for name in files:
                    (staging / name).replace(directory / name)
    except OSError as error:
        raise _unwritable(directory, error) from error


def _write_durably(file: Path, content: bytes) -> None:
    """Write a file through to the disk: only then is it certain that there was room for it."""
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


OR_FORCE = "Name another folder, or use --force to overwrite it."


def ensure_absent(files: Mapping[str, bytes | None], directory: Path, help_text: str = "Name another folder.") -> None:
    """Refuse to overwrite files.

    Args:
        files: names, with what is to be written; None if that is not known yet.
        directory: the folder.
        help_text: what to do otherwise.

    Raises:
        EmitError: one of the files exists and holds something else.

    """
    for name, content in files.items():
        file = directory / name
        if os.path.lexists(file) and not _holds(file, content):  # a link that leads nowhere is somebody's, too
            raise EmitError(f"“{file}” already exists", help_text)


def _holds(file: Path, content: bytes | None) -> bool:
    if content is None or file.is_symlink():
        return False
    with contextlib.suppress(OSError):
        return file.read_bytes() == content
    return False


def _refuse_folders(names: Iterable[str], directory: Path) -> None:
    """Not even with --force does a folder go, with all that is in it."""
    for name in names:
        if (directory / name).is_dir() and not (directory / name).is_symlink():
            raise EmitError(f"“{directory / name}” is a folder", "Move it elsewhere, or name another folder. Nothing was changed.")


def replace_if_unchanged(file: Path, old: bytes, new: bytes) -> None:
    """Puts `new` in the place of a file that still holds `old`; it is made beside it and moved there whole. A symbolic link stays one."""
    try:
        target = file.resolve(strict=True)
        if not os.access(target, os.W_OK):  # its folder alone would allow another file in its place
            raise EmitError(f"“{file}” is write-protected", "Nothing was written.")
        with work_dir(target.parent, "pathway") as staging:
            made = staging / target.name
            made.write_bytes(new)
            shutil.copymode(target, made)
            if target.read_bytes() != old:
                raise EmitError(f"“{file}” has changed meanwhile", "Nothing was written; try again.")
            made.replace(target)
    except OSError as error:
        raise _unwritable(file, error) from error


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8")


def contents(directory: Path) -> dict[str, bytes]:
    """The files of a folder, by path."""
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file()}


@contextmanager
def atomic_dir(directory: Path) -> Iterator[Path]:
    """An empty directory to fill; on leaving it takes the place of `directory`, unless something was raised.

    Files that stood in `directory` and are not ours are taken along. Raises EmitError where that cannot be.
    """
    directory = Path(os.path.abspath(directory))  # noqa: PTH100  # resolve() would follow a symbolic link, which must be refused
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        with exclusive_lock(directory.parent):
            _recover(directory)
        _refuse_foreign(directory)
        with work_dir(directory.parent, directory.name) as staging:
            yield staging
            with exclusive_lock(directory.parent):
                _refuse_foreign(directory)
                _finish(staging, directory)
    except OSError as error:
        raise _unwritable(directory, error) from error


@contextmanager
def temp_dir() -> Iterator[Path]:
    """A folder in the system's place for such, gone on leaving; raises EmitError where nothing can be written."""
    place = Path()
    try:
        place = Path(tempfile.gettempdir())  # tries to write
        with work_dir(place, "pathway") as folder:
            yield folder
    except OSError as error:
        raise _unwritable(place, error) from error


def _unwritable(directory: Path, error: OSError) -> EmitError:
    problem = f"“{error.filename or directory}” cannot be written: {error.strerror or error}"
    return EmitError(problem, "Check the folder's permissions and the free space on the disk. The existing files are unchanged.")


def _recover(directory: Path) -> None:
    """Puts back what an earlier run had moved aside when it was cut off between the two renames of a swap, or clears it away after them."""
    for old in reversed(find_stale(directory.parent, directory.name, OLD)):
        if not (old / MANIFEST).is_file():
            with contextlib.suppress(OSError):
                old.rmdir()  # cut off when all but the folder was cleared away; it is empty, or not ours
        elif os.path.lexists(directory):
            remove_tree(old)
        else:
            old.rename(directory)


def _refuse_foreign(directory: Path) -> None:
    if directory.is_symlink() or (directory.exists() and not directory.is_dir()):
        raise EmitError(f"“{directory}” is not a folder", "Name another folder, or one that does not exist yet.")
    if directory.is_dir() and any(directory.iterdir()) and not (directory / MANIFEST).is_file():
        raise EmitError(
            f"“{directory}” contains files that this program did not make",
            "Name an empty folder, or one that does not exist yet. Nothing was changed.",
        )


def _files(directory: Path) -> set[str]:
    return {path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_symlink() or not path.is_dir()} - {MANIFEST}


def _finish(staging: Path, directory: Path) -> None:
    made = _files(staging)
    (staging / MANIFEST).write_text("".join(f"{name}\n" for name in sorted(made)), "utf-8", newline="\n")
    staging.chmod(0o755)
    if directory.is_dir():
        _take_along(directory, staging)
    _swap(staging, directory)


def _take_along(directory: Path, staging: Path) -> None:
    manifest = directory / MANIFEST
    own = set(manifest.read_text("utf-8", "replace").splitlines()) if manifest.is_file() else set()
    for name in sorted(_files(directory) - own):
        target = staging / name
        # Asked of the disk, which may take Index.html for index.html; and a file may stand where the site has a folder.
        blocked = os.path.lexists(target) or any(path.exists() and not path.is_dir() for path in target.parents)
        if blocked:
            raise EmitError(
                f"this program did not make “{directory / name}”, and the site needs a file of that name",
                "Move it elsewhere. Nothing was changed.",
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(directory / name, target, follow_symlinks=False)


def _swap(staging: Path, directory: Path) -> None:
    """Rename the old folder away and the new one to its name: between the two there is none, and `_recover` repairs a run killed there."""
    backup = staging.with_suffix(OLD)
    moved = directory.exists()
    if moved:
        directory.rename(backup)
    try:
        staging.rename(directory)
    except OSError:
        if moved:
            with contextlib.suppress(OSError):
                backup.rename(directory)
        raise
    remove_tree(backup)
