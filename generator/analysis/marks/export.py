"""Marks as data for a script: what is on offer in each box and option, and what the statements say of whom; all by id.

A script that knows a patient then finds the marks by the rules of `marking`, on a page or on a route. What is empty is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.analysis.inclusion import regimens_with, with_included, with_members, with_parts
from generator.analysis.mark_kinds import ORDER, kind_of
from generator.analysis.marks.applying import Patient, with_inner
from generator.analysis.marks.marking import Marking
from generator.analysis.marks.offers import Offer
from generator.model import Kind, Statement, Subject, Treatment

Data = Mapping[str, Any]


def data(marking: Marking) -> Data:
    """All that the rules of marks need to know of a pathway."""
    index = marking.index
    return {
        "kinds": list(ORDER),
        "entries": [_entry(marking, entry) for entry in index.entries.values()],
        "treatments": [_treatment(marking, treatment) for treatment in index.treatments.values()],
        "statements": [
            _statement(marking, index.statements[name]) for name in sorted(_needed(marking), key=index.order_of_statements.__getitem__)
        ],
        "boxes": [_box(marking, place.box.id) for place in index.boxes],
    }


def conditional(marking: Marking) -> Iterator[str]:
    """The statements that hold for some patients."""
    yield from (name for name in marking.index.statements if _is_conditional(marking, name))


def _is_conditional(marking: Marking, name: str) -> bool:
    statement = marking.index.statements.get(name)
    return bool(statement and (statement.in_ or statement.with_))


def _needed(marking: Marking) -> set[str]:
    held = {*conditional(marking)}
    return held.union(*(marking.partners(name) for name in held))


def _filled(**parts: Any) -> Data:
    return {name: part for name, part in parts.items() if part}


def _entry(marking: Marking, entry: Subject) -> Data:
    """An entry, what is true where it is, what may be true where it is not known, and the treatments mentioned for it."""
    index = marking.index
    inner = with_inner(index, entry.id)
    return _filled(
        id=entry.id,
        makes=[name for name in index.entries if entry.id in with_inner(index, name)],
        inner=[name for name in index.entries if name in inner],
        usual=getattr(entry, "usual", False),
        mentions=_ordered(marking, marking.mentioned_for(entry.id)),
    )


def _treatment(marking: Marking, treatment: Treatment) -> Data:
    """A treatment, all in it, what is meant by its name and what it gives for certain, unless that is itself; the regimens with it."""
    index, name = marking.index, treatment.id

    def unless_alone(names: set[str]) -> list[str]:
        return _ordered(marking, names) if len(names) > 1 else []

    return _filled(
        id=name,
        contents=unless_alone(with_included(index, name)),
        members=unless_alone(with_members(index, name)),
        parts=unless_alone(with_parts(index, name)),
        regimens=_ordered(marking, regimens_with(index, name)),
        is_regimen=bool(treatment.parts),
    )


def _statement(marking: Marking, statement: Statement) -> Data:
    return _filled(
        id=statement.id,
        kind=str(kind_of(marking.index, statement)),
        **{"in": list(statement.in_), "with": list(statement.with_)},
        together=statement.together,
        first=list(statement.treatments),
        second=list(statement.rather_than),
        read_with=list(marking.partners(statement.id)),
    )


def _box(marking: Marking, box: str) -> Data:
    order = marking.index.order_of_statements
    held = [name for name in marking.shown(box) if _is_conditional(marking, name)]
    return _filled(
        id=box,
        is_caution=marking.index.targets[box].box.kind is Kind.CAUTION,
        shows=sorted(held, key=order.__getitem__),
        stops=_ordered(marking, marking.offers.stopped(box)),
        offers=_offers(marking, box),
        options=[_option(marking, box, way) for way in marking.offers.options(box)],
    )


def _option(marking: Marking, box: str, way: int) -> Data:
    stops = marking.offers.stopped(box, way) - marking.offers.stopped(box)
    return _filled(
        offers=_offers(marking, box, way), replaces=_ordered(marking, marking.offers.replaced(box, way)), stops=_ordered(marking, stops)
    )


def _offers(marking: Marking, box: str, way: int | None = None) -> list[Data]:
    """Treatments on offer: all in each by its name on a page; on a route some of it always, the rest if it is being given."""
    offer = marking.offer(box, Patient(), way)
    on_page, begun = _contents(offer), {one.treatment: one.begun for one in offer}
    if_given = marking.offers.only_if_given(box, way)
    if not if_given:
        return [
            _filled(treatment=name, contents=_ordered(marking, contents), continued=_ordered(marking, contents - begun[name]))
            for name, contents in on_page.items()
        ]
    always = _contents(marking.offer(box, Patient(given=frozenset()), way))
    where = {one: _contents(marking.offer(box, Patient(given=frozenset({one})), way)) for one in _ordered(marking, if_given)}
    names = dict.fromkeys((*on_page, *always, *(name for contents in where.values() for name in contents)))
    return [
        _filled(
            treatment=name,
            contents=_ordered(marking, on_page.get(name, ())),
            always=_ordered(marking, always.get(name, ())),
            if_given=[{"given": one, "contents": _ordered(marking, contents[name])} for one, contents in where.items() if name in contents],
            continued=_ordered(marking, _all_of(name, on_page, *where.values()) - begun.get(name, frozenset())),
            is_by_route=True,
        )
        for name in names
    ]


def _contents(offer: Offer) -> dict[str, frozenset[str]]:
    return {one.treatment: one.contents for one in offer}


def _all_of(name: str, *offers: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*(offer.get(name, ()) for offer in offers))


def _ordered(marking: Marking, treatments: Iterable[str]) -> list[str]:
    return sorted(treatments, key=lambda name: marking.index.order_of_treatments.get(name, -1))
