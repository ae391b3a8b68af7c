"""References in RIS, which most reference managers and publishers write."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.core.diagnostics import Diagnostic, make_diagnostic, messages
from generator.core.source import Source
from generator.model import ReferenceType
from generator.references.importers import names, publication_types
from generator.references.importers.name_lists import separated
from generator.references.importers.records import Record, Text, unreadable
from generator.references.importers.tag_format import Tagged, lines
from generator.references.importers.texts import plain

SIGNATURE = re.compile(r"(?<![^\r\n])(?:TY {1,2}- ?\S|ER {1,2}-\s)")
WEAK_SIGNATURE = re.compile(r"(?<![^\r\n])(?:T1|A1|JO|JF|JA|J2|T2|PY|Y1|VL|SP|EP|DO|UR|N2)  - ?\S")
_STRICT = re.compile(r"([A-Z][A-Z0-9](?=  )|DOI(?= )) {1,2}-(?: ?(.*))?")
_LOOSE = re.compile(r"\s*([A-Z][A-Z0-9])\s{0,3}-(?: ?(.*))?")
_STRICT_SIGN = re.compile(r"(?<![^\r\n])(?:TY|ER|T[I1])  -")
_TYPES = {
    **dict.fromkeys("JOUR JFULL EJOUR MGZN NEWS INPR ABST".split(), ReferenceType.ARTICLE),
    **dict.fromkeys("BOOK EBOOK EDBOOK WHOLE".split(), ReferenceType.BOOK),
    **dict.fromkeys("CHAP ECHAP ENCYC DICT CONF CPAPER".split(), ReferenceType.CHAPTER),
    **dict.fromkeys("RPRT GOVDOC STAND".split(), ReferenceType.REPORT),
    **dict.fromkeys("ELEC WEB BLOG".split(), ReferenceType.WEB_PAGE),
}
_CONFERENCES = frozenset(("CONF", "CPAPER"))
_KEPT = {
    "title": ("TI", "T1", "CT"),
    "language": ("LA",),
    "publisher": ("PB", "PU"),
    "place": ("CY", "PP", "PI"),
    "volume": ("VL",),
    "article_number": ("C7",),
    "accessed": ("Y2",),
}
_JOURNALS = ("J2", "JA", "JI", "JO", "T2", "JF", "J1", "J9", "SO")
# Texts that may go on over lines; a line without a tag behind any other tag is none of it.
_LONG = frozenset("TI T1 T2 T3 BT CT AB N1 N2 KW AD RN C1 C2 C3 CR".split())
# Passed over without a word: not about the publication, or of use to the owner of the file and to programs alone.
_PASSED = frozenset(
    """TY ER AB N2 KW SN AD ID DB DP AN AV L1 L4 LB RN RP ST CA CN DA N3 CR PA XR
    DS OW AI OI EM FU FX PM PG TC NR U3 WE""".split()
)
# A name of a conference, or a whole reference, is no issue.
_NO_ISSUE = re.compile(r"(?<![^\W\d_])(?!suppl|spec|issue|part|art|heft|hors|série|numero|número)[^\W\d_]{3,}", re.IGNORECASE)
_DATE = re.compile(r"\d{4}[/-].*|(?:\d{1,2} )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? .*\d{4}|\d{4}", re.IGNORECASE)
_PUBMED = re.compile(r"https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/(\d+)/?(?:\?.*)?", re.IGNORECASE)
_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_REMARKS = {
    "pmid": re.compile(r"\b(?:PMID|PubMed ID):?\s*(\d{1,9})\b", re.IGNORECASE),
    "pmcid": re.compile(r"(?:\bPMCID:?\s*)?\b(PMC\d{1,10})\b"),
    "doi": re.compile(r"(?:\bdoi:?\s*|^)(10\.\d{4,9}/\S+)", re.IGNORECASE),
}
# So far into a remark numbers are looked for.
_SEARCHED = 1_000
# What publishers write at the head of a file.
_HEAD = re.compile(r"(?:Provider|Database|Content(?:-Type)?|ID)\s*:.*|Record #\d+ of \d+")
# What databases write of an export, not of the publication.
_SAYS_LITTLE = re.compile(
    r"(?:Export Date|Cited By|Date of Electronic|Accession Number|Source type|Publication Type)\b.*|(?:L\d{5,}|[\d-]{10}|\s)+",
    re.IGNORECASE,
)


def read(source: Source) -> Iterator[Record | Diagnostic]:
    """The records of a file, an error in place of each that does not end, and a warning for each text that nothing was made of."""
    number = 0
    for found in _Records(source).found():
        if isinstance(found, Diagnostic):
            yield found
        else:
            number += 1
            yield from _Reading(found).record(number)


@dataclass(slots=True)
class _Records:
    """The records of a file, one by one.

    A record begins with TY and ends with ER. Where a file has tags before a TY, or no TY at all, they are a record or a part of one only
    where it is clear which.
    """

    source: Source
    open: Tagged | None = None
    ahead: Tagged | None = None
    """Lines directly before the TY of the open record."""
    apart: bool = False
    """Whether lines without a TY belong to no TY that follows, since a blank line is between, or none after the record before."""
    ended: bool = False
    """Whether the line before ends a record."""

    def found(self) -> Iterator[Tagged | Diagnostic]:
        """The records, and what is wrong between them."""
        strict = _STRICT_SIGN.search(self.source.text)
        last = ""
        for line in lines(self.source, _STRICT if strict else _LOOSE, lambda tag, _: tag in _LONG):
            if not line.tag:
                # An abstract may have paragraphs.
                if line.text.value and not _HEAD.fullmatch(line.text.value) and not (self.open and last in _LONG & _PASSED):
                    yield _astray(line.text)
                self.apart, self.ended = self.apart or not line.text.value, False
                continue
            yield from self._add(line.tag, line.text)
            last = line.tag
        yield from self._unfinished(self.ahead, self.open)

    def _add(self, tag: str, text: Text) -> Iterator[Tagged | Diagnostic]:
        if tag == "ER":
            yield from self._ended()
        elif tag == "TY":
            if self.open and (self.open.has("TY") or self.apart):
                yield from self._unfinished(self.ahead, self.open)
                self.open = None
            self.ahead, self.open = self.open, Tagged(self.source.span(text.span.line, 1, 2), [(tag, text)])
        else:
            if not self.open:
                self.open, self.apart = Tagged(self.source.span(text.span.line, 1, 2)), self.ended
            self.open.lines.append((tag, text))
        self.ended = tag == "ER"

    def _ended(self) -> Iterator[Tagged | Diagnostic]:
        record, ahead = self.open, self.ahead
        self.open = self.ahead = None
        if not record or not any(text.value for _, text in record.lines):
            return
        if ahead and not {tag for tag, _ in ahead.lines} & {tag for tag, _ in record.lines}:
            record.lines[1:1] = ahead.lines
        else:
            yield from self._unfinished(ahead)
        yield record

    def _unfinished(self, *records: Tagged | None) -> Iterator[Diagnostic]:
        """An error for a record without an end; lines that are none are named one by one."""
        for record in filter(None, records):
            if record.has("TY", *_KEPT["title"]):
                problem = "the record that starts here has no end; its line “ER  - ” is missing"
                yield unreadable(self.source, record.span.line, 1, "RIS", problem).diagnostic
            else:
                yield from (_astray(Text(f"{tag}  - {text.value}", text.span)) for tag, text in record.lines if text.value)


def _astray(text: Text) -> Diagnostic:
    return make_diagnostic(messages.import_field_line(value=text.value[:100]), text.span)


@dataclass(slots=True)
class _Reading:
    """One record on its way."""

    tagged: Tagged
    found: list[Diagnostic] = field(default_factory=list)

    def record(self, number: int) -> Iterator[Record | Diagnostic]:
        """The record, and before it what is to be said of its lines."""
        tagged = self.tagged
        said = tagged.lines[0][1].value.upper() if tagged.has("TY") else ""
        fields = {key: text for key, tags in _KEPT.items() if (text := tagged.first(*tags))}
        kind = self._contained(said, fields)
        self._paged(fields)
        self._numbered(kind, fields)
        self._identified(fields)
        self._dated(fields)
        authors, others = self._people("AU", "A1")
        # An edited book names its editors as its authors, or under a tag of their own.
        editors, _ = self._people(*(["ED"] if tagged.all("ED") else ["A2"] if kind in {ReferenceType.CHAPTER, ReferenceType.BOOK} else []))
        types = tuple(text.value for text in tagged.all("M3") if publication_types.is_type(text.value))
        tagged.use(*(text for text in tagged.all("M3") if text.value in types or text.value.lower() in {"article", "text"}))
        yield from self.found
        yield from tagged.left(_PASSED.__contains__)
        places = {
            key: found[0].span for key, tags in (("authors", ("AU", "A1")), ("editors", ("ED", "A2"))) if (found := tagged.all(*tags))
        }
        yield Record(
            number=number,
            span=tagged.span,
            kind=said,
            type=kind,
            fields=fields,
            authors=authors,
            editors=editors,
            others=others,
            types=types,
            places=places,
        )

    def _people(self, *tags: str) -> tuple[tuple[names.Name, ...], bool]:
        listed, others = list[names.Name](), False
        for text in self.tagged.all(*tags):
            self.tagged.use(text)
            for part in separated(text.value):
                others = others or names.others(part)
                if not names.others(part) and not names.nobody(part):
                    name, clear = names.unordered(part)
                    listed.append(name)
                    self.found += [] if clear else [make_diagnostic(messages.import_name(name=part), text.span)]
        return tuple(listed), others

    def _contained(self, said: str, fields: dict[str, Text]) -> ReferenceType | None:
        """Adds the journal or the book; the type of the publication."""
        kind = _TYPES.get(said)
        tagged = self.tagged
        if kind is ReferenceType.CHAPTER:
            tags = ("BT", "T2", *(("C3", "CP", "T3", "JF", "JO", "J2") if said in _CONFERENCES else ()))
            book = tagged.first(*tags)
            if said in _CONFERENCES and not book:
                return None
            fields |= {"book_title": book} if book else {}
        elif kind in {ReferenceType.ARTICLE, None}:
            journal = self._journal()
            book = tagged.first("BT") if kind is None and not journal else None
            fields |= {key: text for key, text in (("journal", journal), ("book_title", book)) if text}
        if "title" not in fields and kind in {ReferenceType.BOOK, ReferenceType.CHAPTER} and (title := tagged.first("BT")):
            fields["title"] = title
        if "book_title" in fields and fields["book_title"] == fields.get("title"):
            del fields["book_title"]
        return kind

    def _journal(self) -> Text | None:
        """The shortest name of the journal; one in capitals counts only where there is no other."""
        named = [text for tag in _JOURNALS for text in self.tagged.all(tag)]
        self.tagged.use(*named)
        return min(named, key=lambda text: (text.value.isupper() and " " in text.value, len(text.value)), default=None)

    def _paged(self, fields: dict[str, Text]) -> None:
        start, end = self.tagged.first("SP", "PG"), self.tagged.first("EP")
        if start and end and "-" not in start.value and start.value != end.value:
            fields["pages"] = Text(f"{start.value}-{end.value}", start.span)
        elif found := start or end:
            fields["pages"] = found

    def _numbered(self, kind: ReferenceType | None, fields: dict[str, Text]) -> None:
        """The issue of a journal and the edition of a book, where what is under their tags is one."""
        if issue := self.tagged.first("IS") or next(
            (text for text in self.tagged.all("CP", "NO") if not _NO_ISSUE.search(text.value)), None
        ):
            fields["issue"] = issue
            self.tagged.use(issue)
        for text in self.tagged.all("ET"):
            # Of an article, it is the day on which it came out before it was printed.
            if kind in {ReferenceType.ARTICLE, None} and _DATE.fullmatch(text.value):
                self.tagged.use(text)
                fields.setdefault("issued", text)
            elif kind is not ReferenceType.ARTICLE and "edition" not in fields:
                self.tagged.use(text)
                fields["edition"] = text

    def _dated(self, fields: dict[str, Text]) -> None:
        """The day where it is given, unless its year is another than that of the publication."""
        year, day = self.tagged.first("PY", "Y1", "YR", repeated=True), self.tagged.first("DA")
        when = year or day
        if year and day and "/" not in year.value.strip("/") and re.search(r"[A-Za-z]|\d\D+\d", day.value):
            if year.value[:4] in day.value:
                when = day
            elif not re.search(r"\d{4}", day.value):
                when = Text(f"{year.value[:4]} {day.value}", day.span)
        if when:
            fields["issued"] = when

    def _identified(self, fields: dict[str, Text]) -> None:
        tagged = self.tagged
        if own := tagged.first("DO", "DOI"):
            fields["doi"] = own
        bases = " ".join(text.value for text in tagged.all("DB", "DP")).lower()
        medline = bool(re.search(r"pubmed|medline|nlm", bases))
        numbers = {"AN": medline and "embase" not in bases, "C5": medline or "embase" in bases, "C2": "scopus" in bases, "PM": True}
        for text in tagged.all(*(tag for tag, is_pmid in numbers.items() if is_pmid)):
            if re.fullmatch(r"\d{1,9}", text.value):
                fields.setdefault("pmid", text)
                tagged.use(text)
        for text in tagged.all("UR", "L2", "LK", "L3", "US"):
            self._linked(text, fields)
        for text in tagged.all("N1", "M1", "M2", "M3", "L3", *(f"{letter}{digit}" for letter in "CU" for digit in range(1, 9))):
            self._remark(text, fields)

    def _linked(self, text: Text, fields: dict[str, Text]) -> None:
        # Embase writes the next field into the same line.
        key, value = "url", re.sub(r"\s+[A-Z][A-Z0-9]  ?- .*", "", text.value)
        if match := _PUBMED.fullmatch(value):
            key, value = "pmid", match[1]
        elif _RESOLVER.match(value):
            key, value = "doi", _RESOLVER.sub("", value)
        elif not re.match(r"[a-z]+://", value, re.IGNORECASE):
            return
        known = _RESOLVER.sub("", fields.setdefault(key, Text(value, text.span)).value)
        if known.casefold() == value.casefold():
            self.tagged.use(text)

    def _remark(self, text: Text, fields: dict[str, Text]) -> None:
        """Numbers that are kept among remarks; a remark that says nothing else is used."""
        rest = plain(text.value[:_SEARCHED])
        for key, pattern in _REMARKS.items():
            match = pattern.search(rest)
            if match and fields.setdefault(key, Text(match[1], text.span)).value.casefold() == match[1].casefold():
                rest = rest.replace(match[0], "")
        if len(text.value) <= _SEARCHED and (not rest.strip(" .;,[]()") or _SAYS_LITTLE.fullmatch(rest)):
            self.tagged.use(text)
