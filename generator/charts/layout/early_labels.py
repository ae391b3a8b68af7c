"""Labels of long ways near where they begin: the ways of a box meet below it, side by side, in a layer of their labels."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import count

from generator.charts.layout.graph import Layering, Link, one_by_one
from generator.charts.layout.part import Part

_MARK = "…"
"""Begins the names of the points below the labels."""


@dataclass(frozen=True, slots=True)
class EarlyLabels:
    """Links that are cut in two below their labels.

    Attributes:
        links: all links; of one that is cut, both parts.
        layering: the layers of blocks and of the points where links are cut.
        rest: the second part of each link that is cut, by the number of the first.

    """

    links: Sequence[Link]
    layering: Layering
    rest: Mapping[int, int]

    def joined(self, part: Part) -> Part:
        """A layout in which the links are whole again."""
        seconds = {*self.rest.values()}
        routes = {
            number: (*route, *part.routes[self.rest[number]]) if number in self.rest else route
            for number, route in part.routes.items()
            if number not in seconds
        }
        places = {name: place for name, place in part.places.items() if not name.startswith(_MARK)}
        return replace(part, routes=routes, places=places)


def labelled_early(names: Sequence[str], links: Sequence[Link], back: AbstractSet[int]) -> EarlyLabels | None:
    """Cut the labelled links of blocks from which one of them leads past others, or back; nothing if there are none.

    Args:
        names: the blocks in the order of the file.
        links: the links in the order of the file.
        back: the numbers of the links that lead back.

    """
    layering = one_by_one(names, links, back)
    sources = {link.source for link in links if link.width and link.beside and layering.span(link) != 1 and link.source != link.target}
    if not sources:
        return None
    numbers = count(max([*(link.number for link in links), *back]) + 1)
    parts: list[Link] = []
    rest: dict[int, int] = {}
    points: dict[str, list[str]] = {}
    for link in sorted(links, key=lambda link: link.number in back):
        if link.source not in sources or not link.width:
            parts.append(link)
            continue
        point = f"{_MARK}{link.number}"
        points.setdefault(link.source, []).append(point)
        rest[link.number] = next(numbers)
        parts += [replace(link, target=point), Link(number=rest[link.number], source=point, target=link.target, beside=link.beside)]
    layers: dict[str, int] = {}
    for number, name in enumerate(sorted(layering.layers, key=layering.layers.__getitem__)):
        layers[name] = 2 * number
        layers.update(dict.fromkeys(points.get(name, ()), 2 * number + 1))
    ranks = {layer: rank for rank, layer in enumerate(sorted(set(layers.values())))}
    turned = frozenset(rest.get(number, number) for number in back)
    return EarlyLabels(parts, Layering({name: ranks[layer] for name, layer in layers.items()}, turned), rest)
