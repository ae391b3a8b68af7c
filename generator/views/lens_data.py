"""Data for the scripts of the lenses: what can be ticked and what it then marks, and the kind of study cited in each box."""

from collections.abc import Iterable, Iterator

from generator.analysis.evidence import DESIGN_RANK, STUDY_GROUPS, StudyGroup, of_box
from generator.analysis.index import BoxRef
from generator.analysis.marks import ORDER, Marking, Patient, Touch, kind_of, with_inner
from generator.model import Subject
from generator.views.badges import OUTLINES, filling, kind_shown
from generator.views.page_context import PageContext, page_of, treatment_page
from generator.views.script_data import Data, box_link, numbered, statement_link

_NOBODY = Patient()


def lens(context: PageContext) -> Data:
    """All that a lens shows and that does not stand on the page it lies on."""
    return _Listing(context).data()


class _Listing:
    """The places of everything in the lists.

    A statement says of whom it holds; a box, an option and a treatment say which statements touch them. So a script that knows what is
    ticked knows the marks. Statements that depend on what is given beside a treatment are left to routes, where that is known.
    """

    def __init__(self, context: PageContext) -> None:
        self.context, self.index, self.words = context, context.index, context.words
        self.marking = Marking(self.index)
        self.boxes = numbered(dict.fromkeys(place.box.id for place in self.index.boxes))
        self.treatments = numbered(self.index.treatments)
        self.subjects = numbered(entry.id for _, entries in self._groups() for entry in entries)
        held = [statement for statement in self.index.statements.values() if statement.in_ and not statement.with_]
        self.conditional = {statement.id for statement in held}
        beside = {name for statement in held for name in self.marking.partners(statement.id)}
        self.statements = numbered(name for name in self.index.statements if name in self.conditional | beside)
        paths = [*map(page_of, self.index.boxes), *map(treatment_page, self.treatments)]
        self.pages = numbered(dict.fromkeys(paths))

    def data(self) -> Data:
        """Everything in its list; circumstances stand before the groups of findings."""
        groups = [*self._groups()]
        return {
            "pages": list(self.pages),
            "words": self.words.lens | {"legend_link": self.words.evidence_legend_link},
            "phrases": self.words.mark,
            "groups": [{"title": title} for title, _ in groups],
            "marks": [{"name": kind, "says": self.words.mark_in[kind], "short": self.words.mark_short[kind]} for kind in ORDER],
            "subjects": [self._subject(entry, at) for at, (_, entries) in enumerate(groups) for entry in entries],
            "boxes": [self._box(self.index.targets[name]) for name in self.boxes],
            "treatments": [self._treatment(name) for name in self.treatments],
            "statements": [self._statement(name) for name in self.statements],
            "families": [{"name": family, "outline": OUTLINES[family], "designs": self._designs(family)} for family in StudyGroup],
        }

    def _groups(self) -> Iterator[tuple[str, Iterable[Subject]]]:
        """Everything that can be ticked, under its headings."""
        pathway = self.index.pathway
        if pathway.circumstances:
            yield self.words.lens["circumstances"], pathway.circumstances
        yield from ((group.title, group.entries) for group in pathway.findings)

    def _subject(self, entry: Subject, group: int) -> Data:
        """A finding or circumstance, and what is true where it is: itself and the groups that it is a member of."""
        makes = [at for name, at in self.subjects.items() if entry.id in with_inner(self.index, name)]
        return {"id": entry.id, "name": entry.name, "shorts": entry.abbreviations, "group": group, "makes": makes}

    def _box(self, place: BoxRef) -> Data:
        """A box with what touches it and each of its options; the way to what follows options in turn is the last of them."""
        name = place.box.id
        options = [{"touches": self._touches(name, way)} for way in self.marking.offers.options(name)]
        link = box_link(self.index, place, self.pages)
        return {**link, "evidence": self._evidence(place), "touches": self._touches(name), "options": options}

    def _touches(self, box: str, way: int | None = None) -> list[Data]:
        return self._listed(self.marking.touches(box, _NOBODY, way))

    def _treatment(self, name: str) -> Data:
        touches = self._listed(self.marking.touches_of_treatment(name))
        return {"name": self.index.treatments[name].name, "page": self.pages[treatment_page(name)], "touches": touches}

    def _listed(self, touches: Iterable[Touch]) -> list[Data]:
        """A touch of a place: the statement, the mark that it gives if it applies, the treatment (if any) and what in it is meant."""
        return [
            {
                "statement": self.statements[touch.statement],
                "mark": ORDER.index(touch.kind),
                "treatment": None if touch.treatment is None else self.treatments[touch.treatment],
                "includes": [self.treatments[name] for name in touch.includes],
                "read_with": [self.statements[name] for name in touch.read_with],
            }
            for touch in touches
            if touch.statement in self.conditional
        ]

    def _statement(self, name: str) -> Data:
        """A statement, where it stands, the mark that it gives, and in whom it holds: any of these, or all of them together."""
        statement = self.index.statements[name]
        home = self.index.primary_box.get(name)
        return {
            **statement_link(self.context.statement_elsewhere(statement), self.pages),
            "mark": ORDER.index(kind_of(self.index, statement)),
            "box": self.boxes[home.box.id] if home else None,
            "in": [self.subjects[entry] for entry in statement.in_] if name in self.conditional else [],
            "together": statement.together,
            "first": [self.treatments[treatment] for treatment in statement.treatments],
            "note": statement.note or "",
        }

    def _evidence(self, place: BoxRef) -> Data:
        """The family of the best studies behind a box, the word for them and the fill of the sign; no family where none stand."""
        evidence = of_box(self.index, place.box)
        if evidence.strongest is None:
            word = kind_shown(evidence, self.words) if evidence.references else self.words.lens["no_statement"]
            return {"family": None, "word": word, "fill": ""}
        family = list(StudyGroup).index(STUDY_GROUPS[evidence.strongest])
        return {"family": family, "word": kind_shown(evidence, self.words), "fill": filling(evidence.strongest_references)}

    def _designs(self, family: StudyGroup) -> str:
        return ", ".join(self.words.badges[design] for design in DESIGN_RANK if STUDY_GROUPS[design] is family)
