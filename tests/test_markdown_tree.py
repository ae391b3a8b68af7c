"""Writing to disk: whole or not at all, and never over what is not ours."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.output.markdown_tree import MANIFEST, EmitError, atomic_dir
from hosting import ROOT


def _write(directory: Path, **files: str) -> None:
    with atomic_dir(directory) as staging:
        for name, text in files.items():
            (staging / name).write_text(text)


def _contents(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST}


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    """Pages that are no longer made disappear; nothing is left beside the folder."""
    site = tmp_path / "site"
    _write(site, a="1", b="1")
    _write(site, a="2")
    assert _contents(site) == {"a": "2"}
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_files_of_others_are_taken_along(tmp_path: Path) -> None:
    """Whatever somebody put beside our files is there afterwards, links as links."""
    site = tmp_path / "site"
    _write(site, a="1")
    (site / "CNAME").write_text("example.org")
    (site / "deep").mkdir()
    (site / "deep" / "note").write_text("mine")
    (site / "link").symlink_to("CNAME")
    _write(site, a="2")
    assert _contents(site) == {"a": "2", "CNAME": "example.org", "deep/note": "mine", "link": "example.org"}
    assert (site / "link").is_symlink()


def test_a_list_of_ours_that_is_torn_loses_nothing(tmp_path: Path) -> None:
    """Files that it no longer names are taken for somebody's, and kept."""
    site = tmp_path / "site"
    _write(site, a="1", b="1")
    (site / MANIFEST).write_bytes(b"a\n\xff\xfe\0")
    _write(site, a="2")
    assert _contents(site) == {"a": "2", "b": "1"}


def _foreign_folder(site: Path) -> None:
    site.mkdir()
    (site / "thesis").write_text("mine")


def _foreign_file(site: Path) -> None:
    site.write_text("mine")


def _link(site: Path) -> None:
    (site.parent / "elsewhere").mkdir()
    (site.parent / "elsewhere" / MANIFEST).write_text("thesis\n")
    (site.parent / "elsewhere" / "thesis").write_text("mine")
    site.symlink_to("elsewhere")


def _dangling_link(site: Path) -> None:
    site.symlink_to("nowhere")


def _file_in_our_place(site: Path) -> None:
    _write(site, b="1")
    (site / "a").write_text("mine")


def _folder_in_our_place(site: Path) -> None:
    _write(site, b="1")
    (site / "a").mkdir()
    (site / "a" / "note").write_text("mine")


def _link_in_our_place(site: Path) -> None:
    _write(site, b="1")
    (site.parent / "elsewhere").mkdir()
    (site.parent / "elsewhere" / "thesis").write_text("mine")
    (site / "a").symlink_to(site.parent / "elsewhere", target_is_directory=True)


def _pipe(site: Path) -> None:
    _write(site, b="1")
    os.mkfifo(site / "pipe")


PLANTED = [
    *([_pipe] if hasattr(os, "mkfifo") else []),
    _foreign_folder,
    _foreign_file,
    _link,
    _dangling_link,
    _file_in_our_place,
    _folder_in_our_place,
    _link_in_our_place,
]


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_not_ours_is_refused(planted: Callable[[Path], None], tmp_path: Path) -> None:
    """The message says so, and every file is as it was."""
    site = tmp_path / "site"
    planted(site)
    before = _contents(tmp_path)
    with pytest.raises(EmitError):
        _write(site, a="2")
    assert _contents(tmp_path) == before
    assert not list(tmp_path.glob(".site.*"))


def test_a_failure_leaves_the_old_site(tmp_path: Path) -> None:
    """Whatever goes wrong while the new one is made, the old one stays whole."""
    site = tmp_path / "site"
    _write(site, a="1", b="1")
    with pytest.raises(ZeroDivisionError), atomic_dir(site) as staging:
        (staging / "a").write_text("2")
        raise ZeroDivisionError
    assert _contents(site) == {"a": "1", "b": "1"}
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_a_swap_that_was_cut_off_is_mended(tmp_path: Path) -> None:
    """Killed between its two renames, a run leaves the old site aside; the next run puts it back before anything else."""
    site = tmp_path / "site"
    _write(site, a="1")
    (site / "CNAME").write_text("example.org")
    site.rename(tmp_path / ".site.0ab_cdef.old")
    _write(site, a="2")
    assert _contents(site) == {"a": "2", "CNAME": "example.org"}
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_a_link_where_the_site_has_a_folder_is_refused(tmp_path: Path) -> None:
    """It would come to lie in that folder, and no longer where it was put."""
    site = tmp_path / "site"
    _write(site, a="1")
    (tmp_path / "elsewhere").mkdir()
    (site / "assets").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(EmitError, match="needs a file of that name"), atomic_dir(site) as staging:
        (staging / "assets").mkdir()
        (staging / "assets" / "b").write_text("2")
    assert _contents(site) == {"a": "1"}
    assert (site / "assets").is_symlink()


# Names beside the site, what lies under them, and whether it stays.
BESIDE = [
    (".site.0ab_cdef.new", {MANIFEST: "", "a": "half"}, False),
    (".site.0ab_cdef.old", {MANIFEST: "a\n", "a": "0"}, False),
    (".site.0ab_cdef.old", {}, False),
    (".site.0ab_cdef.new", {"thesis": "mine"}, True),
    (".site.0ab_cdef.old", {"thesis": "mine"}, True),
    (".site.old", {MANIFEST: "", "thesis": "mine"}, True),
    (".site.new", {MANIFEST: "", "thesis": "mine"}, True),
    (".site.january.backup", {MANIFEST: "", "thesis": "mine"}, True),
    (".other.0ab_cdef.new", {MANIFEST: "", "thesis": "mine"}, True),
]


@pytest.mark.parametrize(("name", "files", "stays"), BESIDE)
def test_only_what_a_run_of_ours_left_is_cleared_away(name: str, files: dict[str, str], stays: bool, tmp_path: Path) -> None:
    """The next run removes the leftovers of an interrupted one; other files beside the site are not touched, whatever their names."""
    site, left = tmp_path / "site", tmp_path / name
    _write(site, a="1")
    left.mkdir()
    for file, text in files.items():
        (left / file).write_text(text)
    for path in (*left.iterdir(), left):
        os.utime(path, (0, 0))
    _write(site, a="2")
    assert _contents(site) == {"a": "2"}
    assert left.is_dir() is stays
    if stays:
        assert {path.name: path.read_text() for path in left.iterdir()} == files


def test_what_another_run_works_in_is_let_alone(tmp_path: Path) -> None:
    """Two builds into one folder: each has its own place to work, and the later one is what stays, with all files of others."""
    site = tmp_path / "site"
    _write(site, a="1")
    (site / "CNAME").write_text("example.org")
    with atomic_dir(site) as first:
        (first / "a").write_text("2")
        with atomic_dir(site) as second:
            (second / "a").write_text("3")
        assert _contents(site) == {"a": "3", "CNAME": "example.org"}
    assert _contents(site) == {"a": "2", "CNAME": "example.org"}
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_a_link_planted_meanwhile_is_refused(tmp_path: Path) -> None:
    """Also one that appears while the site is made."""
    site = tmp_path / "site"
    with pytest.raises(EmitError, match="not a folder"), atomic_dir(site) as staging:
        (staging / "a").write_text("2")
        (tmp_path / "elsewhere").mkdir()
        site.symlink_to("elsewhere")
    assert site.is_symlink()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_files_that_may_not_be_written_to_are_replaced(tmp_path: Path) -> None:
    """The old site goes whole, though its files and folders were made to be read only."""
    site = tmp_path / "site"
    with atomic_dir(site) as staging:
        (staging / "deep").mkdir()
        (staging / "deep" / "a").write_text("1")
    for path in (site / "deep" / "a", site / "deep", site):
        path.chmod(0o555 if path.is_dir() else 0o444)
    _write(site, b="2")
    assert _contents(site) == {"b": "2"}
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_a_disk_without_locks_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network drives have none: builds work there, and what was left is cleared away when it is a day old."""
    fcntl = pytest.importorskip("fcntl", reason="this system has no such locks")

    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refused)
    site = tmp_path / "site"
    left = {name: tmp_path / f".site.{name}_cdef.new" for name in ("0ab", "1ab")}
    for folder in left.values():
        folder.mkdir()
        (folder / MANIFEST).touch()
    os.utime(left["0ab"] / MANIFEST, (0, 0))
    _write(site, a="1")
    _write(site, a="2")
    assert _contents(site) == {"a": "2"}
    assert {path.name for path in tmp_path.iterdir()} == {"site", left["1ab"].name}


@pytest.mark.parametrize("step", [1, 2])
def test_a_move_that_fails_leaves_the_old_site(step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a file of the folder may be open in another program."""
    site = tmp_path / "site"
    _write(site, a="1")
    rename, done = Path.rename, 0

    def failing(path: Path, target: Path) -> Path:
        nonlocal done
        done += 1
        if done == step:
            raise PermissionError(errno.EACCES, "The process cannot access the file", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(EmitError, match="cannot be written"):
        _write(site, a="2")
    assert _contents(site) == {"a": "1"}
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_a_disk_that_knows_no_case_keeps_what_is_not_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There Index.html of somebody lies where our index.html is to go."""
    site = tmp_path / "site"
    _write(site, a="1")
    (site / "INDEX.html").write_text("mine")
    monkeypatch.setattr(os.path, "lexists", _whatever_its_case)
    with pytest.raises(EmitError, match="needs a file of that name"):
        _write(site, **{"index.html": "2"})
    assert _contents(site) == {"a": "1", "INDEX.html": "mine"}


def _whatever_its_case(path: Path) -> bool:
    folder = Path(path).parent
    return folder.is_dir() and Path(path).name.casefold() in {found.name.casefold() for found in folder.iterdir()}


@pytest.mark.sample(3)
@pytest.mark.parametrize("command", ["build", "bundle", "emit", "draw", "new"])
def test_a_full_disk_is_told(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be written anywhere, not even in the folder for temporary files; nothing is left, and no traceback is shown."""
    resource = pytest.importorskip("resource", reason="this system has no such limit")
    (tmp_path / "pathway.yaml").write_bytes((ROOT / "pathway.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", None)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        result = CliRunner().invoke(main, [command, *({"new": ["out"], "emit": ["--into", "out"]}.get(command, []))])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert result.exit_code == 1, result.output
    assert "cannot be written: " in result.output
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "pathway.yaml"]
