"""Which scripts run on a page: those alone that find something there to work on."""

from generator.markup.html_tree import Tree

ASSETS = "assets/pathway"
"""The folder of what we add to a site."""
PARTS = {
    "pathway": (
        "base/dom",
        "base/former-places",
        "base/scroll-and-focus",
        "base/copy-buttons",
        "walk/walk",
        "lens/lens",
        "material/palette",
        "material/search",
        "material/found",
        "material/tables",
        "base/stale-notice",
    ),
    "chart": ("chart/drawings", "chart/tools", "chart/fit", "chart/views", "chart/chart", "chart/fold", "chart/deep-links"),
    "lenses": (
        "lens/marking",
        "lens/marks",
        "lens/saying",
        "lens/room",
        "lens/drawing",
        "lens/doses",
        "lens/patient",
        "lens/choose",
        "lens/evidence",
    ),
}
"""Scripts that are loaded as one, since they are of use together: by pages, or (`lenses`) by another script."""
# In this order: what others use comes first, and what hears of a chart before it.
_NEEDED_BY = {
    "pathway": "body",
    "base/moved": ".pw-moved",
    "references/popover": ".pw-references[data-name]",
    "references/filter": ".pw-filter:not(.pw-grade-filter)",
    "grades/filter": ".pw-grade-filter",
    "lens/grade": "template[data-grades]",
    "lens/door": ".pw-door-patient",
    "chart": "[data-chart]",
    "chart/labels": ".pw-drawing",
    "score/cards": ".pw-score",
    "references/export": ".pw-export",
    "print/expand-details": "details",
    "print/choose": ".pw-choice",
}
SCRIPTS = {f"{ASSETS}/{name}.js": selector for name, selector in _NEEDED_BY.items()}
"""Scripts of pages, in this order, and the elements that a page needs them for, as a CSS selector."""
HEAD_SCRIPTS = tuple(f"{ASSETS}/{name}.js" for name in ("material/iframe-worker", "material/search-index", "lens/first-paint"))
"""Scripts that run before a page is read. The document for paper, which takes long, is painted before it is marked."""
_SELECTORS = {**SCRIPTS, f"{ASSETS}/lens/first-paint.js": "body:not(:has(.pw-choice)) .pw-lens"}


def drop_unused_scripts(page: Tree) -> None:
    """Remove our scripts that find nothing to work on in a page; others stay."""
    for script in page.css(f'script[src*="{ASSETS}/"]'):
        _, folder, name = (script.attributes["src"] or "").rpartition(f"{ASSETS}/")
        if page.css_first(_SELECTORS.get(folder + name, "html")) is None:
            script.decompose()
