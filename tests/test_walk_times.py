"""The times in the summary of a walk, and what goes on there: on a screen, in plain text and on paper."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hosting import SharedContext
from small_sites import HEAD, built, copied, opening

Opening = Callable[[str, str], Page]
STEP = ".pw-walked-steps li"
SAID = "statements: [{id: one, role: practice, says: It is said., cites: [book]}]\n"

SWITCH = """
          - {id: start, kind: start, title: A patient, statements: [one], next: how}
          - id: how
            kind: question
            title: How is it?
            cites: [book]
            within: 2 hours
            next: [{to: stop, label: bad}, {to: stop, label: good, after: 2 weeks}, {to: both, label: unclear}]
          - {id: stop, kind: action, title: Stop it, stops: [renopril], cites: [book], next: [{to: begin, after: 36 hours}]}
          - {id: begin, kind: action, title: Start neprisartan, gives: [neprisartan], again: every 7 days, cites: [book], next: home}
          - id: both
            kind: all
            title: Do both
            cites: [book]
            next: [{to: one}, {to: two, label: Two, after: 1 hour}]
          - {id: one, kind: action, title: One, cites: [book], next: [{to: home, after: 3 days}]}
          - {id: two, kind: action, title: Two, cites: [book], next: home}
          - {id: home, kind: end, title: Home, cites: [book]}
treatments: [{id: renopril, name: Renopril}, {id: neprisartan, name: Neprisartan}]
"""


def _wait(page: Page) -> None:
    page.locator(".pw-walked--made, aside.pw-walk").first.wait_for()


@pytest.fixture
def opened(shared_context: SharedContext, tmp_path: Path) -> Iterator[Opening]:
    """A page of the site of a pathway of these lines, at an address."""
    with opening(shared_context, tmp_path / "site", _wait) as at:

        def page(lines: str, address: str) -> Page:
            built(tmp_path, HEAD + lines + SAID)
            return at(address)

        yield page


def test_the_summary_says_the_times_of_steps_and_of_the_ways_taken(opened: Opening) -> None:
    page = opened(SWITCH, "walk.html#walk/1/0.1.0/start/how.stop~2/home")
    lines = [
        "1.2 How is it? → good (after 2 weeks)",
        "  (By when: Within 2 hours)",
        "1.3 Stop it",
        "  (Stop: Renopril)",
        "  → after 36 hours",
        "1.4 Start neprisartan",
        "  (How often: Again every 7 days)",
    ]
    assert "\n".join(lines) in copied(page)
    expect(page.locator(STEP)).to_have_text(
        [
            "1.1 A patient",
            "1.2 How is it? → good (after 2 weeks)By when: Within 2 hours",
            "1.3 Stop itStop: Renopril → after 36 hours",
            "1.4 Start neprisartanHow often: Again every 7 days",
            "1.8 Home",
        ]
    )


def test_where_the_walk_stands_the_time_before_what_follows_is_said(opened: Opening) -> None:
    page = opened(SWITCH, "walk.html#walk/1/0.1.0/start/how.stop")
    expect(page.locator(STEP).nth(1)).to_contain_text("→ bad")
    expect(page.locator(STEP).nth(1)).not_to_contain_text("after")
    expect(page.locator(STEP).last).to_have_text("1.3 Stop itStop: Renopril → after 36 hours: 1.4 Start neprisartan")


def test_a_time_on_a_branch_names_what_it_leads_to_where_another_comes_next(opened: Opening) -> None:
    page = opened(SWITCH, "walk.html#walk/1/0.1.0/start/how.both/both.one+two/two")
    text = copied(page)
    assert "1.5 Do both\n  → 1.6 One\n  → Two (after 1 hour)\n1.6 One\n  → after 3 days: 1.8 Home\n1.7 Two\n" in text


def test_paper_and_the_way_so_far_have_the_times(opened: Opening) -> None:
    page = opened(SWITCH, "care.html#walk/1/0.1.0/start/how.stop~2/begin")
    expect(page.locator(".pw-walk-trail .pw-walk-taken")).to_have_text(["good (after 2 weeks)", "after 36 hours"])
    page.wait_for_function("Boolean(window.pathway.walk.qr)")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(STEP).nth(2)).to_have_text("1.3 Stop itStop: Renopril → after 36 hours")


DETAIL = """
          - {id: start, kind: start, title: A patient, statements: [one], next: cool}
          - {id: cool, kind: action, title: Cool, cites: [book], through: d, next: [{to: home, after: 36 hours}]}
          - {id: home, kind: end, title: Home, cites: [book]}
      - id: d
        title: Cooling
        within: 5 min
        boxes:
          - {id: fan, kind: action, title: Fan, cites: [book], next: wait}
          - {id: wait, kind: end, title: Wait, cites: [book]}
"""


def test_a_time_behind_a_chart_gone_through_is_said_where_the_walk_comes_back(opened: Opening) -> None:
    """A time for the whole chart is said once."""
    page = opened(DETAIL, "walk.html#walk/1/0.1.0/start/wait/home")
    lines = ["1.2 Cool", "1.4 Fan", "  (By when: Within 5 min)", "1.5 Wait", "  (Back at 1.2 Cool → after 36 hours)", "1.3 Home"]
    assert "\n".join(lines) in copied(page)


def test_the_button_at_the_end_of_a_chart_gone_through_has_the_time_behind_it(opened: Opening) -> None:
    page = opened(DETAIL, "care.html#walk/1/0.1.0/start/wait")
    expect(page.locator(".pw-walk-foot > .pw-walk-go")).to_have_text("Next: 1.3 Home · after 36 hours")


GOES_ON = """
          - {id: start, kind: start, title: A patient, statements: [one], next: on}
          - {id: on, kind: action, title: Go on, continues: [drugs, both, a], stops: [e], cites: [book], next: titled}
          - {id: titled, kind: end, title: Continue Alpha, continues: [a, both], cites: [book]}
treatments:
  - {id: drugs, name: Drugs, members: [d, e]}
  - {id: both, name: Cocktail, parts: [b, c]}
  - {id: a, name: Alpha}
  - {id: b, name: Beta}
  - {id: c, name: Gamma}
  - {id: d, name: Delta}
  - {id: e, name: Epsilon}
"""


def test_the_summary_names_all_that_goes_on(opened: Opening) -> None:
    """Single treatments and regimens as well as members of groups; but not what a title names."""
    page = opened(GOES_ON, "walk.html#walk/1/0.1.0/start/on.d")
    lines = ["1.2 Go on → Delta", "  (Continue: Cocktail, Alpha)", "  (Stop: Epsilon)"]
    assert "\n".join([*lines, "1.3 Continue Alpha", "  (Continue: Cocktail)"]) in copied(page)


ASKED = """
          - {id: start, kind: start, title: A patient, cites: [book], next: late}
          - {id: late, kind: ask, title: Ask, asks: [ill], statements: [one], next: [{to: then, after: 2 days}]}
          - {id: then, kind: action, title: Then, cites: [book], next: home}
          - {id: home, kind: end, title: Home, cites: [book]}
circumstances: [{id: ill, name: Ill}]
"""


def test_answers_and_the_time_after_them_are_apart(opened: Opening) -> None:
    page = opened(ASKED, "walk.html#walk/1/0.1.0/late/late.ill")
    assert "1.2 Ask → Ill: Yes\n  → after 2 days\n1.3 Then" in copied(page)
    page = opened(ASKED, "walk.html#walk/1/0.1.0/home/late.ill")
    assert "1.2 Ask → Ill: Yes\n1.4 Home" in copied(page)
