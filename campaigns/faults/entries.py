"""Faults of statements, references and what they speak of, and of the settings."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from campaigns.faults.pathway import Fault, Text, cut, entry_of, insert, misspelt, put

_UNUSED = {
    "reference": ("reference", "successor"),
    "treatment": ("treatment",),
    "finding": ("entry", "question"),
    "circumstance": ("entry", "question"),
}
"""The parts that something must name, and the families of ids by which it is named."""
_GOVERNANCE = "owner approved review interests funding licence authorship evidence_search".split()
_SUBJECTS = ("treatment", "finding", "circumstance")
_MARKUP = (" <b>x</b>", " **x**", " `x`", " <br/>")


def _misspelt(family: str, rule: str, specs: Sequence[str], text: Text) -> Iterator[Fault]:
    known = {part.value["id"] for part in text.of(*specs)}
    for turn, use in enumerate(text.of(f"use:{family}")):
        yield text.fault(rule, put(text.data, use.path, misspelt(use.value, known, turn)), use.path)


MISSPELT = {
    "misspells where a way leads": partial(_misspelt, "place", "dangling-edge", ["section", "chart", "box"]),
    "misspells a citation": partial(_misspelt, "reference", "dangling-citation", ["reference"]),
    "misspells a statement in a box": partial(_misspelt, "statement", "dangling-statement", ["statement"]),
    "misspells a treatment": partial(_misspelt, "treatment", "dangling-treatment", _SUBJECTS),
    "misspells a finding or circumstance": partial(_misspelt, "entry", "dangling-entry", _SUBJECTS),
}


def names_a_wrong_successor_of_a_publication(text: Text) -> Iterator[Fault]:
    places = [((*path, "superseded_by"), entry) for path, entry in text.entries("references") if "superseded_by" not in entry]
    for path, entry in places:
        yield text.fault("dangling-successor", put(text.data, path, "nobody"), path)
        yield text.fault("circular-successor", put(text.data, path, entry["id"]), path)
    for (one, entry), (other, next_entry) in pairwise(places):
        yield text.fault("circular-successor", put(put(text.data, one, next_entry["id"]), other, entry["id"]), one, other)


def gives_an_id_that_is_taken(text: Text) -> Iterator[Fault]:
    """Each id as that of another thing in its family, in another case at every second place; the two are reported together."""
    for specs in (("section", "chart", "box"), ("statement",), ("reference",), ("treatment", "findings", "finding", "circumstance")):
        family = text.of(*specs)
        for turn, (part, other) in enumerate(zip(family, [*family[1:], *family[:1]], strict=True)):
            path, there, name = (*part.path, "id"), (*other.path, "id"), other.value["id"]
            if path != there:
                yield text.fault("duplicate-id", put(text.data, path, name.upper() if turn % 2 else name), or_at=[path, there])


def names_a_section_as_a_page_of_the_site(text: Text) -> Iterator[Fault]:
    for path, section in text.entries("sections"):
        for name in "index references evidence treatments search Walk METHOD 404 print assets hosting".split():
            data = put(text.data, (*path, "id"), name)
            for use in text.uses("place", section["id"]):
                data = put(data, use, name)
            yield text.fault("reserved-id", data, (*path, "id"))


def takes_all_citations_from_a_statement(text: Text) -> Iterator[Fault]:
    for path, statement in text.entries("statements"):
        if "cites" in statement:
            yield text.fault("uncited-statement", cut(text.data, (*path, "cites")), (*path, "id"))
            yield text.fault("uncited-statement", put(text.data, (*path, "cites"), []), (*path, "id"))


def states_something_in_no_box(text: Text) -> Iterator[Fault]:
    for path, statement in text.entries("statements"):
        uses = [entry_of(use) for use in text.uses("statement", statement["id"])]
        data = cut(text.data, *(use for use in uses if use[-2] == "statements"))
        yield text.fault("unplaced-statement", data, (*path, "id"))
        new = {"id": "orphan", "role": "context", "says": "Said nowhere", "cites": statement.get("cites", [])[:1]}
        yield text.fault("unplaced-statement", insert(text.data, path, new), (*path, "id"))


def names_one_thing_twice(text: Text) -> Iterator[Fault]:
    for use in text.parts:
        path = entry_of(use.path) if use.path else ()
        if use.spec.startswith("use:") and isinstance(path[-1], int) and path[-2] != "next":  # ways have labels
            yield text.fault("repeated-entry", insert(text.data, path, use.value), (*path[:-1], path[-1] + 1))


def gives_a_group_with_its_only_member(text: Text) -> Iterator[Fault]:
    for path, box in text.boxes:
        for number, name in enumerate(box.get("gives", [])):
            at = (*path, "gives", number)
            data = insert(text.data, ("treatments", 0), {"id": "lone", "name": "Lone", "members": [name]})
            yield text.fault("lone-member", insert(data, at, "lone"), at)


def names_a_treatment_among_patients_or_the_other_way_round(text: Text) -> Iterator[Fault]:
    others = {key: [part.value["id"] for part in text.of(*specs)] for key, specs in (("in", _SUBJECTS[:1]), ("about", _SUBJECTS[1:]))}
    for turn, (path, statement) in enumerate(text.entries("statements")):
        for key in (key for key in others if others[key]):
            place = (*path, key)
            data = put(text.data, place, [others[key][turn % len(others[key])], *statement.get(key, [])])
            yield text.fault("misplaced-subject", data, (*place, 0))


def adds_what_nothing_names(text: Text) -> Iterator[Fault]:
    for part in text.of(*_UNUSED):
        new = {"id": "orphan", **({"type": "book", "title": "Orphan"} if part.spec == "reference" else {"name": "Orphan"})}
        yield text.fault(f"unused-{part.spec}", insert(text.data, part.path, new), (*part.path, "id"))


def takes_away_all_that_names_a_thing(text: Text) -> Iterator[Fault]:
    for part in text.of(*_UNUSED):
        uses = [use for family in _UNUSED[part.spec] for use in text.uses(family, part.value["id"])]
        # A dose is of one treatment, and goes with it.
        data = cut(text.data, *(use[:-1] if use[-1] == "treatment" else entry_of(use) for use in uses))
        yield text.fault(f"unused-{part.spec}", data, (*part.path, "id"))


def cites_what_has_been_retracted(text: Text) -> Iterator[Fault]:
    references = {entry["id"]: path for path, entry in text.entries("references") if "retracted" not in entry}
    for path, statement in text.entries("statements"):
        cited = [cite if isinstance(cite, str) else cite["reference"] for cite in statement.get("cites", [])]
        if set(cited) <= references.keys():
            data = text.data
            for name in cited:
                data = put(data, (*references[name], "retracted"), "9998")
            yield text.fault("retracted-alone", data, (*path, "id"))
    entries = {part.path: part.value for part in text.of("[citation]")}
    for name, path in references.items():
        uses = [use for use in text.uses("reference", name) if len(entries[entry_of(use)[:-1]]) > 1]
        beside = [use for use in uses if use[-1] != "reference" or "note" not in entries[use[:-2]][use[-2]]]
        if beside:
            yield text.fault("retracted-citation", put(text.data, (*path, "retracted"), "9998"), *beside)


def enters_one_publication_twice(text: Text) -> Iterator[Fault]:
    """The same number in two references; the later of the two is reported."""
    entries = text.entries("references")
    for (path, entry), (other, _) in zip(entries, [*entries[1:], *entries[:1]], strict=True):
        for key in (key for key in ("pmid", "pmcid", "doi") if key in entry and path != other):
            yield text.fault("repeated-publication", put(text.data, (*other, key), entry[key]), (*max(path, other), key))


def writes_markup(text: Text) -> Iterator[Fault]:
    for turn, part in enumerate(text.of("text", "prose")):
        yield text.fault("markup-in-text", put(text.data, part.path, part.value + _MARKUP[turn % len(_MARKUP)]), part.path)


def takes_the_family_name_of_a_person_away(text: Text) -> Iterator[Fault]:
    for part in text.of("author"):
        if isinstance(part.value, dict):
            yield text.fault("malformed-author", put(text.data, part.path, {"given": "A"}), part.path)


def writes_a_person_as_an_organisation(text: Text) -> Iterator[Fault]:
    for part in text.of("author"):
        if isinstance(part.value, dict) and len(part.value.get("given", "").split()) == 1:
            name = f"{part.value['family']}, {part.value['given']}"
            yield text.fault("person-as-organisation", put(text.data, part.path, name), part.path)


def lists_as_unstated_what_is_stated(text: Text) -> Iterator[Fault]:
    unstated = text.data["pathway"].get("unstated", [])
    for key in (key for key in _GOVERNANCE if key in text.data["pathway"]):
        data = put(text.data, ("pathway", "unstated"), [*unstated, key])
        yield text.fault("contradicted-unstated", data, ("pathway", "unstated", len(unstated)))
