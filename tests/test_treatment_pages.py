"""A treatment's page answers first: what to mind, where, in which line, on what condition, and the doses; then all that is said."""

import re

import pytest

from generator.compiler import Site
from ours import compiled
from test_glance import CHOICE, GIVES, made, plain, section


def page(site: Site, name: str) -> str:
    """The Markdown of a treatment's page."""
    return next(page.text for page in site.pages if page.path == f"treatments/{name}.md")


def places(text: str) -> list[str]:
    """The rows of the table of places, without the heads that a phone shows in each cell."""
    table = re.sub(r'<span class="pw-column">.*?</span>', "", text.partition("{#its--place}")[2].partition("\n## ")[0])
    return [plain(row) for row in re.findall(r"^\| (.*) \|$", table, re.MULTILINE)[1:]]


def test_the_answer_comes_first_and_the_picture_last() -> None:
    text = page(compiled(), "ciclosporin")
    parts = [
        "Immunosuppressants](immunosuppressants.md)",
        "{#to--mind}",
        "{#its--place}",
        "{#what--is-said}",
        "{#plot}",
        "{#references--here",
    ]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
    assert "The source gives no doses." in text.partition("{#its--place}")[0]


WHERE = [
    # (what is given, boxes, the treatment, rows)
    ("alone", [GIVES], "a", ["Problem | 1.2 Drug A | No publication cited"]),
    ("in an option", [CHOICE], "b", ["Problem | Only if it rains | 1.2 Choose | Book"]),
    (
        "in an option that other options lead to",
        [CHOICE.replace("@-end", "@-y"), CHOICE.replace("@-x", "@-y").replace("[a]", "[c]").replace("often", "at night")],
        "c",
        ["Problem | at night | 1.3 Choose | Book"],
    ),
    ("as a part", [GIVES.replace("[a]", "[ab]")], "b", ["Problem | 1.2 Drug A (as part of A with B) | Book"]),
    ("as one of a group", [GIVES.replace("[a]", "[some]")], "b", ["Problem | 1.2 Drug A (as one of: Drugs) | Book"]),
    (
        "before what else is done with it",
        [GIVES.replace("gives", "stops").replace("@-end", "@-y"), GIVES.replace("@-x", "@-y")],
        "a",
        ["Problem | 1.3 Drug A | Book", "Problem | 1.2 Drug A (Stop) | Book"],
    ),
]


@pytest.mark.parametrize(("boxes", "name", "rows"), [pytest.param(*case, id=name) for name, *case in WHERE])
def test_where_it_is_used_and_on_what_condition(boxes: list[str], name: str, rows: list[str]) -> None:
    found = places(page(made(section("s", *boxes)), name))
    assert [row.rpartition(" | ")[0] for row in found] == [row.rpartition(" | ")[0] for row in rows]
    assert all("Evidence:" in row for row in found)


MINDED = [
    ("", "This pathway gives no caution, contraindication or monitoring for Drug A itself. That does not mean there is none."),
    (
        "{id: not, role: against, says: Drug A should not be given in rain., about: [a], in: [rain], cites: [r]}",
        "Should not be given if: rain",
    ),
    ("{id: care, role: monitoring, says: Drugs need watching., about: [some], cites: [r]}", "Monitoring: Drugs need watching."),
    ("{id: first, role: recommendation, says: B rather than A., about: [b], rather_than: [a], cites: [r]}", "Drug B preferred to it"),
]


@pytest.mark.parametrize(("statement", "says"), MINDED)
def test_what_to_mind_is_said_in_few_words(statement: str, says: str) -> None:
    text = page(made(section("s", GIVES), statements=statement), "a")
    assert says in plain(text.partition("{#to--mind}")[2].partition("{#its--place}")[0])


BESIDE = [
    # (of which treatment, in whom, what its page says)
    ("b", "", "Should not be given with drug A"),
    ("some", "", "Should not be given with drug A"),
    ("b", "in: [rain], ", "Should not be given with drug A if: rain"),
]


@pytest.mark.parametrize(("partner", "whom", "says"), BESIDE)
def test_an_interaction_is_on_the_pages_of_both(partner: str, whom: str, says: str) -> None:
    """Also of a member of the group beside which it holds; its words and references, too."""
    statement = f"{{id: not, role: against, says: Never both., about: [a], {whom}with: [{partner}], cites: [r]}}"
    text = page(made(section("s", GIVES), statements=statement), "b")
    assert says in plain(text.partition("{#to--mind}")[2].partition("\n## ")[0])
    assert "gives no caution" not in text
    assert "Never both." in text
    assert "{#references--here" in text
