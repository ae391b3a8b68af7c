"""A walk in a real browser through a pathway that has every kind of box, and one that asks of a group that is gone on with."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from generator.cli import main
from generator.i18n import load_messages
from hosting import ROOT, SharedContext, Visit, served, show_list, visiting

WORDS = load_messages().walk
PANEL = "aside.pw-walk"
HEADING = f"{PANEL} h3"
GO = f"{PANEL} .pw-walk-foot .pw-walk-go"
BEARS = ROOT / "tests" / "valid" / "bears.yaml"


def _built(source: Path, folder: Path) -> Path:
    result = CliRunner().invoke(main, ["build", str(source), "--into", str(folder / "site")])
    assert result.exit_code == 0, result.output
    return folder / "site"


@pytest.fixture(scope="module")
def bears(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the bears' site."""
    return _built(BEARS, tmp_path_factory.mktemp("bears"))


@pytest.fixture(scope="module")
def bear_visit(shared_context: SharedContext, bears: Path) -> Iterator[Visit]:
    """A reader of the bears' site, from a folder, where browsers allow least."""
    with visiting(shared_context, bears.as_uri()) as visit:
        yield visit


@pytest.fixture(scope="module")
def bears_over_http(shared_context: SharedContext, bears: Path) -> Iterator[Visit]:
    """A reader of the bears' site, over http."""
    with served(bears) as address, visiting(shared_context, address) as visit:
        yield visit


@pytest.fixture(params=["http", "folder"])
def both_ways(request: pytest.FixtureRequest) -> Visit:
    """Each of the two, for what is kept in the address over reloads and other pages."""
    visit: Visit = request.getfixturevalue("bears_over_http" if request.param == "http" else "bear_visit")
    return visit


@contextmanager
def _opened(visit: Visit, address: str) -> Iterator[Page]:
    page = visit.open(address)
    yield page
    page.close()


def _begin(page: Page) -> None:
    page.locator("figure[data-chart='fever-chart'] .pw-walk-begin").click()


def _stands(page: Page, *names: str) -> None:
    page.wait_for_function(
        "([heading, title]) => document.querySelector(heading)?.textContent === title", arg=[f"{HEADING}:focus", names[0]]
    )
    assert page.locator(HEADING).all_inner_texts() == [*names]


def _press(page: Page, name: str) -> None:
    page.locator(PANEL).get_by_role("button", name=name, exact=True).click()


def _choose(page: Page, text: str) -> None:
    page.locator(f"{PANEL} .pw-walk-choice", has_text=text).click()


def _asked(page: Page, question: str, answer: str) -> None:
    page.locator(f"{PANEL} .pw-walk-asks", has=page.get_by_text(question, exact=True)).get_by_label(answer, exact=True).check()


def _trail(page: Page) -> str:
    return " ".join(page.locator(f"{PANEL} .pw-walk-trail").inner_text().split())


def _asks(page: Page) -> None:
    """From the start to the question with a score."""
    _begin(page)
    _stands(page, "1.1 A hot bear", "1.2 What applies to this bear?")
    expect(page.locator(f"{PANEL} .pw-asked")).to_have_count(0)
    expect(page.locator(".pw-box .pw-asked").first).to_be_attached()
    _asked(page, "Stuffing", "Straw")
    page.locator(PANEL).get_by_role("button", name=WORDS["none_of_rest"]).click()
    _stands(page, "1.3 What is wrong?")
    expect(page.locator(f"{PANEL} .pw-walk-answers li")).to_have_text(["Stuffing: Straw", "Glass eyes: No"])
    assert "has=straw" in page.url
    expect(page.locator(".pw-lens-bar")).to_contain_text("Straw")
    ticks = page.locator(f"{PANEL} .pw-walk-choice input")
    assert [tick.is_checked() for tick in ticks.all()] == [False, False, True]
    _choose(page, "fever")
    _press(page, WORDS["walk_ticked"])
    _stands(page, "1.5 How warm is it?")
    expect(page.locator(f"{PANEL} .pw-walk-choice").first).to_contain_text("2.5 or less")
    expect(page.locator(f"{PANEL} .pw-walk-then")).to_have_text("Then: 1.4 To the tailor")


def _cools(page: Page) -> None:
    """All, with an optional way, and options in turn until none is left."""
    _choose(page, "warm")
    _stands(page, "1.6 At once")
    assert [(tick.is_checked(), tick.is_disabled()) for tick in page.locator(f"{PANEL} .pw-walk-choice input").all()] == [
        (True, True),
        (False, False),
    ]
    _choose(page, "where the bear is afraid")
    _press(page, WORDS["walk_ticked"])
    _stands(page, "1.7 Into the shade", "1.8 Sing to it", "1.9 Cooling")
    expect(page.locator(f"{PANEL} .pw-walk-below")).to_have_text("Further down: 1.9 Cooling")
    expect(page.locator(f"{PANEL} .pw-walk-choice")).to_have_count(2)
    _choose(page, "Ice tea")
    _stands(page, "1.10 Has the fever responded?")
    _choose(page, "no")
    _stands(page, "1.9 Cooling")
    expect(page.get_by_text("Already tried: Ice tea")).to_be_visible()
    expect(page.locator(f"{PANEL} .pw-walk-choices li").last).to_contain_text("Bath – should not be given if: straw")
    assert [text.split("\n")[-1] for text in page.locator(f"{PANEL} .pw-walk-name").all_inner_texts()] == [
        "1.10 Has the fever responded?",
        "1.11 Stays in the bear ward",
    ]
    _choose(page, "Fan")
    _stands(page, "1.10 Has the fever responded?")
    _choose(page, "no")
    _stands(page, "1.11 Stays in the bear ward")
    expect(page.locator(f"{PANEL} .pw-panel-body > .pw-walk-auto")).to_contain_text(WORDS["used_up"])
    page.locator(GO).click()


def _baths(page: Page) -> None:
    """A chart gone through, with a way that can be taken three times; then the branch that waits."""
    for _ in range(3):
        _stands(page, "1.13 Bath", "1.14 Has the bath helped?")
        expect(page.locator(f"{PANEL} .pw-walk-choice")).to_have_count(3)
        page.locator(f"{PANEL} .pw-walk-choice").nth(1).click()
    _stands(page, "1.13 Bath", "1.14 Has the bath helped?")
    expect(page.locator(f"{PANEL} .pw-walk-choice")).to_have_count(2)
    _choose(page, "no longer tried")
    _stands(page, "1.15 Dry the bear")
    page.locator(GO).click()
    _stands(page, "1.12 Home to its family")
    expect(page.locator(f"{PANEL} .pw-panel-body > .pw-walk-auto")).to_have_text("Back at 1.11 Stays in the bear ward")
    page.locator(GO).click()
    _stands(page, "1.4 To the tailor")
    expect(page.get_by_text(WORDS["finished"])).to_be_visible()


def test_every_kind_of_box_can_be_walked(bear_visit: Visit) -> None:
    with _opened(bear_visit, "fever.html") as page:
        _asks(page)
        _cools(page)
        _baths(page)
        trail = _trail(page)
        for said in ("Stuffing: Straw · Glass eyes: No", "fever · Straw", "1.13 Bath (pass 4)", "1.9 Cooling (pass 3)"):
            assert said in trail
        page.reload()
        _stands(page, "1.4 To the tailor")
        assert _trail(page) == trail
        page.locator(PANEL).get_by_role("link", name=WORDS["summary"]).last.click()
        page.wait_for_selector(".pw-walked--made")
        steps = page.locator(".pw-walked-steps").inner_text()
        assert "1.14 Has the bath helped? (pass 4) → no longer tried" in steps
        assert "1.2 What applies to this bear?\n→ Stuffing: Straw\n→ Glass eyes: No" in steps


def test_for_whom_the_pathway_is_stands_at_the_first_step(bear_visit: Visit) -> None:
    """There, in the summary, and where the page of summaries is opened without a route; and not at the steps that follow."""
    said = ["Patients it is for", "Bears of any size", "Patients it is not for", "Rabbits", "Bears after a wash"]
    with _opened(bear_visit, "fever.html") as page:
        _begin(page)
        lists = page.locator(f"{PANEL} .pw-walk-patients")
        assert lists.inner_text().split("\n") == said
        page.get_by_role("button", name=WORDS["go"], exact=True).click()
        expect(lists).to_have_count(0)
        page.locator(PANEL).get_by_role("link", name=WORDS["summary"]).last.click()
        page.wait_for_selector(".pw-walked--made")
        expect(page.locator(".pw-walked")).to_contain_text("Patients it is not for: Rabbits · Bears after a wash")
    with _opened(bear_visit, "walk.html") as page:
        assert [line for line in page.locator(".pw-patients").inner_text().split("\n") if line.strip("#\n")] == said


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the bears' site as it is when nobody may use it any longer."""
    folder = tmp_path_factory.mktemp("withdrawn")
    said = "status: withdrawn\n  withdrawn: {on: 2026-11-28, why: A newer one is out., instead: https://bears.example.org/new}"
    (folder / "bears.yaml").write_text(BEARS.read_text("utf-8").replace("status: approved", said), "utf-8")
    return _built(folder / "bears.yaml", folder)


@pytest.mark.sample(4)
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("address", ["index.html", "fever.html#how-warm", "treatments/ice-tea.html", "walk.html", "print.html"])
def test_a_withdrawn_pathway_is_covered_until_its_notice_is_read(browser: Browser, withdrawn: Path, address: str, scripts: bool) -> None:
    """Wherever a page is entered, without scripts, and with the keyboard alone; paper has the notice and all of the text."""
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": 390, "height": 700})
    page = context.new_page()
    page.goto(f"{withdrawn.as_uri()}/{address}")
    notice, rest = page.locator(".pw-withdrawn").first, page.locator(".pw-pathway-details").first
    expect(notice).to_be_in_viewport()
    expect(notice).to_contain_text("Do not use this pathway. Withdrawn on 28 November 2026: A newer one is out.")
    expect(notice.get_by_role("link")).to_have_attribute("href", "https://bears.example.org/new")
    expect(rest).to_be_hidden()
    page.emulate_media(media="print")
    expect(rest).to_be_visible()
    expect(notice).to_be_visible()
    expect(notice.get_by_role("checkbox")).to_be_hidden()
    page.emulate_media(media="screen")
    read = notice.get_by_role("checkbox", name="I have read this: show the page")
    read.focus()
    page.keyboard.press("Space")
    expect(rest).to_be_visible()
    expect(notice).to_be_visible()
    context.close()


def test_a_walk_through_a_withdrawn_pathway_says_so_at_each_step(shared_context: SharedContext, withdrawn: Path) -> None:
    with visiting(shared_context, withdrawn.as_uri()) as visit, _opened(visit, "fever.html#walk/1/0.1.0/hot-bear/applies.straw") as page:
        expect(page.locator(PANEL)).to_be_hidden()
        page.get_by_role("checkbox", name="I have read this: show the page").check()
        expect(page.locator(f"{PANEL} .pw-walk-withdrawn")).to_contain_text("A newer one is out.")
        page.locator(PANEL).get_by_role("link", name=WORDS["summary"]).last.click()
        page.wait_for_selector(".pw-walked--made", state="attached")
        expect(page.locator(".pw-walked .pw-walk-withdrawn a")).to_have_attribute("href", "https://bears.example.org/new")


SCORE = "fever.html#walk/1/0.1.0/hot-bear/applies.straw/troubles.how-warm"
WAY = f"{PANEL} .pw-walk-choices li"


def _tick(page: Page, item: int, cell: int) -> None:
    page.locator(f'{PANEL} [data-cell="warmth {item} {cell}"]').check()


def test_a_score_is_ticked_and_leaves_the_answers_that_hold_its_sum(bear_visit: Visit) -> None:
    """Unfinished, it decides nothing. What was ticked is kept by going back, by the address and in the summary."""
    with _opened(bear_visit, SCORE) as page:
        _stands(page, "1.5 How warm is it?")
        total = page.locator(f"{PANEL} .pw-score-sum")
        _tick(page, 0, 1)
        _tick(page, 1, 3)
        expect(total).to_have_text("Warmth score: not complete")
        expect(page.locator(f"{PANEL} .pw-score-open").first).to_have_text("Not yet picked: Heartbeats a minute")
        expect(page.locator(f"{PANEL} .pw-walk-choice")).to_have_count(2)
        _tick(page, 2, 1)
        expect(total).to_have_text("Warmth score: 3.5")
        assert page.evaluate("document.activeElement.dataset.cell") == "warmth 2 1"
        expect(page.locator(WAY).first).to_contain_text("Does not fit: Warmth score: 3.5")
        expect(page.locator(f"{PANEL} .pw-walk-choice")).to_have_count(1)
        assert page.url.endswith("/=how-warm.1-1+2-3+3-1")
        page.reload()
        _stands(page, "1.5 How warm is it?")
        expect(total).to_have_text("Warmth score: 3.5")
        _choose(page, "hot")
        _stands(page, "1.11 Stays in the bear ward")
        assert "1.5 How warm is it? hot · 3 or more Warmth score: 3.5" in _trail(page)
        _press(page, WORDS["back"])
        _stands(page, "1.5 How warm is it?")
        expect(total).to_have_text("Warmth score: 3.5")
        page.locator(f'{PANEL} [data-cell="warmth 0 1"]').uncheck()
        expect(total).to_have_text("Warmth score: 2")
        page.locator(PANEL).get_by_role("link", name=WORDS["summary"]).last.click()
        page.wait_for_selector(".pw-walked--made")
        shown = page.locator(".pw-walked--made").inner_text()
        for said in ("Warmth score: 2 [1]", "Sweats: No (0)", "Nose: hot (2)", "Heartbeats a minute: below 1 kg: 90 or less (0)"):
            assert said in shown
        page.go_back()
        _stands(page, "1.5 How warm is it?")
        _press(page, WORDS["back"])
        _stands(page, "1.3 What is wrong?")


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    "part",
    ["=how-warm", "=how-warm.", "=how-warm.9-1", "=how-warm.1-9", "=how-warm.2-0", "=how-warm.1", "=x.1-1", "=hot-bear.1-1", "=.1-1"],
)
def test_ticks_that_fit_no_score_are_told_kindly(bear_visit: Visit, part: str) -> None:
    with _opened(bear_visit, f"{SCORE}/{part}") as page:
        expect(page.locator(f"{PANEL} .pw-walk-note")).to_have_text(WORDS["broken"])
        _stands(page, "1.5 How warm is it?")


def test_a_score_is_ticked_on_its_page(bear_visit: Visit) -> None:
    """And on paper, or without scripts, it is a table to be filled in."""
    with _opened(bear_visit, "fever.html#how-warm") as page:
        show_list(page)
        form = page.locator(".pw-box .pw-score-form")
        for cell in ("warmth 1 1", "warmth 2 4"):
            form.locator(f'[data-cell="{cell}"]').check()
        expect(form.locator(".pw-score-sum")).to_have_text("Warmth score: 1")
        ways = page.locator(".pw-box:has(#how-warm) .pw-next li")
        expect(ways.nth(0)).to_contain_text("Fits: Warmth score: 1")
        expect(ways.nth(1)).to_contain_text("Does not fit: Warmth score: 1")
        table = page.locator(".pw-box .pw-score table")
        expect(table).to_be_hidden()
        expect(page.locator(".pw-panel .pw-score-sum")).to_have_text("Warmth score: 1")
        form.get_by_role("button", name="Clear").click()
        expect(form.locator(".pw-score-sum")).to_have_text("Warmth score: not complete")
        page.emulate_media(media="print")
        expect(table).to_be_visible()
        expect(form).to_be_hidden()


def test_a_score_of_a_box_ticks_the_findings_that_are_its_items(shared_context: SharedContext, example_sites: Path) -> None:
    """In place of others of their group."""
    with visiting(shared_context, (example_sites / "emergency").as_uri()) as visit, _opened(visit, "watch.html#points") as page:
        show_list(page)
        form = page.locator(".pw-box .pw-score-form").first
        for cell, ticked in (("2 2", "drowsy"), ("3 1", "drowsy,low-sugar"), ("2 1", "awake,low-sugar")):
            form.locator(f'[data-cell="warning-score {cell}"]').check()
            page.wait_for_url(f"**?has={ticked}#points")
        expect(page.locator(".pw-lens-bar")).to_contain_text("Awake")


def test_the_summary_of_a_walk_gives_doses_in_full(shared_context: SharedContext, example_sites: Path) -> None:
    """Each row with its columns, on the page and in the text that is copied."""
    with visiting(shared_context, (example_sites / "emergency").as_uri()) as visit:
        examples = visit.open("examples.html")
        way = examples.locator("a[href*='#walk/']").last.get_attribute("href") or ""
        page = visit.open(f"walk.html#{way.partition('#')[2]}")
        page.wait_for_selector(".pw-walked--made")
        rows = [" ".join(row.split()) for row in page.locator(".pw-walked tr").all_inner_texts()]
        assert any("below 10 kg 0.2 mg/kg" in row and "2 mg a dose" in row for row in rows)
        assert any(row.startswith("Mockamine 1 year or older") for row in rows)
        assert not any("<" in row for row in rows)
        sums = page.locator(".pw-walked-sum").all_inner_texts()
        assert sums
        assert [text for text in sums if not re.fullmatch(r"[^:]+: (?:not complete|[^ ]+) \[\d+\]", text)] == []


@pytest.mark.sample(1)
def test_what_is_ticked_on_a_page_stays_and_is_taken_into_a_walk(both_ways: Visit) -> None:
    """It survives a reload and the way to another page and back; a walk that first meets the score has it, and keeps its own ticks."""
    with _opened(both_ways, "fever.html") as page:
        show_list(page)
        form, total = page.locator(".pw-box .pw-score-form"), page.locator(".pw-box .pw-score-sum")
        for cell in ("warmth 0 1", "warmth 1 3", "warmth 2 1"):
            form.locator(f'[data-cell="{cell}"]').check()
        assert page.url.endswith("?score=how-warm.1-1.2-3.3-1")
        page.reload()
        expect(total).to_have_text("Warmth score: 3.5")
        page.locator("a[href='circumstances.html']").first.click()
        page.locator("a[href^='fever.html']").first.click()
        expect(total).to_have_text("Warmth score: 3.5")
        page.get_by_role("button", name="Chart", exact=True).click()
        page.goto(page.url.split("#")[0] + "#how-warm")
        page.reload()
        page.locator(".pw-panel .pw-tool--walk").click()
        _stands(page, "1.2 What applies to this bear?")
        page.get_by_role("button", name=WORDS["go"], exact=True).click()
        _stands(page, "1.5 How warm is it?")
        expect(page.locator(f"{PANEL} .pw-score-sum")).to_have_text("Warmth score: 3.5")
        expect(page.locator(PANEL)).to_contain_text("As it was ticked on the page. Check it again.")
        assert "/=how-warm.1-1+2-3+3-1" in page.url
        page.locator(f"{PANEL} .pw-score-tools").get_by_role("button", name="Clear").click()
        page.reload()
        expect(page.locator(f"{PANEL} .pw-score-sum")).to_have_text("Warmth score: not complete")
    with _opened(both_ways, "fever.html?has=straw&score=how-warm.1-1.9-9.x,nothing.1-1#fever") as page:
        expect(page.locator(".pw-box [data-cell='warmth 0 1']")).to_be_checked()
        page.locator(".pw-lens-bar .pw-lens-clear").click()
        expect(page.locator(".pw-box [data-cell='warmth 0 1']")).not_to_be_checked()
        assert "score=" not in page.url


def test_what_is_ticked_is_answered_beforehand_and_the_other_way_round(bear_visit: Visit) -> None:
    """And answers can be changed at every later step, there and under “This patient has …”."""
    version = "0.1.0"
    with _opened(bear_visit, f"fever.html?has=glass-eyes#walk/1/{version}/hot-bear/applies") as page:
        _stands(page, "1.1 A hot bear", "1.2 What applies to this bear?")
        glass = page.locator(f"{PANEL} .pw-walk-asks", has_text="Glass eyes")
        expect(glass.get_by_label(WORDS["yes"], exact=True)).to_be_checked()
        expect(page.locator(f"{PANEL} .pw-walk-asks", has_text="Stuffing").get_by_label(WORDS["unknown"])).not_to_be_checked()
        _press(page, WORDS["go"])
        _stands(page, "1.3 What is wrong?")
        known = page.locator(f"{PANEL} .pw-walk-known")
        expect(known).to_contain_text("Glass eyes: Yes")
        _press(page, WORDS["change"])
        _asked(page, "Stuffing", "Wool")
        _press(page, WORDS["save"])
        expect(known).to_contain_text("Stuffing: WoolGlass eyes: Yes")
        expect(page.locator(PANEL)).to_contain_text("Ruled out by the answers: Straw")
        expect(page.locator(f"{PANEL} .pw-walk-choice")).to_have_count(2)
        assert re.search(r"\?has=[^#]*wool", page.url)
        _stands(page, "1.3 What is wrong?")
        page.locator(".pw-lens-change").click()
        page.locator("dialog[open] input[name=has][value=wool]").uncheck()
        expect(page.locator("dialog[open] input[name=unknown][value=wool]")).to_be_checked()
        page.keyboard.press("Escape")
        expect(known).to_contain_text(f"Glass eyes: YesWool: {WORDS['unknown']}Straw: No")
        page.reload()
        expect(known).to_contain_text(f"Glass eyes: YesWool: {WORDS['unknown']}Straw: No")


def test_a_link_ticks_what_it_answers(bear_visit: Visit) -> None:
    with _opened(bear_visit, "fever.html#walk/1/0.1.0/hot-bear/applies.straw") as page:
        _stands(page, "1.3 What is wrong?")
        expect(page.locator(".pw-lens-bar")).to_contain_text("Straw")


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    "answer", ["applies.somewhere", "applies.-", "applies.straw+wool+x", "applies.~x", "~.x", "~", "applies.straw/troubles.~", "applies~9"]
)
def test_answers_that_do_not_fit_are_told_kindly(bear_visit: Visit, answer: str) -> None:
    with _opened(bear_visit, f"fever.html#walk/1/0.1.0/hot-bear/{answer}") as page:
        expect(page.locator(f"{PANEL} .pw-walk-note")).to_have_text(WORDS["broken"])


@pytest.mark.release
def test_a_walk_by_keyboard_on_a_telephone(shared_context: SharedContext, bears: Path) -> None:
    """Radio buttons, digits and Enter; what is ticked survives a reload, and nothing is wider than the screen."""
    with visiting(shared_context, bears.as_uri()) as visit, _opened(visit, "fever.html#walk/1/0.1.0/hot-bear/applies") as page:
        page.set_viewport_size({"width": 390, "height": 844})
        _stands(page, "1.1 A hot bear", "1.2 What applies to this bear?")
        while not page.evaluate("document.activeElement.matches('.pw-walk-asks input')"):
            page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.closest('label').textContent") == "Straw"
        page.reload()
        assert page.locator(f"{PANEL} .pw-walk-asks input:checked").first.evaluate("e => e.closest('label').textContent") == "Straw"
        page.keyboard.press("Enter")
        _stands(page, "1.3 What is wrong?")
        page.keyboard.press("1")
        page.reload()
        assert page.locator(f"{PANEL} .pw-walk-ticks input").first.is_checked()
        while not page.evaluate("document.activeElement.matches('.pw-walk-ticks input')"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        _stands(page, "1.5 How warm is it?")
        page.keyboard.press("1")
        _stands(page, "1.6 At once")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        heights = page.eval_on_selector_all(f"{PANEL} :is(.pw-walk-choice, .pw-walk-go)", "all => all.map(e => e.offsetHeight)")
        assert min(heights) >= 32


def test_without_scripts_nothing_of_a_walk_shows(browser: Browser, bears: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{(bears / 'fever.html').as_uri()}#walk/1/0.1.0/hot-bear")
    for text in (WORDS["begin"], WORDS["none_of_rest"], WORDS["go"]):
        expect(page.get_by_text(text, exact=True)).to_have_count(0)
    context.close()


@pytest.mark.sample(1)
def test_a_walk_from_the_middle_asks_first_what_every_way_there_asks(both_ways: Visit) -> None:
    with _opened(both_ways, "fever.html#walk/1/0.1.0/cooling") as page:
        _stands(page, "1.2 What applies to this bear?")
        expect(page.locator(PANEL)).to_contain_text("You begin at “1.9 Cooling”. Every way there asks this first.")
        _asked(page, "Stuffing", "Straw")
        _press(page, WORDS["go"])
        _stands(page, "1.9 Cooling")
        assert page.url.endswith("#walk/1/0.1.0/cooling/applies.-wool+straw")
        page.reload()
        _stands(page, "1.9 Cooling")


_ASKED = {
    "asks: [stuffing, glass-eyes]": "asks: [stuffing, glass-eyes, blue-eyes, ice-tea]",
    "{id: glass-eyes, name: Glass eyes}": "{id: glass-eyes, name: Glass eyes, members: [blue-eyes]}\n  - {id: blue-eyes, name: Blue glass eyes}",
    "statements: [hot-is]": "statements: [hot-is, straw-dry]",
    "\ntreatments:\n": """
  - {id: straw-dry, role: practice, says: Bears filled with straw should be kept dry., in: [straw], cites: [handbook]}

treatments:
""",
}


def test_an_ask_shows_what_applies_and_asks_about_treatments(shared_context: SharedContext, tmp_path: Path) -> None:
    """The statements that name no treatment at once, as the answers change; of others how many there are. What follows is not asked."""
    text = BEARS.read_text("utf-8")
    for old, new in _ASKED.items():
        text = text.replace(old, new, 1)
    source = tmp_path / "pathway.yaml"
    source.write_text(text, "utf-8")
    site = _built(source, tmp_path)
    with visiting(shared_context, site.as_uri()) as visit, _opened(visit, "fever.html#walk/1/0.1.0/hot-bear/applies") as page:
        _stands(page, "1.1 A hot bear", "1.2 What applies to this bear?")
        applies = page.locator(f"{PANEL} .pw-walk-applies")
        expect(applies).to_be_empty()
        _asked(page, "Stuffing", "Straw")
        expect(applies).to_contain_text("Bears filled with straw should be kept dry.")
        expect(applies).to_contain_text("Bears filled with straw should not be bathed.")
        blue = page.locator(f"{PANEL} .pw-walk-asks", has_text="Blue glass eyes")
        _asked(page, "Glass eyes", "No")
        expect(blue).to_be_hidden()
        _asked(page, "Glass eyes", "Not known yet")
        expect(blue).to_be_visible()
        _asked(page, "Ice tea is being given", "Yes")
        _press(page, WORDS["go"])
        _stands(page, "1.3 What is wrong?")
        expect(page.locator(f"{PANEL} .pw-walk-known")).to_contain_text("Ice tea being given when asked: Yes")
        assert page.url.endswith("/applies.-wool+straw+~glass-eyes+ice-tea")
        expect(page.locator(".pw-lens-bar")).to_contain_text("Marked for: Straw")
        page.reload()
        expect(page.locator(f"{PANEL} .pw-walk-known")).to_contain_text("Ice tea being given when asked: Yes")
        page.locator(PANEL).get_by_role("link", name=WORDS["summary"]).last.click()
        page.wait_for_selector(".pw-walked--made")
        group = page.locator(".pw-walked-part", has=page.get_by_role("heading", name=WORDS["said_anywhere"]))
        expect(group).to_contain_text("Bears filled with straw should be kept dry.")
        expect(group).to_contain_text("Bears filled with straw should not be bathed.")


_GROUP = """
      - id: more
        title: More
        boxes:
          - {id: again, kind: start, title: Once more, cites: [handbook], next: on-with}
          - {id: on-with, kind: action, title: On with coolers, cites: [handbook], continues: [coolers], next: which-weather}
          - {id: which-weather, kind: question, title: "Which filling?", cites: [handbook], next: [{to: for-straw, has: straw}, {to: other-end, label: another}]}
          - {id: for-straw, kind: action, title: For straw, cites: [handbook], next: {to: applies, after: 12 months}}
          - {id: other-end, kind: end, title: For others, cites: [handbook]}
"""


def test_a_group_that_is_gone_on_with_and_a_question_that_answers_itself(shared_context: SharedContext, tmp_path: Path) -> None:
    """Boxes in a row are one step; which of the group is given is asked; the question is taken without a click, and says why.

    Back at what was asked, after a time, the answers are confirmed.
    """
    text = re.sub(r"\ncases:\n.*(?=\nreferences:)", "", BEARS.read_text("utf-8"), flags=re.DOTALL)
    text = text.replace("\nstatements:\n", f"{_GROUP}\nstatements:\n", 1)
    text = text.replace("{id: tailor, kind: exit, title: To the tailor", "{id: tailor, kind: action, next: again, title: To the tailor")
    source = tmp_path / "pathway.yaml"
    source.write_text(text, "utf-8")
    site = _built(source, tmp_path)
    with (
        visiting(shared_context, site.as_uri()) as visit,
        _opened(visit, "fever.html#walk/1/0.1.0/hot-bear/applies.straw/troubles.tailor") as page,
    ):
        _stands(page, "1.4 To the tailor", "1.16 Once more", "1.17 On with coolers")
        expect(page.locator(f"{PANEL} legend")).to_have_text("Which of these (Coolers) is the patient being given? Tick none if none is.")
        _choose(page, "Fan")
        _press(page, WORDS["walk_ticked"])
        _stands(page, "1.19 For straw")
        expect(page.locator(f"{PANEL} .pw-panel-body > .pw-walk-auto")).to_have_text(
            "1.18 Which filling? → Straw. Taken without a click: Straw"
        )
        assert "1.18 Which filling? Straw Taken without a click: Straw" in _trail(page)
        page.reload()
        _stands(page, "1.19 For straw")
        page.locator(GO).click()
        _stands(page, "1.2 What applies to this bear?")
        expect(page.get_by_text(WORDS["confirm"])).to_be_visible()
        expect(page.get_by_label("Straw", exact=True)).to_be_checked()
        _asked(page, "Stuffing", "Wool")
        _press(page, WORDS["go"])
        _stands(page, "1.3 What is wrong?")
        expect(page.locator(".pw-lens-bar")).to_contain_text("Marked for: Wool")
        assert "1.2 What applies to this bear? (pass 2)" in _trail(page)
