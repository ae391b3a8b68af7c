"""Authors: people whose names are written as those of organisations."""

import re
from collections.abc import Iterator

from generator.analysis.index import PathwayIndex
from generator.core.diagnostics import Path, Violation, messages
from generator.model import Author

# Short words in capitals that end the names of organisations: countries, and kinds of companies.
_NO_INITIALS = frozenset("UK US USA EU UN WHO AB AG BV KG LLC NV PLC SA SE SRL".split())
_OF_ORGANISATIONS = frozenset("association class committee group network panel party section society team trial unit".split())
# Kinds of words, in the order in which they make a person: “Smith J P”, “Smith JP”, “J. P. Smith”, “J P”, “JP”.
_PERSON = re.compile(r"n+(?:i+|[dt])|i+n+|i+|d")
_LONGEST = 4
"""So many words the name of a person has at most, initials included."""


def persons_as_organisations(index: PathwayIndex) -> Iterator[Violation]:
    """A bare text that looks like the name of a person: “Smith J”, “J. P. Smith”, or the “J P” that a comma cut off."""
    for path, author in _authors(index):
        if isinstance(author, str) and _is_like_person(author):
            yield Violation(messages.person_as_organisation(name=author), path)


def _authors(index: PathwayIndex) -> Iterator[tuple[Path, Author]]:
    yield from ((("pathway", "authors", number), author) for number, author in enumerate(index.pathway.pathway.authors))
    for r, reference in enumerate(index.pathway.references):
        for key, people in (("authors", reference.authors), ("editors", reference.editors)):
            yield from ((("references", r, key, number), author) for number, author in enumerate(people))


def _is_like_person(name: str) -> bool:
    words = name.replace(",", " ").split()
    has_word = bool(_OF_ORGANISATIONS & {word.lower() for word in words})
    return len(words) <= _LONGEST and not has_word and bool(_PERSON.fullmatch("".join(map(_kind, words))))


def _kind(word: str) -> str:
    """A name (n), initials that are apart (i), or two (d) or three (t) of them together."""
    letters = re.sub(r"[.-]", "", word)
    if not (letters.isalpha() and letters.isupper()) or letters in _NO_INITIALS:
        return "n"
    return "i" if letters != word else {1: "i", 2: "d", 3: "t"}.get(len(letters), "n")
