"""Corrections of Material's HTML in finished pages, each under the name that the Nu HTML checker gives the fault."""

import re
from collections.abc import Iterator

from generator.markup.html_tree import Element, Tree

_FORM = "__toggles"
_INDENT = re.compile(r"\n\s+")
# Within an article there may be text that is shown as it stands; of the others, a line break may have a meaning.
_AS_WRITTEN = frozenset({"article", "script", "style", "pre", "textarea"})


def fix_theme_html(page: Tree) -> None:
    """Correct what Material makes wrong or wastes in every page."""
    faulty = page.css(_FAULTY)
    for element in faulty:
        _FIXES[element.tag or ""][1](element)
    for toggle in [element for element in faulty if element.tag == "input"][:1]:
        form = page.create_node("form")
        for name, value in {"id": _FORM, "autocomplete": "off", "hidden": None}.items():
            form.attrs[name] = value
        toggle.insert_before(form, move=True)
        # Browsers tick again what was ticked before a page is reloaded, and what is ticked on one patient's list is not to stay.
        for tick in page.css(".pw-tick > input"):
            tick.attrs["form"] = _FORM
    _remove_indentation(page)


def _move_autocomplete(toggle: Element) -> None:
    """Correct “Attribute autocomplete is only allowed when the input type is …”.

    It is on the boxes that open the drawer and the search, and keeps Firefox from opening them again when a page is reloaded. A form may
    say so for its fields, wherever in the page they are.
    """
    del toggle.attrs["autocomplete"]
    toggle.attrs["form"] = _FORM


def _remove_tabindex(label: Element) -> None:
    """Correct “Bad value "" for attribute tabindex on element label”: on headings of parts of the navigation that are always open."""
    del label.attrs["tabindex"]


def _rename_palette(form: Element) -> None:
    """Keep the theme's script from this form, since `material/palette.js` does its work."""
    del form.attrs["data-md-component"]
    form.attrs["data-palette"] = None


def _name_dialog(search: Element) -> None:
    """Name the dialog of the search as the menu in it."""
    for menu in search.css(".md-search__options[aria-label]"):
        search.attrs["aria-label"] = menu.attributes["aria-label"]


_FIXES = {
    "input": ('.md-toggle[autocomplete="off"]', _move_autocomplete),
    "label": ('.md-nav__link[tabindex=""]', _remove_tabindex),
    "form": ('[data-md-component="palette"]', _rename_palette),
    "div": ('[data-md-component="search"]', _name_dialog),
}
"""Which elements have a fault, by their names: the rest of a CSS selector, and the correction."""
# One search for all of them, which takes longer than the corrections.
_FAULTY = ", ".join(name + rest for name, (rest, _) in _FIXES.items())


def _remove_indentation(page: Tree) -> None:
    """Write around its article a page, which Material indents deeply, without indentation."""
    body = page.css_first("body")
    if body and page.css_first("article"):
        for text in list(_texts(body)):
            written = text.text_content or ""
            trimmed = _INDENT.sub("\n", written)
            if trimmed != written:
                text.replace_with(trimmed)


def _texts(element: Element) -> Iterator[Element]:
    for child in element.iter(include_text=True):
        if child.is_text_node:
            yield child
        elif child.tag not in _AS_WRITTEN:
            yield from _texts(child)
