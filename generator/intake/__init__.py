"""Files of references, as PubMed, publishers and reference managers write them, read as references of a pathway."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from re import Pattern

from generator.diagnostics import Diagnostic, Severity, diagnose
from generator.intake import bibtex, csl, nbib, publications, ris
from generator.intake.records import MAX_RECORDS, Record, Unreadable
from generator.intake.shaping import Entry, shaped
from generator.source import Source, Span

__all__ = ["MAX_BYTES", "Entry", "Incoming", "Intake", "take_in"]

MAX_BYTES = 10_000_000
"""A larger file is not read."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A reference that a file brings, without an id yet, its place there, and what PubMed calls it."""

    entry: Entry
    span: Span
    number: int
    hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Intake:
    """References of a file, and what is wrong with it; an error is about a record that is not among them, or about the whole file."""

    source: Source
    incoming: tuple[Incoming, ...]
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
    _Format(frozenset((".ris",)), ris.SIGN, ris.FAINT, ris.read),
    _Format(frozenset((".nbib", ".medline")), nbib.SIGN, nbib.FAINT, nbib.read),
    _Format(frozenset((".bib", ".bibtex")), bibtex.SIGN, None, bibtex.read),
    _Format(frozenset((".json", ".csljson")), csl.SIGN, None, csl.read),
)


def take_in(name: str, data: bytes) -> Intake:
    """Reads a file of references, told by its content or its ending; all that is wrong with it is said at its place."""
    source, found = _decoded(name, data)
    if any(diagnostic.severity is Severity.ERROR for diagnostic in found):
        return Intake(source, (), tuple(found))
    incoming: list[Incoming] = []
    try:
        for record in _records(source):
            if isinstance(record, Diagnostic):
                found.append(record)
                continue
            entry, said = shaped(record)
            found += said
            if entry:
                incoming.append(Incoming(entry, record.span, record.number, publications.hints(record.types)))
    except Unreadable as fault:
        found.append(fault.diagnostic)
        if fault.diagnostic.code == "import-large":
            incoming = []
    if not incoming and not found:
        found.append(diagnose("import-empty", source.span(1, 1), {}))
    return Intake(source, tuple(incoming), tuple(sorted(found, key=lambda diagnostic: diagnostic.span)))


def _records(source: Source) -> Iterator[Record | Diagnostic]:
    ending = PurePath(source.name).suffix.lower()
    known = next((form for form in _FORMATS if form.sign.search(source.text) and form is not _FORMATS[-1]), None)
    known = known or next((form for form in _FORMATS if ending in form.endings), None)
    known = known or next((form for form in _FORMATS if form.faint and form.faint.search(source.text)), None)
    if known is None and csl.SIGN.match(source.text):
        known = _FORMATS[-1]
    if known is None:
        raise Unreadable("import-format", source.span(1, 1))
    for number, record in enumerate(known.read(source)):
        if number == MAX_RECORDS:
            raise Unreadable("import-large", record.span, limit=f"{MAX_RECORDS:,} references")
        yield record


def _decoded(name: str, data: bytes) -> tuple[Source, list[Diagnostic]]:
    """The text of a file: in the Unicode it says it is in, in UTF-8, or else as Windows writes Western European."""
    empty = Source(name, "")
    if len(data) > MAX_BYTES:
        return empty, [diagnose("import-large", empty.span(1, 1), {"limit": f"{MAX_BYTES // 1_000_000} MB"})]
    marks = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    mark = next((mark for mark in marks if data.startswith(mark)), b"")
    found: list[Diagnostic] = []
    try:
        text = data.removeprefix(mark).decode(marks.get(mark, "utf-8"))
    except UnicodeDecodeError as error:
        text = data.removeprefix(mark).decode("cp1252", "replace")
        before = error.object[: error.start].decode(marks.get(mark, "utf-8"))
        found.append(diagnose("import-encoding", Source(name, text).span_at(len(before)), {"byte": f"0x{error.object[error.start]:02x}"}))
    if "\0" in text:
        return empty, [diagnose("import-binary", empty.span(1, 1), {})]
    return Source(name, text), found
