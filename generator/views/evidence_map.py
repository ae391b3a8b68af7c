"""The picture of the evidence as a page shows it: bands of rows, the strongest first, and how to read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.analysis.evidence import DESIGN_RANK, STUDY_GROUPS, StudyGroup
from generator.charts.timeline import Axis, DataPoint, Fill, dated_row, legend_of_years, sign, undated_row
from generator.core.sentences import closed
from generator.markup import Markdown
from generator.model import Design, Treatment
from generator.views.base import Link
from generator.views.evidence_data import TreatmentCitation, dots, in_brief, kinds_of, uses_for, when_of, whole_axis
from generator.views.page_context import EVIDENCE, PageContext

# What stands under one heading, from the top of the picture to its foot.
_BANDS = {
    StudyGroup.SYNTHESIS: "compared",
    StudyGroup.COMPARATIVE: "compared",
    StudyGroup.SINGLE_ARM: "tried",
    StudyGroup.OBSERVATIONAL: "observed",
    StudyGroup.CASES: "observed",
    StudyGroup.NON_STUDY: "told",
    StudyGroup.UNCLASSIFIED: "told",
    StudyGroup.SOURCE_NARRATIVE: "source",
}
_CAVEAT = "caveat"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotRow:
    """A treatment and its publications: those on the time axis, and those without a date."""

    link: Link
    names: tuple[str, ...]
    is_group: bool
    brief: str
    dated: Markdown
    undated: Markdown


@dataclass(frozen=True, slots=True)
class DesignBand:
    """The treatments with much the same kind of studies behind them."""

    kind: Markdown
    anchor: Markdown
    heading: str
    rows: tuple[PlotRow, ...]


@dataclass(frozen=True, slots=True)
class MarkerSample:
    """A sign and what it means."""

    drawn: Markdown
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotView:
    """The picture with its legend: shapes, then fillings and sizes."""

    name: str
    years: Markdown
    has_undated: bool
    bands: tuple[DesignBand, ...]
    shapes: tuple[MarkerSample, ...]
    states: tuple[MarkerSample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallPlot:
    """The row of one treatment by itself."""

    caption: str
    more: Link
    years: Markdown
    dated: Markdown
    undated: Markdown


Row = tuple[Treatment, tuple[TreatmentCitation, ...]]


def rows_of(context: PageContext) -> list[Row]:
    """Every treatment of which something is said, with the references behind that, in the order of the file."""
    rows = ((treatment, uses_for(context, treatment)) for treatment in context.index.pathway.treatments)
    return [(treatment, uses) for treatment, uses in rows if uses]


def picture(context: PageContext) -> PlotView | None:
    """All treatments; None where nothing is said of any."""
    rows = rows_of(context)
    if not rows:
        return None
    axis = whole_axis(uses for _, uses in rows)
    ordered = sorted(rows, key=lambda row: _place(context, row[1]))
    bands = tuple(
        DesignBand(
            Markdown(name), Markdown(f"plot--{name}"), context.words.plot_bands[name], tuple(_row(context, row, axis) for row in same)
        )
        for name, same in groupby(ordered, key=lambda row: _band(context, row[1]))
    )
    uses = [use for _, uses in rows for use in uses]
    return PlotView(
        name=context.words.plot_name,
        years=Markdown(legend_of_years(axis) if axis else ""),
        has_undated=any(when_of(use.reference) is None for use in uses),
        bands=bands,
        shapes=tuple(_shapes(context, uses)),
        states=tuple(_states(context, uses)),
    )


def small_picture(context: PageContext, treatment: Treatment, axis: Axis | None) -> SmallPlot | None:
    """One treatment on the axis of all; None where no dated publication is cited for it."""
    uses = uses_for(context, treatment)
    dated = [use for use in uses if use.reference.issued]
    if not dated:
        return None
    drawn = dots(context, uses)
    count = _spoken(context, uses)
    design, brief = in_brief(context, uses)
    caption = context.words.plot_small.format(count=count, brief=brief) if design else f"{count}: {brief}"
    return SmallPlot(
        caption=closed(caption),
        more=Link(context.words.plot_more, context.href(EVIDENCE)),
        years=Markdown(legend_of_years(axis) if axis else ""),
        dated=Markdown(dated_row(drawn, axis, count)),
        undated=Markdown(undated_row(drawn, context.words.plot_undated)),
    )


def axis_for(context: PageContext) -> Axis | None:
    """The axis of all pictures; to be made once, as it takes every publication into account."""
    return whole_axis(uses for _, uses in rows_of(context))


def _band(context: PageContext, uses: tuple[TreatmentCitation, ...]) -> str:
    design, _ = in_brief(context, uses)
    return _BANDS[STUDY_GROUPS[design]] if design else _CAVEAT


def _place(context: PageContext, uses: tuple[TreatmentCitation, ...]) -> tuple[int, int, int]:
    """The strongest kind of study first; of the same kind, more publications first."""
    design, _ = in_brief(context, uses)
    after_all, before_source = len(DESIGN_RANK), DESIGN_RANK.index(Design.SOURCE_NARRATIVE) - 0.5
    rank = DESIGN_RANK.index(design) if design else before_source
    return int(rank * 2), -sum(not use.caveat for use in uses), after_all - len(kinds_of(uses))


def _row(context: PageContext, row: Row, axis: Axis | None) -> PlotRow:
    treatment, uses = row
    drawn = dots(context, uses)
    return PlotRow(
        link=context.to_treatment(treatment.id),
        names=treatment.abbreviations,
        is_group=bool(treatment.members),
        brief=in_brief(context, uses)[1],
        dated=Markdown(dated_row(drawn, axis, _spoken(context, uses))),
        undated=Markdown(undated_row(drawn, context.words.plot_undated)),
    )


def _spoken(context: PageContext, uses: tuple[TreatmentCitation, ...]) -> str:
    """How many publications, and from when."""
    years = sorted(use.reference.issued.start.year for use in uses if use.reference.issued)
    if not years:
        return ""
    words = context.words
    form: str = words.plot_row_year if years[0] == years[-1] else words.plot_row
    return form.format(publications=words.pluralise(words.plot_publications, len(years)), first=years[0], last=years[-1])


def _shapes(context: PageContext, uses: list[TreatmentCitation]) -> Iterator[MarkerSample]:
    """The families that occur."""
    present = {STUDY_GROUPS[use.reference.design] for use in uses}
    for family in StudyGroup:
        if family in present:
            yield MarkerSample(_sample(family), context.words.plot_families[family])


def _states(context: PageContext, uses: list[TreatmentCitation]) -> Iterator[MarkerSample]:
    """Legend of filling, outline and size, as far as they occur."""
    words = context.words.plot_states
    for fill in (Fill.FULL, Fill.HALF, Fill.NONE):
        if any(use.fill is fill for use in uses):
            yield MarkerSample(_sample(StudyGroup.UNCLASSIFIED, fill), words[fill])
    if any(use.notes for use in uses):
        yield MarkerSample(_sample(StudyGroup.UNCLASSIFIED, noted=True), words["noted"])
    if any(use.warns for use in uses):
        yield MarkerSample(_sample(StudyGroup.UNCLASSIFIED, warns=True), words["warns"])
    if any(use.reference.retracted for use in uses):
        yield MarkerSample(_sample(StudyGroup.UNCLASSIFIED, retracted=True), words["retracted"])
    sizes = "".join(_sample(StudyGroup.UNCLASSIFIED, participants=count) for count in (10, 100, 1000))
    yield MarkerSample(Markdown(sizes), words["size"])


def _sample(  # noqa: PLR0913  # what a sign can show
    family: StudyGroup,
    fill: Fill = Fill.FULL,
    *,
    noted: bool = False,
    warns: bool = False,
    retracted: bool = False,
    participants: int | None = None,
) -> Markdown:
    dot = DataPoint(
        family=family, when=None, fill=fill, participants=participants, name="", href="", noted=noted, warns=warns, retracted=retracted
    )
    drawn = f'<svg x="50%" y="50%" width="1" height="1" overflow="visible">{sign(dot)}</svg>'
    return Markdown(f'<svg class="pw-key" width="24" height="24" aria-hidden="true">{drawn}</svg>')
