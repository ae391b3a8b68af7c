"""View models of pages, fully decided: order, numbers, links and labels. Templates loop over these and print."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.charts.chart import Chart
from generator.markup import Markdown
from generator.views.blocks import Block, Fact, ScoreView, TableView
from generator.views.doses import DoseLine
from generator.views.evidence_parts import BadgeView, OptionView
from generator.views.files import DownloadsView
from generator.views.grades import GradeView


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere."""

    text: str
    href: Markdown


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the site: a page by its path, and an anchor on it."""

    page: str
    anchor: Markdown


@dataclass(frozen=True, slots=True)
class Remark:
    """Remark of the editors: a label and a text; `number` is that of the reference it is about, if it is about one."""

    kind: str
    label: str
    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """A number, or a run of numbers such as 3–6, that leads to a reference on the same page, the first of the run.

    `warning` says where it is not to be relied on; of a run, `spoken` is what is read out, and `references` are the places of
    all its references on the page.
    """

    numbers: tuple[int, ...]
    label: str
    href: Markdown
    warning: str = ""
    spoken: str = ""
    references: Markdown = Markdown("")  # noqa: RUF009  # a kind of string, and as constant as one


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A statement, as every page, the walk, the lenses and the summary show it.

    `place` is where it stands first of all. `anchor` is empty, and `home` a link there, where it is shown away from its box. `former`
    are the anchors that it had before.
    """

    id: Markdown
    anchor: Markdown
    place: Place
    role: Markdown
    role_word: str
    says: str
    citations: tuple[CitationView, ...]
    badge: BadgeView
    remarks: tuple[Remark, ...]
    grade: GradeView | None = None
    rather_than: tuple[Link, ...] = ()
    doses: TableView | None = None
    blocks: tuple[Block, ...] = ()
    former: tuple[Markdown, ...] = ()
    home: Link | None = None

    @property
    def heading(self) -> str:
        """Role and grade in words."""
        if self.grade is None:
            return self.role_word
        return self.grade.says if self.grade.names_role else f"{self.role_word} · {self.grade.says}"


@dataclass(frozen=True, slots=True)
class StatementsView:
    """Statements one after the other, or those that are to be read together, in a frame."""

    statements: tuple[StatementView, ...]
    are_together: bool = False


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A way on: its label, the exact condition, after how long and how often, and where to; `option` only if it gives something."""

    label: str
    condition: str
    limits: str
    doses: tuple[DoseLine, ...]
    link: Link
    remarks: tuple[Remark, ...]
    option: OptionView | None = None
    is_to_caution: bool = False


@dataclass(frozen=True, slots=True)
class DependingView:
    """The statements that depend on the answers of a box, and a line that says how many more name treatments."""

    statements: tuple[StatementView, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Button:
    """Something to open at a box: type and size of a file, whom it is for, and an address for paper that not all links have."""

    link: Link
    about: str
    address: Markdown


@dataclass(frozen=True, slots=True)
class Given:
    """A treatment that a box gives or stops, with its dose if it has one row."""

    link: Link
    dose: DoseLine | None


@dataclass(frozen=True, slots=True)
class Action:
    """A verb of a box with its treatments; `table` has the doses of those that have several rows."""

    verb: Markdown
    word: str
    treatments: tuple[Given, ...]
    table: TableView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxView:
    """A box with all it says and all ways from and to it."""

    anchor: Markdown
    kind: Markdown
    kind_word: str
    number: str
    title: str
    former: tuple[Markdown, ...]
    line: str
    facts: tuple[Fact, ...]
    detail: Link | None
    statements: tuple[StatementsView, ...]
    rests_on: tuple[StatementsView, ...]
    cites: tuple[CitationView, ...]
    actions: tuple[Action, ...]
    links: tuple[Button, ...]
    asks: tuple[tuple[str, tuple[Link, ...]], ...]
    score: ScoreView | None
    depending: DependingView | None
    comes_from: tuple[EdgeView, ...]
    next_heading: str
    next: tuple[EdgeView, ...]
    remarks: tuple[Remark, ...]
    report: Markdown | None

    @property
    def all_statements(self) -> tuple[StatementView, ...]:
        """Every statement that it shows."""
        return tuple(statement for part in (*self.statements, *self.rests_on) for statement in part.statements)


@dataclass(frozen=True, slots=True)
class OutlineEdge:
    """A way on in words: “If yes → 3.5 Title”; `condition` is empty where there is none."""

    condition: str
    link: Link


@dataclass(frozen=True, slots=True)
class OutlineBox:
    """A box of the chart's outline in words; `how` says how its ways are followed, where that is not plain."""

    anchor: Markdown
    box: Link
    how: str
    turns: tuple[OutlineEdge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    """A flowchart, the same in words, and its boxes."""

    anchor: Markdown
    first: Markdown
    title: str
    name: str
    caption: str
    summary: str
    mermaid: Markdown
    chart: Chart
    outline: tuple[OutlineBox, ...]
    boxes: tuple[BoxView, ...]

    @property
    def numbers(self) -> str:
        """The numbers of its boxes, from the first to the last."""
        return "–".join(dict.fromkeys((self.boxes[0].number, self.boxes[-1].number)))


@dataclass(frozen=True, slots=True)
class StatusNote:
    """Fate of a publication: retracted, corrected or superseded, and by what."""

    kind: Markdown
    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceView:
    """A reference in a list."""

    number: int
    anchor: Markdown
    text: Markdown
    fates: tuple[StatusNote, ...]
    identifiers: str
    links: tuple[Link, ...]
    facts: tuple[tuple[str, str], ...]
    uses: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Content of a page: the view its template prints, its search words, and the references at its end."""

    view: Any
    description: str = ""
    tags: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Search words of its parts, by their anchors."""
    groups: tuple[str, ...] = ()
    """Its parts that are about several entries under one name."""
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The treatments that its parts give or do something else with, whose other names lead to them, too."""
    cited: tuple[ReferenceView, ...] = ()
    charts: tuple[ChartView, ...] = ()
    take: DownloadsView | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the site: where it lies and what it is called. What it holds is decided when it is asked for, and once."""

    path: str
    title: str
    template: str
    build: Callable[[], Content] = field(repr=False)
    nav_title: str = ""
    group: str = ""
    """Where the navigation shows it: `top`, `about`, or nowhere."""
    is_group: bool = False
    """Whether it is about several treatments under one name."""
    trail: tuple[Link, ...] = ()
    method: Markdown = Markdown("method.md")  # noqa: RUF009  # a kind of string, and as constant as one
    findable: bool = True
    """Whether search knows it."""
    lists_references: bool = False
    """Whether references are listed on it, for a reader to take along."""
    report: Markdown | None = None
    """The link by which readers report a problem with it."""

    @cached_property
    def content(self) -> Content:
        """The content of the page."""
        return self.build()

    @property
    def root(self) -> Markdown:
        """The way from it to the site's first folder."""
        return Markdown("../" * self.path.count("/"))

    @property
    def supports_lens(self) -> bool:
        """Whether it shows boxes, treatments or statements for a lens to mark."""
        return self.template in {"home", "section", "glance", "treatments", "treatment", "entries", "walk"}
