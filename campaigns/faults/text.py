"""A pathway's text with its parts and their places, and edits of it that tell where everything comes to stand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import yaml

from campaigns.faults.shapes import SHORT, spec_of

BROKEN = "\udcff"


class Edit(NamedTuple):
    """Puts `new` in the place of what lies between two offsets."""

    start: int
    end: int
    new: str


class Inside(NamedTuple):
    """A place within what the edit of this number puts in, so many characters after its beginning."""

    edit: int
    offset: int


@dataclass(frozen=True, slots=True)
class Plant:
    """One fault: the edits, the rule that must find it (or any one of several), and all the places where it must be reported.

    Those of `or_at` may be reported beside each other, as the second of two and the first. `BROKEN` in an edit becomes
    a byte that is not UTF-8. `loose` says that the next line is right, too.
    """

    edits: Sequence[Edit]
    rule: str
    at: Sequence[int | Inside] = ()
    or_at: Sequence[int | Inside] = ()
    loose: bool = False

    def grown(self, text: str) -> tuple[str, list[int], list[int]]:
        """The text with the fault in it, and the offsets there of `at` and `or_at`."""
        made, moved, last = [], 0, 0
        order = sorted(range(len(self.edits)), key=lambda number: (self.edits[number][:2], number))
        starts: dict[int, int] = {}
        for number in order:
            start, end, new = self.edits[number]
            assert start >= last, "edits overlap"  # noqa: S101  # a slip in a campaign, not in what it tries
            made += [text[last:start], new]
            starts[number] = start + moved
            moved += len(new) - (end - start)
            last = end

        def placed(place: int | Inside) -> int:
            if isinstance(place, Inside):
                return starts[place.edit] + place.offset
            return place + sum(len(new) - (end - start) for start, end, new in self.edits if end <= place)

        return "".join([*made, text[last:]]), [placed(at) for at in self.at], [placed(at) for at in self.or_at]


@dataclass
class Part:
    """A part of a pathway: what it is (a shape, a list of shapes or a kind of text), where it stands, and what is in it."""

    spec: str
    node: Any
    key: Any = None
    owner: "Part | None" = None
    parts: list["Part"] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The key that it stands under."""
        return self.key.value if self.key else ""

    @property
    def says(self) -> str:
        """The text of it, if it is one."""
        return self.node.value if isinstance(self.node, yaml.ScalarNode) else ""

    @property
    def start(self) -> int:
        """Where it begins."""
        return int(self.node.start_mark.index)

    @property
    def end(self) -> int:
        """Where it ends: behind the last of its characters that says something."""
        if not isinstance(self.node, yaml.ScalarNode) and not self.node.flow_style and self.parts:
            return self.parts[-1].end
        end = int(self.node.end_mark.index)
        return self.start + len(self.node.start_mark.buffer[self.start : end].rstrip())

    @property
    def face(self) -> int:
        """Place to point at: its first key, or else its beginning."""
        return self.parts[0].key_start if isinstance(self.node, yaml.MappingNode) and self.parts else self.start

    @property
    def key_start(self) -> int:
        """Where its key begins, or it itself where it has none."""
        return int(self.key.start_mark.index) if self.key else self.start

    @property
    def column(self) -> int:
        """How far it stands from the left, from 0."""
        mark = self.key.start_mark if self.key else self.node.start_mark
        return int(mark.column)

    @property
    def is_flow(self) -> bool:
        """Whether it is in brackets."""
        return bool(self.node.flow_style)

    def get(self, key: str) -> "Part | None":
        """Value of a key."""
        return next((part for part in self.parts if part.key is not None and part.name == key), None)

    def items(self, key: str) -> list["Part"]:
        """The entries of the list under a key; a bare word is a list of one."""
        found = self.get(key)
        return [] if found is None else found.parts

    def word(self, key: str) -> str:
        """The text under a key."""
        found = self.get(key)
        return found.says if found else ""


class Text:
    """A valid pathway to plant faults in."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.root = _part("top", yaml.compose(text, Loader=yaml.SafeLoader))

    @cached_property
    def all(self) -> list[Part]:
        """All parts, each before those in it."""
        return list(_all(self.root))

    def of(self, *specs: str) -> list[Part]:
        """The parts of these shapes or kinds."""
        return [part for part in self.all if part.spec in specs]

    def entries(self, key: str) -> list[Part]:
        """The entries of one of the lists at the top."""
        return self.root.items(key)

    @cached_property
    def boxes(self) -> list[Part]:
        """All boxes, in the order of reading."""
        overview = self.root.get("overview")
        charts = [overview] if overview else []
        charts += [chart for section in self.entries("sections") for chart in section.items("charts")]
        return [box for chart in charts for box in chart.items("nodes")]

    @cached_property
    def targets(self) -> dict[str, str]:
        """Targets of a way, and the boxes they mean."""
        found = {box.word("id"): box.word("id") for box in self.boxes}
        for box in self.boxes:
            for owner in above(box):
                if owner.spec in {"chart", "section"}:
                    found.setdefault(owner.word("id"), box.word("id"))
        return found

    def uses(self, family: str, name: str) -> list[Part]:
        """Where an id of this family is named."""
        return [part for part in self.of(f"use:{family}") if part.says == name]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fault: what an author did, and everywhere it can be done to a text."""

    told: str
    plant: Callable[[Text], Iterator[Plant]]


def above(part: Part) -> Iterator[Part]:
    """Parts that contain a part, the nearest first."""
    while part.owner:
        part = part.owner
        yield part


def entry_of(part: Part) -> Part:
    """List entry that contains a use: itself, if it is a bare word."""
    return part.owner if part.owner and part.owner.spec in SHORT else part


def _part(spec: str, node: Any, key: Any = None, owner: Part | None = None) -> Part:
    part = Part(spec, node, key, owner)
    if isinstance(node, yaml.MappingNode):
        part.parts = [_part(spec_of(spec, entry.value), value, entry, part) for entry, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        part.parts = [_part(spec[1:-1], item, None, part) for item in node.value]
    elif spec in SHORT:
        part.spec = spec_of(spec, SHORT[spec])
    elif spec == "[way]":
        part.parts = [_part("way", node, None, part)]
    return part


def _all(part: Part) -> Iterator[Part]:
    yield part
    for child in part.parts:
        yield from _all(child)


# ── Edits ──


def replaced(part: Part, new: str) -> Edit:
    """Another text in the place of a part."""
    return Edit(part.start, part.end, new)


def without(part: Part) -> Edit:
    """A list or a mapping without this entry of it, its key as well."""
    owner = part.owner
    assert owner  # noqa: S101  # the whole is never taken out
    others = owner.parts
    position = next(number for number, other in enumerate(others) if other is part)
    if len(others) == 1:
        return Edit(owner.start, owner.end, "{}" if part.key else "[]")
    if position + 1 < len(others):
        return Edit(part.key_start, others[position + 1].key_start, "")
    return Edit(others[position - 1].end, part.end, "")


def entry_before(part: Part, entry: str) -> Edit:
    """A key with its value before the one of this part."""
    assert part.owner  # noqa: S101  # as above
    return Edit(part.key_start, part.key_start, f"{entry}, " if part.owner.is_flow else f"{entry}\n{' ' * part.column}")


def first_entry(part: Part, entry: str) -> Edit:
    """A key with its value before the second of a mapping, so that its first stays the one that is pointed at."""
    return entry_before(part.parts[1], entry)


def item_before(part: Part, item: str) -> Edit:
    """An entry before this one of a list; `item` is in one line."""
    assert part.owner  # noqa: S101  # as above
    if part.owner.is_flow:
        return Edit(part.start, part.start, f"{item}, ")
    return Edit(part.start, part.start, f"{item}\n{' ' * part.owner.node.start_mark.column}- ")
