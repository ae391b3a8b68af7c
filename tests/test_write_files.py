"""Files written among those of others: each whole, the old or the new, whatever happens between the first and the last."""

import errno
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.mkdocs.build import bundled
from generator.output.markdown_tree import EmitError, write_files
from generator.output.read_pathway import compile_file
from generator.output.work_dir import MARK
from hosting import ROOT

LEFT = ".pathway.0ab_cdef.new"
OLD, NEW = {"a": "old a", "b": "old b"}, {"a": "new a", "b": "new b", "c": "new c"}


def _write(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def _contents(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


def _failing(step: int, fault: BaseException, call: Callable[..., object]) -> Callable[..., object]:
    """A call that fails at one of its steps."""
    done = 0

    def called(*arguments: object) -> object:
        nonlocal done
        done += 1
        if done == step:
            raise fault
        return call(*arguments)

    return called


def test_all_files_are_written(tmp_path: Path) -> None:
    """New ones and old ones, and nothing is left beside them."""
    _write(tmp_path, {**OLD, "thesis": "mine"})
    with pytest.raises(EmitError, match="already exists"):
        write_files(NEW, tmp_path)
    assert _contents(tmp_path) == {**OLD, "thesis": "mine"}
    write_files(NEW, tmp_path, force=True)
    assert _contents(tmp_path) == {**NEW, "thesis": "mine"}


FAULTS = [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()]


@pytest.mark.parametrize("fault", FAULTS, ids=["disk", "Ctrl+C"])
@pytest.mark.parametrize("step", range(1, len(NEW) + 1))
def test_no_file_changes_before_all_are_on_the_disk(
    step: int, fault: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full at the last file leaves every file as it was."""
    _write(tmp_path, {**OLD, "thesis": "mine"})
    monkeypatch.setattr(os, "fsync", _failing(step, fault, os.fsync))
    with pytest.raises((EmitError, KeyboardInterrupt)):
        write_files(NEW, tmp_path, force=True)
    assert _contents(tmp_path) == {**OLD, "thesis": "mine"}


@pytest.mark.parametrize("fault", FAULTS, ids=["disk", "Ctrl+C"])
@pytest.mark.parametrize("done", range(len(NEW)))
def test_what_is_cut_off_can_be_run_again(done: int, fault: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off between two files, the first ones are new and the others as they were; also without --force, the next run completes them."""
    _write(tmp_path, {"thesis": "mine"})
    monkeypatch.setattr(Path, "replace", _failing(done + 1, fault, Path.replace))
    with pytest.raises((EmitError, KeyboardInterrupt)):
        write_files(NEW, tmp_path)
    assert _contents(tmp_path) == {**dict([*NEW.items()][:done]), "thesis": "mine"}
    write_files(NEW, tmp_path)
    assert _contents(tmp_path) == {**NEW, "thesis": "mine"}


@pytest.mark.parametrize("held", [False, True])
def test_only_what_no_run_holds_is_cleared_away(held: bool, tmp_path: Path) -> None:
    """The next run removes the leftovers of a killed one; a run that lives holds its mark."""
    fcntl = pytest.importorskip("fcntl", reason="this system has no such locks")
    _write(tmp_path / LEFT, {MARK: "", "a": "half"})
    with (tmp_path / LEFT / MARK).open("rb") as mark:
        if held:
            fcntl.flock(mark, fcntl.LOCK_EX)
        write_files({"d": "new d"}, tmp_path)
    assert _contents(tmp_path) == {**({f"{LEFT}/{MARK}": "", f"{LEFT}/a": "half"} if held else {}), "d": "new d"}


def test_of_two_runs_at_once_the_second_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until all files of the first are in their places; those of the second are what stays."""
    fcntl = pytest.importorskip("fcntl", reason="this system has no such locks")
    second = threading.Thread(target=write_files, args=(NEW, tmp_path), kwargs={"force": True})
    asked, written = threading.Event(), list[bool]()
    flock, fsync = fcntl.flock, os.fsync

    def lock(place: Any, how: int) -> None:
        if threading.current_thread() is second:
            asked.set()
        flock(place, how)

    def sync(handle: int) -> None:
        written.append(threading.current_thread() is second)
        if len(written) == 1:
            second.start()
            assert asked.wait(60)
        fsync(handle)

    monkeypatch.setattr(fcntl, "flock", lock)
    monkeypatch.setattr(os, "fsync", sync)
    write_files(OLD, tmp_path)
    second.join()
    assert written == [False] * len(OLD) + [True] * len(NEW)
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


def test_a_link_is_never_taken_for_our_file(tmp_path: Path) -> None:
    """Not even where it leads to the same text."""
    _write(tmp_path / "elsewhere", {"a": "new a"})
    (tmp_path / "a").symlink_to("elsewhere/a")
    with pytest.raises(EmitError, match="already exists"):
        write_files({"a": "new a"}, tmp_path)
    assert (tmp_path / "a").is_symlink()


def test_new_can_be_run_again(tmp_path: Path) -> None:
    """Killed between its two files, `pathway new` has written the schema only; another schema is somebody's."""
    schema = CliRunner().invoke(main, ["schema"]).stdout
    _write(tmp_path, {"pathway.schema.json": "mine"})
    assert CliRunner().invoke(main, ["new", str(tmp_path), "--yes"]).exit_code == 1
    assert _contents(tmp_path) == {"pathway.schema.json": "mine"}
    _write(tmp_path, {"pathway.schema.json": schema})
    result = CliRunner().invoke(main, ["new", str(tmp_path), "--yes"])
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pathway.schema.json", "pathway.yaml"]


def test_an_archive_comes_after_its_checksum() -> None:
    """The new archive never lies beside the checksum of the old one."""
    pathway = ROOT / "tests" / "gold" / "bicycle" / "pathway.yaml"
    site = compile_file(pathway)[0].site
    assert site
    assert [name.partition("0.2.0.")[2] for name in bundled(pathway, site)] == ["README.txt", "zip.sha256", "zip"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each run is a fork of one that has loaded everything")
def test_killed_runs_leave_whole_files(tmp_path: Path) -> None:
    """A share of the long campaign: commands killed before their last changes of the disk, really."""
    script = "import sys; from pathlib import Path; from campaigns.output import share; share(Path(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", script, tmp_path], cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    tallies = json.loads(done.stdout)
    assert [tally["wrong"] for tally in tallies] == [[]] * len(tallies)
    assert all(sum(tally[what] for tally in tallies) for what in ("old", "new", "part")), tallies
