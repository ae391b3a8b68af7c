"""Everything that is given, at a glance: by section and line of therapy."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.analysis.index import BoxRef
from generator.markup import Markdown
from generator.model import Section
from generator.views.base import Content, Link, Page
from generator.views.page_context import GLANCE, HOME, PageContext, page_of
from generator.views.uses import UseView, line_of, uses_in

MOST_SIDE_BY_SIDE = 5
"""Of more sections, no page is wide enough for one beside the other in rows of one height."""
_MOST_IN_LINE, _MOST_IN_SECTION = 5, 10
"""A section has two columns if it gives more in one line of therapy, or, without lines, at all."""


@dataclass(frozen=True, slots=True)
class LineView:
    """The uses of a section in a line of therapy; `is_all` if it names no line at all."""

    name: str
    anchor: Markdown
    uses: tuple[UseView, ...]
    is_all: bool = False


@dataclass(frozen=True, slots=True)
class GlanceSection:
    """A section with its lines of therapy in the order of all sections; a line in which it gives nothing has no uses."""

    link: Link
    anchor: Markdown
    is_wide: bool
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class GlanceView:
    """Sections beside each other, or `many` of them one after another, and those that give nothing.

    Attributes:
        sections: those that give something.
        many: whether they are too many to be beside each other.
        apart: whether no two of them name the same line of therapy, so that rows in common would only leave holes.
        names_lines: whether a line of therapy is named at all.
        without: those that give nothing.

    """

    sections: tuple[GlanceSection, ...]
    many: bool
    apart: bool
    names_lines: bool
    without: tuple[Link, ...]


def gives_anything(context: PageContext) -> bool:
    """Whether there is anything to see at a glance."""
    return any(place.box.gives or any(edge.gives for edge in place.box.next) for place in context.index.boxes)


def glance_page(context: PageContext) -> Page:
    """The page with all treatments at a glance."""
    words = context.words
    return Page(
        path=GLANCE,
        title=words.glance_title,
        template="glance",
        build=lambda: Content(view=_view(context), description=words.glance_description),
        nav_title=words.at_a_glance,
        group="top",
    )


def _view(context: PageContext) -> GlanceView:
    found = {name: (section, places) for name, section, places in _sections(context)}
    giving = {name: dict(_by_line(context, places)) for name, (_, places) in found.items()}
    giving = {name: lines for name, lines in giving.items() if lines}
    named = [[line for line in lines if line] for lines in giving.values()]
    order = merged_lines(named)
    apart = sum(map(len, named)) == len(order)
    sections = tuple(
        _section(context, *found[name], lines, [line for line in order if line in lines] if apart else order)
        for name, lines in giving.items()
    )
    without = tuple(_to_section(context, *found[name]) for name in found if name not in giving and found[name][0])
    return GlanceView(sections, len(sections) > MOST_SIDE_BY_SIDE, apart, bool(order), without)


def _sections(context: PageContext) -> Iterator[tuple[str, Section | None, list[BoxRef]]]:
    """The overview, then each section, with their boxes."""
    for section in (None, *context.index.pathway.sections):
        places = [place for place in context.index.boxes if place.section is section]
        if places:
            yield (section.id if section else HOME), section, places


def _by_line(context: PageContext, places: Iterable[BoxRef]) -> Iterator[tuple[str, tuple[UseView, ...]]]:
    """The uses in some boxes by their line of therapy, in order of reading; what has no line comes last."""
    found: dict[str, list[UseView]] = {}
    for place in places:
        if uses := [*uses_in(context, place)]:
            found.setdefault(line_of(place), []).extend(uses)
    yield from ((line, tuple(uses)) for line, uses in sorted(found.items(), key=lambda entry: not entry[0]))


def merged_lines(sections: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The lines of therapy of all sections in one order: a line comes after the one that it follows in the first section that names it."""
    merged: list[str] = []
    for lines in sections:
        for number, line in enumerate(lines):
            if line not in merged:
                before = lines[number - 1] if number else ""
                after = next((other for other in lines[number + 1 :] if other in merged), "")
                at = merged.index(before) + 1 if before else merged.index(after) if after else len(merged)
                merged.insert(at, line)
    return tuple(merged)


def _section(
    context: PageContext, section: Section | None, places: Sequence[BoxRef], lines: dict[str, tuple[UseView, ...]], order: Sequence[str]
) -> GlanceSection:
    name = section.id if section else "overview"
    is_all = not any(lines)
    shown = () if is_all else order
    views = [LineView(line, Markdown(f"{name}--line-{number}"), lines.get(line, ())) for number, line in enumerate(shown, 1)]
    if "" in lines:
        views.append(LineView(context.words.no_line, Markdown(f"{name}--no-line"), lines[""], is_all))
    is_wide = max(map(len, lines.values())) > (_MOST_IN_SECTION if is_all else _MOST_IN_LINE)
    return GlanceSection(_to_section(context, section, places), Markdown(f"{name}--glance"), is_wide, tuple(views))


def _to_section(context: PageContext, section: Section | None, places: Sequence[BoxRef]) -> Link:
    number = context.index.numbers[places[0].box.id].partition(".")[0]
    title = section.short_name if section else context.words.overview
    return Link(f"{number} {title}", context.href(page_of(places[0])))
