"""Faults of charts: boxes, ways, and what is said before a treatment."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from campaigns.faults.pathway import KEY, Fault, Path, Text, cut, insert, put, value_at

_BRANCHING = {"question", "several", "all", "choice"}
_LABELLED = {"question", "several"}
_SINGLE = {"start", "action", "caution", "ask"}
_ENDS = {"end", "exit"}
_NAMING = {"has", "points", "level", "gives"}
"""Keys of a way by which readers see what it is for, and that need no label."""
_NOWHERE: Mapping[str, tuple[str, object]] = {
    "by": ("dangling-team", ["nobody"]),
    "setting": ("dangling-setting", "nowhere"),
    "score": ("dangling-score", "nothing"),
    "asks": ("dangling-question", ["nothing"]),
    "through": ("dangling-chart", "nowhere"),
    "cites": ("dangling-citation", ["nothing"]),
}
"""Keys of a box that may name what is not there: the rule that must find it, and the value."""


def _ways(path: Path, box: Any) -> list[tuple[Path, str]]:
    """Where the ways on from a box are named, and their targets."""
    onward = box.get("next", [])
    if isinstance(onward, str):
        return [((*path, "next"), onward)]
    entries = [((*path, "next", number), way) for number, way in enumerate(onward)]
    return [(place, way) if isinstance(way, str) else ((*place, "to"), way["to"]) for place, way in entries]


def names_somebody_or_something_that_is_not_there(text: Text) -> Iterator[Fault]:
    for path, box in text.boxes:
        for key, (rule, value) in _NOWHERE.items():
            if key not in box:
                place = (*path, key)
                yield text.fault(rule, put(text.data, place, value), (*place, 0) if isinstance(value, list) else place)


def takes_all_that_a_box_rests_on(text: Text) -> Iterator[Fault]:
    for path, box in text.boxes:
        emptied = {key: [] if key in {"statements", "rests_on", "cites"} else value for key, value in box.items() if key != "score"}
        yield text.fault("uncited-box", put(text.data, path, emptied), (*path, "id"))


def takes_the_way_on_from_a_box_away(text: Text) -> Iterator[Fault]:
    for path, box in text.boxes:
        if "next" in box and box["kind"] in _SINGLE:
            for data in (cut(text.data, (*path, "next")), put(text.data, (*path, "next"), [])):
                yield text.fault("dead-end", data, (*path, "id"))


def lets_an_end_lead_on(text: Text) -> Iterator[Fault]:
    for path, box in text.boxes:
        changed = box | ({"next": text.boxes[0][1]["id"]} if box["kind"] in _ENDS else {"kind": "end"})
        if "next" in changed:
            yield text.fault("end-goes-on", put(text.data, path, changed), (*path, "next", KEY))


def leaves_a_question_one_branch_or_none(text: Text) -> Iterator[Fault]:
    for path, box in text.boxes:
        if box["kind"] in _BRANCHING:
            for _, target in _ways(path, box):
                yield text.fault("too-few-branches", put(text.data, (*path, "next"), target), (*path, "kind"))
            yield text.fault("too-few-branches", put(text.data, (*path, "next"), box["next"][:1]), (*path, "kind"))
            yield text.fault("too-few-branches", cut(text.data, (*path, "next")), (*path, "kind"))


def takes_the_label_of_a_branch_away(text: Text) -> Iterator[Fault]:
    for path, box in text.boxes:
        labelled = [place for place, _ in _ways(path, box) if place[-1] == "to" and not _NAMING & value_at(text.data, place[:-1]).keys()]
        for place in labelled if box["kind"] in _LABELLED else ():
            yield text.fault("unlabelled-branch", cut(text.data, (*place[:-1], "label")), place)


def gives_two_branches_one_label(text: Text) -> Iterator[Fault]:
    for part in text.of("[way]"):
        for number, (way, other) in enumerate(pairwise(part.value), 1):
            if "label" in way and "label" in other:
                place = (*part.path, number, "label")
                for label in (way["label"], way["label"].upper()):
                    yield text.fault("repeated-label", put(text.data, place, label), place)


def leads_several_ways_on_from_a_box_that_asks_nothing(text: Text) -> Iterator[Fault]:
    end = next(box["id"] for _, box in text.boxes if box["kind"] == "end")
    for path, box in text.boxes:
        ways = _ways(path, box)
        if box["kind"] in _BRANCHING:
            yield text.fault("branching-box", put(text.data, (*path, "kind"), "action"), ways[1][0])
        elif len(ways) == 1 and ways[0][1] != end:
            yield text.fault("branching-box", put(text.data, (*path, "next"), [ways[0][1], end]), (*path, "next", 1))


def gives_what_the_box_does_not_speak_of(text: Text) -> Iterator[Fault]:
    """Nor of a group that it is in, or of its members."""
    about = {
        entry["id"]: {*entry.get("about", []), *entry.get("in", []), *(row["treatment"] for row in entry.get("doses", []))}
        for _, entry in text.entries("statements")
    }
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
