"""Names of people and bodies, as the format writes them."""

import re
from collections.abc import Mapping

from generator.intake.texts import plain

Name = Mapping[str, str]

_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|[234](?:nd|rd|th))\.?")
_PARTICLES = frozenset("van von vom zu zum zur de der den del della di da do dos du des la le ter ten te af av bin ibn el al".split())
_MEDLINE = re.compile(r"(.+?) ([A-Z][A-Za-z]{0,3})(?: (Jr|Sr|II|III|IV|[234](?:nd|rd|th)))?")
_LONGEST_INITIALS = 3


def others(text: str) -> bool:
    """Whether a name only says that there are more."""
    return plain(text).strip("[]. ").lower() in {"et al", "et alii", "and others", "others"}


def nobody(text: str) -> bool:
    """Whether a name says that there is none."""
    return plain(text).strip("[]. ").lower() in {"", "anonymous", "no authors listed", "anon"}


def body(text: str) -> Name:
    """A body, such as a society."""
    return {"literal": plain(text)}


def person(family: str, given: str = "", suffix: str = "") -> Name:
    """A person; of the given names the initials are kept, particles go before the family name."""
    words = plain(given).replace(",", " ").split()
    if not suffix and len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    particles: list[str] = []
    while len(words) > 1 and words[-1].lower() == words[-1] and words[-1] in _PARTICLES:
        particles.insert(0, words.pop())
    parts = {
        "family": " ".join([*particles, plain(family)]).strip(),
        "given": initials(" ".join(words)),
        "suffix": plain(suffix).rstrip("."),
    }
    return {key: value for key, value in parts.items() if value}


def inverted(text: str) -> Name:
    """A name as “Family, Given” or “Family, Given, Suffix”; without a comma it is that of a body."""
    family, comma, rest = plain(text).partition(",")
    if not comma or not family.strip():
        return body(text.strip().strip(","))
    given, _, suffix = rest.partition(",")
    if _SUFFIX.fullmatch(given.strip()) and suffix.strip():
        given, suffix = suffix, given
    return person(family, given, suffix.strip())


def medline(text: str) -> Name:
    """A name as PubMed abbreviates it: “van Engelen BG”, “Fleischer AB Jr”."""
    match = _MEDLINE.fullmatch(plain(text))
    return person(match[1], match[2], match[3] or "") if match else person(text)


def initials(given: str) -> str:
    """The initials of given names, in the manner of `J P` and `J-P`."""
    return " ".join(filter(None, map(_initial, plain(given).replace(".", ". ").split())))


def _initial(word: str) -> str:
    word = word.strip(".")
    if word.isupper() and word.isalpha() and 1 < len(word) <= _LONGEST_INITIALS:
        return " ".join(word)
    if word.lower() == word.upper():
        # Scripts without capitals have no initials.
        return word
    parts = re.split(r"[-\u2010\u2011]", word)
    return "-".join(part[0] for part in parts if part)
