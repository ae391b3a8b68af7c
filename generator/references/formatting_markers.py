"""Formatting on its way through the citation processor, which knows nothing of escaping.

Italics and the like are marked with characters for private use, which a pathway's text has no need of, so that the text
between them stays as it is until everything is in its place.
"""

import re
from types import SimpleNamespace

from generator.markup import Markdown, escape

_TAGS = {
    "Italic": ("<i>", "</i>"),
    "Oblique": ("<i>", "</i>"),
    "Bold": ("<b>", "</b>"),
    "Underline": ("<u>", "</u>"),
    "Superscript": ("<sup>", "</sup>"),
    "Subscript": ("<sub>", "</sub>"),
    "SmallCaps": ('<span class="pw-small-caps">', "</span>"),
    "Light": ("", ""),
}
_HTML = {chr(0xE000 + position): tag for position, tag in enumerate(tag for pair in _TAGS.values() for tag in pair)}
CLOSE_QUOTE = "\ue0ff"
"""Follows a closing quotation mark that a style has put, not a title."""
LINE = "\ue0fe"
"""Parts what a style puts on lines of their own."""
_TWIN = 0xE100
_PUNCTUATION = ".,;:?!"
_INNER = re.compile(rf"(?:^|(?<=[{_PUNCTUATION}])|(?<=[{_PUNCTUATION}] ))[{_PUNCTUATION}]")
"""Punctuation in a field that might be taken for such as a style has put beside another."""
_OURS = dict.fromkeys(range(0xE000, 0xE200), "\N{REPLACEMENT CHARACTER}")
_MARK = "[\ue000-\ue0fd]"
_SEAMS = (
    (re.compile(rf"{LINE}({_MARK}*)(?=[.,;:)\]])"), r"\1"),
    (re.compile(LINE), " "),
    (re.compile(rf"^({_MARK}*)[ .,;:]+"), r"\1"),
    (re.compile(rf"[,;:]({_MARK}*) *\.({_MARK}*)$"), r".\1\2"),
    (re.compile(rf"([.?!:])({_MARK}*) *({_MARK}*)\."), r"\1\2\3"),
    (re.compile(rf"([?!])({_MARK}*):"), r"\1\2"),
    (re.compile(rf"([,;:])({_MARK}*)\1"), r"\1\2"),
    (re.compile(rf"[,;]({_MARK}*\.)"), r"\1"),
    (re.compile(rf" ({_MARK}*) "), r" \1"),
)
_QUOTED = re.compile(rf"(\S)({_MARK}*)(\s?\S){CLOSE_QUOTE}({_MARK}*)([.,]?)")


def _wrapper(position: int) -> object:
    return lambda text: text if text is None else f"{chr(0xE000 + 2 * position)}{text}{chr(0xE001 + 2 * position)}"


FORMATTER = SimpleNamespace(preformat=str, **{name: _wrapper(position) for position, name in enumerate(_TAGS)})
"""Output format for the processor."""


def protect(text: str) -> str:
    """A field's text: without marks of its own, and with such punctuation as “?.” in it kept from `fix_punctuation`."""
    return _INNER.sub(lambda found: chr(_TWIN + ord(found.group())), text.translate(_OURS))


def fix_punctuation(text: str, *, punctuation_in_quotes: bool) -> str:
    """The text with one stop where two met, as at the end of a question, and stops within quotation marks where they belong there."""
    text = _joined(_QUOTED.sub(_unquoted if punctuation_in_quotes else _closed, _joined(text)).replace(CLOSE_QUOTE, ""))
    return text.translate({_TWIN + ord(letter): letter for letter in _PUNCTUATION}).strip()


def _joined(text: str) -> str:
    for seam, instead in _SEAMS:
        text = seam.sub(instead, text)
    return text


def _unquoted(found: re.Match[str]) -> str:
    last, before, quote, between, stop = found.groups()
    return f"{last}{before}{'' if last in '.?!' and stop == '.' else stop}{quote}{between}"


def _closed(found: re.Match[str]) -> str:
    last, before, quote, between, stop = found.groups()
    return f"{last}{before}{quote}{between}{'' if last in '.?!' and stop == '.' else stop}"


def plain(text: str) -> str:
    """The text alone."""
    return re.sub(_MARK, "", text)


def marked(text: str) -> Markdown:
    """The text as Markdown, with its formatting."""
    return Markdown("".join(_HTML.get(part, "") if re.fullmatch(_MARK, part) else _escaped(part) for part in re.split(f"({_MARK})", text)))


def _escaped(text: str) -> str:
    shown = escape(text)
    return f"{' ' if text[:1] == ' ' else ''}{shown}{' ' if text[-1:] == ' ' and shown else ''}"
