"""The built site in a real browser."""

import gzip
import json
import re
from collections import Counter
from functools import reduce
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import html
from playwright.sync_api import Browser, Response, expect

from generator.core.colours import resolved
from generator.mkdocs.asset_bundle import THEME_NAMES
from hosting import ROOT, Visit
from ours import INDEX, PATHWAY

ASSETS = [ROOT / "generator" / "assets", ROOT / "generator" / "mkdocs" / "material"]
SECTION_PAGES = ["index.html", *(f"{section.id}.html" for section in PATHWAY.sections)]


class _Anatomy(HTMLParser):
    """The ids and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what the tag names and where it leads."""
        found = dict(attrs)
        self.ids += [name] if (name := found.get("id")) else []
        self.links += [link] if tag == "a" and (link := found.get("href")) else []
        named = [
            "src",
            "srcset",
            "poster",
            "data",
            "action",
            "formaction",
            "background",
            "ping",
            "manifest",
            *(["href"] if tag not in {"a", "base"} else []),
        ]
        # Where a page says which others it belongs to, nothing is loaded.
        said = tag == "link" and found.get("rel") in {"canonical", "alternate", "prev", "next", "license"}
        self.loads += [value for name in named if (value := found.get(name)) and not said]
        self.loads += [value for value in (found.get("style"), found.get("content") if found.get("http-equiv") else None) if value]


@pytest.fixture(scope="session")
def anatomies(site: Path) -> dict[str, _Anatomy]:
    """Every page of the site, taken apart."""
    return {path.relative_to(site).as_posix(): _Anatomy(path.read_text("utf-8")) for path in site.rglob("*.html")}


def test_every_link_leads_somewhere(anatomies: dict[str, _Anatomy], site: Path) -> None:
    """Each link within the site has its page, and its place on that page."""
    lost = []
    ids = {name: {*page.ids} for name, page in anatomies.items()}
    for name, page in anatomies.items():
        for link in page.links:
            target, anchor = urldefrag(urljoin(f"x:/{name}".replace("x:/", "https://site/"), link))
            if not target.startswith("https://site/") or name == "404.html":
                continue
            path = unquote(target.removeprefix("https://site/").partition("?")[0]) or name
            found = (site / path).is_file() if not path.endswith(".html") else path in anatomies
            # A route of a walk is no place on its page.
            is_place = anchor and not anchor.startswith("walk/")
            if not found or (is_place and path in anatomies and unquote(anchor) not in ids[path]):
                lost.append(f"{name} → {link}")
    assert lost == []


_ELSEWHERE = re.compile(r"(?:^|url\(\s*['\"]?|[=\s])\s*(?:[a-z][a-z+.-]+:)?//", re.IGNORECASE)


def test_nothing_is_loaded_from_elsewhere(anatomies: dict[str, _Anatomy], site: Path) -> None:
    """No page, style sheet or script of ours names anything on another server but as a link to follow."""
    remote = [f"{name}: {value}" for name, page in anatomies.items() for value in page.loads if _ELSEWHERE.search(value)]
    sheets = {path: path.read_text("utf-8") for path in site.rglob("*.css")}
    remote += [f"{path.name}: {found}" for path, text in sheets.items() for found in re.findall(r"(?:url\(|@import)[^;)]*?//[^;)]*", text)]
    ours = [file for folder in ASSETS for file in folder.rglob("*.js")]
    remote += [f"{path.name}: {found}" for path in ours for found in re.findall(r"['\"`](?:https?:)?//[^'\"`]+", path.read_text("utf-8"))]
    assert [one for one in remote if "://www.w3.org/" not in one] == []
    assert len(anatomies) > 50
    assert len(sheets) > 1
    assert len(ours) > 5


# ── Readers and others ──

MANUAL = [page.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for page in sorted((ROOT / "docs").rglob("*.md"))]


def test_readers_and_authors_are_kept_apart(anatomies: dict[str, _Anatomy], site: Path) -> None:
    """Readers come to the manual by three links in the footer alone; the manual leads to its own pages and home, and no search finds it."""
    for name, page in anatomies.items():
        leads = [urldefrag(urljoin(f"https://site/{name}", link))[0].removeprefix("https://site/") for link in page.links]
        to_manual = [target for target in leads if target in MANUAL]
        if name in MANUAL:
            assert {*MANUAL} <= {*to_manual}, name
            assert {target for target in leads if target.endswith(".html")} - {*MANUAL} <= {"index.html"}, name
        elif name != "404.html":
            assert sorted(to_manual) == ["architecture.html", "authors/index.html", "hosting.html"], name
    found = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    assert found
    assert not {urldefrag(entry["location"])[0] for entry in found} & {*MANUAL}
    assert not (site / "images").exists()


def test_search_finds_nothing_that_is_left_out(site: Path) -> None:
    """Labels of charts, badges and lists of references are found by no search: their words are found where they are said."""
    templates = "".join(file.read_text("utf-8") for file in sorted((ROOT / "generator" / "rendering" / "templates").rglob("*.jinja")))
    left_out = {*re.findall(r'class="(pw-[\w-]+)[^">]*"[^>]*data-search-exclude', templates), "pw-chart-area"} - {
        "pw-table"
    }  # Some tables are searched.
    assert len(left_out) > 10
    read: dict[str, Counter[str]] = {}
    for entry in json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]:
        text = " ".join(html.fragment_fromstring(entry["text"], create_parent="div").itertext())
        read.setdefault(urldefrag(entry["location"])[0], Counter()).update(re.findall(r"\w+", text))
    assert len(read) > 20
    for name, words in read.items():
        page = html.fromstring((site / (name or "index.html")).read_text("utf-8"))
        for name_of_class in left_out:
            for element in page.find_class(name_of_class):
                element.drop_tree()
        assert words - Counter(re.findall(r"\w+", " ".join(page.xpath("//article")[0].itertext()))) == Counter(), name


@pytest.mark.parametrize(
    ("script", "works_on"),
    [
        ("references/popover", "//*[@class='pw-references'][@data-name]"),
        ("references/filter", "//form[@class='pw-filter']"),
        ("chart", "//figure[@data-chart]"),
        ("chart/labels", "//*[contains(@class, 'pw-drawing')]"),
        ("references/export", "//*[@class='pw-export']"),
        ("print/expand-details", "//article//details"),
        ("print/choose", "//*[@class='pw-choice']"),
    ],
)
def test_a_page_loads_what_works_on_it(script: str, works_on: str, site: Path) -> None:
    """A page loads a script if, and only if, there is something on it that the script works on."""
    loads = {}
    for file in sorted(site.rglob("*.html")):
        page = html.fromstring(file.read_text("utf-8"))
        loads[file] = bool(page.xpath(f"//script[contains(@src, 'assets/pathway/{script}.js')]"))
        assert loads[file] == bool(page.xpath(works_on)), file
    assert {*loads.values()} == {True, False}


def _in_material(text: str) -> str:
    return reduce(lambda made, names: made.replace(*names), THEME_NAMES.items(), text)


def _without_room(styles: str) -> str:
    return re.sub(r"\s+|;(?=\s*})", "", styles)


def test_scripts_are_shipped_whole_but_for_comments(site: Path) -> None:
    """Each of our files says what it is joined from; only comments, indentation and empty lines are left out, and Material's names put in, and tints mixed.

    In the style sheet, each rule is a line.
    """
    files = [file for folder in ASSETS for file in folder.rglob("*") if file.suffix in {".js", ".css"}]
    sources = {f"{file.parent.name}/{file.name}": _in_material(resolved(file.read_text("utf-8"))) for file in files}
    scripts = [
        file for file in sorted((site / "assets" / "pathway").rglob("*.js")) if file.name != "mermaid.min.js"
    ]  # Mermaid is not ours.
    shipped = "".join(file.read_text("utf-8") for file in scripts)
    # What runs along printed pages follows, made of the pathway.
    styles = (site / "assets" / "pathway" / "pathway.css").read_text("utf-8").partition("\n\n")[0]
    rules = _without_room(re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL))
    shipped += styles
    lines = {line.strip() for line in shipped.splitlines()}
    for name, source in sources.items():
        assert [line for line in source.splitlines() if line.count("`") % 2] == [], f"{name}: a text over several lines"
        code = re.sub(r"/\*.*?\*/", "", re.sub(r"^\s*//.*", "", source, flags=re.MULTILINE), flags=re.DOTALL)
        if name.endswith(".css"):
            assert _without_room(code) in rules, name
        else:
            assert {line.strip() for line in code.splitlines() if line.strip()} <= lines, name
    assert not re.search(r"^[ \t]|^\n|^//|^/\*(?! With comments: )", shipped, re.MULTILINE)


def test_charts_say_once_what_they_have_in_common(site: Path) -> None:
    """Of the templates beside a page's charts, the first alone has the words of the interface; boxes follow each chart."""
    pages = [html.fromstring(file.read_text("utf-8")) for file in sorted(site.glob("*.html"))]
    charts = [page.xpath("//figure[@data-chart]//template") for page in pages]
    assert max(map(len, charts)) > 1
    # Nor is a chart the last on its page: a telephone shows it when it has read on.
    assert not [stage for page in pages for stage in page.xpath("//*[@class='pw-chart-area']") if stage.getnext() is None]
    for templates in filter(None, charts):
        said = [{*template.attrib} for template in templates]
        assert said == [{"data-words", "data-credit"}, *[set[str]()] * (len(said) - 1)]


def test_no_id_stands_twice(anatomies: dict[str, _Anatomy]) -> None:
    """An id names one place of a page."""
    assert {
        name: [i for i in set(page.ids) if page.ids.count(i) > 1] for name, page in anatomies.items() if len(set(page.ids)) < len(page.ids)
    } == {}


def test_every_page_says_its_version_and_date(anatomies: dict[str, _Anatomy], site: Path) -> None:
    """Version and date stand on every page, the one for lost readers included."""
    for name in anatomies:
        text = (site / name).read_text("utf-8")
        assert re.search(r"Version 1\.0\.0.{0,40}22 November 2026", text, re.DOTALL), name


def _folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.sample(1)
def test_a_deep_link_shows_its_box(both_ways: Visit) -> None:
    """On a narrow screen a link from elsewhere ends at its box; where there is room, the box is shown in its chart (test_chart)."""
    box = INDEX.pathway.sections[1].charts[-1].boxes[-1]
    page = both_ways.open("index.html")
    page.set_viewport_size({"width": 700, "height": 800})
    page.goto(f"{both_ways.base}/{INDEX.pathway.sections[1].id}.html#{box.id}")
    page.wait_for_function(f"document.getElementById('{box.id}').getBoundingClientRect().top < innerHeight", timeout=3000)
    assert page.locator(f"#{box.id}").evaluate("e => e.getBoundingClientRect().top") >= 0


_HEAVIEST = 160_000
"""Bytes, compressed, of a page with all that it loads."""


def test_a_page_weighs_little(site: Path, server: str, browser: Browser) -> None:
    """With all it loads; the index of the search is asked for when somebody searches. The document for paper is all pages in one."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    loaded: list[Response] = []
    page.on("response", lambda answer: loaded.append(answer))  # noqa: PLW0108  # Playwright marks what it is given
    heavy = max((site / f"{section.id}.html" for section in INDEX.pathway.sections), key=lambda file: file.stat().st_size)
    for name in ("index.html", heavy.name, "references.html"):
        loaded.clear()
        page.goto("about:blank")
        page.goto(f"{server}/{name}", wait_until="networkidle")
        assert len(loaded) > 5
        assert sum(len(gzip.compress(answer.body())) for answer in loaded if answer.ok) < _HEAVIEST, name
        assert not any("search_index" in answer.url for answer in loaded)
    with page.expect_response("**/search_index.json"):
        page.locator("[data-md-component=search-query]").click()
        page.locator("[data-md-component=search-query]").press_sequentially("retinopathy")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    context.close()


@pytest.mark.sample(1)
def test_a_citation_leads_to_its_reference_and_back(both_ways: Visit) -> None:
    """From the number to the entry on the page, to the reference list, and from there back to the statement."""
    page = both_ways.open_list(f"{INDEX.pathway.sections[1].id}.html")
    citation = page.locator(".pw-cites a").first
    number = citation.inner_text()
    citation.click()
    entry = page.locator(".pw-references li:target")
    assert entry.get_attribute("value") == number
    entry.get_by_role("link", name="where it is cited").click()
    page.wait_for_url(re.compile("references.html#"))
    reference = page.locator(".pw-reference", has=page.locator("h2:target"))
    assert reference.locator(".pw-number").inner_text() == number
    reference.locator("summary").click()
    reference.locator(".pw-uses a").first.click()
    page.wait_for_url(re.compile(r"\.html#.+--.+$"))
    expect(page.locator(".pw-statements li:has(:target) .pw-cites", has_text=number)).to_have_count(1)


@pytest.mark.release
def test_links_look_the_same_after_the_keyboard_has_passed(visit: Visit) -> None:
    page = visit.open("muscle.html")
    looks = """() => [...document.querySelectorAll('.pw-pathway-details a, .pw-charts a, .pw-chips a, .pw-drawing a')].map((link) => {
      const { textDecorationLine, paddingLeft, borderTopWidth } = getComputedStyle(link);
      return [textDecorationLine, paddingLeft, borderTopWidth];
    })"""
    before = page.evaluate(looks)
    page.locator(".pw-pathway-details a").first.focus()
    reached: list[str] = []
    while "Go through step by step" not in reached[-1:]:
        page.keyboard.press("Tab")
        assert page.evaluate(looks) == before
        reached.append(page.evaluate("document.activeElement.textContent"))
    assert len(reached) > len(page.locator(".pw-charts a").all())
    page.locator(".pw-drawing a[tabindex='0']").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"
    assert page.evaluate(looks) == before


def test_the_keyboard_s_place_in_the_header_stands_out(visit: Visit) -> None:
    page = visit.open("index.html")
    page.locator(".md-tabs a").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("name", ["index", "skin"])
def test_a_very_small_screen_is_not_taken_for_wider(telephone: Visit, name: str) -> None:
    page = telephone.open(f"{name}.html", {"width": 320, "height": 568})
    assert page.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [320, 320]


def test_pages_are_whole_without_javascript(without_scripts: Visit) -> None:
    """Every chart of a section is seen, and every statement can be read, where no script runs."""
    for section in INDEX.pathway.sections:
        page = without_scripts.open(f"{section.id}.html")
        text = _folded(page.locator("main").inner_text())
        expect(page.locator("svg.pw-drawing:visible")).to_have_count(len(section.charts))
        assert all(drawing.is_visible() for drawing in page.locator("svg.pw-drawing:visible").all())
        placements = [placement for chart in section.charts for node in chart.boxes for placement in node.statements]
        assert [p.statement for p in placements if INDEX.statements[p.statement].says not in text] == []


def test_every_file_has_a_name_that_any_system_takes(site: Path) -> None:
    """Windows keeps some names and characters for itself, and many disks cannot tell upper from lower case."""
    paths = [path.relative_to(site).as_posix() for path in site.rglob("*")]
    assert len({path.casefold() for path in paths}) == len(paths)
    for part in {part for path in paths for part in path.split("/")}:
        assert part.isascii()
        assert not re.search(r'[\x00-\x1f<>:"\\|?*]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', part, re.IGNORECASE), part
        assert len(part) <= 150
