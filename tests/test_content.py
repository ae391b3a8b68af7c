"""The dermatomyositis pathway and the claims of its source: nothing added, nothing dropped, nothing cited that the source does not cite."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.analysis.index import PathwayIndex
from generator.compiler import read
from generator.core.source import Source
from generator.model import Pathway, Reference, Statement

ROOT = Path(__file__).parent.parent
LEDGER = ROOT / "tests" / "ledger"
NARRATIVE = "source-narrative"
# Words that say how sure a claim is, or of how many it holds; they must survive restating.
CERTAINTY = (
    "may|can|could|often|sometimes|usually|rarely|always|particularly|mainly|some|most|few|small|seems?|thought|reported|reports?|anecdotal|"
    "promising|attractive|reputed|potential|considered|indicated|recommended|recommends|recommendation|required|require|needed|essential|"
    "contraindications|should|must|at least|or more|up to|such as|for example|early|severe|significant|refractory|recalcitrant|resistant|resists|"
    "strongly|highly|specific|associated|lacking|preferred|prefers|adequate|optimal|commonest|greater|lowest|not|no|all|every|each|alone|instead"
)
INHERITED = "at the end of the paragraph"


def _load(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.load((LEDGER / name).read_text("utf-8"), yaml.CSafeLoader)
    return entries


CLAIMS = _load("claims.yaml")
PUBLICATIONS = _load("references.yaml")


@pytest.fixture(scope="module")
def pathway() -> Pathway:
    """Our pathway, which has no fault of any kind."""
    found, diagnostics = read(Source("pathway.yaml", (ROOT / "pathway.yaml").read_text("utf-8")))
    assert not diagnostics
    assert found
    return found


@pytest.fixture(scope="module")
def restating(pathway: Pathway) -> Mapping[str, list[Statement]]:
    """The statements that restate each claim, in the order of the file."""
    found: dict[str, list[Statement]] = {claim["id"]: [] for claim in CLAIMS}
    for statement in pathway.statements:
        for claim in statement.restates:
            found[claim].append(statement)
    return found


def test_ledger_is_whole() -> None:
    """The ledger holds the 69 claims and 63 publications."""
    assert [claim["id"] for claim in CLAIMS] == [f"s{number:02}" for number in range(1, 70)]
    assert len(PUBLICATIONS) == len({entry["id"] for entry in PUBLICATIONS}) == 63


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["id"])
def test_claim_is_restated(claim: dict[str, Any], restating: Mapping[str, list[Statement]]) -> None:
    """Each claim is one statement for each of its roles, all with exactly its publications and the editors' notes on them."""
    assert [statement.role for statement in restating[claim["id"]]] == claim.get("roles", [claim["role"]])
    for statement in restating[claim["id"]]:
        assert [citation.reference for citation in statement.cites] == claim.get("cites", [NARRATIVE])
        noted = {citation.reference for citation in statement.cites if citation.note}
        assert noted == set(claim.get("cites_notes", {}))
        assert statement.note or "note" not in claim


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["id"])
def test_citations_of_the_paragraph_are_noted(claim: dict[str, Any], restating: Mapping[str, list[Statement]]) -> None:
    """Exactly the statements whose publications follow only at the end of the paragraph say so."""
    for statement in restating[claim["id"]]:
        assert (INHERITED in (statement.note or "")) == claim.get("inherited", False)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["id"])
def test_certainty_is_kept(claim: dict[str, Any], restating: Mapping[str, list[Statement]]) -> None:
    """No certainty word and no figure of a claim is lost."""
    words = re.compile(rf"\b(?:{CERTAINTY}|\d+)\b", re.IGNORECASE)
    said = Counter(word.lower() for statement in restating[claim["id"]] for text in _texts(statement) for word in words.findall(text))
    wanted = Counter(word.lower() for word in words.findall(claim["says"]))
    assert wanted - said == Counter()


def _texts(statement: Statement) -> Iterator[str]:
    yield statement.says
    yield from (cell for row in statement.table.rows for cell in row) if statement.table else ()


def test_nothing_is_added(pathway: Pathway) -> None:
    """A statement that restates no claim, or one that does not exist, would be our own invention."""
    known = {claim["id"] for claim in CLAIMS}
    assert [statement.id for statement in pathway.statements if not statement.restates or not set(statement.restates) <= known] == []


def test_everything_cites(pathway: Pathway) -> None:
    """Every statement has a citation, every box a statement, and each of the 63 publications is cited."""
    assert all(statement.cites for statement in pathway.statements)
    assert all(place.box.statements or place.box.rests_on for place in PathwayIndex(pathway).boxes)
    cited = {citation.reference for statement in pathway.statements for citation in statement.cites}
    assert cited == {entry["id"] for entry in PUBLICATIONS} | {NARRATIVE}


def _plain(reference: Reference) -> Iterator[tuple[str, Any]]:
    for name in reference.model_fields_set:
        value = getattr(reference, name)
        if name == "authors":
            yield name, [{"literal": author} if isinstance(author, str) else author.model_dump(exclude_unset=True) for author in value]
        elif name == "issued":
            end = {"month_end": value.end.month} if value.end else {}
            yield name, {key: part for key, part in (value.start._asdict() | end).items() if part}
        else:
            yield name, value


@pytest.mark.parametrize("publication", PUBLICATIONS, ids=lambda publication: publication["id"])
def test_publication_is_as_in_the_ledger(publication: dict[str, Any], pathway: Pathway) -> None:
    """Every field of every publication is copied faithfully."""
    reference = next(entry for entry in pathway.references if entry.id == publication["id"])
    assert dict(_plain(reference)) == publication


_SYSTEMIC = {"intravenous-corticosteroids-short-course", "ivig-with-intravenous-corticosteroids", "change-to-oral-corticosteroids"}


def test_what_matters_everywhere_is_asked_once_at_the_start(pathway: Pathway) -> None:
    """Everything that a statement of a treatment names of a patient, and no adverse effect."""
    asking = [place.box for place in PathwayIndex(pathway).boxes if place.box.asks]
    named = {entry for statement in pathway.statements if statement.about for entry in statement.in_}
    assert len(asking) == 1
    assert named - {*asking[0].asks} == {"muscle-weakness"}


def test_the_caution_in_amyopathic_disease_is_beside_every_systemic_corticosteroid_of_severe_disease(pathway: Pathway) -> None:
    """Together with the statement that pulls the other way, and the editors' note."""
    index = PathwayIndex(pathway)
    caution = index.statements["amyopathic-corticosteroids-rarely"]
    assert (caution.read_with, bool(caution.note)) == (("anti-mda5-often-early",), True)
    for box in (*_SYSTEMIC, "systemic-corticosteroids-skin"):
        assert caution.id in {shown.statement for shown in index.targets[box].box.statements}


@pytest.mark.parametrize(
    "choice", ["muscle-second-line-choice", "muscle-third-line-choice", "antimalarial-choice", "skin-third-line-choice"]
)
def test_options_of_a_line_are_tried_in_turn(pathway: Pathway, choice: str) -> None:
    """An adjunct and a caution are no options."""
    index = PathwayIndex(pathway)
    box = index.targets[choice].box
    assert box.in_turn
    assert {"topical-tacrolimus-skin", "systemic-corticosteroids-skin"}.isdisjoint(way.to for way in box.next)


@pytest.mark.parametrize("box", ["skin-second-line-choice", "skin-third-line-choice"])
def test_what_is_for_everyone_goes_on_through_the_lines_of_the_skin(pathway: Pathway, box: str) -> None:
    """And nobody comes past it on the way there: the first line follows all of its ways but that for itch."""
    index = PathwayIndex(pathway)
    assert {"sunscreen", "topical-corticosteroids"} <= {*index.targets[box].box.continues}
    first = index.targets["skin-first-line-measures"].box
    assert (first.kind, [way.optional for way in first.next]) == ("all", [False, False, True])


@pytest.mark.parametrize("box", ["taper-severe", "taper-muscle", "add-treatments-for-the-skin"])
def test_what_is_tapered_is_not_on_offer(pathway: Pathway, box: str) -> None:
    """So no statement marks it."""
    found = PathwayIndex(pathway).targets[box].box
    assert not (*found.gives, *found.continues)
