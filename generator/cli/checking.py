"""The commands that look at a pathway and make nothing: `check`, `routes`."""

import json
import sys
from itertools import islice
from pathlib import Path

import click

from generator import report, routes
from generator.checks import links_hold
from generator.cli.common import FAULTY, FILE, err, fail, out, read_pathway
from generator.files import read_file
from generator.index import Index
from generator.routes import walking, wording
from generator.routes.graph import Graph


@click.command()
@FILE
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
def check(file: Path, *, strict: bool) -> None:
    """Check FILE (pathway.yaml) and say what is wrong, where, and what to do."""
    compiled = read_pathway(file)
    if compiled.errors or (strict and compiled.diagnostics):
        sys.exit(FAULTY)
    out.print(f"{file}: {report.summary(compiled.diagnostics)}.", highlight=False, soft_wrap=True)


@click.command("routes")
@FILE
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
        report.show(err, diagnostics, source)
        fail("there are no routes to follow before this is mended")
    return index, Graph(index)


def _begins(graph: Graph, start: str | None) -> tuple[str, ...]:
    """The boxes where the routes that are asked for begin."""
    if start is None:
        return graph.entries
    place = graph.index.targets.get(start)
    if place is None or place.node.id not in graph.order:
        fail(f"no route comes by “{start}”", "Name a box, chart or section that a start leads to.")
    return (place.node.id,)
