"""Desk that every page is made with: the pathway, its numbering, the words, and the links between pages."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import groupby

from generator.analysis.evidence import of_statement
from generator.analysis.index import BoxRef, PathwayIndex
from generator.core.sentences import closed
from generator.i18n import Words
from generator.markup import Markdown, href
from generator.model import Citation, Kind, Reference, Review, Statement, StatementUse
from generator.references import Entry, identifiers, label, links
from generator.views.badges import badge
from generator.views.base import BoxView, CitationView, Link, Place, ReferenceView, Remark, StatementView, StatusNote
from generator.views.blocks import blocks_of
from generator.views.doses import Doses
from generator.views.evidence_parts import BadgeView
from generator.views.grades import Grades
from generator.views.study_facts import facts

HOME = "index.md"
TREATMENTS = "treatments.md"
GLANCE = "glance.md"
CIRCUMSTANCES = "circumstances.md"
EVIDENCE = "evidence.md"
REFERENCES = "references.md"
ABBREVIATIONS = "abbreviations.md"
TERMS = "terms.md"
RECOMMENDATIONS = "recommendations.md"
EXAMPLES = "examples.md"
METHOD = "method.md"
PRINT = "print.md"
WALK = "walk.md"
_SHORTEST_RUN = 3


def file_path(name: str) -> str:
    """Where the site has a file that lies beside the pathway."""
    return f"files/{name}"


def page_of(place: BoxRef) -> str:
    """The page that shows a box."""
    return f"{place.section.id}.md" if place.section else HOME


def web_address(page: str) -> str:
    """Where the site has a page; nothing more than its first folder for the home page."""
    return "" if page == HOME else f"{page.removesuffix('.md')}.html"


def statement_place(place: BoxRef, statement: str) -> Place:
    """Where a box states a statement."""
    return Place(page_of(place), Markdown(f"{place.box.id}--{statement}"))


def treatment_page(treatment: str) -> str:
    """The page of a treatment."""
    return f"treatments/{treatment}.md"


def citation_ranges(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Entries in order, three or more with consecutive numbers together, the others one by one, as is what was retracted."""
    # Within a run, a number and its place in the list grow alike.
    for _, group in groupby(enumerate(entries), lambda pair: (pair[1].number - pair[0], pair[1].reference.retracted and pair[0])):
        run = [entry for _, entry in group]
        yield from [run] if len(run) >= _SHORTEST_RUN else [[entry] for entry in run]


@lru_cache(maxsize=65_536)
def _way(folder: str, page: str) -> Markdown:
    return href(posixpath.relpath(page, folder or "."))


def to_page(path: str, page: str) -> Markdown:
    """The way from a page to another."""
    return _way(posixpath.dirname(path), page)


@dataclass(frozen=True)
class PageContext:
    """One page's workplace: `path` is the page that is written, all links start from it."""

    index: PathwayIndex
    entries: dict[str, Entry]
    ids: tuple[str, ...]
    """Those of the references, in the order of their numbers."""
    words: Words
    path: str = HOME
    files: Mapping[str, int] = field(default_factory=dict)
    """Sizes of the files beside the pathway, in bytes, by their names."""

    @cached_property
    def grades(self) -> Grades:
        """The grades of the pathway in words."""
        return Grades(self.index.pathway.pathway.grading, self.words)

    @cached_property
    def doses(self) -> Doses:
        """The doses of the pathway in words."""
        return Doses(self.index, self.words)

    def for_page(self, page: str) -> "PageContext":
        """The same for another page."""
        return replace(self, path=page)

    def href(self, page: str, anchor: str = "") -> Markdown:
        """The way from this page to a place on another."""
        # Ids hold letters, digits and hyphens alone; MkDocs looks for them as they are, of whatever script.
        fragment = f"#{anchor}" if anchor else ""
        if page == self.path and fragment:
            return Markdown(fragment)
        return Markdown(to_page(self.path, page) + fragment)

    def to_box(self, place: BoxRef) -> Link:
        """A link to a box by its number and title; where it stands on another page, with the section's name between them."""
        page, box = page_of(place), place.box
        section = place.section.short_name if place.section else self.words.overview
        if page == self.path or (place.section and place.section.title == box.title):
            return Link(self.index.name_of(box), self.href(page, box.id))
        return Link(f"{self.index.numbers[box.id]} {section}: {box.title}", self.href(page, box.id))

    def on_to_box(self, place: BoxRef) -> Link:
        """A link to a box at a way on to it: to a caution it says so, since nothing is given there."""
        link = self.to_box(place)
        return replace(link, text=self.as_goal(place, link.text))

    def as_goal(self, place: BoxRef, name: str) -> str:
        """The name of a box where a way on leads to it."""
        return self.words.walk["caution_way"].format(box=name) if place.box.kind is Kind.CAUTION else name

    def to_chart(self, first: BoxRef) -> Markdown:
        """The way to the chart of a box."""
        return self.href(page_of(first), first.chart.id)

    def to_treatment(self, treatment: str) -> Link:
        """A link to a treatment's page."""
        return Link(self.index.treatments[treatment].name, self.href(treatment_page(treatment)))

    def statement(self, placement: StatementUse, place: BoxRef) -> StatementView:
        """A statement in the box that states it."""
        view = self._statement(self.index.statements[placement.statement])
        anchor = statement_place(place, placement.statement).anchor
        former = tuple(self._former_anchors(place, placement.statement, anchor))
        return replace(view, anchor=anchor, former=former, remarks=(*view.remarks, *self.editorial(placement.editorial)))

    def _former_anchors(self, place: BoxRef, statement: str, anchor: Markdown) -> Iterator[Markdown]:
        """The anchors that a statement in a box had under earlier ids of either."""
        for box in (place.box.id, *place.box.formerly):
            for name in (statement, *self.index.statements[statement].formerly):
                if (former := Markdown(f"{box}--{name}")) != anchor:
                    yield former

    def statement_elsewhere(self, statement: Statement) -> StatementView:
        """A statement away from its boxes, with a link to the one it belongs to."""
        box, view = self.index.primary_box.get(statement.id), self._statement(statement)
        return replace(view, home=Link(self.to_box(box).text if box else self.words.terms, self.href(view.place.page, view.place.anchor)))

    def definition(self, statement: Statement) -> StatementView:
        """A definition on the page of terms, which is the home of those in no box."""
        if statement.id in self.index.primary_box:
            return self.statement_elsewhere(statement)
        return replace(self._statement(statement), anchor=Markdown(statement.id))

    def to_statement(self, place: BoxRef, statement: str) -> Markdown:
        """The way to a statement in a box."""
        there = statement_place(place, statement)
        return self.href(there.page, there.anchor)

    def _statement(self, statement: Statement) -> StatementView:
        """All that is the same wherever a statement is shown."""
        return StatementView(
            id=Markdown(statement.id),
            anchor=Markdown(""),
            place=self._home(statement),
            role=Markdown(statement.role),
            role_word=self.words.roles[statement.role],
            says=statement.says,
            citations=self.citations(statement.cites),
            badge=self._badge(statement),
            remarks=tuple(self._remarks(statement)),
            grade=self.grades.view(statement),
            rather_than=tuple(map(self.to_treatment, statement.rather_than)),
            doses=self.doses.of_statement(statement.doses),
            blocks=tuple(blocks_of(statement, self.words, lambda name: self.href(file_path(name)))),
        )

    def to_entry(self, name: str) -> Link:
        """A link to a finding or circumstance."""
        group = next((group.id for group in self.index.pathway.findings if any(entry.id == name for entry in group.entries)), None)
        return Link(self.index.entries[name].name, self.href(f"{group}.md" if group else CIRCUMSTANCES, name))

    def to_named(self, name: str) -> Link:
        """A link to a box, a treatment, a finding or a circumstance, whichever has the id."""
        if name in self.index.targets:
            return self.to_box(self.index.targets[name])
        return self.to_treatment(name) if name in self.index.treatments else self.to_entry(name)

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of treatments, findings and circumstances, by id."""
        return {name: subject.name for name, subject in self.index.subjects.items()}

    def _home(self, statement: Statement) -> Place:
        """The box that a statement belongs to; a definition in no box belongs to the page of terms."""
        box = self.index.primary_box.get(statement.id)
        return statement_place(box, statement.id) if box else Place(TERMS, Markdown(statement.id))

    def citations(self, cites: Iterable[Citation]) -> tuple[CitationView, ...]:
        """Citations as a reader sees them, in the order of their numbers."""
        return tuple(map(self._citation, citation_ranges([self.entries[citation.reference] for citation in self.in_order(cites)])))

    def in_order(self, citations: Iterable[Citation]) -> list[Citation]:
        """Citations by their numbers, as a reader expects them."""
        return sorted(citations, key=lambda citation: self.entries[citation.reference].number)

    def _citation(self, run: Sequence[Entry]) -> CitationView:
        first, last = run[0], run[-1]
        numbers, href = tuple(entry.number for entry in run), Markdown(f"#ref--{first.reference.id}")
        if first is last:
            warning = self.words.citation_retracted if first.reference.retracted else ""
            return CitationView(numbers=numbers, label=str(first.number), href=href, warning=warning)
        return CitationView(
            numbers=numbers,
            label=f"{first.number}–{last.number}",
            href=href,
            spoken=self.words.references_run.format(first=first.number, last=last.number),
            references=Markdown(" ".join(f"ref--{entry.reference.id}" for entry in run)),
        )

    def _badge(self, statement: Statement) -> BadgeView:
        noted = [str(self.entries[citation.reference].number) for citation in self.in_order(statement.cites) if citation.note]
        return badge(of_statement(self.index, statement), self.words, ", ".join(noted))

    def _remarks(self, statement: Statement) -> Iterator[Remark]:
        """Notices and notes on what the statement cites, and the note on itself; a notice that repeats the badge beside it is left out."""
        word = closed(self._badge(statement).word).casefold()
        for citation in self.in_order(statement.cites):
            entry = self.entries[citation.reference]
            if entry.reference.notice and closed(entry.reference.notice).casefold() != word:
                yield Remark("notice", "", entry.reference.notice, entry.number)
            if citation.note:
                yield Remark("citation", self.words.citation_note.format(number=entry.number), citation.note, entry.number)
        if statement.note:
            yield Remark("note", self.words.note, statement.note)
        yield from self.reviewed(statement.reviewed)

    def reviewed(self, review: Review | None) -> tuple[Remark, ...]:
        """When something was reviewed, and by whom."""
        if review is None:
            return ()
        return (Remark("note", "", self.words.reviewed.format(date=self.words.format_date(review.on), by=review.by)),)

    def editorial(self, text: str | None) -> tuple[Remark, ...]:
        """The mark on what the editors arranged, where they did."""
        return (Remark("editorial", self.words.editorial, text),) if text else ()

    def cited(self, statements: Iterable[StatementView], boxes: Iterable[BoxView] = ()) -> tuple[ReferenceView, ...]:
        """The references that these statements cite, and boxes of their own, once each, by number."""
        return self.references_of((*(each for one in statements for each in one.citations), *(each for box in boxes for each in box.cites)))

    def references_of(self, citations: Iterable[CitationView]) -> tuple[ReferenceView, ...]:
        """The references of some citations, once each, by number."""
        numbers = {number for citation in citations for number in citation.numbers}
        return tuple(self.reference(self.entries[self.ids[number - 1]]) for number in sorted(numbers))

    def reference(self, entry: Entry) -> ReferenceView:
        """A reference in the list at the end of a page."""
        return ReferenceView(
            number=entry.number,
            anchor=Markdown(f"ref--{entry.reference.id}"),
            text=entry.formatted,
            fates=tuple(self.publication_status(entry.reference)),
            identifiers=identifiers(entry, self.words),
            links=tuple(Link(name, href(address)) for name, address in entry.links),
            facts=facts(entry.reference, self.words),
            uses=Link(self.words.all_uses, self.href(REFERENCES, entry.reference.id)),
        )

    def publication_status(self, reference: Reference) -> Iterator[StatusNote]:
        """Fates of a publication, the worst first."""
        if reference.retracted:
            yield StatusNote(Markdown("retracted"), self.words.retracted.format(date=self.words.format_date(reference.retracted)))
        if reference.superseded_by:
            yield StatusNote(
                Markdown("superseded"), self.words.superseded_by, self._successor(self.index.references[reference.superseded_by])
            )
        if reference.corrected:
            yield StatusNote(Markdown("corrected"), self.words.corrected.format(date=self.words.format_date(reference.corrected)))

    def _successor(self, reference: Reference) -> Link:
        """The way to a reference in the list; to one that nothing cites, wherever it can be read."""
        if reference.id in self.entries:
            return Link(self.entries[reference.id].label, self.href(REFERENCES, reference.id))
        return Link(label(reference, self.words), href(next((address for _, address in links(reference, self.words)), "")))
