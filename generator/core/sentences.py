"""Ends of sentences, in the scripts that a pathway may be written in."""

import re

ENDS = (".", "!", "?", "…", "\u3002", "\uff01", "\uff1f", "\u061f", "\u06d4", "\u0964", "\u0589")
"""Marks that end a sentence: Latin, Chinese and Japanese, Arabic, Urdu, Devanagari, Armenian."""
OPENING = (":", ";", ",", "–", "—", "\uff1a", "\uff1b", "\uff0c", "\u3001", "\u060c", "\u061b", "\u055d")
"""Marks after which a sentence would continue, in the same scripts."""
CLOSING = ")]}\"'\u201d\u2019\u201c\u00bb\u203a\u300d\u300f\uff09*"
"""Marks that may follow the end of a sentence that is in brackets or quotation marks."""


def closed(text: str) -> str:
    """A text with a full stop at its end, unless it ends a sentence already; the stop replaces a colon or the like."""
    if text.rstrip().rstrip(CLOSING).endswith(ENDS):
        return text
    return f"{text.rstrip().rstrip(''.join(OPENING)).rstrip()}." if text.rstrip().endswith(OPENING) else f"{text}."


_SURE = re.escape("".join(mark for mark in ENDS if mark != "."))
_END = re.compile(rf"(?:[{_SURE}]|(?<=[^\W\d_]{{5}})\.)[{re.escape(CLOSING)}]*(?:\s+(?=[^\W\d_])|(?<=[\u3002\uff01\uff1f]))")
"""The end of a sentence before another; a full stop only after a word of five letters, as shorter ones may be abbreviations."""


def first_sentence(text: str) -> str:
    """The first sentence of a text, never less; where its end is in doubt, more."""
    ends = (end for end in _END.finditer(text) if not text[end.end() :][:1].islower())
    found = next(ends, None)
    return text[: found.end()].rstrip() if found else text
