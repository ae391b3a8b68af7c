"""Mermaid fences of pages, as static drawings or left to the browser."""

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import copy_file

from generator.charts.svg import ChartDrawing, draw_chart
from generator.compiler import Site, SiteChart
from generator.core.sentences import closed
from generator.markup.html_tree import Tree
from generator.mkdocs.page_scripts import ASSETS

_DIAGRAM = re.compile(r"""class=["']?[^"'>]*\bmermaid\b""")
MERMAID_URI = f"{ASSETS}/mermaid.min.js"
FOR_BROWSER = "mermaid"
"""The class by which mermaid2 finds what the browser is to draw."""
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


def fence_of(site: Site | None) -> Callable[..., str]:
    """The fence that draws the charts of a site, and leaves diagrams that an author wrote by hand to the browser."""
    ours = {chart.mermaid.strip(): chart for chart in site.charts} if site else {}

    # A function and no partial: mermaid2 asks every fence for its name.
    def chart_fence(source: str, *arguments: Any, **_: Any) -> str:
        chart = ours.get(source.strip())
        return draw_fence(chart, site) if chart and site else fence_for_browser(source, *arguments)

    return chart_fence


def draw_fence(chart: SiteChart, site: Site) -> str:
    """A chart as a drawing, with what the script for charts needs, and its parts for paper."""
    drawing = draw_chart(chart.chart, site.cache)
    return _for_screen(drawing) + _for_script(chart, site) + _for_paper(chart, drawing.pages, site)


def _for_screen(drawing: ChartDrawing) -> str:
    """Both drawings; the style sheet shows the one for which the column has room."""
    turns = f" pw-drawings--{drawing.turn}" if drawing.narrow else ""
    turns += " pw-for-screen" if drawing.pages else ""
    return f'<div class="pw-drawings{turns}">{drawing.wide}{drawing.narrow}</div>'


def _for_script(chart: SiteChart, site: Site) -> str:
    """The chart's text, which no reader sees before asking for it, with the words of the interface and what a copy of the drawing says."""
    data = " ".join(
        f'data-{name}="{html.escape(json.dumps(value, ensure_ascii=False))}"' for name, value in _chart_script_data(site).items()
    )
    return f"<template {data}>{html.escape(chart.portable)}</template>"


def dedupe_chart_data(content: Tree) -> None:
    """Leave what all charts of a page say at the first of them alone."""
    for template in content.css("template[data-words][data-credit]")[1:]:
        del template.attrs["data-words"]
        del template.attrs["data-credit"]


def _chart_script_data(site: Site) -> Mapping[str, Any]:
    words: Mapping[str, Any] = {**site.words.chart, "kinds": site.words.kinds | {"link": site.words.chart["link"]}}
    credit = [site.metadata.title, said_in_footer(site), *filter(None, [site.metadata.address])]
    return {"words": words, "credit": credit}


def _for_paper(chart: SiteChart, pages: tuple[str, ...], site: Site) -> str:
    """The pages of a drawing that none holds whole, which only print shows."""
    count = len(pages)
    form = site.words.print["chart_part"] if count > 1 else site.words.chart_name
    named = (html.escape(form.format(title=chart.title, number=number, count=count)) for number in range(1, count + 1))
    return "".join(
        f'<div class="pw-print-page"><p class="pw-label">{name}</p>{page}</div>' for name, page in zip(named, pages, strict=True)
    )


def fence_for_browser(source: str, language: str, class_name: str, options: Any, md: Any, **kwargs: Any) -> str:  # noqa: ARG001  # as above
    """Mermaid text in the element that mermaid2 looks for, escaped as mermaid2's own fences are not."""
    text = html.escape(source)
    folded = f"<noscript><details data-search-exclude><summary>Mermaid</summary><pre>{text}</pre></details></noscript>"
    return f'<div class="{FOR_BROWSER}" data-search-exclude>{text}</div>{folded}'


def chart_cache_key(site: Site | None, path: str, markdown: str) -> Any:
    """All that the charts of a page take along besides their own text, as JSON data; nothing for a page without charts.

    Args:
        site: the site, if the pathway has one.
        path: the path of the page in it.
        markdown: the page.

    """
    if site is None or "mermaid" not in markdown:
        return None
    ours = next((page.content.charts for page in site.views if page.path == path), ())
    return [
        _chart_script_data(site),
        site.words.print["chart_part"],
        site.words.chart_name,
        [[chart.title, asdict(chart.chart)] for chart in ours],
    ]


def said_in_footer(site: Site) -> str:
    """The version of the pathway, its date and its review, in a sentence."""
    metadata = site.metadata
    footer: str = site.words.footer
    return footer.format(
        version=metadata.version, published=site.words.format_date(metadata.published), review=closed(metadata.review_short)
    )


def copy_mermaid_js(config: MkDocsConfig) -> None:
    """Puts the Mermaid that the `mermaidx` package brings into the built site: megabytes, so only where the browser has to draw."""
    with as_file(files("mermaidx").joinpath("assets", "mermaid.js")) as path:
        copy_file(str(path), str(Path(config.site_dir, MERMAID_URI)))


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
    """An event of mermaid2 for pages with a diagram only; it would parse every page that has the word in it."""

    def on_post_page(output: str, **given: Any) -> Any:
        return event(output, **given) if _DIAGRAM.search(output) else output

    return on_post_page
