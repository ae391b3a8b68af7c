"""The walk: what the scripts know of the way through a pathway, and the page of a walk's summary."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.analysis.inclusion import expanded, included
from generator.analysis.index import BoxRef, EdgeRef
from generator.analysis.mark_kinds import is_warning
from generator.analysis.walk import Definition, WalkBox, define
from generator.analysis.walk.export import data
from generator.charts.facts import by_when, way_label, way_limits
from generator.charts.treatment_lines import given, gone_on_with, less_given
from generator.markup import Markdown
from generator.model import Box, Edge, Findings, Kind, Statement, Treatment
from generator.references import Entry
from generator.views.base import Content, Page
from generator.views.by_role import ORDER, WARNINGS
from generator.views.conditions import unless_repeated
from generator.views.doses import DOSED
from generator.views.frame import Patients, patients, withdrawal
from generator.views.page_context import HOME, WALK, PageContext
from generator.views.script_data import Data, box_link, numbered, statement_data, statement_link
from generator.views.uses import drug_of, given_by, option_of


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The page of a summary before a script has filled it, and all there is without one."""

    overview: Markdown
    patients: tuple[Patients, ...]
    disclaimer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """Data the scripts load when a walk begins (`graph`), and for its summary (`says`); pages by their paths."""

    graph: Data
    says: Data


def walk_page(context: PageContext) -> Page:
    """The page of a walk's summary; which walk is in its address."""
    metadata, words = context.index.pathway.pathway, context.words
    content = Content(view=SummaryView(context.href(HOME), patients(metadata, words), metadata.disclaimer))
    return Page(
        path=WALK,
        title=words.walk["summary_title"],
        template="walk",
        build=lambda: content,
        nav_title=words.walk["summary_title"],
        findable=False,
    )


def walk(context: PageContext) -> Walk:
    """Everything a walk shows that does not stand on the page where it is."""
    return Walk(_graph(context), _says(context))


def _graph(context: PageContext) -> Data:
    """The definition of the walk, which the script follows, and the words for all that it names."""
    index = context.index
    definition = define(index)
    pages = numbered([HOME, *(f"{section.id}.md" for section in index.pathway.sections)])
    goes_on = {name for box in definition.boxes.values() for group in box.continues for name in (group.group, *group.members) if name}
    named = goes_on | {*definition.treatments}
    return {
        "version": index.pathway.pathway.version,
        "language": context.words.tag,
        "pages": list(pages),
        "summary": WALK,
        "withdrawn": withdrawal(index.pathway.pathway, context.words),
        "patients": [{"heading": one.heading, "entries": one.entries} for one in patients(index.pathway.pathway, context.words)],
        "former": [{"was": was, "now": now} for was, now in index.former_ids],
        "words": {
            **context.words.walk,
            "unsafe": context.words.lens["unsafe"],
            "unsafe_more": context.words.lens["unsafe_more"],
            "together": context.words.lens["together"],
        },
        "definition": data(definition),
        "statements": [*_at_asks(context, definition, pages)],
        "boxes": [
            {**box_link(index, place, pages), "chart": place.chart.id, "ways": list(_ways(context, definition.boxes[place.box.id]))}
            for place in index.boxes
        ],
        "groups": [{"id": group.id, "name": group.title} | _whole(group) for group in index.pathway.findings],
        "entries": [{"id": entry.id, "name": entry.name} for entry in index.entries.values()],
        "treatments": [{"id": name, "name": treatment.name} for name, treatment in index.treatments.items() if name in named],
    }


def _whole(group: Findings) -> Data:
    """Whether one entry of a group is always true, as one of them is the normal answer."""
    return {"is_whole": True} if group.one_of and any(entry.usual for entry in group.entries) else {}


def _at_asks(context: PageContext, definition: Definition, pages: Mapping[str, int]) -> Iterator[Data]:
    """The statements that an “ask” shows where they apply, and where they stand."""
    if not any(box.asks for box in definition.boxes.values()):
        return
    for one in definition.statements:
        view = context.statement_elsewhere(context.index.statements[one.id])
        if view.home and view.place.page in pages:
            yield {**statement_link(view, pages), "role": view.role, "role_word": view.role_word, "home": view.home.text}


def _ways(context: PageContext, box: WalkBox) -> Iterator[Data]:
    """Each way with its words, and the word of the author by which an address names it."""
    edges = context.index.targets[box.id].box.next
    out = {way.path[-1]: way for way in context.index.out_edges.get(box.id, ())}
    for way in box.ways:
        if way.is_then:
            yield {"number": way.number, "to": "~then", "label": context.words.walk["then_way"], "more": "", "drug": "", "drugs": []}
        else:
            label, more = _said_of(context, out[way.number])
            option = option_of(context, out[way.number])
            drug = option.drug if option else ""
            drugs = given_by(out[way.number]) if box.kind is Kind.CHOICE else ()
            said = {"number": way.number, "to": edges[way.number].to, "label": label, "more": more, "drug": drug, "drugs": [*drugs]}
            yield said | _after(context, edges[way.number])


def _after(context: PageContext, edge: Edge) -> Data:
    """After how long a way is taken, for where it was; where it can be, `more` says so."""
    return {"after": context.words.after.format(time=edge.after)} if edge.after else {}


def _said_of(context: PageContext, way: EdgeRef) -> tuple[str, str]:
    """The words of a way, and in smaller letters what else is said; an option that gives something is named by that."""
    words, edge = context.words, way.edge
    is_named = bool(drug_of(context, way))
    label = " · ".join(filter(None, way_label(way, context.index, names_gives=False)))
    more = (
        unless_repeated(label, edge) if is_named else "",
        edge.when or "",
        words.walk["where_it_applies"] if edge.optional else "",
        words.walk["adds"] if edge.adds else "",
        *way_limits(edge, words),
    )
    return "" if is_named and not edge.gives else way.label, " · ".join(filter(None, more))


def _says(context: PageContext) -> Data:
    pathway = context.index.pathway
    metadata, words = pathway.pathway, context.words
    facts = (
        (words.version, metadata.version),
        (words.published, words.format_date(metadata.published)),
        (words.review_by, words.format_date(metadata.review_by)),
    )
    return {
        "title": metadata.title,
        "facts": [{"label": label, "value": value} for label, value in facts],
        "review": words.status_of(metadata),
        "disclaimer": metadata.disclaimer,
        "boxes": [_said_in(context, place) for place in context.index.boxes],
        "statements": [statement_data(context.statement_elsewhere(statement)) for statement in pathway.statements],
        "treatments": [_treatment(context, treatment) for treatment in pathway.treatments],
        "references": [_reference(context, entry) for entry in context.entries.values()],
    }


def _said_in(context: PageContext, place: BoxRef) -> Data:
    """The statements of a box and the treatments that it names, itself or on its ways, with what the editors added to each.

    A time that holds for its whole chart is apart, and so are groups that it goes on with or reduces; of what it stops only what was given
    on the route matters. What it gives, goes on with, reduces, stops or does not give is in words as well, unless its title says it.
    """
    index, box = context.index, place.box
    statements, order = index.order_of_statements, index.order_of_treatments
    within, again = _times(context, place)
    groups, reduced = ([name for name in names if index.treatments[name].members] for names in (box.continues, box.reduces))
    own = [name for name in (*box.gives, *box.continues, *box.reduces) if name not in (*groups, *reduced)]
    dosed = [name for verb in DOSED for name in getattr(box, verb)]
    return {
        "id": box.id,
        "statements": [statements[placement.statement] for placement in index.placements(box)],
        "additions": [placement.editorial or "" for placement in index.placements(box)],
        "editorial": box.editorial or "",
        **({"within": within} if within and not box.within else {}),
        "does": [
            *filter(None, (within if box.within else "", again)),
            *(line.text for line in (*given(box, frozenset(), index, context.words), *gone_on_with(box, index, context.words))),
            *(line.text for line in less_given(box, frozenset(), index, context.words)),
        ],
        "treatments": [order[name] for name in dict.fromkeys(own)],
        "groups": [order[name] for name in groups],
        **({"reduced": [order[name] for name in reduced]} if reduced else {}),
        **_doses_behind(context, box, dosed),
        "ways": [
            {
                "treatments": [order[name] for name in edge.gives],
                "editorial": edge.editorial or "",
                **_doses_behind(context, box, edge.gives),
            }
            for edge in box.next
        ],
    }


def _times(context: PageContext, place: BoxRef) -> tuple[str, str]:
    """By when and how often something is done, as the page says it."""
    words = context.words
    within, again = by_when(place, words), words.again.format(time=place.box.again) if place.box.again else ""
    said = {"within": f"{within[:1].upper()}{within[1:]}", "again": again}
    within, again = (f"{words.facts[fact]} {text}" if text else "" for fact, text in said.items())
    return within, again


def _doses_behind(context: PageContext, box: Box, treatments: Iterable[str]) -> Data:
    """The statements that a box only rests on and that have the doses of some treatments, if there are any."""
    index, inner = context.index, expanded(context.index, treatments)
    stated = {placement.statement for placement in index.placements(box)}
    found = [name for name in box.rests_on if any(row.treatment in inner for row in index.statements[name].doses)]
    doses = [index.order_of_statements[name] for name in found if name not in stated]
    return {"doses": doses} if doses else {}


def _treatment(context: PageContext, treatment: Treatment) -> Data:
    """A treatment, the groups it is in, the treatments in it, the warnings about it, and whether there are any of others beside it."""
    statements, treatments = context.index.order_of_statements, context.index.order_of_treatments
    is_beside = any(treatment.id in one.with_ and is_warning(context.index, one) for one in context.index.interactions)
    return {
        "id": treatment.id,
        "name": treatment.name,
        "groups": sorted(treatments[group] for group in _groups(context, treatment)),
        "included": sorted(treatments[inner] for inner in included(context.index, treatment.id)),
        "warnings": [statements[statement.id] for statement in _warnings(context, treatment)],
        **({"is_beside": True} if is_beside else {}),
    }


def _groups(context: PageContext, treatment: Treatment) -> set[str]:
    """The groups a treatment belongs to, and the groups that these belong to."""
    inside, fresh = {treatment.id}, {treatment.id}
    while fresh:
        fresh = {group for member in fresh for group in context.index.groups_of.get(member, ())} - inside
        inside |= fresh
    return inside - {treatment.id}


def _warnings(context: PageContext, treatment: Treatment) -> list[Statement]:
    """Warnings about a treatment from all boxes, contraindications first."""
    about = (statement for statement in context.index.statements_about(treatment.id) if statement.role in WARNINGS)
    return sorted(about, key=lambda statement: ORDER.index(statement.role))


def _reference(context: PageContext, entry: Entry) -> Data:
    """A reference, its address, and the notices that readers see wherever it is cited."""
    fates = (f"{fate.text} {fate.link.text if fate.link else ''}".strip() for fate in context.publication_status(entry.reference))
    notices = [*(f"{fate}." for fate in fates), *filter(None, [entry.reference.notice])]
    return {"number": entry.number, "text": entry.text, "address": _address(entry), "notices": notices}


def _address(entry: Entry) -> str:
    """The one address that lasts longest, for paper."""
    known = dict(entry.links)
    return known.get("DOI") or next(iter(known.values()), "")
