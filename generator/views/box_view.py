"""A box as its page shows it: what it says, what is done, and all ways from and to it."""

from collections.abc import Iterator
from dataclasses import replace

from generator.analysis.evidence import cites_of
from generator.analysis.index import BoxRef, EdgeRef
from generator.charts.facts import AT_ONCE, way_label, way_limits
from generator.markup import Markdown
from generator.model import Box, Kind
from generator.views.asked import depending
from generator.views.base import Action, BoxView, EdgeView, Given, Link
from generator.views.blocks import Fact, ScoreView, score_table
from generator.views.box_links import button
from generator.views.box_statements import rests_on, stated
from generator.views.doses import DOSED, by_treatment, kept_together
from generator.views.everyone import for_everyone, offers_options
from generator.views.page_context import PageContext, page_of, web_address
from generator.views.reports import Subject, report_link
from generator.views.score_data import item_names
from generator.views.uses import option_of


def box_view(context: PageContext, place: BoxRef) -> BoxView:
    """A box of the pathway."""
    node, words = place.box, context.words
    return BoxView(
        anchor=Markdown(node.id),
        former=tuple(map(Markdown, node.formerly)),
        kind=Markdown(node.kind),
        kind_word=words.kinds[node.kind],
        number=context.index.numbers[node.id],
        title=node.title,
        line=node.line or place.chart.line or "",
        facts=tuple(_facts(context, place)),
        detail=_detail(context, node),
        statements=stated(context, place),
        rests_on=rests_on(context, place),
        cites=context.citations(cites_of(context.index, node)),
        actions=tuple(_actions(context, node)),
        links=tuple(button(context, link) for link in node.links),
        comes_from=tuple(_step(context, way, way.source) for way in (*context.index.in_edges.get(node.id, ()), *_then_to(context, node))),
        next_heading=words.next_in_turn if node.in_turn else words.next_of.get(node.kind, words.next),
        next=tuple(_ways_on(context, node)),
        remarks=(*context.editorial(node.editorial), *for_everyone(context, place)),
        score=_score(context, node),
        depending=depending(context, node),
        asks=tuple(_asked(context, node)),
        report=_report(context, place),
    )


def _report(context: PageContext, place: BoxRef) -> Markdown | None:
    """The link by which readers report a problem with a box."""
    name, id_ = context.index.name_of(place.box), place.box.id
    subject = Subject(name, id_, f"{web_address(page_of(place))}#{id_}", is_box=True)
    return report_link(context.index.pathway.pathway, context.words, subject)


def _facts(context: PageContext, place: BoxRef) -> Iterator[Fact]:
    """Who does what the box says, by when, where, how often, and when that was reviewed."""
    box, chart, words, pathway = place.box, place.chart, context.words, context.index.pathway
    facts = {
        "by": ", ".join(pathway.team[name] for name in box.by or chart.by),
        "within": _by_when(context, box.within or chart.within or ""),
        "setting": pathway.settings.get(box.setting or chart.setting or "", ""),
        "again": kept_together(words.again.format(time=box.again)) if box.again else "",
        "reviewed": words.reviewed.format(date=words.format_date(box.reviewed.on), by=box.reviewed.by) if box.reviewed else "",
    }
    yield from (Fact(Markdown(kind), words.facts[kind], says) for kind, says in facts.items() if says)


def _by_when(context: PageContext, time: str) -> str:
    """A time limit as readers see it: “Within 30 min of arrival”, “At once”."""
    said = context.words.within.format(time=time) if time and time != AT_ONCE else time
    return kept_together(f"{said[:1].upper()}{said[1:]}")


def _detail(context: PageContext, box: Box) -> Link | None:
    """The chart that shows a box in detail."""
    if box.through is None:
        return None
    first = context.index.targets[box.through]
    return Link(first.chart.title, context.to_chart(first))


def _score(context: PageContext, box: Box) -> ScoreView | None:
    """The score that is counted in a box."""
    score, words = context.index.scores.get(box.score or ""), context.words
    if score is None:
        return None
    total = words.score_highest if score.levels else words.score_sum
    return ScoreView(Markdown(score.id), score.name, score_table(score, item_names(context), words), total)


def _asked(context: PageContext, box: Box) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Everything a box asks for: each group with its entries, single entries together, and treatments that may be being given."""
    groups = {group.id: group for group in context.index.pathway.findings}
    for name in box.asks:
        if group := groups.get(name):
            yield group.title, tuple(Link(entry.name, context.href(f"{group.id}.md", entry.id)) for entry in group.entries)
    if single := tuple(context.to_entry(name) for name in box.asks if name in context.index.entries):
        yield context.words.circumstances_short, single
    if treatments := tuple(context.to_treatment(name) for name in box.asks if name in context.index.treatments):
        yield context.words.being_given, treatments


def _actions(context: PageContext, box: Box) -> Iterator[Action]:
    """Verbs of a box (give, continue, reduce, stop, avoid), each with its treatments and their doses."""
    for verb, word in context.words.verbs.items():
        if treatments := getattr(box, verb):
            rows = {name: context.doses.given_in(box, name) if verb in DOSED else [] for name in treatments}
            given = tuple(Given(context.to_treatment(name), context.doses.only_line(name, rows[name])) for name in treatments)
            more = [row for name in treatments for row in rows[name] if context.doses.only_line(name, rows[name]) is None]
            more = by_treatment(more, lambda row: row.treatment)
            names_treatment = len(treatments) > 1 or {row.treatment for row in more} != {*treatments}
            table = context.doses.table(more, names_treatment=names_treatment, is_parted=verb == "continues") if more else None
            yield Action(Markdown(verb), word, given, table)


def _ways_on(context: PageContext, box: Box) -> Iterator[EdgeView]:
    """The ways on, and where a choice in turn leads when its options are used up."""
    for way in context.index.out_edges.get(box.id, ()):
        if way.target:
            yield _step(context, way, way.target)
    if box.then:
        goal = context.index.targets[box.then]
        yield EdgeView(
            label=context.words.then,
            condition="",
            limits="",
            doses=(),
            link=context.on_to_box(goal),
            remarks=(),
            is_to_caution=goal.box.kind is Kind.CAUTION,
        )


def _then_to(context: PageContext, node: Box) -> Iterator[EdgeRef]:
    """The ways of choices in turn that lead to a box when their options are used up."""
    return (
        replace(way, label=context.words.then) for way in context.index.then_edges.values() if way.target and way.target.box.id == node.id
    )


def _step(context: PageContext, way: EdgeRef, end: BoxRef) -> EdgeView:
    words, edge, is_onward = context.words, way.edge, end is way.target
    limits = (
        *way_limits(edge, words),
        words.walk["where_it_applies"] if edge.optional else "",
        words.walk["adds"] if edge.adds else "",
        words.leaves if is_onward and end.box.kind is Kind.EXIT else "",
    )
    number = way.path[-1]
    is_option = is_onward and isinstance(number, int) and number in offers_options(context, way.source)
    warnings = for_everyone(context, way.source, int(number)) if is_option else ()
    option = option_of(context, way) if is_option else None
    return EdgeView(
        label=" · ".join(filter(None, way_label(way, context.index, names_gives=False))) if option else way.label,
        condition=edge.when or "",
        limits=" · ".join(filter(None, limits)),
        doses=context.doses.lines(way.source.box, edge.gives, is_option=True) if is_onward else (),
        link=context.on_to_box(end) if is_onward else context.to_box(end),
        remarks=(*context.editorial(edge.editorial), *warnings),
        option=option,
        is_to_caution=is_onward and end.box.kind is Kind.CAUTION,
    )
