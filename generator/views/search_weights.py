"""How much the pages of each kind weigh in search: the page itself where its names are searched for, and its parts."""

from typing import NamedTuple


class Weight(NamedTuple):
    """Factors of the score of a page, and of each part of it; below 1, whatever is found there comes later."""

    page: float
    parts: float


_USUAL = Weight(1, 1)
_GROUP = Weight(1.7, 0.4)
_BY_TEMPLATE = {
    "treatment": Weight(1.6, 0.4),
    "entries": Weight(1.2, 1.5),
    "home": Weight(1.5, 1.2),
    "section": Weight(1.5, 1.2),
    "glance": Weight(1.5, 1),
    "references": Weight(0.5, 0.3),
    "evidence": Weight(0.5, 0.3),
    "recommendations": Weight(0.5, 0.3),
    "examples": Weight(0.3, 0.3),
    "method": Weight(0.3, 0.2),
    "terms": Weight(0.5, 0.8),
    "abbreviations": Weight(0.1, 0.1),
}


def weight_of(template: str, *, is_group: bool = False) -> Weight:
    """The weight of the pages that a template makes; a group of treatments comes before a member that has the name, too."""
    return _GROUP if is_group else _BY_TEMPLATE.get(template, _USUAL)
