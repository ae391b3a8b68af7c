"""Data for the scripts of the lenses: what each circumstance marks, and the kind of study cited in each box.

Things go by their places in lists: ids as the keys of an object could mean something to JavaScript.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.circumstances import ORDER, Touch, mark_of, touched
from generator.evidence import FAMILIES, STRONGEST_FIRST, Family, of_box
from generator.index import NodePlace
from generator.pages.badges import OUTLINES, filling
from generator.pages.desk import Desk, page_of, treatment_page

Lens = dict[str, Any]
"""Plain data for a script; `pages` are paths, and places on pages are numbers in that list."""


def lens(desk: Desk) -> Lens:
    """All that a lens shows and that does not stand on the page it lies on."""
    return _Listing(desk).data()


class _Listing:
    """The places of everything in the lists."""

    def __init__(self, desk: Desk) -> None:
        pathway = desk.index.pathway
        self.desk, self.index, self.words = desk, desk.index, desk.words
        self.boxes = _numbered(place.node.id for place in self.index.nodes)
        self.treatments = _numbered(self.index.treatments)
        self.found = {entry.id: touched(self.index, entry.id) for entry in (*pathway.circumstances, *pathway.antibodies)}
        said = {name for found in self.found.values() for name in found.statements}
        self.statements = _numbered(statement.id for statement in pathway.statements if statement.id in said)
        paths = [*map(page_of, self.index.nodes), *map(treatment_page, self.treatments)]
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
            "boxes": [[place.node.id, place.node.title, self.pages[page_of(place)]] for place in self.index.nodes],
            "treatments": [[treatment.name, self.pages[treatment_page(name)]] for name, treatment in self.index.treatments.items()],
            "statements": [self._statement(name) for name in self.statements],
            "kinds": [self._kind(place) for place in self.index.nodes],
            "families": [[family, OUTLINES[family], self._designs(family)] for family in Family],
        }

    def _subject(self, name: str, title: str, shorts: tuple[str, ...], family: int) -> list[Any]:
        """Its id, name, short names and family, and the boxes, treatments and statements that it touches."""
        found = self.found[name]
        return [
            name,
            title,
            shorts,
            family,
            list(self._touches(found.boxes, self.boxes)),
            list(self._touches(found.treatments, self.treatments)),
            list(self._touches(found.statements, self.statements)),
        ]

    def _touches(self, touches: Mapping[str, Touch], places: Mapping[str, int]) -> Iterator[list[Any]]:
        """The place of each thing, its mark, whether the mark is only for a part of it, and the statements that give it."""
        for name, touch in touches.items():
            yield [places[name], ORDER.index(touch.mark), int(touch.partly), [self.statements[given] for given in touch.statements]]

    def _statement(self, name: str) -> list[Any]:
        """Its id, its words, the mark that it gives, and where it stands."""
        statement, home = self.index.statements[name], self.index.home_of[name]
        return [name, statement.says, ORDER.index(mark_of(statement.role)), self.pages[page_of(home)], f"{home.node.id}--{name}"]

    def _kind(self, place: NodePlace) -> list[Any]:
        """The family of the best studies behind a box, the word for them and the fill of the sign; no family where none stand."""
        evidence = of_box(self.index, place.node)
        if evidence.strongest is None:
            return [-1, self.words.badge_retracted if evidence.references else self.words.lens["no_statement"], ""]
        family = list(Family).index(FAMILIES[evidence.strongest])
        return [family, self.words.badges[evidence.strongest], filling(evidence.best)]

    def _designs(self, family: Family) -> str:
        return ", ".join(self.words.badges[design] for design in STRONGEST_FIRST if FAMILIES[design] is family)


def _numbered(names: Any) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}
