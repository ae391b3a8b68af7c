"""Marks: what each statement that applies to a patient says of what is on offer in a box, or in an option."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.analysis.inclusion import included, outermost, regimens_with, with_included, with_parts
from generator.analysis.index import PathwayIndex
from generator.analysis.mark_kinds import ORDER, MarkKind, is_warning, kind_of
from generator.analysis.marks.applying import Applicability, Beside, Patient, Reason
from generator.analysis.marks.offers import Offer, Offered, Offers
from generator.analysis.marks.sayings import Said, Sayings
from generator.model import Kind


@dataclass(frozen=True, slots=True)
class Touch:
    """A statement and a treatment on offer that it is about, whether it applies to a patient or not.

    `includes` are the members or parts that it touches, if it does not touch the whole; `touched` is everything on offer that it touches.
    `read_with` are the statements to be read with it that touch the same box or option. No treatment: the box shows a statement that
    names none. `beside` are the treatments that it is about where it touches those under its “with”. `is_begun`: some of what it touches is
    given there, and not only gone on with.
    """

    statement: str
    kind: MarkKind
    treatment: str | None
    includes: tuple[str, ...] = ()
    touched: frozenset[str] = frozenset()
    read_with: tuple[str, ...] = ()
    beside: tuple[str, ...] | None = None
    is_begun: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a box or an option: a treatment, how a statement that applies is related to it, and for which reason.

    Where the reason is not known yet, it is a caution, and `if_so` is what it would be otherwise.
    """

    kind: MarkKind
    touch: Touch
    reason: Reason
    if_so: MarkKind | None = None


class Marking:
    """The marks of a pathway.

    A box is named by its id, an option by its box and its place under “next” (`way`); one more than the last is the way to “then”.
    """

    def __init__(self, index: PathwayIndex) -> None:
        self.index, self.offers, self._sayings = index, Offers(index), Sayings(index)

    def marks(self, box: str, patient: Patient, way: int | None = None) -> tuple[Mark, ...]:
        """The marks of a box, or of an option, the gravest first."""
        known, given = Applicability(self.index, patient), self.offers.still_given(box, way, patient.given)
        offer, stopped = self.offer(box, patient, way), self.offers.stopped(box, way)
        found = (self._mark(touch, known, self._beside(touch, offer, given, stopped)) for touch in self.touches(box, patient, way))
        return tuple(sorted(_said_once([*filter(None, found)]), key=self._gravity))

    def by_treatment(self, box: str, patient: Patient, way: int | None = None) -> Mapping[str, tuple[Mark, ...]]:
        """Everything on offer in a box, or in an option, each treatment with the marks that are for it, the gravest first."""
        marks = self.marks(box, patient, way)
        names = dict.fromkeys(name for offered in self.offer(box, patient, way) for name in sorted(offered.contents))
        return {name: tuple(mark for mark in marks if name in mark.touch.touched) for name in names}

    def for_everyone(self, box: str, patient: Patient, way: int | None = None) -> Mapping[str, tuple[str, ...]]:
        """The warnings for every patient about what is on offer: statements by id, each with the treatments."""
        found: dict[str, list[str]] = {}
        for touch in self._on_offer(self.offer(box, patient, way), self._sayings.general):
            found.setdefault(touch.statement, []).extend(touch.includes or (touch.treatment or "",))
        return {name: tuple(dict.fromkeys(treatments)) for name, treatments in found.items()}

    def shown_elsewhere(self, box: str, patient: Patient, way: int | None = None) -> tuple[str, ...]:
        """The statements behind the marks of a box, or of an option, that the box does not show itself."""
        shown = self.shown(box)
        return tuple(dict.fromkeys(mark.touch.statement for mark in self.marks(box, patient, way) if mark.touch.statement not in shown))

    def not_mentioned(self, box: str, patient: Patient, way: int | None = None) -> Mapping[str, tuple[str, ...]]:
        """For each entry that is ticked, the treatments on offer that no statement connects with it."""
        entries = [name for name in self.index.entries if name in patient.has and not getattr(self.index.entries[name], "usual", False)]
        offer = self.offer(box, patient, way)
        found = {entry: tuple(self._silent(offer, self.mentioned_for(entry))) for entry in entries}
        return {entry: names for entry, names in found.items() if names}

    def mentioned_for(self, entry: str) -> frozenset[str]:
        """The treatments that some statement connects with a finding or circumstance."""
        return self._sayings.mentioned_for(entry)

    def tensions(self, patient: Patient) -> tuple[tuple[str, str], ...]:
        """The pairs of statements to be read together that both apply."""
        applying, order = Applicability(self.index, patient).statements(), self.index.order_of_statements
        return tuple((one, other) for one in applying for other in self.partners(one) if other in applying and order[one] < order[other])

    def offer(self, box: str, patient: Patient, way: int | None = None) -> Offer:
        """Treatments on offer in a box, or in an option."""
        return self.offers.of_box(box, patient.given) if way is None else self.offers.of_option(box, way, patient.given)

    def touches(self, box: str, patient: Patient, way: int | None = None) -> tuple[Touch, ...]:
        """All that statements which do not hold for everyone say of a box, or of an option, whether they apply or not."""
        offer = self.offer(box, patient, way)
        found = [*self._on_offer(offer, self._sayings.conditional), *(self._shown_alone(box, offer) if way is None else ())]
        beside = {statement for offered in offer for name in offered.contents for statement in self._sayings.touching.get(name, ())}
        return tuple(replace(touch, read_with=tuple(n for n in self.partners(touch.statement) if n in beside)) for touch in found)

    def touches_of_treatment(self, treatment: str) -> tuple[Touch, ...]:
        """The same of a treatment by itself: a regimen has what its parts have, a group nothing that its members alone have."""
        offer = (Offered(treatment, frozenset(with_parts(self.index, treatment))),)
        return tuple(self._on_offer(offer, self._sayings.conditional))

    def warnings(self, offer: Offer) -> tuple[Touch, ...]:
        """All that statements warn of in treatments on offer, whomever they hold for, the gravest first."""
        found = (*self._on_offer(offer, self._sayings.conditional), *self._on_offer(offer, self._sayings.general))
        order = self.index.order_of_statements
        own = (touch for touch in found if touch.kind is not MarkKind.RELEVANT and touch.beside is None)
        warning = (replace(touch, read_with=self.partners(touch.statement)) for touch in own)
        return tuple(sorted(warning, key=lambda touch: (ORDER.index(touch.kind), bool(touch.includes), order[touch.statement])))

    def partners(self, statement: str) -> tuple[str, ...]:
        """The statements to be read with one, whichever of the two says so."""
        return tuple(name for name in self.index.companions.get(statement, ()) if name in self.index.statements and name != statement)

    def shown(self, box: str) -> frozenset[str]:
        """The statements that a box shows: those it states or rests on, and those to be read with them."""
        own = frozenset(self.index.shown_in(self.index.targets[box].box))
        return own.union(*(self.partners(name) for name in own))

    def _mark(self, touch: Touch, known: Applicability, beside: Beside) -> Mark | None:
        reason = known.reason(self.index.statements[touch.statement], beside, touch.beside)
        if reason is None or (reason.unknown and touch.kind is MarkKind.PREFERRED):
            return None
        return Mark(MarkKind.CAUTION, touch, reason, touch.kind) if reason.unknown else Mark(touch.kind, touch, reason)

    def _gravity(self, mark: Mark) -> tuple[int, int, bool, int]:
        order = self.index.order_of_statements[mark.touch.statement]
        return ORDER.index(mark.kind), ORDER.index(mark.if_so or mark.kind), bool(mark.touch.includes), order

    def _beside(self, touch: Touch, offer: Offer, given: frozenset[str], stopped: frozenset[str]) -> Beside:
        """The treatments beside the one that is touched: a treatment does not interact with itself.

        Those that are stopped count for warnings of what is begun: where something only goes on, to stop the other is the remedy. Where it
        goes on beside what is begun, that is marked.
        """
        regimens = {name for name, treatment in self.index.treatments.items() if treatment.parts}
        beside = (offered for offered in offer if offered.treatment != touch.treatment or offered.treatment in regimens)
        others = {name for offered in beside for name in offered.contents}
        single = [name for name in touch.touched if not included(self.index, name) & touch.touched]
        own = with_included(self.index, single[0]) if len(single) == 1 else set[str]()
        is_warned = touch.kind is not MarkKind.PREFERRED and is_warning(self.index, self.index.statements[touch.statement])
        if is_warned and touch.is_begun:
            return Beside((given | others) - own, stopped, stopped - own)
        begun = {name for offered in offer for name in offered.begun if is_warned}
        return Beside((given | others) - own - begun, stopped | begun)

    def _on_offer(self, offer: Offer, said: Mapping[str, list[Said]]) -> Iterator[Touch]:
        for offered in offer:
            found = dict.fromkeys(one for name in offered.contents for one in said.get(name, ()))
            for one in sorted(found, key=lambda one: (self.index.order_of_statements[one.statement], one.kind is MarkKind.PREFERRED)):
                yield self._touch(one, offered)

    def _touch(self, said: Said, offered: Offered) -> Touch:
        hit = offered.contents & said.treatments
        includes = () if offered.treatment in said.treatments else outermost(self.index, hit)
        regimens = {regimen for name in hit for regimen in regimens_with(self.index, name)}
        touched = hit | (offered.contents & regimens)
        is_begun = not touched.isdisjoint(offered.begun)
        return Touch(said.statement, said.kind, offered.treatment, includes, touched, beside=said.beside, is_begun=is_begun)

    def _shown_alone(self, box: str, offer: Offer) -> Iterator[Touch]:
        """Touches by statements that a box shows and that are about no treatment; in a caution by all that it shows."""
        offered = {name for one in offer for name in one.contents}
        for name in sorted(self.shown(box) & self.index.statements.keys(), key=self.index.order_of_statements.__getitem__):
            statement = self.index.statements[name]
            if not (statement.in_ or statement.with_):
                continue
            if not (statement.treatments or statement.rather_than):
                yield Touch(name, kind_of(self.index, statement), None)
            elif self.index.targets[box].box.kind is Kind.CAUTION:
                for said in self._sayings.all[name]:
                    named = statement.rather_than if said.kind is MarkKind.PREFERRED else statement.treatments
                    yield from (Touch(name, said.kind, one, (), frozenset({one})) for one in named if not said.treatments & offered)

    def _silent(self, offer: Offer, mentioned: frozenset[str]) -> Iterator[str]:
        """Treatments on offer without a word; of a group or a regimen, if something is said of a part or not all is on offer, the rest."""
        for offered in offer:
            spoken_of = offered.contents & mentioned
            if not spoken_of and included(self.index, offered.treatment) <= offered.contents:
                yield offered.treatment
            elif offered.treatment not in mentioned:
                rest = offered.contents - spoken_of
                yield from outermost(self.index, (name for name in rest if not included(self.index, name) & offered.contents))


def _said_once(marks: list[Mark]) -> Iterator[Mark]:
    """Marks without those of an interaction that is marked at the other treatment in the same place, if that is begun as well."""
    said = {(mark.touch.statement, mark.touch.is_begun) for mark in marks if mark.touch.beside is None}
    for mark in marks:
        statement, is_begun = mark.touch.statement, mark.touch.is_begun
        if mark.touch.beside is None or not {(statement, True), (statement, is_begun)} & said:
            yield mark


@lru_cache(maxsize=2)
def marking_of(index: PathwayIndex) -> Marking:
    """The marks of a pathway, whose offers and joins are worked out once for all who ask."""
    return Marking(index)
