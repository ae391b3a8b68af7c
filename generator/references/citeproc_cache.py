"""Caches for look-ups that citeproc-py repeats, which took half of the time of writing references."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from citeproc import model
from lxml import etree

from generator.references.formatting_markers import FORMATTER

_NEXT = {"verb-short": "verb", "symbol": "short"}
"""The form of a term that takes the place of a missing one; the long form takes that of the others."""


@lru_cache(maxsize=4096)
def _finder(expression: str) -> Any:
    return etree.XPath(expression, namespaces=model.CitationStylesElement.nsmap)


class CachedElement:
    """An element of a style that asks once. Its class comes before that of citeproc-py."""

    def xpath_search(self, expression: str) -> Any:
        """Result of an expression from here."""
        return _finder(expression)(self)

    def get_formatter(self) -> Any:
        """How text is marked, which is the same everywhere."""
        return FORMATTER

    def get_locale_option(self, name: str) -> Any:
        """Value of an option in the locales."""
        return self._once(("option", name), lambda: super(CachedElement, self).get_locale_option(name))  # type: ignore[misc]  # an element's

    def get_term(self, name: str, form: str | None = None, **how: Any) -> Any:
        """A term of the locales, in this form or in the next one that CSL names, or nothing."""
        term = self._once(("term", name, form, *how.items()), lambda: super(CachedElement, self).get_term(name, form, **how))  # type: ignore[misc]  # as above
        return term if term is not None or form is None else self.get_term(name, _NEXT.get(form), **how)

    def _once(self, question: tuple[Any, ...], ask: Callable[[], Any]) -> Any:
        answers = vars(self.get_root()).get("answers")  # type: ignore[attr-defined]  # as above
        if answers is None:  # The root of a locale, or a style that is being made ready.
            return ask()
        if question not in answers:
            answers[question] = ask()
        return answers[question]
