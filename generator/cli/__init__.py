"""The command line `pathway`."""

import os

import click

from generator import __version__
from generator.cli.authoring import new, schema
from generator.cli.checking import check, routes_command
from generator.cli.making import build, bundle_command, draw, emit_command, pdf, serve
from generator.cli.refs import refs

__all__ = ["main"]

# Material announces the end of its own life at every start; docs/architecture.md says what follows for us.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pathway")
def main() -> None:
    """Compile a clinical pathway, written in YAML, into a cited and searchable site."""


for _command in (new, check, routes_command, build, bundle_command, pdf, serve, emit_command, draw, refs, schema):
    main.add_command(_command)
