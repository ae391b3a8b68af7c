"""A chart in parts on paper: each part ends at its cut, and each box is in one of them."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from hosting import SharedContext, build_site, built_once, visiting
from waiting import at_rest

SMALLEST = (Path(__file__).parent / "valid" / "smallest.yaml").read_text("utf-8")
BOX = {"kind": "action", "rests_on": ["tubes-leak"]}
TALL: list[dict[str, Any]] = [
    BOX | {"id": "b0", "kind": "start", "title": "Begin", "next": "b1"},
    *(BOX | {"id": f"b{n}", "title": f"Link {n} of a chain", "next": f"b{n + 1}"} for n in range(1, 100)),
    BOX | {"id": "b100", "kind": "question", "title": "Again?", "next": [{"to": "b3", "label": "yes"}, {"to": "b101", "label": "no"}]},
    BOX | {"id": "b101", "kind": "end", "title": "End"},
]
# Long words cannot be narrowed, and boxes that two ways lead to cannot be put in rows.
BROAD: list[dict[str, Any]] = [
    BOX | {"id": "b0", "kind": "start", "title": "Begin", "next": "who"},
    BOX | {"id": "who", "kind": "question", "title": "Who?", "next": [{"to": "which", "label": "one"}, {"to": "what", "label": "other"}]},
    *(
        BOX | {"id": f"{name}", "kind": "several", "title": name, "next": [{"to": f"e{n}", "label": f"case {n}"} for n in range(8)]}
        for name in ("which", "what")
    ),
    *(BOX | {"id": f"e{n}", "kind": "end", "title": f"Hypergammaglobulinaemia {n}"} for n in range(8)),
]
_COVER = """() => document.querySelectorAll('.pw-print-page > svg').forEach((part) => {
    const place = part.getBoundingClientRect(), cover = document.createElement('div');
    cover.style.cssText = `position: absolute; z-index: 99; background: #fff; left: ${place.left + scrollX - 1}px; top: ${place.top + scrollY - 1}px;` +
        `width: ${place.width + 2}px; height: ${place.height + 2}px`;
    document.body.append(cover);
})"""
_HIDE = "() => document.querySelectorAll('.pw-print-page > svg').forEach((part) => (part.style.opacity = 0))"


@pytest.fixture(scope="module", params=["tall", "broad"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a pathway whose only chart is too large for one sheet."""

    def build(folder: Path) -> None:
        data = yaml.load(SMALLEST, yaml.CBaseLoader)  # noqa: S506  # all is text, as the format has it
        boxes = TALL if request.param == "tall" else BROAD
        data["sections"].append({"id": "s", "title": "S", "charts": [{"id": "c", "title": "C", "boxes": boxes}]})
        (folder / "pathway.yaml").write_text(json.dumps(data), "utf-8")
        build_site(folder / "pathway.yaml")

    # The parameters are taken in an order in which this fixture ends and begins again.
    return built_once(tmp_path_factory, request.param, build) / "site"


@pytest.fixture(scope="module", params=["s.html", "s.html?lens=evidence", "print.html"])
def paper(request: pytest.FixtureRequest, shared_context: SharedContext, folder: Path) -> Iterator[Page]:
    """The page of its section, and the whole as one document, as a printer has it."""
    with visiting(shared_context, folder.as_uri()) as visit:
        page = visit.open(request.param)
        if "lens" in request.param:
            page.wait_for_function("Boolean(window.pathway.lens?.turn)")
        page.emulate_media(media="print")
        yield page


@pytest.mark.release
def test_nothing_is_painted_outside_a_part(paper: Page) -> None:
    """With its parts covered, a page looks as it does without them."""
    places = paper.evaluate(_PLACES)
    paper.set_viewport_size({"width": 1280, "height": max(height for _, height in places) + 2 * _AROUND})
    paper.evaluate(_COVER)
    painted = _pictures(paper)
    assert len({*painted}) > 1
    paper.evaluate(_HIDE)
    is_same = _pictures(paper) == painted  # Where two pictures differ, the report of their bytes would take minutes.
    assert is_same


_AROUND = 100
"""So many pixels above and below a part are looked at, and the page as wide as it is."""
_PLACES = """() => [...document.querySelectorAll('.pw-print-page > svg')].map((part) => part.getBoundingClientRect())
    .map(({ top, height }) => [Math.round(top + scrollY), Math.ceil(height)])"""


def _pictures(page: Page) -> list[bytes]:
    """Each part and what is around it. A picture of the whole page would be drawn at the size of all its sheets, several times."""
    found = []
    for top, _ in page.evaluate(_PLACES):
        page.evaluate("(top) => scrollTo(0, top)", top - _AROUND)
        at_rest(page)
        found.append(page.screenshot())
    return found


_SCREEN = ".pw-drawings.pw-for-screen > :not(.pw-drawing--narrow)"


@pytest.mark.sample(1)
def test_each_box_is_in_one_part(paper: Page) -> None:
    names = "boxes => boxes.map((box) => box.dataset.node ?? box.querySelector('[data-node]').dataset.node)"
    whole = paper.locator(f"{_SCREEN} .pw-node").evaluate_all(names)
    assert whole
    assert Counter(paper.locator(".pw-print-page .pw-node").evaluate_all(names)) == Counter(whole)


@pytest.mark.sample(2)
def test_each_way_ends_in_one_part(paper: Page) -> None:
    """Where the box is that its head points at; in the others it is a line that ends in a number."""
    heads = "heads => heads.flatMap((head) => head.getAttribute('d').split(/(?=M)/)).length"
    [whole, parts] = [paper.locator(f"{drawing} .pw-head").evaluate_all(heads) for drawing in (_SCREEN, ".pw-print-page")]
    assert whole > 10
    assert parts == whole
    assert all(re.fullmatch(r"[→·,.–\d ]+", text) for text in paper.locator(".pw-cut-end").all_text_contents())


@pytest.mark.release
def test_each_part_names_its_chart(paper: Page) -> None:
    labels = paper.locator(".pw-print-page .pw-label").all_inner_texts()
    assert len(labels) > 1
    assert labels == [f"Flowchart: C, part {number} of {len(labels)}" for number in range(1, len(labels) + 1)]
    caption = "figures => figures.map((figure) => getComputedStyle(figure, '::before').content)"
    assert paper.locator(".pw-chart:has(.pw-print-page)").evaluate_all(caption) == ["none"]
    assert paper.locator(".pw-drawings").locator("visible=true").count() == paper.locator(".pw-drawings:not(.pw-for-screen)").count()
