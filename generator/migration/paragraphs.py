"""Texts of several paragraphs, and the lines that they are written in."""

import re
import textwrap

from generator.core.diagnostics import quote_yaml
from generator.migration.text_edits import TextEdits
from generator.model.fields import folded
from generator.parsing import ScalarNode

_WIDTH = 110
"""Characters of a line, where the lines of the author cannot be kept."""
_PARTING = re.compile(r"(?:^|(?<=\n))[^\S\n]*\n")
_BREAKS_BLOCK = re.compile(r":(?:\s|$)|\s#")
_BREAKS_FLOW = re.compile(r"[,\[\]{}:]|\?$|\s#")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line."""
    return [folded(part) for part in text.splitlines() if part.strip()]


def paragraph_lines(edits: TextEdits, node: ScalarNode) -> list[list[str]]:
    """The lines of each paragraph of a text: those of the author, or new ones where the text is not written in plain lines."""
    written = "\n".join(edits.source.text[edits.at(node.span) : edits.end(node)].splitlines())
    if edits.is_block(node):
        written = written.partition("\n")[2]
    elif written[:1] in ("'", '"'):
        written = written[1:-1]
    lines = [[line.strip() for line in part.splitlines()] for part in _PARTING.split(written) if part.strip()]
    wanted = paragraphs(node.text)
    return lines if [" ".join(part) for part in lines] == wanted else [_wrapped(part) for part in wanted]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def word(text: str, *, in_flow: bool) -> str:
    """A text on one line as a value, in quotation marks where YAML wants them."""
    risk = _BREAKS_FLOW if in_flow else _BREAKS_BLOCK
    return text if re.match(r"[^\W_]", text) and not risk.search(text) else quote_yaml(text)


def under(lead: str, lines: list[str]) -> list[str]:
    """A paragraph as the value of a key or an entry of a list, in block style.

    Args:
        lead: the key with its colon, or a hyphen.
        lines: the lines of the paragraph.

    Returns:
        One line, or a line with a bar and those of the paragraph.

    """
    if len(lines) == 1:
        return [f"{lead} {word(lines[0], in_flow=False)}"]
    return [f"{lead} >-", *(f"  {line}" for line in lines)]


def joined(lines: list[list[str]]) -> list[str]:
    """Paragraphs one below the other, with an empty line between two."""
    return [line for part in lines for line in ("", *part)][1:]
