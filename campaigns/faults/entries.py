"""Faults of statements, references and what they speak of, and of the rules."""

from collections.abc import Iterator
from itertools import pairwise

from campaigns.faults.pathway import Fault, Text, cut, entry_of, insert, kind, misspelt, put

_FAMILIES = {
    "reference": ("a citation", "dangling-citation", ("references",)),
    "statement": ("a statement in a box", "dangling-statement", ("statements",)),
    "treatment": ("a treatment", "dangling-treatment", ("treatments",)),
    "subject": ("what a statement is about", "dangling-subject", ("treatments", "antibodies", "circumstances")),
}
_UNUSED = {f"{name}s" if name != "antibody" else "antibodies": name for name in ("reference", "treatment", "antibody", "circumstance")}
_MARKUP = (" <b>x</b>", " **x**", " `x`", " <br/>")


def _misspelt_names(family: str) -> None:
    what, rule, keys = _FAMILIES[family]

    @kind(f"misspells {what}")
    def _(text: Text) -> Iterator[Fault]:
        known = {entry["id"] for key in keys for _, entry in text.entries(key)}
        for turn, use in enumerate(text.of(f"use:{family}")):
            yield text.fault(rule, put(text.data, use.path, misspelt(use.value, known, turn)), use.path)


for _family in _FAMILIES:
    _misspelt_names(_family)


@kind("names a wrong successor of a publication")
def _(text: Text) -> Iterator[Fault]:
    places = [((*path, "superseded_by"), entry) for path, entry in text.entries("references") if "superseded_by" not in entry]
    for path, entry in places:
        yield text.fault("dangling-successor", put(text.data, path, "nobody"), path)
        yield text.fault("circular-successor", put(text.data, path, entry["id"]), path)
    for (one, entry), (other, next_entry) in pairwise(places):
        yield text.fault("circular-successor", put(put(text.data, one, next_entry["id"]), other, entry["id"]), one, other)


@kind("gives an id that is taken")
def _(text: Text) -> Iterator[Fault]:
    """Each id as that of another thing in its family, in another case at every second place; the two are reported together."""
    for specs in (("section", "chart", "box"), ("statement",), ("reference",), ("treatment", "antibody", "circumstance")):
        family = text.of(*specs)
        for turn, (part, other) in enumerate(zip(family, [*family[1:], *family[:1]], strict=True)):
            path, there, name = (*part.path, "id"), (*other.path, "id"), other.value["id"]
            if path != there:
                yield text.fault("duplicate-id", put(text.data, path, name.upper() if turn % 2 else name), or_at=[path, there])


@kind("names a section as a page of the site")
def _(text: Text) -> Iterator[Fault]:
    for path, section in text.entries("sections"):
        for name in "index references evidence treatments search Walk METHOD 404 print assets hosting".split():
            data = put(text.data, (*path, "id"), name)
            for use in text.uses("place", section["id"]):
                data = put(data, use, name)
            yield text.fault("reserved-id", data, (*path, "id"))


@kind("takes all citations from a statement")
def _(text: Text) -> Iterator[Fault]:
    for path, statement in text.entries("statements"):
        if "cites" in statement:
            yield text.fault("uncited-statement", cut(text.data, (*path, "cites")), (*path, "id"))
            yield text.fault("uncited-statement", put(text.data, (*path, "cites"), []), (*path, "id"))


@kind("states something in no box")
def _(text: Text) -> Iterator[Fault]:
    for path, statement in text.entries("statements"):
        uses = [entry_of(use) for use in text.uses("statement", statement["id"])]
        data = cut(text.data, *(use for use in uses if use[-2] == "statements"))
        yield text.fault("unplaced-statement", data, (*path, "id"))
        new = {"id": "orphan", "role": "context", "says": "Said nowhere", "cites": statement.get("cites", [])[:1]}
        yield text.fault("unplaced-statement", insert(text.data, path, new), (*path, "id"))


@kind("names one thing twice")
def _(text: Text) -> Iterator[Fault]:
    for use in text.parts:
        path = entry_of(use.path) if use.path else ()
        if use.spec.startswith("use:") and isinstance(path[-1], int) and path[-2] != "next":  # ways have labels
            yield text.fault("repeated-entry", insert(text.data, path, use.value), (*path[:-1], path[-1] + 1))


@kind("gives a group with its only member")
def _(text: Text) -> Iterator[Fault]:
    for path, box in text.boxes:
        for number, name in enumerate(box.get("gives", [])):
            at = (*path, "gives", number)
            data = insert(text.data, ("treatments", 0), {"id": "lone", "name": "Lone", "members": [name]})
            yield text.fault("lone-member", insert(data, at, "lone"), at)


@kind("adds what nothing names")
def _(text: Text) -> Iterator[Fault]:
    for key, name in _UNUSED.items():
        new = {"id": "orphan", **({"type": "book", "title": "Orphan"} if name == "reference" else {"name": "Orphan"})}
        for path, _ in text.entries(key):
            yield text.fault(f"unused-{name}", insert(text.data, path, new), (*path, "id"))


@kind("takes away all that names a thing")
def _(text: Text) -> Iterator[Fault]:
    for key, name in _UNUSED.items():
        families = ("reference", "successor") if name == "reference" else ("treatment", "subject")
        for path, entry in text.entries(key):
            uses = [entry_of(use) for family in families for use in text.uses(family, entry["id"])]
            yield text.fault(f"unused-{name}", cut(text.data, *uses), (*path, "id"))


@kind("cites what has been retracted")
def _(text: Text) -> Iterator[Fault]:
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


@kind("enters one publication twice")
def _(text: Text) -> Iterator[Fault]:
    """The same number in two references; the later of the two is reported."""
    entries = text.entries("references")
    for (path, entry), (other, _) in zip(entries, [*entries[1:], *entries[:1]], strict=True):
        for key in entry.keys() & {"pmid", "pmcid", "doi"} if path != other else ():
            yield text.fault("repeated-publication", put(text.data, (*other, key), entry[key]), (*max(path, other), key))


@kind("writes markup")
def _(text: Text) -> Iterator[Fault]:
    for turn, part in enumerate(text.of("text", "prose")):
        yield text.fault("markup-in-text", put(text.data, part.path, part.value + _MARKUP[turn % len(_MARKUP)]), part.path)
