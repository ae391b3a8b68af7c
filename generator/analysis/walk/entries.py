"""Knowledge of a patient: answers to what was asked, what the ways taken say, and what follows from them."""

from collections.abc import Iterable, Mapping

from generator.analysis.walk.definition import Conditional, Definition, Group, Inner, WalkBox, Way
from generator.analysis.walk.state import EventKind, Known, State
from generator.model import Kind

_ALONE = Inner()


def knowledge(definition: Definition, state: State) -> dict[str, Known]:
    """The answers and, where they leave it open, that a patient has the one entry for which a way is that was taken.

    At each box the last ways taken hold. They answer nothing that is asked later: what a patient had once may be over by then.
    """
    found = dict(state.answers)
    taken = {event.box: event.ways for event in state.events if event.kind in {EventKind.TOOK, EventKind.TOOK_ITSELF}}
    for name, numbers in taken.items():
        box = definition.boxes[name]
        for way in box.ways:
            if way.number in numbers and _says(box, way) and known(definition, found, way.has[0]) is Known.UNKNOWN:
                so = complete(definition, _one_of(definition, way.has[0]), {way.has[0]: Known.YES})
                found |= {entry: said for entry, said in so.items() if found.get(entry, Known.UNKNOWN) is Known.UNKNOWN}
    return found


def _says(box: WalkBox, way: Way) -> bool:
    """Whether only patients with one certain entry take a way; an option of a choice is taken for other reasons as well."""
    return len(way.has) == 1 and (box.kind in {Kind.QUESTION, Kind.SEVERAL} or (box.kind is Kind.ALL and way.optional))


def _one_of(definition: Definition, entry: str) -> Group:
    """The entries that are asked as one with an entry, of which one at most is true."""
    groups = (group for box in definition.boxes.values() for group in box.asks if group.one_of and entry in group.entries)
    return next(groups, Group(entry, (entry,), one_of=False))


def known(definition: Definition, answers: Mapping[str, Known], entry: str) -> Known:
    """Whether an entry is true: one with members is true where a member is, and its members are not where it is not.

    What was never asked is not known yet.
    """
    inner = definition.entries.get(entry, _ALONE)
    if any(answers.get(name) is Known.YES for name in (entry, *inner.within)):
        return Known.YES
    if _denied(definition, answers, entry) or (inner.leaves and all(_denied(definition, answers, leaf) for leaf in inner.leaves)):
        return Known.NO
    return Known.UNKNOWN


def _denied(definition: Definition, answers: Mapping[str, Known], entry: str) -> bool:
    return any(answers.get(name) is Known.NO for name in (entry, *definition.entries.get(entry, _ALONE).around))


def of_any(definition: Definition, answers: Mapping[str, Known], entries: Iterable[str]) -> Known:
    """Whether any of these is true: yes for one is enough, and no takes all."""
    found = {known(definition, answers, entry) for entry in entries}
    return Known.YES if Known.YES in found else Known.UNKNOWN if Known.UNKNOWN in found else Known.NO


def applying(definition: Definition, answers: Mapping[str, Known]) -> tuple[Conditional, ...]:
    """The statements that apply by a yes, in the order of the file."""
    found = []
    for one in definition.statements:
        true = [known(definition, answers, entry) is Known.YES for entry in one.entries]
        if all(true) if one.together else any(true):
            found.append(one)
    return tuple(found)


def complete(definition: Definition, group: Group, said: Mapping[str, Known]) -> dict[str, Known]:
    """The answer to what is asked as one: what is left open is not known yet, and of a `one_of` group one entry at most is true."""
    if not group.one_of:
        return {entry: said.get(entry, Known.UNKNOWN) for entry in group.entries}
    true = next((entry for entry in group.entries if said.get(entry) is Known.YES), None)
    if true is None:
        none = all(said.get(entry) is Known.NO for entry in group.entries)
        return dict.fromkeys(group.entries, Known.NO if none else Known.UNKNOWN)
    # An entry with members says nothing of which of them is true, and one of its members makes it true.
    inner = definition.entries.get(true, _ALONE)
    related = {*inner.within, *inner.around}
    return {entry: Known.YES if entry == true else Known.UNKNOWN if entry in related else Known.NO for entry in group.entries}
