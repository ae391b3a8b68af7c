"""Entry point for pre-commit: `pathway check` for each file it names; arguments that begin with a hyphen are options for all."""

import sys
from collections.abc import Sequence

from generator.cli import main


def check_all(arguments: Sequence[str]) -> int:
    """The gravest exit status among the checks of all files."""
    options = [argument for argument in arguments if argument.startswith("-")]
    return max((_status(["check", *options, "--", file]) for file in arguments if file not in options), default=0)


def _status(command: Sequence[str]) -> int:
    try:
        main(command, prog_name="pathway")
    except SystemExit as end:
        return int(end.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(check_all(sys.argv[1:]))
