"""A chart as an object: boxes and edges, ready to become Mermaid text or a drawing."""

from dataclasses import dataclass

LINK = "link"
"""The kind of a box that leads to another chart."""
EXIT = "exit"
"""The kind of a box at which the reader leaves the pathway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBox:
    """A box of a chart.

    Attributes:
        name: n1, n2 … in the order of the pathway, and x1, x2 … for boxes of other charts.
        title: its title.
        number: its number in the pathway, such as 3.11; empty for none.
        kind: its kind, or `link`.
        href: the address behind it; empty for none.
        rows: of a choice, the names of the boxes that are drawn as its rows.
        details: small lines below the title, such as who and when; two at most.
        setting: the name of the setting that it belongs to; empty for none.
        has_detail: whether another chart shows it in detail, and leads back.
        removed: the word which says that it was removed since another version; empty for a box that is there.

    """

    name: str
    title: str
    kind: str
    href: str
    number: str = ""
    rows: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    setting: str = ""
    has_detail: bool = False
    removed: str = ""

    @property
    def small_lines(self) -> tuple[str, ...]:
        """All small lines below the title."""
        return said(self.removed, *self.details)

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
