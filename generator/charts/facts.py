"""Small lines of boxes and ways: who, when, where, how often."""

from generator.analysis.index import BoxRef, PathwayIndex
from generator.charts.chart import said
from generator.i18n import Words
from generator.model import Edge


def box_facts(place: BoxRef, index: PathwayIndex, words: Words, *, names_setting: bool = True) -> tuple[str, ...]:
    """Who does what a box says, by when, how often, and where; the chart speaks for boxes that do not say it themselves."""
    box, chart = place.box, place.chart
    setting = setting_of(place, index) if names_setting else ""
    return said(
        ", ".join(index.pathway.team[name] for name in box.by or chart.by),
        box.within or chart.within or "",
        words.again.format(time=box.again) if box.again else "",
        setting,
    )


def setting_of(place: BoxRef, index: PathwayIndex) -> str:
    """The name of the setting of a box; empty for none."""
    return index.pathway.settings.get(place.box.setting or place.chart.setting or "", "")


def way_limits(edge: Edge, words: Words) -> tuple[str, ...]:
    """After how long a way is taken, and how often at most."""
    return said(
        words.after.format(time=edge.after) if edge.after else "",
        words.pluralise(words.at_most, edge.at_most) if edge.at_most else "",
    )
