"""Evidence: the strongest kind of study behind something, and what must be known beside it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.evidence import (
    DESIGN_RANK,
    STUDY_GROUPS,
    Evidence,
    EvidenceCaveat,
    StudyGroup,
    notes_on,
    of_box,
    of_statements,
    of_subject,
)
from generator.analysis.index import PathwayIndex
from generator.charts.option_evidence import kind_shown
from generator.compiler import read
from generator.core.source import Source
from generator.i18n import load_messages
from generator.model import Citation, Date, Design, Directness, Pathway, Reference, Statement
from generator.model.references import ReferenceType

HERE = Path(__file__).parent
NARRATIVE, UNTOLD = Design.SOURCE_NARRATIVE, Design.UNCLASSIFIED
TRIAL, SERIES, REVIEW, GUIDELINE = Design.CONTROLLED_TRIAL, Design.CASE_SERIES, Design.NARRATIVE_REVIEW, Design.GUIDELINE
DIRECT, WIDER, OTHER = Directness.DIRECT, Directness.WIDER, Directness.OTHER_DISEASE
GONE = Date(2020)

Kind = tuple[Design, Directness | None, Date | None]


@pytest.fixture(scope="module")
def smallest() -> Pathway:
    """A pathway to put references into."""
    found, _ = read(Source("smallest.yaml", (HERE / "valid" / "smallest.yaml").read_text("utf-8")))
    assert found
    return found


def behind(pathway: Pathway, *kinds: Kind, note: str | None = None) -> Evidence:
    """Evidence for a statement that cites references of these kinds; the first citation has the note."""
    references = tuple(
        Reference(id=f"r{n}", type=ReferenceType.ARTICLE, title="On patches", design=design, directness=directness, retracted=retracted)
        for n, (design, directness, retracted) in enumerate(kinds)
    )
    cites = tuple(Citation(reference=reference.id, note=None if n else note) for n, reference in enumerate(references))
    statement = pathway.statements[0].model_copy(update={"cites": cites})
    return of_statements(PathwayIndex(pathway.model_copy(update={"references": references})), (statement,))


@pytest.mark.parametrize(
    ("kinds", "strongest", "marks"),
    [
        ([(TRIAL, DIRECT, None)], TRIAL, ()),
        ([(SERIES, DIRECT, None), (TRIAL, DIRECT, None)], TRIAL, ()),
        ([(REVIEW, DIRECT, None), (NARRATIVE, None, None)], REVIEW, ()),
        ([(NARRATIVE, None, None)], NARRATIVE, ()),
        # A guideline is no study.
        ([(GUIDELINE, DIRECT, None), (SERIES, DIRECT, None)], SERIES, ()),
        ([(GUIDELINE, DIRECT, None), (REVIEW, DIRECT, None)], GUIDELINE, ()),
        # How near it stands.
        ([(TRIAL, WIDER, None), (SERIES, OTHER, None)], TRIAL, (EvidenceCaveat.ALL_WIDER,)),
        ([(TRIAL, WIDER, None), (NARRATIVE, None, None)], TRIAL, (EvidenceCaveat.ALL_WIDER,)),
        ([(TRIAL, WIDER, None), (TRIAL, OTHER, None)], TRIAL, (EvidenceCaveat.ALL_WIDER,)),
        ([(TRIAL, OTHER, None), (SERIES, Directness.GENERAL, None)], TRIAL, (EvidenceCaveat.ALL_ELSEWHERE,)),
        ([(TRIAL, WIDER, None), (SERIES, DIRECT, None)], TRIAL, (EvidenceCaveat.STRONGEST_WIDER,)),
        ([(TRIAL, WIDER, None), (TRIAL, DIRECT, None)], TRIAL, ()),
        ([(TRIAL, None, None), (SERIES, OTHER, None)], TRIAL, ()),
        ([(TRIAL, OTHER, None), (SERIES, None, None)], TRIAL, (EvidenceCaveat.STRONGEST_ELSEWHERE,)),
        ([(TRIAL, OTHER, None), (SERIES, WIDER, None)], TRIAL, (EvidenceCaveat.STRONGEST_ELSEWHERE,)),
        # Something better may hide behind a citation that does not tell.
        ([(REVIEW, DIRECT, None), (UNTOLD, DIRECT, None)], REVIEW, (EvidenceCaveat.UNTOLD_BESIDE,)),
        ([(GUIDELINE, WIDER, None), (UNTOLD, DIRECT, None)], GUIDELINE, (EvidenceCaveat.STRONGEST_WIDER, EvidenceCaveat.UNTOLD_BESIDE)),
        ([(SERIES, DIRECT, None), (UNTOLD, DIRECT, None)], SERIES, ()),
        # What is retracted does not count.
        ([(TRIAL, DIRECT, GONE), (SERIES, WIDER, None)], SERIES, (EvidenceCaveat.ALL_WIDER, EvidenceCaveat.RETRACTED)),
        ([(TRIAL, DIRECT, GONE), (NARRATIVE, None, None)], NARRATIVE, (EvidenceCaveat.RETRACTED,)),
        ([(TRIAL, WIDER, GONE)], None, ()),
        ([], None, ()),
    ],
)
def test_strongest_kind_and_marks(
    smallest: Pathway, kinds: list[Kind], strongest: Design | None, marks: tuple[EvidenceCaveat, ...]
) -> None:
    found = behind(smallest, *kinds)
    assert (found.strongest, found.caveats) == (strongest, marks)
    assert {reference.design for reference in found.strongest_references} == ({strongest} if strongest else set())
    assert found.study_group == (STUDY_GROUPS[strongest] if strongest else None)


@pytest.mark.parametrize(
    ("kinds", "strongest"),
    [
        # The first citation has the note.
        ([(TRIAL, DIRECT, None), (SERIES, DIRECT, None)], SERIES),
        ([(TRIAL, DIRECT, None), (UNTOLD, DIRECT, None)], UNTOLD),
        ([(SERIES, DIRECT, None), (TRIAL, DIRECT, None)], TRIAL),
        # All publications have one; the source itself is none.
        ([(TRIAL, DIRECT, None)], TRIAL),
        ([(TRIAL, DIRECT, None), (NARRATIVE, None, None)], TRIAL),
        ([(TRIAL, DIRECT, None), (SERIES, DIRECT, GONE)], TRIAL),
    ],
)
def test_a_publication_with_a_note_lends_its_kind_only_where_all_have_notes(
    smallest: Pathway, kinds: list[Kind], strongest: Design
) -> None:
    found = behind(smallest, *kinds, note="The title is about glue.")
    assert found.strongest is strongest
    assert EvidenceCaveat.NOTED in found.caveats


def test_a_note_counts_where_the_publication_is_cited_with_it_everywhere() -> None:
    """A box in which one statement cites it without a note has its kind."""
    cites = [Citation(reference="r0", note="The title is about glue."), Citation(reference="r0"), Citation(reference="r1", note="Old.")]
    assert notes_on("r0", cites) == notes_on("r2", cites) == ()
    assert notes_on("r1", cites) == ("Old.",)


@pytest.mark.parametrize(
    ("kinds", "note", "shown"),
    [
        ([(TRIAL, DIRECT, None)], None, "Controlled trial"),
        ([(TRIAL, DIRECT, None)] * 2, None, "Controlled trial"),
        ([(TRIAL, DIRECT, None), (NARRATIVE, None, None)], None, "Controlled trial"),
        ([(TRIAL, DIRECT, None), (SERIES, DIRECT, None), (SERIES, DIRECT, None)], None, "Controlled trial (1 of 3)"),
        ([(TRIAL, DIRECT, None), (SERIES, DIRECT, None), (SERIES, DIRECT, None)], "It is about glue.", "Case series (2 of 3)"),
        ([(TRIAL, DIRECT, None), (SERIES, DIRECT, GONE)], None, "Controlled trial"),
        ([(NARRATIVE, None, None)], None, "No publication cited"),
        ([(TRIAL, DIRECT, GONE)], None, "Retracted only"),
    ],
)
def test_a_badge_says_how_many_publications_are_of_its_kind(smallest: Pathway, kinds: list[Kind], note: str | None, shown: str) -> None:
    assert kind_shown(behind(smallest, *kinds, note=note), load_messages()) == shown


def test_every_design_has_its_family_and_families_are_in_order() -> None:
    """So that what is no study comes after all studies."""
    assert set(STUDY_GROUPS) == set(Design)
    assert list(dict.fromkeys(STUDY_GROUPS[design] for design in DESIGN_RANK)) == list(StudyGroup)


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        ("systematic-review", "meta-analysis"),
        ("meta-analysis", "randomised-trial"),
        ("randomised-trial", "controlled-trial"),
        ("pilot-study", "cohort-study"),
        ("cohort-study", "case-control-study"),
        ("case-control-study", "retrospective-study"),
        ("case-report", "guideline"),
        ("guideline", "consensus"),
        ("consensus", "narrative-review"),
        ("narrative-review", "product-information"),
        ("product-information", "formulary"),
        ("formulary", "unclassified"),
    ],
)
def test_the_order_of_designs(stronger: str, weaker: str) -> None:
    assert DESIGN_RANK.index(Design(stronger)) < DESIGN_RANK.index(Design(weaker))


KIND = st.tuples(st.sampled_from(Design), st.none() | st.sampled_from(Directness), st.none() | st.just(GONE))


@given(st.lists(KIND, min_size=1, max_size=6), KIND)
def test_more_never_weakens_less_never_strengthens_and_order_does_not_matter(kinds: list[Kind], another: Kind) -> None:
    smallest, _ = read(Source("smallest.yaml", (HERE / "valid" / "smallest.yaml").read_text("utf-8")))
    assert smallest
    rank: dict[Design | None, int] = {None: len(Design), **{design: place for place, design in enumerate(DESIGN_RANK)}}
    found = behind(smallest, *kinds)
    assert rank[behind(smallest, *kinds, another).strongest] <= rank[found.strongest]
    assert rank[behind(smallest, *((kinds[0][0], kinds[0][1], GONE), *kinds[1:])).strongest] >= rank[found.strongest]
    turned = behind(smallest, *reversed(kinds))
    assert (turned.strongest, turned.caveats) == (found.strongest, found.caveats)


def test_a_box_rests_on_what_it_states_and_on_what_decides_it_and_a_treatment_on_what_is_said_of_it(smallest: Pathway) -> None:
    statements = tuple(
        Statement.model_validate(
            {
                "id": statement.id,
                "role": statement.role,
                "says": statement.says,
                "cites": [name],
                "about": statement.about,
                "in": statement.in_,
            }
        )
        for statement, name in zip(smallest.statements, ("leak", "hold"), strict=True)
    )
    references = tuple(
        Reference(id=name, type=ReferenceType.BOOK, title=name, design=design) for name, design in (("leak", SERIES), ("hold", TRIAL))
    )
    index = PathwayIndex(smallest.model_copy(update={"statements": statements, "references": references}))
    strongest = {place.box.id: of_box(index, place.box).strongest for place in index.boxes}
    assert strongest["hole"] is SERIES
    assert strongest["patch-it"] is strongest["ride-on"] is TRIAL
    assert of_subject(index, "patch").strongest is TRIAL
    assert of_subject(index, "nobody").strongest is None
