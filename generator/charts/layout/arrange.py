"""Layout within a given width: as layers where they fit, else with the branches of wide fans in rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import count

from generator.charts.layout.early_labels import labelled_early
from generator.charts.layout.fans import SINK, Fan, fans
from generator.charts.layout.graph import Block, Layering, Link, assign_layers, one_by_one
from generator.charts.layout.layered import Placed, lay_out
from generator.charts.layout.part import Part, Route
from generator.charts.layout.rows import in_rows

Item = Block | Part
_BRANCH_MARGIN = 40.0
_TOP = "↓"
"""Name of the block that stands for the way into a branch."""
_EXIT_AT = 28.0
"""So far from the left of a box the trunk of a single column leaves it, unless its axis is as near."""
_NEAR = 40.0
_MOST_BLOCKS = 400
"""So many blocks are laid out before no more fans are tried: of fans within fans there is no end. Real charts take about a hundred."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A chart as blocks and links.

    Attributes:
        items: the blocks by name, in the order of the file; or parts that are laid out already.
        links: the links in the order of the file.
        back: the numbers of the links that lead back; without them there is no circle.

    """

    items: Mapping[str, Item]
    links: Sequence[Link]
    back: AbstractSet[int]


def arrange(graph: Graph, column: float) -> Part:
    """Lay out a graph, no wider than `column` pixels where that can be."""
    return _Arrangement().arrange(graph, column)


class _Arrangement:
    """Layouts of a graph and of the branches within its fans."""

    def __init__(self) -> None:
        self._left = _MOST_BLOCKS

    def arrange(self, graph: Graph, column: float) -> Part:
        self._left -= len(graph.items)
        best = as_layers(graph, column)
        if best.width <= column:
            return best
        chosen = None
        # Where a single block is too wide, rows are no help.
        is_hopeless = self._left < 0 or max(map(_width, graph.items.values())) > column
        for fan in () if is_hopeless else _fans(graph):
            rowed = _Rowed(fan, graph, column, self.arrange)
            part = rowed.complete(as_layers(rowed.outer, column))
            if part.width < best.width:
                best, chosen = part, rowed
            if part.width <= column or self._left < 0:
                break
        if chosen and best.width > column:
            best = chosen.complete(self.arrange(chosen.outer, column))
        return best if best.width <= column else min(best, one_below_the_other(graph, column), key=lambda part: part.width)


def _fans(graph: Graph) -> Iterator[Fan]:
    """The fans of boxes: links out of a part, or out of several rows of a box, must not become one line."""
    return (fan for fan in fans([*graph.items], graph.links) if isinstance(item := graph.items[fan.source], Block) and not item.exits)


def _width(item: Item) -> float:
    return item.width if isinstance(item, Part) else item.left + item.right


def one_below_the_other(graph: Graph, column: float) -> Part:
    """Lay out a graph with each block in a layer of its own: as narrow as can be, with long ways beside the blocks.

    Labels of long ways are side by side below the block that they leave, or, where that is too wide, above their targets.
    """
    names = [*graph.items]
    if found := labelled_early(names, graph.links, graph.back):
        items = {**graph.items, **{name: _point(name) for name in found.layering.layers if name not in graph.items}}
        part = found.joined(_laid_out(Graph(items, found.links, found.layering.back), column, found.layering))
        if part.width <= column:
            return part
    layering = one_by_one(names, graph.links, graph.back)
    links = [link if link.number in graph.back else replace(link, named_at_target=True) for link in graph.links]
    if any(link.beside for link in links):
        links.sort(key=lambda link: layering.layers[link.target])  # A long way at the right leaves the place below a box to its own way on.
    return _laid_out(replace(graph, links=links), column, layering)


class _Rowed:
    """A graph in which the branches of one fan are one block of rows; `outer` is the graph around that block."""

    def __init__(self, fan: Fan, graph: Graph, column: float, arranged: Callable[[Graph, float], Part]) -> None:
        room = column - _indent(fan, graph.items)
        graphs = {link: _branch(link, inside, graph) for link, inside in fan.branches.items()}
        rows = in_rows([(link, arranged(branch, room - _BRANCH_MARGIN)) for link, branch in graphs.items()], room)
        self._name = next(iter(fan.branches)).target + "…"
        self._entering = [link.number for link in fan.branches]
        self._leaving = {link.number: link.target for link in graph.links if link.source in fan.inside and link.target not in fan.inside}
        numbers = count(max([*(link.number for link in graph.links), *graph.back]) + 1)
        self._entry = Link(number=next(numbers), source=fan.source, target=self._name)
        self._exits = {target: Link(number=next(numbers), source=self._name, target=target) for target in rows.outs}
        self._rows = replace(rows, exits={self._exits[target].number: x for target, x in rows.outs.items()})
        back = {self._exits[target].number for number, target in self._leaving.items() if number in graph.back}
        links = [*self._links_outside(fan, graph.links), *self._exits.values()]
        self.outer = Graph(dict(self._items_outside(fan, graph.items)), links, graph.back | back)

    def _items_outside(self, fan: Fan, items: Mapping[str, Item]) -> Iterator[tuple[str, Item]]:
        first = next(name for name in items if name in fan.inside)
        for name, item in items.items():
            if name == first:
                yield self._name, self._rows
            if name == fan.source and not self._rows.axis and isinstance(item, Block):
                exit_at = _EXIT_AT - item.left if item.left > _NEAR else 0.0
                yield name, replace(item, exits={**item.exits, self._entry.number: exit_at})
            elif name not in fan.inside:
                yield name, item

    def _links_outside(self, fan: Fan, links: Sequence[Link]) -> Iterator[Link]:
        entered = False
        for link in links:
            if link in fan.branches:
                if not entered:
                    yield self._entry
                entered = True
            elif link.source not in fan.inside:
                yield link

    def complete(self, outer: Part) -> Part:
        """The whole graph, from the outer one laid out."""
        axis, top = outer.places[self._name]
        inner = self._rows.moved(axis - self._rows.axis, top)
        own = {self._entry.number, *(link.number for link in self._exits.values())}
        routes = {number: route for number, route in outer.routes.items() if number not in own}
        for number, route in inner.routes.items():
            if number in self._entering:
                routes[number] = (*outer.routes[self._entry.number], *route)
            elif number in self._leaving:
                routes[number] = (*route, *outer.routes[self._exits[self._leaving[number]].number])
            else:
                routes[number] = route
        places = {name: place for name, place in outer.places.items() if name != self._name} | dict(inner.places)
        return replace(outer, places=places, routes=routes, labels={**outer.labels, **inner.labels})


def _indent(fan: Fan, items: Mapping[str, Item]) -> float:
    """How far from the left of the chart the trunk of a fan is, if its box is flush left."""
    item = items[fan.source]
    is_flush = any(link.beside for link in fan.branches)
    return item.left if is_flush and isinstance(item, Block) else 0.0


def _branch(entry: Link, inside: AbstractSet[str], graph: Graph) -> Graph:
    """A branch of a fan as a graph of its own, with a place at its bottom for each block that it leads to.

    If ways of its own lead back to its first block, it has a place at its top too, so that those find the entry taken.
    """
    own = [link for link in graph.links if link.source in inside]
    sinks = {link.target for link in own if link.target not in inside}
    ends = {SINK + name: _point(SINK + name) for name in graph.items if name in sinks}
    items = {name: item for name, item in graph.items.items() if name in inside} | ends
    links = [replace(link, target=SINK + link.target) if link.target in sinks else link for link in own]
    if any(link.target == entry.target for link in own):
        items = {_TOP: _point(_TOP), **items}
        links = [Link(number=entry.number, source=_TOP, target=entry.target), *links]
    back = graph.back - {link.number for link in own if link.target in sinks}
    return Graph(items, links, back)


def _point(name: str) -> Block:
    return Block(name=name, left=0, right=0, height=0, entry=0)


def as_layers(graph: Graph, column: float) -> Part:
    """Lay out a graph as layers, even if that is wider than the column."""
    return _laid_out(graph, column, assign_layers([*graph.items], graph.links, graph.back))


def _laid_out(graph: Graph, column: float, layering: Layering) -> Part:
    sinks = [name for name in graph.items if name.startswith(SINK)]
    if sinks:
        lowest = max(layer for name, layer in layering.layers.items() if name not in sinks) + 1
        layers = {**layering.layers, **dict.fromkeys(sinks, lowest)}
        ranks = {layer: rank for rank, layer in enumerate(sorted(set(layers.values())))}  # A layer of sinks alone is empty now.
        layering = Layering({name: ranks[layer] for name, layer in layers.items()}, layering.back)
    blocks = [item.block(name) if isinstance(item, Part) else item for name, item in graph.items.items()]
    placed = lay_out(blocks, graph.links, layering, column)
    first = next(iter(graph.items))
    return Part(
        width=placed.width,
        height=placed.height,
        axis=placed.blocks[first][0],
        places={name: place for name, place in placed.blocks.items() if name not in sinks and name != _TOP},
        routes={**placed.routes, **{link.number: _to_bottom(placed, link) for link in graph.links if link.target in sinks}},
        labels=placed.labels,
        outs={name.removeprefix(SINK): placed.blocks[name][0] for name in sinks},
    )


def _to_bottom(placed: Placed, link: Link) -> Route:
    """The route of a link that leaves a part, as far as the part's bottom."""
    route = placed.routes[link.number]
    return (*route, (route[-1][0], placed.height))
