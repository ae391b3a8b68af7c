"""Pathways for tests of the walk, grown at random with all kinds of boxes."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import strategies as st

from generator.analysis.index import PathwayIndex
from generator.model import Kind, Pathway, read_pathway

TREATMENTS = ("t0", "t1", "t2", "t3", "group", "wide", "regimen")
ENTRIES = ("wool", "straw", "thin-straw", "rain", "snow", "weather")
SCORES = [
    {
        "id": "warmth",
        "name": "x",
        "items": {
            "Sweats": "1.5",
            "Nose": {"cool": "0", "warm": "1", "hot": "-2"},
            "Beats": {"light": {"few": "0", "many": "1"}, "heavy": {"few": "0.5", "many": "2"}},
            "rain": "1",
            "stuffing": {"straw": "1", "thin-straw": "3"},
        },
    },
    {"id": "ticks", "name": "x", "items": {"Sweats": "1", "Shivers": "2"}},
    {
        "id": "lights",
        "name": "x",
        "counts": "highest",
        "levels": ["green", "amber", "red"],
        "items": {"Nose": {"cool": "green", "warm": "amber"}, "weather": "red"},
    },
]
STATEMENTS = [
    {"id": "in-straw", "role": "practice", "says": "x", "in": ["straw", "snow"]},
    {"id": "in-weather", "role": "caution", "says": "x", "in": ["weather", "wool"], "together": True},
    {"id": "of-t0", "role": "contraindication", "says": "x", "in": ["rain"], "about": ["t0"]},
    {"id": "not-t1", "role": "against", "says": "x", "in": ["snow", "straw"], "about": ["t1"]},
    {"id": "not-t3", "role": "against", "says": "x", "in": ["snow", "rain"], "about": ["t3"], "together": True},
    {"id": "rather", "role": "practice", "says": "x", "in": ["thin-straw"], "rather_than": ["t1"]},
    {"id": "beside", "role": "caution", "says": "x", "in": ["snow"], "with": ["t1"]},
]
POINTS = ("1 or less", "1.5 to 3", "above 3", "0", "2 or more", "below 0")
_DETAILS = dict.fromkeys("id title version summary readers disclaimer".split(), "walk") | {
    "published": "2024",
    "review_by": "2025",
    "unstated": ["owner"],
}
_SIMPLE = {Kind.START, Kind.ACTION, Kind.CAUTION}
_DECISIONS = {Kind.QUESTION, Kind.SEVERAL, Kind.ALL, Kind.CHOICE}
_TERMINAL = {Kind.END, Kind.EXIT}

Boxes = Sequence[Mapping[str, Any]]


def pathway(sections: Sequence[Sequence[Boxes]], overview: Boxes = ()) -> PathwayIndex:
    """A pathway of these boxes, by section and chart; charts are c0, c1, and sections s0, s1, and so on."""
    numbers = iter(range(100))

    def chart(boxes: Boxes, name: str) -> Mapping[str, Any]:
        return {"id": name, "title": "x", "boxes": [{"title": "x", **box} for box in boxes]}

    found = read_pathway(
        {
            "format": "2",
            "pathway": _DETAILS,
            **({"overview": chart(overview, "top")} if overview else {}),
            "sections": [
                {"id": f"s{s}", "title": "x", "charts": [chart(boxes, f"c{next(numbers)}") for boxes in charts]}
                for s, charts in enumerate(sections)
            ],
            "statements": STATEMENTS,
            "treatments": [
                *({"id": f"t{number}", "name": "x"} for number in range(4)),
                {"id": "group", "name": "x", "members": ["t0", "t1"]},
                {"id": "wide", "name": "x", "members": ["group", "regimen"]},
                {"id": "regimen", "name": "x", "parts": ["t2", "t3"]},
            ],
            "findings": [
                {
                    "id": "stuffing",
                    "title": "x",
                    "one_of": True,
                    "entries": [
                        {"id": "wool", "name": "x"},
                        {"id": "straw", "name": "x", "members": ["thin-straw"]},
                        {"id": "thin-straw", "name": "x"},
                    ],
                }
            ],
            "circumstances": [
                {"id": "rain", "name": "x"},
                {"id": "snow", "name": "x"},
                {"id": "weather", "name": "x", "members": ["rain", "snow"]},
            ],
            "scores": SCORES,
            "references": [],
        }
    )
    assert isinstance(found, Pathway), found
    return PathwayIndex(found)


_KINDS = [*Kind, *3 * [Kind.SEVERAL, Kind.QUESTION, Kind.ACTION], *2 * [Kind.ALL, Kind.CHOICE], Kind.ASK]


def walked_pathways(most: int = 9, *, treating: bool = False) -> st.SearchStrategy[PathwayIndex]:
    """A pathway of up to so many boxes of all kinds, whose links all lead somewhere."""
    return st.builds(grown, st.integers(2, most), st.integers(0, 2**32), treating=st.just(treating))


def grown(count: int, seed: int, *, treating: bool = False) -> PathwayIndex:
    """The pathway of so many boxes that grows from a seed; one that is treating asks first what the patient has, and often gives something."""
    chance = Random(seed)  # noqa: S311  # pathways, not secrets
    cuts = sorted(chance.choices(range(1, count + 1), k=chance.randrange(4)))
    parts = [(start, end) for start, end in pairwise([0, *cuts, count]) if start < end]
    boxes = [_box(chance, number, count, len(parts)) for number in range(count)]
    if treating:
        _treat(chance, boxes)
    charts = [boxes[start:end] for start, end in parts]
    form = chance.randrange(3) if len(charts) > 1 else 0
    for box in boxes:
        if form == 2 and box.get("through"):
            box["through"] = "top" if box["through"] == "c0" else "c0"
    if form == 2:
        return pathway([[chart] for chart in charts[1:]], charts[0])
    return pathway([[chart] for chart in charts] if form else [charts])


def _treat(chance: Random, boxes: Sequence[dict[str, Any]]) -> None:
    first, *others = boxes
    first |= {"kind": Kind.ASK.value, "asks": ["stuffing", *chance.sample(["rain", "snow", "weather"], 2)]}
    for box in others:
        if not box.get("gives") and chance.random() < 0.7:
            box["gives"] = [chance.choice(TREATMENTS)]


def _some(chance: Random, names: Sequence[str], most: int = 2) -> list[str]:
    return chance.sample(names, chance.randint(0, most))


def _box(chance: Random, number: int, count: int, charts: int) -> dict[str, Any]:
    kind = Kind.START if number == 0 else chance.choice([Kind.END, Kind.EXIT]) if number == count - 1 else chance.choice(_KINDS)
    box: dict[str, Any] = {"id": f"n{number}", "kind": kind.value}
    most = 0 if kind in _TERMINAL else 1 if kind not in _DECISIONS else chance.randint(2, 4)
    goals = [_target(chance, number, count) for _ in range(most if chance.random() < 0.95 else 0)]
    box["next"] = [{"to": to, **_way(chance, kind)} for to in goals]
    for verb in ("gives", "gives", "continues", "stops"):
        if chance.random() < 0.2:
            box[verb] = _some(chance, TREATMENTS)
    if kind is Kind.ASK:
        box["asks"] = _some(chance, ("stuffing", *ENTRIES, "t0", "t2", "group", "regimen"), 4)
    if kind is Kind.CHOICE and chance.random() < 0.6:
        box["in_turn"] = True
        if chance.random() < 0.6:
            box["then"] = _target(chance, number, count)
    if charts > 1 and chance.random() < 0.12:
        box["through"] = f"c{chance.randrange(2)}"
    if kind in {Kind.ACTION, Kind.QUESTION} and chance.random() < 0.4:
        _score(chance, box)
    if kind in _SIMPLE and chance.random() < 0.2:
        box["again"] = "every 2 months"
    return box


def _score(chance: Random, box: dict[str, Any]) -> None:
    box["score"] = chance.choice(SCORES)["id"]
    key, limits = ("level", ("green", "amber", "red")) if box["score"] == "lights" else ("points", POINTS)
    for way in box["next"] if box["kind"] == Kind.QUESTION else ():
        if chance.random() < 0.8:
            way[key] = chance.choice(limits)


def _target(chance: Random, number: int, count: int) -> str:
    """Most ways lead to one of the next boxes, so that branches meet."""
    near = min(count - 1, number + chance.randint(1, 4))
    return f"n{near if chance.random() < 0.85 else chance.randrange(count)}"


def _way(chance: Random, kind: Kind) -> Mapping[str, Any]:
    way: dict[str, Any] = {}
    if kind in _DECISIONS and chance.random() < 0.5:
        way["has"] = chance.sample(ENTRIES, chance.randint(1, 2))
    if kind is not Kind.QUESTION and kind in _DECISIONS and chance.random() < 0.5:
        way["gives"] = _some(chance, TREATMENTS)
    if kind is Kind.ALL and chance.random() < 0.4:
        way["optional"] = True
    if kind in _DECISIONS and chance.random() < 0.2:
        way["at_most"] = chance.randint(1, 2)
    if chance.random() < 0.2:
        way["after"] = "10 min"
    if kind is Kind.CHOICE and chance.random() < 0.3:
        way["adds"] = True
    return way
