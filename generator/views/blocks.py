"""Parts of a statement besides its sentence: grade, doses, list, steps, checklist, table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.i18n import Words
from generator.markup import Markdown
from generator.model import Counting, DoseRow, Grading, Score, Statement

_DOSE_KEYS = ("for_", "dose", "route", "frequency", "duration", "maximum", "note")


@dataclass(frozen=True, slots=True)
class TableView:
    """A table."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A list; `mark` begins each entry in Markdown."""

    mark: Markdown
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImageView:
    """A picture, and where it is from."""

    href: Markdown
    alt: str
    source: str


Block = TableView | ListView | ImageView
_MARKS = {"list_": Markdown("-"), "steps": Markdown("1."), "checklist": Markdown("- &#9744;")}


def blocks_of(statement: Statement, names: dict[str, str], words: Words, href_of: Callable[[str], Markdown]) -> tuple[Block, ...]:
    """The blocks of a statement, in the order in which readers see them.

    Args:
        statement: the statement.
        names: names of treatments and entries, by id.
        words: the words of the interface.
        href_of: gives the way to a file beside the pathway.

    """
    image = statement.image
    return (*_blocks(statement, names, words), *([ImageView(href_of(image.file), image.alt, image.source)] if image else []))


def _blocks(statement: Statement, names: dict[str, str], words: Words) -> Iterator[Block]:
    if statement.doses:
        yield dose_table(statement.doses, names, words)
    for key, mark in _MARKS.items():
        if entries := getattr(statement, key):
            yield ListView(mark, entries)
    if statement.table:
        yield TableView(statement.table.columns, statement.table.rows)


def dose_table(doses: Sequence[DoseRow], names: dict[str, str], words: Words) -> TableView:
    """Doses as a table: the treatments first, and a column for whatever a row says; a row may hold for some patients alone."""
    keys = [key for key in _DOSE_KEYS if any(_said(row, key, names) for row in doses)]
    heads = tuple(words.doses[key.rstrip("_")] for key in ("treatment", *keys))
    return TableView(heads, tuple((names[row.treatment], *(_said(row, key, names) for key in keys)) for row in doses))


def _said(row: DoseRow, key: str, names: dict[str, str]) -> str:
    text: str = getattr(row, key) or ""
    patients = " / ".join(names[name] for name in row.in_) if key == "for_" else ""
    return ", ".join(filter(None, (patients, text)))


def score_table(score: Score, names: Mapping[str, str], words: Words) -> TableView:
    """A score as a table to be filled in: items, their options, the points, an empty column, and a line for what it comes to."""
    by_level = score.counts is Counting.HIGHEST
    points, total = (words.score_level, words.score_worst) if by_level else (words.score_points, words.score_sum)
    rows = [(names.get(item, item), *row, "") for item, form in score.items.items() for row in _options(form, names)]
    return TableView((words.score_item, words.score_option, points, words.score_patient), (*rows, (total, "", "", "")))


def _options(form: Any, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if isinstance(form, str):
        yield "", form
        return
    for option, points in form.items():
        if isinstance(points, str):
            yield names.get(option, option), points
        else:
            yield from ((f"{option}: {inner}", value) for inner, value in points.items())


def grade_of(statement: Statement, grading: Grading | None, words: Words) -> str:
    """Grade and agreement of a statement in words: “Strength: strong · Certainty: low · Agreement: 14 of 15”."""
    axes = grading.axes if grading else ()
    named = zip(axes, statement.grade, strict=False) if len(axes) == len(statement.grade) > 1 else ()
    parts = [f"{axis.name}: {value}" for axis, value in named] or list(statement.grade)
    if statement.agreement:
        parts.append(words.agreement.format(share=statement.agreement))
    return " · ".join(parts)
