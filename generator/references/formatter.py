"""A reference written out in a style: as plain text, and with the style's italics."""

from dataclasses import dataclass
from typing import Any

from generator.core.cache import ContentCache, MemoryCache, cached
from generator.core.diagnostics import Violation, messages
from generator.i18n import load_messages
from generator.markup import Markdown
from generator.model import Reference
from generator.references.csl_json import csl_item, date_parts, shown_title
from generator.references.formatting_markers import fix_punctuation, marked, plain, protect
from generator.references.style import PLACE, Style

_NOT_SHOWN = ("id", "note", "custom", "number")
"""Remarks are ours and stand below the entry; the number of an article takes the place of pages."""


@dataclass(frozen=True, slots=True)
class Written:
    """A reference as a list shows it: as plain text, and with its formatting."""

    text: str
    formatted: Markdown


def write(reference: Reference, style: Style, cache: ContentCache | None = None, year_suffix: str = "") -> Written:
    """Writes a reference in a style; raises whatever the processor raises, for which see `style_problem`.

    Args:
        reference: The reference.
        style: The style.
        cache: Where what was written before is kept.
        year_suffix: A letter that tells it from others of the same authors and year, for styles that have one.

    """
    parts = [style.text, style.language, repr(reference), year_suffix]
    text, formatted = cached(cache or MemoryCache(), "reference", parts, lambda: _written(reference, style, year_suffix))
    return Written(text, Markdown(formatted))


def _written(reference: Reference, style: Style, year_suffix: str) -> tuple[str, str]:
    from generator.references.citeproc_patches import written  # noqa: PLC0415  # loads citeproc-py, which a cache may save
    from generator.references.csl_style import compiled_style  # noqa: PLC0415  # as above

    others = reference.others and len(reference.authors)
    ready = compiled_style(style, int(others))
    item = shown_item(reference, style.language)
    if others:
        item["author"] = [*item["author"], {"literal": "…"}]
    if year_suffix:
        item["year-suffix"] = year_suffix
    quotes = ready.get_locale_option("punctuation-in-quote") == "true"
    text = fix_punctuation(written(ready, item), punctuation_in_quotes=quotes) or protect(item["title"])
    return plain(text), marked(text)


def style_problem(style: Style, name: str, references: tuple[Reference, ...], cache: ContentCache | None = None) -> Violation | None:
    """The fault of a style with which a reference cannot be written."""
    for reference in references:
        try:
            write(reference, style, cache)
        except Exception as error:  # noqa: BLE001  # the processor is not ours, and neither is the style
            problem = f"the reference “{reference.id}” cannot be written with it ({type(error).__name__}: {error})"
            return Violation(messages.unusable_style(name=name, problem=problem), PLACE)
    return None


def shown_item(reference: Reference, language: str) -> dict[str, Any]:
    """A reference as an item of CSL-JSON with what a list in a language shows: no remarks of ours, and an article's number among pages."""
    item = {key: value for key, value in csl_item(reference).items() if key not in _NOT_SHOWN}
    item["title"] = " ".join([shown_title(reference), *_language_note(reference, language)])
    if reference.updated:
        # CSL has no variable for an update; that version became available then.
        item["available-date"] = {"date-parts": [date_parts(reference.updated)]}
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
    spoken = load_messages(language)
    return [f"[{spoken.written_in[reference.type].format(language=spoken.name_of_language(own))}]"]
