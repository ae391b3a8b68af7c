"""Set-up of MkDocs by the pathway plug-in, so that an `mkdocs.yml` needs few settings.

Whatever the site's own `mkdocs.yml` says stays as it is said there.
"""

import html
import logging
from functools import partial
from importlib.resources import as_file, files
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from generator.compiler import Site
from generator.core.cache import MemoryCache
from generator.core.colours import schemes
from generator.i18n import DEFAULT, Words, load_messages
from generator.mkdocs.chart_fence import fence_of, said_in_footer
from generator.mkdocs.example_fence import example_fence
from generator.mkdocs.page_scripts import ASSETS, HEAD_SCRIPTS, SCRIPTS
from generator.mkdocs.print_html import print_age_notice
from generator.mkdocs.theme_files import theme_environment
from generator.model import Date
from generator.views import PRINT
from generator.views.reports import report_on_paper

# Not content.tooltips: Material would read the words of a title as HTML and run what is in them. Not navigation.tracking:
# scrolling would overwrite the address, which says the box that is open. Not search.highlight: it marks parts of words, and in the list
# of boxes alone; `material/found.js` marks what was found.
_FEATURES = [
    "navigation.footer",
    "navigation.tabs",
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


def configure_site(config: MkDocsConfig, site: Site | None) -> None:
    """Gives a site our looks, our Markdown and strict links."""
    spoken = site.words if site else load_messages()
    _theme(config, spoken)
    _templates(config, site, spoken)
    fences = [
        {"name": "mermaid", "class": "mermaid", "format": fence_of(site)},
        example_fence(config, site.cache if site else MemoryCache()),
    ]
    _markdown(config, fences, spoken)
    _scripts(config)
    config.validation.links.absolute_links = logging.WARNING
    config.validation.links.unrecognized_links = logging.WARNING
    config.validation.links.anchors = logging.WARNING
    if site and not config.copyright:
        config.copyright = html.escape(said_in_footer(site))
    config.extra.setdefault("generator", False)


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
    with as_file(files("generator.mkdocs").joinpath("theme")) as folder:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(folder))
    config.theme.get_env = partial(theme_environment, config.theme.get_env, site.cache if site else None)  # type: ignore[method-assign]
    language = site.metadata.language if site else DEFAULT
    colours = schemes(site.metadata.brand_colour if site else None)
    config.extra["lost"] = {"language": language, "title": words.lost, "help": words.lost_help, "home": words.home, "colours": colours}
    if site is None:
        return
    metadata = site.metadata
    address = str(metadata.address or config.site_url or "")
    config.site_url = config.site_url or (address.rstrip("/") + "/" if address else None)
    review_by = words.format_date(metadata.review_by)
    config.extra["pathway"] = {
        "locale": metadata.language.replace("-", "_"),
        "review_by": str(Date(*metadata.review_by.latest)),
        "aged": " ".join(filter(None, (print_age_notice(metadata, words, config.site_url or ""), report_on_paper(metadata, words)))),
        "to_print": words.print["link"] if any(page.path == PRINT for page in site.pages) else "",
        "to_poster": words.poster["link"],
        "stale": (words.stale_at if address else words.stale).format(date=review_by, address=address),
        "nothing_found": words.nothing_found,
        "take_offline": words.take_offline,
        "take_offline_help": words.take_offline_help,
    }


def _markdown(config: MkDocsConfig, fences: list[dict[str, Any]], words: Words) -> None:
    ours = {**_EXTENSIONS, "toc": {**_EXTENSIONS["toc"], "permalink_title": words.theme["permalink"]}}
    for name, options in ours.items():
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
        # MkDocs sets up `toc` by itself; its options there are defaults, not the author's word.
        config.mdx_configs[name] = {**options, **config.mdx_configs.get(name, {})}
    known = config.mdx_configs["pymdownx.superfences"].setdefault("custom_fences", [])
    known += [fence for fence in fences if fence["name"] not in {entry["name"] for entry in known}]


def _scripts(config: MkDocsConfig) -> None:
    config.extra_css[:0] = [f"{ASSETS}/pathway.css"]
    config.extra["scripts_first"] = list(SCRIPTS)
    # Browsers run no workers from a folder, and search is one; the file's name tells Material's offline plug-in that it is there.
    config.extra.setdefault("polyfills", []).extend(HEAD_SCRIPTS)
