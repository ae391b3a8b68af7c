"""Diagrams that an author writes by hand: drawn in the browser by mermaid2, with a Mermaid that comes with the site."""

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from hosting import ROOT, Visit

PAGE = "architecture.html"
_FENCE = re.search(r"```mermaid\n(.*?)```", (ROOT / "docs" / "architecture.md").read_text("utf-8"), re.DOTALL)
assert _FENCE
DIAGRAM = _FENCE[1]


@pytest.mark.sample(1)
def test_a_diagram_is_drawn_whole(both_ways: Visit) -> None:
    """Each box and each label of the text, in full, from a server and from a folder, without asking anybody else."""
    drawn = both_ways.open(PAGE).locator("div.mermaid svg")
    expect(drawn).to_have_count(1)
    boxes = {text.strip() for text in drawn.locator(".node .nodeLabel").all_inner_texts()}
    edges = [text.strip() for text in drawn.locator(".edgeLabel .edgeLabel").all_inner_texts()]
    assert boxes == {"pathway.yaml", "parsing", "model", "checks", "views", "rendering", "Site", "output", "mkdocs"}
    assert sorted(filter(None, edges)) == sorted(re.findall(r'\|"(.*?)"\|', DIAGRAM))
    assert drawn.locator(".flowchart-link").count() == DIAGRAM.count("-->")
    assert drawn.evaluate(_SPILLED) == []


_SPILLED = """svg => [...svg.querySelectorAll('.node')].filter(node => {
  const box = node.querySelector('.label-container, rect, polygon, path').getBoundingClientRect();
  const label = node.querySelector('.nodeLabel').getBoundingClientRect();
  return label.left < box.left - 1 || label.right > box.right + 1 || label.top < box.top - 1 || label.bottom > box.bottom + 1;
}).map(node => node.textContent)"""


@pytest.mark.sample(1)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_diagram_has_the_colours_of_the_page(visit: Visit, scheme: Literal["light", "dark"]) -> None:
    page = visit.open(PAGE)
    page.emulate_media(color_scheme=scheme)
    page.reload()
    page.wait_for_selector("div.mermaid svg .node")
    paint = page.evaluate(
        """() => {
          const colour = (element, name) => getComputedStyle(element)[name];
          const probe = document.body.appendChild(document.createElement('i'));
          const wanted = (name) => { probe.style.color = `var(--pw-${name})`; return colour(probe, 'color'); };
          return [colour(document.querySelector('.mermaid .node rect'), 'fill'), wanted('action'),
                  colour(document.querySelector('.mermaid .nodeLabel'), 'color'), wanted('ink')];
        }"""
    )
    assert paint[0] == paint[1]
    assert paint[2] == paint[3]
    assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]


def test_without_javascript_the_text_of_a_diagram_is_folded_away(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / PAGE).as_uri())
    expect(page.locator(".mermaid")).to_be_hidden()
    expect(page.locator("noscript details pre")).to_be_hidden()
    page.locator("noscript details summary").click()
    expect(page.locator("noscript details pre")).to_be_visible()
    assert page.locator("noscript details pre").inner_text().split() == DIAGRAM.split()
    context.close()


@pytest.mark.sample(1)
def test_a_deep_link_stays_at_its_heading(both_ways: Visit) -> None:
    """A link from elsewhere ends at its place, though the diagram above it is drawn later."""
    page = both_ways.open(f"{PAGE}#known-limits")
    page.wait_for_function("document.getElementById('known-limits').getBoundingClientRect().top < innerHeight", timeout=3000)


def test_only_the_page_of_a_diagram_loads_mermaid(site: Path) -> None:
    """Which is megabytes; and mermaid2, which rewrites the whole page, leaves its elements as they are on others."""
    pages = {file.relative_to(site).as_posix(): file.read_text("utf-8") for file in site.rglob("*.html")}
    assert {name for name, text in pages.items() if re.search(r'<script[^>]*mermaid|class="mermaid"', text)} == {PAGE}
    assert re.search(r'<html[^>]* lang="en"', pages[PAGE])
    assert not re.search(r'<input[^>]*md-toggle[^>]* autocomplete=|<label class="md-nav__link[^>]* tabindex=""', pages[PAGE])
    assert pages[PAGE].count('<form id="__toggles"') == 1
