"""References as BibTeX, in UTF-8."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from pybtex.database import BibliographyData, Entry
from pybtex.database.output.bibtex import Writer

from generator.model import Author, DateRange, Reference, ReferenceType
from generator.references.csl_json import shown_title
from generator.references.dates import MONTHS

_TYPES = {
    ReferenceType.ARTICLE: "article",
    ReferenceType.BOOK: "book",
    ReferenceType.CHAPTER: "incollection",
    ReferenceType.REPORT: "techreport",
    ReferenceType.WEB_PAGE: "online",
}
_SAME = {
    "journal": "journal",
    "book_title": "booktitle",
    "edition": "edition",
    "publisher": "publisher",
    "place": "address",
    "volume": "volume",
    "issue": "number",
    "article_number": "eid",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "language": "language",
}
# Commands in braces of their own end where they end; a brace written \{ would be counted by BibTeX.
_LATEX: dict[str, str | int | None] = {
    **{character: f"\\{character}" for character in "&%$#_"},
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
}
_VERBATIM: dict[str, str | int | None] = {character: f"%{ord(character):02X}" for character in "{}\\"}
"""Characters that would unbalance a field that is read verbatim."""


class _Writer(Writer):  # type: ignore[misc]  # pybtex has no types
    """Writes what is LaTeX already, always between braces, where quotation marks need no care."""

    def quote(self, s: str) -> str:
        self.check_braces(s)
        return f"{{{s}}}"

    def _encode(self, text: str) -> str:
        return text


def bibtex(reference: Reference, notes: Sequence[str] = ()) -> str:
    """A reference as an entry of BibTeX, with its last line break."""
    data = BibliographyData({key(reference.id): Entry(_TYPES[reference.type], dict(_fields(reference, notes)))})
    written: str = _Writer(encoding="utf-8").to_string(data)
    return written


def key(name: str) -> str:
    """An id as a key that BibTeX takes: its ASCII form, and where that is another, a mark that tells it from like ones."""
    folded = "".join(letter for letter in unicodedata.normalize("NFKD", name) if letter.isascii())
    return name if folded == name else f"{folded or 'ref'}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def _fields(reference: Reference, notes: Sequence[str]) -> Iterator[tuple[str, str]]:
    if reference.authors or reference.others:
        yield "author", _names(reference.authors, others=reference.others)
    if reference.editors:
        yield "editor", _names(reference.editors)
    # Braces of its own keep the capitals, which most styles would take away.
    yield "title", f"{{{_latex(shown_title(reference))}}}"
    for field, name in _SAME.items():
        if value := getattr(reference, field):
            report = field == "publisher" and reference.type is ReferenceType.REPORT
            yield "institution" if report else name, _latex(value)
    if reference.pages:
        yield "pages", re.sub(r"(?<=\w)-(?=\w)", "--", _latex(reference.pages))
    if reference.issued:
        yield from _date(reference.issued)
    yield from _online(reference)
    if notes:
        yield "annote", _latex(" ".join(notes))


def _online(reference: Reference) -> Iterator[tuple[str, str]]:
    """Its addresses, and when a page was read."""
    for name, value in (("doi", reference.doi), ("url", reference.url)):
        if value:
            yield name, value.translate(str.maketrans(_VERBATIM))
    if reference.accessed:
        yield "urldate", str(reference.accessed)


def _date(issued: DateRange) -> Iterator[tuple[str, str]]:
    """The year and month of old, and a date that says all."""
    start, end = issued
    yield "year", f"{start.year:04}"
    if start.month:
        last = end.month if end and end.year == start.year and end.month != start.month else None
        yield "month", "--".join(MONTHS[month - 1] for month in (start.month, last) if month)
    if start.month or end:
        yield "date", str(issued)


def _latex(text: str) -> str:
    return text.translate(str.maketrans(_LATEX))


def _names(people: Iterable[Author], *, others: bool = False) -> str:
    return " and ".join([*map(_name, people), *(["others"] if others else [])])


def _name(author: Author) -> str:
    """Family, suffix, given; a comma always follows the family name, so that its words are not read as given names."""
    if isinstance(author, str):
        return f"{{{_latex(author)}}}"
    parts = [author.family, *([author.suffix] if author.suffix else []), author.given or ""]
    return ", ".join(_part(part or "") for part in parts).rstrip(" ")


def _part(text: str) -> str:
    """A part of a name; with braces around that at which BibTeX would take it apart."""
    return re.sub(r"\band\b|,", r"{\g<0>}", _latex(text), flags=re.IGNORECASE)
