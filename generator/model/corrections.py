"""Values that say the same as one that does not fit, in the way of the format; nothing where more than one is possible."""

import re
from collections.abc import Iterable

from generator.core.diagnostics import LIKE_HYPHEN
from generator.model.dates import is_date
from generator.model.fields import fits

_NCBI = r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov"
_NUMBERS = {
    "malformed-doi": r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)(10\.\d{4,9}/[^\s%?#]*[^\s%?#.,;])",
    "malformed-pmid": rf"(?:pmid:?\s*|https?://pubmed\.ncbi\.nlm\.nih\.gov/|{_NCBI}/pubmed/)(\d+)/?",
    "malformed-pmcid": rf"(?:pmcid:?\s*|https?://pmc\.ncbi\.nlm\.nih\.gov/articles/|{_NCBI}/pmc/articles/)?(pmc\d+)/?",
}
"""The ways to write a number with what belongs before it elsewhere. Digits alone may be a PubMed number or one of PubMed Central."""
# A part with one digit beside one with a leading zero may have lost its first.
_DATE = re.compile(r"(\d{4})([-/.])(?:(\d\d)\2(\d\d)|([1-9]\d?)\2([1-9]\d?))", re.ASCII)
_POINTS = r"\s*(\d+(?:\.5)?)"
_RANGES = (
    (rf"{_POINTS}\s*[-–—]{_POINTS}", "{0} to {1}"),
    (rf"(?:between)?{_POINTS} (?:to|and){_POINTS}", "{0} to {1}"),
    (rf"(?:≥|>=|=>|at least){_POINTS}|{_POINTS}\s*\+", "{0} or more"),
    (rf"(?:≤|<=|=<|at most|up to){_POINTS}", "{0} or less"),
    (rf"(?:>|more than|over){_POINTS}", "above {0}"),
    (rf"(?:<|less than|under){_POINTS}", "below {0}"),
    (_POINTS, "{0}"),
)
"""Other ways to write a range of points, and the way of the format."""
_SPACES = re.compile(r"^[^\S ]+|[^\S ]+$")


def corrected(code: str, value: str) -> str | None:
    """The same value as the format has it, by the rule that the value breaks."""
    text = value.strip()
    if code in _NUMBERS and (match := re.fullmatch(_NUMBERS[code], text, re.ASCII | re.IGNORECASE)):
        number = match[1].upper() if code == "malformed-pmcid" else match[1]
        return number if fits(code, number) else None
    if code == "malformed-date" and (match := _DATE.fullmatch(text)):
        date = f"{match[1]}-{match[3] or match[5]:>02}-{match[4] or match[6]:>02}"
        return date if is_date(date) else None
    if code == "malformed-range":
        return _range(text)
    if code == "malformed-language":
        first, *rest = text.split("_" if "_" in text else "-")
        language = "-".join([first.lower(), *rest])
        return language if fits(code, language) else None
    return None


def _range(text: str) -> str | None:
    """A range of points in words for one in signs, such as “≥ 5”, “5+” or “0–1”, or in other words."""
    bare = re.sub(r"\s*(?:points?|pts?\.?)$", "", text, flags=re.IGNORECASE)
    for pattern, form in _RANGES:
        if (match := re.fullmatch(pattern, bare, re.ASCII | re.IGNORECASE)) and fits(
            "malformed-range", made := form.format(*filter(None, match.groups()))
        ):
            return made
    return None


def same_word(word: str, known: Iterable[str]) -> str | None:
    """The known word that differs only by case, or by hyphens, underscores and spaces between its parts; nothing if two do."""
    found = [name for name in known if _folded(name) == _folded(word)]
    return found[0] if len(found) == 1 else None


def _folded(word: str) -> str:
    return re.sub(r"[-_ ]", "_", word.casefold())


def without_lookalikes(value: str, quotes: str) -> str | None:
    """The id without the quotation marks or unusual spaces around it, and with hyphens for what looks like one."""
    bare = re.sub(f"[{LIKE_HYPHEN}]", "-", _SPACES.sub("", value).strip(quotes))
    return bare if fits("malformed-id", bare) else None
