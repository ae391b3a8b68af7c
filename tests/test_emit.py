"""Writing to disk: whole or not at all, and never over what is not ours."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.emit import MANIFEST, EmitError, staged


def _write(directory: Path, **files: str) -> None:
    with staged(directory) as staging:
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


def _file_in_our_place(site: Path) -> None:
    _write(site, b="1")
    (site / "a").write_text("mine")


@pytest.mark.parametrize("planted", [_foreign_folder, _foreign_file, _link, _file_in_our_place])
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
    with pytest.raises(ZeroDivisionError), staged(site) as staging:
        (staging / "a").write_text("2")
        raise ZeroDivisionError
    assert _contents(site) == {"a": "1", "b": "1"}
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_a_swap_that_was_cut_off_is_mended(tmp_path: Path) -> None:
    """Killed between its two moves, a run leaves the old site aside; the next run puts it back before anything else."""
    site = tmp_path / "site"
    _write(site, a="1")
    (site / "CNAME").write_text("example.org")
    site.rename(tmp_path / ".site.old")
    _write(site, a="2")
    assert _contents(site) == {"a": "2", "CNAME": "example.org"}
