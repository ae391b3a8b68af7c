"""A reference written out in a style: as plain text, and with the style's italics."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.bibliography.csl import csl_item, shown_title
from generator.bibliography.marks import guarded, marked, plain, tidied
from generator.bibliography.processor import written
from generator.bibliography.style import PLACE, Style, dressed
from generator.diagnostics import Fault
from generator.markdown import Markdown
from generator.model import Reference
from generator.words import words

_NOT_SHOWN = ("id", "note", "custom", "number")
"""Remarks are ours and stand below the entry; the number of an article takes the place of pages."""


@dataclass(frozen=True, slots=True)
class Written:
    """A reference as a list shows it: as plain text, and with its formatting."""

    text: str
    formatted: Markdown


# References stay the same from one build to the next while somebody writes and watches.
@lru_cache(maxsize=100_000)
def write(reference: Reference, style: Style) -> Written:
    """Writes a reference in a style; raises whatever the processor raises, for which see `misfit`."""
    others = reference.others and len(reference.authors)
    ready = dressed(style, int(others))
    item = shown_item(reference, style.language)
    if others:
        item["author"] = [*item["author"], {"literal": "…"}]
    quotes = ready.get_locale_option("punctuation-in-quote") == "true"
    text = tidied(written(ready, item), punctuation_in_quotes=quotes) or guarded(item["title"])
    return Written(plain(text), marked(text))


def misfit(style: Style, name: str, references: tuple[Reference, ...]) -> Fault | None:
    """The fault of a style with which a reference cannot be written."""
    for reference in references:
        try:
            write(reference, style)
        except Exception as error:  # noqa: BLE001  # the processor is not ours, and neither is the style
            problem = f"the reference “{reference.id}” cannot be written with it ({type(error).__name__}: {error})"
            return Fault("unusable-style", PLACE, {"name": name, "problem": problem})
    return None


def shown_item(reference: Reference, language: str) -> dict[str, Any]:
    """A reference as an item of CSL-JSON with what a list in a language shows: no remarks of ours, and an article's number among pages."""
    item = {key: value for key, value in csl_item(reference).items() if key not in _NOT_SHOWN}
    item["title"] = " ".join([shown_title(reference), *_language_note(reference, language)])
    if pages := reference.pages or reference.article_number:
        item["page"] = pages
    if "container-title" in item:
        item["container-title-short"] = item["container-title"]
    return item


def _language_note(reference: Reference, language: str) -> list[str]:
    """[Article in French], where that is not the language of the pathway."""
    own = (reference.language or language).partition("-")[0]
    if own == language.partition("-")[0]:
        return []
    spoken = words(language)
    return [f"[{spoken.written_in[reference.type].format(language=spoken.languages.get(own, own))}]"]
