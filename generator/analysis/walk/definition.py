"""Definition of the walk: all that a walk needs to know of a pathway, computed once and free of the model.

A walker, in Python or in a page, follows these objects and computes nothing of its own: where branches meet, which ways go back and
what is asked are all in here.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from generator.analysis.scores import Range
from generator.model import Kind

SIMPLE = frozenset({Kind.START, Kind.ACTION, Kind.CAUTION})
"""Kinds of boxes that decide nothing: shown in passing, in a row with the box that they lead to."""
FORKS = frozenset({Kind.SEVERAL, Kind.ALL})
"""Kinds of boxes at which several ways can be followed."""
DECISIONS = FORKS | {Kind.QUESTION, Kind.CHOICE}
"""Kinds of boxes at which ways are taken."""
TERMINAL = frozenset({Kind.END, Kind.EXIT})


class Passing(StrEnum):
    """Whether a branch comes by a box where branches may meet."""

    PASSES = "passes"
    ENDS = "ends"
    """It ends before."""
    BYPASSES = "bypasses"
    """It can come to what follows on that box without coming by it: so the branches do not meet there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way on from a box; `number` is its place under “next”, and the `then` of a choice in turn comes behind the last."""

    number: int
    goal: str
    has: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    """The treatments that are being given from here on: those of the way, and the parts of regimens."""
    barred: tuple[str, ...] = ()
    """The entries with any of which nothing of an option should be given; known of options that are tried in turn."""
    holds: Range | None = None
    """The sums of the score (in halves), or the ranks of its level, with which it is taken."""
    optional: bool = False
    adds: bool = False
    at_most: int | None = None
    is_then: bool = False
    goes_back: bool = False
    confirms: bool = False
    """Whether an “ask” further on has its answers confirmed, as time has passed."""
    restarts: frozenset[str] = frozenset()
    """The boxes “several” and “all” before which it goes back: their open branches are given up."""


@dataclass(frozen=True, slots=True)
class Group:
    """Something that an “ask” asks as one: a single entry or treatment, or the entries of a group of which one at most is true."""

    id: str
    entries: tuple[str, ...]
    one_of: bool


@dataclass(frozen=True, slots=True)
class Join:
    """A box where branches may meet, and for each way of the fork, by number, whether it comes by."""

    box: str
    passing: tuple[Passing, ...]


@dataclass(frozen=True, slots=True)
class Continued:
    """A group that a box goes on with, its members, and what is given with each: itself and, of a regimen, the parts.

    Without a group: the single treatments that it goes on with, of those that the pathway gives.
    """

    group: str
    members: tuple[str, ...]
    gives: tuple[tuple[str, ...], ...]

    def asked(self, given: Collection[str]) -> tuple[str, ...]:
        """The members of which the reader must say whether they are being given: of a group all or, where one is given, none."""
        missing = tuple(member for member in self.members if member not in given)
        return missing if not self.group or missing == self.members else ()


@dataclass(frozen=True, kw_only=True)
class WalkBox:
    """A box as the walk knows it."""

    id: str
    kind: Kind
    region: str
    """Its section; of a pathway with one section, its chart."""
    ways: tuple[Way, ...] = ()
    in_turn: bool = False
    score: str = ""
    """The score that is counted there."""
    asks: tuple[Group, ...] = ()
    through: str = ""
    """The first box of the chart that shows it in detail."""
    gives: tuple[str, ...] = ()
    """The treatments given or gone on with, and the parts of regimens."""
    continues: tuple[Continued, ...] = ()
    stops: frozenset[str] = frozenset()
    """The treatments that are no longer given: members and parts, and regimens that lose a part, are among them."""
    joins: tuple[Join, ...] = ()
    """Where its branches may meet, the first box first."""
    asked_first: tuple[str, ...] = ()
    """The “ask” boxes that every way to it passes: a walk that begins here begins with them."""

    @cached_property
    def options(self) -> tuple[Way, ...]:
        """The ways under “next”."""
        return tuple(way for way in self.ways if not way.is_then)

    @cached_property
    def then(self) -> Way | None:
        """Where a choice in turn goes when its options are used up."""
        return next((way for way in self.ways if way.is_then), None)

    def join_of(self, followed: tuple[int, ...]) -> str:
        """The box where the ways followed, by number, meet; nothing where they do not.

        It is the first that all of them come by but for those that end before; at least two must come by.
        """
        for join in self.joins:
            kinds = [join.passing[number] for number in followed]
            if Passing.BYPASSES not in kinds and kinds.count(Passing.PASSES) > 1:
                return join.box
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """How an entry hangs together with others."""

    within: tuple[str, ...] = ()
    """Its members, and theirs: it is true where one of these is."""
    around: tuple[str, ...] = ()
    """The entries that it is a member of, and those that these are members of."""
    leaves: tuple[str, ...] = ()
    """The last of its members, that have none themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A treatment that an “ask” names: what is being given where the answer is yes, and what is not where it is no."""

    gives: tuple[str, ...]
    """Itself and, of a regimen, the parts."""
    ends: frozenset[str]
    """Itself, of a group the members, and every regimen that has one of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreItem:
    """An item of a score: its cells are numbered from 1, and 0 is none of them."""

    values: tuple[int, ...]
    """For each cell what it adds (in halves), or the rank of its level."""
    single: bool = False
    """Whether it has one cell, which may be left unticked."""
    entries: tuple[str, ...] = ()
    """For each cell the entry that is true of the patient, where the item is an entry or a group of them: then it is known from there."""
    group: tuple[str, ...] = ()
    """The entries of which one at most is true, these among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkScore:
    """A score as the walk counts it: the sum of its items, or with `highest` the worst of them."""

    id: str
    items: tuple[ScoreItem, ...]
    highest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional:
    """A statement that holds for some patients: it applies where any of its entries is true, or with `together` all of them."""

    id: str
    entries: tuple[str, ...]
    together: bool = False
    treats: bool = False
    """Whether it names a treatment: then a worked case meets it at the step that offers this, and not at an “ask”."""


@dataclass(frozen=True, slots=True)
class Definition:
    """The walk of a pathway: its boxes by id, where a walk begins, and what answers mean.

    That are the entries that have or are members, the treatments asked about, the scores, and the statements that then apply.
    """

    first: str
    boxes: Mapping[str, WalkBox]
    entries: Mapping[str, Inner]
    treatments: Mapping[str, Asked]
    scores: Mapping[str, WalkScore]
    statements: tuple[Conditional, ...]
