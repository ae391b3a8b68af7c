"""The templates of a theme, listed faster and compiled once."""

import os
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from generator.core.cache import ContentCache
from generator.rendering.template_cache import TemplateCache


def theme_environment(make: Callable[[], Environment], cache: ContentCache | None) -> Environment:
    """The templates of a theme.

    Args:
        make: makes them as MkDocs does; they are found as there.
        cache: where compiled templates are looked for and stored; without one, they are compiled each time.

    """
    env = make()
    if type(env.loader) is FileSystemLoader:
        env.loader = _Loader(env.loader.searchpath)
    if cache:
        env.bytecode_cache = TemplateCache(cache)
    return env


class _Loader(FileSystemLoader):
    """Lists no files in hidden folders: Material has 15,000 icons there, and MkDocs drops them one by one."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(top).as_posix() for name in names)
        return sorted(found)
