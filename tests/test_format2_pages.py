"""Pages of what format 2 adds: grades, doses, blocks, small lines, terms, recommendations, examples, earlier addresses, status."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.compiler import Site, compile_pathway
from generator.core.source import Source
from generator.i18n import load_messages
from generator.mkdocs.html_pass import rewrite_content
from generator.mkdocs.print_html import page_margin_css
from generator.model import DoseRow, Statement
from generator.scaffold import examples
from generator.views.page_context import PageContext
from hosting import build_site, built_once
from page_states import barriers, seen_in
from sampling import Sampler

VALID = Path(__file__).parent / "valid"
BEARS = (VALID / "bears.yaml").read_text("utf-8")
SMALLEST = (VALID / "smallest.yaml").read_text("utf-8")
NBSP = "\N{NO-BREAK SPACE}"
# A file of one pixel, and the beginning of a PDF.
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PDF = b"%PDF-1.4\n" + b"\0" * 123_456
EDITS = {
    "  - id: fever\n": "  - id: fever\n    formerly: [heat]\n",
    "          - id: cool\n": "          - id: cool\n            formerly: [cool-down]\n            again: every 12 months\n",
    "            gives: [shade]\n": "            gives: [shade]\n            continues: [ice-tea]\n            rests_on: [cool-dose]\n",
    "{how-warm: 1.5 points}, ": "{how-warm: 1.5 points}, {cool: none}, ",
    "{first-aid: where the bear is afraid}, ": "{first-aid: where the bear is afraid}, {cool: none}, ",
    "  - id: shade-first\n": "  - id: shade-first\n    formerly: [shade-rule]\n    steps: [Look for a tree]\n    checklist: [Ribbon on, Family told]\n"
    "    image: {file: nose.png, alt: Where to feel the nose, source: The care of bears}\n",
    'url: "https://bears.example.org/home", for: patients': "file: home.pdf, for: patients",
    "{id: ice-tea, name: Ice tea}": "{id: ice-tea, name: Ice tea, formerly: [tea]}",
    "  status: approved\n": "  status: draft\n",
}


def edited(text: str, *edits: tuple[str, str]) -> str:
    """A text in which each edit was made once."""
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def compiled(text: str) -> Site:
    """The site of a pathway, beside which are a picture and a leaflet."""
    made = compile_pathway(Source("pathway.yaml", text), {"nose.png": PNG, "home.pdf": PDF}.get)
    assert made.site, made.diagnostics
    return made.site


def page(site: Site, path: str) -> str:
    """The Markdown of a page."""
    return next(one.text for one in site.pages if one.path == path)


@pytest.fixture(scope="module")
def bears() -> Site:
    """The bears with all that these tests look at."""
    return compiled(edited(BEARS, *EDITS.items()))


# ── Grades ──

GRADES = [
    # (the scheme, a grade, an agreement, a role, what readers see first)
    ("GRADE", "[strong, low]", "93 %", "recommendation", "Strong recommendation · low certainty · agreement 93 %"),
    ("GRADE", "[weak, very low]", "", "against", "Weak recommendation against · very low certainty"),
    ("GRADE", "good practice", "", "recommendation", "Recommendation · good practice"),
    ("GRADE", "ungraded", "", "recommendation", "Recommendation · not graded"),
    ("GRADE", "[strong, low]", "", "practice", "Practice · Strength: strong · Certainty: low"),
    ("Oxford", "[1a, A]", "", "recommendation", "Recommendation · level 1a · grade A"),
    ("{name: Paws, axes: [{name: Paws, values: {one: Perhaps}}]}", "one", "14 of 15", "against", "Recommendation against · Paws: one · agreement 14 of 15"),
    ("{none: None.}", "", "14 of 15", "recommendation", "Recommendation · agreement 14 of 15"),
]  # fmt: skip


@pytest.mark.parametrize("name", examples())
def test_no_page_shows_its_code(name: str, example_sites: Path) -> None:
    """An element that Markdown does not take for one is shown as text."""
    for file in (example_sites / name).rglob("*.html"):
        assert not re.search(r"&lt;/?(?:a|button|div|p|span|strong)\b", file.read_text("utf-8")), file.name


@pytest.mark.parametrize(("scheme", "grade", "agreement", "role", "says"), GRADES)
def test_a_grade_comes_first_in_words(scheme: str, grade: str, agreement: str, role: str, says: str) -> None:
    more = "".join(f", {key}: {value}" for key, value in (("grade", grade), ("agreement", agreement)) if value)
    site = compiled(edited(SMALLEST, ("grading: {none: None.}", f"grading: {scheme}"), ("role: evidence", f"role: {role}{more}")))
    view = site.context.statement_elsewhere(site.context.index.statements["patches-hold"])
    assert view.heading == says
    shown = page(site, "repair.md")
    assert re.sub(r"<[^>]*>", "", shown).count(says) == 2  # in its box, and in one that rests on it
    explained = bool(grade) and grade != "ungraded"
    assert ("popovertarget" in shown) == ('popover="auto"' in shown) == explained
    # Then the kind of study is left to the list of references.
    assert shown.count("pw-badge-word") == (2 if explained else 4)


def test_the_card_of_a_grade_says_what_its_values_mean(bears: Site) -> None:
    card = page(bears, "fever.md").split('id="grade--1-2"')[1].split("</div>")[0]
    assert all(said in card for said in ("Paws: three**: Do it", "Trust: soft**: Few bears", "(method.md#grading)"))
    assert "| three | Do it |" in page(bears, "method.md")


def test_recommendations_have_a_page_where_they_are_graded(bears: Site) -> None:
    assert [one.nav_title for one in bears.pages if one.path == "recommendations.md"] == ["Recommendations"]
    assert "recommendations.md" not in [one.path for one in compiled(SMALLEST).pages]
    rows = [line for line in page(bears, "recommendations.md").splitlines() if "data-keys" in line]
    assert [re.findall(r'data-keys="([^"]*)"', row)[0] for row in rows] == [
        "recommendation 1-1 2-1",
        "recommendation b1",
        "recommendation 1-1 2-2",
        "against 1-2 2-2",
    ]
    assert "14 of 15" in rows[2]
    assert "Recommendation against" in rows[3]
    assert "(fever.md#bathe--no-bath-straw)" in rows[3]


# ── Doses ──

LINES = [
    ({"dose": "10 ml", "route": "by mouth", "frequency": "every 4 h", "maximum": "200 ml a day"}, "10_ml by mouth every 4_h (at most 200_ml a day)"),
    ({"dose": "5–10 mg/kg", "duration": "5 days", "maximum": "not stated"}, "5–10_mg/kg for 5_days (maximum not stated)"),
    ({"dose": "not stated", "route": "by mouth"}, "dose not stated by mouth"),
    ({"dose": "2 puffs", "note": "With a spacer."}, "2_puffs. With a spacer."),
]  # fmt: skip


@pytest.mark.parametrize(("row", "says"), LINES)
def test_a_dose_in_a_line(bears: Site, row: dict[str, str], says: str) -> None:
    """A number stays with its unit."""
    line = bears.context.doses.line(DoseRow(treatment="ice-tea", **row))
    assert line.says == says.replace("_", NBSP)


def test_doses_are_at_what_is_given(bears: Site) -> None:
    """One row in the line of the treatment, several in a table that begins with whom they are for; and once in a box."""
    box = page(bears, "fever.md").split("{#cool}")[1].split("<section")[0]
    assert re.search(r'data-verb="continues".*?\n\n<div class="pw-doses" markdown>\n\n\| For \| Dose ', box, re.DOTALL)
    assert box.count(f"10{NBSP}ml/kg") == 1
    one = edited(BEARS, ("      - {treatment: ice-tea, for: below 1 kg, dose: 10 ml, route: by mouth, frequency: every 4 h}\n", ""))
    site = compiled(edited(one, ("            gives: [shade]\n", "            gives: [ice-tea]\n            rests_on: [cool-dose]\n")))
    line = next(line for line in page(site, "fever.md").splitlines() if 'data-verb="gives"' in line)
    assert f"10{NBSP}ml/kg by mouth every 4{NBSP}h (at most 200{NBSP}ml a day) · 1{NBSP}kg or more" in line
    assert "pw-doses" not in page(site, "fever.md")


def test_a_treatments_page_has_all_its_doses_with_their_statements(bears: Site) -> None:
    """So has that of a group, which names the treatment; the statements below say them no more."""
    own, group = page(bears, "treatments/ice-tea.md"), page(bears, "treatments/coolers.md")
    assert own.count(f"10{NBSP}ml") == 2
    assert own.count("[1.9 The bear is hot: Cooling](../fever.md#cooling--cool-dose)<span") == 2
    assert "| Treatment | For | Dose |" in group


def test_rows_for_some_patients_are_tagged(bears: Site) -> None:
    row = DoseRow.model_validate({"treatment": "ice-tea", "dose": "5 ml", "for": "below 1 kg", "in": ["straw"]})
    assert bears.context.doses.line(row).patients == f'<span class="pw-tag" data-in="straw">Straw</span> below 1{NBSP}kg'


# ── Boxes ──


def test_a_box_says_who_by_when_and_where_and_what_can_be_opened(bears: Site) -> None:
    box = page(bears, "fever.md").split("{#cool}")[1].split("<section")[0]
    facts = re.findall(r'pw-fact--(\w+)"><span[^>]*>([^<]*)</span> ([^<]*)', box)
    assert facts == [
        ("by", "Who:", "Nurse"),
        ("within", "By when:", f"Within 30{NBSP}min of arrival"),
        ("setting", "Where:", "At the door"),
        ("again", "How often:", f"Again every 12{NBSP}months"),
    ]
    assert (
        '<span class="pw-open" data-address="files/home.pdf">[Bears at home](files/home.pdf)</span> <small>PDF · 123 kB · for patients</small>'
        in box
    )
    assert box.count('<input type="checkbox">') == 2
    assert (
        '<span class="pw-figure" role="figure">![Where to feel the nose](files/nose.png)<small class="pw-source">Source: The care of bears'
        in box
    )


def test_the_text_version_says_how_ways_are_followed(bears: Site) -> None:
    words = page(bears, "fever.md").split('class="pw-words"')[1].split("</section>")[0]
    text = re.sub(r"\(#[^)]*\)|\([a-z-]*\.md[^)]*\)|<[^>]*>|[\[\]]", "", words)
    for said in (
        "1.3 What is wrong? all that apply",
        "1.6 At once all of these",
        "where the bear is afraid (where it applies):",
        "1.9 Cooling Try in turn, one after the other",
        "When all of these have been tried: → 1.11 Stays in the bear ward",
        "If “no (38 °C or more after 2 h)”: → return to 1.9 Cooling",
        "1.11 Stays in the bear ward in detail: The bath, then back here",
    ):
        assert said in text


def test_cells_say_their_columns_for_narrow_screens() -> None:
    html = "<table><thead><tr><th>Size</th><th>Water</th></tr></thead><tbody><tr><td>small</td><td></td></tr></tbody></table>"
    rewritten = rewrite_content(html, lambda address: address).html
    assert '<td data-label="Size">small</td><td></td>' in rewritten


# ── The pathway as a whole ──


def test_terms_are_apart_from_abbreviations(bears: Site) -> None:
    shown = page(bears, "fever.md")
    assert "**Terms on this page**" in shown
    assert "<li markdown>[hot bear](terms.md#hot-is--term) <span>A bear is hot above 38 °C.</span></li>" in shown
    assert "Abbreviations on this page" not in shown
    assert "*[hot bear]: A bear is hot above 38 °C." in shown
    assert "*[hot bear]" not in page(bears, "terms.md")


STATUS = [
    ("status: draft", "Draft", "draft", True),
    ("status: in review", "In review", "in-review", False),
    ("status: approved", "Approved by Board of Bears on 20 November 2026", "approved", False),
    ("status: withdrawn\n  withdrawn: {on: 2026-11-28, why: A newer one is out., instead: https://bears.example.org/new}", "Withdrawn", "withdrawn", True),
]  # fmt: skip


@pytest.mark.sample(2)
@pytest.mark.parametrize(("status", "says", "kind", "is_across"), STATUS)
def test_the_status_is_on_every_page_and_sheet(status: str, says: str, kind: str, is_across: bool) -> None:
    site = compiled(edited(BEARS, ("status: approved", status)))
    for one in site.pages:
        short = f'<span class="pw-status-long">{says}</span><span class="pw-status-short">Approved</span>'
        assert f"[{short if kind == 'approved' else says}](" in one.text
        assert f"pw-status--{kind}" in one.text
        assert ("pw-withdrawn" in one.text and "(https://bears.example.org/new)" in one.text) == (kind == "withdrawn")
    css = page_margin_css(site.metadata, load_messages(), "")
    assert f'"{says} · Version' in css
    assert ("Withdrawn on 28 November 2026: A newer one is out. · Use this instead: https://bears.example.org/new" in css) == (
        kind == "withdrawn"
    )
    assert (f'::after {{ content: "{says}"' in css) == is_across


def test_home_lists_patients_and_names_who_is_responsible(bears: Site) -> None:
    home = page(bears, "index.md")
    assert re.search(r"## Patients it is for .*\n\n- Bears of any size\n", home)
    assert re.search(r"## Patients it is not for .*\n\n- Rabbits\n- Bears after a wash\n", home)
    assert "](mailto:bears@example.org)" in home


def test_what_holds_for_a_whole_chart_is_said_once_in_its_drawing() -> None:
    """Who, by when and where: at its first box in the drawing, and in each box of the list."""
    site = compiled(
        edited(BEARS, ("      - id: bath-chart\n", "      - id: bath-chart\n        by: nurse\n        within: 2 h of arrival\n"))
    )
    text = page(site, "fever.md").replace(NBSP, " ")
    assert text.count("within 2 h of arrival, at all steps") == 1
    assert text.count("Within 2 h of arrival") == 3


# ── In a browser ──


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the bears, from a folder."""

    def build(folder: Path) -> None:
        (folder / "pathway.yaml").write_text(edited(BEARS, *EDITS.items()), "utf-8")
        (folder / "nose.png").write_bytes(PNG)
        (folder / "home.pdf").write_bytes(PDF)
        build_site(folder / "pathway.yaml", "--into", folder / "site")

    return built_once(tmp_path_factory, "format2", build) / "site"


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """A reader with JavaScript."""
    opened = browser.new_page()
    yield opened
    opened.close()


MOVED = [
    # (an old address, where it leads, and where without JavaScript)
    ("heat.html", "fever.html", "fever.html"),
    ("heat.html?has=straw#cool-down", "fever.html?has=straw#cool", "fever.html"),
    ("fever.html#cool-down", "fever.html#cool", "fever.html#cool-down"),
    ("fever.html#cool-down--shade-rule", "fever.html#cool--shade-first", "fever.html#cool-down--shade-rule"),
    ("treatments/tea.html", "treatments/ice-tea.html", "treatments/ice-tea.html"),
]


@pytest.mark.sample(2)
@pytest.mark.parametrize(("was", "now", "plain"), MOVED)
def test_old_addresses_still_lead_there(browser: Browser, built: Path, was: str, now: str, plain: str) -> None:
    reader = browser.new_page()
    reader.goto(f"{built.as_uri()}/{was}")
    reader.wait_for_url(f"{built.as_uri()}/{now}")
    reader.close()
    without = browser.new_page(java_script_enabled=False)
    without.goto(f"{built.as_uri()}/{was}")
    without.wait_for_url(f"{built.as_uri()}/{plain}")
    without.close()


def test_old_routes_still_hold(reader: Page, built: Path) -> None:
    reader.goto("about:blank")
    reader.goto(
        f"{built.as_uri()}/heat.html#walk/1/0.1.0/hot-bear/applies.straw/troubles.how-warm/how-warm.first-aid/first-aid.~/cool-down"
    )
    expect(reader.locator("aside.pw-walk :is(h2, h3)").first).to_contain_text("Into the shade")


def test_examples_open_the_walk_at_their_patient(reader: Page, built: Path, sample: Sampler[tuple[str, str]]) -> None:
    """With what is asked answered, and at the end of the route."""
    reader.goto(f"{built.as_uri()}/examples.html")
    links = [link.get_attribute("href") or "" for link in reader.locator(".pw-example .pw-open-link").all()]
    titles = ["What is wrong?", "Dry the bear", "What is wrong?", "Home to its family", "What is wrong?", "Dry the bear"]
    for address, title in sample(zip(links, titles, strict=True), 3):
        reader.goto("about:blank")
        reader.goto(f"{built.as_uri()}/{address}")
        expect(reader.locator("aside.pw-walk :is(h2, h3)").first).to_contain_text(title)
        assert "valid up to this step" not in reader.locator("aside.pw-walk").inner_text()


def test_recommendations_are_narrowed_by_grade(reader: Page, built: Path) -> None:
    """The address keeps what was chosen."""
    reader.goto(f"{built.as_uri()}/recommendations.html")
    rows = reader.locator(".pw-recommended tbody tr:visible")
    expect(rows).to_have_count(4)
    reader.locator("select[name=axis-2]").select_option(label="soft")
    expect(rows).to_have_count(2)
    reader.locator("select[name=role]").select_option("against")
    expect(rows).to_have_count(1)
    reader.reload()
    expect(rows).to_have_count(1)
    expect(reader.locator(".pw-filter [role=status]")).to_have_text("1 of 4 recommendations")
    reader.locator(".pw-filter [type=reset]").click()
    expect(rows).to_have_count(4)


def test_a_grade_is_explained_without_javascript(browser: Browser, built: Path) -> None:
    opened = browser.new_page(java_script_enabled=False)
    opened.goto(f"{built.as_uri()}/fever.html")
    card = opened.locator("#grade--1-1")
    expect(card).to_be_hidden()
    opened.locator("button.pw-grade[popovertarget=grade--1-1]").first.click()
    expect(card).to_contain_text("Do it")
    opened.close()


def test_no_table_scrolls_the_page_on_a_phone(reader: Page, built: Path) -> None:
    seen_in(reader, "phone-light")
    for address in ("fever.html", "recommendations.html", "treatments/ice-tea.html", "index.html", "method.html", "examples.html"):
        reader.goto(f"{built.as_uri()}/{address}")
        assert reader.evaluate("document.documentElement.scrollWidth") <= 390
    seen_in(reader, "desktop-light")


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("view", "address"),
    [
        ("desktop-light", "fever.html"),
        ("phone-dark", "fever.html"),
        ("phone-light", "recommendations.html"),
        ("desktop-dark", "recommendations.html"),
        ("phone-dark", "examples.html"),
        ("desktop-light", "terms.html"),
        ("phone-light", "treatments/coolers.html"),
        ("desktop-dark", "method.html"),
        ("phone-dark", "stuffing.html"),
        ("desktop-light", "index.html"),
    ],
)
def test_axe_finds_nothing(reader: Page, built: Path, view: str, address: str) -> None:
    seen_in(reader, view)
    reader.goto(f"{built.as_uri()}/{address}")
    assert barriers(reader) == []
    seen_in(reader, "desktop-light")


def test_statements_and_pages_of_the_context_agree(bears: Site) -> None:
    """Each statement that the walk's summary prints has the heading of its page."""
    context: PageContext = bears.context
    said = {one["id"]: one["role_word"] for one in bears.walk_data.says["statements"]}
    statements: dict[str, Statement] = dict(context.index.statements)
    assert said == {name: context.statement_elsewhere(one).heading for name, one in statements.items()}
