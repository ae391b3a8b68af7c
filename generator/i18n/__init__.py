"""The words of the interface, one file a language."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from generator.i18n.plurals import form_of
from generator.model import Date

DEFAULT = "en-GB"
FOLDER = files(__name__)


class WordsError(Exception):
    """A file of words that cannot be used; says which file, where in it, and why."""

    def __init__(self, tag: str, reason: str) -> None:
        super().__init__(f"i18n/{tag}.toml: {reason}")


class Words(SimpleNamespace):
    """Words by name (`words.next`), families of words as dicts (`words.roles["goal"]`); `tag` names their language."""

    def __getattr__(self, name: str) -> Any:
        # Only reached for a word that the file lacks. Python itself asks for names of its own, and then expects an AttributeError.
        if name.startswith("_") or name == "tag":
            raise AttributeError(name)
        raise WordsError(self.tag, f"there is no word “{name}”")

    def format_date(self, date: Date) -> str:
        """A date as a reader says it: 22 November 2026."""
        precision = "day" if date.day else "month" if date.month else "year"
        form: str = self.dates[precision]
        return form.format(day=date.day, month=self.months[str(date.month)] if date.month else "", year=date.year)

    def pluralise(self, forms: Mapping[str, str], number: int) -> str:
        """A word in the form that goes with a number, and the number: 1 box, 2 boxes."""
        return forms[form_of(self.plurals, number)].format(count=number)


def languages() -> tuple[str, ...]:
    """The languages that have words, in alphabetical order."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in FOLDER.iterdir() if file.name.endswith(".toml")))


def spoken(language: str) -> str | None:
    """The language in whose words a site speaks: the one asked for, or else another variety of it; nothing if there is none."""
    known = languages()
    kin = (tag for tag in known if tag.partition("-")[0] == language.partition("-")[0])
    return language if language in known else next(kin, None)


@cache
def load_messages(language: str = DEFAULT) -> Words:
    """The words of a language; of one that has none, the British English ones."""
    name = spoken(language) or DEFAULT
    try:
        return Words(tag=name, **tomllib.loads(FOLDER.joinpath(f"{name}.toml").read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WordsError(name, str(error)) from error
