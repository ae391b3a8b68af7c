"""The project's chores: each installs what it needs into `.venv`, once, and runs. `python3 tasks.py` lists them.

Needs Python 3.11 and nothing else, so that it is the first thing that runs on a fresh machine.
"""

import contextlib
import functools
import hashlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_OLDEST = (3, 11)
if sys.version_info < _OLDEST:  # with an older Python, show this message and no traceback
    sys.exit("error: this needs Python 3.11 or newer. If yours has another name, give it: make site PYTHON=python3.11")

import tomllib  # noqa: E402  # Python 3.11 brought it

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LOCKS = ROOT / "requirements"
LITTER = (
    *(".venv", "site", "build", "dist", "campaigns/node_modules"),
    *(".cache", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"),
)
HOLDS = {"site": ("test", "campaigns", "bench"), "test": ("campaigns", "bench")}
"""Kinds that include the packages of another kind."""
APART = ("audit", "lock")
"""Kinds that do without the generator."""
FONTS = ("fonts-dejavu-core", "fonts-liberation", "fonts-noto-core", "fonts-urw-base35")
"""Packages of Debian with the fonts in which the text of drawings must fit."""
MOST_WORKERS = 4
"""Each worker of pytest starts a browser of its own, which costs more memory than it saves time on many cores."""


class Failed(Exception):  # noqa: N818  # a step fails; nothing need be in error
    """A step that failed; `args` hold what to say, in a plain sentence."""


def site(*options: str) -> None:
    """Build the site into `site/`."""
    prepare("site")
    sys.exit(run(PYTHON, "-m", "generator", "build", *options))


def install() -> None:
    """Install what building a site needs, and nothing else."""
    prepare("site")


def serve(*options: str) -> None:
    """Show the site in the browser and follow every change."""
    prepare("site")
    sys.exit(run(PYTHON, "-m", "generator", "serve", *options))


def check(*options: str) -> None:
    """Check `pathway.yaml` without building anything."""
    prepare("site")
    sys.exit(run(PYTHON, "-m", "generator", "check", *options))


def test(*options: str) -> None:
    """Run every check and every test; options go to pytest."""
    prepare("test")
    prepare_browser()
    workers = str(min(os.cpu_count() or 1, MOST_WORKERS))
    # A worker takes a whole file, so that what its tests share is built once; `tests/conftest.py` puts the longest first.
    shares = ("--dist", "loadfile", "--no-loadscope-reorder")
    # The linters use one processor at a time. What they say follows when pytest, which writes to the terminal itself, has ended.
    with contextlib.redirect_stdout(io.StringIO()) as report, ThreadPoolExecutor(1) as pool:
        linting = pool.submit(lint_faults)
        passed = run(PYTHON, "-m", "pytest", "-n", workers, *shares, *options) == 0
        faults = linting.result()
    say(report.getvalue().rstrip())
    fail_if([*faults, *([] if passed else ["pytest"])])


def bench() -> None:
    """Measure compiling, building, reading and changing a pathway, and compare with alternatives."""
    prepare("bench")
    prepare_browser()
    sys.exit(max(run(PYTHON, "-m", f"bench.{name}") for name in ("scale", "again", "charts", "reading", "serve")))


def gallery() -> None:
    """Write `build/gallery.html`: charts made up for their looks, at both widths, in light and in dark."""
    prepare("test")
    page = ROOT / "build" / "gallery.html"
    page.parent.mkdir(exist_ok=True)
    step(f"Writing {page.relative_to(ROOT)}", PYTHON, ROOT / "tests" / "gallery.py", page)


def campaigns(*names: str) -> None:
    """Run the long campaigns, or those named, and write their figures to `docs/robustness.md`."""
    prepare("campaigns")
    prepare_browser()
    sys.exit(run(PYTHON, "-m", "campaigns", *names))


def audit(*options: str) -> None:
    """Look for known faults in what we depend on, and in the workflows; list it all with its licences."""
    prepare("audit")
    sys.exit(run(PYTHON, "-m", "compliance.supply", *options))


def lint() -> None:
    """Check style and types: ruff, mypy."""
    prepare("test")
    fail_if(lint_faults())


def format() -> None:  # noqa: A001  # the task's name
    """Put the code into our style, as far as ruff can."""
    prepare("test")
    run(PYTHON, "-m", "ruff", "check", "--fix-only", "--quiet")
    sys.exit(run(PYTHON, "-m", "ruff", "format"))


def lock(*options: str) -> None:
    """Write the lock files for pyproject.toml again; `--upgrade` takes the newest versions."""
    prepare("lock")
    groups = ("--group", "build", "--group", "lint", "--group", "test")
    compile_lock("test", "pyproject.toml", *groups, *options)
    compile_lock("site", "pyproject.toml", "--group", "build", "--constraint", "requirements/test.txt", *options)
    compile_lock("campaigns", "pyproject.toml", *groups, "--group", "campaigns", "--constraint", "requirements/test.txt", *options)
    compile_lock("bench", "pyproject.toml", *groups, "--group", "bench", "--constraint", "requirements/test.txt", *options)
    compile_lock("audit", "--group", "audit", "--constraint", "requirements/test.txt", *options)
    compile_lock("lock", "--group", "lock", *options)


def clean() -> None:
    """Remove everything that the other tasks made."""
    for name in LITTER:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in ("generator", "tests"):
        for cache in [*(ROOT / folder).rglob("__pycache__")]:
            shutil.rmtree(cache)


TASKS: dict[str, Callable[..., None]] = {
    task.__name__: task for task in (install, site, test, serve, check, gallery, bench, campaigns, audit, lint, format, lock, clean)
}


def prepare(kind: str) -> None:
    """Installs what `requirements/<kind>.txt` names, and ourselves, into `.venv`, unless that is done already."""
    wanted = fingerprint()
    done = {name for name in ("site", "test", "campaigns", "bench", "audit", "lock") if _read(stamp(name)) == wanted}
    if done & {kind, *HOLDS.get(kind, ())}:
        return
    if not done:
        make_venv()
    # The stamp is written last, so that an interrupted installation starts again.
    # Most of what is installed is never imported: what is, Python compiles itself.
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--no-compile")
    step(f"Installing what “{kind}” needs", *pip, "--require-hashes", "-r", LOCKS / f"{kind}.txt")
    if kind not in APART:
        step("Installing the generator", *pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    stamp(kind).write_text(wanted, "utf-8")


def stamp(kind: str) -> Path:
    """The file that says `kind` is installed, and for what fingerprint."""
    return VENV / f"installed-{kind}"


def fingerprint() -> str:
    """Changes whenever `.venv` is out of date: with the locks, our own dependencies, the Python, or the folder's place."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    parts = [str(sys.version_info[:3]), sys.base_prefix, str(ROOT), json.dumps([project["build-system"], project["project"]])]
    parts += [file.read_text("utf-8") for file in sorted(LOCKS.glob("*.txt"))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _read(file: Path) -> str | None:
    return file.read_text("utf-8") if file.is_file() else None


def make_venv() -> None:
    """Create `.venv` again."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        install_venv()
    # Not sys.executable: that may lie in the very `.venv` which is about to be cleared.
    python = getattr(sys, "_base_executable", sys.executable)
    step("Making .venv", python, "-m", "venv", "--clear", VENV)


def install_venv() -> None:
    """Debian and its children ship Python without `venv`."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not may_install():
        raise Failed(f"Python's module venv is missing. Install it (on Debian and Ubuntu: sudo apt-get install {package}) and try again.")
    apt_install(package)


def prepare_browser() -> None:
    """Sees to a browser for the tests that want one; without any, the others run all the same."""
    for install in (_install_chromium, _download_chromium):
        if has_browser():
            return
        with contextlib.suppress(Failed):
            install()
    if not has_browser():
        say("NO BROWSER: tests that need one will be skipped. Install Chromium, Chrome or Edge, and try again.")


def has_browser() -> bool:
    """Whether a browser starts; that one is installed does not mean so much."""
    return subprocess.run([PYTHON, ROOT / "tests" / "browser.py"], check=False, capture_output=True).returncode == 0


def _install_chromium() -> None:
    if may_install():
        # Playwright wants libatomic1, and does not say so to apt.
        apt_install("chromium", "libatomic1", *FONTS)
        with contextlib.suppress(Failed):  # the tests do without it, in more time
            apt_install("chromium-headless-shell")


def _download_chromium() -> None:
    step("Downloading a browser for the tests", PYTHON, "-m", "playwright", "install", "chromium")


def may_install() -> bool:
    """Whether we may install packages of the system: as root, on Debian and its children."""
    return sys.platform != "win32" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> None:
    """Installs packages of the system."""
    _apt_update()
    step(f"Installing {', '.join(packages)}", "apt-get", "install", "--yes", "--no-install-recommends", *packages)


@functools.cache
def _apt_update() -> None:
    step("Updating the list of packages", "apt-get", "update")


def lint_faults() -> list[str]:
    """Runs all linters, and names those that found something."""
    linters = {
        "ruff": ("ruff", "check", "--quiet", "--output-format", "concise"),
        "ruff format": ("ruff", "format", "--check", "--quiet"),
        "mypy": ("mypy", "--no-error-summary"),
    }
    faults = []
    for name, command in linters.items():
        try:
            step(f"Checking with {name}", PYTHON, "-m", *command)
        except Failed:
            faults.append(name)
    return faults


def fail_if(faults: Sequence[str]) -> None:
    """Ends the task where anything found a fault."""
    if faults:
        raise Failed(f"{', '.join(faults)}: see above")


def compile_lock(name: str, *inputs: str) -> None:
    """Writes `requirements/<name>.txt`: for every platform, with hashes, and without a word about this machine."""
    # Of a package whose newest version dropped our oldest Python, everybody gets the last one that fits all:
    # the same pathway shall give the same bytes everywhere.
    options = ("--universal", "--python-version", "3.11", "--fork-strategy", "fewest", "--generate-hashes")
    silent = ("--no-config", "--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock")
    file = f"requirements/{name}.txt"
    step(f"Writing {file}", PYTHON, "-m", "uv", "pip", "compile", *inputs, *options, *silent, "--quiet", "--output-file", file)


def step(title: str, *command: str | Path) -> None:
    """Runs a command out of sight; only where it fails, its output is shown."""
    print(f"{title} … ", end="", flush=True)
    start = time.monotonic()
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0", "PYTHONUTF8": "1"}
    done = subprocess.run(
        command,
        cwd=ROOT,
        check=False,
        env={**os.environ, **quiet},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        say(f"failed\n{done.stdout.rstrip()}")
        raise Failed(f"“{title}” failed; see its output above")
    say(f"{time.monotonic() - start:.0f} s")


def run(*command: str | Path) -> int:
    """Runs a command in full sight, and returns how it ended."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def say(text: str) -> None:
    """Print at once, so that our lines and a command's keep their order."""
    print(text, flush=True)


def main(arguments: Sequence[str]) -> None:
    """Runs the task that is named, or lists all."""
    task = TASKS.get(arguments[0]) if arguments else None
    if task is None:
        listing = "\n".join(f"  {name:10}{task.__doc__}" for name, task in TASKS.items())
        sys.exit(f"usage: python3 tasks.py TASK\n\n{listing}")
    # Nothing is compiled when it is installed (see `prepare`); if nothing might be kept either, each start of Python compiled it all.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        task(*arguments[1:])
    except Failed as error:
        sys.exit(f"error: {error}")
    except KeyboardInterrupt:
        sys.exit("interrupted")


if __name__ == "__main__":
    main(sys.argv[1:])
