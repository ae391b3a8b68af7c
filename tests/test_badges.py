"""Badges as readers meet them, and what became of a publication wherever it is cited."""

import json
import re
from pathlib import Path

import pytest
from markdown import Markdown
from playwright.sync_api import expect

from generator.analysis.evidence import EvidenceCaveat, of_statement
from generator.analysis.index import PathwayIndex
from generator.charts.option_evidence import kind_shown
from generator.compiler import compile_pathway
from generator.core.diagnostics import catalogue
from generator.core.source import Source
from generator.i18n import load_messages
from generator.model import Design
from generator.views.page_context import METHOD
from hosting import Visit
from ours import INDEX

HERE = Path(__file__).parent
ROOT = HERE.parent
WORDS = load_messages()
SMALLEST = (HERE / "valid" / "smallest.yaml").read_text("utf-8")
# The manual is retracted, and a film has taken its place; nothing but the second statement cites the diary.
FATED = SMALLEST.replace("cites: [manual], about", "cites: [{reference: manual, note: Shown for its fame.}, diary], about").replace(
    "type: book, title: The cyclist's manual}",
    """type: book, title: The cyclist's manual, issued: 2001, retracted: 2021-03, corrected: 2020-11-05, superseded_by: film}
  - {id: diary, type: webpage, title: A cyclist's diary, design: case-report, superseded_by: manual}
  - {id: film, type: webpage, title: The cyclist's film, url: "https://example.org/film"}""",
)


@pytest.fixture(scope="module")
def index() -> PathwayIndex:
    """Our pathway."""
    return INDEX


@pytest.fixture(scope="module")
def fated() -> dict[str, str]:
    """The pages, as HTML, of a pathway with a retracted publication."""
    site = compile_pathway(Source("fated.yaml", FATED)).site
    assert site
    extensions = ["attr_list", "md_in_html", "tables"]
    return {page.path: Markdown(extensions=extensions).convert(page.text.split("---\n", 2)[2]) for page in site.pages}


def _text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_every_word_of_a_badge_is_there() -> None:
    assert list(WORDS.badges) == [design.value for design in Design]
    assert set(WORDS.marks) == set(WORDS.mark_meanings) == {mark.value for mark in EvidenceCaveat}


def test_who_says_why_a_retracted_publication_is_cited_is_warned_no_more() -> None:
    found = compile_pathway(Source("fated.yaml", FATED)).diagnostics
    assert [diagnostic.code for diagnostic in found] == ["retracted-alone"]
    bare = FATED.replace("{reference: manual, note: Shown for its fame.}", "manual")
    found = compile_pathway(Source("fated.yaml", bare)).diagnostics
    assert {diagnostic.code for diagnostic in found} == {"retracted-alone", "retracted-citation"} <= set(catalogue())


def test_a_retracted_publication_is_marked_wherever_it_is_cited(fated: dict[str, str]) -> None:
    for path in ("index.md", "repair.md", "treatments/patch.md"):
        html = fated[path]
        assert re.search(r'<a href="#ref--manual"[^>]*>1 \(retracted\)</a>', html), path
        entry = re.search(r'<li id="ref--manual".*?</li>', html, re.DOTALL)
        assert entry
        assert "Retracted (March 2021). Superseded by The cyclist's film. Corrected (5 November 2020)." in _text(entry[0])
        assert '<a href="https://example.org/film">' in entry[0]
    assert "Retracted (March 2021)." in _text(fated["references.md"])


def test_what_rests_on_retracted_publications_says_so(fated: dict[str, str]) -> None:
    badges = [_text(badge) for badge in re.findall(r'<small class="pw-badge".*?</small>', fated["repair.md"], re.DOTALL)]
    alone = "Evidence: Retracted only"
    beside = "Evidence: Case report · see note on ref. 1 · a retracted publication is not counted"
    assert set(badges) == {alone, beside}


def test_a_reference_that_is_cited_is_the_way_to_a_successor(fated: dict[str, str]) -> None:
    entry = re.search(r'<li id="ref--diary".*?</li>', fated["repair.md"], re.DOTALL)
    assert entry
    assert '<a href="references.html#manual">' in entry[0].replace(".md#", ".html#")


def test_every_statement_wears_its_badge(visit: Visit, index: PathwayIndex) -> None:
    """One for each, with the word that the citations give it; none is a stop for the keyboard, and the explanation is one link away."""
    section = index.pathway.sections[0]
    page = visit.open_list(f"{section.id}.html")
    items = page.locator(".pw-box .pw-statements li")
    expect(items).to_have_count(page.locator(".pw-statements .pw-badge").count())
    expect(page.locator(".pw-badge a, .pw-badge [tabindex]")).to_have_count(0)
    for chart in section.charts:
        for node in chart.boxes:
            for placement in node.statements:
                evidence = of_statement(index, index.statements[placement.statement])
                item = page.locator(f".pw-statements li:has([id='{node.id}--{placement.statement}'])")
                assert item.locator(".pw-badge-word").inner_text() == kind_shown(evidence, WORDS)
    link = page.locator(".pw-pathway-details").get_by_role("link", name=WORDS.evidence_legend_link)
    expect(link).to_have_count(1)
    link.click()
    page.wait_for_url(re.compile(rf"{METHOD.removesuffix('.md')}\.html#evidence--legend$"))
    rows = page.locator(".pw-legend").first.inner_text()
    assert [word for word in WORDS.badges.values() if word not in rows] == []


def test_badges_are_kept_out_of_search(site: Path, index: PathwayIndex) -> None:
    """A search for a kind of study finds its explanation, and no box that wears its name; what follows a badge is still found."""
    text = (site / "search" / "search_index.js").read_text("utf-8")
    entries = json.loads(text.partition("=")[2])["docs"]
    kinds = {*re.findall(r'pw-badge-word">([^<(]+)', (site / "skin.html").read_text("utf-8"))}
    badges = re.compile(f"{WORDS.badge_label} (?:{'|'.join(map(re.escape, kinds))})")
    assert {entry["location"].partition("#")[0] for entry in entries if badges.search(entry["text"])} == set()
    note = next(statement.note for statement in index.pathway.statements if statement.note)
    assert any(note in entry["text"] for entry in entries)
    assert {entry["location"].partition(".html")[0] for entry in entries if "No publication cited" in entry["text"]} == {
        "method",
        "references",
    }


def test_a_notice_does_not_repeat_its_badge() -> None:
    """A notice with the words of the badge is left out, with or without a full stop; any other is shown."""
    for notice, shown in (("No publication cited.", 0), ("no publication cited", 0), ("An invented source.", 1)):
        text = SMALLEST.replace(
            "title: The cyclist's manual}", f"title: The cyclist's manual, design: source-narrative, notice: {notice}}}"
        )
        site = compile_pathway(Source("noticed.yaml", text)).site
        assert site
        (page,) = (page.text for page in site.pages if page.path == "repair.md")
        assert page.count(f'">{notice}</span>') == shown * page.count('class="pw-badge"')
        assert page.count(f'<span class="pw-badge-word">{WORDS.badges["source-narrative"]}</span>') == page.count('class="pw-badge"') > 0
