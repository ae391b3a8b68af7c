"""Corrections of Material's HTML in finished pages, each under the name that the Nu HTML checker gives the fault."""

import re

# The attributes stand in any order, for mermaid2 writes a page that speaks of it anew.

# “Attribute autocomplete is only allowed when the input type is …”: on the boxes that open the drawer and the search. It keeps Firefox
# from opening them again when a page is loaded anew. A form may say so for its fields, wherever in the page they stand.
_TOGGLE = re.compile(r'(<input\b(?=[^>]*\bclass="md-toggle")[^>]*?) autocomplete="off"')
_FIRST = re.compile(r'<input\b(?=[^>]*\bform="__toggles")')
_FORM = '<form id="__toggles" autocomplete="off" hidden></form>'
# “Bad value "" for attribute tabindex on element label”: on the headings of parts of the navigation that are always open.
_PART = re.compile(r'(<label\b(?=[^>]*\bclass="md-nav__link)[^>]*?) tabindex=""')


# No fault but waste: `material/palette.js` does what the theme's script for this form would do.
_PALETTE = re.compile(r'(<form\b[^>]*) data-md-component="palette"')
# No fault but waste: around its article a page is indented deeply. Within, there may be text that is shown as it stands.
_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_INDENT = re.compile(r"\n\s+")


def fix_theme_html(page: str) -> str:
    """A page of HTML without what Material makes wrong or wastes in every page."""
    toggled = _PALETTE.sub(r"\1 data-palette", _TOGGLE.sub(r'\1 form="__toggles"', page))
    return _trimmed(_PART.sub(r"\1", _FIRST.sub(lambda first: _FORM + first[0], toggled, count=1)))


def _trimmed(page: str) -> str:
    article = _ARTICLE.search(page)
    if not article:
        return page
    before, after = (_INDENT.sub("\n", frame) for frame in (page[: article.start()], page[article.end() :]))
    return before + article[0] + after
