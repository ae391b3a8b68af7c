"""Numbers, pages and their labels in citeproc-py, written as CSL 1.0.2 has it."""

import re
from typing import Any

from citeproc import model

from generator.references.citeproc_case import CaseFixes
from generator.references.number_forms import are_several, ordinal_suffix, ranged

_TERM = "{http://purl.org/net/xbiblio/csl}term"


class Number(CaseFixes, model.Number):
    """Writes ordinals by the rules of the language."""

    def process(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
        """The number, in the form that the style wants."""
        variable, run = self.get("variable"), self.get_root().run
        if not run.ask(variable, item):
            return None
        run.show(variable)
        if variable in {"page", "page-first"}:
            return pages(self, str(item.reference.page), variable)
        return super().process(item, context, **kwargs)

    def format_number(self, number: Any) -> Any:
        """One number of a field; what is none stays."""
        if not number.isdecimal() or not _is_ordinal(self.get("form"), int(number)):
            return super().format_number(number)
        return ordinal(self, int(number), self.get("variable"))


class Label(CaseFixes, model.Label):
    """Goes with what it labels."""

    def process(self, item: Any, variable: str | None = None, plural: bool | None = None, context: Any = None, **kwargs: Any) -> Any:  # noqa: FBT001  # its signature
        """The term for a role of people or for a field; nothing without content."""
        if variable is None:
            # A list has no locators; where a style labels one, citeproc-js takes it for a page.
            named = self.get("variable")
            variable = "page" if named == "locator" else named
            content = item.reference.get(variable.replace("-", "_"))
            if not content or variable in self.get_root().run.suppressed:
                return None
            plural = named != "locator" and are_several(str(content))
        return super().process(item, variable, plural, context, **kwargs)


def ordinal(element: Any, number: int, variable: str) -> str:
    """A number as an ordinal, in the gender of what it counts, with the words of the first locale that has any."""
    counted = element.get_term(variable)
    gender = None if counted is None else counted.get("gender")
    for locale in element.get_root().locales:
        terms = [term for term in locale.iter(_TERM) if term.get("name").startswith("ordinal")]
        fitting = [term for wanted in (None, gender) for term in terms if term.get("gender-form") == wanted]
        if terms:
            return f"{number}{ordinal_suffix(number, {term.get('name'): (str(term.single), term.get('match')) for term in fitting})}"
    return str(number)


def _is_ordinal(form: str | None, number: int) -> bool:
    return form == "ordinal" or (form == "long-ordinal" and number > 10)  # noqa: PLR2004  # CSL has words up to ten


def dash(element: Any) -> str:
    """The sign between both ends of a range."""
    return str(element.get_single_term(name="page-range-delimiter") or "–")


def pages(element: Any, text: str, variable: str) -> str:
    """Pages as the style wants them: whole ranges, shortened ones, or the first page."""
    if variable == "page-first":
        return re.split(r"\s*[-–,;&]", text, maxsplit=1)[0]
    return ranged(text, dash(element), element.get_root().get("page-range-format"))
