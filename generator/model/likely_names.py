"""Keys and fixed words that authors are likely to have meant: by everyday words, near spellings, and keys of other parts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, get_args

from generator.core.diagnostics import Path
from generator.core.diagnostics.suggest import nearest
from generator.model.fields import Model, key_of
from generator.model.pathway import Pathway
from generator.model.shape import keys_at

_EVERYDAY: Mapping[str, Sequence[str]] = {
    "adds": ("in addition", "add"),
    "against": ("recommendation against", "not recommended", "should not", "do not", "avoid"),
    "agreement": ("votes", "vote", "voting", "consensus"),
    "avoids": ("avoid", "against", "not", "do_not_give"),
    "choice": ("in_turn", "options", "option"),
    "cites": ("references", "reference", "sources", "source", "citations"),
    "end": ("stop", "finish"),
    "for": ("weight", "age", "whom", "patients", "population"),
    "frequency": ("how_often", "freq", "interval", "every"),
    "gives": ("give", "drug", "drugs", "treatment", "treatments"),
    "in": ("renal", "kidney", "condition", "circumstances", "findings"),
    "in_turn": ("sequence", "sequential", "turn"),
    "label": ("if", "answer", "condition"),
    "maximum": ("max", "max_dose", "maximum_dose", "limit", "at_most"),
    "next": ("options", "ways", "branches", "edges", "then", "goto"),
    "question": ("score", "decision"),
    "says": ("text", "claim", "statement"),
    "to": ("goto", "go_to", "goes_to", "goal", "destination", "target", "box", "link"),
    "treatment": ("drug", "medicine", "medication", "name"),
    "within": ("time", "deadline", "by_when", "time_limit"),
}
"""Everyday words for keys and fixed words. A near spelling can mean the opposite: “recommendation against” is like “recommendation”."""
_NEAR, _SAME = 0.6, 0.85
# A key of more parts than these says too little about where it belongs.
_MOST = 2


def likely(word: str, known: Iterable[str]) -> str | None:
    """The known key or fixed word that an author is likely to have meant, if there is one.

    Args:
        word: the word that she wrote.
        known: the words that are allowed at its place.

    """
    known = (*known,)
    folded = word.casefold().replace("-", "_").replace(" ", "_")
    everyday = (name for name in known if any(one.replace(" ", "_") == folded for one in _EVERYDAY.get(name, ())))
    return next(everyday, None) or nearest(word, known, _SAME if homes(word) else _NEAR)


def likely_meant(word: str, known: Iterable[str]) -> str:
    """A sentence with the word that an author is likely to have meant (and a space before it), or nothing."""
    meant = likely(word, known)
    return f" Did you mean “{meant}”?" if meant else ""


@cache
def homes(key: str) -> tuple[str, ...]:
    """The parts that have a key, each by the key that it is under: “statements” for “checklist”; nothing if they are many."""
    found = tuple(dict.fromkeys(part for part, fields in _parts(Pathway, "") if key in fields))
    return found if len(found) <= _MOST else ()


def _parts(model: type[Model], name: str) -> Iterator[tuple[str, set[str]]]:
    """All parts of the format below a model with their keys."""
    fields = {key_of(field): info for field, info in model.model_fields.items()}
    if name:
        yield name, {*fields}
    for key, info in fields.items():
        for below in _models(info.annotation):
            yield from _parts(below, key)


def _models(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    else:
        for part in get_args(annotation):
            yield from _models(part)


def is_label(path: Path, value: object) -> bool:
    """Whether an unknown key seems to be the label of a way, and its value the goal: “- yes: drug-a”."""
    key, is_way = str(path[-1]), path[-3:-2] == ("next",)
    is_goal = is_way and isinstance(value, str) and bool(value)
    return is_goal and not likely(key, keys_at(path[:-1])) and not any(key in fields for _, fields in _parts(Pathway, ""))
