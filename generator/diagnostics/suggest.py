"""The question “Did you mean …?”."""

from collections.abc import Iterable
from difflib import get_close_matches

# The comparison takes time by length squared; a word longer than this is no slip of the pen.
_LONGEST = 80


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with the known word nearest to `word` (and a space before it), or nothing."""
    name = nearest(word, known)
    return f" Did you mean “{name}”?" if name else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, where one is like it; case makes no difference."""
    if len(word) > _LONGEST:
        return None
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(name.casefold(), name)
    matches = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None
