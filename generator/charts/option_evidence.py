"""Grade or strongest kind of study behind an option that gives something."""

from collections.abc import Iterable, Iterator, Sequence

from generator.analysis.evidence import Evidence, cites_of, of_box, of_statements
from generator.analysis.inclusion import with_ancestors, with_included
from generator.analysis.index import BoxRef, PathwayIndex
from generator.analysis.marks import is_warning
from generator.charts.chart import SmallLine
from generator.charts.facts import grade_of
from generator.charts.options import Way
from generator.i18n import Words
from generator.model import Statement


def option_lines(way: Way, index: PathwayIndex, words: Words) -> Iterator[SmallLine]:
    """The grade of what is said of an option, or else the strongest kind of study behind it; nothing for a way that gives nothing."""
    edge = way.ref.edge
    place, gives = (way.ref.source, edge.gives) if edge.gives else (way.goal, way.goal.box.gives)
    if not gives:
        return
    said = [*said_of_given(place, gives, index)]
    if grade := grade_of(said):
        yield from grade
    elif evidence := evidence_of_given(place, said, index, is_box=not edge.gives):
        yield SmallLine(kind_shown(evidence, words), "study")


def said_of_whole(place: BoxRef, options: Sequence[Way], index: PathwayIndex) -> Iterator[Statement]:
    """The statements of a box, but for those about what some of its options give and others do not: they speak for those options alone."""
    of_each: list[set[str]] = [
        {said.id for said in said_of_given(place, way.ref.edge.gives or way.goal.box.gives, index)} for way in options
    ]
    of_some = {name for said in of_each for name in said if not all(name in other for other in of_each)}
    statements = (index.statements[placement.statement] for placement in index.placements(place.box))
    yield from (statement for statement in statements if statement.id not in of_some)


def said_of_given(place: BoxRef, gives: Iterable[str], index: PathwayIndex) -> Iterator[Statement]:
    """The statements of a box about what is given, but for those that warn of it."""
    near = {other for name in gives for other in (*with_ancestors(index, name), *with_included(index, name))}
    for name in dict.fromkeys(index.shown_in(place.box)):
        statement = index.statements[name]
        if near & {*statement.treatments} and not is_warning(index, statement):
            yield statement


def evidence_of_given(place: BoxRef, said: Sequence[Statement], index: PathwayIndex, *, is_box: bool) -> Evidence | None:
    """The evidence for what is said of treatments; if nothing is said, for the box that gives them, unless it cites nothing."""
    if said:
        return of_statements(index, said)
    evidence = of_box(index, place.box)
    return evidence if is_box and (evidence.references or cites_of(index, place.box)) else None


def kind_shown(evidence: Evidence, words: Words) -> str:
    """The strongest kind of study in a word, and how many of the publications cited are of it if others are not."""
    if evidence.strongest is None:
        return str(words.badge_retracted)
    kind: str = words.badges[evidence.strongest]
    count, cited = len(evidence.strongest_references), len(evidence.publications)
    return str(words.badge_share.format(kind=kind, count=count, all=cited)) if count < cited else kind
