"""Pages made from the pathway, in pieces that are converted one by one: a changed statement is a small part of the pages it stands on.

The frame of a page has its headings. The other pieces are elements within it, which have none; in the frame, each leaves a mark.
"""

import re
from collections.abc import Sequence

_PIECE = re.compile(r"^<(\w+)\b[^>\n]* markdown>\n(?:(?!#|</?\1\b).*\n)*</\1>$", re.MULTILINE)
"""An element with Markdown in it and no other of its name; `markup.escape` lets no text begin a line like that."""
_SHORTEST = 500
"""Characters: what is shorter costs less within the frame."""
_ABBREVIATION = re.compile(r"^\*\[.*", re.MULTILINE)
# No text has these brackets, which are escaped, and no extension of Markdown reads them in this order.
_MARK = re.compile(r"<p>\](\d+)\[</p>")


def split(markdown: str) -> list[str]:
    """The pieces of a page: the frame first, then those in it, each with the page's abbreviations."""
    pieces: list[str] = []
    definitions = "\n".join(_ABBREVIATION.findall(markdown))

    def lift(match: re.Match[str]) -> str:
        if len(match[0]) < _SHORTEST:
            return match[0]
        pieces.append(f"{match[0]}\n\n{definitions}")
        return f"]{len(pieces) - 1}["

    return [_PIECE.sub(lift, markdown), *pieces]


def joined(converted: Sequence[str]) -> str:
    """The HTML of a page, from that of its pieces."""
    frame, *pieces = converted
    return _MARK.sub(lambda mark: pieces[int(mark[1])], frame)
