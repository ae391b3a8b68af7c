"""Refused values: addresses with other schemes, in disguise as well, and texts in fields that need a certain form."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, cycle, product

from campaigns.strings import ADDRESSES, FORMS, complaints


@dataclass
class Trials:
    """Results of one kind of trial."""

    tried: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)


_SCHEMES = (
    *"javascript:alert(1) data:text/html,<script>alert(1)</script> vbscript:msgbox(1) file:///etc/passwd".split(),
    *"blob:x about:blank ws://a.org mailto:a@b.org ftp://a.org /a a.html".split(),
)
_TRICKS: Sequence[Callable[[str], str]] = (
    str,
    str.upper,
    str.swapcase,
    lambda address: f" {address}",
    lambda address: f"\t{address}",
    lambda address: f"\n{address}",
    lambda address: f"\x01{address}",
    lambda address: f"\ufeff{address}",
    lambda address: f"\u202e{address}",
    lambda address: address.replace(":", "\t:", 1),
    lambda address: address.replace(":", "&colon;", 1),
    lambda address: address.replace(":", "&#58;", 1),
    lambda address: address.replace(":", "%3A", 1),
    lambda address: address.replace(":", "\N{FULLWIDTH COLON}", 1),
    lambda address: "".join(f"&#{ord(letter)};" for letter in address),
    lambda address: "".join(f"&#x{ord(letter):x};" for letter in address),
    "\t".join,
    "\x00".join,
    lambda address: f"{address}#https://example.org/",
    lambda address: f"https:{address}",
    lambda address: f"http:\\\\{address}",
    lambda address: f"https://{address}\nx",
)
_ADDRESS = re.compile(r"https?://[\x21-\x7e]+", re.IGNORECASE)
_FIT = {
    **dict.fromkeys(ADDRESSES, _ADDRESS),
    "id": re.compile(r"[\w-]{1,60}"),
    "language": re.compile(r"[A-Za-z0-9-]+"),
    "published": re.compile(r"[0-9-]+"),
    "doi": re.compile(r"10\.[\x21-\x7e]+"),
    "pmid": re.compile(r"[0-9]+"),
    "pmcid": re.compile(r"PMC[0-9]+"),
}


def refused(texts: Sequence[str], more: Sequence[str]) -> dict[str, Trials]:
    """Tries addresses of our own, and texts where a form is wanted: the former in each such field, the latter in one after the other."""
    tricks = [trick(address) for trick in _TRICKS for address in _SCHEMES]
    hidden = [text for text in (*texts, *more) if complaints("summary", text)]
    return {
        "addresses with another scheme, plain and in disguise, refused": _tried(product(ADDRESSES, tricks), {}),
        "the same texts as addresses, ids, dates, DOIs and other numbers": _tried(
            chain(product(FORMS, texts), zip(cycle(FORMS), more)), _FIT
        ),
        "texts with control, invisible or bidirectional characters, or empty, refused": _tried(product(("summary",), hidden), {}),
    }


def _tried(trials: Iterable[tuple[str, str]], fit: Mapping[str, re.Pattern[str]]) -> Trials:
    """Counts what is refused; whatever is, is refused where it stands, and what is not has the form of the key."""
    count = Trials()
    for key, text in trials:
        count.tried += 1
        found = complaints(key, text)
        count.refused += bool(found)
        there = all(here for _, here in found)
        right = bool(found) or (key in fit and bool(fit[key].fullmatch(text)))
        count.wrong += [] if there and right else [f"{key}: {text!r} {found}"]
    return count
