"""The hazard log: its page, the tests that it names, and what no other test proves of its controls."""

import ast
import functools
import html
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown import Markdown
from playwright.sync_api import expect

from compliance.hazards import LOG, Hazard, Log, log, page
from conftest import Gold
from generator.charts.svg import draw
from generator.compiler import compile_pathway
from generator.core.source import Source
from generator.i18n import load_messages
from hosting import Visit
from ours import PATHWAY

ROOT = Path(__file__).parent.parent
HAZARDS = log(LOG.read_text("utf-8"))
SMALLEST = (ROOT / "tests" / "valid" / "smallest.yaml").read_text("utf-8")
WORDS = tomllib.loads((ROOT / "generator" / "i18n" / "en-GB.toml").read_text("utf-8"))
PASSPORT = PATHWAY.pathway
STATUS = load_messages().status_of(PASSPORT)


# ── The log ──


def test_page_is_up_to_date(gold: Gold) -> None:
    """It is made from the log; renewed with `pytest --regold`."""
    gold.check("../../docs/safety.md", page(HAZARDS))


def _tests(found: Log) -> Iterator[str]:
    return (test for control in found.controls for test in control.tests)


@functools.cache
def _defined(name: str) -> set[str]:
    tree = ast.parse((ROOT / name).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def missing(named: Iterable[str]) -> list[str]:
    """Named tests that do not exist; names in brackets are those of broken fixtures."""
    lost = []
    for test in {*named}:
        place, _, name = test.partition("::")
        name, bracket, fixture = name.removesuffix("]").partition("[")
        is_there = (ROOT / place).is_file() and name in _defined(place)
        if not is_there or (bracket and not (ROOT / "tests" / "broken" / f"{fixture}.yaml").is_file()):
            lost.append(test)
    return lost


def test_every_test_that_is_named_exists() -> None:
    assert missing(_tests(HAZARDS)) == []


def _kept_for_releases(file: Path) -> Iterator[str]:
    for found in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(found, ast.FunctionDef) and "pytest.mark.release" in map(ast.unparse, found.decorator_list):
            yield f"tests/{file.name}::{found.name}"


def test_no_proof_of_a_control_waits_for_a_release() -> None:
    waiting = {name for file in (ROOT / "tests").glob("test_*.py") for name in _kept_for_releases(file)}
    assert waiting
    assert [test for test in _tests(HAZARDS) if test.partition("[")[0] in waiting] == []


def test_threats_name_tests_that_exist_as_well() -> None:
    """Each but what nobody defends; the page is written by hand."""
    rows = [line for line in (ROOT / "docs" / "threats.md").read_text("utf-8").splitlines() if re.match(r"\| [STRIDE] \|", line)]
    named = [re.findall(r"`(test_\w+\.py::\w+)`", row) for row in rows]
    assert {row[2] for row in rows} == set("STRIDE")
    assert all(named)
    assert missing(f"tests/{test}" for row in named for test in row) == []


def test_hazards_are_whole() -> None:
    """Each says all there is to say, once, in words of the tables; a control never makes a harm likelier."""
    degrees = list(HAZARDS.likelihood)
    assert len({hazard.id for hazard in HAZARDS.hazards}) == len(HAZARDS.hazards)
    for hazard in HAZARDS.hazards:
        assert all(text.endswith(".") for text in (hazard.happens, hazard.harm, hazard.causes, hazard.residual, hazard.host)), hazard.id
        assert degrees.index(hazard.left) <= degrees.index(hazard.likelihood), hazard.id
        assert HAZARDS.risks(hazard)
    assert set(HAZARDS.risk) == set(HAZARDS.severity)
    assert all(list(row) == degrees for row in HAZARDS.risk.values())
    assert {risk for row in HAZARDS.risk.values() for risk in row.values()} == set(HAZARDS.asks)


def test_what_is_missing_shows() -> None:
    """A control without a test, a hazard without a control, and a test that is not there."""
    text = LOG.read_text("utf-8").partition("[[hazard]]")[0]
    facts = "".join(f'{key} = "It."\n' for key in ("happens", "harm", "causes", "residual", "host"))
    facts += 'severity = "major"\nlikelihood = "medium"\nleft = "low"\n'
    hope = '[[hazard.control]]\nsays = "Somebody looks."\n'
    lie = '[[hazard.control]]\nsays = "It is tried."\ntests = ["tests/test_safety.py::test_of_nothing", "tests/test_diagnostics.py::test_words_are_whole[none]"]\n'
    made = log(f'{text}[[hazard]]\nid = "a"\ntitle = "A"\n{facts}{hope}{lie}[[hazard]]\nid = "b"\ntitle = "B"\n{facts}')
    shown = page(made)
    assert "- Somebody looks. **Not proven by a test.**" in shown
    assert "- **There is no control.**" in shown
    assert "2 hazards, 1 of them without a control; 2 controls, 1 of them\nproven by 2 tests" in shown
    assert [line.split("|")[4].strip() for line in shown.splitlines() if line.startswith("| [")] == ["1 of 2", "**no control**"]
    assert len(missing(_tests(made))) == 2


def test_nobody_is_named_and_nothing_is_claimed() -> None:
    """Until somebody has reviewed it, the page says that nobody has."""
    shown = " ".join(page(HAZARDS).split())
    assert "**claims no compliance**" in shown
    assert "No clinician has reviewed this page or the dermatomyositis pathway, and no clinical safety officer has been named." in shown
    assert "Not yet reviewed by a clinician" in STATUS
    assert set(Hazard.__slots__) & {"approved", "reviewed_by", "signed"} == set()


# ── Controls that are proven here ──


class _Texts(HTMLParser):
    """All text of some HTML, without attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(source)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data


# Two signs for micro, é as two letters, spaces that do not break, and what prettifiers of text like to change.
SIGNS = (
    "< 4 h",
    "0.5 \u00b5g/kg",
    "0.5 \u03bcg/kg",
    "≥ 50 × 10⁹/l",
    "≤ 1/2 m²",
    "10⁻³",
    "−2 °C ± 3",
    "20–30 %",
    "caf\u0065\u0301",
    "5\u00a0mg",
    "5\u202fmg",
    "1:30",
    "010",
    "3.0",
    "½",
    "> 50 mg",
    "5–HT₃",
)


@pytest.mark.parametrize("sign", SIGNS)
def test_units_and_signs_stay_as_they_are(sign: str) -> None:
    """In a statement, the title of a box, the label of a way, the name of a treatment, and a reference; in the drawing as well."""
    text = (
        SMALLEST.replace("A tube with a hole leaks.", f'"It leaks at {sign} and more."')
        .replace("title: Patch the tube", f'title: "Patch at {sign}"')
        .replace("label: yes", f'label: "{sign}"')
        .replace("name: Patch}", f'name: "Patch {sign}"}}')
        .replace("title: The cyclist's manual", f'title: "Manual of {sign}"')
    )
    site = compile_pathway(Source("signs.yaml", text)).site
    assert site
    pages = {page.path: page.text.split("---\n", 2)[2] for page in site.pages}
    shown = {path: _Texts(Markdown(extensions=["attr_list", "md_in_html", "tables"]).convert(text)).text for path, text in pages.items()}
    for said in (f"It leaks at {sign} and more.", f"Patch at {sign}", f"Patch {sign}", f"Manual of {sign}"):
        assert said in shown["repair.md"], said
    drawn = _Texts(draw(next(chart.chart for chart in site.charts if chart.id == "roadside"))).text
    letters = re.sub(r"\s", "", drawn)
    assert all(re.sub(r"\s", "", said) in letters for said in (f"Patch at {sign}", sign))
    taken = {made.path: made.content for made in site.files if re.fullmatch(r"downloads/references\.(ris|nbib|json)", made.path)}
    assert len(taken) == 3
    assert {path for path, content in taken.items() if f"Manual of {sign}" not in _as_text(path, content)} == set()


def _as_text(path: str, content: str | bytes) -> str:
    text = content if isinstance(content, str) else content.decode("utf-8")
    return json.loads(text)[0]["title"] if path.endswith(".json") else text


def test_a_reference_has_one_number_everywhere(site: Path) -> None:
    """On each page where it is cited, in the list of all, and in the document for paper."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8")
        for name, number in re.findall(r'<li id="ref--([^"]+)" value="(\d+)"', text):
            numbers[name].add(number)
        if file.name in {"references.html", "print.html"}:
            for name, number in re.findall(r'<h[23] id="(?:references--)?([^"]+)"[^>]*>\s*<span class="pw-number">\D*(\d+)', text):
                numbers[name].add(number)
    assert {reference.id for reference in PATHWAY.references} == numbers.keys()
    assert {name: found for name, found in numbers.items() if len(found) > 1} == {}
    assert len({next(iter(found)) for found in numbers.values()}) == len(PATHWAY.references)


def test_what_a_reader_must_know_is_shown(visit: Visit) -> None:
    """Who has reviewed the pathway; that no mark means nothing, where things are ticked and where they are marked; that paper ages."""
    opened = visit.open(f"{PATHWAY.sections[0].id}.html")
    expect(opened.locator("footer").get_by_text(STATUS)).to_be_visible()
    aged = opened.locator(".pw-aged")
    expect(aged).to_be_hidden()
    opened.locator(".pw-lens-open").click()
    dialog = opened.locator("dialog.pw-lens-dialog, dialog[open]").first
    expect(dialog.get_by_text(WORDS["lens"]["unsafe"])).to_be_visible()
    dialog.locator("input").first.check()
    opened.get_by_role("button", name=WORDS["lens"]["done"]).click()
    for medium in ("screen", "print"):
        opened.emulate_media(media=medium)
        expect(opened.locator(".pw-lens-list").get_by_text(WORDS["lens"]["unsafe"]), medium).to_be_visible()
    expect(aged).to_be_visible()
    assert "22 November 2027" in aged.inner_text()


def test_every_page_says_who_has_reviewed_the_pathway(site: Path) -> None:
    files = [*site.rglob("*.html")]
    assert files
    assert [file.name for file in files if html.escape(STATUS) not in file.read_text("utf-8")] == []


def test_the_home_page_says_whom_the_pathway_is_about(site: Path) -> None:
    """Scope, readers, disclaimer and date of the evidence; every section links to them."""
    home = " ".join(_Texts((site / "index.html").read_text("utf-8")).text.split())
    said = (*(PASSPORT.scope or ()), *PASSPORT.include, *PASSPORT.readers, *PASSPORT.disclaimer)
    assert [text for text in said if " ".join(text.split()) not in home] == []
    assert re.search(r"Age of the evidence The newest of \d+ dated publications cited is from \d{4} \(", home)
    assert "The authors state no search for evidence" in home
    leads = {section.id: 'href="index.html"' in (site / f"{section.id}.html").read_text("utf-8") for section in PATHWAY.sections}
    assert all(leads.values()), leads


def test_every_page_names_its_pathway(site: Path) -> None:
    """In the title that windows and bookmarks have, and in the bar at the top."""
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8")
        [title] = re.findall(r"<title>([^<]*)</title>", text.partition("</head>")[0])
        assert PASSPORT.short_title, file
        assert f"{html.escape(PASSPORT.short_title)} pathway" in title, file
        bar = text.partition("<header")[2].partition("</header>")[0]
        assert file.name == "404.html" or PASSPORT.short_title in _Texts(bar).text, file


def test_no_word_of_the_interface_calls_a_treatment_safe() -> None:
    """Where the word stands, it is denied."""
    text = json.dumps(WORDS, ensure_ascii=False)
    around = re.findall(r"(\w+(?:\s+\w+)?)\s+(safe|harmless|suitable|compatible)\b", text, re.IGNORECASE)
    assert {before.lower() for before, _ in around} == {"not mean"}


def test_abbreviations_are_spelt_out(site: Path) -> None:
    """In the text of pages, by an element that tells the long form; and all of them on their page."""
    listed = _Texts((site / "abbreviations.html").read_text("utf-8")).text.casefold()
    assert PATHWAY.abbreviations
    assert [
        short
        for short, long in PATHWAY.abbreviations.items()
        if not {short.casefold(), long.casefold()} <= {*re.split(r"\s*\n\s*", listed)}
    ] == []
    pages = "".join((site / f"{section.id}.html").read_text("utf-8") for section in PATHWAY.sections)
    said = " ".join(statement.says for statement in PATHWAY.statements)
    used = {short for short in PATHWAY.abbreviations if re.search(rf"(?<!\w){re.escape(short)}(?!\w)", said)}
    explained = {(html.unescape(short), html.unescape(long)) for long, short in re.findall(r'<abbr title="([^"]*)">([^<]*)</abbr>', pages)}
    assert used
    assert {(short, PATHWAY.abbreviations[short]) for short in used} <= explained
