"""Where everything in a pathway stands: the look-ups that checks and pages share."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.analysis.link_walk import Link, links_of
from generator.analysis.lookups import by_id, grouped
from generator.analysis.mid_sentence import mid_sentence
from generator.analysis.text_walk import texts_of
from generator.core.diagnostics import Path
from generator.model import Box, Chart, Edge, Kind, Pathway, Reference, Score, Section, Statement, StatementUse, Subject, Treatment


@dataclass(frozen=True, slots=True)
class ChartRef:
    """A chart with its start first, its section (None: it is the overview), its path in the YAML, and the places of its boxes there."""

    chart: Chart
    section: Section | None
    path: Path
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BoxRef:
    """A box, its chart and section, and its path in the YAML."""

    box: Box
    chart: Chart
    section: Section | None
    path: Path


@dataclass(frozen=True, slots=True)
class EdgeRef:
    """An edge with both its ends; `target` is None where the edge leads nowhere.

    `label` is what readers see on it: what is given on it, the author's label or else who takes it, and the points that it asks for.
    """

    source: BoxRef
    edge: Edge
    target: BoxRef | None
    path: Path
    label: str

    @property
    def leaves_chart(self) -> bool:
        """Whether it leads into another chart."""
        return self.target is not None and self.target.chart.id != self.source.chart.id


def _read_from_start(chart: Chart, section: Section | None, path: Path) -> ChartRef:
    """The chart in reading order: its start first, all other boxes as in the file."""
    numbers = tuple(sorted(range(len(chart.boxes)), key=lambda n: chart.boxes[n].kind is not Kind.START))
    if numbers != tuple(range(len(chart.boxes))):
        chart = chart.model_copy(update={"boxes": tuple(chart.boxes[n] for n in numbers)})
    return ChartRef(chart, section, path, numbers)


class PathwayIndex:
    """Look-ups over a pathway; of two parts with one id the first is found."""

    def __init__(self, pathway: Pathway) -> None:
        self.pathway = pathway

    @cached_property
    def charts(self) -> tuple[ChartRef, ...]:
        """All charts in reading order: the overview, then section by section."""
        overview = self.pathway.overview
        first = [_read_from_start(overview, None, ("overview",))] if overview else []
        return (
            *first,
            *(
                _read_from_start(chart, section, ("sections", s, "charts", c))
                for s, section in enumerate(self.pathway.sections)
                for c, chart in enumerate(section.charts)
            ),
        )

    @cached_property
    def boxes(self) -> tuple[BoxRef, ...]:
        """All boxes in reading order."""
        return tuple(
            BoxRef(node, place.chart, place.section, (*place.path, "boxes", n))
            for place in self.charts
            for n, node in zip(place.numbers, place.chart.boxes, strict=True)
        )

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The number of each box, by its id: 3.11 is box 11 of section 3; the overview counts as the first section."""
        first = 2 if self.pathway.overview else 1
        sections = {section.id: number for number, section in enumerate(self.pathway.sections, first)}
        counts: Counter[int] = Counter()
        found: dict[str, str] = {}
        for place in self.boxes:
            section = sections[place.section.id] if place.section else 1
            counts[section] += 1
            found.setdefault(place.box.id, f"{section}.{counts[section]}")
        return found

    def name_of(self, box: Box) -> str:
        """A box as it is named wherever it is not shown itself: its number and its title."""
        return f"{self.numbers[box.id]} {box.title}"

    @cached_property
    def former_ids(self) -> tuple[tuple[str, str], ...]:
        """Earlier ids of what a route through the pathway can name, each with the one it has now."""
        parts: tuple[Section | Box | Treatment, ...] = (
            *self.pathway.sections,
            *(place.box for place in self.boxes),
            *self.pathway.treatments,
        )
        return tuple((was, part.id) for part in parts for was in part.formerly)

    @cached_property
    def texts(self) -> tuple[tuple[Path, str], ...]:
        """Every text that a person reads, with its path."""
        return tuple(texts_of(self.pathway))

    @cached_property
    def interactions(self) -> tuple[Statement, ...]:
        """The statements that hold while certain other treatments are being given."""
        return tuple(statement for statement in self.pathway.statements if statement.with_)

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        """References by id."""
        return by_id(self.pathway.references)

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Statements by id."""
        return by_id(self.pathway.statements)

    @cached_property
    def treatments(self) -> Mapping[str, Treatment]:
        """Treatments by id."""
        return by_id(self.pathway.treatments)

    @cached_property
    def order_of_statements(self) -> Mapping[str, int]:
        """The place of each statement in the file, by its id."""
        return {name: number for number, name in enumerate(self.statements)}

    @cached_property
    def order_of_treatments(self) -> Mapping[str, int]:
        """The place of each treatment in the file, by its id."""
        return {name: number for number, name in enumerate(self.treatments)}

    @cached_property
    def groups_of(self) -> Mapping[str, tuple[str, ...]]:
        """The groups that each treatment is a member of, by its id."""
        return grouped((member, group.id) for group in self.pathway.treatments for member in group.members)

    @cached_property
    def regimens_of(self) -> Mapping[str, tuple[str, ...]]:
        """The regimens that each treatment is a part of, by its id."""
        return grouped((part, regimen.id) for regimen in self.pathway.treatments for part in regimen.parts)

    @cached_property
    def subjects(self) -> Mapping[str, Subject]:
        """Treatments, findings and circumstances by id: what a statement can be about, and in whom it holds."""
        return {**by_id(self.pathway.treatments), **{name: entry for name, entry in self.entries.items() if name not in self.treatments}}

    @cached_property
    def entries(self) -> Mapping[str, Subject]:
        """Findings and circumstances by id: what a patient can have."""
        findings: tuple[Subject, ...] = tuple(entry for group in self.pathway.findings for entry in group.entries)
        return by_id((*findings, *self.pathway.circumstances))

    @cached_property
    def mid_sentence(self) -> Mapping[str, str]:
        """Names of treatments, findings and circumstances within a sentence, by id."""
        texts = (text for path, text in self.texts if path[0] != "references")
        written = mid_sentence((subject.name for subject in self.subjects.values()), texts, self.pathway.pathway.language)
        return {name: written[subject.name] for name, subject in self.subjects.items()}

    @cached_property
    def scores(self) -> Mapping[str, Score]:
        """Scores by id."""
        return by_id(self.pathway.scores)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every id that names something else."""
        return tuple(links_of(self.pathway))

    @cached_property
    def targets(self) -> Mapping[str, BoxRef]:
        """Targets of edges by id: a box, or the first box of a chart or a section."""
        found: dict[str, BoxRef] = {}
        for place in self.boxes:
            found.setdefault(place.box.id, place)
        for place in self.boxes:
            found.setdefault(place.chart.id, place)
            if place.section:
                found.setdefault(place.section.id, place)
        return found

    @cached_property
    def edges(self) -> tuple[EdgeRef, ...]:
        """Every edge, in reading order."""
        return tuple(
            EdgeRef(place, edge, self.targets.get(edge.to), (*place.path, "next", e), self._label(edge))
            for place in self.boxes
            for e, edge in enumerate(place.box.next)
        )

    @cached_property
    def then_edges(self) -> Mapping[str, EdgeRef]:
        """For each choice in turn, by its id, the way to what follows when its options are used up."""
        found: dict[str, EdgeRef] = {}
        for place in self.boxes:
            target = self.targets.get(place.box.then or "") if place.box.in_turn else None
            if target and place.box.then:
                found.setdefault(place.box.id, EdgeRef(place, Edge(to=place.box.then), target, (*place.path, "then"), ""))
        return found

    def _label(self, edge: Edge) -> str:
        given = " + ".join(self.treatments[name].name for name in edge.gives if name in self.treatments)
        who = " / ".join(self.entries[name].name for name in edge.has if name in self.entries)
        return " · ".join(filter(None, (given, edge.label or who, edge.points or edge.level)))

    @cached_property
    def out_edges(self) -> Mapping[str, tuple[EdgeRef, ...]]:
        """The edges that leave each box, by its id."""
        return grouped((way.source.box.id, way) for way in self.edges)

    @cached_property
    def in_edges(self) -> Mapping[str, tuple[EdgeRef, ...]]:
        """The edges that lead to each box, by its id."""
        return grouped((way.target.box.id, way) for way in self.edges if way.target)

    def placements(self, box: Box) -> tuple[StatementUse, ...]:
        """The statements that a box makes: those it names, and those to be read with them that no other box names."""
        reached = [placement.statement for placement in box.statements]
        for name in reached:  # It grows while there are further ones.
            reached += [other for other in self.companions.get(name, ()) if other not in reached and other not in self._named_in_boxes]
        return (*box.statements, *(StatementUse(statement=name) for name in reached[len(box.statements) :]))

    @cached_property
    def companions(self) -> Mapping[str, tuple[str, ...]]:
        """The statements that must be read together with each, by its id, whichever of the two says so."""
        pairs = [(statement.id, name) for statement in self.pathway.statements for name in statement.read_with]
        return grouped((one, other) for pair in pairs for one, other in (pair, pair[::-1]))

    @cached_property
    def _named_in_boxes(self) -> frozenset[str]:
        return frozenset(placement.statement for place in self.boxes for placement in place.box.statements)

    @cached_property
    def boxes_stating(self) -> Mapping[str, tuple[BoxRef, ...]]:
        """The boxes that state each statement, by the statement's id."""
        return grouped((placement.statement, place) for place in self.boxes for placement in self.placements(place.box))

    @cached_property
    def primary_box(self) -> Mapping[str, BoxRef]:
        """The box each statement belongs to first of all: where the source puts it, rather than the editors."""
        stated = [(placement, place) for place in self.boxes for placement in self.placements(place.box)]
        homes: dict[str, BoxRef] = {}
        for placement, place in sorted(stated, key=lambda pair: pair[0].editorial is not None):
            homes.setdefault(placement.statement, place)
        return homes

    @cached_property
    def starts(self) -> tuple[BoxRef, ...]:
        """The boxes where a reader begins."""
        return tuple(place for place in self.boxes if place.box.kind is Kind.START)

    def treatments_of(self, box: Box) -> tuple[str, ...]:
        """The treatments that a box gives, goes on with, reduces or stops, itself or on a way on from it."""
        on_ways = (name for edge in box.next for name in edge.gives)
        return tuple(dict.fromkeys((*box.gives, *on_ways, *box.continues, *box.reduces, *box.stops)))

    @cached_property
    def boxes_using(self) -> Mapping[str, tuple[str, ...]]:
        """The boxes that give, go on with, reduce or stop each treatment, by id."""
        return grouped((name, place.box.id) for place in self.boxes for name in self.treatments_of(place.box))

    def shown_in(self, box: Box) -> Iterator[str]:
        """The statements that a reader of a box meets: those it makes and those it rests on."""
        yield from (placement.statement for placement in self.placements(box))
        yield from box.rests_on

    @cached_property
    def boxes_showing(self) -> Mapping[str, tuple[int, ...]]:
        """The boxes that state each statement or rest on it, by its id, as their places in `boxes`."""
        return grouped((name, number) for number, place in enumerate(self.boxes) for name in dict.fromkeys(self.shown_in(place.box)))

    def statements_about(self, subject: str) -> tuple[Statement, ...]:
        """The statements about a treatment, or that hold for a finding or circumstance, in the order of the file."""
        return self._about.get(subject, ())

    @cached_property
    def _about(self) -> Mapping[str, tuple[Statement, ...]]:
        return grouped((subject, statement) for statement in self.pathway.statements for subject in statement.subjects)
