"""The rules of marks, stated as slowly and plainly as they are written: for each treatment and each statement one question after the other."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from generator.analysis.index import PathwayIndex
from generator.analysis.marks import Patient
from generator.analysis.walk.forward import Forward
from generator.model import Box, Edge, Statement

GRAVITY = ("contraindication", "against", "preferred", "caution", "monitoring", "relevant")
DECIDES = {"ask", "question", "several", "all", "choice"}
Facts = frozenset[tuple[str, str]]
SlowMark = tuple[str, str, str, str | None, frozenset[str], frozenset[str]]
"""Kind, what it would be if all were known, statement, treatment as named, all that it touches, and the others that are stopped here."""


@dataclass(frozen=True)
class Rules:
    """The rules for one patient in one pathway."""

    index: PathwayIndex
    patient: Patient

    # ── Treatments: groups and regimens ──

    def members(self, name: str) -> Sequence[str]:
        return self.index.treatments[name].members if name in self.index.treatments else ()

    def inside(self, name: str, seen: frozenset[str] = frozenset()) -> set[str]:
        """A treatment and all that is in it."""
        known = self.index.treatments.get(name)
        inner = [one for one in (*known.members, *known.parts) if one not in seen] if known else []
        return {name}.union(*(self.inside(one, seen | {name, one}) for one in inner))

    def means(self, named: str, treatment: str, seen: frozenset[str] = frozenset()) -> bool:
        """Whether what is said of one treatment is said of another: the same, or one of its members."""
        return named == treatment or any(self.means(one, treatment, seen | {named}) for one in self.members(named) if one not in seen)

    def mean(self, names: Sequence[str], treatment: str) -> bool:
        return any(self.means(name, treatment) for name in names)

    # ── Rule 1, amendments 10, 12, 17: what applies ──

    def below(self, entry: str, seen: frozenset[str] = frozenset()) -> set[str]:
        inner = [one for one in getattr(self.index.entries[entry], "members", ()) if one not in seen]
        return {entry}.union(*(self.below(one, seen | {entry}) for one in inner))

    def is_undecided(self, entry: str) -> bool:
        """Whether a group is true, and nothing is known of its members."""
        inner = self.below(entry) - {entry}
        return entry in self.patient.has and bool(inner) and not inner & self.patient.has

    def state(self, entry: str) -> str:
        if self.below(entry) & self.patient.has:
            return "yes"
        in_question = [name for name in self.index.entries if name in self.patient.unknown or self.is_undecided(name)]
        asked = {one for name in in_question for one in self.below(name)} - self.patient.denied
        return "unknown" if self.below(entry) & asked else "no"

    def ticked(self, names: AbstractSet[str]) -> set[str]:
        return set[str]().union(*(self.inside(name) for name in names if name in self.index.treatments))

    def applies(self, statement: Statement, beside: set[str], perhaps: set[str]) -> str:
        """“yes”, “no”, or “perhaps”, where it is not known yet."""
        if not statement.in_ and not statement.with_:
            return "no"
        states = [self.state(entry) for entry in statement.in_] or ["yes"]
        is_given = not statement.with_ or any(self.mean(statement.with_, one) for one in beside)
        if not is_given and not any(self.mean(statement.with_, one) for one in perhaps):
            return "no"
        if statement.together and "no" in states:
            return "no"
        if not statement.together and "yes" in states:
            states = ["yes"]
        if set(states) == {"yes"} and is_given:
            return "yes"
        is_warning = statement.role in {"contraindication", "against", "caution", "monitoring"}
        return (
            "perhaps"
            if is_warning and states.count("no") < len(states) and (statement.together or "unknown" in states or not is_given)
            else "no"
        )

    # ── Amendment 7: what is being given ──

    def is_group(self, name: str) -> bool:
        return bool(self.members(name))

    def named_on(self, edge: Edge) -> Sequence[str]:
        goal = self.index.targets.get(edge.to)
        return edge.gives or (goal.box.gives if goal else ())

    def choice_of(self, box: Box, name: str) -> str:
        if box.kind == "choice" and self.is_group(name) and any(self.named_on(edge) for edge in box.next):
            return box.id
        for place in self.index.boxes:
            for edge in place.box.next:
                goal = self.index.targets.get(edge.to)
                if place.box.kind == "choice" and not edge.gives and goal and goal.box.id == box.id:
                    return place.box.id
        return ""

    def stopped(self, box: Box, treatment: str) -> bool:
        return any(treatment in self.inside(one) or self._is_regimen_with(treatment, one) for one in box.stops)

    def _is_regimen_with(self, regimen: str, part: str, seen: frozenset[str] = frozenset()) -> bool:
        parts = self.index.treatments[regimen].parts
        return part in parts or any(self._is_regimen_with(one, part, seen | {regimen}) for one in parts if one not in seen)

    @cached_property
    def given_by_something(self) -> set[str]:
        names = {name for place in self.index.boxes for name in (*place.box.gives, *(n for edge in place.box.next for n in edge.gives))}
        return set().union(*(self.inside(name) for name in names))

    def after_box(self, box: Box, facts: Facts) -> Facts:
        kept = {fact for fact in facts if not self.stopped(box, fact[0])}
        given = {(one, self.choice_of(box, name)) for name in box.gives for one in self.inside(name)}
        brought = {(one, "") for name in box.continues if not self.is_group(name) for one in self.inside(name) - self.given_by_something}
        return frozenset(kept | given | brought)

    def on_way(self, box: Box, edge: Edge, facts: Facts) -> Facts:
        is_instead = box.kind == "choice" and not edge.adds
        kept = {fact for fact in facts if not (is_instead and fact[1] == box.id)}
        return frozenset(kept | {(one, box.id if box.kind == "choice" else "") for name in edge.gives for one in self.inside(name)})

    def ways(self, box: Box, facts: Facts) -> Iterator[tuple[Box, Facts]]:
        for edge in box.next:
            if edge.to in self.index.targets:
                yield self.index.targets[edge.to].box, self.on_way(box, edge, facts)
        if box.then:
            yield self.index.targets[box.then].box, facts

    def detail(self, box: Box, facts: Facts) -> list[tuple[Box, Facts]]:
        """The chart that a box goes through in detail, before its ways on."""
        return [(self.index.targets[box.through].box, facts)] if box.through else []

    def callers(self, box: Box) -> list[Box]:
        """The boxes that go through the chart of an end in detail."""
        chart = self.index.targets[box.id].chart.id
        through = [place.box for place in self.index.boxes if place.box.through]
        return [one for one in through if box.kind == "end" and self.index.targets[one.through or ""].chart.id == chart]

    @cached_property
    def earlier(self) -> dict[str, Facts]:
        """Whatever some way gives before each box: every way is followed until nothing is new."""
        met: set[tuple[str, tuple[str, str]]] = set()
        known: dict[str, set[tuple[str, str]]] = {place.box.id: set() for place in self.index.boxes}
        for _ in range(len(known) * (len(self.index.treatments) + 1) * (len(known) + 1)):
            before = len(met)
            for place in self.index.boxes:
                after = self.after_box(place.box, frozenset(known[place.box.id]))
                further = self.detail(place.box, after) or [*self.ways(place.box, after)]
                for caller in self.callers(place.box):
                    further += self.ways(caller, after)
                for target, facts in further:
                    known[target.id] |= facts
                    met |= {(target.id, fact) for fact in facts}
            if len(met) == before:
                break
        return {name: frozenset(facts) for name, facts in known.items()}

    def before(self, box: Box, *, may_be: bool = False) -> Facts:
        """Treatments being given; of a group nobody knows which member, so any may be."""
        given = {one for name in self.patient.given or () for one in (self.inside(name) if may_be else (name,))}
        if self.patient.given is None:
            return self.earlier[box.id]
        options = set().union(*(self.inside(name) for edge in box.next for name in self.named_on(edge))) if box.kind == "choice" else set()
        return frozenset((name, box.id if name in options else "") for name in given)

    # ── Between a fork and its join ──

    @cached_property
    def forward(self) -> Mapping[str, Sequence[str]]:
        """The ways on without those that lead back, as the walk has them."""
        return Forward(self.index).next

    # ── Rule 3, amendment 26: what is on offer ──

    def around(self, box: Box, joins: dict[str, str]) -> set[str]:
        return {join for outer, join in joins.items() if box.id == outer or box.id in self._inside(outer, join)}

    def _inside(self, outer: str, join: str) -> set[str]:
        found, waiting = set[str](), list(self.forward[outer])
        while waiting:
            name = waiting.pop()
            if name not in found and name not in {outer, join}:
                found.add(name)
                through = self.index.targets[name].box.through
                waiting += [*self.forward[name], *([self.index.targets[through].box.id] if through else [])]
        return found

    def line(
        self, box: Box, facts: Facts, joins: set[str], trail: tuple[tuple[str, Facts, tuple[str, ...]], ...]
    ) -> Iterator[tuple[Box, Facts]]:
        """The boxes from the goal of an option to the next decision or join, by every way through charts in detail."""
        callers = trail[-1][2] if trail else ()
        yield from self._line(box, facts, joins, callers, trail)

    def _line(
        self, box: Box, facts: Facts, joins: set[str], callers: tuple[str, ...], trail: tuple[object, ...]
    ) -> Iterator[tuple[Box, Facts]]:
        here = (box.id, facts, callers)
        if box.id in joins or here in trail:
            return
        yield box, facts
        if box.kind in DECIDES:
            return
        after, trail = self.after_box(box, facts), (*trail, here)
        if box.through and box.id not in callers:
            yield from self._line(self.index.targets[box.through].box, after, joins, (*callers, box.id), trail)
            return
        back: list[Box] = [box]
        if box.kind == "end":
            back = [self.index.targets[callers[-1]].box] if callers else self.callers(box)
            back, callers = [one for one in back if one.kind not in DECIDES], callers[:-1]
        for one in back:
            for target, known in self.ways(one, after):
                yield from self._line(target, known, joins, callers, trail)

    def option(self, box: Box, way: int, joins: dict[str, str]) -> tuple[Sequence[str], list[tuple[Box, Facts]]]:
        """Treatments on the way of an option, and the boxes on its line."""
        facts = self.after_box(box, self.before(box))
        if way < len(box.next):
            edge = box.next[way]
            goal, facts, gives = self.index.targets.get(edge.to), self.on_way(box, edge, facts), edge.gives
        else:
            goal, gives = self.index.targets[box.then or ""], ()
        return gives, [*self.line(goal.box, facts, self.around(box, joins), ())] if goal else []

    def ways_of(self, box: Box) -> range:
        return range(len(box.next) + bool(box.then) if box.kind in {"several", "all", "choice"} else 0)

    def given_in(self, box: Box, joins: dict[str, str]) -> Iterator[tuple[str, set[str]]]:
        """Treatments that a box gives, each with all that is on offer by its name."""
        options = set[str]()
        for way in self.ways_of(box):
            gives, line = self.option(box, way, joins)
            options = options.union(*(self.inside(name) for name in (*gives, *(n for node, _ in line for n in node.gives))))
        for name in box.gives:
            members = self.inside(name) & options if self.is_group(name) else set()
            yield name, {name}.union(*(self.inside(one) for one in members)) if members else self.inside(name)

    def in_box(self, box: Box, facts: Facts, joins: dict[str, str]) -> Iterator[tuple[str, set[str]]]:
        yield from self.given_in(box, joins)
        for name in box.continues:
            if not self.is_group(name):
                yield name, self.inside(name)
                continue
            members = {one for one, _ in facts if self.means(name, one) and one != name}
            if members:
                yield name, {name}.union(*(self.inside(one) for one in members))

    def begun(self, box: Box, way: int | None, joins: dict[str, str]) -> dict[str, set[str]]:
        """Of the treatments on offer those that are given, and not only gone on with."""
        gives, line = ((), [(box, frozenset())]) if way is None else self.option(box, way, joins)
        found = [(name, self.inside(name)) for name in gives]
        for node, _ in line:
            found += self.given_in(node, joins)
        return {name: set().union(*(contents for other, contents in found if other == name)) for name, _ in found}

    def offer(self, box: Box, way: int | None, joins: dict[str, str]) -> dict[str, set[str]]:
        """The treatments on offer as they are named, each with all that is on offer by the name."""
        if way is None:
            found = [*self.in_box(box, self.before(box), joins)]
        else:
            gives, line = self.option(box, way, joins)
            found = [(name, self.inside(name)) for name in gives]
            goal = line[0][0] if line else None
            is_named = bool(gives or (goal and goal.gives))
            for node, facts in line:
                found += self.in_box(node.model_copy(update={"continues": ()}) if is_named else node, facts, joins)
        offer: dict[str, set[str]] = {}
        for name, contents in found:
            offer[name] = offer.get(name, set()) | contents
        return offer

    # ── Rules 2, 4 and 5: the marks ──

    def kind(self, statement: Statement) -> str:
        return statement.role if statement.role in {"contraindication", "against", "caution", "monitoring"} else "relevant"

    def touched(self, named: Sequence[str], contents: set[str]) -> set[str]:
        """Treatments on offer and meant, and the regimens on offer of which that is a part."""
        meant = {one for one in contents if self.mean(named, one)}
        return meant | {one for one in contents for part in meant if self._is_regimen_with(one, part)}

    def marks(self, box: Box, way: int | None, joins: dict[str, str]) -> set[SlowMark]:
        offer, place = self.offer(box, way, joins), Place(self, box, way, joins)
        found = set[SlowMark]()
        for (top, contents), statement in product(offer.items(), self.index.statements.values()):
            first = set(contents) & {one for one in contents if self.mean(statement.treatments, one)}
            second = {one for one in contents if self.mean(statement.rather_than, one)} - {
                one for one in self.index.treatments if self.mean(statement.treatments, one)
            }
            for kind, meant in ((self.kind(statement), first), ("preferred", second)):
                regimens = {one for one in contents for part in meant if self._is_regimen_with(one, part)}
                if meant:
                    found |= set(place.mark(kind, statement, offer, top, frozenset(meant | regimens)))
        if way is None:
            found |= set(self._shown_alone(box, offer, place))
        said = {(mark[2], place.is_begun(mark[3], mark[4], offer)) for mark in found}
        turned = {mark: place.is_begun(mark[3], mark[4], offer) for mark in self._turned(offer, place)}
        return found | {mark for mark, begun in turned.items() if (mark[2], True) not in said and (begun or (mark[2], False) not in said)}

    def _turned(self, offer: dict[str, set[str]], place: "Place") -> Iterator[SlowMark]:
        """Warnings of two treatments together, at the other of the two."""
        for (top, contents), statement in product(offer.items(), self.index.statements.values()):
            meant = {one for one in contents if self.mean(statement.with_, one) and not self.mean(statement.treatments, one)}
            if not meant or not statement.treatments or self.kind(statement) == "relevant":
                continue
            touched = frozenset(meant | {one for one in contents for part in meant if self._is_regimen_with(one, part)})
            turned = statement.model_copy(update={"with_": statement.treatments})
            yield from place.mark(self.kind(statement), turned, offer, top, touched)

    def shown(self, box: Box) -> set[str]:
        own = {*self.index.shown_in(box)} & set(self.index.statements)
        with_them = {other for name in own for other in self.index.statements[name].read_with}
        return own | with_them | {one.id for one in self.index.statements.values() if {*one.read_with} & own}

    def _shown_alone(self, box: Box, offer: dict[str, set[str]], place: "Place") -> Iterator[SlowMark]:
        everything = set().union(*offer.values())
        for statement in (self.index.statements[name] for name in self.shown(box)):
            names = [(self.kind(statement), one) for one in statement.treatments]
            names += [("preferred", one) for one in statement.rather_than]
            if not names:
                yield from place.mark(self.kind(statement), statement, offer, None, frozenset())
            elif box.kind == "caution":
                for kind, name in names:
                    named = statement.treatments if kind != "preferred" else statement.rather_than
                    meant = {one for one in self.index.treatments if self.mean(named, one)}
                    if kind == "preferred":
                        meant -= {one for one in self.index.treatments if self.mean(statement.treatments, one)}
                    if meant and not meant & everything:
                        yield from place.mark(kind, statement, offer, name, frozenset({name}))


@dataclass(frozen=True)
class Place:
    """A box or an option, and what is being given there beside a treatment."""

    rules: Rules
    box: Box
    way: int | None
    joins: dict[str, str]

    def is_stopped(self, treatment: str) -> bool:
        """By the box, or behind the option in a row of boxes before any of them gives something, unless branches meet there."""
        if self.rules.stopped(self.box, treatment):
            return True
        if self.way is None:
            return False
        edge = self.box.next[self.way] if self.way < len(self.box.next) else None
        return self.is_stopped_from(edge.to if edge else self.box.then or "", treatment, [], is_giving=bool(edge and edge.gives))

    def is_stopped_from(self, to: str, treatment: str, seen: list[str], *, is_giving: bool) -> bool:
        goal = self.rules.index.targets.get(to)
        if not goal or goal.box.id in seen or goal.box.id in self.rules.around(self.box, self.joins):
            return False
        box = goal.box
        if self.rules.stopped(box, treatment):
            return True
        if is_giving or box.kind not in {"start", "action", "caution"} or box.gives or box.continues or box.through:
            return False
        onward = [edge for edge in box.next if len(box.next) == 1 and not edge.gives]
        return any(self.is_stopped_from(edge.to, treatment, [*seen, box.id], is_giving=False) for edge in onward)

    def own(self, touched: AbstractSet[str]) -> set[str]:
        """A treatment does not interact with itself."""
        alone = [one for one in touched if not (self.rules.inside(one) - {one}) & touched]
        return self.rules.inside(alone[0]) if len(alone) == 1 else set()

    def is_begun(self, top: str | None, touched: AbstractSet[str], offer: Mapping[str, set[str]]) -> bool:
        """Whether something of it is given here, and not only gone on with; what is not on offer counts as that."""
        return top not in offer or bool(self.rules.begun(self.box, self.way, self.joins).get(top or "", set()) & touched)

    def given(self) -> set[str]:
        """Treatments given before and still, without those of the option whose place another takes."""
        facts = self.rules.before(self.box, may_be=True) if self.rules.patient.given is not None else frozenset()
        if self.way is not None and self.way < len(self.box.next) and self.box.kind == "choice" and not self.box.next[self.way].adds:
            facts = frozenset(fact for fact in facts if fact[1] != self.box.id)
        return {one for one, _ in facts if not self.is_stopped(one)}

    def mark(
        self, kind: str, statement: Statement, offer: dict[str, set[str]], top: str | None, touched: frozenset[str]
    ) -> Iterator[SlowMark]:
        rules, patient, own = self.rules, self.rules.patient, self.own(touched)
        beside = self.given()
        for name, contents in offer.items():
            if name != top or rules.index.treatments[name].parts:
                beside |= contents
        here = (beside - own) | {one for one in rules.ticked(patient.has) if not self.is_stopped(one)}
        gone = {one for one in rules.ticked(patient.has | (patient.given or frozenset())) if self.is_stopped(one)} - own
        perhaps = rules.ticked(patient.unknown)
        is_warning = rules.kind(statement) != "relevant" and kind != "preferred"
        if is_warning and self.is_begun(top, touched, offer):
            perhaps = {one for one in perhaps if not (self.is_stopped(one) and one in own)}
        else:
            begun = set().union(*rules.begun(self.box, self.way, self.joins).values()) if is_warning else set()
            gone, here, perhaps = set(), here - begun, {one for one in perhaps - begun if not self.is_stopped(one)}
        applies = rules.applies(statement, here | gone, perhaps)
        if applies == "no" or (applies == "perhaps" and kind in {"preferred", "relevant"}):
            return
        names = {one for one in statement.with_ if any(rules.means(one, other) for other in gone)}
        stopped = frozenset(one for one in names if not any(rules.means(one, other) for other in here))
        yield ("caution" if applies == "perhaps" else kind), kind, statement.id, top, touched, stopped
