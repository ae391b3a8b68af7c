"""Commands that turn a pathway into a site or a file: `build`, `bundle`, `pdf`, `serve`, `emit`, `draw`."""

from collections.abc import Callable
from pathlib import Path

import click

from generator import reporting
from generator.cli.common import FILE, PATH, building, err, fail, out, progress_bar, report_compiled, site_of
from generator.compiler import Compiled, Site, SiteChart
from generator.core.diagnostics.suggest import did_you_mean
from generator.core.source import Source
from generator.output import markdown_tree
from generator.output.read_pathway import undisturbed


@click.command()
@FILE
@click.option("--into", type=PATH, help="The folder to build into.  [default: site]")
def build(file: Path, into: Path | None) -> None:
    """Build the site of FILE (pathway.yaml)."""
    from generator.mkdocs.build import publish  # noqa: PLC0415  # MkDocs takes half a second to import; `check` does without

    with undisturbed():  # a command ends soon, and what it made goes with it
        site = site_of(file)
        with building(), progress_bar() as progress:
            task = progress.add_task("Building pages", total=len(site.pages))
            published = publish(file, site, into, lambda done, total: progress.update(task, completed=done, total=total, refresh=True))
    out.print(f"Built {len(site.pages)} pages. Open {published.directory / 'index.html'}", soft_wrap=True)


@click.command("bundle")
@FILE
@click.option("--into", type=PATH, default=Path("dist"), show_default=True, help="The folder to write into.")
@click.option("--force", is_flag=True, help="Overwrite existing files.")
def bundle_command(file: Path, into: Path, *, force: bool) -> None:
    """Write the site of FILE (pathway.yaml) as one archive for offline use."""
    from generator.mkdocs.build import bundled  # noqa: PLC0415  # as above

    site = site_of(file)
    with building():
        made = bundled(file, site)
    try:
        markdown_tree.write_files(made, into, force=force)
    except markdown_tree.EmitError as error:
        fail(*error.args)
    for name, content in made.items():
        out.print(f"Wrote {into / name} ({len(content):,} bytes)", soft_wrap=True)


@click.command()
@FILE
@click.option(
    "--section", "sections", metavar="ID", multiple=True, help="A section or another page to print; repeat it for more.  [default: all]"
)
@click.option("--into", type=PATH, default=Path("dist"), show_default=True, help="The folder to write into.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="The size of the paper.")
@click.option("--browser", metavar="PROGRAM", help="The Chromium, Chrome or Edge to print with.  [default: the first one found]")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
def pdf(file: Path, sections: tuple[str, ...], into: Path, paper: str, browser: str | None, *, force: bool) -> None:  # noqa: PLR0913  # as many as it has options
    """Write FILE (pathway.yaml), or sections of it, as one PDF, with an installed Chromium."""
    from generator.mkdocs.build import printed  # noqa: PLC0415  # as above
    from generator.output.offline_archive import bundle_name  # noqa: PLC0415  # as above
    from generator.output.pdf import PdfError, find_browser  # noqa: PLC0415  # as above

    site = site_of(file)
    _refuse_unknown(site, sections)
    program = browser or find_browser()
    if program is None:
        fail("no Chromium, Chrome or Edge found to print with", "Install one, or give the path of its program with --browser.")
    name = "-".join([bundle_name(site.metadata), *(section.replace("/", "-") for section in sections)]) + ".pdf"
    try:
        if not force:
            markdown_tree.ensure_absent({name: None}, into, markdown_tree.OR_FORCE)
        with building():
            made = printed(file, site, sections, paper, program)
        markdown_tree.write_files({name: made}, into, force=force)
    except (PdfError, markdown_tree.EmitError) as error:
        fail(*error.args)
    out.print(f"Wrote {into / name} ({len(made):,} bytes)", soft_wrap=True)


def _refuse_unknown(site: Site, sections: tuple[str, ...]) -> None:
    """Refuse pages that the printed document does not have, and pathways without such a document."""
    from generator.views import PRINT, part_names  # noqa: PLC0415  # as above

    paths = [page.path for page in site.pages]
    known = part_names(paths)
    if PRINT not in paths:
        fail("the pathway has too many boxes for one document", "Print its pages one by one from a browser.")
    for section in sections:
        if section not in known:
            fail(f"there is nothing called “{section}” to print", f"Known: {', '.join(known)}.{did_you_mean(section, known)}")


def _address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, int] | None:
    """A host and a port, or nothing where none were named."""
    if value is None:
        return None
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or int(port) > _LAST_PORT:
        raise click.BadParameter(f"“{value}” is not a host and port; write for example 127.0.0.1:8001.")
    return host.strip("[]"), int(port)


_LAST_PORT = 65535


@click.command()
@FILE
@click.option("--address", metavar="HOST:PORT", callback=_address, help="The address to serve at.  [default: 127.0.0.1:8000]")
@click.option("--open", "in_browser", is_flag=True, help="Open it in the browser.")
def serve(file: Path, address: tuple[str, int] | None, *, in_browser: bool) -> None:
    """Show the site of FILE (pathway.yaml) in the browser and update it whenever a file is saved, until Ctrl+C."""
    from generator.mkdocs import preview  # noqa: PLC0415  # as above

    def started(url: str) -> None:
        out.print(f"Serving {url} (press Ctrl+C to stop)", soft_wrap=True)

    def became(compiled: Compiled, source: Source | None, error: Exception | None) -> None:
        report_compiled(file, compiled, source)
        if error:
            err.print(f"error: {error}", soft_wrap=True)
        elif not compiled.errors:
            out.print(f"{reporting.outcome(file, compiled.diagnostics)}. The site is up to date.", soft_wrap=True)

    try:
        preview.serve(file, address, preview.ServeCallbacks(started, became), in_browser=in_browser)
    except preview.AddressError as error:
        fail(str(error), "Choose another address with --address, for example --address 127.0.0.1:8001.")


@click.command("emit")
@FILE
@click.option("--into", type=PATH, required=True, help="The folder to write into.")
def emit_command(file: Path, into: Path) -> None:
    """Write the pages of FILE (pathway.yaml) as plain Markdown."""
    site = site_of(file)
    try:
        count = markdown_tree.emit(site, into)
    except markdown_tree.EmitError as error:
        fail(*error.args)
    out.print(f"Wrote {count} pages into {into}", soft_wrap=True)


@click.command()
@click.argument("chart", required=False)
@click.option("--file", type=PATH, default=Path("pathway.yaml"), show_default=True, help="The pathway.")
@click.option(
    "--format", "kind", type=click.Choice(["svg", "mermaid", "png"]), default="svg", show_default=True, help="The format of the files."
)
@click.option("--width", type=click.IntRange(min=200), default=936, show_default=True, help="The width to keep to, in pixels.")
@click.option("--into", type=PATH, default=Path(), help="The folder to write into.  [default: this one]")
@click.option("--force", is_flag=True, help="Overwrite existing files.")
def draw(chart: str | None, file: Path, kind: str, width: int, into: Path, *, force: bool) -> None:  # noqa: PLR0913  # an option each
    """Write CHART, or every chart, of a pathway to a separate file."""
    from generator.output import chart_export  # noqa: PLC0415  # loads what draws

    site = site_of(file)
    wanted = [found for found in site.charts if chart in {None, found.id}]
    if not wanted:
        known = [found.id for found in site.charts]
        fail(f"there is no chart “{chart}”", f"Known: {', '.join(known)}.{did_you_mean(chart or '', known)}")
    makers: dict[str, Callable[[SiteChart, Site, float], str | bytes]] = {
        "svg": chart_export.svg,
        "png": chart_export.png,
        "mermaid": chart_export.mermaid,
    }
    make = makers[kind]
    try:
        made = {f"{found.id}.{_ENDINGS.get(kind, kind)}": make(found, site, width) for found in wanted}
        markdown_tree.write_files(made, into, force=force)
    except markdown_tree.EmitError as error:
        fail(*error.args)
    for name in made:
        out.print(f"Wrote {into / name}", soft_wrap=True)


_ENDINGS = {"mermaid": "mmd"}
