"""References in RIS, which most reference managers and publishers write."""

import re
from collections.abc import Iterator, Mapping

from generator.diagnostics import Diagnostic
from generator.intake import names
from generator.intake.records import Record, Text, unreadable
from generator.intake.tagged import Tagged, lines
from generator.model import ReferenceType
from generator.source import Source

SIGN = re.compile(r"(?<![^\r\n])TY  - ?\S")
_LINE = re.compile(r"([A-Z][A-Z0-9])  -(?: ?(.*))?")
_ON = re.compile(r"")
_TYPES = {
    **dict.fromkeys("JOUR JFULL EJOUR MGZN NEWS INPR ABST".split(), ReferenceType.ARTICLE),
    **dict.fromkeys("BOOK EBOOK EDBOOK WHOLE".split(), ReferenceType.BOOK),
    **dict.fromkeys("CHAP ECHAP ENCYC DICT".split(), ReferenceType.CHAPTER),
    **dict.fromkeys("RPRT GOVDOC STAND".split(), ReferenceType.REPORT),
    **dict.fromkeys("ELEC WEB BLOG".split(), ReferenceType.WEB_PAGE),
}
_KEPT = {
    "title": ("TI", "T1", "CT"),
    "language": ("LA",),
    "edition": ("ET",),
    "publisher": ("PB",),
    "place": ("CY", "PP"),
    "volume": ("VL",),
    "issue": ("IS", "CP"),
    "article_number": ("C7",),
    "doi": ("DO",),
}
_PUBMED = re.compile(r"https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/(\d+)/?(?:\?.*)?", re.IGNORECASE)
_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:?\s*(\d{1,9})\b", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC\d{1,10}\b")


def read(source: Source) -> Iterator[Record | Diagnostic]:
    """The records of a file, and an error in place of each that does not end."""
    for number, tagged in enumerate(_tagged(source), 1):
        yield tagged if isinstance(tagged, Diagnostic) else _record(number, tagged)


def _tagged(source: Source) -> Iterator[Tagged | Diagnostic]:
    record: Tagged | None = None
    for line in lines(source, _LINE, on=_ON):
        if line.tag == "ER" and record:
            yield record
            record = None
        elif line.tag == "TY":
            if record:
                yield _endless(source, record)
            record = Tagged(source.span(line.text.span.line, 1, 2), [("TY", line.text)])
        elif record and line.tag:
            record.lines.append((line.tag, line.text))
    if record:
        yield _endless(source, record)


def _endless(source: Source, record: Tagged) -> Diagnostic:
    return unreadable(source, record.span.line, 1, "RIS", "the record that starts here has no end; its line “ER  - ” is missing").diagnostic


def _record(number: int, tagged: Tagged) -> Record:
    said = tagged.lines[0][1].value.upper()
    kind = _TYPES.get(said)
    fields = {key: text for key, tags in _KEPT.items() if (text := tagged.first(*tags))}
    fields |= _container(tagged, kind) | _pages(tagged) | _identifiers(tagged)
    if when := _issued(tagged):
        fields["issued"] = when
    listed = tagged.all("AU", "A1")
    # An edited book names its editors as its authors, or under a tag of their own.
    edited = tagged.all("ED") or (tagged.all("A2") if kind in {ReferenceType.CHAPTER, ReferenceType.BOOK} else [])
    return Record(
        number, tagged.span, said, kind, fields, _people(listed), _people(edited), any(names.others(text.value) for text in listed)
    )


def _people(texts: list[Text]) -> tuple[Mapping[str, str], ...]:
    return tuple(names.inverted(text.value) for text in texts if not names.others(text.value) and not names.nobody(text.value))


def _container(tagged: Tagged, kind: ReferenceType | None) -> dict[str, Text]:
    if kind in {ReferenceType.CHAPTER, ReferenceType.BOOK}:
        fields = {"book_title": tagged.first("BT", "T2")} if kind is ReferenceType.CHAPTER else {}
        if not tagged.first("TI", "T1", "CT"):
            fields["title"] = tagged.first("BT")
        return {key: text for key, text in fields.items() if text}
    name = tagged.first("J2", "JA", "JO", "T2", "JF")
    return {"journal": name} if name and kind in {ReferenceType.ARTICLE, None} else {}


def _pages(tagged: Tagged) -> dict[str, Text]:
    start, end = tagged.first("SP"), tagged.first("EP")
    if start and end and "-" not in start.value and start.value != end.value:
        return {"pages": Text(f"{start.value}-{end.value}", start.span)}
    return {"pages": found} if (found := start or end) else {}


def _issued(tagged: Tagged) -> Text | None:
    """The day where it is given, unless its year is another than that of the publication."""
    year, day = tagged.first("PY", "Y1"), tagged.first("DA")
    if year and day and "/" not in year.value.strip("/") and re.search(r"[A-Za-z]|\d\D+\d", day.value):
        return (
            day
            if year.value[:4] in day.value
            else year
            if re.search(r"\d{4}", day.value)
            else Text(f"{year.value[:4]} {day.value}", day.span)
        )
    return year or day


def _identifiers(tagged: Tagged) -> dict[str, Text]:
    found: dict[str, Text] = {}
    medline = re.search(r"pubmed|medline|nlm", " ".join(text.value for text in tagged.all("DB", "DP")), re.IGNORECASE)
    for text in tagged.all("AN") if medline else []:
        found.setdefault("pmid", Text(text.value, text.span))
    for text in tagged.all("UR", "L2", "LK"):
        if match := _PUBMED.fullmatch(text.value):
            found.setdefault("pmid", Text(match[1], text.span))
        elif _RESOLVER.match(text.value):
            found.setdefault("doi", text)
        else:
            found.setdefault("url", text)
    for text in tagged.all("N1", "C1", "C2", "C5", "M2", "U1", "U2"):
        for key, pattern in (("pmid", _PMID), ("pmcid", _PMCID)):
            if match := pattern.search(text.value[:1000]):
                found.setdefault(key, Text(match[match.lastindex or 0], text.span))
    if own := tagged.first("DO"):
        found["doi"] = own
    return found
