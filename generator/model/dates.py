"""Dates as publications and editors know them: a year, a month or a day, or a run of months."""

import calendar
import datetime
import re
from typing import Annotated, Any, NamedTuple

from pydantic import PlainValidator

from generator.model.errors import validation_error
from generator.model.fields import named

_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


class Date(NamedTuple):
    """A date known to the year, the month or the day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])

    @property
    def earliest(self) -> tuple[int, int, int]:
        """The first day it can mean, for comparing dates of unlike precision."""
        return self.year, self.month or 1, self.day or 1

    @property
    def latest(self) -> tuple[int, int, int]:
        """The last day it can mean."""
        month = self.month or 12
        return self.year, month, self.day or calendar.monthrange(self.year, month)[1]


class DateRange(NamedTuple):
    """When something was published: a date, or from one date to another (`1991-11/1991-12`)."""

    start: Date
    end: Date | None = None

    def __str__(self) -> str:
        return f"{self.start}/{self.end}" if self.end else str(self.start)


def _parse(text: str) -> Date | None:
    match = _DATE.fullmatch(text)
    if not match:
        return None
    date = Date(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]  # the year always matched
    try:
        datetime.date(*date.earliest)
    except ValueError:
        return None
    return date


def is_date(text: str) -> bool:
    """Whether a text is a date of the format."""
    return _parse(text) is not None


def _date(value: Any) -> Date:
    if isinstance(value, Date):
        return value
    date = _parse(value) if isinstance(value, str) else None
    if date is None:
        raise validation_error("malformed-date", value)
    return date


def _date_range(value: Any) -> DateRange:
    if isinstance(value, DateRange):
        return value
    start, slash, end = value.partition("/") if isinstance(value, str) else ("", "", "")
    span = DateRange(_date(start), _date(end) if slash else None) if _parse(start) and (not slash or _parse(end)) else None
    if span is None or (span.end and span.end.earliest <= span.start.earliest):
        raise validation_error("malformed-date", value)
    return span


DateField = Annotated[Date, PlainValidator(_date), named("Date")]
DateRangeField = Annotated[DateRange, PlainValidator(_date_range), named("Dates")]
