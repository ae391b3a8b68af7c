"""Data for the scripts of the lenses: what each circumstance marks, and the kind of study cited in each box.

Things go by their places in lists: ids as the keys of an object could mean something to JavaScript.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.analysis.applicability import ORDER, Affected, Effect, affected_by, included, mark_of
from generator.analysis.evidence import DESIGN_RANK, STUDY_GROUPS, StudyGroup, of_box
from generator.analysis.index import BoxRef
from generator.views.badges import OUTLINES, filling
from generator.views.page_context import PageContext, page_of, treatment_page

Lens = dict[str, Any]
"""Plain data for a script; `pages` are paths, and places on pages are numbers in that list."""


def lens(context: PageContext) -> Lens:
    """All that a lens shows and that does not stand on the page it lies on."""
    return _Listing(context).data()


class _Listing:
    """The places of everything in the lists."""

    def __init__(self, context: PageContext) -> None:
        pathway = context.index.pathway
        self.context, self.index, self.words = context, context.index, context.words
        self.boxes = _numbered(place.box.id for place in self.index.boxes)
        self.treatments = _numbered(self.index.treatments)
        self.found = {entry.id: affected_by(self.index, entry.id) for entry in (*pathway.circumstances, *pathway.antibodies)}
        said = {name for found in self.found.values() for name in found.statements}
        self.statements = _numbered(statement.id for statement in pathway.statements if statement.id in said)
        paths = [*map(page_of, self.index.boxes), *map(treatment_page, self.treatments)]
        self.pages = _numbered(dict.fromkeys(paths))

    def data(self) -> Lens:
        pathway = self.index.pathway
        return {
            "pages": list(self.pages),
            "words": self.words.lens | {"antibodies": self.words.antibodies, "legend_link": self.words.evidence_legend_link},
            "marks": [[mark, self.words.touches[mark], self.words.lens["in_part"].format(mark=self.words.touches[mark])] for mark in ORDER],
            "subjects": [
                *(self._subject(entry.id, entry.name, entry.abbreviations, 0) for entry in pathway.circumstances),
                *(self._subject(entry.id, entry.name, entry.abbreviations, 1) for entry in pathway.antibodies),
            ],
            "boxes": [[place.box.id, place.box.title, self.pages[page_of(place)]] for place in self.index.boxes],
            "treatments": [[treatment.name, self.pages[treatment_page(name)]] for name, treatment in self.index.treatments.items()],
            "statements": [self._statement(name) for name in self.statements],
            "kinds": [self._kind(place) for place in self.index.boxes],
            "families": [[family, OUTLINES[family], self._designs(family)] for family in StudyGroup],
        }

    def _subject(self, name: str, title: str, shorts: tuple[str, ...], family: int) -> list[Any]:
        """Its id, name, short names and family, and the boxes, treatments and statements that it touches."""
        found = self.found[name]
        return [
            name,
            title,
            shorts,
            family,
            list(self._touches(found.boxes, self.boxes, lambda box: self.index.targets[box].box.treatments, found)),
            list(self._touches(found.treatments, self.treatments, lambda treatment: (treatment,), found)),
            list(self._touches(found.statements, self.statements, lambda _: (), found)),
        ]

    def _touches(
        self, touches: Mapping[str, Effect], places: Mapping[str, int], given: Callable[[str], Iterable[str]], found: Affected
    ) -> Iterator[list[Any]]:
        """Place of each thing, its mark, the treatments in it that the mark is for (if not for all), and the statements that give it."""
        for name, touch in touches.items():
            members = self._members(given(name), touch, found) if touch.partial else []
            yield [places[name], ORDER.index(touch.mark), members, [self.statements[said] for said in touch.statements]]

    def _members(self, groups: Iterable[str], touch: Effect, found: Affected) -> list[int]:
        """The treatments in some groups that have the mark themselves."""
        within = {member for group in groups for member in included(self.index, group)}
        return [
            self.treatments[name] for name, own in found.treatments.items() if name in within and own.mark is touch.mark and not own.partial
        ]

    def _statement(self, name: str) -> list[Any]:
        """Its id, its words, the mark that it gives, and where it stands."""
        statement, home = self.index.statements[name], self.index.primary_box[name]
        return [name, statement.says, ORDER.index(mark_of(statement.role)), self.pages[page_of(home)], f"{home.box.id}--{name}"]

    def _kind(self, place: BoxRef) -> list[Any]:
        """The family of the best studies behind a box, the word for them and the fill of the sign; no family where none stand."""
        evidence = of_box(self.index, place.box)
        if evidence.strongest is None:
            return [-1, self.words.badge_retracted if evidence.references else self.words.lens["no_statement"], ""]
        family = list(StudyGroup).index(STUDY_GROUPS[evidence.strongest])
        return [family, self.words.badges[evidence.strongest], filling(evidence.strongest_references)]

    def _designs(self, family: StudyGroup) -> str:
        return ", ".join(self.words.badges[design] for design in DESIGN_RANK if STUDY_GROUPS[design] is family)


def _numbered(names: Any) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}
