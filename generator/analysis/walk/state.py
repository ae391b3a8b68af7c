"""State of a walk: a value that says where a reader is, what she has answered and what is still to come."""

from dataclasses import dataclass
from enum import StrEnum


class Known(StrEnum):
    """Knowledge of an entry."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "not known yet"


class EventKind(StrEnum):
    """Kinds of events on a walk."""

    ENTERED = "entered"
    """The box was come to."""
    TOOK = "took"
    """The reader took these ways."""
    TOOK_ITSELF = "took by itself"
    """The way was taken without a click, since of what was asked only this one fits, or no option is left."""
    RETURNED = "returned"
    """The chart that shows the box in detail was gone through."""
    DROPPED = "dropped"
    """The way was pending, and where it leads was entered already."""
    USED_UP = "used up"
    """All options of the choice in turn have been tried, and nothing comes then."""
    ENDED = "ended"
    """A branch ended here, for the whole walk."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a box; `ways` are the ways concerned, by number."""

    kind: EventKind
    box: str
    ways: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Branches:
    """Branches that wait while one of them is walked."""

    fork: str
    followed: tuple[int, ...]
    """All ways that are followed, by number."""
    waiting: tuple[int, ...]
    """Those still to be walked."""
    join: str
    since: int
    """How many events there were when they were opened."""
    arrived: bool = False
    """Whether a branch has come to the join."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A chart that is gone through in detail, from a box."""

    box: str
    ended: bool = False
    """Whether a branch came to an end in it, and so back."""


@dataclass(frozen=True, slots=True)
class First:
    """Questions that come first where a walk begins in the middle: the “ask” boxes still to come, and then the place itself."""

    goals: tuple[str, ...]


Frame = Branches | Detail | First


@dataclass(frozen=True, slots=True)
class Given:
    """A treatment that is being given, and the choice of which it is an option (or nothing)."""

    treatment: str
    choice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a walk stands. Two equal states go on alike."""

    row: tuple[str, ...] = ()
    """The boxes shown as one step; the last is where it goes on. None at the end of the walk."""
    detail: bool = False
    """Whether the chart of the last box comes next."""
    groups: tuple[str, ...] = ()
    """The groups that the last box goes on with, of which the reader must still say which members are given."""
    stack: tuple[Frame, ...] = ()
    events: tuple[Event, ...] = ()
    answers: tuple[tuple[str, Known], ...] = ()
    due: frozenset[str] = frozenset()
    """The entries to be asked again."""
    tried: frozenset[tuple[str, int]] = frozenset()
    """The options of choices in turn that were taken, by choice and number."""
    ticks: frozenset[tuple[str, int, int]] = frozenset()
    """All that was ticked in scores: the score, the item by its place, and the cell; what is known from answers is not among it."""
    given: tuple[Given, ...] = ()
    before: tuple[tuple[Given, ...], ...] = ()
    """The treatments that were being given when each of the boxes shown was come to."""
    option: str = ""
    """The choice whose option the boxes now belong to."""

    @property
    def box(self) -> str:
        """The box where it goes on; nothing at the end of the walk."""
        return self.row[-1] if self.row else ""

    @property
    def treatments(self) -> tuple[str, ...]:
        """The treatments being given, in the order in which they came."""
        return tuple(dict.fromkeys(given.treatment for given in self.given))

    @property
    def ends(self) -> tuple[str, ...]:
        """The last boxes of all branches so far."""
        return tuple(event.box for event in self.events if event.kind is EventKind.ENDED)

    def meeting(self, box: str) -> int | None:
        """The frame, by number, whose branches meet at a box."""
        for number in reversed(range(len(self.stack))):
            frame = self.stack[number]
            if isinstance(frame, Detail):
                return None
            if isinstance(frame, Branches) and frame.join == box:
                return number
        return None

    def kept(self, restarts: frozenset[str]) -> int:
        """How many frames of the stack are kept on a way that goes back before some forks."""
        kept = len(self.stack)
        for number in reversed(range(len(self.stack))):
            frame = self.stack[number]
            if isinstance(frame, Detail):
                break
            if isinstance(frame, Branches) and frame.fork in restarts:
                kept = number
        return kept

    def visits(self, box: str) -> int:
        """How often a box was come to."""
        return sum(event.kind is EventKind.ENTERED and event.box == box for event in self.events)

    def takes(self, box: str, way: int) -> int:
        """How often a way was taken."""
        kinds = EventKind.TOOK, EventKind.TOOK_ITSELF
        return sum(event.kind in kinds and event.box == box and way in event.ways for event in self.events)
