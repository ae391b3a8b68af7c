"""A chart as readers meet it: from its start, with ways and conditions that say what they lead to, in whole sentences."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.compiler import Site, compile_pathway
from generator.core.sentences import closed, first_sentence
from generator.core.source import Source
from generator.output.chart_export import svg

CHARTS = Path(__file__).parent / "charts"


def compiled(name: str) -> Site:
    """The site of a small pathway."""
    site = compile_pathway(Source("pathway.yaml", (CHARTS / f"{name}.yaml").read_text("utf-8"))).site
    assert site
    return site


def page(site: Site, path: str) -> str:
    """The Markdown of one page."""
    return next(found.text for found in site.pages if found.path == path)


def test_a_chart_is_read_from_its_start() -> None:
    """Though a question comes first in the file: in words, in the caption, in the text of the drawing, and in the list of its boxes."""
    site = compiled("order")
    text = page(site, "s.md")
    assert "beginning with “1.1 A”" in text
    assert re.findall(r"^### .*\{#(\w)\}", text, re.MULTILINE)[:2] == ["a", "q"]
    assert site.charts[0].mermaid.splitlines()[1].strip().startswith('n1(["A"])')


def test_an_address_that_names_a_chart_leads_to_its_start() -> None:
    text = (CHARTS / "order.yaml").read_text("utf-8")
    found = compile_pathway(Source("p", text))
    assert [(one.code, one.span.line) for one in found.diagnostics] == [("start-not-first", 39), ("no-cases", 2)]
    assert found.site
    assert found.site.context.index.targets["c"].box.id == "a"


def test_a_way_to_another_section_names_the_chart_it_leads_to() -> None:
    charts = {chart.id: chart.mermaid for chart in compiled("charttarget").charts}
    assert re.findall(r'x\d\[\["([^"]+)"\]\]', charts["c"]) == ["Antibiotics#58; Low severity", "Antibiotics#58; High severity"]


def test_a_way_that_names_a_section_bears_its_title() -> None:
    text = (CHARTS / "charttarget.yaml").read_text("utf-8").replace("{to: low,", "{to: u,")
    site = compile_pathway(Source("p", text)).site
    assert site
    assert re.findall(r'x\d\[\["([^"]+)"\]\]', site.charts[0].mermaid) == ["Antibiotics", "Antibiotics#58; High severity"]


def test_no_bare_label_of_a_choice_is_a_condition() -> None:
    """Where all options lead to a box, none is a condition of what is given there."""
    text = page(compiled("choice"), "treatments/d.md")
    assert "1.3 Three drugs" in text
    assert "CCB" not in text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Not reviewed", "Not reviewed."),
        ("Not reviewed.", "Not reviewed."),
        ("Reviewed?", "Reviewed?"),
        ("Not reviewed …", "Not reviewed …"),
        ("Reviewed (by two).", "Reviewed (by two)."),
        ("Reviewed (by two.)", "Reviewed (by two.)"),
        ("Reviewed (by two)", "Reviewed (by two)."),
        ("“Not reviewed.”", "“Not reviewed.”"),
        ("“Not reviewed”", "“Not reviewed”."),
        ("未经审阅。", "未经审阅。"),
        ("「未経審査。」", "「未経審査。」"),
        ("मान्य।", "मान्य।"),
        ("For: Vitamin B.", "For: Vitamin B."),
        ("For: Vitamin B12", "For: Vitamin B12."),
        ("Dose:", "Dose."),
        ("Dose: ", "Dose."),
        ("Dose –", "Dose."),
        ("用量：", "用量."),
    ],
)
def test_a_sentence_ends_once(text: str, sentence: str) -> None:
    assert closed(text) == sentence


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Bears have fever. They are hot.", "Bears have fever."),
        ("Bears have fever", "Bears have fever"),
        ("It is rare, approx. 5 in 100, e.g. Old bears. They are hot.", "It is rare, approx. 5 in 100, e.g. Old bears."),
        (
            "By Dr. Bear of St. Bear, vs. Other bears, No. 5 of A. Bear. Hot.",
            "By Dr. Bear of St. Bear, vs. Other bears, No. 5 of A. Bear. Hot.",
        ),
        ("Is it “fever?” Yes.", "Is it “fever?”"),
        ("Give 2.5 mg (at night.) Then wait.", "Give 2.5 mg (at night.)"),
        ("熊发烧。很热。", "熊发烧。"),
        ("भालू गर्म है। वह ठीक है।", "भालू गर्म है।"),
    ],
)
def test_a_first_sentence_is_never_cut(text: str, first: str) -> None:
    """Where a stop may be that of an abbreviation, the text goes on."""
    assert first_sentence(text) == first


def test_no_two_full_stops_meet(tmp_path: Path) -> None:
    """Where the review, in its short form, is itself a sentence: on every page, and below the file of a drawing."""
    site = compiled("dot")
    drawn = svg(site.charts[0], site)
    assert "Not reviewed." in drawn
    assert ".." not in drawn
    shutil.copy(CHARTS / "dot.yaml", tmp_path / "pathway.yaml")
    assert CliRunner().invoke(main, ["build", str(tmp_path / "pathway.yaml")]).exit_code == 0
    texts = {
        file.name: re.sub(r"<script.*?</script>|<[^>]*>", "", file.read_text("utf-8"), flags=re.DOTALL) for file in tmp_path.rglob("*.html")
    }
    assert "Not reviewed." in texts["s.html"]
    assert [name for name, text in texts.items() if re.search(r"\w\.\.(?!\.)", text)] == []
