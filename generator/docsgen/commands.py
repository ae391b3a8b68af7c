"""The page of the command line, from the commands themselves."""

import re
from collections.abc import Iterator

import click

from generator.markup import escape

_CHOICE = re.compile(r"\[([^]]*\|[^]]*)\]")
_HEAD = """---
title: Commands
---

# Commands

Every command and its options. `pathway --help` and `pathway check --help` show the same in the terminal.

This page is generated from the program itself.
"""


def commands(program: click.Group, name: str) -> str:
    """The page of the commands as Markdown; `name` is what the program is called in a terminal."""
    top = click.Context(program, info_name=name)
    found = list(_below(program, top))
    rows = [f"| [`{context.command_path}`](#{context.command_path.replace(' ', '-')}) | {_first(command)} |" for command, context in found]
    listing = "\n".join(["| Command | What it does |", "|---|---|", *rows])
    return "\n".join([_HEAD, f"{listing}\n", *(_command(command, context) for command, context in found)])


def _below(group: click.Group, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """Every command that does something, in the order of its help, each with the words that lead to it."""
    for name in group.list_commands(context):
        command = group.commands[name]
        below = click.Context(command, parent=context, info_name=name)
        if isinstance(command, click.Group):
            yield from _below(command, below)
        else:
            yield command, below


def _first(command: click.Command) -> str:
    return escape(" ".join((command.help or "").partition("\n\n")[0].split()))


def _command(command: click.Command, context: click.Context) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    told = [escape(" ".join(text.split())) for text in [*(command.help or "").split("\n\n"), command.epilog or ""] if text.strip()]
    return "\n\n".join([f"## {context.command_path}", f"```text\n{usage}\n```", *told, _options(command, context)]) + "\n"


def _options(command: click.Command, context: click.Context) -> str:
    """A table of what can be said besides; help is there for every command."""
    records = [record for option in command.params if isinstance(option, click.Option) and (record := option.get_help_record(context))]
    if not records:
        return ""
    # A bar within code would end the cell.
    rows = [
        f"| `{_CHOICE.sub(lambda match: match[1].replace('|', ' or '), said)}` | {escape(' '.join(about.split()))} |"
        for said, about in records
    ]
    return "\n".join(["| Option | What it does |", "|---|---|", *rows])
