"""Set-up of MkDocs by the pathway plug-in, so that an `mkdocs.yml` needs few settings.

Whatever the site's own `mkdocs.yml` says stays as it is said there.
"""

import html
import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from textwrap import shorten
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.utils import copy_file

from generator import shipping
from generator.added import file_later
from generator.compiler import Site
from generator.drawing import DrawingError, draw, draw_parts
from generator.model import Date
from generator.pages import PRINT
from generator.paper import aged, running
from generator.scripts import ASSETS, SCRIPTS
from generator.sentences import closed
from generator.words import DEFAULT, Words, words

DRAWING_LOG = "mkdocs.plugins.pathway.drawing"
"""Where it is said that a chart is left to the browser."""

_SAID = re.compile(r'(?<=<template) data-words="[^"]*" data-credit="[^"]*"(?=>)')
_log = logging.getLogger(DRAWING_LOG)

MERMAID_URI = f"{ASSETS}/mermaid.min.js"
FOR_BROWSER = "mermaid"
"""The class by which mermaid2 finds what the browser is to draw."""

# Not content.tooltips: Material would read the words of a title as HTML and run what is in them. Not navigation.tracking:
# scrolling would overwrite the address, which says the box that is open.
_FEATURES = [
    "navigation.footer",
    "navigation.tabs",
    "search.highlight",
    "search.share",
    "search.suggest",
    "toc.follow",
    "toc.integrate",
]
_PALETTE = [
    ("(prefers-color-scheme)", "default", "theme-light-dark", "to_light"),
    ("(prefers-color-scheme: light)", "default", "weather-sunny", "to_dark"),
    ("(prefers-color-scheme: dark)", "slate", "weather-night", "to_system"),
]
"""When each colour scheme is used, its name, the icon of the button that leads on from it, and the word on that."""
_EXTENSIONS: dict[str, dict[str, Any]] = {
    "abbr": {},
    "attr_list": {},
    "md_in_html": {},
    "tables": {},
    "toc": {"permalink": "#", "toc_depth": 3},
    "pymdownx.superfences": {},
}
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


def fence(  # noqa: PLR0913  # the signature is superfences'
    source: str,
    language: str,
    class_name: str,
    options: Any,
    md: Any,
    *,
    site: Site | None = None,
    **kwargs: Any,  # noqa: ARG001
) -> str:
    """Mermaid text as a drawing, with what the script for charts needs; what cannot be drawn well here goes the way of mermaid2."""
    try:
        return draw(source) + _for_script(source, site) + _for_paper(source, site)
    except DrawingError as error:
        _log.info("The browser will draw a chart: %s.", shorten(str(error), 120, placeholder=" …"))
        return fence_for_browser(source, language, class_name, options, md)


def _fence_of(site: Site | None) -> Callable[..., str]:
    # A function and no partial: mermaid2 asks every fence for its name.
    def chart_fence(*arguments: Any, **_: Any) -> str:
        return fence(*arguments, site=site)

    return chart_fence


def _for_script(source: str, site: Site | None) -> str:
    """The chart's text, which no reader sees before asking for it, with the words of the interface and what a copy of the drawing says."""
    if site is None:
        return ""
    data = " ".join(f'data-{name}="{html.escape(json.dumps(value, ensure_ascii=False))}"' for name, value in _handed(site).items())
    return f"<template {data}>{html.escape(source)}</template>"


def said_once(page: str) -> str:
    """A page's HTML with what all charts say at the first of them alone."""
    first = _SAID.search(page)
    return page[: first.end()] + _SAID.sub("", page[first.end() :]) if first else page


def _handed(site: Site) -> Mapping[str, Any]:
    words: Mapping[str, Any] = {**site.words.chart, "kinds": site.words.kinds | {"link": site.words.chart["link"]}}
    credit = [site.passport.title, _said_in_footer(site), *filter(None, [site.passport.address])]
    return {"words": words, "credit": credit}


def _for_paper(source: str, site: Site | None) -> str:
    """The parts of a drawing that no page holds whole, which only print shows."""
    drawn = draw_parts(source) if site else ()
    if not site or not drawn:
        return ""
    title = _titles(site).get(source.strip(), "")
    said = (site.words.print["chart_part"].format(title=title, number=number, count=len(drawn)) for number in range(1, len(drawn) + 1))
    named = map(html.escape, said)
    return "".join(f'<div class="pw-sheet"><p class="pw-label">{name}</p>{part}</div>' for name, part in zip(named, drawn, strict=True))


def _titles(site: Site) -> Mapping[str, str]:
    return {chart.mermaid.strip(): chart.title for chart in site.charts}


def fence_for_browser(source: str, language: str, class_name: str, options: Any, md: Any, **kwargs: Any) -> str:  # noqa: ARG001  # as above
    """Mermaid text in the element that mermaid2 looks for, escaped as mermaid2's own fences are not."""
    text = html.escape(source)
    folded = f"<noscript><details data-search-exclude><summary>Mermaid</summary><pre>{text}</pre></details></noscript>"
    return f'<div class="{FOR_BROWSER}" data-search-exclude>{text}</div>{folded}'


def taken_along(site: Site) -> object:
    """All that a chart takes along besides its own text: with the same, the same chart becomes the same HTML."""
    return json.dumps(_handed(site), sort_keys=True), site.words.print["chart_part"], json.dumps(_titles(site))


def dress(config: MkDocsConfig, site: Site | None, *, drawing: bool) -> None:
    """Gives a site our looks, our Markdown and strict links; without `drawing` all charts are left to the browser."""
    spoken = site.words if site else words()
    _theme(config, spoken)
    _templates(config, site, spoken)
    _markdown(config, _fence_of(site) if drawing else fence_for_browser, spoken)
    _scripts(config)
    config.validation.links.absolute_links = logging.WARNING
    config.validation.links.unrecognized_links = logging.WARNING
    config.validation.links.anchors = logging.WARNING
    if site and not config.copyright:
        config.copyright = html.escape(_said_in_footer(site))
    config.extra.setdefault("generator", False)


def _said_in_footer(site: Site) -> str:
    passport = site.passport
    footer: str = site.words.footer
    return footer.format(version=passport.version, published=site.words.day(passport.published), review=closed(passport.review_short))


def _theme(config: MkDocsConfig, words: Words) -> None:
    theme = config.theme
    if theme.get("language", "en") == "en":  # The theme's default is no author's word.
        theme["language"] = words.language["theme"]
    theme["features"] = list(dict.fromkeys([*theme.get("features", []), *_FEATURES]))
    if not theme.get("palette"):
        theme["palette"] = [
            {
                "media": media,
                "scheme": scheme,
                "primary": "custom",
                "accent": "custom",
                "toggle": {"icon": f"material/{icon}", "name": html.escape(words.theme[name])},
            }
            for media, scheme, icon, name in _PALETTE
        ]
    theme["font"] = False
    for key, name in (("logo", "mark.svg"), ("favicon", "favicon.svg")):
        if not theme.get(key) or theme[key] == "assets/images/favicon.png":
            theme[key] = f"{ASSETS}/{name}"


def _templates(config: MkDocsConfig, site: Site | None, words: Words) -> None:
    """Puts our templates before the theme's, and after the site's own; `extra.pathway` (`lost`, for lost readers) is what they print."""
    with as_file(files("generator").joinpath("theme")) as folder:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(folder))
    language = site.passport.language if site else DEFAULT
    config.extra["lost"] = {"language": language, "title": words.lost, "help": words.lost_help, "home": words.home}
    if site is None:
        return
    passport = site.passport
    address = str(passport.address or config.site_url or "")
    config.site_url = config.site_url or (address.rstrip("/") + "/" if address else None)
    review_by = words.day(passport.review_by)
    config.extra["pathway"] = {
        "locale": passport.language.replace("-", "_"),
        "review_by": str(Date(*passport.review_by.latest)),
        "aged": aged(passport, words, config.site_url or ""),
        "to_print": words.print["link"] if any(page.path == PRINT for page in site.pages) else "",
        "stale": (words.stale_at if address else words.stale).format(date=review_by, address=address),
        "take_offline": words.take_offline,
        "take_offline_help": words.take_offline_help,
    }


def _markdown(config: MkDocsConfig, chart_fence: Callable[..., str], words: Words) -> None:
    ours = {**_EXTENSIONS, "toc": {**_EXTENSIONS["toc"], "permalink_title": words.theme["permalink"]}}
    for name, options in ours.items():
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
        # MkDocs sets up `toc` by itself; its options there are defaults, not the author's word.
        config.mdx_configs[name] = {**options, **config.mdx_configs.get(name, {})}
    fences = config.mdx_configs["pymdownx.superfences"].setdefault("custom_fences", [])
    if not any(entry["name"] == "mermaid" for entry in fences):
        fences.append({"name": "mermaid", "class": "mermaid", "format": chart_fence})


def _scripts(config: MkDocsConfig) -> None:
    config.extra_css[:0] = [f"{ASSETS}/pathway.css"]
    config.extra_javascript[:0] = list(SCRIPTS)
    # Browsers run no workers from a folder, and search is one; the file's name tells Material's offline plug-in that it is there.
    config.extra.setdefault("polyfills", []).append(f"{ASSETS}/iframe-worker.js")


def assets(config: MkDocsConfig, site: Site | None) -> Iterator[File]:
    """Our style sheet with what runs along printed pages, scripts and marks."""
    folder = files("generator").joinpath("assets")
    for asset in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if asset.is_file() and not asset.name.endswith(".js"):
            yield _file(config, f"{ASSETS}/{asset.name}", asset)
    for name in shipping.scripts():
        yield File.generated(config, f"{ASSETS}/{name}.js", content=shipping.script(name))
    head = running(site.passport, site.words, config.site_url or "") if site else ""
    yield File.generated(config, f"{ASSETS}/pathway.css", content=shipping.style_sheet() + head)


def walk_scripts(config: MkDocsConfig, site: Site, address_of: Callable[[str], str]) -> Iterator[File]:
    """Data of a walk, as scripts; `address_of` gives a page's address from the site's root."""

    def graph() -> Mapping[str, Any]:
        known = site.walk.graph
        return {**known, "pages": list(map(address_of, known["pages"])), "summary": address_of(known["summary"])}

    yield _data(config, "walk-graph", "pathwayWalk.graph", graph)
    yield _data(config, "walk-says", "pathwayWalk.says", lambda: site.walk.says)


def lens_script(config: MkDocsConfig, site: Site, address_of: Callable[[str], str]) -> File:
    """Data of the lenses, as a script; `address_of` as above."""
    return _data(config, "lens-data", "pathwayLens.data", lambda: {**site.lens, "pages": list(map(address_of, site.lens["pages"]))})


def _data(config: MkDocsConfig, name: str, variable: str, data: Callable[[], Mapping[str, Any]]) -> File:
    """Data as a script, since from a folder a browser reads no data."""

    @cache
    def script() -> str:
        # Readers of HTML would see the end of a script in a text that holds one; all letters beyond ASCII are escaped already.
        text = json.dumps(data(), separators=(",", ":")).replace("<", "\\u003c")
        return f"window.{variable} = {text};\n"

    return file_later(config, f"{ASSETS}/{name}.js", script)


def bring_mermaid(config: MkDocsConfig) -> None:
    """Puts the Mermaid that the `mermaidx` package brings into the built site: megabytes, so only where the browser has to draw."""
    with as_file(files("mermaidx").joinpath("assets", "mermaid.js")) as path:
        copy_file(str(path), str(Path(config.site_dir, MERMAID_URI)))


def _file(config: MkDocsConfig, uri: str, resource: Any) -> File:
    with as_file(resource) as path:
        return File.generated(config, uri, abs_src_path=str(Path(path)))
