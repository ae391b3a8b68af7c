"""The schema that editors read, under a validator of another party: what is right is not underlined, and what is wrong in shape is."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from generator.compiler import read
from generator.core.source import Source
from generator.model import Date, schema
from generator.parsing import parse
from generator.scaffold import ScaffoldAnswers, starter
from test_diagnostics import BROKEN, FINE, FORMS, SMALLEST, verdicts

HERE = Path(__file__).parent
VALID = [HERE.parent / "pathway.yaml", *sorted(HERE.glob("gold/*/pathway.yaml")), *sorted(HERE.glob("valid/*.yaml"))]


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Editor(_Loader):  # type: ignore[misc]  # whichever there is
    """YAML as editors read it: by the core schema of YAML 1.2.

    PyYAML follows YAML 1.1, in which `no` is a truth and 1:30 a number, so its own rules are left aside. Written from the tables in
    chapter 10.3 of the specification; that equal keys are refused and that merge keys mean nothing is not imitated.
    """

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own way


for _tag, _pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
}.items():
    _Editor.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), None)


def _whole(_: _Editor, node: yaml.ScalarNode) -> float:
    """A whole number as JavaScript has it, where a very large one is infinite; PyYAML takes a zero in front for a sign of octal numbers."""
    number = float(int(node.value, 0)) if node.value[:2] in {"0x", "0o"} else float(node.value)
    return int(number) if number.is_integer() else number


_Editor.add_constructor("tag:yaml.org,2002:int", _whole)
_Editor.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(re.sub(r"\.(?=inf|nan)", "", node.value, flags=re.IGNORECASE)))


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def _underlined(text: str) -> str:
    """First message of an editor about a text, or nothing."""
    error = best_match(_validator().iter_errors(yaml.load(text, Loader=_Editor)))  # noqa: S506  # safe: it is made from the safe one
    return error.message if error else ""


def _expected(text: str) -> bool | None:
    """Whether an editor is to underline something; nothing where YAML itself is at fault, which is not the schema's business."""
    source = Source("pathway.yaml", text)
    if parse(source)[0] is None:
        return None
    pathway, diagnostics = read(source)
    return pathway is None or any(diagnostic.code in NEAR for diagnostic in diagnostics)


def test_schema_fits_its_own_schema() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert schema() == schema()


@pytest.mark.parametrize("file", VALID, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_nothing_is_underlined_in_a_valid_pathway(file: Path) -> None:
    text = file.read_text("utf-8")
    assert (_expected(text), _underlined(text)) == (False, "")


def test_nothing_is_underlined_in_a_new_pathway() -> None:
    assert _underlined(starter(ScaffoldAnswers("yes", "no", "null", Date(2026, 3, 2)))) == ""


@pytest.mark.parametrize("edit", FINE, ids=lambda edit: edit[1][:50])
def test_nothing_is_underlined_in_what_only_looks_faulty(edit: tuple[str, str]) -> None:
    assert _underlined(SMALLEST.replace(*edit)) == ""


# What a schema cannot say: each with the reason.
BEYOND = {
    "malformed-date-range-backwards",  # two dates compared
    "published: 2024-02-30",  # how long a month is
    "format: 2.0",  # to an editor, 1.0 and 1 are the same number
    "type: book, pmid: 012",  # to an editor this is 12
    "fixed-rule-of-a-warning",  # what can be made of it hangs on the rule
    "repeated-entry-cites",  # once as a bare id and once with a note
    "misplaced-key-counting",  # how the score is counted stands elsewhere
}
# Rules of meaning that can be seen in the lines of one box or statement.
NEAR = {
    "uncited-box",
    "uncited-statement",
    "dead-end",
    "end-goes-on",
    "too-few-branches",
    "unlabelled-branch",
    "branching-box",
    "repeated-entry",
    "misplaced-key",
    "missing-field",
    "unclear-link",
    "all-optional",
    "limit-without-way",
    "unknown-rule",
    "fixed-rule",
}


@pytest.mark.parametrize("file", [file for file in BROKEN if file.stem not in BEYOND], ids=lambda file: file.stem)
def test_faults_of_shape_are_underlined(file: Path) -> None:
    """Whatever our reader refuses for its shape, and the rules that look no further than a box; nothing else."""
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        return
    if (expected := _expected(text)) is not None:
        assert bool(_underlined(text)) == expected, _underlined(text)


def test_every_rule_near_a_box_has_been_tried() -> None:
    assert {verdict.partition("[")[2].rstrip("]") for file in BROKEN for verdict in verdicts(file)} >= NEAR


@pytest.mark.parametrize("form", [form for form in FORMS if form[2] not in BEYOND], ids=lambda form: f"{form[0]}: {form[3][:30]}")
def test_further_faults_of_shape_are_underlined(form: tuple[str, str, str, str]) -> None:
    text = SMALLEST.replace(form[1], form[2])
    if (expected := _expected(text)) is not None:
        assert bool(_underlined(text)) == expected, _underlined(text)


@pytest.mark.parametrize("name", sorted(BEYOND))
def test_what_is_beyond_a_schema_is_still_beyond_it(name: str) -> None:
    """Else it belongs to the others."""
    edits = {form[2]: SMALLEST.replace(form[1], form[2]) for form in FORMS}
    text = edits[name] if name in edits else (HERE / "broken" / f"{name}.yaml").read_text("utf-8")
    assert (_expected(text), _underlined(text)) == (True, "")


# Each kind of value: where one stands, and whether the others can do without it.
PLACES = [
    "id: puncture",
    "title: A puncture on the road",
    "version: 1.0.0",
    "published: 2024-05-02",
    "scope: Tyres with an inner tube.",
    "label: yes",
    "kind: action",
    "next: ride-on",
    "{id: sealant,",
    "type: book",
]
KEYS = ["pmid", "pmcid", "doi", "url", "language", "issued", "participants", "others", "design", "retracted"]
WORDS = [
    *"yes no on off true True FALSE null ~ 12 0 -1 +12 012 0x1F 0o17 1e3 1.5 1. .5 .inf 1:30 1_000 2021 2021-08 2021-08-12 0987 998 99999".split(),
    *"a é 鎖 Ü-鎖 naïve x² ª a- a_b a-b a--b PMC12 10.1000/a https://a.b/c fr en-GB en_GB 1991-11/1991-12 1991/ book case-report con COM1 '12' '' '2021' 't' [] {}".split(),
    "''' '''",
    "a" * 60,
    "a" * 61,
]
# Where the two differ, knowingly: what an editor sees as nothing, or as another number than the one that is written.
APART = re.compile(r"null|~|0\d+|1e3|0x1F|0o17|\+12|1\.")


@given(st.sampled_from(PLACES + KEYS), st.sampled_from(WORDS) | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,8}", fullmatch=True))
def test_editor_and_reader_agree_on_every_kind_of_value(place: str, word: str) -> None:
    """Both accept and refuse the same."""
    if APART.fullmatch(word):
        return
    if place in KEYS:
        text = SMALLEST.replace("type: book", f"type: book, {place}: {word}")
    else:
        opening, key, _ = re.split(r"(\w+:)", place, maxsplit=1)
        text = SMALLEST.replace(place, f"{opening}{key} {word}{',' if place.endswith(',') else ''}", 1)
    assert bool(_underlined(text)) == _expected(text), _underlined(text)
