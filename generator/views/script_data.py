"""Statements and boxes as data for scripts: objects with named keys, the same in every file.

One object names another by its position in a list: an id as a key could mean something to JavaScript.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from generator.analysis.index import BoxRef, PathwayIndex
from generator.views.base import StatementView
from generator.views.blocks import Block, Cell, ImageView, ListView, TableView
from generator.views.page_context import page_of

Data = dict[str, Any]
"""An object for a script; in it, pages are numbers in a list of paths."""


def numbered(names: Iterable[str]) -> Mapping[str, int]:
    """The place of each name in a list."""
    return {name: number for number, name in enumerate(names)}


def statement_data(view: StatementView) -> Data:
    """A statement with its citations and remarks; `number` is that of the reference a remark is about."""
    return {
        "id": view.id,
        "role": view.role,
        "role_word": view.heading,
        "says": view.says,
        "citations": [{"numbers": citation.numbers, "warning": citation.warning} for citation in view.citations],
        "remarks": [{"number": remark.number, "label": remark.label, "text": remark.text} for remark in view.remarks],
        "parts": [_part(part) for part in (*([view.doses] if view.doses else []), *view.blocks)],
    }


def _part(part: Block) -> Data:
    """A table, a list or a picture of a statement; of a picture its words."""
    match part:
        case TableView(columns, rows):
            cells = [{"cells": [_plain(cell) for cell in row]} for row in rows]
            return {"columns": columns, "rows": cells, "entries": [], "is_ordered": False}
        case ListView(mark, entries):
            return {"columns": [], "rows": [], "entries": entries, "is_ordered": mark[0].isdigit()}
        case ImageView():
            return {"columns": [], "rows": [], "entries": [part.alt], "is_ordered": False}


def _plain(cell: str) -> str | Data:
    """The text of a cell for scripts, which read no Markdown; of one with parts, these."""
    if not isinstance(cell, Cell):
        return cell
    return {**cell.parts} if cell.parts else cell.plain


def statement_link(view: StatementView, pages: Mapping[str, int]) -> Data:
    """A statement by its words alone, and where it stands."""
    return {"id": view.id, "says": view.says, "page": pages[view.place.page], "anchor": view.place.anchor}


def box_link(index: PathwayIndex, place: BoxRef, pages: Mapping[str, int]) -> Data:
    """A box by its number and title alone, and its page."""
    return {"id": place.box.id, "number": index.numbers[place.box.id], "title": place.box.title, "page": pages[page_of(place)]}
