"""Alternatives: the same pathway as plain MkDocs, hand-written for MkDocs with plug-ins, and for Sphinx.

Hand-written means what somebody would write who has no generator: for each section and each treatment a page, each chart as Mermaid
text, each statement with its citations, a list of references on each page. There are no walks, lenses, cards or downloads.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from generator.analysis.index import PathwayIndex
from generator.compiler import Compiled, Site
from generator.model import Chart, Pathway, Statement

_MATERIAL = "site_name: Bench\ntheme: {name: material}\n"
_PLAIN = "markdown_extensions: [attr_list, md_in_html, abbr, tables, admonition]\nplugins: [search]\n"
_PLUGINS = "markdown_extensions: [footnotes, pymdownx.superfences]\nplugins: [search, mermaid2, {bibtex: {bib_file: refs.bib}}]\n"
_SPHINX = """extensions = ["sphinxcontrib.bibtex", "sphinxcontrib.mermaid"]
bibtex_bibfiles = ["refs.bib"]
html_theme = "alabaster"
"""
_Page = tuple[str, list[tuple[Chart | None, list[Statement]]]]
"""A title, and charts with the statements of their boxes; without a chart, statements alone."""


def plain(folder: Path, _pathway: Pathway, compiled: Compiled) -> None:
    """The very pages that we make, as Markdown, under MkDocs with nothing of ours."""
    site = _site(compiled)
    _write(folder / "docs", {page.path: page.text for page in site.pages})
    _write(folder, {"mkdocs.yml": _MATERIAL + _PLAIN})


def by_hand(folder: Path, pathway: Pathway, compiled: Compiled) -> None:
    """MkDocs with mermaid2 and mkdocs-bibtex."""
    charts = {chart.id: chart.mermaid for chart in _site(compiled).charts}
    pages = {f"{name}.md": "\n\n".join(_markdown(page, charts)) for name, page in _pages(pathway).items()}
    _write(folder / "docs", pages)
    _write(folder, {"mkdocs.yml": _MATERIAL + _PLUGINS, "refs.bib": _references(compiled)})


def by_sphinx(folder: Path, pathway: Pathway, compiled: Compiled) -> None:
    """Sphinx with sphinxcontrib-bibtex and sphinxcontrib-mermaid."""
    charts = {chart.id: chart.mermaid for chart in _site(compiled).charts}
    found = _pages(pathway)
    pages = {f"{name}.rst": "\n\n".join(_structured(page, charts)) for name, page in found.items()}
    tree = "\n".join(["", "", ".. toctree::", "   :maxdepth: 1", "", *(f"   {name}" for name in found if name != "index"), ""])
    _write(folder, {**pages, "index.rst": pages["index.rst"] + tree, "conf.py": _SPHINX, "refs.bib": _references(compiled)})


RIVALS: Mapping[str, tuple[Callable[[Path, Pathway, Compiled], None], tuple[str, ...]]] = {
    "plain MkDocs": (plain, ("mkdocs", "build", "--quiet")),
    "MkDocs by hand": (by_hand, ("mkdocs", "build", "--quiet")),
    "Sphinx by hand": (by_sphinx, ("sphinx", "-q", "-b", "html", ".", "site")),
}
"""Writers of the sources of each, and the module that builds them."""


def _site(compiled: Compiled) -> Site:
    assert compiled.site  # noqa: S101  # made to be sound
    return compiled.site


def _references(compiled: Compiled) -> str:
    found = next(file.content for file in _site(compiled).files if file.path == "downloads/references.bib")
    assert isinstance(found, str)  # noqa: S101  # of a format that is text
    return found


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def _pages(pathway: Pathway) -> dict[str, _Page]:
    index = PathwayIndex(pathway)
    home = [pathway.overview] if pathway.overview else []
    sections = {"index": (pathway.pathway.title, home), **{section.id: (section.title, section.charts) for section in pathway.sections}}
    pages: dict[str, _Page] = {
        name: (title, [(chart, [*_said(index, chart)]) for chart in charts]) for name, (title, charts) in sections.items()
    }
    return pages | {f"treatments/{entry.id}": (entry.name, [(None, [*index.statements_about(entry.id)])]) for entry in pathway.treatments}


def _said(index: PathwayIndex, chart: Chart) -> Iterator[Statement]:
    for box in chart.boxes:
        yield from (index.statements[placement.statement] for placement in box.statements)


def _markdown(page: _Page, charts: Mapping[str, str]) -> Iterator[str]:
    title, parts = page
    yield f"# {title}"
    for chart, statements in parts:
        if chart:
            yield f"## {chart.title}\n\n```mermaid\n{_drawable(charts[chart.id])}\n```"
        for statement in statements:
            yield f"{statement.says} [{'; '.join(f'@{citation.reference}' for citation in statement.cites)}]"
    if any(statement.cites for _, statements in parts for statement in statements):
        yield "\\bibliography"


def _structured(page: _Page, charts: Mapping[str, str]) -> Iterator[str]:
    title, parts = page
    yield f"{title}\n{'=' * len(title)}"
    for chart, statements in parts:
        if chart:
            drawn = "\n".join(f"   {line}" for line in _drawable(charts[chart.id]).splitlines())
            yield f"{chart.title}\n{'-' * len(chart.title)}\n\n.. mermaid::\n\n{drawn}"
        for statement in statements:
            yield f"{statement.says} :footcite:p:`{','.join(citation.reference for citation in statement.cites)}`"
    if any(statement.cites for _, statements in parts for statement in statements):
        yield ".. footbibliography::"


def _drawable(mermaid: str) -> str:
    """A chart without its links, which lead to pages that only we have."""
    return re.sub(r"^  click .*\n?", "", mermaid, flags=re.MULTILINE)
