"""Steps of a walk through our own pathway, as a reader answers them."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from generator.i18n import load_messages
from hosting import Visit
from ours import INDEX

WORDS = load_messages().walk
PANEL = "aside.pw-walk"
HEADING = f"{PANEL} h3"
NEXT = ".pw-walk-ways .pw-walk-go"
VERSION = INDEX.pathway.pathway.version
SKIN = f"skin.html#walk/1/{VERSION}/skin-manifestations/applies"
FIRST_LINE = f"{SKIN}.-ild/skin-first-line-measures.photoprotection+topical-corticosteroids-skin"
SECOND_LINE = f"{FIRST_LINE}/unresponsive-to-topical.skin-second-line-choice"
WIDE, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)


def _at(page: Page, box: str) -> None:
    page.wait_for_function(
        "([heading, title]) => [...document.querySelectorAll(heading)].some((one) => one.textContent === title)",
        arg=[HEADING, INDEX.name_of(INDEX.targets[box].box)],
    )


# ── The way on beside the heading ──

LOCKED = {
    "the first is locked": (f"{SKIN}.-ild", "skin-first-line-measures", "photoprotection"),
    "two are locked": (SECOND_LINE, "skin-second-line-choice", "systemic-corticosteroids-skin"),
}


@pytest.mark.sample(1)
@pytest.mark.parametrize("by_keyboard", [False, True], ids=["click", "Enter"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "telephone"])
@pytest.mark.parametrize(("address", "box", "goal"), LOCKED.values(), ids=LOCKED)
def test_the_way_on_submits_ticks_of_which_some_are_locked(  # noqa: PLR0913, PLR0917  # each is varied
    visit: Visit, address: str, box: str, goal: str, size: ViewportSize, by_keyboard: bool
) -> None:
    """It first shows what can be ticked, and then goes on."""
    page = visit.open(address, size)
    _at(page, box)

    def press() -> None:
        page.keyboard.press("Enter") if by_keyboard else page.locator(NEXT).click()

    press()
    if page.locator(f"{PANEL} .pw-walk-ticks").count():
        expect(page.locator(f"{PANEL} .pw-walk-ticks input:focus")).to_be_enabled()
        press()
    _at(page, goal)


def test_the_way_on_shows_the_first_question_that_is_in_sight(visit: Visit) -> None:
    """One that follows from other answers is hidden, and cannot be answered."""
    page = visit.open(f"index.html?has=anti-srp#walk/1/{VERSION}/dermatomyositis", {"width": 390, "height": 500})
    _at(page, "applies")
    page.locator(f"{PANEL} .pw-walk-asks").first.evaluate("field => field.hidden = true")
    page.locator(NEXT).click()
    assert page.locator(f"{PANEL} .pw-walk-asks input:focus").evaluate("field => field.closest('fieldset').hidden") is False


# ── A caution among the ways on ──

CAUTION = "Caution to read: 4.12 Systemic corticosteroids in skin disease"
AMYOPATHIC = SECOND_LINE.replace("applies.-ild", "applies.amyopathic")


def test_a_way_to_a_caution_says_so_and_has_its_marks(visit: Visit) -> None:
    """In the ticks, in what comes then, in the route and in the summary: nothing is given there."""
    page = visit.open(AMYOPATHIC)
    _at(page, "skin-second-line-choice")
    row = page.locator(f"{PANEL} .pw-walk-ticks li").first
    assert row.locator(".pw-walk-name").inner_text() == CAUTION
    expect(row.locator(".pw-kind-mark--caution")).to_be_visible()
    expect(row.locator(".pw-mark")).to_have_text(["Systemic corticosteroids – caution: clinically amyopathic disease"])
    expect(page.locator(f"{PANEL} .pw-walk-ticks li").nth(1).locator(".pw-kind-mark")).to_have_count(0)
    page.get_by_role("button", name=WORDS["walk_ticked"]).click()
    _at(page, "systemic-corticosteroids-skin")
    taken = f"{CAUTION} · 4.13 An antimalarial"
    expect(page.locator(f"{PANEL} .pw-walk-trail li", has_text="4.11").locator(".pw-walk-taken")).to_have_text(taken)
    page.locator(PANEL).get_by_role("link", name="Summary").last.click()
    page.wait_for_selector(".pw-walked--made")
    steps = page.locator(".pw-walked-steps li").all_inner_texts()
    assert [step for step in steps if all(f"→ {one}" in step.splitlines() for one in taken.split(" · "))]
    assert CAUTION in steps


def test_the_page_says_that_a_way_leads_to_a_caution(visit: Visit) -> None:
    """With its marks, in the list of ways and in the text version."""
    page = visit.open_list("skin.html?has=amyopathic")
    way = page.locator(".pw-box:has(#skin-second-line-choice) .pw-next li").first
    expect(way.locator("a").first).to_have_text(CAUTION)
    expect(way.locator(".pw-mark")).to_have_text(["Systemic corticosteroids – caution: clinically amyopathic disease"])
    assert CAUTION in (page.locator("#skin-second-line--step-1").locator("xpath=ancestor-or-self::li").inner_text())


# ── What is gone on with ──

THIRD_LINE = f"skin.html#walk/1/{VERSION}/skin-third-line-choice/applies.-ild/skin-third-line-choice.topical-corticosteroids.sunscreen/skin-third-line-choice"
GROUP = "Third-line options for the skin"
GONE_ON_WITH = {
    "none that is warned of": ("adjunctive-ivig-skin", "Intravenous immunoglobulin", []),
    "one that is warned of": ("mycophenolate-skin", "Mycophenolate", ["For everyone Mycophenolate – caution"]),
    "one after another": (
        "thalidomide-skin/response-to-third-line-skin.skin-third-line-choice/skin-third-line-choice.dapsone-skin",
        "Dapsone",
        [],
    ),
}


def _folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.sample(1)
@pytest.mark.parametrize(("options", "name", "for_everyone"), GONE_ON_WITH.values(), ids=GONE_ON_WITH)
def test_what_is_being_given_of_a_group_is_named_and_alone_warned_of(
    visit: Visit, options: str, name: str, for_everyone: list[str]
) -> None:
    """At the step, in the summary and in its warnings; the page, which knows no route, has the group."""
    page = visit.open(f"{THIRD_LINE}.{options}/response-to-third-line-skin.go-on-third-line-skin")
    _at(page, "go-on-third-line-skin")
    chips = page.locator(f"{PANEL} .pw-chips[data-verb=continues] a")
    assert [_folded(text).partition("Includes")[0] for text in chips.all_inner_texts()] == [
        f"{name} (one of {GROUP})",
        "Topical corticosteroids",
        "Sunscreen",
    ]
    assert [_folded(text) for text in page.locator(f"{PANEL} .pw-remark--everyone").all_inner_texts()] == for_everyone
    there = page.locator(".pw-box:has(#go-on-third-line-skin)")
    expect(there.locator(".pw-chips[data-verb=continues] a").first).to_contain_text(GROUP)
    expect(there.locator(".pw-remark--everyone")).to_contain_text("Methotrexate – caution")
    page.locator(PANEL).get_by_role("link", name="Summary").last.click()
    page.wait_for_selector(".pw-walked--made")
    expect(page.locator(".pw-walked-steps li").last).to_contain_text(f"Continue: {name} (one of {GROUP})")
    warned = page.locator(".pw-walked-minded").inner_text()
    given = {"Mycophenolate", "Intravenous immunoglobulin", "Thalidomide", "Dapsone"} & {
        name,
        *(["Thalidomide"] if "thalidomide" in options else []),
    }
    names = {
        treatment.name for treatment in INDEX.pathway.treatments if treatment.id in INDEX.treatments["third-line-skin-options"].members
    }
    assert {one for one in names if one in warned} == given


def test_the_chart_beside_a_step_is_marked_for_the_step(visit: Visit) -> None:
    """Not for all of a group of which one is being given; the page, once the walk is left, is marked as before."""
    page = visit.open(f"{THIRD_LINE}.adjunctive-ivig-skin/response-to-third-line-skin.go-on-third-line-skin")
    _at(page, "go-on-third-line-skin")
    marks = page.locator(".pw-drawing:visible a[href$='#go-on-third-line-skin'] .pw-mark-node text")
    listed = page.locator(".pw-chart-marks:visible a[href$='#go-on-third-line-skin']")
    expect(page.locator(f"{PANEL} .pw-chips[data-verb=continues] a").first).to_contain_text("Intravenous immunoglobulin")
    expect(marks).to_have_count(0)
    expect(listed).to_have_count(0)
    page.get_by_role("button", name=WORDS["leave"]).click()
    expect(marks).to_contain_text("Includes")
    expect(listed).to_have_count(1)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("ticked", "said"),
    [
        (["Dapsone"], f"Dapsone (one of {GROUP})"),
        (["Dapsone", "Methotrexate"], f"Methotrexate, Dapsone (of {GROUP})"),
        ([], f"None of {GROUP}"),
    ],
)
def test_what_is_gone_on_with_is_named_once_it_is_known(visit: Visit, ticked: list[str], said: str) -> None:
    """Until then all of the group may be meant."""
    page = visit.open(f"skin.html#walk/1/{VERSION}/go-on-third-line-skin/applies.-ild")
    _at(page, "go-on-third-line-skin")
    page.get_by_role("button", name=WORDS["walk_ticked"]).click()  # of the single treatments, which are asked about first, none
    chip = page.locator(f"{PANEL} .pw-chips[data-verb=continues] a").first
    expect(chip).to_contain_text(GROUP)
    for name in ticked:
        page.locator(f"{PANEL} .pw-walk-choice", has_text=name).click()
    page.get_by_role("button", name=WORDS["walk_ticked"]).click()
    expect(chip).to_contain_text(said)
    everyone = page.locator(f"{PANEL} .pw-remark--everyone")
    assert [text.count(" – ") for text in everyone.all_inner_texts()] == ([1] if "Methotrexate" in ticked else [])
    page.locator(PANEL).get_by_role("link", name="Summary").last.click()
    page.wait_for_selector(".pw-walked--made")
    expect(page.locator(".pw-walked-steps li").last).to_contain_text(f"Continue: {said}")


# ── What the answers mean ──


def _asked(page: Page, question: str, answer: str) -> None:
    page.locator(f"{PANEL} .pw-walk-asks", has=page.get_by_text(question, exact=True)).get_by_label(answer, exact=True).check()


def _says(*statements: str) -> list[str]:
    return [INDEX.statements[name].says for name in statements]


def test_what_a_finding_means_is_said_in_full_as_soon_as_it_is_ticked(visit: Visit) -> None:
    """Also of treatments that no step of this route comes to; each once, under the first finding that it is for."""
    page = visit.open(f"index.html#walk/1/{VERSION}/dermatomyositis")
    _at(page, "applies")
    applies = page.locator(f"{PANEL} .pw-walk-applies")
    expect(applies).to_be_empty()
    _asked(page, "Anti-MDA5 antibodies", WORDS["yes"])
    _asked(page, "Interstitial lung disease", WORDS["yes"])
    _asked(page, "Anti-SRP antibodies", WORDS["yes"])
    said = applies.locator("li > span:nth-of-type(2)").all_inner_texts()
    assert len(said) == len({*said})
    assert {*_says("anti-srp-necrotising-myositis", "anti-srp-often-early", "anti-mda5-amyopathic-and-ild", "anti-mda5-often-early")} <= {
        *said
    }
    groups = applies.locator("p strong").all_inner_texts()
    assert groups == ["Anti-SRP antibodies", "Anti-MDA5 antibodies", "Interstitial lung disease"]
    _asked(page, "Anti-SRP antibodies", WORDS["no"])
    assert not {*_says("anti-srp-often-early")} & {*applies.locator("li > span:nth-of-type(2)").all_inner_texts()}


MILD = f"#walk/1/{VERSION}/dermatomyositis/applies.anti-srp/problems-present.severe-or-flare/severe-or-flare.problems-to-treat/problems-to-treat.muscle"


def test_the_summary_has_what_applies_by_an_answer_and_came_up_at_no_step(visit: Visit) -> None:
    """On the screen and in its plain text, in full and once."""
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open(f"walk.html{MILD}/response-to-corticosteroids.taper-muscle")
    page.wait_for_selector(".pw-walked--made")
    group = page.locator(".pw-walked-part", has=page.get_by_role("heading", name=WORDS["said_anywhere"]))
    for says in _says("anti-srp-necrotising-myositis", "anti-srp-often-early"):
        expect(group).to_contain_text(says)
        assert page.locator(".pw-walked").inner_text().count(says) == 1
    page.get_by_role("button", name="Copy as text").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert _says("anti-srp-often-early")[0] in page.evaluate("navigator.clipboard.readText()")


def test_the_summary_says_what_is_not_known_yet(visit: Visit) -> None:
    """Whether that was picked, or nothing was."""
    page = visit.open(f"walk.html#walk/1/{VERSION}/dermatomyositis/applies.ild+-anti-srp/problems-present.severe-or-flare")
    page.wait_for_selector(".pw-walked--made")
    parts = page.locator(".pw-walked-steps li", has_text="1.3 What applies").locator(".pw-walked-answer").all_inner_texts()
    parts = [text.strip().removeprefix("→ ") for text in parts]
    assert parts[0] == "Interstitial lung disease: Yes"
    assert parts[1].startswith("Not known yet: ")
    asked = next(place.box for place in INDEX.boxes if place.box.id == "applies").asks
    assert {*parts[1].removeprefix("Not known yet: ").split(", ")} == {INDEX.entries[name].name for name in asked} - {
        "Interstitial lung disease",
        "Anti-SRP antibodies",
    }
    assert parts[2:] == ["Anti-SRP antibodies: No"]


SEVERE = (
    f"#walk/1/{VERSION}/dermatomyositis/applies.amyopathic/problems-present.severe-or-flare/severe-or-flare.severe/antibody-subset.start-of-treatment"
    "/start-of-treatment.intravenous-corticosteroids-short-course/response-in-severe-disease.taper-severe"
)
ADDED = ["applies", "problems-present", "severe-or-flare", "antibody-subset", "response-in-severe-disease"]


def test_the_summary_has_what_the_editors_added(visit: Visit) -> None:
    """To boxes, to ways that were taken and to statements; on the screen, on paper and as plain text, each once at a step."""
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open(f"walk.html{SEVERE}")
    page.wait_for_selector(".pw-walked--made")
    boxes = {name: INDEX.targets[name].box for name in [*ADDED, "change-to-oral-corticosteroids", "taper-severe"]}
    taken = next(edge for edge in boxes["antibody-subset"].next if edge.to == "start-of-treatment")
    wanted = [*(boxes[name].editorial for name in ADDED), taken.editorial]
    wanted += [placement.editorial for name in ("change-to-oral-corticosteroids", "taper-severe") for placement in boxes[name].statements]
    said = [f"† {text}" for text in wanted if text]
    assert [*page.locator(".pw-walked-added").all_inner_texts()] == _unique([*said[:4], said[5], said[4], *said[6:]])
    expect(page.locator(".pw-walked .pw-walk-small", has_text=WORDS["additions"])).to_be_visible()
    not_taken = next(edge for edge in boxes["response-in-severe-disease"].next if edge.to == "response-to-corticosteroids")
    assert not_taken.editorial
    assert not_taken.editorial not in page.locator(".pw-walked").inner_text()
    page.get_by_role("button", name="Copy as text").click()
    page.get_by_role("button", name="Copied").wait_for()
    plain = page.evaluate("navigator.clipboard.readText()")
    assert [text for text in [*said, WORDS["additions"]] if text not in plain] == []
    page.emulate_media(media="print")
    expect(page.locator(".pw-walked-added").first).to_be_visible()


def _unique(texts: list[str]) -> list[str]:
    """Each text once."""
    return list(dict.fromkeys(texts))


@pytest.mark.parametrize(
    ("answer", "said"),
    [("amyopathic", "Caution: clinically amyopathic disease"), ("-amyopathic", "Answered “no”: clinically amyopathic disease")],
)
def test_the_summary_says_of_a_warning_that_it_is_not_for_this_patient(visit: Visit, answer: str, said: str) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open(f"walk.html{SEVERE.replace('applies.amyopathic', f'applies.{answer}')}")
    page.wait_for_selector(".pw-walked--made")
    [warning] = _says("amyopathic-corticosteroids-rarely")
    expect(page.locator(".pw-walked-minded li", has_text=warning)).to_contain_text(said)
    page.get_by_role("button", name="Copy as text").click()
    page.get_by_role("button", name="Copied").wait_for()
    plain = page.evaluate("navigator.clipboard.readText()")
    assert f"  ({said})" in plain.partition(warning)[2].partition("\n- ")[0].splitlines()


# ── How a step is laid out ──

_BROKEN = """root => {
  const walker = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT), broken = [];
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (!parentElement.checkVisibility()) continue;
    for (const { 0: word, index } of data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + word.length);
      if (new Set([...range.getClientRects()].filter(({ width }) => width).map(({ top }) => Math.round(top))).size > 1) broken.push(word);
    }
  }
  return broken;
}"""
LONG_WORDS = {
    "in the heading": "severe.html#walk/1/{}/antisynthetase-treatment/applies.-ild",
    "at the end of the heading": "muscle.html#walk/1/{}/muscle-third-line-choice/applies.renal-impairment",
    "in a later heading": "skin.html#walk/1/{}/topical-corticosteroids-skin/applies.-ild",
}


@pytest.mark.release
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "telephone"])
@pytest.mark.parametrize("address", LONG_WORDS.values(), ids=LONG_WORDS)
def test_no_word_of_a_step_is_broken(visit: Visit, address: str, size: dict[str, int]) -> None:
    """Headings of all its boxes are of one size, and the way on is in sight."""
    page = visit.open(address.format(VERSION))
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.locator(f"{HEADING}:focus").wait_for()
    assert page.evaluate(_BROKEN, PANEL) == []
    assert len({*page.locator(HEADING).evaluate_all("all => all.map(one => getComputedStyle(one).fontSize)")}) == 1
    expect(page.locator(NEXT)).to_be_in_viewport()


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "place",
    ["#walk/1/{}/go-on-second-line-muscle/applies.ild+antisynthetase+anti-mda5", "#go-on-second-line-muscle"],
    ids=["walk", "panel"],
)
def test_the_marks_of_a_chart_are_not_below_the_panel(visit: Visit, place: str) -> None:
    page = visit.open(f"muscle.html?has=ild,antisynthetase,anti-mda5{place.format(VERSION)}")
    page.locator(".pw-chart-marks:visible").first.wait_for()
    frame = page.locator(".pw-frame", has=page.locator("aside.pw-panel:visible"))
    panel, marks = frame.locator("aside.pw-panel:visible").bounding_box(), frame.locator(".pw-chart-marks").bounding_box()
    assert panel
    assert marks
    assert marks["x"] + marks["width"] <= panel["x"]


def test_an_answer_that_gives_nothing_is_named_by_its_label(visit: Visit) -> None:
    """Where it leads is in small print, in the step and in what was answered."""
    page = visit.open(f"severe.html#walk/1/{VERSION}/severe-disease-or-flare/applies.-ild/antibody-subset.start-of-treatment")
    _at(page, "start-of-treatment")
    names = page.locator(f"{PANEL} .pw-walk-choices .pw-walk-name")
    assert [name.split("\n")[0] for name in names.all_inner_texts()][-1] == "not indicated"
    assert names.last.locator("strong").inner_text() == "not indicated"
    assert "1.6 Overview: What is to be treated?" in names.last.locator(".pw-walk-to").inner_text()
    names.last.click()
    _at(page, "problems-to-treat")
    expect(page.locator(f"{PANEL} .pw-walk-trail li", has_text="2.6 ").locator(".pw-walk-taken")).to_have_text("not indicated")


def test_a_way_that_was_taken_is_marked_for_as_long_as_it_holds(visit: Visit) -> None:
    """The step says for what, and nothing is ticked for other pages; another answer takes it back."""
    page = visit.open(f"muscle.html#walk/1/{VERSION}/significant-muscle-weakness/applies.-ild")
    taken, mark = page.locator(f"{PANEL} .pw-walk-by-way"), page.locator(f"{PANEL} .pw-marked-for", has_text="muscle weakness")
    for key, box, count in (("1", "adjunctive-ivig-guidance", 1), ("2", "adjunctive-ivig-small-studies", 0)):
        _at(page, "significant-muscle-weakness")
        expect(taken).to_have_count(0)
        page.keyboard.press(key)
        _at(page, box)
        expect(taken).to_have_count(count)
        expect(mark).to_have_count(count)
        assert "muscle-weakness" not in page.url.partition("#")[0]
        page.keyboard.press("Backspace")
