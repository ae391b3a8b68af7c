"""Where all ways on from a box meet again, and in how many ways a reader gets there."""

EXIT = ""
"""Where every route ends: behind its last box."""
CEILING = 10**1000
"""Counts stop here, since those of forks within forks soon have more digits than there are atoms; all below is exact."""


class PostDominatorTree:
    """The boxes, each hung under the next one that every way on from it passes, with the number of ways between the two.

    A box has a link to the one above it and one that leaps far ahead, so that a question about two boxes takes as many
    steps as their number has digits, however long the pathway.
    """

    def __init__(self) -> None:
        self.above: dict[str, str] = {EXIT: EXIT}
        self._depth = {EXIT: 0}
        self._ways = {EXIT: 1}
        self._leap = {EXIT: EXIT}
        self._leap_ways = {EXIT: 1}

    def insert(self, box: str, above: str, ways: int) -> None:
        """Adds a box under one that is there already; `ways` lead from it to that one."""
        far = self._leap[above]
        even = self._depth[above] - self._depth[far] == self._depth[far] - self._depth[self._leap[far]]
        self.above[box], self._depth[box], self._ways[box] = above, self._depth[above] + 1, min(ways, CEILING)
        self._leap[box] = self._leap[far] if even else above
        further = self._leap_ways[above] * self._leap_ways[far] if even else 1
        self._leap_ways[box] = min(self._ways[box] * further, CEILING)

    def lca(self, one: str, other: str) -> str:
        """The first box that all ways on from both pass; one of the two where the other leads to it."""
        if self._depth[one] < self._depth[other]:
            one, other = other, one
        while self._depth[one] > self._depth[other]:
            leap = self._leap[one]
            one = leap if self._depth[leap] >= self._depth[other] else self.above[one]
        while one != other:
            leaps = self._leap[one] != self._leap[other]
            one, other = (self._leap[one], self._leap[other]) if leaps else (self.above[one], self.above[other])
        return one

    def path_count(self, box: str, stop: str) -> int:
        """In how many ways a reader gets from a box to one that every way on from it passes."""
        found = 1
        while box != stop:
            leap = self._leap[box]
            far = self._depth[leap] >= self._depth[stop]
            found = min(found * (self._leap_ways[box] if far else self._ways[box]), CEILING)
            box = leap if far else self.above[box]
        return found
