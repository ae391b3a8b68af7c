"""References: publications, and the study design that their citations show."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter, WrapValidator

from generator.core.diagnostics.suggest import nearest
from generator.model.dates import DateField, DateRangeField
from generator.model.errors import validation_error
from generator.model.fields import Count, Doi, Id, Language, Line, Model, Pmcid, Pmid, Truth, Url, Word


class ReferenceType(Word):
    """The type of publication, by its CSL name."""

    ARTICLE = "article-journal", "An article in a journal."
    BOOK = "book", "A book."
    CHAPTER = "chapter", "A chapter of a book; the book is named under “book_title”."
    REPORT = "report", "A report, guideline or policy published by an organisation itself."
    WEB_PAGE = "webpage", "A page on the web."


class Design(Word):
    """The kind of study, the strongest first.

    Guidelines, policies and narrative reviews are not studies, and count after all studies.
    """

    SYSTEMATIC_REVIEW = "systematic-review", "Combines studies found by a planned search."
    META_ANALYSIS = "meta-analysis", "Pools the results of several studies; the citation does not state how they were found."
    RANDOMISED_TRIAL = "randomised-trial", "A trial whose participants were allocated to groups at random."
    CONTROLLED_TRIAL = "controlled-trial", "A trial with a comparison group; the citation does not state that it was randomised."
    COMPARATIVE_STUDY = "comparative-study", "Compares groups; the citation does not state whether they were allocated at random."
    OPEN_LABEL_TRIAL = "open-label-trial", "A trial in which everybody knows who receives which treatment."
    OPEN_LABEL_STUDY = "open-label-study", "An open study that the citation does not call a trial."
    PILOT_STUDY = "pilot-study", "A first, small trial or study."
    COHORT_STUDY = "cohort-study", "Follows groups of people over time."
    CASE_CONTROL_STUDY = "case-control-study", "Compares people who have an outcome with people who do not, looking back."
    PROSPECTIVE_STUDY = "prospective-study", "Observes what happens from a set date."
    RETROSPECTIVE_STUDY = "retrospective-study", "Looks back at what happened."
    OBSERVATIONAL_STUDY = "observational-study", "Observes or looks back; the citation states no more."
    CASE_SERIES = "case-series", "Reports several patients."
    CASE_REPORT = "case-report", "Reports one or a few patients."
    GUIDELINE = "guideline", "Recommends what should be done; its citation does not state what that is based on."
    CONSENSUS = "consensus", "What a group of experts agreed on."
    NARRATIVE_REVIEW = "narrative-review", "Summarises a subject without a planned search for studies."
    COMMISSIONING_POLICY = "commissioning-policy", "Says what a health service pays for."
    PROGRAMME_DESCRIPTION = "programme-description", "Describes a service or a programme."
    PRODUCT_INFORMATION = "product-information", "What the maker of a product states about it, approved by a regulator."
    FORMULARY = "formulary", "A reference book of medicines and their doses."
    UNCLASSIFIED = "unclassified", "Not stated in the citation. Used if “design” is left out."
    SOURCE_NARRATIVE = "source-narrative", "The source of the pathway itself, cited where the source names no publication."


class DesignBasis(Word):
    """The part of the publication that the design was read from."""

    TITLE = "title", "The title of the publication."
    JOURNAL = "journal", "The name of the journal or of the series."
    ABSTRACT = "abstract", "The abstract."
    FULL_TEXT = "full-text", "The whole publication."
    DATABASE = "database", "The type of publication that a database such as PubMed gives; editors have not checked it."


class Directness(Word):
    """How closely the publication relates to the subject of the pathway."""

    DIRECT = "direct", "It is about the subject of the pathway."
    WIDER = "wider", "It is about a wider group that includes the subject."
    OTHER_DISEASE = "other-disease", "It is about another disease."
    GENERAL = "general", "It is about a treatment in general."


class Person(Model):
    """A person, an entry of “authors” or “editors”.

    A bare text is an organisation, by its name.
    """

    model_config = ConfigDict(title="Author")

    family: Line = Field(description="The family name.", examples=["Van der Poe"])
    given: Line | None = Field(None, description="The initials.", examples=["J-P"])
    suffix: Line | None = Field(None, description="A suffix after the name.", examples=["Jr"])


Author = Person | str
"""A person, or the name of an organisation."""
_ORGANISATION: TypeAdapter[str] = TypeAdapter(Line)


def _author(value: Any, _: Any) -> Author:
    """A text as an organisation and keys as a person, so that errors speak only of the one that was written."""
    if isinstance(value, str):
        return _ORGANISATION.validate_python(value)
    if isinstance(value, Mapping) and ("literal" in value or not _has_family(value)):
        raise validation_error("malformed-author", "")
    return Person.model_validate(value)


def _has_family(value: Mapping[str, Any]) -> bool:
    """Whether a person has a family name, if under a misspelt key."""
    return "family" in value or any(nearest(key, ("family",)) for key in value)


Authors = Annotated[
    tuple[Annotated[Line | Person, WrapValidator(_author)], ...],
    Field(examples=[["Society of Examples", {"family": "Roe", "given": "A B"}]]),
]


class Reference(Model):
    """One publication, or the source itself."""

    id: Id = Field(description="The name by which statements cite it.", examples=["roe2019"])
    type: ReferenceType = Field(description="The type of publication.", examples=["article-journal"])
    authors: Authors = Field((), description="The authors, in order.")
    others: Truth = Field(default=False, description="True if there are more authors than those named (“et al.”).", examples=[True])
    title: Line = Field(description="Its title, without a full stop.", examples=["Drug A in example condition, an open study"])
    title_is_translated: Truth = Field(default=False, description="True if this is not the title in its own language.", examples=[True])
    language: Language | None = Field(None, description="The language it is written in.", examples=["fr"])
    journal: Line | None = Field(None, description="The journal, abbreviated as in PubMed.", examples=["J Invent Examples"])
    book_title: Line | None = Field(None, description="The book that a chapter is in.", examples=["Handbook of example conditions"])
    editors: Authors = Field((), description="The editors of that book.", examples=[[{"family": "Soe", "given": "H"}]])
    edition: Line | None = Field(None, description="The edition.", examples=["3rd ed."])
    publisher: Line | None = Field(None, description="Who published it.", examples=["Example Press"])
    place: Line | None = Field(None, description="Where the publisher is.", examples=["Bern"])
    issued: DateRangeField | None = Field(None, description="When it was published.", examples=["1991-11/1991-12"])
    updated: DateField | None = Field(None, description="When it was last updated, for a living guideline.", examples=["2026-01-05"])
    accessed: DateField | None = Field(None, description="When the editors last read it, for a web page.", examples=["2026-02-20"])
    volume: Line | None = Field(None, description="The volume of the journal.", examples=["12"])
    issue: Line | None = Field(None, description="The issue.", examples=["2 Suppl"])
    pages: Line | None = Field(None, description="The pages, as PubMed gives them.", examples=["34-9"])
    article_number: Line | None = Field(None, description="The number of an article without pages.", examples=["e1042"])
    pmid: Pmid | None = Field(None, description="Gives a link to PubMed.", examples=["12345678"])
    pmcid: Pmcid | None = Field(None, description="Gives a link to the full text in PubMed Central.", examples=["PMC1234567"])
    doi: Doi | None = Field(None, description="Gives a link to the publisher.", examples=["10.1000/182"])
    url: Url | None = Field(None, description="Gives a link to a web page.", examples=["https://example.org/condition"])
    source_number: Count | None = Field(None, description="Its number in the source, for comparing the two. Not shown.", examples=[17])
    design: Design = Field(Design.UNCLASSIFIED, description="The kind of study; “unclassified” if left out.", examples=["open-label-study"])
    design_basis: DesignBasis | None = Field(
        None, description="The part of the publication that the design was read from.", examples=["title"]
    )
    participants: Count | None = Field(None, description="How many took part.", examples=[24])
    population: Line | None = Field(None, description="Who took part.", examples=["adults with example condition"])
    directness: Directness | None = Field(None, description="How closely it relates to the subject of the pathway.", examples=["wider"])
    directness_note: Line | None = Field(
        None, description="An explanation of “directness”.", examples=["A third of the patients had another condition."]
    )
    retracted: DateField | None = Field(None, description="When it was retracted. It is marked wherever it is cited.", examples=["2020-05"])
    corrected: DateField | None = Field(None, description="When a correction to it was published.", examples=["2019-11-04"])
    superseded_by: Id | None = Field(None, description="The reference that replaces it.", examples=["example-handbook"])
    checked_on: DateField | None = Field(
        None,
        description="When the editors last checked whether it was retracted, corrected or superseded.",
        examples=["2026-02-20"],
    )
    notice: Line | None = Field(
        None,
        description="A short text shown wherever it is cited.",
        examples=["Published only in print."],
    )
    note: Line | None = Field(None, description="The editors' remark, shown in the reference list.", examples=["The date was inferred."])
