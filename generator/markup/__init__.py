"""Text as Markdown that shows exactly that text, and stays readable while it waits to be rendered."""

import re
from functools import lru_cache
from urllib.parse import quote

from generator.model.fields import folded

# Whatever some Markdown processor, or one of its common extensions, would read as something else; the tests try each.
_SPECIAL = re.compile(
    r"""
      [\\`*_{\[\]<&\#|~^$"]        # wherever it stands
    | :(?=//) | (?<=www)\.         # addresses
    | @(?=\w)                      # mentions
    | :(?=[\w+-]+:)                # emoji
    | [!?](?=\d)                   # pull requests
    | \+(?=\+) | =(?==)            # keys, marked text
    | ^' | '(?=\s*\))              # quotation marks in the title of a link
    | ^> | ^[-+:](?=\s|$)          # at the start of a line: quotations, lists, definitions
    | ^([-!?:/])(?=\1)             # rules, notes, blocks
    | ^\w(?=(?:\d*|[ivxlcdm]*)[.)](?:\s|$))  # numbered lists
    """,
    re.IGNORECASE | re.VERBOSE,
)


class Markdown(str):
    """Text that is Markdown already and is not to be escaped again."""

    __slots__ = ()


# The words of the interface stand on every page, and a statement on several.
@lru_cache(maxsize=16_384)
def escape(text: str) -> Markdown:
    """Markdown that shows `text` as it stands, on one line, wherever on a line it is put."""
    return Markdown(_SPECIAL.sub(lambda match: f"&#{ord(match.group())};", folded(text)))


def attribute(text: str) -> Markdown:
    """The same for an attribute of an HTML element with Markdown in it, whose characters Python-Markdown decodes once more."""
    return escape(text.replace("&", "&amp;"))


def finalize(value: object) -> object:
    """Output of a template for a value: Markdown unchanged, anything else escaped."""
    return value if isinstance(value, Markdown) else escape(str(value))


def href(address: str) -> Markdown:
    """An address as the target of a Markdown link."""
    # Before a number sign alone does Markdown take the ampersand of an address for the beginning of a letter.
    return Markdown(quote(address, safe="/:#?&=%@+,~!*-._").replace("&#", "&amp;#"))
