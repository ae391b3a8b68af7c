"""Warnings about treatments in a few words, each a link to its statement."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.analysis.inclusion import expanded
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


def warnings_in_use(context: PageContext, treatments: Iterable[str], *, is_whole: bool = True) -> tuple[ShortWarning, ...]:
    """Warnings where treatments are given together; of a group any member may be the one given.

    Args:
        context: the page.
        treatments: the treatments, by id.
        is_whole: whether warnings for every patient are said whole; else only what they are.

    """
    offer = tuple(Offered(name, expanded(context.index, [name])) for name in treatments)
    return _each_once(context, offer, is_whole=is_whole)


def _each_once(context: PageContext, offer: tuple[Offered, ...], *, is_whole: bool) -> tuple[ShortWarning, ...]:
    """Each warning once; those for every patient about members of a group are one for each kind, as they are many."""
    alone = offer[0].treatment if len(offer) == 1 else None
    found: dict[object, ShortWarning] = {}
    inner: dict[MarkKind, dict[str, None]] = {}
    for touch in marking_of(context.index).warnings(offer):
        if touch.includes and not _is_for_some(context, touch):
            inner.setdefault(touch.kind, {}).update(dict.fromkeys(touch.includes))
            found[touch.kind] = _of_members(context, touch, tuple(inner[touch.kind]))
        else:
            warning = _warning(context, touch, _says(context, touch, alone, is_whole=is_whole))
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


def _warning(context: PageContext, touch: Touch, says: str) -> ShortWarning:
    place = context.statement_elsewhere(context.index.statements[touch.statement]).place
    return ShortWarning(
        kind=Markdown(touch.kind),
        sign=_sign(touch.kind),
        says=says,
        href=context.href(place.page, place.anchor),
        read_with=tuple(read_with(context, touch.read_with)),
    )


def _sign(kind: MarkKind) -> Markdown:
    path = _RING if kind in _BARRED else _TRIANGLE
    return Markdown(f'<svg class="pw-warning-sign" viewBox="0 0 12 12" aria-hidden="true"><path d="{path}"/></svg>')


def _says(context: PageContext, touch: Touch, alone: str | None, *, is_whole: bool) -> str:
    """For some patients the relation and the reason, as in a mark; for all of them the statement itself, if it is short."""
    words, statement = context.words, context.index.statements[touch.statement]
    if _is_for_some(context, touch):
        named = replace(touch, treatment=None) if touch.treatment == alone else touch
        return mark_text(Mark(touch.kind, named, Reason(statement.in_, statement.with_)), context.index, words)
    if is_whole and touch.kind is not MarkKind.PREFERRED and len(statement.says) <= MOST_CHARACTERS:
        return f"{words.roles[touch.kind]}: {statement.says}"
    relation = words.mark_short[touch.kind].format(first=", ".join(context.index.mid_sentence[name] for name in statement.treatments))
    names = context.names[touch.treatment] if touch.treatment and touch.treatment != alone else ""
    return str(words.mark["says"].format(treatment=names, relation=relation)) if names else f"{relation[:1].upper()}{relation[1:]}"


def read_with(context: PageContext, statements: Iterable[str]) -> Iterator[Link]:
    """The boxes of statements that are to be read with another, by their numbers."""
    for name in statements:
        if box := context.index.primary_box.get(name):
            yield Link(context.index.numbers[box.box.id], context.to_statement(box, name))
