"""Names of people and bodies, as the format writes them."""

import re
from collections.abc import Mapping

from generator.references.importers.texts import plain

Name = Mapping[str, str] | str
"""The keys of a person, or the name of a body."""

_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|[234](?:nd|rd|th))\.?")
_PARTICLES = frozenset("van von vom zu zum zur de der den del della di da do dos du des la le ter ten te af av bin ibn el al".split())
_MEDLINE = re.compile(r"(.+?) ([A-Z][A-Za-z]{0,3})(?: (Jr|Sr|II|III|IV|[234](?:nd|rd|th)))?")
_LONGEST_INITIALS = 3
# Initials in capitals behind a family name, as Embase and the Cochrane Library have them, or dotted ones before it.
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,4}")
_DOTTED = re.compile(r"((?:[^\W\d_]\.[- ]?){1,4}) ?([^.]+)")
_COUNTRIES = frozenset(("UK", "US", "USA", "EU", "U.K.", "U.S.", "U.S.A."))
_BODY = re.compile(
    r"\b(?:academ(?:y|ies|ia)\b|administration|agenc(?:y|ies)\b|alliance|association|bureau|cent(?:re|er)s?\b|coalition|collaborat|college|"
    r"comit[éeè]|commission|committee|company\b|consorti|council\b|department|divi[sz]ion|federation|foundation|gesellschaft|g(?:mb|rb)h\b|"
    r"gro?ups?\b|hospital|inc\b|initiative|institut|investigators|ltd\b|minist(?:ry|erio|ère|erium)|nations\b|organi[sz]ation|"
    r"secretariat|soci(?:et|été|edad)|universit|verein\b)",
    re.IGNORECASE,
)
# These are family names as well, so they make a body only of several words.
_PERHAPS_BODY = re.compile(
    r"\b(?:authors?|board|force|fund|health|league|network|office|panel|polic(?:y|ies)|program(?:me)?s?|projects?|registry|royal|services?|"
    r"stud(?:y|ies)|task|team|trials?|trust|union|working|world)\b",
    re.IGNORECASE,
)
_LEAST_WORDS = 2
_MANY_WORDS = 5


def others(text: str) -> bool:
    """Whether a name only says that there are more."""
    return plain(text).strip("[]. ").lower() in {"et al", "et alii", "and others", "others"}


def nobody(text: str) -> bool:
    """Whether a name says that there is none."""
    return plain(text).strip("[]. ").lower() in {"", "anonymous", "no authors listed", "anon"}


def body(text: str) -> Name:
    """A body, such as a society."""
    return plain(text)


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


def is_body(text: str) -> bool:
    """Whether a name is clearly that of a body: it says so."""
    several = len(text.split()) > _LEAST_WORDS
    return bool(_BODY.search(text) or (several and _PERHAPS_BODY.search(text))) or text.rpartition(" ")[2] in _COUNTRIES


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
    if "," in text:
        return inverted(text)
    match = _MEDLINE.fullmatch(plain(text))
    return person(match[1], match[2], match[3] or "") if match else person(text)


def unordered(text: str) -> tuple[Name, bool]:
    """A name in an order that its format does not fix, and whether it is clear that it is a person's or a body's.

    With a comma it is a person's; without one, initials in capitals behind the family name (“Roe AB”, “Roe A.B.”) or dotted ones before
    it (“A. B. Roe”) make it one.
    """
    text = plain(text)
    family = text.partition(",")[0]
    if family != text and (" " not in family or not is_body(family)):
        return inverted(text), True
    if is_body(text):
        return body(text), True
    if (name := _abbreviated(text)) is not None:
        return name, True
    if match := _DOTTED.fullmatch(text):
        return person(match[2], match[1]), True
    # One word, many words and words of a script without capitals are no names and initials in any order.
    return body(text), len(text.split()) not in range(_LEAST_WORDS, _MANY_WORDS) or text.lower() == text.upper()


def _abbreviated(text: str) -> Name | None:
    words = text.split()
    suffix = words.pop() if len(words) > _LEAST_WORDS and _SUFFIX.fullmatch(words[-1]) else ""
    given: list[str] = []
    while len(words) > 1 and words[-1].isupper() and _INITIALS.fullmatch(words[-1]):
        given.insert(0, words.pop())
    return person(" ".join(words), " ".join(given), suffix) if given else None


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
