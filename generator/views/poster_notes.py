"""Points to note on a poster: what is said elsewhere in the boxes of a section, as a wall has none to look into."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.analysis.inclusion import expanded, with_ancestors
from generator.analysis.index import PathwayIndex
from generator.analysis.mark_kinds import ORDER, MarkKind, is_warning, kind_of
from generator.charts.chart import Chart, SmallLine
from generator.charts.poster import Notes, Paragraph
from generator.core.sentences import closed
from generator.i18n import Words
from generator.model import Box, Section, Statement
from generator.views.page_context import PageContext


def for_the_wall(chart: Chart, words: Words) -> Chart:
    """A chart whose boxes point for doses to the points to note."""
    pointer = SmallLine(words.chart_lines["doses_below"], "dose")
    there = replace(pointer, text=words.poster["doses_in_notes"])
    boxes = (replace(box, details=tuple(there if line == pointer else line for line in box.details)) for box in chart.boxes)
    return replace(chart, boxes=tuple(boxes))


def poster_notes(context: PageContext, section: Section, charts: Sequence[Chart]) -> Notes:
    """Every warning about what a section uses in its own words, doses that its charts leave out, and what no mark does not mean."""
    words = context.words
    unsafe = Paragraph(words.lens["unsafe"], (words.lens["unsafe_more"],))
    return Notes(words.poster["notes"], (*_doses(charts, words), *_warnings(context, section), unsafe))


def _doses(charts: Sequence[Chart], words: Words) -> Iterator[Paragraph]:
    for chart in charts:
        choices = {row: box for box in chart.boxes for row in box.rows}
        for box in chart.boxes:
            if box.doses_left_out:
                number = box.number or choices[box.name].number
                yield Paragraph(words.poster["doses"].format(box=f"{number} {box.title}"), box.doses_left_out)


def _warnings(context: PageContext, section: Section) -> Iterator[Paragraph]:
    """Each statement that warns, the gravest first, with the boxes on the poster that show it or use what it is about."""
    index, words = context.index, context.words
    boxes = [place.box for place in index.boxes if place.section is section]
    shown = {box.id: {*index.shown_in(box)} for box in boxes}
    near = {box.id: _near(index, box) for box in boxes}
    found: list[tuple[MarkKind, Statement, list[Box]]] = []
    for statement in filter(lambda one: is_warning(index, one), index.pathway.statements):
        using = [box for box in boxes if statement.id in shown[box.id] or near[box.id] & {*statement.treatments}]
        if using:
            found.append((kind_of(index, statement), statement, using))
    listed = {statement.id for _, statement, _ in found}
    for kind, statement, using in sorted(found, key=lambda one: ORDER.index(one[0])):
        numbers = ", ".join(index.numbers[box.id] for box in using)
        says = words.poster["note"].format(role=words.roles[kind], says=closed(statement.says), numbers=numbers)
        others = [index.statements[name].says for name in index.companions.get(statement.id, ()) if name not in listed]
        yield Paragraph("", (says, *(words.poster["read_with"].format(says=closed(other)) for other in others)))


def _near(index: PathwayIndex, box: Box) -> set[str]:
    """The treatments that a box gives or goes on with, all in them, and the groups and parts whose statements hold for these."""
    used = (*box.gives, *box.continues, *(name for edge in box.next for name in edge.gives))
    return {near for name in expanded(index, used) for near in with_ancestors(index, name)}
