"""From bytes to a tree: scalars stay text, places are right, and anything in a file gives at most a diagnostic."""

import copy
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.compiler import Compiled, compile_pathway
from generator.core.diagnostics import Diagnostic, catalogue
from generator.core.diagnostics.collector import MAX_PER_RULE
from generator.core.source import Source
from generator.output.read_pathway import MAX_BYTES, compile_file
from generator.parsing import (
    MAX_DEPTH,
    MAX_ENTRIES,
    ListNode,
    MapNode,
    ScalarNode,
    Tree,
    decode,
    locate,
    parse,
    to_data,
)

SMALLEST = (Path(__file__).parent / "valid" / "smallest.yaml").read_text("utf-8")
LINE_ENDS = ("\n", "\r\n", "\r")


def tree_of(text: str) -> Tree:
    tree, faults = parse(Source("x.yaml", text))
    assert not faults
    assert tree is not None
    return tree


def codes(text: str) -> list[str]:
    return [diagnostic.code for diagnostic in compile_pathway(Source("x.yaml", text)).diagnostics]


def within(diagnostic: Diagnostic, source: Source) -> bool:
    """Whether a diagnostic's span begins in the file, or just behind the end of a line, and does not end before it begins."""
    span = diagnostic.span
    inside = 1 <= span.line <= len(source.lines) and 1 <= span.column <= len(source.line_at(span.line)) + 1
    return inside and (span.line, span.column) <= (span.end_line, span.end_column)


# ── Scalars are text ──


@pytest.mark.parametrize(
    "written",
    "no yes on Off true null ~ 1:30 010 0x1F 1e3 1_000 .inf .nan 2021-08-12 1.10 = << +1 0b1".split(),
)
def test_scalars_stay_text(written: str) -> None:
    assert to_data(tree_of(f"key: {written}\n")) == {"key": written}
    assert to_data(tree_of(f"{written}: value\n")) == {written: "value"}
    assert to_data(tree_of(f"[{written}]")) == [written]


def test_empty_values_are_empty_text() -> None:
    assert to_data(tree_of("a:\nb: ''\nc: [x, '']\nd: {}\ne: []\n")) == {"a": "", "b": "", "c": ["x", ""], "d": {}, "e": []}


def test_blocks_fold_as_yaml_says() -> None:
    assert to_data(tree_of("a: >-\n  one\n  two\n\n  three\nb: |\n  one\n  two\n")) == {"a": "one two\nthree", "b": "one\ntwo\n"}


# ── Places ──


def scalars(tree: Tree) -> list[ScalarNode]:
    match tree:
        case ScalarNode():
            return [tree]
        case ListNode():
            return [scalar for item in tree.items for scalar in scalars(item)]
        case MapNode():
            keys = [ScalarNode(key, span) for key, span in tree.keys.items()]
            return keys + [scalar for value in tree.values.values() for scalar in scalars(value)]


WORDS = st.text(st.sampled_from("aZ09éβ≥水ü\U0001f6b2가-"), min_size=1, max_size=8).filter(lambda word: not word.startswith("-"))


@pytest.mark.sample(1)
@given(
    data=st.recursive(WORDS, lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(WORDS, inner, min_size=1, max_size=4)),
    flow=st.booleans(),
)
@pytest.mark.parametrize("end", LINE_ENDS)
def test_every_word_is_found_at_its_span(end: str, data: Any, flow: bool) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=10**6, default_style='"').replace("\n", end)
    source = Source("x.yaml", text)
    tree = tree_of(text)
    assert to_data(tree) == data
    for scalar in scalars(tree):
        span = scalar.span
        assert span.line == span.end_line
        written = source.line_at(span.line)[span.column - 1 : span.end_column - 1]
        assert yaml.safe_load(written) == scalar.text


@pytest.mark.parametrize("end", LINE_ENDS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("\n\né: ü\nk: &x y", "4:4"),
        ("a:\n  - b\n  - 水: *x", "3:8"),
        ("a:\n  \U0001f6b2\U0001f6b2: !x y", "2:7"),
        ("a:\t!x y", "1:4"),
        ("# é\fé\nk: !x y", None),
    ],
)
def test_places_count_letters_and_lines_alike(text: str, place: str | None, mark: str, end: str) -> None:
    source = decode("x.yaml", (mark + text).replace("\n", end).encode())
    assert isinstance(source, Source)
    first = parse(source)[1][0]
    if place is None:
        assert (first.code, str(first.span)) == ("forbidden-character", "x.yaml:1:4")
    else:
        assert str(first.span) == f"x.yaml:{place}"


@given(st.text(st.sampled_from("ab\r\n\f\x85\u2028é\U0001f6b2"), max_size=30))
def test_offsets_and_places_agree(text: str) -> None:
    source = Source("x.yaml", text)
    for offset, letter in enumerate(text):
        span = source.span_at(offset)
        assert letter in "\r\n" or source.line_at(span.line)[span.column - 1] == letter
    assert len(source.lines) == source.span_at(len(text)).line


def test_lost_way_ends_at_the_last_place_that_exists() -> None:
    tree = tree_of("a:\n  - b: [c, d]\n")
    assert str(locate(tree, ("a", 0, "b", 1))) == "x.yaml:2:12"
    assert str(locate(tree, ("a", 0, "b"), at_key=True)) == "x.yaml:2:5"
    assert str(locate(tree, ("a", 0, "b", 7))) == "x.yaml:2:8"
    assert str(locate(tree, ("a", 0, "z"), at_key=True)) == "x.yaml:2:5"
    assert str(locate(tree, ())) == "x.yaml:1:1"


# ── Anything that a file can hold ──


@pytest.mark.parametrize(
    ("character", "said"),
    [
        ("\uf0b3", "private-use character (U+F0B3), probably meant as “≥”"),
        ("\uf06d", "private-use character (U+F06D), probably meant as “µ”"),
        ("\ue123", "private-use character (U+E123), which shows as a box or as nothing"),
        ("\U000f0001", "private-use character (U+F0001), which shows as a box or as nothing"),
        ("\ufffd", "replacement character (U+FFFD) where another character was lost"),
    ],
)
def test_a_character_that_lost_its_meaning_is_refused_by_its_kind(character: str, said: str) -> None:
    """As it is, and written as an escape between double quotation marks; with the sign that was likely meant."""
    escaped = f'a: "\\U{ord(character):08X}"'
    for text in (f"a: Platelets {character} 50", escaped):
        tree, (fault,) = parse(Source("x.yaml", text))
        assert tree is None
        assert (fault.code, fault.message) == ("forbidden-character", said)


def test_each_character_of_the_font_symbol_gets_its_sign() -> None:
    """As Word's text arrives from the clipboard: “Give it if platelets ≥ 50 and 5 µg”."""
    _, found = parse(Source("x.yaml", "says: Give it if platelets \uf0b3 50 and 5 \uf06dg.\n"))
    assert [(str(fault.span), fault.message[-4:-1]) for fault in found] == [("x.yaml:1:28", " “≥"), ("x.yaml:1:39", " “µ")]


BOMB = "a: &a [x, x]\n" + "".join(f"{chr(letter + 1)}: &{chr(letter + 1)} [*{chr(letter)}, *{chr(letter)}]\n" for letter in range(97, 121))


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"", "empty-file", "1:1"),
        (b"\xef\xbb\xbf", "empty-file", "1:1"),
        (b"\n\n  \n", "empty-file", "1:1"),
        (b"# nothing\n# yet", "empty-file", "1:1"),
        (b"a: b\nc\n\n\n", "yaml-syntax", "2:1"),
        (b"a: [b,\n\n\n", "yaml-syntax", "1:4"),
        (b"--- # nothing\n", "empty-file", "1:1"),
        (b"''", "empty-file", "1:1"),
        ("format: 2".encode("utf-16"), "not-utf8", "1:1"),
        ("format: 2".encode("utf-16-le"), "forbidden-character", "1:2"),
        ("format: 2".encode("utf-16-be"), "forbidden-character", "1:1"),
        ("format: 2".encode("utf-32"), "not-utf8", "1:1"),
        (b"a: \xe9", "not-utf8", "1:4"),
        (b"\xef\xbb\xbfa: \xe9", "not-utf8", "1:4"),
        ("a:\r\n  é: ".encode() + b"\xff", "not-utf8", "2:6"),
        (b"a: 1\rb: \xff", "not-utf8", "2:4"),
        ("a: ≥".encode()[:-1], "not-utf8", "1:4"),
        (b"a: \xed\xa0\x80", "not-utf8", "1:4"),
        (b"a: \xc0\xaf", "not-utf8", "1:4"),
        (b"a: b\0c", "forbidden-character", "1:5"),
        (b"a: \x1b[31m", "forbidden-character", "1:4"),
        ("a:\n  b\ufeff".encode(), "forbidden-character", "2:4"),
        ("a: \U000e0041".encode(), "forbidden-character", "1:4"),
        ("a: b\u2028c: d".encode(), "forbidden-character", "1:5"),
        ("a: \ufffd".encode(), "forbidden-character", "1:4"),
        ("# \uf0b3\na: b".encode(), "forbidden-character", "1:3"),
        ("a\ue000: b".encode(), "forbidden-character", "1:2"),
        ("a: 50\uf8ff".encode(), "forbidden-character", "1:6"),
        ("a: \U000f0000".encode(), "forbidden-character", "1:4"),
        ("a: \U0010fffd".encode(), "forbidden-character", "1:4"),
        ("a: \ufdd0".encode(), "forbidden-character", "1:4"),
        (rb'a: "\uF0B3"', "forbidden-character", "1:4"),
        (rb'a: "\U0010FFFD"', "forbidden-character", "1:4"),
        (rb'a: "\0"', "forbidden-character", "1:4"),
        (rb'"\u202e": a', "forbidden-character", "1:1"),
        (rb'a: "\ud800"', "yaml-syntax", "1:7"),
        (b"%YAML 3.0\n---\na: b", "yaml-syntax", "1:1"),
        (b"a: %b", "yaml-syntax", "1:4"),
        (b"a: @b", "yaml-syntax", "1:4"),
        (b"a:\n\tb: c", "yaml-tab", "2:1"),
        (b"? [a]\n: b", "key-not-text", "1:3"),
        (b"? a\n: b\n? a\n: c", "duplicate-key", "3:3"),
        (b'a: b\n"a": c', "duplicate-key", "2:1"),
        (b"a: b\n---\nc: d", "several-documents", "2:1"),
        (b"a: b\n...\n---\nc: d", "several-documents", "3:1"),
        (b"[" * 100_000, "too-deep", f"1:{MAX_DEPTH + 1}"),
        (b"- " * 100_000, "too-deep", f"1:{2 * MAX_DEPTH + 1}"),
        (b"{a: " * 100_000, "too-deep", f"1:{4 * MAX_DEPTH + 1}"),
        (b"\n".join(b" " * level + b"a:" for level in range(5_000)) + b"\n" * 95_000, "too-deep", f"{MAX_DEPTH + 1}:{MAX_DEPTH + 1}"),
        (b"? " * 100_000, "key-not-text", "1:3"),
        (BOMB.encode(), "yaml-anchor", "1:4"),
        (b"a: !<!%1b> b", "yaml-tag", "1:4"),
        (b"- a", "wrong-type", "1:1"),
        (b"a", "wrong-type", "1:1"),
        (b"a" * 1_000_000, "wrong-type", "1:1"),
    ],
)
def test_odd_files(data: bytes, code: str, place: str) -> None:
    source = decode("x.yaml", data)
    found = compile_pathway(source).diagnostics if isinstance(source, Source) else (source,)
    assert (found[0].code, str(found[0].span)) == (code, f"x.yaml:{place}")


def test_deep_but_allowed_nesting_is_read() -> None:
    tree_of("[" * MAX_DEPTH + "]" * MAX_DEPTH)


def test_aliases_are_never_expanded() -> None:
    assert set(codes(BOMB)) == {"yaml-anchor", "yaml-alias"}


def test_joiners_that_scripts_need_are_allowed() -> None:
    assert to_data(tree_of("a: می\u200cخواهم क्\u200dष")) == {"a": "می\u200cخواهم क्\u200dष"}


# ── Whatever at all ──


def must_end_well(compiled: Compiled, source: Source | None) -> None:
    """There is a site, or a diagnostic says why not; every diagnostic has a message and a place in the file."""
    assert compiled.site or compiled.errors
    for diagnostic in compiled.diagnostics:
        assert diagnostic.code in catalogue()
        assert source is None or within(diagnostic, source)


YAML_LIKE = st.text(st.sampled_from("abé \n\r\t:-?[]{},#&*!|>'\"%@`\\~0.=<" + "\ufeff\x00\U0001f6b2"), max_size=60)


@given(st.binary(max_size=200) | YAML_LIKE.map(str.encode) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"? ")
@example(b"a: |\n")
def test_any_bytes_end_in_a_site_or_diagnostics(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(data)
    must_end_well(*compile_file(file))


@given(st.integers(0, len(SMALLEST)), st.integers(0, 30), YAML_LIKE | st.text(max_size=5))
def test_any_slip_of_the_keyboard_ends_in_a_site_or_diagnostics(start: int, length: int, typed: str) -> None:
    source = Source("x.yaml", SMALLEST[:start] + typed + SMALLEST[start + length :])
    must_end_well(compile_pathway(source), source)


NUMBERS = "no 0 -1 2024 2024-02-30 0001 9999-12-31".split()
NAMES = "a é patch patch-it hole repair overview manual tubes-leak start end question several choice".split()
HOSTILE = ("", " ", "<b>", "{{ x }}", "[x](y)", "\\", "\n\n# x\n", "https://example.org/", "1" * 5000, "`" * 9, "*" * 9, "x" * 3000)
LISTS: list[Any] = [[], [""], [[]], ["patch", "patch"], [{"to": "ride-on"}, {"to": "new-tube", "label": "A"}]]
MAPPINGS: list[Any] = [{}, {"": ""}, {"id": "a"}, {"to": "hole", "label": "x"}]
VALUES = st.sampled_from([*NUMBERS, *NAMES, *HOSTILE, *LISTS, *MAPPINGS])


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to all parts of some data."""
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [*([path] if path else []), *(way for step, item in steps for way in places(item, (*path, step)))]


def mutate(data: Any, place: tuple[Any, ...], how: str, value: Any) -> None:
    for step in place[:-1]:
        data = data[step]
    step = place[-1]
    match how:
        case "drop":
            del data[step]
        case "replace":
            data[step] = copy.deepcopy(value)
        case "double" if isinstance(data, list):
            data.insert(step, copy.deepcopy(data[step]))
        case "swap" if isinstance(data, list):
            random.Random(step).shuffle(data)  # noqa: S311  # no secret
        case _ if isinstance(data, dict):
            data[value if isinstance(value, str) else "unknown"] = copy.deepcopy(data[step])
        case _:
            pass


@given(st.data())
def test_any_wrong_part_ends_in_a_site_or_diagnostics(drawn: st.DataObject) -> None:
    data = to_data(tree_of(SMALLEST))
    for _ in range(drawn.draw(st.integers(1, 4), label="faults")):
        place = drawn.draw(st.sampled_from(places(data)), label="at")
        mutate(
            data,
            place,
            drawn.draw(st.sampled_from(["drop", "replace", "double", "swap", "rename"]), label="how"),
            drawn.draw(VALUES, label="value"),
        )
    source = Source("x.yaml", yaml.dump(data, Dumper=_NoAliases, allow_unicode=True, sort_keys=False))
    must_end_well(compile_pathway(source), source)


class _NoAliases(yaml.SafeDumper):
    """Writes equal parts out; an alias would be refused before anything is tried."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # PyYAML's signature
        return True


# ── Size ──


def pathway_with(old: str, new: str) -> str:
    assert old in SMALLEST
    return SMALLEST.replace(old, new, 1)


LARGE = {
    "forbidden characters": ("a: \u200b\n" * 7_000, 7_000),
    "forbidden characters in one line": ("\u200b" * 60_000, 60_000),
    "unknown keys": (pathway_with("format: 2", "format: 2\n" + "".join(f"statement{number}: x\n" for number in range(2_000))), 2_000),
    "entries": ("a:\n" + "- b\n" * (MAX_ENTRIES + 2), 1),
    "one long line": (pathway_with("scope: Tyres", "scope: " + "Tyres " * 70_000), 0),
    "one long word": (pathway_with("scope: Tyres", "scope: " + "x" * 300_000), 0),
    "one long id": (pathway_with("id: puncture", "id: " + "x" * 300_000), 1),
    "an id of hyphens": (pathway_with("id: puncture", f"id: {'a-' * 150_000}!"), 1),
    "a date of hyphens": (pathway_with("2024-05-02", "2024-" * 70_000), 1),
    "a number of digits": (pathway_with("  published", f"  references_checked_within: {'1' * 300_000}\n  published"), 1),
    "an address of points": (pathway_with("  published", f"  address: https://{'a.' * 150_000}!\n  published"), 1),
    "a DOI of marks": (pathway_with("type: book", f"type: book, doi: '10.1000/{'(' * 300_000} '"), 1),
    "one long key": ("x" * 300_000 + ": y", 1),
    "dangling ids": (pathway_with("[sealant, rain]", f"[{', '.join(f'ref{number}' for number in range(1_200))}]"), 1_200),
    "brackets in a text": (pathway_with("A mechanic has", "x](" * 100_000), 0),
    "tags in a text": (pathway_with("A mechanic has", "<a " * 100_000), 0),
    "backticks in a text": (pathway_with("A mechanic has", "x` `" * 70_000), 1),
    "a bracket left open in a long line": ("a: [" + "x " * 150_000 + "\nb: c", 1),
    "a colon between brackets in a long line": ("a: {b: " + "x" * 300_000 + " c: d}", 1),
    "a number sign between brackets": ("a: [x" + " #" * 150_000 + "\nb: c", 1),
    "a list as one long text": (pathway_with("statements: [patches-hold]", f'statements: "a{" " * 300_000}b"'), 1),
    "equal keys": ("a: b\n" * 7_000, 6_999),
    "references of which each takes the place of the last": (
        pathway_with(
            "references:",
            "references:\n" + "".join(f"  - {{id: r{n}, type: book, title: T, superseded_by: r{n + 1}}}\n" for n in range(1_200)),
        ),
        1,
    ),
    "groups of groups": (
        pathway_with(
            "statements:",
            "treatments:\n" + "".join(f"  - {{id: t{n}, name: T, members: [t{n + 1}]}}\n" for n in range(1_200)) + "statements:",
        ),
        1,
    ),
    "references that nobody cites": (
        pathway_with("references:", "references:\n" + "".join(f"  - {{id: r{n}, type: book, title: T}}\n" for n in range(2_000))),
        2_000,
    ),
}


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    """One that is as large as can be is, up to its first fault."""
    file = tmp_path / "large.yaml"
    for more, code in ((0, "forbidden-character"), (1, "unreadable-file")):
        file.write_bytes(b"\0" + b"a" * (MAX_BYTES + more - 1))
        assert {diagnostic.code for diagnostic in compile_file(file)[0].diagnostics} == {code}


@pytest.mark.sample(6)
@pytest.mark.parametrize("case", LARGE)
def test_large_files_are_read_through(case: str) -> None:
    """All their faults are counted; of one kind, no more are listed than can be read."""
    text, expected = LARGE[case]
    found = compile_pathway(Source("x.yaml", text)).diagnostics
    assert sum(1 + diagnostic.suppressed_count for diagnostic in found) == expected
    assert max(Counter(diagnostic.code for diagnostic in found).values(), default=0) <= MAX_PER_RULE
