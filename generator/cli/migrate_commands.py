"""The command `migrate`: a pathway of an older format in the newest."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console

from generator.cli.common import FAULTY, FILE, STATUSES, err, fail, out, print_diff, read_to_change, report_compiled, write_changed
from generator.core.diagnostics import escape_invisible
from generator.migration import NEWEST, OLDER, Decision, Migration
from generator.migration import migrate as migrated
from generator.output.read_pathway import compile_file


@click.command(epilog=STATUSES)
@FILE
@click.option("--diff", is_flag=True, help="Show what would change, without writing anything. The exit status is 1 if there is anything.")
def migrate(file: Path, *, diff: bool) -> None:
    """Rewrite FILE (pathway.yaml) in the newest format, and list with line numbers what only you can decide.

    Remarks, and all lines that need no change, stay as they are. A file in the newest format is left alone.
    """
    held = read_to_change(file)
    made = migrated(held[1]) if held else Migration()
    if held is None or made.format not in {OLDER, NEWEST}:
        report_compiled(file, *compile_file(file))
        fail("nothing was changed", f"Only a file that can be read, and that says “format: {OLDER}”, can be rewritten.")
    data, source = held
    name = escape_invisible(str(file))
    if made.format == NEWEST:
        (err if diff else out).print(f"{name} is already written in format {NEWEST}. Nothing to change.", soft_wrap=True)
        return
    if made.text is None:
        fail(f"{name} is written in a way that cannot be rewritten without changing more. Nothing was changed", _UNFORESEEN)
    if diff:
        print_diff(source, made.text)
        _report(err, f"{name} would be rewritten in format {NEWEST}", source.name, made)
        sys.exit(FAULTY)
    write_changed(file, data, made.text)
    _report(out, f"{name} is now written in format {NEWEST}", source.name, made)


_UNFORESEEN = (
    f"Does it have keys of format {NEWEST} already, or keys that begin with a question mark? "
    "Write these as in the manual, and please report what it was."
)


def _report(console: Console, done: str, name: str, made: Migration) -> None:
    """Print what was done, and what is left to decide."""
    for line in _decisions(made.decisions, name):
        console.print(line, soft_wrap=True)
    left = len(made.decisions)
    count = f"{left} question{' is' if left == 1 else 's are'}"
    decide = f" {count} left for you to decide, above (with the lines of the new file)." if left else ""
    console.print(f"{done}.{decide} “pathway check” says what else is missing.", soft_wrap=True)


def _decisions(found: tuple[Decision, ...], name: str) -> Iterator[str]:
    for decision in found:
        yield decision.question
        yield from (f"  {name}:{line}: {escape_invisible(label)}" for line, label in decision.places)
        yield ""
