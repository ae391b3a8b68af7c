"""The commands that make something of a pathway: `build`, `bundle`, `pdf`, `serve`, `emit`, `draw`."""

from collections.abc import Callable
from pathlib import Path

import click

from generator import emit, report
from generator.cli.common import FILE, PATH, building, err, fail, out, progress_bar, site_of, told
from generator.compiler import Compiled, Site, SiteChart
from generator.diagnostics.suggest import did_you_mean
from generator.source import Source


@click.command()
@FILE
@click.option("--into", type=PATH, help="The folder to build into.  [default: site]")
def build(file: Path, into: Path | None) -> None:
    """Build the site of FILE (pathway.yaml)."""
    from generator.publish import publish  # noqa: PLC0415  # MkDocs takes half a second to import; `check` does without

    site = site_of(file)
    with building(), progress_bar() as progress:
        task = progress.add_task("Building pages", total=len(site.pages))
        published = publish(file, site, into, lambda done, total: progress.update(task, completed=done, total=total, refresh=True))
    for note in published.notes:
        err.print(f"note: {note}", soft_wrap=True)
    out.print(f"Built {len(site.pages)} pages. Open {published.directory / 'index.html'}", soft_wrap=True)


@click.command("bundle")
@FILE
@click.option("--into", type=PATH, default=Path("dist"), show_default=True, help="The folder to write into.")
@click.option("--force", is_flag=True, help="Write over files that are there already.")
def bundle_command(file: Path, into: Path, *, force: bool) -> None:
    """Write the site of FILE (pathway.yaml) as one archive for reading without a network."""
    from generator.publish import bundled  # noqa: PLC0415  # as above

    site = site_of(file)
    with building():
        made = bundled(file, site)
    try:
        emit.write_files(made, into, force=force)
    except emit.EmitError as error:
        fail(*error.args)
    for name, content in made.items():
        out.print(f"Wrote {into / name} ({len(content):,} bytes)", soft_wrap=True)


@click.command()
@FILE
@click.option(
    "--section", "sections", metavar="ID", multiple=True, help="A section or another page to print; may be said again.  [default: all]"
)
@click.option("--into", type=PATH, default=Path("dist"), show_default=True, help="The folder to write into.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="The size of the paper.")
@click.option("--browser", metavar="PROGRAM", help="The Chromium, Chrome or Edge to print with.  [default: the first that is found]")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
def pdf(file: Path, sections: tuple[str, ...], into: Path, paper: str, browser: str | None, *, force: bool) -> None:  # noqa: PLR0913  # as many as it has options
    """Write FILE (pathway.yaml), or sections of it, as one PDF, through an installed Chromium."""
    from generator.bundle import bundle_name  # noqa: PLC0415  # as above
    from generator.pdf import PdfError, find_browser  # noqa: PLC0415  # as above
    from generator.publish import printed  # noqa: PLC0415  # as above

    site = site_of(file)
    _refuse_unknown(site, sections)
    program = browser or find_browser()
    if program is None:
        fail("there is no Chromium, Chrome or Edge to print with", "Install one, or name its program file with --browser.")
    name = "-".join([bundle_name(site.passport), *(section.replace("/", "-") for section in sections)]) + ".pdf"
    try:
        if not force:
            emit.refuse_taken([name], into, emit.OR_FORCE)
        with building():
            made = printed(file, site, sections, paper, program)
        emit.write_files({name: made}, into, force=force)
    except (PdfError, emit.EmitError) as error:
        fail(*error.args)
    out.print(f"Wrote {into / name} ({len(made):,} bytes)", soft_wrap=True)


def _refuse_unknown(site: Site, sections: tuple[str, ...]) -> None:
    """Says so where a page is named that a document for paper does not have, or where there is no such document."""
    from generator.pages import PRINT, part_names  # noqa: PLC0415  # as above

    paths = [page.path for page in site.pages]
    known = part_names(paths)
    if PRINT not in paths:
        fail("the pathway has more boxes than one document holds", "Print its pages one by one from the browser.")
    for section in sections:
        if section not in known:
            fail(f"there is nothing called “{section}” to print", f"There are: {', '.join(known)}.{did_you_mean(section, known)}")


def _address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, int] | None:
    """A host and a port, or nothing where none were named."""
    if value is None:
        return None
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or int(port) > _LAST_PORT:
        raise click.BadParameter(f"“{value}” is no host and port, such as 127.0.0.1:8001.")
    return host.strip("[]"), int(port)


_LAST_PORT = 65535


@click.command()
@FILE
@click.option("--address", metavar="HOST:PORT", callback=_address, help="Where to serve.  [default: 127.0.0.1:8000]")
@click.option("--open", "in_browser", is_flag=True, help="Open it in the browser.")
def serve(file: Path, address: tuple[str, int] | None, *, in_browser: bool) -> None:
    """Show the site of FILE (pathway.yaml) in the browser and follow every change, until Ctrl+C."""
    from generator import preview  # noqa: PLC0415  # as above

    def started(url: str) -> None:
        out.print(f"Serving {url} (Ctrl+C ends it)", soft_wrap=True)

    def became(compiled: Compiled, source: Source | None, error: Exception | None) -> None:
        told(file, compiled, source)
        if error:
            err.print(f"error: {error}", soft_wrap=True)
        elif not compiled.errors:
            out.print(f"{report.outcome(file, compiled.diagnostics)}. It is shown.", soft_wrap=True)

    try:
        preview.serve(file, address, preview.Teller(started, became), in_browser=in_browser)
    except preview.AddressError as error:
        fail(str(error), "Name another place with --address, for example --address 127.0.0.1:8001.")


@click.command("emit")
@FILE
@click.option("--into", type=PATH, required=True, help="The folder to write into.")
def emit_command(file: Path, into: Path) -> None:
    """Write the pages of FILE (pathway.yaml) as plain Markdown."""
    site = site_of(file)
    try:
        count = emit.emit(site, into)
    except emit.EmitError as error:
        fail(*error.args)
    out.print(f"Wrote {count} pages into {into}", soft_wrap=True)


@click.command()
@click.argument("chart", required=False)
@click.option("--file", type=PATH, default=Path("pathway.yaml"), show_default=True, help="The pathway.")
@click.option("--format", "kind", type=click.Choice(["svg", "mermaid", "png"]), default="svg", show_default=True, help="What to write.")
@click.option("--into", type=PATH, default=Path(), help="The folder to write into.  [default: this one]")
@click.option("--force", is_flag=True, help="Write over files that are there already.")
def draw(chart: str | None, file: Path, kind: str, into: Path, *, force: bool) -> None:
    """Write CHART, or all charts, of a pathway each to a file of its own."""
    from generator import standalone  # noqa: PLC0415  # loads the drawing engine

    site = site_of(file)
    wanted = [found for found in site.charts if chart in {None, found.id}]
    if not wanted:
        known = [found.id for found in site.charts]
        fail(f"there is no chart “{chart}”", f"There are: {', '.join(known)}.{did_you_mean(chart or '', known)}")
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
        fail(f"the chart cannot be drawn: {error}", "Try --format mermaid.")
    except emit.EmitError as error:
        fail(*error.args)
    for name in made:
        out.print(f"Wrote {into / name}", soft_wrap=True)


_ENDINGS = {"mermaid": "mmd"}
