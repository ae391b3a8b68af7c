"""The passport: what a pathway is, how old, how far it can be trusted."""

from pydantic import Field

from generator.model.dates import DateField
from generator.model.fields import Count, Id, Language, Line, Model, Prose, StyleName, Url
from generator.model.references import Authors


class Passport(Model):
    """What the pathway is, how old, how far it can be trusted."""

    id: Id = Field(description="The pathway's own name for machines.", examples=["example-condition"])
    title: Line = Field(description="The heading of the home page.", examples=["Treatment of example condition"])
    short_title: Line | None = Field(None, description="A shorter form of it.", examples=["Example condition"])
    version: Line = Field(description="The version of the pathway; at the head of every page.", examples=["0.1.0"])
    published: DateField = Field(description="When this version came out.", examples=["2026-03-02"])
    evidence_until: DateField = Field(
        description="How far the editors, or their source, have looked. Not later than “published”.", examples=["2025"]
    )
    review_by: DateField = Field(description="When it must be looked at again. Not before “published”.", examples=["2027-03-02"])
    language: Language = Field(
        "en-GB",
        description="The language of the texts; “en-GB” if left out. The site has words of its own in British English so far.",
        examples=["en-GB"],
    )
    summary: Line = Field(description="What it is, in a sentence.", examples=["A fictitious pathway that shows how to write a real one."])
    scope: Prose = Field(description="What it covers, and what it does not.", examples=["Example condition in adults."])
    population: Prose = Field(description="Whom it is about.", examples=["Adults with example condition."])
    readers: Prose = Field(description="Whom it is written for.", examples=["Doctors in example clinics."])
    disclaimer: Prose = Field(
        description="What readers must know before they use it.", examples=["A fictitious example. Do not use it to treat anybody."]
    )
    licence: Prose = Field(description="On what terms it may be used.", examples=["CC0"])
    authors: Authors = Field(
        (),
        description="Who is named where the pathway is cited; nobody if left out.",
        examples=[[{"literal": "Invented Society of Examples"}]],
    )
    authorship: Prose = Field(description="Who wrote it.", examples=["Written for a tutorial."])
    review: Prose = Field(description="Who has reviewed it; if nobody has, that.", examples=["Nobody has reviewed it."])
    review_short: Line = Field(description="The same in a few words; at the head of every page.", examples=["Not reviewed"])
    grading: Prose = Field(
        description="How evidence and recommendations are graded, or that they are not.", examples=["Nothing is graded."]
    )
    method: Prose = Field(description="How it was made.", examples=["The statements were made up."])
    citation_style: StyleName | None = Field(
        None,
        description="The style in which references are written: a CSL file beside the pathway. Without it, the manner of Vancouver.",
        examples=["example-journal.csl"],
    )
    address: Url | None = Field(None, description="Where it is published.", examples=["https://example.org/condition/"])
    references_checked_within: Count | None = Field(
        None,
        description="How many months before “published” each reference was checked at the latest; 12 if left out.",
        examples=[6],
    )
