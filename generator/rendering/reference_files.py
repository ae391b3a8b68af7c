"""The files of references that pages link to."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import starmap

from generator.analysis.index import PathwayIndex
from generator.core.cache import ContentCache
from generator.i18n import Words
from generator.references import CITING, FORMATS, Format, citation_file, records, self_reference
from generator.views import CITATION, Data, DownloadsView, Page, download

Writer = Callable[[], str]


def downloads(index: PathwayIndex, pages: Iterable[Page], words: Words, kept: ContentCache) -> Iterator[tuple[str, Writer]]:
    """Writers of every file by its path in the site, so that a page does not wait for the files of others.

    Args:
        index: the pathway.
        pages: its pages.
        words: the words of its language.
        kept: where references in all formats are looked for and stored.

    """

    @cache
    def written(form: Format) -> Mapping[str, str]:
        return records(index.references.values(), form, words, kept)

    def listed(page: Page, form: Format) -> str:
        return form.file([written(form)[name] for name in _taken(page).references])

    def scripted(page: Page) -> str:
        names = _taken(page).references
        boxes = [{"id": box, "references": [names.index(name) for name in cited]} for box, cited in _taken(page).boxes]
        return _script(boxes, [_form(form, [written(form)[name] for name in names]) for form in FORMATS])

    for page in pages:
        if page.lists_references:
            for form in FORMATS:
                yield download(page.path, form.ending), partial(listed, page, form)
            yield download(page.path, "js"), partial(scripted, page)
    for path, text in _itself(index, words, kept):
        yield path, partial(str, text)


def _taken(page: Page) -> DownloadsView:
    """Files for readers of a page that lists references."""
    assert page.content.take  # noqa: S101  # what `lists_references` says of it
    return page.content.take


def _itself(index: PathwayIndex, words: Words, kept: ContentCache) -> Iterator[tuple[str, str]]:
    metadata = index.pathway.pathway
    reference = self_reference(metadata, words)
    by_form = {form: [*records([reference], form, words, kept).values()] for form in CITING}
    for form, written in by_form.items():
        yield f"{CITATION}.{form.ending}", form.file(written)
    text = citation_file(metadata, words)
    yield f"{CITATION}.cff", text
    cff = {"ending": "cff", "mime": "text/yaml", "before": "", "between": "", "after": "", "records": [text]}
    yield f"{CITATION}.js", _script([], [*starmap(_form, by_form.items()), cff])


def _form(form: Format, records: Sequence[str]) -> Data:
    before, between, after = form.around
    return {"ending": form.ending, "mime": form.mime, "before": before, "between": between, "after": after, "records": records}


def _script(boxes: Sequence[Data], forms: Sequence[Data]) -> str:
    """References one by one, for a script to put files together: those of boxes by their places, and in a folder those of the page."""
    detail = json.dumps({"boxes": boxes, "forms": forms})
    return f'document.dispatchEvent(new CustomEvent("pathway:records", {{ detail: {detail} }}));\n'
