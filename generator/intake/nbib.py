"""References as PubMed saves them (NBIB)."""

import re
from collections.abc import Iterator, Mapping

from generator.diagnostics import Diagnostic
from generator.intake import names
from generator.intake.records import Record, Text, unreadable
from generator.intake.tagged import Tagged, lines
from generator.model import ReferenceType
from generator.source import Source, Span

SIGN = re.compile(r"(?<![^\r\n])(?:PMID|OWN |TI  )- ?\S")
_LINE = re.compile(r"([A-Z][A-Z0-9 ]{3})-(?: (.*))?")
_ON = re.compile(r"\s")
_KEPT = {
    "journal": ("TA", "JT"),
    "language": ("LA",),
    "edition": ("EN",),
    "publisher": ("PB",),
    "place": ("PL",),
    "volume": ("VI",),
    "issue": ("IP",),
    "pages": ("PG",),
    "pmid": ("PMID",),
    "pmcid": ("PMC",),
    "issued": ("DP", "DEP"),
}
# What PubMed says of nearly every publication, and what tells of money or language rather than of the study.
_SAYS_LITTLE = re.compile(r"Journal Article|Research Support.*|English Abstract|Book Chapter|Book|Technical Report|Web Page", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def read(source: Source) -> Iterator[Record | Diagnostic]:
    """The records of a file, and an error in place of each with a line that has no tag."""
    for number, tagged in enumerate(_tagged(source), 1):
        yield tagged if isinstance(tagged, Diagnostic) else _record(number, tagged)


def _tagged(source: Source) -> Iterator[Tagged | Diagnostic]:
    record: Tagged | None = None
    fault: Diagnostic | None = None
    for line in lines(source, _LINE, on=_ON):
        if not line.tag and line.text.value:
            fault = fault or _astray(source, line.text.span)
        elif (record or fault) and (not line.tag or (line.tag == "PMID" and (fault or (record and record.has("PMID"))))):
            if found := fault or record:
                yield found
            record = fault = None
        if line.tag:
            record = record or Tagged(source.span(line.text.span.line, 1, 4))
            record.lines.append((line.tag, line.text))
    if found := fault or record:
        yield found


def _astray(source: Source, span: Span) -> Diagnostic:
    return unreadable(source, span.line, span.column, "NBIB", "a line must start with a tag such as “TI  - ”, or with spaces").diagnostic


def _record(number: int, tagged: Tagged) -> Record:
    fields = {key: text for key, tags in _KEPT.items() if (text := tagged.first(*tags))}
    if found := next((text for text in tagged.all("LID", "AID") if text.value.endswith("[doi]")), None):
        fields["doi"] = Text(found.value.removesuffix("[doi]").strip(), found.span)
    if found := next((text for text in tagged.all("GN") if _ADDRESS.fullmatch(text.value)), None):
        fields["url"] = found
    title, book = tagged.first("TI"), tagged.first("BTI")
    if title and book:
        fields["book_title"] = book
    if head := title or book:
        fields["title"] = head
    authors, others = _people(tagged, "AU", "FAU", "CN")
    editors, _ = _people(tagged, "ED", "FED", "")
    hints = tuple(text.value for text in tagged.all("PT") if not _SAYS_LITTLE.fullmatch(text.value))
    kind = _type(tagged)
    if kind is ReferenceType.ARTICLE:  # PubMed names the country of each journal here
        fields.pop("place", None)
    return Record(number, tagged.span, "", kind, fields, authors, editors, others, hints)


def _type(tagged: Tagged) -> ReferenceType:
    said = {text.value.lower() for text in tagged.all("PT")}
    if tagged.has("BTI"):
        return ReferenceType.CHAPTER if tagged.has("TI") else ReferenceType.BOOK
    known = {
        "book chapter": ReferenceType.CHAPTER,
        "book": ReferenceType.BOOK,
        "technical report": ReferenceType.REPORT,
        "web page": ReferenceType.WEB_PAGE,
    }
    return next((kind for word, kind in known.items() if word in said and "journal article" not in said), ReferenceType.ARTICLE)


def _people(tagged: Tagged, short: str, full: str, body: str) -> tuple[tuple[Mapping[str, str], ...], bool]:
    """Names in full, or abbreviated where a record has only these; persons and bodies in the order of the file."""
    tag = full if len(tagged.all(full)) >= len(tagged.all(short)) else short
    found = [(known, text.value) for known, text in tagged.lines if known in {tag, body} and text.value]
    listed = tuple(
        _name(known == body, tag == full, value) for known, value in found if not names.others(value) and not names.nobody(value)
    )
    return listed, any(names.others(value) for _, value in found)


def _name(is_body: bool, is_full: bool, value: str) -> Mapping[str, str]:  # noqa: FBT001  # told apart by the tags above
    if is_body:
        return names.body(value)
    return names.inverted(value) if is_full and "," in value else names.medline(value)
