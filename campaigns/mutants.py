"""Mutation of meaning: each kind of fault, planted at each place where it can stand, must be found, by its rule and at its place."""

import random
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from typing import NamedTuple

from campaigns.faults import KINDS, Fault, Text
from campaigns.figures import ROOT, Figures, Row, total
from campaigns.planting import planted
from generator.compiler import read
from generator.core.source import Source

SEED = 20260308
LARGE = 25
"""So many faults of each kind are drawn for our own pathway, where all of them would take an hour."""


class Verdict(NamedTuple):
    """Result for a fault: whether anything was found, by its rule, at its place, and nothing else."""

    caught: bool
    right_rule: bool
    right_place: bool
    alone: bool


@cache
def texts() -> tuple[Text, ...]:
    """The valid pathways that faults are planted in, in two ways of writing: small ones, one with nearly every key, and ours."""
    names = ("tests/valid/smallest.yaml", "tests/gold/bicycle/pathway.yaml", "docs/authors/example/pathway.yaml", "pathway.yaml")
    read = {name: (ROOT / name).read_text("utf-8") for name in names[:-1]}
    found = {**read, "planted": planted(["Some text"]), names[-1]: (ROOT / names[-1]).read_text("utf-8")}
    return tuple(Text(name, text, flow=(False, None)[number % 2]) for number, (name, text) in enumerate(found.items()))


def judge(fault: Fault) -> Verdict:
    """Plants a fault and looks what is found."""
    written = fault.write()
    found = read(Source("pathway.yaml", written.text))[1]
    ours = [one for one in found if one.code in fault.rule.split()]
    spans = [one.span for one in ours] + [one.related for one in ours if one.related and written.or_at]
    right = {*written.at, *written.or_at} <= {(span.line, span.column) for span in spans}
    if fault.loose:
        line = written.at[0][0]
        right = any(span.line in (line, _next_line(written.text, line)) for span in spans)
    return Verdict(bool(found), bool(spans), bool(spans) and right, bool(ours) and len(ours) == len(found))


def _next_line(text: str, line: int) -> int:
    """The next line that says anything."""
    return next((number for number, said in enumerate(text.split("\n")[line:], line + 1) if said.strip()), line + 1)


def _dice(name: str) -> random.Random:
    return random.Random(f"{SEED} {name}")  # noqa: S311  # draws faults, not secrets


def share(number: int) -> list[tuple[str, Text, Fault]]:
    """So many faults, the same at every call: from every kind in turn, out of all texts but the largest."""
    small = texts()[:-1]
    piles = {name: [(name, text, fault) for text in small for fault in planting(text)] for name, planting in KINDS.items()}
    for name, pile in piles.items():
        _dice(name).shuffle(pile)
    found: list[tuple[str, Text, Fault]] = []
    while len(found) < number:
        found += [pile.pop() for pile in piles.values() if pile]
    return found[:number]


def run() -> Figures:
    """Plants all of them."""
    with ProcessPoolExecutor() as pool:
        rows = [*pool.map(_row, KINDS)]
    columns = ("An author …", "Faults", "Found", "By its rule", "At its place", "And nothing else said")
    return Figures(columns, [*rows, total(rows)])


def _row(name: str) -> Row:
    *small, large = texts()
    planting = KINDS[name]
    many = list(planting(large))
    drawn = _dice(name).sample(many, LARGE) if len(many) > LARGE else many
    verdicts = [judge(fault) for fault in (*(fault for text in small for fault in planting(text)), *drawn)]
    return (f"… {name}", len(verdicts), *map(sum, zip(*verdicts, strict=True)))
