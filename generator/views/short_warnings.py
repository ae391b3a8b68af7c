"""Warnings about treatments in a few words, each a link to its statement."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.analysis.inclusion import expanded, with_ancestors
from generator.analysis.mark_kinds import MarkKind, is_warning, kind_of
from generator.analysis.marks import Mark, Offered, Touch, marking_of
from generator.core.sentences import first_sentence
from generator.markup import Markdown
from generator.model import Statement
from generator.views.base import Link
from generator.views.mark_words import any_reason, mark_text
from generator.views.page_context import PageContext, treatment_page

MOST_CHARACTERS = 130
"""A statement for every patient is said whole if it is no longer; of a longer one the first sentence."""
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
    """Warnings where treatments are given together; of a group any member may be the one given.

    Each comes once; cautions and the like for every patient about members of a group are one for each kind, as they may be many.

    Args:
        context: the page.
        treatments: the treatments, by id.

    """
    offer = tuple(Offered(name, expanded(context.index, [name])) for name in treatments)
    alone = offer[0].treatment if len(offer) == 1 else None
    found: dict[object, ShortWarning] = {}
    inner: dict[MarkKind, list[Touch]] = {}
    for touch in marking_of(context.index).warnings(offer):
        # What speaks against a treatment may say when; two such in one line would seem to hold always.
        if touch.includes and touch.kind not in _BARRED and not _is_for_some(context, touch):
            inner.setdefault(touch.kind, []).append(touch)
            found[touch.kind] = _of_members(context, inner[touch.kind], alone)
        else:
            warning = _warning(context, touch, _says(context, touch, alone))
            found[warning] = warning
    return tuple(found.values())


def warnings_beside(context: PageContext, treatment: str) -> tuple[ShortWarning, ...]:
    """Warnings about other treatments that hold while this one is being given: the other half of an interaction."""
    return tuple(_beside(context, statement) for statement in stated_beside(context, treatment))


def stated_beside(context: PageContext, treatment: str) -> Iterator[Statement]:
    """The statements that warn of other treatments while this one, or a group it is in, is being given."""
    near = with_ancestors(context.index, treatment)
    return (one for one in context.index.interactions if not near.isdisjoint(one.with_) and is_warning(context.index, one))


def dosed_beside(context: PageContext, treatment: str) -> Iterator[Statement]:
    """The statements that have doses of other treatments while this one, or a group it is in, is being given."""
    near = with_ancestors(context.index, treatment)
    return (one for one in context.index.pathway.statements if any(not near.isdisjoint(row.with_) for row in one.doses))


def _beside(context: PageContext, statement: Statement) -> ShortWarning:
    touch = Touch(statement.id, kind_of(context.index, statement), None, read_with=statement.read_with)
    reason = replace(any_reason(statement, context.index), treatments=statement.treatments)
    return _warning(context, touch, mark_text(Mark(touch.kind, touch, reason), context.index, context.words))


def _of_members(context: PageContext, touches: Sequence[Touch], alone: str | None) -> ShortWarning:
    """That statements warn of some members of a group, which its page has in full; of one about several its words."""
    words, index, touch = context.words, context.index, touches[-1]
    if len(touches) == 1 and len(touch.includes) > 1 and touch.kind is not MarkKind.PREFERRED:
        return _warning(context, touch, _says(context, touch, alone))
    names = dict.fromkeys(name for one in touches for name in one.includes)
    relation = words.mark_short[touch.kind].format(first=_named(context, index.statements[touch.statement].treatments))
    says = words.mark["includes"].format(treatments=_named(context, names), relation=relation)
    address = context.href(treatment_page(touch.treatment or ""), "inner--warned")
    return ShortWarning(Markdown(touch.kind), _sign(touch.kind), says, address, ())


def _named(context: PageContext, names: Iterable[str]) -> str:
    """Names within a sentence."""
    return ", ".join(context.index.mid_sentence[name] for name in names)


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


def _says(context: PageContext, touch: Touch, alone: str | None) -> str:
    """For some patients the relation and the reason, as in a mark; for all of them the statement itself, whole or its first sentence."""
    words, statement = context.words, context.index.statements[touch.statement]
    named = replace(touch, treatment=None) if touch.treatment == alone else touch
    if _is_for_some(context, touch):
        return mark_text(Mark(touch.kind, named, any_reason(statement, context.index)), context.index, words)
    if touch.kind is not MarkKind.PREFERRED:
        return _words_of(context, touch.kind, statement, alone)
    relation = words.mark_short[touch.kind].format(first=_named(context, statement.treatments))
    if named.treatment:
        return str(words.mark["says"].format(treatment=context.names[named.treatment], relation=relation))
    return f"{relation[:1].upper()}{relation[1:]}"


def _words_of(context: PageContext, kind: MarkKind, statement: Statement, alone: str | None) -> str:
    """A statement after its role, and after what it is about where that is not the treatment alone and its words do not say so."""
    says = statement.says if len(statement.says) <= MOST_CHARACTERS else first_sentence(statement.says)
    about = [context.index.treatments[name] for name in statement.treatments]
    spoken_of = (name for one in about for name in (one.name, *one.abbreviations, *one.synonyms))
    is_clear = statement.treatments == (alone,) or any(_has(says, name) for name in spoken_of)
    words = context.words
    form = words.warned["says"] if is_clear else words.warned["says_of"]
    more = "" if says == statement.says else words.warned["more"]
    return str(form.format(role=words.roles[kind], treatments=_named(context, statement.treatments), says=says)) + more


def _has(text: str, name: str) -> bool:
    """Whether a text has a name, as a word or several."""
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))


def read_with(context: PageContext, statements: Iterable[str]) -> Iterator[Link]:
    """The boxes of statements that are to be read with another, by their numbers."""
    for name in statements:
        if box := context.index.primary_box.get(name):
            yield Link(context.index.numbers[box.box.id], context.to_statement(box, name))
