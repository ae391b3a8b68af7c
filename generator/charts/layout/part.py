"""A part of a chart that is laid out: places, routes and labels from its left and top."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.charts.layout.graph import Block, Point

Route = tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A graph laid out; lengths are in CSS pixels.

    Attributes:
        width: of the whole.
        height: of the whole.
        axis: where edges enter it, from its left.
        places: the axis and the top of each box.
        routes: the corners of each link, from its source; one that leaves the part ends at its bottom.
        labels: the centre of each label, by the number of its link.
        outs: where links to each block outside leave at the bottom.
        exits: the same by the number of the link that stands for them in the larger graph.

    """

    width: float
    height: float
    axis: float
    places: Mapping[str, Point] = field(default_factory=dict)
    routes: Mapping[int, Route] = field(default_factory=dict)
    labels: Mapping[int, Point] = field(default_factory=dict)
    outs: Mapping[str, float] = field(default_factory=dict)
    exits: Mapping[int, float] = field(default_factory=dict)

    def block(self, name: str) -> Block:
        """The part as a block of a larger graph."""
        exits = {number: x - self.axis for number, x in self.exits.items()}
        return Block(name=name, left=self.axis, right=self.width - self.axis, height=self.height, entry=0, exits=exits)

    def moved(self, across: float, down: float) -> "Part":
        """The part further right and down."""
        return replace(
            self,
            places={name: shifted(point, across, down) for name, point in self.places.items()},
            routes={number: shifted_route(route, across, down) for number, route in self.routes.items()},
            labels={number: shifted(point, across, down) for number, point in self.labels.items()},
            outs={name: x + across for name, x in self.outs.items()},
            exits={number: x + across for number, x in self.exits.items()},
        )


def shifted(point: Point, across: float, down: float) -> Point:
    """A point further right and down."""
    return point[0] + across, point[1] + down


def shifted_route(route: Route, across: float, down: float) -> Route:
    """A route further right and down."""
    return tuple(shifted(point, across, down) for point in route)
