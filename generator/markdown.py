"""Text as Markdown that shows exactly that text, and stays readable while it waits to be rendered."""

import re
from urllib.parse import quote

# What any Markdown processor, or one of its common extensions, reads as something else wherever it stands.
_ALWAYS = r"[\\`*_{}\[\]<>&#|~^$]"
# What means something only in company: images, emoji, addresses, snippets, keys, marks, smart symbols, mentions.
_IN_COMPANY = r"""!(?=\[)|:(?=[\w+-]+:)|:(?=//)|(?<=mailto):|-(?=[-<>])|(?<=-)-|\+(?=[+-])|(?<=[+/-])\+|=(?=[=/])|(?<=[=/])=|\.(?=\.\.)|\((?=\w{1,2}\))|@(?=\w)|(?<=\bwww)\.|\""""
# What begins a list, a heading, a quote, a tab, a definition or an admonition at the start of a line.
_AT_START = r"^[-+=:!?/%](?=\S|$|\s)|(?<=^\d)[.)](?=\s|$)|(?<=^\d\d)[.)](?=\s|$)|(?<=^\d{3})[.)](?=\s|$)|(?<=^\d{4})[.)](?=\s|$)"
_SPECIAL = re.compile("|".join((_ALWAYS, _IN_COMPANY, _AT_START)), re.IGNORECASE)


class Markdown(str):
    """Text that is Markdown already and is not to be escaped again."""

    __slots__ = ()


def escape(text: str) -> Markdown:
    """Markdown that shows `text` as it stands, on one line, wherever on a line it is put."""
    return Markdown(_SPECIAL.sub(lambda match: f"&#{ord(match.group())};", " ".join(text.split())))


def finalize(value: object) -> object:
    """What a template prints for a value: Markdown as it is, anything else escaped."""
    return value if isinstance(value, Markdown) else escape(str(value))


def href(address: str) -> Markdown:
    """An address as the target of a Markdown link."""
    return Markdown(quote(address, safe="/:#?&=%@+,;~!$*-._"))
