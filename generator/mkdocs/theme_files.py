"""The list of a theme's files, without those in hidden folders: Material has 15,000 icons there, and MkDocs drops them one by one."""

import os
from pathlib import Path

from jinja2 import Environment, FileSystemLoader


def without_hidden_files(env: Environment) -> Environment:
    """Have the templates of a theme listed faster; they are found as before."""
    if type(env.loader) is FileSystemLoader:
        env.loader = _Loader(env.loader.searchpath)
    return env


class _Loader(FileSystemLoader):
    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(top).as_posix() for name in names)
        return sorted(found)
