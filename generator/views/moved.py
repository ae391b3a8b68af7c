"""Pages under their earlier names: each leads to where the page is now."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.views.base import Content, Link, Page
from generator.views.page_context import METHOD, PageContext, treatment_page

TEMPLATE = "moved"


@dataclass(frozen=True, slots=True)
class MovedView:
    """The way to where a page is now."""

    now: Link


def moved_pages(context: PageContext) -> Iterator[Page]:
    """A page for each earlier id of a section or a treatment."""
    for section in context.index.pathway.sections:
        yield from (_moved(context, f"{name}.md", f"{section.id}.md", section.title) for name in section.formerly)
    for treatment in context.index.pathway.treatments:
        for name in treatment.formerly:
            yield _moved(context, treatment_page(name), treatment_page(treatment.id), treatment.name)


def _moved(context: PageContext, was: str, now: str, title: str) -> Page:
    here = context.for_page(was)
    view = MovedView(Link(title, here.href(now)))
    return Page(path=was, title=title, template=TEMPLATE, build=lambda: Content(view=view), method=here.href(METHOD), findable=False)
