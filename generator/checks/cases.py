"""Worked cases: what they name exists, and the walk comes to what they say."""

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Any

from generator.analysis.cases import (
    Finding,
    Marker,
    Problem,
    Replay,
    boxes_met,
    limits_beside,
    on_offer,
    replay,
    statements_met,
    treatments_given,
)
from generator.analysis.cases.marker import StepMarks
from generator.analysis.cases.marks import RATHER_THAN, unlike_marks
from generator.analysis.index import PathwayIndex
from generator.analysis.walk import EventKind, Walk, define
from generator.core.diagnostics import Message, Path, Violation, messages, show_whitespace
from generator.core.diagnostics.suggest import did_you_mean
from generator.model import Box, Case, Role

CASES_FILE = "cases.yaml"
"""The file beside a pathway with worked cases, if they are not in the pathway itself."""
CASES = "cases"
"""The key that they stand under, here and there."""
_MARKS = (*Role, RATHER_THAN)
_ENTRY = "finding, circumstance or treatment that a box asks about"
_UNFIT = {
    Problem.UNFIT: messages.unfit_answer,
    Problem.AMBIGUOUS: messages.unfit_answer_ambiguous,
    Problem.NOT_ASKED: messages.unfit_answer_not_asked,
    Problem.NOT_ONE: messages.unfit_answer_several,
}
_LAST = 5
"""So many boxes are named when a message says where a walk came by."""


def unfit_file(data: Any) -> Iterator[Violation]:
    """Faults of a file of worked cases: other keys, or no cases."""
    if not isinstance(data, dict) or CASES not in data:
        yield Violation(messages.missing_field(key=CASES, owner="the file of worked cases"), ())
        return
    for key in data:
        if key != CASES:
            message = messages.unknown_key(key=show_whitespace(key), suggestion=did_you_mean(key, (CASES,)), known=(CASES,))
            yield Violation(message, (key,), at_key=True)


def dangling_cases(index: PathwayIndex) -> Iterator[Violation]:
    """An id in a case that names nothing, or nothing of the kind that belongs there."""
    groups = {group.id: tuple(entry.id for entry in group.entries) for group in index.pathway.findings}
    for number, case in enumerate(index.pathway.cases):
        for path, name, noun, known in _links(index, case):
            if name not in known:
                if noun == _ENTRY and name in index.treatments:
                    message = messages.dangling_case_unasked(id=name)
                elif noun == _ENTRY and name in groups:
                    message = messages.dangling_case_group(id=name, entries=", ".join(groups[name]))
                else:
                    message = messages.dangling_case(id=name, noun=noun, suggestion=did_you_mean(name, known))
                yield Violation(message, ("cases", number, *path), at_key=noun in {"box", "treatment"} and path[0] in {"answers", "marks"})


def _links(index: PathwayIndex, case: Case) -> Iterator[tuple[Path, str, str, Collection[str]]]:
    """Every id in a case: its path, what it should name, and what there is."""
    boxes = {place.box.id for place in index.boxes}
    met = {*boxes, *index.treatments}
    entries = {*index.entries, *(name for place in index.boxes for name in place.box.asks if name in index.treatments)}
    if case.from_:
        yield ("from",), case.from_, "box, chart or section", index.targets
    for key, noun, known in (
        ("has", _ENTRY, entries),
        ("unknown", _ENTRY, entries),
        ("meets", "box, statement or treatment", {*met, *index.statements}),
        ("never", "box or treatment", met),
        ("unmarked", "treatment", index.treatments),
        ("ends", "box", boxes),
    ):
        for position, name in enumerate(getattr(case, key)):
            yield (key, position), name, noun, known
    for position, answers in enumerate(case.answers):
        for name in answers:
            yield ("answers", position, name), name, "box", boxes
    for name, role in case.marks.items():
        yield ("marks", name), name, "treatment", index.treatments
        yield ("marks", name), role, "role of a statement", _MARKS


def contradictory_cases(index: PathwayIndex) -> Iterator[Violation]:
    """A case whose patient has what is not known of her, or two findings of which one at most can be true."""
    for number, case in enumerate(index.pathway.cases):
        for position, name in enumerate(case.unknown):
            if name in case.has:
                yield Violation(messages.contradictory_case(id=name), ("cases", number, "unknown", position))
        for group in index.pathway.findings:
            related = {entry.id: {*entry.members} for entry in group.entries}
            found = [name for name in case.has if group.one_of and name in related]
            for one, other in pairwise(found):
                if other not in related[one] and one not in related[other]:
                    message = messages.contradictory_case_one_of(id=other, other=one, group=group.title)
                    yield Violation(message, ("cases", number, "has", case.has.index(other)))


def broken_cases(index: PathwayIndex) -> Iterator[Violation]:
    """A case whose patient does not come to what it says."""
    if not index.pathway.cases or any(dangling_cases(index)):
        return
    walk = Walk(define(index))
    marker = StepMarks(index, walk)
    for number, case in enumerate(index.pathway.cases):
        done = replay(index, walk, case)
        for message, path in (*_answers(index, done), *(_outcome(index, walk, done, marker) if done.is_whole else ())):
            yield Violation(message, ("cases", number, *path))


def _answers(index: PathwayIndex, done: Replay) -> Iterator[tuple[Message, Path]]:
    for finding in done.found:
        yield _message(index, done, finding), finding.path


def _message(index: PathwayIndex, done: Replay, finding: Finding) -> Message:
    box = index.targets[finding.box].box
    title, said, ways = box.title, finding.said, ", ".join(finding.ways)
    if finding.problem in _UNFIT:
        return _unfit(index, finding, box, ways)
    match finding.problem:
        case Problem.UNANSWERED:
            return messages.unanswered_step(case=done.case.id, kind=box.kind, title=title, box=box.id, ways=ways, route=_route(done))
        case Problem.UNASKED:
            return messages.unasked_answer(answer=said, title=title, route=_route(done))
        case Problem.NEEDLESS:
            return messages.needless_answer(title=title)
        case _:
            return messages.endless_case(case=done.case.id, route=_route(done))


def _unfit(index: PathwayIndex, finding: Finding, box: Box, ways: str) -> Message:
    """The message about an answer that fits no way, or several."""
    said, title, is_none = finding.said, box.title, finding.problem is Problem.UNFIT
    if is_none and box.score and said in index.scores[box.score].items:
        return messages.unfit_answer_item(answer=said, title=title, ways=ways)
    if is_none and (limits := limits_beside(index, box.id, said)):
        return messages.unfit_answer_sum(answer=said, title=title, lowest=limits[0], highest=limits[1])
    return _UNFIT[finding.problem](answer=said, kind=box.kind, title=title, ways=ways)


def _outcome(index: PathwayIndex, walk: Walk, done: Replay, marker: Marker) -> Iterator[tuple[Message, Path]]:
    """Expectations of a case that do not hold."""
    case, boxes = done.case, boxes_met(done)
    met = {*boxes, *statements_met(index, walk, done), *treatments_given(done)}
    for position, name in enumerate(case.meets):
        if name not in met:
            yield messages.unmet_expectation(case=case.id, id=name, route=_route(done)), ("meets", position)
    # To work out what is on offer takes longer than all else.
    offered = on_offer(done, marker) if index.treatments.keys() & {*case.never} else set[str]()
    for position, name in enumerate(case.never):
        if name in boxes or name in offered:
            yield messages.met_against_expectation(case=case.id, id=name, route=_route(done)), ("never", position)
    yield from _marks(index, done, marker)
    if {*case.ends} != {*done.last.ends}:
        yield messages.other_end(case=case.id, ends=_listed(done.last.ends), expected=_listed(case.ends)), ("ends",)


def _marks(index: PathwayIndex, done: Replay, marker: Marker) -> Iterator[tuple[Message, Path]]:
    """Marks that are not as a case expects them."""
    case = done.case
    for unlike in unlike_marks(done, marker):
        if not unlike.box:
            yield messages.unlike_mark_never(case=case.id, id=unlike.treatment, route=_route(done)), ("marks", unlike.treatment)
            continue
        title, found = index.targets[unlike.box].box.title, ", ".join(unlike.found) or "none"
        if unlike.expected:
            message = messages.unlike_mark(case=case.id, id=unlike.treatment, role=unlike.expected, found=found, title=title)
            yield message, ("marks", unlike.treatment)
        else:
            message = messages.unlike_mark_warning(case=case.id, id=unlike.treatment, found=found, title=title)
            yield message, ("unmarked", case.unmarked.index(unlike.treatment))


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"“{name}”" for name in dict.fromkeys(names)) or "no box"


def _route(done: Replay) -> str:
    """The last boxes that a case came by."""
    boxes = [event.box for event in done.last.events if event.kind is EventKind.ENTERED]
    return " → ".join([*(["…"] if len(boxes) > _LAST else []), *boxes[-_LAST:]])
