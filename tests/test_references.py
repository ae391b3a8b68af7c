"""The reference list in a real browser: what rests on each reference, and how the list is narrowed, sorted and shared."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import yaml
from playwright.sync_api import Page, ViewportSize, expect

from generator.compiler import compile_pathway
from generator.core.source import Source
from generator.model import Design
from hosting import ROOT, Visit

# The file as it stands, without the generator's own reading of it.
PATHWAY: dict[str, Any] = yaml.load((ROOT / "pathway.yaml").read_text("utf-8"), yaml.CSafeLoader)
STATEMENTS: dict[str, dict[str, Any]] = {statement["id"]: statement for statement in PATHWAY["statements"]}
SHOWN = "[...document.querySelectorAll('.pw-reference')].filter((e) => e.offsetParent).map((e) => e.querySelector('h2').id)"
USES = """() => {
  const hrefs = (section, links) => [...new Set([...section.querySelectorAll(links)].map((link) => link.getAttribute('href')))].sort();
  return Object.fromEntries([...document.querySelectorAll('.pw-reference')].map((section) => [section.querySelector('h2').id, {
    boxes: hrefs(section, '.pw-home a'),
    treatments: hrefs(section, "a[href^='treatments/']"),
    statements: section.querySelectorAll('.pw-uses li').length,
    summary: section.querySelector('summary').textContent,
  }]));
}"""
PHONE = ViewportSize(width=390, height=844)


def _name(value: str | Mapping[str, Any], key: str) -> str:
    return value if isinstance(value, str) else value[key]


def _boxes() -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Each box with its page, what it states and what it rests on."""
    charts = [("index", PATHWAY["overview"]), *((section["id"], chart) for section in PATHWAY["sections"] for chart in section["charts"])]
    for page, chart in charts:
        for node in chart["boxes"]:
            yield page, node["id"], [_name(item, "statement") for item in node.get("statements", [])], node.get("rests_on", [])


@dataclass(frozen=True)
class Cited:
    """A reference, and what the file says of it."""

    number: int
    entry: Mapping[str, Any]

    @property
    def statements(self) -> list[dict[str, Any]]:
        """The statements that cite it."""
        return [s for s in PATHWAY["statements"] if self.entry["id"] in [_name(c, "reference") for c in s["cites"]]]

    @property
    def treatments(self) -> set[str]:
        """The treatments that these are about."""
        return {name for s in self.statements for name in s.get("about", [])} & {t["id"] for t in PATHWAY["treatments"]}

    @property
    def boxes(self) -> set[tuple[str, str, str]]:
        """The boxes that state such a statement, with its id, and those that rest on one, without: there it has no address."""
        names = {statement["id"] for statement in self.statements}
        stating = {(page, box, name) for page, box, stated, _ in _boxes() for name in stated if name in names}
        return stating | {(page, box, "") for page, box, stated, rests in _boxes() for name in rests if name in names - {*stated}}

    @property
    def year(self) -> int | None:
        """The year of publication."""
        return int(str(self.entry["issued"])[:4]) if "issued" in self.entry else None

    @property
    def first_author(self) -> str:
        """Sort key, without accents."""
        author = next(iter(self.entry.get("authors", [])), self.entry["title"])
        return _plain(author if isinstance(author, str) else f"{author['family']} {author['given']}")

    def names(self, *words: str) -> bool:
        """Whether its title, journal and authors name all the words."""
        people = " ".join(author["family"] for author in self.entry.get("authors", []) if not isinstance(author, str))
        text = _plain(" ".join((self.entry["title"], self.entry.get("journal", ""), people)))
        return all(word in text for word in words)


def _plain(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)).casefold()


def _cited() -> list[Cited]:
    """All references, in the order in which the boxes first cite them."""
    order = [name for _, _, stated, resting in _boxes() for name in (*stated, *resting)]
    ids = dict.fromkeys(_name(citation, "reference") for name in order for citation in STATEMENTS[name]["cites"])
    known = {entry["id"]: entry for entry in PATHWAY["references"]}
    return [Cited(number, known[name]) for number, name in enumerate(ids, 1)]


ALL = _cited()
# The guideline of some committee, and a trial: two that no common filter shows together.
GUIDELINE = next(r for r in ALL if r.entry.get("design") == "guideline")
TRIAL = next(r for r in ALL if r.entry.get("design") == "controlled-trial")

FILTERS: list[tuple[dict[str, str], Callable[[Cited], bool]]] = [
    *(
        ({"design": design}, lambda r, d=design: r.entry.get("design", "unclassified") == d)
        for design in ("narrative-review", "unclassified")
    ),
    *(({"treatment": name}, lambda r, n=name: n in r.treatments) for name in ("ivig", "methotrexate", "immunosuppressants")),
    *(({"about": name}, lambda r, n=name: r.entry.get("directness") == n) for name in ("direct", "wider", "other-disease", "general")),
    ({"from": "2010"}, lambda r: (r.year or 0) >= 2010),
    ({"to": "1979"}, lambda r: (r.year or 9999) <= 1979),
    ({"from": "1990", "to": "1999"}, lambda r: 1990 <= (r.year or 0) <= 1999),
    ({"from": "2003", "to": "1990"}, lambda _: False),
    ({"words": "cherin"}, lambda r: r.names("cherin")),
    ({"words": "  GAMMAGLOBULIN   Chérin "}, lambda r: r.names("cherin", "gammaglobulin")),
    ({"words": "arthritis rheum 2005"}, lambda r: r.names("arthritis", "rheum") and r.year == 2005),
    ({"words": "15880816"}, lambda r: r.entry.get("pmid") == 15880816),
    ({"words": "10.1002/art.21023"}, lambda r: r.entry.get("doi") == "10.1002/art.21023"),
    ({"words": "nobody wrote this"}, lambda _: False),
    ({"words": "copy citation"}, lambda _: False),
    (
        {"words": "trial", "treatment": "ivig", "to": "1995"},
        lambda r: r.names("trial") and "ivig" in r.treatments and (r.year or 9999) <= 1995,
    ),
]
ORDERS: dict[str, Callable[[Cited], Any]] = {
    "": lambda r: r.number,
    "year": lambda r: (-(r.year or 0), r.number),
    "author": lambda r: (r.first_author, r.number),
    "design": lambda r: (list(Design).index(Design(r.entry.get("design", "unclassified"))), r.number),
}


def _ids(references: list[Cited]) -> list[str]:
    return [reference.entry["id"] for reference in references]


def _set(page: Page, values: Mapping[str, str]) -> None:
    """Fills in the form as a reader does: what has to change."""
    for name, value in page.evaluate("Object.fromEntries(new FormData(document.querySelector('.pw-filter')))").items():
        field, wanted = page.locator(f".pw-filter [name={name}]"), values.get(name, "")
        if value != wanted:
            field.fill(wanted) if name in {"words", "from", "to"} else field.select_option(wanted)


def test_each_reference_shows_all_that_rests_on_it(without_scripts: Visit) -> None:
    """Every statement with every box that states it or rests on it, and every treatment; without a script, and nothing is hidden."""
    page = without_scripts.open("references.html")
    assert page.evaluate(SHOWN) == _ids(ALL)
    expect(page.locator(".pw-filter")).to_be_hidden()
    shown = page.evaluate(USES)
    for reference in ALL:
        boxes, names = reference.boxes, {statement["id"] for statement in reference.statements}
        count = len({box for _, box, _ in boxes})
        assert shown[reference.entry["id"]] == {
            "boxes": sorted(f"{where}.html#{box}--{name}".removesuffix("--") for where, box, name in boxes),
            "treatments": sorted(f"treatments/{name}.html" for name in reference.treatments),
            "statements": len(names),
            "summary": f"Cited by {len(names)} statement{'s' * (len(names) != 1)} in {count} box{'es' * (count != 1)}",
        }


def test_filters_show_what_fits_and_say_how_many(visit: Visit) -> None:
    page = visit.open("references.html")
    status, reset = page.get_by_role("status"), page.get_by_role("button", name="Show all")
    assert status.inner_text() == f"{len(ALL)} references"
    expect(reset).to_be_hidden()
    for values, fits in FILTERS:
        _set(page, values)
        wanted = [reference for reference in ALL if fits(reference)]
        assert page.evaluate(SHOWN) == _ids(wanted), values
        assert status.inner_text() == (f"{len(wanted)} of {len(ALL)} references" if wanted else "No reference matches."), values
    reset.click()
    assert page.evaluate(SHOWN) == _ids(ALL)
    assert status.inner_text() == f"{len(ALL)} references"
    assert page.evaluate("document.activeElement.name") == "words"
    page.wait_for_url(f"{visit.base}/references.html")


def test_orders_keep_the_numbers(visit: Visit) -> None:
    page = visit.open("references.html")
    for order, key in ORDERS.items():
        _set(page, {"order": order})
        wanted = sorted(ALL, key=key)
        assert page.evaluate(SHOWN) == _ids(wanted), order
        assert page.locator(".pw-reference .pw-number").all_inner_texts() == [str(reference.number) for reference in wanted]


def test_choices_are_those_that_some_reference_has(visit: Visit) -> None:
    """With how many have them."""
    page = visit.open("references.html")
    found = {name: page.locator(f"[name={name}] option").all_inner_texts() for name in ("design", "treatment", "about")}
    counts = {
        "design": [r.entry.get("design", "unclassified") for r in ALL],
        "treatment": [name for r in ALL for name in r.treatments],
        "about": [r.entry["directness"] for r in ALL if "directness" in r.entry],
    }
    for name, had in counts.items():
        numbers = [int(re.findall(r"\((\d+)\)$", text)[0]) for text in found[name][1:]]
        assert sorted(numbers) == sorted(had.count(value) for value in set(had))


def test_the_keyboard_alone_is_enough(visit: Visit) -> None:
    """From field to field with Tab, every one with a name and a visible focus."""
    page = visit.open("references.html")
    page.get_by_label("Words").focus()
    page.keyboard.type("myositis")
    seen = []
    while (field := str(page.evaluate("document.activeElement.closest('.pw-filter') ? document.activeElement.name || 'reset' : ''"))) != "":
        seen.append(field)
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", field
        assert page.evaluate("(document.activeElement.labels[0] ?? document.activeElement).textContent.trim()")
        if field == "design":
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    assert seen == ["words", "design", "treatment", "about", "order", "from", "to", "reset"]
    first = next(design for design in Design if any(r.entry.get("design", "unclassified") == design for r in ALL))
    assert page.evaluate(SHOWN) == _ids([r for r in ALL if r.entry.get("design") == first and r.names("myositis")])
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(SHOWN) == _ids(ALL)


@pytest.mark.sample(1)
def test_an_address_can_be_shared(both_ways: Visit) -> None:
    """Settings go into the address, and anybody who opens it sees the same; everything else in an address stays in it."""
    page = both_ways.open("references.html?h=rash")
    values = {"words": "myositis & Chérin", "to": "2004", "order": "year"}
    _set(page, values)
    page.wait_for_url(re.compile("order=year.*to=2004|to=2004.*order=year"))
    query = parse_qs(urlsplit(page.url).query)
    assert query == {"h": ["rash"]} | {name: [value] for name, value in values.items()}
    other = both_ways.open(f"references.html?{urlsplit(page.url).query}")
    assert other.get_by_label("Words").input_value() == values["words"]
    assert other.evaluate(SHOWN) == page.evaluate(SHOWN)


def test_what_is_not_there_is_not_chosen(visit: Visit) -> None:
    page = visit.open(f"references.html?{urlencode({'design': 'x', 'order': '<b>', 'from': 'soon'})}")
    assert page.evaluate(SHOWN) == _ids(ALL)


def test_a_link_to_a_reference_always_shows_it(visit: Visit) -> None:
    """The filter stays where the reference fits it, and goes where it does not: on arriving, and on the page."""
    there = "(id) => { const at = document.getElementById(id).getBoundingClientRect(); return at.top >= 0 && at.bottom <= innerHeight; }"
    page = visit.open(f"references.html?design=guideline#{GUIDELINE.entry['id']}")
    assert len(page.evaluate(SHOWN)) < len(ALL)
    page.wait_for_function(there, arg=GUIDELINE.entry["id"])
    page.evaluate("(id) => { location.hash = id; }", TRIAL.entry["id"])
    page.wait_for_function(there, arg=TRIAL.entry["id"])
    assert page.evaluate(SHOWN) == _ids(ALL)
    page = visit.open(f"references.html?design=guideline&order=year#{TRIAL.entry['id']}")
    page.wait_for_function(there, arg=TRIAL.entry["id"])
    assert page.evaluate(SHOWN) == _ids(sorted(ALL, key=ORDERS["year"]))
    assert page.url.endswith(f"?order=year#{TRIAL.entry['id']}")


def test_controls_fit_a_telephone_and_a_finger(telephone: Visit) -> None:
    page = telephone.open("references.html?words=myositis")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    sizes = page.locator(".pw-filter :is(input, select, button)").evaluate_all(
        "(all) => all.map((e) => e.getBoundingClientRect()).map(({ width, height }) => [width, height])"
    )
    assert len(sizes) == 8
    assert all(min(size) >= 44 for size in sizes), sizes


def test_a_list_of_one_needs_no_filter() -> None:
    text = (ROOT / "tests" / "valid" / "smallest.yaml").read_text("utf-8")
    site = compile_pathway(Source("pathway.yaml", text)).site
    assert site
    page = next(page.text for page in site.pages if page.path == "references.md")
    assert "1 reference." in page
    assert "pw-filter" not in page
