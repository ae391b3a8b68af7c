"""Doses in words: a line for one row, a table for several."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from generator.analysis.inclusion import with_included, with_members
from generator.analysis.index import PathwayIndex
from generator.analysis.lookups import grouped
from generator.charts.treatment_lines import beside_in, patients_of, said_of_patients
from generator.i18n import Words
from generator.markup import Markdown, escape
from generator.model import Box, DoseRow, Statement
from generator.views.blocks import Cell, TableView, again

_Row = TypeVar("_Row")
_NOT_NAMED = Markdown("")
NOT_STATED = "not stated"
DOSED = ("gives", "continues", "reduces")
"""The verbs of a box at which doses stand."""
_MOST_LINES = 2
"""So many rows of doses of an option stand beside it; of more, it says where they are."""
_KEYS = ("dose", "route", "frequency", "duration", "maximum", "note")
_NUMBER_AND_UNIT = re.compile(r"(?<=\d) (?=[^\W\d_]|%|°)")


def by_treatment(rows: Iterable[_Row], treatment_of: Callable[[_Row], str]) -> list[_Row]:
    """Rows of several statements with those of one treatment together, in the order in which the treatments first come."""
    found = [*rows]
    order = [*dict.fromkeys(map(treatment_of, found))]
    return sorted(found, key=lambda row: order.index(treatment_of(row)))


def kept_together(text: str) -> str:
    """A text whose numbers stay with their units at the end of a line."""
    return _NUMBER_AND_UNIT.sub("\N{NO-BREAK SPACE}", text)


@dataclass(frozen=True, slots=True)
class DoseLine:
    """A row of doses in a line: for whom, after the treatment if it is named, and what is given; `drug` is the id of that treatment."""

    patients: Markdown
    says: str
    drug: Markdown = _NOT_NAMED


class Doses:
    """Doses of a pathway in words.

    Args:
        index: the pathway.
        words: the words of the interface.

    """

    def __init__(self, index: PathwayIndex, words: Words) -> None:
        self._index, self.words = index, words
        self._names: Mapping[str, str] = {name: subject.name for name, subject in index.subjects.items()}

    def given_in(self, box: Box, treatment: str) -> list[DoseRow]:
        """The rows that the statements of a box have for a treatment, for members of a group or for parts of a regimen."""
        inner = with_included(self._index, treatment)
        stated = (self._index.statements[name] for name in dict.fromkeys(self._index.shown_in(box)))
        return [row for statement in stated for row in statement.doses if row.treatment in inner]

    def lines(self, box: Box, gives: Sequence[str], *, is_option: bool) -> tuple[DoseLine, ...]:
        """The doses of what a box or an option of it gives, each with its treatment if that is not the one given.

        Many are in a table of the box: an option has those there that a statement of the box states, and no others.
        """
        rows = by_treatment((row for name in gives for row in self.given_in(box, name)), lambda row: row.treatment)
        stated = [row for placed in self._index.placements(box) for row in self._index.statements[placed.statement].doses]
        if len(rows) > _MOST_LINES and (not is_option or all(row in stated for row in rows)):
            return (DoseLine(Markdown(""), self.words.doses_in_table),)
        is_named = len({*gives, *(row.treatment for row in rows)}) > 1
        return tuple(map(self._named if is_named else self.line, rows))

    def _named(self, row: DoseRow) -> DoseLine:
        """A row as a line that begins with the name of its treatment: “Ice tea, below 1 kg: 10 ml”."""
        line, name = self.line(row), escape(self._names[row.treatment])
        return replace(line, patients=Markdown(", ".join(filter(None, (name, line.patients)))), drug=Markdown(row.treatment))

    def line(self, row: DoseRow) -> DoseLine:
        """A row as a line: “10 ml by mouth every 4 h (at most 200 ml a day)”."""
        dose = self.words.dose_line["not_stated"] if row.dose == NOT_STATED else row.dose
        maximum = row.maximum and self._maximum(row.maximum)
        duration = row.duration and self.words.dose_line["duration"].format(duration=row.duration)
        says = " ".join(filter(None, (dose, row.route, row.frequency, duration, f"({maximum})" if maximum else "")))
        return DoseLine(self._patients(row), kept_together(f"{says}. {row.note}" if row.note else says))

    def _maximum(self, maximum: str) -> str:
        if maximum == NOT_STATED:
            return str(self.words.dose_line["no_maximum"])
        return str(self.words.dose_line["maximum"].format(maximum=maximum))

    def about(self, treatment: str) -> Iterator[tuple[Statement, DoseRow]]:
        """Every row for a treatment, for members of a group or for parts of a regimen, with the statement that states it."""
        found = sorted(at for name in with_included(self._index, treatment) for at in self._places_of.get(name, ()))
        return (self._rows_in_order[at] for at in found)

    @cached_property
    def _rows_in_order(self) -> Sequence[tuple[Statement, DoseRow]]:
        return [(statement, row) for statement in self._index.pathway.statements for row in statement.doses]

    @cached_property
    def _places_of(self) -> Mapping[str, tuple[int, ...]]:
        return grouped((row.treatment, at) for at, (_, row) in enumerate(self._rows_in_order))

    def only_line(self, treatment: str, rows: Sequence[DoseRow]) -> DoseLine | None:
        """The dose of a treatment if it has one row, which is its own; nothing where a table has to say more."""
        return self.line(rows[0]) if [row.treatment for row in rows] == [treatment] else None

    def of_statement(self, rows: Sequence[DoseRow]) -> TableView | None:
        """The doses that a statement states, which name their treatments."""
        return self.table(rows, names_treatment=True) if rows else None

    def table(self, rows: Sequence[DoseRow], *, names_treatment: bool, is_parted: bool = False) -> TableView:
        """Rows as a table: first the treatment if it is to be named, then for whom, then what any of them says.

        Args:
            rows: the rows.
            names_treatment: whether they may be of several treatments.
            is_parted: whether a walk parts them by treatment.

        """
        words = self.words.doses
        keys = [key for key in _KEYS if any(getattr(row, key) for row in rows)]
        has_patients = any(row.for_ or row.in_ or row.with_ for row in rows)
        heads = [*(["treatment"] if names_treatment else []), *(["for"] if has_patients else []), *keys]
        return TableView(tuple(words[head] for head in heads), tuple(self._rows(rows, heads, is_known=is_parted)))

    def _rows(self, rows: Sequence[DoseRow], heads: Sequence[str], *, is_known: bool) -> Iterator[tuple[str, ...]]:
        named, is_known = "", is_known or (len(rows) > 1 and any(row.in_ or row.with_ for row in rows))
        for row in rows:
            name = self._names[row.treatment]
            shown = again(name) if row.treatment == named else name
            treatment = _known(row.treatment, name, is_again=row.treatment == named) if is_known else shown
            yield tuple(self._cells(row, heads, treatment))
            named = row.treatment

    def _cells(self, row: DoseRow, heads: Sequence[str], treatment: str) -> Iterator[str]:
        for head in heads:
            if head == "treatment":
                yield treatment
            elif head == "for":
                cell = self._patients(row)
                yield Cell(f"<span data-for>{cell}</span>", cell.plain, cell.parts) if cell and not (row.in_ or row.with_) else cell
            else:
                yield kept_together(getattr(row, head) or "")

    def _patients(self, row: DoseRow) -> Cell:
        """Whom a row is for; what can be ticked, and beside what it holds, is tagged with its ids, for scripts."""
        beside = [*self._beside(row)]
        tags = [f'<span class="pw-tag" data-in="{name}">{escape(self._names[name])}</span>' for name in row.in_]
        tags += [f'<span class="pw-tag" data-with="{" ".join(one["ids"])}">{escape(one["text"])}</span>' for one in beside]
        text = kept_together(said_of_patients(row, self._index, self.words))
        seen = " ".join(filter(None, (*tags, escape(text) if text else "")))
        plain = kept_together(patients_of(row, self._index, self.words))
        return Cell(seen, plain, {"in": row.in_, "with": beside, "text": text} if seen else None)

    def _beside(self, row: DoseRow) -> Iterator[dict[str, Any]]:
        """Each treatment beside which a row holds, in words, and the ids that are meant by its name, its own first."""
        for name, text in zip(row.with_, beside_in(row, self._index, self.words), strict=True):
            yield {"ids": [name, *sorted(with_members(self._index, name) - {name})], "text": text}


def _known(treatment: str, name: str, *, is_again: bool) -> Cell:
    """The treatment of a row as scripts know it that sort or part rows; a name that the row before has as well is seen once."""
    hidden = ' class="pw-again"' if is_again else ""
    return Cell(f'<span{hidden} data-drug="{treatment}">{escape(name)}</span>', name, {"drug": treatment, "text": name})
