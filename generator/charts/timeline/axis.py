"""The time axis: which years it spans, and where it is marked."""

from collections.abc import Iterable
from dataclasses import dataclass

_MOST_TICKS = 6
"""As many years as can be written side by side in the narrowest strip."""
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Axis:
    """A span of time in years, `first` before `last`, with the years that are marked."""

    first: float
    last: float
    ticks: tuple[int, ...]

    def at(self, when: float) -> float:
        """Where a time lies, from 0 at the axis' beginning to 1 at its end."""
        return (when - self.first) / (self.last - self.first)


def axis_of(times: Iterable[float]) -> Axis | None:
    """The axis on which all of these times lie, or None without any; it begins at a round year and ends with the last year."""
    years = sorted({int(when) for when in times})
    if not years:
        return None
    first, last = years[0], years[-1] + 1
    step = next(step for step in _STEPS if (last - first // step * step) // step < _MOST_TICKS)
    begin = first // step * step
    return Axis(begin, last, tuple(range(begin, last + (step == 1 and last - begin > 1), step)))
