"""Finished pages, kept from one build to the next: the theme around the content, and what plug-ins and `html_pass` change after it.

The theme sees its settings, the navigation, and of the page what is in `_facts` and its content. Templates of an author's may look at
more, and so may other themes and plug-ins; such pages are made again in every build.
"""

import datetime
import json
from collections.abc import Callable, Iterable
from typing import Any, Self

from jinja2 import Environment, Template
from markupsafe import Markup
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from generator.core.cache import ContentCache, content_key
from generator.mkdocs.html_pass import rewrite_page
from generator.mkdocs.page_state import function_name, heading, plugins_are_known
from generator.output.security_headers import Inline

_ABOUT_FILES = frozenset({"config_file_path", "docs_dir", "draft_docs", "exclude_docs", "not_in_nav", "site_dir"})
"""Settings that say which files there are and where, of which the theme shows nothing that is not in the navigation."""


class FinishedPage(str):
    """The HTML of a page in which nothing more is to be changed, with its inline scripts and styles."""

    __slots__ = ("inline",)
    inline: Inline

    def __new__(cls, html: str, inline: Inline) -> Self:
        """Make one of its HTML."""
        page = super().__new__(cls, html)
        page.inline = inline
        return page


class FinishedPages:
    """The finished pages of one build.

    Args:
        cache: where they are looked for and stored.
        language_of: the language of a page made from the pathway, of others nothing.

    """

    def __init__(self, cache: ContentCache, language_of: Callable[[Page], str]) -> None:
        self._cache, self._language_of = cache, language_of
        self._site: str | None = None
        self._keys: dict[str, str] = {}

    def look_up_in(self, env: Environment, config: MkDocsConfig, navs: Iterable[Navigation]) -> None:
        """Have templates look for a finished page before they make one.

        Args:
            env: the templates of the theme; none has been asked for yet.
            config: the settings of the site.
            navs: the navigations that pages show, with titles as all pages say them.

        """

        class CachingTemplate(Template):
            def render(self, context: Any) -> str:
                return (context["page"] and find(context["page"])) or super().render(context)

        find, self._site = self._find, _site_key(config, navs)
        if self._site is not None:
            env.template_class = CachingTemplate

    def _find(self, page: Page) -> FinishedPage | None:
        parts = [self._site, _facts(page), self._language_of(page), page.content, [heading(item) for item in page.toc]]
        key = self._keys[page.file.src_uri] = content_key("finished page", parts)
        stored = self._cache.get(key)
        if stored is None:
            return None
        html, scripts, styles = json.loads(stored)
        return FinishedPage(html, Inline(frozenset(scripts), frozenset(styles)))

    def finish(self, page: Page, html: str) -> FinishedPage:
        """The finished page, made of its HTML with the theme around it unless that was found finished."""
        if isinstance(html, FinishedPage):
            return html
        html, inline = rewrite_page(html, self._language_of(page))
        if key := self._keys.get(page.file.src_uri):
            self._cache.put(key, json.dumps([html, sorted(inline.scripts), sorted(inline.styles)]))
        return FinishedPage(html, inline)


def _site_key(config: MkDocsConfig, navs: Iterable[Navigation]) -> str | None:
    """All that finished pages depend on besides themselves, or nothing where that cannot be known."""
    if config.theme.name != "material" or config.theme.custom_dir or not plugins_are_known(config):
        return None
    settings = {name: value for name, value in config.items() if name not in _ABOUT_FILES}
    try:
        return content_key("site", json.dumps([settings, [[nav.items, nav.pages] for nav in navs]], default=_data))
    except TypeError:
        return None


def _data(value: Any) -> Any:
    """A value of the settings or the navigation as JSON data, as far as the theme sees it."""
    for kind, data in _SEEN:
        if isinstance(value, kind):
            return data(value)
    return function_name(value)


def _facts(page: Page) -> list[Any]:
    beside = [other and other.file.src_uri for other in (page.previous_page, page.next_page)]
    title = [page.title, isinstance(page.title, Markup)]
    return [page.file.src_uri, page.url, page.canonical_url, page.edit_url, title, page.is_homepage, repr(page.meta), beside]


_SEEN: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (Page, _facts),
    (Section, lambda section: [section.title, section.children]),
    (Link, lambda link: [link.title, link.url]),
    (Theme, lambda theme: {**theme, "locale": str(theme.locale)}),
    (BasePlugin, lambda plugin: plugin.config),
    (Config, dict),
    (datetime.date, repr),
)
