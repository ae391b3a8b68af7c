"""A slow walker that shares nothing with ours, for tests.

It goes by the words of the format: it follows each branch by a function that calls itself, lists all ways through by trying them, and
works out what is being given from the whole route each time. It is fit for a few boxes.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from generator.analysis.index import PathwayIndex
from generator.analysis.paths.moves import Graph
from generator.model import Box, Edge, Kind, Role

_SIMPLE = {Kind.START, Kind.ACTION, Kind.CAUTION}
_DECISIONS = {Kind.QUESTION, Kind.SEVERAL, Kind.ALL, Kind.CHOICE}
_TERMINAL = {Kind.END, Kind.EXIT}

_ITEMS = {"warmth": (1, 3, 4, 1, 2), "ticks": (1, 1), "lights": (2, 1)}
"""How many cells each item of the scores in `walks` has."""
_SINGLE = {("warmth", 0), ("warmth", 3), ("warmth", 4), ("ticks", 0), ("ticks", 1), ("lights", 1)}
"""The items that may be none of their cells."""
_HOLDS: Mapping[str, Callable[[float], bool]] = {
    "1 or less": lambda sum_: sum_ <= 1,
    "1.5 to 3": lambda sum_: 1.5 <= sum_ <= 3,
    "above 3": lambda sum_: sum_ > 3,
    "0": lambda sum_: sum_ == 0,
    "2 or more": lambda sum_: sum_ >= 2,
    "below 0": lambda sum_: sum_ < 0,
}

Stop = tuple[Any, ...]
"""Everything that a walk shows where it waits: its kind, the boxes shown, what can be answered, what is being given, and what was when each
box was come to."""


def answer_to(stop: Stop, number: int) -> Any:
    """An answer to a stop, one of all that are possible for each number."""
    what = stop[2]
    match stop[0]:
        case "ask":
            known = ("yes", "no", "not known yet", None)
            entries = [entry for _, group in what for entry in group]
            return {entry: said for place, entry in enumerate(entries) if (said := known[number >> 2 * place & 3])}
        case "pick":
            offered, ticked, fixed, many, least = what
            if not many:
                return (offered[number % len(offered)],)
            if number % 3 == 0 and len(fixed) + len(ticked) >= least:
                return tuple(way for way in offered if way in fixed or way in ticked)
            taken = tuple(way for place, way in enumerate(offered) if way in fixed or number >> place & 1)
            return taken if len(taken) >= least else (offered[number % len(offered)],)
        case "which":
            return tuple(name for place, name in enumerate(what[1]) if number >> place & 1)
    return None


class _RestartError(Exception):
    """The reader goes back before a fork; `depth` is its place among those that are open."""

    def __init__(self, goal: str, depth: int) -> None:
        super().__init__(goal)
        self.goal, self.depth = goal, depth


Walking = Generator[Stop, Any, set[str]]


class SlowWalker:
    """A walk by the words of the format."""

    def __init__(self, index: PathwayIndex) -> None:
        self.index = index
        self.boxes = {place.box.id: place.box for place in index.boxes}
        self.names = [place.box.id for place in index.boxes]
        self.log: list[tuple[str, ...]] = []
        """box NAME · took NAME WAY … · cut · members NAME … · said NAME ANSWER BEFORE"""
        self.answers: dict[str, str] = {}
        self.due: set[str] = set()
        self.ticks: dict[tuple[str, int], int] = {}
        self.open: list[dict[str, Any]] = []
        self.came: dict[str, int] = {}
        """How much of the log there was when each box was come to last."""
        self.carried: list[str] = []
        """The boxes shown that go on into where branches meet."""
        self.ends: list[str] = []
        self.dropped: list[tuple[str, int]] = []
        self.all_targets = {name: [self.goal(way.to) for way in self.ways(name)] for name in self.names}
        self.back: set[tuple[str, int]] = set()
        self._own_circles: dict[str, set[str]] = {}
        self.counted = {name: [self._counted(name, number) for number in range(len(self.ways(name)))] for name in self.names}
        self._find_back()
        self.onward = {
            name: [target for number, target in enumerate(targets) if target and (name, number) not in self.back]
            for name, targets in self.counted.items()
        }
        self.order = [*self._in_order()]

    # The pathway without ways back.

    def goal(self, name: str) -> str:
        return self.index.targets[name].box.id

    def ways(self, name: str) -> list[Edge]:
        """The ways, and behind them the `then` of a choice in turn."""
        box = self.boxes[name]
        return [*box.next, *([Edge(to=box.then)] if self.in_turn(box) and box.then else [])]

    @staticmethod
    def in_turn(box: Box) -> bool:
        return box.kind is Kind.CHOICE and box.in_turn

    def reach(self, name: str, onward: Mapping[str, Sequence[str]]) -> set[str]:
        """Boxes that a box leads to, by one way at least."""
        found: set[str] = set()
        fresh = {*onward[name]}
        while fresh:
            found |= fresh
            fresh = {target for one in fresh if one for target in onward[one]} - found
        return found

    def returns_for_next(self, name: str, target: str) -> bool:
        return self.in_turn(self.boxes[target]) and name in self.own_circle(target)

    def own_circle(self, choice: str) -> set[str]:
        """The boxes behind a choice in turn that lead back to it, of a circle into which readers come at the choice.

        While they come in elsewhere only, the way round is cut there: at the first box of the file where the choice still leads to itself.
        """
        if choice not in self._own_circles:
            circle, cuts = self._round(choice, set()), set[str]()
            while circle and choice not in (doors := self._doors(circle)):
                cut = next((door for door in doors if self._round(choice, cuts | {door})), None)
                cuts |= {cut or choice}
                circle = self._round(choice, cuts) if cut else set()
            self._own_circles[choice] = circle
        return self._own_circles[choice]

    def _round(self, choice: str, cuts: set[str]) -> set[str]:
        onward = {name: [target for target in targets if target not in cuts] for name, targets in self.all_targets.items()}
        return {name for name in self.reach(choice, onward) if choice in self.reach(name, onward)}

    def _doors(self, circle: set[str]) -> list[str]:
        begin = [*Graph(self.index).entries, *(self.goal(box.through) for box in self.boxes.values() if box.through)]
        begin += [target for name, targets in self.all_targets.items() if name not in circle for target in targets]
        inside = [name for name in self.names if name in circle]
        return [name for name in inside if name in begin] or inside[:1]

    def _counted(self, name: str, number: int) -> str:
        target = self.all_targets[name][number]
        if number == len(self.boxes[name].next) and any(
            name in self.all_targets[other] and self.returns_for_next(other, name) for other in self.names
        ):
            return ""
        if not self.returns_for_next(name, target):
            return target
        then = self.boxes[target].then
        return self.goal(then) if then else ""

    def _find_back(self) -> None:
        done: set[str] = set()

        def follow(name: str, trail: frozenset[str]) -> None:
            for number, target in enumerate(self.counted[name]):
                if target in trail:
                    self.back.add((name, number))
                elif target and target not in done:
                    follow(target, trail | {target})
            done.add(name)

        for start in (*Graph(self.index).entries, *self.names):
            if start not in done:
                follow(start, frozenset({start}))

    def _in_order(self) -> Iterator[str]:
        left = [*self.names]
        while left:
            name = next(one for one in left if not any(one in self.onward[other] for other in left))
            left.remove(name)
            yield name

    def is_back(self, name: str, number: int) -> bool:
        target = self.all_targets[name][number]
        if number == len(self.boxes[name].next) and target and name in {target} | self.reach(target, self.onward):
            return True
        return (name, number) in self.back or self.returns_for_next(name, target)

    def paths(self, name: str, onward: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
        """All ways through from a box, to where nothing follows."""
        if not onward[name]:
            yield [name]
        for target in onward[name]:
            for path in self.paths(target, onward):
                yield [name, *path]

    def since(self, fork: str) -> tuple[list[str], dict[str, list[str]]]:
        """Where the ways of a fork lead, and then those of the other boxes, without circles, once its branches have begun."""
        straight = {
            name: ["" if target == fork or self.closes(name, number) else target for number, target in enumerate(targets)]
            for name, targets in self.all_targets.items()
        }

        def returns(name: str, target: str) -> bool:
            return bool(target) and self.in_turn(self.boxes[target]) and name in self.reach(target, straight) | {target}

        def counts(name: str, number: int) -> str:
            is_then = number == len(self.boxes[name].next)
            if is_then and any(name in targets and returns(other, name) for other, targets in straight.items()):
                return ""
            target = straight[name][number]
            return target if not returns(name, target) else straight[target][-1] if self.boxes[target].then else ""

        onward: dict[str, list[str]] = {}

        def follow(name: str, trail: frozenset[str]) -> list[str]:
            found = [counts(name, number) for number in range(len(straight[name]))]
            found = ["" if target in trail else target for target in found]
            onward[name] = [target for target in found if target]
            for target in onward[name]:
                if target not in onward:
                    follow(target, trail | {target})
            return found

        return follow(fork, frozenset({fork})), onward

    def closes(self, name: str, number: int) -> bool:
        return (name, number) in self.back and not self.returns_for_next(name, self.all_targets[name][number])

    def join(self, fork: str, numbers: Sequence[int]) -> str:
        goals, onward = self.since(fork)
        branches = [[*self.paths(goals[number], onward)] if goals[number] else [] for number in numbers]
        left = [name for name in self.names if name in onward]
        while left:
            box = next(one for one in left if not any(one in onward[other] for other in left))
            left.remove(box)
            beyond = {one for path in self.paths(box, onward) for one in path[1:] if self.boxes[one].kind not in _TERMINAL}
            parts = [[path[: path.index(box)] if box in path else path for path in paths] for paths in branches]
            if any(beyond & {*part} for one in parts for part in one):
                continue
            if sum(any(box in path for path in paths) for paths in branches) > 1:
                return box
        return ""

    # What holds at a place of the route.

    def option(self, log: Sequence[tuple[str, ...]]) -> str:
        """The choice whose option the next box belongs to."""
        for what, *rest in reversed(log):
            box = self.boxes[rest[0]] if what in {"box", "took"} else None
            if what == "cut" or (what == "box" and box and box.kind in _DECISIONS | {Kind.ASK}):
                return ""
            if what == "took" and box:
                return box.id if box.kind is Kind.CHOICE and int(rest[1]) < len(box.next) else ""
        return ""

    def with_parts(self, names: Sequence[str]) -> set[str]:
        found = {*names}
        return found | ({"t2", "t3"} if "regimen" in found else set())

    def given_by(self, box: Box) -> set[str]:
        """Treatments that a box gives, or goes on with though nothing gives them: they were being given before."""
        brought = {name for name in box.continues if name not in {"group", "wide"} | self.given_somewhere}
        return self.with_parts([*box.gives, *brought])

    @property
    def given_somewhere(self) -> set[str]:
        found = self.with_parts(
            [name for box in self.boxes.values() for name in (*box.gives, *(one for way in box.next for one in way.gives))]
        )
        found |= {"group", "regimen"} if "wide" in found else set()
        found |= {"t0", "t1"} if "group" in found else set()
        return self.with_parts([*found])

    def without(self, names: Sequence[str]) -> set[str]:
        found = {*names}
        if "wide" in found:
            found |= {"group", "regimen"}
        if "group" in found:
            found |= {"t0", "t1"}
        if "regimen" in found:
            found |= {"t2", "t3"}
        return found | ({"regimen"} if found & {"t2", "t3"} else set())

    @staticmethod
    def members(group: str) -> list[str]:
        return {"group": ["t0", "t1"], "wide": ["regimen", "t0", "t1"]}[group]

    @property
    def given(self) -> set[str]:
        """Treatments being given, from the whole route."""
        return self._given(len(self.log))

    def _given(self, count: int) -> set[str]:
        """The same, as if so much of the log had happened, and since then only answers."""
        found: set[tuple[str, str]] = set()
        had: set[str] = set()
        for place, (what, *rest) in enumerate(self.log):
            if place >= count and what not in {"members", "said"}:
                continue
            option = self.option(self.log[:place])
            if what == "members":
                found |= {(name, "") for name in rest}
            if what == "said":
                # What is said in one step adds to what was being given before it.
                had = had if place and self.log[place - 1][0] == "said" else {name for name, _ in found}
                found = self.after_answer(found, had, *rest)
            if what == "box":
                box = self.boxes[rest[0]]
                found = {one for one in found if one[0] not in self.without(box.stops)}
                found |= {(name, option) for name in self.given_by(box)}
            if what in {"took", "along"} and rest[1:]:
                box, edge = self.boxes[rest[0]], self.ways(rest[0])[int(rest[1])]
                is_option = box.kind is Kind.CHOICE and int(rest[1]) < len(box.next)
                if is_option and not edge.adds:
                    found = {one for one in found if one[1] != box.id}
                if what == "along" or box.kind not in {Kind.SEVERAL, Kind.ALL}:
                    found |= {(name, box.id if is_option else "") for name in self.with_parts(edge.gives)}
        return {name for name, _ in found}

    def after_answer(self, found: set[tuple[str, str]], had: set[str], name: str, said: str, before: str) -> set[tuple[str, str]]:
        """Whether a treatment is being given was asked about; a yes says no more than what of it was being given already."""
        ends = {"t0": ["t0"], "t2": ["t2", "regimen"], "group": ["group", "t0", "t1"], "regimen": ["regimen"]}
        if said == "yes" and had & {*ends[name]}:
            return found
        if said == "yes":
            return found | {(one, "") for one in self.with_parts([name]) if one not in {other for other, _ in found}}
        return {one for one in found if one[0] not in ends[name]} if said == "no" or before == "yes" else found

    def known(self, entry: str) -> str:
        members = {"straw": ["thin-straw"], "weather": ["rain", "snow"]}
        groups = {"thin-straw": "straw", "rain": "weather", "snow": "weather"}

        def denied(name: str) -> bool:
            return "no" in {self.answers.get(name), self.answers.get(groups.get(name, ""))}

        if "yes" in {self.answers.get(name) for name in (entry, *members.get(entry, ()))}:
            return "yes"
        if denied(entry) or (entry in members and all(denied(name) for name in members[entry])):
            return "no"
        return "not known yet"

    def of_any(self, entries: Sequence[str]) -> str:
        found = [self.known(entry) for entry in entries]
        return "yes" if "yes" in found else "not known yet" if "not known yet" in found else "no"

    @property
    def knowledge(self) -> dict[str, str]:
        """The answers, and what the ways say that were taken last at each box."""
        answers, before = dict(self.answers), self.answers
        boxes = dict.fromkeys(rest[0] for what, *rest in self.log if what == "took")
        stuffing = ["wool", "straw", "thin-straw"]
        is_asked = any("stuffing" in box.asks for box in self.boxes.values())
        for name in boxes:
            box, taken = self.boxes[name], [rest[1:] for what, *rest in self.log if what == "took" and rest[0] == name][-1]
            for number in sorted(map(int, taken)):
                way = self.ways(name)[number]
                says = box.kind in {Kind.QUESTION, Kind.SEVERAL} or (box.kind is Kind.ALL and way.optional)
                self.answers = answers
                if says and len(way.has) == 1 and self.known(way.has[0]) == "not known yet":
                    entry = way.has[0]
                    others = [one for one in stuffing if one != entry] if is_asked and entry in stuffing else []
                    fresh = {one: "no" if "wool" in (one, entry) else "not known yet" for one in others} | {entry: "yes"}
                    answers |= {one: said for one, said in fresh.items() if answers.get(one) in {None, "not known yet"}}
                self.answers = before
        return answers

    def taken(self, name: str, number: int) -> int:
        return sum(what == "took" and rest[0] == name and str(number) in rest[1:] for what, *rest in self.log)

    def visits(self, name: str) -> int:
        return sum(entry == ("box", name) for entry in self.log)

    # Scores.

    def tick_at(self, stop: Stop, number: int) -> tuple[str, int, int | None] | None:
        """A cell to tick at a stop, one of all that are possible for each number."""
        scores = [self.boxes[name].score for name in stop[1] if self.boxes[name].score] if stop[0] in {"go", "pick"} else []
        if not scores or number % 4 == 0:
            return None
        score = scores[number % len(scores)] or ""
        item = number // 4 % len(_ITEMS[score])
        cell = number // 32 % (_ITEMS[score][item] + 2)
        return (score, item, (cell - 1 if cell > 1 or (score, item) in _SINGLE else 1) if cell else None)

    def tick(self, score: str, item: int, cell: int | None) -> None:
        if (score, item) == ("warmth", 4):
            self._say_stuffing(cell)
        elif (score, item) in {("warmth", 3), ("lights", 1)}:
            self._say("rain" if score == "warmth" else "weather", cell)
        elif cell is None:
            self.ticks.pop((score, item), None)
        else:
            self.ticks[score, item] = cell

    def _say(self, entry: str, cell: int | None) -> None:
        said = "not known yet" if cell is None else "yes" if cell else "no"
        if said != "yes":
            for inner in ("rain", "snow") if entry == "weather" else ():
                if self.answers.get(inner) == "yes":
                    self.answers[inner] = said
                    self.due -= {inner}
        self.answers[entry] = said
        self.due -= {entry}

    def _say_stuffing(self, cell: int | None) -> None:
        if not cell:
            said = "not known yet" if cell is None else "no"
            fresh = {"straw": said, "thin-straw": said}
            if "yes" in {self.answers.get("straw"), self.answers.get("thin-straw")}:
                fresh["wool"] = "not known yet"
        else:
            true, other = ("straw", "thin-straw") if cell == 1 else ("thin-straw", "straw")
            fresh = {true: "yes", other: "not known yet", "wool": "no"}
        self.answers |= fresh
        self.due -= {*fresh}

    def _comes_to(self, score: str) -> float | str | None:
        """A sum, a level, or nothing while it is unfinished."""
        ticks = {item: cell for (name, item), cell in self.ticks.items() if name == score}
        if score == "ticks":
            return sum((0, item + 1)[cell] for item, cell in ticks.items()) if ticks else None
        if score == "lights":
            known = self.known("weather")
            return None if 0 not in ticks or known == "not known yet" else "red" if known == "yes" else ("green", "amber")[ticks[0] - 1]
        stuffing = 1 if self.answers.get("straw") == "yes" else 3 if self.answers.get("thin-straw") == "yes" else 0
        is_open = not stuffing and "not known yet" in {self.known("straw"), self.known("thin-straw")}
        if not {1, 2} <= {*ticks} or self.known("rain") == "not known yet" or is_open:
            return None
        return 1.5 * ticks.get(0, 0) + (0, 1, -2)[ticks[1] - 1] + (0, 1, 0.5, 2)[ticks[2] - 1] + (self.known("rain") == "yes") + stuffing

    def _held(self, box: Box, numbers: list[int]) -> list[int]:
        found = self._comes_to(box.score) if box.score and box.kind is Kind.QUESTION else None
        if found is None:
            return numbers
        limits = {number: box.next[number].level or box.next[number].points for number in numbers}
        held = {
            number for number, limit in limits.items() if limit and (limit == found if isinstance(found, str) else _HOLDS[limit](found))
        }
        return [number for number in numbers if number in held or not limits[number]] if held else numbers

    # Walking.

    def walk(self, place: str) -> Generator[Stop, Any, None]:
        for name in self._asked_first(place):
            self.came[name] = len(self.log)
            self.log.append(("box", name))
            row = [name]
            yield from self._groups(name, row)
            if self.boxes[name].through and not (yield from self._detail(name, row, clicks=not self._asks_groups)):
                continue
            yield from self._ask(name, row)
        yield from self._branch(place, frozenset())

    def branch_from(self, place: str) -> Generator[Stop, Any, set[str]]:
        """A walk that begins at a box, without what is asked before it."""
        return self._branch(place, frozenset())

    def _asked_first(self, place: str) -> list[str]:
        onward = {
            name: [*targets, *([self.goal(box.through)] if (box := self.boxes[name]).through else [])]
            for name, targets in self.all_targets.items()
        }
        starts = {self.names[0], *(name for name in self.names if not any(name in targets for targets in onward.values()))}

        def tries(name: str, trail: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
            if name == place:
                yield trail
            elif name not in trail:
                for target in onward[name]:
                    yield from tries(target, (*trail, name))

        trails = [{*trail} for start in starts for trail in tries(start, ())]
        common = set.intersection(*trails) if trails else set()
        return [name for name in self.order if name in common and self.boxes[name].kind is Kind.ASK]

    def _stop(self, kind: str, row: Sequence[str], what: Any = None) -> Stop:
        before = tuple(frozenset(self._given(self.came[name])) for name in row)
        return (kind, tuple(row), what, frozenset(self.given), before)

    @property
    def more(self) -> bool:
        """Whether anything is still to come after the end of this branch."""
        return any(frame["detail"] or frame["waiting"] or frame["arrived"] for frame in self.open)

    def _mark_end(self, box: Box) -> None:
        details = [frame for frame in self.open if frame["detail"]]
        if details and box.kind is not Kind.EXIT:
            details[-1]["ended"] = True
        else:
            self.ends.append(box.id)

    def _go(self, name: str, number: int) -> str:
        """The goal of a way that the reader takes; it may go back before forks."""
        goal = self.all_targets[name][number]
        if self._is_late(name, number):
            self.due |= {*self.answers}
        depth = self._restarted(name, goal)
        if depth is not None:
            raise _RestartError(goal, depth)
        return goal

    def _is_late(self, name: str, number: int) -> bool:
        """Whether time passes on a way; or it leads round, and time has passed since one was where it leads."""
        edge, goal, box = self.ways(name)[number], self.all_targets[name][number], self.boxes[name]
        if number == len(box.next):
            return False
        if edge.after:
            return True
        if name not in {goal} | self.reach(goal, self._with_details):
            return False
        is_back = self.is_back(name, number)
        if box.again and (is_back or self.boxes[goal].kind is Kind.ASK):
            return True
        if not is_back or self._is_come_to(name, goal):
            return False
        trails = [*self._paths_to(goal, name, (goal,))]
        steps = [(one, self.boxes[one]) for path in trails for one in path]
        late = {(one, target) for one, step in steps for target, way in zip(self.all_targets[one], step.next, strict=False) if way.after}
        return any(step.again for _, step in steps) or any(pair in late for path in trails for pair in pairwise(path))

    def _is_come_to(self, name: str, without: str) -> bool:
        """Whether a reader can come to a box before she has come to another."""
        onward = {one: [] if one == without else targets for one, targets in self._with_details.items()}
        alone = [one for one in self.names if not any(one in targets for targets in self._with_details.values())]
        starts = {self.names[0], *alone, *Graph(self.index).entries} - {without}
        return name != without and any(name in {start} | self.reach(start, onward) for start in starts)

    def _paths_to(self, name: str, goal: str, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if name == goal:
            yield path
        for target in self.onward[name]:
            yield from self._paths_to(target, goal, (*path, target))

    @property
    def _with_details(self) -> dict[str, list[str]]:
        """Where each box leads, into charts that it goes through and back from their ends."""
        found = {name: [*targets] for name, targets in self.all_targets.items()}
        for name, box in self.boxes.items():
            chart = self.index.targets[box.through].chart if box.through else None
            if chart:
                found[name].append(chart.boxes[0].id)
                for inner in (one for one in chart.boxes if one.kind is Kind.END):
                    found[inner.id] += self.all_targets[name]
        return found

    def _restarted(self, name: str, goal: str) -> int | None:
        if self.returns_for_next(name, goal):
            return None
        last = max((place for place, frame in enumerate(self.open) if frame["detail"]), default=-1)
        for place, frame in enumerate(self.open):
            if (
                place > last
                and frame["fork"] in {goal, *self.reach(goal, self.onward)}
                and name in {frame["fork"], *self.reach(frame["fork"], self.onward)}
            ):
                return place
        return None

    def _open_groups(self, box: Box) -> list[tuple[str, tuple[str, ...]]]:
        """The questions where a box goes on: single treatments that something gives and that are not being given now, and such groups."""
        singles = [name for name in box.continues if name in self.given_somewhere - {"group", "wide"} - self.given]
        groups = [group for group in box.continues if group in {"group", "wide"} and not self.given & {*self.members(group)}]
        return [("", tuple(sorted(singles)))] * bool(singles) + [(group, tuple(sorted(self.members(group)))) for group in groups]

    def _groups(self, name: str, row: list[str]) -> Generator[Stop, Any, None]:
        groups = self._open_groups(self.boxes[name])
        self._asks_groups = bool(groups)
        for group in groups:
            names = yield self._stop("which", row, group)
            self.log.append(("members", *self.with_parts(names)))
            row[:] = [name]

    def _detail(self, name: str, row: Sequence[str], *, clicks: bool) -> Generator[Stop, Any, bool]:
        if clicks:
            yield self._stop("go", row)
        frame: dict[str, Any] = {"detail": True, "fork": "", "waiting": 0, "arrived": False, "ended": False}
        depth = len(self.open)
        self.open.append(frame)
        yield from self._branch(self.goal(self.boxes[name].through or ""), frozenset())
        del self.open[depth:]
        self.came[name] = len(self.log)
        return bool(frame["ended"])

    def _branch(self, goal: str, joins: frozenset[str]) -> Walking:
        """From a box to the end of its branch, or to a box where open branches meet: that is what it gives back."""
        row: list[str] = []
        if goal not in joins:
            row, self.carried = self.carried, row
        while goal not in joins:
            onward = yield from self._at(goal, row, joins)
            if not isinstance(onward, str):
                return onward
            goal = onward
        return {goal}

    def _at(self, name: str, row: list[str], joins: frozenset[str]) -> Generator[Stop, Any, str | set[str]]:
        """A box: where it goes on, or how its branch is over."""
        box = self.boxes[name]
        row.append(name)
        self.came[name] = len(self.log)
        self.log.append(("box", name))
        yield from self._groups(name, row)
        clicks = not self._asks_groups
        if box.through:
            if not (yield from self._detail(name, row, clicks=clicks)):
                return set()
            clicks, row[:] = False, [name]
        if box.kind in _SIMPLE and box.next:
            if clicks and not box.through and self._is_shown_too(name, joins):
                goal = self._go(name, 0)
                self.carried = [*row] if goal in joins else []
                return goal
            if clicks:
                yield self._stop("go", row)
        elif box.kind is Kind.ASK and box.next:
            yield from self._ask(name, row)
        elif offered := self._offered(box):
            return (yield from self._decide(box, offered, row, joins))
        else:
            yield from self._over(box, row, is_shown=not box.through or box.kind in _DECISIONS | {Kind.ASK})
            return set()
        row.clear()
        return self._go(name, 0)

    def _decide(self, box: Box, offered: Sequence[int], row: list[str], joins: frozenset[str]) -> Generator[Stop, Any, str | set[str]]:
        numbers = self._by_itself(box, offered)
        while numbers is None:
            numbers = yield self._stop("pick", row, self._picks(box, self._open(box, self._offered(box))))
        row.clear()
        self.log.append(("took", box.id, *map(str, numbers)))
        if not numbers:
            return set()
        if len(numbers) > 1:
            return (yield from self._all(box.id, numbers, joins))
        if box.kind in {Kind.SEVERAL, Kind.ALL}:
            self.log.append(("along", box.id, str(numbers[0])))
        return self._go(box.id, numbers[0])

    def _all(self, name: str, numbers: Sequence[int], joins: frozenset[str]) -> Generator[Stop, Any, str | set[str]]:
        """Several branches, and what comes where they meet."""
        depth, join = len(self.open), self.join(name, numbers)
        try:
            arrived = yield from self._fork(name, numbers, joins)
        except _RestartError as error:
            if error.depth != depth:
                raise
            del self.open[depth:]
            return error.goal
        if join not in arrived:
            return arrived
        self.log.append(("cut",))
        return (arrived - {join}) | (yield from self._branch(join, joins))

    def _over(self, box: Box, row: Sequence[str], *, is_shown: bool) -> Generator[Stop, Any, None]:
        """The end of a branch; a chart gone through in detail has shown it before."""
        self._mark_end(box)
        if box.kind is Kind.ASK:
            yield from self._ask(box.id, row)
        elif is_shown and self.more:
            yield self._stop("go", row)

    def _is_shown_too(self, name: str, joins: frozenset[str]) -> bool:
        """Whether where a box leads is shown with it: not if a score waits or the way goes back, nor what would leave by itself."""
        goal = self.all_targets[name][0]
        if self.boxes[name].score or self.is_back(name, 0) or self._is_late(name, 0):
            return False
        log = [*self.log]
        after = self._after_branches(goal) if goal in joins else goal
        found = after is not None and not self._ends_a_treatment(name, after) and not self._passes_by_itself(after)
        self.log = log
        return found

    def _ends_a_treatment(self, name: str, goal: str) -> bool:
        """Whether where a box leads stops what was given before the box: the marks beside it would be gone."""
        box = self.boxes[name]
        return bool((self.given - self.given_by(box)) & self.without(self.boxes[goal].stops))

    def _after_branches(self, goal: str) -> str | None:
        """The box that comes when a branch has come to where it meets others; nothing where a branch is left out, or others end first."""
        frames = [*self.open]
        while any(frame["detail"] for frame in frames):
            del frames[0]
        while any(frame["join"] == goal for frame in frames):
            frame = frames.pop()
            if frame["join"] != goal:
                return None
            self.log.append(("cut",))
            for number in frame["numbers"][len(frame["numbers"]) - frame["waiting"] :]:
                target = self.all_targets[frame["fork"]][number]
                if target != goal and self._is_entered(frame["fork"], number, frame["numbers"], frame["since"]):
                    return None
                self.log.append(("along", frame["fork"], str(number)))
                if target != goal:
                    return None if any(outer["join"] == target for outer in frames) else target
        return goal

    def _passes_by_itself(self, goal: str) -> bool:
        """Whether a decision would be taken without a click: then what is shown with it would not be seen."""
        box = self.boxes[goal]
        self.log.append(("box", goal))
        offered = [] if self._open_groups(box) or box.through else self._offered(box)
        return bool(offered) and self._by_itself(box, offered) is not None

    def _is_asked(self, entries: Sequence[str]) -> bool:
        """Whether something of a question is still open, or is to be confirmed; a yes settles what was asked as one."""
        if self.due & {*entries}:
            return True
        still_open = {entry for entry in entries if self.known(entry) == "not known yet"}
        has_yes = len(entries) > 1 and any(self.known(entry) == "yes" for entry in entries)
        return bool(still_open - {*self.answers} if has_yes else still_open)

    def _ask(self, name: str, row: Sequence[str]) -> Generator[Stop, Any, None]:
        groups = []
        for asked in self.boxes[name].asks:
            entries = ("wool", "straw", "thin-straw") if asked == "stuffing" else (asked,)
            if self._is_asked(entries):
                groups.append((asked, entries))
        said = yield self._stop("ask", row, tuple(groups))
        for asked, entries in groups:
            self.due -= {*entries}
            true = next((entry for entry in entries if said.get(entry) == "yes"), None)
            if asked in self.index.treatments:
                self.log.append(("said", asked, said.get(asked, "not known yet"), self.answers.get(asked, "")))
            for entry in entries:
                self.answers[entry] = said.get(entry, "not known yet")
            if len(entries) > 1:
                none = all(said.get(entry) == "no" for entry in entries)
                for entry in entries:
                    related = {true, entry} == {"straw", "thin-straw"}
                    self.answers[entry] = (
                        ("no" if none else "not known yet")
                        if true is None
                        else "yes"
                        if entry == true
                        else "not known yet"
                        if related
                        else "no"
                    )

    def _is_barred(self, way: Edge) -> bool:
        """Whether a statement says that what an option gives should not be given to this patient."""
        gives = [*(way.gives or self.boxes[self.goal(way.to)].gives)] if way.to in self.index.targets else [*way.gives]
        for name in gives:
            treatment = self.index.treatments[name]
            gives += [
                *treatment.parts,
                *(group for group, one in self.index.treatments.items() if name in one.members and group not in gives),
            ]
        entries = [
            entry
            for statement in self.index.statements.values()
            if statement.role in {Role.CONTRAINDICATION, Role.AGAINST} and not (statement.with_ or statement.together)
            if {*gives} & {*statement.treatments}
            for entry in statement.in_
        ]
        answers, self.answers = self.answers, self.knowledge
        found = self.of_any(entries) == "yes"
        self.answers = answers
        return found

    def _offered(self, box: Box) -> list[int]:
        if box.kind not in _DECISIONS:
            return []
        left = [
            number
            for number, edge in enumerate(box.next)
            if (edge.at_most is None or self.taken(box.id, number) < edge.at_most)
            and not (self.in_turn(box) and self.taken(box.id, number))
        ]
        if self.in_turn(box) and box.then and (self.visits(box.id) > 1 or all(self._is_barred(box.next[number]) for number in left)):
            left.append(len(box.next))
        return self._held(box, left)

    def _open(self, box: Box, left: Sequence[int]) -> list[int]:
        """Those that are left but for the answers, and branches not needed, of which the patient has nothing; all if none remains."""
        kinds = {Kind.QUESTION, Kind.SEVERAL, Kind.ALL}
        ways = [box.next[number] if number < len(box.next) else None for number in left]
        denied = [bool(way and way.has) and self.of_any(way.has if way else ()) == "no" for way in ways]
        needed = [box.kind is Kind.ALL and not (way and way.optional) for way in ways]
        found = [number for number, no, must in zip(left, denied, needed, strict=True) if must or not no]
        return found if box.kind in kinds and found else [*left]

    def _by_itself(self, box: Box, offered: Sequence[int]) -> tuple[int, ...] | None:
        if self.in_turn(box) and offered == [len(box.next)]:
            found = offered
        elif box.kind is Kind.QUESTION:
            has = {number: self.of_any(box.next[number].has) for number in offered if box.next[number].has}
            yes = [number for number in has if has[number] == "yes"]
            if not has or "not known yet" in has.values() or len(yes) > 1:
                return None
            found = yes or [number for number in offered if number not in has]
        else:
            return None
        return tuple(found) if len(found) == 1 and not self.is_back(box.id, found[0]) else None

    def _picks(self, box: Box, offered: Sequence[int]) -> tuple[Any, ...]:
        many = box.kind in {Kind.SEVERAL, Kind.ALL}
        ticked = [number for number in offered if many and box.next[number].has and self.of_any(box.next[number].has) == "yes"]
        fixed = [number for number in offered if box.kind is Kind.ALL and not box.next[number].optional]
        bare = [number for number in offered if many and not box.next[number].has]
        if box.kind is Kind.SEVERAL and not ticked and len(bare) == 1:
            ticked = bare
        return (
            tuple(offered),
            tuple(number for number in ticked if number not in fixed),
            tuple(fixed),
            many,
            0 if box.kind is Kind.ALL else 1,
        )

    def _fork(self, name: str, numbers: Sequence[int], joins: frozenset[str]) -> Walking:
        join = self.join(name, numbers)
        since = len(self.log)
        frame: dict[str, Any] = {"detail": False, "fork": name, "join": join, "waiting": len(numbers), "arrived": False}
        frame |= {"numbers": numbers, "since": since}
        self.open.append(frame)
        depth, arrived = len(self.open), set[str]()
        for number in numbers:
            frame["waiting"] -= 1
            goal = self.all_targets[name][number]
            if number != numbers[0]:
                self.log.append(("cut",))
                if goal != join and self._is_entered(name, number, numbers, since):
                    self.dropped.append((name, number))
                    continue
            self.log.append(("along", name, str(number)))
            goal = self._go(name, number)
            self._note(arrived, (yield from self._branch(goal, joins | ({join} if join else set()))))
        del self.open[depth - 1 :]
        return arrived

    def _note(self, arrived: set[str], fresh: set[str]) -> None:
        """Branches have come to where they meet: of the open forks that meet there, the innermost waits no longer."""
        arrived |= fresh
        for goal in fresh:
            next(frame for frame in reversed(self.open) if frame.get("join") == goal)["arrived"] = True

    def _is_entered(self, name: str, number: int, numbers: Sequence[int], since: int) -> bool:
        goal = self.all_targets[name][number]
        walked = [entry[1] for entry in self.log[since:] if entry[0] == "box"]
        siblings = {self.region(self.all_targets[name][other]) for other in numbers if other != number}
        there = self.region(goal)
        entered = there != self.region(name) and there not in siblings and there in {self.region(box) for box in walked}
        return goal in walked or entered or self._restarted(name, goal) is not None

    def region(self, name: str) -> str:
        place = self.index.targets[name]
        return place.section.id if place.section and len(self.index.pathway.sections) > 1 else place.chart.id


def compared(walker: SlowWalker, place: str, answers: Sequence[int], shown: Callable[[Stop | None, Any, bool], None]) -> None:
    """Walks with these answers, and hands on each stop, what is answered there, and whether it goes on; at the end there is no stop."""
    walking = walker.walk(place)
    try:
        stop = next(walking)
        for number in answers:
            if tick := walker.tick_at(stop, number):
                shown(stop, tick, True)
                walker.tick(*tick)
                stop = walking.send(None) if stop[0] == "pick" else stop
            said = answer_to(stop, number)
            shown(stop, said, True)
            stop = walking.send(said)
        shown(stop, None, False)
    except StopIteration:
        shown(None, None, False)
