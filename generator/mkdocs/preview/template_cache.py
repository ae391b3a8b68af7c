"""Cache of the theme's compiled templates, kept between builds: templates of the same text are compiled once."""

from collections.abc import Callable
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.theme import Theme


class Templates(BytecodeCache):
    """Compiled templates, by their names and texts; and the files of themes that come with packages, which nobody edits here."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}
        self._listed: dict[tuple[str, ...], list[str]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives what a template became; Jinja throws it away if the template has another text now."""
        if code := self._compiled.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what a template became."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()

    def serve(self, theme: Theme) -> None:
        """Has a theme's environments use what is kept."""
        make = theme.get_env

        def environment() -> Environment:
            made: Any = make()
            made.bytecode_cache = self
            if not theme.custom_dir:
                made.list_templates = self._lister(made.list_templates, (*theme.dirs, *sorted(theme.static_templates)))
            return made  # type: ignore[no-any-return]  # it is one, with attributes of its own

        theme.get_env = environment  # type: ignore[method-assign]

    def _lister(self, find: Callable[..., list[str]], key: tuple[str, ...]) -> Callable[..., list[str]]:
        def listed(**how: Any) -> list[str]:
            # MkDocs asks in one way alone: for the files of a theme that are not templates.
            if key not in self._listed:
                self._listed[key] = find(**how)
            return self._listed[key]

        return listed
