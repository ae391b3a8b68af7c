"""New references as the YAML that an author would write."""

import re
import textwrap
from collections.abc import Iterator
from typing import Any

from generator.references.importers import Entry
from generator.references.importers.names import Name

_WIDTH = 120
_NARROWEST = 40
# What YAML reads as it stands; all else is put in quotes.
_PLAIN = re.compile(r"[^\W_](?:[\w .,;()/'+=%<>&^~$°–-]|:(?=[^\s:]))*")
_WORD = re.compile(r"[^\W_](?:[\w .()/'+-])*")


def block(entries: list[Entry], column: int, step: int, *, spaced: bool) -> list[str]:
    """The lines of entries of a list, `spaced` with a blank one between two."""
    made: list[str] = []
    for entry in entries:
        made += [*([""] if spaced and made else []), *lines(entry, column, step)]
    return made


def lines(entry: Entry, column: int, step: int = 2) -> list[str]:
    """An entry of a list whose hyphen stands behind `column` spaces, and whose keys stand `step` behind that."""
    indent = " " * (column + step)
    made: list[str] = []
    for key, value in entry.items():
        if isinstance(value, list):
            made += [f"{indent}{key}:", *(f"{indent}  - {_name(name)}" for name in value)]
        else:
            made += _field(key, value, indent)
    return [f"{' ' * column}-{' ' * (step - 1)}{made[0].lstrip()}", *made[1:]]


def flow(entry: Entry, column: int) -> list[str]:
    """The same in braces, for a list in brackets."""
    indent = " " * column
    parts = [f"{key}: {_flowing(value)}" for key, value in entry.items()]
    return [f"{indent}{{", *(f"{indent}  {part}," for part in parts[:-1]), f"{indent}  {parts[-1]}", f"{indent}}}"]


def _field(key: str, value: str, indent: str) -> Iterator[str]:
    line = f"{indent}{key}: {scalar(value)}"
    if len(line) <= _WIDTH or " " not in value:
        yield line
        return
    yield f"{indent}{key}: >-"
    width = max(_NARROWEST, _WIDTH - len(indent) - 2)
    yield from (f"{indent}  {part}" for part in textwrap.wrap(value, width, break_long_words=False, break_on_hyphens=False))


def scalar(text: str) -> str:
    """A text on one line, in quotes where YAML wants them."""
    return text if _PLAIN.fullmatch(text) and not text.endswith(" ") else _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _name(name: Name) -> str:
    """A person in braces, or the name of a body; in quotes if that has a comma, so that it can be moved into brackets."""
    if isinstance(name, str):
        return _word(name)
    return f"{{{', '.join(f'{key}: {_word(value)}' for key, value in name.items())}}}"


def _word(text: str) -> str:
    return text if _WORD.fullmatch(text) and not text.endswith(" ") else _quoted(text)


def _flowing(value: Any) -> str:
    return f"[{', '.join(map(_name, value))}]" if isinstance(value, list) else _word(value)
