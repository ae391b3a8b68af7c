"""Treatments at a glance: each box or option that gives something, by section and line of therapy, drug first."""

import re
from itertools import pairwise, takewhile
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from generator.analysis.marks import Marking, Patient
from generator.compiler import Site, compile_pathway
from generator.core.source import Source
from generator.i18n import load_messages
from generator.scaffold import examples
from generator.views.glance import merged_lines
from generator.views.mark_words import mark_text
from hosting import Visit
from ours import INDEX, compiled
from test_print import Print

_PATHWAY = """
format: 2
pathway: {{id: p, title: Made up, version: 1.0.0, published: 2026-01-01, review_by: 2027-01, summary: Made up., readers: Nobody.,
  disclaimer: Made up., authors: [Nobody], unstated: [owner, approved, review, interests, funding, licence, authorship, evidence_search]{grading}}}
sections:
{sections}
statements:
  - {{id: why, role: context, says: So it is., cites: [r]}}
{statements}
treatments:
  - {{id: a, name: Drug A}}
  - {{id: b, name: Drug B, abbreviations: [DB]}}
  - {{id: c, name: Drug C}}
  - {{id: some, name: Drugs, members: [a, b]}}
  - {{id: ab, name: A with B, parts: [a, b]}}
circumstances:
  - {{id: rain, name: Rain, members: [storm]}}
  - {{id: storm, name: Storm}}
references:
  - {{id: r, type: book, title: A book}}
"""
_SECTION = """
  - id: {id}
    title: {title}
    charts:
      - id: {id}-chart
        title: Chart of {id}
        boxes:
          - {{id: {id}-start, kind: start, title: Begin, statements: [why], next: {id}-x}}
{boxes}
          - {{id: {id}-end, kind: end, title: Well, cites: [r]}}
"""
GRADED = ", grading: {name: Letters, axes: [{name: Letter, values: {A: Firm, B: Weak}}]}"


def section(name: str, *boxes: str, title: str = "Problem") -> str:
    """A section whose first box is x; in its boxes, “@” is its name."""
    lines = "\n".join(f"          - {box.replace('@', name)}" for box in boxes)
    return _SECTION.format(id=name, title=title, boxes=lines).strip("\n")


def made(*sections: str, statements: str = "", grading: str = "") -> Site:
    """The site of a pathway with these sections; what they do not state is stated at their beginning."""
    lines = "\n".join(f"  - {line}" for line in statements.strip().splitlines())
    placed = "\n".join(sections)
    names = [name for name in re.findall(r"^{id: (\w+)", statements.strip(), re.MULTILINE) if name not in re.findall(r"\w+", placed)]
    placed = placed.replace("statements: [why]", f"statements: [{', '.join(['why', *names])}]", 1)
    found = compile_pathway(Source("p", _PATHWAY.format(sections=placed, statements=lines, grading=grading)))
    assert found.site, [(one.code, one.message) for one in found.diagnostics if one.severity == "error"]
    return found.site


def glance(site: Site) -> str | None:
    """The Markdown of the page; nothing if there is none."""
    return next((page.text for page in site.pages if page.path == "glance.md"), None)


class Row(NamedTuple):
    """A use as readers see it."""

    section: str
    line: str
    number: str
    drug: str
    rest: str


def plain(text: str) -> str:
    """Markdown as its reader sees it: without elements and addresses."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"<[^>]*>", " ", text))
    return re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), " ".join(text.split()))


def rows(text: str) -> list[Row]:
    """Everything that the page lists, in order of reading."""
    found, at, line = [], "", ""
    for part in re.findall(r'^##+ [^\n]*|<li class="pw-use" .*?</li>', text, re.MULTILINE | re.DOTALL):
        if part.startswith("## "):
            at, line = plain(part.partition("{#")[0][3:]), ""
        elif part.startswith("### "):
            line = plain(part.partition("{#")[0][4:])
        else:
            number, rest = part.split("</span>", 1)
            drug, rest = rest.split("</strong>", 1)
            rest = re.sub(r"<small.*?</small>", "", rest)
            found.append(Row(at, line, plain(number), plain(drug), plain(rest)))
    return found


GIVES = "{id: @-x, kind: action, title: Drug A, cites: [r], gives: [a], next: @-end}"
CHOICE = "{id: @-x, kind: choice, title: Choose, cites: [r], next: [{to: @-end, gives: [a], label: often}, {to: @-end, gives: [b], when: Only if it rains}]}"
CASES = [
    # (name, boxes, statements, rows: line, number, drug, what else is said)
    ("no lines", [GIVES], "", [("", "1.2", "Drug A", "")]),
    ("a title that says more", [GIVES.replace("title: Drug A", "title: Drug A at night")], "", [("", "1.2", "Drug A", "at night")]),
    ("another name that begins alike", [GIVES.replace("title: Drug A", "title: Drug Abc")], "", [("", "1.2", "Drug A", "Drug Abc")]),
    ("a line in the title", [GIVES.replace("title: Drug A", 'line: First, title: "First: drug A"')], "", [("First", "1.2", "Drug A", "")]),
    ("options that are drugs", [CHOICE], "", [("", "1.2", "Drug A", "often"), ("", "1.2", "Drug B", "Only if it rains")]),
    (
        "an answer says its question",
        ["{id: @-x, kind: question, title: Bad?, cites: [r], next: [{to: @-y, label: yes}, {to: @-end, label: no}]}", GIVES.replace("@-x", "@-y")],
        "",
        [("", "1.3", "Drug A", "Bad? – yes")],
    ),
    (
        "a way back is no condition of what is given first",
        [GIVES.replace("@-end", "@-y"), "{id: @-y, kind: question, title: Well?, cites: [r], next: [{to: @-end, label: yes}, {to: @-x, label: no}]}"],
        "",
        [("", "1.2", "Drug A", "")],
    ),
    (
        "nor is that of one way where another asks for nothing",
        [
            "{id: @-x, kind: all, title: Both, cites: [r], next: [@-y, {to: @-z}]}",
            "{id: @-y, kind: question, title: Bad?, cites: [r], next: [{to: @-z, label: yes}, {to: @-end, label: no}]}",
            GIVES.replace("@-x", "@-z"),
        ],
        "",
        [("", "1.4", "Drug A", "")],
    ),
    (
        "conditions of several ways are alternatives",
        [
            "{id: @-x, kind: question, title: Bad?, cites: [r], next: [{to: @-z, label: yes}, {to: @-y, label: no}]}",
            "{id: @-y, kind: question, title: Worse?, cites: [r], next: [{to: @-z, label: yes, when: Only if it rains.}, {to: @-end, label: no}]}",
            GIVES.replace("@-x", "@-z"),
        ],
        "",
        [("", "1.4", "Drug A", "Bad? – yes, or Worse? – yes · Only if it rains")],
    ),
    (
        "what is said of one option is no condition of what follows on all of them",
        [CHOICE.replace("@-end", "@-y"), GIVES.replace("@-x", "@-y").replace("[a]", "[c]").replace("title: Drug A", "title: Drug C")],
        "",
        [("", "1.2", "Drug A", "often"), ("", "1.2", "Drug B", "Only if it rains"), ("", "1.3", "Drug C", "")],
    ),
    (
        "a label of several ways that apply says what they are about",
        ["{id: @-x, kind: several, title: Protect against what, cites: [r], next: [{to: @-end, gives: [a], label: rust}, {to: @-end, label: none}]}"],
        "",
        [("", "1.2", "Drug A", "Protect against what – rust")],
    ),
    ("a regimen", [GIVES.replace("[a]", "[ab]")], "", [("", "1.2", "A with B", "Drug A")]),
    ("two together", [GIVES.replace("[a]", "[a, b]").replace("title: Drug A", "title: Both")], "", [("", "1.2", "Drug A + Drug B", "Both")]),
    (
        "a recommendation against is a warning of the drug, and no option",
        [GIVES],
        ("{id: not, role: against, says: Drug A should not be given in rain., about: [a], in: [rain], cites: [r]}\n"
        "{id: nor, role: against, says: Drug C should not be given., about: [c], cites: [r]}"),
        [("", "1.2", "Drug A", "Should not be given if: rain")],
    ),
    (
        "for any of a group, the group alone",
        [GIVES],
        "{id: not, role: against, says: Drug A should not be given in rain., about: [a], in: [storm, rain], cites: [r]}",
        [("", "1.2", "Drug A", "Should not be given if: rain")],
    ),
    (
        "a warning for everyone is said whole",
        [GIVES],
        "{id: care, role: caution, says: Drug A makes sleepy., about: [a], cites: [r]}",
        [("", "1.2", "Drug A", "Caution: Drug A makes sleepy.")],
    ),
    (
        "of a long one the first sentence",
        [GIVES],
        f"{{id: care, role: monitoring, says: 'Drug A, e.g. As, needs watching. It {'very ' * 30} often makes sleepy.', about: [a], cites: [r]}}",
        [("", "1.2", "Drug A", "Monitoring: Drug A, e.g. As, needs watching. …")],
    ),
    (
        "which is never cut",
        [GIVES],
        f"{{id: care, role: caution, says: Drug A {'very ' * 30}often makes sleepy., about: [a], cites: [r]}}",
        [("", "1.2", "Drug A", f"Caution: Drug A {'very ' * 30}often makes sleepy.")],
    ),
    (
        "what is said of a group is said of the group",
        [GIVES],
        "{id: care, role: caution, says: They make sleepy., about: [some], cites: [r]}",
        [("", "1.2", "Drug A", "Caution (drugs): They make sleepy.")],
    ),
    (
        "and what is said of another is clear from the words",
        [GIVES],
        "{id: care, role: caution, says: Drug B makes more sleepy than drug A., about: [b, a], cites: [r]}",
        [("", "1.2", "Drug A", "Caution: Drug B makes more sleepy than drug A.")],
    ),
    (
        "those of a group's members are one",
        [GIVES.replace("[a]", "[some]").replace("title: Drug A", "title: A drug")],
        ("{id: care, role: caution, says: Drug A makes sleepy., about: [a], cites: [r]}\n"
        "{id: care2, role: caution, says: Drug B makes hungry., about: [b], cites: [r]}"),
        [("", "1.2", "Drugs", "A drug Includes drug A, drug B – caution")],
    ),
    (
        "but what should not be given is said in words, which may say when",
        [GIVES.replace("[a]", "[some]").replace("title: Drug A", "title: A drug")],
        ("{id: not, role: against, says: Drug A should not be given before an operation., about: [a], cites: [r]}\n"
        "{id: not2, role: against, says: Drug B should not be given at night., about: [b], cites: [r]}"),
        [
            (
                "",
                "1.2",
                "Drugs",
                (
                    "A drug Recommendation against: Drug A should not be given before an operation. "
                    "Recommendation against: Drug B should not be given at night."
                ),
            )
        ],
    ),
    (
        "but one about several is said in its words",
        [GIVES.replace("[a]", "[some]").replace("title: Drug A", "title: A drug")],
        "{id: care, role: caution, says: Drug B makes more sleepy than drug A., about: [b, a], cites: [r]}",
        [("", "1.2", "Drugs", "A drug Caution: Drug B makes more sleepy than drug A.")],
    ),
    (
        "a dose",
        [GIVES.replace("cites: [r]", "statements: [dose]")],
        "{id: dose, role: practice, says: Drug A is given., about: [a], doses: [{treatment: a, dose: 5 mg, frequency: once a day}], cites: [r]}",
        [("", "1.2", "Drug A", "5 mg once a day")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("boxes", "statements", "expected"), [pytest.param(*case, id=name) for name, *case in CASES])
def test_what_is_given_is_named_first(boxes: list[str], statements: str, expected: list[tuple[str, ...]]) -> None:
    text = glance(made(section("s", *boxes), statements=statements))
    assert text
    assert rows(text) == [Row("1 Problem", *row) for row in expected]


def test_without_treatments_that_are_given_there_is_no_page() -> None:
    site = made(section("s", "{id: @-x, kind: action, title: Wait, cites: [r], avoids: [c], statements: [nor], next: @-end}"),
                statements="{id: nor, role: against, says: Drug C should not be given., about: [c], cites: [r]}")  # fmt: skip
    assert glance(site) is None


def test_lines_are_in_one_order_and_what_has_none_is_last() -> None:
    """A section without lines has one place beside all; one that gives nothing is named below."""
    first = [
        "{id: @-x, kind: action, title: X, line: Late, cites: [r], gives: [a], next: @-y}",
        "{id: @-y, kind: action, title: Y, cites: [r], gives: [b], next: @-end}",
    ]
    second = [
        "{id: @-x, kind: action, title: X, line: Early, cites: [r], gives: [a], next: @-y}",
        "{id: @-y, kind: action, title: Y, line: Late, cites: [r], gives: [b], next: @-end}",
    ]
    nothing = "{id: @-x, kind: action, title: Wait, cites: [r], next: @-end}"
    text = glance(made(section("s", *first), section("t", *second), section("u", GIVES), section("v", nothing, title="Nothing")))
    assert text
    assert [(row.section[0], row.line) for row in rows(text)] == [
        ("1", "Late"),
        ("1", "No line stated"),
        ("2", "Early"),
        ("2", "Late"),
        ("3", "No line stated"),
    ]
    assert text.count("pw-glance-line--empty") == 1
    assert text.count("pw-glance-line--all") == 1
    assert "[4 Nothing](v.md)" in text


@pytest.mark.parametrize(
    ("sections", "order"),
    [
        ([["1", "2", "3"]], "123"),
        ([["1", "3"], ["1", "2", "3"]], "123"),
        ([["2", "3"], ["1", "2"]], "123"),
        ([["1"], ["2"]], "12"),
        ([], ""),
    ],
)
def test_lines_of_several_sections_are_merged(sections: list[list[str]], order: str) -> None:
    assert "".join(merged_lines(sections)) == order


def test_a_grade_comes_before_the_kind_of_study() -> None:
    """With the patients whom it is for, if it is not for all; that of a warning is none of the treatment."""
    statements = """
{id: yes, role: recommendation, says: Drug A is recommended., about: [a], grade: A, cites: [r]}
{id: rainy, role: recommendation, says: Drug A helps in rain., about: [a], in: [rain], grade: B, cites: [r]}
{id: not, role: against, says: Drug A should not be given in rain., about: [a], in: [rain], grade: A, cites: [r]}"""
    site = made(section("s", GIVES.replace("cites: [r]", "statements: [yes, rainy, not]")), statements=statements, grading=GRADED)
    text = glance(site)
    assert text
    assert re.findall(r'<button[^>]*class="pw-grade"[^>]*>([^<]*)<', text.partition('<div class="pw-grade-card"')[0]) == [
        "Letter: A",
        "Letter: B (Rain)",
    ]
    assert "pw-badge" not in text


def test_a_large_pathway_has_sections_one_after_another() -> None:
    text = glance(made(*(section(f"s{n}", GIVES, title=f"Problem {n}") for n in range(60))))
    assert text
    assert "pw-glance--many" in text
    assert len(rows(text)) == 60


def test_all_that_our_pathway_gives_is_listed_once() -> None:
    text = glance(compiled())
    assert text
    given = [INDEX.numbers[place.box.id] for place in INDEX.boxes if place.box.gives]
    assert [row.number for row in rows(text)] == given
    assert "Ciclosporin" in next(row.drug for row in rows(text) if row.number == "3.11")
    assert text.index("No mark does not mean safe.") < text.index("pw-glance")


def test_marks_for_a_patient_are_at_what_is_given(visit: Visit) -> None:
    """As the rules say, which the script must equal."""
    ticked = "renal-impairment", "ild", "pregnancy", "amyopathic"
    page = visit.open(f"glance.html?has={','.join(ticked)}")
    page.locator(".pw-lens-bar").wait_for()
    found = page.locator("[data-use]").evaluate_all(
        "all => all.map((e) => [e.dataset.use, [...e.querySelectorAll('.pw-use-marks .pw-mark')].map((m) => m.textContent)])"
    )
    marking, words = Marking(INDEX), load_messages()
    for box, texts in found:
        names = INDEX.targets[box].box.gives
        marks = marking.marks(box, Patient(frozenset(ticked)))
        said = [mark_text(mark, INDEX, words) for mark in marks]
        own = f"{INDEX.treatments[names[0]].name} – " if len(names) == 1 else "\0"
        expected = {text.removeprefix(own) for text in said}
        assert {text.casefold() for text in texts} <= {text.casefold() for text in expected} or len(texts) < len(expected), box
        assert bool(texts) == bool(marks), box


def test_on_a_phone_it_is_a_list_and_on_paper_one_page(telephone: Visit, visit: Visit) -> None:
    page = telephone.open("glance.html")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tops = page.locator(".pw-use").evaluate_all("all => all.map((e) => e.getBoundingClientRect()).map(({ left, top }) => [left, top])")
    assert len({left for left, _ in tops}) == 1
    assert [top for _, top in tops] == sorted(top for _, top in tops)
    paper = visit.open("glance.html").pdf(prefer_css_page_size=True, format="A4")
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1
    printed = visit.open("glance.html")
    printed.emulate_media(media="print")
    sizes = printed.locator(".pw-use *, .pw-glance :is(h2, h3)").evaluate_all(
        "all => all.filter((e) => e.textContent.trim()).map((e) => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) * 0.75 >= 7.5


def _on_each_other(printed: Print, number: int) -> list[str]:
    """Letters of a page that lie on another."""
    text = printed.document[number].get_textpage()
    boxes = sorted((*text.get_charbox(at), text.get_text_range(at, 1)) for at in range(text.count_chars()))
    return [
        letter
        for at, (_, bottom, right, top, letter) in enumerate(boxes)
        for left, low, _, high, _ in takewhile(lambda other, edge=right - 1: other[0] < edge, boxes[at + 1 :])  # type: ignore[misc]
        if left < right - 1 and min(top, high) - max(bottom, low) > 1
    ]


def test_marked_it_is_printed_without_text_on_text(visit: Visit) -> None:
    """With its marks it needs a second page, and begins on the first."""
    page = visit.open("glance.html?has=renal-impairment,pregnancy")
    page.locator(".pw-lens-bar").wait_for()
    printed = Print(page.pdf(prefer_css_page_size=True, format="A4"))
    assert len(printed.pages) == 2
    assert printed.filled(0) > 0.9
    assert [_on_each_other(printed, number) for number in range(2)] == [[], []]


@pytest.mark.parametrize("name", examples())
def test_doses_on_paper_are_lines_of_their_own_and_no_larger_than_the_rest(name: str, example_sites: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((example_sites / name / "glance.html").as_uri())
    page.emulate_media(media="print")
    largest = page.locator(".pw-use-drug").evaluate_all("all => Math.max(...all.map((e) => parseFloat(getComputedStyle(e).fontSize)))")
    sizes = page.locator(".pw-use *").evaluate_all("all => all.map((e) => parseFloat(getComputedStyle(e).fontSize))")
    assert max(sizes) <= largest
    lines = page.locator(".pw-use-says").evaluate_all(
        """all => all.map((says) => [...says.querySelectorAll('.pw-option-dose')].map((dose) => {
          const { left, top, bottom } = dose.getBoundingClientRect();
          return [left - says.getBoundingClientRect().left, top, bottom];
        })).filter((doses) => doses.length)"""
    )
    page.close()
    assert lines
    for doses in lines:
        assert [left for left, _, _ in doses] == [doses[0][0]] * len(doses)
        assert all(bottom <= top + 0.5 for (_, _, bottom), (_, top, _) in pairwise(doses))


def of(site: Site, path: str) -> str:
    """The Markdown of a page."""
    return next(page.text for page in site.pages if page.path == path)


def table(text: str) -> dict[str, list[str]]:
    """The first table of a page: each row by its first cell, without the heads that a phone shows."""
    lines = re.findall(r"^\| (.*) \|$", re.sub(r'<span class="pw-column">.*?</span>', "", text), re.MULTILINE)
    return {plain(first): [plain(cell) for cell in cells] for first, *cells in (line.split(" | ") for line in lines)}


def test_what_should_not_be_given_to_anybody_is_said_in_words_at_a_box_that_gives_it() -> None:
    """Its words may say when; cautions need no more than a link."""
    statements = """
{id: not, role: against, says: Drug A should not be given before an operation., about: [a], cites: [r]}
{id: care, role: caution, says: Drug A makes sleepy., about: [a], cites: [r]}"""
    text = plain(of(made(section("s", GIVES, title="Fever"), statements=statements), "s.md"))
    assert "For everyone Drug A – recommendation against: Drug A should not be given before an operation, caution" in text


def test_two_warnings_of_one_kind_are_told_apart_by_their_words() -> None:
    """Not “monitor, monitor”."""
    statements = """
{id: count, role: monitoring, says: Count blood cells every month., about: [a], cites: [r]}
{id: liver, role: monitoring, says: Test the liver before drug A is given., about: [a], cites: [r]}
{id: care, role: caution, says: Drug A makes sleepy., about: [a], cites: [r]}"""
    text = plain(of(made(section("s", GIVES, title="Fever"), statements=statements), "s.md"))
    assert "For everyone Drug A – Count blood cells every month, Test the liver before drug A is given, caution" in text


def test_the_index_says_where_what_to_mind_and_on_what_evidence() -> None:
    """Also where a treatment is given only as one of a group."""
    statements = """
{id: not, role: against, says: Drug A should not be given in rain., about: [a], in: [rain], cites: [r]}
{id: care, role: monitoring, says: Drug A needs watching., about: [a], cites: [r]}"""
    rows = table(of(made(section("s", GIVES.replace("[a]", "[some]"), title="Fever"), statements=statements), "treatments.md"))
    assert rows["Treatment"] == ["Fever", "Points to note", "Strongest kind of study"]
    assert rows["Drug A"] == ["1.2 Drug A", "Should not be given if: rain Monitoring: Drug A needs watching.", "only for a warning"]
    assert rows["Drugs Group"][1] == "Includes drug A – should not be given if: rain Includes drug A – monitor"


AVOIDED = [
    # (boxes, statements, what the section's cell says of drug C)
    ([GIVES], "{id: nor, role: against, says: Drug C should not be given., about: [c], cites: [r]}", "Recommended against: 1.1 Begin"),
    (
        [GIVES.replace("@-end", "@-y"), GIVES.replace("@-x", "@-y").replace("gives: [a]", "avoids: [c], statements: [nor]")],
        "{id: nor, role: against, says: Drug C should not be given., about: [c], cites: [r]}",
        "Do not give: 1.3 Drug A",
    ),
    (
        [GIVES],
        "{id: nor, role: contraindication, says: No drug C in rain., about: [c], in: [rain], cites: [r]}",
        "Contraindicated: 1.1 Begin",
    ),
    ([GIVES], "{id: nor, role: caution, says: Drug C is odd., about: [c], cites: [r]}", "Mentioned in: 1.1 Begin"),
    ([GIVES.replace("gives: [a]", "stops: [c]")], "", "Stop: 1.2 Drug A"),
    ([GIVES.replace("gives: [a]", "gives: [c]")], "{id: nor, role: caution, says: Drug C is odd., about: [c], cites: [r]}", "1.2 Drug A"),
]


@pytest.mark.parametrize(("boxes", "statements", "says"), AVOIDED)
def test_the_index_has_no_empty_row(boxes: list[str], statements: str, says: str) -> None:
    """Of a treatment that is never given it says what is done with it instead, or said of it, and where."""
    rows = table(of(made(section("s", *boxes), statements=statements), "treatments.md"))
    assert rows["Drug C"][0] == says


ADVICE = [
    ("{id: not, role: against, says: Drug A should not be given in rain., about: [a], in: [rain], cites: [r]}", "Recommendation against Drug A should not be given in rain. 1.1"),
    (f"{{id: long, role: caution, says: Drug A is {'very ' * 50} odd in rain., about: [a], in: [rain], cites: [r]}}", "Caution Drug A"),
    (f"{{id: long, role: practice, says: Drug A is {'very ' * 50} odd in rain., about: [a], in: [rain], cites: [r]}}", "Relevant to Drug A"),
    ("{id: one, role: practice, says: A in rain., about: [a], in: [rain], cites: [r], read_with: [two]}\n{id: two, role: caution, says: Not B in rain., about: [b], in: [rain], cites: [r]}",
     "Caution Not B in rain. 1.1 (read with 1.1 ) Practice A in rain. 1.1 (read with 1.1 )"),
]  # fmt: skip


@pytest.mark.parametrize(("statements", "says"), ADVICE)
def test_a_circumstance_says_what_to_do(statements: str, says: str) -> None:
    """A statement is said whole, with its box, or not at all; those to be read together name each other."""
    rows = table(of(made(section("s", GIVES), statements=statements), "circumstances.md"))
    assert rows["Rain"][0].replace(" )", ")").replace("&nbsp;", " ") == says.replace(" )", ")")


def test_a_circumstance_names_the_boxes_that_it_leads_to() -> None:
    ask = "{id: @-x, kind: question, title: Rain?, cites: [r], next: [{to: @-y, has: rain}, {to: @-end, label: no}]}"
    rows = table(of(made(section("s", ask, GIVES.replace("@-x", "@-y"))), "circumstances.md"))
    assert rows["Rain"] == ["Leads to 1.3 Problem: Drug A"]


def test_a_treatment_that_is_not_mentioned_is_not_said_to_be_safe() -> None:
    """Each row of such names has the sentence right below it; and without a row there is none."""
    statements = "{id: not, role: against, says: Drug A should not be given in rain., about: [a], in: [rain], cites: [r]}"
    entry = of(made(section("s", GIVES), statements=statements), "circumstances.md").partition("{#rain}")[2]
    assert re.search(
        r"Not mentioned.*?Drug B.*\s+<p class=\"pw-unsafe\"><strong>No mark does not mean safe\.</strong> This pathway marks only", entry
    )
    for path in ("circumstances.md", "antibodies.md"):
        text = of(compiled(), path)
        assert text.count(">Not mentioned<") == text.count('<p class="pw-unsafe">')
    dosed = f"{statements}\n{{id: dosed, role: practice, says: It is 5 ml., about: [b], cites: [r], doses: [{{treatment: b, dose: 5 ml, for: Small people}}]}}"
    entry = of(made(section("s", GIVES), statements=dosed), "circumstances.md").partition("{#rain}")[2]
    rows = re.findall(r'class="pw-label">(Not mentioned.*?)</span>(.*)', entry)
    assert [(label, "Drug B" in links) for label, links in rows[:2]] == [
        ("Not mentioned", False),
        ("Not mentioned, but read the doses", True),
    ]
    said = statements.replace("[a]", "[a, b, c]")
    assert '<p class="pw-unsafe">' not in of(made(section("s", GIVES), statements=said), "circumstances.md")


def test_that_no_mark_does_not_mean_safe_is_printed(visit: Visit) -> None:
    page = visit.open("circumstances.html")
    page.emulate_media(media="print")
    notes = page.locator(".pw-entry .pw-unsafe")
    assert notes.count() > 1
    assert all(note.is_visible() for note in notes.all())


def test_marked_it_says_once_that_no_mark_does_not_mean_safe(visit: Visit) -> None:
    page = visit.open("glance.html?has=renal-impairment,pregnancy")
    page.locator(".pw-lens-list").wait_for()
    assert page.locator("article").inner_text().count(load_messages().lens["unsafe"]) == 1


def test_sections_without_a_line_in_common_have_no_holes() -> None:
    """Each then has its own rows, and no place for the lines of the others; with one in common, rows are shared."""
    first = GIVES.replace("cites: [r]", "line: Early, cites: [r]")
    second = GIVES.replace("cites: [r]", "line: Late, cites: [r]")
    apart = glance(made(section("s", first), section("t", second)))
    shared = glance(made(section("s", first), section("t", second), section("u", second)))
    assert apart
    assert shared
    assert ("pw-glance--apart" in apart, "pw-glance-line--empty" in apart) == (True, False)
    assert ("pw-glance--apart" in shared, "pw-glance-line--empty" in shared) == (False, True)


def test_a_group_that_the_editors_arranged_says_of_what_it_is_one() -> None:
    """Its name is the editors', too, so that nobody looks for it among the drugs."""
    rows = table(of(compiled(), "treatments.md"))
    assert rows["Second-line options for the muscles Group One of: Methotrexate, Azathioprine"]
    assert "Antimalarials Group" in rows


def test_entries_of_which_nothing_is_said_are_in_no_table() -> None:
    site = made(section("s", GIVES), statements="{id: not, role: against, says: Drug A should not be given., about: [a], cites: [r]}")
    assert "| [Rain]" not in of(site, "circumstances.md")
    assert "What to do" not in of(site, "circumstances.md")
    assert "## Rain" in of(site, "circumstances.md")
