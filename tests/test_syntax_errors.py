"""Unreadable YAML: reported as the author's slip, in our words, where she made it."""

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

import generator.parsing
from generator.compiler import compile_pathway
from generator.core.diagnostics import Diagnostic, catalogue, variants
from generator.core.source import Source
from generator.parsing import parse, remarks, to_data

BEARS = (Path(__file__).parent / "valid" / "bears.yaml").read_text("utf-8")
SMALLEST = (Path(__file__).parent / "valid" / "smallest.yaml").read_text("utf-8")
LOADERS = [yaml.CSafeLoader, yaml.SafeLoader]

# The form of “yaml-syntax”, a text with the slip, where it is reported, and what is offered instead.
SLIPS = [
    ("curly-quotes", "a:\n  title: “One: two”\n  b: c\n", "2:10", 'title: "One: two"'),
    ("curly-quotes", "a: {b: “c: d”, e: f}\n", "1:8", '"c: d"'),
    ("conflict", "a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> theirs\n", "2:1", None),
    ("conflict", "a: >-\n  b\n<<<<<<< HEAD\n  d\n=======\n  e\n>>>>>>>\n", "3:1", None),
    ("conflict", "<<<<<<< HEAD\na: b\n", "1:1", None),
    ("colon-in-text", "a: One: two\n", "1:4", 'a: "One: two"'),
    ("colon-in-text", 'a: One "1": two\n', "1:4", "a: 'One \"1\": two'"),
    ("colon-in-text", "a: b:\n", "1:4", 'a: "b:"'),
    ("unclosed-quote", 'a: "b\nc: d\ne: f\n', "1:4", "'\"b'"),
    ("unclosed-quote", "a: 'tis so\nc: d\n", "1:4", '"\'tis so"'),
    ("unclosed-quote", 'a: "b\nc: d\ne: "f g"\nh: i\n', "1:4", None),
    ("unclosed-quote", 'a: "b\nc: d\ne: f"\nh: i\n', "1:4", None),
    ("unclosed-quote", "a: 'b\nc: d\ne: it's so\nh: i\n", "1:4", None),
    ("unclosed-quote", 'a:\n  - {b: "c, d: e}\n  - {b: "c", d: e}\n', "2:9", "'\"c'"),
    ("unclosed-quote", "a: 'b\n" + "c: d\n" * 150 + "e: it's so\n", "1:4", None),
    ("unclosed-quote", 'a: "b\n---\nc: d\n', "1:4", None),
    ("unclosed-quote", '"a: b\nc: d"\n', "1:1", None),
    ("text-after-quote", "a: 'Crohn's disease'\n", "1:11", 'a: "Crohn\'s disease"'),
    ("text-after-quote", 'a: "Best" way\n', "1:11", "a: '\"Best\" way'"),
    ("text-after-quote", "a: ['Crohn's disease', b]\n", "1:12", '"Crohn\'s disease"'),
    ("text-after-bracket", "a: [sic] b\n", "1:10", 'a: "[sic] b"'),
    ("text-after-bracket", "a: {b} c\n", "1:8", 'a: "{b} c"'),
    ("backslash", 'a: "C:\\users"\n', None, None),
    ("backslash", 'a: "\\d"\n', None, None),
    *(("cannot-start", f"a: {letter} b\n", "1:4", f'"{letter} b"') for letter in "@`%*&>|?,"),
    ("cannot-start", "a: **b**\n", "1:4", '"**b**"'),
    ("cannot-start", "a: !<b c\n", "1:4", '"!<b c"'),
    ("cannot-start", "a: !b!c d\n", "1:4", '"!b!c d"'),
    ("cannot-start", "a: !“b” c\n", "1:4", None),
    ("cannot-start", "a: !<> b\n", "1:4", None),
    ("cannot-start", "a: !%zz b\n", "1:4", None),
    ("cannot-start", "a: >0\n  b\n", "1:4", None),
    ("cannot-start", "a: [b, @c]\n", "1:8", '"@c"'),
    ("cannot-start", "a: {b: * c}\n", "1:8", '"* c"'),
    ("cannot-start", "% a\n---\nb: c\n", "1:1", '"% a"'),
    ("cannot-start", "%YAML 3.0\n---\nb: c\n", "1:1", None),
    ("stray-mark", "a: [b, , c]\n", "1:8", None),
    ("stray-mark", "a: [b]]\n", "1:7", None),
    ("stray-mark", "a: [b]\n]\n", "2:1", None),
    ("list-beside-key", "a: - b\n", "1:4", '"- b"'),
    ("glued-hyphen", "a:\n  -id: b\n    c: d\n", "2:3", "- id: b"),
    ("glued-hyphen", "a:\n  - id: b\n  -id: d\n", "3:3", "- id: d"),
    ("glued-colon", "a:\n  title:One two\n  b: c\n", "2:3", "title: One two"),
    ("glued-colon", "a:\n  b: c\n  version:1\n", "3:3", "version: 1"),
    ("glued-colon", "a:\n  - id:b\n    c: d\n", "2:5", "id: b"),
    ("missing-colon", "a:\n  title One\n  b: c\n", "2:3", None),
    ("missing-colon", "a\n  b: c\n", "1:1", None),
    ("run-on", "a:\n  b: One\n  two three\n  c: d\n", "3:3", None),
    ("run-on", "a: b\nc\n", "2:1", None),
    ("too-deep", "a:\n  b: One\n    c: d\n", "3:5", None),
    ("too-deep", "a:\n  - b: One\n     c: d\n", "3:6", None),
    ("too-deep", "a: b\n c: d\n", "2:2", None),
    ("out-of-line", "a:\n  b: c\n d: e\n", "3:2", "by 0 or 2 spaces"),
    ("out-of-line", "a:\n  b: c\n  d:\n    e: f\n   g: h\n", "5:4", "by 0, 2 or 4 spaces"),
    ("out-of-line", "a:\n  - b: c\n   d: e\n", "3:4", "by 0 or 4 spaces"),
    ("hyphen-out-of-line", "a:\n  - b: c\n - b: c\n", "3:2", "by 2 spaces"),
    ("hyphen-out-of-line", "a:\n  - b: c\n    d: e\n    - b: c\n", "4:5", "by 2 spaces"),
    ("hyphen-among-keys", "a: b\n- c\n", "2:1", None),
    ("hyphen-among-keys", "a:\n  b: c\n  - d\n", "3:3", None),
    ("beside-hyphens", "a:\n  - b: c\n  d: e\n", "3:3", "by 4 spaces"),
    ("first-hyphen", "a:\n    b: c\n    d: e\n  - b: c\n", "2:5", None),
    ("no-hyphen", "a:\n  - b: c\n  \u2013 b: c\n", "3:3", "- b: c"),
    ("no-hyphen", "a:\n  - b: c\n  \u2022b: c\n", "3:3", "- b: c"),
    ("run-on", "a:\n  - b: c\n    d e\n    f: g\n", "3:5", None),
    ("indented-start", "  a: b\nc: d\n", "1:3", None),
    ("unclosed-bracket", "a: [b, c\nd: e\n", "1:4", None),
    ("unclosed-bracket", "a: [b,\n\n\n", "1:4", None),
    ("unclosed-bracket", "a:\n  - {b: c, d: e\n  - {b: c, d: e}\n", "2:5", None),
    ("unclosed-bracket", "a:\n  - {b: c, d: e\n", "2:5", None),
    ("cut-in-brackets", "a:\n  - {b: One #2, c: d}\n  - {b: One}\n", "2:13", '"One #2"'),
    ("cut-in-brackets", "a: [b,\n  Grade #2,\n  c]\n", "2:9", '"Grade #2"'),
    ("cut-in-brackets", "a: [b,\n  Grade # 2\n  c]\n", "2:9", '"Grade # 2"'),
    ("cut-text", "a:\n  b: Give 5 mg # not 50\n    twice a day\n  c: d\n", "2:16", None),
    ("cut-text", "a:\n  b: Give 5 mg\n    twice # not\n    a day\n", "3:11", None),
    ("cut-text", "a: Give\n  # not\n  a day\n", "2:3", None),
    ("cut-text", "a:\n  - b # x\n    c d\n  - e\n", "2:7", None),
    ("cut-text", "a:\n  b:\n    Text # r\n    more\n  c: d\n", "3:10", None),
    ("cut-text", "a: >-\n   Text # shown\n  # rem\n   more\nb: c\n", "3:3", None),
    ("cut-key", "a:\n  b: c\n  d #2: e f\n", "3:5", '"d #2": e f'),
    ("cut-key", "a:\n  b: c\n  d # 2:\n", "3:5", '"d # 2":'),
    ("out-of-line", "a: 'b' # x\n   c\n", "2:4", None),
    ("wrong-bracket", "a: [b, c}\n", "1:9", None),
    ("missing-comma", 'a: ["b" "c"]\n', "1:9", None),
    ("missing-comma", 'a: {b: "c" d: e}\n', "1:12", None),
    ("colon-in-brackets", "a: {b: c d: e}\n", "1:10", None),
    ("colon-in-brackets", "a: {b: c: d, e: f}\n", "1:8", None),
]

# Which of libyaml's complaints nobody but a hacker of YAML meets; they have the words of the rule, or of a form, all the same.
ARCANE = [
    "%a(b\n---\nc: d\n",
    "%YAML x\n---\nc: d\n",
    "%YAML 1x\n---\nc: d\n",
    "%YAML 1234567890123.1\n---\nc: d\n",
    "%TAG !a!x b\n---\nc: d\n",
]
ARCANE += ["%TAG a b\n---\nc: d\n", "%YAML 1.1\n%YAML 1.1\n---\na: b\n", "%TAG ! a\n%TAG ! a\n---\na: b\n", "a: !%ff b\n", "a: !%c3%11 b\n"]
ARCANE += ["%x\n---\na: b\n", 'a: "\\ud800"\n', "a: b\n... c\n", "a:\n\tb: c\n", "a:\n  b: c\n\td: e\n", "a: >\n\tb\n"]
# The complaints of libyaml 0.2.5; those of its reader are about bytes and characters, which are looked at before.
LIBYAML = """
block sequence entries are not allowed in this context|could not find expected ':'|could not find expected directive name
did not find URI escaped octet|did not find expected '!'|did not find expected ',' or ']'|did not find expected ',' or '}'
did not find expected '-' indicator|did not find expected <document start>|did not find expected alphabetic or numeric character
did not find expected comment or line break|did not find expected digit or '.' character|did not find expected hexdecimal number
did not find expected key|did not find expected node content|did not find expected tag URI|did not find expected version number
did not find expected whitespace|did not find expected whitespace or line break|did not find the expected '>'
found a tab character that violates indentation|found a tab character where an indentation space is expected
found an incorrect leading UTF-8 octet|found an incorrect trailing UTF-8 octet|found an indentation indicator equal to 0
found character that cannot start any token|found duplicate %TAG directive|found duplicate %YAML directive
found extremely long version number|found incompatible YAML document|found invalid Unicode character escape code
found undefined tag handle|found unexpected document indicator|found unexpected end of stream
found unexpected non-alphabetical character|found unknown directive name|found unknown escape character
mapping keys are not allowed in this context|mapping values are not allowed in this context
"""


def _complaint(text: str) -> str:
    try:
        for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        return str(error.problem)
    return ""


def _told(text: str) -> Diagnostic:
    tree, found = parse(Source("x", text))
    assert tree is None
    (only,) = found
    return only


def _says(form: str, found: Diagnostic) -> bool:
    """Whether a diagnostic has the words of a form."""
    pattern = "".join(
        re.escape(said) + (".*" if name else "") for said, name, _, _ in Formatter().parse(variants("yaml-syntax")[form].message)
    )
    return re.fullmatch(pattern, found.message) is not None


@pytest.fixture(params=LOADERS, ids=["libyaml", "python"])
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generator.parsing, "_Loader", request.param)


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(("form", "text", "place", "offered"), SLIPS)
def test_a_slip_is_told_where_it_was_made(form: str, text: str, place: str | None, offered: str | None) -> None:
    """With the parser in C and with that in Python alike; only within a text they count differently."""
    found = _told(text)
    assert found.code == "yaml-syntax"
    assert _says(form, found), found.message
    assert place is None or str(found.span) == f"x:{place}"
    assert offered is None or offered in found.help


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize(("form", "text", "place"), [(form, text, place) for form, text, place, _ in SLIPS])
def test_line_ends_make_no_difference(form: str, text: str, place: str | None, end: str) -> None:
    found = _told(text.replace("\n", end))
    assert _says(form, found)
    assert place is None or str(found.span) == f"x:{place}"


def test_every_slip_and_every_complaint_of_yaml_is_tried() -> None:
    assert {form for form, *_ in SLIPS} == set(variants("yaml-syntax"))
    texts = [*(text for _, text, *_ in SLIPS), *ARCANE]
    assert {*re.findall(r"[^|\n]+", LIBYAML)} <= {_complaint(text) for text in texts}


@pytest.mark.parametrize("text", ARCANE)
def test_words_of_yaml_never_come_first(text: str) -> None:
    found = _told(text)
    assert found.code in {"yaml-tab", "yaml-syntax"}
    assert not found.message.startswith(_complaint(text))


TEXTS = st.text(st.sampled_from("aé5 :#'\"“”‘’[]{},-@`%*&!|>?\\"), min_size=1, max_size=12).map(str.strip).filter(bool)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a:\n  b:\u00a0c\n  d: e\n", "forbidden-character", "2:5"),
        ("a:\n\u00a0 b: c\n d: e\n", "forbidden-character", "2:1"),
        ("a: {{ b }} c\n", "key-not-text", "1:5"),
        ("a: *b c\n", "yaml-alias", "1:4"),
        ("a: ! b\n", "yaml-tag", "1:4"),
        ('a: "\\e"\n', "forbidden-character", "1:4"),
    ],
)
def test_one_slip_is_told_once(text: str, code: str, place: str) -> None:
    """Whatever YAML stumbles over because of it."""
    found = _told(text)
    assert (found.code, str(found.span)) == (code, f"x:{place}")


@given(TEXTS)
@example("'tis: so")
@example("“a: b”")
@example("[a] b: c")
@example('"a" b')
def test_what_is_offered_for_a_text_can_be_read(text: str) -> None:
    """And is that text, perhaps without the marks that stood around it."""
    _, found = parse(Source("x", f"key: {text}\n"))
    offered = re.search(r"key: (\S.*?)(?: \(In YAML's|$)", found[0].help) if found and found[0].code == "yaml-syntax" else None
    if offered:
        tree, none = parse(Source("x", f"key: {offered[1]}\n"))
        assert none == []
        assert tree is not None
        folded = " ".join(text.split())
        assert " ".join(to_data(tree)["key"].split()) in {folded, folded[1:-1].strip(), folded.strip("“”‘’„‚").strip()}


REMARKS = [
    ("curly-quotes", "a: “One two”", "“One two”"),
    ("curly-quotes", "a: „One two“", "„One two“"),
    ("curly-quotes", "a: ‘Crohn’s disease’", "‘Crohn’s disease’"),
    ("curly-quotes", "a: [“One”, two]", "“One”"),
    ("curly-quotes", "a:\n  - “One\n    two”\n", "“One"),
    ("cut-text", "a: Number #1 of all", "#1 of all"),
    ("cut-text", "a: #1 of all", "#1 of all"),
    ("cut-text", "a:\n  - One #2\n", "#2"),
    ("cut-text", "a: “One #2”", "#2”"),
]


@pytest.mark.parametrize(("code", "text", "where"), REMARKS)
def test_a_text_that_is_read_otherwise_than_meant_is_remarked(code: str, text: str, where: str) -> None:
    source = Source("x", text)
    tree, none = parse(source)
    assert tree is not None
    assert none == []
    assert [(found.code, found.span.column, found.span.line) for found in remarks(source, tree)] == [
        (code, source.span_at(text.index(where)).column, source.span_at(text.index(where)).line)
    ]


CUT = [
    # (a text of a pathway, whether a remark behind it is warned of)
    ("Give 5 mg", True),
    ("Page", True),
    ("Give 5 mg.", False),
    ("Give 5 mg!", False),
    ("(Give 5 mg.)", False),
    ("The dose (5 mg).", False),
    ("服用5毫克。", False),
    ("Give 5 mg i.v.", True),
    ("Give 5 mg p. o.", True),
    ("Give max.", True),
    ("Give 5 mg …", True),
    ("Give 5 mg ...", True),
    ("Give 5 mg,", True),
    ("Hepatitis B.", False),
    ("In step 2.", False),
    ("'Give 5 mg'", False),
    ('"Give 5 mg"', False),
    (">-\n    Give 5 mg # not 50", False),
    ("|\n    Give 5 mg # not 50", False),
]


@pytest.mark.parametrize("remark", ["# not 50 mg", "#not 50 mg", "#3", "## not", "#! not"])
@pytest.mark.parametrize(("text", "warned"), CUT)
def test_a_remark_behind_a_text_is_warned_of_unless_the_text_ends_a_sentence(text: str, remark: str, *, warned: bool) -> None:
    """One whose words begin at the sign is warned of in any case, except behind quotation marks and below a block's header."""
    pathway = SMALLEST.replace("licence: CC BY 4.0", f"licence: {text} {remark}")
    is_marked = text[0] in "'\"|>"
    glued = remark in {"#not 50 mg", "#3"} and not is_marked
    found = [one for one in compile_pathway(Source("p", pathway)).diagnostics if one.code != "markup-in-text"]
    assert [one.code for one in found] == (["cut-text"] if warned or glued else [])
    assert all(remark in one.message for one in found)


BEHIND = [
    # (what to replace in a pathway, what a remark is put behind, whether it is warned of)
    ("title: Ride on", "title: Ride on", True),
    ("label: no", "label: no", True),
    ("says: A tube with a hole leaks., cites: [manual]}", "says: A tube with a hole leaks., cites: [manual]}", False),
    ("MTBs: mountain bicycles", "MTBs: mountain bicycles", True),
    ("  - {id: patch, name: Patch}", "  - id: patch\n    name: Patch", True),
    ("  - {id: patch, name: Patch}", "  - id: patch\n    name: Patch\n    synonyms:\n      - tape", True),
    ("  - {id: patch, name: Patch}", "  - id: patch\n    name: Patch\n    synonyms: [tape]", False),
    ("  - {id: rain, name: Rain}", "  - name: Rain\n    id: rain", False),
    ("kind: action", "kind: action", False),
    ("next: ride-on", "next: ride-on", False),
    ("statements: [patches-hold]", "statements: [patches-hold]", False),
    ("statements: [patches-hold]", "statements:\n              - patches-hold", False),
    ("published: 2024-05-02", "published: 2024-05-02", False),
    ("version: 1.0.0", "version: 1.0.0", False),
    ("sections:", "sections:", False),
    ("scope: Tyres with an inner tube.", "scope: Tyres with\n    an inner tube", True),
    ("scope: Tyres with an inner tube.", "scope:\n    Tyres with an inner tube", True),
]


@pytest.mark.parametrize(("old", "new", "warned"), BEHIND)
def test_only_behind_what_people_read_a_remark_is_warned_of(old: str, new: str, *, warned: bool) -> None:
    assert old in SMALLEST
    before, _, after = SMALLEST.partition(old)
    text = f"{before}{new} # seen in print{after}"
    assert [one.code for one in compile_pathway(Source("p", text)).diagnostics] == (["cut-text"] if warned else [])


# (a line of the bears' file, whether something of its value can be cut off)
CUTTABLE = [
    ("version: 0.1.0", False),
    ("published: 2026-11-29", False),
    ("id: teddy-fever", False),
    ("status: approved", False),
    ("in_turn: true", False),
    ("score: warmth", False),
    ("by: nurse", False),
    ("kind: question", False),
    ("next: cooling", False),
    ("      Sweats: 1.5", False),
    ("grade: custom", False),
    ("within: 30 min of arrival", True),
    ("title: The bath", True),
]


@pytest.mark.parametrize("remark", ["# minutes", "#minutes"])
@pytest.mark.parametrize(("line", "warned"), CUTTABLE)
def test_a_remark_behind_what_cannot_go_on_is_no_warning(line: str, remark: str, *, warned: bool) -> None:
    """Numbers, dates, ids, fixed words and values of a scheme hold no “#”; but behind what readers see as a number it may belong there."""
    assert f"{line}\n" in BEARS
    text = BEARS.replace(f"{line}\n", f"{line} {remark}\n", 1)
    is_shown = line.startswith("version") and remark == "#minutes"
    assert [one.code for one in compile_pathway(Source("p", text)).diagnostics] == ["cut-text"] * (warned or is_shown)


UNREMARKABLE = [
    "a: “One” and “two”\nb: “One”: two\n".replace(": two", " or two"),
    "a: '“One two”'\nb: \"“One”\"\nc: >-\n  “One two”\n",
    "a: Crohn’s\nb: the ‘one’\nc: ’tis\nd: ‘One’ and ‘two’\n",
    "a: b # remark\nc: #\n  - d\n#e\nf: g ## h\nnodes: #boxes\n  - i\n",
    "a: 'One #2'\nb: One#2\nc: |\n  One #2\nd: >-\n  #3\n",
    'a: "One" #2\n',
]


@pytest.mark.parametrize("text", UNREMARKABLE)
def test_what_is_meant_is_not_remarked(text: str) -> None:
    source = Source("x", text)
    tree, none = parse(source)
    assert none == []
    assert tree is not None
    assert remarks(source, tree) == []


FINE = [
    "a: >-\n  “One: two”\nb: 'c\n  d: e'\n",
    'a: "b\n\n    c: d"\n',
    "a: 'b\n  - c'\n",
    "a:\tb\n",
    "a: It's “so”\nb: [it's, \"so\"]\n",
    "a: b's: c\n".replace(": c", ":c"),
]


@pytest.mark.parametrize("text", FINE)
def test_what_can_be_read_is_let_alone(text: str) -> None:
    tree, found = parse(Source("x", text))
    assert (found, tree is None) == ([], False)


def test_yaml_s_own_words_stand_at_the_end() -> None:
    """For readers who look them up."""
    assert _told("a: b: c\n").help.endswith("(In YAML's own words: mapping values are not allowed in this context.)")
    assert "{yaml}" in catalogue()["yaml-syntax"].help_suffix
