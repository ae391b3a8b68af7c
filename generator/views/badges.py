"""The badge of a statement: the strongest kind of study behind it in a word, with a sign, and what must be known beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.analysis.evidence import DESIGN_RANK, STUDY_GROUPS, Evidence, EvidenceCaveat, StudyGroup
from generator.charts.option_evidence import kind_shown
from generator.i18n import Words
from generator.markup import Markdown
from generator.model import Directness, Reference
from generator.views.evidence_parts import BadgeView

FULL, HALF, NONE = "full", "half", "none"
# Outlines within 12 × 12, told apart by shape alone.
OUTLINES: Mapping[StudyGroup, str] = {
    StudyGroup.SYNTHESIS: "M6 .6 11.4 6 6 11.4.6 6Z",
    StudyGroup.COMPARATIVE: "M1.6 1.6h8.8v8.8H1.6Z",
    StudyGroup.SINGLE_ARM: "M6 1 11.2 10.4H.8Z",
    StudyGroup.OBSERVATIONAL: "M6 11 11.2 1.6H.8Z",
    StudyGroup.CASES: "M4.2.8h3.6v3.4h3.4v3.6H7.8v3.4H4.2V7.8H.8V4.2h3.4Z",
    StudyGroup.NON_STUDY: "M.8 3.8h10.4v4.4H.8Z",
    StudyGroup.UNCLASSIFIED: "M6 1.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 1 1 0-9.6Z",
    StudyGroup.SOURCE_NARRATIVE: "M.8 1.6h10.4v6.2H7L6 10.8 5 7.8H.8Z",
}
_GONE = "M1.5 1.5 10.5 10.5M10.5 1.5 1.5 10.5"


@dataclass(frozen=True, slots=True)
class LegendRow:
    """A sign or a mark, the words that stand beside it, and what they mean."""

    sign: Markdown
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Legend:
    """Legend of the badges: what they say and what they do not."""

    paragraphs: tuple[str, ...]
    kinds: tuple[LegendRow, ...]
    marks: tuple[LegendRow, ...]


def badge(evidence: Evidence, words: Words, noted: str) -> BadgeView:
    """The badge for what stands behind a statement; `noted` are the numbers of the citations that bear a note."""
    marks = tuple(words.marks[mark].format(numbers=noted) for mark in evidence.caveats)
    if evidence.strongest is None:
        return BadgeView(_sign(_GONE, NONE), kind_shown(evidence, words), marks)
    sign = _sign(OUTLINES[STUDY_GROUPS[evidence.strongest]], filling(evidence.strongest_references))
    return BadgeView(sign, kind_shown(evidence, words), marks)


def filling(best: tuple[Reference, ...]) -> str:
    """Full where one of them may be about the disease, half where one is about a wider group, and hollow elsewhere."""
    near = {reference.directness for reference in best}
    if near & {None, Directness.DIRECT}:
        return FULL
    return HALF if Directness.WIDER in near else NONE


def _sign(outline: str, fill: str) -> Markdown:
    """A sign as SVG; half of one is its outline with a second one cut off in the middle."""
    half = f'<svg width="6" height="12" viewBox="0 0 6 12"><path class="pw-sign-half" d="{outline}"/></svg>' if fill == HALF else ""
    return Markdown(
        f'<svg class="pw-badge-sign pw-badge-sign--{fill}" viewBox="0 0 12 12" aria-hidden="true"><path d="{outline}"/>{half}</svg>'
    )


def legend(words: Words) -> Legend:
    """The explanation of all badges, on the page that tells how the pathway was made."""
    return Legend(tuple(words.evidence_legend), tuple(_kinds(words)), tuple(_marks(words)))


def _kinds(words: Words) -> Iterator[LegendRow]:
    for family in StudyGroup:
        names = ", ".join(words.badges[design] for design in DESIGN_RANK if STUDY_GROUPS[design] is family)
        yield LegendRow(_sign(OUTLINES[family], FULL), names, words.families[family])
    yield LegendRow(_sign(_GONE, NONE), words.badge_retracted, words.badge_retracted_meaning)


def _marks(words: Words) -> Iterator[LegendRow]:
    outline = OUTLINES[StudyGroup.COMPARATIVE]
    for fill in (FULL, HALF, NONE):
        yield LegendRow(_sign(outline, fill), "", words.sign_fills[fill])
    for mark in EvidenceCaveat:
        yield LegendRow(Markdown(""), words.marks[mark].format(numbers="3"), words.mark_meanings[mark])
