"""Edits of a text that correct it and cannot change the meaning, as `pathway check --fix` makes them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from generator.core.diagnostics import Edit, Path
from generator.core.source import Source, Span
from generator.parsing.source_lines import ODD_SPACE, is_quoted, quoted
from generator.parsing.tree import ListNode, MapNode, ScalarNode, Tree

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Invisible, and of no use in any script; others turn the direction of the text, or take the place of a hyphen or a line end.
_REMOVABLE = "\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
_WIDTHS = (2, 4, 8)
_TABBED = re.compile(r"[ \t]*\t[ \t]*(?=\S)")
_BLOCK = re.compile(r"(?:^|\s)[|>][-+\d]*\s*(?:#.*)?$")
# Trying what a tab may mean takes a few more readings of the text.
_LONGEST = 1_000_000
# Signs that no text can begin with, and that mean nothing else to YAML.
_RESERVED = ("@", "`", "%")


def deleted(source: Source, at: int) -> tuple[Edit, ...]:
    """Delete a character that nobody can see, unless it may keep a number apart from what is beside it."""
    text = source.text
    before, after = text[:at].rstrip(_REMOVABLE)[-1:], text[at:].lstrip(_REMOVABLE)[:1]
    is_apart = before.isalnum() and after.isalnum() and (before.isdigit() or after.isdigit())
    return (Edit(source.span_at(at), ""),) if text[at] in _REMOVABLE and not is_apart else ()


def spaced(source: Source, at: Span) -> tuple[Edit, ...]:
    """Write an ordinary space for each of the unusual ones that begin at a place."""
    run = re.match(f"(?:{ODD_SPACE.pattern}| )*", source.line_at(at.line)[at.column - 1 :])
    count = run.end() if run else 0
    return (Edit(source.span(at.line, at.column, count), " " * count),)


def straightened(source: Source, span: Span) -> tuple[Edit, ...]:
    """Write straight quotation marks around a text that has a pair of curly ones around it, and none within."""
    text = source.line_at(span.line)[span.column - 1 : span.end_column - 1]
    return (Edit(span, quoted(text)),) if is_quoted(text) and not _goes_on(source, span.line) else ()


def put_in_quotes(source: Source, at: Span) -> tuple[Edit, ...]:
    """Put quotation marks around the rest of a line that begins with a reserved sign, if all of it is one text."""
    text = source.line_at(at.line)[at.column - 1 :].rstrip()
    is_text = text.startswith(_RESERVED) and not re.search(r":\s|\s#|:$", text)
    return (Edit(source.span(at.line, at.column, len(text)), quoted(text)),) if is_text and not _goes_on(source, at.line) else ()


def _goes_on(source: Source, number: int) -> bool:
    """Whether the next line that says something is indented further."""
    below = next((text for text in source.lines[number:] if text.strip()), "")
    return _indentation(below) > _indentation(source.line_at(number))


def _indentation(text: str) -> int:
    return len(text) - len(text.lstrip())


def dashed(source: Source, number: int, start: int, end: int) -> tuple[Edit, ...]:
    """Write a hyphen for what looks like one, between two offsets in a line, and the space after it where that is missing."""
    text = source.line_at(number)
    if _is_minus(text[start + 1 :]):
        return ()
    keeps_space = text[start + 1 : start + 2] == " "
    return (Edit(source.span(number, start + 1, 1 if keeps_space else end - start), "-" if keeps_space else "- "),)


def parted(source: Source, sign: Span) -> tuple[Edit, ...]:
    """Write the space that is missing after a hyphen or a colon, unless the hyphen may be a minus."""
    text = source.line_at(sign.line)
    if text[sign.end_column - 2] == "-" and _is_minus(text[sign.end_column - 1 :]):
        return ()
    return (Edit(sign._replace(column=sign.end_column), " "),)


def _is_minus(rest: str) -> bool:
    """Whether a hyphen before such a text may be a minus."""
    return bool(re.match(r"[.,]?\d", rest))


def untabbed(source: Source) -> tuple[Edit, ...]:
    """Replace all tabs in the indentation with spaces, if every width with which the text can be read gives the same."""
    places = [(number, found) for number, text in enumerate(source.lines, 1) if (found := _TABBED.match(text))]
    if not places or len(source.text) > _LONGEST or _has_tabs_in_block(source):
        return ()
    # A line that went on with the text above it would be lost in that text.
    own = {number for number, found in places if source.line_at(number)[found.end()] != "#"}
    readable = []
    for width in _WIDTHS:
        edits = tuple(Edit(source.span(number, 1, found.end()), found[0].replace("\t", " " * width)) for number, found in places)
        events = _events(applied(source, edits))
        if events is not None:
            readable.append(([(kind, value) for _, kind, value in events], edits, own <= {number for number, *_ in events}))
    is_clear = readable and all(events == readable[0][0] and begins for events, _, begins in readable)
    return readable[0][1] if is_clear else ()


def _has_tabs_in_block(source: Source) -> bool:
    """Whether a tab begins a line that may belong to a text below “|” or “>”, where it is part of the text."""
    edge = -1  # of the line with the bar, while its text may go on
    for text in filter(str.strip, source.lines):
        if edge >= 0 and _TABBED.match(text):
            return True
        if _indentation(text) <= edge:
            edge = -1
        if edge < 0 and _BLOCK.search(text):
            edge = _indentation(text)
    return False


def _events(text: str) -> Sequence[tuple[int, str, str]] | None:
    """All that YAML reads in a text, each with its line; nothing where it cannot be read.

    A text with another error is of no use: the width of a tab may be at fault for one further down.
    """
    try:
        found = yaml.parse(text, Loader=_Loader)
        return [
            (event.start_mark.line + 1 if event.start_mark else 0, type(event).__name__, getattr(event, "value", "")) for event in found
        ]
    except yaml.YAMLError:
        return None


def rewritten(source: Source, tree: Tree, path: Path, text: str, *, at_key: bool) -> tuple[Edit, ...]:
    """Write another text in place of a key or value on one line, within the quotation marks that it has."""
    found = _scalar(tree, path, at_key=at_key)
    if found is None or found.span.line != found.span.end_line:
        return ()
    span = found.span
    written = source.line_at(span.line)[span.column - 1 : span.end_column - 1]
    if written == found.text:
        return (Edit(span, text),)
    is_marked = len(written) > 1 and written[0] == written[-1] and written[0] in "'\"" and written[1:-1] == found.text
    return (Edit(span, f"{written[0]}{text}{written[0]}"),) if is_marked and not text.startswith("[") else ()


def unwrapped(source: Source, tree: Tree, path: Path) -> tuple[Edit, ...]:
    """Remove the brackets of a list that is the only entry of another."""
    outer, inner = _node(tree, path[:-1]), _node(tree, path)
    if not isinstance(outer, ListNode) or not isinstance(inner, ListNode) or len(outer.items) != 1 or inner.end is None:
        return ()
    start, end = inner.span, source.span(inner.end.line, inner.end.column)
    marks = [source.line_at(span.line)[span.column - 1 : span.column] for span in (outer.span, start, end)]
    return (Edit(start, ""), Edit(end, "")) if marks == ["[", "[", "]"] else ()


def _scalar(tree: Tree, path: Path, *, at_key: bool) -> ScalarNode | None:
    if not at_key:
        found = _node(tree, path)
        return found if isinstance(found, ScalarNode) else None
    owner, key = _node(tree, path[:-1]), path[-1]
    return ScalarNode(str(key), owner.keys[str(key)]) if isinstance(owner, MapNode) and str(key) in owner.keys else None


def _node(tree: Tree, path: Path) -> Tree | None:
    """The node at a path; a short form, as of an id in place of keys, is at the end of all that it has."""
    for step in path:
        if isinstance(tree, ListNode) and isinstance(step, int) and step < len(tree.items):
            tree = tree.items[step]
        elif isinstance(tree, MapNode) and isinstance(step, str) and step in tree.values:
            tree = tree.values[step]
        elif not isinstance(tree, ScalarNode):
            return None
    return tree


def applied(source: Source, edits: Sequence[Edit]) -> str:
    """The text after some edits that do not overlap."""
    parts, at = [], 0
    for start, end, text in ranges(source, edits):
        parts += [source.text[at:start], text]
        at = end
    return "".join([*parts, source.text[at:]])


def ranges(source: Source, edits: Sequence[Edit]) -> Iterator[tuple[int, int, str]]:
    """The edits in the order of the text: from and up to which offset, and what to write there."""
    for edit in sorted(edits, key=lambda edit: edit.span):
        span = edit.span
        yield source.offset(span.line, span.column), source.offset(span.end_line, span.end_column), edit.text
