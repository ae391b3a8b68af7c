"""The reference list: numbered in the order of first citation, in the manner of Vancouver."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from generator.index import Index
from generator.model import Author, Date, DateRange, Reference

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MOST_AUTHORS = 6
_LANGUAGES = {"fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "ja": "Japanese", "zh": "Chinese", "pt": "Portuguese"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference as the list shows it; `links` are pairs of a name and an address."""

    number: int
    reference: Reference
    label: str
    text: str
    links: tuple[tuple[str, str], ...]


def bibliography(index: Index) -> Mapping[str, Entry]:
    """Every reference that a statement in a box cites, by id, in the order of first citation."""
    entries: dict[str, Entry] = {}
    for name in _cited(index):
        if name not in entries and (reference := index.references.get(name)):
            entries[name] = Entry(len(entries) + 1, reference, label(reference), vancouver(reference), links(reference))
    return entries


def _cited(index: Index) -> Iterator[str]:
    for place in index.nodes:
        for name in (*(placement.statement for placement in place.node.statements), *place.node.rests_on):
            if statement := index.statements.get(name):
                yield from (citation.reference for citation in statement.cites)


def label(reference: Reference) -> str:
    """A reference in two or three words: “Giannini and Callen 1979”."""
    names = [author.family or author.literal or "" for author in reference.authors]
    if not names:
        who = reference.title
    elif reference.others or len(names) > 2:  # noqa: PLR2004  # two names still read well
        who = f"{names[0]} et al."
    else:
        who = " and ".join(names)
    return f"{who} {reference.issued.start.year}" if reference.issued else who


def vancouver(reference: Reference) -> str:
    """A reference in the manner of Vancouver (NLM), as plain text."""
    parts = [_authors(reference), _title(reference), reference.edition, *_container(reference), _when_and_where(reference)]
    text = " ".join(_stopped(part) for part in parts if part)
    language = _LANGUAGES.get(reference.language or "", reference.language)
    return f"{text} {language}." if reference.title_is_translated and language else text


def links(reference: Reference) -> tuple[tuple[str, str], ...]:
    """Where a reference can be read."""
    known = (
        ("PubMed", reference.pmid, f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"),
        ("PMC", reference.pmcid, f"https://pmc.ncbi.nlm.nih.gov/articles/{reference.pmcid}/"),
        ("DOI", reference.doi, f"https://doi.org/{quote(reference.doi or '', safe='/')}"),
        ("Web page", reference.url, reference.url or ""),
    )
    return tuple((name, address) for name, given, address in known if given)


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _authors(reference: Reference) -> str:
    names = [_name(author) for author in reference.authors]
    return ", ".join([*names[:_MOST_AUTHORS], *(["et al"] if reference.others or len(names) > _MOST_AUTHORS else [])])


def _name(author: Author) -> str:
    if author.literal:
        return author.literal
    initials = (author.given or "").replace(" ", "").replace(".", "")
    return " ".join(part for part in (author.family, initials, author.suffix) if part)


def _title(reference: Reference) -> str:
    return f"[{reference.title}]" if reference.title_is_translated else reference.title


def _container(reference: Reference) -> Iterator[str]:
    if reference.book_title:
        editors = ", ".join(map(_name, reference.editors))
        role = "editor" if len(reference.editors) == 1 else "editors"
        yield f"In: {editors}, {role}. {reference.book_title}" if editors else f"In: {reference.book_title}"
    if reference.journal:
        yield reference.journal


def _when_and_where(reference: Reference) -> str:
    publisher = ": ".join(part for part in (reference.place, reference.publisher) if part)
    date = _date(reference.issued) if reference.issued else "date unknown"
    when = f"{publisher}; {date}" if publisher else date
    issue = f"({reference.issue})" if reference.issue else ""
    where = f"{reference.volume or ''}{issue}"
    pages = reference.pages or reference.article_number
    return when + (f";{where}" if where else "") + (f":{pages}" if pages else "")


def _date(issued: DateRange) -> str:
    start = _day(issued.start)
    if issued.end is None:
        return start
    end = _day(issued.end)
    return f"{start}-{end.removeprefix(f'{issued.start.year} ')}"


def _day(date: Date) -> str:
    return " ".join(str(part) for part in (date.year, _MONTHS[date.month - 1] if date.month else None, date.day) if part)
