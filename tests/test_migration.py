"""`pathway migrate`: from format 1 to format 2, in the text of a file, and what is left for a person."""

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import Gold
from generator.cli import main
from generator.compiler import compile_pathway
from generator.core.diagnostics import Severity
from generator.core.source import Source
from generator.migration import Migration, migrate
from generator.parsing import parse, to_data
from older_pathways import Writer, pathway
from sampling import times

HERE = Path(__file__).parent / "format1"
BEARS = (HERE / "bears.yaml").read_text("utf-8")


def _cases(*, of_statements: bool) -> dict[str, tuple[str, str]]:
    """Texts below `format: 1`, or keys of a statement, before and after."""
    parts = re.split(r"^══ (.+)\n", (HERE / "changes.txt").read_text("utf-8"), flags=re.MULTILINE)
    cases = {name: text.rstrip("\n").split("\n──\n") for name, text in zip(parts[1::2], parts[2::2], strict=True)}
    return {name: (before, after) for name, (before, after) in cases.items() if name.startswith("about: ") == of_statements}


REWRITTEN, PARTED = _cases(of_statements=False), _cases(of_statements=True)
KNOWN = "treatments: [{id: tea}, {id: fan}]\ncircumstances: [{id: rain}, {id: mud}]\nantibodies: [{id: wool}]\n"
NOW_KNOWN = KNOWN.replace("antibodies: [{id: wool}]", "findings: [{id: antibodies, title: Antibodies, entries: [{id: wool}]}]")


def _migrated(text: str) -> Migration:
    return migrate(Source("p", text))


def _data(text: str) -> Any:
    tree, diagnostics = parse(Source("p", text))
    assert tree, diagnostics
    return to_data(tree)


@pytest.mark.parametrize(("before", "after"), REWRITTEN.values(), ids=REWRITTEN)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_part_is_rewritten(before: str, after: str, end: str) -> None:
    """And nothing else; lines end as those of the file do."""
    old, new = (f"# {number}\nformat: {number} # r\n{text}\n".replace("# 2", "# 1") for number, text in ((1, before), (2, after)))
    assert _migrated(old.replace("\n", end)).text == new.replace("\n", end)


@pytest.mark.parametrize(("before", "after"), PARTED.values(), ids=PARTED)
def test_what_a_statement_is_about_is_parted(before: str, after: str) -> None:
    """Treatments stay under `about`, findings and circumstances go to `in`."""

    def file(number: int, known: str, keys: str) -> str:
        lines = keys.replace("\n", "\n    ")
        return f"format: {number}\n{known}statements:\n  - {lines}\n  - note: z\n    {lines}\n"

    assert _migrated(file(1, KNOWN, before)).text == file(2, NOW_KNOWN, after)


def test_what_a_statement_in_braces_is_about_is_parted() -> None:
    """As above, without a line of its own."""
    old = f"format: 1\n{KNOWN}statements: [{{about: [tea, rain], id: a}}, {{about: [rain]}}]"
    assert _migrated(old).text == f"format: 2\n{NOW_KNOWN}statements: [{{about: [tea], in: [rain], id: a}}, {{in: [rain]}}]"


def test_a_file_in_all_styles(gold: Gold) -> None:
    """Read the difference between the two after a change (`--regold`)."""
    made = _migrated(BEARS)
    assert made.text
    gold.check("migrated.yaml", made.text)
    assert sorted(re.findall(r"# .*", BEARS)) == sorted(set(re.findall(r"# .*", made.text)) - {"# evidence_until: 2019 (format 1)"})
    assert yaml.safe_load(made.text)["findings"][0]["entries"][1] == {"id": "wool", "name": "Wool"}


@times(1)
@given(st.integers(min_value=0, max_value=2**32), st.booleans())
def test_any_pathway_keeps_its_remarks_and_values(seed: int, has_crlf: bool) -> None:
    """Whatever its style; and another run changes nothing."""
    random = Random(seed)  # noqa: S311  # it hides nothing
    old, new = pathway(random)
    writer = Writer(random)
    text = writer.file(old)
    text = text.replace("\n", "\r\n") if has_crlf else text
    assert _bare(_data(text)) == old
    made = _migrated(text).text
    assert made
    assert _bare(_data(made)) == new
    assert all(made.count(f"# r{number}.") == 1 for number in range(1, writer.remarks + 1))
    assert not has_crlf or not re.search(r"(?<!\r)\n", made)
    assert _migrated(made) == Migration("2")


def _bare(data: Any) -> Any:
    """Without line ends at the end of texts, and empty lines within."""
    if isinstance(data, dict):
        return {key: _bare(value) for key, value in data.items()}
    return [_bare(value) for value in data] if isinstance(data, list) else re.sub(r"\n+", "\n", data).rstrip("\n")


@pytest.mark.parametrize("name", ["smallest", "bicycle"])
def test_what_is_migrated_checks_and_builds(name: str) -> None:
    """Once it says who is answerable for it."""
    made = _migrated((HERE / f"{name}.yaml").read_text("utf-8")).text
    assert made
    compiled = compile_pathway(Source("p", made))
    assert [one.code for one in compiled.diagnostics if one.severity is Severity.ERROR] == ["missing-owner"]
    compiled = compile_pathway(Source("p", made.replace("\npathway:\n", "\npathway:\n  owner: {name: The club}\n")))
    assert not compiled.errors
    assert compiled.site


@pytest.mark.parametrize(
    "text",
    ["overview: {nodes: [], boxes: []}", "? settings\n: rules: {crowded-chart: {severity: off}}", "statements: [{about: [rain], in: []}]"],
    ids=["both keys", "question mark", "both relations"],
)
def test_a_file_is_left_alone_if_more_would_change(text: str) -> None:
    made = _migrated(f"format: 1\ncircumstances: [{{id: rain}}]\n{text}")
    assert made == Migration("1")


# ── What is left for a person ──

# Below `format: 1`, with the line and the id of each place that a question, which is named by some of its words, is about.
ASKED = {
    "nobody": ("pathway: {title: T}", "owner", [(2, "pathway")]),
    "evidence": ("pathway:\n  evidence_until: 2019", "searched", [(4, "unstated")]),
    "paragraphs": ('pathway:\n  population: "A\\nB"', "exclude", [(3, "include")]),
    "clash": ("antibodies:\n- {id: antibodies}\n", "called “antibodies”", [(6, "antibodies")]),
    "unknown": ("treatments: [{id: tea}]\nstatements:\n- about:\n  - tea\n  - hail", "no treatment", [(6, "hail")]),
    "end that gives": (
        "overview:\n  nodes:\n  - {id: a, kind: end, treatments: [tea]}\n  - {id: b, kind: end}\n  - {id: c, kind: action, treatments: [tea]}",
        "continue or reduce",
        [(4, "a")],
    ),
    "resting alone": (
        "overview:\n  nodes:\n  - title: A\n    id: a\n    rests_on: [s]\n  - {id: b, rests_on: [s], statements: [s]}",
        "only rests",
        [(4, "a")],
    ),
    "adverse effect": ("circumstances: [{id: nausea}]", "adverse", [(2, "circumstances")]),
    "in turn": (
        (
            "sections:\n- id: s\n  charts:\n  - nodes:\n    - {id: a, kind: choice, next: [{to: b}]}\n    - {id: b, kind: choice, next: c}\n"
            "    - {id: c, kind: action, next: {to: t}}\n    - {id: d, kind: choice, next: s}\n"
            "- id: t\n  charts: [{nodes: [{id: e, kind: question, next: [b, {to: nowhere}]}]}]"
        ),
        "in_turn",
        [(7, "b")],
    ),
    "asked twice": (
        (
            "sections:\n- charts: [{nodes: [{id: a, kind: question, title: Wet?}, {id: b, kind: action, title: Wet?}]}]\n"
            "- charts: [{nodes: [{id: c, kind: fork, title: wet?}, {id: d, kind: question, title: Dry?}, {id: e, kind: question, title: Dry?}]}]"
        ),
        "“ask”",
        [(3, "a"), (4, "c")],
    ),
    "doses": (
        (
            "statements:\n- {id: a, role: evidence, says: 20% were cool.}\n- {id: b, role: practice, says: Cream of 0.1 % is used.}\n"
            "- {id: c, role: evidence, says: With 10 ml of tea 3 were cool.}\n- {id: d, role: practice, says: Section 3 gives tea.}"
        ),
        "dose",
        [(4, "b"), (5, "c")],
    ),
    "lists": (
        (
            "statements:\n- {id: a, says: Ears; nose; mouth.}\n- {id: b, says: Ears (1) and nose (2).}\n- {id: c, says: Ears; nose (of wool).}\n"
            "- id: d\n  says: |-\n    Look at\n    - ears"
        ),
        "list",
        [(3, "a"), (4, "b"), (6, "d")],
    ),
}


@pytest.mark.parametrize(("text", "words", "places"), ASKED.values(), ids=ASKED)
def test_a_person_is_asked(text: str, words: str, places: list[tuple[int, str]]) -> None:
    """With the lines of the new file."""
    found = {decision.question: decision.places for decision in _migrated(f"format: 1\n{text}").decisions}
    assert [[*asked] for question, asked in found.items() if words in question] == [places]


def test_a_person_is_asked_nothing_without_reason() -> None:
    details = "pathway: {authors: [{literal: X}], population: A}"
    boxes = (
        "overview: {nodes: [{id: a, kind: choice, next: [b, c], statements: [s]}, {id: b, kind: end}, {id: c, kind: end, statements: [s]}]}"
    )
    assert _migrated(f"format: 1\n{details}\n{boxes}\nstatements: [{{id: s, says: Tea helps., about: []}}]").decisions == ()


# ── The command ──


def _run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "byte order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_file_is_migrated_once(tmp_path: Path, mark: bytes, end: str) -> None:
    """`--diff` shows it before, and nothing after; the second run changes nothing."""
    file = tmp_path / "pathway.yaml"
    old, new = (mark + text.replace("\n", end).encode() for text in (BEARS, str(_migrated(BEARS).text)))
    file.write_bytes(old)
    shown = _run("migrate", "--diff", file)
    assert (shown.exit_code, file.read_bytes()) == (1, old)
    assert '-"format": 1  # the version\n+"format": 2  # the version' in shown.stdout
    assert "would be rewritten in format 2" in shown.stderr
    done = _run("migrate", file)
    assert (done.exit_code, file.read_bytes()) == (0, new)
    line = new.decode("utf-8-sig").splitlines().index("      - teddy-tree") + 1
    assert re.search(rf"Correct the id\.\n  .*pathway\.yaml:{line}: teddy-tree\n\n", done.stdout)
    assert "is now written in format 2. 9 questions are left for you to decide, above" in done.stdout
    for arguments in (["--diff"], []):
        again = _run("migrate", file, *arguments)
        assert (again.exit_code, file.read_bytes()) == (0, new)
        assert "is already written in format 2. Nothing to change." in again.output


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("format: 1\na: [", "yaml-syntax"),
        ("format: 1\n\ta: b", "yaml-tab"),
        ("format: 3", "unknown-value"),
        ("", "empty-file"),
        ("- a", ""),
    ],
)
def test_a_file_that_is_not_of_format_1_is_reported_and_left_alone(tmp_path: Path, text: str, code: str) -> None:
    """As `check` reports it."""
    file = tmp_path / "pathway.yaml"
    file.write_text(text, "utf-8")
    checked, done = _run("check", file), _run("migrate", file)
    assert f"error[{code}" in checked.stderr
    assert done.stderr.startswith(checked.stderr)
    assert "nothing was changed" in done.stderr
    assert (done.exit_code, file.read_text("utf-8")) == (1, text)


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    done = _run("migrate", tmp_path / "nowhere.yaml")
    assert done.exit_code == 1
    assert "error[unreadable-file]" in done.stderr


def test_a_file_that_cannot_be_rewritten_safely_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "pathway.yaml"
    file.write_text("format: 1\noverview: {nodes: [], boxes: []}\n", "utf-8")
    done = _run("migrate", file)
    assert (done.exit_code, file.read_text("utf-8")) == (1, "format: 1\noverview: {nodes: [], boxes: []}\n")
    assert "cannot be rewritten" in done.stderr
