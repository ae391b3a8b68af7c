"""Dates in citeproc-py, with their ranges and ordinals."""

from typing import Any

from citeproc import model, source

from generator.references.citeproc_case import CaseFixes
from generator.references.citeproc_numbers import ordinal

_SIZES = ("year", "month", "day")


class Date_Part(CaseFixes, model.Date_Part):  # noqa: N801  # citeproc-py derives the name of the element from it
    """Writes the day as an ordinal by the rules of the language, and behind the first year of issue the letter that it has."""

    def process(self, date: Any, context: Any = None) -> Any:
        """The part of a date."""
        if self.get("name") == "year" and self.getparent().get("variable") == "issued":
            run = self.get_root().run
            suffix, run.year_suffix = run.year_suffix, ""
            if suffix:
                return f"{super().process(date, context)}{suffix}"
        if (self.get("name"), self.get("form")) != ("day", "ordinal"):
            return super().process(date, context)
        only_first = self.get_locale_option("limit-day-ordinals-to-day-1") == "true"
        return str(date.day) if only_first and date.day > 1 else ordinal(self, date.day, f"month-{date.month:02}")


class Date(model.Date):
    """Writes ranges, which citeproc-py loses where only the year is shown, and joins by its own dash."""

    def process(self, item: Any, variable: Any = None, **kwargs: Any) -> Any:
        """The date; nothing where it took the place of names."""
        run, name = self.get_root().run, variable or self.get("variable")
        if not run.ask(name, item):
            return None
        text = super().process(item, variable, **kwargs)
        if text:
            run.show(name)
        return text

    def wrap(self, string: Any) -> Any:
        """The date as the style formats it; citeproc-py forgets to."""
        return super().wrap(self.format(string))

    def render_date_range(self, date_range: Any, show_parts: Any = None, context: Any = None) -> Any:  # noqa: ARG002  # its signature
        """Range of two dates with their common part once: “1991 Nov-Dec”."""
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
