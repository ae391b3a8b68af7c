"""Citations at a statement: three or more with consecutive numbers stand as one, and each of their references can be reached."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup import Markdown
from generator.model import Reference
from generator.references import Entry
from generator.views.page_context import citation_ranges
from hosting import Visit


def entry(number: int, *, retracted: bool = False) -> Entry:
    """An entry of a number."""
    fields = {"id": f"r{number}", "type": "book", "title": "T", **({"retracted": "2020"} if retracted else {})}
    return Entry(number=number, reference=Reference.model_validate(fields), label="", text="", formatted=Markdown(), links=())


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([], []),
        ([3], ["3"]),
        ([3, 4], ["3", "4"]),
        ([3, 4, 5], ["3–5"]),
        ([3, 4, 5, 6], ["3–6"]),
        ([1, 3, 4, 5, 7, 8], ["1", "3–5", "7", "8"]),
        ([1, 2, 3, 5, 6, 7], ["1–3", "5–7"]),
    ],
)
def test_consecutive_numbers_stand_as_one(numbers: list[int], shown: list[str]) -> None:
    found = [[found.number for found in run] for run in citation_ranges([entry(number) for number in numbers])]
    assert ["–".join(map(str, dict.fromkeys((run[0], run[-1])))) for run in found] == shown


@given(st.dictionaries(st.integers(1, 15), st.booleans()))
def test_nothing_is_lost_in_a_run(given_numbers: dict[int, bool]) -> None:
    """Every reference stands once and in order, no run has a gap, and what was retracted stands alone."""
    entries = [entry(number, retracted=given_numbers[number]) for number in sorted(given_numbers)]
    found = list(citation_ranges(entries))
    assert [part for run in found for part in run] == entries
    assert all(second.number - first.number == 1 for run in found for first, second in pairwise(run))
    assert all(len(run) != 2 for run in found)
    assert not [run for run in found if len(run) > 1 and any(part.reference.retracted for part in run)]


def test_a_run_leads_to_the_first_of_its_references_and_the_others_follow(site: Path) -> None:
    """On every page of ours, without JavaScript."""
    seen = 0
    # The document for paper lists its references once, under ids of its own.
    for page in (page for page in site.rglob("*.html") if page.name != "print.html"):
        text = page.read_text("utf-8")
        listed = re.findall(r'<li id="(ref--[^"]+)" value="(\d+)"', text)
        for label, ids, href, shown in re.findall(
            r'<a aria-label="([^"]+)" data-references="([^"]+)" href="#([^"]+)"[^>]*>([^<]+)</a>', text
        ):
            places = [listed.index(found) for found in listed if found[0] in ids.split()]
            numbers = [int(listed[place][1]) for place in places]
            assert ids.split()[0] == href
            assert [listed[place][0] for place in places] == ids.split()
            assert places == list(range(places[0], places[0] + len(places)))
            assert shown == f"{numbers[0]}–{numbers[-1]}"
            assert label == f"References {numbers[0]} to {numbers[-1]}"
            seen += 1
    assert seen


def test_the_card_of_a_run_shows_all_its_references(visit: Visit) -> None:
    """By keyboard: the link has the focus, the card shows, and Tab leads to what is in it."""
    page = visit.open_list("index.html")
    link = page.locator(".pw-cites a[data-references]").first
    ids = (link.get_attribute("data-references") or "").split()
    assert len(ids) >= 3
    assert page.get_by_role("link", name=link.get_attribute("aria-label") or "", exact=True).count()
    link.focus()
    card = page.locator("#pw--card")
    card.wait_for()
    for name in ids:
        assert (page.locator(f"[id='{name}'] a").first.get_attribute("href") or "") in (card.inner_html() or "")
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('#pw--card') && document.activeElement.href"))
    wanted = {page.locator(f"[id='{name}'] a").first.evaluate("link => link.href") for name in ids}
    assert wanted <= reached
