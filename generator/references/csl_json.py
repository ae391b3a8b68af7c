"""References as CSL-JSON, which citation processors and reference managers read."""

from collections.abc import Iterator
from typing import Any

from generator.model import Author, Date, Reference, ReferenceType

OWN = "pathway"
"""The key under `custom` that holds what CSL has no field for, by its name in a pathway."""

_SAME = {
    "edition": "edition",
    "publisher": "publisher",
    "place": "publisher-place",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "article_number": "number",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "doi": "DOI",
    "url": "URL",
    "language": "language",
    "note": "note",
}
"""Fields that CSL has under a name of its own."""
_CSL = frozenset({"id", "type", "title", "authors", "editors", "journal", "book_title", "issued", "accessed", *_SAME})
"""All that CSL has a place for. The other fields are ours, among them those that the model gets later."""


def csl_item(reference: Reference) -> dict[str, Any]:
    """A reference as an item of CSL-JSON: plain mappings, lists, text and numbers, from which the reference can be made again.

    A translated title is in brackets, as PubMed gives it. What CSL has no field for stands under `custom`, `pathway`.
    """
    item: dict[str, Any] = {"id": reference.id, "type": reference.type.value, "title": shown_title(reference)}
    item |= {key: list(map(_name, people)) for key, people in (("author", reference.authors), ("editor", reference.editors)) if people}
    if reference.issued:
        item["issued"] = {"date-parts": [date_parts(date) for date in reference.issued if date]}
    if reference.accessed:
        item["accessed"] = {"date-parts": [date_parts(reference.accessed)]}
    item |= {key: value for name, key in _SAME.items() if (value := getattr(reference, name)) is not None}
    container, telling = _container(reference)
    item |= container
    if ours := {**dict(_ours(reference)), **telling}:
        item["custom"] = {OWN: ours}
    return item


def _ours(reference: Reference) -> Iterator[tuple[str, str | int | bool]]:
    for name, field in Reference.model_fields.items():
        value = getattr(reference, name)
        # That the editors could not tell a design is more than that they said nothing of it.
        if name not in _CSL and (value != field.default or (name == "design" and name in reference.model_fields_set)):
            yield name, value if isinstance(value, int) else str(value)


def shown_title(reference: Reference) -> str:
    """The title; in brackets where it is a translation."""
    return f"[{reference.title}]" if reference.title_is_translated else reference.title


def _container(reference: Reference) -> tuple[dict[str, str], dict[str, str]]:
    """Container: a book for a chapter, else a journal; and our own marker where that is not so."""
    names = ("book_title", "journal") if reference.type is ReferenceType.CHAPTER else ("journal", "book_title")
    given = [(name, value) for name in names if (value := getattr(reference, name)) is not None]
    if not given:
        return {}, {}
    (first, title), *second = given
    return {"container-title": title}, {**({} if first == names[0] else {"container": first}), **dict(second)}


def _name(author: Author) -> dict[str, str]:
    if isinstance(author, str):
        return {"literal": author}
    particle, family = _particle(author.family)
    parts = {"family": family, "given": author.given, "non-dropping-particle": particle, "suffix": author.suffix}
    return {key: value for key, value in parts.items() if value}


def _particle(family: str) -> tuple[str, str]:
    """The lower-case words that a family name begins with, and the rest.

    They are “non-dropping”: who wrote them into the family name would miss them there.
    """
    words = family.split(" ")
    count = next((number for number, word in enumerate(words) if not word.islower()), 0)
    return " ".join(words[:count]), " ".join(words[count:])


def date_parts(date: Date) -> list[int]:
    """A date as CSL writes it: year, month and day, as far as they are known."""
    return [part for part in date if part is not None]
