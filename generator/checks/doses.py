"""Doses: each with its number and unit, in a notation that nobody misreads, and no two for one use."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from generator.analysis.index import PathwayIndex
from generator.core.diagnostics import Path, Violation, messages
from generator.model import DoseRow, Statement

NOT_STATED = "not stated"
_UNIT = re.compile(r"[^\W\d_]|[%‰°]")
_BY_WEIGHT = re.compile(r"/\s*kg\b", re.IGNORECASE)
# What is misread, and what to write: a zero behind the point for ten times as much, a point without a zero before it likewise.
_UNSAFE: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<![\d.,])(\d+)(?:\.0+|,0{1,2})(?![\d.,]*\d)"), r"\1"),
    (re.compile(r"(?<![\d.,])([.,]\d)"), r"0\1"),
    (re.compile(r"(?<=\d)\s*U(?![^\W_])"), " units"),
    (re.compile(r"\s*(?:[µμ]g|\bmcg|(?<=\d)mcg)(?![^\W_])"), " micrograms"),
)
# Latin short forms, which English sources write, and what is read in their place; “on” and “am” are words unless in capitals.
_SHORT = {
    "od": "once a day",
    "qd": "once a day",
    "bd": "twice a day",
    "bid": "twice a day",
    "tds": "three times a day",
    "tid": "three times a day",
    "qds": "four times a day",
    "qid": "four times a day",
    "qod": "every other day",
    "eod": "every other day",
    "prn": "when needed",
    "OM": "every morning",
    "ON": "every night",
    "HS": "at bedtime",
}
_DOTTED = "|".join(r"\.?".join(short) for short in _SHORT)
_SHORT_FORM = re.compile(rf"\b(?:{_DOTTED})\b\.?", re.IGNORECASE)
_HOURLY = re.compile(r"\bq\.?\s*(\d+)\s*h(?:ours|r?s?)?\b\.?", re.IGNORECASE)
_MASS = re.compile(r"(\d+(?:[.,]\d+)?)(m?g)(?![^\W\d_])")


def _rows(index: PathwayIndex) -> Iterator[tuple[Statement, DoseRow, Path]]:
    for s, statement in enumerate(index.pathway.statements):
        for r, row in enumerate(statement.doses):
            yield statement, row, ("statements", s, "doses", r)


def _values(index: PathwayIndex) -> Iterator[tuple[str, str, Path]]:
    """Doses and maximums of all rows: the key, the text, and its path; not where the source does not state them."""
    for _, row, path in _rows(index):
        for key in ("dose", "maximum"):
            value = getattr(row, key)
            if value and value.casefold() != NOT_STATED:
                yield key, value, (*path, key)


def unmeasured_doses(index: PathwayIndex) -> Iterator[Violation]:
    """A dose that does not say how much."""
    for key, value, path in _values(index):
        if not any(letter.isnumeric() for letter in value):
            yield Violation(messages.dose_without_number(value=value), path)
        elif not _UNIT.search(value):
            yield Violation(messages.dose_without_unit(key=key, value=value), path)


def unsafe_notations(index: PathwayIndex) -> Iterator[Violation]:
    """A dose in a notation that is known to be misread."""
    for _, value, path in _values(index):
        fixed = value
        for pattern, said in _UNSAFE:
            fixed = pattern.sub(said, fixed)
        if fixed != value:
            yield Violation(messages.unsafe_dose(value=value, fixed=fixed.strip()), path)
    yield from _short_forms(index)


def _short_forms(index: PathwayIndex) -> Iterator[Violation]:
    """Short forms of how often a dose is given, in pathways in English."""
    if not index.pathway.pathway.language.casefold().startswith("en"):
        return
    for _, row, path in _rows(index):
        for key in ("dose", "frequency", "maximum"):
            value = getattr(row, key) or ""
            fixed = _HOURLY.sub(r"every \1 h", _SHORT_FORM.sub(_in_words, value))
            if fixed != value:
                yield Violation(messages.unsafe_dose(value=value, fixed=fixed.strip()), (*path, key))


def _in_words(short: re.Match[str]) -> str:
    letters = short[0].replace(".", "")
    return _SHORT.get(letters) or _SHORT.get(letters.casefold()) or short[0]


def unlimited_doses(index: PathwayIndex) -> Iterator[Violation]:
    """A dose by weight without its maximum."""
    for _, row, path in _rows(index):
        if _BY_WEIGHT.search(row.dose) and not row.maximum:
            yield Violation(messages.unlimited_dose(dose=row.dose), (*path, "dose"))


def conflicting_doses(index: PathwayIndex) -> Iterator[Violation]:
    """Two rows of one treatment for the same use, with another dose or maximum."""
    seen: dict[tuple[str, ...], tuple[DoseRow, Path]] = {}
    for statement, row, path in _rows(index):
        whom = (*sorted({*(row.in_ or statement.in_)}), "", *sorted({*(row.with_ or statement.with_)}))
        use = (row.treatment, _folded(row.for_), _folded(row.route), str(statement.together), *whom)
        first, place = seen.setdefault(use, (row, path))
        key = next((key for key in ("dose", "maximum") if _evened(getattr(first, key)) != _evened(getattr(row, key))), "")
        if key and not (key == "maximum" and not (first.maximum and row.maximum)):
            related = (*place, key)
            message = messages.conflicting_dose(
                id=row.treatment, key=key, value=getattr(row, key), first=getattr(first, key), related=related
            )
            yield Violation(message, (*path, key))


def _folded(text: str | None) -> str:
    return "".join((text or "").split()).casefold()


def _evened(text: str | None) -> str:
    """A dose without what makes no difference: spaces, and whether it is in grams or milligrams."""
    return _MASS.sub(_in_milligrams, _folded(text))


def _in_milligrams(mass: re.Match[str]) -> str:
    number = Decimal(mass[1].replace(",", ".")) * (1 if mass[2] == "mg" else 1000)
    return f"{number.normalize():f}mg"
