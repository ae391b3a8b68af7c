"""References in CSL-JSON, which Zotero and Crossref write."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from generator.core.diagnostics import Diagnostic
from generator.core.source import Source, Span
from generator.model import ReferenceType
from generator.references.csl_json import OWN
from generator.references.importers import names
from generator.references.importers.records import Record, Text, Unreadable, left_out, unreadable

SIGNATURE = re.compile(r"\s*[\[{]")
_SPACE = re.compile(r"\s*")
# Where an entry may begin behind a fault, and how many such places are tried: each costs as much as reading all the rest.
_ENTRY = re.compile(r"[,\[}]\s*\{(?=\s*\")")
_MOST_TRIED = 50
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
_SHORT = ("container-title-short", "journalAbbreviation", "short-container-title")
# Passed over without a word: not about the publication, kept by programs for themselves, or a shorter form of what is kept.
_PASSED = frozenset(
    """id type abstract keyword ISSN ISBN source custom categories citation-key citation-label citation-number title-short
    shortTitle annote archive archive_location archive-place call-number number-of-pages submitted schema language-name URL-access
    indexed reference-count content-domain created deposited score resource member prefix is-referenced-by-count references-count reference
    relation link license funder assertion update-policy alternative-id issn-type isbn-type subject published published-print
    published-online journal-issue original-title short-title container-title-short journalAbbreviation short-container-title
    content-created content-updated accepted approved posted institution-id clinical-trial-number free-to-read aliases""".split()
)
_LISTS = frozenset(("author", "editor"))
_PASSED_LIKE = ("_", "x-", "zotero", "mendeley")
_NOTED = {"pmid": re.compile(r"\bPMID:\s*(\d{1,9})"), "pmcid": re.compile(r"\bPMCID:\s*(PMC\d{1,10})")}


def read(source: Source) -> Iterator[Record | Diagnostic]:
    """The records of a list, or a single one, and an error in place of each that cannot be read."""
    for number, (data, span) in enumerate(_items(source), 1):
        if isinstance(data, Diagnostic):
            yield data
        elif isinstance(data, dict):
            yield from _record(number, data, span)
        else:
            yield unreadable(source, span.line, span.column, "CSL-JSON", "a reference must be in braces {…}").diagnostic


def _items(source: Source) -> Iterator[tuple[Any, Span]]:
    """The entries of a list one by one, so that each knows its place, and what is wrong between them."""
    text = source.text
    place = _after_space(text, 0)
    if text[place : place + 1] != "[":
        yield from _single(source, place)
        return
    place = _after_space(text, place + 1)
    while text[place : place + 1] != "]":
        span = source.span_at(min(place, len(text)))
        try:
            data, end = _value(source, place)
            yield data, span
            place = _behind(source, end)
        except Unreadable as fault:
            yield fault.diagnostic, span
            at = source.offset(fault.diagnostic.span.line, fault.diagnostic.span.column)
            if (further := _further(text, max(place, at - 1))) is None:
                return
            place = further
    if _after_space(text, place + 1) != len(text):
        yield _fault(source, place + 1, "text after the end of the list").diagnostic, source.span_at(place)


def _behind(source: Source, end: int) -> int:
    """Where the next entry begins, or the list ends."""
    end = _after_space(source.text, end)
    _require(source, source.text[end : end + 1] in {",", "]"}, end, "a comma or a closing bracket is missing")
    return _after_space(source.text, end + 1) if source.text[end] == "," else end


def _further(text: str, place: int) -> int | None:
    """Where behind a fault an entry begins that can be read."""
    for match in islice(_ENTRY.finditer(text, place), _MOST_TRIED):
        try:
            data, _ = json.JSONDecoder().raw_decode(text, match.end() - 1)
        except (ValueError, RecursionError):
            continue
        if isinstance(data, dict) and "title" in data:
            return match.end() - 1
    return None


def _single(source: Source, place: int) -> Iterator[tuple[Any, Span]]:
    span = source.span_at(place)
    try:
        data, end = _value(source, place)
        _require(source, _after_space(source.text, end) == len(source.text), end, "text after the end of the reference")
    except Unreadable as fault:
        yield fault.diagnostic, span
        return
    inner = data.get("items") if isinstance(data, dict) else None
    yield from ((item, span) for item in inner) if isinstance(inner, list) else [(data, span)]


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
        raise _fault(source, place, "brackets are nested too deeply") from None


def _require(source: Source, condition: bool, place: int, problem: str) -> None:  # noqa: FBT001  # an assertion
    if not condition:
        raise _fault(source, place, problem)


def _fault(source: Source, place: int, problem: str) -> Unreadable:
    span = source.span_at(min(place, len(source.text)))
    return unreadable(source, span.line, span.column, "CSL-JSON", problem)


def _record(number: int, data: Mapping[str, Any], span: Span) -> Iterator[Record | Diagnostic]:
    """The record, and before it the fields of which nothing is made."""
    said = _text(data.get("type"))
    kind = _TYPES.get(said)
    fields = {
        key: Text(value, span)
        for key, named in _KEPT.items()
        if (value := next(filter(None, (_text(data.get(name)) for name in named)), ""))
    }
    used = {next(name for name in _KEPT[key] if _text(data.get(name))) for key in fields}
    if (subtitle := _text(data.get("subtitle"))) and "title" in fields:
        fields["title"] = Text(f"{fields['title'].value}: {subtitle}", span)
        used.add("subtitle")
    used |= _contained(data, kind, fields, span)
    if kind not in {ReferenceType.ARTICLE, ReferenceType.CHAPTER, None} and "article_number" in fields:
        del fields["article_number"]
        used -= {*_KEPT["article_number"]}
    for key in ("issued", "accessed"):
        if when := _date(data.get(key)):
            fields[key] = Text(when, span)
            used.add(key)
    note = _text(data.get("note"))
    for key, pattern in _NOTED.items():
        if match := pattern.search(note[:1000]):
            fields.setdefault(key, Text(match[1], span))
            note = note.replace(match[0], "")
    authors, others = _people(data.get("author"))
    editors, _ = _people(data.get("editor"))
    used |= {key for key, people in (("author", authors or others), ("editor", editors)) if people}
    ours = _ours(data)
    if ours and note:
        ours["note"] = _text(data.get("note"))
    if ours or (isinstance(data.get("note"), str) and not note.strip()):
        used.add("note")
    yield from _left_out(data, used, span)
    yield Record(number=number, span=span, kind=said, type=kind, fields=fields, authors=authors, editors=editors, others=others, ours=ours)


def _contained(data: Mapping[str, Any], kind: ReferenceType | None, fields: dict[str, Text], span: Span) -> set[str]:
    """Adds the journal or the book; the fields that named it."""
    short = next(filter(None, (_text(data.get(name)) for name in _SHORT)), "")
    container = _text(data.get("container-title")) or short
    if not container or kind not in {ReferenceType.ARTICLE, ReferenceType.CHAPTER, None}:
        return set()
    chapter = kind is ReferenceType.CHAPTER
    fields["book_title" if chapter else "journal"] = Text(container if chapter else short or container, span)
    return {"container-title", *_SHORT}


def _left_out(data: Mapping[str, Any], used: set[str], span: Span) -> Iterator[Diagnostic]:
    for name, value in data.items():
        if name in _PASSED or name.startswith(_PASSED_LIKE):
            continue
        # Of a list of texts, as Crossref has them, the first is taken.
        rest = value[1:] if isinstance(value, list) and name in used - _LISTS else value if name not in used else ""
        if text := " ".join(_texts(rest)):
            yield left_out(span, name, text)


def _texts(value: Any) -> Iterator[str]:
    """The texts within a value, however deep."""
    stack = [value]
    while stack:
        match stack.pop():
            case str() as text if text.strip() and names.others(text) is names.nobody(text):
                yield text
            case list() as inner:
                stack += reversed(inner)
            case dict() as inner:
                stack += reversed([*inner.values()])


def _ours(data: Mapping[str, Any]) -> dict[str, str]:
    """Fields of our own exports that CSL does not have."""
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


def _people(value: Any) -> tuple[tuple[names.Name, ...], bool]:
    entries = [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
    shown = [(entry, _text(entry.get("literal")) or _text(entry.get("name")) or _text(entry.get("family"))) for entry in entries]
    listed = tuple(_name(entry, name) for entry, name in shown if not names.others(name) and not names.nobody(name))
    return listed, any(names.others(name) for _, name in shown)


def _name(entry: Mapping[str, Any], shown: str) -> names.Name:
    family = _text(entry.get("family"))
    if not family:
        return names.body(shown)
    particles = (_text(entry.get("dropping-particle")), _text(entry.get("non-dropping-particle")), family)
    return names.person(" ".join(filter(None, particles)), _text(entry.get("given")), _text(entry.get("suffix")))


def _date(value: Any) -> str:
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
