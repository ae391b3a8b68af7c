"""The whole story in one function: the text of a pathway in, its site or its faults out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from generator.analysis.index import PathwayIndex
from generator.charts.chart import Chart
from generator.charts.mermaid import flowchart
from generator.checks import Filtered, apply_rule_settings, check
from generator.checks.cases import CASES, CASES_FILE, unfit_file
from generator.checks.files import files_named, files_of, unfit_files
from generator.core.cache import ContentCache, MemoryCache
from generator.core.diagnostics import Diagnostic, Edit, Severity, Violation, make_diagnostic
from generator.core.diagnostics.collector import DiagnosticCollector
from generator.core.source import Source, Span
from generator.i18n import Words, load_messages
from generator.model import Metadata, Pathway, RuleSetting, read_pathway, text_at
from generator.parsing import Tree, joined, locate, parse, remarks, to_data
from generator.parsing.edits import rewritten, unwrapped
from generator.references import Style, read_style, self_reference, style_problem
from generator.rendering import render
from generator.rendering.reference_files import downloads
from generator.views import Data, Page, PageContext, Walk, frame, grade_lens, lens, make_context, pages, score_data, walk
from generator.views.frame import Explained
from generator.views.page_context import file_path


@dataclass(frozen=True, kw_only=True)
class SitePage:
    """A page as Markdown; `path` is relative to the site's root. Its text is written when it is asked for, and once."""

    path: str
    title: str
    nav_title: str
    group: str
    write: Callable[[], str] = field(repr=False)

    @cached_property
    def text(self) -> str:
        """The Markdown."""
        return self.write()


@dataclass(frozen=True, slots=True)
class SiteChart:
    """A chart as Mermaid text, with the links that hold within the site."""

    id: str
    title: str
    mermaid: str
    chart: Chart
    is_first: bool = True
    """Whether it is the first on its page."""

    @property
    def portable(self) -> str:
        """The chart as Mermaid text that any host of Mermaid draws: without the links, which hold only within the site."""
        return flowchart(replace(self.chart, boxes=tuple(replace(box, href="") for box in self.chart.boxes)))


@dataclass(frozen=True)
class SiteFile:
    """A file that the pages link to; `path` is relative to the site's root. It is written when it is asked for, and once."""

    path: str
    write: Callable[[], str | bytes] = field(repr=False)

    @cached_property
    def content(self) -> str | bytes:
        """The content of the page."""
        return self.write()


@dataclass(frozen=True, kw_only=True)
class Site:
    """All pages of a pathway, all charts, in the order of reading, and the files that go with them."""

    metadata: Metadata
    words: Words
    pages: tuple[SitePage, ...]
    files: tuple[SiteFile, ...]
    context: PageContext = field(repr=False)
    views: tuple[Page, ...] = field(repr=False)
    cache: ContentCache = field(repr=False)
    """Where a build looks for what it has made before, and stores what it makes."""

    @cached_property
    def charts(self) -> tuple[SiteChart, ...]:
        """All charts."""
        return tuple(self.each_chart())

    def each_chart(self) -> Iterator[SiteChart]:
        """The charts one by one, each page of them when those before it were asked for; pages without charts are not made."""
        found = ((at, chart) for page in self.views if page.template in {"home", "section"} for at, chart in enumerate(page.content.charts))
        return (SiteChart(str(chart.anchor), chart.title, str(chart.mermaid), chart.chart, at == 0) for at, chart in found)

    @cached_property
    def walk_data(self) -> Walk:
        """Data for the scripts of a walk."""
        return walk(self.context)

    @cached_property
    def score_data(self) -> Data:
        """Data for the scripts that count scores."""
        return score_data(self.context)

    @cached_property
    def lens_data(self) -> Data:
        """Data for the script of the lenses."""
        return lens(self.context)

    @cached_property
    def grade_lens(self) -> Data:
        """The words of the lens for grades; empty for a pathway without grades."""
        return grade_lens(self.context)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """Result of compiling a pathway; with an error among the diagnostics, there is no site."""

    site: Site | None
    diagnostics: tuple[Diagnostic, ...]
    """In the order of the file, the notes last."""
    dependencies: tuple[str, ...] = ()
    """The files beside the pathway that it was made with, or asked for."""
    suppressed: tuple[Diagnostic, ...] = ()
    """Findings of rules that are off in this pathway."""
    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    """Rules whose severity differs in this pathway, by their codes."""

    @property
    def errors(self) -> int:
        """How many errors there are, told or not."""
        return self._count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many warnings there are, told or not."""
        return self._count(Severity.WARNING)

    def _count(self, severity: Severity) -> int:
        return sum(1 + diagnostic.suppressed_count for diagnostic in self.diagnostics if diagnostic.severity is severity)


ReadSibling = Callable[[str], bytes | None]
"""Gives the content of a file that lies beside the pathway, by its name."""


def compile_pathway(
    source: Source, beside: ReadSibling = lambda _: None, cache: ContentCache | None = None, cases: Source | None = None
) -> Compiled:
    """Compile a pathway; the same texts give the same site, whatever a cache holds.

    Args:
        source: the text of the pathway.
        beside: gives the files beside it that it names.
        cache: where drawings and formatted references are looked for and stored; without one, they are made once.
        cases: the text of the file of worked cases beside it, if there is one.

    Returns:
        The site, and what is wrong with the pathway.

    """
    cache = cache or MemoryCache()
    pathway, found = _read(source, cases)
    diagnostics = list(found.reported)
    if pathway is None:
        return Compiled(site=None, diagnostics=_notes_last(found.reported))
    index = PathwayIndex(pathway)
    style = _style(pathway, beside, cache)
    lacking = [*([style] if isinstance(style, Violation) else []), *unfit_files(index, beside)]
    if lacking:
        tree, _ = parse(source)
        diagnostics += _to_diagnostics(lacking, source, tree) if tree else []
    is_whole = not any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    return Compiled(
        site=_site(index, style, cache, beside) if is_whole and not isinstance(style, Violation) else None,
        diagnostics=_notes_last(diagnostics),
        dependencies=(*files_named(index), *((CASES_FILE,) if cases else ())),
        suppressed=found.suppressed,
        rules=pathway.rules,
    )


def site_of(pathway: Pathway, beside: ReadSibling, cache: ContentCache) -> Site:
    """The site of a pathway that has no faults, without looking for any; arguments as above."""
    index = PathwayIndex(pathway)
    style = _style(pathway, beside, cache)
    return _site(index, None if isinstance(style, Violation) else style, cache, beside)


def _style(pathway: Pathway, beside: ReadSibling, cache: ContentCache) -> Style | Violation | None:
    """The style that a pathway names, if it names one; a style with which one of its references cannot be written is of no use."""
    name = pathway.pathway.citation_style
    if name is None:
        return None
    style = read_style(name, beside(name), pathway.pathway.language)
    written = (*pathway.references, self_reference(pathway.pathway, load_messages(pathway.pathway.language)))
    return style if isinstance(style, Violation) else style_problem(style, name, written, cache) or style


def read(source: Source, cases: Source | None = None) -> tuple[Pathway | None, list[Diagnostic]]:
    """Reads and checks a pathway; each stage reports all its faults, and the next begins only after a stage without errors."""
    pathway, found = _read(source, cases)
    return pathway, list(found.reported)


def _read(source: Source, cases: Source | None) -> tuple[Pathway | None, Filtered]:
    tree, diagnostics = parse(source)
    if tree is None:
        return None, Filtered(tuple(diagnostics))
    texts, whole = [(source, tree)], tree
    if cases is not None:
        added, unread = parse(cases)
        if added is None or (unread := _to_diagnostics([*unfit_file(to_data(added))], cases, added)):
            return None, Filtered(tuple(unread))
        texts, whole = [*texts, (cases, added)], joined(tree, added, CASES)
    pathway = read_pathway(to_data(whole))
    if isinstance(pathway, list):
        return None, Filtered(tuple(_with_remarks(_to_diagnostics(pathway, source, whole), texts)))
    faults = check(PathwayIndex(pathway))
    return pathway, apply_rule_settings(_with_remarks(_to_diagnostics(faults, source, whole), texts), pathway.rules)


def _with_remarks(found: list[Diagnostic], texts: Sequence[tuple[Source, Tree]]) -> list[Diagnostic]:
    """Together with what can be said of the text alone, where nothing else is said of the same place."""
    said = (remark for source, tree in texts for remark in remarks(source, tree, {one.span for one in found}, text_at))
    return sorted([*found, *said], key=lambda diagnostic: (diagnostic.span.file != texts[0][0].name, *_order(diagnostic)))


def _to_diagnostics(faults: list[Violation], source: Source, tree: Tree) -> list[Diagnostic]:
    """The faults in the order of the file, in words; of very many of one kind the first."""
    few = DiagnosticCollector()
    for span, fault in sorted(((_place(fault, tree), fault) for fault in faults), key=_by_place):
        few.add(fault.code, partial(_to_diagnostic, fault, span, source, tree))
    return few.diagnostics()


def _place(fault: Violation, tree: Tree) -> Span:
    return locate(tree, fault.path, at_key=fault.at_key)


def _by_place(placed: tuple[Span, Violation]) -> tuple[int, int]:
    # Numbers compare many times faster than spans do.
    return placed[0].line, placed[0].column


def _notes_last(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics with the notes at the end; a pathway may have made a note of a warning, or a warning of a note."""
    return tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.severity is Severity.NOTE))


def _order(diagnostic: Diagnostic) -> tuple[Span, str]:
    return diagnostic.span, diagnostic.code


def _to_diagnostic(fault: Violation, span: Span, source: Source, tree: Tree) -> Diagnostic:
    related = fault.message.related
    placed = locate(tree, related) if related and not isinstance(related, Span) else related
    return make_diagnostic(replace(fault.message, related=placed), span, _edits(fault, source, tree))


def _edits(fault: Violation, source: Source, tree: Tree) -> tuple[Edit, ...]:
    if _place(fault, tree).file != source.name:
        return ()
    if fault.correction is not None:
        return rewritten(source, tree, fault.path, fault.correction, at_key=fault.at_key)
    return unwrapped(source, tree, fault.path) if fault.unwraps else ()


def _site(index: PathwayIndex, style: Style | None, cache: ContentCache, beside: ReadSibling) -> Site:
    metadata = index.pathway.pathway
    spoken = load_messages(metadata.language)
    names = dict.fromkeys(name for name, _ in files_of(index))
    context = make_context(index, style, cache, {name: len(_content(beside, name)) for name in names})
    made = tuple(pages(context, style, cache))
    common = frame.facts(index.pathway, spoken)
    explained = frame.explained(context)
    made_files = (SiteFile(path, write) for path, write in downloads(index, made, spoken, cache))
    named_files = (SiteFile(file_path(name), partial(_content, beside, name)) for name in names)
    files = (*made_files, *named_files)
    shown = tuple(_rendered(page, spoken, common, explained, cache) for page in made)
    return Site(metadata=metadata, words=spoken, pages=shown, files=files, context=context, views=made, cache=cache)


def _content(beside: ReadSibling, name: str) -> bytes:
    """A file beside the pathway, which the checks have found there."""
    return beside(name) or b""


def _rendered(page: Page, spoken: Words, common: Mapping[str, object], explained: Explained, cache: ContentCache) -> SitePage:
    return SitePage(
        path=page.path,
        title=page.title,
        nav_title=page.nav_title,
        group=page.group,
        write=lambda: render(page, spoken, common, explained, cache),
    )
