"""Fields that a BibTeX entry inherits from the entries under `crossref` and `xdata`, as biber does it."""

from collections.abc import Iterable, Mapping, Sequence

from generator.core.diagnostics import Diagnostic, make_diagnostic, messages
from generator.references.importers.bibtex_parser import Raw
from generator.references.importers.records import Text

_PARTS = frozenset("inbook incollection inproceedings conference inreference suppbook suppcollection bookinbook".split())
_WHOLES = frozenset("book mvbook collection mvcollection proceedings mvproceedings reference mvreference booklet".split())
_OF_BOOK = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_OF_JOURNAL = {"title": "journaltitle", "subtitle": "journalsubtitle"}
_DATES = frozenset(("date", "year", "month", "day"))
# What belongs to one entry alone. biber hands on the numbers and addresses as well, and a chapter would lead to its book.
_OWN = frozenset(
    """ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions relatedstring relatedtype
    shortauthor shorteditor shorttitle sorttitle sortkey sortyear indextitle abstract annotation annote keywords note addendum
    howpublished file doi url urldate eprint eprinttype eprintclass archiveprefix primaryclass pmid pmcid pages pagetotal""".split()
)
_DEEPEST = 10


def inherited(entries: Sequence[Raw]) -> tuple[Raw, ...]:
    """The entries with what they inherit."""
    known: dict[str, Raw] = {}
    for entry in entries:
        known.setdefault(entry.key.casefold(), entry)
    return tuple(_complete(entry, known, _DEEPEST) for entry in entries)


def _complete(entry: Raw, known: Mapping[str, Raw], depth: int) -> Raw:
    fields, found = dict(entry.fields), list(entry.found)
    for name, parent in _parents(entry, known, found):
        if depth and parent is not entry:
            whole = _complete(parent, known, depth - 1)
            given = whole.fields if name == "xdata" else _handed_on(entry.kind, whole)
            held = bool(_DATES & fields.keys())
            fields |= {key: text for key, text in given.items() if key not in fields and not (held and key in _DATES)}
    return Raw(entry.kind, entry.key, fields, entry.span, tuple(found))


def _parents(entry: Raw, known: Mapping[str, Raw], found: list[Diagnostic]) -> Iterable[tuple[str, Raw]]:
    for name in ("xdata", "crossref"):
        named = entry.fields.get(name)
        for key in filter(None, (key.strip() for key in named.value.split(","))) if named else ():
            if parent := known.get(key.casefold()):
                yield name, parent
            elif named:
                found.append(make_diagnostic(messages.import_field_parent(field=name, value=key[:100]), named.span))


def _handed_on(kind: str, parent: Raw) -> dict[str, Text]:
    renamed: Mapping[str, str] = (
        _OF_BOOK if kind in _PARTS and parent.kind in _WHOLES else _OF_JOURNAL if parent.kind == "periodical" else {}
    )
    # A book that names itself under “booktitle” as well, as BibTeX of old wanted it, says the same twice.
    return {
        renamed.get(key, key): text for key, text in sorted(parent.fields.items(), key=lambda item: item[0] in renamed) if key not in _OWN
    }
