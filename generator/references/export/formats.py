"""The formats in which references are taken along."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.core.cache import ContentCache, cached
from generator.i18n import Words
from generator.model import Reference
from generator.references.csl_json import csl_item
from generator.references.export.nbib import nbib
from generator.references.reference_list import Entry


@dataclass(frozen=True, slots=True)
class Format:
    """How references are written one by one, and what stands before, between and after them in a file."""

    name: str
    ending: str
    mime: str
    record: Callable[[Reference, Sequence[str]], str]
    around: tuple[str, str, str] = ("", "\n", "")
    says_others: bool = False
    """Whether it has a word of its own for authors who are not named."""
    says_accessed: bool = False
    """Whether it has a field for the day on which a page was read."""

    def file(self, records: Iterable[str]) -> str:
        """The records as a file."""
        before, between, after = self.around
        return before + between.join(records) + after


def _ris(reference: Reference, notes: Sequence[str]) -> str:
    from generator.references.export.ris import ris  # noqa: PLC0415  # loads rispy, which a cache may save

    return ris(reference, notes)


def _bibtex(reference: Reference, notes: Sequence[str]) -> str:
    from generator.references.export.bibtex import bibtex  # noqa: PLC0415  # loads pybtex, as above

    return bibtex(reference, notes)


def _csl_json(reference: Reference, _notes: Sequence[str] = ()) -> str:
    return json.dumps(csl_item(reference), ensure_ascii=False, indent=2)


FORMATS = (
    Format("RIS", "ris", "application/x-research-info-systems", _ris, says_accessed=True),
    Format("BibTeX", "bib", "application/x-bibtex", _bibtex, says_others=True, says_accessed=True),
    Format("CSL-JSON", "json", "application/json", _csl_json, ("[\n", ",\n", "\n]\n"), says_others=True, says_accessed=True),
    Format("NBIB", "nbib", "application/nbib", nbib),
)
CITING = FORMATS[:3]
"""Those in which the pathway itself is cited: PubMed's is for what PubMed lists."""


def record(reference: Reference, form: Format, words: Words) -> str:
    """A reference in a format, with notes in words on what the format has no field for."""
    return form.record(reference, tuple(_notes(reference, form, words)))


def records(references: Collection[Reference], form: Format, words: Words, cache: ContentCache) -> Mapping[str, str]:
    """References in a format, by their ids."""
    parts = [form.name, [[repr(reference), *_notes(reference, form, words)] for reference in references]]
    made: Mapping[str, str] = cached(
        cache, "records", parts, lambda: {reference.id: record(reference, form, words) for reference in references}
    )
    return made


def _notes(reference: Reference, form: Format, words: Words) -> Iterator[str]:
    if reference.others and not form.says_others:
        yield words.take["others"]
    yield from _fate(reference, words)
    if reference.updated:
        yield f"{words.last_updated}: {words.format_date(reference.updated)}."
    if reference.accessed and not form.says_accessed:
        yield f"{words.last_accessed}: {words.format_date(reference.accessed)}."
    if reference.note:
        yield reference.note


def _fate(reference: Reference, words: Words) -> Iterator[str]:
    for said, date in ((words.retracted, reference.retracted), (words.corrected, reference.corrected)):
        if date:
            yield f"{said.format(date=words.format_date(date))}."


def identifiers(entry: Entry, words: Words) -> str:
    """Ending of a copied citation, if its style has not written it: DOI and numbers or else the address, and its fate."""
    reference = entry.reference
    known = (("doi", reference.doi), ("PMID", reference.pmid), ("PMCID", reference.pmcid))
    given = [(name, value) for name, value in known if value]
    found = [f"{name}: {value}." for name, value in given if value not in entry.text]
    address = [reference.url] if reference.url and not given and reference.url not in entry.text else []
    return " ".join([*found, *address, *_fate(reference, words)])
