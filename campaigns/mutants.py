"""Mutation of meaning: each kind of fault, planted at each place where it can stand, must be found, by its rule and at its place."""

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from campaigns.faults import KINDS, NOT_PLANTED, Plant, Text
from campaigns.figures import Figures
from generator.compiler import compile_pathway, read
from generator.core.diagnostics import Diagnostic
from generator.core.source import Source
from generator.model import Date
from generator.parsing import decode
from generator.scaffold import ScaffoldAnswers, starter

ROOT = Path(__file__).resolve().parent.parent
SEED = 20260308
LARGE = 50
"""So many faults of each kind are drawn for our own pathway, where all of them would take an hour."""
_STYLE = "-style"
_WHOLE = (
    "No rule notices a complete pathway that says something else: another figure, role or treatment, a “not” left out, the labels of two "
    "branches swapped. Editors must find these; our own pathway is also compared with a list of the claims of its source."
)
_LEFT_OUT = "Rules without a planted fault: " + "; ".join(f"`{code}` {why}" for code, why in NOT_PLANTED.items()) + "."


@dataclass(frozen=True, slots=True)
class Verdict:
    """Result for a fault: whether anything was found, by its rule, at its place, and nothing else."""

    caught: bool
    right_rule: bool
    right_place: bool
    alone: bool


@cache
def texts() -> tuple[Text, ...]:
    """The valid pathways that faults are planted in: small ones, and ours."""
    begun = starter(ScaffoldAnswers("My pathway", "my-pathway", "my subject", Date(2026, 3, 2)))
    named = {"starter": begun} | {
        name: (ROOT / name).read_text("utf-8")
        for name in ("tests/valid/smallest.yaml", "tests/gold/bicycle/pathway.yaml", "docs/authors/example/pathway.yaml", "pathway.yaml")
    }
    return tuple(Text(name, text) for name, text in named.items())


def beside(name: str) -> bytes | None:
    """The styles of the tests, as if they lay beside each pathway."""
    file = ROOT / "tests" / "broken" / name
    return file.read_bytes() if file.is_file() else None


def judge(text: Text, plant: Plant) -> Verdict:
    """Plants a fault and looks what is found."""
    grown, must, may = plant.grown(text.text)
    found = _found(grown, plant.rule)
    ours = [one for one in found if one.code in plant.rule.split()]
    spans = [one.span for one in ours] + [one.related for one in ours if one.related and may]
    told = {(span.line, span.column) for span in spans}
    right = {_place(grown, offset) for offset in must} <= told
    right &= {_place(grown, offset) for offset in may} <= told
    if plant.loose:
        line = _place(grown, must[0])[0]
        right = any(span.line in (line, _next_line(grown, line)) for span in spans)
    return Verdict(bool(found), bool(spans), bool(spans) and right, bool(ours) and len(ours) == len(found))


def _found(grown: str, rule: str) -> tuple[Diagnostic, ...] | list[Diagnostic]:
    source = decode("pathway.yaml", grown.encode("utf-8", "surrogateescape"))
    if not isinstance(source, Source):
        return [source]
    return compile_pathway(source, beside).diagnostics if rule.endswith(_STYLE) else read(source)[1]


def _next_line(text: str, line: int) -> int:
    """The next line that says anything."""
    below = enumerate(text.split("\n")[line:], line + 1)
    return next((number for number, said in below if said.strip() and not said.lstrip().startswith("#")), line + 1)


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _dice(name: str) -> random.Random:
    return random.Random(f"{SEED} {name}")  # noqa: S311  # draws faults, not secrets


def share(number: int) -> list[tuple[str, Text, Plant]]:
    """So many faults, the same at every call: from every kind in turn, out of all texts but the largest."""
    small = texts()[:-1]
    piles = {name: [(name, text, plant) for text in small for plant in kind.plant(text)] for name, kind in KINDS.items()}
    for name, pile in piles.items():
        _dice(name).shuffle(pile)
    found: list[tuple[str, Text, Plant]] = []
    while len(found) < number:
        found += [pile.pop() for pile in piles.values() if pile]
    return found[:number]


def run() -> Figures:
    """Plants all of them."""
    rows = [_row(name, _verdicts(name)) for name in KINDS]
    total: tuple[str | int, ...] = ("All", *(sum(int(row[column]) for row in rows) for column in range(1, 6)))
    return Figures(
        "Mutation of meaning",
        f"Mistakes that an author could make, each planted alone at every possible place in {len(texts()) - 1} small pathways, and at "
        f"up to {LARGE} places per kind in ours. “Found”: something was reported; “by its rule”: by the right rule; “at its place”: at "
        "the right line and column (for what YAML cannot read, the line or the next with text). The last column counts those where no "
        "other rule reported anything; some mistakes are two at once.",
        ("An author …", "Faults", "Found", "By its rule", "At its place", "And nothing else said"),
        [*rows, total],
        (_WHOLE, _LEFT_OUT),
    )


def _verdicts(name: str) -> list[Verdict]:
    *small, large = texts()
    plant = KINDS[name].plant
    many = list(plant(large))
    drawn = _dice(name).sample(many, LARGE) if len(many) > LARGE else many
    return [judge(text, one) for text in small for one in plant(text)] + [judge(large, one) for one in drawn]


def _row(name: str, verdicts: list[Verdict]) -> tuple[str | int, ...]:
    counts = (sum(getattr(verdict, field) for verdict in verdicts) for field in Verdict.__slots__)
    return (f"… {name}", len(verdicts), *counts)
