"""A pathway with given texts in every field that holds text; its structure depends on how many there are and nothing else."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from campaigns.faults.pathway import written
from campaigns.faults.shapes import SHAPES

Data = dict[str, Any]

_PER_SECTION = 10
_BRANCHING = ("question", "several", "choice")
_DOING = ("action", "caution")
_TYPES = ("chapter", "book", "report", "webpage")
JOINED = " ¦ "
"""Stands between texts that share a field of which a pathway has only one."""
WORD = "Zqzq"
"""Stands for a text that is still to come."""


def planted(texts: Sequence[str]) -> str:
    """The YAML of a pathway with each text in each field that holds text."""
    return written(_pathway(texts))


def scattered(texts: Iterator[str], copies: int) -> str:
    """The YAML of a pathway like that of so many texts, in which each field that holds text takes the next text."""
    return written(_scattered(_pathway([WORD] * copies), texts))


def _scattered(data: Any, texts: Iterator[str]) -> Any:
    match data:
        case dict():
            return {_scattered(key, texts): _scattered(value, texts) for key, value in data.items()}
        case list():
            return [_scattered(item, texts) for item in data]
        case str():
            return re.sub(WORD, lambda _: next(texts), data)


def _pathway(texts: Sequence[str]) -> Data:
    numbered = list(enumerate(texts))
    sections = [_section(place, numbered[place : place + _PER_SECTION]) for place in range(0, len(texts), _PER_SECTION)]
    return {
        "format": "2",
        "pathway": _metadata(texts),
        "rules": {"crowded-chart": {"severity": "off", "reason": JOINED.join(texts)}},
        "overview": _overview(texts, [section["id"] for section in sections]),
        "sections": sections,
        "statements": [_statement(number, text) for number, text in enumerate(texts)],
        **{
            kind: [{**_filled("treatment", text), "id": f"{kind[0]}{number}"} for number, text in enumerate(texts)]
            for kind in ("treatments", "antibodies", "circumstances")
        },
        "abbreviations": {f"{text} Kz{number}": text for number, text in enumerate(texts)},
        "references": [reference for number, text in enumerate(texts) for reference in _references(number, text)],
    }


def _filled(shape: str, text: str) -> Data:
    """A part of a pathway with the text in each of its fields that holds text."""
    values: Data = {"text": text, "prose": text, "[text]": [text], "[author]": _people(text)}
    return {key.rstrip("!"): values[spec] for key, spec in SHAPES[shape].items() if spec in values}


def _people(text: str) -> list[Data | str]:
    return [{"family": text, "given": text, "suffix": text}, text]


def _metadata(texts: Sequence[str]) -> Data:
    """Each field holds all texts: a line in another order each time, and prose as paragraphs."""
    keys = {key.rstrip("!"): spec for key, spec in SHAPES["metadata"].items()}
    return {
        "id": "planted",
        **{key: JOINED.join((*texts[place:], *texts[:place])) for place, key in enumerate(key for key in keys if keys[key] == "text")},
        **{key: "\n\n".join(texts) for key in keys if keys[key] == "prose"},
        "published": "2026-03-01",
        "evidence_until": "2025",
        "review_by": "2027-03-01",
        "authors": [*_people(texts[0]), *texts[1:]],
    }


def _overview(texts: Sequence[str], sections: Sequence[str]) -> Data:
    text = texts[-1]
    ways = [{"to": section, "label": f"{number + 1} {text}", "editorial": text} for number, section in enumerate(sections)]
    nodes = [
        _box("overview-start", "start", texts[0], 0, ["overview-fork"]),
        _box("overview-fork", "several", text, 0, [*ways, {"to": "elsewhere", "label": "0"}]),
        _box("elsewhere", "end", text, 0, []),
    ]
    return {**_filled("chart", text), "id": "overview", "boxes": nodes}


def _section(number: int, batch: Sequence[tuple[int, str]]) -> Data:
    joined = JOINED.join(text for _, text in batch)
    return {
        **_filled("section", joined),
        "id": f"section{number}",
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
    return {**_filled("chart", text), "id": f"chart{number}", "boxes": boxes}


def _box(name: str, kind: str, text: str, number: int, ways: Sequence[Any]) -> Data:
    return {
        **_filled("box", text),
        "id": name,
        "kind": kind,
        "statements": [{"statement": f"s{number}", "editorial": text}],
        "gives": [f"t{number}"] if kind == "end" else [],
        "next": list(ways),
    }


def _statement(number: int, text: str) -> Data:
    cites = [{"reference": f"{letter}{number}", "note": text} for letter in "rq"]
    about = [f"{letter}{number}" for letter in "tac"]
    return {**_filled("statement", text), "id": f"s{number}", "role": "evidence", "cites": cites, "about": about}


def _references(number: int, text: str) -> Iterator[Data]:
    """An article and something else, of which each holds what belongs to its kind."""
    for_books = dict.fromkeys(("book_title", "editors", "edition", "publisher", "place", "article_number"))
    filled = _filled("reference", text)
    article = {key: value for key, value in filled.items() if key not in for_books}
    yield {**article, "id": f"r{number}", "type": "article-journal", "issued": "2020", "directness": "wider"}
    book = {key: value for key, value in filled.items() if key in for_books}
    kind, address = _TYPES[number % len(_TYPES)], f"https://example.org/{number}"
    yield {**book, "title": text, "id": f"q{number}", "type": kind, "issued": "2021-03", "url": address}
