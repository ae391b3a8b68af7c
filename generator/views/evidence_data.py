"""The picture of the evidence: for each treatment, the publications cited for what is said of it, on one time axis."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generator.analysis.evidence import DESIGN_RANK, STUDY_GROUPS, StudyGroup, is_publication, notes_on
from generator.charts.timeline import Axis, DataPoint, Fill, axis_of
from generator.model import Citation, Design, Directness, Reference, Role, Statement, Treatment
from generator.views.by_role import WARNINGS
from generator.views.page_context import REFERENCES, PageContext
from generator.views.study_facts import participants, population

_FILLS = {Directness.WIDER: Fill.HALF, Directness.OTHER_DISEASE: Fill.NONE, Directness.GENERAL: Fill.NONE}
_MID_YEAR = 0.5


@dataclass(frozen=True)
class TreatmentCitation:
    """A reference with every statement about one treatment that cites it."""

    reference: Reference
    cited: tuple[tuple[Statement, Citation], ...]

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Editors' notes on it, if there is one wherever it is cited for the treatment."""
        return notes_on(self.reference.id, (citation for _, citation in self.cited))

    @property
    def roles(self) -> tuple[Role, ...]:
        """Roles of the statements that cite it, each once."""
        return tuple(dict.fromkeys(statement.role for statement, _ in self.cited))

    @property
    def warns(self) -> bool:
        """Whether it is cited for nothing but warnings."""
        return all(role in WARNINGS for role in self.roles)

    @property
    def fill(self) -> Fill:
        """How near it stands to the disease; where nothing is said of that, it may well be about it."""
        return _FILLS.get(self.reference.directness or Directness.DIRECT, Fill.FULL)

    @property
    def caveat(self) -> str:
        """Why it does not count as a publication about the treatment's use in this disease; empty where it does."""
        caveats = {
            "retracted": bool(self.reference.retracted),
            "none": self.fill is Fill.NONE,
            "noted": bool(self.notes),
            "warns": self.warns,
            "source": not is_publication(self.reference),
        }
        return next((name for name, applies in caveats.items() if applies), "")


def uses_for(context: PageContext, treatment: Treatment) -> tuple[TreatmentCitation, ...]:
    """The references behind what is said of a treatment, by number, each once."""
    found: dict[str, list[tuple[Statement, Citation]]] = {}
    for statement in context.index.statements_about(treatment.id):
        for citation in statement.cites:
            found.setdefault(citation.reference, []).append((statement, citation))
    ordered = sorted(found.items(), key=lambda item: context.entries[item[0]].number)
    return tuple(TreatmentCitation(context.entries[name].reference, tuple(cited)) for name, cited in ordered)


def kinds_of(uses: Iterable[TreatmentCitation]) -> tuple[Design, ...]:
    """The designs of the publications without a caveat, the strongest first."""
    return tuple(sorted({use.reference.design for use in uses if not use.caveat}, key=DESIGN_RANK.index))


def in_brief(context: PageContext, uses: tuple[TreatmentCitation, ...]) -> tuple[Design | None, str]:
    """The strongest design behind a treatment, and a few words for it: two kinds of studies at most, or what there is instead."""
    kinds = kinds_of(uses)
    if kinds:
        studies = [design for design in kinds if STUDY_GROUPS[design] not in {StudyGroup.NON_STUDY, StudyGroup.UNCLASSIFIED}]
        return kinds[0], ", ".join(context.words.designs[design] for design in (studies[:2] or kinds[:1]))
    publications = [use for use in uses if is_publication(use.reference)]
    if publications:
        return None, "; ".join(dict.fromkeys(context.words.plot_caveats[use.caveat] for use in publications))
    return Design.SOURCE_NARRATIVE, context.words.plot_source


def whole_axis(rows: Iterable[tuple[TreatmentCitation, ...]]) -> Axis | None:
    """The one axis of all pictures: the years of every publication cited for a treatment."""
    return axis_of(when for uses in rows for use in uses if (when := when_of(use.reference)) is not None)


def when_of(reference: Reference) -> float | None:
    """When it was published, in years; a year without a month counts as its middle."""
    if not reference.issued:
        return None
    start = reference.issued.start
    return start.year + ((start.month - 0.5) / 12 if start.month else _MID_YEAR)


def dots(context: PageContext, uses: Iterable[TreatmentCitation]) -> tuple[DataPoint, ...]:
    """The publications as the picture shows them."""
    return tuple(
        DataPoint(
            family=STUDY_GROUPS[use.reference.design],
            when=when_of(use.reference),
            fill=use.fill,
            participants=use.reference.participants,
            name=_name(context, use),
            href=context.href(REFERENCES, use.reference.id),
            noted=bool(use.notes),
            warns=use.warns,
            retracted=bool(use.reference.retracted),
        )
        for use in uses
    )


def _name(context: PageContext, use: TreatmentCitation) -> str:
    """All that the sign of a publication shows, in words."""
    words, reference = context.words, use.reference
    facts = [words.designs[reference.design], participants(reference, words), about(context, reference)]
    facts += [words.plot_warns] if use.warns else []
    facts += [words.plot_retracted] if reference.retracted else []
    facts += [f"{words.note}: {note}" for note in use.notes]
    label = context.entries[reference.id].label
    title = "" if label.startswith(reference.title) else f"{reference.title} "
    return f"{label}. {title}({'; '.join(filter(None, facts))})"


def about(context: PageContext, reference: Reference) -> str:
    """Whom a publication is about; of the source itself that goes without saying."""
    return population(reference, context.words) if is_publication(reference) else ""
