"""Contrast of the colours in light and dark (WCAG 2.2, AA), also mixed from a host's own; more contrast on request; the choice between them."""

import re

import pytest
from playwright.sync_api import expect

from generator.compiler import compile_pathway
from generator.core.colours import contrast, mixed, schemes
from generator.core.source import Source
from generator.i18n import load_messages
from generator.mkdocs.asset_bundle import style_sheet
from generator.output import chart_export
from hosting import ROOT, Visit

BRANDS = (None, "#767676", "#000000", "#c8102e", "#0b7a3b", "#8a2be2", "#0000ff", "#996000", "#d0006f", "#00788a")
"""Ours, and others that a host may take; on the first of them white text has just the contrast that it needs."""
_GROUNDS = ("paper", "wash", "accent-wash", "accent-chosen")
_KINDS = ("action", "question", "several", "end", "exit", "caution")
TEXT = [
    *((text, ground) for text in ("ink", "ink-2") for ground in (*_GROUNDS, *_KINDS)),
    *(("accent", ground) for ground in _GROUNDS),
    *(("accent-strong", ground) for ground in _GROUNDS),
    *((f"{kind}-line", "paper") for kind in ("caution", "question")),
    *((f"{kind}-line", "wash") for kind in ("caution", "question")),
    ("caution-line", "accent-wash"),
    ("status-line", "status"),
    ("on-solid", "solid"),
    ("on-bar", "bar"),
    ("on-bar", "bar-field"),
    ("paper", "caution-line"),
]
SHAPES = [
    *((f"{kind}-line", ground) for kind in _KINDS for ground in ("paper", "wash", kind)),
    *(("accent", ground) for ground in ("paper", "wash")),
    *(("solid", ground) for ground in ("paper", "wash")),
    *(("edge", ground) for ground in ("paper", "wash")),
    *(("focus", ground) for ground in ("paper", "wash", "accent-wash")),
    *(("paper", f"{kind}-line") for kind in _KINDS),
]


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_shapes_stand_out(scheme: str, brand: str | None) -> None:
    """Text by 4.5 to 1 on all it stands on; outlines, edges, marks and focus by 3 to 1, in our colour and those of hosts."""
    assert _too_near(schemes(brand)[scheme], text=4.5, shapes=3) == {}


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_on_the_tints_of_a_lens(scheme: str, brand: str | None) -> None:
    colours = schemes(brand)[scheme]
    tints = [int(tint) for tint in re.findall(r"--pw-tint: (\d+)%", (ROOT / "generator/assets/lens/lens.css").read_text("utf-8"))]
    assert max(tints) == 30
    assert [tint for tint in tints if contrast(colours["ink"], mixed(colours["accent"], colours["paper"], tint)) < 4.5] == []


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("scheme", ["light, more", "dark, more"])
def test_more_contrast_is_more(scheme: str, brand: str | None) -> None:
    """Contrast that WCAG requires at its highest level, AAA, and 3 to 1 for lines; the bar keeps the colour of the brand."""
    colours = schemes(brand)[scheme]
    assert _too_near({**colours, "on-bar": "#ffffff", "bar": "#000000", "bar-field": "#000000"}, text=7, shapes=4.5) == {}
    assert contrast(colours["line"], colours["wash"]) >= 3


def _too_near(colours: dict[str, str], *, text: float, shapes: float) -> dict[tuple[str, str], float]:
    wanted = [(pair, text) for pair in TEXT] + [(pair, shapes) for pair in SHAPES]
    found = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair, _ in wanted}
    return {pair: ratio for pair, ratio in found.items() if ratio < dict(wanted)[pair]}


def test_the_colour_of_a_host_reaches_all_that_is_drawn() -> None:
    """Bars, buttons and cards by the style sheet; charts by themselves, and posters. None of our own tints is left."""
    text = (ROOT / "pathway.yaml").read_text("utf-8").replace("  version:", '  brand_colour: "#8a1538"\n  version:', 1)
    site = compile_pathway(Source("pathway.yaml", text)).site
    assert site
    ours, theirs = schemes()["light"], schemes("#8a1538")["light"]
    poster = next(page.text for page in site.pages if page.path == "posters/muscle.md")
    chart = next(chart for chart in site.charts if chart.title == "First and second line")
    drawn = chart_export.svg(chart, site)
    sheet = style_sheet(site.metadata.brand_colour)
    assert f"--pw-brand: {theirs['brand']}" in sheet
    for name in ("accent", "accent-wash"):
        for made in (poster, drawn, sheet):
            assert theirs[name] in made
            assert ours[name] not in made


@pytest.mark.release
def test_readers_choose_the_colours(visit: Visit) -> None:
    """One button shows, and leads on to the next colours; what was chosen holds on other pages, and else what the system has, at once."""
    page = visit.open("index.html")
    body, button = page.locator("body"), page.locator(".md-header label[for^=__palette]:visible")
    for system, scheme in (("light", "default"), ("dark", "slate")):
        page.emulate_media(color_scheme=system)  # type: ignore[arg-type]  # one of two words
        expect(body).to_have_attribute("data-md-color-scheme", scheme)
    for name, scheme in (("to_light", "default"), ("to_dark", "slate"), ("to_system", "slate"), ("to_light", "default")):
        expect(button).to_have_count(1)
        expect(button).to_have_attribute("title", load_messages().theme[name])
        button.click()
        expect(body).to_have_attribute("data-md-color-scheme", scheme)
        expect(body).not_to_have_attribute("data-md-color-switching", "")
    assert page.locator("meta[name=color-scheme]").get_attribute("content") == "light"
    other = visit.open("treatments.html")
    other.emulate_media(color_scheme="dark")
    expect(other.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    other.locator(".md-option").first.focus()
    expect(other.locator(".md-option:focus + label")).to_be_visible()
    other.keyboard.press("Enter")
    expect(other.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(other.locator(".md-option:focus + label")).to_be_visible()
