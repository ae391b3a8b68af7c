"""Cells of each layer: blocks, and dummies where a link passes by or its label needs room; ordered with few crossings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.charts.layout.graph import Block, Layering, Link

SLOT = 18.0
"""Between two edges that enter one block side by side."""
LABEL_GAP = 12.0
_DUMMY = 5.0
_FAR_RIGHT = 1e6
_ROUNDS = 12


@dataclass(slots=True, eq=False)
class Cell:
    """A place in a layer. `link` is the link that passes through a dummy; `x` is the place of the axis; edges enter in `slots`."""

    layer: int
    block: Block | None = None
    link: Link | None = None
    ins: list["Segment"] = field(default_factory=list)
    outs: list["Segment"] = field(default_factory=list)
    slots: list["Slot"] = field(default_factory=list)
    left: float = _DUMMY
    right: float = _DUMMY
    x: float = 0

    @property
    def is_lane(self) -> bool:
        """Whether it stands for a way back, outside of all layers."""
        return self.block is None and not self.ins

    def exit_of(self, link: Link) -> float:
        """How far right of the axis a link leaves."""
        return self.block.exits.get(link.number, 0.0) if self.block else 0.0

    def siblings_of(self, other: "Cell") -> bool:
        """Whether some cell leads to both: their order is the author's."""
        return any(one.upper is two.upper for one in self.ins for two in other.ins)


@dataclass(slots=True, eq=False)
class Segment:
    """The part of a link between two neighbouring layers; it leaves and enters so far right of the axes of its cells."""

    link: Link
    upper: Cell
    lower: Cell
    leaves: float = 0
    enters: float = 0
    lands: float = 0
    """Where it meets the block, if that is narrower than the labels above it."""

    @property
    def is_bent(self) -> bool:
        """Whether it turns towards its block below its label."""
        return self.lands != self.enters

    @property
    def is_labelled(self) -> bool:
        """Whether the label of the link is on this segment: the first below its source, or that above its target."""
        if not self.link.width or self.upper.is_lane:
            return False
        return (self.lower if self.link.named_at_target else self.upper).block is not None

    @property
    def is_gathered(self) -> bool:
        """Whether it may share its way into its target with others: without a label, and alone out of its cell."""
        return not self.is_labelled and self.lower.block is not None and len(self.upper.outs) == 1

    @property
    def top(self) -> float:
        """Where it leaves the upper cell."""
        return self.upper.x + self.leaves

    @property
    def bottom(self) -> float:
        """Where it enters the lower cell."""
        return self.lower.x + self.enters


@dataclass(frozen=True, slots=True)
class Slot:
    """The segments that enter a cell at one place; the width of that place, and where in it they come down."""

    segments: Sequence[Segment]
    width: float
    line: float
    is_labelled: bool = False


@dataclass(slots=True, eq=False)
class Turn:
    """A way back: it leaves the layers below `begins`, runs up in `lane`, and enters its target as `arrival`.

    One with nothing at its right is early: it turns below its label, and not below all that is in its layer.
    """

    link: Link
    begins: Cell
    lane: Cell
    arrival: Segment
    leaves: float = 0
    is_early: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of all layers in their order, and the ways back."""

    layers: list[list[Cell]]
    homes: Mapping[str, Cell]
    turns: tuple["Turn", ...]

    def segments(self) -> Iterator[Segment]:
        """All segments, layer by layer."""
        for layer in self.layers:
            for cell in layer:
                yield from cell.outs


def arrange(blocks: Sequence[Block], links: Sequence[Link], layering: Layering) -> Grid:
    """Put blocks and dummies into layers, in an order with few crossings in which siblings keep the order of the file."""
    layers, homes, turns = _visited(blocks, links, layering)
    _exchange(layers)
    for turn in turns:
        turn.is_early = turn.begins.block is None and layers[turn.begins.layer][-1] is turn.begins
    grid = Grid(layers, homes, tuple(turns))
    for layer in layers:
        for cell in layer:
            _measure(cell)
    return grid


def _visited(blocks: Sequence[Block], links: Sequence[Link], layering: Layering) -> tuple[list[list[Cell]], dict[str, Cell], list[Turn]]:
    """Cells in the order of a depth-first visit along the links, ways back last."""
    lowest = min(layering.layers.values())
    homes = {block.name: Cell(layering.layers[block.name] - lowest, block=block) for block in blocks}
    leaving: dict[str, list[Link]] = {block.name: [] for block in blocks}
    for link in sorted(links, key=lambda link: link.number in layering.back):
        leaving[link.source].append(link)
    depth = max(cell.layer for cell in homes.values()) + 2
    layers: list[list[Cell]] = [[] for _ in range(depth)]
    turns: list[Turn] = []
    placed: set[str] = set()

    def pass_through(cell: Cell, link: Link) -> Cell:
        dummy = Cell(cell.layer + 1, link=link)
        layers[dummy.layer].append(dummy)
        _join(link, cell, dummy)
        return dummy

    def visit(name: str) -> None:
        placed.add(name)
        layers[homes[name].layer].append(homes[name])
        for link in leaving[name]:
            cell = homes[name]
            if link.number in layering.back:
                turns.append(_turn(link, pass_through(cell, link) if link.width else cell, homes[link.target]))
                continue
            goal = homes[link.target]
            while cell.layer + 1 < goal.layer:
                cell = pass_through(cell, link)
            _join(link, cell, goal)
            if link.target not in placed:
                visit(link.target)

    for block in blocks:
        if block.name not in placed:
            visit(block.name)
    return [layer for layer in layers if layer], homes, turns


def _turn(link: Link, begins: Cell, goal: Cell) -> Turn:
    lane = Cell(goal.layer - 1, link=link, x=_FAR_RIGHT)
    arrival = Segment(link, lane, goal)
    goal.ins.append(arrival)
    return Turn(link, begins, lane, arrival, begins.exit_of(link))


def _join(link: Link, upper: Cell, lower: Cell) -> None:
    segment = Segment(link, upper, lower, upper.exit_of(link))
    upper.outs.append(segment)
    lower.ins.append(segment)


def _exchange(layers: Sequence[list[Cell]]) -> None:
    """Exchange neighbours that are no siblings as long as that lessens crossings (the greedy switch heuristic)."""
    for _ in range(_ROUNDS):
        changes = [_exchanged(layers, number) for number in range(len(layers))]
        if not any(changes):
            return


def _exchanged(layers: Sequence[list[Cell]], number: int) -> bool:
    layer, changed = layers[number], False
    above = {id(cell): place for place, cell in enumerate(layers[number - 1])} if number else {}
    below = {id(cell): place for place, cell in enumerate(layers[number + 1])} if number + 1 < len(layers) else {}
    for place in range(len(layer) - 1):
        one, other = layer[place], layer[place + 1]
        if one.siblings_of(other):
            continue
        now = _crossings(one, other, above, below)
        if now and _crossings(other, one, above, below) < now:
            layer[place], layer[place + 1] = other, one
            changed = True
    return changed


def _crossings(left: Cell, right: Cell, above: Mapping[int, int], below: Mapping[int, int]) -> int:
    ups = (
        [above.get(id(segment.upper), len(above)) for segment in left.ins],
        [above.get(id(segment.upper), len(above)) for segment in right.ins],
    )
    downs = [below[id(segment.lower)] for segment in left.outs], [below[id(segment.lower)] for segment in right.outs]
    return sum(one > other for lefts, rights in (ups, downs) for one in lefts for other in rights)


def _measure(cell: Cell) -> None:
    """Give a cell its slots and its width: that of its block or of the strip of labels above it."""
    cell.slots = _slots(cell)
    before = _before_axis(cell.slots)
    if cell.block:
        cell.left, cell.right = cell.block.left, cell.block.right
    cell.left, cell.right = max(cell.left, before), max(cell.right, sum(slot.width for slot in cell.slots) - before)


def _slots(cell: Cell) -> list[Slot]:
    """Those that come alone from their cells and have no label share one."""
    shared = [segment for segment in cell.ins if segment.is_gathered]
    alone = ([segment] for segment in cell.ins if not segment.is_gathered)
    return [_slot(segments) for segments in (*alone, shared) if segments]


def _slot(segments: list[Segment]) -> Slot:
    link = segments[0].link
    if not segments[0].is_labelled:
        return Slot(segments, SLOT, SLOT / 2)
    before, after = link.reach
    return Slot(segments, before + after + LABEL_GAP, before + LABEL_GAP / 2, is_labelled=True)


def _before_axis(slots: Sequence[Slot]) -> float:
    """How much of the strip is left of the axis: half, or the first line is on the axis if labels are beside their lines."""
    if any(slot.is_labelled and slot.segments[0].link.beside for slot in slots):
        return slots[0].line
    return sum(slot.width for slot in slots) / 2


def spread(cell: Cell) -> None:
    """Order the slots above a cell by where their edges come from, and say where each edge enters."""
    if not cell.slots:
        return
    ordered = sorted(cell.slots, key=lambda slot: sum(segment.top for segment in slot.segments) / len(slot.segments))
    at = -_before_axis(ordered)
    room = cell.block.entry if cell.block else 0
    scale = room / -at if at < -room and not any(slot.is_labelled for slot in ordered) else 1
    for slot in ordered:
        enters = (at + slot.line) * scale
        lands = enters if cell.block is None else min(max(enters, -room), room)
        for segment in slot.segments:
            segment.enters, segment.lands = enters, lands
        at += slot.width
