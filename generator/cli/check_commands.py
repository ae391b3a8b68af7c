"""Commands that read a pathway and write nothing: `check`, `explain`, `routes`, `cases`."""

import json
import sys
from contextlib import suppress
from itertools import islice
from pathlib import Path

import click

from generator import reporting
from generator.analysis import paths
from generator.analysis.cases.coverage import cover
from generator.analysis.index import PathwayIndex
from generator.analysis.paths import report
from generator.analysis.paths.moves import Graph
from generator.analysis.walk import Walk, define
from generator.analysis.walk.routes import routes
from generator.autofix import autofix
from generator.checks import cases as worked_cases
from generator.checks import links_hold
from generator.cli.common import FAULTY, FILE, STATUSES, err, fail, out, print_diff, read_to_change, report_compiled, write_changed
from generator.compiler import Compiled
from generator.core.diagnostics import Severity, catalogue
from generator.core.diagnostics.suggest import did_you_mean
from generator.core.source import Source
from generator.output.read_pathway import compile_file, read_file, shown, undisturbed
from generator.reporting.cases import case_data, case_lines
from generator.reporting.formatters import FORMATS
from generator.reporting.rule_doc import listing, rule_doc
from generator.reporting.rule_search import rules_about


@click.command(epilog=STATUSES)
@FILE
@click.option("--strict", is_flag=True, help="Fail on warnings too; notes never fail.")
@click.option(
    "--format", "kind", type=click.Choice(["text", *FORMATS]), default="text", show_default=True, help="The format of the report."
)
@click.option("--watch", is_flag=True, help="Check again whenever the file is saved, until Ctrl+C.")
@click.option("--fix", is_flag=True, help="Correct the file where that cannot change its meaning, and report what is left.")
@click.option(
    "--diff", is_flag=True, help="Show what --fix would change, without writing anything. The exit status is 1 if there is anything."
)
def check(  # noqa: PLR0913  # one for each option
    file: Path, kind: str, *, strict: bool, watch: bool, fix: bool, diff: bool
) -> None:
    """Check FILE (pathway.yaml): report what is wrong, where, and what to do."""
    if watch and (fix or diff):
        raise click.UsageError("--watch only reports, so it cannot be used with --fix or --diff.")
    if watch:
        _check_at_each_save(file, kind, strict=strict)
        return
    if fix or diff:
        _fix(file, kind, shows_only=diff)
    compiled, source = compile_file(file)
    _tell(file, kind, compiled, source, strict=strict)
    if compiled.errors or (strict and compiled.warnings):
        sys.exit(FAULTY)


def _fix(file: Path, kind: str, *, shows_only: bool) -> None:
    """Correct a file, or show how it would be corrected and end; one that cannot be read is left to the report."""
    held = read_to_change(file)
    if held is None:
        return
    data, source = held
    with undisturbed():
        fixed = autofix(source)
    if shows_only:
        print_diff(source, fixed.text)
        err.print(reporting.fixes(fixed, made="would be made"), soft_wrap=True)
        sys.exit(FAULTY if fixed.applied else 0)
    if fixed.applied:
        write_changed(file, data, fixed.text)
    console = out if kind == "text" else err
    for line in (*map(reporting.correction, fixed.applied), reporting.fixes(fixed)):
        console.print(line, soft_wrap=True)


def _tell(file: Path, kind: str, compiled: Compiled, source: Source | None, *, strict: bool) -> None:
    """Report on a pathway in the format that was asked for."""
    if kind != "text":
        if text := FORMATS[kind](shown(file), compiled):
            click.echo(text)
        return
    report_compiled(file, compiled, source)
    if not compiled.errors:
        failing = "; the check fails because of --strict" if strict and compiled.warnings else ""
        out.print(f"{reporting.outcome(file, compiled.diagnostics)}{failing}.", soft_wrap=True)
    if said := reporting.lowered_rules(compiled):
        out.print(said, soft_wrap=True)
    if said := reporting.unclassified_references(compiled):
        out.print(said, soft_wrap=True)


def _check_at_each_save(file: Path, kind: str, *, strict: bool) -> None:
    from generator.output.file_watcher import watch_files  # noqa: PLC0415  # one check does without

    def read() -> tuple[tuple[Compiled, Source | None], list[Path]]:
        compiled, source = compile_file(file)
        return (compiled, source), [file.parent / name for name in compiled.dependencies]

    with suppress(KeyboardInterrupt):
        for number, found in enumerate(watch_files(file, read)):
            _separate(number)
            _tell(file, kind, *found, strict=strict)
            sys.stdout.flush()  # A reader of a pipe must not wait for the next save.
            err.print("Waiting for the next save. Press Ctrl+C to stop.", style="dim")


def _separate(number: int) -> None:
    """Clears a terminal, and draws a line where there is none."""
    if out.is_terminal:
        out.clear()
    elif number:
        err.print("────")


@click.command(epilog=STATUSES)
@click.argument("code", nargs=-1, metavar="[CODE]")
def explain(code: tuple[str, ...]) -> None:
    """Explain the rule CODE, with an example. Without CODE, list all rules. A word such as “quotes” finds the rules about it."""
    if not code:
        for line in listing():
            click.echo(line)
        return
    asked = " ".join(code)
    if (known := asked.casefold()) not in catalogue():
        raise click.UsageError(_no_rule(asked))
    reporting.print_rule(out, rule_doc(known))


def _no_rule(asked: str) -> str:
    """Message for an unknown rule, with the rules that may have been meant."""
    said = f"There is no rule “{asked}”."
    if meant := did_you_mean(asked, catalogue(), likeness=0.8):
        return f"{said}{meant} “pathway explain” lists them all."
    if found := rules_about(asked):
        width = max(len(rule.code) for rule in found)
        listed = "\n".join(f"  {rule.code:{width}}  {rule.title}" for rule in found)
        return f"{said} These rules are related; “pathway explain CODE” explains one of them.\n{listed}"
    return f"{said} “pathway explain” lists them all."


@click.command("routes")
@FILE
@click.option("--list", "listing", is_flag=True, help="List the routes, one per line.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="The maximum number of routes to list.")
@click.option(
    "--from", "start", metavar="ID", help="List routes from this box, chart or section.  [default: every start that nothing leads to]"
)
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The format of the output.")
def routes_command(file: Path, start: str | None, limit: int, kind: str, *, listing: bool) -> None:
    """Check every route through FILE (pathway.yaml): each box is reached, each route ends, and warnings come before treatments."""
    index, graph = _linked(file)
    proof = paths.analyse(index)
    begins = _begins(graph, start)
    walk = Walk(define(index))
    listed = list(islice(routes(walk, begins), limit + 1)) if listing or start else None
    if kind == "json":
        click.echo(json.dumps(report.data(proof, graph, walk.definition, listed and listed[:limit]), ensure_ascii=False, indent=2))
    else:
        for line in (*report.lines(proof, graph, walk.definition), *report.listing(listed or (), limit, index)):
            click.echo(line)
    if not proof.holds:
        sys.exit(FAULTY)


@click.command("cases", epilog=STATUSES)
@FILE
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The format of the output.")
def cases_command(file: Path, kind: str) -> None:
    """List the worked cases of FILE (pathway.yaml), where each ends, and the boxes, ways and warnings that no case meets."""
    index, _ = _linked(file)
    if any(worked_cases.dangling_cases(index)):
        fail("a case names what does not exist", "“pathway check” says where")
    faults = [fault for fault in worked_cases.broken_cases(index) if catalogue()[fault.code].severity is Severity.ERROR]
    broken = {index.pathway.cases[int(fault.path[1])].id for fault in faults}
    found = cover(index)
    if kind == "json":
        click.echo(json.dumps(case_data(found, index, broken), ensure_ascii=False, indent=2))
    else:
        for line in case_lines(found, index, broken):
            click.echo(line)
    if broken:
        sys.exit(FAULTY)


def _linked(file: Path) -> tuple[PathwayIndex, Graph]:
    """A pathway to walk through: it may have errors, but every link leads somewhere."""
    pathway, diagnostics, source = read_file(file)
    index = PathwayIndex(pathway) if pathway else None
    if index is None or not links_hold(index):
        reporting.show(err, diagnostics, source)
        fail("fix these errors first; no route can be followed until then")
    return index, Graph(index)


def _begins(graph: Graph, start: str | None) -> tuple[str, ...]:
    """The boxes where the routes that are asked for begin."""
    if start is None:
        return graph.entries
    place = graph.index.targets.get(start)
    if place is None or place.box.id not in graph.order:
        fail(f"no route passes “{start}”", f"Name a box, chart or section that a start leads to.{did_you_mean(start, graph.index.targets)}")
    return (place.box.id,)
