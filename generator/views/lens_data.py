"""Data for the scripts of the lenses: what each circumstance marks, and the kind of study cited in each box."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.analysis.applicability import ORDER, Affected, Effect, affected_by, included, mark_of
from generator.analysis.evidence import DESIGN_RANK, STUDY_GROUPS, StudyGroup, of_box
from generator.analysis.index import BoxRef
from generator.model import Subject
from generator.views.badges import OUTLINES, filling
from generator.views.page_context import PageContext, page_of, treatment_page
from generator.views.script_data import Data, box_link, numbered, statement_link


def lens(context: PageContext) -> Data:
    """All that a lens shows and that does not stand on the page it lies on."""
    return _Listing(context).data()


class _Listing:
    """The places of everything in the lists."""

    def __init__(self, context: PageContext) -> None:
        pathway = context.index.pathway
        self.context, self.index, self.words = context, context.index, context.words
        self.boxes = numbered(place.box.id for place in self.index.boxes)
        self.treatments = numbered(self.index.treatments)
        self.found = {entry.id: affected_by(self.index, entry.id) for entry in self.index.entries.values()}
        said = {name for found in self.found.values() for name in found.statements}
        self.statements = numbered(statement.id for statement in pathway.statements if statement.id in said)
        paths = [*map(page_of, self.index.boxes), *map(treatment_page, self.treatments)]
        self.pages = numbered(dict.fromkeys(paths))

    def data(self) -> Data:
        """Everything in its list; circumstances stand before the groups of findings."""
        groups = dict(self._groups())
        return {
            "pages": list(self.pages),
            "words": self.words.lens | {"legend_link": self.words.evidence_legend_link},
            "groups": [{"title": title} for title in groups],
            "marks": [{"name": mark, "word": self.words.touches[mark], "in_part": self._in_part(mark)} for mark in ORDER],
            "subjects": [self._subject(entry, at) for at, entries in enumerate(groups.values()) for entry in entries],
            "boxes": [{**box_link(self.index, place, self.pages), "evidence": self._evidence(place)} for place in self.index.boxes],
            "treatments": [{"name": entry.name, "page": self.pages[treatment_page(name)]} for name, entry in self.index.treatments.items()],
            "statements": [self._statement(name) for name in self.statements],
            "families": [{"name": family, "outline": OUTLINES[family], "designs": self._designs(family)} for family in StudyGroup],
        }

    def _groups(self) -> Iterator[tuple[str, Iterable[Subject]]]:
        """Everything that can be ticked, under its headings."""
        pathway = self.index.pathway
        if pathway.circumstances:
            yield self.words.lens["circumstances"], pathway.circumstances
        yield from ((group.title, group.entries) for group in pathway.findings)

    def _in_part(self, mark: str) -> str:
        """The word for a mark that is not for all treatments of a group."""
        return str(self.words.lens["in_part"].format(mark=self.words.touches[mark]))

    def _subject(self, entry: Subject, group: int) -> Data:
        """A finding or circumstance, and the boxes, treatments and statements that it touches."""
        found = self.found[entry.id]
        return {
            "id": entry.id,
            "name": entry.name,
            "shorts": entry.abbreviations,
            "group": group,
            "boxes": list(self._touches(found.boxes, self.boxes, lambda box: self.index.targets[box].box.gives, found)),
            "treatments": list(self._touches(found.treatments, self.treatments, lambda treatment: (treatment,), found)),
            "statements": list(self._touches(found.statements, self.statements, lambda _: (), found)),
        }

    def _touches(
        self, touches: Mapping[str, Effect], places: Mapping[str, int], given: Callable[[str], Iterable[str]], found: Affected
    ) -> Iterator[Data]:
        """Place of each thing, its mark, the treatments in it that the mark is for (if not for all), and the statements that give it."""
        for name, touch in touches.items():
            members = self._members(given(name), touch, found) if touch.partial else []
            reasons = [self.statements[said] for said in touch.statements]
            yield {"at": places[name], "mark": ORDER.index(touch.mark), "members": members, "statements": reasons}

    def _members(self, groups: Iterable[str], touch: Effect, found: Affected) -> list[int]:
        """The treatments in some groups that have the mark themselves."""
        within = {member for group in groups for member in included(self.index, group)}
        return [
            self.treatments[name] for name, own in found.treatments.items() if name in within and own.mark is touch.mark and not own.partial
        ]

    def _statement(self, name: str) -> Data:
        """A statement, where it stands, and the mark that it gives."""
        statement = self.index.statements[name]
        return {**statement_link(self.context.statement_elsewhere(statement), self.pages), "mark": ORDER.index(mark_of(statement.role))}

    def _evidence(self, place: BoxRef) -> Data:
        """The family of the best studies behind a box, the word for them and the fill of the sign; no family where none stand."""
        evidence = of_box(self.index, place.box)
        if evidence.strongest is None:
            word = self.words.badge_retracted if evidence.references else self.words.lens["no_statement"]
            return {"family": None, "word": word, "fill": ""}
        family = list(StudyGroup).index(STUDY_GROUPS[evidence.strongest])
        return {"family": family, "word": self.words.badges[evidence.strongest], "fill": filling(evidence.strongest_references)}

    def _designs(self, family: StudyGroup) -> str:
        return ", ".join(self.words.badges[design] for design in DESIGN_RANK if STUDY_GROUPS[design] is family)
