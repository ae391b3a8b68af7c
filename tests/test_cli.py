"""The command line, as an author uses it."""

import contextlib
import errno
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.cli.common import CRASHED
from sampling import Sampler

HERE = Path(__file__).parent
BICYCLE = HERE / "gold" / "bicycle" / "pathway.yaml"
NOTED = (
    (HERE / "broken" / "lone-member.yaml")
    .read_text("utf-8")
    .replace(
        "statements: [tubes-leak]\n", "statements: [tubes-leak]\n            rests_on: [patches-hold]\n            gives: [glued, patch]\n"
    )
)
"""Two boxes give a group with its only member."""


@pytest.fixture
def bicycle(tmp_path: Path) -> Path:
    """A pathway in a folder of its own, with nothing beside it."""
    return Path(shutil.copy(BICYCLE, tmp_path))


def _run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code != CRASHED, result.stderr
    return result


def _break(pathway: Path, old: str = "cites: [example-source]", new: str = "cites: [nobody]") -> None:
    pathway.write_text(pathway.read_text("utf-8").replace(old, new), "utf-8")


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_check_says_what_is_wrong(bicycle: Path) -> None:
    """Place, code, message, the line underlined, and what to do; the exit status tells a script."""
    assert _run("check", bicycle).exit_code == 0
    _break(bicycle)
    result = _run("check", bicycle)
    assert result.exit_code == 1
    assert "error[dangling-citation] there is no reference “nobody”." in result.stderr
    assert "cites: [nobody]" in result.stderr
    assert "^^^^^^" in result.stderr


def test_check_counts_warnings_only_if_asked(bicycle: Path) -> None:
    """A warning passes, and the site is built, unless `--strict` is given."""
    _break(bicycle, "  CC0: Creative Commons Zero", "  CC0: Creative Commons Zero\n  XYZ: nobody says so")
    assert _run("check", bicycle).exit_code == 0
    assert _run("check", "--strict", bicycle).exit_code == 1
    assert _run("build", bicycle).exit_code == 0


_RULES = "rules: {{lone-member: {{severity: {severity}, reason: So it is.}}}}\n"


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("severity", "statuses", "said"),
    [
        (None, (0, 0, 0), "2 notes"),
        ("note", (0, 0, 0), "2 notes"),
        ("off", (0, 0, 0), "no faults"),
        ("warning", (0, 1, 0), "2 warnings; the check fails because of --strict"),
        ("error", (1, 1, 1), "2 errors"),
    ],
)
def test_a_note_fails_nothing_unless_it_is_raised(tmp_path: Path, severity: str | None, statuses: tuple[int, int, int], said: str) -> None:
    """Neither a check, nor a strict one, nor a build."""
    file, into = tmp_path / "pathway.yaml", tmp_path / "site"
    text = NOTED.replace("format: 2\n", f"format: 2\n{_RULES.format(severity=severity) if severity else ''}")
    file.write_text(text, "utf-8")
    checked, strict, built = _run("check", file), _run("check", "--strict", file), _run("build", file, "--into", into)
    assert (checked.exit_code, strict.exit_code, built.exit_code) == statuses
    assert f"{file}: {said}." in strict.output
    shown = ["lone-member"] * (severity != "off")
    assert [*dict.fromkeys(re.findall(r"\[([a-z-]+)\]", built.stderr))] == shown
    assert "its only member." not in "".join(path.read_text("utf-8") for path in into.rglob("*.html")), "readers see faults"


@pytest.mark.parametrize("kind", ["text", "line", "github", "json", "sarif"])
def test_notes_come_after_warnings(tmp_path: Path, kind: str) -> None:
    """Also if the warning is in a later line of the file."""
    file = tmp_path / "pathway.yaml"
    file.write_text(NOTED.replace("  MTBs:", "  XYZ: nobody says so\n  MTBs:"), "utf-8")
    result = _run("check", "--strict", "--format", kind, file)
    said = result.output.partition('"results"')[2] if kind == "sarif" else result.output
    assert re.findall(r"unused-abbreviation(?=[\]:\"])|lone-member(?=[\]:\"])", said) == [
        "unused-abbreviation",
        "lone-member",
        "lone-member",
    ]
    assert result.exit_code == 1
    level = {"github": "::notice ", "json": '"severity": "note"', "sarif": '"level": "note"'}.get(kind, " note[lone-member] ")
    assert said.count(level) == 2
    if kind == "text":
        assert f"{file}: 1 warning, 2 notes; the check fails because of --strict." in result.output


def test_a_missing_file_is_said_plainly(tmp_path: Path) -> None:
    """A file that is not there is a diagnostic like any other."""
    for command in (["check"], ["build"], ["emit", "--into", str(tmp_path / "x")]):
        result = _run(*command, tmp_path / "nowhere.yaml")
        assert result.exit_code == 1
        assert "error[unreadable-file]" in result.stderr


def test_a_file_that_may_not_be_read_is_told_as_a_fault_of_the_file(bicycle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not as a command that was typed wrongly."""
    opened = Path.open

    def forbidden(path: Path, *arguments: Any, **more: Any) -> Any:
        if path == bicycle:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *arguments, **more)

    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    monkeypatch.setattr(Path, "open", forbidden)
    for command in (["check", bicycle], ["draw", "--file", bicycle], ["refs", "add", "--file", bicycle, bicycle]):
        result = _run(*command)
        assert result.exit_code == 1
        assert "Permission denied" in result.stderr


def test_builds_a_pathway_that_has_no_mkdocs_yml(bicycle: Path) -> None:
    """The site appears beside the pathway, and nothing else does."""
    result = _run("build", bicycle)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in bicycle.parent.iterdir()) == ["pathway.yaml", "site"]
    assert "The chain slips" in (bicycle.parent / "site" / "index.html").read_text("utf-8")


def _manual_settings() -> str:
    found = re.search(
        r"The file needs at least:\n\n```yaml\n(.*?)```", (HERE.parent / "docs/authors/publish.md").read_text("utf-8"), re.DOTALL
    )
    assert found
    return found[1]


def test_builds_a_pathway_without_a_folder_of_pages(bicycle: Path) -> None:
    """With the smallest `mkdocs.yml` of the manual; a folder that the settings name must be there."""
    settings = bicycle.parent / "mkdocs.yml"
    settings.write_text(_manual_settings(), "utf-8")
    result = _run("build", bicycle)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in bicycle.parent.iterdir()) == ["mkdocs.yml", "pathway.yaml", "site"]
    settings.write_text(_manual_settings() + "docs_dir: pages\n", "utf-8")
    result = _run("build", bicycle)
    assert result.exit_code == 1
    assert "docs_dir" in result.stderr
    assert "pages" in result.stderr


ODD = {
    "no overview": ("overview:\n  id: overview.*?(?=\nsections:)", ""),
    "ids of other scripts": (r"\b(chain|slipping-chain|oil)(?=[\n,}\]])", r"\1-鎖-Ü"),
    "a box named like a heading": (r"\bride-on\b", "its-place"),
    "one title for all": (r"title: [^\n]*", "title: Chain"),
}


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", ODD)
def test_builds_odd_pathways(bicycle: Path, name: str) -> None:
    """Unusual but valid pathways get a site: MkDocs's strict checks cover every link and anchor of it."""
    pattern, replacement = ODD[name]
    text, changes = re.subn(pattern, replacement, bicycle.read_text("utf-8"), flags=re.DOTALL)
    assert changes
    bicycle.write_text(text, "utf-8")
    result = _run("build", bicycle)
    assert result.exit_code == 0, result.output


# Any use of the network ends the program at once, so that nothing can continue without an answer.
_OFFLINE = """
import locale, os, sys
locale.setlocale(locale.LC_ALL, "")
ASKING = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg", "urllib.Request"}
sys.addaudithook(lambda event, _: os._exit(42) if event in ASKING else None)
from generator.cli import main
main()
"""


def _turkish(folder: Path) -> dict[str, str]:
    """The environment of a Turkish machine, whose small i is not that of others; its locale is made in a folder where there is none."""
    maker = shutil.which("localedef")
    if maker:
        subprocess.run([maker, "-i", "tr_TR", "-f", "UTF-8", folder / "tr_TR.UTF-8"], check=False, capture_output=True)
    return {"LC_ALL": "tr_TR.UTF-8", "LOCPATH": str(folder)} if (folder / "tr_TR.UTF-8").is_dir() else {}


def test_the_same_pathway_gives_the_same_bytes(
    bicycle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Sampler[tuple[str, Any]]
) -> None:
    """Three builds without a cache, in different folders, under another clock, hash seed and mask of rights, in Turkish, and in ASCII; two without a network."""
    monkeypatch.setenv("PATHWAY_CACHE", "off")
    _run("build", bicycle)
    (tmp_path / "locales").mkdir()
    machines = {
        "else, ä/鎖": (0o077, {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", **_turkish(tmp_path / "locales")}),
        "with spaces": (0, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}),
    }
    for name, (mask, environment) in sample(machines.items(), 1):
        command: list[str | Path] = [sys.executable, "-c", _OFFLINE, "build", bicycle, "--into", tmp_path / name]
        subprocess.run(command, env={**os.environ, **environment}, umask=mask, check=True, capture_output=True)
        assert _bytes(tmp_path / name) == _bytes(bicycle.parent / "site")


@pytest.mark.parametrize("said", ["today", "-5", "4294967296", "１"])
def test_a_date_of_the_machine_that_is_none_is_told(bicycle: Path, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", said)
    result = _run("build", bicycle)
    assert result.exit_code == 1
    assert f"SOURCE_DATE_EPOCH is “{said}”" in result.stderr
    assert not (bicycle.parent / "site").exists()


def test_names_of_files_are_shown_as_they_are(bicycle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever looks like markup of the terminal in them; and nothing that a terminal obeys."""
    monkeypatch.chdir(bicycle.parent)
    folder = Path("[") / "x][red]:smile:"
    folder.mkdir(parents=True)
    file = bicycle.rename(folder / "my.yaml")
    assert f"{file}: no faults." in _run("check", file).stdout
    assert f"into {folder / '[bold]'}" in _run("emit", file, "--into", folder / "[bold]").stdout
    _break(file)
    assert f"{file}: 2 errors." in _run("check", file).stderr
    if sys.platform != "win32":
        file.rename(folder / "a\x1b[2Jb.yaml")
        assert f"{folder}/a\N{REPLACEMENT CHARACTER}[2Jb.yaml" in _run("check", folder / "pathway.yaml").stderr


def test_a_terminal_of_no_width_is_told_all_the_same(bicycle: Path) -> None:
    _break(bicycle)
    command = [sys.executable, "-m", "generator", "check", str(bicycle)]
    done = subprocess.run(command, env={**os.environ, "COLUMNS": "0"}, check=False, capture_output=True, encoding="utf-8")
    assert (done.returncode, "dangling-citation" in done.stderr) == (1, True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pathway, a page written by hand, settings, and their site, to which somebody has added a file."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "docs").mkdir()
    (folder / "docs" / "extra.md").write_text("# Extra\n\n[fine](index.md)\n")
    (folder / "mkdocs.yml").write_text(
        "site_name: Bicycles\ntheme: {name: material}\nplugins: [pathway, search, offline, mermaid2]\nnav: [{Extra: extra.md}]\n"
    )
    assert _run("build", shutil.copy(BICYCLE, folder)).exit_code == 0
    (folder / "site" / "CNAME").write_text("example.org")
    return folder


@pytest.mark.sample(1)
@pytest.mark.parametrize("fault", ["pathway", "docs", "config", "no YAML", "no plug-in", "no mermaid2"])
def test_a_failed_build_leaves_the_old_site(built: Path, tmp_path: Path, fault: str) -> None:
    """Whether the pathway, a page written by hand or the configuration is wrong: it is said, and nothing is touched."""
    folder = shutil.copytree(built, tmp_path / "copy")
    bicycle, config, before = folder / "pathway.yaml", folder / "mkdocs.yml", _bytes(folder / "site")
    match fault:
        case "pathway":
            _break(bicycle)
        case "docs":
            (folder / "docs" / "extra.md").write_text("# Extra\n\n[broken](chain.md#nowhere)\n")
        case "config":
            config.write_text("site_name: Bicycles\ntheme: {name: nobody}\n")
        case "no YAML":
            config.write_text("site_name: [Bicycles\n")
        case "no plug-in":
            config.write_text("site_name: Bicycles\ntheme: {name: material}\nplugins: [search]\n")
        case "no mermaid2":
            config.write_text("site_name: Bicycles\ntheme: {name: material}\nplugins: [pathway, search]\n")
    result = _run("build", bicycle)
    assert result.exit_code == 1
    assert result.stderr.strip()
    assert _bytes(folder / "site") == before
    assert sorted(path.name for path in folder.iterdir()) == ["docs", "mkdocs.yml", "pathway.yaml", "site"]


def test_refuses_a_folder_of_others(bicycle: Path) -> None:
    """Files that this program did not make are not overwritten."""
    result = _run("build", bicycle, "--into", bicycle.parent)
    assert result.exit_code == 1
    assert "contains files that this program did not make" in result.stderr
    assert [path.name for path in bicycle.parent.iterdir()] == ["pathway.yaml"]


@contextlib.contextmanager
def _serving(pathway: Path, address: str) -> Iterator[None]:
    command = [sys.executable, "-m", "generator", "serve", str(pathway), "--address", address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            yield
        finally:
            process.terminate()


def _waits_for(text: str, address: str) -> bool:
    for _ in range(120):
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://{address}/", timeout=5) as answer:
            if text in answer.read().decode():
                return True
        time.sleep(0.25)
    return False


def test_serve_follows_the_file(bicycle: Path, unused_tcp_port: int) -> None:
    """A saved change is shown; a fault is shown instead of a dead server; once it is corrected, the site is back."""
    address = f"127.0.0.1:{unused_tcp_port}"
    with _serving(bicycle, address):
        assert _waits_for("Most faults of a bicycle", address)
        _break(bicycle, "Most faults", "Many faults")
        assert _waits_for("Many faults of a bicycle", address)
        _break(bicycle)
        assert _waits_for("dangling-citation", address)
        _break(bicycle, "cites: [nobody]", "cites: [example-source]")
        assert _waits_for("Many faults of a bicycle", address)


def test_serve_starts_with_a_faulty_file(bicycle: Path, unused_tcp_port: int) -> None:
    """An author may begin with a file that is not right yet."""
    _break(bicycle)
    with _serving(bicycle, f"127.0.0.1:{unused_tcp_port}"):
        assert _waits_for("dangling-citation", f"127.0.0.1:{unused_tcp_port}")
