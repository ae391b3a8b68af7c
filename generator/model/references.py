"""References: what was published, and what its citation shows of how it was done."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, PositiveInt, model_validator

from generator.model.dates import DateField, DateRangeField
from generator.model.faults import misfit
from generator.model.fields import Doi, Id, Language, Line, Model, Pmcid, Pmid, Url


class ReferenceType(StrEnum):
    """What kind of publication it is, by its CSL name."""

    ARTICLE = "article-journal"
    BOOK = "book"
    CHAPTER = "chapter"
    REPORT = "report"
    WEB_PAGE = "webpage"


class Design(StrEnum):
    """The kind of study, strongest first; `evidence` says where a guideline stands among them."""

    SYSTEMATIC_REVIEW = "systematic-review"
    GUIDELINE = "guideline"
    CONTROLLED_TRIAL = "controlled-trial"
    COMPARATIVE_STUDY = "comparative-study"
    OPEN_LABEL_TRIAL = "open-label-trial"
    OPEN_LABEL_STUDY = "open-label-study"
    PILOT_STUDY = "pilot-study"
    PROSPECTIVE_STUDY = "prospective-study"
    RETROSPECTIVE_STUDY = "retrospective-study"
    OBSERVATIONAL_STUDY = "observational-study"
    CASE_SERIES = "case-series"
    CASE_REPORT = "case-report"
    NARRATIVE_REVIEW = "narrative-review"
    COMMISSIONING_POLICY = "commissioning-policy"
    PROGRAMME_DESCRIPTION = "programme-description"
    UNCLASSIFIED = "unclassified"
    SOURCE_NARRATIVE = "source-narrative"


class DesignBasis(StrEnum):
    """What the design was read from."""

    TITLE = "title"
    JOURNAL = "journal"
    ABSTRACT = "abstract"
    FULL_TEXT = "full-text"


class Directness(StrEnum):
    """How near the publication stands to the pathway's disease."""

    DIRECT = "direct"
    WIDER = "wider"
    OTHER_DISEASE = "other-disease"
    GENERAL = "general"


class Author(Model):
    """A person (`family`, `given`, `suffix`) or a body (`literal`)."""

    family: Line | None = None
    given: Line | None = None
    suffix: Line | None = None
    literal: Line | None = None

    @model_validator(mode="after")
    def _person_or_body(self) -> "Author":
        if (self.family is None) == (self.literal is None):
            raise misfit("malformed-author", "")
        return self


class Reference(Model):
    """One publication, or the source itself."""

    id: Id
    type: ReferenceType
    authors: tuple[Author, ...] = ()
    others: bool = False
    """True where the source names only the first authors and ends with "et al."."""
    title: Line
    title_is_translated: bool = False
    language: Language | None = None
    journal: Line | None = None
    book_title: Line | None = None
    editors: tuple[Author, ...] = ()
    edition: Line | None = None
    publisher: Line | None = None
    place: Line | None = None
    issued: DateRangeField | None = None
    volume: Line | None = None
    issue: Line | None = None
    pages: Line | None = None
    article_number: Line | None = None
    pmid: Pmid | None = None
    pmcid: Pmcid | None = None
    doi: Doi | None = None
    url: Url | None = None
    source_number: PositiveInt | None = None
    """The number the publication bears in the source."""
    design: Design = Design.UNCLASSIFIED
    design_basis: DesignBasis | None = None
    participants: PositiveInt | None = None
    population: Line | None = None
    directness: Directness | None = None
    directness_note: Line | None = None
    retracted: DateField | None = None
    corrected: DateField | None = None
    superseded_by: Id | None = None
    """The reference that takes its place."""
    checked_on: DateField | None = None
    """When the editors last looked whether it was retracted or corrected."""
    notice: Annotated[Line | None, Field(description="What the reader is told wherever it is cited.")] = None
    note: Line | None = None
