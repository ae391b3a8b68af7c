"""Data for the scripts that count scores: the words of their items, and the boxes that count them."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.analysis.scores import cells
from generator.analysis.walk import WalkBox, define
from generator.analysis.walk.definition import ScoreItem, WalkScore
from generator.core.symbols import with_minus
from generator.model import Score
from generator.views.page_context import PageContext
from generator.views.script_data import Data


def score_data(context: PageContext) -> Data:
    """The scores with their words, and for each box that counts one the sums (in halves), or ranks of levels, that its ways hold."""
    definition = define(context.index)
    within = {name: list(inner.within) for name, inner in definition.entries.items() if inner.within}
    return {
        "words": context.words.score,
        "scores": [_score(context, context.index.scores[name], score, within) for name, score in definition.scores.items()],
        "boxes": [
            {"id": box.id, "score": box.score, "ways": [*_ways(box)] if box.kind == "question" else []}
            for box in definition.boxes.values()
            if box.score
        ],
    }


def _ways(box: WalkBox) -> Iterator[Data]:
    """All ways; one without limits has neither."""
    for way in box.ways:
        yield {"holds": {"low": way.holds.low, "high": way.holds.high} if way.holds else None}


def _score(context: PageContext, score: Score, walked: WalkScore, within: Mapping[str, list[str]]) -> Data:
    names = item_names(context)
    items = zip(score.items.items(), walked.items, strict=True)
    return {
        "id": score.id,
        "name": score.name,
        "highest": walked.highest,
        "levels": list(score.levels),
        "citations": [{"numbers": one.numbers, "warning": one.warning} for one in context.citations(score.cites)],
        "items": [_item(names, name, form, item, within) for (name, form), item in items],
    }


def _item(names: Mapping[str, str], name: str, form: Any, item: ScoreItem, within: Mapping[str, list[str]]) -> Data:
    """An item; a cell of a row has its name, and where entries have members, these are beside it."""
    inner_of = {"within": [within.get(entry, []) for entry in item.entries]} if not within.keys().isdisjoint(item.entries) else {}
    return {
        **inner_of,
        "name": names.get(name, name),
        "single": item.single,
        "values": list(item.values),
        "entries": list(item.entries),
        "group": list(item.group),
        "cells": [
            {
                "row": inner[0] if len(inner) > 1 else "",
                "label": names.get(inner[-1], inner[-1]) if inner else "",
                "points": with_minus(value),
            }
            for inner, value in cells(form)
        ],
    }


def item_names(context: PageContext) -> Mapping[str, str]:
    """The names of entries, and of groups of findings, that an item can be."""
    return {**{group.id: group.title for group in context.index.pathway.findings}, **context.names}
