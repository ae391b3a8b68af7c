"""Small lines of boxes and ways: who, when, where, how often, how strongly recommended."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from generator.analysis.index import BoxRef, EdgeRef, PathwayIndex
from generator.analysis.lookups import grouped
from generator.charts.chart import SmallLine, Strength, said
from generator.core.symbols import with_minus
from generator.i18n import Words
from generator.model import Edge, Kind, Role, Statement

AT_ONCE = "at once"
"""The time that has no number."""
UNGRADED = "ungraded"
_AGAINST = frozenset({Role.AGAINST, Role.CONTRAINDICATION})
_SHORT = 3
"""Grades that are no longer, such as IIa and B, are set apart by a comma."""


def box_facts(place: BoxRef, index: PathwayIndex, words: Words) -> tuple[str, ...]:
    """Who does what a box says, by when, how often, and where; the chart speaks for boxes that do not say it themselves."""
    return said(who(place, index), *times(place, words), setting_of(place, index))


def who(place: BoxRef, index: PathwayIndex) -> str:
    """Who does what a box says; empty if it is not said."""
    return ", ".join(index.pathway.team[name] for name in place.box.by or place.chart.by)


def times(place: BoxRef, words: Words) -> tuple[str, ...]:
    """By when it is done, and how often again."""
    return said(by_when(place, words), words.again.format(time=place.box.again) if place.box.again else "")


def by_when(place: BoxRef, words: Words) -> str:
    """By when it is done; empty if it is not said."""
    within = place.box.within or place.chart.within or ""
    return words.within.format(time=within) if within and within != AT_ONCE else within


def setting_of(place: BoxRef, index: PathwayIndex) -> str:
    """The name of the setting of a box; empty for none."""
    return index.pathway.settings.get(place.box.setting or place.chart.setting or "", "")


def way_limits(edge: Edge, words: Words) -> tuple[str, ...]:
    """After how long a way is taken, and how often at most."""
    return said(
        words.after.format(time=edge.after) if edge.after else "",
        words.pluralise(words.at_most, edge.at_most) if edge.at_most else "",
    )


def lines_of(place: BoxRef, index: PathwayIndex, words: Words, *, has_bands: bool) -> Iterator[SmallLine]:
    """The small lines of a box, other than those of its treatments and its grade.

    Where all boxes of a chart are done by the same person, by the same time or in the same setting, its first box says so for all of them.
    """
    box = place.box
    if box.kind in {Kind.SEVERAL, Kind.ALL}:
        yield SmallLine(words.kinds[box.kind])
    if box.in_turn:
        yield SmallLine(words.chart_lines["in_turn"])
    if box.score and (score := index.scores.get(box.score)) and score.name.casefold() not in box.title.casefold():
        yield SmallLine(score.name)
    if box.through and (detail := index.targets.get(box.through)):
        is_named = detail.chart.title.casefold() == box.title.casefold()
        form = words.chart_lines["in_detail_from"] if is_named else words.chart_lines["in_detail"]
        yield SmallLine(form.format(chart=detail.chart.title, number=index.numbers[detail.box.id]))
    yield from _here_or_throughout(place, index, words, who)
    yield from _here_or_throughout(place, index, words, lambda one, _: by_when(one, words), "clock")
    if box.again:
        yield SmallLine(words.again.format(time=box.again), "clock")
    if not has_bands:
        yield from _here_or_throughout(place, index, words, setting_of)
    if box.kind is Kind.END and (callers := _callers(index).get(place.chart.id)):
        yield SmallLine(words.chart_lines["goes_back"].format(numbers=", ".join(index.numbers[caller] for caller in callers)))


def is_throughout(place: BoxRef, index: PathwayIndex, fact: Callable[[BoxRef, PathwayIndex], str]) -> bool:
    """Whether a fact is the same for all boxes of a chart, of which there are several."""
    return len(place.chart.boxes) > 1 and len({fact(index.targets[box.id], index) for box in place.chart.boxes}) == 1


def _here_or_throughout(
    place: BoxRef, index: PathwayIndex, words: Words, fact: Callable[[BoxRef, PathwayIndex], str], sign: str = ""
) -> Iterator[SmallLine]:
    """A fact of a box; one that is the same for all boxes of its chart is at the first alone."""
    is_same = is_throughout(place, index, fact)
    if (text := fact(place, index)) and not (is_same and place.box.id != place.chart.boxes[0].id):
        yield SmallLine(words.chart_lines["throughout"].format(fact=text) if is_same else text, sign)


@lru_cache(maxsize=2)
def _callers(index: PathwayIndex) -> Mapping[str, tuple[str, ...]]:
    """The boxes that show each chart in detail, by its id."""
    details = ((place.box.id, index.targets.get(place.box.through or "")) for place in index.boxes)
    return grouped((detail.chart.id, box) for box, detail in details if detail)


def grade_of(statements: Iterable[Statement]) -> tuple[SmallLine, ...]:
    """The grade of what statements say, if all that are graded agree, also on whether it should be done.

    Of a statement that it should not be done in some patients there is none, as it would look like one for all of them.
    """
    graded = [*filter(_is_graded, statements)]
    if len({(statement.grade, statement.role in _AGAINST) for statement in graded}) != 1 or _is_against_some(graded):
        return ()
    grade, is_against = graded[0].grade, graded[0].role in _AGAINST
    text = (", " if all(len(value) <= _SHORT for value in grade) else " · ").join(grade)
    return (SmallLine(text, "barred" if is_against else "", is_grade=True),)


def strength_of(statements: Iterable[Statement]) -> Strength | None:
    """How strongly what statements say is recommended; one without a value if they differ in that."""
    graded = [*filter(_is_graded, statements)]
    if not graded or _is_against_some(graded):
        return None
    found = {Strength(statement.grade[0], statement.role in _AGAINST) for statement in graded}
    return found.pop() if len(found) == 1 else Strength("")


def _is_graded(statement: Statement) -> bool:
    return bool(statement.grade) and statement.grade != (UNGRADED,)


def _is_against_some(graded: Sequence[Statement]) -> bool:
    """Whether all that is graded is what should not be done in some patients."""
    return all(statement.role in _AGAINST for statement in graded) and any(statement.in_ for statement in graded)


def way_label(edge: EdgeRef, index: PathwayIndex, *, names_gives: bool = True) -> tuple[str, str]:
    """The label of a way, and the points or level that it asks for, which are below the label if there is one."""
    way = edge.edge
    gives = " + ".join(index.treatments[name].name for name in way.gives) if names_gives else ""
    taken_by = way.label or " / ".join(index.entries[name].name for name in way.has)
    label, limit = " · ".join(said(gives, taken_by)), with_minus(way.points or "") or way.level or ""
    return (label, limit) if label else (limit, "")


def way_note(edge: Edge, words: Words) -> str:
    """The note below the label of a way: whether it is always taken, after how long, and how often."""
    applies = words.walk["where_it_applies"] if edge.optional else ""
    return " · ".join(said(applies, words.walk["adds"] if edge.adds else "", *way_limits(edge, words)))
