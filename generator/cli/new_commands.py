"""Commands for starting to write a pathway: `new`, `schema`."""

import datetime
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from generator.cli.common import PATH, fail, out
from generator.model import Date
from generator.model import schema as made_schema
from generator.output import markdown_tree
from generator.scaffold import ScaffoldAnswers, example_files, examples, id_for, problems, starter, subject_for, title_for

PATHWAY = "pathway.yaml"
SCHEMA = "pathway.schema.json"
_QUESTIONS = {
    "title": "Title of the pathway",
    "subject": "What it is about, such as a disease",
    "id": "Its id for file names and addresses: letters, digits and hyphens",
}


@click.command()
@click.argument("folder", metavar="DIR", type=PATH)
@click.option("--title", help="The title of the pathway.  [default: from the name of DIR]")
@click.option("--subject", help="What it is about, such as a disease.  [default: from the title]")
@click.option("--id", "name", metavar="ID", help="Its id for file names and addresses.  [default: from the title]")
@click.option(
    "--example",
    metavar="NAME",
    type=click.Choice(examples()),
    help=f"Write a longer example, in full use of the format, with all of its files: {' or '.join(examples())}.",
)
@click.option("--yes", is_flag=True, help="Ask no questions. Without a terminal, none are asked.")
def new(folder: Path, title: str | None, subject: str | None, name: str | None, example: str | None, *, yes: bool) -> None:  # noqa: PLR0913  # the options
    """Create a pathway in the folder DIR: a small, complete example with comments, for you to replace."""
    said = {"title": title, "subject": subject, "id": name}
    try:
        written = _example(folder, example, said) if example else _starter(folder, said, asking=not yes and sys.stdin.isatty())
    except markdown_tree.EmitError as error:
        fail(*error.args)
    for line in _farewell(folder, written):
        out.print(line, soft_wrap=True)


def _starter(folder: Path, said: dict[str, str | None], *, asking: bool) -> list[str]:
    """Write the small pathway with the author's answers; the names of the files."""
    markdown_tree.ensure_absent({SCHEMA: _schema_file().encode(), PATHWAY: None}, folder)
    # The pathway comes last: without it, a run that was killed can simply be run again.
    return _written({SCHEMA: _schema_file(), PATHWAY: starter(_answers(folder, said, asking=asking))}, folder)


def _example(folder: Path, example: str, said: dict[str, str | None]) -> list[str]:
    """Write an example as it is; the names of the files."""
    for key, text in said.items():
        if text is not None:
            fail(f"--{key}: the example “{example}” has its own", f"Leave out --{key}, and change it in the file.")
    contents = {SCHEMA: _schema_file().encode(), **example_files(example)}
    markdown_tree.ensure_absent(contents, folder)
    return _written(contents, folder)


def _written(contents: Mapping[str, str | bytes], folder: Path) -> list[str]:
    markdown_tree.write_files(contents, folder)
    return [*contents]


def _answers(folder: Path, said: dict[str, str | None], *, asking: bool) -> ScaffoldAnswers:
    """Answers from the options, or else from the author, or else guessed."""
    day = datetime.datetime.now(tz=datetime.UTC).astimezone()  # the author's day, which need not be London's
    answers = ScaffoldAnswers("My pathway", "my-pathway", "my subject", Date(day.year, day.month, day.day))
    answers = replace(answers, title=_settled(answers, "title", said, title_for(folder.resolve().name), asking=asking))
    answers = replace(answers, subject=_settled(answers, "subject", said, subject_for(answers.title), asking=asking))
    return replace(answers, id=_settled(answers, "id", said, id_for(answers.title), asking=asking))


def _settled(answers: ScaffoldAnswers, key: str, said: dict[str, str | None], guess: str, *, asking: bool) -> str:
    """An answer with which the pathway has no fault; the author is asked until it is one."""

    def fitting(text: str) -> str:
        folded = " ".join(text.split()) or guess
        tried: dict[str, Any] = {key: folded}
        for misfit in problems(replace(answers, **tried)):
            raise click.UsageError(f"{misfit.message}. {misfit.help}")
        return folded

    given = said[key]
    if given is None and asking:
        return str(click.prompt(_QUESTIONS[key], default=guess, value_proc=fitting))
    try:
        return fitting(given or guess)
    except click.UsageError as error:
        fail(f"--{key}: {error.message.removesuffix('.')}")


def _farewell(folder: Path, written: list[str]) -> Iterator[str]:
    first, *others, last = [str(folder / name) for name in reversed(written)]
    yield f"Wrote {', '.join([first, *others])} and {last}"
    yield ""
    yield "Next steps:"
    if folder.resolve() != Path.cwd():
        yield f'  cd "{folder}"' if " " in str(folder) else f"  cd {folder}"
    yield "  pathway serve    show it in your browser, and every change when you save it"
    yield "  pathway check    list what is wrong with it"
    yield f"Open {PATHWAY} in your editor, and replace the example step by step."


@click.command()
@click.option("--into", metavar="FILE", type=PATH, help="The file to write.  [default: the terminal]")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
def schema(into: Path | None, *, force: bool) -> None:
    """Write the JSON Schema of the format, which lets editors complete keys and underline mistakes."""
    if into is None:
        click.echo(_schema_file(), nl=False)
        return
    try:
        markdown_tree.write_files({into.name: _schema_file()}, into.parent, force=force)
    except markdown_tree.EmitError as error:
        fail(*error.args)
    out.print(f"Wrote {into}", soft_wrap=True)


def _schema_file() -> str:
    return json.dumps(made_schema(), ensure_ascii=False, indent=2) + "\n"
