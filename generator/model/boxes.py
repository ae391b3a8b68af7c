"""Boxes of a flowchart and the ways between them."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field

from generator.model.dates import DateField
from generator.model.fields import Count, FileName, Id, Line, Link, Model, Range, Time, Truth, Word, one_or_many, short_for
from generator.model.schema_conditions import BOX_FORMS, LINK_FORMS, UNIQUE, WAY_FORMS


class Kind(Word):
    """The kind of a box: the action or decision it asks for."""

    START = "start", "Readers start here. One way on."
    ASK = "ask", "Asks what the patient has, once for the whole pathway. One way on."
    QUESTION = "question", "Exactly one answer applies. Two or more ways on, each with a label."
    SEVERAL = "several", "Readers follow all that apply. Two or more ways on, each with a label."
    ALL = "all", "Readers follow every way, but for those that are optional. Two or more ways on."
    CHOICE = "choice", "Readers choose one of several, and the source leaves open which. Two or more ways on."
    ACTION = "action", "Something is done or given. One way on."
    CAUTION = "caution", "Readers must take care of something before they continue. One way on."
    END = "end", "Nothing follows here; a chart gone through in detail leads back."
    EXIT = "exit", "The patient leaves the pathway. Nothing follows."


ENDS = frozenset({Kind.END, Kind.EXIT})
"""The kinds of boxes after which nothing follows."""
Ids = tuple[Id, ...]
IdOrIds = Annotated[tuple[Id, ...], BeforeValidator(one_or_many, json_schema_input_type=Id | tuple[Id, ...])]
TimeField = Annotated[Time | None, Field(description="By when, with a number: “30 min of arrival”, or “at once”.")]


class StatementUse(Model):
    """A statement's place in a box, an entry of “statements” of a box.

    A bare id is a placed statement without a remark.
    """

    model_config = ConfigDict(title="Placed statement")

    statement: Id = Field(description="The statement that the box makes.", examples=["mostly-adults"])
    editorial: Line | None = Field(
        None,
        description="Why the editors put it here, if the source says it elsewhere.",
        examples=["The source says this about the start."],
    )


class Citation(Model):
    """A citation, an entry of “cites”.

    A bare id is a citation without a note.
    """

    reference: Id = Field(description="The reference cited.", examples=["roe2019"])
    note: Line | None = Field(
        None,
        description=(
            "A remark on this use of it, such as that its title names another treatment. Where other publications are cited without one, "
            "it then does not count for the strongest kind of study."
        ),
        examples=["Its title names another drug."],
    )


class Review(Model):
    """When a box or a statement was reviewed, and by whom."""

    on: DateField = Field(description="When it was reviewed.", examples=["2026-11-01"])
    by: Line = Field(description="Who reviewed it.", examples=["Board of Examples"])


class BoxLink(Model):
    """Something to open at a box: a web page, or a file beside the pathway."""

    model_config = ConfigDict(title="Link", json_schema_extra=LINK_FORMS)

    title: Line = Field(description="The text of the link.", examples=["Example allergy at home"])
    url: Link | None = Field(None, description="The address: https, http, mailto or tel.", examples=["https://example.org/leaflet"])
    file: FileName | None = Field(
        None, description="A PDF or a picture (PNG, JPEG, WebP), relative to the pathway; at most 5 MB.", examples=["leaflet.pdf"]
    )
    for_: Line | None = Field(None, description="Whom it is for, if not the readers.", examples=["patients"])


class Edge(Model):
    """A way on from a box, an entry of “next”.

    A bare id is a way without a label. A single way needs no list.
    """

    model_config = ConfigDict(title="Way", json_schema_extra=WAY_FORMS)

    to: Id = Field(description="The box it leads to, or a chart or section, whose first box it then leads to.", examples=["clinic-visit"])
    label: Line | None = Field(None, description="The answer or condition on which readers take it, in a few words.", examples=["no"])
    when: Line | None = Field(
        None, description="The exact condition, if the label only names it. Not shown in the chart.", examples=["38 °C or more after 2 h"]
    )
    has: IdOrIds = Field(
        (), description="What the patient has who takes it: any one of these.", examples=["allergy"], json_schema_extra=UNIQUE
    )
    points: Range | None = Field(
        None, description="The points of the score with which it is taken.", examples=["2 to 3", "4 or more", "below 2"]
    )
    level: Line | None = Field(None, description="The level of the score with which it is taken.", examples=["red"])
    gives: Ids = Field(
        (),
        description="The treatments given on it, all of them. The option is then named by them.",
        examples=[["drug-a"]],
        json_schema_extra=UNIQUE,
    )
    optional: Truth = Field(default=False, description="True if it is taken only where it applies. Only at “all”.", examples=[True])
    adds: Truth = Field(
        default=False,
        description="True if the option is given beside the one before, not in its place. Only at a choice in turn.",
        examples=[True],
    )
    after: Time | None = Field(None, description="After how long, with a number.", examples=["10 min"])
    at_most: Count | None = Field(None, description="How often it is taken at most; the walk then no longer offers it.", examples=[3])
    editorial: Line | None = Field(
        None,
        description="What the editors added or arranged about this way, and why.",
        examples=["The source does not say where to go from here."],
    )


CitationField = Annotated[Citation, short_for("reference", Citation)]
StatementUseField = Annotated[StatementUse, short_for("statement", StatementUse)]
EdgeField = Annotated[Edge, short_for("to", Edge)]


def one_way_or_many(value: Any) -> Any:
    """One way in place of a list of one."""
    return [value] if isinstance(value, Mapping) else one_or_many(value)


def _treatments(description: str, example: str) -> Any:
    return Field((), description=description, examples=[[example]], json_schema_extra=UNIQUE)


class Box(Model):
    """A box of a chart, an entry of “boxes”.

    Every box has an entry under “statements”, “rests_on” or “cites”, or a “score”.
    """

    model_config = ConfigDict(title="Box", json_schema_extra=BOX_FORMS)

    id: Id = Field(description="Its name in addresses and under “next”.", examples=["give-drug-a"])
    kind: Kind = Field(description="The action or decision the box asks for.", examples=["action"])
    title: Line = Field(description="The text in the box.", examples=["Drug A"])
    line: Line | None = Field(
        None, description="The line of therapy, if the chart does not name one for all its boxes.", examples=["First line"]
    )
    by: IdOrIds = Field((), description="Who does it: entries of “team”.", examples=["nurse"], json_schema_extra=UNIQUE)
    within: TimeField = Field(None, examples=["30 min of arrival"])
    again: TimeField = Field(None, description="How often it is done again. No way is drawn.", examples=["every 12 months"])
    setting: Id | None = Field(None, description="Where it is done: an entry of “settings”.", examples=["ward"])
    statements: tuple[StatementUseField, ...] = Field(
        (), description="The statements the box makes, in this order.", examples=[["drug-a-first"]], json_schema_extra=UNIQUE
    )
    rests_on: Ids = _treatments("Statements made elsewhere that the box is based on.", "mostly-adults")
    cites: tuple[CitationField, ...] = Field(
        (),
        description="The references it is based on, if it makes no claim of its own.",
        examples=[["example-handbook"]],
        json_schema_extra=UNIQUE,
    )
    gives: Ids = _treatments("The treatments it gives, all of them.", "drug-a")
    continues: Ids = _treatments("The treatments it goes on with.", "drug-a")
    reduces: Ids = _treatments("The treatments it reduces.", "drug-a")
    stops: Ids = _treatments("The treatments it stops.", "drug-a")
    avoids: Ids = _treatments("The treatments that must not or should not be given here.", "drug-a")
    score: Id | None = Field(None, description="The score that is counted here.", examples=["severity"])
    asks: Ids = Field(
        (),
        description="What an “ask” asks: groups of findings, single findings, circumstances, treatments (whether they are given).",
        examples=[["stages"]],
        json_schema_extra=UNIQUE,
    )
    in_turn: Truth = Field(
        default=False, description="True if the options of a choice are tried one after the other until one helps.", examples=[True]
    )
    then: Id | None = Field(
        None,
        description="Where readers go when the options tried in turn are used up, or where none of them should be given.",
        examples=["third-line"],
    )
    through: Id | None = Field(
        None, description="The chart that shows this step in detail. From its ends readers come back here.", examples=["first-line-chart"]
    )
    links: tuple[BoxLink, ...] = Field((), description="What can be opened at this step.")
    reviewed: Review | None = Field(None, description="When it was last reviewed, and by whom.")
    synonyms: tuple[Line, ...] = Field((), description="More words by which search finds its page.", examples=[["initial treatment"]])
    formerly: Ids = Field((), description="Ids that it had before; old addresses still lead here.", examples=[["drug-a-visit"]])
    editorial: Line | None = Field(
        None,
        description="What the editors added or arranged about this box, and why.",
        examples=["The editors chose this order."],
    )
    next: Annotated[tuple[EdgeField, ...], BeforeValidator(one_way_or_many, json_schema_input_type=EdgeField | tuple[EdgeField, ...])] = (
        Field((), description="Where readers go from here.", examples=["improved"], json_schema_extra=UNIQUE)
    )


class Chart(Model):
    """One flowchart."""

    id: Id = Field(description="Its name in addresses and under “next”.", examples=["first-line-chart"])
    title: Line = Field(description="The heading above it.", examples=["From diagnosis to the clinic visit"])
    summary: Line | None = Field(None, description="A sentence below the heading.", examples=["Drug A first."])
    line: Line | None = Field(None, description="The line of therapy that all its boxes belong to.", examples=["First line"])
    by: IdOrIds = Field(
        (), description="Who does what its boxes say, if they do not name others.", examples=["nurse"], json_schema_extra=UNIQUE
    )
    within: TimeField = Field(None, examples=["1 h of arrival"])
    setting: Id | None = Field(None, description="Where all its boxes are done, if they do not name another.", examples=["ward"])
    boxes: tuple[Box, ...] = Field(min_length=1, description="Its boxes in reading order, at least one; up to twelve are easy to read.")


class Section(Model):
    """A page of the pathway and its charts."""

    id: Id = Field(description="The page's name in addresses: “first-line.html”.", examples=["first-line"])
    title: Line = Field(description="The heading of the page.", examples=["First-line treatment"])
    short_title: Line | None = Field(
        None, description="The name in the navigation, in links and in charts, if the title is too long.", examples=["First line"]
    )
    summary: Line | None = Field(
        None, description="What the page is about, shown on the home page as well.", examples=["Drug A, then a clinic visit."]
    )
    synonyms: tuple[Line, ...] = Field((), description="More words by which search finds the page.", examples=[["initial treatment"]])
    formerly: Ids = Field((), description="Ids that it had before; old addresses still lead here.", examples=[["start"]])
    charts: tuple[Chart, ...] = Field(min_length=1, description="Its charts, at least one.")

    @property
    def short_name(self) -> str:
        """Its short title, or its title where it has none."""
        return self.short_title or self.title
