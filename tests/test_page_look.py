"""How pages look where a reader would stumble: what goes over an edge, leaves holes, or reads as two kinds of text."""

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.i18n import load_messages
from generator.scaffold import examples
from hosting import Visit
from ours import INDEX, PATHWAY, example

_SIZE = (
    "all => all.map((e) => e.getBoundingClientRect()).map(({ left, top, right, bottom, width }) => ({ left, top, right, bottom, width }))"
)


def test_tabs_that_have_no_room_have_a_row_of_their_own(visit: Visit) -> None:
    """However many there are, all are in the window."""
    page = visit.open("index.html")
    for count in (13, 25):
        page.locator(".md-tabs__list").evaluate(
            "(list, count) => { while (list.children.length < count) list.append(list.children[3].cloneNode(true)); }", count
        )
        tabs = page.locator(".md-tabs__link").evaluate_all(_SIZE)
        assert max(tab["right"] for tab in tabs) <= page.evaluate("innerWidth")
        assert (len({tab["top"] for tab in tabs}) > 1) == (count == 25)
        assert page.locator(".md-content").bounding_box()["y"] > max(tab["bottom"] for tab in tabs)  # type: ignore[index]


def test_a_box_around_text_is_as_wide_as_its_text(visit: Visit) -> None:
    page = visit.open("index.html")
    box, text = (page.locator(name).evaluate_all(_SIZE)[0]["width"] for name in (".pw-disclaimer", ".pw-disclaimer > p"))
    assert box - text < 40


def test_statements_have_one_width_be_they_one_or_many(visit: Visit) -> None:
    """A statement alone is as wide as one of several."""
    page = visit.open("treatments/azathioprine.html")
    lines = page.locator(".pw-statements > ul > li").evaluate_all(
        "all => all.map((li) => { const range = new Range(); range.selectNodeContents(li);"
        " return Math.round(Math.max(...[...range.getClientRects()].map(({ right }) => right))); })"
    )
    widths = page.locator(".pw-statements > ul > li > p").evaluate_all(_SIZE)
    assert len(lines) > len(widths) > 0  # some are alone
    assert max(lines) <= max(size["right"] for size in widths) + 4


def test_an_example_starts_nothing_without_scripts(without_scripts: Visit, visit: Visit) -> None:
    """Buttons that start the walk are not there; the words that say how it must end are."""
    for pages, is_started in ((visit, True), (without_scripts, False)):
        page = pages.open("examples.html")
        buttons = page.locator(".pw-example .pw-buttons a")
        assert buttons.count() == 2 * len(PATHWAY.cases)
        assert {button.is_visible() for button in buttons.all()} == {is_started}
        assert page.locator(".pw-example summary").first.is_visible()


def test_an_example_names_what_applies_as_it_is_ticked(visit: Visit) -> None:
    """Not by a box with the same id; and its sentences are not listed at the side as well."""
    page = visit.open("examples.html")
    for case in PATHWAY.cases:
        chips = page.locator(f".pw-example:has(#{case.id}) .pw-chips a").all_inner_texts()
        assert chips == [INDEX.entries[name].name for name in (*case.has, *case.unknown) if name in INDEX.entries]
    assert page.locator(".md-sidebar--primary .md-nav--secondary a:visible").count() == 0


def test_what_a_chart_shows_is_below_its_title(visit: Visit) -> None:
    """Never partly beside it; and beside the switch to the list."""
    for name in ("severe.html", "malignancy.html"):
        page = visit.open(name)
        title, summary = (page.locator(part).first.bounding_box() for part in ("h2:has(+ .pw-chart-summary)", ".pw-chart-summary"))
        assert title
        assert summary
        assert summary["y"] >= title["y"] + title["height"] - 1
        assert summary["x"] == title["x"]


@pytest.mark.release
def test_a_page_with_marks_begins_with_what_it_is(visit: Visit) -> None:
    """Title, status, version and lead come before the marks, with room between them."""
    for name in ("severe.html", "evidence.html", "treatments.html"):
        page = visit.open(f"{name}?has=renal-impairment,amyopathic")
        page.locator(".pw-lens-bar").wait_for()
        parts = "h1", ".pw-head-status", ".pw-pathway-details", ".pw-lead", ".pw-lens-bar", ".pw-lens-list"
        boxes = [page.locator(f"article > {part}, article > .pw-lens-said > {part}").first.bounding_box() for part in parts]
        tops = [box["y"] for box in boxes if box]
        assert len(tops) == len(parts)
        assert tops[1:] == sorted(tops[1:]), name
        assert tops[0] < tops[2]
        assert boxes[4]["y"] - boxes[3]["y"] - boxes[3]["height"] >= 4, name  # type: ignore[index]


@pytest.mark.release
def test_what_ticks_mean_has_the_whole_width_of_the_home_page(visit: Visit) -> None:
    """One part below the other, and the way to start where it was."""
    page = visit.open("index.html")
    start = page.locator(".pw-door .pw-walk-begin")
    before = start.bounding_box()
    page.goto(f"{visit.base}/index.html?has=renal-impairment")
    bar, found = page.locator(".pw-door .pw-lens-bar"), page.locator(".pw-door .pw-lens-list")
    found.wait_for()
    above, below = bar.bounding_box(), found.bounding_box()
    assert above
    assert below
    assert (above["x"], above["width"]) == (below["x"], below["width"])
    assert above["y"] + above["height"] <= below["y"]
    assert start.bounding_box() == before


@pytest.mark.release
def test_a_phone_says_which_version_it_is_and_the_whole_title(telephone: Visit) -> None:
    for name in ("index.html", "severe.html", "treatments/methotrexate.html", "glance.html"):
        page = telephone.open(name)
        assert page.locator(".pw-version").first.is_visible(), name
        title = page.locator(".md-header__topic .md-ellipsis").first
        assert title.evaluate("(e) => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight + 1"), name
    assert telephone.open("index.html").locator(".pw-door-step:visible").count() == 0


def test_no_line_is_above_the_first_of_a_column(visit: Visit) -> None:
    """A second column begins as high as the first."""
    page = visit.open("glance.html")
    columns = page.locator(".pw-glance-section--wide .pw-uses-of").evaluate_all(
        "all => all.map((list) => { const items = [...list.children].map((e) => e.getBoundingClientRect());"
        " const lefts = [...new Set(items.map(({ left }) => left))];"
        " return lefts.map((left) => Math.min(...items.filter((item) => item.left === left).map(({ top }) => top)) - list.getBoundingClientRect().top); })"
    )
    assert any(len(tops) > 1 for tops in columns)
    assert all(top == 0 for tops in columns for top in tops)


def test_what_warns_has_one_sign_on_all_pages(visit: Visit) -> None:
    """A barred circle for a contraindication and a triangle for a caution, drawn, as in marks: no letter of whichever font there is."""
    page = visit.open("circumstances.html")
    for role, line in (("contraindication", "M3.2 3.2l9.6 9.6"), ("caution", "14.5H1.3z")):
        sign = page.locator(f".pw-role--{role}").first.evaluate(
            "e => (({ content, maskImage }) => [content, maskImage])(getComputedStyle(e, '::before'))"
        )
        assert sign[0] == '""'
        assert line in sign[1]


def test_what_is_beside_a_title_begins_at_the_edge_where_it_does_not_fit(example_sites: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((example_sites / "emergency" / "index.html").as_uri())
    title, version = (page.locator(name).evaluate_all(_SIZE)[0] for name in ("article > h1", "article > .pw-pathway-details"))
    assert version["top"] >= title["bottom"]
    assert version["left"] == title["left"]
    page.close()


def test_the_marks_of_a_chart_are_whole_on_a_phone(telephone: Visit) -> None:
    """Its list scrolls only on a full screen, which it shares with the chart."""
    page = telephone.open("skin.html?has=renal-impairment,pregnancy,g6pd-deficiency,hypertension,anti-mda5,amyopathic")
    marks = page.locator(".pw-chart-marks")
    marks.first.wait_for()
    sizes = marks.evaluate_all("all => all.map((e) => [e.scrollHeight, e.clientHeight])")
    assert max(whole for whole, _ in sizes) > 844 * 0.3
    assert all(whole <= shown for whole, shown in sizes)


def test_marks_stand_apart_and_within_their_column_on_a_phone(example_sites: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    for name in ("glance", "treatments/butlerine", "first-treatment"):
        page.goto(f"{(example_sites / 'guideline' / name).as_uri()}.html?has=pregnant,egfr-below-30")
        page.locator(".pw-lens-bar").wait_for()
        column = page.locator("article").evaluate("e => e.getBoundingClientRect().right - parseFloat(getComputedStyle(e).paddingRight)")
        marks = page.locator("article span.pw-mark:visible").evaluate_all(_SIZE)
        assert len(marks) > 2
        assert max(mark["right"] for mark in marks) <= column
        below = [lower["top"] - upper["bottom"] for upper in marks for lower in marks if lower["top"] > upper["top"] + 5]
        assert min(below) >= 2, name
    page.close()


def test_nothing_is_cut_at_the_side_of_a_phone(telephone: Visit, example_sites: Path, browser: Browser) -> None:
    """Neither the charts of a section, nor a table with an address of mail."""
    wide = "all => all.filter((e) => e.scrollWidth > e.clientWidth).length"
    for name in ("muscle", "skin"):
        assert telephone.open(f"{name}.html").locator(".pw-charts").evaluate_all(wide) == 0
    page = browser.new_page(viewport={"width": 320, "height": 844})
    page.goto((example_sites / "guideline" / "index.html").as_uri())
    assert page.locator("td a[href^='mailto:']").count() == 1
    assert page.locator(":has(> table), table").evaluate_all(wide) == 0
    page.close()


_WALKED = (
    "adult/this-patient.-quiet+-mild+severe+-egfr-60+egfr-30-59+-egfr-below-30+-egfr-15-29+-egfr-below-15"
    "+~breast-feeding+clots+-older/severe-treatment.protect/protect.response/response.keeping-well/how-is-it.stop-drugs"
)


def test_marks_in_a_summary_on_paper_are_no_larger_than_what_they_mark(example_sites: Path, browser: Browser) -> None:
    """And its letters are of one typeface."""
    page = browser.new_page()
    asked = "has=clots,severe,egfr-30-59&unknown=pregnancy,breast-feeding,virus-x,lung-fever"
    page.goto(f"{(example_sites / 'guideline' / 'walk.html').as_uri()}?{asked}#walk/1/{example().pathway.pathway.version}/{_WALKED}")
    page.locator(".pw-walked--made .pw-mark").first.wait_for()
    page.emulate_media(media="print")
    style = "(all, name) => all.filter((e) => e.checkVisibility()).map((e) => getComputedStyle(e)[name])"
    for place in (".pw-walked--made li:has(.pw-mark)", ".pw-lens-list li"):
        whole, marks = (page.locator(name).evaluate_all(style, "fontSize") for name in (place, f"{place} .pw-mark"))
        assert marks
        assert max(map(_pixels, marks)) <= max(map(_pixels, whole))
        lines = page.locator(f"{place} .pw-mark").evaluate_all(style, "lineHeight")
        assert max(map(_pixels, lines)) <= max(map(_pixels, page.locator(place).evaluate_all(style, "lineHeight")))
    steps, notes = (page.locator(name).evaluate_all(style, "fontSize") for name in (".pw-walked-steps li", ".pw-walked-steps small"))
    assert max(map(_pixels, notes)) < min(map(_pixels, steps))
    faces = page.locator("article > h1, article .pw-status, .pw-pathway-details, .pw-lens-bar, .pw-mark, .pw-walked--made p").evaluate_all(
        style, "fontFamily"
    )
    assert len({*faces}) == 1
    page.close()


def _pixels(size: str) -> float:
    return float(size.removesuffix("px"))


def test_words_at_terms_and_circumstances_do_not_run_into_each_other(example_sites: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((example_sites / "guideline" / "first-treatment.html").as_uri())
    assert page.locator(".pw-terms li").first.inner_text().split("\n")[:2] == [
        "remission",
        "Remission means no sign of active disease for 4 weeks, with 5 mg of fictisone a day or less.",
    ]
    page.locator(".pw-lens-open").click()
    names = page.locator("dialog .pw-lens-row > label:first-child").all_inner_texts()
    assert f"Breast-feeding – {load_messages().lens['nothing']}" in names
    page.close()


def test_abbreviations_of_a_page_are_a_list_with_each_apart_from_its_words(visit: Visit, telephone: Visit) -> None:
    for pages in (visit, telephone):
        items = pages.open("skin.html").locator(".pw-abbreviations li")
        short, long = (items.locator(f":scope > {name}").evaluate_all(_SIZE) for name in ("strong", "span"))
        assert len(short) == len(long) == items.count() > 2
        assert all(after["left"] - before["right"] > 6 for before, after in zip(short, long, strict=True))


def test_how_near_a_publication_is_has_no_label_of_its_own(example_sites: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{example_sites.as_uri()}/guideline/references.html")
    facts = page.locator(".pw-reference-facts").all_inner_texts()
    page.close()
    assert [text for text in facts if "Population about" in " ".join(text.split())] == []
    assert any("· about this disease" in text for text in facts)


def test_tables_of_recommendations_have_the_same_columns(example_sites: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    for name in examples():
        page.goto(f"{example_sites.as_uri()}/{name}/recommendations.html")
        tables = [table.locator("th").evaluate_all(_SIZE) for table in page.locator(".pw-recommended table").all()]
        assert len(tables) > 1
        assert len({tuple(round(head["left"]) for head in heads) for heads in tables}) == 1
    page.close()


def test_nothing_shows_at_the_corners_of_the_bar_of_marks(visit: Visit) -> None:
    """Its ground reaches a little beyond its edge and hides the page below."""
    page = visit.open("skin.html?has=ild")
    assert page.locator(".pw-lens-bar").evaluate("e => getComputedStyle(e).boxShadow").endswith(" 6px")


def test_no_grade_in_an_option_is_larger_than_what_it_is_a_grade_of(example_sites: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{example_sites.as_uri()}/emergency/attack.html#walk/1/0.3.0/second-line/known.-allergy+-kidney-disease+-home-drugs")
    page.locator(".pw-walk-option .pw-grade").first.wait_for()
    size = "all => all.map((e) => parseFloat(getComputedStyle(e).fontSize))"
    sizes = [page.locator(f".pw-walk-option {name}").evaluate_all(size) for name in (".pw-grade", ".pw-walk-name")]
    page.close()
    assert max(sizes[0]) < min(sizes[1])


def test_marks_in_a_line_are_apart(visit: Visit) -> None:
    """Those of a treatment on the home page, where the bar that they are for has no edge around it."""
    page = visit.open("index.html?has=renal-impairment,ild")
    page.locator(".pw-marked-by > .pw-mark").first.wait_for()
    marks = page.locator(".pw-lens-list li:has(.pw-mark + .pw-mark)").first.locator(".pw-mark").evaluate_all(_SIZE)
    assert len(marks) > 1
    assert all(after["top"] > before["top"] or after["left"] - before["right"] >= 3 for before, after in pairwise(marks))
    assert page.locator(".pw-lens-bar").evaluate("e => getComputedStyle(e).boxShadow") == "none"
