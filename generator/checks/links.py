"""Links: whatever is named exists."""

import re
from collections.abc import Collection, Iterator, Mapping

from generator.analysis.inclusion import with_descendants
from generator.analysis.index import PathwayIndex
from generator.analysis.link_walk import Link
from generator.analysis.paths.graph import cycles
from generator.core.diagnostics import Path, Violation, messages
from generator.core.diagnostics.suggest import suggest_id
from generator.model import Treatment, dangling, named

# Each suggestion is a search through all ids, so only the first slips get one.
_SUGGESTIONS = 20
_VERBS = ("gives", "continues", "reduces", "stops", "avoids")
_JOINS = re.compile(r"\s(?:and|plus|with)\s|[+&]|,\s|\w/\w", re.IGNORECASE)


def dangling_links(index: PathwayIndex) -> Iterator[Violation]:
    """An id that names what does not exist."""
    known = _known(index)
    lost: dict[str, list[Link]] = {}
    for link in index.links:
        if link.id not in known[link.rule]:
            lost.setdefault(link.rule, []).append(link)
    data = index.pathway.model_dump(by_alias=True) if lost else {}
    for rule, links in lost.items():
        titles = named(data, rule)
        for number, link in enumerate(links):
            yield misplaced(index, link) or Violation(
                dangling(rule, link.id, suggest_id(link.id, known[rule], titles) if number < _SUGGESTIONS else ""), link.path
            )


def misplaced(index: PathwayIndex, link: Link) -> Violation | None:
    """A finding or circumstance where a treatment belongs, or the other way round, or a treatment where a box belongs; else nothing."""
    key = next(step for step in reversed(link.path) if isinstance(step, str))
    if link.rule == "dangling-treatment" and link.id in index.entries and link.path[0] == "statements":
        return Violation(messages.misplaced_subject_patient(id=link.id, key=key), link.path)
    if link.rule == "dangling-edge" and link.id in index.treatments:
        return Violation(messages.dangling_edge_treatment(id=link.id), link.path)
    if link.rule == "dangling-entry" and link.id in index.treatments and link.path[0] == "statements":
        return Violation(messages.misplaced_subject(id=link.id, key=key), link.path)
    if link.rule == "dangling-entry" and link.id in index.treatments and "next" in link.path:
        return Violation(messages.misplaced_subject_way(id=link.id), link.path)
    return None


def _known(index: PathwayIndex) -> Mapping[str, Collection[str]]:
    """Everything that the links of each rule can name, by id."""
    pathway = index.pathway
    return {
        "dangling-edge": index.targets,
        "dangling-chart": {place.chart.id for place in index.charts},
        "dangling-statement": index.statements,
        "dangling-treatment": index.treatments,
        "dangling-entry": index.entries,
        "dangling-question": {*index.entries, *index.treatments, *(group.id for group in pathway.findings)},
        "dangling-score": {score.id for score in pathway.scores},
        "dangling-team": pathway.team,
        "dangling-setting": pathway.settings,
        "dangling-citation": index.references,
        "dangling-successor": index.references,
    }


def _inner(treatment: Treatment) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "members", treatment.members
    yield "parts", treatment.parts


def circular_groups(index: PathwayIndex) -> Iterator[Violation]:
    """A group or regimen that is among its own members or parts, be it by way of others."""
    inner = {name: (*treatment.members, *treatment.parts) for name, treatment in index.treatments.items()}
    outer = {name: (*index.groups_of.get(name, ()), *index.regimens_of.get(name, ())) for name in index.treatments}
    circle = {name: number for number, names in enumerate(cycles(inner, inner, outer)) for name in names}
    for g, group in enumerate(index.pathway.treatments):
        for key, names in _inner(group):
            for i, name in enumerate(names):
                if group.id in circle and circle[group.id] == circle.get(name):
                    yield Violation(messages.circular_group(group=group.id, id=name), ("treatments", g, key, i))


def groups_with_parts(index: PathwayIndex) -> Iterator[Violation]:
    """A treatment that is a group and a regimen at once."""
    for t, treatment in enumerate(index.pathway.treatments):
        if treatment.members and treatment.parts:
            yield Violation(messages.group_with_parts(id=treatment.id), ("treatments", t, "parts"), at_key=True)


def named_like_regimens(index: PathwayIndex) -> Iterator[Violation]:
    """A group whose name joins treatments, as that of a regimen does."""
    for t, treatment in enumerate(index.pathway.treatments):
        if treatment.members and _JOINS.search(treatment.name):
            message = messages.named_like_regimen(name=treatment.name, members=treatment.members)
            yield Violation(message, ("treatments", t, "members"), at_key=True)


def lone_members(index: PathwayIndex) -> Iterator[Violation]:
    """A list of a box or way with a group and also the only member that it has."""
    for path, names in _given(index):
        for position, name in enumerate(names):
            group = index.treatments[name]
            for member in group.members if len(group.members) == 1 else ():
                # A group that is circular has a rule of its own.
                if member in names and name not in with_descendants(index, member):
                    message = messages.lone_member(key=str(path[-1]), group=group.name, member=index.treatments[member].name)
                    yield Violation(message, (*path, position))


def _given(index: PathwayIndex) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """The treatments that boxes and ways list, verb by verb."""
    for place in index.boxes:
        yield from (((*place.path, verb), getattr(place.box, verb)) for verb in _VERBS)
    yield from (((*way.path, "gives"), way.edge.gives) for way in index.edges)
