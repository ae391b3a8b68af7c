"""Fuzzing with atheris, up to the first fault: `python -m campaigns.fuzz KIND FOLDER [option of libFuzzer …]`."""

import sys

import atheris

with atheris.instrument_imports(include=["generator", "yaml", "rispy", "pybtex"]):
    from campaigns.trying import tried

if __name__ == "__main__":
    _KIND = sys.argv.pop(1)

    def _one(data: bytes) -> None:
        tried(_KIND, data)

    atheris.Setup(sys.argv, _one)
    atheris.Fuzz()
