"""The MkDocs plug-in `pathway`: makes the pages of a pathway in memory, and their place in the navigation."""

import logging
import posixpath
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

from markupsafe import Markup, escape
from mkdocs.config.base import Config
from mkdocs.config.config_options import ListOfItems, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator import hosting, looks, report, searching
from generator.added import file_later, write
from generator.booklet import Part, booklet
from generator.bundle import bundle, bundle_name
from generator.compiler import Compiled, SitePage
from generator.diagnostics import Severity
from generator.emit import contents
from generator.files import compile_file
from generator.mending import mended
from generator.navigation import Parted, nav_of, parted
from generator.pages import PRINT, anchor
from generator.paper import addressed, in_language
from generator.scripts import for_page
from generator.sharing import Filled, Sharing, sharing
from generator.source import Source
from generator.words import DEFAULT

# Material takes a tag for a further one where it begins further left than the last word of the one before is long. An element begins
# at once; without it, marks come into other tags, and into each other.
_TAG = Markup("<i></i>{}")

_log = logging.getLogger("mkdocs.plugins.pathway")
_CHART_LINK = re.compile(r'^(\s*click \w+ href ")([^"#]+\.md)((?:#[^"]*)?")$', re.MULTILINE)
_SIGN_LINK = re.compile(r'(<a class="pw-[\w-]+" href=")([^"#:]+\.md)((?:#[^"]*)?")')


class PathwayConfig(Config):
    """The plug-in's options."""

    file = Type(str, default="pathway.yaml")
    """The pathway, relative to the folder of `mkdocs.yml`."""
    drawing = Type(bool, default=True)
    """Whether charts are drawn when the site is built; otherwise the browser draws them."""
    bundle = Type(bool, default=True)
    """Whether the site holds itself as an archive for reading without a network."""
    processes = Type(int, default=0)
    """How many processes make the pages, at most; 0 is as many as are useful, where the system has a way to share the work."""
    apart = ListOfItems(Type(str), default=[])
    """Titles of parts of the navigation that are not for readers: they get one of their own, and are left out of the search."""


class PathwayPlugin(BasePlugin[PathwayConfig]):
    """Thin on purpose: what needs no MkDocs lives elsewhere."""

    def __init__(self) -> None:
        self._serving = False
        self._path = Path()
        self._compiled = Compiled(None, ())
        self._source: Source | None = None
        self._pages: dict[str, SitePage] = {}
        self._needs_mermaid = False
        self._server: LiveReloadServer | None = None
        self._watched: set[Path] = set()
        self._inline = hosting.Inline()
        self._parted = Parted()
        self._taken: tuple[Compiled, Source | None] | None = None
        self._advance: Callable[[], None] = lambda: None
        self._sharing: Sharing | None = None
        self._filled: Filled | None = None

    def take(self, path: Path, compiled: Compiled, source: Source | None, advance: Callable[[], None] = lambda: None) -> None:
        """Take, for the next build, a pathway that has been compiled and whose faults have been reported.

        For each page `advance` is called twice: when it is converted, and when it is done.
        """
        self.config.file = str(path.resolve())
        self._taken, self._advance = (compiled, source), advance

    def makes(self, page: Page) -> bool:
        """Whether a page is made from the pathway."""
        return page.file.src_uri in self._pages

    @property
    def needs_mermaid(self) -> bool:
        """Whether a page that was converted so far leaves a chart to the browser."""
        return self._needs_mermaid

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002  # MkDocs' signature
        """Remembers whether somebody watches, who is shown faults instead of a dead server."""
        self._serving = command == "serve"

    @event_priority(100)  # Before mermaid2 and offline, which read what is set here.
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compiles the pathway and sets up the site around it."""
        # MkDocs keeps a plug-in from one build to the next; what a build found must not.
        self._needs_mermaid, self._inline = False, hosting.Inline()
        self._path = Path(config.config_file_path or ".").parent / self.config.file
        taken, self._taken = self._taken, None
        self._compiled, self._source = taken or compile_file(self._path)
        if not taken:
            self._tell()
        self._watch()
        site = self._compiled.site
        if site:
            self._pages = {page.path: page for page in site.pages}
        else:
            faults = report.page(self._compiled.diagnostics, self._source)
            self._pages = {"index.md": SitePage("index.md", "", "", "top", lambda: faults)}
        looks.dress(config, site, drawing=self.config.drawing)
        if site and self._bundles:
            config.extra["pathway"]["bundle"] = f"downloads/{bundle_name(site.passport)}.zip"
        _set_up_mermaid2(config)
        searching.prepare(config, site.passport.language if site else DEFAULT)
        config.site_name = escape(config.site_name)
        config.nav = [*(nav_of(site) if site else [{"Faults": "index.md"}]), *(config.nav or [])]
        return config

    @property
    def _bundles(self) -> bool:
        # Who watches her own changes takes nothing along.
        return self.config.bundle and not self._serving

    def _tell(self) -> None:
        for diagnostic in self._compiled.diagnostics:
            # A pathway's warning is no warning of MkDocs: it must not fail a strict build.
            level = logging.ERROR if diagnostic.severity is Severity.ERROR else logging.INFO
            _log.log(level, report.line(diagnostic))
        if self._compiled.site is None and not self._serving:
            message = f"{self.config.file} has {report.summary(self._compiled.diagnostics)}; nothing was built"
            raise PluginError(message)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the pages and assets, and takes out what the theme brings and nobody needs."""
        if search := searching.plugin_of(config):
            searching.set_up(search)
        for file in searching.unneeded(files):
            files.remove(file)
        for path, page in self._pages.items():
            _refuse_second(path, files, "page")
            inclusion = InclusionLevel.INCLUDED if page.group else InclusionLevel.NOT_IN_NAV
            files.append(file_later(config, path, partial(getattr, page, "text"), inclusion))
        for made in self._compiled.site.files if self._compiled.site else ():
            _refuse_second(made.path, files, "file")
            files.append(file_later(config, made.path, partial(getattr, made, "content")))
        for asset in looks.assets(config, self._compiled.site):
            files.append(asset)
        if self._compiled.site:
            for script in looks.walk_scripts(config, self._compiled.site, lambda page: files.src_uris[page].url):
                files.append(script)
            files.append(looks.lens_script(config, self._compiled.site, lambda page: files.src_uris[page].url))
        return files

    @event_priority(-200)  # When everything is known that a page may ask for.
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Parts what is for readers from what is not, and has other processes begin with the pages."""
        self._parted = parted(nav, self.config.apart)
        config.extra["apart"] = self._parted.ways
        self._sharing = None if self._serving else sharing(config, files, nav, self.config.processes)
        if self._sharing:
            self._sharing.convert(self._advance)
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002  # MkDocs' signature
        """Makes titles safe to print, and turns links that no Markdown processor sees into addresses: a chart's, and a picture's."""
        if self._parted.is_apart(page):
            page.meta["search"] = {"exclude": True}
        if page.file.src_uri not in self._pages:
            return markdown
        _disarm(page)

        def resolve(match: re.Match[str]) -> str:
            target = files.get_file_from_path(_joined(page.file.src_uri, unquote(match[2])))
            return match[0] if target is None else f"{match[1]}{target.url_relative_to(page.file)}{match[3]}"

        return _SIGN_LINK.sub(resolve, _CHART_LINK.sub(resolve, markdown))

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002  # MkDocs' signature
        """Notes whether the browser has a chart to draw; says once what charts have in common; gives links their addresses for paper."""
        if not self._sharing:
            self._advance()
        self._needs_mermaid = self._needs_mermaid or f'class="{looks.FOR_BROWSER}"' in html
        html = looks.said_once(html)
        return addressed(html) if page.file.src_uri in self._pages else html

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        """Shows on each page the navigation of its own part, with the scripts that it has a use for."""
        context["nav"] = self._parted.shown_on(page) or nav
        context["config"] = for_page(config, page.content or "")
        return context

    @event_priority(-200)  # When nothing more changes in a page.
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:  # noqa: ARG002  # MkDocs' signature
        """Fills the document for paper, and has other processes fill the theme's templates, now that the pages are converted."""
        frame = files.get_file_from_path(PRINT)
        if frame and frame.page and PRINT in self._pages:
            pages = [file.page for path in self._pages if (file := files.get_file_from_path(path)) and file.page and path != PRINT]
            parts = {page.file.src_uri: Part(page.file.url, anchor(page.file.src_uri), page.content or "") for page in pages}
            frame.page.content = booklet(frame.page.content or "", frame.url, parts)
        self._filled = self._sharing.filling(env) if self._sharing else None
        return self._filled or env

    @event_priority(-200)  # After mermaid2 and offline, which add to the pages.
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002  # MkDocs' signature
        """Correct the theme's HTML, set the pathway's language, and note inline scripts for the policy."""
        self._advance()
        output = mended(output)
        self._inline |= hosting.inline(output)
        ours = self._compiled.site and page.file.src_uri in self._pages
        return in_language(output, self._compiled.site.passport.language) if ours and self._compiled.site else output

    @event_priority(-200)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002  # as above
        """The same for pages that the theme alone makes."""
        self._inline |= hosting.inline(output_content) if template_name.endswith(".html") else hosting.Inline()
        return output_content

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Brings Mermaid along where it is needed; adds what servers read, and the bundle."""
        self.end_sharing()
        if self._needs_mermaid:
            looks.bring_mermaid(config)
        site = self._compiled.site
        if site is None:
            return
        policy = hosting.policy(self._inline, drawn_in_browser=self._needs_mermaid)
        write(config, {**hosting.host_files(policy, site.passport.title), "robots.txt": hosting.robots(config.site_url or "")})
        if self._bundles:
            write(config, {config.extra["pathway"]["bundle"]: bundle(contents(Path(config.site_dir)), site.passport, site.words)})

    def on_build_error(self, error: Exception) -> None:  # noqa: ARG002  # as above
        """Ends the processes that wait for a build to go on."""
        self.end_sharing()

    def end_sharing(self) -> None:
        """Does the rest, if there is one, in this process alone."""
        if self._filled:
            self._filled.close()
        self._sharing = self._filled = None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002  # MkDocs' signature
        """Rebuilds when the pathway is saved, or a file that it names."""
        self._server = server
        self._watch()
        return server

    def _watch(self) -> None:
        """Has the server watch what the site is made of; the pathway may name another file from one build to the next."""
        if self._server is None:
            return
        for path in {self._path, *(self._path.parent / name for name in self._compiled.uses)} - self._watched:
            if path.is_file():
                self._server.watch(str(path))
                self._watched.add(path)


def _refuse_second(path: str, files: Files, kind: str) -> None:
    if path in files.src_uris:
        message = f"docs has a file “{path}”, but the pathway makes a {kind} with that name; rename one of them"
        raise PluginError(message)


def _joined(page: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), href))


def _disarm(page: Page) -> None:
    """Escapes what Material's templates and its search print as it stands; as Markup it is not escaped twice where they do escape."""
    for name in ("title", "description"):
        if name in page.meta:
            page.meta[name] = escape(page.meta[name])
    page.meta["tags"] = [_TAG.format(tag) for tag in page.meta.get("tags", ())]
    page.title = escape(page.title or "")


def _set_up_mermaid2(config: MkDocsConfig) -> None:
    plugin: Any = config.plugins.get("mermaid2")
    if plugin is None:
        message = "the pathway's charts need the plug-in mermaid2; add it to “plugins” in mkdocs.yml"
        raise PluginError(message)
    for name, value in looks.MERMAID_ARGUMENTS.items():
        plugin.config["arguments"].setdefault(name, value)
    if not plugin.config["javascript"]:
        # mermaid2 wants the file to lie in `docs`, and asks the network for it otherwise; ours is added to the built
        # site from an installed package. Its own cache of the address is the one place to say so.
        plugin._javascript = looks.MERMAID_URI  # noqa: SLF001
        plugin.config["javascript"] = looks.MERMAID_URI
