"""Marks in words: the treatment, how it is related to the patient, and the reason."""

from collections.abc import Sequence
from functools import reduce

from generator.analysis.index import PathwayIndex
from generator.analysis.marks import Mark, MarkKind, Reason, with_inner
from generator.i18n import Words
from generator.model import Statement


def mark_text(mark: Mark, index: PathwayIndex, words: Words) -> str:
    """A mark as readers see it: “Includes drug B – contraindicated: allergy”."""
    relation, touch = _relation(mark, index, words), mark.touch
    if touch.includes:
        return str(words.mark["includes"].format(treatments=_named(touch.includes, index), relation=relation))
    if touch.treatment:
        return str(words.mark["says"].format(treatment=index.subjects[touch.treatment].name, relation=relation))
    return relation[:1].upper() + relation[1:]


def any_reason(statement: Statement, index: PathwayIndex) -> Reason:
    """All for which a statement holds, if nothing is known of a patient."""
    return Reason(_enough(statement.in_, statement, index), statement.with_)


def _enough(names: Sequence[str], statement: Statement, index: PathwayIndex) -> tuple[str, ...]:
    """Entries any of which may be true, without members of a group that is among them; all are needed of those that hold together."""
    return _true(names, index) if statement.together else tuple(one for one in names if not _is_beside(one, names, index, is_group=False))


def _true(names: Sequence[str], index: PathwayIndex) -> tuple[str, ...]:
    """Entries that are true, without a group that is true because of a member among them."""
    return tuple(name for name in names if not _is_beside(name, names, index, is_group=True))


def _is_beside(entry: str, names: Sequence[str], index: PathwayIndex, *, is_group: bool) -> bool:
    """Whether an entry is a group with a member among some names, or else a member of a group among them."""
    pairs = ((entry, other) if is_group else (other, entry) for other in names)
    return any(member in with_inner(index, group) and group not in with_inner(index, member) for group, member in pairs)


def _relation(mark: Mark, index: PathwayIndex, words: Words) -> str:
    """How it is related to the patient, and why, with what is not known yet."""
    reason = mark.reason
    known = _known(mark, mark.if_so or mark.kind, index, words)
    if mark.if_so is None:
        return known
    unknown = _named(_enough(reason.unknown, index.statements[mark.touch.statement], index), index)
    if known:
        return str(words.mark["also"].format(relation=known, unknown=unknown))
    return str(words.mark["unknown"].format(unknown=unknown, if_so=words.mark_if_so[mark.if_so]))


def _known(mark: Mark, kind: MarkKind, index: PathwayIndex, words: Words) -> str:
    """The relation by what is known of the patient; nothing if nothing is known."""
    reason, statement = mark.reason, index.statements[mark.touch.statement]
    entries = _true(reason.entries, index)
    phrases = {(True, False): words.mark_in, (False, True): words.mark_with, (True, True): words.mark_in_with}
    found = phrases.get((bool(reason.entries), bool(reason.treatments)))
    if found is None:
        return ""
    return str(
        found[kind].format(
            patients=_together(entries, index, words) if statement.together else _named(entries, index),
            treatments=", ".join(_beside(name, reason, index, words) for name in reason.treatments),
            first=_named(statement.treatments, index),
        )
    )


def _beside(treatment: str, reason: Reason, index: PathwayIndex, words: Words) -> str:
    """A treatment beside which a statement holds; one that is stopped at this place says so."""
    name = index.mid_sentence[treatment]
    return str(words.mark["stopped"].format(treatment=name)) if treatment in reason.stopped else name


def _together(names: Sequence[str], index: PathwayIndex, words: Words) -> str:
    return reduce(
        lambda first, second: str(words.mark["together"].format(first=first, second=second)), (_named([name], index) for name in names)
    )


def _named(names: Sequence[str], index: PathwayIndex) -> str:
    """Names within a sentence."""
    return ", ".join(index.mid_sentence[name] for name in names)
