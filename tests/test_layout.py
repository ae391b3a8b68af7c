"""Layout that a text cannot keep: told where it begins, and let alone where readers lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compiler import compile_pathway
from generator.core.diagnostics import Diagnostic
from generator.core.source import Source
from test_syntax_errors import SMALLEST

SUMMARY = "  summary: How to ride on after a puncture."
SCOPE = "  scope: Tyres with an inner tube."
LIST, TABLE, PARAGRAPHS, LINES, REMARK = "this list", "this table", "these paragraphs", "these lines", "not a comment"

# (the text as it is written after its key, what is lost, the line of the text where that is reported; 0 is the line of the key)
LOST = [
    ("|\n    Points:\n    - age 65 or more: 1\n    - urea above 7: 1", LIST, 2),
    (">-\n    Points:\n    - age 65 or more: 1\n    - urea above 7: 1", LIST, 2),
    (">-\n    - one\n    - two", LIST, 1),
    ("|\n    Points:\n\n    - age\n    - urea", LIST, 3),
    ("|\n    Points:\n    - age", LIST, 2),
    ("|\n    Points:\n    - age that is\n      65 or more\n    - urea", LIST, 2),
    ("Points\n    - age\n    - urea", LIST, 1),
    ("Points\n    * age\n    * urea", LIST, 1),
    ('"Points:\n    - age\n    - urea"', LIST, 1),
    ("'Points:\n\n    - age\n    - urea'", LIST, 2),
    ('"Points:\\n- age\\n- urea"', LIST, 0),
    ('"Points: \u2022 age \u2022 urea"', LIST, 0),
    ("|\n    \u2022 age", LIST, 1),
    ("|\n    \u2013 age\n    \u2013 urea", LIST, 1),
    ("|\n    + age\n    + urea", LIST, 1),
    ("|\n    1. age\n    2. urea", LIST, 1),
    ("|\n    1) age\n    2) urea", LIST, 1),
    ("|\n    (1) age\n    (2) urea", LIST, 1),
    ("|\n    a) age\n    b) urea", LIST, 1),
    ("|\n    ii) age\n    iii) urea", LIST, 1),
    ("|\n    | Age | 1 |\n    |-----|---|\n    | Urea | 1 |", TABLE, 1),
    (">-\n    Age | 1\n    ----|--\n    Urea | 1", TABLE, 1),
    (">-\n    Age | 1\n    Urea | 1", TABLE, 1),
    ("|\n    Age\t1\n    Urea\t1", TABLE, 1),
    ("|\n    Age      1\n    Urea     1", TABLE, 1),
    ("|\n    One.\n\n    Two.", PARAGRAPHS, 3),
    (">-\n    One.\n\n    Two.", PARAGRAPHS, 3),
    ("One.\n\n    Two.", PARAGRAPHS, 2),
    ('"One.\\n\\nTwo."', PARAGRAPHS, 0),
    ("|\n    Age 65: 1\n    Urea: 1", LINES, 2),
    (">-\n    One\n    # two\n    three", REMARK, 2),
]
# Where paragraphs are kept, lines and paragraphs are not lost.
KEPT = {PARAGRAPHS, LINES}

FINE = [
    "|\n    A long line that an editor has wrapped at its margin because it was long,\n    so that the rest of it is here.",
    ">-\n    Wrapped text about IgG\n    IVIG is given.",
    "|\n    First do this.\n    Then do that.",
    "|\n    In a range from 5\n    - 10 mg a day",
    ">-\n    One\n    two",
    "One\n    two\n    three",
    '"One (1) and two (2) \u2022 three"',
    "'5 - 10 mg, a) or b)'",
    "|\n    One",
    "|\n    One\n\n\n",
    ">-\n    One\n\n\n",
    "A | B",
]


def _found(old: str, key: str, text: str, end: str = "\n") -> list[Diagnostic]:
    written = SMALLEST.replace(old, f"  {key}: {text}", 1).replace("\n", end)
    return list(compile_pathway(Source("p", written)).diagnostics)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "lost", "line"), LOST)
def test_layout_is_warned_of_where_it_begins(text: str, lost: str, line: int, end: str) -> None:
    (found,) = _found(SUMMARY, "summary", text, end)
    assert (found.code, found.span.line - SMALLEST[: SMALLEST.index(SUMMARY)].count("\n") - 1) == ("layout-in-text", line)
    assert lost in found.message
    assert "statement" in found.help or lost is REMARK


@pytest.mark.parametrize("text", FINE)
def test_text_that_loses_nothing_is_let_alone(text: str) -> None:
    assert _found(SUMMARY, "summary", text) == []
    assert _found(SCOPE, "scope", text) == []


@pytest.mark.parametrize(("text", "lost"), [(text, lost) for text, lost, _ in LOST])
def test_paragraphs_that_are_kept_are_let_alone(text: str, lost: str) -> None:
    """A list that YAML folds is lost there, too."""
    told = _found(SCOPE, "scope", text)
    assert not (lost in KEPT and told)
    assert all(one.code == "layout-in-text" for one in told)
    if lost is TABLE or (lost is LIST and text.startswith((">", "Points"))):
        assert told


@pytest.mark.parametrize("after", ["", "\n", "\n\n# end\n", "\n  # end"])
@pytest.mark.parametrize("header", ["|", ">-", "|+"])
def test_layout_is_seen_at_the_end_of_the_file(header: str, after: str) -> None:
    text = f"{SMALLEST.partition('cases:')[0].rstrip().removesuffix('}')}, note: ''}}".replace(
        "  - {id: manual, type: book, title: The cyclist's manual, note: ''}",
        f"  - id: manual\n    type: book\n    title: The cyclist's manual\n    note: {header}\n      - one\n      - two{after}",
    )
    found, note = compile_pathway(Source("p", text)).diagnostics
    assert (found.code, found.span.column, note.code) == ("layout-in-text", 7, "no-cases")


WORDS = st.text("abc ", min_size=1, max_size=30).map(str.strip).filter(bool)


@given(
    st.lists(WORDS, min_size=2, max_size=6), st.sampled_from(["- ", "* ", "\u2022 ", "1. ", "a) "]), st.sampled_from(["|", ">", "|-", ">+"])
)
def test_no_list_is_lost_in_silence(points: list[str], mark: str, header: str) -> None:
    lines = "\n".join(f"    {mark}{point}" for point in points)
    assert [one.code for one in _found(SUMMARY, "summary", f"{header}\n{lines}")] == ["layout-in-text"]


MARKUP = [
    ("## Dose", "## D"),
    ("# Dose", "# D"),
    ("Give ## Dose", "## D"),
    ("**Give** it", "**G"),
    ("__Give__ it", "__G"),
    ("Give *at once* now", "*at once*"),
    ("Give _at once_ now", "_at once_"),
    ("Give ~~never~~ now", "~~n"),
    ("See [this](https://example.org)", "](https://example.org)"),
    ("One<br>two", "<br>"),
    ("5&nbsp;mg", "&nbsp;"),
    ("5 &#8805; 4", "&#8805;"),
    ("No. # 5", ""),
    ("HLA-B*57:01 and HLA-B*58:01", ""),
    ("CYP2C9 *1/*2 and *3", ""),
    ("p < 0.05* and q*", ""),
    ("2 * 3 * 4", ""),
    ("anti_tif1_gamma and _x", ""),
    ("R&D; A & B", ""),
]


@pytest.mark.parametrize(("text", "markup"), MARKUP)
def test_markup_is_warned_of(text: str, markup: str) -> None:
    found = _found(SUMMARY, "summary", f"'{text}'")
    assert [one.code for one in found] == (["markup-in-text"] if markup else [])
    assert all(f"“{markup}”" in one.message for one in found)
