"""Faults of charts: boxes, ways, and what is said before a treatment."""

from collections.abc import Iterator
from itertools import pairwise

import yaml

from campaigns.faults.entries import emptied, misspelt
from campaigns.faults.text import Edit, Inside, Kind, Part, Plant, Text, above, entry_of, first_entry, item_before, replaced, without

_BRANCHING = {"question", "fork", "choice"}
_LABELLED = {"question", "fork"}
_SINGLE = {"start", "action", "caution"}


def _at_id(part: Part) -> int:
    own = part.get("id")
    assert own  # noqa: S101  # every part that is asked has one
    return own.start


def _kind(box: Part) -> str:
    return box.word("kind")


def _next(box: Part) -> Part | None:
    return box.get("next")


def _to(way: Part) -> Part:
    found = way.get("to")
    return found or way


def _misspelt_ways(text: Text) -> Iterator[Plant]:
    for turn, use in enumerate(text.of("use:place")):
        yield Plant([replaced(use, misspelt(use.says, set(text.targets), turn))], "dangling-edge", [use.start])


def _uncited_boxes(text: Text) -> Iterator[Plant]:
    for box in text.boxes:
        lists = [part for part in (box.get("statements"), box.get("rests_on")) if part]
        yield Plant([emptied(part) for part in lists], "uncited-node", [_at_id(box)])


def _no_start(text: Text) -> Iterator[Plant]:
    kinds = [kind for box in text.boxes if (kind := box.get("kind")) and kind.says == "start"]
    sections = text.root.get("sections")
    if sections:
        yield Plant([replaced(kind, "action") for kind in kinds], "missing-start", [sections.key_start])


def _late_starts(text: Text) -> Iterator[Plant]:
    """A box that follows on the start is written before it."""
    cited = text.entries("statements")[0].word("id")
    for chart in text.of("chart"):
        start = chart.items("nodes")[0]
        onward = _next(start)
        if _kind(start) == "start" and onward and isinstance(onward.node, yaml.ScalarNode):
            between = f"{{id: between, kind: action, title: Between, rests_on: [{cited}], next: {onward.says}}}"
            yield Plant([item_before(start, between), replaced(onward, "between")], "start-not-first", [_at_id(start)])


def _orphan_boxes(text: Text) -> Iterator[Plant]:
    cited = text.entries("statements")[0].word("id")
    for box in (box for chart in text.of("chart") for box in chart.items("nodes")[1:]):
        orphan = f"{{id: orphan, kind: end, title: Orphan, rests_on: [{cited}]}}"
        yield Plant([item_before(box, orphan)], "unreachable-node", [Inside(0, 5)])


def _orphaned_boxes(text: Text) -> Iterator[Plant]:
    """All ways to a box are taken away: from a start to the overview's dismay, from any other box to everybody's."""
    uses = text.of("use:place")
    for box in text.boxes:
        own = box.word("id")
        ways = [use for use in uses if text.targets.get(use.says) == own]
        chart = next(part for part in above(box) if part.spec == "chart")
        in_overview = chart.owner is not None and chart.owner.spec == "top"
        if ways and _kind(box) != "start":
            yield Plant([without(entry_of(use)) for use in ways], "unreachable-node", [_at_id(box)])
        elif ways and text.root.get("overview") and not in_overview:
            yield Plant([without(entry_of(use)) for use in ways], "unlinked-start", [_at_id(box)])


def _dead_ends(text: Text) -> Iterator[Plant]:
    for box in text.boxes:
        onward = _next(box)
        if onward and _kind(box) in _SINGLE:
            yield Plant([without(onward)], "dead-end", [_at_id(box)])
            yield Plant([emptied(onward)], "dead-end", [_at_id(box)])


def _ends_that_go_on(text: Text) -> Iterator[Plant]:
    first = text.boxes[0].word("id")
    for box in text.boxes:
        if _kind(box) == "end":
            yield Plant([first_entry(box, f"next: {first}")], "end-goes-on", [Inside(0, 0)])
        elif (kind := box.get("kind")) and (onward := _next(box)):
            yield Plant([replaced(kind, "end")], "end-goes-on", [onward.key_start])


def _one_branch(text: Text) -> Iterator[Plant]:
    for box in text.boxes:
        onward, kind = _next(box), box.get("kind")
        if kind and onward and _kind(box) in _BRANCHING:
            for way in onward.parts:
                yield Plant([Edit(onward.key.end_mark.index, onward.end, f": {_to(way).says}")], "too-few-branches", [kind.start])
            if len(onward.parts) == 2:
                yield Plant([without(onward.parts[1])], "too-few-branches", [kind.start])
            yield Plant([without(onward)], "too-few-branches", [kind.start])


def _no_label(text: Text) -> Iterator[Plant]:
    for box in text.boxes:
        for way in box.items("next") if _kind(box) in _LABELLED else ():
            label = way.get("label")
            if label:
                yield Plant([without(label)], "unlabelled-branch", [_to(way).start])


def _same_label(text: Text) -> Iterator[Plant]:
    for box in text.boxes:
        for way, other in pairwise(box.items("next")):
            label, taken = other.get("label"), way.get("label")
            if label and taken:
                for said in (taken.says, taken.says.upper()):
                    yield Plant([replaced(label, f'"{said}"')], "repeated-label", [label.start])


def _two_ways(text: Text) -> Iterator[Plant]:
    end = next((box.word("id") for box in text.boxes if _kind(box) == "end"), "")
    for box in text.boxes:
        onward, kind = _next(box), box.get("kind")
        if kind and onward and _kind(box) in _SINGLE and len(onward.parts) == 1 and end != _to(onward.parts[0]).says:
            ways = f": [{_to(onward.parts[0]).says}, {end}]"
            yield Plant([Edit(onward.key.end_mark.index, onward.end, ways)], "branching-box", [Inside(0, ways.index(f" {end}]") + 1)])
        elif kind and onward and _kind(box) in _BRANCHING:
            yield Plant([replaced(kind, "action")], "branching-box", [_to(onward.parts[1]).start])


def _no_way_out(text: Text) -> Iterator[Plant]:
    """Each end leads back to itself; the first box that then leads to no end is reported."""
    for box in text.boxes:
        kind = box.get("kind")
        if kind and _kind(box) == "end":
            edits = [replaced(kind, "action"), first_entry(box, f"next: {box.word('id')}")]
            if kind is box.parts[1]:
                edits = [replaced(kind, f"action{', ' if box.is_flow else chr(10) + ' ' * kind.column}next: {box.word('id')}")]
            yield Plant(edits, "no-way-out", [_at_id(_first_trapped(text, box))])


def _first_trapped(text: Text, closed: Part) -> Part:
    leading = {box.word("id") for box in text.boxes if _kind(box) == "end" and box is not closed}
    while (
        more := {box.word("id") for box in text.boxes if any(text.targets[_to(way).says] in leading for way in box.items("next"))} - leading
    ):
        leading |= more
    return next(box for box in text.boxes if box.word("id") not in leading)


def _crowded(text: Text) -> Iterator[Plant]:
    cited = text.entries("statements")[0].word("id")
    for chart in text.of("chart"):
        boxes = chart.items("nodes")
        more = "\n".join(f"{{id: more{n}, kind: end, title: More, rests_on: [{cited}]}}" for n in range(13 - len(boxes)))
        dash = f"\n{' ' * boxes[0].owner.node.start_mark.column}- "  # type: ignore[union-attr]  # they are in a list
        if len(boxes) < 13 and not boxes[0].owner.is_flow:  # type: ignore[union-attr]  # as above
            yield Plant([item_before(boxes[0], more.replace("\n", dash))], "crowded-chart", [_at_id(chart)])


def _unwarned(text: Text) -> Iterator[Plant]:
    """A contraindication is added that no box states: each box that gives the treatment is reported."""
    statements = text.entries("statements")
    others = [entry.word("id") for key in ("circumstances", "antibodies") for entry in text.entries(key)]
    source = text.entries("references")[-1].word("id")
    for treatment in text.entries("treatments"):
        name = treatment.word("id")
        given = [use for use in text.uses("treatment", name) if use.owner and use.owner.name == "treatments"]
        for other in others[:3]:
            planted = f"{{id: planted, role: contraindication, says: Never., cites: [{source}], about: [{name}, {other}]}}"
            at = [use.start for use in given if not _is_told(text, use, name, other)]
            if at:
                yield Plant([item_before(statements[0], planted)], "untold-contraindication", at)


def _is_told(text: Text, use: Part, treatment: str, circumstance: str) -> bool:
    """Whether the pathway has another contraindication of it in this circumstance, which might be stated on the way."""
    assert use.owner  # noqa: S101  # it is in the list of a box
    groups = {treatment, *(entry.word("id") for entry in text.entries("treatments") if entry.get("members"))}
    return any(
        entry.word("role") == "contraindication"
        and {circumstance} & (about := {part.says for part in entry.items("about")})
        and about & groups
        for entry in text.entries("statements")
    )


def _silenced(text: Text) -> Iterator[Plant]:
    """A contraindication of a given treatment is stated in one box only, at the end of the way, and no longer before."""
    for statement in text.entries("statements"):
        about = {part.says for part in statement.items("about")}
        name = statement.word("id")
        treatments = [entry.word("id") for entry in text.entries("treatments") if entry.word("id") in about]
        if statement.word("role") != "contraindication" or len(treatments) == len(about):
            continue
        given = [use for one in treatments for use in text.uses("treatment", one) if use.owner and use.owner.name == "treatments"]
        uses = [use for use in text.uses("statement", name) if entry_of(use).owner]
        if given and uses:
            yield Plant([without(entry_of(use)) for use in uses], "untold-contraindication", [use.start for use in given])


def _vague(text: Text) -> Iterator[Plant]:
    """The subjects of a contraindication lose their treatments, or all but them, or are removed."""
    treatments = {entry.word("id") for entry in text.entries("treatments")}
    for statement in text.entries("statements"):
        about, role = statement.get("about"), statement.get("role")
        if about and role and role.says == "contraindication":
            kept = [[part.says for part in about.parts if (part.says in treatments) is whether] for whether in (True, False)]
            for names in (*kept, []):
                yield Plant([replaced(about, f"[{', '.join(names)}]")], "vague-contraindication", [role.start])


def _unfounded(text: Text) -> Iterator[Plant]:
    """A box gives one more treatment, of which nothing in it speaks; nor of a group that it is in, or of its members."""
    about = {entry.word("id"): {part.says for part in entry.items("about")} for entry in text.entries("statements")}
    groups = {entry.word("id"): {part.says for part in entry.items("members")} for entry in text.entries("treatments")}
    for turn, box in enumerate(text.boxes):
        shown = [part.says or part.word("statement") for key in ("statements", "rests_on") for part in box.items(key)]
        spoken = {name for one in shown for name in about[one]}
        spoken |= {name for name, members in groups.items() if members & spoken or spoken & {name}}
        spoken |= {member for name in spoken & groups.keys() for member in groups[name]}
        others = [name for name in groups if name not in spoken]
        given = box.items("treatments")
        if given and others and all(about[one] for one in shown):
            yield Plant([item_before(given[0], others[turn % len(others)])], "unfounded-treatment", [Inside(0, 0)])


KINDS = (
    Kind("misspells where a way leads", _misspelt_ways),
    Kind("takes all that a box rests on", _uncited_boxes),
    Kind("leaves no start", _no_start),
    Kind("writes a box before the start it follows on", _late_starts),
    Kind("adds a box that no way leads to", _orphan_boxes),
    Kind("takes all ways to a box away", _orphaned_boxes),
    Kind("takes the way on from a box away", _dead_ends),
    Kind("lets an end lead on", _ends_that_go_on),
    Kind("leaves a question one branch or none", _one_branch),
    Kind("takes the label of a branch away", _no_label),
    Kind("gives two branches one label", _same_label),
    Kind("leads several ways on from a box that asks nothing", _two_ways),
    Kind("makes a circle without a way out", _no_way_out),
    Kind("crowds a chart", _crowded),
    Kind("adds a contraindication that no box tells", _unwarned),
    Kind("stops telling a contraindication", _silenced),
    Kind("does not say what a contraindication is about", _vague),
    Kind("gives what the box does not speak of", _unfounded),
)
