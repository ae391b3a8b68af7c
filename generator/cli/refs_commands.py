"""Commands for references: `refs add`."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from generator import reporting
from generator.cli.common import PATH, err, fail, out, write_changed
from generator.core.diagnostics import Diagnostic
from generator.output.read_pathway import read_bytes, shown
from generator.parsing import decode


@click.group()
def refs() -> None:
    """Work on the references of a pathway."""


@refs.command()
@click.argument("files", metavar="FILE…", type=click.Path(path_type=Path, readable=False, allow_dash=True), nargs=-1, required=True)
@click.option("--file", type=PATH, default=Path("pathway.yaml"), show_default=True, help="The pathway.")
@click.option("--dry-run", is_flag=True, help="Show what would be added, without writing anything.")
@click.option("--even-if-duplicate", is_flag=True, help="Also add references that the pathway seems to have already.")
@click.option("--all-or-nothing", is_flag=True, help="Add nothing if any reference in the files cannot be read.")
def add(files: tuple[Path, ...], file: Path, *, dry_run: bool, even_if_duplicate: bool, all_or_nothing: bool) -> None:
    """Add the references in FILE… (NBIB, RIS, BibTeX or CSL-JSON; - is the standard input) to a pathway, and change nothing else in it.

    A reference that cannot be read is reported with its line and left out; the others are added. The exit status is 1 if any reference was
    left out because of an error, and 0 if all were added or are already in the pathway.
    """
    from generator.references.importers import MAX_BYTES, import_file  # noqa: PLC0415  # what reads BibTeX takes its time to import; `check` does without
    from generator.references.merge import merge  # noqa: PLC0415  # as above
    from generator.references.merge.report import summary_lines  # noqa: PLC0415  # as above

    old = _bytes(file)
    source = decode(shown(file), old)
    if isinstance(source, Diagnostic):
        _refuse(source)
    # A file that cannot be opened is most likely a slip in the command, so nothing is done at all.
    taken = [import_file(_named(path), _bytes(path, MAX_BYTES + 1)) for path in files]
    merged = merge(source, taken, even_if_duplicate=even_if_duplicate, all_or_nothing=all_or_nothing)
    for diagnostic, origin in merged.diagnostics:
        reporting.show(err, [diagnostic], origin)
    if merged.refused:
        fail("nothing was added")
    if merged.text is not None and not dry_run:
        write_changed(file, old, merged.text)
    for line in summary_lines(merged.additions, str(file), written=not dry_run, faulty=bool(merged.errors)):
        out.print(line, soft_wrap=True)
    if merged.errors:
        # After what was added, so that the last line on the screen says that some are missing.
        fail("some references could not be read and were not added", "See the errors above.")


def _named(path: Path) -> str:
    return "standard input" if path == Path("-") else shown(path)


def _bytes(path: Path, limit: int | None = None) -> bytes:
    if path == Path("-"):
        return sys.stdin.buffer.read(-1 if limit is None else limit)
    data = read_bytes(path, limit)
    return _refuse(data) if isinstance(data, Diagnostic) else data


def _refuse(diagnostic: Diagnostic) -> NoReturn:
    reporting.show(err, [diagnostic], None)
    fail("nothing was added")
