"""The MkDocs plug-in `pathway`: makes the pages of a pathway in memory, and their place in the navigation."""

import logging
import posixpath
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote

from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.config_options import ListOfItems, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator import reporting
from generator.compiler import Compiled, SitePage
from generator.core.cache import ContentCache, MemoryCache
from generator.core.diagnostics import Severity
from generator.core.source import Source
from generator.i18n import DEFAULT
from generator.markup.html_tree import parse
from generator.mkdocs import assets, chart_fence, example_fence, mermaid2, search_index, site_config
from generator.mkdocs.finished_pages import FinishedPages
from generator.mkdocs.generated_files import lazy_file, write
from generator.mkdocs.html_pass import Content, rewrite_content
from generator.mkdocs.navigation import SplitNav, nav_of, split_nav
from generator.mkdocs.page_pieces import split
from generator.mkdocs.page_state import PageConverter
from generator.mkdocs.print_document import PrintPart, build_print_document
from generator.output import security_headers
from generator.output.cache import open_cache
from generator.output.markdown_tree import contents
from generator.output.offline_archive import bundle, bundle_name
from generator.output.read_pathway import compile_file
from generator.rendering.template_cache import TemplateCache
from generator.views import PRINT, anchor

if TYPE_CHECKING:  # a build needs no server
    from mkdocs.livereload import LiveReloadServer

_log = logging.getLogger("mkdocs.plugins.pathway")


class PathwayConfig(Config):
    """The plug-in's options."""

    file = Type(str, default="pathway.yaml")
    """The pathway, relative to the folder of `mkdocs.yml`."""
    bundle = Type(bool, default=True)
    """Whether the site holds itself as an archive for reading without a network."""
    apart = ListOfItems(Type(str), default=[])
    """Titles of parts of the navigation that are not for readers: they get one of their own, and are left out of the search."""


class PathwayPlugin(BasePlugin[PathwayConfig]):
    """Thin on purpose: what needs no MkDocs lives elsewhere."""

    def __init__(self) -> None:
        self._serving = False
        self._path = Path()
        self._compiled = Compiled(site=None, diagnostics=())
        self._source: Source | None = None
        self._pages: dict[str, SitePage] = {}
        self._diagrams: set[str] = set()
        self._server: LiveReloadServer | None = None
        self._watched: set[Path] = set()
        self._inline = security_headers.Inline()
        self._parted = SplitNav()
        self._taken: tuple[Compiled, Source | None] | None = None
        self._advance: Callable[[], None] = lambda: None
        self._converter: PageConverter | None = None
        self._finished = FinishedPages(MemoryCache(), self._language_of)

    def use_compiled(self, path: Path, compiled: Compiled, source: Source | None, advance: Callable[[], None] = lambda: None) -> None:
        """Take, for the next build, a pathway that has been compiled and whose faults have been reported.

        For each page `advance` is called twice: when it is converted, and when it is done.
        """
        self.config.file = str(path.resolve())
        self._taken, self._advance = (compiled, source), advance

    def owns_page(self, page: Page) -> bool:
        """Whether a page is made from the pathway."""
        return page.file.src_uri in self._pages

    @property
    def needs_mermaid(self) -> bool:
        """Whether a page that was converted so far has a diagram for the browser to draw."""
        return bool(self._diagrams)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002  # MkDocs' signature
        """Remembers whether somebody watches, who is shown faults instead of a dead server."""
        self._serving = command == "serve"

    @event_priority(100)  # Before mermaid2 and offline, which read what is set here.
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compiles the pathway and sets up the site around it."""
        # MkDocs keeps a plug-in from one build to the next; what a build found must not.
        self._diagrams, self._inline = set(), security_headers.Inline()
        self._path = Path(config.config_file_path or ".").parent / self.config.file
        taken, self._taken = self._taken, None
        self._compiled, self._source = taken or compile_file(self._path, open_cache())
        if not taken:
            self._tell()
        self._watch()
        site = self._compiled.site
        if site:
            self._pages = {page.path: page for page in site.pages}
        else:
            faults = reporting.page(self._compiled.diagnostics, self._source)
            self._pages = {"index.md": SitePage(path="index.md", title="", nav_title="", group="top", write=lambda: faults)}
        site_config.configure_site(config, site)
        if site and self._bundles:
            config.extra["pathway"]["bundle"] = f"downloads/{bundle_name(site.metadata)}.zip"
        mermaid2.set_up_mermaid2(config)
        search_index.prepare(config, site.metadata.language if site else DEFAULT)
        config.site_name = escape(config.site_name)
        config.nav = [*(nav_of(site) if site else [{"Faults": "index.md"}]), *(config.nav or [])]
        return config

    @property
    def _cache(self) -> ContentCache:
        return self._compiled.site.cache if self._compiled.site else MemoryCache()

    @property
    def _bundles(self) -> bool:
        # Who watches her own changes takes nothing along.
        return self.config.bundle and not self._serving

    def _tell(self) -> None:
        for diagnostic in self._compiled.diagnostics:
            # A pathway's warnings and notes are no warnings of MkDocs: they must not fail a strict build.
            level = logging.ERROR if diagnostic.severity is Severity.ERROR else logging.INFO
            _log.log(level, reporting.line(diagnostic))
        if self._compiled.site is None and not self._serving:
            message = f"{self.config.file} has {reporting.summary(self._compiled.diagnostics)}; nothing was built"
            raise PluginError(message)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the pages and assets, and takes out what the theme brings and nobody needs."""
        if search := search_index.plugin_of(config):
            search_index.set_up(search, self._cache)
        for file in search_index.unneeded(files):
            files.remove(file)
        for path, page in self._pages.items():
            _reject_conflict(path, files, "page")
            inclusion = InclusionLevel.INCLUDED if page.group else InclusionLevel.NOT_IN_NAV
            files.append(lazy_file(config, path, partial(getattr, page, "text"), inclusion))
        for made in self._compiled.site.files if self._compiled.site else ():
            _reject_conflict(made.path, files, "file")
            files.append(lazy_file(config, made.path, partial(getattr, made, "content")))
        for asset in assets.assets(config, self._compiled.site):
            files.append(asset)
        if self._compiled.site:
            for script in assets.walk_scripts(config, self._compiled.site, lambda page: files.src_uris[page].url):
                files.append(script)
            files.append(assets.score_script(config, self._compiled.site))
            files.append(assets.lens_script(config, self._compiled.site, lambda page: files.src_uris[page].url))
        return files

    @event_priority(-200)  # When everything is known that a page may ask for.
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Part what is for readers from what is not."""
        self._parted = split_nav(nav, self.config.apart)
        config.extra["apart"] = self._parted.entry_pages
        self._converter = PageConverter(self._cache, config, files, self._split, partial(self._rewritten, files))
        self._finished = FinishedPages(self._cache, self._language_of)
        return nav

    def _split(self, page: Page) -> tuple[list[str], Any]:
        markdown = page.markdown or ""
        charts = chart_fence.chart_cache_key(self._compiled.site, page.file.src_uri, markdown)
        return split(markdown) if self.owns_page(page) else [markdown], charts

    def _rewritten(self, files: Files, page: Page, html: str) -> Content:
        return rewrite_content(html, partial(_address, page, files) if self.owns_page(page) else None)

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:  # noqa: ARG002  # MkDocs' signature
        """Have a page converted once."""
        if self._converter:
            self._converter.prepare(page)
        return page

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002  # MkDocs' signature
        """Makes titles safe to print, and keeps what is not for readers out of the search."""
        if self._parted.is_apart(page):
            page.meta["search"] = {"exclude": True}
        if page.file.src_uri not in self._pages:
            return markdown
        _escape_titles(page)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002  # MkDocs' signature
        """Changes what Markdown made, and notes which pages have a diagram for the browser to draw."""
        self._advance()
        content = self._converter.rewritten(page, html) if self._converter else self._rewritten(files, page, html)
        if content.needs_mermaid:
            self._diagrams.add(page.file.dest_uri)
        page.present_anchor_ids = (page.present_anchor_ids or set()) | example_fence.places(content.html)
        return content.html

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:  # noqa: ARG002  # MkDocs' signature
        """Shows on each page the navigation of its own part."""
        context["nav"] = self._parted.shown_on(page) or nav
        return context

    @event_priority(-200)  # When nothing more changes in a page.
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Fill the document for paper, now that the pages are converted; have pages finished once."""
        frame = files.get_file_from_path(PRINT)
        if frame and frame.page and PRINT in self._pages:
            pages = [file.page for path in self._pages if (file := files.get_file_from_path(path)) and file.page and path != PRINT]
            parts = {page.file.src_uri: PrintPart(page.file.url, anchor(page.file.src_uri), page.content or "") for page in pages}
            frame.page.content = build_print_document(frame.page.content or "", frame.url, parts, self._cache)
        # MkDocs has a new environment for every build, with all of the theme to compile.
        env.bytecode_cache = TemplateCache(self._cache)
        self._finished.look_up_in(env, config, self._parted.parts)
        return env

    @event_priority(-200)  # After mermaid2 and offline, which add to the pages.
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002  # MkDocs' signature
        """Changes the finished page, and notes its inline scripts for the policy."""
        self._advance()
        finished = self._finished.finish(page, output)
        self._inline |= finished.inline
        return finished

    def _language_of(self, page: Page) -> str:
        site = self._compiled.site
        return site.metadata.language if site and self.owns_page(page) else ""

    @event_priority(-200)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002  # as above
        """Notes inline scripts of pages that the theme alone makes."""
        if template_name.endswith(".html"):
            self._inline |= security_headers.inline(parse(output_content))
        return output_content

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Brings Mermaid along where it is needed; adds what servers read, and the bundle."""
        if self._diagrams:
            mermaid2.copy_mermaid_js(config)
        site = self._compiled.site
        if site is None:
            return
        sent = security_headers.host_files(self._inline, site.metadata.title, sorted(self._diagrams))
        write(config, {**sent, "robots.txt": security_headers.robots(config.site_url or "")})
        if self._bundles:
            write(config, {config.extra["pathway"]["bundle"]: bundle(contents(Path(config.site_dir)), site.metadata, site.words)})

    def on_serve(self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Any) -> "LiveReloadServer":  # noqa: ARG002  # MkDocs' signature
        """Rebuilds when the pathway is saved, or a file that it names."""
        self._server = server
        self._watch()
        return server

    def _watch(self) -> None:
        """Has the server watch what the site is made of; the pathway may name another file from one build to the next."""
        if self._server is None:
            return
        for path in {self._path, *(self._path.parent / name for name in self._compiled.dependencies)} - self._watched:
            if path.is_file():
                self._server.watch(str(path))
                self._watched.add(path)


def _reject_conflict(path: str, files: Files, kind: str) -> None:
    if path in files.src_uris:
        message = f"docs has a file “{path}”, but the pathway makes a {kind} with that name; rename one of them"
        raise PluginError(message)


def _address(page: Page, files: Files, href: str) -> str:
    """The address of a Markdown file from a page; anything else stays as it is."""
    path, number_sign, fragment = href.partition("#")
    target = files.get_file_from_path(posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), unquote(path))))
    return f"{target.url_relative_to(page.file)}{number_sign}{fragment}" if target else href


def _escape_titles(page: Page) -> None:
    """Escapes what Material's templates and its search print as it stands; as Markup it is not escaped twice where they do escape."""
    for name in ("title", "description"):
        if name in page.meta:
            page.meta[name] = escape(page.meta[name])
    page.meta["tags"] = search_index.escaped_tags(page.meta.get("tags", ()))
    search = page.meta.get("search", {})
    if "names" in search:
        page.meta["search"] = {**search, "names": {anchor: search_index.escaped_tags(names) for anchor, names in search["names"].items()}}
    page.title = escape(page.title or "")
