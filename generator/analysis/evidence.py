"""Strongest kind of study cited for a statement, a box or a treatment, as far as the citations show it.

It is a reading and no grade: designs come from citations, and nothing here weighs one study against another of its kind. A publication
with an editors' note wherever it is cited, such as that its title names another treatment, lends its kind only where all have notes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.analysis.index import PathwayIndex
from generator.model import Box, Citation, Design, Directness, Reference, Statement


class StudyGroup(StrEnum):
    """Designs that a reader need not tell apart at a glance; each has a sign of its own."""

    SYNTHESIS = "gathered"
    """Gathers the studies of others: a systematic review, a meta-analysis."""
    COMPARATIVE = "compared"
    """Compares groups: a randomised or controlled trial, a comparative study."""
    SINGLE_ARM = "tried"
    """Tries something on everybody in it: open trials and studies, pilot studies."""
    OBSERVATIONAL = "observed"
    """Watches what happens, or looks back."""
    CASES = "cases"
    """Tells of one patient or a few."""
    NON_STUDY = "told"
    """Is no study: a guideline, a consensus, a narrative review, a policy, a programme, product information."""
    UNCLASSIFIED = "untold"
    """The citation does not tell."""
    SOURCE_NARRATIVE = "source"
    """The source itself, where it names no publication."""


STUDY_GROUPS = {
    Design.SYSTEMATIC_REVIEW: StudyGroup.SYNTHESIS,
    Design.META_ANALYSIS: StudyGroup.SYNTHESIS,
    Design.RANDOMISED_TRIAL: StudyGroup.COMPARATIVE,
    Design.CONTROLLED_TRIAL: StudyGroup.COMPARATIVE,
    Design.COMPARATIVE_STUDY: StudyGroup.COMPARATIVE,
    Design.OPEN_LABEL_TRIAL: StudyGroup.SINGLE_ARM,
    Design.OPEN_LABEL_STUDY: StudyGroup.SINGLE_ARM,
    Design.PILOT_STUDY: StudyGroup.SINGLE_ARM,
    Design.COHORT_STUDY: StudyGroup.OBSERVATIONAL,
    Design.CASE_CONTROL_STUDY: StudyGroup.OBSERVATIONAL,
    Design.PROSPECTIVE_STUDY: StudyGroup.OBSERVATIONAL,
    Design.RETROSPECTIVE_STUDY: StudyGroup.OBSERVATIONAL,
    Design.OBSERVATIONAL_STUDY: StudyGroup.OBSERVATIONAL,
    Design.CASE_SERIES: StudyGroup.CASES,
    Design.CASE_REPORT: StudyGroup.CASES,
    Design.GUIDELINE: StudyGroup.NON_STUDY,
    Design.CONSENSUS: StudyGroup.NON_STUDY,
    Design.NARRATIVE_REVIEW: StudyGroup.NON_STUDY,
    Design.COMMISSIONING_POLICY: StudyGroup.NON_STUDY,
    Design.PROGRAMME_DESCRIPTION: StudyGroup.NON_STUDY,
    Design.PRODUCT_INFORMATION: StudyGroup.NON_STUDY,
    Design.FORMULARY: StudyGroup.NON_STUDY,
    Design.UNCLASSIFIED: StudyGroup.UNCLASSIFIED,
    Design.SOURCE_NARRATIVE: StudyGroup.SOURCE_NARRATIVE,
}
DESIGN_RANK = tuple(Design)
"""The designs, the strongest first; what is no study comes after all studies."""


class EvidenceCaveat(StrEnum):
    """Notes that a reader must see beside the strongest kind of study."""

    ALL_WIDER = "all-wider"
    """No publication is directly about the pathway's disease; of the strongest kind, one is about a wider group that includes it."""
    ALL_ELSEWHERE = "all-elsewhere"
    """All publications are about another disease, or in general."""
    STRONGEST_WIDER = "strongest-wider"
    """Publications are about the disease; those of the strongest kind are about a wider group at best."""
    STRONGEST_ELSEWHERE = "strongest-elsewhere"
    """Those of the strongest kind are about another disease, or in general; others are nearer."""
    UNTOLD_BESIDE = "untold-beside"
    """The strongest kind is no study, and of other publications the citation does not tell the kind."""
    NOTED = "noted"
    """The editors note something on a citation, such as that its title names another treatment."""
    RETRACTED = "retracted"
    """A publication beside them is retracted."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The references behind something, in the order of citing, and what they come to.

    `strongest` is None where nothing stands: every publication is retracted. `strongest_references` are the references of that design,
    and `publications` all that are not retracted, whether they count or not.
    """

    references: tuple[Reference, ...]
    publications: tuple[Reference, ...]
    strongest: Design | None
    strongest_references: tuple[Reference, ...]
    caveats: tuple[EvidenceCaveat, ...]

    @property
    def study_group(self) -> StudyGroup | None:
        """The family of the strongest design."""
        return STUDY_GROUPS[self.strongest] if self.strongest else None


def of_statement(index: PathwayIndex, statement: Statement) -> Evidence:
    """Evidence for a statement."""
    return of_statements(index, (statement,))


def of_box(index: PathwayIndex, node: Box) -> Evidence:
    """Evidence for a box: for all that it states and all that it is based on."""
    names = dict.fromkeys(index.shown_in(node))
    return _of_citations(index, [*_cited_by(index.statements[name] for name in names), *cites_of(index, node)])


def cites_of(index: PathwayIndex, node: Box) -> tuple[Citation, ...]:
    """Citations by a box itself, and by its score."""
    score = index.scores.get(node.score or "")
    return (*node.cites, *(score.cites if score else ()))


def of_subject(index: PathwayIndex, subject: str) -> Evidence:
    """Evidence for all statements about a treatment, a finding or a circumstance."""
    return of_statements(index, index.statements_about(subject))


def of_statements(index: PathwayIndex, statements: Iterable[Statement]) -> Evidence:
    """Evidence for several statements together."""
    return _of_citations(index, _cited_by(statements))


def _cited_by(statements: Iterable[Statement]) -> list[Citation]:
    return [citation for statement in statements for citation in statement.cites]


def _of_citations(index: PathwayIndex, citations: Sequence[Citation]) -> Evidence:
    references = [index.references[name] for name in dict.fromkeys(citation.reference for citation in citations)]
    standing = [reference for reference in references if not reference.retracted]
    publications = tuple(filter(is_publication, standing))
    counted = [reference for reference in publications if not notes_on(reference.id, citations)] or publications or standing
    strongest = min((reference.design for reference in counted), key=DESIGN_RANK.index, default=None)
    best = tuple(reference for reference in counted if reference.design is strongest)
    caveats = tuple(_caveats(citations, references, counted, best))
    return Evidence(tuple(references), publications, strongest, best, caveats)


def notes_on(reference: str, citations: Iterable[Citation]) -> tuple[str, ...]:
    """Editors' notes on a reference, if there is one wherever it is cited: then it does not count beside those without."""
    notes = [citation.note for citation in citations if citation.reference == reference]
    return tuple(dict.fromkeys(filter(None, notes))) if all(notes) else ()


def _caveats(
    citations: Sequence[Citation], references: Sequence[Reference], counted: Sequence[Reference], best: Sequence[Reference]
) -> Iterable[EvidenceCaveat]:
    if best and all(map(_is_indirect, best)):
        yield _distance(counted, best)
    if best and STUDY_GROUPS[best[0].design] is StudyGroup.NON_STUDY and any(one.design is Design.UNCLASSIFIED for one in counted):
        yield EvidenceCaveat.UNTOLD_BESIDE
    if any(citation.note for citation in citations):
        yield EvidenceCaveat.NOTED
    if best and any(reference.retracted for reference in references):
        yield EvidenceCaveat.RETRACTED


def _distance(counted: Sequence[Reference], best: Sequence[Reference]) -> EvidenceCaveat:
    """How far publications of the strongest kind are from the disease, none of which is about it, and whether others are nearer."""
    if _is_wider(best):
        return EvidenceCaveat.ALL_WIDER if all(map(_is_indirect, counted)) else EvidenceCaveat.STRONGEST_WIDER
    nearer = _is_wider(counted) or not all(map(_is_indirect, counted))
    return EvidenceCaveat.STRONGEST_ELSEWHERE if nearer else EvidenceCaveat.ALL_ELSEWHERE


def _is_wider(references: Iterable[Reference]) -> bool:
    return any(reference.directness is Directness.WIDER for reference in references)


def is_publication(reference: Reference) -> bool:
    """Whether a reference is a publication, and not the source itself."""
    return reference.design is not Design.SOURCE_NARRATIVE


def _is_indirect(reference: Reference) -> bool:
    """Where nothing is said of its directness, it may well be direct."""
    return reference.directness not in {None, Directness.DIRECT}
