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
    entries: list[dict[str, Any]] = yaml.safe_load((LEDGER / name).read_text("utf-8"))
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
