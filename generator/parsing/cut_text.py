"""Remarks in the middle of a text, and in a key: YAML ends what is before them, and stumbles over what follows."""

import re
from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, messages
from generator.parsing.error_context import ErrorContext
from generator.parsing.source_lines import Line, above, line, quoted

_REMARK = re.compile(r"\s(#.*\S)")
_WHOLE = re.compile(r"\s*(#.*\S)")
# A text between marks holds its “#”, and so does one below “|” or “>”, but for a remark that is less indented.
_MARKS = ("'", '"', "[", "{", "&", "*", "!")
_BLOCK = ("|", ">")
_KEY_BEHIND = re.compile(r"#[^:]*:(?:\s|$)")


def cut_text(scene: ErrorContext) -> Diagnostic | None:
    """The remark that ends a text which goes on below it, or that hides the colon of a key."""
    owner = _owner(scene)
    if owner and (remark := next(_remarks(scene, owner), None)):
        number, at, said = remark
        return scene.tell(messages.yaml_syntax_cut_text(rest=said), scene.source.span(number, at, len(said)))
    return _cut_key(scene)


def _owner(scene: ErrorContext) -> Line | None:
    """The line whose text goes on where YAML stumbled: the nearest one above that is less indented and has a key or a hyphen."""
    here, owner = scene.here, scene.above
    if not scene.begins or here.edge != here.start or here.key:
        return None
    while owner.number and (owner.edge >= here.edge and owner.edge == owner.start and not owner.key):
        owner = above(scene.source, owner.number)
    is_above = owner.number and owner.edge < here.edge and (owner.key or owner.edge != owner.start)
    text = _text(owner) or line(scene.source, owner.number + 1).words
    return owner if is_above and text and not text.startswith(_MARKS) else None


def _text(owner: Line) -> str:
    return owner.value if owner.key else owner.words


def _remarks(scene: ErrorContext, owner: Line) -> Iterator[tuple[int, int, str]]:
    """The remarks between a text and what goes on with it, each with its place."""
    is_block = _text(owner).startswith(_BLOCK)
    for number in range(owner.number, scene.at.line):
        text = scene.source.line_at(number)
        if found := _WHOLE.match(text):
            yield number, found.start(1) + 1, found[1]
        elif is_block or (number == owner.number and not _text(owner)):
            continue
        elif found := _REMARK.search(text, owner.start - 1 if number == owner.number else 0):
            yield number, found.start(1) + 1, found[1]


def _cut_key(scene: ErrorContext) -> Diagnostic | None:
    """A key with “ #” in it."""
    if "expected ':'" not in scene.stumble.problem or not scene.stumble.opened:
        return None
    at = line(scene.source, scene.stumble.opened.line)
    found = _REMARK.search(at.text, at.start - 1)
    if not found or not _KEY_BEHIND.match(found[1]) or at.words.startswith(_MARKS):
        return None
    ends = [colon.start() for colon in re.finditer(r":(?=\s|$)", at.words)]
    fixed = f"{quoted(at.words[: ends[0]])}{at.words[ends[0] :]}"
    return scene.tell(messages.yaml_syntax_cut_key(fixed=fixed), scene.source.span(at.number, found.start(1) + 1, len(found[1])))
