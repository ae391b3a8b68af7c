"""The ground: locks, packages, commands and the files around the code."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SHIPPED = (".jinja", ".css", ".js", ".svg", ".toml", ".csl", ".py", ".txt", ".yaml")
"""The endings of all that a wheel must hold; what ends otherwise is made at run time."""


def locked(name: str) -> dict[str, set[str]]:
    """The versions that a lock file pins, by package."""
    pins: dict[str, set[str]] = {}
    for line in (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").splitlines():
        if match := re.match(r"([\w.-]+)==(\S+)", line):
            pins.setdefault(canonicalize_name(match[1]), set()).add(match[2])
    return pins


def named(*requirements: str) -> set[str]:
    """The packages that requirements name."""
    return {canonicalize_name(Requirement(requirement).name) for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_locked_package_has_hashes_and_nothing_else(lock: Path) -> None:
    """No line names a host, an index, or a place on somebody's machine."""
    text = re.sub(r"^ *#.*\n", "", lock.read_text("utf-8"), flags=re.MULTILINE)
    pin = r"[a-z0-9.-]+==[\w.!+]+( ; [\w <>=!.'()]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    assert re.fullmatch(f"({pin})+", text)


def test_comments_in_locks_name_no_place_on_a_machine() -> None:
    """The command that made them is `make lock`, wherever it ran."""
    comments = [line for lock in LOCKS for line in lock.read_text("utf-8").splitlines() if line.lstrip().startswith("#")]
    assert comments
    assert not [line for line in comments if "//" in line or re.search(r"(^|[\s(])(/|[A-Z]:\\)", line)]


def test_the_locks_hold_what_the_project_asks_for() -> None:
    """The dependencies, the build's and each group's."""
    project, groups = PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]
    assert named(*PROJECT["build-system"]["requires"]) <= named(*groups["build"])
    assert named(*project, *groups["build"]) <= locked("site").keys()
    assert named(*project, *groups["build"], *groups["lint"], *groups["test"]) <= locked("test").keys()
    assert named(*groups["lock"]) <= locked("lock").keys()
    assert named(*groups["audit"]) <= locked("audit").keys()
    assert named(*groups["campaigns"]) <= locked("campaigns").keys()


def test_locked_versions_are_those_that_the_project_allows() -> None:
    """A bound that changes in pyproject.toml wants `make lock`."""
    groups = PROJECT["dependency-groups"]
    for requirement in map(Requirement, [*PROJECT["project"]["dependencies"], *groups["build"], *groups["lint"], *groups["test"]]):
        for version in locked("test")[canonicalize_name(requirement.name)]:
            assert version in requirement.specifier, requirement


def test_sites_are_built_with_what_is_tested() -> None:
    """The two locks agree on every version, and on one version for every Python, so that the same pathway gives the same pages."""
    site, tested = locked("site"), locked("test")
    assert site == {name: tested.get(name) for name in site}
    assert not {name: versions for name, versions in site.items() if len(versions) > 1}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with our wheel and our source package."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "--directory", folder], cwd=ROOT, check=True, capture_output=True)
    return folder


def ours() -> Iterator[str]:
    """The files of the generator that have to be shipped."""
    for file in (ROOT / "generator").rglob("*"):
        if file.suffix in SHIPPED and "__pycache__" not in file.parts:
            yield file.relative_to(ROOT).as_posix()


def test_the_wheel_is_whole(packages: Path) -> None:
    """Templates, assets, words and rules are in it, and nothing that is not the generator's."""
    (wheel,) = packages.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    core, charts = "generator/core/diagnostics/rules.toml", "generator/charts/svg/font_widths.txt"
    assert {core, charts, "generator/i18n/en-GB.toml", "generator/rendering/templates/home.md.jinja"} <= set(names)
    assert set(ours()) <= set(names)
    assert not [name for name in names if not name.startswith(("generator/", "pathway_generator-"))]
    assert [name for name in names if name.endswith("licenses/LICENSE")]


def test_the_source_package_can_build_and_test_itself(packages: Path) -> None:
    """It holds the pathway, the tests and the ground they stand on, and nothing that was made."""
    (archive,) = packages.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    assert {*ours(), "pathway.yaml", "mkdocs.yml", "tasks.py", "LICENSE", "LICENSE-CONTENT.md", "tests/test_ground.py"} <= names
    assert {lock.relative_to(ROOT).as_posix() for lock in LOCKS} <= names
    assert not [name for name in names if name.startswith(("site/", ".venv/", "dist/")) or "__pycache__" in name]


@pytest.mark.parametrize("command", [("-m", "generator"), ("tasks.py",)], ids=["generator", "tasks"])
def test_commands_explain_themselves(command: tuple[str, ...]) -> None:
    run = subprocess.run([sys.executable, *command, "--help"], cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    assert "sage: " in run.stdout + run.stderr
    assert "Traceback" not in run.stderr


def tasks() -> set[str]:
    """Tasks of tasks.py, as it lists them itself."""
    listing = subprocess.run([sys.executable, "tasks.py"], cwd=ROOT, check=False, capture_output=True, encoding="utf-8").stderr
    return set(re.findall(r"^  (\w+) ", listing, re.MULTILINE))


def test_make_knows_every_task() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (targets,) = re.findall(r"^([a-z ]+):$", makefile, re.MULTILINE)
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert set(targets.split()) == set(phony.split()) == tasks()


def commands() -> Iterator[tuple[str, str]]:
    """The commands for `make` and `tasks.py` that the documentation tells people to type."""
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        text = page.read_text("utf-8")
        blocks = re.findall(r"^ *```(?:sh|console|bash)\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
        for snippet in [*blocks, *re.findall(r"`([^`\n]+)`", text)]:
            for task in re.findall(r"^\s*(?:\$ )?(?:make|(?:python3?|py) tasks\.py) ([\w-]+)", snippet, re.MULTILINE):
                yield page.name, task


def test_documented_commands_exist() -> None:
    written = list(commands())
    assert ("CONTRIBUTING.md", "site") in written
    assert {task for _, task in written} <= tasks(), written


def test_workflows_use_the_same_two_commands() -> None:
    """Everything that CI and Pages do can be done at home."""
    folder = ROOT / ".github" / "workflows"
    steps = [step for file in folder.glob("*.yml") for step in re.findall(r"^ *-? *run: (.+)$", file.read_text("utf-8"), re.MULTILINE)]
    assert sorted(steps) == ["make site", "python tasks.py test"]


def test_actions_are_pinned_to_commits() -> None:
    for file in [*(ROOT / ".github" / "workflows").glob("*.yml"), ROOT / "action.yml"]:
        for action in re.findall(r"uses: (.+)", file.read_text("utf-8")):
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), file.name
