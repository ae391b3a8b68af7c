"""Pathway details (metadata): what a pathway is, how old it is and how far it can be trusted."""

import re

from pydantic import ConfigDict, Field

from generator.model.boxes import Ids
from generator.model.dates import DateField
from generator.model.fields import Colour, Contact, Count, Id, Language, Line, Model, Prose, StyleName, Url, Word
from generator.model.grading import GradingField
from generator.model.references import Authors
from generator.model.schema_conditions import UNIQUE

PLACEHOLDERS = ("title", "body")
"""The places that the web address of a tracker leaves open: for the title of a report, and for its text."""
_LEFT_OPEN = re.compile(r"\{([^{}]*)\}")


class Status(Word):
    """How far the pathway has come."""

    DRAFT = "draft", "Nobody has approved it yet."
    IN_REVIEW = "in review", "It is being reviewed."
    APPROVED = "approved", "It is in force; “approved” says by whom."
    WITHDRAWN = "withdrawn", "It must no longer be used; “withdrawn” says why."


class Governance(Word):
    """A detail about how the pathway is kept."""

    OWNER = "owner", "Who is responsible for it."
    APPROVED = "approved", "Who approved it."
    REVIEW = "review", "Who has reviewed it."
    INTERESTS = "interests", "The interests of those who made it."
    FUNDING = "funding", "Who paid for it."
    LICENCE = "licence", "The terms on which it may be used."
    AUTHORSHIP = "authorship", "Who wrote it."
    EVIDENCE_SEARCH = "evidence_search", "Until when evidence was searched, and by whom."


class Owner(Model):
    """Who is responsible for the pathway."""

    name: Line = Field(description="A person, a body or a post.", examples=["Example Clinic"])
    contact: Contact | None = Field(
        None,
        description="Where readers report a problem: an e-mail or web address. In that of a tracker, {title} and {body} are filled in.",
        examples=["help@example.org", "https://tracker.example.org/new?title={title}&body={body}"],
    )

    @property
    def unknown_placeholders(self) -> list[str]:
        """The places in the web address of a tracker that nothing fills in."""
        is_web = (self.contact or "").lower().startswith(("http:", "https:"))
        return [name for name in _LEFT_OPEN.findall(self.contact or "") if name not in PLACEHOLDERS] if is_web else []


class Approval(Model):
    """An approval, an entry of “approved”."""

    by: Line = Field(description="Who approved it.", examples=["Board of Examples"])
    on: DateField = Field(description="When.", examples=["2026-02-20"])


class Withdrawal(Model):
    """Why the pathway must no longer be used."""

    on: DateField = Field(description="When it was withdrawn.", examples=["2027-05-01"])
    why: Line = Field(description="Why.", examples=["A newer one is out."])
    instead: Url | None = Field(None, description="The web address of what takes its place.", examples=["https://example.org/newer/"])


class EvidenceSearch(Model):
    """Until when evidence was searched, and by whom."""

    model_config = ConfigDict(title="Evidence search")

    until: DateField = Field(description="The date up to which evidence was searched. Not later than “published”.", examples=["2025"])
    by: Line = Field(description="Who searched.", examples=["the editors"])


class Metadata(Model):
    """Details of the pathway: what it is, how old it is and how far it can be trusted."""

    model_config = ConfigDict(title="Pathway details")

    id: Id = Field(description="The pathway's name in file names and addresses.", examples=["example-condition"])
    title: Line = Field(description="The heading of the home page.", examples=["Treatment of example condition"])
    short_title: Line | None = Field(
        None, description="A shorter title, for the bar at the top of the site and the margins of paper.", examples=["Example condition"]
    )
    version: Line = Field(description="The version of the pathway, shown at the top of every page.", examples=["0.1.0"])
    published: DateField = Field(description="When this version was published.", examples=["2026-03-02"])
    review_by: DateField = Field(description="When the next review is due. Not before “published”.", examples=["2027-03-02"])
    language: Language = Field(
        "en-GB",
        description="The language of the texts; “en-GB” if left out. So far, headings and buttons are in British English only.",
        examples=["en-GB"],
    )
    summary: Line = Field(description="What it is, in one sentence.", examples=["A fictitious pathway that shows how to write a real one."])
    readers: Prose = Field(description="Who should use it.", examples=["Doctors in example clinics."])
    disclaimer: Prose = Field(
        description="What readers must know before they use it.", examples=["A fictitious example. Do not use it to treat anybody."]
    )
    owner: Owner | None = Field(
        None, description="Who is responsible for it. It has an owner or authors, or says under “unstated” that it has none."
    )
    authors: Authors = Field((), description="The authors named when the pathway is cited.", examples=[["Invented Society of Examples"]])
    status: Status = Field(Status.DRAFT, description="How far it has come; “draft” if left out.", examples=["approved"])
    status_note: Line | None = Field(
        None, description="A few words beside the status, at the top of every page.", examples=["Not yet reviewed by a clinician"]
    )
    approved: tuple[Approval, ...] = Field((), description="Who approved it, and when.")
    withdrawn: Withdrawal | None = Field(
        None, description="Why it must no longer be used. This covers every page until the reader has ticked that it is read."
    )
    include: tuple[Line, ...] = Field(
        (),
        description="Patients it is for, one entry for each condition; on the home page and at the first step of a walk.",
        examples=[["Adults with example condition"]],
    )
    exclude: tuple[Line, ...] = Field(
        (), description="Patients it is not for; in the same places.", examples=[["Children", "Adults with another condition"]]
    )
    scope: Prose | None = Field(None, description="What it covers and what it does not.", examples=["Example condition in adults."])
    based_on: Ids = Field(
        (), description="The references that it is based on as a whole.", examples=[["example-handbook"]], json_schema_extra=UNIQUE
    )
    evidence_search: EvidenceSearch | None = Field(None, description="Until when evidence was searched, and by whom.")
    grading: GradingField | None = Field(
        None,
        description="How recommendations are graded: “GRADE”, “Oxford”, a scheme of the source, or none and why.",
        examples=["GRADE", {"none": "The source gives no grades."}],
    )
    no_doses: Line | None = Field(
        None, description="Why the pathway gives no doses, if it gives none.", examples=["The source gives no doses."]
    )
    licence: Prose | None = Field(None, description="The terms on which it may be used.", examples=["CC0"])
    authorship: Prose | None = Field(None, description="Who wrote it.", examples=["Written for a tutorial."])
    review: Prose | None = Field(None, description="Who has reviewed it, or that nobody has.", examples=["Nobody has reviewed it."])
    method: Prose | None = Field(None, description="How it was made.", examples=["The statements were made up."])
    interests: Prose | None = Field(None, description="The interests of those who made it.", examples=["None, since nothing is sold."])
    funding: Prose | None = Field(None, description="Who paid for it.", examples=["Nobody."])
    unstated: tuple[Governance, ...] = Field(
        (),
        description="Details that are not known; readers see that they are not stated.",
        examples=[["funding", "interests"]],
        json_schema_extra=UNIQUE,
    )
    citation_style: StyleName | None = Field(
        None,
        description="The style of the references: a CSL file in the pathway's folder. If left out, the Vancouver style.",
        examples=["example-journal.csl"],
    )
    address: Url | None = Field(None, description="Where it is published.", examples=["https://example.org/condition/"])
    brand_colour: Colour | None = Field(
        None,
        description="The colour of bars, buttons, cards, charts and posters, on which white text must be readable. “#0b5c7a” if left out.",
        examples=["#6b2c3e"],
    )
    references_checked_within: Count | None = Field(
        None,
        description="How many months before “published” the last check of a reference may be; 12 if left out.",
        examples=[6],
    )

    @property
    def short_name(self) -> str:
        """Its short title, or its title where it has none."""
        return self.short_title or self.title
