"""One state of the site, built where somebody looks: a page is made when it is asked for, from everything as it is in that state.

It does what `mkdocs.commands.build.build` does, in the same order for each page, and leaves undone what nobody asks for. So no page can
be older than the pathway; a test holds every answer against a whole build.
"""

import posixpath
from collections import deque
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mkdocs.commands import build as mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from generator.compiler import Compiled, SitePage
from generator.core.source import Source
from generator.mkdocs import mermaid2, search_index
from generator.mkdocs.build import configuration, our_plugin, source_date_epoch
from generator.mkdocs.page_state import plugins_are_known
from generator.views import PRINT
from generator.views import Page as Made

INDEX = "search/search_index.json"
_FINAL_FILES = ("_headers", "robots.txt", "hosting/")
"""Results that are written when all pages are known."""


class OnDemandBuild:
    """A site on demand. Paths are those of the built site: relative, of files. Only one thread at a time may ask."""

    def __init__(self, pathway: Path, compiled: Compiled, source: Source | None) -> None:
        self._pathway, self._site = pathway.resolve(), compiled.site
        self._stack = ExitStack()
        self._folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="pathway-")))
        try:
            with source_date_epoch(self._site):
                self._set_up(pathway, compiled, source)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Removes what it wrote."""
        self._stack.close()

    def get(self, path: str) -> bytes | None:
        """Content at a path, or nothing."""
        if path in self._static:
            return self._static[path].content_bytes
        with source_date_epoch(self._site):
            self._materialise(path)
        file = self._folder / path
        inside = file.resolve().is_relative_to(self._folder.resolve())
        return file.read_bytes() if inside and file.is_file() else None

    @property
    def pages(self) -> tuple[str, ...]:
        """Where the pages lie, if they are made on demand."""
        return tuple(self._pages)

    @property
    def pending(self) -> bool:
        """Whether there are pages that have not been looked at."""
        return bool(self._unseen)

    def look_ahead(self) -> None:
        """Convert the next page before somebody asks for it, so that MkDocs reports its faults, and read it for the search."""
        page = self._pages[self._unseen.popleft()]
        self._populate(page)
        self._read(page)

    def finish(self) -> None:
        """Makes what every page asks for in the end, and says which links lead nowhere; all pages are to be looked at before."""
        self._materialise(INDEX)
        for page in self._pages.values():
            page.validate_anchor_links(files=self._files, log_level=self._config.validation.links.anchors)

    @property
    def watched(self) -> tuple[Path, ...]:
        """The files and folders besides the pathway that the site is made of."""
        config, folder = self._config, Path(str(self._config.config_file_path)).parent
        if folder != self._pathway.parent:
            return ()  # Nobody edits settings that were made for the time being.
        themes = [config.theme.custom_dir] if config.theme.custom_dir else []
        found = [config.docs_dir, *themes, *config.watch, *config.hooks]
        return tuple(folder / str(path) for path in found)

    @property
    def address(self) -> tuple[str, int]:
        """Where the settings want the site to be served."""
        host, port = self._config.dev_addr
        return str(host), int(port)

    # Setting up

    def _set_up(self, pathway: Path, compiled: Compiled, source: Source | None) -> None:
        title = compiled.site.metadata.short_name if compiled.site else pathway.name
        file, settings = self._stack.enter_context(configuration(pathway, title))
        self._config: Any = _loaded(file, settings, self._folder)
        self._plugin = our_plugin(self._config, file)
        self._plugin.use_compiled(pathway, compiled, source)
        self._config.plugins.on_startup(command="serve", dirty=False)
        self._static: dict[str, File] = {}
        self._pages: dict[str, Page] = {}
        self._unseen: deque[str] = deque()
        self._written: dict[str, tuple[Made, SitePage]] = {}
        self._entries: dict[str, list[Any]] = {}
        self._populated: set[str] = set()
        self._made: set[str] = set()
        if plugins_are_known(self._config):
            self._gather()
        else:
            mkdocs.build(self._config)

    def _gather(self) -> None:
        """Find all files and the navigation, and read the pages not made from the pathway, which may have titles for the navigation."""
        config = self._config = self._config.plugins.on_config(self._config)
        config.plugins.on_pre_build(config=config)
        files, self._env = get_files(config), config.theme.get_env()
        files.add_files_from_theme(self._env, config)
        self._files = config.plugins.on_files(files, config=config)
        set_exclusions(self._files, config)
        self._nav = config.plugins.on_nav(get_navigation(self._files, config), config=config, files=self._files)
        self._documents = self._files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        for file in self._documents:
            self._pages[file.dest_uri] = file.page or Page(None, file, config)
        self._static = {file.dest_uri: file for file in self._files if not file.is_documentation_page() and file.inclusion.is_in_serve()}
        self._unseen.extend(self._pages)
        if self._site:
            self._written = {page.path: (made, page) for made, page in zip(self._site.views, self._site.pages, strict=True)}
        for page in self._pages.values():
            if not self._plugin.owns_page(page):
                self._populate(page)

    # Making

    def _materialise(self, path: str) -> None:
        if path in self._made:
            return
        if path in self._pages:
            self._build(self._pages[path])
        elif path.removesuffix(".gz") in self._config.theme.static_templates and self._pages:
            mkdocs._build_theme_template(path.removesuffix(".gz"), self._env, self._files, self._config, self._nav)  # noqa: SLF001
        elif path in self._config.extra_templates and self._pages:
            mkdocs._build_extra_template(path, self._files, self._config, self._nav)  # noqa: SLF001
        elif posixpath.dirname(path) == "search" and self._pages:
            self._index()
        elif path == mermaid2.MERMAID_URI and self._plugin.needs_mermaid:
            mermaid2.copy_mermaid_js(self._config)
        elif path.startswith(_FINAL_FILES) and self._pages:
            self._finish()
        self._made.add(path)

    def _populate(self, page: Page) -> None:
        if page.file.src_uri not in self._populated:
            mkdocs._populate_page(page, self._config, self._files)  # noqa: SLF001
            self._populated.add(page.file.src_uri)

    def _build(self, page: Page) -> None:
        self._populate(page)
        if page.file.src_uri == PRINT and self._plugin.owns_page(page):
            for other in self._pages.values():
                self._populate(other)
            self._config.plugins.on_env(self._env, config=self._config, files=self._files)
        content, search = page.content, self._search
        mkdocs._build_page(  # noqa: SLF001
            page, self._config, self._documents, self._nav, self._env, excluded=page.file.inclusion.is_excluded()
        )
        # The plug-in for search strips a page while it is finished, and its index shall come in the order of pages.
        page.content = content
        if search:
            search.search_index.entries = []

    @property
    def _search(self) -> Any:
        """The plug-in for search, if there is one."""
        plugin = search_index.plugin_of(self._config)
        return plugin if plugin and plugin.config.enabled else None

    def _read(self, page: Page) -> None:
        """Reads a page for the search; the same content is read once."""
        if page.file.src_uri in self._entries or not self._search:
            return
        self._entries[page.file.src_uri] = search_index.entries_of(self._search.search_index, page)

    def _index(self) -> None:
        """The index of the search, from all pages."""
        plugins = self._config.plugins
        search, offline = self._search, plugins.get("material/offline") or plugins.get("offline")
        if search is None:
            return
        for page in self._pages.values():
            self._populate(page)
            self._read(page)
        search.search_index.entries = [entry for file in self._documents for entry in self._entries[file.src_uri]]
        search.on_post_build(config=self._config)
        search.search_index.entries = []
        if offline:
            offline.on_post_build(config=self._config)

    def _finish(self) -> None:
        """Outputs that depend on the text of all pages."""
        for path in (*self._pages, *self._config.theme.static_templates):
            self._materialise(path)
        self._plugin.on_post_build(config=self._config)


def _loaded(file: Path, settings: Mapping[str, Any], folder: Path) -> Any:
    """The settings of the site, with plug-ins of their own: MkDocs keeps plug-ins from one build to the next, with what they know."""
    kept = dict(MkDocsConfig._schema)["plugins"].plugin_cache  # type: ignore[attr-defined]  # noqa: SLF001
    kept.clear()
    config = load_config(str(file), **settings, site_dir=str(folder))
    kept.clear()
    return config
