"""Ids for new references: the first author's family name and the year."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, product
from string import ascii_lowercase

from generator.model import unfit_keys
from generator.references.importers import Entry

_LONGEST = 40
# Letters that have no accent to lose.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i", "ħ": "h"})
_FEW = 2


def ids(entries: Sequence[Entry], taken: Iterable[str]) -> list[str]:
    """An id for each entry, none of them taken: `smith2004`, or `smith2004a` and `smith2004b` where it is taken or two want it."""
    used = {_folded(name) for name in taken}
    bases = [_base(entry) for entry in entries]
    wanted = Counter(bases)
    free = {base: _lettered(base) for base in wanted}
    found = []
    for base in bases:
        name = base if wanted[base] == 1 and base not in used else next(name for name in free[base] if name not in used)
        used.add(name)
        found.append(name)
    return found


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _lettered(base: str) -> Iterator[str]:
    """The base with a to z, then aa to zz, and so on."""
    for length in count(1):
        yield from (base + "".join(letters) for letters in product(ascii_lowercase, repeat=length))


def _base(entry: Entry) -> str:
    first = next(iter(entry.get("authors") or entry.get("editors") or [""]))
    name = _body(first) if isinstance(first, str) else first.get("family", "")
    year = entry.get("issued", "")[:4]
    for stem in (_ascii(name), _ascii(next(iter(entry["title"].split()), ""))):
        found = f"{stem[:_LONGEST]}{year}"
        # A name that Windows keeps for itself, or a mere number, makes no id.
        if stem and not stem.isdecimal() and "id" not in unfit_keys({**entry, "id": found}):
            return found
    return f"reference{year}"


def _body(name: str) -> str:
    """A short name for a body: its words, or the initials of many."""
    words = re.findall(r"\w+", name)
    return name if len(words) <= _FEW else "".join(word[0] for word in words if word[0].isupper()) or words[0]


def _ascii(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(letter for letter in bare if letter.isascii() and letter.isalnum())
