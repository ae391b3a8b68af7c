"""A pathway with given texts in every field that holds text; its structure depends on how many there are and nothing else."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import yaml

Data = dict[str, Any]

_PER_SECTION = 10
_BRANCHING = ("question", "fork", "choice")
_DOING = ("action", "caution")
_TYPES = ("chapter", "book", "report", "webpage")
_DAY = "2026-03-01"
JOINED = " ¦ "
"""Stands between texts that share a field of which a pathway has only one."""


WORD = "Zqzq"
"""Stands for a text that is still to come."""


def planted(texts: Sequence[str]) -> str:
    """The YAML of a pathway with each text in each field that holds text."""
    return yaml.dump(_pathway(texts), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10**6)


def scattered(texts: Iterator[str], copies: int) -> str:
    """The YAML of a pathway like that of so many texts, in which each field that holds text takes the next text."""
    return yaml.dump(_scattered(_pathway([WORD] * copies), texts), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10**6)


def _scattered(data: Any, texts: Iterator[str]) -> Any:
    match data:
        case dict():
            return {_scattered(key, texts): _scattered(value, texts) for key, value in data.items()}
        case list():
            return [_scattered(item, texts) for item in data]
        case str():
            return re.sub(WORD, lambda _: next(texts), data)


class _Plain(yaml.SafeDumper):
    """Writes equal parts out: our reader refuses aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # PyYAML's signature
        return True


def _pathway(texts: Sequence[str]) -> Data:
    numbered = list(enumerate(texts))
    sections = [_section(place, numbered[place : place + _PER_SECTION]) for place in range(0, len(texts), _PER_SECTION)]
    return {
        "format": "1",
        "pathway": _passport(texts),
        "settings": {"rules": {"crowded-chart": {"severity": "off", "reason": JOINED.join(texts)}}},
        "overview": _overview(texts, [section["id"] for section in sections]),
        "sections": sections,
        "statements": [_statement(number, text) for number, text in enumerate(texts)],
        **{
            kind: list(_each(texts, _subject(letter)))
            for kind, letter in (("treatments", "t"), ("antibodies", "a"), ("circumstances", "c"))
        },
        "abbreviations": {f"{text} Kz{number}": text for number, text in enumerate(texts)},
        "references": [reference for number, text in enumerate(texts) for reference in _references(number, text)],
    }


def _each(texts: Sequence[str], made: Callable[[int, str], Data]) -> Iterator[Data]:
    return (made(number, text) for number, text in enumerate(texts))


def _passport(texts: Sequence[str]) -> Data:
    lines = ("title", "short_title", "version", "summary", "review_short")
    prose = ("scope", "population", "readers", "disclaimer", "licence", "authorship", "review", "grading", "method")
    return {
        "id": "planted",
        **{key: JOINED.join((*texts[place:], *texts[:place])) for place, key in enumerate(lines)},
        "published": _DAY,
        "evidence_until": "2025",
        "review_by": "2027-03-01",
        **{key: "\n\n".join(texts) for key in prose},
        "authors": _people(texts[0]) + [{"literal": text} for text in texts[1:]],
    }


def _people(text: str) -> list[Data]:
    return [{"family": text, "given": text, "suffix": text}, {"literal": text}]


def _overview(texts: Sequence[str], sections: Sequence[str]) -> Data:
    text = texts[-1]
    ways = [{"to": section, "label": f"{number + 1} {text}", "editorial": text} for number, section in enumerate(sections)]
    nodes = [
        _box("overview-start", "start", texts[0], 0, ["overview-fork"]),
        _box("overview-fork", "fork", text, 0, [*ways, {"to": "elsewhere", "label": "0"}]),
        _box("elsewhere", "end", text, 0, []),
    ]
    return {"id": "overview", "title": text, "summary": text, "line": text, "nodes": nodes}


def _section(number: int, batch: Sequence[tuple[int, str]]) -> Data:
    joined = JOINED.join(text for _, text in batch)
    return {
        "id": f"section{number}",
        **dict.fromkeys(("title", "short_title", "summary"), joined),
        "synonyms": [text for _, text in batch],
        "charts": [_chart(place, text) for place, text in batch],
    }


def _chart(number: int, text: str) -> Data:
    """From a start by a box that branches, and one that does something, to an end."""
    branch, act, end = f"branch{number}", f"act{number}", f"end{number}"
    ways = [{"to": act, "label": text, "editorial": text}, {"to": end, "label": "Otherwise", "editorial": text}]
    boxes = [
        _box(f"start{number}", "start", text, number, [{"to": branch, "editorial": text}]),
        _box(branch, _BRANCHING[number % 3], text, number, ways),
        _box(act, _DOING[number % 2], text, number, [end]),
        _box(end, "end", text, number, []),
    ]
    return {"id": f"chart{number}", "title": text, "summary": text, "nodes": boxes}


def _box(name: str, kind: str, text: str, number: int, ways: Sequence[Any]) -> Data:
    return {
        "id": name,
        "kind": kind,
        **dict.fromkeys(("title", "line", "editorial"), text),
        "statements": [{"statement": f"s{number}", "editorial": text}],
        "treatments": [f"t{number}"] if kind == "end" else [],
        "synonyms": [text],
        "next": list(ways),
    }


def _statement(number: int, text: str) -> Data:
    cites = [{"reference": f"{letter}{number}", "note": text} for letter in "rq"]
    about = [f"{letter}{number}" for letter in "tac"]
    return {"id": f"s{number}", "role": "evidence", "says": text, "cites": cites, "about": about, "note": text}


def _subject(letter: str) -> Callable[[int, str], Data]:
    return lambda number, text: {
        "id": f"{letter}{number}",
        "name": text,
        "abbreviations": [text],
        "synonyms": [text],
        "note": text,
        "editorial": text,
    }


def _references(number: int, text: str) -> Iterator[Data]:
    said = dict.fromkeys("title journal volume issue pages population directness_note notice note".split(), text)
    yield {"id": f"r{number}", "type": "article-journal", "authors": _people(text), **said, "issued": "2020", "directness": "wider"}
    book = dict.fromkeys("title book_title edition publisher place article_number".split(), text)
    kind = _TYPES[number % len(_TYPES)]
    yield {"id": f"q{number}", "type": kind, "editors": _people(text), **book, "issued": "2021-03", "url": f"https://example.org/{number}"}
