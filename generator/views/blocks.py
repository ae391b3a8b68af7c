"""Parts of a statement besides its sentence: list, steps, checklist, table, picture; and of a box: small lines, scores as tables."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from generator.core.symbols import with_minus
from generator.i18n import Words
from generator.markup import Markdown, escape
from generator.model import Score, Statement


class Cell(Markdown):
    """A cell of a table with elements of its own, the same in plain text, and in parts for scripts."""

    plain: str
    parts: Mapping[str, Any]

    def __new__(cls, text: str, plain: str, parts: Mapping[str, Any] | None = None) -> Self:
        """Make a cell of its Markdown, its plain text, and its parts if scripts tell them apart."""
        made = super().__new__(cls, text)
        made.plain, made.parts = plain, parts or {}
        return made


@dataclass(frozen=True, slots=True)
class TableView:
    """A table, and what stands above it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class ListView:
    """A list; `mark` begins each entry in Markdown, and a checklist has boxes to tick."""

    mark: Markdown
    entries: tuple[str, ...]
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class ImageView:
    """A picture, and where it is from."""

    href: Markdown
    alt: str
    source: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A small line of a box: who, by when, where, how often, when it was reviewed; `kind` has a sign, `label` is read out with it."""

    kind: Markdown
    label: str
    says: str


@dataclass(frozen=True, slots=True)
class ScoreView:
    """A score as a table to be filled in on paper."""

    anchor: Markdown
    name: str
    table: TableView
    total: str


Block = TableView | ListView | ImageView
_MARKS = {"list_": Markdown("-"), "steps": Markdown("1."), "checklist": Markdown("-")}


def blocks_of(statement: Statement, words: Words, href_of: Callable[[str], Markdown]) -> Iterator[Block]:
    """The blocks of a statement but for its doses, in the order in which readers see them.

    Args:
        statement: the statement.
        words: the words of the interface.
        href_of: gives the way to a file beside the pathway.

    """
    for key, mark in _MARKS.items():
        if entries := getattr(statement, key):
            yield ListView(mark, entries, key == "checklist")
    if statement.table:
        yield TableView(statement.table.columns, statement.table.rows)
    if image := statement.image:
        yield ImageView(href_of(image.file), image.alt, words.image_source.format(source=image.source))


def score_table(score: Score, names: Mapping[str, str], words: Words) -> TableView:
    """A score as a table: items, their options, the points, and room for what is found."""
    heads = (words.score_item, words.score_option, words.score_level if score.levels else words.score_points, words.score_found)
    rows = [(item, *row, "") for name, form in score.items.items() for item, row in _rows(names.get(name, name), form, names)]
    return TableView(heads, tuple(rows))


def again(name: str) -> Cell:
    """A name in a column that the row before has as well: seen once, and read out in each."""
    return Cell(f'<span class="pw-again">{escape(name)}</span>', name)


def _rows(item: str, form: Any, names: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The rows of an item; after the first its name is there for those alone who hear the table."""
    for number, row in enumerate(_options(form, names)):
        yield (again(item) if number else item), row


def _options(form: Any, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if isinstance(form, str):
        yield "", with_minus(form)
        return
    for option, points in form.items():
        if isinstance(points, str):
            yield names.get(option, option), with_minus(points)
        else:
            yield from ((f"{option}: {inner}", with_minus(value)) for inner, value in points.items())
