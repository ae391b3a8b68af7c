"""Walks through small pathways, each for something that a reader once saw: names with abbreviations, and drugs that are being given."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.i18n import load_messages
from hosting import SharedContext
from small_sites import HEAD, built, opening

WORDS = load_messages().walk
PANEL = "aside.pw-walk"
Opening = Callable[[str, str], Page]


def _wait(page: Page) -> None:
    page.locator(f"{PANEL} h3").first.wait_for()


@pytest.fixture
def opened(shared_context: SharedContext, tmp_path: Path) -> Iterator[Opening]:
    """The walk of a pathway of these lines, at the end of a route."""
    with opening(shared_context, tmp_path / "site", _wait) as at:

        def walk(lines: str, route: str) -> Page:
            built(tmp_path, HEAD + lines)
            return at(f"care.html#walk/1/0.1.0/{route}")

        yield walk


# ── Names that hold abbreviations ──

NAMED = """
          - {id: begin, kind: start, title: A patient, cites: [book], next: drug}
          - id: drug
            kind: choice
            title: Which drug
            statements: [never]
            next:
              - {to: watch, gives: [cbz]}
              - {to: watch, gives: [lev]}
          - {id: watch, kind: action, title: Watch, statements: [monitor-cbz, monitor-lev], next: go-on}
          - {id: go-on, kind: end, title: Go on, cites: [book], continues: [drugs]}
statements:
  - {id: monitor-cbz, role: monitoring, says: Sodium is measured., about: [cbz], cites: [book]}
  - {id: monitor-lev, role: monitoring, says: Blood counts are taken., about: [lev], cites: [book]}
  - {id: never, role: contraindication, says: LEV must not be given in pregnancy., about: [lev], in: [pregnant], cites: [book]}
treatments:
  - {id: drugs, name: Drugs, members: [cbz, lev]}
  - {id: cbz, name: Carbamazepine}
  - {id: lev, name: NAME}
circumstances: [{id: pregnant, name: Pregnant}]
abbreviations: {LEV: levetiracetam, mLEV: a form of it}
"""


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", ["LEV", "mLEV"])
def test_a_drug_whose_name_begins_with_an_abbreviation_is_gone_on_with(opened: Opening, name: str) -> None:
    page = opened(NAMED.replace("NAME", name), "drug/drug.watch~2")
    expect(page.locator(f"{PANEL} h3")).to_have_text(["1.3 Watch", "1.4 Go on"])
    warned = page.locator(f"{PANEL} .pw-remark--everyone")
    expect(warned).to_contain_text(f"{name} – monitor")
    expect(warned).not_to_contain_text("Carbamazepine")


def test_side_by_side_a_mark_is_said_once_of_a_name_with_an_abbreviation(opened: Opening) -> None:
    give = "\n          - {id: give, kind: action, title: Give it, cites: [book], gives: [lev], next: watch}"
    lines = NAMED.replace("{to: watch, gives: [lev]}", "{to: give}").replace(
        "\n          - {id: watch", f"{give}\n          - {{id: watch", 1
    )
    page = opened(lines.replace("NAME", "LEV tablets"), "drug")
    page.goto(page.url.replace("care.html", "care.html?has=pregnant"))
    page.locator(PANEL).get_by_role("button", name=WORDS["compare"]).click()
    column = page.locator("dialog.pw-compare .pw-walk-column").last
    expect(column).to_contain_text("Give it")
    expect(column.locator(".pw-mark--contraindication")).to_have_text(["LEV tablets – contraindicated: pregnant"])


# ── What was not known yet ──

ASKED_AGAIN = """
          - {id: start, kind: start, title: A patient, cites: [book], next: begin}
          - {id: begin, kind: ask, title: First questions, asks: [pregnant, stones], cites: [book], next: test}
          - {id: test, kind: action, title: Do the test, cites: [book], next: results}
          - {id: results, kind: ask, title: Results, asks: [pregnant, stones], cites: [book], next: give}
          - {id: give, kind: action, title: Give it, cites: [book], gives: [vpa], statements: [never], next: who}
          - id: who
            kind: question
            title: Who is it?
            cites: [book]
            next: [{to: go-on, has: pregnant}, {to: home, label: somebody else}]
          - {id: go-on, kind: end, title: Go on, cites: [book]}
          - {id: home, kind: end, title: Home, cites: [book]}
statements:
  - {id: never, role: contraindication, says: It must not be given in pregnancy., about: [vpa], in: [pregnant], cites: [book]}
treatments: [{id: vpa, name: Valproate}]
circumstances: [{id: pregnant, name: Pregnant}, {id: stones, name: Kidney stones}]
"""


def test_what_was_not_known_yet_is_asked_again(opened: Opening) -> None:
    """With nothing chosen; what was known is said, and not asked."""
    page = opened(ASKED_AGAIN, "begin")
    panel = page.locator(PANEL)
    panel.get_by_role("group", name="Pregnant").get_by_label("Not known yet").check()
    panel.get_by_role("button", name=WORDS["none_of_rest"]).click()
    expect(panel.locator("h3")).to_have_text(["1.3 Do the test", "1.4 Results"])
    expect(panel.locator("legend")).to_have_text(["Pregnant"])
    expect(panel.locator("input:checked")).to_have_count(0)
    expect(panel).to_contain_text(WORDS["still_open"])
    expect(panel).to_contain_text("Answered: Kidney stones: No")
    page.reload()
    panel.get_by_role("group", name="Pregnant").get_by_label("Yes").check()
    panel.get_by_role("button", name=WORDS["go"], exact=True).click()
    expect(panel.locator(".pw-mark--contraindication").first).to_be_visible()


def test_what_the_ways_show_is_not_listed_as_not_known_yet(opened: Opening) -> None:
    page = opened(ASKED_AGAIN, "begin/begin.~pregnant+-stones/results.~pregnant/who")
    panel = page.locator(PANEL)
    expect(panel.locator(".pw-walk-answers")).to_contain_text("Pregnant: Not known yet")
    panel.get_by_role("button", name="Pregnant").click()
    expect(panel.locator("h3").first).to_contain_text("Go on")
    expect(panel).to_contain_text("Marked by the ways taken: Pregnant")
    expect(panel.locator(".pw-walk-answers li")).to_have_text(["Kidney stones: No"])
    expect(page.locator(".pw-lens-bar")).to_have_text(re.compile("(?!.*Not known yet)"))


# ── What is being given ──

GROUP_GIVEN = """
          - {id: start, kind: start, title: A patient, cites: [book], next: about}
          - {id: about, kind: ask, title: About the patient, asks: [pregnant, liver], cites: [book], next: on-which}
          - {id: on-which, kind: action, title: Go on with the drug, continues: [drugs], statements: [one], next: how}
          - id: how
            kind: question
            title: How are the seizures?
            cites: [book]
            next: [{to: good, label: none}, {to: bad, label: some}]
          - {id: good, kind: end, title: See again in a year, cites: [book]}
          - {id: bad, kind: end, title: Add another, gives: [drugs], statements: [never, liver-caution]}
statements:
  - {id: one, role: practice, says: The drug is continued., about: [drugs], cites: [book]}
  - {id: never, role: contraindication, says: Valproate must not be given in pregnancy., about: [vpa], in: [pregnant], cites: [book]}
  - {id: liver-caution, role: caution, says: Valproate is watched in liver disease., about: [vpa], in: [liver], cites: [book]}
treatments: [{id: drugs, name: Drugs, members: [vpa, lev]}, {id: vpa, name: Valproate}, {id: lev, name: Levetiracetam}]
circumstances: [{id: pregnant, name: Pregnant}, {id: liver, name: Liver disease}]
"""


def test_members_of_a_group_have_their_marks_where_the_walk_asks_which_is_given(opened: Opening) -> None:
    """It goes on at once, and the box at which it was asked is never seen again."""
    page = opened(GROUP_GIVEN, "start/about.pregnant+~liver/on-which")
    options = page.locator(f"{PANEL} .pw-walk-option")
    expect(options.nth(0).locator(".pw-mark")).to_have_text(
        ["Valproate – contraindicated: pregnant", "Valproate – not known yet: liver disease. Caution if so"]
    )
    expect(options.nth(1).locator(".pw-mark")).to_have_count(0)
    expect(page.locator(PANEL)).to_contain_text("Not mentioned for “pregnant”: levetiracetam")
    expect(page.locator(PANEL)).to_contain_text(load_messages().lens["unsafe"])


GIVEN = {
    "a member": ("~pregnant+-liver/on-which.vpa", "Valproate – not known yet: pregnant. Contraindicated if so"),
    "the whole group": ("pregnant+-liver/on-which.~/how.bad", "Includes valproate – contraindicated: pregnant"),
    "the whole group, of whom it is not known": (
        "~pregnant+-liver/on-which.~/how.bad",
        "Includes valproate – not known yet: pregnant. Contraindicated if so",
    ),
}


@pytest.mark.parametrize(("route", "says"), GIVEN.values(), ids=GIVEN)
def test_what_is_being_given_says_that_it_may_be_contraindicated(opened: Opening, route: str, says: str) -> None:
    page = opened(GROUP_GIVEN, f"start/about.{route}")
    expect(page.locator(f"{PANEL} .pw-walk-begun .pw-marked-by .pw-mark")).to_have_text([says])


GIVEN_AGAIN = """
          - {id: start, kind: start, title: A patient, cites: [book], next: on-which}
          - {id: on-which, kind: action, title: Go on with the drug, continues: [drugs], cites: [book], next: which}
          - id: which
            kind: choice
            title: Which drug now?
            statements: [with-lev]
            next:
              - {to: good, gives: [vpa]}
              - {to: good, gives: [lev]}
              - {to: both}
              - {to: good, label: go on}
              - {to: stay}
          - {id: both, kind: end, title: Give both, gives: [lev, vpa], cites: [book]}
          - {id: stay, kind: end, title: Stay, continues: [vpa], cites: [book]}
          - {id: good, kind: end, title: See again in a year, cites: [book]}
statements: [{id: with-lev, role: caution, says: Not with it., about: [vpa], with: [lev], cites: [book]}]
treatments: [{id: drugs, name: Drugs, members: [vpa, lev]}, {id: vpa, name: Valproate}, {id: lev, name: Levetiracetam}]
"""


def test_an_option_that_gives_what_is_being_given_says_so(opened: Opening) -> None:
    page = opened(GIVEN_AGAIN, "start/on-which.vpa/which")
    said = [" · ".join(option.locator(".pw-walk-more").all_inner_texts()) for option in page.locator(f"{PANEL} .pw-walk-option").all()]
    assert said == ["Is being given now", "", "Is being given now: Valproate", "", ""]


def test_an_option_that_gives_what_is_ticked_as_being_given_says_so(opened: Opening) -> None:
    page = opened(GIVEN_AGAIN, "start/on-which.~/which")
    expect(page.locator(f"{PANEL} .pw-walk-more")).to_have_count(0)
    page.goto(page.url.replace("care.html", "care.html?has=lev"))
    expect(page.locator(f"{PANEL} .pw-walk-more")).to_have_text(["Is being given now", "Is being given now: Levetiracetam"])


# ── A single treatment that is gone on with ──

GONE_ON_WITH = """
          - {id: start, kind: start, title: A patient, cites: [book], next: how}
          - {id: how, kind: choice, title: How to begin, cites: [book], next: [{to: on, label: aspirin, gives: [aspirin]}, {to: on, label: heparin, gives: [heparin]}]}
          - {id: on, kind: action, title: Go on, continues: [aspirin, statin], cites: [book], next: beside}
          - {id: beside, kind: choice, title: Beside it?, cites: [book], next: [{to: both, label: warfarin, gives: [warfarin]}, {to: both, label: nothing}]}
          - {id: both, kind: end, title: Both, continues: [aspirin], statements: [one, bleeds]}
statements:
  - {id: one, role: practice, says: Aspirin is used., about: [aspirin], cites: [book]}
  - {id: bleeds, role: contraindication, says: Warfarin must not be given with aspirin., about: [warfarin], with: [aspirin], cites: [book]}
treatments: [{id: aspirin, name: Aspirin}, {id: heparin, name: Heparin}, {id: warfarin, name: Warfarin}, {id: statin, name: A statin}]
"""
BEGUN, NOT_BEGUN = "start/how.on", "start/how.on~2"
BLEEDS = "Warfarin – contraindicated with aspirin"


@pytest.mark.parametrize(("route", "asked"), [(BEGUN, None), (NOT_BEGUN, "Aspirin"), (NOT_BEGUN, "")], ids=["begun", "before", "never"])
def test_what_is_gone_on_with_counts_as_given_where_it_was_begun_or_is_said_to_be(opened: Opening, route: str, asked: str | None) -> None:
    """Where only some routes begin it, the others ask; of a treatment that nothing gives, such as the statin, the pathway says it."""
    page = opened(GONE_ON_WITH, route)
    panel = page.locator(PANEL)
    names = panel.locator(".pw-walk-choice .pw-walk-name")
    if asked is not None:
        expect(panel.locator("legend")).to_have_text(WORDS["which_single"])
        expect(names).to_have_text(["Aspirin"])
        if asked:
            panel.get_by_role("checkbox").press("Space")
        panel.get_by_role("button", name=WORDS["walk_ticked"]).click()
    marks = panel.locator(".pw-walk-option .pw-mark")
    expect(panel.locator(".pw-walk-option").first).to_be_visible()
    expect(marks).to_have_text([] if asked == "" else [BLEEDS])
    panel.get_by_role("link", name=WORDS["summary"]).last.click()
    page.wait_for_selector(".pw-walked--made")
    expect(page.get_by_text(WORDS["not_continued"].format(treatments="Aspirin"))).to_have_count(1 if asked == "" else 0)


# ── A switch, and boxes that are shown together ──

SWITCHED = """
          - {id: start, kind: start, title: A patient, cites: [book], next: first}
          - {id: first, kind: action, title: Begin, gives: [ssri], cites: [book], next: how}
          - id: how
            kind: choice
            title: How to go on
            cites: [book]
            next: [{to: switch, label: another drug}, {to: halt, label: what is given beside it}]
          - {id: switch, kind: action, title: Switch, gives: [maoi], stops: [ssri], statements: [wash-out], next: later}
          - {id: later, kind: action, title: A week later, gives: [maoi], statements: [one], next: well}
          - {id: halt, kind: action, title: Stop it, continues: [maoi], stops: [ssri], statements: [one], next: well}
          - {id: well, kind: end, title: Well, cites: [book]}
statements:
  - {id: one, role: practice, says: An MAOI is used., about: [maoi], cites: [book]}
  - {id: wash-out, role: contraindication, says: An MAOI must not be given within two weeks of an SSRI., about: [maoi], with: [ssri], cites: [book]}
treatments: [{id: ssri, name: Sertraline}, {id: maoi, name: Phenelzine}]
"""
STOPPED_HERE = "Phenelzine – contraindicated with sertraline (stopped here)"


def test_a_switch_is_marked_with_what_is_stopped(opened: Opening) -> None:
    """Where it is chosen, in the box itself, and no further; what goes on while the other is stopped has no mark."""
    page = opened(SWITCHED, "how")
    panel = page.locator(PANEL)
    page.goto(page.url.replace("#walk/1/0.1.0/how", "#walk/1/0.1.0/start/how"))
    expect(panel.locator(".pw-walk-option .pw-mark")).to_have_text([STOPPED_HERE])
    panel.get_by_role("button", name="another drug").click()
    expect(panel.locator("h3")).to_have_text(["1.4 Switch", "1.5 A week later", "1.7 Well"])
    expect(panel.locator("[data-box=switch] > .pw-marked .pw-mark")).to_have_text([STOPPED_HERE])
    expect(panel.locator("[data-box=later] .pw-mark")).to_have_count(0)
    page.goto(page.url.split("#")[0] + "#walk/1/0.1.0/start/how.halt")
    expect(panel.locator("h3")).to_have_text(["1.6 Stop it"])
    expect(panel.locator(".pw-mark")).to_have_count(0)


def test_a_switch_is_marked_on_a_page_where_the_other_is_ticked(opened: Opening) -> None:
    page = opened(SWITCHED, "how")
    page.goto(page.url.split("#")[0] + "?has=ssri")
    page.get_by_role("button", name="List").click()
    expect(page.locator("[data-box=switch] > .pw-marked .pw-mark")).to_have_text([STOPPED_HERE])
    expect(page.locator("[data-box=halt] .pw-marked .pw-mark")).to_have_count(0)
    expect(page.locator("[data-box=later] > .pw-marked .pw-mark")).to_have_text(["Phenelzine – contraindicated with sertraline"])


ADDED = """
          - {id: start, kind: start, title: A patient, cites: [book], next: first}
          - {id: first, kind: action, title: Begin, gives: [FIRST], statements: [one, both], next: add}
          - {id: add, kind: action, title: Add, gives: [SECOND], statements: [one], next: which}
          - {id: which, kind: choice, title: What next, cites: [book], next: [{to: well, gives: [FIRST]}, {to: well, label: nothing}]}
          - {id: well, kind: end, title: Well, cites: [book]}
statements:
  - {id: one, role: practice, says: Both are used., about: [lithium, nsaid], cites: [book]}
  - {id: both, role: caution, says: An NSAID raises the level of lithium., about: [nsaid], with: [lithium], cites: [book]}
treatments: [{id: lithium, name: Lithium}, {id: nsaid, name: Ibuprofen}]
"""


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [("lithium", "nsaid", "Ibuprofen – caution with lithium"), ("nsaid", "lithium", "Lithium – caution with ibuprofen")],
)
def test_of_boxes_shown_together_the_one_that_adds_a_drug_is_marked(opened: Opening, first: str, second: str, says: str) -> None:
    page = opened(ADDED.replace("FIRST", first).replace("SECOND", second), "start")
    panel = page.locator(PANEL)
    expect(panel.locator("h3")).to_have_text(["1.1 A patient", "1.2 Begin", "1.3 Add", "1.4 What next"])
    expect(panel.locator("[data-box=add] > .pw-marked .pw-mark")).to_have_text([says])
    expect(panel.locator("[data-box=first] .pw-mark")).to_have_count(0)


def test_a_box_walked_before_is_not_marked_in_the_chart_for_what_came_later(opened: Opening) -> None:
    ask = (
        "\n          - {id: ask, kind: question, title: How is it?, cites: [book], next: [{to: add, label: bad}, {to: well, label: good}]}"
    )
    lines = ADDED.replace("FIRST", "lithium").replace("SECOND", "nsaid").replace("next: add}", "next: ask}" + ask)
    page = opened(lines, "start/ask.add")
    expect(page.locator(f"{PANEL} h3")).to_have_text(["1.4 Add", "1.5 What next"])
    expect(page.locator(".pw-drawing a[href='#add'] .pw-mark-node").first).to_contain_text("Ibuprofen")
    expect(page.locator(".pw-drawing a[href='#first'] .pw-mark-node")).to_have_count(0)


# ── What the summary warns of ──

STOPPED = """
          - {id: begin, kind: start, title: A patient, cites: [book], next: drug}
          - id: drug
            kind: choice
            title: Which drug
            statements: [monitor-cbz, monitor-lev, monitor-vpa]
            next: [{to: stop, gives: [cbz]}, {to: reduce, gives: [lev]}, {to: stop, label: none}, {to: reduce, label: from before}]
          - {id: stop, kind: end, title: Stop it, cites: [book], stops: [drugs]}
          - {id: reduce, kind: end, title: Less of it, cites: [book], reduces: [drugs]}
statements:
  - {id: monitor-cbz, role: monitoring, says: Sodium is measured., about: [cbz], cites: [book]}
  - {id: monitor-lev, role: monitoring, says: Mood is watched., about: [lev], cites: [book]}
  - {id: monitor-vpa, role: monitoring, says: The liver is watched., about: [vpa], cites: [book]}
treatments:
  - {id: drugs, name: Drugs, members: [cbz, lev, vpa]}
  - {id: cbz, name: Carbamazepine}
  - {id: lev, name: Levetiracetam}
  - {id: vpa, name: Valproate}
"""


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("way", "warned"),
    [
        ("stop", ["Carbamazepine"]),
        ("reduce", ["Levetiracetam"]),
        ("stop~2", []),
        ("reduce~2", ["Carbamazepine, one of Drugs", "Levetiracetam, one of Drugs", "Valproate, one of Drugs"]),
    ],
)
def test_a_summary_warns_of_what_was_given_of_a_group_that_is_stopped_or_reduced(opened: Opening, way: str, warned: list[str]) -> None:
    """Of a group that is reduced and of which the route gave nothing, any may be the one."""
    page = opened(STOPPED, f"drug/drug.{way}")
    page.locator(f"{PANEL} a.pw-walk-summary").first.click()
    page.locator(".pw-walked-steps").wait_for()
    expect(page.locator(".pw-walked-minded h3")).to_have_text(warned)


# ── Doses of one drug, and of others of its group ──

DOSED = """
          - {id: begin, kind: start, title: A patient, cites: [book], next: which}
          - id: which
            kind: choice
            title: Which drug
            statements: [all]
            next: [{to: lev, label: one}, {to: on, gives: [vpa]}, {to: both, label: both}, {to: on, gives: [cbz]}]
          - {id: lev, kind: action, title: Levetiracetam, statements: [some], gives: [lev], next: on}
          - {id: both, kind: action, title: Two, rests_on: [all], gives: [cbz, vpa], next: on}
          - {id: on, kind: end, title: Go on, rests_on: [all], continues: [drugs]}
statements:
  - id: all
    role: practice
    says: They are dosed thus.
    cites: [book]
    doses:
      - {treatment: cbz, for: adults, dose: 400 mg}
      - {treatment: cbz, for: children, dose: 10 mg}
      - {treatment: vpa, for: adults, dose: 600 mg}
  - id: some
    role: recommendation
    says: Levetiracetam comes before the others.
    cites: [book]
    doses: [{treatment: lev, dose: 500 mg}, {treatment: vpa, for: children, dose: 30 mg}]
treatments:
  - {id: drugs, name: Drugs, members: [cbz, lev, vpa]}
  - {id: cbz, name: Carbamazepine}
  - {id: lev, name: Levetiracetam}
  - {id: vpa, name: Valproate}
"""
OF_OTHERS = WORDS["doses_of_others"].format(group="Drugs")


def _doses(page: Page, box: str) -> list[str]:
    """The tables of doses at the verbs of a box, row by row, and the words above them."""
    parts = page.locator(f"{PANEL} [data-box={box}] .pw-doses").locator("tbody tr, .pw-label").all()
    return [
        " ".join(
            part.evaluate("(one) => one.matches('tr') ? [...one.cells].map((cell) => cell.textContent).join(' ') : one.textContent").split()
        )
        for part in parts
    ]


def test_where_a_group_is_gone_on_with_the_dose_of_what_is_given_comes_first(opened: Opening) -> None:
    """The others are named as such: the first row would be read as the dose of the drug above it."""
    others = ["Carbamazepine adults 400 mg", "Carbamazepine children 10 mg"]
    page = opened(DOSED, "which/which.on")
    assert _doses(page, "on") == ["Valproate adults 600 mg", OF_OTHERS, *others]
    assert page.locator(f"{PANEL} .pw-again").all_text_contents() == ["Carbamazepine"]
    page.goto(page.url.replace("which.on", "which.on~2"))
    page.locator(f"{PANEL} .pw-chips a", has_text="Carbamazepine").wait_for()
    assert _doses(page, "on") == [*others, OF_OTHERS, "Valproate adults 600 mg"]
    page.goto(page.url.replace("which.on~2", "which.lev"))
    page.locator(f"{PANEL} .pw-chips a", has_text="Levetiracetam (one of Drugs)").wait_for()
    assert _doses(page, "on") == [OF_OTHERS, *others, "Valproate adults 600 mg"]
    page.goto(page.url.replace("which.lev", "which.both"))
    page.locator(f"{PANEL} .pw-chips a", has_text="Carbamazepine, Valproate").wait_for()
    assert _doses(page, "on") == [*others, "Valproate adults 600 mg"]


def test_a_table_of_doses_below_several_drugs_names_the_one_that_it_is_of(opened: Opening) -> None:
    page = opened(DOSED, "which/which.both")
    assert _doses(page, "both") == ["Carbamazepine adults 400 mg", "Carbamazepine children 10 mg"]


def test_a_statement_says_that_doses_are_of_other_drugs_than_its_box_gives(opened: Opening) -> None:
    page = opened(DOSED, "which/which.lev")
    said = page.locator(f"{PANEL} [data-box=lev] .pw-statements li")
    expect(said.locator(".pw-label")).to_have_text([load_messages().doses_of_other_treatments])
    expect(said.locator("tbody tr")).to_have_text([re.compile(r"Valproate\s*children\s*30.mg")])


# ── Doses that say in words whom they are for ──

IN_WORDS = """
          - {id: start, kind: start, title: A patient, cites: [book], next: begin}
          - {id: begin, kind: ask, title: About the patient, asks: [kidney, liver], cites: [book], next: which}
          - id: which
            kind: choice
            title: Which drug
            statements: [all, livers]
            next: [{to: on, gives: [lev]}, {to: give, label: other}, {to: on, gives: [cbz]}]
          - {id: give, kind: action, title: Give the other, rests_on: [all], gives: [vpa], next: on}
          - {id: on, kind: end, title: Go on, rests_on: [all], continues: [cbz]}
statements:
  - id: all
    role: practice
    says: They are dosed thus.
    cites: [book]
    doses:
      - {treatment: lev, for: most patients, dose: 500 mg}
      - {treatment: lev, for: poor kidney function, dose: 250 mg}
      - {treatment: vpa, for: most patients, dose: 600 mg}
      - {treatment: vpa, for: poor kidney function, dose: 300 mg}
      - {treatment: cbz, dose: 400 mg}
  - {id: livers, role: caution, says: Valproate is watched in liver disease., about: [vpa], in: [liver], cites: [book]}
treatments:
  - {id: lev, name: Levetiracetam}
  - {id: vpa, name: Valproate}
  - {id: cbz, name: Carbamazepine}
circumstances: [{id: kidney, name: Renal impairment}, {id: liver, name: Liver disease}]
"""


def test_where_doses_say_in_words_whom_they_are_for_readers_are_told_to_read_them(opened: Opening) -> None:
    """Beside “not mentioned”, which is said of what can be ticked, and at the rows."""
    lens, mark = load_messages().lens, load_messages().mark
    page = opened(IN_WORDS, "begin/begin.kidney+-liver/which")
    panel = page.locator(PANEL)
    silent = mark["not_mentioned_of"].format(patients="renal impairment", treatments="levetiracetam, valproate, carbamazepine")
    told = mark["read_doses"].format(said=silent, treatments="levetiracetam, valproate")
    expect(panel.locator(".pw-walk-small", has_text="Not mentioned for")).to_have_text([told])
    heard = panel.locator(".pw-walk-option .pw-silent")
    expect(heard).to_have_text(
        [
            "Levetiracetam – not mentioned for: renal impairment, but read the doses",
            "Valproate – not mentioned for: renal impairment, but read the doses",
            "Carbamazepine – not mentioned for: renal impairment",
        ]
    )
    page.goto(page.url + ".give")
    main = panel.locator("[data-box=give]")
    expect(main.locator(".pw-marked")).to_have_text("Valproate – not mentioned for: renal impairment, but read the doses")
    expect(main.locator(".pw-doses .pw-rows-note")).to_have_text(lens["rows_in_words"])
    expect(panel.locator("[data-box=on] .pw-rows-note")).to_have_count(0)
    page.goto(page.url.replace("?has=kidney", "").replace("begin.kidney", "begin.-kidney"))
    expect(panel.locator("[data-box=give] .pw-doses td").first).to_be_visible()
    expect(panel.locator(".pw-rows-note, .pw-silent")).to_have_count(0)
    page.goto(f"{page.url.split('care.html')[0]}treatments/lev.html?has=kidney")
    expect(page.locator("article .pw-lens-said > .pw-marked")).to_have_text("Not mentioned for: renal impairment, but read the doses")
    expect(page.locator("article .pw-doses .pw-rows-note")).to_have_text([lens["rows_in_words"]])


# ── A drug that was stopped ──

INTOLERANT = """
          - {id: begin, kind: start, title: A patient, cites: [book], next: now}
          - {id: now, kind: ask, title: What now?, asks: [ril, tan], cites: [book], next: which}
          - id: which
            kind: choice
            title: Which drug?
            in_turn: true
            statements: [may]
            next:
              - {to: fits, gives: [ril], adds: true}
              - {to: fits, gives: [lol], adds: true}
            then: done
          - {id: fits, kind: question, title: Is it tolerated?, cites: [book], next: [{to: which, label: yes}, {to: cough, label: no}]}
          - {id: cough, kind: action, title: Stop it, statements: [may], stops: [ril], next: which}
          - {id: done, kind: end, title: Done, cites: [book]}
statements:
  - {id: may, role: practice, says: Both may be given., about: [ril, lol, tan], cites: [book]}
treatments:
  - {id: ril, name: Renopril}
  - {id: lol, name: Cardolol}
  - {id: tan, name: Angiosartan}
"""


def test_a_drug_that_was_stopped_on_the_route_says_so_where_it_is_offered_again(opened: Opening) -> None:
    """And what was answered of it before is said to be from when it was asked."""
    page = opened(INTOLERANT, "now/now.ril+-tan/which.fits~2/fits.cough")
    page.locator(f"{PANEL} .pw-walk-ways .pw-walk-go").click()
    options = page.locator(f"{PANEL} .pw-walk-choice")
    expect(options.filter(has_text="Renopril")).to_contain_text("Stopped on this route: Renopril")
    expect(options.filter(has_not_text="Renopril").filter(has_text="Stopped on this route")).to_have_count(0)
    expect(page.locator(f"{PANEL} .pw-walk-answers")).to_contain_text("Renopril being given when asked")
    assert "Renopril is being given" not in page.locator(f"{PANEL} .pw-walk-answers").inner_text()


def test_only_the_option_that_was_taken_is_walked_in_the_chart(opened: Opening) -> None:
    """Also where others lead to the same box, as all do here."""
    page = opened(INTOLERANT, "now/now.~/which.fits~2")
    lit = page.locator(".pw-drawing:visible .pw-node[data-way].pw-walk-on")
    expect(lit).to_have_count(1)
    expect(lit).to_contain_text("Cardolol")
    page = opened(INTOLERANT, "now/now.~/which.fits~2/fits.which/which.fits")
    expect(page.locator(".pw-drawing:visible .pw-node[data-way].pw-walk-on")).to_have_count(2)


# ── A yearly review of what the route has begun or stopped since it was asked about ──

REVIEWED = """
          - {id: begin, kind: start, title: A patient, cites: [book], next: know}
          - {id: know, kind: ask, title: What applies, asks: [ill, drugs, old], cites: [book], next: start}
          - {id: start, kind: action, title: Start, gives: [new], stops: [old], statements: [never], next: [{to: well, after: 1 year}]}
          - {id: well, kind: question, title: Well?, cites: [book], next: [{to: know, label: "no"}, {to: home, label: "yes"}]}
          - {id: home, kind: end, title: Home, cites: [book]}
statements:
  - {id: never, role: contraindication, says: The new drug must not be given in illness., about: [new], in: [ill], cites: [book]}
circumstances: [{id: ill, name: Ill}]
treatments:
  - {id: drugs, name: Drugs, members: [new, other]}
  - {id: new, name: New drug}
  - {id: other, name: Other drug}
  - {id: old, name: Old drug}
"""
BEFORE_REVIEW = "begin/know.-ill+-drugs+old/well.know"


def test_a_review_answers_beforehand_what_is_being_given_by_now(opened: Opening) -> None:
    """The answer of before would take back what the route has begun, with its contraindication, and bring back what it stopped."""
    page = opened(REVIEWED, f"{BEFORE_REVIEW}/know")
    ticked = page.locator(PANEL).locator("input:checked").evaluate_all("(all) => all.map(({ dataset }) => dataset.tick)")
    assert ticked == ["ill.no", "drugs.yes", "old.no"]
    page.locator(PANEL).get_by_role("group", name="Ill", exact=True).get_by_label(WORDS["yes"], exact=True).check()
    page.locator(".pw-walk-asked > .pw-walk-go").click()
    expect(page.locator(".pw-walk-begun")).to_have_text("Counted as being given here: New drugNew drug – contraindicated: ill")


def test_other_answers_take_back_nothing_that_the_route_has_begun(opened: Opening) -> None:
    page = opened(REVIEWED, "begin/know.-ill+-drugs+old/well")
    page.locator(".pw-walk-known").get_by_role("button", name=WORDS["change"]).click()
    page.locator(PANEL).get_by_role("group", name="Ill", exact=True).get_by_label(WORDS["yes"], exact=True).check()
    page.get_by_role("button", name=WORDS["save"]).click()
    expect(page.locator(".pw-walk-begun")).to_have_text("Counted as being given here: New drugNew drug – contraindicated: ill")
    assert page.url.endswith("/~.ill")


def test_what_is_being_given_says_that_it_should_not_be(opened: Opening) -> None:
    """Also at steps that give nothing."""
    lines = REVIEWED.replace("role: contraindication", "role: against")
    page = opened(lines, "begin/know.ill+-drugs+old/well")
    expect(page.locator(".pw-walk-begun")).to_have_text("Counted as being given here: New drugNew drug – should not be given if: ill")


TOGETHER = """
          - {id: begin, kind: start, title: A patient, cites: [book], next: know}
          - {id: know, kind: ask, title: What applies, asks: [old, kin], cites: [book], next: start}
          - {id: start, kind: action, title: Start, gives: [new], statements: [never, two], next: well}
          - {id: well, kind: question, title: Well?, cites: [book], next: [{to: home, label: "no"}, {to: home, label: "yes"}]}
          - {id: home, kind: end, title: Home, stops: [old], cites: [book]}
statements:
  - {id: never, role: contraindication, says: The new drug must not be given with the old., about: [new], with: [old], cites: [book]}
  - {id: two, role: against, says: Two drugs of this class should not be given., about: [kin], with: [kin], cites: [book]}
treatments:
  - {id: kin, name: Class, members: [new, other]}
  - {id: new, name: New drug}
  - {id: other, name: Other drug}
  - {id: old, name: Old drug}
"""


@pytest.mark.parametrize(
    ("route", "says"),
    [
        ("know.old+-kin/well", "New drug, Old drugNew drug – contraindicated with old drug"),
        ("know.-old+-kin/well", "New drug"),
        ("know.old+-kin/well.home", "New drug"),
    ],
)
def test_what_is_being_given_says_that_it_must_not_be_together(opened: Opening, route: str, says: str) -> None:
    """Once, at one of two; and nothing is given together with itself."""
    page = opened(TOGETHER, f"begin/{route}")
    expect(page.locator(".pw-walk-begun")).to_have_text(f"Counted as being given here: {says}")


def test_a_summary_does_not_say_that_nothing_is_said_of_one_of_two_that_must_not_be_together(opened: Opening) -> None:
    page = opened(TOGETHER, "begin/know.old+-kin/well.home")
    page.goto(page.url.replace("care.html", "walk.html"))
    page.locator(".pw-walked--made").wait_for()
    expect(page.locator(".pw-walked")).to_contain_text("Stop: Old drug")
    expect(page.locator(".pw-walked")).not_to_contain_text("gives no caution")
