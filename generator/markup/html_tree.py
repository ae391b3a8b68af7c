"""HTML as a tree, read as browsers read it (by the HTML standard) and written so that they read the same again."""

from collections.abc import Iterator

from selectolax.lexbor import LexborDocumentOptions
from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode as Element

__all__ = ["Element", "Tree", "add_element", "parse", "parse_fragment", "serialise"]

_VERBATIM = "pre, textarea, listing, template"
"""Elements that lose a line break at their start when they are read, and those whose content is a tree of its own."""
# What is written stays as it is written: no choice is copied into the <selectedcontent> of its list.
_OPTIONS = int(LexborDocumentOptions.WO_EVENTS)


def parse(page: str) -> Tree:
    """Parse a whole page; what it lacks of `html`, `head` and `body` is added."""
    return Tree(page, options=_OPTIONS)


def parse_fragment(content: str) -> Tree:
    """Parse HTML that goes into the body of a page. An element that it leaves open ends with it."""
    return Tree(content, is_fragment=True, options=_OPTIONS)


def serialise(tree: Tree) -> str:
    """Write a whole page, or a fragment.

    Args:
        tree: the page or fragment; it stays as it is.

    Returns:
        HTML that parses into the same tree.

    """
    added = [_add_line_break(text) for element in _verbatim(tree) if (text := element.first_child) and _starts_with_line_break(text)]
    written = tree.html or ""
    for text in added:
        text.remove()
    return written


def add_element(page: Tree, parent: str, name: str, content: str = "") -> None:
    """Add an element at the end of the first one that is called `parent`, with HTML in it."""
    element = page.create_node(name)
    element.inner_html = content
    found = page.css_first(parent)
    if found:
        found.insert_child(element, move=True)


def _verbatim(tree: Tree | Element) -> Iterator[Element]:
    for element in tree.css(_VERBATIM):
        if element.tag == "template":
            for fragment in element.template_fragments():
                yield from _verbatim(fragment)
        else:
            yield element


def _starts_with_line_break(node: Element) -> bool:
    return node.is_text_node and (node.text_content or "").startswith("\n")


def _add_line_break(text: Element) -> Element:
    text.insert_before("\n")
    added = text.prev
    if added is None:
        raise AssertionError
    return added
