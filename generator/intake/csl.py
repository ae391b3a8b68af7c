"""References in CSL-JSON, which Zotero and Crossref write."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.bibliography.csl import OWN
from generator.intake import names
from generator.intake.records import Record, Text, Unreadable, unreadable
from generator.model import ReferenceType
from generator.source import Source, Span

SIGN = re.compile(r"\s*[\[{]")
_SPACE = re.compile(r"\s*")
_TYPES = {
    **dict.fromkeys("article-journal article-magazine article-newspaper article review journal-article".split(), ReferenceType.ARTICLE),
    **dict.fromkeys("book collection monograph edited-book reference-book".split(), ReferenceType.BOOK),
    **dict.fromkeys("chapter entry entry-dictionary entry-encyclopedia book-chapter paper-conference".split(), ReferenceType.CHAPTER),
    **dict.fromkeys("report standard regulation".split(), ReferenceType.REPORT),
    **dict.fromkeys("webpage post post-weblog".split(), ReferenceType.WEB_PAGE),
}
_KEPT = {
    "title": ("title",),
    "language": ("language",),
    "edition": ("edition",),
    "publisher": ("publisher",),
    "place": ("publisher-place",),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("page",),
    "article_number": ("number", "article-number"),
    "pmid": ("PMID",),
    "pmcid": ("PMCID",),
    "doi": ("DOI",),
    "url": ("URL",),
}
_NOTED = {"pmid": re.compile(r"\bPMID:\s*(\d{1,9})"), "pmcid": re.compile(r"\bPMCID:\s*(PMC\d{1,10})")}


def read(source: Source) -> Iterator[Record]:
    """The records of a list, or a single one; raises `Unreadable` at what is no JSON, or no record."""
    for number, (data, span) in enumerate(_items(source), 1):
        if not isinstance(data, dict):
            raise unreadable(source, span.line, span.column, "CSL-JSON", "a reference is written in braces {…}")
        yield _record(number, data, span)


def _items(source: Source) -> Iterator[tuple[Any, Span]]:
    """The entries of a list one by one, so that each knows its place."""
    text = source.text
    place = _after_space(text, 0)
    if text[place : place + 1] != "[":
        data, end = _value(source, place)
        span = source.span_at(place)
        _require(source, _after_space(text, end) == len(text), end, "nothing may follow here")
        inner = data.get("items") if isinstance(data, dict) else None
        yield from ((item, span) for item in inner) if isinstance(inner, list) else [(data, span)]
        return
    place = _after_space(text, place + 1)
    while text[place : place + 1] != "]":
        span = source.span_at(place)
        data, end = _value(source, place)
        yield data, span
        end = _after_space(text, end)
        _require(source, text[end : end + 1] in {",", "]"}, end, "a comma or a closing bracket is missing")
        place = _after_space(text, end + 1) if text[end] == "," else end
    _require(source, _after_space(text, place + 1) == len(text), place + 1, "nothing may follow the list")


def _after_space(text: str, place: int) -> int:
    return _SPACE.match(text, place).end()  # type: ignore[union-attr]  # it always matches


def _value(source: Source, place: int) -> tuple[Any, int]:
    # Numbers stay text: a volume may be 012, and a number of a million digits takes its time.
    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
    try:
        return decoder.raw_decode(source.text, place)
    except json.JSONDecodeError as error:
        raise _fault(source, error.pos, error.msg[:1].lower() + error.msg[1:]) from None
    except RecursionError:
        raise _fault(source, place, "brackets are nested too deep") from None


def _require(source: Source, condition: bool, place: int, problem: str) -> None:  # noqa: FBT001  # an assertion
    if not condition:
        raise _fault(source, place, problem)


def _fault(source: Source, place: int, problem: str) -> Unreadable:
    span = source.span_at(min(place, len(source.text)))
    return unreadable(source, span.line, span.column, "CSL-JSON", problem)


def _record(number: int, data: Mapping[str, Any], span: Span) -> Record:
    said = _text(data.get("type"))
    kind = _TYPES.get(said)
    fields = {
        key: Text(value, span)
        for key, names_ in _KEPT.items()
        if (value := next(filter(None, (_text(data.get(name)) for name in names_)), ""))
    }
    short = _text(data.get("container-title-short")) or _text(data.get("journalAbbreviation")) or _text(data.get("short-container-title"))
    if container := _text(data.get("container-title")) or short:
        chapter = kind is ReferenceType.CHAPTER
        if kind in {ReferenceType.ARTICLE, ReferenceType.CHAPTER, None}:
            fields["book_title" if chapter else "journal"] = Text(container if chapter else short or container, span)
    if kind not in {ReferenceType.ARTICLE, ReferenceType.CHAPTER, None}:
        fields.pop("article_number", None)
    if when := _issued(data.get("issued")):
        fields["issued"] = Text(when, span)
    for key, pattern in _NOTED.items():
        if key not in fields and (match := pattern.search(_text(data.get("note"))[:1000])):
            fields[key] = Text(match[1], span)
    authors, others = _people(data.get("author"))
    ours = _ours(data)
    if ours and (note := _text(data.get("note"))):
        ours["note"] = note
    return Record(number, span, said, kind, fields, authors, _people(data.get("editor"))[0], others, ours=ours)


def _ours(data: Mapping[str, Any]) -> dict[str, str]:
    """What a site made from a pathway keeps where CSL has no field for it."""
    custom = data.get("custom")
    own = custom.get(OWN) if isinstance(custom, dict) else None
    return (
        {key: value if isinstance(value, str) else str(value).lower() for key, value in own.items() if isinstance(value, str | bool)}
        if isinstance(own, dict)
        else {}
    )


def _text(value: Any) -> str:
    """A text, or the first of a list of texts, as Crossref has them."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


def _people(value: Any) -> tuple[tuple[Mapping[str, str], ...], bool]:
    entries = [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
    shown = [(entry, _text(entry.get("literal")) or _text(entry.get("name")) or _text(entry.get("family"))) for entry in entries]
    listed = tuple(_name(entry, name) for entry, name in shown if not names.others(name) and not names.nobody(name))
    return listed, any(names.others(name) for _, name in shown)


def _name(entry: Mapping[str, Any], shown: str) -> Mapping[str, str]:
    family = _text(entry.get("family"))
    if not family:
        return names.body(shown)
    particles = (_text(entry.get("dropping-particle")), _text(entry.get("non-dropping-particle")), family)
    return names.person(" ".join(filter(None, particles)), _text(entry.get("given")), _text(entry.get("suffix")))


def _issued(value: Any) -> str:
    """The date of a CSL variable as text: of its parts, or as it was typed."""
    if not isinstance(value, dict):
        return _text(value)
    parts = value.get("date-parts")
    dates = [_day(part) for part in parts[:2]] if isinstance(parts, list) else []
    written = "/".join(filter(None, dates)) or _text(value.get("raw")) or _text(value.get("literal"))
    # A season is kept beside the year, so that the author hears that the format has no place for it.
    return f"{written} season {season}" if written and (season := _text(value.get("season"))) else written


def _day(value: Any) -> str:
    parts = [_text(part) for part in value[:3]] if isinstance(value, list) else []
    return "-".join(part for part in parts if part)
