"""RIS and NBIB as their users have them: what is in a file is in the reference, or named with its line."""

import json
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.references.importers import ImportResult, import_file


def taken(text: str, name: str = "new.ris") -> ImportResult:
    """The intake of a file with this text."""
    return import_file(name, text.encode())


def said(intake: ImportResult) -> list[str]:
    """The diagnostics as `line code`."""
    return [f"{found.span.line} {found.code}" for found in intake.diagnostics]


def held(intake: ImportResult) -> list[dict[str, Any]]:
    """The references that a file brings, without what is the same for all."""
    return [{key: value for key, value in new.entry.items() if key != "type" or value != "article-journal"} for new in intake.incoming]


ROE, POE, DOE = {"family": "Roe", "given": "A B"}, {"family": "Poe", "given": "C"}, {"family": "van der Doe", "given": "E"}
TEA = {"authors": [ROE], "title": "Tea", "journal": "J Toys", "issued": "2019"}
REST = "T2  - J Toys\nPY  - 2019\nER  - \n"


@pytest.mark.parametrize(
    ("text", "right", "verdict"),
    [
        # Records without a type, with a late one, and lines that belong to none.
        ("AU  - Roe, A B\nTI  - Tea\n" + REST, [TEA], ["1 import-type"]),
        ("AU  - Roe, A B\nTI  - Tea\nTY  - JOUR\n" + REST, [TEA], []),
        ("AU  - Roe, A B\nTY  - JOUR\nTI  - Tea\n" + REST, [TEA], []),
        ("AU  - Roe, A B\nTI  - Tea\nTY  - JOUR\n" + REST + "\nAU  - Poe, C\nTI  - Water\nTY  - JOUR\n" + REST, [TEA, TEA | {"authors": [POE], "title": "Water"}], []),
        ("TY  - JOUR\nAU  - Roe, A B\nTI  - Tea\n" + REST + "UR  - https://example.org/tea\nTY  - JOUR\nTI  - Water\nER  - \n", [TEA, {"title": "Water"}], ["7 import-field"]),
        ("UR  - https://example.org/tea\n\nTY  - JOUR\nAU  - Roe, A B\nTI  - Tea\n" + REST, [TEA], ["1 import-field"]),
        ("AU  - Poe, C\nTY  - JOUR\nAU  - Roe, A B\nTI  - Tea\n" + REST, [TEA], ["1 import-field"]),
        ("AU  - Poe, C\nTI  - Water\n\nTY  - JOUR\nAU  - Roe, A B\nTI  - Tea\n" + REST, [TEA], ["1 import-syntax"]),
        ("TI  - Water\nTY  - JOUR\nTI  - Tea\nAU  - Roe, A B\n" + REST, [TEA], ["1 import-syntax"]),
        ("A letter\nTY  - JOUR\nAU  - Roe, A B\nTI  - Tea\n" + REST, [TEA], ["1 import-field"]),
        ("Provider: Toys\nContent: text/plain; charset=UTF-8\nTY  - JOUR\nAU  - Roe, A B\nTI  - Tea\n" + REST, [TEA], []),
        ("TY - JOUR\nAU - Roe, A B\nTI - Tea\nT2 - J Toys\nPY - 2019\nER -\n", [TEA], []),
        # Lines without a tag go on with a text, and with nothing else.
        ("TY  - JOUR\nAU  - Roe, A B\nTI  - Tea\n  and water\n" + REST, [TEA | {"title": "Tea and water"}], []),
        ("TY  - JOUR\nAU  - Roe, A B\nTI  - Tea\nAB  - One.\n\nTwo.\n" + REST, [TEA], []),
        ("TY  - JOUR\nAU  - Roe, A B\nUR  - https://example.org/a\nLink:  https://example.org/b\nTI  - Tea\n" + REST, [TEA | {"url": "https://example.org/a"}], ["4 import-field"]),
        ("TY  - JOUR\nAU  - Roe, A B\nTI  - Tea\nDO  - 10.1000/1\nlost\n" + REST, [TEA | {"doi": "10.1000/1"}], ["5 import-field"]),
    ],
)  # fmt: skip
def test_records_of_ris(text: str, right: list[dict[str, Any]], verdict: list[str]) -> None:
    """A line directly behind a record may be of that one or of the next, so it is of neither."""
    intake = taken(text)
    assert (held(intake), said(intake)) == (right, verdict)


@pytest.mark.parametrize("name", ["new.ris", "new.nbib", "new.txt"])
@pytest.mark.parametrize(
    ("text", "journal"),
    [
        ("C1  - 1\nAU  - Roe, Ann\nTI  - Tea\nJO  - J Toys\nER  - \n", "J Toys"),
        ("PMID- 1\nAU  - Roe, Ann\nTI  - Tea\nTA  - J Toys\n", "J Toys"),
        ("OWN - NLM\nTI  - Tea\nAU  - Roe, Ann\nTA  - J Toys\n", "J Toys"),
    ],
)
def test_a_file_is_read_as_what_it_is(name: str, text: str, journal: str) -> None:
    (incoming,) = taken(text, name).incoming
    assert incoming.entry["journal"] == journal
    assert incoming.entry["authors"] == [{"family": "Roe", "given": "A"}]


@pytest.mark.parametrize(
    ("lines", "people", "clear"),
    [
        (["Roe AB", "Poe C"], [ROE, POE], True),
        (["Roe A.B.", "van der Doe E."], [ROE, DOE], True),
        (["Roe, A.B.; Poe, C.; van der Doe, E."], [ROE, POE, DOE], True),
        (["Roe AB, Poe C"], [ROE, POE], True),
        (["Roe, A.B., Poe, C."], [ROE, POE], True),
        (["Roe, A.B. and Poe, C."], [ROE, POE], True),
        (["A. B. Roe", "C. Poe"], [ROE, POE], True),
        (["Roe AB Jr", "Roe, A. B., Jr."], [ROE | {"suffix": "Jr"}] * 2, True),
        (["De La Cruz M A"], [{"family": "De La Cruz", "given": "M A"}], True),
        (["Roe AB", "et al."], [ROE], True),
        (["World Health Organization", "NICE", "Diabetes UK"], ["World Health Organization", "NICE", "Diabetes UK"], True),
        (["Taskin, E", "Forcellini, A", "Board, J", "Trust V", "Royall B", "Group, A"], [{"family": family, "given": given} for family, given in (("Taskin", "E"), ("Forcellini", "A"), ("Board", "J"), ("Trust", "V"), ("Royall", "B"), ("Group", "A"))], True),
        (["World Health Organization, Geneva", "Royal College of Toys", "Working Party on Toys"], ["World Health Organization, Geneva", "Royal College of Toys", "Working Party on Toys"], True),
        (["Tea Society, London"], ["Tea Society, London"], True),
        (["Barnes and Noble Group"], ["Barnes and Noble Group"], True),
        (["Ann Roe"], ["Ann Roe"], False),
        (["山田太郎"], ["山田太郎"], True),
    ],
)  # fmt: skip
def test_authors_as_databases_write_them(lines: list[str], people: list[dict[str, str]], clear: bool) -> None:
    """Where a name may be that of a person or of a body, it says so."""
    intake = taken("\n".join(["TY  - JOUR", *(f"AU  - {name}" for name in lines), "TI  - Tea", "ER  - "]))
    assert intake.incoming[0].entry["authors"] == people
    assert said(intake) == ([] if clear else ["2 import-name"])


@pytest.mark.parametrize(
    ("kind", "lines", "right", "verdict"),
    [
        ("JOUR", "T2  - TOYS AND GAMES\nJI  - Toys Games\nJ9  - TOYS GAMES", {"journal": "Toys Games"}, []),
        ("JOUR", "JO  - Toys and games\nJF  - Toys and games", {"journal": "Toys and games"}, []),
        ("JOUR", "J2  - Toys and games\nT2  - Toys Games", {"journal": "Toys Games"}, []),
        ("JOUR", "JO  - TOYS GAMES\nJF  - Toys and games", {"journal": "Toys and games"}, []),
        ("JOUR", "JO  - TOYS\nJF  - Toys and games", {"journal": "TOYS"}, []),
        ("JOUR", "SO  - Toys\nYR  - 2020\nNO  - 3\nPG  - 100-110\nXR  - 1\nUS  - https://example.org/a\nDOI - 10.1000/1", {"journal": "Toys", "issued": "2020", "issue": "3", "pages": "100-10", "doi": "10.1000/1", "url": "https://example.org/a"}, []),
        ("BOOK", "PU  - TOY PRESS\nPI  - LONDON\nPA  - 1 Toy St", {"type": "book", "publisher": "TOY PRESS", "place": "LONDON"}, []),
        ("JOUR", "PY  - 2020/03/05/Mar2020", {"issued": "2020-03-05"}, []),
        ("JOUR", "CP  - 3", {"issue": "3"}, []),
        ("JOUR", "CP  - 9th International Conference on Toys", {}, ["3 import-field"]),
        ("JOUR", "CP  - 2 Suppl 1", {"issue": "2 Suppl 1"}, []),
        ("JOUR", "ET  - 2019/03/05\nPY  - 2020", {"issued": "2020"}, []),
        ("JOUR", "ET  - 2019/03/05", {"issued": "2019-03-05"}, []),
        ("JOUR", "ET  - second", {}, ["3 import-field"]),
        ("BOOK", "ET  - 2nd", {"type": "book", "edition": "2nd"}, []),
        ("JOUR", "C5  - 30000001\nDB  - Embase\nDB  - Medline", {"pmid": "30000001"}, []),
        ("JOUR", "C5  - 30000001", {}, ["3 import-field"]),
        ("JOUR", "C5  - 30000001\nDB  - Embase\nU2  - L200000001\nN1  - L200000001\n2020-03-05", {"pmid": "30000001"}, []),
        ("JOUR", "C2  - 30000001\nDB  - Scopus\nN1  - Export Date: 12 March 2021; Cited By: 14", {"pmid": "30000001"}, []),
        ("JOUR", "N1  - <p>PMID: 30000001\nPMCID: PMC123</p>", {"pmid": "30000001", "pmcid": "PMC123"}, []),
        ("JOUR", "UR  - https://example.org/a U2  - L2000", {"url": "https://example.org/a"}, []),
        ("JOUR", "AN  - L200\nDB  - Embase", {}, []),
        ("JOUR", "N1  - PMID: 30000001", {"pmid": "30000001"}, []),
        ("JOUR", "N1  - doi: 10.1000/1", {"doi": "10.1000/1"}, []),
        ("JOUR", "N1  - Read by the board", {}, ["3 import-field"]),
        ("JOUR", "UR  - https://example.org/a\nUR  - https://example.org/b", {"url": "https://example.org/a"}, ["4 import-field"]),
        ("JOUR", "SP  - No-Specified", {}, ["3 import-left-out"]),
        ("JOUR", "SP  - N.PAG\nEP  - N.PAG", {}, ["3 import-left-out"]),
        ("JOUR", "SP  - 169\nEP  - +", {"pages": "169+"}, []),
        ("JOUR", "SP  - n/a", {}, []),
        ("JOUR", "VL  - ahead-of-print\nIS  - ahead-of-print", {}, ["3 import-left-out", "4 import-left-out"]),
        ("JOUR", "VL  - 12\nTI  - Another", {"volume": "12"}, ["4 import-field"]),
        ("JOUR", "T1  - Tea.", {}, []),
        ("CONF", "BT  - Toy Congress", {"type": "chapter", "book_title": "Toy Congress"}, []),
        ("CPAPER", "T2  - Toy Congress", {"type": "chapter", "book_title": "Toy Congress"}, []),
        ("CONF", "CP  - Toy Congress", {"type": "chapter", "book_title": "Toy Congress"}, []),
        ("CONF", "PB  - Toy Press", {"type": "report", "publisher": "Toy Press"}, ["1 import-type"]),
        ("CHAP", "BT  - Toys\nT3  - A series", {"type": "chapter", "book_title": "Toys"}, ["4 import-field"]),
        ("JOUR", "M3  - Randomized Controlled Trial", {"design": "randomised-trial", "design_basis": "database"}, []),
        ("ELEC", "Y2  - 2020/05/03/", {"type": "webpage", "accessed": "2020-05-03"}, []),
        ("ELEC", "Y2  - 2020/05/03/10:20:30", {"type": "webpage", "accessed": "2020-05-03"}, []),
        ("RPRT", "Y2  - 2020/05//", {"type": "report", "accessed": "2020-05"}, []),
        ("ELEC", "Y2  - May, a Sunday", {"type": "webpage"}, ["3 import-left-out"]),
        ("JOUR", "Y2  - 2020/05/03/", {}, []),
        ("JOUR", "M3  - Poem", {}, ["3 import-field"]),
        ("JOUR", "ER  - \nEF  - ", {}, []),
        ("JOUR", "AB  - Tea\nKW  - Tea\nSN  - 1234-5678\nL1  - tea.pdf", {}, []),
    ],
)  # fmt: skip
def test_fields_of_ris(kind: str, lines: str, right: dict[str, str], verdict: list[str]) -> None:
    intake = taken(f"TY  - {kind}\nTI  - Tea\n{lines}\nER  - \n")
    assert held(intake) == [{"title": "Tea"} | right]
    assert said(intake) == verdict


@pytest.mark.parametrize(
    ("lines", "right", "verdict"),
    [
        ("RIN - J Toys. 2020 Jan;6(1):9. PMID: 3", {"retracted": "2020-01"}, []),
        ("PT  - Retracted Publication\nRIN - J Toys. 2020 Jan 5;6(1):9.", {"retracted": "2020-01-05"}, []),
        ("EIN - J Toys. 2019 Dec;5(5):200", {"corrected": "2019-12"}, []),
        ("EIN - J Toys. 2019 Dec;5(5):200\nEIN - J Toys. 2021;7(5):200", {"corrected": "2021"}, []),
        ("EIN - J Toys 2000. 2019 Nov-Dec;5(5):200", {"corrected": "2019-11"}, []),
        ("EIN - J Toys", {}, ["3 import-status"]),
        ("PT  - Retracted Publication", {}, ["3 import-status"]),
        ("ECI - J Toys. 2020 Jan;6(1):9.", {}, ["3 import-status"]),
        ("UIN - J Toys. 2020 Jan;6(1):9.", {}, ["3 import-field"]),
        ("PT  - Journal Article\nPT  - Randomized Controlled Trial\nPT  - Comparative Study", {"design": "randomised-trial"}, []),
        ("PT  - Controlled Clinical Trial", {"design": "controlled-trial"}, []),
        ("PT  - Meta-Analysis\nPT  - Review", {"design": "meta-analysis"}, []),
        ("PT  - Meta-Analysis\nPT  - Systematic Review", {"design": "systematic-review"}, []),
        ("PT  - Consensus Development Conference, NIH\nPT  - Review", {"design": "consensus"}, []),
        ("PT  - Systematic Review\nPT  - Review", {"design": "systematic-review"}, []),
        ("PT  - Case Reports", {"design": "case-report"}, []),
        ("PT  - Practice Guideline", {"design": "guideline"}, []),
        ("PT  - Clinical Trial, Phase II", {}, []),
        ("PL  - England", {}, []),
        ("LA  - eng\nLA  - fre", {}, ["4 import-field"]),
        ("LID - e1042 [pii]", {"article_number": "e1042"}, []),
        ("TT  - Le thé", {}, ["3 import-field"]),
        ("CTI - A collection", {}, ["3 import-field"]),
        ("AB  - Text\nMH  - Tea\nGR  - 1/2\nCIN - J Toys. 2020;1:1\nSI  - Toys/1", {}, ["7 import-field"]),
    ],
)
def test_fields_of_nbib(lines: str, right: dict[str, str], verdict: list[str]) -> None:
    """Retraction, correction and type of publication come in, or a diagnostic names them."""
    intake = taken(f"PMID- 1\nTI  - Tea.\n{lines}\n", "new.nbib")
    proposed = {"design_basis": "database"} if "design" in right else {}
    assert held(intake) == [{"title": "Tea", "pmid": "1"} | right | proposed]
    assert said(intake) == verdict


def test_a_title_that_was_never_translated() -> None:
    assert held(taken("PMID- 1\nTI  - [Not Available].\nTT  - Le thé.\n", "new.nbib")) == [{"title": "Le thé", "pmid": "1"}]


# ── What was in the file is in the pathway, or said ──

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=8).map(lambda word: f"q{word}q")
RIS_TAGS = """T1 T2 T3 CT BT JO JF JA J2 JI J9 AU A1 A2 A3 A4 ED PB CY PP VL IS CP ET SP EP PY Y1 DO UR L2 L3 LK M1 M2 M3 N1 NO C1 C2 C3 C5 C7 U1 U2
    LA SE TT OP NV RI ZZ XX""".split()
RIS_PASSED = "AB N2 KW SN AD ID DB AN AV L1 L4 LB RN ST Y2 CA CN".split()
JOURNALS = {"T2", "JO", "JF", "JA", "J2", "JI", "J9"}
DATES = {"PY", "Y1"}


@given(
    st.sampled_from("JOUR BOOK CHAP CONF RPRT ELEC THES".split()),
    st.lists(st.tuples(st.sampled_from(RIS_TAGS), WORDS), max_size=10),
)
@example("JOUR", [("JI", "qshortq"), ("T2", "qlongq")])
@example("CHAP", [("T2", "qbookq"), ("BT", "qotherq")])
def test_each_line_of_ris_is_brought_in_or_named(kind: str, lines: list[tuple[str, str]]) -> None:
    """By its tag and line; only longer and shorter names of one journal are taken for the same, and so are two dates."""
    intake = taken("\n".join([f"TY  - {kind}", "TI  - qtitleq", *(f"{tag}  - {value}" for tag, value in lines), "ER  - "]))
    (incoming,) = intake.incoming
    content = json.dumps(incoming.entry)
    told = {(found.span.line, value) for found in intake.diagnostics for value in re.findall("q[a-z]+q", found.message)}
    alike = [values for group in (JOURNALS, DATES) if (values := [value for tag, value in lines if tag in group])]
    for line, (tag, value) in enumerate(lines, 3):
        same = next((values for values in alike if value in values), [value])
        publisher = incoming.entry["type"] == "article-journal" and tag in {"PB", "CY", "PP"}
        seen = any(other in content or any(other == name for _, name in told) for other in same)
        assert seen or publisher or (line, value) in told, (tag, value)


NBIB_TAGS = "TI BTI TT CTI VTI TA JT DP DEP VI IP PG LA EN PB PL GN SI UIN RPI RRI AU FAU CN ED FED ZZ QQQ".split()

NBIB_GROUPS = tuple(map(frozenset, ({"TA", "JT"}, {"DP", "DEP"}, {"AU", "FAU"}, {"ED", "FED"})))


@given(st.lists(st.tuples(st.sampled_from(NBIB_TAGS), WORDS), max_size=10))
@example([("BTI", "qbookq"), ("PL", "qbernq"), ("PL", "qbaselq")])
def test_each_line_of_nbib_is_brought_in_or_named(lines: list[tuple[str, str]]) -> None:
    """But for names in short beside those in full, and the country of a journal."""
    intake = taken("\n".join(["PMID- 1", "TI  - qtitleq", *(f"{tag:4}- {value}" for tag, value in lines)]), "new.nbib")
    (incoming,) = intake.incoming
    content = json.dumps(incoming.entry)
    told = {(found.span.line, value) for found in intake.diagnostics for value in re.findall("q[a-z]+q", found.message)}
    for line, (tag, value) in enumerate(lines, 3):
        group = next((group for group in NBIB_GROUPS if tag in group), frozenset())
        same = [value, *(other for name, other in lines if name in group)]
        seen = any(other in content or any(other == known for _, known in told) for other in same)
        passed = incoming.entry["type"] == "article-journal" and tag in {"PL", "PB"}
        assert seen or passed or (line, value) in told, (tag, value)


@pytest.mark.parametrize("tag", RIS_PASSED)
def test_what_is_not_about_the_publication_is_passed_over(tag: str) -> None:
    assert said(taken(f"TY  - JOUR\nTI  - Tea\n{tag}  - what it is\nER  - \n")) == []
