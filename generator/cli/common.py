"""Shared by all commands: the terminal, reading a pathway, reporting faults."""

import os
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from generator import reporting
from generator.compiler import Compiled, Site
from generator.core.diagnostics import show_whitespace
from generator.core.source import Source
from generator.output import markdown_tree
from generator.output.cache import open_cache
from generator.output.read_pathway import MAX_BYTES, compile_file, read_bytes, shown
from generator.parsing import decode

PATH = click.Path(path_type=Path, readable=False)  # an unreadable file is reported by us, and is not a usage error
FILE = click.argument("file", type=PATH, default=Path("pathway.yaml"))
if not os.environ.get("COLUMNS", "1").strip("0"):
    del os.environ["COLUMNS"]  # into no columns rich would write nothing at all
# What is printed, such as the name of a folder, may look like rich's own markup.
out = Console(markup=False, emoji=False, highlight=False)
err = Console(stderr=True, markup=False, emoji=False, highlight=False)

FAULTY = 1
"""Exit status: the pathway has errors, or the site could not be built."""
CRASHED = 70
"""Exit status: the program itself is at fault; the number is that of sysexits.h."""
INTERRUPTED = 130
"""Exit status: stopped with Ctrl+C before it was done; the number is that of shells."""
STATUSES = (
    "Exit status: 0 success; 1 the pathway has errors, or the output could not be made; 2 the command was not typed "
    "correctly; 70 a bug in the program; 130 it was interrupted."
)


def read_pathway(file: Path) -> Compiled:
    """Compile a pathway and report its faults."""
    return report_compiled(file, *compile_file(file, open_cache()))


def report_compiled(file: Path, compiled: Compiled, source: Source | None) -> Compiled:
    """Report what is wrong with a pathway, and where to read more."""
    reporting.show(err, compiled.diagnostics, source)
    if compiled.errors:
        err.print(f"{reporting.outcome(file, compiled.diagnostics)}.", style="bold", soft_wrap=True)
    if compiled.diagnostics:
        err.print(reporting.more(compiled.diagnostics), soft_wrap=True)
    return compiled


def site_of(file: Path) -> Site:
    """The site of a pathway; with an error in it there is none, and the command ends."""
    site = read_pathway(file).site
    if site is None:
        err.print("Nothing was built.", style="bold")
        sys.exit(FAULTY)
    return site


def read_to_change(file: Path) -> tuple[bytes, Source] | None:
    """The bytes of a file that is to be changed, and its text; nothing where it cannot be read, for which a report gives the reason."""
    data = read_bytes(file, MAX_BYTES + 1) if file.is_file() else b""
    source = decode(shown(file), data) if isinstance(data, bytes) and len(data) <= MAX_BYTES else None
    return (data, source) if isinstance(data, bytes) and isinstance(source, Source) else None


def write_changed(file: Path, old: bytes, text: str) -> None:
    """Write another text into a file, which keeps its byte order mark, or end the command.

    Args:
        file: the file.
        old: what it held when it was read.
        text: what it is to hold.

    """
    try:
        markdown_tree.replace_if_unchanged(file, old, old[: len(old) - len(old.removeprefix(BOM_UTF8))] + text.encode())
    except markdown_tree.EmitError as error:
        fail(*error.args)


def print_diff(source: Source, text: str) -> None:
    """Print what would change in a file."""
    for line in unified_diff(source.lines, Source("", text).lines, source.name, source.name, lineterm=""):
        click.echo(show_whitespace(line))


@contextmanager
def building() -> Iterator[None]:
    """Report a failed build in the author's terms."""
    from generator.mkdocs.build import PublishError  # noqa: PLC0415  # as above

    try:
        yield
    except PublishError as error:
        for complaint in error.args:
            err.print(f"error: {complaint}", soft_wrap=True)
        fail("build failed; the existing site is unchanged")
    except markdown_tree.EmitError as error:
        fail(*error.args)


def progress_bar() -> Progress:
    """Progress bar of a build."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


def fail(problem: str, help_text: str = "") -> NoReturn:
    """Report what is wrong and what to do, and end the command."""
    err.print(f"error: {problem}. {help_text}".strip(), soft_wrap=True)
    sys.exit(FAULTY)
