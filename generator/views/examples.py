"""Worked cases as examples: each patient in words, what applies, a link into the walk, and what it must come to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis.cases import address, asked, replay
from generator.analysis.walk import Walk, define
from generator.markup import Markdown
from generator.model import Case
from generator.views.base import Content, Link, Page
from generator.views.page_context import EXAMPLES, PageContext, page_of, statement_place


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """A patient of an example.

    Attributes:
        anchor: its place on the page.
        patient: the patient in words.
        has: what applies.
        unknown: what is not known yet.
        ways: links into the walk, at the patient and at the end.
        expected: what must come out, each with its heading.

    """

    anchor: Markdown
    patient: str
    has: tuple[Link, ...]
    unknown: tuple[Link, ...]
    ways: tuple[Link, ...]
    expected: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class ExamplesView:
    """All examples."""

    lead: str
    examples: tuple[ExampleView, ...]


def examples_page(context: PageContext) -> Page:
    """The worked cases of a pathway."""
    title = context.words.examples
    return Page(
        path=EXAMPLES,
        title=title,
        template="examples",
        build=lambda: _content(context.for_page(EXAMPLES)),
        nav_title=title,
        group="about",
    )


def _content(context: PageContext) -> Content:
    walk = Walk(define(context.index))
    examples = tuple(_example(context, walk, case) for case in context.index.pathway.cases)
    return Content(view=ExamplesView(context.words.examples_help, examples), description=context.words.examples_help)


def _example(context: PageContext, walk: Walk, case: Case) -> ExampleView:
    return ExampleView(
        anchor=Markdown(case.id),
        patient=case.patient,
        has=tuple(_entries(context, case.has)),
        unknown=tuple(_entries(context, case.unknown)),
        ways=tuple(_ways(context, walk, case)),
        expected=tuple((heading, links) for heading, links in _expected(context, case) if links),
    )


def _entries(context: PageContext, names: Iterable[str]) -> Iterator[Link]:
    """Links to what is true of a patient, which a box may have the id of, too."""
    for name in names:
        yield context.to_entry(name) if name in context.index.entries else context.to_named(name)


def _ways(context: PageContext, walk: Walk, case: Case) -> Iterator[Link]:
    """Where the walk begins with what the patient has, and where it ends."""
    played = replay(context.index, walk, case)
    count = asked(walk, played)
    whole = len(played.answers)
    for text, steps in ((context.words.example_begin, count), (context.words.example_end, whole)):
        state = next((state for state in reversed(played.states[: steps + 1]) if state.box), played.states[0])
        page = page_of(context.index.targets[state.box]) if state.box else page_of(context.index.boxes[0])
        yield Link(text, Markdown(context.href(page) + address(context.index, walk, played, steps)))


def _expected(context: PageContext, case: Case) -> Iterator[tuple[str, tuple[Link, ...]]]:
    words = context.words
    marked = ((treatment, words.mark_roles.get(role, role)) for treatment, role in case.marks.items())
    yield words.example_meets, _links(context, case.meets)
    yield words.example_marks, tuple(Link(f"{link.text}: {role}", link.href) for name, role in marked for link in [context.to_named(name)])
    yield words.example_unmarked, _links(context, case.unmarked)
    yield words.example_never, _links(context, case.never)
    yield words.example_ends, _links(context, case.ends)


def _links(context: PageContext, names: Iterable[str]) -> tuple[Link, ...]:
    return tuple(_link(context, name) for name in names)


def _link(context: PageContext, name: str) -> Link:
    """A link to a statement, or to whatever else has the id."""
    statement = context.index.statements.get(name)
    home = context.index.primary_box.get(name)
    if statement is None or name in context.index.targets or name in context.index.subjects:
        return context.to_named(name)
    place = statement_place(home, name) if home else None
    return Link(statement.says, context.href(place.page, place.anchor) if place else context.href("terms.md", name))
