"""ASCII forms of words, by which the filter of the reference list finds them, too: Chérin → Cherin, TNF-α → TNF-alpha."""

import re
import unicodedata


def ascii_form(word: str) -> str:
    """The word in ASCII letters, or nothing where it has no such form."""
    spelt = "".join(map(_spelt, unicodedata.normalize("NFKD", word)))
    return spelt if spelt.isascii() else ""


def _spelt(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    name = unicodedata.name(letter, "")
    return name.split()[3].lower() if re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER \w+.*", name) else letter
