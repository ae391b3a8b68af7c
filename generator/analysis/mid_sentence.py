"""Names in the middle of a sentence: “renal impairment”, but “G6PD deficiency” and “Raynaud phenomenon”."""

import re
from collections.abc import Iterable, Mapping

_NOUNS_ARE_CAPITAL = frozenset({"de", "gsw", "lb", "nds"})
"""Languages in which a noun has a capital wherever it is."""
_DOTTED_I = frozenset({"tr", "az"})
_WORD = re.compile(r"[^\W\d_](?:[\w-]*\w)?")
_ENDS_BEFORE = re.compile(r"(?:\A|[.!?…:;–—•(“\"«„|\n])\s*\Z")
"""Before a word that begins a sentence, a heading or the like."""


def mid_sentence(names: Iterable[str], texts: Iterable[str], language: str) -> Mapping[str, str]:
    """Each name as a careful editor writes it within a sentence.

    A first letter is made small unless its word is an abbreviation, or a proper name: one that the texts write with a capital in the
    middle of sentences, and never without. What they write small is neither (“anti-A1”).

    Args:
        names: Names of treatments, findings and circumstances.
        texts: Everything that the pathway says to its readers.
        language: Its language, as in BCP 47.

    Returns:
        Each name as it is written within a sentence.

    """
    tongue = language.partition("-")[0].lower()
    first = {name: _first_word(name) for name in names}
    if tongue in _NOUNS_ARE_CAPITAL:
        return {name: name for name in first}
    capital, small = _as_written({word for word in first.values() if word}, texts, tongue)

    def keeps(word: str) -> bool:
        return not word or (word not in small and (_is_abbreviation(word) or word in capital))

    return {name: name if keeps(word) else _small(name, tongue) for name, word in first.items()}


def _first_word(name: str) -> str:
    """The first word of a name; nothing if it begins with no capital."""
    found = _WORD.match(name)
    return found[0] if found and found[0][0].isupper() else ""


def _is_abbreviation(word: str) -> bool:
    """Whether a word is none that begins a sentence with a capital alone: “Jo-1”, “IgA”, “B-cell”."""
    return len(word.partition("-")[0]) == 1 or any(character.isdigit() or character.isupper() for character in word[1:])


def _as_written(words: set[str], texts: Iterable[str], tongue: str) -> tuple[set[str], set[str]]:
    """Those of some words that are written with a capital in the middle of sentences, and those that are without."""
    capital, small = set[str](), set[str]()
    by_form = {form: word for word in words for form in (word, _small(word, tongue))}
    any_word = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(by_form, key=len, reverse=True)))})(?![\w-])")
    for text in texts if words else ():
        for match in any_word.finditer(text):
            word = by_form[match[0]]
            if match[0] != word:
                small.add(word)
            elif not _ENDS_BEFORE.search(text, 0, match.start()):
                capital.add(word)
    return capital, small


def _small(name: str, tongue: str) -> str:
    letter = name[:1]
    return (
        {"I": "\N{LATIN SMALL LETTER DOTLESS I}", "İ": "i"}.get(letter, letter.lower()) if tongue in _DOTTED_I else letter.lower()
    ) + name[1:]
