"""Mermaid and mermaid2, for diagrams that are left to the browser: where the script lies, and how it is set up."""

import re
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import copy_file

from generator.mkdocs.finished_pages import FinishedPage
from generator.mkdocs.page_scripts import ASSETS

_DIAGRAM = re.compile(r"""class=["']?[^"'>]*\bmermaid\b""")
MERMAID_URI = f"{ASSETS}/mermaid.min.js"
# Mermaid's own colours and fonts are replaced by the style sheet's; `strict` lets no label run anything.
MERMAID_ARGUMENTS: dict[str, Any] = {
    "theme": "base",
    "securityLevel": "strict",
    "fontFamily": "inherit",
    "flowchart": {
        "htmlLabels": True,
        "useMaxWidth": False,
        "curve": "linear",
        "nodeSpacing": 20,
        "rankSpacing": 40,
        "padding": 10,
        "wrappingWidth": 176,
    },
}


def copy_mermaid_js(config: MkDocsConfig) -> None:
    """Puts the Mermaid that the `mermaidx` package brings into the built site: megabytes, so only where the browser has to draw."""
    # Not by `importlib.resources`, which would import the package, and that takes longer than the rest.
    copy_file(str(distribution("mermaidx").locate_file("mermaidx/assets/mermaid.js")), str(Path(config.site_dir, MERMAID_URI)))


def set_up_mermaid2(config: MkDocsConfig) -> None:
    """Set up mermaid2 so that it asks no network for Mermaid.

    Raises:
        PluginError: The plug-in mermaid2 is not in `mkdocs.yml`.

    """
    plugin: Any = config.plugins.get("mermaid2")
    if plugin is None:
        message = "the pathway's charts need the plug-in mermaid2; add it to “plugins” in mkdocs.yml"
        raise PluginError(message)
    for name, value in MERMAID_ARGUMENTS.items():
        plugin.config["arguments"].setdefault(name, value)
    if not plugin.config["javascript"]:
        # mermaid2 wants the file to lie in `docs`, and asks the network for it otherwise; ours is added to the built
        # site from an installed package. Its own cache of the address is the one place to say so.
        plugin._javascript = MERMAID_URI  # noqa: SLF001
        plugin.config["javascript"] = MERMAID_URI
    events = config.plugins.events["post_page"]
    events[:] = [_where_needed(event) if getattr(event, "__self__", None) is plugin else event for event in events]


def _where_needed(event: Callable[..., Any]) -> Callable[..., Any]:
    """An event of mermaid2 for pages with a diagram that are not finished; it would parse every page that has the word in it."""

    def on_post_page(output: str, **given: Any) -> Any:
        is_finished = isinstance(output, FinishedPage) or not _DIAGRAM.search(output)
        return output if is_finished else event(output, **given)

    return on_post_page
