"""Names of people and bodies in citeproc-py, written as CSL 1.0.2 has it."""

import re
from collections.abc import Iterator
from typing import Any

from citeproc import model, source

from generator.references.citeproc_case import CaseFixes

_BIBLIOGRAPHY = "{http://purl.org/net/xbiblio/csl}bibliography"
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_INHERITED = {"form": "name-form", "delimiter": "name-delimiter"}
_USUAL = {"form": "long", "delimiter": ", ", "sort-separator": ", ", "et-al-min": "0", "et-al-use-first": "1"}
_CONTEXTUAL = "contextual"
_MOST_INITIALS = 3
"""So many capitals together are initials (“Rad AB”), not a name."""


class Names(model.Names):
    """Shows each person in a list once: who took the place of others is left out further on."""

    def process(self, item: Any, names_context: Any = None, context: Any = None, **kwargs: Any) -> Any:  # noqa: ARG002  # its signature
        """The names of each role with its label, or what takes their place."""
        run = self.get_root().run
        run.called += 1
        roles = [role for role in self.get("variable").split() if item.reference.get(role) and role not in run.suppressed]
        if not roles:
            substitute = self.substitute()
            return None if substitute is None else substitute.render(item, context=context)
        if self.name.option("form") == "count":
            run.show(*roles)
            return str(sum(int(self.name.written(item.reference[role])) for role in roles))
        shown = {role: text for role in roles if (text := self._role(item, role))}
        if shown:
            run.show(*shown)
        return self.join(shown.values(), self.get_parent_delimiter(context))

    def _role(self, item: Any, role: str) -> str:
        """People with their label, on the side of it that the style wants."""
        people = item.reference[role]
        shown, label = self.name.markup(self.name.written(people)), self.label
        said = "" if label is None or not shown else label.render(item, role, len(people) > 1) or ""
        first = label is not None and self.index(label) < self.index(self.name)
        return f"{said}{shown}" if first else f"{shown or ''}{said}"


class Substitute(model.Substitute):
    """Element that replaces names, which is written once."""

    def render(self, item: Any, context: Any = None, **_: Any) -> Any:
        """The first of its elements that has something to show."""
        run = self.get_root().run
        within, run.substituting = run.substituting, True
        try:
            return next(filter(None, (_rendered(child, item, context) for child in _candidates(self, item))), None)
        finally:
            run.substituting = within


def _rendered(child: Any, item: Any, context: Any) -> Any:
    try:
        return child.render(item, context=context)
    except source.VariableError:
        return None


def _candidates(parent: Any, item: Any) -> Iterator[Any]:
    """The elements of which the first one with something to show is taken, also those within a condition that is met."""
    for child in parent:
        if isinstance(child, model.Choose):
            branch = next((branch for branch in child if not isinstance(branch, model.If) or branch.holds(item)), ())
            yield from _candidates(branch, item)
        else:
            yield child


class Name(model.Name):
    """Writes a list of names."""

    def option(self, name: str) -> str | None:
        """An option: of the names, of the bibliography, or of the style."""
        root = self.get_root()
        above = _INHERITED.get(name, name)
        found = (self.get(name), root.find(_BIBLIOGRAPHY).get(above), root.get(above))
        return next((value for value in found if value is not None), _USUAL.get(name))

    def written(self, people: list[Any]) -> str:
        """The names that the style shows, joined as it wants."""
        least, most = int(self.option("et-al-min") or 0), int(self.option("et-al-use-first") or 1)
        cut = len(people) > 1 and least > 0 and len(people) >= least and len(people) > most
        if self.option("form") == "count":
            return str(most if cut else len(people))
        shown = [self._one(person, place) for place, person in enumerate(people[:most] if cut else people)]
        if cut and self.option("et-al-use-last") == "true" and len(people) >= most + 2:
            return (self.option("delimiter") or "").join([*shown, f"… {self._one(people[-1], len(people) - 1)}"])
        inverted = [self._is_inverted(person, place) for place, person in enumerate(people)]
        if cut:
            return self._ended(
                shown, self.et_al() or "", precedes=self._precedes("delimiter-precedes-et-al", 2, len(shown), inverted[most - 1])
            )
        word = self._and()
        if word is None or len(shown) == 1:
            return (self.option("delimiter") or "").join(shown)
        precedes = self._precedes("delimiter-precedes-last", 3, len(shown), inverted[-2])
        return self._ended(shown[:-1], f"{word} {shown[-1]}", precedes=precedes)

    def _and(self) -> str | None:
        how = self.option("and")
        return None if how is None else "&" if how == "symbol" else str(self.get_single_term(name="and"))

    def _precedes(self, option: str, least: int, count: int, inverted: bool) -> bool:  # noqa: FBT001  # private
        how = self.option(option) or _CONTEXTUAL
        return how == "always" or (how == _CONTEXTUAL and count >= least) or (how == "after-inverted-name" and inverted)

    def _ended(self, shown: list[str], end: str, *, precedes: bool) -> str:
        delimiter = self.option("delimiter") or ""
        text = delimiter.join(shown)
        between = delimiter if precedes else "" if _EAST_ASIAN.match(end) else " "
        return f"{text}{between if text and end else ''}{end}"

    def _is_inverted(self, person: Any, place: int) -> bool:
        order = self.option("name-as-sort-order")
        return self.option("form") == "long" and "literal" not in person and (order == "all" or (order == "first" and place == 0))

    def _one(self, person: Any, place: int) -> str:
        given, family, dropping, particle, suffix = person.parts()
        if "literal" in person:
            return self._formatted("family", family, affixed=False)
        if _EAST_ASIAN.search(f"{given or ''}{family}") and self.option("form") == "long":
            return f"{self._formatted('family', family)}{self._formatted('given', given)}"
        given = self._initialised(given, family)
        if self.option("form") == "short":
            return self._formatted("family", _spaced(particle, family))
        if not self._is_inverted(person, place):
            return _spaced(self._formatted("given", given), self._formatted("family", _spaced(dropping, particle, family)), suffix)
        separator = self.option("sort-separator") or ""
        if (self.get_root().get("demote-non-dropping-particle") or "display-and-sort") == "display-and-sort":
            parts = self._formatted("family", family), _spaced(self._formatted("given", given), dropping, particle), suffix
        else:
            parts = self._formatted("family", _spaced(particle, family)), _spaced(self._formatted("given", given), dropping), suffix
        return separator.join(part for part in parts if part)

    def _formatted(self, name: str, text: str | None, *, affixed: bool = True) -> str:
        part = next((part for part in self if part.get("name") == name), None)
        if part is None or not text:
            return text or ""
        shown = part.format(part.case(text))
        return str(part.wrap(shown) if affixed else shown)

    def _initialised(self, given: str | None, family: str) -> str | None:
        mark = self.option("initialize-with")
        if given is None or mark is None:
            return given
        words = given if self.get_root().get("initialize-with-hyphen") != "false" else given.replace("-", " ")
        return initialised(words, mark, names=self.option("initialize") == "false", capitals=family.isupper())


class Name_Part(CaseFixes, model.Name_Part):  # noqa: N801  # citeproc-py derives the name of the element from it
    """Given or family names, formatted."""


def _spaced(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def initialised(given: str, mark: str, *, names: bool = False, capitals: bool = False) -> str:
    """Given names as initials.

    Args:
        given: Names or initials, in any form: “Mary Ann”, “M A”, “M.A.”, “MA”, “J-P”.
        mark: What follows each initial.
        names: Whether names in full stay, and only initials get the mark.
        capitals: Whether all of the person's name is in capitals, so that “LEE” is no list of initials.

    """
    shown = ""
    for word in given.replace(".", ". ").replace(". -", "-").split():
        found = _initials(word, names=names, capitals=capitals)
        shown = shown + "".join(f"{letter}{mark}" for letter in found) if found else f"{shown.rstrip()} {word} "
    return " ".join(shown.replace(" -", "-").split())


def _initials(word: str, *, names: bool, capitals: bool) -> list[str]:
    """The initials of a word, each with the hyphen before it; none of a word that stays as it is."""
    parts = [part.strip(".") for part in word.split("-")]
    if not parts[0][:1].isupper():
        return []
    found = []
    for hyphen, part in zip(("", *["-"] * len(parts)), parts, strict=False):
        together = part.isupper() and len(part) <= _MOST_INITIALS and not capitals
        if names and len(part) > 1 and not together:
            return []
        if part[:1].isupper():
            found += [f"{hyphen}{part[0]}", *(part[1:] if together else "")]
    return found
