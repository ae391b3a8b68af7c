"""Dates as PubMed says them: 1991 Nov-Dec."""

from generator.model import Date, DateRange

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def format_date(issued: DateRange) -> str:
    """A date or a run of dates; of the last, the year only where it is another one."""
    start = _day(issued.start)
    if issued.end is None:
        return start
    same_year = issued.end.year == issued.start.year and issued.end.month
    return f"{start}-{_day(issued.end).removeprefix(f'{issued.start.year:04} ' if same_year else '')}"


def _day(date: Date) -> str:
    return " ".join([f"{date.year:04}", *([MONTHS[date.month - 1]] if date.month else []), *([str(date.day)] if date.day else [])])
