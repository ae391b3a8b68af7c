"""Reports of the check: its formats, its exit statuses, and checking again at each save."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.cli import check_commands, main
from generator.compiler import Compiled
from generator.core.diagnostics import Diagnostic, Edit, Fix, Severity, catalogue
from generator.core.diagnostics.collector import MAX_PER_RULE
from generator.core.source import Source, Span
from generator.output.read_pathway import compile_file
from generator.reporting import excerpt_of, line
from generator.reporting.formatters import FORMATS
from generator.reporting.rule_doc import rule_doc
from sampling import times

HERE = Path(__file__).parent
SMALLEST = HERE / "valid" / "smallest.yaml"
DANGLING = HERE / "broken" / "dangling-edge.yaml"
TWICE = HERE / "broken" / "duplicate-id-boxes.yaml"
UNUSED = HERE / "broken" / "unused-reference.yaml"


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


# ── Formats ──


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("file", [SMALLEST, DANGLING, UNUSED, HERE / "nowhere.yaml"], ids=lambda file: file.stem)
def test_a_format_comes_whole_and_alone(kind: str, file: Path) -> None:
    """On the standard output, with faults and without; the status is that of the check."""
    done = _run("check", "--format", kind, file)
    assert done.stderr == ""
    assert done.exit_code == bool(compile_file(file)[0].errors)
    if kind in {"json", "sarif"}:
        assert json.loads(done.stdout)
    else:
        assert len(done.stdout.splitlines()) == len(compile_file(file)[0].diagnostics)


def test_lines_are_those_of_the_terminal() -> None:
    assert _run("check", "--format", "line", DANGLING).stdout == "".join(
        f"{line(found)}\n" for found in compile_file(DANGLING)[0].diagnostics
    )


@pytest.mark.parametrize("kind", ["text", "line"])
def test_a_terminal_obeys_no_name_of_a_file(kind: str, tmp_path: Path) -> None:
    """Nor does a name with a line end make a line of its own."""
    file = tmp_path / "a\x1b[2J\nb\u202ec.yaml"
    file.write_text("format: 2\n")
    shown = CliRunner().invoke(main, ["check", str(file), "--format", kind]).output
    assert "missing-field" in shown
    assert [line for line in shown.splitlines() if not line.isprintable()] == []
    assert not any(line.startswith("b") for line in shown.splitlines())


@pytest.mark.parametrize("name", ["[red]", "[/a]", "a[1:2]", ":warning:"])
def test_a_folder_may_have_any_name(name: str, tmp_path: Path) -> None:
    """Though it looks like the terminal's own markup."""
    file = tmp_path / name / "pathway.yaml"
    file.parent.mkdir(parents=True)
    for text in ("format: 2\n", SMALLEST.read_text("utf-8")):
        file.write_text(text, "utf-8")
        result = CliRunner().invoke(main, ["check", str(file)])
        assert result.exit_code in {0, 1}
        assert f"{file}: " in result.output


def test_json_tells_all_that_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    told = json.loads(_run("check", "--format", "json", TWICE).stdout)
    assert told == {
        "version": 1,
        "generator": told["generator"],
        "file": "broken/duplicate-id-boxes.yaml",
        "summary": {"text": "1 error", "errors": 1, "warnings": 0, "notes": 0, "off": 0},
        "diagnostics": [
            {
                "code": "duplicate-id",
                "severity": "error",
                "message": "the id “patch-it” is already used by the box “patch-it” on line 46.",
                "help": catalogue()["duplicate-id"].help,
                "more": 0,
                "place": {"file": "broken/duplicate-id-boxes.yaml", "line": 56, "column": 17, "end_line": 56, "end_column": 25},
                "beside": {"file": "broken/duplicate-id-boxes.yaml", "line": 46, "column": 17, "end_line": 46, "end_column": 25},
                "fix": None,
            }
        ],
        "off": [],
    }


def test_of_very_many_faults_of_a_kind_the_first_are_told(tmp_path: Path) -> None:
    """In the order of the file; the last says how many more there are, and they are counted everywhere."""
    file = tmp_path / "pathway.yaml"
    extra = 50
    cases = {
        "duplicate-key": "a: b\n" * (MAX_PER_RULE + extra + 1),
        "forbidden-character": "\u200b\n" * (MAX_PER_RULE + extra),
        "unknown-key": SMALLEST.read_text("utf-8") + "".join(f"key{number}: x\n" for number in range(MAX_PER_RULE + extra)),
        "dangling-statement": SMALLEST.read_text("utf-8").replace(
            "[patches-hold]", f"[{', '.join(f'a{n}' for n in range(MAX_PER_RULE + extra))}]", 1
        ),
    }
    for code, text in cases.items():
        file.write_text(text, "utf-8")
        told = json.loads(_run("check", "--format", "json", file).stdout)
        found = [one for one in told["diagnostics"] if one["code"] == code]
        assert [one["more"] for one in found] == [0] * (MAX_PER_RULE - 1) + [extra]
        assert [f"Not listed: {extra} more of this kind." in one["help"] for one in found] == [False] * (MAX_PER_RULE - 1) + [True]
        places = [(one["place"]["line"], one["place"]["column"]) for one in found]
        assert places == sorted(set(places))
        assert told["summary"]["errors"] == len(told["diagnostics"]) + extra
        assert _run("check", file).stderr.count(f"[{code}]") == MAX_PER_RULE


def test_manual_names_every_key_of_the_json() -> None:
    page = (HERE.parent / "docs" / "authors" / "checking.md").read_text("utf-8")
    told = json.loads(_run("check", "--format", "json", TWICE).stdout)
    rows = re.findall(r"^\| `(\w+)` \| ", page.partition("Key of the JSON")[2].partition("## ")[0], re.MULTILINE)
    assert rows == [*told]
    assert {*told["summary"], *told["diagnostics"][0], *told["diagnostics"][0]["place"]} <= set(re.findall(r"`(\w+)`", page))
    assert re.findall(r"^\| `(\w+)` \| ", page.partition("Key of the JSON")[0], re.MULTILINE) == ["text", *FORMATS]


TEXTS = st.text(max_size=40)
SPANS = st.builds(lambda file, line, more, column, width: Span(file, line, column, line + more, column + width),
                  st.text(min_size=1, max_size=20), st.integers(1, 99), st.integers(0, 2), st.integers(1, 99), st.integers(1, 9)) | st.builds(
    Span.of_file, st.text(min_size=1, max_size=20)
)  # fmt: skip
FIXES = st.builds(
    Fix,
    st.text(min_size=1, max_size=20),
    st.lists(st.builds(Edit, SPANS.filter(lambda span: span.line > 0), TEXTS), min_size=1, max_size=2).map(tuple),
)
FOUND = st.builds(Diagnostic, st.sampled_from([*catalogue()]).filter(lambda code: "import" not in code), st.sampled_from(Severity), TEXTS,
                  TEXTS, SPANS, st.none() | SPANS, st.just(0), st.none() | FIXES)  # fmt: skip


def _annotation(text: str) -> tuple[str, dict[str, str], str]:
    """An annotation as GitHub's runner reads it."""
    match = re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", text)
    assert match
    properties = dict(part.split("=", 1) for part in match[2].split(","))
    return match[1], {name: unquote(value) for name, value in properties.items()}, unquote(match[3])


@times(1)
@given(found=FOUND)
def test_github_reads_what_was_said(found: Diagnostic) -> None:
    """No name of a file and no message ends the annotation or begins another."""
    text = FORMATS["github"]("x", Compiled(site=None, diagnostics=(found,)))
    assert len(re.split("[\r\n]", text)) == 1
    level, properties, message = _annotation(text)
    assert level == {"note": "notice"}.get(found.severity, found.severity)
    assert properties["file"] == found.span.file
    assert properties["title"] == found.code
    whole = found.span.line == 0
    assert (properties.get("line"), properties.get("endLine")) == (
        (None, None) if whole else (str(found.span.line), str(found.span.end_line))
    )
    assert properties.get("col") == (str(found.span.column) if found.span.line == found.span.end_line and not whole else None)
    assert message.startswith(found.message)
    assert message.endswith(found.help)


def _closed(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {**required, **optional}, "required": [*required], "additionalProperties": False}


_TEXT = _closed({"text": {"type": "string", "minLength": 1}})
_LEVEL = {"enum": ["error", "warning", "note"]}
_REGION = _closed({name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn", "endLine", "endColumn")})
_URI = {"type": "string", "pattern": r"^(?:[A-Za-z0-9\-._~/:]|%[0-9A-F]{2})+$"}
_PLACES = {
    "type": "array",
    "minItems": 1,
    "items": _closed({"physicalLocation": _closed({"artifactLocation": _closed({"uri": _URI})}, region=_REGION)}),
}
_REPLACED = _closed({"deletedRegion": _REGION, "insertedContent": _closed({"text": {"type": "string"}})})
_CHANGE = _closed({"artifactLocation": _closed({"uri": _URI}), "replacements": {"type": "array", "minItems": 1, "items": _REPLACED}})
_FIXES = {"type": "array", "items": _closed({"description": _TEXT, "artifactChanges": {"type": "array", "minItems": 1, "items": _CHANGE}})}
_RULE = _closed(
    {
        "id": {"type": "string"},
        "shortDescription": _TEXT,
        "fullDescription": _TEXT,
        "help": _TEXT,
        "defaultConfiguration": _closed({"level": _LEVEL}),
    }
)
_SUPPRESSED = {"type": "array", "items": _closed({"kind": {"const": "external"}, "justification": {"type": "string"}})}
_RESULT = _closed(
    {"ruleId": {"type": "string"}, "ruleIndex": {"type": "integer"}, "level": _LEVEL, "message": _TEXT, "locations": _PLACES},
    relatedLocations=_PLACES,
    fixes=_FIXES,
    suppressions=_SUPPRESSED,
)
_DRIVER = _closed({"name": {"const": "pathway"}, "semanticVersion": {"type": "string"}, "rules": {"type": "array", "items": _RULE}})
_RUN = _closed(
    {
        "tool": _closed({"driver": _DRIVER}),
        "columnKind": {"const": "unicodeCodePoints"},
        "results": {"type": "array", "items": _RESULT},
    }
)
# The part of SARIF that is written here, as its specification has it; the whole schema comes with no package.
SARIF = Draft202012Validator(
    _closed({"$schema": {"type": "string"}, "version": {"const": "2.1.0"}, "runs": {"type": "array", "minItems": 1, "items": _RUN}})
)


@times(0.5)
@given(told=st.lists(FOUND, max_size=3))
def test_sarif_has_the_shape_of_its_specification(told: list[Diagnostic]) -> None:
    log = json.loads(FORMATS["sarif"]("x", Compiled(site=None, diagnostics=tuple(told))))
    SARIF.validate(log)
    run = log["runs"][0]
    assert [run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] for result in run["results"]] == [found.code for found in told]
    for result, found in zip(run["results"], told, strict=True):
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert found.span.file.startswith("/") or Path(unquote(uri)) == Path(found.span.file)


def test_sarif_has_the_whole_help_of_a_rule() -> None:
    """As an editor without this manual at hand shows it."""
    log = json.loads(FORMATS["sarif"]("x", Compiled(site=None, diagnostics=())))
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        told = rule_doc(rule["id"])
        for said in (told.what_to_do, told.why, told.before, told.after):
            assert said in rule["help"]["text"]


def test_sarif_has_what_is_switched_off_as_suppressed(tmp_path: Path) -> None:
    off = "rules: {unused-reference: {severity: off, reason: So it is.}}\n"
    (tmp_path / "pathway.yaml").write_text(UNUSED.read_text("utf-8").replace("format: 2\n", f"format: 2\n{off}"), "utf-8")
    log = json.loads(_run("check", "--format", "sarif", tmp_path / "pathway.yaml").stdout)
    SARIF.validate(log)
    assert [result["suppressions"] for result in log["runs"][0]["results"]] == [[{"kind": "external", "justification": "So it is."}]]


@pytest.mark.parametrize(
    ("text", "word", "under"),
    [
        ("to: nowhere", "nowhere", "    ^^^^^^^"),
        ("名: 何処", "何処", "    ^^^^"),
        ("e\u0301te\u0301: no", "no", "     ^^"),
        ("\tto: x", "x", "     ^"),
    ],
)
def test_the_line_stands_under_the_word(text: str, word: str, under: str) -> None:
    """As a terminal shows it: some letters are two cells wide, and some have no width."""
    start = text.index(word) + 1
    found = Diagnostic("dead-end", Severity.ERROR, "so", "so", Span("x", 1, start, 1, start + len(word)))
    assert excerpt_of(found, Source("x", text))[1].removeprefix("      │ ") == under


def test_terminal_tells_once_where_more_is_told() -> None:
    """With the code where there is only one."""
    several = HERE / "broken" / "yaml-alias.yaml"
    assert _run("check", DANGLING).stderr.count("“pathway explain dangling-edge” explains more.") == 1
    assert _run("check", several).stderr.count("“pathway explain") == 1
    assert "explain" not in _run("check", SMALLEST).output


# ── Exit statuses ──


def _crash(_: Path) -> None:
    raise RuntimeError("nobody foresaw this")


def _interrupt(_: Path) -> None:
    raise KeyboardInterrupt


STATUSES: list[tuple[int, list[object], Callable[[Path], None] | None]] = [
    (0, ["check", SMALLEST], None),
    (0, ["check", UNUSED], None),
    (0, ["check", "--format", "json", SMALLEST], None),
    (0, ["explain", "dead-end"], None),
    (0, ["--help"], None),
    (1, ["check", DANGLING], None),
    (1, ["check", "--format", "sarif", DANGLING], None),
    (1, ["check", "--strict", UNUSED], None),
    (1, ["check", "--strict", "--format", "line", UNUSED], None),
    (1, ["check", HERE / "nowhere.yaml"], None),
    (1, ["check", HERE], None),
    (1, ["build", DANGLING], None),
    (1, ["draw", "nothing", "--file", SMALLEST], None),
    (1, ["refs", "add", HERE / "nowhere.nbib", "--file", SMALLEST], None),
    (2, ["chekc"], None),
    (2, ["check", "--formt", "json"], None),
    (2, ["check", "--format", "xml"], None),
    (2, ["explain", "nothing"], None),
    (70, ["check", "--format", "json", SMALLEST], _crash),
    (130, ["check", "--format", "json", SMALLEST], _interrupt),
]


@pytest.mark.parametrize(("status", "arguments", "instead"), STATUSES)
def test_exit_status(status: int, arguments: list[object], instead: Callable[[Path], None] | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if instead:
        monkeypatch.setattr(check_commands, "compile_file", instead)
    done = _run(*arguments)
    assert done.exit_code == status
    assert not status or bool(done.stderr) == ("--format" not in arguments or status > 1)
    assert ("nobody foresaw this" in done.stderr) == (status == 70)


def test_statuses_are_documented() -> None:
    """In the manual and in every help that leads to one."""
    page = (HERE.parent / "docs" / "authors" / "checking.md").read_text("utf-8")
    wanted = {str(status) for status, *_ in STATUSES}
    assert set(re.findall(r"^\| (\d+) \| ", page, re.MULTILINE)) == wanted
    for arguments in (["--help"], ["check", "--help"]):
        said = _run(*arguments).output.partition("Exit status:")[2]
        assert set(re.findall(r"\b(\d+) ", said)) == wanted


# ── Watching ──


@contextmanager
def _watching(file: Path) -> Iterator[Callable[[str], None]]:
    """`pathway check --watch` as a process; the function waits until it says something."""
    command = [sys.executable, "-m", "generator", "check", "--watch", "--strict", str(file)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    said: Queue[str] = Queue()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=environment) as process:
        assert process.stdout

        def read(lines: Iterator[str]) -> None:
            for text in lines:
                said.put(text)

        threading.Thread(target=read, args=(iter(process.stdout),), daemon=True).start()

        def wait_for(text: str) -> None:
            heard: list[str] = []
            while not heard or text not in heard[-1]:
                try:
                    heard.append(said.get(timeout=60))
                except Empty:
                    pytest.fail(f"it said only: {heard}")

        try:
            wait_for("Waiting")
            yield wait_for
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
            assert not any("Traceback" in text for text in said.queue)
        finally:
            process.kill()


def _by_writing(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")


def _by_renaming(file: Path, text: str) -> None:
    """As vim, Emacs and many others save."""
    fresh = file.with_name(".4913.swp")
    fresh.write_text(text, "utf-8")
    fresh.replace(file)


def _by_removing(file: Path, text: str) -> None:
    file.unlink()
    file.write_text(text, "utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C cannot be sent to one process there")
def test_watching_checks_at_each_save(tmp_path: Path) -> None:
    """However an editor saves, also a file that the pathway names, and through a link; Ctrl+C ends it well."""
    fine, broken = SMALLEST.read_text("utf-8"), DANGLING.read_text("utf-8")
    style = (HERE / "styles" / "numeric.csl").read_text("utf-8")
    (tmp_path / "real").mkdir()
    file, real = tmp_path / "pathway.yaml", tmp_path / "real" / "pathway.yaml"
    real.write_text(fine, "utf-8")
    file.symlink_to(real)
    with _watching(file) as wait_for:
        for save in (_by_writing, _by_renaming, _by_removing):
            save(real, broken)
            wait_for("error[dangling-edge]")
            save(real, fine)
            wait_for("no faults")
        _by_writing(real, UNUSED.read_text("utf-8"))
        wait_for("1 warning; the check fails because of --strict.")
        _by_renaming(real, fine.replace("  method:", "  citation_style: own.csl\n  method:"))
        wait_for("error[missing-style]")
        _by_writing(tmp_path / "own.csl", style)
        wait_for("no faults")
        _by_renaming(tmp_path / "own.csl", style[:200])
        wait_for("error[broken-style]")
        file.unlink()
        wait_for("error[unreadable-file]")
        _by_writing(file, fine)
        wait_for("no faults")
