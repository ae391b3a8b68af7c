"""A build shared among processes: Markdown and templates, which take most of the time, and look at one page at a time.

MkDocs goes through all its steps as ever, page by page, with every plug-in. What takes the time in a step was done elsewhere by then,
and is only told; what was not is done in the step.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from logging.handlers import QueueHandler
from queue import SimpleQueue
from types import SimpleNamespace
from typing import Any

from mkdocs.commands import build as mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.mkdocs import search_index
from generator.mkdocs.chart_fence import DRAWING_LOG
from generator.mkdocs.page_state import PageState, apply_state, convert, extensions_are_cacheable, plugins_are_known
from generator.mkdocs.worker_pool import Each, useful
from generator.rendering.reference_files import files_for_page

_FEWEST = 8
"""Fewer pages are made sooner than processes are."""


def sharing(config: MkDocsConfig, files: Files, nav: Navigation, processes: int) -> "Sharing | None":
    """Parts of a build for several processes; `processes` is the maximum, and 0 means as many as are useful."""
    documents = files.documentation_pages(inclusion=InclusionLevel.is_included)
    most = min(useful(), len(documents) // _FEWEST)
    wanted = min(processes or most, most)
    shares = wanted > 1 and plugins_are_known(config) and extensions_are_cacheable(config)
    return Sharing(config, files, nav, [file.page or Page(None, file, config) for file in documents], wanted) if shares else None


@dataclass(frozen=True)
class _Read:
    """Results for a page: its text, that text after plug-ins, its HTML, and its search entries."""

    text: str
    markdown: int
    conversion: PageState
    found: search_index.IndexEntries | None
    along: dict[str, str]
    """The files that were made of it."""


@dataclass
class Sharing:
    """The pages of a build, and by how many processes they are made."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    pages: list[Page]
    processes: int

    def convert(self, tell: Callable[[], None]) -> None:
        """Converts all pages, and reads them for the search; `tell` is called for each."""
        # What sums up a pathway stands at its end and is long: begun last, it would be waited for alone.
        backwards = range(len(self.pages))[::-1]
        for number, read in Each(self._read, backwards, self.processes):
            self._take(self.pages[number], read)
            tell()

    def _read(self, number: int) -> _Read:
        page, taken, handler = self.pages[number], list[PageState](), QueueHandler(SimpleQueue())
        _mute()
        page.render = lambda config, files: taken.append(convert(page, config, files))  # type: ignore[method-assign]
        mkdocs._populate_page(page, self.config, self.files)  # noqa: SLF001  # as `mkdocs build` does it
        conversion = replace(taken[0], said=tuple(map(handler.prepare, taken[0].said)))
        beside = ((name, self.files.src_uris.get(name)) for name in files_for_page(page.file.src_uri))
        files = {name: file.content_string for name, file in beside if file and file.generated_by}
        return _Read(page.file.content_string, hash(page.markdown), conversion, search_index.index_page(self.config, page), files)

    def _take(self, page: Page, read: _Read) -> None:
        """Has a page tell, when MkDocs comes to it, what was made of it."""

        def render(config: MkDocsConfig, files: Files) -> None:
            del page.render  # and with it this page's messages
            if hash(page.markdown) == read.markdown:
                apply_state(page, read.conversion, files)
            else:
                Page.render(page, config, files)

        if page.file.generated_by:
            page.file.content_string = read.text
        for name, content in read.along.items():
            self.files.src_uris[name].content_string = content
        page.render = render  # type: ignore[method-assign]
        if read.found:
            search_index.preload(self.config, read.found)

    def filling(self, env: Any) -> "Filled":
        """The theme's templates, filled for the pages while MkDocs continues; the caller closes them."""
        pages = {page.file.src_uri: page for page in self.pages}
        return Filled(env, Each(lambda name: self._filled(env, pages[name]), list(pages), self.processes))

    def _filled(self, env: Any, page: Page) -> str:
        _mute()
        page.active = True
        try:
            context = mkdocs.get_context(self.nav, [other.file for other in self.pages], self.config, page)
            context = self.config.plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
            output: str = env.get_template(page.meta.get("template", "main.html")).render(context)
        finally:
            page.active = False
        return output


class Filled:
    """An environment of templates whose templates, for a page that was made elsewhere, give that."""

    def __init__(self, env: Any, made: Each[str, str]) -> None:
        self._env, self._made = env, made
        self._waiting: dict[str, str] = {}

    def __getattr__(self, name: str) -> Any:
        """Is, for all else, the environment that it was made of."""
        return getattr(self._env, name)

    def get_template(self, name: str) -> Any:
        """A template by its name."""
        template = self._env.get_template(name)
        return SimpleNamespace(render=lambda context: self._output(context.get("page")) or template.render(context))

    def close(self) -> None:
        """Ends the processes."""
        self._made.close()

    def _output(self, page: Page | None) -> str:
        """A page that was made elsewhere; nothing of another."""
        name = page.file.src_uri if page else ""
        while name and name not in self._waiting and (made := next(self._made, None)):
            self._waiting[made[0]] = made[1]
        return self._waiting.pop(name, "")


def _mute() -> None:
    """Messages about a page are repeated where they are reported, and not here as well."""
    for name in ("mkdocs", DRAWING_LOG):
        logger = logging.getLogger(name)
        logger.handlers[:] = [logging.NullHandler()]
        logger.propagate = name == DRAWING_LOG
