"""Questions about a rewritten pathway that only a person can answer."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.analysis.paths.graph import cycles
from generator.migration.tree_walk import charts, items, maps, text_of
from generator.migration.values import GROUP
from generator.parsing import MapNode, ScalarNode

Place = tuple[int, str]
"""A line of the file, and what is there: an id, or a key."""

_NUMBER = r"\d[\d.,–-]*\s?"
_DOSE = re.compile(rf"{_NUMBER}(?:mg|g|kg|µg|mcg|ml|mL|IU|units?)\b")
_SHARE = re.compile(rf"{_NUMBER}%")
_LIST = re.compile(r";[^;]+;|(?:^|\s)\(?[1-9]\)\s|(?:^|\n)\s*[-•*|]\s")
_OBSERVED = ("evidence", "context")
"""Roles of statements in which per cent is a share of patients rather than the strength of a cream."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A question to a person, with the places that it is about."""

    question: str
    places: tuple[Place, ...]


def decisions(tree: MapNode) -> Iterator[Decision]:
    """Questions that only a person can answer, with the lines of the new file.

    Args:
        tree: the file in format 2.

    """
    file = _File(tree)
    for question, places_of in _QUESTIONS.items():
        if places := sorted(set(places_of(file))):
            yield Decision(question, tuple(places))


@dataclass(frozen=True)
class _File:
    """A file in format 2, and what is looked up in it."""

    tree: MapNode

    @cached_property
    def boxes(self) -> list[MapNode]:
        return [box for chart in charts(self.tree) for box in maps(chart, "boxes", "*")]

    @cached_property
    def statements(self) -> list[MapNode]:
        return [*maps(self.tree, "statements", "*")]

    @cached_property
    def entries(self) -> list[MapNode]:
        """Findings and circumstances."""
        return [*maps(self.tree, "findings", "*", "entries", "*"), *maps(self.tree, "circumstances", "*")]

    @cached_property
    def firsts(self) -> dict[str, str]:
        """The first box of each chart and section, by their ids."""
        found: dict[str, str] = {}
        for section in [*maps(self.tree, "sections", "*")]:
            found |= {text_of(section, "id"): box for box in self._first(maps(section, "charts", "*"))}
        for chart in charts(self.tree):
            found |= {text_of(chart, "id"): box for box in self._first([chart])}
        return found

    def _first(self, found: Iterable[MapNode]) -> list[str]:
        return [text_of(box, "id") for chart in found for box in maps(chart, "boxes", "*")][:1]

    @cached_property
    def onward(self) -> dict[str, list[str]]:
        """The boxes that each box leads to, by their ids."""
        found: dict[str, list[str]] = {text_of(box, "id"): [] for box in self.boxes}
        for box in self.boxes:
            targets = [way.text if isinstance(way, ScalarNode) else text_of(way, "to") for way in items(box, "next")]
            found[text_of(box, "id")] += [self.firsts.get(target, target) for target in targets]
        return found

    def here(self, key: str, *steps: str) -> list[Place]:
        """The place of a key, where it is there."""
        return [(node.keys[key].line, key) for node in maps(self.tree, *steps) if key in node.keys]


def _place(node: MapNode) -> Place:
    """An entry with its id."""
    return next(iter(node.keys.values()), node.span).line, text_of(node, "id")


def _nobody(file: _File) -> list[Place]:
    details = [*maps(file.tree, "pathway")]
    return file.here("pathway") if details and not {"authors", "owner"} & {*details[0].keys} else []


def _clashes(file: _File) -> list[Place]:
    if not any(text_of(group, "id") == GROUP["id"] for group in maps(file.tree, "findings", "*")):
        return []
    parts = [*file.boxes, *file.statements, *file.entries, *charts(file.tree), *maps(file.tree, "sections|treatments|references", "*")]
    return [_place(part) for part in parts if text_of(part, "id") == GROUP["id"]]


def _unknown(file: _File) -> Iterator[Place]:
    known = {text_of(treatment, "id") for treatment in maps(file.tree, "treatments", "*")}
    for statement in file.statements:
        for item in items(statement, "about"):
            if isinstance(item, ScalarNode) and item.text not in known:
                yield item.span.line, item.text


def _paragraphs_of_include(file: _File) -> list[Place]:
    return [place for node in maps(file.tree, "pathway") if len(items(node, "include")) > 1 for place in file.here("include", "pathway")]


def _ends_that_give(file: _File) -> list[Place]:
    return [_place(box) for box in file.boxes if text_of(box, "kind") == "end" and items(box, "gives")]


def _resting_alone(file: _File) -> list[Place]:
    return [_place(box) for box in file.boxes if items(box, "rests_on") and not items(box, "statements")]


def _choices_again(file: _File) -> list[Place]:
    before = defaultdict(list)
    for box, targets in file.onward.items():
        for target in targets:
            before[target].append(box)
    again = {box for circle in cycles(file.onward, file.onward, before) for box in circle}
    return [_place(box) for box in file.boxes if text_of(box, "kind") == "choice" and text_of(box, "id") in again]


def _asked_again(file: _File) -> Iterator[Place]:
    asked: dict[str, list[tuple[int, MapNode]]] = defaultdict(list)
    for number, section in enumerate([*maps(file.tree, "overview"), *maps(file.tree, "sections", "*")]):
        for box in [*maps(section, "boxes", "*"), *maps(section, "charts", "*", "boxes", "*")]:
            if text_of(box, "kind") in {"question", "several"}:
                asked[" ".join(text_of(box, "title").casefold().split())].append((number, box))
    for found in asked.values():
        if len({number for number, _ in found}) > 1:
            yield from (_place(box) for _, box in found)


def _with_doses(file: _File) -> Iterator[Place]:
    for statement in file.statements:
        says, is_observed = text_of(statement, "says"), text_of(statement, "role") in _OBSERVED
        if _DOSE.search(says) or (_SHARE.search(says) and not is_observed):
            yield _place(statement)


def _with_lists(file: _File) -> list[Place]:
    return [_place(statement) for statement in file.statements if _LIST.search(text_of(statement, "says"))]


_QUESTIONS: Mapping[str, Callable[[_File], Iterable[Place]]] = {
    "Who is answerable for the pathway? Name the “owner” or the “authors”; if nobody is, list “owner” under “unstated”.": _nobody,
    "The group of findings is called “antibodies”, and so is this. Give one of them another id.": _clashes,
    "This is no treatment, finding or circumstance, so it was left under “about”. Correct the id.": _unknown,
    "Has somebody searched for evidence? Then write “evidence_search: {until, by}” in place of “unstated”.": (
        lambda file: file.here("unstated", "pathway")
    ),
    "Each paragraph about the patients became an entry. Put who is not meant under “exclude”, and what is neither under “scope”.": (
        _paragraphs_of_include
    ),
    "This box gives something and is an end. Does it continue or reduce it? Then write “continues” or “reduces” for “gives”.": (
        _ends_that_give
    ),
    "This box only rests on statements. If they decide nothing here, name their references under “cites” instead.": _resting_alone,
    "Is one of the circumstances an adverse effect? It belongs in the text of a caution.": lambda file: file.here("circumstances"),
    "A way leads back to this choice. Are its options tried in turn? Then add “in_turn: true”, and “then” with what follows.": (
        _choices_again
    ),
    "Several sections ask the same. A box of the kind “ask” asks it once, and “has” on ways takes the answer.": _asked_again,
    "Is there a dose in this text? Then write it under “doses”.": _with_doses,
    "Is there a list in this text? Then write it under “list”, “steps” or “checklist”.": _with_lists,
}
"""The questions in the order in which they are asked, and where each of them comes up."""
