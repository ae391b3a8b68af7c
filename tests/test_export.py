"""References taken along: what a file says, its readers read again, and pages offer the files of what they list."""

import json
import re
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import nbib
import pytest
import rispy
import yaml
from citeproc.source.json import CiteProcJSON
from hypothesis import assume, given
from hypothesis import strategies as st
from playwright.sync_api import Page
from pybtex.database import Person, parse_string

from generator.analysis.index import PathwayIndex
from generator.compiler import SitePage
from generator.i18n import load_messages
from generator.markup import Markdown
from generator.model import Metadata, Reference, ReferenceType
from generator.references import FORMATS, Entry, bibliography, citation_file, csl_item, identifiers, record, self_reference
from generator.references.export.bibtex import key
from hosting import ROOT, Visit
from ours import PATHWAY, compiled

TEXT = (ROOT / "pathway.yaml").read_text("utf-8")
WORDS = load_messages()
FORM = {form.ending: form for form in FORMATS}
Facts = dict[str, Any]


HARD: dict[str, dict[str, Any]] = {
    "many": {"authors": [{"family": f"Name{letter}", "given": "A B"} for letter in "abcdefg"], "others": "true"},
    "suffix": {"authors": [{"family": "Van der Ketel", "given": "M", "suffix": "Jr"}, {"family": "King", "suffix": "III"}]},
    "particles": {"authors": [{"family": name, "given": "W J"} for name in ("van Engelen", "ter Laak", "Vree Egberts", "d'Aubigné", "de")]},
    "bodies": {"authors": ["Smith and Sons", {"family": "Tea", "given": "E"}, "Society of Tea Makers"]},
    "bare": {"authors": [{"family": "Vree Egberts"}, {"family": "Plato"}, {"family": "Bland and Altman"}]},
    "supplement": {"journal": "J Kettles", "volume": "3", "issue": "2 Suppl 1", "pages": "S1-9, viii"},
    "number": {"journal": "Trials & Tea", "volume": "3", "article_number": "e123", "doi": "10.1002/(SICI)1097<12::AID-A_1>3.0.CO;2-%23"},
    "both": {"journal": "J Kettles", "pages": "1-12", "article_number": "104"},
    "odd-pages": {"journal": "J Kettles", "pages": "12-3-12-9"},
    "months": {"issued": "1991-11/1991-12", "title_is_translated": "true", "language": "fr", "pmid": "1706860", "pmcid": "PMC12"},
    "days": {"issued": "1993-12-30/1994-01-02"},
    "same-month": {"issued": "1993-12-03/1993-12-05"},
    "years": {"issued": "1993/1995"},
    "chapter": {
        "type": "chapter", "book_title": "Water in the house", "editors": [{"family": "Pipe", "given": "D"}, "The Tap"],
        "edition": "3rd ed.", "place": "Bern", "publisher": "Tap & Sons", "issued": "2010", "pages": "10-20",
    },
    "chapter-in-journal": {"type": "chapter", "book_title": "Water", "journal": "J Kettles"},
    "article-in-book": {"book_title": "Water", "journal": "J Kettles"},
    "report": {"type": "report", "authors": ["Department of Tea, Section 2"], "publisher": "The Crown", "issued": "2011-08"},
    "page": {"type": "webpage", "title": "100 % of {tea} \\ $5 ~ ^ # & _ \"it's\" <b> | @x", "url": "https://example.org/a_b?c=%20&d={e}#f;g"},
    "traps": {"title": "ER  - TY  - @article{x, } \\textbf{ PMID- 1", "journal": "AU  - end", "note": "{"},
    "long": {"title": "word " * 60 + "x" * 120, "journal": "J " + "y" * 100},
}  # fmt: skip


def reference(given: Mapping[str, Any]) -> Reference:
    return Reference.model_validate({"id": "a1", "type": "article-journal", "title": "Tea"} | dict(given))


def facts(known: Reference, **changed: Any) -> Facts:
    """Fields of a reference that every format can carry."""
    own = "volume issue pages article_number pmid pmcid doi url edition publisher place language journal book_title".split()
    found = {name: value for name in own if (value := getattr(known, name))}
    found |= {"title": f"[{known.title}]" if known.title_is_translated else known.title, "type": known.type.value}
    found |= {role: list(map(person, people)) for role in ("authors", "editors") if (people := getattr(known, role))}
    found |= {"others": True} if known.others else {}
    found |= {"issued": str(known.issued)} if known.issued else {}
    return {name: value for name, value in (found | changed).items() if value is not None}


def person(author: Any) -> tuple[str, ...]:
    return (author,) if isinstance(author, str) else (author.family, author.given or "", author.suffix or "")


# ── Readers: each turns what a library read into the same facts ──

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def in_numbers(spoken: str) -> str:
    """1991 Nov-Dec is 1991-11/1991-12: what the second date leaves out is the first one's."""
    start, _, end = spoken.partition("-")
    dates = [one.split() for one in (start, end) if one]
    if len(dates) > 1 and not re.match(r"\d{4}", dates[1][0]):
        dates[1].insert(0, dates[0][0])
    return "/".join(
        "-".join([date[0], *(f"{MONTHS.index(m) + 1:02}" for m in date[1:2]), *(f"{int(d):02}" for d in date[2:])]) for date in dates
    )


def from_ris(text: str) -> Facts:
    (read,) = rispy.loads(text)
    types = {"JOUR": "article-journal", "CHAP": "chapter", "BOOK": "book", "RPRT": "report", "ELEC": "webpage"}
    same = {
        "volume": "volume",
        "number": "issue",
        "custom7": "article_number",
        "accession_number": "pmid",
        "custom2": "pmcid",
        "doi": "doi",
    }
    same |= {"edition": "edition", "publisher": "publisher", "place_published": "place", "language": "language", "title": "title"}
    found: Facts = {ours: read[theirs] for theirs, ours in same.items() if theirs in read}
    found["type"] = types[read["type_of_reference"]]
    people = {"authors": "authors", "secondary_authors": "editors"}
    found |= {ours: [ris_name(name) for name in read[theirs]] for theirs, ours in people.items() if theirs in read}
    titles = [read.get(name) for name in ("journal_name", "secondary_title", "tertiary_title")]
    found["journal"] = titles[0]
    found["book_title"] = titles[2] or (titles[1] if found["type"] == "chapter" or not titles[0] else None)
    pages = "-".join(read[name] for name in ("start_page", "end_page") if name in read)
    found["pages"] = None if pages == found.get("article_number") else pages or None
    found["url"] = ";".join(read["urls"]) if "urls" in read else None
    found["others"] = WORDS.take["others"] in read.get("notes", ()) or None
    year, month, day, rest = (read.get("date", f"{read['year']}///") if "year" in read else "///").split("/", 3)
    found["issued"] = in_numbers(rest) if rest else "-".join(part for part in (year, month, day) if part) or None
    assert not year or year == read["year"]
    return {name: value for name, value in found.items() if value is not None}


def ris_name(name: str) -> tuple[str, ...]:
    if "," not in name:
        return (name,)
    family, given, suffix = (*name.split(","), "")[:3]
    return family, given.strip(), suffix.strip()


LATEX = {r"{\textbackslash}": "\\", r"{\textbraceleft}": "{", r"{\textbraceright}": "}", r"{\textasciitilde}": "~"}
LATEX |= {r"{\textasciicircum}": "^", r"{\textless}": "<", r"{\textgreater}": ">", r"{\textbar}": "|"}
LATEX |= {f"\\{mark}": mark for mark in "&%$#_"}


def tex(text: str) -> str:
    """Text that LaTeX sets; braces alone set nothing."""
    commands = "|".join(map(re.escape, sorted(LATEX, key=len, reverse=True)))
    return re.sub(rf"{commands}|[{{}}]", lambda match: LATEX.get(match[0], ""), text)


def from_bibtex(text: str) -> Facts:
    ((_, entry),) = parse_string(text, "bibtex").entries.items()
    types = {"article": "article-journal", "incollection": "chapter", "book": "book", "techreport": "report", "online": "webpage"}
    same = {"volume": "volume", "number": "issue", "eid": "article_number", "pmid": "pmid", "pmcid": "pmcid", "edition": "edition"}
    same |= {"publisher": "publisher", "institution": "publisher", "address": "place", "language": "language", "journal": "journal"}
    same |= {"booktitle": "book_title", "title": "title", "pages": "pages"}
    found: Facts = {ours: tex(entry.fields[theirs]) for theirs, ours in same.items() if theirs in entry.fields}
    found |= {
        name: re.sub("%7B|%7D|%5C", lambda code: unquote(code[0]), entry.fields[name]) for name in ("doi", "url") if name in entry.fields
    }
    found["type"] = types[entry.type]
    found["pages"] = found["pages"].replace("--", "-") if "pages" in found else None
    for theirs, ours in (("author", "authors"), ("editor", "editors")):
        names = list(map(tex_name, entry.persons.get(theirs, ())))
        found["others"] = (names.pop() == ("others",) or None) if names and names[-1] == ("others",) else found.get("others")
        found[ours] = names or None
    found["issued"] = entry.fields.get("date") or entry.fields.get("year")
    return {name: value for name, value in found.items() if value is not None}


def tex_name(name: Person) -> tuple[str, ...]:
    whole = " ".join((*name.prelast_names, *name.last_names))
    rest = (" ".join((*name.first_names, *name.middle_names)), " ".join(name.lineage_names))
    is_body = whole == "others" or re.fullmatch(r"\{.*\}", whole)
    return (tex(whole),) if is_body and not any(rest) else (tex(whole), *map(tex, rest))


def from_nbib(text: str) -> Facts:
    """Fields that nbib reads; and by the tags, those it leaves aside."""
    (read,) = nbib.read(text)
    tags: dict[str, list[str]] = {}
    people: dict[str, list[tuple[str, ...]]] = {"authors": [], "editors": []}
    for line in re.sub(r"\n {6}", " ", text).splitlines():
        tag, value = line[:4].strip(), line[6:]
        tags.setdefault(tag, []).append(value)
        if tag in {"FAU", "FED"}:
            family, comma, given = value.partition(", ")
            people["authors" if tag == "FAU" else "editors"].append((family, given) if comma else (family,))
        elif tag == "CN":
            people["authors"].append((value,))
    same = {"journal_volume": "volume", "journal_issue": "issue", "pages": "pages", "doi": "doi", "pii": "article_number", "title": "title"}
    same |= {"journal": "journal", "place_of_publication": "place"}
    found: Facts = {ours: read[theirs] for theirs, ours in same.items() if theirs in read}
    found |= {ours: tags[tag][0] for tag, ours in (("BTI", "book_title"), ("EN", "edition"), ("PB", "publisher")) if tag in tags}
    found |= {role: names for role, names in people.items() if names}
    found |= {"pmid": str(read["pubmed_id"])} if "pubmed_id" in read else {}
    found |= {"pmcid": f"PMC{read['pmcid']}"} if "pmcid" in read else {}
    found["type"] = {
        "Journal Article": "article-journal",
        "Technical Report": "report",
        "Book Chapter": "chapter",
        "Web Page": "webpage",
    }.get(read["publication_types"][0], "book")
    found["language"] = {"fre": "fr", "ger": "de"}.get(read.get("language", ""), read.get("language"))
    found["pages"] = None if found.get("pages") == found.get("article_number") else found.get("pages")
    found["issued"] = in_numbers(read["publication_date"]) if "publication_date" in read else None
    found["others"] = WORDS.take["others"] in tags.get("GN", ()) or None
    found["url"] = next((note for note in tags.get("GN", ()) if re.match("https?://", note)), None)
    assert tags.get("LID", [])[:1] == [one for one in tags.get("AID", []) if one.endswith("[doi]")]
    assert tags.get("JT") == tags.get("TA")
    return {name: value for name, value in found.items() if value is not None}


def from_csl(text: str) -> Facts:
    """Fields that citeproc-py reads."""
    items = json.loads(text)
    with warnings.catch_warnings(action="ignore"):  # It says that it knows no `custom`, and passes it by.
        ((_, read),) = CiteProcJSON(items).items()
    same = {
        "title": "title",
        "volume": "volume",
        "issue": "issue",
        "page": "pages",
        "number": "article_number",
        "PMID": "pmid",
        "DOI": "doi",
    }
    same |= {
        "PMCID": "pmcid",
        "URL": "url",
        "edition": "edition",
        "publisher": "publisher",
        "publisher_place": "place",
        "language": "language",
    }
    found: Facts = {
        ours: str(read[theirs.lower() if theirs.lower() in read else theirs]) for theirs, ours in same.items() if theirs in read
    }
    found["type"] = items[0]["type"]
    return found


READERS: dict[str, Callable[[str], Facts]] = {"ris": from_ris, "bib": from_bibtex, "nbib": from_nbib}


def as_nbib_says(known: Reference) -> Facts:
    """PubMed writes a suffix behind the given name, and gives a person without one no comma."""

    def name(author: Any) -> tuple[str, ...]:
        if isinstance(author, str):
            return (author,)
        given = " ".join(part for part in (author.given, author.suffix) if part)
        return tuple(part for part in (author.family, given) if part)

    return facts(
        known, **{role: list(map(name, people)) or None for role, people in (("authors", known.authors), ("editors", known.editors))}
    )


def as_ris_says(known: Reference) -> Facts:
    """RIS tells a body from a person by the comma alone; the words of one that has a comma are kept."""
    return facts(
        known, **{role: [ris_name(name[0]) if len(name) == 1 else name for name in names] for role, names in people(known).items()}
    )


def people(known: Reference) -> dict[str, list[tuple[str, ...]]]:
    return {role: found for role, found in facts(known).items() if role in {"authors", "editors"}}


SAYS = {"ris": as_ris_says, "nbib": as_nbib_says, "bib": facts}


def check(known: Reference, ending: str) -> None:
    form = FORM[ending]
    text = form.file([record(known, form, WORDS)])
    assert READERS[ending](text) == SAYS[ending](known)


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("known", PATHWAY.references, ids=lambda known: known.id)
def test_references_of_the_pathway_come_back_whole(known: Reference, ending: str) -> None:
    check(known, ending)


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("case", HARD)
def test_hard_references_come_back_whole(case: str, ending: str) -> None:
    check(reference(HARD[case]), ending)


def test_citeproc_reads_csl_json() -> None:
    """That nothing is lost in an item is shown elsewhere."""
    for known in (*PATHWAY.references, *map(reference, HARD.values())):
        found = from_csl(FORM["json"].file([record(known, FORM["json"], WORDS)]))
        wanted = facts(known)
        assert found == {name: wanted[name] for name in found}
        assert {"title", "volume", "pages", "doi", "url", "publisher"} & wanted.keys() <= found.keys()


# What no YAML holds (control characters, line ends) need not be tried; what separates names in RIS and PubMed's format cannot be part of a name there.
MARKS = st.sampled_from(
    [
        "{",
        "}",
        "\\",
        "@",
        "%",
        '"',
        "'",
        "ER  - ",
        "TY  - ",
        "PMID- ",
        " and ",
        "&",
        "$",
        "~",
        "^",
        "#",
        "_",
        "--",
        "“",
        "ﬁ",
        "é",
        "Ω",
        "𝛼",
        "<",
        "|",
    ]
)
WORD = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12)
LINE = st.lists(st.one_of(MARKS, WORD), min_size=1, max_size=8).map(lambda parts: " ".join("".join(parts).split())).filter(bool)
NAME = LINE.map(lambda text: text.replace(",", "")).map(str.strip).filter(bool)
PERSON = st.fixed_dictionaries({"family": NAME, "given": NAME}, optional={"suffix": NAME})
PLAIN = "journal edition publisher place volume issue article_number".split()
HOSTILE = st.fixed_dictionaries(
    {"title": LINE, "authors": st.lists(st.one_of(PERSON, NAME), max_size=3)},
    optional={
        **dict.fromkeys(PLAIN, LINE),
        "type": st.sampled_from(list(map(str, ReferenceType))),
        "others": st.sampled_from(["true", "false"]),
        "issued": st.sampled_from(["1987", "1991-11", "1991-11/1991-12", "1990/1992", "2020-01-14", "2020-12-30/2021-01-02"]),
        "doi": st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1).map(lambda rest: f"10.1234/{rest}"),
        "url": st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E)).map(lambda rest: f"https://example.org/{rest}"),
    },
).map(reference)


@given(HOSTILE)
@pytest.mark.parametrize("ending", READERS)
def test_whatever_a_reference_holds_comes_back(ending: str, known: Reference) -> None:
    assume(not re.search("%7B|%7D|%5C", f"{known.doi}{known.url}"))  # What stands for a brace or a backslash cannot stand for itself.
    check(known, ending)


READ = [
    ("ris", "Y2  - 2026/03/03/\n"),
    ("bib", "urldate = {2026-03-03}"),
    ("json", '"accessed": {'),
    ("nbib", "Last accessed: 3 March 2026.\n"),
]


@pytest.mark.parametrize(("ending", "shown"), READ)
def test_when_a_page_was_read_and_updated_goes_along(ending: str, shown: str) -> None:
    """In a field where the format has one; else as a note."""
    text = record(reference({"type": "webpage", "accessed": "2026-03-03", "updated": "2026-01"}), FORM[ending], WORDS)
    assert shown in text
    assert ("accessed: 3 March" in text) is (ending == "nbib")
    assert ('"updated": "2026-01"' if ending == "json" else "Last updated: January 2026.") in text


def test_what_became_of_a_publication_goes_along() -> None:
    known = reference({"retracted": "2020-01", "corrected": "2019", "note": "Seen.", "doi": "10.1234/x", "pmid": "1"})
    for form in FORMATS[:2] + FORMATS[3:]:
        assert "Retracted (January 2020). Corrected (2019). Seen." in re.sub(r"\n(N1|GN) *- ", " ", record(known, form, WORDS))
    assert "PT  - Retracted Publication\n" in record(known, FORM["nbib"], WORDS)


def test_a_copied_citation_ends_with_what_its_style_has_not_said() -> None:
    def copied(text: str, **known: str) -> str:
        return identifiers(Entry(number=1, reference=reference(known), label="", text=text, formatted=Markdown(text), links=()), WORDS)

    numbers = {"doi": "10.1234/x", "pmid": "15577607", "retracted": "2020"}
    assert copied("Tea.", **numbers) == "doi: 10.1234/x. PMID: 15577607. Retracted (2020)."
    assert copied("Tea. doi:10.1234/x", **numbers) == "PMID: 15577607. Retracted (2020)."
    assert copied("Tea.", url="https://example.org/") == "https://example.org/"
    assert copied("Tea. https://example.org/", url="https://example.org/") == ""
    assert copied("Tea. doi:10.1234/x", doi="10.1234/x", url="https://example.org/") == ""


# ── Keys ──


def test_keys_are_ids_that_bibtex_takes() -> None:
    ids = ["sato2005", "Chérin1991", "Cherin1991", "chérin1991", "田中2001", "山田2001", "Ω", "a-b_c", "ß1"]
    keys = list(map(key, ids))
    assert keys[0] == "sato2005"
    assert keys[7] == "a-b_c"
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", one) for one in keys)
    assert len({one.casefold() for one in keys}) == len(ids)
    assert keys[1].startswith("Cherin1991-")


# ── Files ──


def ids_in(ris: str) -> list[str]:
    return [entry["id"] for entry in rispy.loads(ris)]


def listed_on(page: SitePage) -> list[str]:
    """The references at the end of a page, or all on their own page, in the order of their numbers."""
    return re.findall(r'<li id="ref--([\w-]+)"', page.text) or (
        list(bibliography(PathwayIndex(PATHWAY))) if page.path == "references.md" else []
    )


def test_files_hold_what_their_pages_list() -> None:
    """Every page with references has them in all formats, in the order of their numbers; no other page has any."""
    files = {file.path: str(file.content) for file in compiled().files}
    entries = bibliography(PathwayIndex(PATHWAY))
    for page in compiled().pages:
        listed, stem = listed_on(page), f"downloads/{page.path.removesuffix('.md')}"
        assert {ending for ending in FORM if f"{stem}.{ending}" in files} == (set(FORM) if listed else set()), page.path
        if listed:
            assert ids_in(files[f"{stem}.ris"]) == listed
            assert [item["id"] for item in json.loads(files[f"{stem}.json"])] == listed
            assert list(parse_string(files[f"{stem}.bib"], "bibtex").entries) == listed
            assert [read["title"] for read in nbib.read(files[f"{stem}.nbib"])] == [
                csl_item(entries[name].reference)["title"] for name in listed
            ]
        for link in re.findall(r"\]\((?:\.\./)*((?:downloads/|CITATION)[^)]+)\)", page.text):
            assert link in files


def test_files_of_boxes_hold_what_boxes_cite() -> None:
    """Of what a box states, of what it rests on, and of what is to be read with either, in the same frame."""
    index = PathwayIndex(PATHWAY)
    order = list(bibliography(index))
    files = {file.path: file.content for file in compiled().files}
    listed = {f"downloads/{page.path.removesuffix('.md')}.js": listed_on(page) for page in compiled().pages}
    boxes: dict[str, list[str]] = {}
    for file in compiled().files:
        if file.path.endswith(".js"):
            detail = json.loads(re.search(r"\{ detail: (.*) \}\)\);\n$", str(file.content))[1])  # type: ignore[index]  # or fail
            boxes |= {box["id"]: [listed[file.path][place] for place in box["references"]] for box in detail["boxes"]}
            for form in detail["forms"]:
                whole = form["before"] + form["between"].join(form["records"]) + form["after"]
                assert whole == files[file.path.removesuffix("js") + form["ending"]]
    wanted = {}
    for place in index.boxes:
        said = [*(placement.statement for placement in place.box.statements), *place.box.rests_on]
        for name in said:  # It grows while there are further ones.
            said += [other for other in index.companions.get(name, ()) if other not in said]
        cited = {citation.reference for name in said for citation in index.statements[name].cites}
        wanted[place.box.id] = sorted(cited, key=order.index)
    assert boxes == {name: cited for name, cited in wanted.items() if cited}
    assert len(boxes) > 50


# ── In the browser ──


def saved(page: Page, act: Callable[[], None]) -> tuple[str, str]:
    with page.expect_download() as found:
        act()
    return found.value.suggested_filename, Path(found.value.path()).read_text("utf-8")


@pytest.mark.sample(1)
def test_pages_offer_their_references(both_ways: Visit) -> None:
    for address, listed in (("severe.html", "severe"), ("references.html", "references"), ("treatments/rituximab.html", "rituximab")):
        page = both_ways.open(address)
        for form in FORMATS:
            name, text = saved(page, page.locator(".pw-export").get_by_role("link", name=form.name, exact=True).click)
            assert name == f"dermatomyositis-treatment-{listed}.{form.ending}"
            assert text.count("\n") > 10


def test_boxes_offer_their_references(visit: Visit) -> None:
    """On the page and in the panel beside the chart."""
    page = visit.open_list("severe.html")
    listed = page.locator(".pw-box", has_text="Export its references").first
    box = listed.locator("h3").get_attribute("id")
    listed.get_by_text("Export its references").click()
    name, text = saved(page, listed.get_by_role("button", name="RIS").click)
    assert name == f"dermatomyositis-treatment-{box}.ris"
    links = listed.locator(".pw-cites a").evaluate_all("links => links.map(({ hash, dataset }) => dataset.references ?? hash.slice(1))")
    cited = {name.removeprefix("ref--") for names in links for name in names.split()}
    assert set(ids_in(text)) == cited
    _, items = saved(page, listed.get_by_role("button", name="CSL-JSON").click)
    assert {item["id"] for item in json.loads(items)} == cited
    listed.get_by_text("Export its references").click()
    page.get_by_role("button", name="Chart", exact=True).click()
    page.locator(f"svg a[href$='#{box}']").first.click()
    panel = page.locator(".pw-panel")
    panel.get_by_text("Export its references").click()
    assert saved(page, panel.get_by_role("button", name="RIS").click) == (name, text)


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("address", "clipboard"), [("malignancy.html", True), ("references.html", True), ("method.html", True), ("malignancy.html", False)]
)
def test_citations_can_be_copied(both_ways: Visit, address: str, clipboard: bool) -> None:
    """Also where the browser has no clipboard for scripts."""
    both_ways.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = both_ways.open(address)
    if not clipboard:
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    citation = page.locator(".pw-citation").last
    page.get_by_role("button", name="Copy citation").last.click()
    page.get_by_role("button", name="Copied").wait_for()
    wanted = " ".join(filter(None, [citation.inner_text(), citation.get_attribute("data-also")]))
    assert page.evaluate("navigator.clipboard.readText()") == wanted
    if address != "method.html":
        last = (page.locator("li[id^='ref--'], .pw-reference h2").last.get_attribute("id") or "").removeprefix("ref--")
        assert wanted.endswith(f"PMID: {PathwayIndex(PATHWAY).references[last].pmid}.")


def test_nothing_of_it_is_printed(visit: Visit) -> None:
    page = visit.open("malignancy.html")
    taken = page.locator(".pw-export, .pw-copy, .pw-export-box")
    assert taken.count() > 2
    page.emulate_media(media="print")
    assert not [element for element in taken.all() if element.is_visible()]


# ── The pathway itself ──


def cff(metadata: Metadata) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(citation_file(metadata, WORDS))
    return read


def test_citation_file_says_what_the_passport_says() -> None:
    assert cff(PATHWAY.pathway) == {
        "cff-version": "1.2.0",
        "message": WORDS.cite_message,
        "type": "dataset",
        "title": "Treatment of dermatomyositis",
        "version": "1.0.0",
        "abstract": PATHWAY.pathway.summary,
        "date-released": "2026-11-22",
        "authors": [{"name": "The editors of “Treatment of dermatomyositis”"}],
    }


def test_citation_file_of_the_project_is_valid() -> None:
    read = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert read["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= read.keys()
    assert all(author.keys() == {"name"} for author in read["authors"])
    assert read["type"] == "software"


_PASSPORT = yaml.load(TEXT, yaml.CBaseLoader)["pathway"]  # noqa: S506  # it makes nothing but text


@given(title=LINE, summary=LINE, version=LINE, people=st.lists(st.one_of(PERSON, LINE), max_size=3))
def test_a_hostile_passport_is_cited_as_it_stands(title: str, summary: str, version: str, people: list[dict[str, str] | str]) -> None:
    """In YAML, and in the other formats; a date that is no day is left to them."""
    changed = {
        "title": title,
        "summary": summary,
        "version": version,
        "published": "2020-01",
        "address": "https://example.org/",
        "authors": people,
    }
    metadata = Metadata.model_validate(_PASSPORT | changed)
    read = cff(metadata)
    assert (read["title"], read["abstract"], read["version"], read["url"]) == (title, summary, version, "https://example.org/")
    assert "date-released" not in read
    names = {"family": "family-names", "given": "given-names", "suffix": "name-suffix"}
    assert read["authors"] == (
        [{"name": one} if isinstance(one, str) else {names[part]: text for part, text in one.items()} for one in people]
        or [{"name": f"The editors of “{title}”"}]
    )
    assert from_bibtex(record(self_reference(metadata, WORDS), FORM["bib"], WORDS))["title"] == title
    assert from_ris(record(self_reference(metadata, WORDS), FORM["ris"], WORDS))["edition"] == f"Version {version}"
