"""The page of the evidence: its picture says what `pathway.yaml` says, and leads where it says."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from playwright.sync_api import Page, expect

from generator.compiler import Site, compile_pathway
from generator.core.source import Source
from hosting import ROOT, Visit
from ours import compiled

_FAMILIES = {
    "systematic-review": "gathered",
    "controlled-trial": "compared",
    "comparative-study": "compared",
    "open-label-trial": "tried",
    "open-label-study": "tried",
    "pilot-study": "tried",
    "prospective-study": "observed",
    "retrospective-study": "observed",
    "observational-study": "observed",
    "case-series": "cases",
    "case-report": "cases",
    "guideline": "told",
    "narrative-review": "told",
    "commissioning-policy": "told",
    "programme-description": "told",
    "unclassified": "untold",
    "source-narrative": "source",
}
_WARNINGS = {"caution", "contraindication", "monitoring"}
_FIGURE = re.compile(r"<figure .*?</figure>", re.DOTALL)

# As a person would read the file, without our model: pairs of a treatment's name and a reference, and how each is used.
RAW: dict[str, Any] = yaml.load((ROOT / "pathway.yaml").read_text("utf-8"), yaml.CSafeLoader)
REFERENCES = {reference["id"]: reference for reference in RAW["references"]}
USES: dict[tuple[str, str], list[tuple[str, str]]] = {}
for _statement in RAW["statements"]:
    for _treatment in RAW["treatments"]:
        if _treatment["id"] in _statement.get("about", []):
            for _citation in _statement["cites"]:
                _found = {"reference": _citation} if isinstance(_citation, str) else _citation
                USES.setdefault((_treatment["name"], _found["reference"]), []).append((_statement["role"], _found.get("note", "")))


def _site_of(text: str) -> Site:
    site = compile_pathway(Source("pathway.yaml", text)).site
    assert site
    return site


def _page_of(site: Site, path: str) -> str:
    return next(page.text for page in site.pages if page.path == path)


def _figure(text: str) -> ET.Element:
    match = _FIGURE.search(text)
    assert match
    return ET.fromstring(match[0].replace(" data-search-exclude", "", 1))  # noqa: S314  # our own painting


@pytest.fixture(scope="module")
def figure() -> ET.Element:
    """The picture of our pathway."""
    return _figure(_page_of(compiled(), "evidence.md"))


def _drawn(figure: ET.Element) -> dict[tuple[str, str], ET.Element]:
    """Every sign by the treatment of its row and the reference that it leads to."""
    found: dict[tuple[str, str], ET.Element] = {}
    for row in figure.iter("li"):
        link = row.find("div/a[@class='pw-row-link']")
        for sign in row.iter("a") if link is not None else ():
            if sign.get("class") == "pw-dot":
                key = (link.text or "", sign.attrib["href"].removeprefix("references.md#"))  # type: ignore[union-attr]
                assert key not in found
                found[key] = sign
    return found


def test_every_publication_of_every_treatment_is_drawn_once(figure: ET.Element) -> None:
    assert set(_drawn(figure)) == set(USES)


def test_signs_say_what_the_file_says(figure: ET.Element) -> None:
    """Shape by design, filling by directness, a broken line for a note, a line below for warnings alone; the name says it all, too."""
    hollow = {"other-disease": "none", "general": "none", "wider": "half"}
    for (treatment, name), sign in _drawn(figure).items():
        reference, uses = REFERENCES[name], USES[treatment, name]
        group = sign.find("svg/g")
        assert group is not None
        wanted = {"pw-sign", _FAMILIES[reference["design"]], hollow.get(reference.get("directness", ""), "full")}
        wanted |= {"noted"} if all(note for _, note in uses) else set()
        assert set(group.attrib["class"].replace("pw-sign--", "").split()) == wanted
        warned = any(path.get("class") == "pw-warns" for path in group)
        assert warned == all(role in _WARNINGS for role, _ in uses)
        said = sign.attrib["aria-label"]
        assert reference["title"] in said
        assert name == "source-narrative" or reference["population"] in said
        assert reference.get("design") != "controlled-trial" or "controlled trial" in said
        assert not reference.get("participants") or f"{reference['participants']} participant" in said
        assert not reference.get("issued") or str(reference["issued"])[:4] in said


def test_signs_stand_in_the_order_of_years(figure: ET.Element) -> None:
    """One axis for all rows: later publications are further to the right, and a decade is as wide everywhere."""
    places: dict[str, float] = {}
    for (_, name), sign in _drawn(figure).items():
        place = sign.find("svg").attrib["x"]  # type: ignore[union-attr]
        assert place.endswith("%") == ("issued" in REFERENCES[name])
        if place.endswith("%"):
            assert places.setdefault(name, float(place[:-1])) == float(place[:-1])
    years = sorted((int(str(REFERENCES[name]["issued"])[:4]), place) for name, place in places.items())
    for (year, place), (later, further) in pairwise(years):
        assert year == later or place < further
    first, last = years[0], years[-1]
    scale = (last[1] - first[1]) / (last[0] - first[0])
    assert all(abs(first[1] + (year - first[0]) * scale - place) < 1.6 * scale for year, place in years)


def _strength(figure: ET.Element) -> list[tuple[str, str, str]]:
    """The rows from the top: treatment, heading of its band, and the words on the right."""
    rows, heading = [], ""
    for element in figure.findall("div/div[@class='pw-plot-rows']/*"):
        if element.get("class") == "pw-band":
            heading = element.text or ""
        for row in element.findall("li") if heading else ():
            link = row.find("div/a[@class='pw-row-link']")
            brief = row.find("div[@class='pw-brief']")
            if link is not None and brief is not None:
                rows.append((link.text or "", heading, brief.text or ""))
    return rows


def test_the_strongest_stands_on_top(figure: ET.Element) -> None:
    """Purpose of the picture: one treatment has a controlled trial, another an anecdote, another no publication."""
    rows = {treatment: (position, heading, brief) for position, (treatment, heading, brief) in enumerate(_strength(figure))}
    assert len(rows) == len({treatment for treatment, _ in USES})
    assert rows["Intravenous immunoglobulin"] == (
        0,
        "Systematic reviews, meta-analyses, and studies that compare",
        "systematic review, controlled trial",
    )
    assert rows["Thalidomide"][1:] == ("No study, as far as the citations show", "narrative review")
    assert rows["Sunscreen"][1:] == ("No publication cited", "no publication cited")
    assert rows["Tacrolimus"][1:] == ("Only with a caveat", "only with a note")
    assert rows["Rituximab"][1:] == ("Only with a caveat", "not about this disease")


def test_the_table_says_the_same_in_words() -> None:
    text = _page_of(compiled(), "evidence.md")
    table = text[text.index("{#evidence--table}") : text.index("{#evidence--numbers}")]
    found = {
        tuple(match)
        for match in re.findall(r"^\| \[([^\]]+)\]\(treatments/.*? \| \[[^\]]+\]\(references\.md#([\w-]+)\)", table, re.MULTILINE)
    }
    assert found == set(USES)


def test_every_statement_says_what_it_rests_on() -> None:
    text = _page_of(compiled(), "evidence.md")
    rests = text[text.index("{#evidence--statements}") : text.index("{#evidence--alone}")]
    alone = text[text.index("{#evidence--alone}") :]
    for statement in RAW["statements"]:
        cited = {citation if isinstance(citation, str) else citation["reference"] for citation in statement["cites"]}
        line = next(line for line in rests.splitlines() if re.search(rf"--{statement['id']}\)", line))
        assert set(re.findall(r"references\.md#([\w-]+)\)", line)) == cited
        assert (f"--{statement['id']})" in alone) == (cited == {"source-narrative"})


_HOSTILE = "</svg></figure><img src=x onerror=alert(1)> \"'&amp; **b** [l](x) {#id} mermaid עברית 皮膚筋炎の治療"


@pytest.mark.parametrize("name", [_HOSTILE, "W" * 300, "x"], ids=["hostile", "endless", "short"])
def test_any_name_stays_text(name: str) -> None:
    """The names of treatments and publications are shown as they are, and change nothing around them."""
    text = (ROOT / "tests" / "valid" / "smallest.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    data["treatments"][0]["name"] = name
    data["references"][0] |= {"title": name, "issued": "1999"}
    for metadata in ("published", "review_by"):
        data["pathway"][metadata] = str(data["pathway"][metadata])
    drawn = _figure(_page_of(_site_of(yaml.safe_dump(data, allow_unicode=True)), "evidence.md"))
    assert [link.text for link in drawn.iter("a") if link.get("class") == "pw-row-link"] == [name]
    assert all(name in link.attrib["aria-label"] for link in drawn.iter("a") if link.get("class") == "pw-dot")
    assert not list(drawn.iter("img"))


def test_a_retracted_publication_is_struck_and_does_not_count() -> None:
    text = (ROOT / "pathway.yaml").read_text("utf-8").replace("id: hollar2004\n", "id: hollar2004\n    retracted: 2020-02\n")
    drawn = _figure(_page_of(_site_of(text), "evidence.md"))
    sign = _drawn(drawn)["Topical tacrolimus", "hollar2004"]
    assert any(path.get("class") == "pw-struck" for path in sign.iter("path"))
    assert "retracted" in sign.attrib["aria-label"]
    assert ("Topical tacrolimus", "No study, as far as the citations show", "not stated in the citation") in _strength(drawn)


def test_a_pathway_without_treatments_has_no_picture() -> None:
    data = yaml.safe_load((ROOT / "tests" / "valid" / "smallest.yaml").read_text("utf-8"))
    del data["treatments"]
    for statement in data["statements"]:
        statement["about"] = [name for name in statement.get("about", []) if name != "patch"]
    data["sections"][0]["charts"][0]["boxes"][1].pop("gives")
    for metadata in ("published", "review_by"):
        data["pathway"][metadata] = str(data["pathway"][metadata])
    text = _page_of(_site_of(yaml.safe_dump(data)), "evidence.md")
    assert "<figure" not in text
    assert "{#evidence--statements}" in text


def _leads_to(page: Page, base: str) -> list[str]:
    """Where the signs of a page lead, as the browser understands it."""
    links: list[str] = page.locator(".pw-dot").evaluate_all("links => links.map(link => new URL(link.getAttribute('href'), location).href)")
    return [link.removeprefix(f"{base}/") for link in links]


def test_each_sign_is_a_link_to_its_reference(visit: Visit) -> None:
    page = visit.open("evidence.html")
    links = _leads_to(page, visit.base)
    assert sorted(links) == sorted(f"references.html#{name}" for _, name in USES)
    trial = page.get_by_role("link", name=re.compile("Dalakas et al. 1993.*controlled trial", re.DOTALL))
    trial.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/references.html#dalakas1993")
    expect(page.locator("[id=dalakas1993]")).to_be_visible()


def test_the_picture_can_be_skipped(visit: Visit) -> None:
    """Nobody who moves by keyboard has to pass a hundred signs."""
    page = visit.open("evidence.html")
    skip = page.locator(".pw-skip")
    skip.focus()
    assert (skip.bounding_box() or {"width": 0})["width"] > 50
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.pw-plot')")


def test_a_treatment_shows_its_own_row(visit: Visit) -> None:
    page = visit.open("treatments/ivig.html")
    own = [name for treatment, name in USES if treatment == "Intravenous immunoglobulin"]
    assert sorted(_leads_to(page, visit.base)) == sorted(f"references.html#{name}" for name in own)
    assert "systematic review, controlled trial" in page.locator(".pw-plot figcaption").inner_text()
    assert visit.open("treatments/sunscreen.html").locator(".pw-plot").count() == 0


@pytest.mark.parametrize("address", ["evidence.html", "treatments/ivig.html"])
def test_the_picture_fits(visit: Visit, address: str) -> None:
    """Nothing of it is cut off or lies outside its figure; its text is legible, and no name is over a sign."""
    page = visit.open(address)
    for width in (1280, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        figure = page.locator(".pw-plot")
        frame = figure.bounding_box()
        assert frame
        assert frame["x"] >= 0
        assert frame["x"] + frame["width"] <= width
        outside = figure.evaluate(
            """figure => [...figure.querySelectorAll('.pw-outline, .pw-row-name, .pw-brief, .pw-years text')]
                 .filter(part => { const box = part.getBoundingClientRect(); return box.width && (box.left < 0 || box.right > innerWidth) })
                 .map(part => part.outerHTML)"""
        )
        assert outside == []
        sizes = figure.evaluate(
            "figure => [...figure.querySelectorAll('.pw-years text, a, .pw-brief')].map(e => parseFloat(getComputedStyle(e).fontSize))"
        )
        assert min(sizes) >= 11
        overlaps = figure.evaluate(
            """figure => [...figure.querySelectorAll('li.pw-row')].filter(row => {
                 const name = row.querySelector('.pw-row-name').getBoundingClientRect()
                 return [...row.querySelectorAll('.pw-outline')].some(sign => {
                   const box = sign.getBoundingClientRect()
                   return box.left < name.right && box.right > name.left && box.top < name.bottom && box.bottom > name.top }) }).length"""
        )
        assert overlaps == 0


def test_the_whole_key_is_in_sight_beside_the_picture(visit: Visit) -> None:
    """On the first screen of a laptop, and on that of a phone above the rows."""
    page = visit.open("evidence.html")
    for width, height in ((1280, 800), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for meaning in page.locator(".pw-plot .pw-keys li").all():
            expect(meaning).to_be_in_viewport(ratio=1)
    expect(page.locator(".pw-plot-key")).to_have_count(1)


@pytest.mark.parametrize("media", [{"color_scheme": "dark"}, {"media": "print", "color_scheme": "dark"}, {"forced_colors": "active"}])
def test_full_and_hollow_signs_differ_everywhere(visit: Visit, media: dict[str, Any]) -> None:
    """A hollow sign is filled with the paper and a full one with the ink, on paper and in colours of the reader's own; all are explained."""
    page = visit.open("evidence.html")
    page.emulate_media(**media)
    found = page.evaluate(
        """() => ['full', 'none'].map(fill => {
             const outline = document.querySelector(`a .pw-sign--untold.pw-sign--${fill}:not(.pw-sign--noted) .pw-outline`)
             const style = getComputedStyle(outline)
             return [style.fill, style.stroke] })"""
    )
    (full, full_line), (hollow, hollow_line) = found
    assert full == full_line == hollow_line != hollow
    for meaning in page.locator(".pw-plot .pw-keys li").all():
        expect(meaning).to_be_visible()


def test_search_finds_the_pathway_and_not_the_picture(site: Path) -> None:
    """Text repeated by the picture and its tables is only found on the pages that say it."""
    index = (site / "search" / "search_index.json").read_text("utf-8")
    sections = [entry for entry in yaml.safe_load(index)["docs"] if entry["location"].startswith("evidence.html")]
    assert sections
    assert not [entry for entry in sections if "Dalakas" in entry["text"] or "Thalidomide" in entry["text"]]
