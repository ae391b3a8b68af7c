"""BibTeX as its users write it: LaTeX, fields and entries of every sort."""

import json
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.model import Reference
from generator.references import csl_item
from generator.references.export.bibtex import bibtex
from generator.references.importers import ImportResult, import_file
from generator.references.importers.ignored_fields import passed_over
from generator.references.importers.latex import address, decoded
from ours import PATHWAY

LATEX = [
    (r"Crohn{\textquoteright}s: {\textgreater}5 and {\textless}3 {\textmu}g p{\textless}0.05 37$^{\circ}$C \ensuremath{\alpha}", "Crohn’s: >5 and <3 µg p<0.05 37°C α"),
    (r"Effect of \mkbibemph{Salmonella} and \enquote{quoted \enquote{twice}} \mkbibquote{q}", "Effect of Salmonella and “quoted ‘twice’” “q”"),
    (r"Garc\'{\i}a na\"{\i}ve {\'\i} \'\i{} {\i} \^{\j}", "García naïve í í ı ĵ"),
    (r"\v{c} \k{a} \H{o} \r a \c c \u{g} \.z \d{s} \=a \~{n} \`e {\'E}", "č ą ő å ç ğ ż ṣ ā ñ è É"),
    (r"\o stergaard Sk\l odowska Stra\ss e {\ss} \aa{}ngstr{\"o}m \AE{} {\OE} {\L}{\'o}d{\'z}", "østergaard Skłodowska Straße ß åangström Æ Œ Łódź".replace("åang", "ång")),
    (r'M"uller M{"u}ller the "active" drug', 'Müller Müller the "active" drug'),
    (r"37$^\circ$C 37$^o$C 37\textdegree C 37\,\textcelsius{} 37 \degree C 37{\textdegree}", "37°C 37°C 37°C 37 °C 37 °C 37°"),
    (r"10$^{-6}$ H$_2$O H$_{2}$O Ca$^{2+}$ 10^{-6} CD4^+ x\textsuperscript{2} CO\textsubscript{2} gene_name", "10⁻⁶ H₂O H₂O Ca²⁺ 10⁻⁶ CD4⁺ x² CO₂ gene_name"),
    (r"2\textsuperscript{nd} T$_{max}$ Tea\textsuperscript{\textregistered} Tea$^{\textregistered}$ Tea$^{\mathrm{TM}}$ Tea\texttrademark{}", "2nd Tmax Tea® Tea® Tea™ Tea™"),
    (r"$p \leq 0.05$ $\geqslant5$ $\pm$ $\times$ $\sim$5 $\approx$ $n=5$ \(x\) $\infty$ $\rightarrow$", "p ≤ 0.05 ≥5 ± × ~5 ≈ n=5 x ∞ →"),
    (r"$\frac{1}{2}$ $\frac{a+b}{c}$ $\sqrt{2}$ $\mathbf{x}$ $\mathrm{TNF}\alpha$", "1/2 (a+b)/c √2 x TNFα"),
    (r"{$\beta$}-blocker TNF-$\alpha$ $\alpha $-synuclein \beta blocker \textbeta-blocker IL-1\textalpha{}", "β-blocker TNF-α α-synuclein β blocker β-blocker IL-1α"),
    ("costs $5 and $6, $5 alone, $x$ and \\$7", "costs $5 and $6, $5 alone, x and $7"),
    (r"50 \% of a \& b \# 1 \_ 2 \$ 5 \{x\} 60% \\ new", "50 % of a & b # 1 _ 2 $ 5 {x} 60% new"),
    ("``quoted'' `x' a--b a---b 5~mg a b", "“quoted” `x' a–b a—b 5 mg a b"),
    (r"\emph{a {\bf b} \textbf{c \textit{d}}} \textsc{E} {\em f} \MakeUppercase{g} \uline{h} \texttt{i}", "a b c d E f g h i"),
    (r"{{Capitals}} {A}nd {DNA} {{{deep}}}", "Capitals And DNA deep"),
    (r"{\noopsort{1973b}}Tea soft\-hyphen \SI{5}{\micro\gram} \num{7} 5\,mg 5\ mg", "Tea softhyphen 5 µg 7 5 mg 5 mg"),
    (r"{\textless}i{\textgreater}in vitro{\textless}/i{\textgreater} and {\textless}sup{\textgreater}2{\textless}/sup{\textgreater}", "in vitro and ²"),
    (r"a &amp; b {\&}amp; c \&lt; 5 &#945; &lt;i&gt;x&lt;/i&gt;", "a & b & c < 5 α x"),
    (r"\href{https://toys.example.org/a_b}{Bears} and \foreignlanguage{french}{ours} \textcolor{red}{r}", "Bears and ours r"),
    (r"\textquotedblleft a\textquotedblright{} {\textquoteleft}b{\textquoteright} {\guillemotleft}c{\guillemotright} \S 5 \copyright{} {\texteuro}5", "“a” ‘b’ «c» § 5 © €5"),
    (r"{{\{}IFN{\}}-$\gamma$ \{x\} 5 \mu g \textmu g $\mu$g}", "IFN-γ {x} 5 μg µg μg"),
    (r"$>$65, $<$5, $\sim$30\%, 3$'$, US$5/US$6, 5$\times$10$^3$, $p < .001$, $^{99m}$Tc, ${}^{18}$F, 37$^0$C", ">65, <5, ~30%, 3', US$5/US$6, 5×10³, p < .001, 99mTc, ¹⁸F, 37°C"),
    (r"p\hspace{0.167em}$\le$\hspace{0.167em}5 $\less$i$\greater$in vivo$\less$/i$\greater$ 5\sp{2} $\varDelta$ \upalpha{} \textcommabelow{s}", "p ≤ 5 in vivo 5² Δ α ș"),
    (r"a\linebreak b \qty[x]{5}{mg} \.{\i} $\overline{x}$ \ce{CO2}", "a b 5 mg i x CO2"),
    (r"Ren\'{e}e \'{\'e}", "Renée é́"),
]  # fmt: skip


def taken(text: str, name: str = "new.bib") -> ImportResult:
    """References from a file with this text."""
    return import_file(name, text.encode())


def said(intake: ImportResult) -> list[str]:
    """The diagnostics as `line code`."""
    return [f"{found.span.line} {found.code}" for found in intake.diagnostics]


def entries(text: str) -> list[dict[str, Any]]:
    """The references that a file brings, without a word said of it, and without what is the same for all."""
    intake = taken(text)
    assert said(intake) == []
    return [{key: value for key, value in incoming.entry.items() if key != "design"} for incoming in intake.incoming]


@pytest.mark.parametrize(("latex", "shown"), LATEX)
@pytest.mark.parametrize("field", ["title", "journal", "publisher", "edition"])
def test_latex_is_text_in_every_field(field: str, latex: str, shown: str) -> None:
    kind = "article" if field == "journal" else "book"
    fields = {"title": "Tea", field: f"{latex} end"}
    (entry,) = entries(f"@{kind}{{x, {', '.join(f'{name}={{{value}}}' for name, value in fields.items())}}}")
    assert entry[field] == f"{shown} end"


@pytest.mark.parametrize(
    ("latex", "shown", "commands"),
    [
        (r"5 \ug of tea", r"5 \ug of tea", r"\ug"),
        (r"\brand{Tea} and \brand{Rum}", "Tea and Rum", r"\brand"),
        (r"\begin{itemize}tea\end{itemize}", "tea", r"\begin{itemize}"),
        (r"tea \cite{x}", "tea x", r"\cite"),
        (r"$\backslash$textit{tea}", r"\textittea", r"\textit"),
        (r"tea \'", r"tea \'", r"\'"),
    ],
)
def test_what_stays_of_latex_is_said(latex: str, shown: str, commands: str) -> None:
    """A command with an argument gives its argument; one without stays, for it may be the unit of a dose."""
    intake = taken(f"@article{{x,\n  title={{{latex}}}}}")
    assert said(intake) == ["2 import-command"]
    assert commands in intake.diagnostics[0].message
    assert "“title”" in intake.diagnostics[0].message
    assert intake.incoming[0].entry["title"] == shown


@pytest.mark.parametrize(
    ("field", "written", "right"),
    [
        ("url", r"https://toys.example.org/a\_b\%20c{\_}d", "https://toys.example.org/a_b%20c_d"),
        ("doi", r"10.1000/978{\_}1", "10.1000/978_1"),
        ("doi", r"10.1002/(SICI)1097{\textless}1::AID-ART1{\textgreater}3.0.CO;2-X", "10.1002/(SICI)1097<1::AID-ART1>3.0.CO;2-X"),
        ("doi", r"https://doi.org/10.1000/978\_1", "10.1000/978_1"),
        ("url", r"\url{https://toys.example.org/ng3}", "https://toys.example.org/ng3"),
        ("url", r"\href{https://toys.example.org/ng3}{Bears}", "https://toys.example.org/ng3"),
        ("url", r"https://toys.example.org/\~{}u", "https://toys.example.org/~u"),
        ("url", r"https://toys.example.org/{\textasciitilde}u", "https://toys.example.org/~u"),
        ("url", r"https://toys.example.org/$\sim$u", "https://toys.example.org/~u"),
        ("url", r"https://toys.example.org/~u?a=1\&b=2{\&}c={\#}3", "https://toys.example.org/~u?a=1&b=2&c=#3"),
        ("url", "https://toys.example.org/a--b_c^d%20", "https://toys.example.org/a--b_c^d%20"),
        ("url", "https://toys.example.org/a\n   b", "https://toys.example.org/ab"),
    ],
)
def test_addresses_are_unescaped_and_no_latex(field: str, written: str, right: str) -> None:
    (entry,) = entries(f"@article{{x, title={{Tea}}, {field}={{{written}}}}}")
    assert entry[field] == right


ROE = {"family": "Roe", "given": "A"}
ARTICLE = {"type": "article-journal", "authors": [ROE], "title": "T", "journal": "J Toys", "issued": "2020"}
STRAY = """see me@example.org @ home
@comment{@book{b, title={B}}}
@comment{
@book{b, title={B}}
}
@preamble{{\\x}}
% @book{b, title={B}}
@article{x, author={Roe, A}, title={T}, journal={J Toys}, year=2020} @book{y, title={Y}} stray
"""
ENTRIES: list[tuple[str, list[dict[str, Any]]]] = [
    # Keys.
    ("@article{, author={Roe, A}, title={T}, journal={J Toys}, year=2020}", [ARTICLE]),
    ("@article{\n  author={Roe, A}, title={T}, journal={J Toys}, year=2020}", [ARTICLE]),
    ("@article{author={Roe, A}, title={T}, journal={J Toys}, year=2020}", [ARTICLE]),
    ("@article{Roe 2020, author={Roe, A}, title={T}, journal={J Toys}, year=2020}", [ARTICLE]),
    ("@article{10.1000/(x)1, author={Roe, A}, title={T}, journal={J Toys}, year=2020}", [ARTICLE]),
    ("@article{roe\n  author={Roe, A}, title={T}, journal={J Toys}, year=2020}", [ARTICLE]),
    # Fields.
    ("@ARTICLE{Roe2020,\nauthor={Roe, A. and Poe, B.},\ntitle={Scopus style},\njournal={J Toys},\nyear={2020},\nart_number={12},\nfunding_text 1={Grant},\n}",
     [{**ARTICLE, "authors": [ROE, {"family": "Poe", "given": "B"}], "title": "Scopus style", "article_number": "12"}]),
    ('@article(x, author = "Roe, A" title = {T} journal = {J } # {Toys}\n year = 2020,,)', [ARTICLE]),
    ("@article{x,\n  % a remark\n  author={Roe, A}, % another\n  title={T}, journal={J Toys}, year=2020}", [ARTICLE]),
    ("@string{jt = {J Toys}}\n@article{x, author={Roe, A}, title={T}, journal=JT, year=2020, month=sept}", [{**ARTICLE, "issued": "2020-09"}]),
    ("@article{x, author={Roe, A}, title={T}, journaltitle={J Toys}, date={2020}, pages=12--34, volume=4a}", [{**ARTICLE, "volume": "4a", "pages": "12-34"}]),
    ("@article{x, author={Roe, A}, title={T}, subtitle={The sequel}, journal={J Toys}, year=2020}", [{**ARTICLE, "title": "T: The sequel"}]),
    ("@article{x, author={Roe, A}, title={T}, title={T}, journal={J Toys}, year=2020, abstract={\\anything}}", [ARTICLE]),
    ("@article{x, author={Roe, A}, title={T}, journal={Journal of toys}, abbrev_source_title={J. Toys}, year=2020}", [ARTICLE]),
    ("@article{x, author={Roe, A}, title={T}, journal={J Toys}, year=2020, note={PMID: 123 PMCID: PMC9}}", [{**ARTICLE, "pmid": "123", "pmcid": "PMC9"}]),
    ("@article{x, author={Roe, A}, title={T}, journal={J Toys}, year=2020, eprint={2001.01234}, archiveprefix={arXiv}}", [{**ARTICLE, "url": "https://arxiv.org/abs/2001.01234"}]),
    ("@article{x, author={Roe, A}, title={T}, journal={J Toys}, year=2020, publisher={Toy Press}, address={London}, number={NA}, pages={-}}", [ARTICLE]),
    ("@article{x, author={Roe, A}, title={T}, journal={J Toys}, year=2020, pubmedid=7, doi={10.1000/x}, eprint={https://toys.example.org/a.pdf}, url={https://toys.example.org/a}}",
     [{**ARTICLE, "pmid": "7", "doi": "10.1000/x", "url": "https://toys.example.org/a"}]),
    # Entries.
    (STRAY, [ARTICLE, {"type": "book", "title": "Y"}]),
    ("@book{y, title={Y}}\n@book{y, title={Z}}", [{"type": "book", "title": "Y"}, {"type": "book", "title": "Z"}]),
    # Addresses in remarks.
    ("@misc{x, author={{National Toy Institute}}, title={Guideline on bears}, howpublished={\\url{https://toys.example.org/ng1}}, year=2019, note={Accessed 2020-02-03}}",
     [{"type": "webpage", "authors": ["National Toy Institute"], "title": "Guideline on bears", "issued": "2019", "url": "https://toys.example.org/ng1"}]),
    ("@misc{y, title={Guideline on hares}, note={\\url{https://toys.example.org/ng2}}, year=2019}", [{"type": "webpage", "title": "Guideline on hares", "issued": "2019", "url": "https://toys.example.org/ng2"}]),
    ("@online{z, title={Guideline on owls}, url={\\url{https://toys.example.org/ng3}}, year=2019}", [{"type": "webpage", "title": "Guideline on owls", "issued": "2019", "url": "https://toys.example.org/ng3"}]),
    ("@misc{x, title={Cats}, howpublished={Available at https://toys.example.org/a\\_b.}, note={[Online; accessed 3 May 2020]}}", [{"type": "webpage", "title": "Cats", "url": "https://toys.example.org/a_b"}]),
    # When a page was read: of no interest where it is no page.
    ("@online{z, title={Owls}, urldate={2020-05-03}}", [{"type": "webpage", "title": "Owls", "accessed": "2020-05-03"}]),
    ("@online{z, title={Owls}, accessed={3 May 2020}, timestamp={2020}}", [{"type": "webpage", "title": "Owls", "accessed": "2020-05-03"}]),
    ("@report{z, title={Owls}, urldate={2020-05-03T10:20:30Z}, lastchecked={2019}}", [{"type": "report", "title": "Owls", "accessed": "2020-05-03"}]),
    ("@article{x, author={Roe, A}, title={T}, journal={J Toys}, year=2020, urldate={2020-05-03}}", [ARTICLE]),
    ("@article{x, author={Roe, A}, title={T}, journal={J Toys}, year=2020, urldate={yesterday}}", [ARTICLE]),
    # Books.
    ("@book{x, author={Roe, A}, editor={Poe, B}, title={Book of bears}, booktitle={Book of bears}, publisher={Toy Press}, address={London}, year=2010}",
     [{"type": "book", "authors": [ROE], "title": "Book of bears", "editors": [{"family": "Poe", "given": "B"}], "publisher": "Toy Press", "place": "London", "issued": "2010"}]),
    ("@proceedings{x, booktitle={Bears}, location={London}, institution={Toys}}", [{"type": "book", "title": "Bears", "publisher": "Toys", "place": "London"}]),
    ("@inbook{x, author={Roe, A}, title={Book of bears}, pages={1--2}, year=2001}", [{"type": "book", "authors": [ROE], "title": "Book of bears", "issued": "2001", "pages": "1-2"}]),
    # Addresses that are numbers.
    ("@book{x, title={T}, url={https://doi.org/10.1000/X}, doi={10.1000/x}}", [{"type": "book", "title": "T", "doi": "10.1000/x"}]),
    ("@book{x, title={T}, url={https://pubmed.ncbi.nlm.nih.gov/12/ http://dx.doi.org/10.1000/x}, doi={10.1000/x}}", [{"type": "book", "title": "T", "pmid": "12", "doi": "10.1000/x"}]),
    # Inheritance.
    ("@incollection{x, author={Roe, A}, title={Ears}, crossref={y}, pages={1--9}}\n@book{y, editor={Poe, B}, title={Book of bears}, publisher={Toy Press}, year=2004}",
     [{"type": "chapter", "authors": [ROE], "title": "Ears", "book_title": "Book of bears", "editors": [{"family": "Poe", "given": "B"}], "publisher": "Toy Press", "issued": "2004", "pages": "1-9"},
      {"type": "book", "title": "Book of bears", "editors": [{"family": "Poe", "given": "B"}], "publisher": "Toy Press", "issued": "2004"}]),
    ("@inproceedings{x, title={Ears}, crossref={Y}, date=2005}\n@proceedings{y, title={Bears}, subtitle={A meeting}, year=2004, month=may, doi={10.1000/y}}",
     [{"type": "chapter", "title": "Ears", "book_title": "Bears: A meeting", "issued": "2005"}, {"type": "book", "title": "Bears: A meeting", "issued": "2004-05", "doi": "10.1000/y"}]),
    ("@article{x, author={Roe, A}, title={T}, xdata={y, z}}\n@xdata{y, journal={J Toys}, xdata={w}}\n@xdata{z, journal={Not}}\n@xdata{w, year=2020}", [ARTICLE]),
    ("@book{x, title={X}, crossref={y}}\n@book{y, title={Y}, crossref={x}, volume=3}", [{"type": "book", "title": "X", "volume": "3"}, {"type": "book", "title": "Y", "volume": "3"}]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right"), ENTRIES)
def test_bibtex_as_its_users_write_it(text: str, right: list[dict[str, Any]]) -> None:
    assert entries(text) == right


SMITH, DOE = {"family": "Smith", "given": "J R"}, {"family": "Doe", "given": "A"}


@pytest.mark.parametrize(
    ("authors", "people", "others"),
    [
        ("Smith, J. R. and Doe, A.", [SMITH, DOE], False),
        ("Smith JR and Doe A", [SMITH, DOE], False),
        ("Smith JR, Doe A", [SMITH, DOE], False),
        ("Smith JR, Doe A, et al.", [SMITH, DOE], True),
        ("Smith, J. R.; Doe, A.", [SMITH, DOE], False),
        ("Smith, J. R., Doe, A.", [SMITH, DOE], False),
        ("Smith, J. R. & Doe, A.", [SMITH, DOE], False),
        ("Smith, John Ray AND Doe, Ann and others", [SMITH, DOE], True),
        ("J. R. Smith and Ann Doe et al", [SMITH, DOE], True),
        ("van der Berg JW and Doe A", [{"family": "van der Berg", "given": "J W"}, DOE], False),
        ("Smith, Jr., J. R. and {Doe and Sons, Ltd}", [SMITH | {"suffix": "Jr"}, "Doe and Sons, Ltd"], False),
        (
            "{\\'{A}}vila, J. and Garc{\\'{\\i}}a-L{\\'{o}}pez, A.",
            [{"family": "Ávila", "given": "J"}, {"family": "García-López", "given": "A"}],
            False,
        ),
        ("Smith, J. R. and and Doe, A. and", [SMITH, DOE], False),
        ("Anonymous", [], False),
    ],
)
def test_lists_of_authors(authors: str, people: list[dict[str, str]], others: bool) -> None:
    (entry,) = entries(f"@book{{x, title={{T}}, author={{{authors}}}}}")
    assert entry.get("authors", []) == people
    assert entry.get("others", "") == ("true" if others else "")


@pytest.mark.parametrize(
    ("text", "titles", "verdict"),
    [
        ("@book{a, title={A}\n\n@book{b, title={B}}", ["B"], ["1 import-syntax"]),
        ("@book{a, title={A}}\n@book{b, title={B, year=2000}\n@book{c, title={C}}", ["A", "C"], ["2 import-syntax"]),
        ('@book{a, title="A}\n@book{b, title={B}}', ["B"], ["1 import-syntax"]),
        ("@book{a, title={A}}, year={2000}}\n@book{b, title={B}}", ["B"], ["1 import-syntax"]),
        ("@book{a, title {A}}\n@book{b, title={B}}", ["B"], ["1 import-syntax"]),
        ("@book a, title={A}}\n@book{b, title={B}}", ["B"], ["1 import-syntax"]),
        ("@book{a, title={A} year}\n@book{b, title={B}}", ["B"], ["1 import-syntax"]),
        ("@book{a, title={A}, title={B}}", ["A"], ["1 import-field"]),
        ("@article{a, title={A}, journal=toys}", ["A"], ["1 import-field"]),
        ("@incollection{a, title={A}, crossref={nobody}}", ["A"], ["1 import-field"]),
        ("@book{a,\n title={A},\n translator={Poe, B},\n editor={Doe, C},\n editortype={compiler}}", ["A"], ["3 import-field", "4 import-field", "5 import-field"]),
        ("@book{a, title={A}, booktitle={B}}", ["A"], ["1 import-field"]),
        ("@misc{a, title={A}, note={Seen by nobody}, howpublished={By post}}", ["A"], ["1 import-type", "1 import-field", "1 import-field"]),
        ("@misc{a, title={A}, url={https://a.example https://b.example}}", ["A"], ["1 import-field"]),
        ("@book{a, year=2000}\n@book{b, title={B}}", ["B"], ["1 import-title"]),
        ("@book{a, title={A \uf0b3 5}}\n@book{b, title={B}}", ["B"], ["1 import-character"]),
        ("@book{a, title={A}, author={R\ufffde, B}}\n@book{b, title={B}}", ["B"], ["1 import-character"]),
    ],
)  # fmt: skip
def test_one_bad_entry_does_not_cost_the_others(text: str, titles: list[str], verdict: list[str]) -> None:
    intake = taken(text)
    assert [incoming.entry["title"] for incoming in intake.incoming] == titles
    assert said(intake) == verdict


@pytest.mark.parametrize(
    ("character", "sign"),
    [
        ("\uf0b3", "≥"),
        ("\uf06d", "µ"),
        ("\uf0a3", "≤"),
        ("\x92", "’"),
        ("\x96", "–"),
        ("\ue000", ""),
        ("\uf0e6", ""),
        ("\ufffd", ""),
        ("\x02", ""),
    ],
)
@pytest.mark.parametrize("kind", ["bib", "ris", "nbib", "json"])
def test_a_lost_sign_is_never_dropped(character: str, sign: str, kind: str) -> None:
    """The record is refused, and the likely sign named; so it is in a name."""
    title = f"Tea {character} 50"
    text = {
        "bib": f"@book{{x, title={{{title}}}}}",
        "ris": f"TY  - BOOK\nTI  - {title}\nER  - ",
        "nbib": f"PMID- 1\nTI  - {title}",
        "json": json.dumps([{"title": title}]),
    }[kind]
    intake = taken(text, f"new.{kind}")
    assert intake.incoming == ()
    (found,) = [found for found in intake.diagnostics if found.code != "import-type"]
    assert found.code == "import-character"
    assert f"U+{ord(character):04X}" in found.message
    assert "“title”" in found.message
    assert ("probably meant as" in found.message) == bool(sign)
    assert sign in found.message


def test_what_nobody_sees_goes() -> None:
    assert entries("@book{x, title={Te\u200ba\xad and\u202e rum}}")[0]["title"] == "Tea and rum"


# ── What was in the file is in the pathway, or said ──

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=8).map(lambda word: f"q{word}q")
NAMES = """title subtitle journal journaltitle shortjournal booktitle booksubtitle maintitle series publisher institution organization school address
    location edition note howpublished chapter type translator editora venue eventtitle unknown remark titleaddon pubstate foo-bar two words""".split()
KINDS = "article book incollection inproceedings techreport misc online phdthesis manual dataset software".split()


@given(st.sampled_from(KINDS), st.dictionaries(st.sampled_from([*NAMES, "two words", "Unknown 1"]), WORDS, max_size=8), st.booleans())
@example("article", {"shortjournal": "qshortq", "journal": "qlongerq"}, True)
def test_each_field_of_bibtex_is_brought_in_or_named(kind: str, fields: dict[str, str], crossed: bool) -> None:
    """By its name and line; only longer and shorter names of one journal are taken for the same."""
    given_ = {"title": "qtitleq"} | fields
    if crossed:
        given_ |= {"xdata": "y"}
    lines = [f"@{kind}{{x,", *(f"  {name} = {{{value}}}," for name, value in given_.items()), "}", "@xdata{y, foo = {qinheritedq}}"]
    intake = taken("\n".join(lines))
    (incoming,) = intake.incoming
    held = json.dumps(incoming.entry)
    told = {(found.span.line, name) for found in intake.diagnostics for name in re.findall("“([^”]*)”", found.message)}
    journals = [value for name, value in given_.items() if "journal" in name]
    for line, (name, value) in enumerate(given_.items(), 2):
        if incoming.entry["type"] == "article-journal" and name in PUBLISHERS:
            continue
        if name != "xdata" and not (value in journals and any(other in held for other in journals)):
            assert value in held or (line, name.lower()) in told, (name, value)
    assert not crossed or (len(lines), "foo") in told


PUBLISHERS = {"publisher", "publisher-place", "institution", "organization", "school", "address", "location"}
CSL_NAMES = """title subtitle container-title collection-title publisher publisher-place edition volume issue page number note event event-title genre
    medium status version section unknown translator foo""".split()
CSL_KINDS = "article-journal book chapter report webpage thesis dataset".split()


@given(
    st.sampled_from(CSL_KINDS),
    st.dictionaries(
        st.sampled_from(CSL_NAMES), st.one_of(WORDS, WORDS.map(lambda word: [word]), WORDS.map(lambda word: [{"family": word}])), max_size=8
    ),
)
def test_each_field_of_csl_json_is_brought_in_or_named(kind: str, fields: dict[str, Any]) -> None:
    item = {"type": kind} | fields | {"title": "qtitleq"}
    intake = taken(json.dumps([item]), "new.json")
    (incoming,) = intake.incoming
    held = json.dumps(incoming.entry)
    told = {name for found in intake.diagnostics for name in re.findall("“([^”]*)”", found.message)}
    for name, value in item.items():
        (word,) = re.findall("q[a-z]+q", json.dumps(value)) or [""]
        assert word in held or name in told or (incoming.entry["type"] == "article-journal" and name in PUBLISHERS), (name, value)


def test_only_what_is_not_about_the_publication_is_passed_over() -> None:
    """And none of it is what a pathway has a key for."""
    kept = {"title", "journal", "booktitle", "year", "author", "editor", "doi", "url", "note", "series", "translator", "number", "type"}
    assert not {name for name in kept if passed_over(name)}
    assert all(map(passed_over, ["abstract", "keywords", "file", "bdsk-url-1", "mendeley-tags", "funding_text 12", "timestamp"]))


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [*r"\{}$^_~%&#\"'`", "\\'", "\\textbf", "\\frac", "\\begin{x}", "\\end{x}", "\\(", "\\)", "\\url", "--", "a", " "]
            ),
            st.text(max_size=3),
        ),
        max_size=30,
    ).map("".join)
)
@example("\\" * 4_999)
@example("{" * 2_500 + "}" * 2_499)
@example("\\frac" * 900)
@example("\\'" * 2_400)
@example("$" * 4_998)
@example("\\(" * 2_400)
@example("\\begin{x}" * 500)
@example("x^" * 2_400)
@example("{\\a " * 1_200)
def test_any_text_is_decoded(text: str) -> None:
    """Whatever it is; and an address is unescaped."""
    assert isinstance(decoded(text).text, str)
    assert isinstance(address(text), str)


@pytest.mark.parametrize("text", ["@a{b,c={" * 20_000, "\n@comment{" * 20_000, "\n@a{b,c={" * 10_000, "@article{a " * 20_000, "@a{" + "x " * 100_000, "@a{b, " + "x " * 100_000, "%" * 200_000, "@a{b," + " %\n" * 100_000, "@a{b, c=" + "d#" * 50_000])  # fmt: skip
def test_long_faults_take_no_time_to_speak_of(text: str) -> None:
    assert taken(text).diagnostics


def test_what_we_write_as_bibtex_comes_back() -> None:
    """All references of our pathway, but for what the editors say of them."""
    found = entries("\n".join(bibtex(reference) for reference in PATHWAY.references))
    again = [Reference.model_validate({"id": reference.id, **entry}) for reference, entry in zip(PATHWAY.references, found, strict=True)]
    ours = {"custom", "note"}
    for one, other in zip(map(csl_item, PATHWAY.references), map(csl_item, again), strict=True):
        assert {key: value for key, value in one.items() if key not in ours} == {
            key: value for key, value in other.items() if key not in ours
        }
