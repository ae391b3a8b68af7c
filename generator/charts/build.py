"""Charts of a pathway as chart objects."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from generator.analysis.index import BoxRef, ChartRef, EdgeRef, PathwayIndex
from generator.analysis.marks import Patient, marking_of
from generator.charts.chart import BACK, LINK, OPTION, THEN, Chart, ChartBox, ChartEdge, SmallLine
from generator.charts.facts import grade_of, is_throughout, lines_of, setting_of, strength_of, way_label, way_note
from generator.charts.layout.graph import reachable
from generator.charts.option_evidence import option_lines, said_of_whole
from generator.charts.options import Way, given_in_options, is_option, is_row, ways_of
from generator.charts.treatment_lines import doses_left_out, option_doses, option_doses_left_out, treatment_lines
from generator.i18n import Words
from generator.model import Box, Kind, Statement

_NOBODY = Patient()

Addresses = Callable[[BoxRef], str]
Key = TypeVar("Key", str, tuple[str, int], tuple[str, str])


def make_chart(place: ChartRef, index: PathwayIndex, words: Words, address_of: Addresses) -> Chart:
    """Make the chart object of a chart of the pathway.

    Args:
        place: the chart.
        index: the pathway.
        words: the words of the interface.
        address_of: gives the address behind a box.

    """
    return _Maker(place, index, words, address_of).chart()


class _Maker:
    """Makes one chart; boxes are known by their ids, and ways by their box and their place there."""

    def __init__(self, place: ChartRef, index: PathwayIndex, words: Words, address_of: Addresses) -> None:
        self.place, self.index, self.words, self.address_of = place, index, words, address_of
        self.own = [index.targets[node.id] for node in place.chart.boxes]
        self.ways = {box.box.id: [*ways_of(box, index)] for box in self.own}
        self.leaving = _leaving(way for ways in self.ways.values() for way in ways)
        self.names = _numbered("n", self.ways) | _numbered("x", self.leaving)
        every = [way for ways in self.ways.values() for way in ways]
        self.options = _numbered("o", ((way.source.id, way.at) for way in every if is_option(way, index)))
        self.back = _numbered("b", ((way.source.id, way.goal.box.id) for way in every if self._goes_back(way)))

    def chart(self) -> Chart:
        """Each box with its options and with what sends back from it, then the boxes of other charts; and all edges."""
        boxes = [drawn for place in self.own for drawn in (self._box(place), *self._options(place), *self._back(place))]
        return Chart(boxes=(*boxes, *self._links()), edges=tuple(edge for ways in self.ways.values() for edge in self._edges(ways)))

    @cached_property
    def _has_bands(self) -> bool:
        """Whether settings are bands: a single box names its own in a small line, and so does the first for a whole chart."""
        several = sum(bool(setting_of(box, self.index)) for box in self.own) > 1
        return several and not is_throughout(self.own[0], self.index, setting_of)

    @cached_property
    def _targets(self) -> dict[str, list[str]]:
        return {name: [way.goal.box.id for way in ways] for name, ways in self.ways.items()}

    def _goes_back(self, way: Way) -> bool:
        """Whether a way goes back to a choice of this chart whose options are tried in turn: no line is drawn up to it."""
        goal = way.goal.box
        is_here = goal.id in self.ways and goal.in_turn and not is_option(way, self.index)
        return is_here and way.source.id in reachable(goal.id, self._targets)

    def _box(self, place: BoxRef) -> ChartBox:
        return ChartBox(
            name=self.names[place.box.id],
            title=self._drug_first(place.box) or place.box.title,
            kind=place.box.kind.value,
            href=self.address_of(place),
            number=self.index.numbers[place.box.id],
            rows=tuple(filter(None, (self._row(way) for way in self.ways[place.box.id]))),
            details=tuple(self._lines(place)),
            doses_left_out=doses_left_out(*self._dosing(place), self.index, self.words),
            setting=self._band_of(place),
            has_detail=place.box.through is not None,
            longest_mark=self._longest_mark(place.box.id) if place.box.id in self._ways_to_rows else "",
            strength=strength_of(self._said(place)),
        )

    def _band_of(self, place: BoxRef) -> str:
        return setting_of(place, self.index) if self._has_bands else ""

    def _row(self, way: Way) -> str | None:
        """The name of the row that a way of a choice is, or leads to."""
        return self.options.get((way.source.id, way.at)) or (self.names[way.goal.box.id] if is_row(way, self.index) else None)

    def _lines(self, place: BoxRef) -> Iterator[SmallLine]:
        box, index, words = place.box, self.index, self.words
        if self._drug_first(box):
            yield SmallLine(box.title)
        yield from lines_of(place, index, words, has_bands=self._has_bands)
        yield from treatment_lines(*self._dosing(place), index, words)
        way = self._ways_to_rows.get(box.id)
        yield from grade_of(self._said(place)) or (option_lines(way, index, words) if way else ())

    def _said(self, place: BoxRef) -> Iterator[Statement]:
        """The statements of a box whose grades are its own."""
        return said_of_whole(place, [way for way in self.ways[place.box.id] if self._row(way) and not way.is_then], self.index)

    def _dosing(self, place: BoxRef) -> tuple[list[Box], dict[str, None], frozenset[str]]:
        """Boxes whose statements give the doses of a box, what is given there, and what has its doses in the rows of the box."""
        box, way = place.box, self._ways_to_rows.get(place.box.id)
        on_ways = [name for out in self.ways[box.id] for name in out.ref.edge.gives] if box.kind is not Kind.CHOICE else []
        gives = dict.fromkeys((*box.gives, *on_ways, *(way.ref.edge.gives if way else ())))
        return [box, *([way.source] if way else [])], gives, given_in_options(box, self.index)

    def _drug_first(self, box: Box) -> str:
        """The treatments that an option gives, if the title of its box does not name them; the title is then below them."""
        given = [self.index.treatments[name] for name in box.gives if box.id in self._ways_to_rows]
        is_said = all(any(name.casefold() in box.title.casefold() for name in (one.name, *one.abbreviations)) for one in given)
        return "" if is_said else " + ".join(one.name for one in given)

    def _options(self, place: BoxRef) -> Iterator[ChartBox]:
        """The rows of a choice that are ways of it."""
        for way in self.ways[place.box.id]:
            if name := self.options.get((place.box.id, way.at)):
                title, gives = self._title(way), way.ref.edge.gives
                yield ChartBox(
                    name=name,
                    title=title,
                    kind=THEN if way.is_then else OPTION,
                    href=self.address_of(place),
                    way=way.at,
                    details=(
                        *option_doses(place.box, title, gives, self.index, self.words),
                        *(option_lines(way, self.index, self.words) if gives else ()),
                    ),
                    doses_left_out=option_doses_left_out(place.box, title, gives, self.index, self.words),
                    longest_mark=self._longest_mark(place.box.id, way.at),
                )

    @cached_property
    def _ways_to_rows(self) -> dict[str, Way]:
        """For each box that is a row of a choice, the way to it."""
        return {way.goal.box.id: way for ways in self.ways.values() for way in ways if is_row(way, self.index)}

    def _longest_mark(self, box: str, way: int | None = None) -> str:
        """The longest mark of a box or an option without its reason, as `lens/drawing.js` writes it: “Drug B – contraindicated …”."""
        words, found = self.words, []
        for touch in marking_of(self.index).touches(box, _NOBODY, way):
            names = ", ".join(self.index.subjects[name].name for name in touch.includes or filter(None, [touch.treatment]))
            first = ", ".join(self.index.subjects[name].name for name in self.index.statements[touch.statement].treatments)
            form = words.mark["includes" if touch.includes else "says"]
            found.append(form.format(treatments=names, treatment=names, relation=words.mark_short[touch.kind].format(first=first)))
        return f"{max(found, key=len)} …" if found else ""

    def _title(self, way: Way) -> str:
        """The name of an option: the treatments that it gives, else the title of the box that it leads to."""
        gives = " + ".join(self.index.treatments[name].name for name in way.ref.edge.gives)
        goal = link_title(way.ref, way.goal, self.place) if way.ref.leaves_chart else way.goal.box.title
        return str(self.words.chart_lines["then"].format(box=goal)) if way.is_then else gives or goal

    def _back(self, place: BoxRef) -> Iterator[ChartBox]:
        """The boxes that send readers from a box back to choices."""
        for (source, choice), name in self.back.items():
            if source == place.box.id:
                goal = self.index.targets[choice]
                title, number = self.words.chart_lines["untried"], self.index.numbers[choice]
                yield ChartBox(name=name, title=title, kind=BACK, href=self.address_of(goal), number=number, setting=self._band_of(place))

    def _links(self) -> Iterator[ChartBox]:
        """The boxes of other charts."""
        for name, way in self.leaving.items():
            title, number = link_title(way.ref, way.goal, self.place), self.index.numbers[name]
            yield ChartBox(name=self.names[name], title=title, kind=LINK, href=self.address_of(way.goal), number=number)

    def _edges(self, ways: Iterable[Way]) -> Iterator[ChartEdge]:
        """The edges for ways on from a box; an option has one to its row, and one from there."""
        for way in ways:
            source, goal = way.source.id, way.goal.box.id
            target = self.back.get((source, goal)) or self.names[goal]
            option = self.options.get((source, way.at))
            label, limit = way_label(way.ref, self.index, names_gives=not option)
            yield ChartEdge(
                source=self.names[source],
                target=option or target,
                label=label,
                note=" · ".join(filter(None, (limit, way_note(way.ref.edge, self.words)))),
                is_optional=way.ref.edge.optional,
            )
            if option:
                yield ChartEdge(source=option, target=target, label=self.words.chart_lines["then_way"] if way.is_then else "")


def _numbered(letter: str, keys: Iterable[Key]) -> dict[Key, str]:
    """A name for each key: n1, n2 and so on."""
    return {key: f"{letter}{number}" for number, key in enumerate(dict.fromkeys(keys), 1)}


def _leaving(ways: Iterable[Way]) -> dict[str, Way]:
    """For each box of another chart the first of the ways to it; one that names the box's section comes before others."""
    found: dict[str, Way] = {}
    for way in ways:
        name = way.goal.box.id
        if way.ref.leaves_chart and (name not in found or _names_section(way.ref, way.goal)):
            found[name] = way
    return found


def _names_section(edge: EdgeRef, target: BoxRef) -> bool:
    return target.section is not None and edge.edge.to == target.section.id


def link_title(edge: EdgeRef, target: BoxRef, seen_from: ChartRef) -> str:
    """Title of a box that leads to another chart: that of the chart or of the box in it, after that of its section if it is another."""
    is_first = target.box is target.chart.boxes[0]
    if target.section is None or seen_from.section is target.section:
        return target.chart.title if is_first else f"{target.chart.title}: {target.box.title}"
    if _names_section(edge, target):
        return target.section.short_name
    inner = target.chart.title if is_first else target.box.title
    name = target.section.short_name
    return inner if name.casefold() in inner.casefold() else f"{name}: {inner}"
