"""Faults of statements, references and what they speak of, and of the settings."""

import re
import tomllib
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from campaigns.faults.text import Edit, Inside, Kind, Part, Plant, Text, entry_before, entry_of, first_entry, item_before, replaced, without

RULES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "generator" / "core" / "diagnostics" / "rules.toml").read_text("utf-8")
)
_FAMILIES = {
    "reference": ("dangling-citation", ("references",)),
    "statement": ("dangling-statement", ("statements",)),
    "treatment": ("dangling-treatment", ("treatments",)),
    "subject": ("dangling-subject", ("treatments", "antibodies", "circumstances")),
}
_ORPHANS = {
    "references": ("unused-reference", "{id: orphan, type: book, title: Orphan}"),
    "treatments": ("unused-treatment", "{id: orphan, name: Orphan}"),
    "antibodies": ("unused-antibody", "{id: orphan, name: Orphan}"),
    "circumstances": ("unused-circumstance", "{id: orphan, name: Orphan}"),
}
_MARKUP = (" <b>x</b>", " **x**", " `x`", " <br/>")
_STYLES = {"nowhere.csl": "missing-style", "torn.csl": "broken-style", "pointer.csl": "dependent-style", "no-list.csl": "unusable-style"}


def emptied(part: Part) -> Edit:
    """An empty list in the place of what stands under a key."""
    return Edit(part.key.end_mark.index, part.end, ": []")


def misspelt(name: str, known: set[str], turn: int) -> str:
    """A slip that is no other name: a letter lost or doubled, or the case."""
    cut = turn % len(name)
    slips = (name[:cut] + name[cut + 1 :], name[: cut + 1] + name[cut:], name.upper(), f"{name}x")
    rotated = slips[turn % 3 :] + slips
    return next(slip for slip in rotated if slip not in known and re.fullmatch(r"[^\W_]+(?:[-_][^\W_]+)*", slip))


def _misspelt_names(family: str) -> Callable[[Text], Iterator[Plant]]:
    rule, keys = _FAMILIES[family]

    def plant(text: Text) -> Iterator[Plant]:
        known = {entry.word("id") for key in keys for entry in text.entries(key)}
        for turn, use in enumerate(text.of(f"use:{family}")):
            yield Plant([replaced(use, misspelt(use.says, known, turn))], rule, [use.start])

    return plant


def _successors(text: Text) -> Iterator[Plant]:
    for entry in text.entries("references"):
        if not entry.get("superseded_by"):
            yield Plant([first_entry(entry, "superseded_by: nobody")], "dangling-successor", [Inside(0, 15)])
            yield Plant([first_entry(entry, f"superseded_by: {entry.word('id')}")], "circular-successor", [Inside(0, 15)])
    for one, other in pairwise(text.entries("references")):
        edits = [first_entry(one, f"superseded_by: {other.word('id')}"), first_entry(other, f"superseded_by: {one.word('id')}")]
        if not one.get("superseded_by") and not other.get("superseded_by"):
            yield Plant(edits, "circular-successor", [Inside(0, 15), Inside(1, 15)])


def _taken_ids(text: Text) -> Iterator[Plant]:
    """Each id as that of another thing in its family, in another case at every second place; the two are reported together."""
    families = [
        [part for part in text.of("id") if part.name == "id" and part.owner and part.owner.spec in specs]
        for specs in (("section", "chart", "box"), ("statement",), ("reference",), ("treatment", "antibody", "circumstance"))
    ]
    for family in families:
        for turn, (part, other) in enumerate(zip(family, family[1:] + family[:1], strict=True)):
            if part is not other:
                name = other.says.upper() if turn % 2 else other.says
                yield Plant([replaced(part, name)], "duplicate-id", [], [part.start, other.start])


def _reserved(text: Text) -> Iterator[Plant]:
    names = "index references evidence treatments search Walk METHOD 404 print assets hosting".split()
    for section in text.entries("sections"):
        own = section.get("id")
        assert own  # noqa: S101  # it has one
        for name in names:
            uses = [replaced(use, name) for use in text.uses("place", own.says)]
            yield Plant([replaced(own, name), *uses], "reserved-id", [own.start])


def _uncited(text: Text) -> Iterator[Plant]:
    for statement in text.entries("statements"):
        cites = statement.get("cites")
        if cites:
            yield Plant([without(cites)], "uncited-statement", [statement.face + len("id: ")])
            yield Plant([emptied(cites)], "uncited-statement", [statement.face + len("id: ")])


def _unplaced(text: Text) -> Iterator[Plant]:
    for statement in text.entries("statements"):
        uses = [use for use in text.uses("statement", statement.word("id")) if entry_of(use).owner.name == "statements"]  # type: ignore[union-attr]  # each is in a list
        yield Plant([without(entry_of(use)) for use in uses], "unplaced-statement", [statement.face + len("id: ")])
    for statement in text.entries("statements"):
        cites = statement.items("cites")
        source = (cites[0].says or cites[0].word("reference")) if cites else ""
        yield Plant(
            [item_before(statement, f"{{id: orphan, role: context, says: Said nowhere, cites: [{source}]}}")],
            "unplaced-statement",
            [Inside(0, 5)],
        )


def _twice(text: Text) -> Iterator[Plant]:
    for use in text.all:
        if use.spec.startswith("use:") and use.spec != "use:successor":
            entry = entry_of(use)
            if entry.owner and entry.owner.spec.startswith("[") and entry.owner.node is not entry.node and not entry.get("label"):
                yield Plant([item_before(entry, use.says)], "repeated-entry", [entry.face])


def _orphans(text: Text) -> Iterator[Plant]:
    for key, (rule, orphan) in _ORPHANS.items():
        for entry in text.entries(key):
            yield Plant([item_before(entry, orphan)], rule, [Inside(0, 5)])


def _orphaned(text: Text) -> Iterator[Plant]:
    """All that names a thing is taken away, and the thing stays."""
    for key, (rule, _) in _ORPHANS.items():
        for entry in text.entries(key):
            name = entry.word("id")
            named = [use for family in ("reference", "successor", "treatment", "subject") for use in text.uses(family, name)]
            named = [use for use in named if (use.spec in {"use:reference", "use:successor"}) == (key == "references")]
            yield Plant([without(entry_of(use)) for use in named], rule, [entry.face + len("id: ")])


def _abbreviations(text: Text) -> Iterator[Plant]:
    found = text.root.get("abbreviations")
    for part in found.parts if found else ():
        yield Plant([entry_before(part, "ZZQ: nobody says so")], "unused-abbreviation", [Inside(0, 0)])
        yield Plant([Edit(part.key_start, part.key_start, "Z")], "unused-abbreviation", [Inside(0, 0)])


def _retracted(text: Text) -> Iterator[Plant]:
    references = {entry.word("id"): entry for entry in text.entries("references") if not entry.get("retracted")}
    for statement in text.entries("statements"):
        cited = [cite.says or cite.word("reference") for cite in statement.items("cites")]
        if set(cited) <= references.keys():
            edits = [first_entry(references[name], "retracted: 9998") for name in cited]
            yield Plant(edits, "retracted-alone", [statement.face + len("id: ")])
    for name, entry in references.items():
        beside = [use for use in text.uses("reference", name) if _among_others(use) and not entry_of(use).get("note")]
        if beside:
            yield Plant([first_entry(entry, "retracted: 9998")], "retracted-citation", [use.start for use in beside])


def _among_others(use: Part) -> bool:
    entry = entry_of(use)
    return bool(entry.owner and len(entry.owner.parts) > 1)


def _unchecked(text: Text) -> Iterator[Plant]:
    """All references were checked on the day of publication, but one long before, or never."""
    published = text.root.get("pathway").word("published")  # type: ignore[union-attr]  # a pathway has its metadata
    watched = [entry for entry in text.entries("references") if entry.word("design") != "source-narrative" and not entry.get("retracted")]
    if len(watched) > 1 and not any(entry.get("checked_on") for entry in watched):
        for old in watched:
            others = [first_entry(entry, f"checked_on: {published}") for entry in watched if entry is not old]
            yield Plant(others, "unchecked-references", [old.face + len("id: ")])
            yield Plant([first_entry(old, "checked_on: 1990"), *others], "unchecked-references", [Inside(0, 12)])


def _dates(text: Text) -> Iterator[Plant]:
    metadata = text.root.get("pathway")
    assert metadata  # noqa: S101  # a pathway has one
    published, review, until = (metadata.get(key) for key in ("published", "review_by", "evidence_until"))
    if published and review and until:
        for early in ("1999", "1999-12", "1999-12-31"):
            yield Plant([replaced(review, early)], "dates-out-of-order", [review.start])
            yield Plant([replaced(until, early.replace("1999", "2999"))], "dates-out-of-order", [published.start])
    for entry in text.entries("references"):
        if entry.get("issued"):
            for key in ("retracted", "corrected"):
                if not entry.get(key):
                    yield Plant([first_entry(entry, f"{key}: 1066")], "dates-out-of-order", [Inside(0, len(key) + 2)])


def _language(text: Text) -> Iterator[Plant]:
    metadata = text.root.get("pathway")
    assert metadata  # noqa: S101  # as above
    for language in ("fr", "de-CH", "xx"):
        if there := metadata.get("language"):
            yield Plant([replaced(there, language)], "unknown-language", [there.start])
        else:
            yield Plant([first_entry(metadata, f"language: {language}")], "unknown-language", [Inside(0, 10)])


def _styles(text: Text) -> Iterator[Plant]:
    metadata = text.root.get("pathway")
    if metadata and not metadata.get("citation_style"):
        for name, rule in _STYLES.items():
            yield Plant([first_entry(metadata, f"citation_style: {name}")], rule, [Inside(0, 16)])


def _markup(text: Text) -> Iterator[Plant]:
    for turn, part in enumerate(text.of("text", "prose")):
        place = part.end - 1 if part.node.style in ('"', "'") else part.end
        yield Plant([Edit(place, place, _MARKUP[turn % len(_MARKUP)])], "markup-in-text", [part.start])


def _unknown_rules(text: Text) -> Iterator[Plant]:
    for turn, code in enumerate(RULES):
        slip = misspelt(code, set(RULES), turn)
        yield Plant(
            [first_entry(text.root, f"settings: {{rules: {{{slip}: {{severity: off, reason: So}}}}}}")], "unknown-rule", [Inside(0, 19)]
        )


def _fixed_rules(text: Text) -> Iterator[Plant]:
    order = ("error", "warning", "off")
    for code, rule in RULES.items():
        lowest = order.index(rule.get("lowest", rule["severity"]))
        for severity in order[lowest + 1 :]:
            entry = f"settings: {{rules: {{{code}: {{severity: {severity}, reason: So}}}}}}"
            yield Plant([first_entry(text.root, entry)], "fixed-rule", [Inside(0, entry.index(f" {severity},") + 1)])


def _twins(text: Text) -> Iterator[Plant]:
    """The same number in two references; the later of the two is reported."""
    entries = text.entries("references")
    for position, entry in enumerate(entries):
        for key in ("pmid", "pmcid", "doi"):
            number, other = entry.get(key), entries[(position + 1) % len(entries)]
            if number is None or other is entry:
                continue
            there, written = other.get(key), text.text[number.start : number.end]
            edit = replaced(there, written) if there else first_entry(other, f"{key}: {written}")
            planted = Inside(0, 0 if there else len(key) + 2)
            yield Plant([edit], "repeated-publication", [planted if position + 1 < len(entries) else number.start])


def _circular_groups(text: Text) -> Iterator[Plant]:
    """A group in itself, or in a member of its own."""
    for entry in text.entries("treatments"):
        members = entry.get("members")
        if members is None:
            key = f"members: [{entry.word('id')}]"
            yield Plant([first_entry(entry, key)], "circular-group", [Inside(0, 10)])
        elif members.parts and members.is_flow:
            yield Plant([item_before(members.parts[0], entry.word("id"))], "circular-group", [Inside(0, 0)])
            for member in members.parts:
                inner = next(other for other in text.entries("treatments") if other.word("id") == member.says)
                if not inner.get("members"):
                    at: list[int | Inside] = [member.start, Inside(0, 10)]
                    yield Plant([first_entry(inner, f"members: [{entry.word('id')}]")], "circular-group", at)


def _groups_with_parts(text: Text) -> Iterator[Plant]:
    for entry in text.entries("treatments"):
        if members := entry.items("members"):
            yield Plant([first_entry(entry, f"parts: [{members[0].says}]")], "group-with-parts", [Inside(0, 0)])


def _groups_named_like_regimens(text: Text) -> Iterator[Plant]:
    for entry in text.entries("treatments"):
        name, members = entry.get("name"), entry.get("members")
        if name and members:
            yield Plant([replaced(name, '"This with that"')], "named-like-regimen", [members.key_start])


KINDS = (
    *(Kind(f"misspells {what}", _misspelt_names(family)) for family, what in {
        "reference": "a citation", "statement": "a statement in a box", "treatment": "a treatment", "subject": "what a statement is about",
    }.items()),
    Kind("names a wrong successor of a publication", _successors),
    Kind("gives an id that is taken", _taken_ids),
    Kind("names a section as a page of the site", _reserved),
    Kind("takes all citations from a statement", _uncited),
    Kind("states something in no box", _unplaced),
    Kind("names one thing twice", _twice),
    Kind("adds what nothing names", _orphans),
    Kind("takes away all that names a thing", _orphaned),
    Kind("adds an abbreviation that no text uses", _abbreviations),
    Kind("cites what has been retracted", _retracted),
    Kind("leaves a reference unchecked", _unchecked),
    Kind("enters one publication twice", _twins),
    Kind("makes a group a member of itself", _circular_groups),
    Kind("gives a group parts", _groups_with_parts),
    Kind("names a group like a regimen", _groups_named_like_regimens),
    Kind("puts two dates in the wrong order", _dates),
    Kind("names a language without words", _language),
    Kind("names a style that cannot be used", _styles),
    Kind("writes markup", _markup),
    Kind("sets a rule that does not exist", _unknown_rules),
    Kind("lowers a rule too far", _fixed_rules),
)  # fmt: skip
