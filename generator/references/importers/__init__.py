"""Files of references, as PubMed, publishers and reference managers write them, read as references of a pathway."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from re import Pattern

from generator.core.diagnostics import Diagnostic, Severity, make_diagnostic, messages
from generator.core.source import Source, Span
from generator.references.importers import bibtex, csl_json, nbib, publication_types, ris
from generator.references.importers.normalise import Entry, normalise
from generator.references.importers.records import MAX_RECORDS, Record, Unreadable

__all__ = ["MAX_BYTES", "Entry", "ImportResult", "ImportedReference", "import_file"]

MAX_BYTES = 10_000_000
"""A larger file is not read."""


@dataclass(frozen=True, slots=True)
class ImportedReference:
    """A reference that a file brings, without an id yet, its place there, and what PubMed calls it."""

    entry: Entry
    span: Span
    number: int
    hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """References of a file, and what is wrong with it; an error is about a record that is not among them, or about the whole file."""

    source: Source
    incoming: tuple[ImportedReference, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Format:
    endings: frozenset[str]
    sign: Pattern[str]
    faint: Pattern[str] | None
    """A sign that counts where neither a sign nor the ending says more."""
    read: Callable[[Source], Iterator[Record | Diagnostic]]
    """Records, and errors in place of those that cannot be read; raises `Unreadable` where nothing that follows can."""


# In the order in which their content is tried.
_FORMATS = (
    _Format(frozenset((".ris",)), ris.SIGNATURE, ris.WEAK_SIGNATURE, ris.read),
    _Format(frozenset((".nbib", ".medline")), nbib.SIGNATURE, nbib.WEAK_SIGNATURE, nbib.read),
    _Format(frozenset((".bib", ".bibtex")), bibtex.SIGNATURE, None, bibtex.read),
    _Format(frozenset((".json", ".csljson")), csl_json.SIGNATURE, None, csl_json.read),
)


def import_file(name: str, data: bytes) -> ImportResult:
    """Reads a file of references, told by its content or its ending; all that is wrong with it is said at its place."""
    source, found = _decoded(name, data)
    if any(diagnostic.severity is Severity.ERROR for diagnostic in found):
        return ImportResult(source, (), tuple(found))
    incoming: list[ImportedReference] = []
    try:
        for record in _records(source):
            if isinstance(record, Diagnostic):
                found.append(record)
                continue
            entry, said = normalise(record)
            found += said
            if entry:
                incoming.append(ImportedReference(entry, record.span, record.number, publication_types.hints(record.types)))
    except Unreadable as fault:
        found.append(fault.diagnostic)
        if fault.diagnostic.code == "import-large":
            incoming = []
    if not incoming and not found:
        found.append(make_diagnostic(messages.import_empty(), source.span(1, 1)))
    return ImportResult(source, tuple(incoming), tuple(sorted(found, key=lambda diagnostic: diagnostic.span)))


def _records(source: Source) -> Iterator[Record | Diagnostic]:
    ending = PurePath(source.name).suffix.lower()
    known = next((form for form in _FORMATS if form.sign.search(source.text) and form is not _FORMATS[-1]), None)
    known = known or next((form for form in _FORMATS if ending in form.endings), None)
    known = known or next((form for form in _FORMATS if form.faint and form.faint.search(source.text)), None)
    if known is None and csl_json.SIGNATURE.match(source.text):
        known = _FORMATS[-1]
    if known is None:
        raise Unreadable(messages.import_format(), source.span(1, 1))
    for number, record in enumerate(known.read(source)):
        if number == MAX_RECORDS:
            raise Unreadable(messages.import_large(size=f"{MAX_RECORDS:,} references"), record.span)
        yield record


def _decoded(name: str, data: bytes) -> tuple[Source, list[Diagnostic]]:
    """The text of a file: in the Unicode it says it is in, in UTF-8, or else as Windows writes Western European."""
    empty = Source(name, "")
    if len(data) > MAX_BYTES:
        return empty, [make_diagnostic(messages.import_large(size=f"{MAX_BYTES // 1_000_000} MB"), empty.span(1, 1))]
    marks = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    mark = next((mark for mark in marks if data.startswith(mark)), b"")
    found: list[Diagnostic] = []
    try:
        text = data.removeprefix(mark).decode(marks.get(mark, "utf-8"))
    except UnicodeDecodeError as error:
        text = data.removeprefix(mark).decode("cp1252", "replace")
        before = error.object[: error.start].decode(marks.get(mark, "utf-8"))
        message = messages.import_encoding(byte=f"0x{error.object[error.start]:02x}")
        found.append(make_diagnostic(message, Source(name, text).span_at(len(before))))
    if "\0" in text:
        return empty, [make_diagnostic(messages.import_binary(), empty.span(1, 1))]
    return Source(name, text), found
