"""Post-dominator tree: where all ways on from a box meet again."""

EXIT = ""
"""Where every route ends: behind its last box."""


class PostDominatorTree:
    """The boxes, each under its immediate post-dominator: the next box that every way on from it passes."""

    def __init__(self) -> None:
        self.above: dict[str, str] = {EXIT: EXIT}
        self._depth = {EXIT: 0}

    def insert(self, box: str, above: str) -> None:
        """Add a box under one that is there already."""
        self.above[box], self._depth[box] = above, self._depth[above] + 1

    def lca(self, one: str, other: str) -> str:
        """The first box that all ways on from both pass; one of the two where the other leads to it."""
        while one != other:
            if self._depth[one] >= self._depth[other]:
                one = self.above[one]
            else:
                other = self.above[other]
        return one
