"""The command `poster`: all charts of a section on one sheet for the wall."""

from html import escape
from pathlib import Path

import click

from generator.charts.poster import SHEETS, SMALLEST_POINTS, Poster
from generator.cli.common import PATH, fail, out, site_of
from generator.compiler import Site
from generator.core.diagnostics.suggest import did_you_mean
from generator.output import markdown_tree

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
@page {{ size: {paper}; margin: 0 }}
html, body {{ margin: 0; background: #fff; color-scheme: light; print-color-adjust: exact }}
svg {{ display: block; break-inside: avoid }}
</style>
</head>
<body>
{svg}
</body>
</html>
"""


@click.command()
@click.argument("section", required=False)
@click.option("--file", type=PATH, default=Path("pathway.yaml"), show_default=True, help="The pathway.")
@click.option("--format", "kind", type=click.Choice(["html", "svg"]), default="html", show_default=True, help="The format of the files.")
@click.option("--into", type=PATH, default=Path(), help="The folder to write into.  [default: this one]")
@click.option("--force", is_flag=True, help="Overwrite existing files.")
def poster(section: str | None, file: Path, kind: str, into: Path, *, force: bool) -> None:
    """Write all charts of SECTION, or of each section, on one sheet of A4 or A3, to print for the wall."""
    from generator.views import paper_name, section_poster  # noqa: PLC0415  # loads what draws

    site = site_of(file)
    sections = {one.id: one for one in site.context.index.pathway.sections}
    if section not in {None, *sections}:
        fail(f"there is no section “{section}”", f"Known: {', '.join(sections)}.{did_you_mean(section or '', sections)}")
    drawn = {name: section_poster(site.context, sections[name], site.cache) for name in ([section] if section else sections)}
    shown = {f"{name}-poster.{kind}": poster for name, poster in drawn.items() if poster.svg}
    titles = {f"{name}-poster.{kind}": sections[name].title for name in drawn}
    made = {name: _as_page(one, titles[name], site) if kind == "html" else one.svg + "\n" for name, one in shown.items()}
    try:
        markdown_tree.write_files(made, into, force=force)
    except markdown_tree.EmitError as error:
        fail(*error.args)
    for name, one in shown.items():
        out.print(f"Wrote {into / name} ({paper_name(one, site.words)})", soft_wrap=True)
    if lost := [name for name, one in drawn.items() if not one.svg]:
        named = ", ".join(f"“{name}”" for name in lost)
        fail(
            f"no sheet of A3 holds the charts of {named} with all words at {SMALLEST_POINTS:g} points or more", "Print the section instead."
        )


def _as_page(poster: Poster, title: str, site: Site) -> str:
    """A page that prints as the sheet, from any browser."""
    said = {"language": escape(site.metadata.language), "title": escape(f"{title}: {site.metadata.title}")}
    sheet = next(one for one in SHEETS if one.name == poster.sheet)
    return _PAGE.format(svg=poster.svg, paper=f"{sheet.across}mm {sheet.down}mm", **said)
