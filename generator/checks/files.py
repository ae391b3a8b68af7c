"""Files beside the pathway that its boxes link to and its statements show: they are there, and they are what their names say."""

from collections.abc import Callable, Iterator

from generator.analysis.index import PathwayIndex
from generator.core.diagnostics import Message, Path, Violation, messages

MAX_BYTES = 5_000_000
"""So large a file may be: a reader opens it on a phone."""
_HEAD = 1024
_BEGINNINGS: dict[str, Callable[[bytes], bool]] = {
    "pdf": lambda content: b"%PDF-" in content[:_HEAD],
    "png": lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpg": lambda content: content.startswith(b"\xff\xd8\xff"),
    "jpeg": lambda content: content.startswith(b"\xff\xd8\xff"),
    "webp": lambda content: content.startswith(b"RIFF") and content[8:12] == b"WEBP",
}
"""How the content of each type of file begins."""


def files_of(index: PathwayIndex) -> Iterator[tuple[str, Path]]:
    """The files beside the pathway that readers can open or see, each with the path of its name."""
    for place in index.boxes:
        for number, link in enumerate(place.box.links):
            if link.file:
                yield link.file, (*place.path, "links", number, "file")
    for s, statement in enumerate(index.pathway.statements):
        if statement.image:
            yield statement.image.file, ("statements", s, "image", "file")


def files_named(index: PathwayIndex) -> tuple[str, ...]:
    """All files beside the pathway that it names, each once: its citation style, and those that readers can open or see."""
    style = index.pathway.pathway.citation_style
    return tuple(dict.fromkeys([*([style] if style else []), *(name for name, _ in files_of(index))]))


def unshown_pictures(index: PathwayIndex) -> Iterator[Violation]:
    """A picture that no browser shows as one."""
    for name, path in files_of(index):
        if path[-2] == "image" and _type(name) == "pdf":
            yield Violation(messages.malformed_file_name_image(value=name), path)


def unfit_files(index: PathwayIndex, beside: Callable[[str], bytes | None]) -> Iterator[Violation]:
    """A file that is not there, is too large, or is not of the type that its name says.

    Args:
        index: The pathway.
        beside: Gives the content of a file beside the pathway, by its name; of a larger file than `MAX_BYTES` one byte more than these.

    Yields:
        A fault for each place that names such a file.

    """
    found: dict[str, Message | None] = {}
    for name, path in files_of(index):
        if name not in found:
            found[name] = _fault(name, beside(name))
        if fault := found[name]:
            yield Violation(fault, path)


def _fault(name: str, content: bytes | None) -> Message | None:
    if content is None:
        return messages.missing_file(name=name)
    if len(content) > MAX_BYTES:
        return messages.missing_file_large(name=name, limit=MAX_BYTES // 1_000_000)
    return None if _BEGINNINGS[_type(name)](content) else messages.missing_file_other(name=name, kind=_type(name).upper())


def _type(name: str) -> str:
    return name.rpartition(".")[2].casefold()
