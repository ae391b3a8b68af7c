"""Small lines of what a box does with treatments: doses, what is reduced, stopped or not given."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from generator.analysis.inclusion import expanded, with_members, with_parts
from generator.analysis.index import PathwayIndex
from generator.charts.chart import SmallLine, said
from generator.core.sentences import closed
from generator.i18n import Words
from generator.model import Box, DoseRow, Kind

_MOST_DOSES = 2
NOT_STATED = "not stated"
"""A dose that the source does not give."""
_SIGNS = {"avoids": "barred"}
_LEAST_STEM = 5


def treatment_lines(
    boxes: Sequence[Box], gives: Iterable[str], elsewhere: AbstractSet[str], index: PathwayIndex, words: Words
) -> Iterator[SmallLine]:
    """The lines of what a box gives, of doses, and of what it reduces, stops or avoids.

    The title of the box is not repeated.

    Args:
        boxes: the box; of an option, which is named by what it gives, also the choice, whose statements give its doses.
        gives: treatments that are given here, by the box itself or by ways on from it.
        elsewhere: treatments whose doses are in the rows of the box.
        index: the pathway.
        words: the words of the interface.

    """
    box, doses = boxes[0], _own_doses(boxes, gives, elsewhere, index, words)
    is_few = len(doses) <= _MOST_DOSES
    if len(boxes) == 1:
        yield from given(box, {*elsewhere, *(dose.row.treatment for dose in doses if is_few)}, index, words)
    yield from _few(doses, words)
    shown = {(dose.treatment, dose.verb) for dose in doses} if is_few else set()
    yield from less_given(box, shown, index, words)


def less_given(box: Box, shown: AbstractSet[tuple[str, str]], index: PathwayIndex, words: Words) -> Iterator[SmallLine]:
    """Lines of what a box reduces, stops or does not give and its title does not say, but for treatments `shown` with this verb already."""
    for verb in ("reduces", "stops", "avoids"):
        yield from _unless_titled(box, verb, (name for name in getattr(box, verb) if (name, verb) not in shown), index, words)


def gone_on_with(box: Box, index: PathwayIndex, words: Words) -> Iterator[SmallLine]:
    """The line of single treatments and regimens that a box goes on with and its title does not say; of groups only a route knows which."""
    single = (name for name in box.continues if not index.treatments[name].members)
    yield from _unless_titled(box, "continues", single, index, words)


def given(box: Box, shown: AbstractSet[str], index: PathwayIndex, words: Words) -> Iterator[SmallLine]:
    """The line of what a box gives and its title does not name, nor of a group any member, but for treatments `shown` already.

    The options of a choice say so themselves.
    """
    unsaid = (name for name in box.gives if not any(_names(box.title, one, index) for one in with_members(index, name)))
    names = [index.treatments[name].name for name in unsaid if name not in shown]
    if names and box.kind is not Kind.CHOICE:
        yield SmallLine(f"{words.verbs['gives']}: {', '.join(names)}")


def _unless_titled(box: Box, verb: str, treatments: Iterable[str], index: PathwayIndex, words: Words) -> Iterator[SmallLine]:
    names = [index.treatments[name].name for name in treatments if not _says(box.title, name, verb, index, words)]
    if names:
        yield SmallLine(f"{words.verbs[verb]}: {', '.join(names)}", _SIGNS.get(verb, ""))


def doses_left_out(
    boxes: Sequence[Box], gives: Iterable[str], elsewhere: AbstractSet[str], index: PathwayIndex, words: Words
) -> tuple[str, ...]:
    """The doses of a box that its lines only point to, or show without their notes; the arguments are those of `treatment_lines`."""
    return _left_out(_own_doses(boxes, gives, elsewhere, index, words))


def option_doses(choice: Box, title: str, gives: Iterable[str], index: PathwayIndex, words: Words) -> Iterator[SmallLine]:
    """The doses of an option of a choice that gives something itself."""
    return _few([*_doses([choice], title, {"gives": tuple(gives)}, index, words)], words)


def option_doses_left_out(choice: Box, title: str, gives: Iterable[str], index: PathwayIndex, words: Words) -> tuple[str, ...]:
    """The doses of such an option that its lines only point to, or show without their notes."""
    return _left_out([*_doses([choice], title, {"gives": tuple(gives)}, index, words)])


@dataclass(frozen=True, slots=True)
class _Dose:
    """A dose that a box shows, in words, with what is done with which treatment."""

    text: str
    row: DoseRow
    treatment: str
    verb: str


def _own_doses(boxes: Sequence[Box], gives: Iterable[str], elsewhere: AbstractSet[str], index: PathwayIndex, words: Words) -> list[_Dose]:
    box, *_ = boxes
    done = {"gives": tuple(gives), "continues": box.continues, "reduces": box.reduces}
    return [dose for dose in _doses(boxes, box.title, done, index, words) if dose.row.treatment not in elsewhere]


def _left_out(doses: Sequence[_Dose]) -> tuple[str, ...]:
    if len(doses) <= _MOST_DOSES and not any(dose.row.note for dose in doses):
        return ()
    return tuple(dict.fromkeys(f"{closed(dose.text)} {dose.row.note}" if dose.row.note else dose.text for dose in doses))


def _few(doses: Sequence[_Dose], words: Words) -> Iterator[SmallLine]:
    """The lines of doses, or where there are too many, one that says where they are."""
    texts = [dose.text for dose in doses] if len(doses) <= _MOST_DOSES else [words.chart_lines["doses_below"]]
    yield from (SmallLine(text, "dose") for text in texts)


def _doses(boxes: Sequence[Box], title: str, done: Mapping[str, Iterable[str]], index: PathwayIndex, words: Words) -> Iterator[_Dose]:
    rows = [row for name in dict.fromkeys(name for box in boxes for name in index.shown_in(box)) for row in index.statements[name].doses]
    for verb, treatments in done.items():
        for treatment in treatments:
            inner, certain = expanded(index, [treatment]), with_parts(index, treatment)
            for row in rows:
                if row.treatment in inner:
                    is_said = row.treatment in certain and verb != "gives"
                    text = dose_text(row, title, index, words, is_member=row.treatment not in certain)
                    yield _Dose(f"{words.verbs[verb]}: {text}" if is_said else text, row, treatment, verb)


def dose_text(row: DoseRow, title: str, index: PathwayIndex, words: Words, *, is_member: bool) -> str:
    """A dose in a line: “below 1 kg: Ice tea 10 ml by mouth every 4 h (at most 200 ml a day)”.

    Args:
        row: the dose.
        title: the title below which it stands, which the treatment's name does not repeat.
        index: the pathway.
        words: the words of the interface.
        is_member: whether the treatment is one of several that may be given, so that the line must not read as if it were.

    """
    name = index.treatments[row.treatment].name
    # A title that only holds the name may mean another drug: codeine, dihydrocodeine.
    name = "" if title.casefold() == name.casefold() else name
    dose = words.dose_line["not_stated"] if row.dose.casefold() == NOT_STATED else row.dose
    duration = words.dose_line["duration"].format(duration=row.duration) if row.duration else ""
    has_maximum = (row.maximum or "").casefold() != NOT_STATED
    form = words.dose_line["maximum"] if has_maximum else words.dose_line["no_maximum"]
    maximum = f"({form.format(maximum=row.maximum)})" if row.maximum else ""
    whom = ", ".join(said(name * is_member, patients_of(row, index, words)))
    return ": ".join(said(whom, " ".join(said(name * (not is_member), dose, row.route or "", row.frequency or "", duration, maximum))))


def patients_of(row: DoseRow, index: PathwayIndex, words: Words) -> str:
    """Whom a row is for: what can be ticked, beside which treatments, then what it says itself."""
    entries = " / ".join(index.entries[name].name for name in row.in_)
    return ", ".join(said(entries, " / ".join(beside_in(row, index, words)), said_of_patients(row, index, words)))


def beside_in(row: DoseRow, index: PathwayIndex, words: Words) -> Iterator[str]:
    """The treatments beside which a row holds, each in words: “with Honey”."""
    yield from (words.dose_line["with"].format(treatment=index.mid_sentence[name]) for name in row.with_)


def said_of_patients(row: DoseRow, index: PathwayIndex, words: Words) -> str:
    """The words of a row about whom it is for; empty where they only repeat the name of what can be ticked, or beside what it holds."""
    text = row.for_ or ""
    known = [*(index.entries[name].name for name in row.in_), *beside_in(row, index, words)]
    is_repeated = [name.casefold() for name in known] == [text.casefold()]
    return "" if is_repeated else text


def _says(title: str, treatment: str, verb: str, index: PathwayIndex, words: Words) -> bool:
    """Whether a title says that a treatment is gone on with, reduced, stopped or not given: it names it and has a word for that.

    What is reduced may be named by one of the words of its name, as its group often is.
    """
    spoken = title.casefold().replace("-", " ").split()
    is_verb = any(word.startswith(stem) for stem in words.says_verb[verb].split(", ") for word in spoken)
    words_of_name = [word for word in index.treatments[treatment].name.split() if len(word) > _LEAST_STEM] if verb == "reduces" else []
    return is_verb and (_names(title, treatment, index) or any(_holds(title, word) for word in words_of_name))


def _names(title: str, treatment: str, index: PathwayIndex) -> bool:
    """Whether a title names a treatment, in the singular or in the plural."""
    entry = index.treatments[treatment]
    return any(_holds(title, name) for name in (entry.name, *entry.abbreviations, *entry.synonyms))


def _holds(title: str, name: str) -> bool:
    """Whether a name is in a title; its last letter may differ, as in the plural, if it is long enough."""
    stem = name[:-1] if len(name) > _LEAST_STEM else name
    return re.search(rf"\b{re.escape(stem)}", title, re.IGNORECASE) is not None
