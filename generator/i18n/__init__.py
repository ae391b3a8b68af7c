"""The words of the interface, one file a language."""

import datetime
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, cached_property
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from generator.model import Date, Metadata, Status

DEFAULT = "en-GB"
OTHER = "other"
"""The form of a counted word for all numbers that no other form is for."""
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

    @cached_property
    def locale(self) -> Locale:
        """The language's plurals, dates and names of languages, from the Unicode CLDR."""
        return locale_of(self.tag)

    def format_date(self, date: Date) -> str:
        """A date as a reader says it, as exactly as it is known: 22 November 2026."""
        whole = datetime.date(*date.earliest)
        if date.day:
            return format_date(whole, "long", self.locale)
        return format_skeleton("yMMMM" if date.month else "y", whole, locale=self.locale)

    def pluralise(self, forms: Mapping[str, str], number: int, **shown: object) -> str:
        """A word in the form that goes with a number, and the number: 1 box, 2 boxes; `shown` are what else it has a place for."""
        return forms.get(self.locale.plural_form(number), forms[OTHER]).format(count=number, **shown)

    def format_number(self, number: float) -> str:
        """A number as a reader writes it: 1.2, or 1,2."""
        return format_decimal(number, locale=self.locale)

    def status_of(self, metadata: Metadata, *, is_short: bool = False) -> str:
        """How far a pathway has come, and unless it is short by whom it was approved, with its editors' note: Draft · Not yet reviewed."""
        status = self.statuses[metadata.status]
        if metadata.status is Status.APPROVED and metadata.approved and not is_short:
            last = max(metadata.approved, key=lambda approval: approval.on.latest)
            status = self.approved_by.format(by=last.by, date=self.format_date(last.on))
        return " · ".join(filter(None, (status, metadata.status_note)))

    def name_of_language(self, tag: str) -> str:
        """The name of a language: French for `fr`; its tag where it has none."""
        name: str = self.locale.languages.get(tag, tag)
        return name


def locale_of(tag: str) -> Locale:
    """Locale of a language or its variety, or English where the Unicode CLDR does not know it."""
    for known in (tag, tag.partition("-")[0], "en"):
        with suppress(UnknownLocaleError, ValueError):
            return Locale.parse(known, sep="-")
    raise AssertionError  # it knows English


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
