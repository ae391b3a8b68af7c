"""The whole story in one function: the text of a pathway in, its site or its faults out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from generator.bibliography import Style, itself, misfit, read_style
from generator.checks import Heard, check, heard
from generator.diagnostics import Diagnostic, Fault, Severity, catalogue, diagnose
from generator.diagnostics.few import Few
from generator.downloads import downloads
from generator.drawable import undrawn_charts
from generator.index import Index
from generator.model import Passport, Pathway, Settings, read_pathway, text_at
from generator.pages import Desk, Lens, Page, Walk, desk_for, lens, pages, walk
from generator.render import render
from generator.source import Source, Span
from generator.syntax import Parse, Tree, locate, parse, plain, remarks
from generator.words import Words, words


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class SiteFile:
    """A file that the pages link to; `path` is relative to the site's root. It is written when it is asked for, and once."""

    path: str
    write: Callable[[], str | bytes] = field(repr=False)

    @cached_property
    def content(self) -> str | bytes:
        """The content of the page."""
        return self.write()


@dataclass(frozen=True)
class Site:
    """All pages of a pathway, all charts, in the order of reading, and the files that go with them."""

    passport: Passport
    words: Words
    pages: tuple[SitePage, ...]
    files: tuple[SiteFile, ...]
    desk: Desk = field(repr=False)
    made: tuple[Page, ...] = field(repr=False)

    @cached_property
    def charts(self) -> tuple[SiteChart, ...]:
        """All charts."""
        return tuple(SiteChart(str(chart.anchor), chart.title, str(chart.mermaid)) for page in self.made for chart in page.content.charts)

    @cached_property
    def walk(self) -> Walk:
        """Data for the scripts of a walk."""
        return walk(self.desk)

    @cached_property
    def lens(self) -> Lens:
        """Data for the script of the lenses."""
        return lens(self.desk)


@dataclass(frozen=True, slots=True)
class Compiled:
    """Result of compiling a pathway; with an error among the diagnostics, there is no site."""

    site: Site | None
    diagnostics: tuple[Diagnostic, ...]
    uses: tuple[str, ...] = ()
    """The files beside the pathway that it was made with, or asked for."""
    untold: tuple[Diagnostic, ...] = ()
    """Findings that the pathway's settings switch off."""
    settings: Settings = field(default_factory=lambda: Settings(rules={}))

    @property
    def errors(self) -> int:
        """How many errors there are, told or not."""
        return sum(1 + diagnostic.more for diagnostic in self.diagnostics if diagnostic.severity is Severity.ERROR)


Beside = Callable[[str], bytes | None]
"""Gives the content of a file that lies beside the pathway, by its name."""


def compile_pathway(source: Source, beside: Beside = lambda _: None, read_yaml: Parse = parse) -> Compiled:
    """Compiles a pathway, with the files beside it that it names; the same texts give the same site."""
    pathway, found = _read(source, read_yaml)
    diagnostics = list(found.told)
    if pathway is None:
        return Compiled(None, found.told)
    style = _style(pathway, beside)
    if isinstance(style, Fault):
        tree, _ = parse(source)
        diagnostics += _in_words([style], tree) if tree else []
    uses = (pathway.pathway.citation_style,) if pathway.pathway.citation_style else ()
    if isinstance(style, Fault) or any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics):
        return Compiled(None, tuple(diagnostics), uses, found.untold, pathway.settings)
    return Compiled(_site(Index(pathway), style), tuple(diagnostics), uses, found.untold, pathway.settings)


def _style(pathway: Pathway, beside: Beside) -> Style | Fault | None:
    """The style that a pathway names, if it names one; a style with which one of its references cannot be written is of no use."""
    name = pathway.pathway.citation_style
    if name is None:
        return None
    style = read_style(name, beside(name), pathway.pathway.language)
    written = (*pathway.references, itself(pathway.pathway, words(pathway.pathway.language)))
    return style if isinstance(style, Fault) else misfit(style, name, written) or style


def read(source: Source) -> tuple[Pathway | None, list[Diagnostic]]:
    """Reads and checks a pathway; each stage reports all its faults, and the next begins only after a stage without errors."""
    pathway, found = _read(source)
    return pathway, list(found.told)


def _read(source: Source, read_yaml: Parse = parse) -> tuple[Pathway | None, Heard]:
    tree, diagnostics = read_yaml(source)
    if tree is None:
        return None, Heard(tuple(diagnostics))
    pathway = read_pathway(plain(tree))
    if isinstance(pathway, list):
        return None, Heard(tuple(_with_remarks(_in_words(pathway, tree), source, tree)))
    index = Index(pathway)
    faults = check(index)
    if all(catalogue()[fault.code].severity is not Severity.ERROR for fault in faults):
        faults = [*faults, *undrawn_charts(index)]
    return pathway, heard(_with_remarks(_in_words(faults, tree), source, tree), pathway.settings)


def _with_remarks(found: list[Diagnostic], source: Source, tree: Tree) -> list[Diagnostic]:
    """Together with what can be said of the text alone, where nothing else is said of the same place."""
    return sorted([*found, *remarks(source, tree, {diagnostic.span for diagnostic in found}, text_at)], key=_order)


def _in_words(faults: list[Fault], tree: Tree) -> list[Diagnostic]:
    """The faults in the order of the file, in words; of very many of one kind the first."""
    few = Few()
    for span, fault in sorted(((_place(fault, tree), fault) for fault in faults), key=_by_place):
        few.add(fault.code, partial(_worded, fault, span, tree))
    return few.told()


def _place(fault: Fault, tree: Tree) -> Span:
    return locate(tree, fault.path, at_key=fault.at_key)


def _by_place(placed: tuple[Span, Fault]) -> tuple[int, int]:
    # Numbers compare many times faster than spans do.
    return placed[0].line, placed[0].column


def _order(diagnostic: Diagnostic) -> tuple[Span, str]:
    return diagnostic.span, diagnostic.code


def _worded(fault: Fault, span: Span, tree: Tree) -> Diagnostic:
    beside = locate(tree, fault.beside) if fault.beside else None
    return diagnose(fault.code, span, fault.facts, beside, fault.form)


def _site(index: Index, style: Style | None) -> Site:
    passport = index.pathway.pathway
    spoken = words(passport.language)
    desk = desk_for(index, style)
    made = tuple(pages(desk, style))
    common = _common(index.pathway, spoken)
    abbreviations = dict(sorted(index.pathway.abbreviations.items()))
    files = tuple(SiteFile(path, write) for path, write in downloads(index, made, spoken))
    shown = tuple(_rendered(page, spoken, common, abbreviations) for page in made)
    return Site(passport, spoken, shown, files, desk, made)


def _common(pathway: Pathway, spoken: Words) -> Mapping[str, object]:
    passport = pathway.pathway
    return {
        "version": passport.version,
        "published": spoken.day(passport.published),
        "review_by": spoken.day(passport.review_by),
        "review": passport.review_short,
        "has_subjects": bool(pathway.circumstances or pathway.antibodies),
    }


def _rendered(page: Page, spoken: Words, common: Mapping[str, object], abbreviations: Mapping[str, str]) -> SitePage:
    return SitePage(page.path, page.title, page.nav_title, page.group, lambda: render(page, spoken, common, abbreviations))
