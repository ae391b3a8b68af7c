"""A pathway with given texts in every field that holds text; its structure depends on how many there are and nothing else."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from campaigns.faults.pathway import SHAPES, mapped, spec_of, written

Data = dict[str, Any]

_PARTS: Data = yaml.load(Path(__file__).with_suffix(".yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # it makes nothing but text
_SHAPES = {name: name for name in ("chart", "statement", "treatment", "findings", "circumstance", "change")} | dict.fromkeys(
    ("article", "book"), "reference"
)
_BROKEN = ("crowded-chart", "unlinked-start", "unused-abbreviation")
JOINED = " ¦ "
"""Stands between texts that share a field of which a pathway has only one."""
WORD = "Zqzq"
"""Stands for a text that is still to come."""


def planted(texts: Sequence[str]) -> str:
    """The YAML of a pathway with each text in each field that holds text."""
    return written(_pathway(texts))


def scattered(texts: Iterator[str], copies: int) -> str:
    """The YAML of a pathway like that of so many texts, in which each field that holds text takes the next text."""
    return written(mapped(_pathway([WORD] * copies), lambda text: re.sub(WORD, lambda _: next(texts), text)))


def _pathway(texts: Sequence[str]) -> Data:
    made = {
        part: [_filled(mapped(_PARTS[part], partial(_numbered, number)), shape, text) for number, text in enumerate(texts)]
        for part, shape in _SHAPES.items()
    }
    sections = [_section(texts[place : place + 10], made["chart"][place : place + 10], place) for place in range(0, len(texts), 10)]
    text = texts[-1]
    overview = _filled(_PARTS["overview"], "chart", text)
    ways = [{"to": section["id"], "label": f"{number} {text}", "editorial": text} for number, section in enumerate(sections, 1)]
    overview["boxes"][1]["next"][:0] = ways
    return {
        "format": "2",
        "pathway": _metadata(texts),
        "rules": {rule: {"severity": "off", "reason": JOINED.join(texts)} for rule in _BROKEN},
        "team": {f"p{number}": text for number, text in enumerate(texts)},
        "settings": {f"l{number}": text for number, text in enumerate(texts)},
        "overview": overview,
        "sections": sections,
        "statements": made["statement"],
        "treatments": made["treatment"],
        "findings": made["findings"],
        "circumstances": made["circumstance"],
        "changes": made["change"],
        "abbreviations": {f"{text} Kz{number}": text for number, text in enumerate(texts)},
        "references": made["article"] + made["book"],
    }


def _numbered(number: int, text: str) -> str:
    words = text.split("|")
    return words[number % len(words)].replace("%", str(number))


_ONLY = {"again": {"action", "end"}, "term": {"definition"}}
"""Keys that few kinds of boxes or roles of statements have."""


def _filled(data: Any, spec: str, text: str) -> Any:
    """A part of a pathway with the text in each field that may hold it, and is not there; without those that are empty."""
    match data:
        case dict():
            values: Data = {"text": text, "prose": text, "bare": text, "time": f"1 h {text}", "agreement": f"1 of 2 {text}"}
            values |= {"[text]": [text], "[[text]]": [[text]], "names": {text: text}, "[author]": _people(text)}
            fields = {key.rstrip("!"): values[kind] for key, kind in SHAPES[spec].items() if kind in values and _fits(key, data)}
            inner = {key: _filled(value, spec_of(spec, key), text) for key, value in data.items()}
            return {key: value for key, value in (fields | inner).items() if value}
        case list():
            return [_filled(item, spec[1:-1], text) for item in data]
        case _:
            return data


def _fits(key: str, data: Data) -> bool:
    """Whether a key has a place beside the kind or role of an entry."""
    return key not in _ONLY or bool({data.get("kind"), data.get("role")} & _ONLY[key])


def _people(text: str) -> list[Data | str]:
    return [{"family": text, "given": text, "suffix": text}, text]


def _metadata(texts: Sequence[str]) -> Data:
    """Each field holds all texts: a line in another order each time, and prose as paragraphs."""
    keys = {key.rstrip("!"): spec for key, spec in SHAPES["metadata"].items()}
    lines = [key for key in keys if keys[key] == "text"]
    made = _filled(_PARTS["metadata"], "metadata", JOINED.join(texts))
    made |= {key: JOINED.join((*texts[place:], *texts[:place])) for place, key in enumerate(lines) if key in made}
    made |= {key: "\n\n".join(texts) for key in keys if keys[key] == "prose"}
    made |= {key: [*texts] for key in keys if keys[key] == "[text]"}
    made["grading"]["axes"][0]["values"] = {text: text for text in texts}
    return {**made, "authors": [*_people(texts[0]), *texts[1:]]}


def _section(texts: Sequence[str], charts: Sequence[Data], place: int) -> Data:
    empty = {"id": f"section{place}", "synonyms": [*texts], "charts": []}
    return {**_filled(empty, "section", JOINED.join(texts)), "charts": [*charts]}
