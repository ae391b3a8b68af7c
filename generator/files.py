"""Reading pathway files: text, or a diagnostic that says why not."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.bibliography import LARGEST
from generator.compiler import Compiled, compile_pathway, read
from generator.diagnostics import Diagnostic, diagnose
from generator.model import Pathway
from generator.source import Source, Span
from generator.syntax import decode


def compile_file(path: Path) -> tuple[Compiled, Source | None]:
    """Reads and compiles a file; a file that cannot be read is a diagnostic like any other."""
    source = _source(path)
    if isinstance(source, Diagnostic):
        return Compiled(None, (source,)), None
    with _undisturbed():
        return compile_pathway(source, lambda beside: _content(path.parent / beside)), source


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Puts off looking for objects that hold each other: there are none here, and looking takes half of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _content(path: Path) -> bytes | None:
    """What is in a file, or nothing where it cannot be read; of one too large for a style, no more than tells that it is."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        return None


def read_file(path: Path) -> tuple[Pathway | None, list[Diagnostic], Source | None]:
    """Reads and checks a file, and makes nothing of it; there may be a pathway even where there are errors."""
    source = _source(path)
    if isinstance(source, Diagnostic):
        return None, [source], None
    return *read(source), source


def _source(path: Path) -> Source | Diagnostic:
    data = read_bytes(path)
    return data if isinstance(data, Diagnostic) else decode(shown(path), data)


def read_bytes(path: Path, limit: int | None = None) -> bytes | Diagnostic:
    """The bytes of a file, of a large one only the first `limit`."""
    try:
        with path.open("rb") as file:
            return file.read(-1 if limit is None else limit)
    except OSError as error:
        return diagnose("unreadable-file", Span(shown(path), 1, 1, 1, 2), {"problem": error.strerror or error})


def shown(path: Path) -> str:
    """The name in diagnostics: as short as an editor or a terminal can still open it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
