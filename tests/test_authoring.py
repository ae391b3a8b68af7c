"""How a pathway is begun: what `pathway new` asks and makes, and the schema that helps while one writes."""

import datetime
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st

from generator.cli import main
from generator.compiler import read
from generator.core.diagnostics import catalogue
from generator.core.source import Source
from generator.model import Box, Date, schema
from generator.scaffold import ScaffoldAnswers, id_for, problems, starter, subject_for, title_for
from sampling import times

ANSWERS = ScaffoldAnswers("Example condition", "example-condition", "example condition", Date(2026, 3, 2))


def _run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ── A new pathway ──


def test_new_makes_a_pathway_that_checks_and_builds(tmp_path: Path) -> None:
    """Nothing is said but what is still to be written, which `--strict` does not let pass; and it says what comes next."""
    folder = tmp_path / "care-of-kettles"
    made = _run("new", folder)
    assert (made.exit_code, made.stderr) == (0, "")
    assert f"cd {folder}" in made.stdout
    assert "pathway serve" in made.stdout
    assert _names(folder) == ["pathway.schema.json", "pathway.yaml"]
    assert (folder / "pathway.schema.json").read_text("utf-8") == _run("schema").stdout
    checked = _run("check", "--strict", folder / "pathway.yaml")
    assert checked.exit_code == 1
    assert {*re.findall(r"(?:error|warning|note)\[([\w-]+)\]", checked.stderr)} == {"left-placeholder"}
    built = _run("build", folder / "pathway.yaml")
    assert built.exit_code == 0
    assert "Care of kettles" in (folder / "site" / "index.html").read_text("utf-8")


def test_new_shows_what_a_pathway_is_made_of() -> None:
    """Most kinds of box and all roles, and whatever else an author wants to see once; all publications are said to be invented."""
    pathway, _ = read(Source("new", starter(ANSWERS)))
    assert pathway
    boxes: list[Box] = [box for section in pathway.sections for chart in section.charts for box in chart.boxes]
    assert {box.kind.value for box in boxes} >= {"start", "caution", "action", "question", "choice", "end"}
    assert len({statement.role for statement in pathway.statements}) == 8
    assert pathway.treatments
    assert pathway.circumstances
    assert pathway.abbreviations
    assert all("nvented" in reference.title and reference.notice for reference in pathway.references)
    assert not any(reference.pmid or reference.doi or reference.url for reference in pathway.references)


@pytest.mark.parametrize("taken", ["pathway.yaml", "pathway.schema.json"])
def test_new_touches_nothing_that_is_there(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("mine")
    made = _run("new", tmp_path, "--yes")
    assert made.exit_code == 1
    assert "already exists" in made.stderr
    assert _names(tmp_path) == [taken]
    assert (tmp_path / taken).read_text() == "mine"


def test_new_goes_into_a_folder_that_holds_other_things(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    assert _run("new", tmp_path, "--title", "Kettles").exit_code == 0
    assert _names(tmp_path) == ["README.md", "pathway.schema.json", "pathway.yaml"]
    (tmp_path / "file").write_text("mine")
    assert "cannot be written" in _run("new", tmp_path / "file").stderr


@pytest.mark.parametrize(
    ("option", "said", "answer"),
    [
        ("--title", "A **bold** one", "looks like markup"),
        ("--title", "A\u202eone", "right-to-left override (U+202E)"),
        ("--subject", "<b>gout</b>", "looks like markup"),
        ("--id", "two words", "is not a valid id"),
        ("--id", "aux", "is not a valid id"),
    ],
)
def test_new_refuses_what_would_not_check(tmp_path: Path, option: str, said: str, answer: str) -> None:
    made = _run("new", tmp_path / "new", option, said)
    assert made.exit_code == 1
    assert made.stderr.startswith(f"error: {option}: ")
    assert answer in made.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no terminal to make on Windows")
def test_new_asks_until_it_is_answered(tmp_path: Path) -> None:
    """In a terminal; a bad answer is asked again, an empty one takes what is offered."""
    import pty  # noqa: PLC0415  # not on Windows

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", "new", "bears", "--subject", "colds"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        os.write(ours, "Bears: `a` book\nBears: a “book” 🐻\ntwo words\n\n".encode())
        assert process.stdout
        said = process.stdout.read()
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0, said
    assert said.count("Title of the pathway [Bears]: ") == 2
    assert "What it is about" not in said
    assert "looks like markup" in said
    assert "is not a valid id" in said
    pathway, _ = read(Source("new", (tmp_path / "bears" / "pathway.yaml").read_text("utf-8")))
    assert pathway
    assert (pathway.pathway.title, pathway.pathway.id) == ("Bears: a “book” 🐻", "bears-a-book")


PIECES = [*"\"'\\:#-?!&*|>%@,[]{}()=~ 0aÉβ≥鎖🐻\n\t\u200d", ": ", " #", "yes", "null", "2021", "{title}", "aux"]
HARD = st.lists(st.sampled_from(PIECES)).map("".join)
NOT_FOR_A_TEXT = {"forbidden-character", "empty-text", "markup-in-text"}


@pytest.mark.release
@times(0.8)
@given(HARD | st.text(), HARD | st.text(), st.dates())
@example("", "\r0", datetime.date(2000, 1, 1))
def test_new_writes_any_title(title: str, subject: str, day: object) -> None:
    """As it was typed; and what it refuses is what the check refuses of any text."""
    year, month, number = (int(part) for part in str(day).split("-"))
    answers = ScaffoldAnswers(title, id_for(title), subject, Date(min(year, 9998), month, number))
    found = {fault.code for fault in problems(answers)}
    assert found <= NOT_FOR_A_TEXT <= catalogue().keys()
    pathway, _ = read(Source("new", starter(answers)))
    if pathway and not found:
        assert pathway.pathway.title == " ".join(title.split())
        assert pathway.pathway.summary.startswith(" ".join(f"{subject}: a draft.".split()))


@pytest.mark.release
@times(0.8)
@given(HARD | st.text())
def test_what_new_offers_always_fits(text: str) -> None:
    title = title_for(text)
    assert problems(ScaffoldAnswers(title, id_for(text), subject_for(title), Date(2026))) == ()


@pytest.mark.parametrize(
    ("offered", "wanted"),
    [
        (title_for("slow-kettle"), "Slow kettle"),
        (title_for("..."), "..."),
        (title_for(""), "My pathway"),
        (id_for("Care of kettles: a “book”"), "care-of-kettles-a-book"),
        (id_for("Aux"), "my-pathway"),
        (id_for("🐻"), "my-pathway"),
        (id_for("鎖 Ü"), "鎖-ü"),
        (id_for("kettle " * 20), "-".join(["kettle"] * 8)),
        (id_for("k" * 100), "k" * 60),
        (subject_for("Treatment of gout"), "gout"),
        (subject_for("The care of old kettles"), "old kettles"),
        (subject_for("Gout"), "Gout"),
    ],
)
def test_what_new_offers(offered: str, wanted: str) -> None:
    assert offered == wanted


# ── The schema ──


def test_schema_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    """And over nothing else, unless that is said."""
    file = tmp_path / "editor" / "schema.json"
    assert _run("schema", "--into", file).exit_code == 0
    assert json.loads(file.read_text("utf-8")) == schema()
    assert _run("schema", "--into", file).exit_code == 0
    file.write_text("mine")
    assert _run("schema", "--into", file).exit_code == 1
    assert file.read_text() == "mine"
    assert _run("schema", "--into", file, "--force").exit_code == 0
