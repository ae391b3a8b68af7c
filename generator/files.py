"""Reading pathway files: text, or a diagnostic that says why not."""

from pathlib import Path

from generator.compiler import Compiled, compile_pathway
from generator.diagnostics import diagnose
from generator.source import Source, Span
from generator.syntax import decode


def compile_file(path: Path) -> tuple[Compiled, Source | None]:
    """Reads and compiles a file; a file that cannot be read is a diagnostic like any other."""
    name = _shown(path)
    try:
        source = decode(name, path.read_bytes())
    except OSError as error:
        unreadable = diagnose("unreadable-file", Span(name, 1, 1, 1, 2), {"problem": error.strerror or error})
        return Compiled(None, (unreadable,)), None
    if not isinstance(source, Source):
        return Compiled(None, (source,)), None
    return compile_pathway(source), source


def _shown(path: Path) -> str:
    """The name in diagnostics: as short as an editor or a terminal can still open it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
