"""Files that a page offers."""

from dataclasses import dataclass

from generator.markup import Markdown


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a page offers, and the name under which it is kept."""

    name: str
    href: Markdown
    file: Markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadsView:
    """Exports of a page; `words` are those of the script, as JSON.

    `references` are ids, in the order of their numbers, and so are those of each box under `boxes`.
    """

    label: str
    downloads: tuple[Download, ...]
    words: str
    references: tuple[str, ...] = ()
    boxes: tuple[tuple[str, tuple[str, ...]], ...] = ()
