"""References written out: by our own style, by others', and by such as mean ill."""

import os
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import pytest
from click.testing import CliRunner
from hypothesis import given

from conftest import Gold
from generator.bibliography import Entry, Style, bibliography, misfit, read_style
from generator.cli import main
from generator.compiler import compile_pathway, read
from generator.diagnostics import Fault
from generator.files import compile_file
from generator.index import Index
from generator.model import Reference
from generator.source import Source
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


def entry(reference: Reference, chosen: Style | None = None, language: str = "en-GB") -> Entry:
    """A reference as the list of a pathway shows it."""
    pathway, _ = read(Source("smallest.yaml", SMALLEST.replace("  summary: How", f"  language: {language}\n  summary: How")))
    assert pathway
    cited = pathway.model_copy(update={"references": (reference.model_copy(update={"id": "manual"}),)})
    return bibliography(Index(cited), chosen)["manual"]


def reference(**fields: Any) -> Reference:
    """A reference of a few fields."""
    return Reference.model_validate({"id": "manual", "type": "article-journal", "title": "On tyres", **fields})


def people(*names: str) -> list[dict[str, str]]:
    """Authors: “Rad A B”, “van der Rad J-P, Jr”, or a body in brackets."""
    found = []
    for name in names:
        if name.startswith("["):
            found.append({"literal": name.strip("[]")})
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
        "[On tyres] [Article in rm]. J Bicycl. 2004 Nov;16(6):700-6.",
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
}
"""Hard cases and what our own style makes of them. citeproc-js makes the same of each, with the exceptions in `docs/architecture.md`."""


@pytest.mark.parametrize(("fields", "text"), CASES.values(), ids=CASES)
def test_our_style_writes_the_hard_cases(fields: dict[str, Any], text: str) -> None:
    assert entry(reference(**fields)).text == text


def test_our_references_are_written_as_they_were_found_right(gold: Gold) -> None:
    """All of the pathway's publications, in the order of the list."""
    pathway, _ = read(Source("pathway.yaml", OURS))
    assert pathway
    entries = bibliography(Index(pathway)).values()
    gold.check("references.txt", "".join(f"{found.number}. {found.text}\n" for found in entries))


@given(REFERENCE)
def test_nothing_of_a_reference_is_lost(found: Reference) -> None:
    """Title and container are in every entry; nothing that a pathway can hold breaks the processor."""
    text = entry(found).text
    assert " ".join(found.title.split()).rstrip(" .") in text
    assert "None" not in text


# ── Other styles ──

AUTHOR_DATE = {
    "others": (
        {"authors": people("Rad A B, Jr", "Hub C"), "others": "true", **JOURNAL},
        "Rad, A. B., Jr, Hub, C., et al. (2004). On tyres. J Bicycl, 16(6), 700–6.",
    ),
    "two": ({"authors": people("Rad A", "van Hub C"), **JOURNAL}, "Rad, A., & van Hub, C. (2004). On tyres. J Bicycl, 16(6), 700–6."),
    "capitals in a sentence": (
        {**JOURNAL, "title": "mRNA and HbA1c in Japan: On all"},
        "mRNA and HbA1c in Japan: On all (2004). J Bicycl, 16(6), 700–6.",
    ),
    "a run of months, of which the year is shown": (
        {"authors": people("Rad A"), **JOURNAL, "issued": "1991-11/1991-12"},
        "Rad, A. (1991). On tyres. J Bicycl, 16(6), 700–6.",
    ),
    "a run of years": (
        {"authors": people("Rad A"), **JOURNAL, "issued": "1991/1992"},
        "Rad, A. (1991–1992). On tyres. J Bicycl, 16(6), 700–6.",
    ),
    "nobody: the title stands once": (JOURNAL, "On tyres (2004). J Bicycl, 16(6), 700–6."),
    "editors stand once": ({"type": "book", "editors": people("Rad A"), "publisher": "Verlag"}, "Rad, A. (n.d.). On tyres. Verlag."),
}


@pytest.mark.parametrize(("fields", "text"), AUTHOR_DATE.values(), ids=AUTHOR_DATE)
def test_an_author_date_style_writes_its_list(fields: dict[str, Any], text: str) -> None:
    assert entry(reference(**fields), style(STYLES["author-date"])).text == text


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
    """Whatever stands in a field is shown, and nothing of it is markup."""
    authors = [{"family": text, "given": text, "suffix": text}, {"literal": text}]
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
    assert isinstance(found, Fault)
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
    found = misfit(style(csl('<text macro="m0"/>', DOUBLING)), "some.csl", (reference(),))
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
    """Whoever watches for changes watches these, too; even where they were missing or bad."""
    source = Source("pathway.yaml", SMALLEST.replace("  method: Taken", "  citation_style: club.csl\n  method: Taken"))
    assert compile_pathway(source, STYLES.get).uses == ("club.csl",)
    good = compile_pathway(source, {"club.csl": STYLES["numeric"]}.get)
    assert (good.uses, good.diagnostics) == (("club.csl",), ())
    assert compile_pathway(Source("pathway.yaml", SMALLEST)).uses == ()
