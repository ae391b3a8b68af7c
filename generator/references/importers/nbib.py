"""References as PubMed saves them (NBIB)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.core.diagnostics import Diagnostic, make_diagnostic, messages
from generator.core.source import Source, Span
from generator.model import ReferenceType
from generator.references.importers import dates, names
from generator.references.importers.records import Record, Text, unreadable
from generator.references.importers.tag_format import Tagged, lines
from generator.references.importers.texts import is_article_number, is_placeholder

SIGNATURE = re.compile(r"(?<![^\r\n])(?:PMID|OWN |STAT)- ?\S")
WEAK_SIGNATURE = re.compile(r"(?<![^\r\n])(?:TI  |BTI |FAU )- ?\S")
_LINE = re.compile(r"([A-Z][A-Z0-9 ]{3})-(?: (.*))?")
_KEPT = {
    "edition": ("EN",),
    "publisher": ("PB",),
    "volume": ("VI",),
    "issue": ("IP",),
    "pages": ("PG",),
    "pmid": ("PMID",),
    "pmcid": ("PMC",),
    "language": ("LA",),
}
# Under these, the first says it, and the others say it again in another form.
_SAME = {"journal": ("TA", "JT"), "issued": ("DP", "DEP")}
# Passed over without a word: what the publication says, how PubMed keeps and indexes it, who paid, and what others say of it.
_PASSED = frozenset(
    """AB AD AUID CI CIN CON COI COIS CRDT CRF CTDT DA DCOM DRDT EDAT FIR FPS GR GS IR IRAD IS ISBN JID LID AID LR MH MHDA MID OAB OABL OCI
    OID ORI OT OTO OWN PHST PMCR PS PST PT PUBM RF RN SB SFM SO STAT UOF DDIN DRIN CDAT AUI
    AU FAU ED FED""".split()
)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_CITED_DATE = re.compile(r"\b((?:1[89]|20)\d\d(?: [A-Z][a-z]{2}[a-z]*(?:-[A-Z][a-z]{2}[a-z]*)?(?: \d{1,2})?)?)(?=\s*(?:([;:])|\.|$))")


def read(source: Source) -> Iterator[Record | Diagnostic]:
    """The records of a file, an error in place of each with a line that has no tag, and a warning for what nothing was made of."""
    number = 0
    for found in _tagged(source):
        if isinstance(found, Diagnostic):
            yield found
        else:
            number += 1
            yield from _Reading(found).record(number)


def _tagged(source: Source) -> Iterator[Tagged | Diagnostic]:
    record: Tagged | None = None
    fault: Diagnostic | None = None
    for line in lines(source, _LINE, lambda _, text: text[0].isspace()):
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


@dataclass(slots=True)
class _Reading:
    """One record on its way."""

    tagged: Tagged
    found: list[Diagnostic] = field(default_factory=list)

    def record(self, number: int) -> Iterator[Record | Diagnostic]:
        """The record, and before it what is to be said of its lines."""
        tagged = self.tagged
        fields = {key: text for key, tags in _KEPT.items() if (text := tagged.first(*tags))}
        fields |= {key: text for key, tags in _SAME.items() if (text := tagged.first(*tags, repeated=True))}
        kind = _type(tagged)
        if kind is ReferenceType.ARTICLE:
            tagged.use(*tagged.all("PL"))  # the country of its journal, and no place of the article
        elif place := tagged.first("PL"):
            fields["place"] = place
        self._titled(fields)
        self._identified(fields)
        self._fated(fields)
        authors, others = self._people("AU", "FAU", "CN")
        editors, _ = self._people("ED", "FED", "")
        types = tuple(text.value for text in tagged.all("PT"))
        yield from self.found
        yield from tagged.left(_PASSED.__contains__)
        yield Record(
            number=number, span=tagged.span, kind="", type=kind, fields=fields, authors=authors, editors=editors, others=others, types=types
        )

    def _titled(self, fields: dict[str, Text]) -> None:
        """The title, in its own language where it was never translated, and the book that a chapter is in."""
        own, book = self.tagged.first("TI"), self.tagged.first("BTI")
        title = own if own and not is_placeholder(own.value) else self.tagged.first("TT")
        if title and book:
            fields["book_title"] = book
        if head := title or book:
            fields["title"] = head

    def _identified(self, fields: dict[str, Text]) -> None:
        numbers = self.tagged.all("LID", "AID")
        if found := next((text for text in numbers if text.value.endswith("[doi]")), None):
            fields["doi"] = Text(found.value.removesuffix("[doi]").strip(), found.span)
        own = next((text for text in numbers if text.value.endswith("[pii]")), None)
        if own and "pages" not in fields and is_article_number(value := own.value.removesuffix("[pii]").strip()):
            fields["article_number"] = Text(value, own.span)
        if found := next((text for text in self.tagged.all("GN") if _ADDRESS.fullmatch(text.value)), None):
            fields["url"] = found
            self.tagged.use(found)

    def _fated(self, fields: dict[str, Text]) -> None:
        """When the publication was retracted and corrected; a warning where PubMed says that it was, and not when."""
        for tag, key, what in (("RIN", "retracted", "was retracted"), ("EIN", "corrected", "was corrected"), ("ECI", "", "is in doubt")):
            said = self.tagged.all(tag)
            self.tagged.use(*said)
            when = max(((_cited(text.value), text) for text in said), default=("", None), key=lambda pair: pair[0])
            if key and when[0] and when[1]:
                fields[key] = Text(when[0], when[1].span)
            elif said:
                self._doubted(said[0], what)
        flag = next((text for text in self.tagged.all("PT") if text.value.lower() == "retracted publication"), None)
        if flag and not self.tagged.has("RIN"):
            self._doubted(flag, "was retracted")

    def _doubted(self, text: Text, what: str) -> None:
        self.found.append(make_diagnostic(messages.import_status(what=what, value=text.value), text.span))

    def _people(self, short: str, full: str, body: str) -> tuple[tuple[names.Name, ...], bool]:
        """Names in full, or abbreviated where a record has only these; persons and bodies in the order of the file."""
        tagged = self.tagged
        tag = full if len(tagged.all(full)) >= len(tagged.all(short)) else short
        tagged.use(*tagged.all(tag, body))
        found = [(known, text.value) for known, text in tagged.lines if known in {tag, body} and text.value]
        listed = tuple(
            _name(known == body, tag == full, value) for known, value in found if not names.others(value) and not names.nobody(value)
        )
        return listed, any(names.others(value) for _, value in found)


def _cited(text: str) -> str:
    """The date in a citation such as `J Toys. 2020 Jan;6(1):9`, as the format writes it; of a range the first."""
    found = [*_CITED_DATE.finditer(text)]
    # A year may be part of the journal's name; that of the article comes before the volume.
    match = next((match for match in found if match[2]), next(iter(found), None))
    return dates.issued(match[1])[0].partition("/")[0] if match else ""


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


def _name(is_body: bool, is_full: bool, value: str) -> names.Name:  # noqa: FBT001  # told apart by the tags above
    if is_body:
        return names.body(value)
    return names.inverted(value) if is_full and "," in value else names.medline(value)
