"""The picture of the evidence as a page shows it: bands of rows, the strongest first, and how to read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.evidence import FAMILIES, STRONGEST_FIRST, Family
from generator.markdown import Markdown
from generator.model import Design, Treatment
from generator.pages.desk import EVIDENCE, Desk
from generator.pages.plotting import Use, dots, in_brief, kinds_of, uses_for, when_of, whole_axis
from generator.pages.views import Link
from generator.plot import Axis, Dot, Fill, aside, legend_of_years, sign, strip
from generator.sentences import closed

# What stands under one heading, from the top of the picture to its foot.
_BANDS = {
    Family.GATHERED: "compared",
    Family.COMPARED: "compared",
    Family.TRIED: "tried",
    Family.OBSERVED: "observed",
    Family.CASES: "observed",
    Family.TOLD: "told",
    Family.UNTOLD: "told",
    Family.SOURCE: "source",
}
_CAVEAT = "caveat"


@dataclass(frozen=True, slots=True)
class PlotRow:
    """A treatment and its publications: those on the time axis, and those without a date."""

    link: Link
    names: tuple[str, ...]
    is_group: bool
    brief: str
    dated: Markdown
    undated: Markdown


@dataclass(frozen=True, slots=True)
class Band:
    """The treatments with much the same kind of studies behind them."""

    kind: Markdown
    anchor: Markdown
    heading: str
    rows: tuple[PlotRow, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign and what it means."""

    drawn: Markdown
    means: str


@dataclass(frozen=True, slots=True)
class PlotView:
    """The picture with its legend: shapes, then fillings and sizes."""

    name: str
    years: Markdown
    has_undated: bool
    bands: tuple[Band, ...]
    shapes: tuple[Sign, ...]
    states: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class SmallPlot:
    """The row of one treatment by itself."""

    caption: str
    more: Link
    years: Markdown
    dated: Markdown
    undated: Markdown


Row = tuple[Treatment, tuple[Use, ...]]


def rows_of(desk: Desk) -> list[Row]:
    """Every treatment of which something is said, with the references behind that, in the order of the file."""
    rows = ((treatment, uses_for(desk, treatment)) for treatment in desk.index.pathway.treatments)
    return [(treatment, uses) for treatment, uses in rows if uses]


def picture(desk: Desk) -> PlotView | None:
    """All treatments; None where nothing is said of any."""
    rows = rows_of(desk)
    if not rows:
        return None
    axis = whole_axis(uses for _, uses in rows)
    ordered = sorted(rows, key=lambda row: _place(desk, row[1]))
    bands = tuple(
        Band(Markdown(name), Markdown(f"plot--{name}"), desk.words.plot_bands[name], tuple(_row(desk, row, axis) for row in same))
        for name, same in groupby(ordered, key=lambda row: _band(desk, row[1]))
    )
    uses = [use for _, uses in rows for use in uses]
    return PlotView(
        desk.words.plot_name,
        Markdown(legend_of_years(axis) if axis else ""),
        any(when_of(use.reference) is None for use in uses),
        bands,
        tuple(_shapes(desk, uses)),
        tuple(_states(desk, uses)),
    )


def small_picture(desk: Desk, treatment: Treatment, axis: Axis | None) -> SmallPlot | None:
    """One treatment on the axis of all; None where no dated publication is cited for it."""
    uses = uses_for(desk, treatment)
    dated = [use for use in uses if use.reference.issued]
    if not dated:
        return None
    drawn = dots(desk, uses)
    count = _spoken(desk, uses)
    design, brief = in_brief(desk, uses)
    caption = desk.words.plot_small.format(count=count, brief=brief) if design else f"{count}: {brief}"
    return SmallPlot(
        closed(caption),
        Link(desk.words.plot_more, desk.href(EVIDENCE)),
        Markdown(legend_of_years(axis) if axis else ""),
        Markdown(strip(drawn, axis, count)),
        Markdown(aside(drawn, desk.words.plot_undated)),
    )


def axis_for(desk: Desk) -> Axis | None:
    """The axis of all pictures; to be made once, as it takes every publication into account."""
    return whole_axis(uses for _, uses in rows_of(desk))


def _band(desk: Desk, uses: tuple[Use, ...]) -> str:
    design, _ = in_brief(desk, uses)
    return _BANDS[FAMILIES[design]] if design else _CAVEAT


def _place(desk: Desk, uses: tuple[Use, ...]) -> tuple[int, int, int]:
    """The strongest kind of study first; of the same kind, more publications first."""
    design, _ = in_brief(desk, uses)
    after_all, before_source = len(STRONGEST_FIRST), STRONGEST_FIRST.index(Design.SOURCE_NARRATIVE) - 0.5
    rank = STRONGEST_FIRST.index(design) if design else before_source
    return int(rank * 2), -sum(not use.caveat for use in uses), after_all - len(kinds_of(uses))


def _row(desk: Desk, row: Row, axis: Axis | None) -> PlotRow:
    treatment, uses = row
    drawn = dots(desk, uses)
    return PlotRow(
        desk.to_treatment(treatment.id),
        treatment.abbreviations,
        bool(treatment.members),
        in_brief(desk, uses)[1],
        Markdown(strip(drawn, axis, _spoken(desk, uses))),
        Markdown(aside(drawn, desk.words.plot_undated)),
    )


def _spoken(desk: Desk, uses: tuple[Use, ...]) -> str:
    """How many publications, and from when."""
    years = sorted(use.reference.issued.start.year for use in uses if use.reference.issued)
    if not years:
        return ""
    words = desk.words
    form: str = words.plot_row_year if years[0] == years[-1] else words.plot_row
    return form.format(publications=words.counted(words.plot_publications, len(years)), first=years[0], last=years[-1])


def _shapes(desk: Desk, uses: list[Use]) -> Iterator[Sign]:
    """The families that occur."""
    present = {FAMILIES[use.reference.design] for use in uses}
    for family in Family:
        if family in present:
            yield Sign(_sample(family), desk.words.plot_families[family])


def _states(desk: Desk, uses: list[Use]) -> Iterator[Sign]:
    """Legend of filling, outline and size, as far as they occur."""
    words = desk.words.plot_states
    for fill in (Fill.FULL, Fill.HALF, Fill.NONE):
        if any(use.fill is fill for use in uses):
            yield Sign(_sample(Family.UNTOLD, fill), words[fill])
    if any(use.notes for use in uses):
        yield Sign(_sample(Family.UNTOLD, noted=True), words["noted"])
    if any(use.warns for use in uses):
        yield Sign(_sample(Family.UNTOLD, warns=True), words["warns"])
    if any(use.reference.retracted for use in uses):
        yield Sign(_sample(Family.UNTOLD, retracted=True), words["retracted"])
    sizes = "".join(_sample(Family.UNTOLD, participants=count) for count in (10, 100, 1000))
    yield Sign(Markdown(sizes), words["size"])


def _sample(  # noqa: PLR0913  # what a sign can show
    family: Family,
    fill: Fill = Fill.FULL,
    *,
    noted: bool = False,
    warns: bool = False,
    retracted: bool = False,
    participants: int | None = None,
) -> Markdown:
    dot = Dot(family, None, fill, participants, "", "", noted, warns, retracted)
    drawn = f'<svg x="50%" y="50%" width="1" height="1" overflow="visible">{sign(dot)}</svg>'
    return Markdown(f'<svg class="pw-key" width="24" height="24" aria-hidden="true">{drawn}</svg>')
