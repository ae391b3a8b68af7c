"""References as RIS, which every reference manager reads."""

from collections.abc import Iterator, Sequence

import rispy

from generator.model import Author, Date, DateRange, Reference, ReferenceType
from generator.references.csl_json import shown_title
from generator.references.dates import format_date

_TYPES = {
    ReferenceType.ARTICLE: "JOUR",
    ReferenceType.BOOK: "BOOK",
    ReferenceType.CHAPTER: "CHAP",
    ReferenceType.REPORT: "RPRT",
    ReferenceType.WEB_PAGE: "ELEC",
}
_SAME = {
    "edition": "edition",
    "publisher": "publisher",
    "place": "place_published",
    "volume": "volume",
    "issue": "number",
    "article_number": "custom7",
    "doi": "doi",
    "pmid": "accession_number",
    "pmcid": "custom2",
    "language": "language",
}
"""By rispy's names."""


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy has no types
    """Writes records alone: rispy numbers them by a line of its own, which other programs stumble over."""

    def set_header(self, count: int) -> str:  # noqa: ARG002  # rispy's signature
        return ""


def ris(reference: Reference, notes: Sequence[str] = ()) -> str:
    """A reference as a record of RIS, with its last line break."""
    record: dict[str, str | list[str]] = {"type_of_reference": _TYPES[reference.type], "id": reference.id}
    record |= {"authors": list(map(_name, reference.authors)), "secondary_authors": list(map(_name, reference.editors))}
    record |= {"title": shown_title(reference)}
    record |= {name: value for name, value in _container(reference).items() if value}
    record |= {name: value for field, name in _SAME.items() if (value := getattr(reference, field))}
    record |= {"name_of_database": "PubMed"} if reference.pmid else {}
    record |= dict(_date(reference.issued)) if reference.issued else {}
    record |= {"access_date": _slashed(reference.accessed)} if reference.accessed else {}
    record |= dict(_pages(reference))
    record |= {"urls": [reference.url] if reference.url else [], "notes": list(notes)}
    written: str = rispy.dumps([record], implementation=_Writer)
    return written


def _container(reference: Reference) -> dict[str, str | None]:
    """The journal and the book; some programs look for a journal in T2, and some in JO."""
    journal, book = reference.journal, reference.book_title
    if reference.type is ReferenceType.CHAPTER or not journal:
        return {"secondary_title": book, "journal_name": journal}
    return {"secondary_title": journal, "journal_name": journal, "tertiary_title": book}


def _name(author: Author) -> str:
    """Family, given, suffix; the comma behind a family name alone tells it from a body."""
    if isinstance(author, str):
        return author
    parts = [author.family, author.given or "", author.suffix or ""]
    return ", ".join(parts if author.suffix else parts[:2]).rstrip(" ")


def _date(issued: DateRange) -> Iterator[tuple[str, str]]:
    """The year, and year/month/day/whatever else there is to say: a range in words."""
    start = issued.start
    yield "year", f"{start.year:04}"
    rest = "" if issued.end is None else format_date(issued)
    if start.month or rest:
        yield "date", _slashed(start, rest)


def _slashed(date: Date, rest: str = "") -> str:
    """A date as year/month/day/rest; what is not known of it is left empty."""
    return "/".join([f"{date.year:04}", *(f"{part:02}" if part else "" for part in date[1:]), rest])


def _pages(reference: Reference) -> Iterator[tuple[str, str]]:
    """First and last page as they are written, for nobody knows whether “12-3” ends on page 13.

    An article number stands for a page where there is none: few programs look for it in the field of its own.
    """
    pages = reference.pages or reference.article_number or ""
    first, _, last = pages.partition("-") if reference.pages and pages.count("-") == 1 else (pages, "", "")
    if not (first and last):
        first, last = pages, ""
    if first:
        yield "start_page", first.strip()
    if last:
        yield "end_page", last.strip()
