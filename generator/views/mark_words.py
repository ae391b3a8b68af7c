"""Marks in words: the treatment, how it is related to the patient, and the reason."""

from collections.abc import Sequence
from functools import reduce

from generator.analysis.index import PathwayIndex
from generator.analysis.marks import Mark, MarkKind
from generator.i18n import Words


def mark_text(mark: Mark, index: PathwayIndex, words: Words) -> str:
    """A mark as readers see it: “Includes drug B – contraindicated: allergy”."""
    relation, touch = _relation(mark, index, words), mark.touch
    if touch.includes:
        return str(words.mark["includes"].format(treatments=_named(touch.includes, index), relation=relation))
    if touch.treatment:
        return str(words.mark["says"].format(treatment=index.subjects[touch.treatment].name, relation=relation))
    return relation[:1].upper() + relation[1:]


def _relation(mark: Mark, index: PathwayIndex, words: Words) -> str:
    """How it is related to the patient, and why, with what is not known yet."""
    reason = mark.reason
    known = _known(mark, mark.if_so or mark.kind, index, words)
    if mark.if_so is None:
        return known
    unknown = _named(reason.unknown, index)
    if known:
        return str(words.mark["also"].format(relation=known, unknown=unknown))
    return str(words.mark["unknown"].format(unknown=unknown, if_so=words.mark_if_so[mark.if_so]))


def _known(mark: Mark, kind: MarkKind, index: PathwayIndex, words: Words) -> str:
    """The relation by what is known of the patient; nothing if nothing is known."""
    reason, statement = mark.reason, index.statements[mark.touch.statement]
    phrases = {(True, False): words.mark_in, (False, True): words.mark_with, (True, True): words.mark_in_with}
    found = phrases.get((bool(reason.entries), bool(reason.treatments)))
    if found is None:
        return ""
    return str(
        found[kind].format(
            patients=_together(reason.entries, index, words) if statement.together else _named(reason.entries, index),
            treatments=_named(reason.treatments, index),
            first=_named(statement.treatments, index),
        )
    )


def _together(names: Sequence[str], index: PathwayIndex, words: Words) -> str:
    return reduce(
        lambda first, second: str(words.mark["together"].format(first=first, second=second)), (_named([name], index) for name in names)
    )


def _named(names: Sequence[str], index: PathwayIndex) -> str:
    """Names within a sentence."""
    return ", ".join(index.mid_sentence[name] for name in names)
