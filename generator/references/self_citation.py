"""The pathway as a publication: how it is cited."""

import json
from collections.abc import Iterator

from generator.core.cache import ContentCache
from generator.i18n import Words
from generator.model import Author, DateRange, Metadata, Reference, ReferenceType
from generator.references.formatter import write
from generator.references.style import Style, default_style


def self_reference(metadata: Metadata, words: Words) -> Reference:
    """The pathway as a reference."""
    return Reference(
        id=metadata.id,
        type=ReferenceType.WEB_PAGE,
        authors=metadata.authors,
        title=metadata.title,
        edition=words.cite_version.format(version=metadata.version),
        issued=DateRange(metadata.published),
        url=metadata.address,
        language=metadata.language,
    )


def self_citation(metadata: Metadata, words: Words, style: Style | None, cache: ContentCache | None = None) -> str:
    """The pathway as a list of references names it, with its address; without a style, in our own."""
    text = write(self_reference(metadata, words), style or default_style(metadata.language), cache).text
    return text if not metadata.address or metadata.address in text else f"{text} {metadata.address}"


def citation_file(metadata: Metadata, words: Words) -> str:
    """The pathway as a `CITATION.cff` (Citation File Format 1.2.0), which is YAML.

    The format wants an author. Where none is named it gets the editors as a body, for nobody is to be invented.
    """
    lines = {
        "cff-version": "1.2.0",
        "message": words.cite_message,
        "type": "dataset",  # The other choice is software.
        "title": metadata.title,
        "version": metadata.version,
        "abstract": metadata.summary,
        # The format knows days alone.
        **({"date-released": str(metadata.published)} if metadata.published.day else {}),
        **({"url": metadata.address} if metadata.address else {}),
    }
    authors = metadata.authors or (words.cite_editors.format(title=metadata.title),)
    people = ("\n".join(_person(author)) for author in authors)
    return "".join(f"{line}\n" for line in (*(f"{key}: {_quoted(value)}" for key, value in lines.items()), "authors:", *people))


def _person(author: Author) -> Iterator[str]:
    if isinstance(author, str):
        yield f"  - name: {_quoted(author)}"
        return
    names = {"family-names": author.family, "given-names": author.given, "name-suffix": author.suffix}
    for number, (key, value) in enumerate((key, value) for key, value in names.items() if value):
        yield f"  {' ' if number else '-'} {key}: {_quoted(value)}"


def _quoted(text: str) -> str:
    """A text of JSON is one of YAML, whatever it holds, if no character is written as half of a pair."""
    return json.dumps(text, ensure_ascii=False)
