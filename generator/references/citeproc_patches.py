"""citeproc-py, reached without its own front end, and changed where its output differs from CSL 1.0.2.

Each class takes the place of the class of its name in `citeproc.model`: an element of a style that writes itself.
"""

from typing import Any

from citeproc import DATES, LANGUAGE_NAMES, LOCALES_PATH, NAMES, PRIMARY_DIALECTS, VARIABLES, model, source
from citeproc.string import String
from lxml import etree

from generator.references.citeproc_cache import CachedElement
from generator.references.citeproc_case import CaseFixes, is_english
from generator.references.citeproc_dates import Date, Date_Part
from generator.references.citeproc_names import Name, Name_Part, Names, Substitute
from generator.references.citeproc_numbers import Label, Number, dash, pages
from generator.references.formatting_markers import CLOSE_QUOTE, LINE, protect
from generator.references.number_forms import is_numeric, ranged

CSL = "{http://purl.org/net/xbiblio/csl}"
MOST_STEPS = 20_000
"""How many elements a style may visit for one entry; the largest known visits some 900."""
_SIZES = ("year", "month", "day")
_DATES = frozenset((*DATES, "available_date"))
"""The variables that are dates; citeproc-py lacks one of CSL 1.0.2."""
_INNER_QUOTES = str.maketrans("“”", "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}")
_COUNTED = frozenset({"volume", "issue", "edition", "number"})


class Run:
    """State while one entry is written; kept by the root of the style.

    `called` and `filled` count the variables that were asked for and those that had something to show, from which
    a group knows whether it is shown.
    """

    def __init__(self, *, english: bool) -> None:
        self.english = english
        """Whether titles may get capitals, as only English has them."""
        self.substituting = False
        """Whether what is shown takes the place of names, so that it is not to be shown again."""
        self.suppressed: set[str] = set()
        self.year_suffix = ""
        """A letter behind the first year of issue, until it is shown; only where the style has no place of its own for it."""
        self.called = 0
        self.filled = 0
        self.steps = 0

    def show(self, *variables: str) -> None:
        """Note that a variable is shown."""
        self.filled += 1
        if self.substituting:
            self.suppressed.update(variables)

    def ask(self, variable: str, item: Any) -> bool:
        """Whether a variable has something to show that did not take the place of another one already."""
        self.called += 1
        return variable not in self.suppressed and bool(item.reference.get(variable.replace("-", "_")))


class EndlessError(Exception):
    """A style takes so many steps for one entry that it would never be done with a list."""


class Text(CaseFixes, model.Text):
    """Marks the quotation marks that the style puts, for `fix_punctuation`; counts its steps, and looks macros up but once."""

    def get_macro(self, name: str) -> Any:
        """A macro of the style by its name."""
        return self.get_root().macros[name]

    def process(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
        """The text and its language."""
        run, name = self.get_root().run, self.get("macro")
        run.steps += 1 if name is None else self.get_root().sizes[name]
        if run.steps > MOST_STEPS:
            raise EndlessError(f"it takes more than {MOST_STEPS} steps")
        text, _ = super().process(item, context, **kwargs)
        return text, None if {"term", "value"} & set(self.attrib) else run.english

    def markup(self, text: Any, language: Any) -> Any:
        """The text as the style wants it, apart from its neighbours where the style puts it on a line of its own."""
        shown = super().markup(text, language)
        return f"{LINE}{shown}{LINE}" if shown and "display" in self.attrib else shown

    def _variable(self, item: Any, context: Any) -> Any:
        variable, run = self.get("variable"), self.get_root().run
        # A letter that is not there leaves its group as it is, such as that of “n.d.”.
        suffix = item.reference.get("year_suffix") if variable == "year-suffix" else None
        if (variable == "year-suffix" and not suffix) or not run.ask(variable, item):
            return None
        if suffix:
            run.show(variable)
            return suffix
        text = super()._variable(item, context)
        if text:
            run.show(variable)
        return ranged(str(text), dash(self)) if variable in _COUNTED else text

    def _process(self, value: Any, variable: str) -> str:
        return pages(self, str(value), variable)

    def quote(self, string: Any) -> Any:
        """The text in quotation marks, where the style wants them."""
        if self.get("quotes", "false") != "true":
            return string
        within = str(string).translate(_INNER_QUOTES) if str(self.get_single_term(name="open-quote")) == "“" else string
        return super().quote(within) + CLOSE_QUOTE


class Group(model.Group):
    """Shown if one of the variables that it asks for has content, or if it asks for none."""

    def process(self, item: Any, context: Any = None, **_: Any) -> Any:
        """Joined output of its elements."""
        return _if_filled(self, item, self.get("delimiter", ""), context)

    def markup(self, text: Any) -> Any:
        """As for a text."""
        shown = super().markup(text)
        return f"{LINE}{shown}{LINE}" if shown and "display" in self.attrib else shown


class Macro(model.Macro):
    """A group without a delimiter, as in citeproc-js: “translated by” goes with the translator."""

    def render(self, item: Any, context: Any = None, **_: Any) -> Any:
        """Output of its elements."""
        return _if_filled(self, item, "", context)


def _if_filled(element: Any, item: Any, delimiter: str, context: Any) -> Any:
    run = element.get_root().run
    called, filled = run.called, run.filled
    found = element.render_children(item, delimiter, context=context)
    if not found or (run.called > called and run.filled == filled):
        return None
    run.filled += 1  # For the group around it, it counts as content, even if it is a word such as “no date”.
    return found


class If(model.If):
    """Tests as CSL has them: several types are alternatives, and in a list nothing is ambiguous."""

    def holds(self, item: Any) -> bool:
        """Whether its tests are met."""
        found = [result for name, test in self._tests().items() if name in self.attrib for result in test(item)]
        return {"any": any(found), "none": not any(found)}.get(self.get("match"), all(found))

    def _tests(self) -> dict[str, Any]:
        return {
            "type": lambda item: [item.reference.type in self.get("type").split()],
            "variable": self._variable,
            "is-numeric": lambda item: [
                is_numeric(str(item.reference.get(name.replace("-", "_"), ""))) for name in self.get("is-numeric").split()
            ],
            **{name: lambda _: [False] for name in ("disambiguate", "is-uncertain-date", "locator", "position")},
        }

    def render(self, item: Any, context: Any = None, delimiter: str = "", **kwargs: Any) -> Any:
        """Output of the branch, if its tests are met."""
        if not self.holds(item):
            raise model.ConditionFailed
        return self.render_children(item, context=context, delimiter=delimiter, **kwargs)


class Else_If(If, model.Else_If):  # noqa: N801  # citeproc-py derives the name of the element from it
    """As above."""


def parser() -> etree.XMLParser:
    """Reads a style or a locale into elements that write themselves; asks nothing of anybody and expands nothing."""
    lookup = etree.ElementNamespaceClassLookup()
    namespace = lookup.get_namespace(CSL.strip("{}"))
    namespace[None] = model.CitationStylesElement
    ours = (Text, Names, Name, Substitute, Number, Label, Group, Macro, If, Else_If, Date_Part, Name_Part, Date)
    for kind in (*model.CitationStylesElement.__subclasses__(), *ours):
        namespace[kind.__name__.replace("_", "-").lower()] = type(kind.__name__, (CachedElement, kind), {})
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


def prepare(style: Any, found: list[Any], language: str) -> Any:
    """The style with its locales and our output format, fit for `written`."""
    style.locales = found
    style.macros = {macro.get("name"): macro for macro in style.findall(f"{CSL}macro")}
    style.sizes = {name: sum(1 for _ in macro.iter()) for name, macro in style.macros.items()}
    style.language = language
    style.speaks_english = is_english(style.get("default-locale", language))
    style.adds_year_suffix = bool(style.xpath_search("./cs:citation[@disambiguate-add-year-suffix='true']"))
    style.places_year_suffix = bool(style.xpath_search("./*[self::cs:macro or self::cs:bibliography]//cs:text[@variable='year-suffix']"))
    style.answers = {}
    for locale in found:
        locale.style = style
    return style


def written(style: Any, item: dict[str, Any]) -> str:
    """An item of CSL-JSON as the style's bibliography writes it, with marks; raises whatever citeproc-py raises."""
    style.run = Run(english=style.speaks_english and is_english(item.get("language", style.language)))
    fields = {key.replace("-", "_"): value for key, value in item.items()}
    if "page" in fields:
        fields["page_first"] = fields["page"]
    given = {key: _value(key, value) for key, value in fields.items() if key in {*VARIABLES, *_DATES}}
    if not (style.adds_year_suffix and style.places_year_suffix):
        suffix = fields.get("year_suffix", "")
        given.pop("year_suffix", None)
        style.run.year_suffix = suffix if style.adds_year_suffix else ""
    reference = source.Reference("key", item["type"])
    reference.update(given)  # Its constructor would warn of a variable that citeproc-py does not know.
    return "".join(map(str, style.bibliography.layout.render_bibliography([_Item(reference)])))


def _value(key: str, value: Any) -> Any:
    if key in NAMES:
        return [source.Name(**{part: protect(text) for part, text in name.items()}) for name in value]
    if key in _DATES:
        dates = [source.Date(**dict(zip(_SIZES, parts, strict=False))) for parts in value["date-parts"]]
        return dates[0] if len(dates) == 1 else source.DateRange(begin=dates[0], end=dates[1])
    return value if key == "language" else String(protect(value))


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
