"""Faults of Material in the HTML of finished pages, mended; each by the name that the Nu HTML checker gives it."""

import re

# “Attribute autocomplete is only allowed when the input type is …”: on the boxes that open the drawer and the search. It keeps Firefox
# from opening them again when a page is loaded anew. A form may say so for its fields, wherever in the page they stand.
_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
_FORM = '<form id="__toggles" autocomplete="off" hidden></form>'
# “Bad value "" for attribute tabindex on element label”: on the headings of parts of the navigation that are always open.
_PART = re.compile(r'(<label class="md-nav__link[^>]*?) tabindex=""')


def mended(page: str) -> str:
    """A page of HTML without what Material makes wrong in every page."""
    toggled = _TOGGLE.sub(r'\1 form="__toggles"', page)
    if toggled != page:
        toggled = toggled.replace('<input class="md-toggle"', f'{_FORM}<input class="md-toggle"', 1)
    return _PART.sub(r"\1", toggled)
