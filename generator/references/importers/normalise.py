"""A record becomes a reference in the format of a pathway; what cannot is left out, and said."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.core.diagnostics import Diagnostic, Message, make_diagnostic, messages, number_of
from generator.model import DesignBasis, Reference, ReferenceType, unfit_keys
from generator.references.importers import dates, publication_types, texts
from generator.references.importers.records import MAX_TEXT, Record, Text

Entry = dict[str, Any]
"""A reference as an author would write it: texts, truth as “true”, people as lists of mappings; in the order of the format."""

_CLEANED: Mapping[str, Callable[[str], str]] = {
    "book_title": lambda text: texts.unstopped(texts.plain(text)),
    "journal": texts.abbreviated,
    "language": texts.language,
    "pages": texts.pages,
    "pmcid": texts.pmcid,
    "doi": texts.doi,
}
_NUMBERS = frozenset(("volume", "issue", "pages", "article_number", "edition", "place", "publisher"))
_READ_ONLINE = frozenset((ReferenceType.WEB_PAGE, ReferenceType.REPORT))
"""Types of which the day matters on which they were read; programs keep it of all that they hold."""
_TIME = re.compile(r"[T/\s]\d{1,2}:\d{2}.*$")
# What is the editors' own, or true of another pathway alone.
_NOT_TAKEN = frozenset(("id", "type", "title", "authors", "editors", "source_number", "superseded_by"))


def normalise(record: Record) -> tuple[Entry | None, list[Diagnostic]]:
    """The entry without its id, and what was left out or is to be looked at; no entry without a title, or where a sign was lost."""
    found = list(_too_long(record))
    long = {fault.span for fault in found}
    fields = {key: text for key, text in record.fields.items() if text.value.strip() and text.span not in long}
    title, translated = texts.title(fields.pop("title", Text("", record.span)).value)
    if not title:
        return None, [*found, make_diagnostic(messages.import_title(number=record.number), record.span)]
    entry: Entry = {"type": record.type or _nearest(fields), "title": title}
    if record.type is None:
        kept = entry["type"]
        message = messages.import_type(kind=record.kind, kept=kept) if record.kind else messages.import_type_none(kept=kept)
        found.append(make_diagnostic(message, record.span))
    entry |= {
        key: [name if isinstance(name, str) else dict(name) for name in people]
        for key, people in (("authors", record.authors), ("editors", record.editors))
        if people
    }
    entry |= {key: "true" for key, told in (("others", record.others), ("title_is_translated", translated)) if told}
    if entry["type"] not in _READ_ONLINE:
        fields.pop("accessed", None)
    entry |= dict(_cleaned(fields, found))
    if design := publication_types.design(record.types):
        entry |= {"design": design, "design_basis": DesignBasis.DATABASE}
    entry |= {key: texts.plain(value) for key, value in record.ours.items() if key in Reference.model_fields and key not in _NOT_TAKEN}
    _tidy(entry)
    if refused := [*_lost(entry, record)]:
        return None, [*found, *refused]
    return _fitting(entry, record, found), found


def _lost(entry: Entry, record: Record) -> Iterator[Diagnostic]:
    """The signs that a field lost: a number without its ≥ or µ is another number."""
    for key, value in entry.items():
        names = [value] if isinstance(value, str) else value
        held = " ".join(" ".join([name] if isinstance(name, str) else name.values()) for name in names)
        place = record.fields[key].span if key in record.fields else record.places.get(key, record.span)
        for character in dict.fromkeys(filter(texts.lost, held)):
            yield make_diagnostic(_lost_character(key, character), place)


def _lost_character(key: str, character: str) -> Message:
    number = number_of(character)
    if sign := texts.meant(character):
        return messages.import_character_sign(field=key, character=number, sign=sign)
    if character == "\ufffd":
        return messages.import_character_lost(field=key, character=number)
    return messages.import_character(field=key, character=number)


def _too_long(record: Record) -> Iterator[Diagnostic]:
    for key, text in record.fields.items():
        if len(text.value) > MAX_TEXT:
            yield make_diagnostic(messages.import_left_out(field=key, value=text.value[:100]), text.span)


def _nearest(fields: Mapping[str, Text]) -> ReferenceType:
    """The type that the fields of a record speak for, where it says none that the format knows."""
    if "journal" in fields:
        return ReferenceType.ARTICLE
    if "book_title" in fields:
        return ReferenceType.CHAPTER
    return ReferenceType.WEB_PAGE if "url" in fields and "publisher" not in fields else ReferenceType.REPORT


def _cleaned(fields: Mapping[str, Text], found: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    for key, text in fields.items():
        if key in _NUMBERS and (texts.is_nothing(text.value) or texts.is_placeholder(text.value)):
            if texts.is_placeholder(text.value):
                found.append(make_diagnostic(messages.import_left_out(field=key, value=text.value), text.span))
            continue
        if key not in {"issued", "accessed"}:
            yield key, _CLEANED.get(key, texts.plain)(text.value)
            continue
        said = texts.plain(text.value)
        written, whole = dates.issued(_TIME.sub("", said) if key == "accessed" else said)
        if written and not whole:
            found.append(make_diagnostic(messages.import_date(value=text.value, kept=written), text.span))
        yield key, written or said


def _tidy(entry: Entry) -> None:
    """Puts the number of an article where it belongs, and leaves out that a text is in English, as nearly all are.

    An article is cited without the publisher of its journal, which many databases name.
    """
    if entry["type"] == ReferenceType.ARTICLE:
        entry.pop("publisher", None)
        entry.pop("place", None)
    if texts.is_article_number(entry.get("pages", "")):
        entry.setdefault("article_number", entry.pop("pages"))
    if entry.get("article_number") == entry.get("pages"):
        entry.pop("article_number", None)
    if entry.get("language", "").partition("-")[0] == "en" and "title_is_translated" not in entry:
        del entry["language"]


def _fitting(entry: Entry, record: Record, found: list[Diagnostic]) -> Entry:
    """The entry in the order of the format, without what the format refuses."""
    for key in unfit_keys({"id": "new", **entry}):
        value = entry.pop(key)
        place = record.fields.get(key, Text("", record.span)).span
        if value:
            found.append(make_diagnostic(messages.import_left_out(field=key, value=value), place))
    return {key: entry[key] for key in Reference.model_fields if key in entry}
