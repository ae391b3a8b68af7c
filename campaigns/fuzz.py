"""Fuzzing with atheris, up to the first fault: `python -m campaigns.fuzz KIND RESULTS FOLDER [option of libFuzzer …]`."""

import sys
from pathlib import Path
from typing import BinaryIO

import atheris

with atheris.instrument_imports(include=["generator", "yaml", "rispy", "pybtex"]):
    from campaigns.trying import tried


def main() -> None:
    """Tries what libFuzzer thinks of; for each result a point comes to the file RESULTS, for libFuzzer ends without a word to Python."""
    kind, results = sys.argv.pop(1), sys.argv.pop(1)
    with Path(results).open("ab", buffering=0) as points:
        # libFuzzer wants nothing back.
        atheris.Setup(sys.argv, lambda data: None if not tried(kind, data)[0] else _point(points))
        atheris.Fuzz()


def _point(points: BinaryIO) -> None:
    points.write(b".")


if __name__ == "__main__":
    main()
