"""The reference list: numbered in the order of first citation, and written in a style."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from urllib.parse import quote

from generator.analysis.evidence import cites_of
from generator.analysis.index import PathwayIndex
from generator.core.cache import ContentCache
from generator.i18n import Words, load_messages
from generator.markup import Markdown
from generator.model import Reference
from generator.references.formatter import write
from generator.references.style import Style, default_style


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A reference as the list shows it; `links` are pairs of a name and an address."""

    number: int
    reference: Reference
    label: str
    text: str
    formatted: Markdown
    """The same text with the style's italics and the like."""
    links: tuple[tuple[str, str], ...]


def bibliography(index: PathwayIndex, style: Style | None = None, cache: ContentCache | None = None) -> Mapping[str, Entry]:
    """Every reference that a statement in a box cites, by id, in the order of first citation; without a style, in our own."""
    language = index.pathway.pathway.language
    chosen, spoken = style or default_style(language), load_messages(language)
    cited = [index.references[name] for name in dict.fromkeys(_cited(index)) if name in index.references]
    suffixes = year_suffixes(cited, spoken)
    entries: dict[str, Entry] = {}
    for number, reference in enumerate(cited, 1):
        suffix = suffixes.get(reference.id, "")
        shown = write(reference, chosen, cache, suffix)
        entries[reference.id] = Entry(
            number=number,
            reference=reference,
            label=label(reference, spoken) + suffix,
            text=shown.text,
            formatted=shown.formatted,
            links=links(reference, spoken),
        )
    return entries


def year_suffixes(references: Iterable[Reference], words: Words) -> dict[str, str]:
    """Letters that tell references of one label apart, by id: the first in the order of the list is a."""
    alike: dict[str, list[str]] = {}
    for reference in references:
        if reference.issued:
            alike.setdefault(label(reference, words), []).append(reference.id)
    return {name: _letters(at) for names in alike.values() if len(names) > 1 for at, name in enumerate(names)}


def _letters(at: int) -> str:
    """Letters of a place, from 0: a to z, then aa."""
    before, last = divmod(at, len(ascii_lowercase))
    return (_letters(before - 1) if before else "") + ascii_lowercase[last]


def _cited(index: PathwayIndex) -> Iterator[str]:
    """The references in the order of first citation: by boxes, by statements in no box, and for the pathway as a whole."""
    for place in index.boxes:
        for name in index.shown_in(place.box):
            if statement := index.statements.get(name):
                yield from (citation.reference for citation in statement.cites)
        yield from (citation.reference for citation in cites_of(index, place.box))
    for statement in index.pathway.statements:
        yield from (citation.reference for citation in statement.cites)
    metadata = index.pathway.pathway
    yield from (citation.reference for citation in (metadata.grading.cites if metadata.grading else ()))
    yield from metadata.based_on


def label(reference: Reference, words: Words) -> str:
    """A reference in two or three words: “Giannini and Callen 1979”."""
    names = [author if isinstance(author, str) else author.family for author in reference.authors]
    if not names:
        who = reference.title
    elif reference.others or len(names) > 2:  # noqa: PLR2004  # two names still read well
        who = words.label_more.format(first=names[0])
    elif len(names) == 1:
        who = names[0]
    else:
        who = words.label_two.format(first=names[0], second=names[1])
    return f"{who} {reference.issued.start.year}" if reference.issued else who


def links(reference: Reference, words: Words) -> tuple[tuple[str, str], ...]:
    """Where a reference can be read."""
    known = (
        ("PubMed", reference.pmid, f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"),
        ("PMC", reference.pmcid, f"https://pmc.ncbi.nlm.nih.gov/articles/{reference.pmcid}/"),
        ("DOI", reference.doi, f"https://doi.org/{quote(reference.doi or '', safe='/')}"),
        (words.web_page, reference.url, reference.url or ""),
    )
    return tuple((name, address) for name, given, address in known if given)
