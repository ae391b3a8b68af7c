"""The command line `pathway`."""

import os
import sys
import traceback
from typing import Any

import click

from generator import __version__
from generator.cli.build_commands import build, bundle_command, draw, emit_command, pdf, serve
from generator.cli.check_commands import cases_command, check, explain, routes_command
from generator.cli.common import CRASHED, INTERRUPTED, STATUSES, err, fail
from generator.cli.migrate_commands import migrate
from generator.cli.new_commands import new, schema
from generator.cli.poster_command import poster
from generator.cli.refs_commands import refs
from generator.i18n import WordsError

__all__ = ["main"]

# Material announces the end of its own life at every start; docs/architecture.md says what follows for us.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class _Pathway(click.Group):
    """Command group with its own exit statuses for interruptions and unexpected failures."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command that was typed."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):  # click's own, when it asks something
            err.print("Interrupted.")
            sys.exit(INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise
        except WordsError as error:
            fail(str(error), "Correct that file. The page “Languages” of the manual explains its format")
        except Exception:  # noqa: BLE001  # whatever it is, it is our bug, and is reported as one
            err.print("error: the program has failed. This is a bug, not a mistake in your pathway. Please report the following.")
            traceback.print_exc()
            sys.exit(CRASHED)


@click.group(cls=_Pathway, context_settings={"help_option_names": ["-h", "--help"]}, epilog=STATUSES)
@click.version_option(__version__, prog_name="pathway")
def main() -> None:
    """Compile a clinical pathway, written in YAML, into a cited and searchable site."""


for _command in (
    new,
    check,
    migrate,
    explain,
    routes_command,
    cases_command,
    build,
    bundle_command,
    pdf,
    poster,
    serve,
    emit_command,
    draw,
    refs,
    schema,
):
    main.add_command(_command)
