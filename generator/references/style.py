"""A style for references as text. What reads it is in `csl_style`, which is loaded where a style is to be used."""

from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from generator.core.diagnostics import Violation
from generator.i18n import load_messages

PLACE = ("pathway", "citation_style")
"""Where a pathway names its style."""
LARGEST = 1_000_000
"""The most bytes that a style may have; the largest known has 150,000."""


@dataclass(frozen=True, slots=True)
class Style:
    """A CSL style that can be used, as text, and the language of the pathway, for what it says in words."""

    text: str
    language: str


def default_style(language: str) -> Style:
    """The built-in Vancouver style, with the one word that CSL does not have in the languages."""
    words = load_messages(language)
    return Style(_own().replace('value="updated"', f'value="{escape(words.reference_updated)}"'), language)


@cache
def _own() -> str:
    return files(__package__ or __name__).joinpath("vancouver.csl").read_text("utf-8")


def read_style(name: str, content: bytes | None, language: str) -> Style | Violation:
    """The style in the file `name`, or what is wrong with it; no content means that there is no such file."""
    from generator.references import csl_style  # noqa: PLC0415  # loads citeproc-py, which takes a tenth of a second

    return csl_style.read_style(name, content, language)
