"""Types of publication, as PubMed assigns them, and the designs of studies that they speak for."""

import re
from collections.abc import Iterable

from generator.model import Design

# The type that says most comes first: a guideline may hold a review, a systematic review pools its studies, and a trial compares.
_DESIGNS = {
    "practice guideline": Design.GUIDELINE,
    "guideline": Design.GUIDELINE,
    "systematic review": Design.SYSTEMATIC_REVIEW,
    "network meta-analysis": Design.META_ANALYSIS,
    "meta-analysis": Design.META_ANALYSIS,
    "consensus development conference": Design.CONSENSUS,
    "consensus development conference, nih": Design.CONSENSUS,
    "consensus statement": Design.CONSENSUS,
    "randomized controlled trial": Design.RANDOMISED_TRIAL,
    "controlled clinical trial": Design.CONTROLLED_TRIAL,
    "equivalence trial": Design.CONTROLLED_TRIAL,
    "comparative study": Design.COMPARATIVE_STUDY,
    "observational study": Design.OBSERVATIONAL_STUDY,
    "case reports": Design.CASE_REPORT,
    "review": Design.NARRATIVE_REVIEW,
}
# What PubMed says of nearly every publication, and what is about money or language rather than the study.
_SAYS_LITTLE = re.compile(
    r"Journal Article|Research Support.*|English Abstract|Book Chapter|Book|Technical Report|Web Page|Retracted Publication", re.IGNORECASE
)


def design(types: Iterable[str]) -> Design | None:
    """The design that types of publication speak for, or None where they speak for none."""
    said = {text.strip().lower() for text in types}
    return next((found for name, found in _DESIGNS.items() if name in said), None)


def hints(types: Iterable[str]) -> tuple[str, ...]:
    """The types that say something about a study."""
    return tuple(text for text in types if not _SAYS_LITTLE.fullmatch(text))


def is_type(text: str) -> bool:
    """Whether a text is nothing but such a type."""
    return bool(_SAYS_LITTLE.fullmatch(text.strip())) or text.strip().lower() in _DESIGNS
