"""Places of pages in the navigation, and the part of it that a page shows: pages not for readers have their own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from markupsafe import escape
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from generator.compiler import Site


def nav_of(site: Site) -> list[Any]:
    """The pathway's own pages, in the form that MkDocs expects."""
    top = [{escape(page.nav_title): page.path} for page in site.pages if page.group == "top"]
    about = [{escape(page.nav_title): page.path} for page in site.pages if page.group == "about"]
    return [*top, {site.words.about: about}]


@dataclass(frozen=True)
class SplitNav:
    """A navigation in two: for readers, and for authors, hosts and others; `entry_pages` names the first page of each part kept apart."""

    readers: Navigation | None = None
    others: Navigation | None = None
    entry_pages: Mapping[str, Page] = field(default_factory=dict)

    @property
    def parts(self) -> list[Navigation]:
        """Both, as far as there are any."""
        return [nav for nav in (self.readers, self.others) if nav]

    def is_apart(self, page: Page) -> bool:
        """Whether a page is not for readers."""
        return bool(self.entry_pages) and _top(page) in self.entry_pages

    def shown_on(self, page: Page) -> Navigation | None:
        """The navigation of a page; readers are also those who got lost."""
        return self.others if self.is_apart(page) else self.readers


def split_nav(nav: Navigation, apart: Collection[str]) -> SplitNav:
    """Keeps the sections with the titles `apart` to themselves, and cuts the ways from page to page in between."""
    kept = [item for item in nav.items if isinstance(item, Section) and item.title in apart]
    pages = [page for page in nav.pages if _top(page) in apart]
    ways = {item.title: next(page for page in pages if _top(page) == item.title) for item in kept}
    found = SplitNav(
        Navigation([item for item in nav.items if item not in kept], [page for page in nav.pages if page not in pages]),
        Navigation([*filter(None, [nav.homepage]), *kept], pages),
        ways,
    )
    for before, after in pairwise(nav.pages):
        if found.is_apart(before) != found.is_apart(after):
            before.next_page = after.previous_page = None
    return found


def _top(page: Page) -> str:
    """The title of the part of the navigation that a page belongs to."""
    above = [*page.ancestors]
    return above[-1].title or "" if above else ""
