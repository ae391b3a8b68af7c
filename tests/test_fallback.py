"""Charts that are left to the browser: drawn by mermaid2, with a Mermaid that comes with the site."""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import Browser, expect

from generator.analysis.index import PathwayIndex
from generator.compiler import read
from generator.core.source import Source
from hosting import ROOT, Visit

_PATHWAY, _ = read(Source("pathway.yaml", (ROOT / "pathway.yaml").read_text("utf-8")))
assert _PATHWAY
INDEX = PathwayIndex(_PATHWAY)
SECTION_PAGES = ["index.html", *(f"{section.id}.html" for section in _PATHWAY.sections)]


@pytest.mark.parametrize("address", SECTION_PAGES)
def test_charts_are_drawn_whole(undrawn_both_ways: Visit, address: str) -> None:
    """Each box and each label of the YAML is in its chart, in full, and no label leaves its box."""
    page = undrawn_both_ways.open(address)
    section = None if address == "index.html" else address.removesuffix(".html")
    charts = [place for place in INDEX.charts if (place.section.id if place.section else None) == section]
    drawn = page.locator("div.mermaid svg")
    expect(drawn).to_have_count(len(charts))
    for number, place in enumerate(charts):
        chart = drawn.nth(number)
        labels = [_folded(text) for text in chart.locator(".node .nodeLabel").all_inner_texts()]
        edges = [_folded(text) for text in chart.locator(".edgeLabel .edgeLabel").all_inner_texts()]
        ways = [way for node in place.chart.nodes for way in INDEX.out_edges.get(node.id, ())]
        assert {node.title for node in place.chart.nodes} <= set(labels)
        assert sorted(way.edge.label for way in ways if way.edge.label) == sorted(filter(None, edges))
        assert chart.evaluate(_SPILLED) == []


def test_without_javascript_the_text_for_programs_is_folded_away(browser: Browser, undrawn_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((undrawn_site / "index.html").as_uri())
    expect(page.locator(".mermaid").first).to_be_hidden()
    expect(page.locator("noscript details pre").first).to_be_hidden()
    expect(page.locator("noscript details summary").first).to_be_visible()
    context.close()


def test_pages_with_such_charts_are_mended_as_others_are(undrawn_site: Path) -> None:
    """mermaid2 rewrites the whole page, with its attributes in another order."""
    html = (undrawn_site / "index.html").read_text("utf-8")
    assert 'class="mermaid"' in html
    assert re.search(r'<html[^>]* lang="en-GB"', html)
    assert not re.search(
        r'<input[^>]*md-toggle[^>]* autocomplete=|<input autocomplete="off"[^>]*md-toggle|<label class="md-nav__link[^>]* tabindex=""', html
    )
    assert html.count('<form id="__toggles"') == 1


_SPILLED = """svg => [...svg.querySelectorAll('.node')].filter(node => {
  const box = node.querySelector('.label-container, rect, polygon, path').getBoundingClientRect();
  const label = node.querySelector('.nodeLabel').getBoundingClientRect();
  return label.left < box.left - 1 || label.right > box.right + 1 || label.top < box.top - 1 || label.bottom > box.bottom + 1;
}).map(node => node.textContent)"""


@pytest.mark.parametrize("address", SECTION_PAGES)
def test_a_box_in_a_chart_leads_to_its_content(undrawn_visit: Visit, address: str, undrawn_site: Path) -> None:
    """The link of every box in a chart names a place that exists, with the box's title; one is followed by clicking."""
    page = undrawn_visit.open(address)
    links = page.eval_on_selector_all(
        "div.mermaid svg a", "all => all.map(a => [a.getAttribute('href') || a.getAttribute('xlink:href'), a.textContent])"
    )
    assert links
    for link, title in links:
        target, anchor = urldefrag(urljoin(f"https://site/{address}", link))
        assert f'id="{anchor}"' in (undrawn_site / target.removeprefix("https://site/")).read_text("utf-8")
        node = INDEX.targets[anchor].box
        assert node.title in _folded(title) or INDEX.targets[anchor].section
    page.locator("div.mermaid svg a").last.click()
    page.wait_for_url(re.compile(f"#{re.escape(urldefrag(links[-1][0]).fragment)}$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_are_coloured_by_the_style_sheet(undrawn_visit: Visit, scheme: Literal["light", "dark"]) -> None:
    """Boxes and text of a chart take the colours of the page, light and dark."""
    page = undrawn_visit.open("index.html")
    page.emulate_media(color_scheme=scheme)
    page.reload()
    page.wait_for_selector("div.mermaid svg .node")
    paint = page.evaluate(
        """() => {
          const colour = (element, name) => getComputedStyle(element)[name];
          const probe = document.body.appendChild(document.createElement('i'));
          const wanted = (name) => { probe.style.color = `var(--pw-${name})`; return colour(probe, 'color'); };
          return [colour(document.querySelector('.kind-action rect'), 'fill'), wanted('action'),
                  colour(document.querySelector('.kind-action .nodeLabel'), 'color'), wanted('ink')];
        }"""
    )
    assert paint[0] == paint[1]
    assert paint[2] == paint[3]
    assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]


def _folded(text: str) -> str:
    return " ".join(text.split())


def test_a_deep_link_stays_at_its_box(undrawn_both_ways: Visit) -> None:
    """A link from elsewhere ends at its box, though the charts above it are drawn later."""
    box = INDEX.pathway.sections[1].charts[-1].nodes[-1]
    page = undrawn_both_ways.open(f"{INDEX.pathway.sections[1].id}.html#{box.id}")
    page.wait_for_function(f"document.getElementById('{box.id}').getBoundingClientRect().top < innerHeight", timeout=3000)
    assert page.locator(f"#{box.id}").evaluate("e => e.getBoundingClientRect().top") >= 0
