"""The words of the interface, one file a language."""

import tomllib
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from generator.model import Date

DEFAULT = "en-GB"


class Words(SimpleNamespace):
    """Words by name (`words.next`), families of words as dicts (`words.roles["goal"]`)."""

    def __getattr__(self, name: str) -> Any:
        # Only reached for a word that the file lacks: our bug, said plainly.
        message = f"no word for {name!r}"
        raise AttributeError(message)

    def day(self, date: Date) -> str:
        """A date as a reader says it: 22 November 2026."""
        month = self.months[str(date.month)] if date.month else None
        return " ".join(str(part) for part in (date.day, month, date.year) if part)


@cache
def words(language: str = DEFAULT) -> Words:
    """The words of a language; of one that has no file yet, the British English ones."""
    known = files(__name__)
    name = language if known.joinpath(f"{language}.toml").is_file() else DEFAULT
    return Words(**tomllib.loads(known.joinpath(f"{name}.toml").read_text("utf-8")))
