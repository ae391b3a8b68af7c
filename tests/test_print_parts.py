"""A chart in parts on paper: each part ends at its cut, and each box is in one of them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from generator.cli import main
from hosting import _visiting

CHARTS = Path(__file__).parent / "charts"
_COVER = """() => document.querySelectorAll('.pw-sheet > svg').forEach((part) => {
    const place = part.getBoundingClientRect(), cover = document.createElement('div');
    cover.style.cssText = `position: absolute; z-index: 99; background: #fff; left: ${place.left + scrollX - 1}px; top: ${place.top + scrollY - 1}px;` +
        `width: ${place.width + 2}px; height: ${place.height + 2}px`;
    document.body.append(cover);
})"""
_HIDE = "() => document.querySelectorAll('.pw-sheet > svg').forEach((part) => (part.style.opacity = 0))"


@pytest.fixture(scope="module", params=["print3", "bigprint"])
def paper(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page of a section whose chart is too large for one sheet, as a printer has it."""
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "pathway.yaml").write_text((CHARTS / f"{request.param}.yaml").read_text("utf-8"), "utf-8")
    result = CliRunner().invoke(main, ["build", str(folder / "pathway.yaml")])
    assert result.exit_code == 0, result.output
    with _visiting(browser, (folder / "site").as_uri()) as visit:
        section = next(
            page for page in (folder / "site").glob("*.html") if 'class="pw-sheet' in page.read_text("utf-8") and page.stem != "print"
        )
        page = visit.open(section.name)
        page.emulate_media(media="print")
        yield page


def test_nothing_is_painted_outside_a_part(paper: Page) -> None:
    """With its parts covered, a page looks as it does without them."""
    paper.evaluate(_COVER)
    painted = paper.screenshot(full_page=True)
    paper.evaluate(_HIDE)
    assert paper.screenshot(full_page=True) == painted


def test_each_box_is_in_one_part(paper: Page) -> None:
    whole = paper.locator(".pw-drawing--cut .pw-node").evaluate_all("boxes => boxes.map((box) => box.textContent)")
    parts = paper.locator(".pw-sheet .pw-node").evaluate_all("boxes => boxes.map((box) => box.textContent)")
    assert whole
    assert Counter(parts) == Counter(whole)
