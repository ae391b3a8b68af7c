"""References written out: by our own style, by others', and by such as mean ill."""

import os
import re
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any

import markdown
import pytest
from click.testing import CliRunner
from hypothesis import given

from campaigns.references import references
from conftest import Gold
from generator.analysis.index import PathwayIndex
from generator.cli import main
from generator.compiler import compile_pathway, read
from generator.core.diagnostics import Violation
from generator.core.source import Source
from generator.model import Citation, Pathway, Reference, ReferenceType
from generator.output.read_pathway import compile_file
from generator.references import Entry, Style, bibliography, read_style, style_problem
from ours import INDEX
from test_csl import REFERENCE

HERE = Path(__file__).parent
SMALLEST = (HERE / "valid" / "smallest.yaml").read_text("utf-8")
OURS = (HERE.parent / "pathway.yaml").read_text("utf-8")
STYLES = {file.stem: file.read_bytes() for file in (HERE / "styles").glob("*.csl")}


def style(content: bytes | str, language: str = "en-GB") -> Style:
    """A style that can be used."""
    found = read_style("some.csl", content.encode() if isinstance(content, str) else content, language)
    assert isinstance(found, Style), found
    return found


@cache
def _smallest(language: str) -> Pathway:
    """The smallest pathway in a language."""
    pathway, _ = read(Source("smallest.yaml", SMALLEST.replace("  summary: How", f"  language: {language}\n  summary: How")))
    assert pathway
    return pathway


def entry(reference: Reference, chosen: Style | None = None, language: str = "en-GB") -> Entry:
    """A reference as the list of a pathway shows it."""
    cited = _smallest(language).model_copy(update={"references": (reference.model_copy(update={"id": "manual"}),)})
    return bibliography(PathwayIndex(cited), chosen)["manual"]


def reference(**fields: Any) -> Reference:
    """A reference of a few fields."""
    return Reference.model_validate({"id": "manual", "type": "article-journal", "title": "On tyres", **fields})


def people(*names: str) -> list[dict[str, str] | str]:
    """Authors: “Rad A B”, “van der Rad J-P, Jr”, or a body in brackets."""
    found: list[dict[str, str] | str] = []
    for name in names:
        if name.startswith("["):
            found.append(name.strip("[]"))
            continue
        whole, _, suffix = name.partition(", ")
        words = whole.split(" ")
        first = next(
            (number for number, word in enumerate(words) if number and len(word.replace("-", "")) <= 2 and word.isupper()), len(words)
        )
        parts = {"family": " ".join(words[:first]), "given": " ".join(words[first:]), "suffix": suffix}
        found.append({key: value for key, value in parts.items() if value})
    return found


JOURNAL = {"journal": "J Bicycl", "issued": "2004-11", "volume": "16", "issue": "6", "pages": "700-6"}
SIX = ("Rad A", "Hub B", "Rim C", "Bell D", "Fork E", "Pump F")
CASES = {
    "one author": ({"authors": people("Rad A B"), **JOURNAL}, "Rad AB. On tyres. J Bicycl. 2004 Nov;16(6):700-6."),
    "three": ({"authors": people(*SIX[:3]), **JOURNAL}, "Rad A, Hub B, Rim C. On tyres. J Bicycl. 2004 Nov;16(6):700-6."),
    "six": ({"authors": people(*SIX), **JOURNAL}, "Rad A, Hub B, Rim C, Bell D, Fork E, Pump F. On tyres. J Bicycl. 2004 Nov;16(6):700-6."),
    "seven": (
        {"authors": people(*SIX, "Seat G"), **JOURNAL},
        "Rad A, Hub B, Rim C, Bell D, Fork E, Pump F, et al. On tyres. J Bicycl. 2004 Nov;16(6):700-6.",
    ),
    "the source's et al.": (
        {"authors": people(*SIX[:3]), "others": "true", **JOURNAL},
        "Rad A, Hub B, Rim C, et al. On tyres. J Bicycl. 2004 Nov;16(6):700-6.",
    ),
    "one author and others": (
        {"authors": people("Rad A"), "others": "true", **JOURNAL},
        "Rad A, et al. On tyres. J Bicycl. 2004 Nov;16(6):700-6.",
    ),
    "seven and others": (
        {"authors": people(*SIX, "Seat G"), "others": "true", **JOURNAL},
        "Rad A, Hub B, Rim C, Bell D, Fork E, Pump F, et al. On tyres. J Bicycl. 2004 Nov;16(6):700-6.",
    ),
    "nobody and others": ({"others": "true", **JOURNAL}, "On tyres. J Bicycl. 2004 Nov;16(6):700-6."),
    "a body": (
        {"authors": people("[Federation of Workshops]"), **JOURNAL},
        "Federation of Workshops. On tyres. J Bicycl. 2004 Nov;16(6):700-6.",
    ),
    "a body and a person": (
        {"authors": people("[The Club]", "Rad A"), **JOURNAL},
        "The Club, Rad A. On tyres. J Bicycl. 2004 Nov;16(6):700-6.",
    ),
    "a suffix": (
        {"authors": people("Rad A B, Jr", "Hub C, 3rd"), **JOURNAL},
        "Rad AB Jr, Hub C 3rd. On tyres. J Bicycl. 2004 Nov;16(6):700-6.",
    ),
    "particles": (
        {"authors": people("van der Rad J-P", "ter Hub H J", "de la Rueda M", "Van Beek M J", "d'Aubigné R"), **JOURNAL},
        "van der Rad JP, ter Hub HJ, de la Rueda M, Van Beek MJ, d'Aubigné R. On tyres. J Bicycl. 2004 Nov;16(6):700-6.",
    ),
    "a full given name": (
        {"authors": [{"family": "Rad", "given": "Mary Ann"}], **JOURNAL},
        "Rad MA. On tyres. J Bicycl. 2004 Nov;16(6):700-6.",
    ),
    "a family name alone": ({"authors": people("Rad"), **JOURNAL}, "Rad. On tyres. J Bicycl. 2004 Nov;16(6):700-6."),
    "a question": ({**JOURNAL, "title": "Is it worn?"}, "Is it worn? J Bicycl. 2004 Nov;16(6):700-6."),
    "stops within a title": ({**JOURNAL, "title": "S.T.O.P.: what?... now"}, "S.T.O.P.: what?... now. J Bicycl. 2004 Nov;16(6):700-6."),
    "a supplement": ({**JOURNAL, "issue": "1 Suppl", "pages": "S39-46"}, "On tyres. J Bicycl. 2004 Nov;16(1 Suppl):S39-46."),
    "pages with a quiz": ({**JOURNAL, "pages": "899-920; quiz 921-2"}, "On tyres. J Bicycl. 2004 Nov;16(6):899-920; quiz 921-2."),
    "pages that end alike": ({**JOURNAL, "pages": "211-29"}, "On tyres. J Bicycl. 2004 Nov;16(6):211-29."),
    "an article's number": ({**JOURNAL, "pages": None, "article_number": "CD010908"}, "On tyres. J Bicycl. 2004 Nov;16(6):CD010908."),
    "no volume": ({**JOURNAL, "volume": None}, "On tyres. J Bicycl. 2004 Nov;(6):700-6."),
    "no issue": ({**JOURNAL, "issue": None}, "On tyres. J Bicycl. 2004 Nov;16:700-6."),
    "neither": ({**JOURNAL, "volume": None, "issue": None}, "On tyres. J Bicycl. 2004 Nov:700-6."),
    "no pages": ({**JOURNAL, "pages": None}, "On tyres. J Bicycl. 2004 Nov;16(6)."),
    "a year": ({**JOURNAL, "issued": "2006"}, "On tyres. J Bicycl. 2006;16(6):700-6."),
    "a day": ({**JOURNAL, "issued": "1993-12-30"}, "On tyres. J Bicycl. 1993 Dec 30;16(6):700-6."),
    "a run of months": ({**JOURNAL, "issued": "1991-11/1991-12"}, "On tyres. J Bicycl. 1991 Nov-Dec;16(6):700-6."),
    "a run over New Year": ({**JOURNAL, "issued": "1991-12/1992-01"}, "On tyres. J Bicycl. 1991 Dec-1992 Jan;16(6):700-6."),
    "a run of days": ({**JOURNAL, "issued": "1991-11-30/1991-12-02"}, "On tyres. J Bicycl. 1991 Nov 30-Dec 2;16(6):700-6."),
    "a run of years": ({**JOURNAL, "issued": "1991/1993"}, "On tyres. J Bicycl. 1991-1993;16(6):700-6."),
    "no date": ({**JOURNAL, "issued": None}, "On tyres. J Bicycl. [date unknown];16(6):700-6."),
    "a translated title": (
        {**JOURNAL, "title_is_translated": "true", "language": "fr"},
        "[On tyres] [Article in French]. J Bicycl. 2004 Nov;16(6):700-6.",
    ),
    "a foreign language": (
        {**JOURNAL, "title": "Über Reifen", "language": "de-CH"},
        "Über Reifen [Article in German]. J Bicycl. 2004 Nov;16(6):700-6.",
    ),
    "a rare language": (
        {**JOURNAL, "title_is_translated": "true", "language": "rm"},
        "[On tyres] [Article in Romansh]. J Bicycl. 2004 Nov;16(6):700-6.",
    ),
    "our language": ({**JOURNAL, "language": "en"}, "On tyres. J Bicycl. 2004 Nov;16(6):700-6."),
    "a book": (
        {"type": "book", "authors": people("Rad A"), "edition": "3rd ed.", "place": "Bern", "publisher": "Verlag", "issued": "2001"},
        "Rad A. On tyres. 3rd ed. Bern: Verlag; 2001.",
    ),
    "an edition by number": ({"type": "book", "edition": "2", "publisher": "Verlag", "issued": "2001"}, "On tyres. 2nd ed. Verlag; 2001."),
    "a book of editors": (
        {"type": "book", "editors": people("Rad A", "Hub B"), "publisher": "Verlag", "issued": "2001"},
        "On tyres. Rad A, Hub B, editors. Verlag; 2001.",
    ),
    "a chapter": (
        {
            "type": "chapter",
            "authors": people("Rad A"),
            "editors": people("Hub B"),
            "book_title": "Wheels of the world",
            "publisher": "Verlag",
            "issued": "2010-04",
            "pages": "10-20",
        },
        "Rad A. On tyres. In: Hub B, editor. Wheels of the world. Verlag; 2010 Apr. p. 10-20.",
    ),
    "a chapter of two editors": (
        {"type": "chapter", "editors": people("Hub B", "Rim C"), "book_title": "Wheels", "edition": "2", "issued": "2010"},
        "On tyres. In: Hub B, Rim C, editors. Wheels. 2nd ed. 2010.",
    ),
    "a report": (
        {"type": "report", "authors": people("[Department of Wheels]"), "edition": "2nd ed. update", "issued": "2011-08"},
        "Department of Wheels. On tyres. 2nd ed. update. 2011 Aug.",
    ),
    "a web page": ({"type": "webpage", "publisher": "The Club", "url": "https://example.org/tyres"}, "On tyres. The Club; [date unknown]."),
    "a bare web page": ({"type": "webpage", "url": "https://example.org/tyres"}, "On tyres. [date unknown]."),
    "a web page that was read": (
        {"type": "webpage", "publisher": "The Club", "issued": "2025-11", "accessed": "2026-03-03"},
        "On tyres. The Club; 2025 Nov [cited 2026 Mar 3].",
    ),
    "a living guideline": ({"type": "report", "issued": "2021", "updated": "2026-01-05"}, "On tyres. 2021 [updated 2026 Jan 5]."),
    "updated and read": (
        {"type": "webpage", "issued": "2021", "updated": "2026-01-05", "accessed": "2026-03"},
        "On tyres. 2021 [updated 2026 Jan 5; cited 2026 Mar].",
    ),
    "an update of no known date before": ({"type": "webpage", "updated": "2026-01-05"}, "On tyres. [updated 2026 Jan 5]."),
    "read, of no known date": ({"type": "webpage", "accessed": "2026"}, "On tyres. [date unknown] [cited 2026]."),
    "an article that was read": ({**JOURNAL, "accessed": "2026-03-03"}, "On tyres. J Bicycl. 2004 Nov [cited 2026 Mar 3];16(6):700-6."),
}
"""Hard cases and what our own style makes of them. citeproc-js makes the same of each, with the exceptions in `docs/architecture.md`."""


@pytest.mark.parametrize(("fields", "text"), CASES.values(), ids=CASES)
def test_our_style_writes_the_hard_cases(fields: dict[str, Any], text: str) -> None:
    assert entry(reference(**fields)).text == text


def test_our_references_are_written_as_they_were_found_right(gold: Gold) -> None:
    """All of the pathway's publications, in the order of the list."""
    entries = bibliography(INDEX).values()
    gold.check("references.txt", "".join(f"{found.number}. {found.text}\n" for found in entries))


@given(REFERENCE)
def test_nothing_of_a_reference_is_lost(found: Reference) -> None:
    """Title and container are in every entry; nothing that a pathway can hold breaks the processor."""
    text = entry(found).text
    assert " ".join(found.title.split()).rstrip(" .") in text
    assert "None" not in text


@given(REFERENCE)
def test_whatever_a_reference_holds_every_style_writes_it(found: Reference) -> None:
    """Nothing stops the writing, and no character of our own is left in the text."""
    for content in STYLES.values():
        text = entry(found, style(content)).text
        assert text
        assert "None" not in text
        assert not re.search("[\ue000-\uf8ff]", text)


# ── Letters behind a year ──

ALIKE: list[tuple[dict[str, Any], str, str]] = [
    # Fields, label, what it is called in a style of authors and dates.
    ({"authors": people("Rad A", "Hub B", "Rim C"), "issued": "1991-03"}, "Rad et al. 1991a", "(1991a)"),
    ({"authors": people("Rad A", "Bell D", "Rim C"), "issued": "1991"}, "Rad et al. 1991b", "(1991b)"),
    ({"authors": people("Rad A", "Hub B", "Rim C"), "issued": "1992"}, "Rad et al. 1992", "(1992)"),
    ({"authors": people("Rad A"), "issued": "1991"}, "Rad 1991", "(1991)"),
    ({"authors": people("Rad A")}, "Rad", "(n.d.)"),
    ({"authors": people("Rad B")}, "Rad", "(n.d.)"),
    ({"authors": people("Rad A"), "others": "true", "issued": "1991"}, "Rad et al. 1991c", "(1991c)"),
]


@pytest.mark.parametrize("name", [None, "author-date", "parentheses", "numeric"])
def test_references_of_the_same_authors_and_year_are_told_apart(name: str | None) -> None:
    """By letters in the order of the list, in every label; in the text of a style only if it adds them."""
    pathway, _ = read(Source("smallest.yaml", SMALLEST))
    assert pathway
    given = tuple(reference(**fields).model_copy(update={"id": f"r{at}"}) for at, (fields, _, _) in enumerate(ALIKE))
    cites = tuple(Citation(reference=one.id) for one in given)
    statements = tuple(statement.model_copy(update={"cites": cites}) for statement in pathway.statements)
    index = PathwayIndex(pathway.model_copy(update={"references": given, "statements": statements}))
    entries = [*bibliography(index, style(STYLES[name]) if name else None).values()]
    assert [found.label for found in entries] == [label for _, label, _ in ALIKE]
    for found, (_, _, year) in zip(entries, ALIKE, strict=True):
        if name in {"author-date", "parentheses"}:
            assert found.text.count(year) == 1
        else:
            assert not re.search(r"\d{4}[a-z]", found.text)


# ── Other styles ──

AUTHOR_DATE = {
    "others": (
        {"authors": people("Rad A B, Jr", "Hub C"), "others": "true", **JOURNAL},
        "Rad, A. B., Jr, Hub, C., et al. (2004). On tyres. J Bicycl, 16(6), 700–706.",
    ),
    "two": ({"authors": people("Rad A", "van Hub C"), **JOURNAL}, "Rad, A., & van Hub, C. (2004). On tyres. J Bicycl, 16(6), 700–706."),
    "capitals in a sentence": (
        {**JOURNAL, "title": "mRNA and HbA1c in Japan: On all"},
        "mRNA and HbA1c in Japan: On all (2004). J Bicycl, 16(6), 700–706.",
    ),
    "a run of months, of which the year is shown": (
        {"authors": people("Rad A"), **JOURNAL, "issued": "1991-11/1991-12"},
        "Rad, A. (1991). On tyres. J Bicycl, 16(6), 700–706.",
    ),
    "a run of years": (
        {"authors": people("Rad A"), **JOURNAL, "issued": "1991/1992"},
        "Rad, A. (1991–1992). On tyres. J Bicycl, 16(6), 700–706.",
    ),
    "nobody: the title stands once": (JOURNAL, "On tyres (2004). J Bicycl, 16(6), 700–706."),
    "editors stand once": ({"type": "book", "editors": people("Rad A"), "publisher": "Verlag"}, "Rad, A. (n.d.). On tyres. Verlag."),
}


@pytest.mark.parametrize(("fields", "text"), AUTHOR_DATE.values(), ids=AUTHOR_DATE)
def test_an_author_date_style_writes_its_list(fields: dict[str, Any], text: str) -> None:
    assert entry(reference(**fields), style(STYLES["author-date"])).text == text


BEARS = {"type": "book", "title": "Book of bears", "edition": "3rd ed.", "place": "London", "publisher": "Toy Press", "issued": "2010"}
PARTS = {
    "an editor in place of an author is named once": (
        "parentheses",
        {**BEARS, "editors": people("Roe A")},
        "Roe, A. (Ed.). (2010). Book of bears (3rd ed.). Toy Press.",
    ),
    "labels without content go with them": (
        "semicolons",
        {**BEARS, "editors": people("Roe A")},
        "Book of Bears, 3rd ed.; Roe, A., Ed.; Toy Press: London, 2010.",
    ),
    "an editor beside an author": (
        "parentheses",
        {**BEARS, "authors": people("Doe B"), "editors": people("Roe A", "Fox C")},
        "Doe, B. (2010). Book of bears (A. Roe & C. Fox, Eds.; 3rd ed.). Toy Press.",
    ),
    "a publisher in place of an author is named once": (
        "parentheses",
        {"type": "report", "title": "Care of bears", "publisher": "Toy Board", "issued": "2011"},
        "Toy Board. (2011). Care of bears.",
    ),
    "a title in place of an author is said once": (
        "parentheses",
        {"type": "webpage", "title": "Care of bears", "publisher": "Toy Board"},
        "Care of bears. (n.d.). Toy Board.",
    ),
    "a chapter of an editor alone": (
        "parentheses",
        {"type": "chapter", "title": "Paws", "book_title": "Bears", "editors": people("Roe A"), "issued": "2010", "pages": "110-9"},
        "Roe, A. (Ed.). (2010). Paws. In Bears (pp. 110–119).",
    ),
    "one page": ("semicolons", {**JOURNAL, "pages": "7"}, "On Tyres, in J Bicycl; 2004; Vol. 16 (6), p 7."),
    "no pages": ("semicolons", {**JOURNAL, "pages": None}, "On Tyres, in J Bicycl; 2004; Vol. 16 (6)."),
    "no date": ("semicolons", {"type": "book", "title": "Bears"}, "Bears; no date."),
    "an edition by number": ("semicolons", {"type": "book", "title": "Bears", "edition": "2", "issued": "2010"}, "Bears, 2nd ed.; 2010."),
    "a body beside a person": (
        "parentheses",
        {**JOURNAL, "authors": people("Rad A", "[Cobbles Study Group]")},
        "Rad, A., & Cobbles Study Group. (2004). On tyres (Vol. 16). In J Bicycl (pp. 700–706).",
    ),
    "initials without a space": (
        "parentheses",
        {
            "type": "book",
            "title": "Bears",
            "issued": "2010",
            "authors": [{"family": "Rad", "given": "AB"}, {"family": "Hub", "given": "J.-P."}],
        },
        "Rad, A. B., & Hub, J.-P. (2010). Bears.",
    ),
}
"""References of which a part might be said twice, or the label of a part that is not there.

citeproc-js writes the same, but for the comma between a person and a body, and for initials without a space, of which it drops all but the first.
"""


@pytest.mark.parametrize(("name", "fields", "text"), PARTS.values(), ids=PARTS)
def test_every_part_is_said_once_and_with_its_label(name: str, fields: dict[str, Any], text: str) -> None:
    assert entry(reference(**fields), style(STYLES[name])).text == text


FIELDS: dict[str, dict[str, Any]] = {
    "article-journal": {"journal": "J Bicycl", "volume": "16", "issue": "6", "pages": "700-6"},
    "book": {"editors": people("Roe A"), "edition": "3rd ed.", "publisher": "Toy Press", "place": "London", "volume": "2"},
    "chapter": {"editors": people("Roe A", "Doe B"), "book_title": "Wheels", "edition": "2", "publisher": "Toy Press", "pages": "7"},
    "report": {"publisher": "Toy Board", "place": "London", "edition": "2nd ed. update", "url": "https://example.org/a"},
    "webpage": {"publisher": "The Club", "url": "https://example.org/a"},
}
"""Fields that each type of reference may have besides title, authors and a date."""
STRAIGHT = str.maketrans(dict.fromkeys("“”‘’", '"'))
BROKEN = re.compile(
    r"\(\s*\)|\[\s*\]|[,;:(]\s*[,;:.)]|\.\s*\.|\s[,.;:)]|^[^\w“[]|\b(?:pp?|[Vv]ol)\b(?!\.? ?[A-Za-z]?\d)|\b([Ee]ds?|ed)\. \1\.|None"
)
"""Brackets around nothing, doubled punctuation, labels of nothing."""


@pytest.mark.sample(12)
@pytest.mark.parametrize("name", [None, *STYLES])
@pytest.mark.parametrize("kind", FIELDS)
def test_whatever_a_reference_lacks_nothing_else_is_lost_or_left_over(kind: str, name: str | None) -> None:
    """Each type with each choice of its fields: title and year are there, and no bracket, stop or label is left of what is not."""
    chosen = style(STYLES[name]) if name else None
    fields = {**FIELDS[kind], "authors": people("Rad A"), "issued": "2004"}
    for count in range(len(fields) + 1):
        for some in combinations(fields.items(), count):
            text = entry(reference(type=kind, **dict(some)), chosen).text
            assert not BROKEN.search(text), text
            assert "on tyres" in text.lower()
            assert ("2004" in text) is ("issued" in dict(some))
            assert text.count("Roe") <= 1, text


@pytest.mark.parametrize("name", [None, *STYLES])
def test_the_references_of_the_campaign_are_whole_in_our_own_styles(name: str | None) -> None:
    """References that `campaigns styles` compares with citeproc-js in the styles of journals: each is written, with its title and without leftovers."""
    found = references()
    assert len(found) == len({one.id for one in found}) == 40
    assert {one.type for one in found} == set(ReferenceType)
    for one in found:
        text = entry(one, style(STYLES[name]) if name else None).text
        assert not BROKEN.search(text), text
        assert one.title.lower().translate(STRAIGHT) in text.lower().translate(STRAIGHT)


def test_formatting_is_kept_for_the_list_and_numbers_are_not_said_twice() -> None:
    found = entry(reference(authors=people("Rad A"), **JOURNAL), style(STYLES["numeric"]))
    assert found.text == "A. Rad, “On Tyres,” J Bicycl, 16, pp. 700–6, November 2004."
    assert (
        unescape(markdown.markdown(found.formatted)) == "<p>A. Rad, “On Tyres,” <i>J Bicycl</i>, <b>16</b>, pp. 700–6, November 2004.</p>"
    )


def test_words_of_a_style_are_those_of_the_pathways_language() -> None:
    """A style without a language of its own says “éditeur” in a French pathway; ours leaves PubMed's months to English."""
    chapter = reference(type="chapter", editors=people("Hub B"), book_title="Roues", issued="2010-06", language="fr")
    assert entry(chapter, language="fr").text == "On tyres. In: Hub B, éditeur. Roues. 2010 juin."


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements |= {tag, *(f"{tag} {name}" for name, _ in attrs)}

    def handle_data(self, data: str) -> None:
        self.text += data


HOSTILE = [
    "<script>alert(1)</script>",
    "</p><img src=x onerror=alert(1)>",
    "&lt;b&gt;",
    "\ue000\ue001\ue0ff\ue12e",
    '<span class="nocase">X</span>',
    "**a** [b](c) `d`",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", [None, *STYLES])
def test_a_hostile_reference_is_text(name: str | None, text: str) -> None:
    """The text of any field is shown, and nothing of it is markup."""
    authors = [{"family": text, "given": text, "suffix": text}, text]
    fields = dict.fromkeys(("title", "journal", "volume", "issue", "pages", "publisher"), text)
    found = entry(reference(authors=authors, issued="2004", **fields), style(STYLES[name]) if name else None)
    page = _Elements()
    page.feed(markdown.markdown(found.formatted))
    assert page.elements <= {"p", "i", "b"}
    assert page.text.split() == found.text.split()


# ── Styles that mean ill ──


def csl(bibliography: str, macros: str = "", head: str = "") -> str:
    """A style around a list."""
    info = "<info><title>T</title><id>urn:t</id><updated>2024-05-02T00:00:00+00:00</updated></info>"
    citation = '<citation><layout><text variable="title"/></layout></citation>'
    return f'{head}<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">{info}{macros}{citation}<bibliography><layout>{bibliography}</layout></bibliography></style>'


def test_a_style_cannot_put_markup_on_a_page() -> None:
    found = entry(
        reference(),
        style(csl('<text variable="title" prefix="&lt;script&gt;" suffix="&lt;b&gt; \ue000"/><text value="[x](y) &lt;i&gt;"/>')),
    )
    page = _Elements()
    page.feed(markdown.markdown(found.formatted))
    assert page.elements <= {"p", "i"}
    assert "<script>On tyres<b>" in page.text


EDITED = {"type": "book", "title": "On tyres", "editors": people("Roe A")}
EDITION = '<number variable="edition" form="ordinal"/>'
TITLED = '<text variable="title" text-case="title"/>'
RULES = {
    "a date in place of names": (
        (
            '<group delimiter=". "><names variable="author"><substitute><date variable="issued"><date-part name="year"/></date></substitute></names>'
            '<text variable="title"/><date variable="issued"><date-part name="year"/></date></group>'
        ),
        {"issued": "2010"},
        "2010. On tyres",
    ),
    "a number in place of names": (
        (
            '<group delimiter=". "><names variable="author"><substitute><number variable="edition"/></substitute></names>'
            '<text variable="title"/><number variable="edition"/></group>'
        ),
        {"edition": "2"},
        "2. On tyres",
    ),
    "the names of one role of two": (
        (
            '<group delimiter=". "><names variable="author"><name/><substitute><names variable="editor"/></substitute></names>'
            '<text variable="title"/><names variable="editor translator" prefix="(" suffix=")"/></group>'
        ),
        EDITED,
        "A Roe. On tyres",
    ),
    "names in place of names in a condition": (
        (
            '<group delimiter=". "><names variable="author"><name name-as-sort-order="all"/><label form="short" prefix=", "/><substitute>'
            '<choose><if type="book"><names variable="editor"/><text variable="title"/></if></choose></substitute></names><text variable="title"/></group>'
        ),
        EDITED,
        "Roe, A, ed. On tyres",
    ),
    "names twice within what takes the place of names": (
        '<names variable="author"><name/><substitute><group delimiter=" "><names variable="editor"/><names variable="editor"/></group></substitute></names>',
        EDITED,
        "A Roe",
    ),
    "a label as an affix beside one that is inherited": (
        '<names variable="author"><name/><label form="short" prefix=" (" suffix=")"/><substitute><names variable="editor" suffix=" (ed)"/></substitute></names>',
        EDITED,
        "A Roe (ed.)",
    ),
    "a stop after a colon": (
        '<group delimiter=". "><text variable="title" suffix=":"/><text variable="publisher"/></group>',
        {"publisher": "Toy Press"},
        "On tyres: Toy Press",
    ),
    "a stop after a number that is left out": ('<text variable="citation-number"/><text variable="title" prefix=". "/>', {}, "On tyres"),
    "a word without a field": (
        '<group delimiter=" "><text variable="title"/><group delimiter=" "><text term="in"/><text variable="container-title"/></group></group>',
        {},
        "On tyres",
    ),
    "a group of words": ('<group delimiter=" "><text variable="title"/><group><text term="in"/></group></group>', {}, "On tyres in"),
    "a label without a field": ('<text variable="title"/><label variable="page" prefix=" "/>', {}, "On tyres"),
    "several types": ('<choose><if type="report book"><text value="yes"/></if></choose>', {"type": "book"}, "yes"),
    "nothing is ambiguous": ('<text variable="title"/><choose><if disambiguate="true"><text value="!"/></if></choose>', {}, "On tyres"),
    "the first page": ('<choose><if variable="page-first"><text variable="page-first"/></if></choose>', {"pages": "700-6"}, "700"),
    **{
        f"edition {edition}": (EDITION, {"edition": edition}, text)
        for edition, text in {
            "1": "1st",
            "11": "11th",
            "22": "22nd",
            "111": "111th",
            "112": "112th",
            "2-4": "2nd–4th",
            "2nd": "2nd",
        }.items()
    },
    **{
        f"numeric {edition}": (
            '<choose><if is-numeric="edition"><text value="yes"/></if><else><text value="no"/></else></choose>',
            {"edition": edition},
            "yes" if numeric else "no",
        )
        for edition, numeric in {
            "2nd": True,
            "2, 3": True,
            "2-4": True,
            "2 & 4": True,
            "second": False,
            "2nd ed.": False,
            "IV": False,
        }.items()
    },
    **{
        f"label of {pages}": ('<label variable="page" form="short"/>', {"pages": pages}, text)
        for pages, text in {"7": "p.", "7-9": "pp.", "S39-S46": "pp.", "1, 5": "pp.", "e1042": "p.", "CD010908": "p."}.items()
    },
    **{
        f"title {title}": (TITLED, {"title": title}, text)
        for title, text in {
            "the end of an era": "The End of an Era",
            "rims vs. hubs": "Rims vs. Hubs",
            "the “soft” saddle": "The “Soft” Saddle",
            "mRNA and p53: a role for β-tyres": "mRNA and p53: A Role for β-tyres",
            "WHAT WE RIDE FOR": "What We Ride For",
            "β-tyres": "β-tyres",
        }.items()
    },
    "a title in another language": (TITLED, {"language": "fr"}, "On tyres [Article in French]"),
    "capitals of a Greek letter": ('<text variable="title" text-case="uppercase"/>', {"title": "5 µg of β-oil"}, "5 µG OF β-OIL"),
    "quotes within quotes": ('<text variable="title" quotes="true"/>', {"title": "The “soft” saddle"}, "“The ‘soft’ saddle”"),
    "a question in quotes": (
        '<group delimiter=". "><text variable="title" quotes="true"/><text value="J"/></group>',
        {"title": "Why?"},
        "“Why?” J",
    ),
    "parts on lines of their own": (
        '<text variable="title" display="left-margin"/><text variable="publisher" display="right-inline"/><text value="."/>',
        {"publisher": "Toy Press"},
        "On tyres Toy Press.",
    ),
    "a space in another way": (
        '<group delimiter="&amp;#160;"><text variable="title"/><text variable="publisher"/></group>',
        {"publisher": "P"},
        "On tyres\xa0P",
    ),
}
"""Parts of styles, and what they show by CSL 1.0.2."""


@pytest.mark.parametrize(("bibliography", "fields", "text"), RULES.values(), ids=RULES)
def test_parts_of_styles_show_what_csl_says(bibliography: str, fields: dict[str, Any], text: str) -> None:
    chosen = style(csl(bibliography).replace("<style ", '<style default-locale="en-US" '))
    assert entry(reference(**fields), chosen).text == text


@pytest.mark.parametrize(
    ("how", "texts"),
    [
        (None, "700-6 42-45 101-108 321-328 1496-1504 S39-S46 899-920; quiz 921-2 e12-e14 7 9-3 iv-x 12a-14b"),
        ("expanded", "700-706 42-45 101-108 321-328 1496-1504 S39-S46 899-920; quiz 921-922 e12-e14 7 9-3 iv-x 12a-14b"),
        ("minimal", "700-6 42-5 101-8 321-8 1496-504 S39-46 899-920; quiz 921-2 e12-4 7 9-3 iv-x 12a-14b"),
        ("minimal-two", "700-06 42-45 101-08 321-28 1496-504 S39-46 899-920; quiz 921-22 e12-14 7 9-3 iv-x 12a-14b"),
        ("chicago", "700-706 42-45 101-8 321-28 1496-1504 S39-46 899-920; quiz 921-22 e12-14 7 9-3 iv-x 12a-14b"),
    ],
)
def test_ranges_of_pages_are_as_long_as_the_style_wants(how: str | None, texts: str) -> None:
    """Also several in one field; without a format, they stay as the source has them."""
    option = f' page-range-format="{how}"' if how else ""
    chosen = style(csl('<text variable="page"/>').replace("<style ", f'<style default-locale="en-US"{option} '))
    pages = re.split(" (?!quiz)", "700-6 42-45 101-108 321-328 1496-1504 S39-S46 899-920; quiz 921-2 e12-e14 7 9-3 iv-x 12a-14b")
    assert [entry(reference(pages=page), chosen).text for page in pages] == re.split(" (?!quiz)", texts.replace("-", "–"))


@pytest.mark.parametrize(("language", "text"), [("de-DE", "2. Auflage"), ("fr-FR", "2ᵉ édition"), ("es-ES", "2.ª edición")])
def test_ordinals_are_those_of_the_language(language: str, text: str) -> None:
    chosen = style(csl(f'{EDITION}<text term="edition" prefix=" "/>').replace("<style ", f'<style default-locale="{language}" '))
    assert entry(reference(edition="2"), chosen).text == text


NAMES = {
    ("M A", 'initialize-with=". "'): "M. A. Rad",
    ("MA", 'initialize-with=". "'): "M. A. Rad",
    ("M.A.", 'initialize-with=""'): "MA Rad",
    ("Mary Ann", 'initialize-with="."'): "M.A. Rad",
    ("J-P", 'initialize-with=". "'): "J.-P. Rad",
    ("J.-P.", 'initialize-with="."'): "J.-P. Rad",
    ("Jean-Paul", 'initialize-with=""'): "J-P Rad",
    ("Jean de", 'initialize-with=". "'): "J. de Rad",
    ("James T", 'initialize="false" initialize-with=". "'): "James T. Rad",
    ("Mary Ann", 'initialize="false" initialize-with=". "'): "Mary Ann Rad",
    ("Mary Ann", ""): "Mary Ann Rad",
    ("A B", 'form="short"'): "Rad",
}


@pytest.mark.parametrize(("given", "options", "text"), [(*key, text) for key, text in NAMES.items()])
def test_given_names_become_initials(given: str, options: str, text: str) -> None:
    """No initial is lost, however the source joins them."""
    chosen = style(csl(f'<names variable="author"><name {options}/></names>'))
    assert entry(reference(authors=[{"family": "Rad", "given": given}]), chosen).text == text


@pytest.mark.parametrize(
    ("options", "texts"),
    [
        ('and="text"', "A Rad and B Hub|A Rad, B Hub, and C Rim"),
        ('and="symbol" delimiter-precedes-last="always"', "A Rad, & B Hub|A Rad, B Hub, & C Rim"),
        ('and="text" delimiter-precedes-last="never" delimiter="; "', "A Rad and B Hub|A Rad; B Hub and C Rim"),
        (
            'and="text" delimiter-precedes-last="after-inverted-name" name-as-sort-order="first"',
            "Rad, A, and B Hub|Rad, A, B Hub and C Rim",
        ),
        ('et-al-min="3" et-al-use-first="1"', "A Rad, B Hub|A Rad et al."),
        ('et-al-min="3" et-al-use-first="1" delimiter-precedes-et-al="always"', "A Rad, B Hub|A Rad, et al."),
        ('et-al-min="3" et-al-use-first="1" et-al-use-last="true"', "A Rad, B Hub|A Rad, … C Rim"),
    ],
)
def test_names_are_joined_as_the_style_wants(options: str, texts: str) -> None:
    chosen = style(csl(f'<names variable="author"><name {options}/></names>').replace("<style ", '<style default-locale="en-US" '))
    some = people("Rad A", "Hub B", "Rim C")
    assert "|".join(entry(reference(authors=some[:count]), chosen).text for count in (2, 3)) == texts


def test_names_of_east_asia_have_their_own_order() -> None:
    chosen = style(csl('<names variable="author"><name initialize-with="." name-as-sort-order="all"/></names>'))
    assert entry(reference(authors=[{"family": "田中", "given": "太郎"}]), chosen).text == "田中太郎"


TERMS = '<locale xml:lang="en"><terms><term name="editor" form="short">a</term><term name="editor" form="short">b</term><term name="et-al" form="long"/></terms></locale>'


def test_a_style_has_the_last_word_on_its_words() -> None:
    """Of two equal terms the last one is taken, and an empty one takes a word away."""
    chosen = style(
        csl('<names variable="editor"><name et-al-min="2" et-al-use-first="1"/><label form="short" prefix=", "/></names>', TERMS)
    )
    assert entry(reference(**EDITED), chosen).text == "A Roe, b"
    assert entry(reference(type="book", editors=people("Roe A", "Doe B")), chosen).text == "A Roe, b"


LAUGHS = (
    '<!DOCTYPE style [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
DOUBLING = (
    "".join(f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(40))
    + '<macro name="m40"><text variable="title"/></macro>'
)
DEEP = (
    "".join(f'<macro name="m{n}"><text macro="m{n + 1}"/></macro>' for n in range(5000))
    + '<macro name="m5000"><text variable="title"/></macro>'
)
BAD = {
    "missing": (None, "missing-style"),
    "empty": ("", "broken-style"),
    "not XML": ("citation_style: vancouver", "broken-style"),
    "HTML": ("<html><body>Not found</body></html>", "broken-style"),
    "another encoding": ("é".encode("latin-1"), "broken-style"),
    "too large": (b"<" * 1_000_001, "broken-style"),
    "laughs": (csl('<text value="&i;"/>', head=LAUGHS), "broken-style"),
    "a file": (csl('<text value="&i;"/>', head='<!DOCTYPE style [<!ENTITY i SYSTEM "file:///etc/hostname">]>'), "broken-style"),
    "elements without end": (f"{'<group>' * 100_000}", "broken-style"),
    "a misspelt attribute": (csl('<text variabel="title"/>'), "unusable-style"),
    "a macro that is not there": (csl('<text macro="gone"/>'), "unusable-style"),
    "a macro with quotes": (csl("<text macro=\"'or'1\"/>"), "unusable-style"),
    "macros of great depth": (csl('<text macro="m0"/>', DEEP), "unusable-style"),
}


@pytest.mark.parametrize(("content", "code"), BAD.values(), ids=BAD)
def test_a_bad_style_is_refused(content: str | bytes | None, code: str) -> None:
    found = read_style("some.csl", content.encode() if isinstance(content, str) else content, "en-GB")
    assert isinstance(found, Violation)
    assert found.code == code


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among the files of this system")
def test_nobody_waits_for_a_pipe(tmp_path: Path) -> None:
    """Nor is anything read that has no end."""
    os.mkfifo(tmp_path / "pipe.csl")
    (tmp_path / "endless.csl").symlink_to("/dev/zero")
    for name in ("pipe", "endless"):
        (tmp_path / "pathway.yaml").write_text(SMALLEST.replace("  version:", f"  citation_style: {name}.csl\n  version:"), "utf-8")
        compiled, _ = compile_file(tmp_path / "pathway.yaml")
        assert [found.code for found in compiled.diagnostics] == ["missing-style"]


def test_a_style_that_would_take_for_ever_is_refused() -> None:
    """Macros that call each other twice would need 2^40 steps."""
    found = style_problem(style(csl('<text macro="m0"/>', DOUBLING)), "some.csl", (reference(),))
    assert found
    assert found.code == "unusable-style"


# ── From the file to the page ──


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a pathway that names a style, and the style."""
    (tmp_path / "pathway.yaml").write_text(SMALLEST.replace("  method: Taken", "  citation_style: club.csl\n  method: Taken"), "utf-8")
    (tmp_path / "club.csl").write_bytes(STYLES["author-date"])
    return tmp_path


def test_a_pathway_is_written_in_the_style_beside_it(folder: Path) -> None:
    """The list follows the style; the citations stay numbers, whatever it says of them."""
    result = CliRunner().invoke(main, ["emit", str(folder / "pathway.yaml"), "--into", str(folder / "out")])
    assert result.exit_code == 0, result.output
    page = (folder / "out" / "repair.md").read_text("utf-8")
    assert "The cyclist's manual (n.d.)." in page
    assert "[1](#ref--manual" in page


def test_a_compiled_pathway_says_what_it_was_made_with() -> None:
    """Watching for changes includes these files, even where they were missing or bad."""
    source = Source("pathway.yaml", SMALLEST.replace("  method: Taken", "  citation_style: club.csl\n  method: Taken"))
    assert compile_pathway(source, STYLES.get).dependencies == ("club.csl",)
    good = compile_pathway(source, {"club.csl": STYLES["numeric"]}.get)
    assert (good.dependencies, good.diagnostics) == (("club.csl",), ())
    assert compile_pathway(Source("pathway.yaml", SMALLEST)).dependencies == ()
