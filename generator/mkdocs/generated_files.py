"""Files that MkDocs is given besides those it finds."""

from collections.abc import Callable, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel


class _LazyFile(File):
    """A file of MkDocs whose content is made when it is read."""

    make: Callable[[], str | bytes]

    @property  # type: ignore[override]  # there always is a content
    def _content(self) -> str | bytes:
        return self.make()

    @_content.setter
    def _content(self, value: str | bytes) -> None:
        self.make = lambda: value


def lazy_file(
    config: MkDocsConfig, uri: str, make: Callable[[], str | bytes], inclusion: InclusionLevel = InclusionLevel.UNDEFINED
) -> File:
    """A generated file whose content is made when somebody reads it."""
    file = _LazyFile.generated(config, uri, content="", inclusion=inclusion)
    file.make = make  # type: ignore[attr-defined]  # as it was made
    return file


def write(config: MkDocsConfig, contents: Mapping[str, str | bytes]) -> None:
    """Adds files to the built site."""
    for name, content in contents.items():
        path = Path(config.site_dir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
