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


@pytest.mark.sample(3)
@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_text_is_on_a_page(file: Path) -> None:
    site = compile_pathway(Source(file.name, file.read_text("utf-8"))).site
    assert site
    # A number stays with its unit.
    pages = html.unescape("\n".join(str(page.write()) for page in site.pages)).replace("\N{NO-BREAK SPACE}", " ")
    texts = texts_of(site.context.index.pathway)
    assert [(path, text) for path, text in texts if not ELSEWHERE & {*path} and html.unescape(escape(text)) not in pages] == []


def test_the_points_that_a_way_asks_for_are_beside_its_label() -> None:
    text = (ROOT / "tests" / "valid" / "bears.yaml").read_text("utf-8")
    site = compile_pathway(Source("bears.yaml", text)).site
    assert site
    (chart,) = (chart for chart in site.charts if chart.id == "fever-chart")
    assert {("warm", "2.5 or less"), ("hot", "3 or more")} <= {(edge.label, edge.small_line) for edge in chart.chart.edges}


def test_files_beside_the_pathway_are_in_the_site() -> None:
    """A leaflet that a box links to, and the picture of a statement."""
    beside = {"leaflets/home.pdf": b"%PDF-1.4\n", "hole.png": b"\x89PNG\r\n\x1a\n"}
    text = (ROOT / "tests" / "valid" / "smallest.yaml").read_text("utf-8")
    text = text.replace(
        "            gives: [patch]\n", "            gives: [patch]\n            links: [{title: At home, file: leaflets/home.pdf}]\n"
    )
    text = text.replace("leaks., cites: [manual]}", "leaks., cites: [manual], image: {file: hole.png, alt: A hole, source: The manual}}")
    site = compile_pathway(Source("pathway.yaml", text), beside.get).site
    assert site
    assert {file.path: file.content for file in site.files if file.path.startswith("files/")} == {
        f"files/{name}": content for name, content in beside.items()
    }
    page = next(str(page.write()) for page in site.pages if page.path == "repair.md")
    assert "[At home](files/leaflets/home.pdf)" in page
    assert "![A hole](files/hole.png)" in page


def test_a_statement_read_with_another_is_where_that_is() -> None:
    """However far it is from one that is in a box, and also where it is only read with a definition in no box; home says what all is based on."""
    said = "".join(
        f"  - {{id: {name}, role: {role}, says: {says}, cites: [manual], read_with: [{other}], note: So.{more}}}\n"
        for name, role, says, other, more in (
            ("second", "context", "Holes are small.", "tubes-leak", ""),
            ("third", "context", "Small holes whistle.", "second", ""),
            ("flat", "definition", "A tyre is flat without air.", "fourth", ", term: flat"),
            ("fourth", "context", "Air is a gas.", "flat", ""),
        )
    )
    text = (ROOT / "tests" / "valid" / "smallest.yaml").read_text("utf-8").replace("\ntreatments:", f"{said}\ntreatments:", 1)
    text = text.replace("  method: Taken", "  based_on: [manual]\n  method: Taken")
    site = compile_pathway(Source("pathway.yaml", text)).site
    assert site
    pages = {page.path: str(page.write()) for page in site.pages}
    assert all(says in pages["repair.md"] for says in ("Holes are small", "Small holes whistle"))
    assert all(says in pages["terms.md"] for says in ("A tyre is flat without air", "Air is a gas"))
    assert "(references.md#manual)" in pages["index.md"]
