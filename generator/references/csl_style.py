"""A style for references: read from CSL, judged, and dressed for our lists. Loads citeproc-py, which a cache may save."""

import copy
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from html import unescape
from typing import Any

from citeproc import SCHEMA_PATH
from lxml import etree

from generator.core.diagnostics import Violation, messages
from generator.references.citeproc_patches import CSL, locales, parser, prepare
from generator.references.style import LARGEST, PLACE, Style

_DEEPEST = 50
_LETTER = re.compile(r"[^\W\d_]")


def read_style(name: str, content: bytes | None, language: str) -> Style | Violation:
    """The style in the file `name`, or what is wrong with it; no content means that there is no such file."""
    if content is None:
        return Violation(messages.missing_style(name=name), PLACE)
    problem = _unreadable(content)
    if problem:
        return Violation(messages.broken_style(name=name, problem=problem), PLACE)
    root = _tree(content.decode("utf-8-sig"))
    parents = root.xpath_search("./cs:info/cs:link[@rel='independent-parent']")
    if parents:
        return Violation(messages.dependent_style(name=name, parent=parents[0].get("href", "?")), PLACE)
    problem = _unfit(root)
    if problem:
        return Violation(messages.unusable_style(name=name, problem=problem), PLACE)
    return Style(content.decode("utf-8-sig"), language)


def _unreadable(content: bytes) -> str:
    if len(content) > LARGEST:
        return f"it is larger than {LARGEST // 1_000_000} MB"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return f"it is not UTF-8 text (byte {error.start + 1})"
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return "it declares a document type, which styles do not need"
    try:
        root = _tree(text)
    except etree.XMLSyntaxError as error:
        return f"{error.msg}"
    return "" if root.tag == f"{CSL}style" else "it is XML, but not a CSL style"


def _tree(text: str) -> Any:
    # As bytes, for lxml refuses text that says how it was encoded.
    return etree.fromstring(text.encode("utf-8"), parser())


def _unfit(root: Any) -> str:
    if root.find(f"{CSL}bibliography/{CSL}layout") is None:
        return "it has no <bibliography>, so it cannot write a list"
    schema = _schema()
    if not schema.validate(root):
        error = schema.error_log[0]
        return f"line {error.line}: {error.message}"
    return _endless(root)


@cache
def _schema() -> Any:
    return etree.RelaxNG(etree.parse(SCHEMA_PATH))


def _endless(root: Any) -> str:
    """Reason why its macros never end, or nothing."""
    macros = {macro.get("name"): macro for macro in root.findall(f"{CSL}macro")}
    done: set[str] = set()

    def fault(element: Any, above: tuple[str, ...]) -> str:
        for name in dict.fromkeys(part.get("macro") for part in element.iter() if part.get("macro") is not None):
            if name not in macros:
                return f"it calls an unknown macro “{name}”"
            if name in above or len(above) > _DEEPEST:
                return f"its macro “{name}” calls itself" if name in above else f"its macros are nested deeper than {_DEEPEST}"
            if name not in done and (found := fault(macros[name], (*above, name))):
                return found
            done.add(name)
        return ""

    return fault(root, ())


@lru_cache(maxsize=64)
def compiled_style(style: Style, named: int = 0) -> Any:
    """The style, ready to write entries of our lists.

    With `named`, the number of authors whom a reference names before its own “et al.”, it adds “et al.” after them or earlier:
    such a reference is given one author more than it names.
    """
    root = _tree(style.text)
    found = locales(root, root.get("default-locale", style.language))
    _normalise(root)
    for date in [date for date in root.iter(f"{CSL}date") if date.getparent().tag != f"{CSL}locale"]:
        _spell_out(date, found)
    for names in root.iter(f"{CSL}names"):
        _complete(names)
    for names in root.iter(f"{CSL}names"):
        if named and "author" in names.get("variable", "").split():
            _add_others(names, named)
    return prepare(root, found, style.language)


def _normalise(root: Any) -> None:
    """Takes out the numbers of entries, of which the page has its own, and what CSL has two ways for."""
    for element in [*root.iter(f"{CSL}text", f"{CSL}number", f"{CSL}label")]:
        if element.get("variable") == "citation-number":
            element.getparent().remove(element)
    for terms in root.iter(f"{CSL}terms"):
        for term in terms:
            if term.get("form") == "long":
                del term.attrib["form"]  # It is the usual form, and looked for as such.
        last = {tuple(sorted(term.attrib.items())): term for term in terms}
        terms[:] = last.values()  # Of two equal terms, citeproc-js takes the last one.
    for element in root.iter():
        for name in ("prefix", "suffix", "delimiter", "value"):
            if "&" in element.get(name, ""):
                element.set(name, unescape(element.get(name)))  # Some styles write “&amp;#160;”.


def _complete(names: Any) -> None:
    """Gives names their element for a name, or, where they take the place of others, all that those have for theirs."""
    outer = next((above.getparent() for above in names.iterancestors(f"{CSL}substitute")), None)
    if names.find(f"{CSL}name") is None and outer is not None:
        kinds = [f"{CSL}{kind}" for kind in ("name", "et-al", "label") if names.find(f"{CSL}{kind}") is None]
        names[:0] = [copy.deepcopy(part) for part in outer.iterchildren(*kinds)]
        if names.find(f"{CSL}label") is not None and _LETTER.search(names.get("suffix", "")):
            del names.attrib["suffix"]  # “(ed.)” beside a label that says so already.
    elif names.find(f"{CSL}name") is None:
        names.insert(0, names.makeelement(f"{CSL}name"))


def _spell_out(date: Any, found: list[Any]) -> None:
    """Puts a locale's date in the place of a mention of it: citeproc-py ignores the delimiter of one, and changes it for all."""
    form = date.attrib.pop("form", None)
    localized = next((model for locale in found for model in locale.findall(f"{CSL}date") if model.get("form") == form), None)
    if form is None or localized is None:
        return
    shown = date.attrib.pop("date-parts", "year-month-day").split("-")
    changed = {part.get("name"): dict(part.attrib) for part in date}
    date[:] = []
    for part in localized:
        if part.get("name") in shown:
            date.append(copy.deepcopy(part))
            date[-1].attrib.update(changed.get(part.get("name"), {}))
    if "delimiter" in localized.attrib:
        date.set("delimiter", localized.get("delimiter"))


def _add_others(names: Any, named: int) -> None:
    name = names.find(f"{CSL}name")
    least, most = (_inherited(name, option) for option in ("et-al-min", "et-al-use-first"))
    name.set("et-al-use-first", str(min(most or named, named) if least and named + 1 >= least else named))
    name.set("et-al-min", str(named + 1))
    name.set("et-al-use-last", "false")


def _inherited(name: Any, option: str) -> int:
    holders: Iterator[Any] = iter((name, name.getroottree().getroot().find(f"{CSL}bibliography"), name.getroottree().getroot()))
    return int(next((holder.get(option) for holder in holders if holder.get(option)), 0))
