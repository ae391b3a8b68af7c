"""The lens “by grade”, and rows that are ways of their choice, in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from generator.cli import main
from hosting import ROOT, SharedContext, Visit, visiting

BEARS = (ROOT / "tests" / "valid" / "bears.yaml").read_text("utf-8")
# One box against something, and one with statements of different grades.
CHANGES = {
    "title: Sing to it, cites: [handbook]": "title: Sing to it, statements: [no-song]",
    "statements: [ward-if, spa-for-coolers]": "statements: [ward-if, spa-for-coolers, no-song]",
    "  - {id: hot-is,": "  - {id: no-song, role: against, says: Bears should not be sung to., grade: [two, soft], about: [fan], cites: [handbook]}\n  - {id: hot-is,",
}
GRADES = {"1.7": ("three", False), "1.8": ("two", True), "1.9": ("custom", False), "1.11": ("", False)}
TOOL = "figure[data-chart='fever-chart'] .pw-tool--grade"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the bears' site."""
    place = tmp_path_factory.mktemp("bears")
    text = BEARS
    for old, new in CHANGES.items():
        assert old in text, old
        text = text.replace(old, new)
    (place / "pathway.yaml").write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["build", str(place / "pathway.yaml"), "--into", str(place / "site")])
    assert result.exit_code == 0, result.output
    return place / "site"


@pytest.fixture(scope="module")
def bears(shared_context: SharedContext, folder: Path) -> Iterator[Visit]:
    """A reader of the bears' site from a folder."""
    with visiting(shared_context, folder.as_uri()) as visit:
        yield visit


_TINTED = """() => Object.fromEntries([...document.querySelectorAll('.pw-drawings .pw-drawing:not(.pw-drawing--narrow) .pw-node[data-grade]')].map((node) =>
  [node.querySelector('.pw-number').textContent.trim(), {fill: getComputedStyle(node.querySelector('.pw-shape')).fill,
   sign: node.querySelector('.pw-grade-sign')?.getAttribute('d') ?? ''}]))"""


@pytest.mark.release
def test_boxes_are_tinted_by_grade(bears: Visit) -> None:
    """Each value has a tint and a sign of its own, which the key explains; turned off, nothing is left."""
    page = bears.open("fever.html")
    plain = page.evaluate(_TINTED)
    assert plain.keys() == GRADES.keys()
    page.locator(TOOL).click()
    shown = page.evaluate(_TINTED)
    assert len({box["sign"] for box in shown.values()}) == len(GRADES)
    assert len({shown[number]["fill"] for number in ("1.7", "1.8", "1.9")}) == 3
    assert page.url.endswith("fever.html?lens=grade")
    key = page.locator(".pw-family-legend li").all_inner_texts()
    assert key[:-1] == [
        "three: Do it",
        "custom: What we always do",
        "Statements of different grades",
        "two, recommended against: Mostly do it",
    ]
    page.locator(TOOL).click()
    assert page.evaluate(_TINTED) == plain
    expect(page.locator("[data-lens-part]")).to_have_count(0)
    assert "?" not in page.url
    page.close()


@pytest.mark.release
def test_one_lens_takes_the_place_of_the_other(bears: Visit) -> None:
    page = bears.open("fever.html?lens=grade")
    page.locator(".pw-grade-swatch").first.wait_for()
    page.locator(".pw-tool--evidence").first.click()
    page.locator(".pw-family-swatch").first.wait_for()
    expect(page.locator(".pw-grade-swatch, .pw-grade-sign")).to_have_count(0)
    assert page.url.endswith("?lens=evidence")
    page.locator(TOOL).click()
    page.locator(".pw-grade-swatch").first.wait_for()
    expect(page.locator(".pw-family-swatch, .pw-family-wash")).to_have_count(0)
    page.close()


def test_a_chart_without_grades_has_no_button(bears: Visit) -> None:
    page = bears.open("fever.html")
    page.locator("figure[data-chart='bath-chart'] .pw-tool--evidence").wait_for(state="attached")
    expect(page.locator("figure[data-chart='bath-chart'] .pw-tool--grade")).to_have_count(0)
    page.close()


# Of each text in a box its colour and that of the box.
_TEXTS = """() => [...document.querySelectorAll('.pw-drawings .pw-drawing:not(.pw-drawing--narrow) .pw-node[data-grade] > text')].map((text) =>
  [getComputedStyle(text).fill, getComputedStyle(text.parentElement.querySelector('.pw-shape')).fill, text.textContent])"""


def _luminance(colour: str) -> float:
    numbers = [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]
    parts = numbers if colour.startswith("color(") else [part / 255 for part in numbers]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_on_a_tint_is_legible(bears: Visit, scheme: Literal["light", "dark"]) -> None:
    page = bears.open("fever.html?lens=grade")
    page.emulate_media(color_scheme=scheme)
    page.locator(".pw-grade-swatch").first.wait_for()
    texts = page.evaluate(_TEXTS)
    assert len(texts) > 8
    for ink, ground, text in texts:
        lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (text, ink, ground)
    page.close()


def _row(way: int) -> str:
    return f".pw-drawing:visible a[href$='#cooling']:has([data-way='{way}'])"


def test_a_row_that_is_a_way_opens_its_choice_and_has_its_own_mark(bears: Visit) -> None:
    """The last row leads to a ward where bears are bathed, which those with straw should not be; ice tea and a fan are no concern."""
    page = bears.open("fever.html?has=straw")
    page.locator(".pw-mark-node").first.wait_for(state="attached")
    assert [page.locator(f"{_row(way)} .pw-mark-node").count() for way in range(3)] == [0, 0, 1]
    expect(page.locator(".pw-drawing:visible .pw-node--back .pw-mark-node")).to_have_count(0)
    page.locator(_row(0)).click()
    assert page.locator("aside.pw-panel h3").inner_text().strip() == "1.9 Cooling"
    names = [page.locator(_row(way)).get_attribute("aria-label") or "" for way in range(3)]
    assert names[0].startswith("Option: Ice tea, below 1 kg: 10 ml by mouth every 4 h, 1 kg or more")
    assert names[2].startswith("When no option is left: Then: Stays in the bear ward; leads to: then, 1.11")
    page.close()
