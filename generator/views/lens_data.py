"""Data for the scripts of the lenses: what can be ticked and what it then marks, and the kind of study cited in each box."""

from collections.abc import Iterable, Iterator

from generator.analysis.evidence import DESIGN_RANK, STUDY_GROUPS, StudyGroup, of_box
from generator.analysis.inclusion import with_included
from generator.analysis.index import BoxRef, PathwayIndex
from generator.analysis.mark_kinds import is_warning
from generator.analysis.marks import ORDER, MarkKind, export, marking_of
from generator.charts.option_evidence import kind_shown
from generator.model import Subject, Treatment
from generator.views.badges import OUTLINES, filling
from generator.views.everyone import dosed_in_words
from generator.views.page_context import PageContext, page_of, treatment_page
from generator.views.script_data import Data, box_link, numbered, statement_link


def lens(context: PageContext) -> Data:
    """All that a lens shows and that does not stand on the page it lies on."""
    return _Listing(context).data()


class _Listing:
    """Everything that can be ticked or marked, as pages name it; what is marked for whom is under `marking`, in the words of the rules."""

    def __init__(self, context: PageContext) -> None:
        self.context, self.index, self.words = context, context.index, context.words
        self.marking = export.data(marking_of(self.index))
        self.boxes = numbered(dict.fromkeys(place.box.id for place in self.index.boxes))
        paths = [*map(page_of, self.index.boxes), *map(treatment_page, self.index.treatments)]
        self.pages = numbered(dict.fromkeys(paths))
        self.dosed: dict[str, dict[str, None]] = {}
        """For each treatment with doses of its own for some patients, the entries for which, and the treatments beside which, they hold."""
        for row in (row for statement in self.index.pathway.statements for row in statement.doses):
            self.dosed.setdefault(row.treatment, {}).update(dict.fromkeys((*row.in_, *row.with_)))
        self.in_words = dosed_in_words(self.index)

    def data(self) -> Data:
        """Everything in its list; circumstances stand before the groups of findings, and treatments last."""
        groups = [*self._groups()]
        return {
            "pages": list(self.pages),
            "words": self.words.lens | {"legend_link": self.words.evidence_legend_link},
            "phrases": self.words.mark,
            "groups": [{"title": title} | ({"one_of": True} if is_one else {}) for title, is_one, _ in groups],
            "marks": [self._kind(kind) for kind in ORDER],
            "subjects": [self._subject(entry, at) for at, (_, _, entries) in enumerate(groups) for entry in entries],
            "boxes": [self._box(self.index.targets[name]) for name in self.boxes],
            "treatments": [self._treatment(name) for name in self.index.treatments],
            "statements": [self._statement(one["id"]) for one in self.marking["statements"]],
            "families": [{"name": family, "outline": OUTLINES[family], "designs": self._designs(family)} for family in StudyGroup],
            "marking": self.marking,
        }

    def _groups(self) -> Iterator[tuple[str, bool, Iterable[Subject]]]:
        """Everything that can be ticked, under its headings, and whether one of it at most is true.

        Entries come first, then treatments beside which a statement holds.
        """
        pathway = self.index.pathway
        if pathway.circumstances:
            yield self.words.lens["circumstances"], False, pathway.circumstances
        yield from ((group.title, group.one_of, group.entries) for group in pathway.findings)
        if taken := asked_treatments(self.index):
            yield self.words.lens["taking"], False, taken

    def _kind(self, kind: MarkKind) -> Data:
        words = self.words
        return {
            "name": kind,
            "in": words.mark_in[kind],
            "with": words.mark_with[kind],
            "in_with": words.mark_in_with[kind],
            "if_so": words.mark_if_so.get(kind, ""),
            "short_if": words.mark_short_if.get(kind, ""),
            "short": words.mark_short[kind],
        }

    def _subject(self, subject: Subject, group: int) -> Data:
        name = self.index.mid_sentence[subject.id]
        return {"id": subject.id, "name": subject.name, "mid": name, "shorts": subject.abbreviations, "group": group}

    def _box(self, place: BoxRef) -> Data:
        return {**box_link(self.index, place, self.pages), "evidence": self._evidence(place)}

    def _treatment(self, name: str) -> Data:
        mid, page = self.index.mid_sentence[name], self.pages[treatment_page(name)]
        doses = {"doses": [*dosed]} if (dosed := self.dosed.get(name)) else {}
        in_words = {"in_words": True} if self.in_words & with_included(self.index, name) else {}
        return {"id": name, "name": self.index.treatments[name].name, "mid": mid, "page": page, **doses, **in_words}

    def _statement(self, name: str) -> Data:
        """A statement in full but for its citations, the box that it belongs to, and how it is to be read with others."""
        statement = self.index.statements[name]
        home, view = self.index.primary_box.get(name), self.context.statement_elsewhere(statement)
        return {
            **statement_link(view, self.pages),
            "role": view.role,
            "role_word": view.role_word,
            "box": self.boxes[home.box.id] if home else None,
            "note": (statement.note or "") if statement.read_with else "",
        }

    def _evidence(self, place: BoxRef) -> Data:
        """The family of the best studies behind a box, the word for them and the fill of the sign; no family where none stand."""
        evidence = of_box(self.index, place.box)
        if evidence.strongest is None:
            word = kind_shown(evidence, self.words) if evidence.references else self.words.lens["no_statement"]
            return {"family": None, "word": word, "fill": ""}
        family = list(StudyGroup).index(STUDY_GROUPS[evidence.strongest])
        return {"family": family, "word": kind_shown(evidence, self.words), "fill": filling(evidence.strongest_references)}

    def _designs(self, family: StudyGroup) -> str:
        return ", ".join(self.words.badges[design] for design in DESIGN_RANK if STUDY_GROUPS[design] is family)


def asked_treatments(index: PathwayIndex) -> list[Treatment]:
    """The treatments that can be ticked as being given: those that boxes ask about, those of interactions, and those that change a dose."""
    named = {name for statement in index.interactions for name in statement.with_}
    named |= {name for statement in index.interactions if is_warning(index, statement) for name in statement.treatments}
    named |= {name for place in index.boxes for name in place.box.asks}
    named |= {name for statement in index.pathway.statements for row in statement.doses for name in row.with_}
    return [treatment for treatment in index.pathway.treatments if treatment.id in named]
