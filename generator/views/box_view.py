"""A box as its page shows it: what it says, what is done, and all ways from and to it."""

from collections.abc import Iterator

from generator.analysis.evidence import cites_of
from generator.analysis.index import BoxRef, EdgeRef
from generator.charts.chart import box_facts, way_limits
from generator.markup import Markdown, href
from generator.model import Box, BoxLink
from generator.views.base import BoxView, EdgeView, Link, StatementView
from generator.views.blocks import TableView, score_table
from generator.views.page_context import PageContext, file_path


def _opened(context: PageContext, link: BoxLink) -> Link:
    """A link of a box, and whom it is for."""
    title = f"{link.title} ({link.for_})" if link.for_ else link.title
    return Link(title, context.href(file_path(link.file)) if link.file else href(link.url or ""))


def _statements_in(context: PageContext, place: BoxRef) -> Iterator[StatementView]:
    """The statements of a box; after each those of other boxes that must be read with it."""
    own = context.index.placements(place.box)
    shown = {placement.statement for placement in own}
    for placement in own:
        yield context.statement(placement, place)
        for name in context.index.companions.get(placement.statement, ()):
            if name not in shown:
                shown.add(name)
                yield context.statement_elsewhere(context.index.statements[name])


def _score(context: PageContext, box: Box) -> Iterator[tuple[str, TableView]]:
    """The score of a box with its name."""
    score = context.index.scores.get(box.score or "")
    if score:
        yield score.name, score_table(score, context.names, context.words)


def _asked(context: PageContext, box: Box) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Everything a box asks for: each group with its entries, and single entries together."""
    groups = {group.id: group for group in context.index.pathway.findings}
    for name in box.asks:
        if group := groups.get(name):
            yield group.title, tuple(Link(entry.name, context.href(f"{group.id}.md", entry.id)) for entry in group.entries)
    if single := tuple(context.to_entry(name) for name in box.asks if name not in groups):
        yield context.words.circumstances_short, single


def _actions(context: PageContext, box: Box) -> Iterator[tuple[Markdown, str, tuple[Link, ...]]]:
    """Verbs of a box (give, continue, reduce, stop, avoid), each with its treatments."""
    for verb, word in context.words.verbs.items():
        if treatments := getattr(box, verb):
            yield Markdown(verb), word, tuple(map(context.to_treatment, treatments))


def box_view(context: PageContext, place: BoxRef) -> BoxView:
    """A box of the pathway."""
    node, words = place.box, context.words
    return BoxView(
        anchor=Markdown(node.id),
        kind=Markdown(node.kind),
        kind_word=words.kinds[node.kind],
        number=context.index.numbers[node.id],
        title=node.title,
        facts=tuple(filter(None, (node.line or place.chart.line or "", *box_facts(place, context.index, words)))),
        statements=tuple(_statements_in(context, place)),
        rests_on=tuple(context.statement_elsewhere(context.index.statements[name]) for name in node.rests_on),
        cites=context.citations(cites_of(context.index, node)),
        actions=tuple(_actions(context, node)),
        links=tuple(_opened(context, link) for link in node.links),
        comes_from=tuple(_step(context, way, way.source) for way in context.index.in_edges.get(node.id, ())),
        next_heading=words.next_of.get(node.kind, words.next),
        next=tuple(_step(context, way, way.target) for way in context.index.out_edges.get(node.id, ()) if way.target),
        remarks=(*context.editorial(node.editorial), *context.reviewed(node.reviewed)),
        tables=tuple(_score(context, node)),
        asks=tuple(_asked(context, node)),
    )


def _step(context: PageContext, way: EdgeRef, end: BoxRef) -> EdgeView:
    limits = " · ".join(way_limits(way.edge, context.words))
    return EdgeView(way.label, way.edge.when or "", limits, context.to_box(end), context.editorial(way.edge.editorial))
