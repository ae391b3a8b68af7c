"""Ends of sentences, in the scripts that a pathway may be written in."""

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
