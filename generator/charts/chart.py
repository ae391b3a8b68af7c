"""A chart as an object: boxes and edges, ready to become Mermaid text or a drawing."""

from dataclasses import dataclass, replace

LINK = "link"
"""The kind of a box that leads to another chart."""
EXIT = "exit"
"""The kind of a box at which the reader leaves the pathway."""
OPTION = "option"
"""The kind of a row that is a way of its choice, and no box of the pathway."""
THEN = "then"
"""The kind of the row for what follows when the options of a choice are used up."""
BACK = "back"
"""The kind of a box that sends readers back to a choice, for an option not yet tried."""


@dataclass(frozen=True, slots=True)
class SmallLine:
    """A small line of a box.

    Attributes:
        text: the line.
        sign: the sign before it, `dose`, `clock`, `study` or `barred`; empty for none.
        is_grade: whether it is the grade of what the box says.

    """

    text: str
    sign: str = ""
    is_grade: bool = False


@dataclass(frozen=True, slots=True)
class Strength:
    """How strongly something is recommended, or recommended against.

    Attributes:
        value: the value on the first axis of the scheme; empty where several differ.
        is_against: whether it is one against.

    """

    value: str
    is_against: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBox:
    """A box of a chart.

    Attributes:
        name: n1, n2 … in the order of the pathway, and x1, x2 … for boxes of other charts; o1, o2 … for rows that are ways, and b1, b2 …
            for what sends readers back.
        title: its title.
        number: its number in the pathway, such as 3.11; empty for none.
        kind: its kind, or one of those above.
        href: the address behind it; empty for none.
        rows: of a choice, the names of the boxes that are drawn as its rows.
        way: of a row that is a way, the place of this under “next” of its choice; one more than the last for “then”.
        details: small lines below the title, such as who and when.
        doses_left_out: doses that its small lines only point to, or show without their notes, for paper that has no list of boxes.
        setting: the name of the setting that it belongs to; empty for none.
        has_detail: whether another chart shows it in detail, and leads back.
        longest_mark: of a row, the longest mark that it may have for some patient, without the reason: it needs room; empty for none.
        strength: the first value of the grade of what it says, or that this should not be done; nothing if it has none.
        removed: the word which says that it was removed since another version; empty for a box that is there.

    """

    name: str
    title: str
    kind: str
    href: str
    number: str = ""
    rows: tuple[str, ...] = ()
    way: int | None = None
    details: tuple[SmallLine, ...] = ()
    doses_left_out: tuple[str, ...] = ()
    setting: str = ""
    has_detail: bool = False
    longest_mark: str = ""
    strength: Strength | None = None
    removed: str = ""

    @property
    def small_lines(self) -> tuple[SmallLine, ...]:
        """All small lines below the title."""
        return tuple(line for line in (SmallLine(self.removed), *self.details) if line.text.strip())

    @property
    def small_texts(self) -> tuple[str, ...]:
        """The texts of all small lines."""
        return tuple(line.text for line in self.small_lines)

    def with_setting_named(self) -> "ChartBox":
        """The box with its setting as a small line, above its grade; one that sends readers back needs none."""
        if not self.setting or self.kind == BACK:
            return replace(self, setting="")
        first = next((at for at, line in enumerate(self.details) if line.is_grade), len(self.details))
        return replace(self, details=(*self.details[:first], SmallLine(self.setting), *self.details[first:]), setting="")

    @property
    def label(self) -> str:
        """Number and title, as a drawing shows them."""
        return " ".join(f"{self.number} {self.title}".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartEdge:
    """An edge between two boxes, by their names.

    Attributes:
        source: the box that it leaves.
        target: the box that it enters.
        label: when it is taken; empty for none.
        note: what is said in smaller letters below the label, such as “up to 3 times”; empty for nothing.
        is_optional: whether it is taken only where it applies, besides others that are always taken.
        removed: the word which says that it was removed since another version; empty for an edge that is there.

    """

    source: str
    target: str
    label: str = ""
    note: str = ""
    is_optional: bool = False
    removed: str = ""

    @property
    def small_line(self) -> str:
        """All that is said in smaller letters."""
        return " · ".join(said(self.note, self.removed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart: its own boxes in the order of the pathway, then the boxes of other charts that it leads to."""

    boxes: tuple[ChartBox, ...]
    edges: tuple[ChartEdge, ...]


def said(*texts: str) -> tuple[str, ...]:
    """The texts that say anything."""
    return tuple(text for text in texts if text.strip())
