"""Warnings for every patient, named where a treatment is on offer: no mark, as they are for nobody in particular."""

from collections.abc import Iterator

from generator.analysis.inclusion import with_members
from generator.analysis.index import BoxRef, PathwayIndex
from generator.analysis.marks import MarkKind, Patient, kind_of, marking_of
from generator.markup import Markdown, escape
from generator.model import Statement
from generator.views.base import Remark
from generator.views.page_context import PageContext

_NOBODY = Patient()


def for_everyone(context: PageContext, place: BoxRef, way: int | None = None) -> tuple[Remark, ...]:
    """One line on a box or an option of it: the warnings for every patient about what is on offer, but for those that the box shows."""
    marking = marking_of(context.index)
    found: dict[str, list[Statement]] = {}
    for name, treatments in marking.for_everyone(place.box.id, _NOBODY, way).items():
        if name not in marking.shown(place.box.id):
            for treatment in treatments:
                found.setdefault(treatment, []).append(context.index.statements[name])
    parts = [(treatment, _of_treatment(context, number, treatment, found[treatment])) for number, treatment in enumerate(found)]
    some = marking.offers.only_if_given(place.box.id, way)
    said = "; ".join(_if_given(treatment, part, some) if some & {*found} else part for treatment, part in parts)
    return (Remark("everyone", context.words.for_everyone, Markdown(said)),) if said else ()


def offers_options(context: PageContext, place: BoxRef) -> range:
    """The places of the ways of a box that are options."""
    return marking_of(context.index).offers.options(place.box.id)


def _if_given(treatment: str, said: str, some: frozenset[str]) -> str:
    """Words about a treatment, marked for a walk, which knows whether it is being given."""
    known = f' data-if-given="{treatment}"' if treatment in some else ""
    return f'<span class="pw-everyone"{known}>{said}</span>'


def _of_treatment(context: PageContext, number: int, treatment: str, warnings: list[Statement]) -> str:
    """A treatment and its warnings, each a link to its statement; two of one kind say their own words."""
    names = context.index.mid_sentence if number else context.names
    relations = [_relation(context, warning, treatment) for warning in warnings]
    said = (
        _linked(context, warning, relation if relations.count(relation) == 1 else _own_words(warning))
        for warning, relation in zip(warnings, relations, strict=True)
    )
    return str(context.words.for_everyone_says.format(treatment=escape(names[treatment]), says=", ".join(said)))


def _relation(context: PageContext, statement: Statement, treatment: str) -> str:
    """The relation that a statement states, or its words where it speaks against the treatment."""
    about = {name for one in statement.treatments for name in with_members(context.index, one)}
    kind = kind_of(context.index, statement) if treatment in about else MarkKind.PREFERRED
    first = ", ".join(context.index.mid_sentence[name] for name in statement.treatments)
    form = context.words.mark_everyone.get(kind, context.words.mark_short[kind])
    return str(form.format(first=first, says=_own_words(statement)))


def _own_words(statement: Statement) -> str:
    return statement.says.removesuffix(".")


def _linked(context: PageContext, statement: Statement, text: str) -> Markdown:
    place = context.statement_elsewhere(statement).place
    return Markdown(f"[{escape(text)}]({context.href(place.page, place.anchor)})")


def not_mentioned(context: PageContext, entry: str) -> Iterator[str]:
    """The treatments that no statement connects with a finding or circumstance, those without members."""
    mentioned = marking_of(context.index).mentioned_for(entry)
    yield from (name for name, treatment in context.index.treatments.items() if name not in mentioned and not treatment.members)


def dosed_in_words(index: PathwayIndex) -> frozenset[str]:
    """The treatments with doses that say in words alone whom they are for: of them, it may be any patient."""
    rows = (row for statement in index.pathway.statements for row in statement.doses)
    return frozenset(row.treatment for row in rows if row.for_ and not (row.in_ or row.with_))
