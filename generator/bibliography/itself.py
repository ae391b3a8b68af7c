"""The pathway as a publication: how it is cited."""

import json
from collections.abc import Iterator

from generator.bibliography.style import Style, default_style
from generator.bibliography.writing import write
from generator.model import Author, DateRange, Passport, Reference, ReferenceType
from generator.words import Words


def itself(passport: Passport, words: Words) -> Reference:
    """The pathway as a reference."""
    return Reference(
        id=passport.id,
        type=ReferenceType.WEB_PAGE,
        authors=passport.authors,
        title=passport.title,
        edition=words.cite_version.format(version=passport.version),
        issued=DateRange(passport.published),
        url=passport.address,
        language=passport.language,
    )


def cited_as(passport: Passport, words: Words, style: Style | None) -> str:
    """The pathway as a list of references names it, with its address; without a style, in our own."""
    text = write(itself(passport, words), style or default_style(passport.language)).text
    return text if not passport.address or passport.address in text else f"{text} {passport.address}"


def citation_file(passport: Passport, words: Words) -> str:
    """The pathway as a `CITATION.cff` (Citation File Format 1.2.0), which is YAML.

    The format wants an author. Where none is named it gets the editors as a body, for nobody is to be invented.
    """
    lines = {
        "cff-version": "1.2.0",
        "message": words.cite_message,
        "type": "dataset",  # The other choice is software.
        "title": passport.title,
        "version": passport.version,
        "abstract": passport.summary,
        # The format knows days alone.
        **({"date-released": str(passport.published)} if passport.published.day else {}),
        **({"url": passport.address} if passport.address else {}),
    }
    authors = passport.authors or (Author(literal=words.cite_editors.format(title=passport.title)),)
    people = ("\n".join(_person(author)) for author in authors)
    return "".join(f"{line}\n" for line in (*(f"{key}: {_quoted(value)}" for key, value in lines.items()), "authors:", *people))


def _person(author: Author) -> Iterator[str]:
    names = {"name": author.literal, "family-names": author.family, "given-names": author.given, "name-suffix": author.suffix}
    for number, (key, value) in enumerate((key, value) for key, value in names.items() if value):
        yield f"  {' ' if number else '-'} {key}: {_quoted(value)}"


def _quoted(text: str) -> str:
    """A text of JSON is one of YAML, whatever it holds, if no character is written as half of a pair."""
    return json.dumps(text, ensure_ascii=False)
