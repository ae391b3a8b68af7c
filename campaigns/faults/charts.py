"""Faults of charts: boxes, ways, and what is said before a treatment."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from campaigns.faults.pathway import KEY, Fault, Path, Text, cut, insert, kind, misspelt, put

_BRANCHING = {"question", "several", "choice"}
_LABELLED = {"question", "several"}
_SINGLE = {"start", "action", "caution"}


def _ways(path: Path, box: Any) -> list[tuple[Path, str]]:
    """Where the ways on from a box are named, and their targets."""
    onward = box.get("next", [])
    if isinstance(onward, str):
        return [((*path, "next"), onward)]
    entries = [((*path, "next", number), way) for number, way in enumerate(onward)]
    return [(place, way) if isinstance(way, str) else ((*place, "to"), way["to"]) for place, way in entries]


@kind("misspells where a way leads")
def _(text: Text) -> Iterator[Fault]:
    for turn, use in enumerate(text.of("use:place")):
        yield text.fault("dangling-edge", put(text.data, use.path, misspelt(use.value, text.targets, turn)), use.path)


@kind("takes all that a box rests on")
def _(text: Text) -> Iterator[Fault]:
    for path, box in text.boxes:
        emptied = box | {key: [] for key in ("statements", "rests_on") if key in box}
        yield text.fault("uncited-box", put(text.data, path, emptied), (*path, "id"))


@kind("takes the way on from a box away")
def _(text: Text) -> Iterator[Fault]:
    for path, box in text.boxes:
        if "next" in box and box["kind"] in _SINGLE:
            for data in (cut(text.data, (*path, "next")), put(text.data, (*path, "next"), [])):
                yield text.fault("dead-end", data, (*path, "id"))


@kind("lets an end lead on")
def _(text: Text) -> Iterator[Fault]:
    for path, box in text.boxes:
        changed = box | ({"next": text.boxes[0][1]["id"]} if box["kind"] == "end" else {"kind": "end"})
        if "next" in changed:
            yield text.fault("end-goes-on", put(text.data, path, changed), (*path, "next", KEY))


@kind("leaves a question one branch or none")
def _(text: Text) -> Iterator[Fault]:
    for path, box in text.boxes:
        if box["kind"] in _BRANCHING:
            for _, target in _ways(path, box):
                yield text.fault("too-few-branches", put(text.data, (*path, "next"), target), (*path, "kind"))
            yield text.fault("too-few-branches", put(text.data, (*path, "next"), box["next"][:1]), (*path, "kind"))
            yield text.fault("too-few-branches", cut(text.data, (*path, "next")), (*path, "kind"))


@kind("takes the label of a branch away")
def _(text: Text) -> Iterator[Fault]:
    for path, box in text.boxes:
        for place, _ in _ways(path, box) if box["kind"] in _LABELLED else ():
            yield text.fault("unlabelled-branch", cut(text.data, (*place[:-1], "label")), place)


@kind("gives two branches one label")
def _(text: Text) -> Iterator[Fault]:
    for part in text.of("[way]"):
        for number, (way, other) in enumerate(pairwise(part.value), 1):
            if "label" in way and "label" in other:
                place = (*part.path, number, "label")
                for label in (way["label"], way["label"].upper()):
                    yield text.fault("repeated-label", put(text.data, place, label), place)


@kind("leads several ways on from a box that asks nothing")
def _(text: Text) -> Iterator[Fault]:
    end = next(box["id"] for _, box in text.boxes if box["kind"] == "end")
    for path, box in text.boxes:
        ways = _ways(path, box)
        if box["kind"] in _BRANCHING:
            yield text.fault("branching-box", put(text.data, (*path, "kind"), "action"), ways[1][0])
        elif len(ways) == 1 and ways[0][1] != end:
            yield text.fault("branching-box", put(text.data, (*path, "next"), [ways[0][1], end]), (*path, "next", 1))


@kind("gives what the box does not speak of")
def _(text: Text) -> Iterator[Fault]:
    """Nor of a group that it is in, or of its members."""
    about = {entry["id"]: {*entry.get("about", [])} for _, entry in text.entries("statements")}
    groups = {entry["id"]: {*entry.get("members", [])} for _, entry in text.entries("treatments")}
    for turn, (path, box) in enumerate(text.boxes):
        shown = [use.value for use in text.of("use:statement") if use.path[: len(path)] == path]
        spoken = {name for one in shown for name in about[one]}
        spoken |= {name for name, members in groups.items() if members & spoken}
        spoken |= {member for name in spoken & groups.keys() for member in groups[name]}
        others = [name for name in groups if name not in spoken]
        if box.get("gives") and others and all(about[one] for one in shown):
            place = (*path, "gives", 0)
            yield text.fault("unfounded-treatment", insert(text.data, place, others[turn % len(others)]), place)
