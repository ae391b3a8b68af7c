"""Marks in a real browser that our own pathway has no example of: what is not known yet, interactions, silence, warnings for everyone."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from generator.cli import main

TESTS = Path(__file__).parent
BEARS = (TESTS / "valid" / "bears.yaml").read_text("utf-8")
# The tea that is given beside a bottle, a warning for every bear, a normal answer, and a choice that two statements in tension touch.
MORE = """
  - {id: no-tea-by-bottle, role: contraindication, says: No ice tea beside a hot-water bottle., about: [ice-tea], with: [hot-water-bottle], cites: [handbook]}
  - {id: tea-is-cold, role: caution, says: Ice tea is cold., about: [ice-tea], cites: [handbook]}
  - {id: old-and-wool, role: caution, says: A fan needs care in old bears filled with wool., about: [fan], in: [old, wool], together: true, cites: [handbook]}
"""


def _bears() -> str:
    text = BEARS.replace("\ntreatments:\n", f"{MORE}\ntreatments:\n")
    text = text.replace("[{id: wool, name: Wool}", "[{id: wool, name: Wool, usual: true}")
    text = text.replace("{id: glass-eyes, name: Glass eyes}", "{id: glass-eyes, name: Glass eyes}\n  - {id: old, name: Old Bear disease}")
    text = text.replace("{id: bathe, kind: action, title: Bath,", "{id: bathe, kind: caution, title: Bath,")
    text = text.replace("statements: [cool-dose]\n", "statements: [cool-dose, old-and-wool]\n", 1)
    text = text.replace("statements: [cool-dose, old-and-wool]\n", "statements: [old-and-wool]\n            rests_on: [cool-dose]\n", 1)
    text = text.replace("title: Dry the bear, cites: [handbook]}", "title: Dry the bear, statements: [cool-dose]}")
    text = text.replace(
        "maximum: 200 ml a day}\n", "maximum: 200 ml a day}\n      - {treatment: ice-tea, for: wet bears, dose: 5 ml, route: by mouth}\n"
    )
    text = text.replace("statements: [shade-first]\n", "statements: [shade-first, no-tea-by-bottle, tea-is-cold]\n", 1)
    return (
        text.replace("gives: [fan]}]", "gives: [fan]}, {to: bathe, label: a bath}]").partition("\ncases:\n")[0]
        + BEARS[BEARS.index("\nreferences:") :]
    )


@pytest.fixture(scope="module")
def bears(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bears")
    (folder / "pathway.yaml").write_text(_bears(), "utf-8")
    result = CliRunner().invoke(main, ["build", str(folder / "pathway.yaml")])
    assert result.exit_code == 0, result.output
    return folder / "site"


def _open(page: Page, bears: Path, address: str) -> Page:
    page.add_init_script("localStorage.setItem('pathway.view', 'list')")
    page.goto(f"{bears.as_uri()}/{address}")
    if address.partition(".html")[2]:
        page.wait_for_function("Boolean(window.pathway.lens?.turn)")
    return page


def _in(page: Page, box: str, part: str = "[data-box] > .pw-marked .pw-marked-for") -> list[str]:
    return page.locator(f".pw-box:has(#{box}) {part}").all_inner_texts()


OPTIONS = ".pw-next li .pw-marked-short"


def test_what_is_not_known_yet_is_a_caution(page: Page, bears: Path) -> None:
    """In the form, the address, the bar, the page and the chart; ticking one of the two unticks the other."""
    _open(page, bears, "fever.html")
    page.locator(".pw-lens-open").click()
    unknown = page.get_by_role("checkbox", name="Straw: not known yet")
    unknown.check()
    assert page.url.endswith("fever.html?unknown=straw")
    assert _in(page, "bathe") == ["Bath – not known yet: straw. Should not be given if so"]
    assert page.locator(".pw-lens-bar p").inner_text() == "Not known yet: Straw"
    page.get_by_role("checkbox", name="Straw", exact=True).check()
    expect(unknown).not_to_be_checked()
    assert page.url.endswith("fever.html?has=straw")
    assert _in(page, "bathe") == ["Bath – should not be given if: straw"]
    assert all("bath" in text.lower() for text in page.locator(".pw-mark-node text").all_text_contents())


def test_together_with_what_is_not_known_yet(page: Page, bears: Path) -> None:
    """The name of a disease keeps its capitals, since its second word has one."""
    _open(page, bears, "fever.html?has=wool&unknown=old")
    assert "Fan – caution: wool, together with old Bear disease (not known yet)" in " ".join(_in(page, "cooling", OPTIONS))


def test_interactions_with_what_is_being_given(page: Page, bears: Path) -> None:
    """Ticked on a page: a treatment under “with” can be ticked like an entry."""
    _open(page, bears, "fever.html?has=hot-water-bottle")
    assert page.locator(".pw-lens-bar p").inner_text() == "Being given: Hot-water bottle"
    assert _in(page, "cooling", OPTIONS)[0].startswith("Ice tea – contraindicated with hot-water bottle")


def test_an_interaction_is_marked_at_whichever_of_the_two_is_begun_second(page: Page, bears: Path) -> None:
    """The statement is about ice tea; a bear that drinks it must not be given a bottle either."""
    _open(page, bears, "treatments/hot-water-bottle.html")
    page.locator(".pw-lens-open").click()
    page.get_by_role("checkbox", name="Ice tea", exact=True).check()
    expect(page.locator("article .pw-lens-said > .pw-marked")).to_have_text("Contraindicated with ice tea")


def test_the_doses_of_an_option_are_at_the_step_where_it_is_chosen(page: Page, bears: Path) -> None:
    """All of them, where the box has no table of them: it only rests on the statement that has them."""
    page.goto(f"{bears.as_uri()}/fever.html#walk/1/0.1.0/cooling")
    page.locator("aside.pw-walk").get_by_role("button", name="None of the rest").click()
    option = page.locator("aside.pw-walk .pw-walk-option", has_text="Ice tea").first
    expect(option.locator(".pw-option-dose")).to_have_text(
        [
            "below 1 kg: 10 ml by mouth every 4 h",
            "1 kg or more: 10 ml/kg by mouth every 4 h (at most 200 ml a day)",
            "wet bears: 5 ml by mouth",
        ]
    )


def test_a_step_says_what_counts_as_being_given(page: Page, bears: Path) -> None:
    """The marks depend on it: what boxes and options gave, until a box stops it."""
    page.goto(f"{bears.as_uri()}/fever.html#walk/1/0.1.0/cooling")
    panel = page.locator("aside.pw-walk")
    panel.get_by_role("button", name="None of the rest").click()
    panel.locator(".pw-walk-option", has_text="Fan").first.wait_for()
    expect(panel.locator(".pw-walk-begun")).to_have_count(0)
    panel.locator(".pw-walk-option", has_text="Fan").get_by_role("button").first.click()
    expect(panel.locator(".pw-walk-begun")).to_have_text("Counted as being given here: Fan")


def test_silence_is_no_mark_and_is_said(page: Page, bears: Path) -> None:
    """Once for a choice of several drugs, heard at each, on its page, and once in tables; a normal answer is no reason for it."""
    _open(page, bears, "fever.html?has=glass-eyes,wool,straw")
    assert _in(page, "cooling", ".pw-next > .pw-silence") == [
        "No mark does not mean safe.",
        "Not mentioned for “straw, glass eyes”: ice tea, fan. Read also the doses of: ice tea",
    ]
    expect(page.locator(".pw-box:has(#cooling) .pw-next li .pw-sr-only").first).to_have_text(
        "Ice tea – not mentioned for: straw, glass eyes, but read the doses"
    )
    expect(page.locator(".pw-box:has(#cooling) .pw-next li .pw-silent:not(.pw-sr-only *)")).to_have_count(0)
    _open(page, bears, "treatments/ice-tea.html?has=glass-eyes")
    assert page.locator("article .pw-lens-said > .pw-marked").inner_text() == "Not mentioned for: glass eyes, but read the doses"
    # At a glance: in the document for paper no link leads to the page of a treatment.
    page.goto(f"{bears.as_uri()}/print.html?has=glass-eyes,old")
    expect(page.locator(".pw-glance").locator("xpath=preceding-sibling::p[contains(@class, 'pw-silence')]")).to_have_text(
        [
            "Not mentioned for “glass eyes”: any treatment here but bath. Read also the doses of: ice tea",
            "Not mentioned for “old Bear disease”: any treatment here but fan. Read also the doses of: ice tea",
        ]
    )
    page.goto(f"{bears.as_uri()}/circumstances.html")
    assert "Not mentioned" in page.locator(".pw-entry:has(#glass-eyes)").inner_text()


def test_warnings_for_everyone_are_named_at_each_step(page: Page, bears: Path) -> None:
    """Without anything ticked, and without scripts: where the treatment is on offer, but not where the warning is shown anyhow."""
    _open(page, bears, "fever.html")
    (option, *others) = page.locator(".pw-box:has(#cooling) .pw-next li").all_inner_texts()
    assert "For everyone Ice tea – caution" in option
    assert "For everyone" not in " ".join(others)
    assert page.locator(".pw-box:has(#cool) .pw-remark--everyone").count() == 0


def test_statements_in_tension_are_in_one_frame(page: Page, bears: Path) -> None:
    """Always; first in the box if both apply, and inside the option that both touch, under its mark."""
    _open(page, bears, "fever.html")
    frame = page.locator(".pw-box:has(#bathe) .pw-tension")
    assert frame.locator("[data-statement]").count() == 2
    assert "With glass eyes a bath may be needed early, whatever the filling." in frame.inner_text()
    _open(page, bears, "fever.html?has=straw,glass-eyes")
    expect(page.locator(".pw-box:has(#bathe) .pw-main > :first-child.pw-tension")).to_have_count(1)
    expect(page.locator(".pw-box:has(#bathe) .pw-tension")).to_have_count(1)
    option = page.locator(".pw-box:has(#cooling) .pw-next li").nth(2)
    assert "Read these together" in option.locator(".pw-marked-short + .pw-tension").inner_text()
    expect(page.locator(".pw-box:has(#cooling) .pw-main > :first-child.pw-tension")).to_contain_text("from 1.13 Bath")
    # Step by step it is right above the options, which say so.
    page.evaluate("location.hash = '#walk/1/0.1.0/cooling'")
    panel = page.locator("aside.pw-walk")
    panel.get_by_role("button", name="Continue", exact=True).click()
    expect(panel.locator(".pw-tension")).to_have_count(1)
    expect(panel.locator(".pw-walk-option").nth(2)).to_contain_text("Read these together: see above")
    panel.get_by_role("button", name="Leave").click()
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(".pw-tension")).to_have_count(1)
    expect(page.locator(".pw-box:has(#bathe) .pw-tension [data-statement]")).to_have_count(2)


def test_a_walk_marks_by_its_answers(page: Page, bears: Path) -> None:
    """Not known yet is ticked as such; what is changed in the form changes the answers; the summary has the frame first."""
    _open(page, bears, "fever.html#walk/1/0.1.0/bathe")
    panel = page.locator("aside.pw-walk")
    panel.get_by_role("radio", name="Straw").check()
    panel.get_by_role("button", name="Continue", exact=True).click()
    page.wait_for_url("**has=straw&unknown=glass-eyes#walk/**")
    assert "Bath – should not be given if: straw" in panel.inner_text()
    page.locator(".pw-lens-change").click()
    page.get_by_role("checkbox", name="Glass eyes", exact=True).check()
    page.keyboard.press("Escape")
    panel.locator(".pw-tension--first").first.wait_for()
    panel.get_by_role("link", name="Summary").click()
    page.locator(".pw-walked-tools + .pw-tension").wait_for()


def test_without_scripts_the_page_says_so(browser: Browser, bears: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{bears.as_uri()}/treatments/ice-tea.html?has=straw")
    need = page.locator(".pw-lens-need")
    expect(need).to_be_visible()
    need.get_by_role("link").click()
    page.wait_for_url("**/circumstances.html")
    context.close()


def test_until_marks_are_set_the_page_says_so(page: Page, bears: Path) -> None:
    """And if a part of the site cannot be loaded."""
    page.route("**/lenses.js", lambda route: route.abort())
    page.goto(f"{bears.as_uri()}/fever.html?has=straw")
    expect(page.locator(".pw-lens-need")).to_contain_text("could not be set")
    page.unroute("**/lenses.js")
    _open(page, bears, "fever.html?has=straw")
    expect(page.locator(".pw-lens-need")).to_be_hidden()
    page.goto(f"{bears.as_uri()}/fever.html")
    expect(page.locator(".pw-lens-need")).to_be_hidden()
