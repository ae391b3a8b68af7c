"""LaTeX in fields of BibTeX becomes plain text; commands that are not known are named."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from pylatexenc.latexwalker import LatexWalker, LatexWalkerError
from pylatexenc.macrospec import LatexContextDb, std_macro, std_specials

from generator.references.importers.latex_macros import ACCENTS, ARGUMENTS, HIDDEN, PAIRS, PASSED, RAISED, SHOWN, sign

_LATEX = re.compile(r"[\\{}$~^\"]|--|``|''|`")
_PERCENT = re.compile(r"(?<!\\)((?:\\\\)*)%")
# A dollar opens mathematics before a character and closes it behind one, or a command is between the two; “US$5/US$6” has none.
_DOLLARS = re.compile(r"(?<!\\)\$(?:[^$]*[\\^][^$]*(?<!\\)\$|[^\s\d$](?:[^$]*[^\s$\\])?\$|\d(?:[^$]*[^\s$\\])?\$(?!\d))")
_PRICE = re.compile(r"(?<=US|AU|CA|NZ|HK)\$(?=\d)")
# `"u` as German files have it, within a word or alone in braces.
_UMLAUT = re.compile(r'(?<=[A-Za-z])"(?=[aouAOU][a-zß])|(?<=\{)"(?=[aouAOU]\})')
# Braces that keep capitals, which Mendeley escapes as if readers were to see them.
_PROTECTED = re.compile(r"\{\\\{\}([^{}\\]*)\{\\\}\}")
_SPECIALS = {"~": " ", "``": "“", "''": "”", "---": "—", "--": "–", "!`": "¡", "?`": "¿"}
_SCRIPT = re.compile(r"([\^_])\s*([^\s\^_])?")
_DEGREE = re.compile(r"<sup>[∘o0]</sup>(?=\s*[CF]\b)|<sup>∘</sup>")
_LEFT = re.compile(r"\\[A-Za-z]+")
_ESCAPES = {
    "textasciitilde": "~", "sim": "~", "textunderscore": "_", "textless": "<", "textgreater": ">", "textbackslash": "\\",
    "textquotesingle": "'",
}  # fmt: skip
_ESCAPE = re.compile(rf"\\({'|'.join(_ESCAPES)})(?![A-Za-z])(?:\{{\}}|\s+)?|\\([_%&#$~{{}}^-])(?:\{{\}})?|[{{}}]|\$(?=\\sim)|(?<=\\sim)\$")
_WRAPPED = re.compile(r"\\(?:url|path|nolinkurl|href)\s*\{((?:[^{}]|\{[^{}]*\})*)\}(?:\s*\{.*\})?", re.DOTALL)
_INNER = str.maketrans({"“": "\N{LEFT SINGLE QUOTATION MARK}", "”": "\N{RIGHT SINGLE QUOTATION MARK}"})
_BRACES = re.compile(r"[{}]")


class Decoded(NamedTuple):
    """A text without LaTeX, the commands in it that are not known, and the addresses that it links to."""

    text: str
    unknown: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


def decoded(text: str) -> Decoded:
    r"""Convert LaTeX to text.

    An unknown command with an argument in braces gives its argument; without one it stays in the text, since what it
    shows may matter (`5 \ug`). Raised and lowered text is put into `<sup>` and `<sub>`.
    """
    if not _LATEX.search(text):
        return Decoded(text)
    text = _PROTECTED.sub(r"{\1}", text)
    prepared = _PERCENT.sub(r"\1\\%", _UMLAUT.sub(r'\\"', text))
    rendering = _Rendering()
    try:
        nodes, *_ = LatexWalker(_with_paired_dollars(prepared), latex_context=_context(), tolerant_parsing=False).get_latex_nodes()
        shown = rendering.nodes(nodes, maths=False)
    except (LatexWalkerError, RecursionError):
        # What LaTeX itself would stumble over stays as it is written, without its braces.
        return Decoded(_BRACES.sub("", text), tuple(dict.fromkeys(re.findall(r"\\(?:[A-Za-z]+|.|$)", text))) or ("{",))
    shown = unicodedata.normalize("NFC", _DEGREE.sub("°", shown))
    # Programs that escape twice leave commands in what LaTeX shows.
    unknown = dict.fromkeys((*rendering.unknown, *_LEFT.findall(shown)))
    return Decoded(shown.strip(), tuple(unknown), tuple(rendering.addresses))


def address(text: str) -> str:
    r"""Unescape an address, which is no LaTeX: `a\_b\%20c{\_}d` is `a_b%20c_d`."""
    if match := _WRAPPED.search(text):
        text = match[1]
    return _ESCAPE.sub(lambda found: _ESCAPES[found[1]] if found[1] else found[2] or "", text)


def _with_paired_dollars(text: str) -> str:
    """Escape the dollars that are money rather than the ends of mathematics."""
    text = _PRICE.sub(r"\\$", text)
    if "$" not in text or "$$" in text:
        return text if text.count("$") % 2 == 0 else re.sub(r"(?<!\\)\$", r"\\$", text)
    parts, end = [], 0
    for match in _DOLLARS.finditer(text):
        parts += [re.sub(r"(?<!\\)\$", r"\\$", text[end : match.start()]), match.group()]
        end = match.end()
    return "".join([*parts, re.sub(r"(?<!\\)\$", r"\\$", text[end:])])


@cache
def _context() -> Any:
    """The commands that have arguments; all others are read without."""
    context = LatexContextDb()
    macros = [*(std_macro(name, wanted) for name, wanted in ARGUMENTS.items()), *(std_macro(name, "{") for name in ACCENTS)]
    context.add_context_category("known", macros=macros, specials=[std_specials(chars) for chars in _SPECIALS])
    return context


@dataclass(slots=True)
class _Rendering:
    """One text on its way."""

    unknown: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def nodes(self, nodes: Sequence[Any], *, maths: bool) -> str:
        """Text of consecutive nodes; how a raised or lowered one is written depends on the end of the text before it."""
        parts = list[str]()
        script = ""
        for place, node in enumerate(nodes):
            following = nodes[place + 1] if place + 1 < len(nodes) else None
            kind = type(node).__name__
            if kind == "LatexCharsNode":
                text, script = _characters(node.chars, following, maths=maths)
                parts.append(text)
                continue
            shown = self._node(node, kind, following, maths=maths)
            parts.append(_scripted(script, shown) if script else shown)
            script = ""
        return "".join(parts)

    def _node(self, node: Any, kind: str, following: Any, *, maths: bool) -> str:
        match kind:
            case "LatexMacroNode":
                return self._macro(node, following, maths=maths)
            case "LatexSpecialsNode":
                return node.specials_chars if maths and "-" in node.specials_chars else _SPECIALS[node.specials_chars]
            case "LatexMathNode":
                return self.nodes(node.nodelist, maths=True).strip()
            case "LatexEnvironmentNode":
                self.unknown.append(rf"\begin{{{node.environmentname}}}")
                return self.nodes(node.nodelist, maths=maths)
            case "LatexGroupNode":
                return self.nodes(node.nodelist, maths=maths)
        return ""

    def _macro(self, node: Any, following: Any, *, maths: bool) -> str:
        name = node.macroname
        if name in HIDDEN:
            return ""
        if name in ACCENTS or name in ARGUMENTS:
            return self._with_arguments(node, name, maths=maths)
        if name in PASSED:
            return ""
        if (known := sign(name)) is not None:
            return known + _space_behind(known, node, following, maths=maths)
        self.unknown.append(f"\\{name}")
        return "" if type(following).__name__ == "LatexGroupNode" else f"\\{name}{node.macro_post_space}"

    def _with_arguments(self, node: Any, name: str, *, maths: bool) -> str:
        given = node.nodeargd.argnlist if node.nodeargd else []
        if not given:
            # It is itself the argument of another command, which TeX would not read either: \'\'e.
            self.unknown.append(f"\\{name}")
            return f"\\{name}"
        if name in {"url", "path", "nolinkurl", "href"}:
            self.addresses.append(address(given[0].latex_verbatim()))
            return self.addresses[-1] if name != "href" else self._argument(given[1], maths=maths)
        shown = [self._argument(argument, maths=maths or name == "ensuremath") for argument in given]
        if name in ACCENTS:
            return _accented(shown[0], ACCENTS[name])
        if name in RAISED:
            return _scripted(RAISED[name], shown[0])
        if name in PAIRS:
            start, end = PAIRS[name]
            inner = shown[-1].translate(_INNER) if start == "“" else shown[-1]
            return f"{start}{inner}{end}"
        return SHOWN[name](shown)

    def _argument(self, node: Any, *, maths: bool) -> str:
        return "" if node is None else self.nodes([node], maths=maths)


def _characters(text: str, following: Any, *, maths: bool) -> tuple[str, str]:
    """Text with its raised and lowered characters, and the mark of a script at its end that is for what follows."""
    parts, end = list[str](), 0
    group = following is not None and type(following).__name__ in {"LatexGroupNode", *(["LatexMacroNode"] if maths else [])}
    for match in _SCRIPT.finditer(text):
        parts.append(text[end : match.start()])
        end = match.end()
        mark, raised = match.groups()
        if raised is None and group and end == len(text):
            return "".join(parts), mark
        # Outside mathematics a name may have such a mark in it: gene_name.
        wanted = raised is not None and (maths or (mark == "^" and raised in "0123456789+-"))
        parts.append(_scripted(mark, raised) if wanted else match.group())
    return "".join([*parts, text[end:]]), ""


def _scripted(mark: str, text: str) -> str:
    """Text as HTML raises and lowers it."""
    text = text.strip()
    if mark == "^" and text in {"®", "™", "©", "°", "*", "†", "‡", "\N{PRIME}", ""}:
        return text
    if mark == "^" and text.upper() in {"TM", "SM"}:
        return {"TM": "™", "SM": "℠"}[text.upper()]
    name = "sup" if mark == "^" else "sub"
    return f"<{name}>{text}</{name}>"


def _space_behind(shown: str, node: Any, following: Any, *, maths: bool) -> str:
    r"""The space behind the name of a command, where the author means one: `a \leq b`, `\beta blocker`; LaTeX itself drops it."""
    if type(following).__name__ != "LatexCharsNode" or not node.macro_post_space:
        return ""
    letter = shown.isalpha() and len(shown) == 1
    if shown in {"μ", "µ"}:
        return ""
    if maths:
        return "" if letter else node.macro_post_space
    inner = shown == "°" or (node.macroname.startswith("text") and shown not in {"™", "®", "©"})
    return "" if inner or (letter and unicodedata.name(shown, "").startswith(("LATIN", "MICRO"))) else node.macro_post_space


def _accented(text: str, accent: str) -> str:
    first, rest = text[:1], text[1:]
    if not first.strip():
        return text
    if accent == "\u0307" and first in {"i", "\u0131"}:
        return f"i{rest}"
    base = {"\u0131": "i", "\u0237": "j"}.get(first, first)
    return unicodedata.normalize("NFC", base + accent) + rest
