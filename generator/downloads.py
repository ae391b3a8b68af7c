"""The files of references that pages link to."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import starmap
from typing import Any

from generator.bibliography import CITING, FORMATS, Format, citation_file, itself, record
from generator.index import Index
from generator.pages import CITATION, Page, download
from generator.words import Words


def downloads(index: Index, pages: Iterable[Page], words: Words) -> Iterator[tuple[str, str]]:
    """Every file by its path in the site, and its text."""

    @cache
    def written(name: str, form: Format) -> str:
        return record(index.references[name], form, words)

    for page in pages:
        if page.take and page.take.references:
            records = {form: {name: written(name, form) for name in page.take.references} for form in FORMATS}
            for form in FORMATS:
                yield download(page.path, form.ending), form.file(records[form].values())
            yield download(page.path, "js"), _script(page.take.references, dict(page.take.boxes), list(starmap(_form, records.items())))
    yield from _itself(index, words)


def _itself(index: Index, words: Words) -> Iterator[tuple[str, str]]:
    passport = index.pathway.pathway
    reference = itself(passport, words)
    records = {form: {reference.id: record(reference, form, words)} for form in CITING}
    for form, written in records.items():
        yield f"{CITATION}.{form.ending}", form.file(written.values())
    text = citation_file(passport, words)
    yield f"{CITATION}.cff", text
    cff = {"ending": "cff", "mime": "text/yaml", "around": ("", "", ""), "records": {reference.id: text}}
    yield f"{CITATION}.js", _script((reference.id,), {}, [*starmap(_form, records.items()), cff])


def _form(form: Format, records: Mapping[str, str]) -> Mapping[str, Any]:
    return {"ending": form.ending, "mime": form.mime, "around": form.around, "records": records}


def _script(names: Sequence[str], boxes: Mapping[str, tuple[str, ...]], forms: Sequence[Mapping[str, Any]]) -> str:
    """References one by one, for a script to put files together: those of boxes, and in a folder those of the page."""
    detail = json.dumps({"all": names, "boxes": boxes, "forms": forms})
    return f'document.dispatchEvent(new CustomEvent("pathway:records", {{ detail: {detail} }}));\n'
