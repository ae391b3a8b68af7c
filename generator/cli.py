"""The command line `pathway`."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from generator import __version__, emit, report
from generator.compiler import Compiled, Site, SiteChart
from generator.files import compile_file

# Material announces the end of its own life at every start; docs/architecture.md says what follows for us.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

_FILE = click.argument("file", type=click.Path(path_type=Path), default=Path("pathway.yaml"))
_out = Console()
_err = Console(stderr=True)

FAULTY = 1
"""Exit status: the pathway has errors, or the site could not be built."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pathway")
def main() -> None:
    """Compile a clinical pathway, written in YAML, into a cited and searchable site."""


@main.command()
@_FILE
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
def check(file: Path, *, strict: bool) -> None:
    """Check FILE (pathway.yaml) and say what is wrong, where, and what to do."""
    compiled = _compiled(file)
    if compiled.errors or (strict and compiled.diagnostics):
        sys.exit(FAULTY)
    _out.print(f"{file}: {report.summary(compiled.diagnostics)}.", highlight=False, soft_wrap=True)


@main.command()
@_FILE
@click.option("--into", type=click.Path(path_type=Path), help="The folder to build into.  [default: site]")
def build(file: Path, into: Path | None) -> None:
    """Build the site of FILE (pathway.yaml)."""
    from generator.publish import PublishError, publish  # noqa: PLC0415  # MkDocs takes half a second to import; `check` does without

    site = _site(file)
    try:
        with _progress() as progress:
            task = progress.add_task("Building pages", total=len(site.pages))
            published = publish(file, site, into, lambda done, total: progress.update(task, completed=done, total=total))
    except PublishError as error:
        for complaint in error.args:
            _err.print(f"error: {complaint}", highlight=False, markup=False, soft_wrap=True)
        _fail("nothing was built; what stood there before stands there still")
    except emit.EmitError as error:
        _fail(*error.args)
    for note in published.notes:
        _err.print(f"note: {note}", highlight=False, markup=False, soft_wrap=True)
    _out.print(f"Built {len(site.pages)} pages. Open {published.directory / 'index.html'}", highlight=False, soft_wrap=True)


@main.command()
@_FILE
@click.option("--address", metavar="HOST:PORT", help="Where to serve.  [default: 127.0.0.1:8000]")
def serve(file: Path, address: str | None) -> None:
    """Show the site of FILE (pathway.yaml) in the browser and follow every change."""
    from generator.publish import serve as run  # noqa: PLC0415  # as above

    compiled, _ = compile_file(file)
    run(file, compiled.site.passport.title if compiled.site else file.name, address)


@main.command("emit")
@_FILE
@click.option("--into", type=click.Path(path_type=Path), required=True, help="The folder to write into.")
def emit_command(file: Path, into: Path) -> None:
    """Write the pages of FILE (pathway.yaml) as plain Markdown."""
    site = _site(file)
    try:
        emit.emit(site, into)
    except emit.EmitError as error:
        _fail(*error.args)
    _out.print(f"Wrote {len(site.pages)} pages into {into}", highlight=False, soft_wrap=True)


@main.command()
@click.argument("chart", required=False)
@click.option("--file", type=click.Path(path_type=Path), default=Path("pathway.yaml"), show_default=True, help="The pathway.")
@click.option("--format", "kind", type=click.Choice(["svg", "mermaid", "png"]), default="svg", show_default=True, help="What to write.")
@click.option("--into", type=click.Path(path_type=Path), default=Path(), help="The folder to write into.  [default: this one]")
@click.option("--force", is_flag=True, help="Write over files that are there already.")
def draw(chart: str | None, file: Path, kind: str, into: Path, *, force: bool) -> None:
    """Write CHART, or all charts, of a pathway each to a file of its own."""
    from generator import standalone  # noqa: PLC0415  # loads the drawing engine

    site = _site(file)
    wanted = [found for found in site.charts if chart in {None, found.id}]
    if not wanted:
        _fail(f"there is no chart “{chart}”", f"There are: {', '.join(found.id for found in site.charts)}.")
    makers: dict[str, Callable[[SiteChart, Site], str | bytes]] = {
        "svg": standalone.svg,
        "png": standalone.png,
        "mermaid": standalone.mermaid,
    }
    make = makers[kind]
    try:
        made = {f"{found.id}.{_ENDINGS.get(kind, kind)}": make(found, site) for found in wanted}
        emit.write_files(made, into, force=force)
    except standalone.DrawingError as error:
        _fail(f"the chart cannot be drawn: {error}", "Try --format mermaid.")
    except emit.EmitError as error:
        _fail(*error.args)
    for name in made:
        _out.print(f"Wrote {into / name}", highlight=False, soft_wrap=True)


_ENDINGS = {"mermaid": "mmd"}


def _compiled(file: Path) -> Compiled:
    compiled, source = compile_file(file)
    report.show(_err, compiled.diagnostics, source)
    if compiled.errors:
        _err.print(f"{file}: {report.summary(compiled.diagnostics)}.", style="bold", highlight=False, soft_wrap=True)
    return compiled


def _site(file: Path) -> Site:
    site = _compiled(file).site
    if site is None:
        _err.print("Nothing was built.", style="bold")
        sys.exit(FAULTY)
    return site


def _progress() -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=_err, transient=True, disable=not _err.is_terminal)


def _fail(problem: str, help_text: str = "") -> None:
    _err.print(f"error: {problem}. {help_text}".strip(), highlight=False, markup=False, soft_wrap=True)
    sys.exit(FAULTY)
