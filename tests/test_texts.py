"""No text vanishes: whatever an author writes for readers stands on some page."""

import html
from pathlib import Path

import pytest

from generator.analysis.text_walk import texts_of
from generator.compiler import compile_pathway
from generator.core.source import Source
from generator.markup import escape

ROOT = Path(__file__).parent.parent
FILES = [ROOT / "pathway.yaml", *sorted((ROOT / "tests").glob("valid/*.yaml")), *sorted((ROOT / "tests").glob("gold/*/pathway.yaml"))]
# The names of authors are written by the style of the references, and the short title by the theme, in a browser's tab.
ELSEWHERE = {"authors", "editors", "short_title"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_text_is_on_a_page(file: Path) -> None:
    site = compile_pathway(Source(file.name, file.read_text("utf-8"))).site
    assert site
    pages = html.unescape("\n".join(str(page.write()) for page in site.pages))
    texts = texts_of(site.context.index.pathway)
    assert [(path, text) for path, text in texts if not ELSEWHERE & {*path} and html.unescape(escape(text)) not in pages] == []
