r"""Commands of LaTeX, and the text each shows.

Most signs are those of pylatexenc's table. What is here is missing there, or not fit for one line of plain text: the library shows
`\mathbf{x}` as a mathematical letter that no search finds, and drops `\textless` altogether.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from pylatexenc.latex2text import get_default_latex_context_db

ACCENTS: Mapping[str, str] = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307", "u": "\u0306", "v": "\u030c",
    "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323", "b": "\u0331", "t": "\u0361", "h": "\u0309", "G": "\u030f",
    "bar": "\u0304", "hat": "\u0302", "tilde": "\u0303", "acute": "\u0301", "grave": "\u0300", "dot": "\u0307", "ddot": "\u0308",
    "vec": "\u20d7", "textcommabelow": "\u0326", "cb": "\u0326", "check": "\u030c", "breve": "\u0306",
}  # fmt: skip
"""The combining character of each accent."""

PAIRS: Mapping[str, tuple[str, str]] = {
    "enquote": ("“", "”"), "enquote*": ("“", "”"), "mkbibquote": ("“", "”"), "textquote": ("“", "”"), "foreignquote": ("“", "”"),
    "mkbibparens": ("(", ")"), "mkbibbrackets": ("[", "]"), "parentext": ("(", ")"), "brackettext": ("[", "]"),
    "ce": ("", ""), "ch": ("", ""), "num": ("", ""), "si": ("", ""), "unit": ("", ""), "ensuremath": ("", ""),
    "foreignlanguage": ("", ""), "textcolor": ("", ""), "hyperref": ("", ""), "printfirst": ("", ""), "texorpdfstring": ("", ""),
    "ang": ("", "°"), "footnote": (" [", "]"),
}  # fmt: skip
"""Text that each command puts around its last argument."""


RAISED: Mapping[str, str] = {
    "textsuperscript": "^",
    "mkbibsuperscript": "^",
    "textsubscript": "_",
    "mkbibsubscript": "_",
    "sp": "^",
    "sb": "_",
}
"""The mark that each command is short for."""


def _fraction(parts: Sequence[str]) -> str:
    above, below = (part if re.fullmatch(r"\w*", part) else f"({part})" for part in parts[-2:])
    return f"{above}/{below}"


def _root(parts: Sequence[str]) -> str:
    return f"√{parts[-1]}" if len(parts[-1]) == 1 else f"√({parts[-1]})"


SHOWN: Mapping[str, Callable[[Sequence[str]], str]] = {
    **dict.fromkeys(("frac", "tfrac", "dfrac", "nicefrac", "sfrac"), _fraction),
    **dict.fromkeys(("SI", "qty"), lambda parts: " ".join(parts[-2:])),
    **dict.fromkeys(("hspace", "hspace*", "vspace"), lambda _: " "),
    "sqrt": _root,
    "textcircled": lambda parts: {"r": "®", "c": "©"}.get(parts[0].lower(), f"({parts[0]})"),
}
"""Output of further commands, from their arguments."""

HIDDEN: frozenset[str] = frozenset(("noopsort", "SortNoop", "sortnoop", "NOOP", "label", "phantom", "index"))
"""Commands whose argument nobody sees: they sort a list or make room."""

ARGUMENTS: Mapping[str, str] = {
    **dict.fromkeys((*PAIRS, *RAISED), "{"),
    **dict.fromkeys(("foreignquote", "foreignlanguage", "textcolor", "printfirst", "href"), "{{"),
    **dict.fromkeys(("frac", "tfrac", "dfrac", "nicefrac", "sfrac", "texorpdfstring"), "{{"),
    **dict.fromkeys(("textquote", "hyperref", "footnote", "sqrt", "num", "si", "unit", "ang"), "[{"),
    **dict.fromkeys(("SI", "qty"), "[{{"),
    **dict.fromkeys(("hspace", "hspace*", "vspace"), "{"),
    **dict.fromkeys(("url", "path", "nolinkurl", "textcircled", *HIDDEN), "{"),
}
"""The arguments that each command takes: `{` one, `[` one that may be left out."""

PASSED = frozenset(
    """emph textit textbf textsc textrm texttt textup textsl textsf textmd textnormal underline uline mbox hbox fbox makebox text mathrm
    mathit mathbf mathsf mathtt mathcal mathbb mathfrak mathscr mathnormal boldsymbol bm pmb operatorname mkbibemph mkbibitalic mkbibbold
    mkbibacro autocap MakeUppercase MakeLowercase uppercase lowercase NoCaseChange nocase relax protect string bf it em sc rm tt
    sf sl bfseries itshape scshape upshape slshape mdseries rmfamily sffamily ttfamily normalfont normalsize small footnotesize scriptsize
    tiny large Large LARGE huge left right big Big bigl bigr Bigl Bigr bigg displaystyle textstyle scriptstyle noindent
    ignorespaces unskip xspace allowbreak nobreak nolinebreak overline hfill limits nolimits / - @ ! * singleletter acro ac mathop
    mathrel mathbin mathord mathstrut smash rlap llap selectlanguage urlprefix doi isbn abbr""".split()
)
"""Commands that only set letters apart, or nothing at all; what is in their braces is shown."""

_SIGNS: Mapping[str, str] = {
    **{name: name for name in "_&%#${}"},
    **dict.fromkeys((*" ,;:>\\\n\t", *"newline par quad qquad space enspace thinspace nobreakspace linebreak".split()), " "),
    "textless": "<", "textgreater": ">", "lt": "<", "gt": ">", "less": "<", "greater": ">", "mathsemicolon": ";",
    "textbar": "|", "textbackslash": "\\", "backslash": "\\", "slash": "/",
    "textunderscore": "_", "textasciitilde": "~", "textasciicircum": "^", "textasciigrave": "`",
    "textquotesingle": "'", "textquotedbl": '"',
    "textdollar": "$", "textpercent": "%", "textampersand": "&", "textasteriskcentered": "*", "textbraceleft": "{", "textbraceright": "}",
    "textperiodcentered": "·", "cdot": "·", "textbullet": "•", "bullet": "•", "textellipsis": "…", "hyp": "-", "hyphen": "-",
    "textminus": "\N{MINUS SIGN}",
    "circledR": "®", "texttrademark": "™", "textregistered": "®", "textcopyright": "©", "copyright": "©", "textservicemark": "℠",
    "degree": "°", "textdegree": "°", "degrees": "°", "celsius": "°C", "degreeCelsius": "°C", "degreecelsius": "°C", "textcelsius": "°C",
    "micro": "µ", "textmu": "µ", "textmicro": "µ", "perthousand": "‰", "textperthousand": "‰", "permil": "‰", "textohm": "Ω", "ohm": "Ω",
    "textonehalf": "½", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]", "prime": "\N{PRIME}", "ast": "*", "star": "*",
    "colon": ":",
    "leqslant": "≤", "geqslant": "≥", "le": "≤", "ge": "≥", "ne": "≠", "textle": "≤", "textge": "≥", "sim": "~", "textpm": "±",
    "iff": "⇔",
    "gram": "g", "metre": "m", "meter": "m", "litre": "L", "liter": "L", "mole": "mol", "second": "s", "minute": "min", "hour": "h",
    "day": "d", "percent": "%", "milli": "m", "kilo": "k", "nano": "n", "centi": "c", "deci": "d", "pico": "p", "mega": "M",
    "per": "/", "gray": "Gy",
    "lq": "\u2018", "rq": "\u2019", "glqq": "„", "grqq": "“", "glq": "\u201a", "grq": "\u2018", "flqq": "«", "frqq": "»",
    "quotedblbase": "„", "quotesinglbase": "\u201a",
    "SS": "ẞ", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "P": "¶", "S": "§",
    "pounds": "£", "euro": "€", "EUR": "€", "dag": "†", "ddag": "‡",
    "i": "\u0131", "j": "\u0237", "imath": "\u0131", "jmath": "\u0237", "nobreakdash": "",
    "bibrangedash": "–", "bibnamedelimi": " ", "adddot": ".", "addspace": " ",
    "lnot": "¬", "neg": "¬", "land": "∧", "lor": "\N{LOGICAL OR}", "varepsilon": "ε", "varphi": "φ", "vartheta": "θ",
    "epsilon": "ε", "phi": "φ",
}  # fmt: skip
_TEXT_FORMS = re.compile(r"(?:text|up|var|it)(?=[A-Za-z])|Up(?=[a-z])")
# Of the library's table these compute a date, or show what is no text of the author's.
_NOT_TAKEN = frozenset(("today", "maketitle", "item"))


@cache
def sign(name: str) -> str | None:
    """The text that a command without arguments shows; none where it is not known."""
    if name in _SIGNS:
        return _SIGNS[name]
    if (known := _listed(name)) is not None:
        return known
    bare = _TEXT_FORMS.sub("", name, count=1)
    bare = bare.capitalize() if name.startswith("Up") else bare
    return (_SIGNS.get(bare) or _listed(bare)) if bare != name else None


@cache
def _listed(name: str) -> str | None:
    listed = _table().get_macro_spec(name)
    shown = getattr(listed, "simplify_repl", None)
    return shown if isinstance(shown, str) and "%" not in shown and "<" not in shown and name not in _NOT_TAKEN else None


@cache
def _table() -> Any:
    return get_default_latex_context_db()
