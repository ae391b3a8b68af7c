"""Strongest kind of study cited for a statement, a box or a treatment, as far as the citations show it.

It is a reading and no grade: designs come from citations, and nothing here weighs one study against another of its kind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.index import Index
from generator.model import Citation, Design, Directness, Node, Reference, Statement


class Family(StrEnum):
    """Designs that a reader need not tell apart at a glance; each has a sign of its own."""

    GATHERED = "gathered"
    """Gathers the studies of others by a plan: a systematic review."""
    COMPARED = "compared"
    """Compares groups: a controlled trial, a comparative study."""
    TRIED = "tried"
    """Tries something on everybody in it: open trials and studies, pilot studies."""
    OBSERVED = "observed"
    """Watches what happens, or looks back."""
    CASES = "cases"
    """Tells of one patient or a few."""
    TOLD = "told"
    """Is no study: a guideline, a narrative review, a policy, a programme."""
    UNTOLD = "untold"
    """The citation does not tell."""
    SOURCE = "source"
    """The source itself, where it names no publication."""


FAMILIES = {
    Design.SYSTEMATIC_REVIEW: Family.GATHERED,
    Design.GUIDELINE: Family.TOLD,
    Design.CONTROLLED_TRIAL: Family.COMPARED,
    Design.COMPARATIVE_STUDY: Family.COMPARED,
    Design.OPEN_LABEL_TRIAL: Family.TRIED,
    Design.OPEN_LABEL_STUDY: Family.TRIED,
    Design.PILOT_STUDY: Family.TRIED,
    Design.PROSPECTIVE_STUDY: Family.OBSERVED,
    Design.RETROSPECTIVE_STUDY: Family.OBSERVED,
    Design.OBSERVATIONAL_STUDY: Family.OBSERVED,
    Design.CASE_SERIES: Family.CASES,
    Design.CASE_REPORT: Family.CASES,
    Design.NARRATIVE_REVIEW: Family.TOLD,
    Design.COMMISSIONING_POLICY: Family.TOLD,
    Design.PROGRAMME_DESCRIPTION: Family.TOLD,
    Design.UNCLASSIFIED: Family.UNTOLD,
    Design.SOURCE_NARRATIVE: Family.SOURCE,
}
_NO_STUDY = {Family.TOLD, Family.UNTOLD, Family.SOURCE}
# A guideline speaks for many studies or for none; its citation does not tell. So it comes after what is a study.
STRONGEST_FIRST = tuple(sorted(Design, key=lambda design: FAMILIES[design] in _NO_STUDY))


class Mark(StrEnum):
    """Notes that a reader must see beside the strongest kind of study."""

    NONE_DIRECT = "none-direct"
    """No publication is directly about the pathway's disease."""
    STRONGEST_INDIRECT = "strongest-indirect"
    """Some are, but none of the strongest kind."""
    UNTOLD_BESIDE = "untold-beside"
    """The strongest kind is no study, and of other publications the citation does not tell the kind."""
    NOTED = "noted"
    """The editors note something on a citation, such as that its title names another treatment."""
    RETRACTED = "retracted"
    """A publication beside them is retracted."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The references behind something, in the order of citing, and what they come to.

    `strongest` is None where nothing stands: every publication is retracted. `best` are the references of that design.
    """

    references: tuple[Reference, ...]
    strongest: Design | None
    best: tuple[Reference, ...]
    marks: tuple[Mark, ...]

    @property
    def family(self) -> Family | None:
        """The family of the strongest design."""
        return FAMILIES[self.strongest] if self.strongest else None


def of_statement(index: Index, statement: Statement) -> Evidence:
    """Evidence for a statement."""
    return of_statements(index, (statement,))


def of_box(index: Index, node: Node) -> Evidence:
    """Evidence for a box: for all that it states and all that it is based on."""
    names = dict.fromkeys((*(placement.statement for placement in node.statements), *node.rests_on))
    return of_statements(index, (index.statements[name] for name in names))


def of_subject(index: Index, subject: str) -> Evidence:
    """Evidence for all statements about a treatment, an antibody or a circumstance."""
    return of_statements(index, index.statements_about(subject))


def of_statements(index: Index, statements: Iterable[Statement]) -> Evidence:
    """Evidence for several statements together."""
    citations = [citation for statement in statements for citation in statement.cites]
    references = [index.references[name] for name in dict.fromkeys(citation.reference for citation in citations)]
    standing = [reference for reference in references if not reference.retracted]
    strongest = min((reference.design for reference in standing), key=STRONGEST_FIRST.index, default=None)
    best = tuple(reference for reference in standing if reference.design is strongest)
    return Evidence(tuple(references), strongest, best, tuple(_marks(citations, references, best)))


def _marks(citations: Sequence[Citation], references: Sequence[Reference], best: Sequence[Reference]) -> Iterable[Mark]:
    publications = [reference for reference in references if is_publication(reference) and not reference.retracted]
    if publications and all(map(_is_indirect, publications)):
        yield Mark.NONE_DIRECT
    elif best and all(map(_is_indirect, best)):
        yield Mark.STRONGEST_INDIRECT
    if best and FAMILIES[best[0].design] is Family.TOLD and any(reference.design is Design.UNCLASSIFIED for reference in publications):
        yield Mark.UNTOLD_BESIDE
    if any(citation.note for citation in citations):
        yield Mark.NOTED
    if best and any(reference.retracted for reference in references):
        yield Mark.RETRACTED


def is_publication(reference: Reference) -> bool:
    """Whether a reference is a publication, and not the source itself."""
    return reference.design is not Design.SOURCE_NARRATIVE


def _is_indirect(reference: Reference) -> bool:
    """Where nothing is said of its directness, it may well be direct."""
    return reference.directness not in {None, Directness.DIRECT}
