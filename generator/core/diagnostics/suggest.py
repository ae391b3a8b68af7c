"""The question “Did you mean …?”, and the id that belongs to a title."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

# The comparison takes time by length squared; a word longer than this is no slip of the pen.
_LONGEST = 80
# A title is long, and so it is near to others sooner than an id.
_NEAR_TITLE = 0.8
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NO_NAMES = re.compile(r"\bet\.?\s*al\b\.?|\band\b|[^\w\s-]|_", re.IGNORECASE)
_INITIALS = 2
_MOST = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something with an id and a title: what it is, what its title is called, and both."""

    noun: str
    said: str
    id: str
    title: str
    cited: "Cited | None" = None
    """By whom and when, if it is a publication."""


@dataclass(frozen=True, slots=True)
class Cited:
    """Family names (or names of bodies) of a publication's authors, and its year."""

    authors: tuple[str, ...]
    year: str


def did_you_mean(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """A sentence with the known word nearest to `word` (and a space before it), or nothing."""
    name = nearest(word, known, likeness)
    return f" Did you mean “{name}”?" if name else ""


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word most like `word`, where one is like it; case makes no difference."""
    if len(word) > _LONGEST:
        return None
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(name.casefold(), name)
    matches = get_close_matches(word.casefold(), folded, n=1, cutoff=likeness)
    return folded[matches[0]] if matches else None


def suggest_id(word: str, known: Iterable[str], named: Sequence[Candidate]) -> str:
    """A sentence with the id of what has this title, or with the id or the title nearest to it (and a space before it), or nothing."""
    known = (*known,)
    if word.casefold() in {name.casefold() for name in known}:
        return did_you_mean(word, known)
    by_title: dict[str, Candidate] = {}
    for entry in named:
        by_title.setdefault(_folded(entry.title), entry)
    folded = _folded(word)
    if found := by_title.get(folded):
        return f" The {found.noun} with that {found.said} has the id “{found.id}”."
    if any(entry.cited for entry in named):
        return _publications(word, named)
    if question := did_you_mean(word, known):
        return question
    near = get_close_matches(folded, by_title, n=1, cutoff=_NEAR_TITLE) if len(folded) <= _LONGEST else []
    return f" The {by_title[near[0]].noun} “{by_title[near[0]].title}” has the id “{by_title[near[0]].id}”." if near else ""


def _publications(word: str, named: Sequence[Candidate]) -> str:
    """A question for the publications of this author and year: a likeness of letters would offer somebody else's."""
    year = _YEAR.search(word)
    names = _NO_NAMES.sub(" ", word[: year.start()] if year else word)
    found = dict.fromkeys(entry.id for entry in named if entry.cited and _is_cited(entry.cited, names, year[0] if year else ""))
    return f" Did you mean {' or '.join(f'“{name}”' for name in [*found][:_MOST])}?" if found else ""


def _is_cited(cited: Cited, names: str, year: str) -> bool:
    """Whether a publication is of this year (any, if none is named), and by the authors who are named, be it with their initials."""
    authors = [*map(_letters, cited.authors)]
    wanted = [part for part in map(_letters, names.replace("-", "").split()) if part]
    whole = "".join(wanted)
    families = [part for part in wanted if len(part) > _INITIALS] or wanted
    is_by = bool(authors and wanted) and (whole in {authors[0], "".join(authors[:2])} or {*families} <= {*authors})
    return is_by and year in {"", cited.year}


def _letters(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text).casefold() if letter.isalnum())


def _folded(title: str) -> str:
    return " ".join(title.casefold().split()).rstrip(".")
