"""References in the format of PubMed (MEDLINE, `.nbib`)."""

import re
import textwrap
from collections.abc import Iterator, Sequence

from generator.model import Author, Reference, ReferenceType
from generator.references.csl_json import shown_title
from generator.references.dates import format_date

_WIDTH = 88
_WHOLE = frozenset({"PMID", "PMC", "LID", "AID"})
"""Their readers put lines together without the space between."""
_TYPES = {
    ReferenceType.ARTICLE: "Journal Article",
    ReferenceType.BOOK: "Book",
    ReferenceType.CHAPTER: "Book Chapter",
    ReferenceType.REPORT: "Technical Report",
    ReferenceType.WEB_PAGE: "Web Page",
}
_LANGUAGES = {
    "ar": "ara", "cs": "cze", "da": "dan", "de": "ger", "el": "gre", "en": "eng", "es": "spa", "fi": "fin", "fr": "fre", "he": "heb",
    "hu": "hun", "it": "ita", "ja": "jpn", "ko": "kor", "nb": "nor", "nl": "dut", "no": "nor", "pl": "pol", "pt": "por", "ro": "rum",
    "ru": "rus", "sv": "swe", "tr": "tur", "uk": "ukr", "zh": "chi",
}  # fmt: skip


def nbib(reference: Reference, notes: Sequence[str] = ()) -> str:
    """A reference as a record of PubMed's, with its last line break."""
    return "".join(f"{_lines(tag, value)}\n" for tag, value in _fields(reference, notes) if value)


def _fields(reference: Reference, notes: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    yield "PMID", reference.pmid
    yield "VI", reference.volume
    yield "IP", reference.issue
    yield "DP", format_date(reference.issued) if reference.issued else None
    yield "TI", shown_title(reference)
    yield "BTI", reference.book_title
    yield "PG", reference.pages or reference.article_number
    yield "LID", _located(reference.doi, "doi")
    for author in reference.authors:
        yield from _named(author, "FAU", "AU")
    for editor in reference.editors:
        yield from _named(editor, "FED", "ED")
    yield "LA", _LANGUAGES.get(reference.language or "", reference.language)
    yield "PT", _TYPES[reference.type]
    yield "PT", "Retracted Publication" if reference.retracted else None
    yield "EN", reference.edition
    yield "PB", reference.publisher
    yield "PL", reference.place
    yield "TA", reference.journal
    yield "JT", reference.journal
    yield "PMC", reference.pmcid
    # Twice, for some programs read a DOI from the one place and some from the other.
    yield "AID", _located(reference.doi, "doi")
    yield "AID", _located(reference.article_number, "pii")
    for note in (*notes, reference.url):  # There is no tag for an address.
        yield "GN", note


def _located(value: str | None, kind: str) -> str | None:
    return f"{value} [{kind}]" if value else None


def _named(author: Author, full: str, short: str) -> Iterator[tuple[str, str]]:
    if isinstance(author, str):
        yield "CN" if full == "FAU" else full, author
        return
    given = " ".join(part for part in (author.given, author.suffix) if part)
    initials = " ".join(part for part in (_initials(author.given or ""), author.suffix) if part)
    yield full, f"{author.family}, {given}" if given else author.family
    yield short, f"{author.family} {initials}" if initials else author.family


def _initials(given: str) -> str:
    """P H and Paul-Henri are PH; what is in capitals already are initials."""
    return "".join(word if word.isupper() else word[:1].upper() for word in re.findall(r"[^\W\d_]+", given))


def _lines(tag: str, value: str) -> str:
    head = f"{tag:<4}- "
    if tag in _WHOLE:
        return head + value
    return textwrap.fill(
        value, _WIDTH, initial_indent=head, subsequent_indent=" " * 6, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
