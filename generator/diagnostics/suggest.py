"""The question “Did you mean …?”."""

from collections.abc import Iterable
from difflib import get_close_matches

# The comparison takes time by length squared; a word longer than this is no slip of the pen.
_LONGEST = 80


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with the known word nearest to `word` (and a space before it), or nothing."""
    matches = get_close_matches(word, list(known), n=1, cutoff=0.6) if len(word) <= _LONGEST else []
    return f" Did you mean “{matches[0]}”?" if matches else ""
