"""Warnings about treatments in a few words, each a link to its statement."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.analysis.inclusion import expanded, with_parts
from generator.analysis.marks import Mark, MarkKind, Offered, Reason, Touch, marking_of
from generator.markup import Markdown
from generator.views.base import Link
from generator.views.mark_words import mark_text
from generator.views.page_context import PageContext, treatment_page

MOST_CHARACTERS = 130
"""A statement for every patient is said whole if it is no longer; of a longer one only the relation, as a part may mean something else."""
_RING, _TRIANGLE = "M6 .9a5.1 5.1 0 1 0 .01 0ZM2.5 2.5 9.5 9.5", "M6 1 11.4 10.8H.6ZM6 4.6V7.3M6 8.9V9"
_BARRED = frozenset({MarkKind.CONTRAINDICATION, MarkKind.AGAINST})


@dataclass(frozen=True, slots=True)
class ShortWarning:
    """A warning: its kind with a sign, what it says, where the statement is, and the boxes of statements to be read with it."""

    kind: Markdown
    sign: Markdown
    says: str
    href: Markdown
    read_with: tuple[Link, ...]


def warnings_in_use(context: PageContext, treatments: Iterable[str]) -> tuple[ShortWarning, ...]:
    """Warnings where treatments are given together; of a group any member may be the one given."""
    given = tuple(Offered(name, expanded(context.index, [name])) for name in treatments)
    return _each_once(context, given)


def warnings_about(context: PageContext, treatment: str) -> tuple[ShortWarning, ...]:
    """Warnings about a treatment by itself: a regimen has those of its parts, a group none that its members alone have."""
    return _each_once(context, (Offered(treatment, frozenset(with_parts(context.index, treatment))),))


def _each_once(context: PageContext, offer: tuple[Offered, ...]) -> tuple[ShortWarning, ...]:
    """Each warning once; those for every patient about members of a group are one for each kind, as they are many."""
    alone = offer[0].treatment if len(offer) == 1 else None
    found: dict[object, ShortWarning] = {}
    inner: dict[MarkKind, dict[str, None]] = {}
    for touch in marking_of(context.index).warnings(offer):
        if touch.includes and not _is_for_some(context, touch):
            inner.setdefault(touch.kind, {}).update(dict.fromkeys(touch.includes))
            found[touch.kind] = _of_members(context, touch, tuple(inner[touch.kind]))
        else:
            warning = _warning(context, touch, alone)
            found[warning] = warning
    return tuple(found.values())


def _of_members(context: PageContext, touch: Touch, names: tuple[str, ...]) -> ShortWarning:
    """That some members of a group have warnings, which its page has in full."""
    words, index = context.words, context.index
    treatments = ", ".join(index.mid_sentence[name] for name in names)
    first = ", ".join(index.mid_sentence[name] for name in index.statements[touch.statement].treatments)
    says = words.mark["includes"].format(treatments=treatments, relation=words.mark_short[touch.kind].format(first=first))
    address = context.href(treatment_page(touch.treatment or ""), "inner--warned")
    return ShortWarning(Markdown(touch.kind), _sign(touch.kind), says, address, ())


def _is_for_some(context: PageContext, touch: Touch) -> bool:
    statement = context.index.statements[touch.statement]
    return bool(statement.in_ or statement.with_)


def _warning(context: PageContext, touch: Touch, alone: str | None) -> ShortWarning:
    place = context.statement_elsewhere(context.index.statements[touch.statement]).place
    return ShortWarning(
        kind=Markdown(touch.kind),
        sign=_sign(touch.kind),
        says=_says(context, touch, alone),
        href=context.href(place.page, place.anchor),
        read_with=tuple(_read_with(context, touch)),
    )


def _sign(kind: MarkKind) -> Markdown:
    path = _RING if kind in _BARRED else _TRIANGLE
    return Markdown(f'<svg class="pw-warning-sign" viewBox="0 0 12 12" aria-hidden="true"><path d="{path}"/></svg>')


def _says(context: PageContext, touch: Touch, alone: str | None) -> str:
    """For some patients the relation and the reason, as in a mark; for all of them the statement itself, if it is short."""
    words, statement = context.words, context.index.statements[touch.statement]
    if _is_for_some(context, touch):
        named = replace(touch, treatment=None) if touch.treatment == alone else touch
        return mark_text(Mark(touch.kind, named, Reason(statement.in_, statement.with_)), context.index, words)
    if touch.kind is not MarkKind.PREFERRED and len(statement.says) <= MOST_CHARACTERS:
        return f"{words.roles[touch.kind]}: {statement.says}"
    relation = words.mark_short[touch.kind].format(first=", ".join(context.index.mid_sentence[name] for name in statement.treatments))
    names = context.names[touch.treatment] if touch.treatment and touch.treatment != alone else ""
    return f"{names}: {relation}" if names else f"{relation[:1].upper()}{relation[1:]}"


def _read_with(context: PageContext, touch: Touch) -> Iterator[Link]:
    for name in touch.read_with:
        if box := context.index.primary_box.get(name):
            yield Link(context.index.numbers[box.box.id], context.to_statement(box, name))
