"""Changes to the HTML of a page: to its content once Markdown has made it, and to the whole once the theme is around it."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from generator.markup.html_tree import Tree, add_element, parse, parse_fragment, serialise
from generator.mkdocs.chart_fence import FOR_BROWSER
from generator.mkdocs.page_scripts import drop_unused_scripts
from generator.mkdocs.print_html import add_print_urls
from generator.mkdocs.theme_fixes import fix_theme_html
from generator.output.security_headers import Inline, inline


@dataclass(frozen=True, slots=True)
class Content:
    """The HTML of a page's content, and whether it leaves a chart to the browser."""

    html: str
    needs_mermaid: bool


def rewrite_content(html: str, resolve: Callable[[str], str] | None) -> Content:
    """Change the content of a page.

    Args:
        html: what Markdown made.
        resolve: finds the address of a link to a Markdown file; nothing where the page is not made from the pathway.

    Returns:
        The changed content: links have addresses, also for paper, and cells of tables the heads of their columns, for narrow screens.

    """
    content = parse_fragment(html)
    if resolve:
        _resolve_links(content, resolve)
        add_print_urls(content)
        _label_cells(content)
    return Content(serialise(content), needs_mermaid=content.css_first(f".{FOR_BROWSER}") is not None)


def _resolve_links(content: Tree, resolve: Callable[[str], str]) -> None:
    """Turn links that no Markdown processor sees into addresses: those of pictures."""
    for link in content.css('a[href*=".md"]'):
        link.attrs["href"] = resolve(link.attributes["href"] or "")


def _label_cells(content: Tree) -> None:
    """Note on each cell the head of its column in `data-label`: where a table is a list of its rows, the style sheet prints it."""
    for table in content.css("table"):
        if table.css_first(".pw-column"):  # says so in its cells
            continue
        heads = [head.text(strip=True) for head in table.css("th")]
        for row in table.css("tbody tr"):
            for cell, head in zip(row.css("td"), heads, strict=False):
                if head and cell.text(strip=True):
                    cell.attrs["data-label"] = head


def rewrite_page(html: str, language: str) -> tuple[str, Inline]:
    """Change a page with the theme around it.

    Args:
        html: the page.
        language: the language of its text, or nothing: the theme says only which of its own translations it uses.

    Returns:
        The changed page, and its inline scripts and styles.

    """
    page = parse(html)
    fix_theme_html(page)
    drop_unused_scripts(page)
    _lead_on(page)
    if language and (root := page.css_first("html")):
        root.attrs["lang"] = language
    return serialise(page), inline(page)


def _lead_on(page: Tree) -> None:
    """Lead from the earlier name of a page to the page also without JavaScript; with it, the place on the page is kept."""
    if link := page.css_first("a.pw-moved-to[href]"):
        add_element(page, "head", "noscript", f'<meta http-equiv="refresh" content="0; url={escape(link.attributes["href"] or "")}">')
