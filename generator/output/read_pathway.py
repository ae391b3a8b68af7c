"""Reading pathway files: text, or a diagnostic that says why not."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.checks.cases import CASES_FILE
from generator.checks.files import MAX_BYTES as MAX_FILE
from generator.compiler import Compiled, compile_pathway, read
from generator.core.cache import ContentCache
from generator.core.diagnostics import Diagnostic, escape_invisible, make_diagnostic, messages
from generator.core.source import Source, Span
from generator.model import Pathway
from generator.parsing import decode
from generator.references import LARGEST

_MOST = 5
"""So many files are named that might have been meant."""

MAX_BYTES = 64_000_000
"""A larger pathway is not read: it would take minutes, and the memory of the machine."""


def compile_file(path: Path, cache: ContentCache | None = None) -> tuple[Compiled, Source | None]:
    """Reads and compiles a file; a file that cannot be read is a diagnostic like any other."""
    source, cases = _source(path), _cases_beside(path)
    if isinstance(source, Diagnostic):
        return Compiled(site=None, diagnostics=(source,)), None
    if isinstance(cases, Diagnostic):
        return Compiled(site=None, diagnostics=(cases,)), source
    with undisturbed():
        return compile_pathway(source, lambda beside: _content(path.parent / beside), cache, cases), source


@contextmanager
def undisturbed() -> Iterator[None]:
    """Puts off looking for objects that hold each other: few are made while something is built, and looking takes half of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _content(path: Path) -> bytes | None:
    """Content of a file, or nothing if it cannot be read; if it is too large to be used, just enough to show that."""
    try:
        if not path.is_file():  # opening a pipe waits until somebody writes into it
            return None
        with path.open("rb") as file:
            return file.read(max(LARGEST, MAX_FILE) + 1)
    except OSError:
        return None


def read_file(path: Path) -> tuple[Pathway | None, list[Diagnostic], Source | None]:
    """Reads and checks a file, and makes nothing of it; there may be a pathway even where there are errors."""
    source, cases = _source(path), _cases_beside(path)
    if isinstance(source, Diagnostic):
        return None, [source], None
    if isinstance(cases, Diagnostic):
        return None, [cases], source
    return *read(source, cases), source


def _cases_beside(path: Path) -> Source | Diagnostic | None:
    """The file of worked cases beside a pathway, if there is one."""
    beside = path.parent / CASES_FILE
    return _source(beside) if beside.is_file() and beside != path else None


def _source(path: Path) -> Source | Diagnostic:
    data = read_bytes(path, MAX_BYTES + 1)
    if isinstance(data, bytes) and len(data) > MAX_BYTES:
        message = messages.unreadable_file(problem=f"it is larger than {MAX_BYTES // 1_000_000} MB")
        return make_diagnostic(message, Span(shown(path), 1, 1, 1, 2))
    return data if isinstance(data, Diagnostic) else decode(shown(path), data)


def read_bytes(path: Path, limit: int | None = None) -> bytes | Diagnostic:
    """The bytes of a file, of a large one only the first `limit`."""
    try:
        with path.open("rb") as file:
            return file.read(-1 if limit is None else limit)
    except OSError as error:
        return _unreadable(path, error)


def _unreadable(path: Path, error: OSError) -> Diagnostic:
    """Says what is in the place of a file that cannot be read, and names what its author may have meant."""
    place, folder = Span.of_file(shown(path)), path.parent
    if path.is_dir():
        files = _like(path, path / "pathway.yaml") or _like(path, path / "any.yml")
        if files:
            return make_diagnostic(messages.unreadable_file_folder(name=place.file, files=files), place)
        return make_diagnostic(messages.unreadable_file_folder_without(name=place.file), place)
    if path.exists():
        return make_diagnostic(messages.unreadable_file(problem=error.strerror or str(error)), place)
    if not folder.is_dir():
        return make_diagnostic(messages.unreadable_file_missing_folder(folder=str(folder)), place)
    name, here = path.name, str(folder.resolve())
    if files := _like(folder, path):
        return make_diagnostic(messages.unreadable_file_missing_beside(name=name, folder=here, files=files), place)
    return make_diagnostic(messages.unreadable_file_missing(name=name, folder=here), place)


def _like(folder: Path, wanted: Path) -> tuple[str, ...]:
    """The files of the kind of one that is wanted, in a folder or, under its name, one folder deeper."""
    try:
        found = [*folder.glob(f"*{wanted.suffix or '.yaml'}"), *folder.glob(f"*/{wanted.name}")]
    except OSError:
        return ()
    return tuple(sorted(shown(path) for path in found if path.is_file() and not path.name.startswith(".")))[:_MOST]


def shown(path: Path) -> str:
    """The name in diagnostics: as short as an editor or a terminal can still open it, and nothing in it that a terminal obeys."""
    try:
        return escape_invisible(path.resolve().relative_to(Path.cwd()).as_posix())
    except ValueError:
        return escape_invisible(path.as_posix())
