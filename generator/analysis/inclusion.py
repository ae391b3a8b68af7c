"""Which treatments include which: members of groups, parts of regimens, at whatever depth."""

from collections.abc import Callable, Iterable

from generator.analysis.index import PathwayIndex


def with_members(index: PathwayIndex, treatment: str) -> set[str]:
    """A treatment with all that are meant by its name: the members of a group, and theirs."""
    return closure(treatment, lambda name: _members(index, name))


def with_parts(index: PathwayIndex, treatment: str) -> set[str]:
    """A treatment with all that is given by its name for certain: the parts of a regimen, and theirs."""
    return closure(treatment, lambda name: _parts(index, name))


def with_ancestors(index: PathwayIndex, treatment: str) -> set[str]:
    """A treatment with all whose statements hold for it: every group it belongs to, and, of a regimen, every part, with their groups."""
    return closure(treatment, lambda name: (*index.groups_of.get(name, ()), *_parts(index, name)))


def with_descendants(index: PathwayIndex, treatment: str) -> set[str]:
    """A treatment with all that its statements touch: the members of a group, and every regimen that one of these is part of."""
    return closure(treatment, lambda name: (*_members(index, name), *index.regimens_of.get(name, ())))


def with_included(index: PathwayIndex, treatment: str) -> set[str]:
    """A treatment with everything in it: members of a group, parts of a regimen, and theirs."""
    return closure(treatment, lambda name: (*_members(index, name), *_parts(index, name)))


def expanded(index: PathwayIndex, treatments: Iterable[str]) -> frozenset[str]:
    """Treatments with all that is given with them: a regimen gives its parts, and of a group any member may be the one given."""
    return frozenset(inner for name in treatments for inner in with_included(index, name))


def given_anywhere(index: PathwayIndex) -> frozenset[str]:
    """All treatments that some box or way gives."""
    by_ways = (name for way in index.edges for name in way.edge.gives)
    return expanded(index, (*by_ways, *(name for place in index.boxes for name in place.box.gives)))


def included(index: PathwayIndex, treatment: str) -> set[str]:
    """Everything in a treatment, but not itself."""
    return with_included(index, treatment) - {treatment}


def regimens_with(index: PathwayIndex, treatment: str) -> set[str]:
    """Every regimen that a treatment is part of, by regimens of regimens too."""
    return closure(treatment, lambda name: index.regimens_of.get(name, ())) - {treatment}


def outermost(index: PathwayIndex, treatments: Iterable[str]) -> tuple[str, ...]:
    """Those of some treatments that none of the others includes, in the order of the file."""
    names = set(treatments)
    below = {name: included(index, name) for name in names}
    inner = {name for name in names for other in names if name in below[other] and other not in below[name]}
    return tuple(sorted(names - inner, key=lambda name: index.order_of_treatments.get(name, -1)))


def _members(index: PathwayIndex, name: str) -> tuple[str, ...]:
    return index.treatments[name].members if name in index.treatments else ()


def _parts(index: PathwayIndex, name: str) -> tuple[str, ...]:
    return index.treatments[name].parts if name in index.treatments else ()


def closure(name: str, further: Callable[[str], Iterable[str]]) -> set[str]:
    """A name with all that follows from it, step by step."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += further(name)
    return found
