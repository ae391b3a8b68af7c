"""What a reader may type: words with accents or Greek letters are also found by their ASCII forms."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from generator.markdown import Markdown
from generator.pages.views import Content

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def findable(title: str, content: Content) -> Content:
    """The content of a page with a search tag for the ASCII form of each word that has one: Chérin → Cherin, TNF-α → TNF-alpha."""
    words = dict.fromkeys(word for text in _texts((title, content.view)) for word in _WORD.findall(text) if not word.isascii())
    forms = (form for word in words if (form := ascii_form(word)))
    return replace(content, tags=tuple(dict.fromkeys((*content.tags, *forms))))


def ascii_form(word: str) -> str:
    """The word in ASCII letters, or nothing where it has no such form."""
    spelt = "".join(map(_spelt, unicodedata.normalize("NFKD", word)))
    return spelt if spelt.isascii() else ""


def _spelt(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    name = unicodedata.name(letter, "")
    return name.split()[3].lower() if re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER \w+.*", name) else letter


def _texts(view: Any) -> Iterator[str]:
    """The texts in a view that are not all ASCII, in its order; a page of references holds thousands of parts."""
    waiting = [view]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if not (value.isascii() or isinstance(value, Markdown)):
                yield value
        elif isinstance(value, tuple):
            waiting += reversed(value)
        else:
            waiting += [getattr(value, name) for name in _parts(value.__class__)]


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """The names of what a view model holds, the last first; nothing of what is none."""
    return tuple(part.name for part in reversed(fields(kind))) if is_dataclass(kind) else ()
