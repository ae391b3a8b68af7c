"""The commands for whoever begins to write: `new`, `schema`."""

import datetime
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from generator import emit
from generator.cli.common import PATH, fail, out
from generator.model import Date
from generator.model import schema as made_schema
from generator.starter import Answers, id_for, misfits, starter, subject_for, title_for

PATHWAY = "pathway.yaml"
SCHEMA = "pathway.schema.json"
_QUESTIONS = {
    "title": "Title of the pathway",
    "subject": "What it is about, such as a disease",
    "id": "Its name for machines, of letters, digits and hyphens",
}


@click.command()
@click.argument("folder", metavar="DIR", type=PATH)
@click.option("--title", help="The title of the pathway.  [default: made from the name of DIR]")
@click.option("--subject", help="What it is about, such as a disease.  [default: taken from the title]")
@click.option("--id", "name", metavar="ID", help="Its name for machines.  [default: made from the title]")
@click.option("--yes", is_flag=True, help="Ask nothing. Without a terminal nothing is asked, either.")
def new(folder: Path, title: str | None, subject: str | None, name: str | None, *, yes: bool) -> None:
    """Begin a pathway in the folder DIR with a small example, whole and full of remarks, for you to replace."""
    try:
        emit.refuse_taken((PATHWAY, SCHEMA), folder)
        answers = _answers(folder, {"title": title, "subject": subject, "id": name}, asking=not yes and sys.stdin.isatty())
        emit.write_files({SCHEMA: _schema_file(), PATHWAY: starter(answers)}, folder)
    except emit.EmitError as error:
        fail(*error.args)
    for line in _farewell(folder):
        out.print(line, soft_wrap=True)


def _answers(folder: Path, said: dict[str, str | None], *, asking: bool) -> Answers:
    """What the options say, or else the author, or else what can be guessed."""
    day = datetime.datetime.now(tz=datetime.UTC).astimezone()  # the author's day, which need not be London's
    answers = Answers("My pathway", "my-pathway", "my subject", Date(day.year, day.month, day.day))
    answers = replace(answers, title=_settled(answers, "title", said, title_for(folder.resolve().name), asking=asking))
    answers = replace(answers, subject=_settled(answers, "subject", said, subject_for(answers.title), asking=asking))
    return replace(answers, id=_settled(answers, "id", said, id_for(answers.title), asking=asking))


def _settled(answers: Answers, key: str, said: dict[str, str | None], guess: str, *, asking: bool) -> str:
    """An answer with which the pathway has no fault; the author is asked until it is one."""

    def fitting(text: str) -> str:
        folded = " ".join(text.split()) or guess
        tried: dict[str, Any] = {key: folded}
        for misfit in misfits(replace(answers, **tried)):
            raise click.UsageError(f"{misfit.message}. {misfit.help}")
        return folded

    given = said[key]
    if given is None and asking:
        return str(click.prompt(_QUESTIONS[key], default=guess, value_proc=fitting))
    try:
        return fitting(given or guess)
    except click.UsageError as error:
        fail(f"--{key}: {error.message.removesuffix('.')}")


def _farewell(folder: Path) -> Iterator[str]:
    yield f"Wrote {folder / PATHWAY} and {folder / SCHEMA}"
    yield ""
    yield "What to do next:"
    if folder.resolve() != Path.cwd():
        yield f'  cd "{folder}"' if " " in str(folder) else f"  cd {folder}"
    yield "  pathway serve    shows it in your browser, and every change as soon as you save it"
    yield "  pathway check    says what is wrong with it"
    yield f"Open {PATHWAY} in your editor, and replace the example step by step."


@click.command()
@click.option("--into", metavar="FILE", type=PATH, help="The file to write.  [default: the terminal]")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
def schema(into: Path | None, *, force: bool) -> None:
    """Write the JSON Schema of the format, by which editors complete and underline."""
    if into is None:
        click.echo(_schema_file(), nl=False)
        return
    try:
        emit.write_files({into.name: _schema_file()}, into.parent, force=force)
    except emit.EmitError as error:
        fail(*error.args)
    out.print(f"Wrote {into}", soft_wrap=True)


def _schema_file() -> str:
    return json.dumps(made_schema(), ensure_ascii=False, indent=2) + "\n"
