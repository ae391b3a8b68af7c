"""Uses of treatments: each box or option that gives some, with its condition, doses, warnings and evidence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis.inclusion import expanded
from generator.analysis.index import BoxRef, EdgeRef
from generator.charts.option_evidence import evidence_of_given, said_of_given
from generator.charts.options import is_row, ways_of
from generator.markup import Markdown
from generator.model import Kind, Statement
from generator.views.badges import badge
from generator.views.base import Link
from generator.views.conditions import condition_of_box, words_of
from generator.views.doses import DoseLine
from generator.views.evidence_parts import BadgeView, GradeOfUse, OptionView
from generator.views.grades import UNGRADED
from generator.views.page_context import PageContext, page_of
from generator.views.short_warnings import ShortWarning, warnings_in_use


@dataclass(frozen=True, slots=True, kw_only=True)
class UseView:
    """A box or an option that gives treatments.

    `box` and `way` are what scripts know it by: the id of the box, and the place of the option under its “next”, empty for the box
    itself. `rest` is what its title says besides the treatment's name.
    """

    box: Markdown
    way: Markdown
    number: Link
    treatments: tuple[Link, ...]
    rest: str
    condition: str
    doses: tuple[DoseLine, ...]
    warnings: tuple[ShortWarning, ...]
    grades: tuple[GradeOfUse, ...]
    evidence: BadgeView | None


@dataclass(frozen=True, slots=True)
class _Given:
    """Treatments that are given, on what condition, by a box with a title or by a way."""

    treatments: tuple[str, ...]
    condition: str
    title: str = ""
    way: str = ""


def line_of(place: BoxRef) -> str:
    """The line of therapy that a box belongs to."""
    return place.box.line or place.chart.line or ""


def uses_in(context: PageContext, place: BoxRef) -> Iterator[UseView]:
    """The uses in a box: what it gives itself, and what its options give that lead to no box that gives the same."""
    box = place.box
    if box.gives and not _is_left_to_options(context, place):
        yield _use(context, place, _Given(box.gives, condition_of_box(context, place), box.title))
    for number, edge in enumerate(box.next):
        goal = context.index.targets.get(edge.to)
        if edge.gives and not (goal and {*edge.gives} <= {*goal.box.gives}):
            way = next(way for way in context.index.out_edges[box.id] if way.path[-1] == number)
            yield _use(context, place, _Given(edge.gives, words_of(context, way), way=str(number)))


def _is_left_to_options(context: PageContext, place: BoxRef) -> bool:
    """Whether what a choice gives is given by its options, each a part of it."""
    ways = ways_of(place, context.index) if place.box.kind is Kind.CHOICE else ()
    given = (name for way in ways for name in (*way.ref.edge.gives, *(way.goal.box.gives if is_row(way, context.index) else ())))
    options = expanded(context.index, given)
    return bool(options) and all(expanded(context.index, [name]) & options for name in place.box.gives)


def drug_of(context: PageContext, way: EdgeRef) -> str:
    """The treatments that an option of a choice, or one of several that all apply, gives itself or in the box that it leads to."""
    if way.source.box.kind not in {Kind.CHOICE, Kind.ALL} or not way.target:
        return ""
    return " + ".join(context.names[name] for name in given_by(way))


def given_by(way: EdgeRef) -> tuple[str, ...]:
    """The treatments that an option gives, itself or in the box that it leads to; not those that are only gone on with there."""
    return tuple(way.edge.gives or (way.target.box.gives if way.target else ()))


def option_of(context: PageContext, way: EdgeRef) -> OptionView | None:
    """An option that gives something, as those who choose see it; nothing for other ways."""
    drug = drug_of(context, way)
    if not drug or not way.target:
        return None
    is_named = not way.edge.gives and way.target.box.title.casefold().startswith(drug.casefold())
    return OptionView("" if is_named else drug, not way.edge.gives, *_behind(context, way))


def _behind(context: PageContext, way: EdgeRef) -> tuple[tuple[GradeOfUse, ...], BadgeView | None]:
    place = way.source if way.edge.gives or not way.target else way.target
    said = [*said_of_given(place, way.edge.gives or place.box.gives, context.index)]
    return tuple(dict.fromkeys(_grades(context, said))), _evidence(context, place, said, is_box=not way.edge.gives)


def evidence_at(context: PageContext, place: BoxRef, treatment: str) -> tuple[tuple[GradeOfUse, ...], BadgeView | None]:
    """The grades of what a box says of a treatment, and the strongest kind of study behind it."""
    said = [*said_of_given(place, (treatment,), context.index)]
    return tuple(dict.fromkeys(_grades(context, said))), _evidence(context, place, said, is_box=True)


def _use(context: PageContext, place: BoxRef, given: _Given) -> UseView:
    index, gives = context.index, given.treatments
    said = [*said_of_given(place, gives, context.index)]
    return UseView(
        box=Markdown(place.box.id),
        way=Markdown(given.way),
        number=Link(index.numbers[place.box.id], context.href(page_of(place), place.box.id)),
        treatments=tuple(map(context.to_treatment, gives)),
        rest=rest_of_title(context, place, gives, given.title),
        condition=given.condition,
        doses=context.doses.lines(place.box, gives, is_option=bool(given.way)),
        warnings=warnings_in_use(context, gives),
        grades=tuple(dict.fromkeys(_grades(context, said))),
        evidence=_evidence(context, place, said, is_box=not given.way),
    )


def rest_of_title(context: PageContext, place: BoxRef, gives: tuple[str, ...], title: str) -> str:
    """The title of a box without its line of therapy and, after that, the name of the one treatment that it gives."""
    line = line_of(place)
    text = title
    if line and text.casefold().startswith(f"{line.casefold()}:"):
        text = text[len(line) + 1 :].strip()
        text = f"{text[:1].upper()}{text[1:]}"
    if len(gives) == 1:
        treatment = context.index.treatments[gives[0]]
        for name in (treatment.name, *treatment.abbreviations):
            after = text[len(name) :]
            if text.casefold().startswith(name.casefold()) and not after[:1].isalnum() and after[:1] != "-":
                return _unless_section(place, after.strip(" :,"))
    return text


def _unless_section(place: BoxRef, rest: str) -> str:
    """The words after a treatment's name, but for brackets around a word of its section, which tell two boxes apart elsewhere."""
    if not (rest.startswith("(") and rest.endswith(")")):
        return rest
    section = f"{place.section.title} {place.section.short_title or ''}" if place.section else ""
    return "" if rest[1:-1].casefold() in section.casefold().split() else rest


def _grades(context: PageContext, statements: Iterable[Statement]) -> Iterator[GradeOfUse]:
    """The grades of statements, with the patients whom each is for if it is not for all."""
    for statement in statements:
        view = context.grades.view(statement) if statement.grade and statement.grade != (UNGRADED,) else None
        if view:
            patients = ", ".join(context.names[name] for name in statement.in_)
            says = f"{view.says} ({patients})" if patients else view.says
            yield GradeOfUse(says, view.card, tuple(map(Markdown, statement.in_)), statement.together)


def _evidence(context: PageContext, place: BoxRef, said: list[Statement], *, is_box: bool) -> BadgeView | None:
    """The strongest kind of study behind what is said of the treatments; if nothing is said, behind their box."""
    evidence = evidence_of_given(place, said, context.index, is_box=is_box)
    return badge(evidence, context.words, "") if evidence else None
