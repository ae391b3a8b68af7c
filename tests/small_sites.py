"""Sites of small pathways, for what a reader meets on a few boxes: the bears with other lines, or a chart of one's own."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from playwright.sync_api import Page

from generator.i18n import load_messages
from hosting import SharedContext, build_site, new_pages

BEARS = (Path(__file__).parent / "valid" / "bears.yaml").read_text("utf-8")
HEAD = """format: 2
pathway:
  id: small
  title: Small
  version: 0.1.0
  published: 2026-11-01
  review_by: 2028-11
  summary: A test.
  readers: Testers.
  disclaimer: A test.
  status: draft
  grading: {none: Nothing is graded.}
  unstated: [owner, approved, review, interests, funding, licence, authorship, evidence_search]
references:
  - {id: book, type: book, title: A book, publisher: Nobody, issued: 2025, design: unclassified}
sections:
  - id: care
    title: Care
    charts:
      - id: c
        title: Care
        boxes:
"""
"""The beginning of a pathway of one chart, whose boxes and what belongs to them follow."""
Opening = Callable[[str], Page]


def built(folder: Path, text: str) -> Path:
    """The folder of the site of a pathway."""
    file = folder / "pathway.yaml"
    file.write_text(text, "utf-8")
    build_site(file)
    return folder / "site"


def bears_with(edits: Mapping[str, str]) -> str:
    """The bears, without their worked cases, with some first texts replaced."""
    text = BEARS.partition("\ncases:\n")[0] + BEARS[BEARS.index("\nreferences:") :]
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new, 1)
    return text


@contextlib.contextmanager
def opening(shared: SharedContext, site: Path, ready: Callable[[Page], None] = lambda _: None) -> Iterator[Opening]:
    """Opens pages of a site, each until it is ready; no script fails on them."""
    with new_pages(shared) as new:

        def at(address: str) -> Page:
            page = new()
            page.goto(f"{site.as_uri()}/{address}")
            ready(page)
            return page

        yield at


def copied(page: Page) -> str:
    """The summary of a walk as it is copied as text."""
    page.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }")
    page.get_by_role("button", name=load_messages().walk["copy"]).click()
    return str(page.evaluate("window.copied"))
