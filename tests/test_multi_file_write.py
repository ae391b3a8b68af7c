"""Files written among those of others: all of them or none, whatever happens between the first and the last."""

import errno
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.output.markdown_tree import EmitError, write_files
from generator.output.work_dir import MARK
from hosting import ROOT

LEFT = ".pathway-set.0ab_cdef.new"
OLD, NEW = {"a": "old a", "b": "old b"}, {"a": "new a", "b": "new b", "c": "new c"}


def _write(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def _contents(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


def _cut_off(folder: Path, made: Mapping[str, str], old: Mapping[str, str], plan: Mapping[str, str]) -> None:
    """State after an interrupted run: files not yet moved in, files moved away, and its plan."""
    _write(folder / LEFT / "made", made)
    _write(folder / LEFT / "old", old)
    _write(
        folder / LEFT, {MARK: "", "plan.json": json.dumps({name: hashlib.sha256(text.encode()).hexdigest() for name, text in plan.items()})}
    )


def test_all_files_are_written(tmp_path: Path) -> None:
    """New ones and old ones, and nothing is left beside them."""
    _write(tmp_path, {**OLD, "thesis": "mine"})
    with pytest.raises(EmitError, match="already exists"):
        write_files(NEW, tmp_path)
    assert _contents(tmp_path) == {**OLD, "thesis": "mine"}
    write_files(NEW, tmp_path, force=True)
    assert _contents(tmp_path) == {**NEW, "thesis": "mine"}


@pytest.mark.parametrize("fault", [OSError(errno.EIO, "Input/output error"), KeyboardInterrupt()], ids=["disk", "Ctrl+C"])
@pytest.mark.parametrize("step", range(1, 6))
def test_what_fails_halfway_is_undone(step: int, fault: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the folder is where the author works; every file is as it was."""
    _write(tmp_path, {**OLD, "thesis": "mine"})
    rename, done = Path.rename, 0

    def failing(path: Path, target: Path) -> Path:
        nonlocal done
        done += 1
        if done == step:
            raise fault
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises((EmitError, KeyboardInterrupt)):
        write_files(NEW, tmp_path, force=True)
    assert _contents(tmp_path) == {**OLD, "thesis": "mine"}


# What a killed run left (not yet brought, moved away), what lies there, and what lies there after the next run has begun.
LEFTOVERS = [
    ({**NEW}, {"a": "old a"}, {"b": "old b"}, OLD),
    ({**NEW}, OLD, {}, OLD),
    ({"b": "new b", "c": "new c"}, OLD, {"a": "new a"}, OLD),
    ({"c": "new c"}, OLD, {"a": "new a", "b": "new b"}, OLD),
    ({}, OLD, NEW, NEW),
    # Somebody has changed, taken away or added one since.
    ({"b": "new b", "c": "new c"}, OLD, {"a": "mine"}, {"a": "mine", "b": "old b"}),
    ({"b": "new b", "c": "new c"}, OLD, {"a": "new a", "c": "mine"}, {**OLD, "c": "mine"}),
    ({"c": "new c"}, {}, {"a": "new a", "b": "new b"}, {}),
    ({"c": "new c"}, {}, {"a": "new a", "b": "mine"}, {"b": "mine"}),
]


@pytest.mark.parametrize(("made", "old", "there", "after"), LEFTOVERS)
def test_a_run_that_was_cut_off_is_undone(
    made: Mapping[str, str], old: Mapping[str, str], there: Mapping[str, str], after: Mapping[str, str], tmp_path: Path
) -> None:
    """The next run puts back what was there, takes for its own only what nobody has changed, and leaves nothing over."""
    _write(tmp_path, {"thesis": "mine", **there})
    _cut_off(tmp_path, made, old, NEW)
    write_files({"d": "new d"}, tmp_path)
    assert _contents(tmp_path) == {"thesis": "mine", **after, "d": "new d"}


def test_what_another_run_is_moving_is_let_alone(tmp_path: Path) -> None:
    """As long as it lives it holds its mark."""
    fcntl = pytest.importorskip("fcntl", reason="this system has no such locks")
    _cut_off(tmp_path, {"b": "new b"}, {"a": "old a"}, NEW)
    before = _contents(tmp_path)
    with (tmp_path / LEFT / MARK).open("rb") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        write_files({"d": "new d"}, tmp_path)
    assert _contents(tmp_path) == {**before, "d": "new d"}


def test_a_planted_plan_reaches_no_other_folder(tmp_path: Path) -> None:
    """Anybody who can write there may plant one; it moves nothing out of that folder, and nothing into it."""
    folder, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    _write(elsewhere, {"thesis": "mine"})
    _write(folder, {"note": "mine"})
    _cut_off(folder, {"x": ""}, {}, {"../elsewhere/thesis": "mine", str(elsewhere / "thesis"): "mine", "..": "", "": ""})
    (folder / LEFT / "old").rmdir()
    (folder / LEFT / "old").symlink_to(elsewhere)
    write_files({"d": "new d"}, folder)
    assert _contents(tmp_path) == {"elsewhere/thesis": "mine", "out/note": "mine", "out/d": "new d"}


@pytest.mark.parametrize("plan", ["", "[]", "{", "[" * 100_000, '{"a": 1}'])
def test_a_plan_that_cannot_be_read_is_none(plan: str, tmp_path: Path) -> None:
    """A run that was cut off while it wrote its plan has moved nothing yet."""
    _write(tmp_path, OLD)
    _cut_off(tmp_path, NEW, {}, NEW)
    _write(tmp_path / LEFT, {"plan.json": plan})
    write_files(NEW, tmp_path, force=True)
    assert _contents(tmp_path) == NEW


def test_no_folder_gives_way_to_a_file(tmp_path: Path) -> None:
    """Not even with --force, for a folder may hold anything; a symbolic link to one does, and its goal stays."""
    _write(tmp_path / "b", {"thesis": "mine"})
    with pytest.raises(EmitError, match="is a folder"):
        write_files(NEW, tmp_path, force=True)
    assert _contents(tmp_path) == {"b/thesis": "mine"}
    (tmp_path / "c").symlink_to("b")
    write_files({"a": "new a", "c": "new c"}, tmp_path, force=True)
    assert _contents(tmp_path) == {"b/thesis": "mine", "a": "new a", "c": "new c"}


def test_what_is_cut_off_begins_anew(tmp_path: Path) -> None:
    """`pathway new`, killed between its two files, can simply be run again."""
    schema = CliRunner().invoke(main, ["schema"]).stdout
    _write(tmp_path, {"pathway.schema.json": schema})
    _cut_off(tmp_path, {"pathway.yaml": "half"}, {}, {"pathway.schema.json": schema, "pathway.yaml": "half"})
    result = CliRunner().invoke(main, ["new", str(tmp_path), "--yes"])
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pathway.schema.json", "pathway.yaml"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each run is a fork of one that has loaded everything")
def test_killed_runs_leave_the_old_or_the_new(tmp_path: Path) -> None:
    """A share of the long campaign: commands killed before their last changes of the disk, really."""
    script = "import sys; from pathlib import Path; from campaigns.output import share; share(Path(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", script, tmp_path], cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    tallies = json.loads(done.stdout)
    assert [tally["wrong"] for tally in tallies] == [[]] * len(tallies)
    assert all(sum(tally[what] for tally in tallies) for what in ("old", "new", "part")), tallies
