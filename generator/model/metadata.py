"""Pathway details (metadata): what a pathway is, how old it is and how far it can be trusted."""

from pydantic import ConfigDict, Field

from generator.model.dates import DateField
from generator.model.fields import Count, Id, Language, Line, Model, Prose, StyleName, Url
from generator.model.references import Authors


class Metadata(Model):
    """Details of the pathway: what it is, how old it is and how far it can be trusted."""

    model_config = ConfigDict(title="Pathway details")

    id: Id = Field(description="The pathway's name in file names and addresses.", examples=["example-condition"])
    title: Line = Field(description="The heading of the home page.", examples=["Treatment of example condition"])
    short_title: Line | None = Field(None, description="A shorter title.", examples=["Example condition"])
    version: Line = Field(description="The version of the pathway, shown at the top of every page.", examples=["0.1.0"])
    published: DateField = Field(description="When this version was published.", examples=["2026-03-02"])
    evidence_until: DateField = Field(
        description="The date up to which the editors, or their source, searched for evidence. Not later than “published”.",
        examples=["2025"],
    )
    review_by: DateField = Field(description="When the next review is due. Not before “published”.", examples=["2027-03-02"])
    language: Language = Field(
        "en-GB",
        description="The language of the texts; “en-GB” if left out. So far, headings and buttons are in British English only.",
        examples=["en-GB"],
    )
    summary: Line = Field(description="What it is, in one sentence.", examples=["A fictitious pathway that shows how to write a real one."])
    scope: Prose = Field(description="What it covers and what it does not.", examples=["Example condition in adults."])
    population: Prose = Field(description="Which patients it is about.", examples=["Adults with example condition."])
    readers: Prose = Field(description="Who should use it.", examples=["Doctors in example clinics."])
    disclaimer: Prose = Field(
        description="What readers must know before they use it.", examples=["A fictitious example. Do not use it to treat anybody."]
    )
    licence: Prose = Field(description="The terms on which it may be used.", examples=["CC0"])
    authors: Authors = Field(
        (),
        description="The authors named when the pathway is cited; nobody if left out.",
        examples=[[{"literal": "Invented Society of Examples"}]],
    )
    authorship: Prose = Field(description="Who wrote it.", examples=["Written for a tutorial."])
    review: Prose = Field(description="Who has reviewed it, or that nobody has.", examples=["Nobody has reviewed it."])
    status_note: Line = Field(description="The same in a few words, shown at the top of every page.", examples=["Not reviewed"])
    grading: Prose = Field(
        description="How evidence and recommendations are graded, or that they are not.", examples=["Nothing is graded."]
    )
    method: Prose = Field(description="How it was made.", examples=["The statements were made up."])
    citation_style: StyleName | None = Field(
        None,
        description="The style of the references: a CSL file in the pathway's folder. If left out, the Vancouver style.",
        examples=["example-journal.csl"],
    )
    address: Url | None = Field(None, description="Where it is published.", examples=["https://example.org/condition/"])
    references_checked_within: Count | None = Field(
        None,
        description="How many months before “published” the last check of a reference may be; 12 if left out.",
        examples=[6],
    )
