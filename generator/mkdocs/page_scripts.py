"""Which scripts run on a page: those alone that find something there to work on."""

from copy import copy

from mkdocs.config.defaults import MkDocsConfig

ASSETS = "assets/pathway"
"""The folder of what we add to a site."""
PARTS = {
    "pathway": (
        "base/dom",
        "base/scroll-and-focus",
        "base/copy-buttons",
        "walk/walk",
        "lens/lens",
        "material/palette",
        "material/search",
        "material/tables",
        "base/stale-notice",
    ),
    "chart": ("chart/tools", "chart/fit", "chart/chart"),
}
"""Scripts that pages load as one, since the same pages have a use for them."""
# In this order: what others use comes first, and what hears of a chart before it.
_SIGNS = {
    "pathway": "",
    "references/popover": 'class="pw-references" data-name',
    "references/filter": 'class="pw-filter"',
    "chart": "data-chart=",
    "chart/labels": "pw-drawing",
    "references/export": 'class="pw-export"',
    "print/expand-details": "<details",
    "print/choose": 'class="pw-choice"',
}
SCRIPTS = {f"{ASSETS}/{name}.js": sign for name, sign in _SIGNS.items()}
"""Scripts of pages, in this order, and the HTML that shows that a page needs them."""


def for_page(config: MkDocsConfig, content: str) -> MkDocsConfig:
    """The settings from which the theme makes a page with this content; scripts that are not ours stay."""
    suited = copy(config)
    suited.extra_javascript = [script for script in config.extra_javascript if SCRIPTS.get(str(script), "") in content]
    return suited
