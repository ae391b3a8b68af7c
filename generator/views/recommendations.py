"""The page of all recommendations: what each says, its grade, the agreement, and the boxes that make it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.markup import Markdown
from generator.model import Axis, Role, Statement
from generator.views.base import Content, Link, Page, StatementView
from generator.views.grades import UNGRADED
from generator.views.page_context import RECOMMENDATIONS, PageContext
from generator.views.reference_filters import FilterMenu

ROLES = (Role.RECOMMENDATION, Role.AGAINST)


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A recommendation; `grades` has a cell for each axis, and `keys` are what a filter looks for."""

    statement: StatementView
    is_against: bool
    grades: tuple[str, ...]
    keys: Markdown
    agreement: str
    boxes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RecommendationGroup:
    """The recommendations that have their place in a section, or in none."""

    anchor: Markdown
    heading: str
    rows: tuple[RecommendationRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationsView:
    """All recommendations, by section."""

    lead: str
    scheme: Link
    heads: tuple[str, ...]
    has_agreement: bool
    menus: tuple[FilterMenu, ...]
    count: str
    some: str
    groups: tuple[RecommendationGroup, ...]


def recommendations_page(context: PageContext) -> Page:
    """All recommendations of a pathway that grades them."""
    title = context.words.recommendations
    return Page(
        path=RECOMMENDATIONS,
        title=title,
        template="recommendations",
        build=lambda: _content(context.for_page(RECOMMENDATIONS)),
        nav_title=title,
        group="top",
        lists_references=True,
    )


def recommended(statements: Iterable[Statement]) -> list[Statement]:
    """Statements that recommend something, or recommend against it."""
    return [statement for statement in statements if statement.role in ROLES]


def _content(context: PageContext) -> Content:
    words, statements = context.words, recommended(context.index.pathway.statements)
    groups = tuple(_groups(context, statements))
    count = words.pluralise(words.recommendations_count, len(statements))
    view = RecommendationsView(
        lead=words.recommendations_help.format(count=count),
        scheme=Link(words.grade_all, context.href("method.md", "grading")),
        heads=tuple(axis.name for axis in _axes(context)),
        has_agreement=any(statement.agreement for statement in statements),
        menus=tuple(_menus(context)) if len(statements) > 1 else (),
        count=count,
        some=words.references_some.format(count=count),
        groups=groups,
    )
    cited = context.cited(row.statement for group in groups for row in group.rows)
    return Content(view=view, description=view.lead, cited=cited)


def _axes(context: PageContext) -> tuple[Axis, ...]:
    return context.grades.scheme.axes if context.grades.scheme else ()


def _groups(context: PageContext, statements: Iterable[Statement]) -> Iterator[RecommendationGroup]:
    """The recommendations by the section of their first box, in reading order."""
    order = {place.box.id: number for number, place in enumerate(context.index.boxes)}
    last = len(order)
    homes = context.index.primary_box
    ordered = sorted(statements, key=lambda statement: order[homes[statement.id].box.id] if statement.id in homes else last)
    found: dict[str, list[Statement]] = {}
    for statement in ordered:
        home = homes.get(statement.id)
        found.setdefault(home.section.id if home and home.section else "", []).append(statement)
    titles = {section.id: section.title for section in context.index.pathway.sections}
    for section, some in found.items():
        heading = titles.get(section, context.words.overview)
        yield RecommendationGroup(Markdown(f"{section or 'overview'}--recommended"), heading, tuple(_row(context, one) for one in some))


def _row(context: PageContext, statement: Statement) -> RecommendationRow:
    return RecommendationRow(
        statement=context.statement_elsewhere(statement),
        is_against=statement.role is Role.AGAINST,
        grades=tuple(_cells(context, statement)),
        keys=Markdown(" ".join(_keys(context, statement))),
        agreement=statement.agreement or "",
        boxes=tuple(
            Link(context.index.name_of(place.box), context.to_statement(place, statement.id))
            for place in context.index.boxes_stating.get(statement.id, ())
        ),
    )


def _cells(context: PageContext, statement: Statement) -> Iterator[str]:
    """A cell for each axis; what stands alone is in the first."""
    count = len(_axes(context))
    grade = (context.words.grades["ungraded"],) if statement.grade in ((UNGRADED,), ()) else statement.grade
    yield from (*grade, *[""] * (count - len(grade)))


def _keys(context: PageContext, statement: Statement) -> Iterator[str]:
    """The role, and each axis with the number of its value."""
    yield statement.role
    if statement.grade and statement.grade != (UNGRADED,):
        numbers = list(context.grades.numbers(statement.grade))
        yield from numbers if numbers[0].startswith("b") else (f"{axis}-{number}" for axis, number in enumerate(numbers, 1))
    else:
        yield UNGRADED


def _menus(context: PageContext) -> Iterator[FilterMenu]:
    """A menu for each axis, and one for what is recommended and what is recommended against."""
    words = context.words
    every = (Markdown(""), words.any_of_them)
    for number, axis in enumerate(_axes(context), 1):
        values = ((Markdown(f"{number}-{place}"), value) for place, value in enumerate(axis.values, 1))
        besides = context.grades.scheme.besides if context.grades.scheme and number == 1 else ()
        alone = ((Markdown(f"b{place}"), value) for place, value in enumerate(besides, 1))
        yield FilterMenu(Markdown(f"axis-{number}"), axis.name, (every, *values, *alone))
    roles = ((Markdown(role), words.roles[role]) for role in ROLES)
    yield FilterMenu(Markdown("role"), words.recommendations_kind, (every, *roles))
