"""A pathway in another repository: what pre-commit and GitHub run there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.mkdocs.plugin import PathwayConfig
from generator.pre_commit import check_all

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "tests" / "valid" / "smallest.yaml"
WARNED = ROOT / "tests" / "broken" / "unknown-language.yaml"
BROKEN = ROOT / "tests" / "broken" / "dangling-edge.yaml"
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
BASH = shutil.which("bash")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


# ── pre-commit ──


def test_hook_runs_what_there_is() -> None:
    assert shlex.split(HOOK["entry"]) == ["python", "-m", check_all.__module__]
    taken = [
        name for name in ("pathway.yaml", "gout/pathway.yaml", "my-pathway.yaml", "pathway.yaml.txt") if re.search(HOOK["files"], name)
    ]
    assert taken == ["pathway.yaml", "gout/pathway.yaml"]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ([], 0),
        ([GOOD, WARNED], 0),
        (["--strict", GOOD], 0),
        (["--strict", GOOD, WARNED], 1),
        ([BROKEN, GOOD], 1),
        ([GOOD, "nowhere.yaml"], 1),
    ],
)
def test_hook_checks_every_file(arguments: list[Path | str], status: int, capfd: pytest.CaptureFixture[str]) -> None:
    """The worst of them decides, and each is reported."""
    assert check_all(list(map(str, arguments))) == status
    said = "".join(capfd.readouterr())
    assert [file for file in arguments if not str(file).startswith("--") and Path(file).name not in said] == []


# ── GitHub ──


@pytest.mark.sample(2)
@pytest.mark.skipif(not BASH or sys.platform == "win32", reason="the action is for Linux and macOS")
@pytest.mark.parametrize(("file", "strict", "status"), [(GOOD, "true", 0), (WARNED, "true", 1), (BROKEN, "false", 1)])
def test_action_checks_and_builds(file: Path, strict: str, status: int, tmp_path: Path) -> None:
    """Its steps, run as GitHub runs them, in a repository with nothing but a pathway; the first that fails is the last."""
    (tmp_path / "my pathway.yaml").write_bytes(file.read_bytes())
    given = {"file": "my pathway.yaml", "into": "public", "strict": strict}
    said = []
    for step in ACTION["runs"]["steps"]:
        if "run" not in step:
            continue
        environment = {
            **os.environ,
            # Another Python, if that is the machine's “python”, would install everything again under the tests that run meanwhile.
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_ACTION_PATH": str(ROOT),
            **{name: _filled(text, given) for name, text in step.get("env", {}).items()},
        }
        assert step["shell"] == "bash"
        done = subprocess.run(
            [BASH or "", "-eo", "pipefail", "-c", step["run"]],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        said.append(done.stdout + done.stderr)
        if done.returncode:
            break
    assert done.returncode == status, said
    assert (tmp_path / "public" / "index.html").is_file() is (status == 0)
    if status:
        level = "error" if file is BROKEN else "warning"
        assert re.search(rf"^::{level} .*file=my pathway\.yaml,.*line=\d+", "".join(said), re.MULTILINE)


def _filled(text: str, given: dict[str, str]) -> str:
    """A text with its expressions worked out, as far as the action needs them."""

    def value(match: re.Match[str]) -> str:
        if plain := re.fullmatch(r"inputs\.(\w+)", match[1]):
            return given[plain[1]]
        chosen = re.fullmatch(r"inputs\.(\w+) == 'true' && '([^']+)' \|\| ''", match[1])
        assert chosen, match[0]
        return chosen[2] if given[chosen[1]] == "true" else ""

    return re.sub(r"\$\{\{ (.*?) \}\}", value, text)


def test_manual_shows_what_there_is() -> None:
    """Hook, inputs, outputs and options are those of the program, and GitHub's own action is the one that we use."""
    page = (ROOT / "docs" / "authors" / "publish.md").read_text("utf-8")
    hook, workflow, *configurations = [yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)]
    assert hook["repos"][0]["hooks"] == [{"id": HOOK["id"]}]
    checkout, ours = workflow["jobs"]["pathway"]["steps"]
    assert checkout["uses"] in (ROOT / ".github" / "workflows" / "pages.yml").read_text("utf-8")
    assert {*ours["with"]} < {*ACTION["inputs"]}
    tables = re.findall(r"^\| `(\w+)` \| .* \| (?:`(.*)`|none) \|$", page, re.MULTILINE)
    options = [(name, str(value).lower() if isinstance(value, bool | int) else value or "") for name, value in PathwayConfig().items()]
    assert tables == [*((name, about["default"]) for name, about in ACTION["inputs"].items()), *options]
    assert [name for name in ACTION["outputs"] if f"`{name}`" not in page] == []
    assert [{*entry} for shown in configurations for entry in shown["plugins"] if isinstance(entry, dict)] == [{"pathway"}]


def test_action_uses_all_that_it_asks_for() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    assert {*re.findall(r"inputs\.(\w+)", text)} == {*ACTION["inputs"]}
    assert all(about["description"] for about in (*ACTION["inputs"].values(), *ACTION["outputs"].values()))
