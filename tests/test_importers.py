"""Files of references, as PubMed, publishers and reference managers write them, become references of a pathway."""

import json
from pathlib import Path
from typing import Any

import nbib as nbib_reader
import pytest
import rispy
from hypothesis import example, given
from hypothesis import strategies as st

from generator.compiler import read
from generator.core.diagnostics import catalogue
from generator.core.source import Source
from generator.model import read_pathway
from generator.parsing import parse, to_data
from generator.references import csl_item
from generator.references.importers import MAX_BYTES, ImportResult, import_file
from generator.references.importers.records import MAX_RECORDS

HERE = Path(__file__).parent
FAULTY = sorted((HERE / "imports").iterdir())
KINDS = ["nbib", "ris", "bib", "json"]


def taken(ending: str, text: str) -> ImportResult:
    """References from a file with this text."""
    return import_file(f"new.{ending}", text.encode())


def said(intake: ImportResult) -> list[str]:
    """The diagnostics as `line:column code`."""
    return [f"{found.span.line}:{found.span.column} {found.code}" for found in intake.diagnostics]


def only(intake: ImportResult) -> dict[str, Any]:
    """The only reference that a file brings, without what is the same for all."""
    assert [found.severity.value for found in intake.diagnostics if found.severity.value == "error"] == []
    (incoming,) = intake.incoming
    return {key: value for key, value in incoming.entry.items() if key not in {"design", "design_basis"}}


# ── Whole records: the same publication as each kind of file tells it ──

NBIB = """
PMID- 30000001
OWN - NLM
DP  - 1991 Nov-Dec
VI  - 12
IP  - 2 Suppl
TI  - [Limescale, the time to boil and the age of the kettle: a study of
      12 households].
PG  - S700-S706
LID - 10.1000/KETTLE.12 [doi]
AID - S0140-6736(91)00012-3 [pii]
FAU - van der Ketel, Jean-Paul M
AU  - van der Ketel JM
FAU - Pipe, David 3rd
AU  - Pipe D 3rd
CN  - Kettle Study Group
FAU - Théière, É
AU  - Théière É
LA  - fre
PT  - Journal Article
PT  - Randomized Controlled Trial
TT  - Le calcaire.
TA  - J Kettles
JT  - Journal of kettles
PMC - PMC1234567
"""
RIS = """Provider: a publisher
TY  - JOUR
AU  - van der Ketel, Jean-Paul M.
AU  - Pipe, D., 3rd
AU  - Kettle Study Group
AU  - Théière, É.
TI  - [Limescale, the time to boil and the age of the kettle: a study of
 12 households]
T2  - Journal of kettles
J2  - J. Kettles
PY  - 1991
DA  - 1991/11//Nov-Dec
VL  - 12
IS  - 2 Suppl
SP  - S700
EP  - S706
LA  - French
DB  - PubMed
AN  - 30000001
C2  - PMC1234567
DO  - https://doi.org/10.1000/KETTLE.12
UR  - https://doi.org/10.1000/KETTLE.12
ER  -
"""
BIB = r"""% Encoding: UTF-8
@string{jk = "J. Kettles"}
@Article{ketel,
  author  = {Jean-Paul M. van der Ketel and Pipe, 3rd, David and {Kettle Study Group} and Th{\'e}i{\`e}re, {\'E}.},
  title   = {[{Limescale}, the time to boil and the age of the kettle: a study of
             12 households]},
  journal = jk, year = 1991, month = nov # "/" # dec, volume = "12", number = {2 Suppl}, pages = {S700--S706},
  langid  = {french}, pmid = 30000001, pmcid = {1234567}, doi = {10.1000/KETTLE.12},
}
"""
CSL = json.dumps(
    [
        {
            "id": "x",
            "type": "article-journal",
            "title": "[Limescale, the time to boil and the age of the kettle: a study of 12 households]",
            "author": [
                {"family": "Ketel", "non-dropping-particle": "van der", "given": "Jean-Paul M."},
                {"family": "Pipe", "given": "David", "suffix": "3rd"},
                {"literal": "Kettle Study Group"},
                {"family": "Théière", "given": "É."},
            ],
            "container-title": "Journal of kettles",
            "container-title-short": "J. Kettles",
            "issued": {"date-parts": [["1991", 11], [1991, 12]]},
            "volume": 12,
            "issue": "2 Suppl",
            "page": "S700-S706",
            "language": "fr",
            "note": "PMID: 30000001\nPMCID: PMC1234567",
            "DOI": "10.1000/KETTLE.12",
        }
    ]
)
ENTRY = {
    "type": "article-journal",
    "authors": [
        {"family": "van der Ketel", "given": "J-P M"},
        {"family": "Pipe", "given": "D", "suffix": "3rd"},
        "Kettle Study Group",
        {"family": "Théière", "given": "É"},
    ],
    "title": "Limescale, the time to boil and the age of the kettle: a study of 12 households",
    "title_is_translated": "true",
    "language": "fr",
    "journal": "J Kettles",
    "issued": "1991-11/1991-12",
    "volume": "12",
    "issue": "2 Suppl",
    "pages": "S700-6",
    "pmid": "30000001",
    "pmcid": "PMC1234567",
    "doi": "10.1000/KETTLE.12",
}


@pytest.mark.parametrize(("ending", "text"), [*zip(KINDS, (NBIB, RIS, BIB, CSL), strict=True)])
@pytest.mark.parametrize("name", ["ending", "content"])
def test_a_publication_is_the_same_from_every_kind_of_file(ending: str, text: str, name: str) -> None:
    """Told by its ending, or by its content where the ending says nothing."""
    intake = taken(ending if name == "ending" else "txt", text)
    # A title in another alphabet than the original's has no place in a pathway.
    assert said(intake) == (["22:7 import-field"] if ending == "nbib" else [])
    assert list(only(intake).items()) == list(ENTRY.items())
    assert intake.incoming[0].hints == (("Randomized Controlled Trial",) if ending == "nbib" else ())
    assert intake.incoming[0].entry.get("design") == ("randomised-trial" if ending == "nbib" else None)


@pytest.mark.parametrize("text", [NBIB, RIS, BIB, CSL], ids=KINDS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_encodings_and_line_ends(text: str, encoding: str, line_end: str) -> None:
    """Only what is in no Unicode is a guess, and that is said."""
    intake = import_file("new.txt", text.replace("\n", line_end).encode(encoding))
    assert only(intake) == ENTRY
    guessed = encoding == "cp1252" and not text.isascii()
    assert [code.split()[1] for code in said(intake) if code != "22:7 import-field"] == (["import-encoding"] if guessed else [])


# ── One field at a time ──


def nbib(**lines: str) -> str:
    """A record of PubMed's with these lines."""
    return "\n".join(["PMID- 1", *(f"{tag:4}- {text}" for tag, text in ({"TI": "Tea."} | lines).items())])


def ris(*lines: str, kind: str = "JOUR") -> str:
    """A record in RIS with these lines."""
    return "\n".join([f"TY  - {kind}", "TI  - Tea", *lines, "ER  - "])


def bib(fields: str, kind: str = "article") -> str:
    """An entry of BibTeX with these fields."""
    return f"@{kind}{{key, title={{Tea}}, {fields}}}"


def csl(**fields: Any) -> str:
    """An item of CSL-JSON with these fields."""
    return json.dumps({"type": "article-journal", "title": "Tea"} | {key.replace("_", "-"): value for key, value in fields.items()})


PEOPLE: list[tuple[str, str, list[dict[str, str] | str]]] = [
    ("nbib", nbib(FAU="Fleischer, Alan B Jr"), [{"family": "Fleischer", "given": "A B", "suffix": "Jr"}]),
    ("nbib", nbib(AU="ter Laak HJ"), [{"family": "ter Laak", "given": "H J"}]),
    ("nbib", nbib(AU="Pipe D 3rd"), [{"family": "Pipe", "given": "D", "suffix": "3rd"}]),
    ("nbib", nbib(AU="Plato"), [{"family": "Plato"}]),
    ("nbib", nbib(CN="Tea Group, Bern"), ["Tea Group, Bern"]),
    ("nbib", nbib(FAU="[No authors listed]"), []),
    ("ris", ris("AU  - Smith, J.P."), [{"family": "Smith", "given": "J P"}]),
    ("ris", ris("AU  - Smith, JP, Jr."), [{"family": "Smith", "given": "J P", "suffix": "Jr"}]),
    ("ris", ris("A1  - Smith,John", "A1  - Engelen, Baziel G. van"), [{"family": "Smith", "given": "J"}, {"family": "van Engelen", "given": "B G"}]),
    ("ris", ris("AU  - World Health Organization"), ["World Health Organization"]),
    ("ris", ris("AU  - Théière,"), [{"family": "Théière"}]),
    ("ris", ris("AU  - 山田, 太郎"), [{"family": "山田", "given": "太郎"}]),
    ("ris", ris("AU  - Anonymous"), []),
    ("bib", bib(r"author={{\O}stergaard, S{\o}ren and de la Ketel, Jr, Ana Mar{\'\i}a}"), [{"family": "Østergaard", "given": "S"}, {"family": "de la Ketel", "given": "A M", "suffix": "Jr"}]),
    ("bib", bib("author={{Barnes and Noble Group}}"), ["Barnes and Noble Group"]),
    ("bib", bib("author={Plato}"), [{"family": "Plato"}]),
    ("json", csl(author=[{"family": "de Gaulle", "given": "Charles"}, {"name": "Tea Club"}]), [{"family": "de Gaulle", "given": "C"}, "Tea Club"]),
    ("json", csl(author="Smith"), []),
    ("json", csl(author=[{"given": "Nobody"}, 7, None]), []),
]  # fmt: skip


@pytest.mark.parametrize(("ending", "text", "people"), PEOPLE)
def test_names(ending: str, text: str, people: list[dict[str, str] | str]) -> None:
    assert only(taken(ending, text)).get("authors", []) == people


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        ("nbib", nbib(AU="Smith J") + "\nAU  - et al."),
        ("ris", ris("AU  - Smith, J", "AU  - et al")),
        ("bib", bib("author={Smith, J and others}")),
        ("json", csl(author=[{"family": "Smith", "given": "J"}, {"literal": "et al."}])),
    ],
)
def test_others(ending: str, text: str) -> None:
    entry = only(taken(ending, text))
    assert entry["authors"] == [{"family": "Smith", "given": "J"}]
    assert entry["others"] == "true"


DATES = [
    ("nbib", nbib(DP="2004 Nov"), "2004-11"),
    ("nbib", nbib(DP="1993 Dec 30"), "1993-12-30"),
    ("nbib", nbib(DP="1998 Nov-1999 Jan"), "1998-11/1999-01"),
    ("nbib", nbib(DP="2008 Mar 15-30"), "2008-03-15/2008-03-30"),
    ("nbib", nbib(DP="2010 Nov 30-Dec 6"), "2010-11-30/2010-12-06"),
    ("nbib", nbib(DP="1999-2000"), "1999/2000"),
    ("nbib", nbib(DEP="20200114"), "2020-01-14"),
    ("ris", ris("PY  - 2004///"), "2004"),
    ("ris", ris("Y1  - 2004/11/05/"), "2004-11-05"),
    ("ris", ris("PY  - 2004", "DA  - 2004-11-5"), "2004-11-05"),
    ("ris", ris("PY  - 2004", "DA  - November 5, 2004"), "2004-11-05"),
    ("ris", ris("PY  - 2004", "DA  - 5 Nov"), "2004-11-05"),
    ("ris", ris("PY  - 2004", "DA  - 2003/12/30"), "2004"),
    ("bib", bib("year=2004, month=11"), "2004-11"),
    ("bib", bib("year={2004}, month={November}, day=5"), "2004-11-05"),
    ("bib", bib("year=1991, month={Nov--Dec}"), "1991-11/1991-12"),
    ("bib", bib("date={1991-11/1991-12}, year=1991"), "1991-11/1991-12"),
    ("json", csl(issued={"date-parts": [[2004, 1, 5]]}), "2004-01-05"),
    ("json", csl(issued={"raw": "2004 Nov"}), "2004-11"),
    ("json", csl(issued={"date-parts": [[None]]}), None),
]


@pytest.mark.parametrize(("ending", "text", "date"), DATES)
def test_dates(ending: str, text: str, date: str | None) -> None:
    intake = taken(ending, text)
    assert only(intake).get("issued") == date
    assert said(intake) == []


@pytest.mark.parametrize(
    ("ending", "text", "date"),
    [
        ("nbib", nbib(DP="2006 Spring"), "2006"),
        ("nbib", nbib(DP="2000 1st Quarter"), "2000"),
        ("ris", ris("PY  - 2006///Spring"), "2006"),
        ("bib", bib("year={2006a}"), "2006"),
        ("json", csl(issued={"date-parts": [[2006]], "season": "1"}), "2006"),
    ],
)
def test_what_a_date_loses_is_said(ending: str, text: str, date: str) -> None:
    intake = taken(ending, text)
    assert only(intake)["issued"] == date
    assert [found.code for found in intake.diagnostics] == ["import-date"]


TITLES = [
    ("nbib", nbib(TI="Is tea <i>in vitro</i> tea?"), "Is tea in vitro tea?", False),
    ("nbib", nbib(TI="Tea &amp; CO<sub>2</sub>, 10<sup>-6</sup> and x<sup>th</sup>."), "Tea & CO₂, 10⁻⁶ and xth", False),
    ("nbib", nbib(TI="[Tea and [sugar]]."), "Tea and [sugar]", True),
    ("nbib", nbib(TI="[Tea] and sugar."), "[Tea] and sugar", False),
    ("nbib", nbib(TI="Tea p &lt; 0.05 and q > 1."), "Tea p < 0.05 and q > 1", False),
    ("nbib", nbib(TI="Tea in the U.S."), "Tea in the U.S.", False),
    ("nbib", nbib(TI="And then ..."), "And then ...", False),
    ("bib", r"@article{a, title={{T}ea at 5\,\% \& {\L}{\'o}d{\'z}: $\alpha$-, $\beta_2$- and \emph{more}---{\textbf{tea}}}}", "Tea at 5 % & Łódź: α-, β₂- and more—tea", False),
    ("bib", r"@article{a, title={50 \unknown{x} \'}}", "50 \\unknownx \\'", False),
    ("json", csl(title='<span class="nocase">Tea</span> soft\u00adhyphen\u202e'), "Tea softhyphen", False),
    ("json", csl(title=["Tea", "Coffee"]), "Tea", False),
]  # fmt: skip


@pytest.mark.parametrize(("ending", "text", "title", "translated"), TITLES)
def test_titles(ending: str, text: str, title: str | None, translated: bool) -> None:
    entry = only(taken(ending, text))
    assert title is None or entry["title"] == title
    assert ("title_is_translated" in entry) == translated


FIELDS: list[tuple[str, str, dict[str, str]]] = [
    ("nbib", nbib(PG="899-920; quiz 921-2"), {"pages": "899-920; quiz 921-2"}),
    ("nbib", nbib(PG="e1042"), {"article_number": "e1042"}),
    ("nbib", nbib(PG="CD010908"), {"article_number": "CD010908"}),
    ("nbib", nbib(AID="10.1000/x [doi]"), {"doi": "10.1000/x"}),
    ("nbib", nbib(LA="eng"), {}),
    ("nbib", nbib(PL="England", TA="Lancet"), {"journal": "Lancet"}),
    ("nbib", nbib(BTI="Water.", FED="Pipe, D", PB="Tap", PL="Bern (CH)"), {"type": "chapter", "book_title": "Water", "publisher": "Tap", "place": "Bern (CH)"}),
    ("ris", ris("T2  - Water", "PB  - Tap", "CY  - Bern", "ET  - 3rd ed.", "VL  - 2", kind="CHAP"), {"type": "chapter", "book_title": "Water", "publisher": "Tap", "place": "Bern", "edition": "3rd ed.", "volume": "2"}),
    ("ris", ris("UR  - https://example.org/a", "UR  - https://pubmed.ncbi.nlm.nih.gov/123/", kind="ELEC"), {"type": "webpage", "url": "https://example.org/a", "pmid": "123"}),
    ("ris", ris("SP  - 12", "EP  - 12"), {"pages": "12"}),
    ("ris", ris("SP  - 1012-1020"), {"pages": "1012-20"}),
    ("ris", ris("SP  - 12-3"), {"pages": "12-3"}),
    ("ris", ris("AN  - 99", "DB  - Another"), {}),
    ("ris", ris("C7  - e12", "SP  - e12"), {"pages": "e12"}),
    ("bib", bib("booktitle={Water}, publisher={Tap \\& Sons}, address={Bern}, number=3", "incollection"), {"type": "chapter", "book_title": "Water", "publisher": "Tap & Sons", "place": "Bern"}),
    ("bib", bib("institution={Tea Office}", "techreport"), {"type": "report", "publisher": "Tea Office"}),
    ("bib", bib("url={https://example.org/~a_b}", "misc"), {"type": "webpage", "url": "https://example.org/~a_b"}),
    ("bib", bib("eprint={77}, eprinttype={pubmed}, eid={e7}"), {"pmid": "77", "article_number": "e7"}),
    ("json", csl(type="report", number="7", publisher="Tea Office"), {"type": "report", "publisher": "Tea Office"}),
    ("json", csl(number="e9", container_title="Kettles"), {"journal": "Kettles", "article_number": "e9"}),
]  # fmt: skip


@pytest.mark.parametrize(("ending", "text", "fields"), FIELDS)
def test_fields(ending: str, text: str, fields: dict[str, str]) -> None:
    entry = {key: value for key, value in only(taken(ending, text)).items() if key not in {"authors", "editors"}}
    if ending == "nbib":
        assert entry.pop("pmid") == "1"
    assert entry == {"type": "article-journal", "title": "Tea"} | fields


# ── What is wrong ──


# What must be said of each file in `imports`.
VERDICTS = [
    ("import-binary.bib", ["1:1 import-binary"]),
    ("import-character.bib", ["2:3 import-character"]),
    ("import-command.bib", ["2:3 import-command"]),
    ("import-date.nbib", ["3:7 import-date"]),
    ("import-duplicate.ris", []),
    ("import-empty.bib", ["1:1 import-empty"]),
    ("import-encoding.ris", ["3:9 import-encoding"]),
    ("import-field.bib", ["3:3 import-field"]),
    ("import-format.txt", ["1:1 import-format"]),
    ("import-left-out.bib", ["5:3 import-left-out"]),
    ("import-name.ris", ["3:7 import-name"]),
    ("import-status.nbib", ["3:7 import-status"]),
    ("import-syntax.bib", ["2:1 import-syntax"]),
    ("import-syntax.json", ["4:13 import-syntax"]),
    ("import-syntax.nbib", ["4:1 import-syntax"]),
    ("import-syntax.ris", ["5:1 import-syntax"]),
    ("import-title.nbib", ["5:1 import-title"]),
    ("import-type.ris", ["1:1 import-type"]),
]


@pytest.mark.parametrize("file", FAULTY, ids=lambda file: file.name)
def test_faulty_file_gets_its_verdict(file: Path) -> None:
    """A record with an error is not brought in; the others of its file are."""
    intake = import_file(file.name, file.read_bytes())
    assert said(intake) == dict(VERDICTS)[file.name]
    others = file.name in {"import-syntax.ris", "import-title.nbib"}
    assert bool(intake.incoming) == (others or all(found.severity.value == "warning" for found in intake.diagnostics))


def test_every_rule_of_imports_is_shown() -> None:
    """Two need a file of a size that has no place here, or a pathway; they are tried elsewhere."""
    shown = {file.name.rpartition(".")[0] for file in FAULTY}
    assert shown == {code for code in catalogue() if code.startswith("import-")} - {"import-large", "import-place"}


@pytest.mark.parametrize(
    "data",
    [
        b" " * (MAX_BYTES + 1),
        b"PMID- 1\nTI  - Tea\n\n" * (MAX_RECORDS + 1),
        b'[{"title": "Tea"}' + b', {"title": "Tea"}' * MAX_RECORDS + b"]",
    ],
    ids=["bytes", "records", "items"],
)
def test_what_is_too_much_is_refused(data: bytes) -> None:
    intake = import_file("new.txt", data)
    assert [found.code for found in intake.diagnostics if found.severity.value == "error"] == ["import-large"]
    assert intake.incoming == ()


@pytest.mark.sample(9)
@pytest.mark.parametrize(
    ("ending", "text"),
    [
        ("json", "[" * 100_000),
        ("json", '[{"a":' * 50_000 + "1" + "}]" * 50_000),
        ("json", '[{"title": "Tea", "volume": ' + "9" * 100_000 + "}]"),
        ("json", '[{"title": "\\ud800"}]'),
        ("bib", "@string{a = {xxxxxxxxxx}}" + "".join(f"@string{{{'a' * n}b = {'a' * n} # {'a' * n}}}@string{{{'a' * (n + 1)} = {'a' * n} # {'a' * n}}}" for n in range(1, 60))),
        ("bib", "@article{a, title={" + "{" * 100_000),
        ("bib", "@article{a, title={" + "{}" * 1_000_000 + "}}"),
        ("bib", "@article{a, title={Tea}, author={" + "{} and " * 100_000 + "}}"),
        ("bib", "@article{a, title={Tea}, author={" + "," * 100_000 + "}}"),
        ("bib", '@article{a, title="' + "{}" * 500_000),
        ("bib", "@" * 100_000),
        ("bib", "@article{a, title={" + "$" * 4_000 + "}}"),
        ("ris", "TY  - JOUR\nTI  - " + "tea " * 2_000_000 + "\nER  - "),
        ("ris", "TY  - JOUR\n" + "TI  - Tea\n" * 100_000 + "ER  - "),
        ("ris", "TY  - JOUR\nTI  - Tea\nDA  - " + "1/" * 2_000 + "\nER  - "),
        ("nbib", "PMID- 1\nTI  - Tea\n" + "      x\n" * 500_000),
        ("nbib", "PMID- 1\nTI  - " + "<i " * 1_600 + "\nDP  - " + "-" * 4_900),
        ("nbib", "PMID- 1\nTI  - " + "[" * 4_900 + "\nFAU - " + "A" * 100_000),
    ],
    ids=lambda value: value[:24],
)  # fmt: skip
def test_bombs_are_defused(ending: str, text: str) -> None:
    """Whatever its size or depth, a file ends in references or in an error at a place, and takes no time to speak of."""
    intake = taken(ending, text)
    assert intake.incoming or any(found.severity.value == "error" for found in intake.diagnostics)


PIECES = st.sampled_from(
    [NBIB, RIS, BIB, CSL, "TY  - JOUR\n", "ER  - \n", "TI  - ", "PMID- 1\n", "AU  - ", "@article{a,", "title={", "}", "{", "[", "]", '{"title":', '"', ",", ":", "\\", "$", "&#x0;", "<sup>", "\n", "\n\n", "\r", "\x85", "\x0c", "é", "\u202e", "\ud7ff"]
)  # fmt: skip


@given(
    st.sampled_from([*KINDS, "txt"]),
    st.one_of(
        st.binary(), st.lists(st.one_of(PIECES, st.text()), max_size=12).map(lambda parts: "".join(parts).encode("utf-8", "replace"))
    ),
)
@example("bib", rb"@article{a, title={\'}}")
def test_any_bytes_end_in_references_or_a_diagnostic(ending: str, data: bytes) -> None:
    """And what they bring is a reference that the format takes."""
    intake = import_file(f"new.{ending}", data)
    assert intake.incoming or intake.diagnostics
    for found in intake.diagnostics:
        assert found.span.line <= len(intake.source.lines)
    for incoming in intake.incoming:
        assert fits(incoming.entry)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "title",
                        "author",
                        "family",
                        "given",
                        "issued",
                        "date-parts",
                        "container-title",
                        "note",
                        "custom",
                        "pathway",
                        "language",
                        "page",
                    ]
                ),
                inner,
            )
        ),
    )
)
def test_any_json_ends_in_references_or_a_diagnostic(data: Any) -> None:
    intake = import_file("new.json", json.dumps(data).encode())
    assert intake.incoming or intake.diagnostics
    assert all(fits(incoming.entry) for incoming in intake.incoming)


def fits(entry: dict[str, Any]) -> bool:
    """Whether the smallest pathway takes a reference."""
    tree, _ = parse(Source("smallest", (HERE / "valid" / "smallest.yaml").read_text("utf-8")))
    assert tree
    data = to_data(tree)
    data["references"].append({"id": "new", **entry})
    return not isinstance(read_pathway(data), list)


# ── Against others, and against ourselves ──


def test_what_we_write_as_csl_json_comes_back() -> None:
    """All references of our pathway, with what the editors say of them; two keys are of no use elsewhere."""
    text = (HERE.parent / "pathway.yaml").read_text("utf-8")
    pathway, _ = read(Source("pathway.yaml", text))
    tree, _ = parse(Source("pathway.yaml", text))
    assert pathway
    assert tree
    intake = taken("json", json.dumps([csl_item(reference) for reference in pathway.references]))
    assert said(intake) == []
    held = [
        {key: value for key, value in entry.items() if key not in {"id", "source_number", "superseded_by"}}
        for entry in to_data(tree)["references"]
    ]
    assert [incoming.entry for incoming in intake.incoming] == held


def test_tags_are_read_as_other_readers_read_them() -> None:
    """References that nbib and rispy find in our examples, we find too."""
    (other,) = nbib_reader.read(NBIB.lstrip("\n"))
    found = only(taken("nbib", NBIB))
    assert str(other["pubmed_id"]) == found["pmid"]
    assert other["journal_abbreviated"] == found["journal"]
    assert f"[{found['title']}]." == other["title"]
    assert len([author for author in found["authors"] if not isinstance(author, str)]) == len(other["authors"])
    (record,) = rispy.loads(RIS)
    assert f"[{found['title']}]" == record["title"]
    assert len(found["authors"]) == len(record["authors"])
    assert record["volume"] == found["volume"]
