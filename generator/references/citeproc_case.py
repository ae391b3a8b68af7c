"""Capitals in a text, in the ways that a CSL style may ask for."""

import re
from typing import Any

_GREEK = r"[\u0370-\u03ff\u00b5]"
_LONE = re.compile(rf"(?<!{_GREEK}){_GREEK}(?!{_GREEK})")
"""β and µ in a text of another script mean something; as capitals they would be taken for B and M."""
_SMALL = frozenset("a an and as at but by down for from in into nor of on onto or over so the till to up via with yet".split())
"""Those of the specification of CSL."""
_PREPOSITIONS = frozenset(
    "about above across after against along among around before behind below beneath beside besides between beyond despite during"
    " except inside near off outside per since than through throughout toward towards under until upon versus vs vs. within without".split()
)
_LEADING = re.compile(r"^[\W_]*")


class CaseFixes:
    """An element of a style that changes the capitals of what it shows.

    citeproc-py turns “HbA1c in Japan” into “Hba1c in japan” in sentence case, and stumbles over names.
    """

    def case(self, text: Any, english: bool | None = None) -> str:  # noqa: FBT001  # citeproc-py hands on what `process` returned
        """The text in the capitals that the style asks for; `english` is whether the text is, none for the style's own words."""
        how = self.get("text-case")  # type: ignore[attr-defined]  # an element's
        if english is None and not self.get_root().speaks_english:  # type: ignore[attr-defined]  # as above
            return cased(str(text), "capitalize-first" if how == "title" else how)
        return cased(str(text), how, english=english is not False)


def is_english(language: str) -> bool:
    """Whether a code of a language is one of English."""
    return language.partition("-")[0] == "en"


def cased(text: str, how: str | None, *, english: bool = True) -> str:
    """Change the capitals of a text; those within a sentence mean something (HbA1c) and stay.

    Args:
        text: What to change.
        how: One of CSL's values of `text-case`.
        english: Whether the text is in English; only then do titles get capitals.

    """
    if how == "lowercase":
        return text.lower()
    if how == "uppercase":
        return _uppercase(text)
    if how == "capitalize-first":
        return _capital(text)
    if how == "sentence":
        return _capital(text.lower()) if text.isupper() else _capital_if_small(text)
    if how == "capitalize-all":
        return " ".join(map(_capital, text.split(" ")))
    return _titled(text) if how == "title" and english else text


def _uppercase(text: str) -> str:
    kept = {found.start() for found in _LONE.finditer(text)}
    return "".join(letter if place in kept else letter.upper() for place, letter in enumerate(text))


def _capital(text: str) -> str:
    """Text whose first letter is a capital, also behind an opening quotation mark or bracket."""
    start = len(_LEADING.match(text)[0])  # type: ignore[index]  # an empty beginning matches, too
    return text if _LONE.match(text, start) else text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def _capital_if_small(text: str) -> str:
    """Text whose first letter is a capital, unless its first word has some of its own, such as mTOR, or a number, such as p53."""
    first = text.partition(" ")[0]
    return _capital(text) if first.islower() and not any(map(str.isdigit, first)) else text


def _titled(text: str) -> str:
    words = (text.lower() if text.isupper() and " " in text else text).split(" ")
    return " ".join(
        _capital_if_small(word)
        if position in {0, len(words) - 1} or words[position - 1][-1:] in {":", "?", "!"} or word not in _SMALL | _PREPOSITIONS
        else word
        for position, word in enumerate(words)
    )
