"""The lenses in a real browser: what touches this patient, and what studies stand behind each box."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, ViewportSize, expect

from generator.analysis.evidence import STUDY_GROUPS, of_box
from generator.analysis.marks import ORDER, Applicability, Mark, Marking, Patient, kind_of
from generator.cli import main
from generator.i18n import load_messages
from generator.model import Kind
from generator.views.mark_words import mark_text
from hosting import ROOT, Visit, show_list
from ours import INDEX
from sampling import Sampler
from test_hostile import _EVIL
from waiting import next_frame

ASSETS = ROOT / "generator" / "assets"
SCRIPTS = tuple(f"lens/{file.name}" for file in sorted((ASSETS / "lens").glob("*.js")))
WIDE, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)
YAML = yaml.load((ROOT / "pathway.yaml").read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506  # it makes nothing but text
BAR, LIST, DIALOG = ".pw-lens-bar", ".pw-lens-list", "dialog.pw-lens-dialog"


# ── What the marks must be: as the rules say, which `test_marks` proves ──

MARKING, WORDS = Marking(INDEX), load_messages()
SUBJECTS = [entry["id"] for entry in (*YAML["circumstances"], *(entry for group in YAML["findings"] for entry in group["entries"]))]
TREATMENTS = [treatment["id"] for treatment in YAML["treatments"]]
CHARTS = [("index", YAML["overview"]), *((section["id"], chart) for section in YAML["sections"] for chart in section["charts"])]
BOXES = {node["id"]: page for page, chart in CHARTS for node in chart["boxes"]}


def _patient(ticked: Iterable[str]) -> Patient:
    return Patient(frozenset(ticked))


def _said(ticked: Iterable[str]) -> dict[str, str]:
    """The statements that apply, each with its kind."""
    return {name: str(kind_of(INDEX, INDEX.statements[name])) for name in Applicability(INDEX, _patient(ticked)).statements()}


def _texts(marks: Iterable[Mark]) -> list[str]:
    return sorted({mark_text(mark, INDEX, WORDS) for mark in marks})


def _boxes(ticked: Iterable[str], page: str) -> dict[str, str]:
    """The boxes of a page that have marks, each with the kind of the gravest."""
    marks = {name: MARKING.marks(name, _patient(ticked)) for name, where in BOXES.items() if where == page}
    return {name: str(found[0].kind) for name, found in marks.items() if found}


def _of_boxes(ticked: Iterable[str], page: str) -> dict[str, list[str]]:
    return {name: _texts(MARKING.marks(name, _patient(ticked))) for name in _boxes(ticked, page)}


def _of_options(ticked: Iterable[str], page: str) -> dict[str, list[str]]:
    """The marks of the options on a page, and of the cautions that they lead to, by box and place of the way."""
    patient, found = _patient(ticked), {}
    for name in (name for name, where in BOXES.items() if where == page):
        goals = [INDEX.targets.get(edge.to) for edge in INDEX.targets[name].box.next]
        for way in MARKING.offers.options(name):
            marks = [*MARKING.marks(name, patient, way)]
            if way < len(goals) and (goal := goals[way]) and goal.box.kind is Kind.CAUTION:
                marks += MARKING.marks(goal.box.id, patient)
            found[f"{name} {way}"] = _texts(marks)
    return {name: texts for name, texts in found.items() if texts}


def _of_treatments(ticked: Iterable[str]) -> dict[str, str]:
    """The treatments that a statement which applies is about, each with the gravest kind."""
    said = {*_said(ticked)}
    kinds = {name: [touch.kind for touch in MARKING.touches_of_treatment(name) if touch.statement in said] for name in TREATMENTS}
    return {name: str(min(found, key=ORDER.index)) for name, found in kinds.items() if found}


# ── What a page shows ──


def _open(visit: Visit, address: str, size: Any = WIDE) -> Page:
    page = visit.open(address)
    page.set_viewport_size(size)
    if re.search(r"[?&](has|lens)=", address):
        page.wait_for_function("Boolean(window.pathway.lens?.turn)")
    return page


# Everything that is marked, as the page shows it: what it is, and the mark (in a link, its word).
_MARKS = """() => {
  const all = (selector, get) => [...document.querySelectorAll(selector)].map(get);
  const texts = (e, of = '.pw-mark') => [...e.querySelectorAll(of)].map((mark) => mark.textContent).sort();
  const id = (a) => a.pathname.match(/treatments\\/(.*)\\.html$/)?.[1];
  return {
    chart: all('.pw-drawings > .pw-drawing:not(.pw-drawing--narrow) .pw-mark-node', (e) => [decodeURIComponent(e.closest('a').getAttribute('href').split('#')[1]), e.dataset.mark]),
    boxes: all('article [data-box] > .pw-marked[data-mark]', (e) => [e.parentElement.dataset.box, e.dataset.mark, texts(e, ':scope > .pw-marked-for > .pw-mark')]),
    options: all('article .pw-next .pw-marked-short[data-mark]', (e) => [`${e.closest('.pw-box').querySelector('[data-box]').dataset.box} ${[...e.closest('ul').children].indexOf(e.closest('li'))}`, texts(e)]),
    said: all('article .pw-marked-says:has(+ [data-statement])', (e) => [e.nextElementSibling.dataset.statement, e.dataset.mark]),
    shown: all('article [data-statement]', (e) => e.dataset.statement),
    chips: all('article [data-box] .pw-chips a', (a) => [a.closest('[data-box]').dataset.box, a.closest('p').dataset.verb, id(a), texts(a)]).filter(([, , treatment]) => treatment),
    rows: all('article .pw-matrix td:first-child > a', (a) => [id(a), a.nextElementSibling?.dataset.mark ?? '']),
    page: all('article .pw-lens-said > .pw-marked[data-mark]', (e) => e.dataset.mark),
    order: all('.pw-lens-list li', (e) => e.dataset.mark),
  };
}"""
# The same for each box of the form ticked alone, and then for all of them.
_MARKS_OF_EACH = """() => {
  const boxes = [...document.querySelectorAll('dialog input[name=has]')];
  const marks = MARKS;
  const found = boxes.map((box) => { box.click(); const made = marks(); box.click(); return [[box.value], made]; });
  const left = document.querySelectorAll('[data-lens-part]').length;
  boxes.forEach((box) => box.click());
  return [left, ...found, [boxes.map((box) => box.value), marks()]];
}""".replace("MARKS", _MARKS)


def test_the_numbers_of_what_is_marked_are_in_the_order_of_the_page(visit: Visit) -> None:
    """Unfolded, the gravest come first."""
    page = visit.open("skin.html?has=renal-impairment,g6pd-deficiency,anti-mda5")
    told = page.locator(f"{LIST} .pw-lens-numbers").inner_text().split(", ")
    numbers = [tuple(map(int, number.split("."))) for number in told]
    assert len(numbers) > 3
    assert numbers == sorted(numbers)


def _open_form(page: Page) -> None:
    """Opens what can be ticked, nothing being ticked. The home page has its entries among its own, and the form for who is ticked."""
    if page.locator(".pw-door").count():
        page.locator(".pw-door .pw-chip input").first.check()
        page.locator(".pw-lens-change").click()
        page.locator(f"{DIALOG} .pw-lens-clear").click()
    else:
        page.locator(".pw-lens-open").click()
    page.locator(f"{DIALOG} input").first.wait_for()


def _check(name: str, ticked: list[str], marks: dict[str, Any]) -> None:
    said, given = _said(ticked), _of_treatments(ticked)
    assert marks["said"] == [[s, said[s]] for s in marks["shown"] if s in said]
    boxes = _boxes(ticked, name)
    assert dict(marks["chart"]) == {box: kind for box, kind, _ in marks["boxes"]} == boxes
    assert len(marks["chart"]) == len(marks["boxes"]) == len(boxes)
    assert [row for row in marks["rows"] if row[0]] == [[t, given.get(t, "")] for t, _ in marks["rows"] if t]
    assert marks["page"] == ([given[own]] if (own := name.removeprefix("treatments/")) in given and "/" in name else [])
    assert marks["order"] == sorted(marks["order"], key=ORDER.index)
    if len(ticked) == 1:
        assert {box: texts for box, _, texts in marks["boxes"]} == _of_boxes(ticked, name)
        assert dict(marks["options"]) == _of_options(ticked, name)
    for box, verb, treatment, texts in marks["chips"]:
        kinds = [mark for mark in MARKING.marks(box, _patient(ticked)) if mark.touch.treatment == treatment]
        assert bool(texts) == bool(kinds and verb in {"gives", "continues"})


PAGES = sorted({page for page, _ in CHARTS} | {"treatments", "antibodies", "circumstances"} | {f"treatments/{name}" for name in TREATMENTS})


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", [name for name in PAGES if "/" not in name])
def test_every_page_bears_the_marks_of_every_circumstance(visit: Visit, name: str) -> None:
    """By ticking on each page: each one alone, and all together."""
    page = _open(visit, f"{name}.html")
    expect(page.locator("[data-lens-part], .pw-mark")).to_have_count(0)
    _open_form(page)
    left, *found = page.evaluate(_MARKS_OF_EACH)
    assert left == 0
    assert [ticked for ticked, _ in found] == [*([subject] for subject in SUBJECTS), SUBJECTS]
    for ticked, marks in found:
        _check(name, ticked, marks)


def test_every_treatment_bears_the_marks_of_all_circumstances(visit: Visit, sample: Sampler[str]) -> None:
    page = visit.open("treatments.html")
    for name in sample((name for name in PAGES if "/" in name), 7):
        page.goto(f"{visit.base}/{name}.html?has={','.join(SUBJECTS)}")
        page.wait_for_function("Boolean(window.pathway.lens?.turn)")
        page.locator(BAR).wait_for()
        _check(name, SUBJECTS, page.evaluate(f"({_MARKS})()"))


def test_every_mark_leads_on_from_the_list(visit: Visit) -> None:
    """Each marked box, treatment or statement is linked once at the top, and the links arrive."""
    for name in ("skin", "treatments", "circumstances", "treatments/ciclosporin"):
        page = _open(visit, f"{name}.html?has={','.join(SUBJECTS)}")
        links = page.locator(f"{LIST} li a")
        said = page.locator(".pw-marked-says:not(.pw-box *)").evaluate_all("all => all.map((e) => e.nextElementSibling.dataset.statement)")
        boxes = page.locator("article .pw-box:is(:has(> [data-box] > .pw-marked[data-mark]), :has(.pw-next .pw-marked-short[data-mark]))")
        assert links.count() == boxes.count() + page.locator("td .pw-marked-short[data-mark]").count() + len({*said})
        for link in links.all():
            target = link.get_attribute("href") or ""
            assert page.evaluate("id => Boolean(document.getElementById(decodeURIComponent(id)))", target[1:]), target
        page.close()


def test_a_statement_at_several_entries_is_listed_once(visit: Visit) -> None:
    page = _open(visit, "circumstances.html?has=renal-impairment,pregnancy")
    said = page.locator("article .pw-marked-says + [data-statement]").evaluate_all("all => all.map((e) => e.dataset.statement)")
    assert len(said) > len({*said}) == page.locator(f"{LIST} li").count()


def test_home_says_what_the_ticks_mean_in_the_whole_pathway(visit: Visit) -> None:
    """Each treatment with a mark of its own, the gravest first, and statements that name none; each leads there with the ticks."""
    page = _open(visit, "index.html?has=renal-impairment,pregnancy,anti-mda5")
    rows = [" ".join(row.split()) for row in page.locator(f"{LIST} li").all_inner_texts()]
    assert rows[:2] == ["Ciclosporin Contraindicated: renal impairment", "Thalidomide Caution: could be or become pregnant"]
    assert sum("Relevant to: anti-MDA5 antibodies" in row for row in rows[2:]) == len(rows) - 2 > 0
    assert any("strongly associated with rapidly progressive ILD" in row for row in rows)
    page.locator(f"{LIST} li a", has_text="Ciclosporin").click()
    page.wait_for_url(re.compile(r"treatments/ciclosporin\.html\?has="))


def test_each_mark_has_its_own_statements_below_it(visit: Visit) -> None:
    """Also in a box that gives several treatments, some of whose statements are to be read with others."""
    page = _open(visit, "severe.html?has=antisynthetase,anti-mda5,hypertension")
    marked = page.locator("[data-box='antisynthetase-treatment'] > .pw-marked")
    parts = marked.evaluate("place => [...place.children].map((part) => part.textContent)")
    at = next(at for at, text in enumerate(parts) if text.startswith("Includes ciclosporin"))
    assert "contraindications to ciclosporin" in parts[at + 1]
    frame = marked.locator(".pw-tension")
    expect(frame).to_have_count(1)
    expect(frame).to_contain_text("With anti-MDA5 antibodies, patients often require")
    expect(frame).not_to_contain_text("anti-synthetase")


def test_a_walk_says_what_was_denied_where_it_is_to_be_read_together(visit: Visit) -> None:
    """A statement about antibodies that the patient does not have is no warning for this patient."""
    version = INDEX.pathway.pathway.version
    route = f"#walk/1/{version}/dermatomyositis/applies.ild+-anti-mda5+-amyopathic/problems-present.severe-or-flare/severe-or-flare.problems-to-treat/problems-to-treat.no-route-for-ild"
    page = _open(visit, f"index.html?has=ild{route}")
    panel = page.locator("aside.pw-walk")
    expect(panel).to_contain_text("The source names no route of its own")
    expect(panel.locator(".pw-tension--quiet .pw-silent").first).to_have_text("Answered “no”: anti-MDA5 antibodies")


def test_nothing_is_hidden(visit: Visit) -> None:
    page = visit.open_list("skin.html")

    def shown() -> list[list[str]]:
        """Statements in any order: those to be read together may come first in their box."""
        text = "all => all.map(e => e.innerText ?? e.textContent)"
        statements, *others = (
            page.eval_on_selector_all(selector, text) for selector in (".pw-statement-text", ".pw-box > h3", ".pw-drawing .pw-node > text")
        )
        return [sorted(statements), *others]

    before = shown()
    page.goto(f"{page.url}?has={','.join(SUBJECTS)}")
    page.wait_for_function("Boolean(window.pathway.lens?.turn)")
    page.locator(BAR).wait_for()
    show_list(page)
    assert shown() == before
    expect(page.locator(".pw-box:visible")).to_have_count(page.locator(".pw-box").count())


# ── In the drawing ──

_OVERLAPS = """() => {
  const at = (element) => element.getBoundingClientRect();
  /* The choice that a row is in. */
  const isAround = (other, mark) => mark.closest('.pw-row') && ['top', 'left'].every((side) => at(other)[side] < at(mark)[side]) && ['bottom', 'right'].every((side) => at(other)[side] > at(mark)[side]);
  const boxes = [...document.querySelectorAll('.pw-view .pw-drawing')].filter((svg) => svg.checkVisibility()).flatMap((svg) => {
    const whole = svg.closest('.pw-view').getBoundingClientRect();
    return [...svg.querySelectorAll('.pw-mark-node')].map((mark) => {
      const at = mark.querySelector('rect').getBoundingClientRect();
      const over = (other, by) => { const b = other.getBoundingClientRect();
        return at.left < b.right - by && at.right > b.left + by && at.top < b.bottom - by && at.bottom > b.top + by; };
      const others = [...svg.querySelectorAll('.pw-node > .pw-shape, .pw-mark-node, .pw-edge-label text')].filter((other) => other !== mark && other.parentNode !== mark.parentNode && !isAround(other, mark));
      const text = mark.querySelector('text').getBoundingClientRect();
      return { label: [...mark.closest('.pw-node').querySelectorAll(':scope > text > tspan')].some((line) => over(line, 2)), others: others.filter((other) => over(other, 1)).length,
        clipped: at.left < whole.left || at.right > whole.left + svg.closest('.pw-view').scrollWidth || at.bottom > whole.bottom || at.top < whole.top,
        spilled: text.left < at.left || text.right > at.right || text.top < at.top - 1 || text.bottom > at.bottom + 1,
        kind: [...mark.closest('.pw-node').querySelectorAll(':scope > .pw-node-mark')].some((sign) => over(sign, 0)),
        size: parseFloat(getComputedStyle(mark.querySelector('text')).fontSize), sign: mark.querySelector('path').getBBox().width };
    });
  });
  return boxes.map((box) => JSON.stringify({ ...box, size: box.size >= 11, sign: box.sign > 5 }));
}"""
# The same for each of some boxes of the form ticked alone, by what it stands for.
_OVERLAPS_OF_EACH = """(subjects) => Object.fromEntries(subjects.map((subject) => {
  const box = document.querySelector(`dialog input[name=has][value='${subject}']`);
  box.click();
  const found = (OVERLAPS)();
  box.click();
  return [subject, found];
}))""".replace("OVERLAPS", _OVERLAPS)
_WELL = '{"label":false,"others":0,"clipped":false,"spilled":false,"kind":false,"size":true,"sign":true}'


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", sorted({page for page, _ in CHARTS}))
def test_marks_stand_clear_in_the_drawing(visit: Visit, name: str) -> None:
    """None is clipped, none stands on a label, a box, a kind's sign or an edge's label; the word fits, and both can be read.

    Of each circumstance that marks a box here; that the others mark none is proven above.
    """
    page = _open(visit, f"{name}.html")
    _open_form(page)
    expected = {subject: len(boxes) for subject in SUBJECTS if (boxes := _boxes([subject], name))}
    assert expected
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        next_frame(page)
        found = page.evaluate(_OVERLAPS_OF_EACH, [*expected])
        assert {subject: len(marks) for subject, marks in found.items()} == expected
        assert {subject for subject, marks in found.items() if not {*marks} <= {_WELL}} == set()


_IN_ROWS = """() => [...document.querySelectorAll(".pw-row .pw-mark-node > text")].filter((text) => text.checkVisibility())
  .map((text) => [...text.children].map((line) => line.textContent).join(" "))"""
# The same for each of some circumstances alone.
_OF_EACH = """(ids) => {
  const found = [];
  ids.forEach((id) => {
    window.pathway.lens.tell({ has: [id], unknown: [] });
    found.push(...(IN_ROWS)());
  });
  return found;
}""".replace("IN_ROWS", _IN_ROWS)


@pytest.mark.release
def test_a_mark_in_a_row_of_a_chart_says_how_the_drug_is_marked(visit: Visit) -> None:
    """With the reason where there is room: never a drug alone, of which one would have to look up the rest."""
    relations = [word.replace("{first} ", "").replace(" to it", "") for word in WORDS.mark_short.values()]
    found: dict[int, set[str]] = {WIDE["width"]: set(), PHONE["width"]: set()}
    for section in INDEX.pathway.sections:
        page = _open(visit, f"{section.id}.html?has={SUBJECTS[0]}")
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            next_frame(page)
            marks = page.evaluate(_OF_EACH, [entry.id for entry in INDEX.pathway.circumstances])
            found[size["width"]] |= {*marks}
        page.close()
    for texts in found.values():
        assert texts
        assert [text for text in texts if not any(word in text.casefold() for word in relations)] == []
        assert any(text.casefold().endswith("caution: could be or become pregnant") for text in texts)


_OF_BOXES = _IN_ROWS.replace(".pw-row ", "")
_ON_GRADES = """() => [...document.querySelectorAll(".pw-node > .pw-grade ~ .pw-mark-node")].filter((mark) => mark.checkVisibility()).filter((mark) => {
  const [one, other] = [mark, mark.parentElement.querySelector(":scope > .pw-grade")].map((part) => part.getBoundingClientRect());
  return one.left < other.right && other.left < one.right && one.top < other.bottom - 1 && other.top < one.bottom - 1;
}).map((mark) => mark.textContent)"""


def test_a_mark_in_a_narrow_box_shows_that_there_is_more_and_covers_no_grade(example_sites: Path, browser: Browser) -> None:
    """Where there is no room for the relation, dots follow the name, or the number of further marks."""
    relations = [word.replace("{first} ", "").replace(" to it", "").casefold() for word in WORDS.mark_short.values()]
    page = browser.new_page()
    names = 0
    for address in (
        "emergency/watch.html?has=allergy,dry,rash",
        "guideline/first-treatment.html?has=clots,severe,egfr-30-59&unknown=pregnancy,virus-x,lung-fever",
        "guideline/relapse.html?has=clots,older,egfr-30-59&unknown=pregnancy,virus-x,lung-fever",
    ):
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            page.goto(f"{example_sites.as_uri()}/{address}")
            page.locator(".pw-chart-marks").first.wait_for()
            texts = [text.casefold() for text in page.evaluate(_OF_BOXES)]
            alone = [text for text in texts if not any(word in text for word in (*relations, "not known yet"))]
            assert [text for text in alone if not re.search(r"…|\+\d", text)] == []
            assert page.evaluate(_ON_GRADES) == []
            names += len(alone)
    page.close()
    assert names


def test_a_mark_below_a_box_has_its_reason_in_up_to_three_lines(visit: Visit) -> None:
    """The arrow of its own box comes out below it."""
    page = _open(visit, "skin.html?has=amyopathic")
    assert page.evaluate(_OF_BOXES) == ["Systemic corticosteroids – caution: clinically amyopathic disease"]


def test_a_mark_in_a_row_has_its_reason_in_two_lines(example_sites: Path, browser: Browser) -> None:
    page = browser.new_page(viewport=WIDE)
    page.goto(f"{example_sites.as_uri()}/guideline/relapse.html?unknown=virus-x,lung-fever")
    page.locator(".pw-chart-marks").wait_for()
    assert page.evaluate(_IN_ROWS) == ["Exemplamab – not known yet: virus X in the blood, lung fever. Contraindicated if so"]
    page.close()


def test_a_box_in_the_drawing_tells_its_mark_to_those_who_listen(visit: Visit) -> None:
    page = _open(visit, "skin.html?has=g6pd-deficiency")
    link = page.locator(".pw-drawing:visible a[href$='#dapsone-skin']:has(.pw-mark-node)")
    assert (link.get_attribute("aria-label") or "").endswith("; marked: Dapsone – caution: G6PD deficiency")
    assert link.locator("title").first.text_content() == "Dapsone – caution: G6PD deficiency"
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(".pw-drawing:visible a[aria-label*='marked']")).to_have_count(0)


def test_the_panel_and_the_full_screen_say_it_too(visit: Visit) -> None:
    page = _open(visit, "skin.html?has=g6pd-deficiency")
    page.locator(".pw-drawing:visible a[href$='#dapsone-skin']:has(.pw-mark-node)").click()
    assert "Caution: G6PD deficiency" in page.locator("aside.pw-panel .pw-marked-says").inner_text()
    page.locator(".pw-chart:has(.pw-drawing:visible .pw-mark-node)").get_by_role("button", name="Full screen").click()
    assert "Marked for: G6PD deficiency" in page.locator("dialog.pw-screen").inner_text()
    page.locator("dialog.pw-screen").get_by_role("button", name="This patient has …").click()
    page.locator(f"{DIALOG} input[name=has][value='renal-impairment']").check()
    page.keyboard.press("Escape")
    assert "Renal impairment" in page.locator("dialog.pw-screen").inner_text()
    assert page.locator("aside.pw-panel .pw-marked-says").count() >= 1


def test_a_short_mark_of_what_is_not_known_yet_says_how_grave_it_would_be(telephone: Visit) -> None:
    page = telephone.open("skin.html?unknown=renal-impairment,pregnancy,g6pd-deficiency,hypertension")
    page.locator(".pw-drawing:visible .pw-mark-node").first.wait_for()
    texts = page.locator(".pw-drawing:visible .pw-mark-node text").evaluate_all(
        "all => all.map((text) => [...text.children].map((line) => line.textContent).join(' '))"
    )
    assert [text for text in texts if re.search(r"G6PD deficiency.*Caution if so|Dapsone – caution if: G6PD deficiency", text)]


def test_a_walk_is_marked_and_keeps_what_is_ticked(visit: Visit) -> None:
    """At its choices and its steps, over to another page, and in its summary."""
    patient = Patient(frozenset({"renal-impairment"}))
    choices = [place for place in INDEX.boxes if place.section and place.box.kind == "choice"]
    marked = {
        place.box.id: [w for w in MARKING.offers.options(place.box.id) if MARKING.marks(place.box.id, patient, w)] for place in choices
    }
    choice = next(place for place in choices if marked[place.box.id])
    ways = [INDEX.out_edges[choice.box.id][way] for way in marked[choice.box.id]]
    assert choice.section
    version = INDEX.pathway.pathway.version
    page = _open(visit, f"{choice.section.id}.html?has=renal-impairment#walk/1/{version}/{choice.box.id}")
    panel = page.locator("aside.pw-walk")
    # What applies to the patient is asked first, wherever a walk begins.
    panel.get_by_role("button", name="Continue", exact=True).click()
    panel.locator(".pw-marked-short[data-mark]").first.wait_for()
    expect(panel.locator("li:has(.pw-walk-choice) .pw-marked-short[data-mark]")).to_have_count(len(ways))
    answered = page.url.partition("#")[2]
    page.locator(".pw-lens-change").click()
    page.locator(f"{DIALOG} input[name=has][value='renal-impairment']").uncheck()
    page.locator(f"{DIALOG} input[name=has][value='amyopathic']").check()
    page.keyboard.press("Escape")
    assert "contraindicated" not in panel.inner_text()
    page.goto(f"{visit.base}/index.html?has=renal-impairment#walk/1/{version}/{INDEX.boxes[0].box.id}")
    page.reload()
    for _ in range(12):
        if not page.url.startswith(f"{visit.base}/index.html"):
            break
        address = page.url
        panel.locator(".pw-panel-body :is(.pw-walk-choice, .pw-walk-go)").first.click()
        if panel.locator(".pw-walk-ticks").count():
            panel.get_by_role("button", name="Continue with these").click()
        page.wait_for_function("address => location.href !== address", arg=address)
    page.locator(BAR).wait_for()
    has, _, unknown = _query(page).partition("&unknown=")
    assert has == "has=renal-impairment"
    asked = [entry for node in YAML["overview"]["boxes"] for entry in node.get("asks", [])]
    assert {*unknown.split(",")} == {*asked} - {"renal-impairment"}
    page.goto(f"{visit.base}/walk.html?has=renal-impairment#{answered}/{choice.box.id}.{ways[0].edge.to}")
    page.locator(".pw-walked .pw-marked-says").first.wait_for()
    assert page.locator(".pw-walked-url").inner_text().partition("?")[2].startswith("has=renal-impairment#walk/")
    expect(page.locator(BAR)).to_be_visible()


# ── The address ──


def _query(page: Page) -> str:
    return page.url.partition("?")[2].partition("#")[0]


@pytest.mark.sample(1)
def test_the_address_keeps_what_is_ticked(both_ways: Visit) -> None:
    """Over links, drawings, search, reload, back and forward, and in a new window; beside the box that is open."""
    page = _open(both_ways, "skin.html")
    page.locator(".pw-lens-open").click()
    for subject in ("ild", "g6pd-deficiency"):
        page.locator(f"{DIALOG} input[name=has][value='{subject}']").check()
    page.get_by_role("button", name="Done").click()
    assert _query(page) == "has=g6pd-deficiency,ild"
    page.reload()
    page.locator(BAR).wait_for()
    page.locator(".md-tabs a", has_text="Muscle").click()
    page.locator(BAR).wait_for()
    assert page.url.endswith("muscle.html?has=g6pd-deficiency,ild")
    page.locator(".pw-drawing:visible a").nth(1).click()
    assert re.search(r"\?has=g6pd-deficiency,ild#.+", page.url)
    page.locator(".pw-panel a[href*='treatments/']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/treatments/*.html?has=g6pd-deficiency,ild")
    page.locator(BAR).wait_for()
    page.go_back()
    page.wait_for_url("**/muscle.html?has=g6pd-deficiency,ild#*")
    page.locator(BAR).wait_for()
    page.go_forward()
    page.wait_for_url("**/treatments/*")
    page.locator(BAR).wait_for()
    other = both_ways.context.new_page()
    other.goto(page.url)
    assert other.locator(BAR).inner_text().startswith("Marked for: G6PD deficiency, Interstitial lung disease")
    other.locator("[data-md-component=search-query]").click()
    other.keyboard.type("dapsone")
    other.locator(".md-search-result__link").first.click()
    other.locator(BAR).wait_for()
    assert "has=g6pd-deficiency,ild" in _query(other).replace("%2C", ",")


def test_going_back_within_a_page_takes_no_mark_away(both_ways: Visit) -> None:
    page = _open(both_ways, "muscle.html")
    page.locator(".pw-drawing:visible a").first.click()
    page.locator(".pw-lens-open").click()
    page.locator(f"{DIALOG} input[name=has][value='renal-impairment']").check()
    page.keyboard.press("Escape")
    page.go_back()
    page.wait_for_function("!location.hash")
    assert _query(page) == "has=renal-impairment"
    expect(page.locator(BAR)).to_be_visible()


def test_other_parts_of_the_address_stay(visit: Visit) -> None:
    page = _open(visit, "muscle.html?x=1&has=ild&y=%20#third-line")
    page.locator(".pw-lens-clear").click()
    assert re.search(r"\?x=1&y=%20#", page.url)
    expect(page.locator(f"{BAR}, {LIST}, .pw-mark")).to_have_count(0)


def test_one_button_removes_all(visit: Visit) -> None:
    page = _open(visit, "skin.html?has=ild,renal-impairment")
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator("[data-lens-part]")).to_have_count(0)
    assert page.url.endswith("skin.html")
    assert page.evaluate("document.activeElement.className") == "pw-lens-open"
    expect(page.get_by_text("All marks are cleared.")).to_have_count(1)
    page.locator("article a[href*='.html']").first.click()
    assert "has" not in _query(page)


def test_what_the_address_does_not_know_is_left_aside_with_a_word(visit: Visit) -> None:
    page = _open(visit, "skin.html?has=renal-impairment,measles")
    note = page.get_by_text("names nothing in this pathway")
    expect(note).to_be_visible()
    assert "measles" not in page.locator("article").inner_text()
    assert page.locator(BAR).inner_text().startswith("Marked for: Renal impairment\n")
    page.goto(f"{page.url.partition('?')[0]}?lens=x-ray")
    expect(page.get_by_text("names nothing in this pathway")).to_be_visible()


@pytest.fixture(scope="module")
def garbling(browser: Browser, server: str) -> Iterator[tuple[Page, str, list[str]]]:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page, f"{server}/malignancy.html", errors
    page.close()


@pytest.mark.release
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40), st.sampled_from(["has", "lens", "", "has=ild&has", "%"]), st.booleans())
def test_garbled_addresses_do_no_harm(
    garbling: tuple[Page, str, list[str]], text: str, key: str, is_quoted: bool
) -> None:  # hypothesis' way
    page, address, errors = garbling
    value = quote(text.encode("utf-8", "surrogatepass")) if is_quoted else re.sub(r"[\s#\x00-\x1f\x7f\ud800-\udfff]", "", text)
    page.goto(f"{address}?{key}={value}")
    page.wait_for_load_state()
    assert errors == []
    expect(page.locator("h1")).to_be_visible()
    # A link still leads on within the site.
    page.locator(".md-tabs a").first.click()
    page.wait_for_url("**/index.html*")
    assert errors == []


# ── Keys, small screens, paper ──


def test_by_keyboard_alone(visit: Visit) -> None:
    page = _open(visit, "skin.html")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(".pw-lens-open:focus").count():
            break
    page.keyboard.press("Enter")
    page.locator(f"{DIALOG} input:focus").wait_for()
    expect(page.locator(DIALOG)).to_have_accessible_name(load_messages().lens["open"])
    page.keyboard.press("Space")
    assert page.locator(f"{DIALOG} [role=status]").inner_text().startswith("Marked in the whole pathway: boxes ")
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_have_count(0)
    expect(page.locator(".pw-lens-change:focus")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(BAR)).to_have_count(0)
    expect(page.locator(".pw-lens-open:focus")).to_have_count(1)


@pytest.mark.release
def test_on_a_telephone(visit: Visit) -> None:
    page = _open(visit, "skin.html", PHONE)
    page.locator(".pw-lens-open").click()
    at = page.locator(DIALOG).bounding_box()
    assert at is not None
    assert (at["x"], at["width"]) == (0, 390)
    assert at["y"] + at["height"] == PHONE["height"]
    assert all((box := label.bounding_box()) and box["height"] >= 44 for label in page.locator(f"{DIALOG} label").all())
    page.locator(f"{DIALOG} input[name=has][value='amyopathic']").check()
    page.get_by_role("button", name="Done").click()
    page.mouse.wheel(0, 3000)
    page.wait_for_function("scrollY > 1000")
    bar = page.locator(BAR).bounding_box()
    assert bar is not None
    assert 0 <= bar["y"] < 60
    assert bar["height"] < 70
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_paper_says_what_it_is_marked_for(visit: Visit) -> None:
    page = _open(visit, "skin.html?has=renal-impairment,amyopathic")
    page.emulate_media(media="print")
    assert page.locator(BAR).inner_text() == "Marked for: Renal impairment, Clinically amyopathic disease"
    expect(page.locator(f"{LIST} li").first).to_be_visible()
    # There is a drawing of its own for paper.
    expect(page.locator(".pw-drawing--narrow .pw-mark-node:visible")).to_have_count(0)
    assert {
        *page.locator(".pw-mark-node:visible").evaluate_all(
            "all => all.map(e => decodeURIComponent(e.closest('a').getAttribute('href').slice(1)))"
        )
    } == {*_boxes(["renal-impairment", "amyopathic"], "skin")}
    white = "rgb(255, 255, 255)"
    colours = page.eval_on_selector_all("span.pw-mark", "all => [...new Set(all.map(e => getComputedStyle(e).color))]")
    assert white not in colours
    page.emulate_media(media="screen")


def test_without_scripts_there_is_no_button(without_scripts: Visit) -> None:
    page = without_scripts.open("skin.html?has=ild")
    expect(page.get_by_text("This patient has")).to_have_count(0)


# ── Strangers' pathways ──


def _built(folder: Path, text: str) -> Path:
    (folder / "pathway.yaml").write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["build", str(folder / "pathway.yaml")])
    assert result.exit_code == 0, result.output
    return folder / "site"


BICYCLE = (Path(__file__).parent / "gold" / "bicycle" / "pathway.yaml").read_text("utf-8")


def test_names_are_shown_as_text(browser: Browser, tmp_path: Path, sample: Sampler[Path]) -> None:
    data = yaml.load(BICYCLE, yaml.CBaseLoader)  # noqa: S506  # as above
    for entry in (*data["circumstances"], *data["treatments"], *data["statements"]):
        entry.update({key: _EVIL + entry[key] for key in ("name", "says") if key in entry})
    site = _built(tmp_path, yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    ids = ",".join(entry["id"] for entry in data["circumstances"])
    for file in sample(sorted(set(site.rglob("*.html")) - {site / "404.html"}), 4):
        page.goto(f"{file.as_uri()}?has={quote(ids)}&lens=evidence")
        page.wait_for_function("Boolean(window.pathway.lens?.turn)")
        page.locator(BAR).wait_for(state="attached")
        assert "<script>ran()</script>" in page.locator(BAR).inner_text()
        assert page.locator("img[src=x], [onload*=ran], [onerror*=ran]").count() == 0, file.name
    page.close()
    assert errors == []


def test_another_pathway_is_marked_as_well(browser: Browser, tmp_path: Path, sample: Sampler[Path]) -> None:
    site = _built(tmp_path, BICYCLE)
    circumstances = yaml.load(BICYCLE, yaml.CBaseLoader)["circumstances"]  # noqa: S506  # as above
    page = browser.new_page()
    marks = 0
    for file in sample(sorted(set(site.glob("*.html")) - {site / "404.html"}), 6):
        page.goto(f"{file.as_uri()}?has={','.join(entry['id'] for entry in circumstances)}&lens=evidence")
        page.wait_for_function("Boolean(window.pathway.lens?.turn)")
        marks += page.locator(".pw-mark-node").count()
        assert set(page.evaluate(_OVERLAPS)) <= {_WELL}
    assert marks
    page.close()


def test_a_pathway_without_circumstances_has_no_button(browser: Browser, tmp_path: Path) -> None:
    data = yaml.load(BICYCLE, yaml.CBaseLoader)  # noqa: S506  # as above
    gone = {
        entry["id"] for part in (data.pop("circumstances"), *(group["entries"] for group in data.pop("findings", []))) for entry in part
    }
    for statement in data["statements"]:
        statement["in"] = [name for name in statement.get("in", []) if name not in gone]
    site = _built(tmp_path, yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    page = browser.new_page()
    page.goto((site / "index.html").as_uri() + "?has=ild&lens=evidence")
    page.wait_for_function("Boolean(window.pathway.lens?.turn)")
    expect(page.locator(".pw-lens-open")).to_have_count(0)
    expect(page.locator(".pw-tool--evidence[aria-pressed=true]")).to_have_count(1)
    page.close()


# ── Kinds of study ──


def test_no_lens_has_the_name_of_a_page() -> None:
    said = load_messages()
    pages = {said.home, said.treatments, "Antibodies", said.circumstances, said.references, said.abbreviations, said.method, said.about}
    pages |= {
        said.circumstances_short,
        said.method_short,
        said.evidence,
        said.evidence_short,
        said.walk["summary_title"],
        said.print["title"],
    }
    assert not pages & {said.lens["open"], said.lens["evidence"]}


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", sorted({page for page, _ in CHARTS}))
def test_evidence_dyes_each_box_by_the_best_study_behind_it(visit: Visit, name: str) -> None:
    page = _open(visit, f"{name}.html")
    page.locator(".pw-tool--evidence").first.click()
    page.locator(".pw-family-legend").first.wait_for()
    assert _query(page) == "lens=evidence"
    found = dict(
        page.eval_on_selector_all(
            # The way back to a choice, and a row that is a way of its choice, have the choice's address.
            ".pw-drawing:visible a:not(:has(.pw-node--link, .pw-node--back, [data-way]))",
            "all => all.map(a => [decodeURIComponent(a.getAttribute('href').split('#')[1]), a.querySelector('.pw-family-wash')?.getAttribute('class').match(/--(\\w+)$/)[1] ?? ''])",
        )
    )
    expected = {place.box.id: of_box(INDEX, place.box) for place in INDEX.boxes if place.box.id in found}
    assert found == {name: str(STUDY_GROUPS[evidence.strongest]) if evidence.strongest else "" for name, evidence in expected.items()}
    expect(page.locator(".pw-drawing:visible a[aria-label*='; evidence: ']")).to_have_count(len(found))
    expect(page.locator("a:has(.pw-node--link, .pw-node--back, [data-way]) .pw-family-wash")).to_have_count(0)
    for figure in page.locator("figure[data-chart]").all():
        families = set(
            figure.locator(".pw-drawing:visible .pw-family-wash").evaluate_all(
                "all => all.map(e => e.getAttribute('class').match(/--(\\w+)$/)[1])"
            )
        )
        assert figure.locator(".pw-family-row").count() == len(families)
        assert (figure.locator(".pw-family-legend a").get_attribute("href") or "").partition("#")[2] == "evidence--legend"
    page.locator(".pw-tool--evidence").first.click()
    expect(page.locator("[data-lens-part]")).to_have_count(0)
    assert _query(page) == ""


@pytest.mark.release
def test_both_lenses_together(visit: Visit) -> None:
    page = _open(visit, "skin.html?has=amyopathic&lens=evidence")
    page.locator(BAR).wait_for()
    assert dict(page.evaluate(_MARKS)["chart"]) == _boxes(["amyopathic"], "skin")
    assert set(page.evaluate(_OVERLAPS)) <= {_WELL}
    label = page.locator(".pw-drawing:visible a:has(.pw-mark-node)").first.get_attribute("aria-label") or ""
    assert re.search(r"; evidence: .+; marked: ", label)
    assert page.evaluate(
        "[...document.querySelectorAll('.pw-family-disc')].every(d => [...d.closest('.pw-node').querySelectorAll(':scope > text tspan')].every(t => {"
        " const [a, b] = [d.getBoundingClientRect(), t.getBoundingClientRect()];"
        " return a.right <= b.left || a.left >= b.right || a.bottom <= b.top + 2 || a.top >= b.bottom; }))"
    )


def test_a_copy_of_the_drawing_bears_no_lens(visit: Visit) -> None:
    page = _open(visit, "skin.html?has=amyopathic&lens=evidence")
    page.locator(BAR).wait_for()
    page.locator(".pw-menu > summary").first.click()
    with page.expect_download() as taken:
        page.locator(".pw-tool--download").first.click()
    text = Path(taken.value.path()).read_text("utf-8")
    assert not re.search(r"Caution|pw-family|has=|Narrative", text)


# ── The scripts ──


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_plain(name: str) -> None:
    """Nothing that a strict content policy forbids, that reads words as HTML, or that keeps or asks for anything."""
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function|document\.write|import\b|https?://(?!www\.w3\.org)|\bstyle\b(?!\.setProperty\(.--)"
    kept = r"localStorage|sessionStorage|indexedDB|cookie|fetch\(|XMLHttpRequest|sendBeacon|window\.name"
    assert re.findall(f"{forbidden}|{kept}", (ASSETS / name).read_text("utf-8")) == []


def test_a_page_is_first_painted_with_its_marks(browser: Browser, site: Path) -> None:
    """Nobody sees it without; one whose marks cannot be set is painted, and says so."""
    context = browser.new_context()
    # That marks are set once says that the letters of drawings are those that `lens/marks.js` takes for usual.
    context.add_init_script("window.marked = 0; document.addEventListener('pathway:marked', () => (window.marked += 1))")
    context.add_init_script("requestAnimationFrame(() => (window.first = document.querySelectorAll('.pw-mark-node').length))")
    page = context.new_page()
    page.goto(f"{site.as_uri()}/skin.html?has={SUBJECTS[0]}")
    assert page.wait_for_function("window.first").json_value() == page.locator(".pw-mark-node").count()
    page.wait_for_load_state()
    next_frame(page)
    assert page.evaluate("marked") == 1
    page.route("**/lenses.js", lambda route: route.abort())
    page.reload()
    expect(page.locator(".pw-lens-need")).to_contain_text("not")
    page.wait_for_function("'first' in window")
    context.close()


@pytest.mark.release
def test_marks_fit_the_letters_that_a_host_or_reader_has_set(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport=WIDE)
    wider = (
        "document.head.append(Object.assign(document.createElement('style'), { textContent: '* { font-family: monospace !important }' }))"
    )
    context.add_init_script(f"addEventListener('load', () => {wider})")
    page = context.new_page()
    page.goto(f"{site.as_uri()}/skin.html?has={SUBJECTS[0]}")
    page.wait_for_load_state()
    beyond = """all => all.filter((mark) => {
        const [sheet, ...lines] = [mark.querySelector('rect'), ...mark.querySelectorAll('tspan')].map((part) => part.getBoundingClientRect());
        return lines.some(({ right }) => right > sheet.right + 1);
    }).map((mark) => mark.textContent)"""
    marks = page.locator(".pw-drawing:visible .pw-mark-node")
    expect(marks.first).to_be_visible()
    assert marks.evaluate_all(beyond) == []
    context.close()


@pytest.mark.sample(1)
def test_a_page_loads_little_before_a_lens_is_used(both_ways: Visit) -> None:
    page = both_ways.open("skin.html")
    assert page.evaluate("[...document.scripts].filter(s => s.src.includes('lens')).map(s => s.src.split('/').at(-1))") == [
        "first-paint.js"
    ]
    assert (ASSETS / "lens/first-paint.js").stat().st_size < 1_000
    assert (ASSETS / "lens/lens.js").stat().st_size < 5_600
