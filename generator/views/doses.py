"""Doses in words: a line for one row, a table for several."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.analysis.inclusion import with_included
from generator.analysis.index import PathwayIndex
from generator.analysis.lookups import grouped
from generator.charts.treatment_lines import patients_of, said_of_patients
from generator.i18n import Words
from generator.markup import Markdown, escape
from generator.model import Box, DoseRow, Statement
from generator.views.blocks import Cell, TableView, again

NOT_STATED = "not stated"
DOSED = ("gives", "continues", "reduces")
"""The verbs of a box at which doses stand."""
_KEYS = ("dose", "route", "frequency", "duration", "maximum", "note")
_NUMBER_AND_UNIT = re.compile(r"(?<=\d) (?=[^\W\d_]|%|°)")


def kept_together(text: str) -> str:
    """A text whose numbers stay with their units at the end of a line."""
    return _NUMBER_AND_UNIT.sub("\N{NO-BREAK SPACE}", text)


@dataclass(frozen=True, slots=True)
class DoseLine:
    """A row of doses in a line: for whom, and what is given."""

    patients: Markdown
    says: str


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

    def table(self, rows: Sequence[DoseRow], *, names_treatment: bool) -> TableView:
        """Rows as a table: first the treatment if it is to be named, then for whom, then what any of them says.

        Args:
            rows: the rows.
            names_treatment: whether they may be of several treatments.

        """
        words = self.words.doses
        keys = [key for key in _KEYS if any(getattr(row, key) for row in rows)]
        has_patients = any(row.for_ or row.in_ for row in rows)
        heads = [*(["treatment"] if names_treatment else []), *(["for"] if has_patients else []), *keys]
        return TableView(tuple(words[head] for head in heads), tuple(self._rows(rows, heads)))

    def _rows(self, rows: Sequence[DoseRow], heads: Sequence[str]) -> Iterator[tuple[str, ...]]:
        named = ""
        for row in rows:
            yield tuple(self._cells(row, heads, is_again=row.treatment == named))
            named = row.treatment

    def _cells(self, row: DoseRow, heads: Sequence[str], *, is_again: bool) -> Iterator[str]:
        for head in heads:
            if head == "treatment":
                yield again(self._names[row.treatment]) if is_again else self._names[row.treatment]
            elif head == "for":
                yield self._patients(row)
            else:
                yield kept_together(getattr(row, head) or "")

    def _patients(self, row: DoseRow) -> Cell:
        """Whom a row is for; what can be ticked is tagged with its ids, for scripts."""
        tags = " ".join(f'<span class="pw-tag" data-in="{name}">{escape(self._names[name])}</span>' for name in row.in_)
        text = said_of_patients(row, self._index)
        seen = " ".join(filter(None, (tags, escape(kept_together(text)) if text else "")))
        return Cell(seen, kept_together(patients_of(row, self._index)))
