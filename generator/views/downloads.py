"""Exports for readers: the references of a page or a box as files, and how to cite the pathway."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from generator.markup import Markdown
from generator.references import CITING, FORMATS
from generator.views.base import BoxView, Content, Page, StatementView
from generator.views.files import Download, DownloadsView
from generator.views.page_context import HOME, METHOD, REFERENCES, PageContext

CITE = "cite"
"""The anchor, on the page of the method, of how to cite the pathway."""
CITATION = "CITATION"
"""The name of the files that say how."""
_SCRIPT = ("copy", "copied", "not_copied", "box")


@dataclass(frozen=True, slots=True)
class CiteView:
    """How to cite the pathway."""

    help: tuple[str, ...]
    text: str
    take: DownloadsView


def download(page: str, ending: str) -> str:
    """The file of a page's references: it has the page's name."""
    return f"downloads/{PurePosixPath(page).with_suffix('')}.{ending}"


def with_downloads(context: PageContext, page: Page) -> Content:
    """Content of a page, with files of the references it lists, if any."""
    context, content = context.for_page(page.path), page.content
    listed = context.ids if page.path == REFERENCES else tuple(context.ids[reference.number - 1] for reference in content.cited)
    if not page.lists_references:
        return content
    metadata, stem = context.index.pathway.pathway, "home" if page.path == HOME else PurePosixPath(page.path).stem
    downloads = tuple(
        Download(form.name, context.href(download(page.path, form.ending)), Markdown(f"{metadata.id}-{stem}.{form.ending}"))
        for form in FORMATS
    )
    boxes = tuple((str(box.anchor), named) for chart in content.charts for box in chart.boxes if (named := _cited(box, context.ids)))
    label = context.words.take["all" if page.path == REFERENCES else "page"]
    return replace(
        content, take=DownloadsView(label=label, downloads=downloads, words=_script_words(context), references=listed, boxes=boxes)
    )


def _cited(box: BoxView, ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(ids[number - 1] for number in sorted(set(_numbers(box.all_statements))))


def _numbers(statements: Iterable[StatementView]) -> Iterator[int]:
    return (number for statement in statements for citation in statement.citations for number in citation.numbers)


def _script_words(context: PageContext) -> str:
    said = {name: context.words.take[name] for name in _SCRIPT} | {"file": context.index.pathway.pathway.id}
    return json.dumps(said, ensure_ascii=False)


def cite_view(context: PageContext, text: str) -> CiteView:
    """The pathway cited as text, and the same as files."""
    context, words, metadata = context.for_page(METHOD), context.words, context.index.pathway.pathway
    kept = [(form.name, form.ending) for form in CITING]
    downloads = tuple(
        Download(name, context.href(f"{CITATION}.{ending}"), Markdown(f"{metadata.id}.{ending}" if ending != "cff" else f"{CITATION}.cff"))
        for name, ending in (*kept, (f"{CITATION}.cff", "cff"))
    )
    nobody = () if metadata.authors else (words.cite_nobody,)
    return CiteView(
        (" ".join((*nobody, words.cite_help)),),
        text,
        DownloadsView(label=words.cite_files, downloads=downloads, words=_script_words(context)),
    )
