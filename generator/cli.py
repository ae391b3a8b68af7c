"""The command line `pathway`."""

import json
import os
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from generator import __version__, emit, report, routes
from generator.checks import links_hold
from generator.compiler import Compiled, Site, SiteChart
from generator.diagnostics import Diagnostic
from generator.files import compile_file, read_bytes, read_file, shown
from generator.index import Index
from generator.routes import walking, wording
from generator.routes.graph import Graph
from generator.syntax import decode

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


@main.command("routes")
@_FILE
@click.option("--list", "listing", is_flag=True, help="List the routes, one a line.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="How many routes to list at most.")
@click.option(
    "--from", "start", metavar="ID", help="List those from this box, chart or section.  [default: every start that nothing leads to]"
)
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to write it.")
def routes_command(file: Path, start: str | None, limit: int, kind: str, *, listing: bool) -> None:
    """Prove the ways of FILE (pathway.yaml): every box reached, everything left again, nothing given unwarned."""
    index, graph = _linked(file)
    proof = routes.prove(index)
    begins = _begins(graph, start)
    listed = list(islice(walking.routes(graph, begins), limit)) if listing or start else None
    if kind == "json":
        click.echo(json.dumps(wording.data(proof, graph, listed), ensure_ascii=False, indent=2))
    else:
        for line in (*wording.lines(proof, graph), *wording.listing(listed or (), walking.count(graph, begins))):
            click.echo(line)
    if not proof.holds:
        sys.exit(FAULTY)


def _linked(file: Path) -> tuple[Index, Graph]:
    """A pathway to walk through: it may have errors, but every link leads somewhere."""
    pathway, diagnostics, source = read_file(file)
    index = Index(pathway) if pathway else None
    if index is None or not links_hold(index):
        report.show(_err, diagnostics, source)
        _fail("there are no routes to follow before this is mended")
    return index, Graph(index)


def _begins(graph: Graph, start: str | None) -> tuple[str, ...]:
    """The boxes where the routes that are asked for begin."""
    if start is None:
        return graph.entries
    place = graph.index.targets.get(start)
    if place is None or place.node.id not in graph.order:
        _fail(f"no route comes by “{start}”", "Name a box, chart or section that a start leads to.")
    return (place.node.id,)


@main.command()
@_FILE
@click.option("--into", type=click.Path(path_type=Path), help="The folder to build into.  [default: site]")
def build(file: Path, into: Path | None) -> None:
    """Build the site of FILE (pathway.yaml)."""
    from generator.publish import publish  # noqa: PLC0415  # MkDocs takes half a second to import; `check` does without

    site = _site(file)
    with _published(), _progress() as progress:
        task = progress.add_task("Building pages", total=len(site.pages))
        published = publish(file, site, into, lambda done, total: progress.update(task, completed=done, total=total))
    for note in published.notes:
        _err.print(f"note: {note}", highlight=False, markup=False, soft_wrap=True)
    _out.print(f"Built {len(site.pages)} pages. Open {published.directory / 'index.html'}", highlight=False, soft_wrap=True)


@main.command("bundle")
@_FILE
@click.option("--into", type=click.Path(path_type=Path), default=Path("dist"), show_default=True, help="The folder to write into.")
@click.option("--force", is_flag=True, help="Write over files that are there already.")
def bundle_command(file: Path, into: Path, *, force: bool) -> None:
    """Write the site of FILE (pathway.yaml) as one archive for reading without a network."""
    from generator.publish import bundled  # noqa: PLC0415  # as above

    site = _site(file)
    with _published():
        made = bundled(file, site)
    try:
        emit.write_files(made, into, force=force)
    except emit.EmitError as error:
        _fail(*error.args)
    for name, content in made.items():
        _out.print(f"Wrote {into / name} ({len(content):,} bytes)", highlight=False, soft_wrap=True)


@main.command()
@_FILE
@click.option(
    "--section", "sections", metavar="ID", multiple=True, help="A section or another page to print; may be said again.  [default: all]"
)
@click.option("--into", type=click.Path(path_type=Path), default=Path("dist"), show_default=True, help="The folder to write into.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="The size of the paper.")
@click.option("--browser", metavar="PROGRAM", help="The Chromium, Chrome or Edge to print with.  [default: the first that is found]")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
def pdf(file: Path, sections: tuple[str, ...], into: Path, paper: str, browser: str | None, *, force: bool) -> None:  # noqa: PLR0913  # as many as it has options
    """Write FILE (pathway.yaml), or sections of it, as one PDF, through an installed Chromium."""
    from generator.bundle import bundle_name  # noqa: PLC0415  # as above
    from generator.pdf import PdfError, find_browser  # noqa: PLC0415  # as above
    from generator.publish import printed  # noqa: PLC0415  # as above

    site = _site(file)
    _refuse_unknown(site, sections)
    program = browser or find_browser()
    if program is None:
        _fail("there is no Chromium, Chrome or Edge to print with", "Install one, or name its program file with --browser.")
    name = "-".join([bundle_name(site.passport), *(section.replace("/", "-") for section in sections)]) + ".pdf"
    try:
        with _published():
            made = printed(file, site, sections, paper, program)
        emit.write_files({name: made}, into, force=force)
    except (PdfError, emit.EmitError) as error:
        _fail(*error.args)
    _out.print(f"Wrote {into / name} ({len(made):,} bytes)", highlight=False, soft_wrap=True)


def _refuse_unknown(site: Site, sections: tuple[str, ...]) -> None:
    """Says so where a page is named that a document for paper does not have, or where there is no such document."""
    from generator.pages import PRINT, part_names  # noqa: PLC0415  # as above

    paths = [page.path for page in site.pages]
    known = part_names(paths)
    if PRINT not in paths:
        _fail("the pathway has more boxes than one document holds", "Print its pages one by one from the browser.")
    for section in sections:
        if section not in known:
            _fail(f"there is nothing called “{section}” to print", f"There are: {', '.join(known)}.")


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


@main.group()
def refs() -> None:
    """Work on the references of a pathway."""


@refs.command()
@click.argument("files", metavar="FILE…", type=click.Path(path_type=Path, allow_dash=True), nargs=-1, required=True)
@click.option("--file", type=click.Path(path_type=Path), default=Path("pathway.yaml"), show_default=True, help="The pathway.")
@click.option("--dry-run", is_flag=True, help="Show what would be added, and write nothing.")
@click.option("--even-if-duplicate", is_flag=True, help="Add what seems to be there already as well.")
def add(files: tuple[Path, ...], file: Path, *, dry_run: bool, even_if_duplicate: bool) -> None:
    """Add the references in FILE… (NBIB, RIS, BibTeX or CSL-JSON; - is the standard input) to a pathway, and touch nothing else in it."""
    from generator.intake import MAX_BYTES, take_in  # noqa: PLC0415  # what reads BibTeX takes its time to import; `check` does without
    from generator.merging import merge  # noqa: PLC0415  # as above
    from generator.merging.telling import told  # noqa: PLC0415  # as above

    old = _bytes(file)
    source = decode(shown(file), old)
    if isinstance(source, Diagnostic):
        _refuse(source)
    taken = [take_in(_named(path), _bytes(path, MAX_BYTES + 1)) for path in files]
    merged = merge(source, taken, even_if_duplicate=even_if_duplicate)
    for diagnostic, origin in merged.diagnostics:
        report.show(_err, [diagnostic], origin)
    if merged.errors:
        _fail("nothing was added")
    if merged.text is not None and not dry_run:
        try:
            emit.rewrite(file, old, old[: len(old) - len(old.removeprefix(BOM_UTF8))] + merged.text.encode())
        except emit.EmitError as error:
            _fail(*error.args)
    for line in told(merged.additions, str(file), written=not dry_run):
        _out.print(line, highlight=False, markup=False, soft_wrap=True)


def _named(path: Path) -> str:
    return "standard input" if path == Path("-") else shown(path)


def _bytes(path: Path, limit: int | None = None) -> bytes:
    if path == Path("-"):
        return sys.stdin.buffer.read(-1 if limit is None else limit)
    data = read_bytes(path, limit)
    return _refuse(data) if isinstance(data, Diagnostic) else data


def _refuse(diagnostic: Diagnostic) -> NoReturn:
    report.show(_err, [diagnostic], None)
    _fail("nothing was added")


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


@contextmanager
def _published() -> Iterator[None]:
    """Says what went wrong with a build, in the author's terms."""
    from generator.publish import PublishError  # noqa: PLC0415  # as above

    try:
        yield
    except PublishError as error:
        for complaint in error.args:
            _err.print(f"error: {complaint}", highlight=False, markup=False, soft_wrap=True)
        _fail("nothing was built; what stood there before stands there still")
    except emit.EmitError as error:
        _fail(*error.args)


def _progress() -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=_err, transient=True, disable=not _err.is_terminal)


def _fail(problem: str, help_text: str = "") -> NoReturn:
    _err.print(f"error: {problem}. {help_text}".strip(), highlight=False, markup=False, soft_wrap=True)
    sys.exit(FAULTY)
