"""citeproc-py, reached without its own front end, and mended where its output would be wrong.

Each class takes the place of the class of its name in `citeproc.model`: an element of a style that writes itself.
"""

from typing import Any

from citeproc import DATES, LANGUAGE_NAMES, LOCALES_PATH, NAMES, PRIMARY_DIALECTS, VARIABLES, model, source
from citeproc.string import String
from lxml import etree

from generator.bibliography.answers import Quick
from generator.bibliography.marks import CLOSE_QUOTE, guarded

CSL = "{http://purl.org/net/xbiblio/csl}"
MOST_STEPS = 20_000
"""How many elements a style may visit for one entry; the largest known visits some 900."""
_SIZES = ("year", "month", "day")
_SMALL = frozenset("a an and as at but by down for from in into nor of on onto or over so the till to up via with yet".split())


class _Cased:
    """citeproc-py turns “HbA1c in Japan” into “Hba1c in japan” in sentence case, and stumbles over names."""

    def case(self, text: Any, language: str | None = None) -> Any:
        """The text in the letters that the style asks for; capitals within a sentence mean something and stay."""
        return cased(str(text), self.get("text-case"), english=language == "en")  # type: ignore[attr-defined]  # an element's


def cased(text: str, how: str | None, *, english: bool = True) -> str:
    """The text in one of CSL's ways of writing capitals."""
    if how == "lowercase":
        return text.lower()
    if how == "uppercase":
        return text.upper()
    if how == "capitalize-first":
        return _capital(text)
    if how == "sentence":
        return _capital(text.lower()) if text.isupper() else _capital_if_small(text)
    if how == "capitalize-all":
        return " ".join(map(_capital, text.split(" ")))
    return _titled(text) if how == "title" and english else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _capital_if_small(text: str) -> str:
    """A first word such as mTOR stays."""
    return _capital(text) if text.partition(" ")[0].islower() else text


def _titled(text: str) -> str:
    words = text.split(" ")
    return " ".join(
        _capital_if_small(word) if not position or words[position - 1][-1:] in {":", ".", "?"} or word not in _SMALL else word
        for position, word in enumerate(words)
    )


class Run:
    """What happens while one entry is written; kept by the root of the style."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.suppressed: set[str] = set()
        self.steps = 0


class EndlessError(Exception):
    """A style takes so many steps for one entry that it would never be done with a list."""


class Text(_Cased, model.Text):
    """Marks the quotation marks that the style puts, for `tidied`; counts its steps, and looks macros up but once."""

    def get_macro(self, name: str) -> Any:
        """A macro of the style by its name."""
        return self.get_root().macros[name]

    def calls_variable(self) -> bool:
        """Whether it may show something of the reference; citeproc-py follows every macro anew each time, for minutes in large styles."""
        name, known = self.get("macro"), self.get_root().calling
        if name is None:
            return bool(super().calls_variable())
        if name not in known:
            known[name] = bool(super().calls_variable())
        return bool(known[name])

    def process(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
        """The text and its language."""
        run, name = self.get_root().run, self.get("macro")
        run.steps += 1 if name is None else self.get_root().sizes[name]
        if run.steps > MOST_STEPS:
            raise EndlessError(f"it takes more than {MOST_STEPS} steps")
        return super().process(item, context, **kwargs)

    def _variable(self, item: Any, context: Any) -> Any:
        variable, run = self.get("variable"), self.get_root().run
        text = None if variable in run.suppressed else super()._variable(item, context)
        if text:
            run.shown.append(variable)
        return text

    def quote(self, string: Any) -> Any:
        """The text in quotation marks, where the style wants them."""
        quoted = super().quote(string)
        return quoted + CLOSE_QUOTE if self.get("quotes", "false") == "true" else quoted


class Names(model.Names):
    """Keeps silent of people who have already taken the place of others."""

    def process(self, item: Any, names_context: Any = None, context: Any = None, **kwargs: Any) -> Any:
        """The names, or what takes their place."""
        roles, run = self.get("variable").split(), self.get_root().run
        if run.suppressed.issuperset(roles):
            return None
        text = super().process(item, names_context, context, **kwargs)
        run.shown.extend(role for role in roles if role in item.reference)
        return text


class Substitute(model.Substitute):
    """Has what took the place of names said once; citeproc-py says it again where it came out of a macro."""

    def render(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
        """The first of its elements that has something to show."""
        run = self.get_root().run
        for child in self:
            lent = {"names_context": self.getparent()} if isinstance(child, model.Names) and child.name is None else {}
            before = len(run.shown)
            try:
                text = child.render(item, context=context, **lent, **kwargs)
            except source.VariableError:
                continue
            if text:
                run.suppressed.update(run.shown[before:])
                return text
        return None


class Number(_Cased, model.Number):
    """Cased as above."""


class Label(_Cased, model.Label):
    """Cased as above."""


class Date_Part(_Cased, model.Date_Part):  # noqa: N801  # citeproc-py derives the name of the element from it
    """Cased as above."""


class Name_Part(_Cased, model.Name_Part):  # noqa: N801  # as above
    """Leaves what a body's name lacks; citeproc-py would write “None”."""

    def format_part(self, given: Any, family: Any) -> Any:
        """Given and family name, one of them formatted."""
        return super().format_part(given, family) if (given if self.get("name") == "given" else family) else (given, family)


class Date(model.Date):
    """Writes ranges, which citeproc-py loses where only the year is shown, and joins by its own dash."""

    def wrap(self, string: Any) -> Any:
        """The date as the style formats it; citeproc-py forgets to."""
        return super().wrap(self.format(string))

    def render_date_range(self, date_range: Any, show_parts: Any = None, context: Any = None) -> Any:  # noqa: ARG002  # its signature
        """What both ends share once, the rest joined: “1991 Nov-Dec”."""
        begin, end = self._parts(date_range.begin, context), self._parts(date_range.end, context)
        order = [part.get("name") for part in self.iterchildren() if part.get("name") in {*begin, *end}]
        size = next((size for size in _SIZES if begin.get(size) != end.get(size)), None)
        if size is None:
            return self.join([begin[name] for name in order])
        smaller = _SIZES[_SIZES.index(size) :] if begin.keys() == end.keys() else _SIZES
        differing = [position for position, name in enumerate(order) if name in smaller]
        start, stop = differing[0], differing[-1] + 1
        middle = [self.join([part[name] for name in order[start:stop] if name in part]) for part in (begin, end)]
        dash = self.xpath_search(f"./cs:date-part[@name='{size}']")[0].get("range-delimiter", "\N{EN DASH}")
        joined = f"{str(middle[0]).rstrip(' ,')}{dash}{str(middle[1]).lstrip()}"
        return self.join([*(begin[name] for name in order[:start]), joined, *(begin[name] for name in order[stop:])])

    def _parts(self, date: Any, context: Any) -> dict[str, Any]:
        found = {}
        for part in self.iterchildren():
            try:
                found[part.get("name")] = part.render(date, context)
            except source.VariableError:
                continue
        return {name: text for name, text in found.items() if text}


def parser() -> etree.XMLParser:
    """Reads a style or a locale into elements that write themselves; asks nothing of anybody and expands nothing."""
    lookup = etree.ElementNamespaceClassLookup()
    namespace = lookup.get_namespace(CSL.strip("{}"))
    namespace[None] = model.CitationStylesElement
    mended = (Text, Names, Substitute, Number, Label, Date_Part, Name_Part, Date)
    for kind in (*model.CitationStylesElement.__subclasses__(), *mended):
        namespace[kind.__name__.replace("_", "-").lower()] = type(kind.__name__, (Quick, kind), {})
    reader = etree.XMLParser(remove_comments=True, remove_pis=True, no_network=True, resolve_entities=False, load_dtd=False)
    reader.set_element_class_lookup(lookup)
    return reader


def locales(style: Any, language: str) -> list[Any]:
    """Where a style's words and dates are looked up, in CSL's order: its own, then those of citeproc-py."""
    primary = language.partition("-")[0]
    own = [style.xpath_search(f"./cs:locale[@xml:lang='{name}']") for name in dict.fromkeys((language, primary))]
    found = [*(part for parts in own for part in parts), *style.xpath_search("./cs:locale[not(@xml:lang)]")]
    names = dict.fromkeys((language, PRIMARY_DIALECTS.get(primary, "en-US"), "en-US"))
    return [*found, *(etree.parse(f"{LOCALES_PATH}/locales-{name}.xml", parser()).getroot() for name in names if name in LANGUAGE_NAMES)]


def ready(style: Any, found: list[Any]) -> Any:
    """The style with its locales and our output format, fit for `written`."""
    style.locales = found
    style.macros = {macro.get("name"): macro for macro in style.findall(f"{CSL}macro")}
    style.sizes = {name: sum(1 for _ in macro.iter()) for name, macro in style.macros.items()}
    style.calling = {}
    style.answers = {}
    for locale in found:
        locale.style = style
    return style


def written(style: Any, item: dict[str, Any]) -> str:
    """An item of CSL-JSON as the style's bibliography writes it, with marks; raises whatever citeproc-py raises."""
    style.run = Run()
    fields = {key.replace("-", "_"): value for key, value in item.items()}
    given = {key: _value(key, value) for key, value in fields.items() if key in VARIABLES}
    return "".join(map(str, style.bibliography.layout.render_bibliography([_Item(source.Reference("key", item["type"], **given))])))


def _value(key: str, value: Any) -> Any:
    if key in NAMES:
        return [source.Name(**{part: guarded(text) for part, text in name.items()}) for name in value]
    if key in DATES:
        dates = [source.Date(**dict(zip(_SIZES, parts, strict=False))) for parts in value["date-parts"]]
        return dates[0] if len(dates) == 1 else source.DateRange(begin=dates[0], end=dates[1])
    return value if key == "language" else String(guarded(value))


class _Item(source.CitationItem):
    """A citation of one reference, outside of any document."""

    def __init__(self, reference: Any) -> None:
        super().__init__("key")
        self["held"] = reference

    @property
    def reference(self) -> Any:
        """The reference itself."""
        return self["held"]

    @property
    def number(self) -> int:
        """Nothing that a list shows: the page has numbers of its own."""
        return 1
