"""Mermaid fences of pages, as static drawings or left to the browser."""

import html
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from generator.charts.chart import BACK, LINK, OPTION, THEN
from generator.charts.svg import ChartDrawing, draw_chart
from generator.compiler import Site, SiteChart
from generator.core.sentences import closed

FOR_BROWSER = "mermaid"
"""The class by which mermaid2 finds what the browser is to draw."""


def fence_of(site: Site | None) -> Callable[..., str]:
    """The fence that draws the charts of a site, and leaves diagrams that an author wrote by hand to the browser."""
    charts, known = site.each_chart() if site else iter(()), dict[str, SiteChart]()

    def find(source: str) -> SiteChart | None:
        # Page by page: `pathway serve` asks for one, and what they all hold takes longer than a reader should wait.
        while source not in known and (chart := next(charts, None)):
            known[chart.mermaid.strip()] = chart
        return known.get(source)

    # A function and no partial: mermaid2 asks every fence for its name.
    def chart_fence(source: str, *arguments: Any, **_: Any) -> str:
        chart = find(source.strip())
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
    """The chart's text, which no reader sees before asking for it.

    The first of a page has the words of the interface and what a copy of a drawing says, for all of them.
    """
    said = _chart_script_data(site) if chart.is_first else {}
    data = "".join(f' data-{name}="{html.escape(json.dumps(value, ensure_ascii=False))}"' for name, value in said.items())
    return f"<template{data}>{html.escape(chart.portable)}</template>"


def _chart_script_data(site: Site) -> Mapping[str, Any]:
    said = site.words
    own = {LINK: said.chart["link"], OPTION: said.chart["option"], THEN: said.chart["then"], BACK: said.chart["back"]}
    words: Mapping[str, Any] = {**said.chart, "kinds": said.kinds | own}
    credit = [site.metadata.title, said_in_footer(site), *filter(None, [site.metadata.address])]
    return {"words": words, "credit": credit} | ({"grades": site.grade_lens} if site.grade_lens else {})


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
        version=metadata.version, published=site.words.format_date(metadata.published), review=closed(site.words.status_of(metadata))
    )
