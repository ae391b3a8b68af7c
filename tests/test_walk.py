"""The walk in a real browser: step by step through the charts, its route in the address, and its summary."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pypdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from generator.analysis.index import BoxRef, ChartRef, EdgeRef
from generator.analysis.walk import Answer, Ask, Event, EventKind, Go, Known, Move, Pick, State, Walk, Which, define
from generator.analysis.walk.entries import of_any
from generator.analysis.walk.state import Branches, First
from generator.i18n import load_messages
from generator.model import Kind, Role
from hosting import ROOT, Visit
from ours import INDEX
from sampling import Sampler, times
from waiting import at_rest

ASSETS = ROOT / "generator" / "assets"
SCRIPTS = sorted(f"walk/{file.name}" for file in (ASSETS / "walk").glob("*.js"))
PASSPORT = INDEX.pathway.pathway
PANEL = "aside.pw-walk"
HEADING = f"{PANEL} h3"
GO = f"{PANEL} .pw-walk-foot .pw-walk-go"
DONE = f"{PANEL} .pw-panel-body .pw-walk-go"
NEXT = ".pw-walk-ways .pw-walk-go"
FIRST = INDEX.charts[0].chart.boxes[0].id
WARNINGS = {Role.CAUTION, Role.CONTRAINDICATION, Role.MONITORING}
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


# ── The same walk, by its definition in Python ──

WALK = Walk(define(INDEX))
WORDS = load_messages().walk


@dataclass(frozen=True)
class Way:
    """A way on from a box, by its number, with its words."""

    box: str
    number: int
    goal: str
    key: str
    label: str
    is_then: bool

    @property
    def said(self) -> str:
        """How a route names it."""
        return f"{self.label}: {_onward(self.goal)}" if self.is_then else self.label or _onward(self.goal)


def _page_of(place: BoxRef | ChartRef) -> str:
    return f"{place.section.id}.html" if place.section else "index.html"


def _name(box: str) -> str:
    return INDEX.name_of(INDEX.targets[box].box)


def _onward(box: str) -> str:
    """How a way on to a box names it."""
    return WORDS["caution_way"].format(box=_name(box)) if INDEX.targets[box].box.kind is Kind.CAUTION else _name(box)


def _label(way: EdgeRef) -> str:
    """The words of a way; an option that gives nothing itself, but in the box that it leads to, is named by this."""
    leads_to_drug = way.source.box.kind in {Kind.ALL, Kind.CHOICE} and way.target and way.target.box.gives
    return "" if leads_to_drug and not way.edge.gives else way.label


def _ways(box: str) -> list[Way]:
    edges = INDEX.targets[box].box.next
    labels = {way.path[-1]: _label(way) for way in INDEX.out_edges.get(box, ())}
    return [
        Way(box, way.number, way.goal, "~then", WORDS["then_way"], is_then=True)
        if way.is_then
        else Way(box, way.number, way.goal, edges[way.number].to, labels[way.number], is_then=False)
        for way in WALK.definition.boxes[box].ways
    ]


def _ahead(box: str) -> set[str]:
    found: set[str] = set()
    waiting = [box]
    while waiting:
        waiting += [way.goal for way in _ways(waiting.pop()) if way.goal not in found and not found.add(way.goal)]  # type: ignore[func-returns-value]
    return found


AHEAD = {place.box.id: _ahead(place.box.id) for place in INDEX.boxes}


def _chosen(move: Move | None, ways: tuple[Way, ...]) -> Answer:
    """The answer of these ways; nothing applies that is asked about, and of a group nothing is being given."""
    match move:
        case Pick():
            return tuple(way.number for way in ways)
        case Ask(groups=groups):
            return {entry: Known.NO for group in groups for entry in group.entries}
        case Which():
            return ()
    return None


@dataclass(frozen=True)
class Stop:
    """Where a walk stands: a state, or as many boxes of its row as are on one page."""

    state: State
    part: int = 0

    @property
    def parts(self) -> list[list[str]]:
        by_page = groupby(self.state.row, lambda box: _page_of(INDEX.targets[box]))
        return [list(boxes) for _, boxes in by_page]

    @property
    def shown(self) -> list[str]:
        return self.parts[self.part]

    @property
    def rest(self) -> list[str]:
        return [box for part in self.parts[self.part + 1 :] for box in part]

    @property
    def move(self) -> Move | None:
        return Go(self.shown[-1]) if self.rest else WALK.moves(self.state)

    def after(self, ways: tuple[Way, ...] = ()) -> "Stop | None":
        """The next stop; none at the end of the walk."""
        if self.rest:
            return Stop(self.state, self.part + 1)
        state = WALK.after(self.state, _chosen(self.move, ways)) if self.move else State()
        return Stop(state) if state.row else None

    def since(self, before: "Stop | None") -> tuple[Event, ...]:
        """The events since a stop before."""
        return () if self.part else self.state.events[len(before.state.events) if before else 0 :]

    def said(self, ways: tuple[Way, ...]) -> str:
        """How a route names the answer that was given here."""
        match self.move:
            case Pick():
                return " · ".join(way.said for way in ways)
            case Ask(groups=groups):
                return f"{WORDS['no']}: {', '.join(INDEX.entries[entry].name for group in groups for entry in group.entries)}"
            case Which():
                return str(WORDS["none"])
        return ""

    def named(self, ways: tuple[Way, ...]) -> list[str] | None:
        """How the address names the answer that was given here; nothing where there was only a click."""
        match self.move:
            case Pick():
                return [way.key for way in ways]
            case Ask(groups=groups):
                return [f"-{entry}" for group in groups for entry in group.entries]
            case Which():
                return ["~"]
        return None

    @property
    def todo(self) -> list[str]:
        """Boxes that still wait, the next first."""
        found = [*self.rest]
        for frame in reversed(self.state.stack):
            if isinstance(frame, First):
                found += frame.goals
                continue
            assert isinstance(frame, Branches)
            goals = [way.goal for number in frame.waiting for way in _ways(frame.fork) if way.number == number]
            found += [goal for goal in goals if goal != frame.join]
            found += [frame.join] if frame.arrived or frame.join in goals else []
        return list(dict.fromkeys(found))


@dataclass
class Step:
    """A box that was walked, which time it was, at which stop it was shown (if at any), and what was taken there."""

    box: str
    times: int
    stop: int | None
    taken: list[str]

    @property
    def name(self) -> str:
        name = _onward(self.box)
        return WORDS["pass"].format(box=name, number=self.times) if self.times > 1 else name


class Walker:
    """A walk: where it stands, and the stops that it came by."""

    def __init__(self, first: str) -> None:
        self.first, self.stop = first, Stop(WALK.begin(first))
        self.stops: list[tuple[Stop, tuple[Way, ...]]] = []

    @property
    def shown(self) -> list[str]:
        return self.stop.shown

    @property
    def at(self) -> str:
        return self.shown[-1]

    @property
    def place(self) -> BoxRef:
        return INDEX.targets[self.at]

    @property
    def branches(self) -> bool:
        return isinstance(self.stop.move, Pick)

    @property
    def offered(self) -> list[Way]:
        """The ways that can be taken here."""
        move = self.stop.move
        return [way for way in _ways(self.at) if way.number in move.offered] if isinstance(move, Pick) else []

    @property
    def fixed(self) -> tuple[Way, ...]:
        """The ways that are taken in any case."""
        move = self.stop.move
        return tuple(way for way in self.offered if isinstance(move, Pick) and way.number in move.fixed)

    @property
    def steps(self) -> list[Step]:
        """All boxes walked, also those that were gone through without a click."""
        found: list[Step] = []
        before = None

        def add(box: str, stop: int | None) -> None:
            found.append(Step(box, sum(step.box == box for step in found) + 1, stop, []))

        for number, (stop, ways) in enumerate([*self.stops, (self.stop, ())]):
            for box in stop.shown if stop.part else ():
                add(box, number)
            for event in stop.since(before):
                if event.kind is EventKind.ENTERED and event.box not in stop.rest:
                    add(event.box, number if event.box in stop.shown else None)
                elif event.kind is EventKind.TOOK_ITSELF:
                    found[-1].taken += [way.said for way in _ways(event.box) if way.number in event.ways]
            if number < len(self.stops) and (said := stop.said(ways)):
                next(step for step in reversed(found) if step.box == stop.shown[-1]).taken.append(said)
            before = stop
        return found

    @property
    def came_by(self) -> list[Step]:
        """The boxes walked before those that are shown."""
        return [step for step in self.steps if step.stop != len(self.stops)]

    @property
    def boxes(self) -> list[str]:
        """All boxes walked."""
        return [step.box for step in self.steps]

    @property
    def by_itself(self) -> list[str]:
        """Whatever went without a click on the way to this stop."""
        return [line for event in self.stop.since(self.stops[-1][0] if self.stops else None) for line in self._lines(event)]

    @staticmethod
    def _lines(event: Event) -> Iterator[str]:
        ways = [way for way in _ways(event.box) if way.number in event.ways]
        if event.kind is EventKind.DROPPED:
            yield WORDS["dropped"].format(box=_onward(ways[0].goal))
        elif event.kind is EventKind.USED_UP:
            yield WORDS["used_up"]
        elif event.kind is EventKind.TOOK_ITSELF:
            assert ways[0].is_then
            yield f"{WORDS['took_itself'].format(box=_name(event.box), way=ways[0].said)}. {WORDS['used_up']}"

    @property
    def goes_on(self) -> bool:
        """Whether there is anywhere to go without choosing a way."""
        return not self.branches and self.stop.after() is not None

    @property
    def todo(self) -> list[str]:
        """Boxes that come after the next stop, or after this one if it is answered."""
        answers = self.stop.move is not None and not isinstance(self.stop.move, Go)
        stop = self.stop if answers else self.stop.after()
        return [box for box in stop.todo if answers or box not in stop.shown] if stop else []

    def go(self, *ways: Way) -> bool:
        """Goes on; whether there was anywhere to go."""
        taken = ways if self.branches else ()
        stop = self.stop.after(taken)
        if stop:
            self.stops.append((self.stop, taken))
            self.stop = stop
        return stop is not None

    def to_a_fork(self) -> "Walker":
        """On to where ways are chosen."""
        while not self.branches:
            assert self.go()
        return self

    @property
    def taken(self) -> set[tuple[str, int]]:
        """The ways of decisions that were taken, with and without a click."""
        kinds = EventKind.TOOK, EventKind.TOOK_ITSELF
        return {(event.box, number) for event in self.stop.state.events if event.kind in kinds for number in event.ways}

    @property
    def route(self) -> str:
        """The address of where it stands."""
        parts: list[str] = []
        since: list[str] = []
        for stop, ways in [*self.stops, (self.stop, ())]:
            since.append(stop.shown[-1])
            named = stop.named(ways) if stop is not self.stop else None
            if named is not None:
                parts.append(f"{since[-1]}.{'+'.join(named)}")
                since = []
        times = since.count(self.at)
        here = [f"{self.at}~{times}" if times > 1 else self.at] if len(since) > 1 else []
        return "/".join(["#walk/1", PASSPORT.version, self.first, *parts, *here])


def _alone_and_together(box: str) -> list[tuple[Way, ...]]:
    """For a fork each of its branches alone, and all of them; those that are always followed are with each."""
    ways = _ways(box)
    always = [way for way in WALK.definition.boxes[box].ways if INDEX.targets[box].box.kind is Kind.ALL and not way.optional]
    fixed = {way.number for way in always}
    some = [{*fixed, way.number} for way in ways]
    sets = [*some, {way.number for way in ways}]
    unique = [one for at, one in enumerate(sets) if one not in sets[:at]]
    return [tuple(way for way in ways if way.number in one) for one in unique]


DECISIONS = {Kind.QUESTION, Kind.CHOICE, Kind.SEVERAL, Kind.ALL}
FORKS = {Kind.SEVERAL, Kind.ALL}
REACHED = [place for place in INDEX.boxes if place.box.id in AHEAD[FIRST] | {FIRST}]
_NOTHING = {entry: Known.NO for box in WALK.definition.boxes.values() for group in box.asks for entry in group.entries}
_RULED_OUT = {
    (box.id, way.number)
    for box in WALK.definition.boxes.values()
    if box.kind is not Kind.CHOICE
    for way in box.ways
    if way.has and of_any(WALK.definition, _NOTHING, way.has) is Known.NO
}
"""Ways that are not offered to these patients, who have nothing that is asked about; worked cases take them."""
DECIDED = {(way.box, way.number) for place in REACHED if place.box.kind in DECISIONS for way in _ways(place.box.id)} - _RULED_OUT


def _planned() -> list[list[tuple[Way, ...]]]:
    """Walks from the first box that together take every way on offer, and every fork by each branch alone and by all."""
    forks = {
        place.box.id: [ways for ways in _alone_and_together(place.box.id) if not {(way.box, way.number) for way in ways} & _RULED_OUT]
        for place in REACHED
        if place.box.kind in FORKS
    }
    new = {*DECIDED}

    def leads_to_new(box: str) -> bool:
        return any(forks.get(other) or any((way.box, way.number) in new for way in _ways(other)) for other in AHEAD[box] | {box})

    plans = []
    while new or any(forks.values()):
        walker, plan = Walker(FIRST), list[tuple[Way, ...]]()
        before = (len(new), sum(map(len, forks.values())))
        while True:
            ways = tuple(walker.offered)
            if forks.get(walker.at) and walker.branches:
                ways = forks[walker.at].pop(0)
            elif walker.branches and walker.at in forks:
                ways = tuple(way for way in ways if way in walker.fixed or leads_to_new(way.goal)) or ways[:1]
            elif walker.branches:
                ways = (min(ways, key=lambda way: ((way.box, way.number) not in new, not leads_to_new(way.goal))),)
            plan += [ways] if walker.branches else []
            is_going = walker.go(*ways)
            new -= walker.taken
            if not is_going:
                break
        assert (len(new), sum(map(len, forks.values()))) != before, new
        plans.append(plan)
    return plans


PLANS = _planned()
LONG = max(PLANS, key=lambda plan: sum(len(ways) for ways in plan))
SHORT = min(PLANS, key=len)


def _decisions(walker: Walker, plan: list[tuple[Way, ...]]) -> Iterator[tuple[str, tuple[Way, ...]]]:
    """Each step of a plan: its box, and the ways that are taken from there; the walker takes them when asked for the next."""
    left = iter(plan)
    while True:
        ways = next(left) if walker.branches else ()
        yield walker.at, ways
        if not walker.go(*ways):
            return


def _start_of_news(number: int) -> tuple[Walker, list[tuple[Way, ...]]]:
    """Where a plan first does what none before it did, and what is left of the plan from there."""
    known = {step for plan in PLANS[:number] for step in _decisions(Walker(FIRST), plan)}
    walker, taken = Walker(FIRST), 0
    for step in _decisions(walker, PLANS[number]):
        if step not in known:
            break
        taken += walker.branches
    return walker, PLANS[number][taken:]


# ── In the browser ──


def _fragment(page: Page) -> str:
    return "#" + unquote(page.url.partition("#")[2])


def _folded(text: str) -> str:
    return " ".join(text.split())


# In one look: a question for each part would take the browser longer than the step.
_SHOWN = """(panel) => {
  const texts = (selector) => [...panel.querySelectorAll(selector)].map((element) => element.innerText);
  return [panel.innerText, texts("h3"), texts(".pw-panel-body > .pw-walk-auto"), texts(".pw-walk-trail li").length, texts(".pw-walk-then")];
}"""


def _at(page: Page, walker: Walker) -> None:
    """Waits until the page stands at the walker's step, and compares what it shows."""
    page.wait_for_function(
        "([hash, heading, title]) => decodeURIComponent(location.hash) === hash && document.querySelector(heading)?.textContent === title",
        arg=[walker.route, f"{HEADING}:focus", INDEX.name_of(INDEX.targets[walker.shown[0]].box)],
    )
    assert re.split("[?#]", page.url)[0].endswith(_page_of(walker.place))
    text, headings, by_itself, came_by, then = page.locator(PANEL).evaluate(_SHOWN)
    boxes = [INDEX.targets[box].box for box in walker.shown]
    assert headings == list(map(INDEX.name_of, boxes))
    says = [INDEX.statements[placement.statement].says for box in boxes for placement in box.statements]
    assert [words for words in says if words not in _folded(text)] == []
    assert by_itself == walker.by_itself
    assert came_by == len(walker.came_by)
    expected = walker.todo
    assert then == (["Then: " + " · ".join(map(_onward, expected))] if expected else [])


def _begin(page: Page) -> Walker:
    page.locator(".pw-walk-way").get_by_role("button").click()
    walker = Walker(FIRST)
    _at(page, walker)
    return walker


def _choose(page: Page, walker: Walker, ways: tuple[Way, ...], *, by_keyboard: bool = False) -> None:
    choices = page.locator(f"{PANEL} .pw-panel-body .pw-walk-choice")
    expect(choices).to_have_count(len(walker.offered))
    is_fork = walker.place.box.kind in FORKS
    for number, way in enumerate(walker.offered):
        choice = choices.nth(number)
        assert (way.label or INDEX.targets[way.goal].box.title) in _folded(choice.inner_text())
        tick = choice.locator("input")
        if is_fork:
            assert tick.is_disabled() == (way in walker.fixed)
        if (way in ways) == (is_fork and tick.is_checked()):
            continue
        if by_keyboard:
            page.keyboard.press(str(number + 1))
        else:
            choice.click()
        if not is_fork:
            return
    if is_fork:
        done = page.get_by_role("button", name=WORDS["walk_ticked"])
        if not by_keyboard:
            done.click()
            return
        page.keyboard.press("Enter")
        # What is answered as it stands is shown first.
        if page.locator(f"{PANEL} .pw-walk-ticks input:focus").count():
            page.keyboard.press("Enter")


def _go(page: Page, walker: Walker) -> None:
    """On from a step where no way is chosen: nothing applies, and of a group nothing is being given."""
    if isinstance(walker.stop.move, Ask):
        page.locator(PANEL).get_by_role("button", name=WORDS["none_of_rest"]).click()
    else:
        page.locator(DONE if isinstance(walker.stop.move, Which) else GO).click()


def _go_to_a_fork(page: Page, walker: Walker) -> list[str]:
    """On to where ways are chosen, by clicking; the addresses of the steps on the way there."""
    routes = []
    while not walker.branches:
        _go(page, walker)
        walker.go()
        _at(page, walker)
        routes.append(walker.route)
    return routes


def _walk(page: Page, plan: list[tuple[Way, ...]], walker: Walker | None = None) -> Walker:
    """Walks a plan to its end by clicking."""
    walker = walker or _begin(page)
    for _, ways in _decisions(walker, plan):
        _at(page, walker)
        if walker.branches:
            _choose(page, walker, ways)
        elif walker.goes_on:
            _go(page, walker)
    return walker


def _end_of(visit: Visit, plan: list[tuple[Way, ...]]) -> tuple[Page, Walker]:
    """A page at the end of a plan, by its address; `test_every_way_can_be_walked` comes there by clicking."""
    walker = Walker(FIRST)
    for _ in _decisions(walker, plan):
        pass
    page = visit.open(f"{_page_of(walker.place)}{walker.route}")
    _at(page, walker)
    return page, walker


def _lit(page: Page, name: str) -> set[str]:
    found = page.eval_on_selector_all(
        f".pw-drawing:visible .pw-node.pw-walk-{name}:not(.pw-node--link)",
        "all => all.map(e => e.closest('a').getAttribute('href').split('#')[1])",
    )
    return set(map(unquote, found))


# ── Scripts ──


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_plain(name: str) -> None:
    """Nothing in them that a strict content policy forbids, that reads words as HTML, or that keeps or asks for anything."""
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function|document\.write|import\b|https?://(?!www\.w3\.org)"
    kept = r"localStorage|sessionStorage|indexedDB|cookie|fetch\(|XMLHttpRequest|sendBeacon"
    assert re.findall(f"{forbidden}|{kept}", (ASSETS / name).read_text("utf-8")) == []


@pytest.mark.sample(1)
def test_a_page_loads_little_before_a_walk(both_ways: Visit) -> None:
    page = both_ways.open("index.html")
    scripts = page.evaluate("[...document.scripts].map(s => s.src.split('/assets/').at(-1))")
    assert [name for name in scripts if "walk" in name] == []
    assert (ASSETS / "walk/walk.js").stat().st_size < 3_500


# ── Every way ──


@pytest.mark.sample(2)
@pytest.mark.parametrize("number", range(len(PLANS)))
def test_every_way_can_be_walked(visit: Visit, number: int) -> None:
    """Every way is taken by some plan, and every fork by each of its branches alone and by all of them.

    The first plan begins with its button, the others by the address of where they leave those before them.
    """
    walker, plan = _start_of_news(number)
    page = visit.open(f"{_page_of(walker.place)}{walker.route}" if walker.came_by else "index.html")
    walker = _walk(page, plan, walker if walker.came_by else None)
    expect(page.get_by_text("End of this branch")).to_be_visible()
    assert _lit(page, "on") == {box for box in walker.boxes if _page_of(INDEX.targets[box]) == _page_of(walker.place)}
    assert _lit(page, "at") == {*walker.shown}


@pytest.mark.sample(2)
@pytest.mark.parametrize("place", INDEX.charts, ids=lambda place: place.chart.id)
def test_every_chart_has_a_way_in(visit: Visit, place: Any) -> None:
    page = visit.open(_page_of(place))
    way = page.locator(f"figure[data-chart='{place.chart.id}']" if place.section else ".pw-walk-way")
    way.get_by_role("button", name="Go through step by step").click()
    _at(page, Walker(place.chart.boxes[0].id))


def test_a_walk_begins_at_the_box_that_is_open(visit: Visit) -> None:
    place = INDEX.charts[-2]
    box = place.chart.boxes[1].id
    page = visit.open(f"{place.section.id}.html#{box}" if place.section else "index.html")
    page.get_by_role("button", name="Go step by step from here").click()
    _at(page, Walker(box))
    expect(page.locator("aside.pw-panel:visible")).to_have_count(1)


@pytest.mark.release
@pytest.mark.parametrize("has", ["", "?has=ild"])
def test_the_heading_of_a_step_at_the_foot_of_a_chart_is_in_view(visit: Visit, has: str) -> None:
    place = max(INDEX.charts, key=lambda place: len(place.chart.boxes))
    assert place.section
    box = place.chart.boxes[-1].id
    page = visit.open(f"{place.section.id}.html{has}#walk/1/{INDEX.pathway.pathway.version}/{box}")
    heading = page.locator(f"{HEADING}:focus")
    heading.wait_for()
    at_rest(page)
    above = page.locator(".pw-lens-bar" if has else ".md-header").bounding_box()
    shown = heading.bounding_box()
    assert above
    assert shown
    assert above["y"] + above["height"] <= shown["y"] <= 800 - shown["height"]


def test_ways_not_taken_step_back(visit: Visit) -> None:
    """Boxes on the route are lit, boxes out of reach are dim, boxes ahead are unchanged; text is never dimmed."""
    place = next(p for p in REACHED if p.box.kind is Kind.CHOICE and len(_ways(p.box.id)) > 2 and p.section and not p.box.in_turn)
    page = visit.open(_page_of(place))
    start = place.chart.boxes[0].id
    page.locator(f"figure[data-chart='{place.chart.id}'] .pw-walk-begin").click()
    walker = Walker(start)
    _at(page, walker)
    while walker.at != place.box.id:
        ways = tuple(walker.offered[-1:])
        if ways:
            _choose(page, walker, ways)
        else:
            _go(page, walker)
        walker.go(*ways)
        _at(page, walker)
    _choose(page, walker, (_ways(walker.at)[0],))
    walker.go(_ways(walker.at)[0])
    _at(page, walker)
    chart = {node.id for node in place.chart.boxes}
    reached = {walker.at} | AHEAD[walker.at]
    assert _lit(page, "on") == chart & {*walker.boxes}
    assert _lit(page, "off") == chart - {*walker.boxes} - reached
    left = [way for box in chart - reached for way in _ways(box)]
    taken = walker.taken | {(way.box, way.number) for way in left if way.box in walker.boxes and len(_ways(way.box)) == 1}
    expect(page.locator(".pw-drawing:visible .pw-edge.pw-walk-off")).to_have_count(sum((way.box, way.number) not in taken for way in left))
    dimmed = "all => all.filter(text => { for (let e = text; e; e = e.parentElement) if (getComputedStyle(e).opacity !== '1') return true; }).length"
    assert page.eval_on_selector_all(".pw-drawing:visible .pw-node text", dimmed) == 0
    page.emulate_media(media="print")
    expect(page.locator(PANEL)).to_be_hidden()
    assert page.eval_on_selector_all(".pw-edge", "all => all.every(e => getComputedStyle(e).opacity === '1')")


# ── By keyboard ──


def test_a_walk_by_keyboard_alone(visit: Visit) -> None:
    """Enter begins and goes on, digits choose and tick, Backspace goes back, Escape leaves; the way on is two stops of Tab from each heading."""
    page = visit.open("index.html")
    plan = min((plan for plan in PLANS if {len(ways) > 1 for ways in plan} == {True, False} and all(len(ways) for ways in plan)), key=len)
    walker = Walker(FIRST)
    page.locator(".pw-walk-way button").focus()
    page.keyboard.press("Enter")
    went_back = False
    for _, ways in _decisions(walker, plan):
        _at(page, walker)
        page.keyboard.press("Tab")
        if not page.locator(f"{NEXT}:focus").count():
            page.keyboard.press("Tab")
        expect(page.locator(f"{NEXT}:focus")).to_have_count(1)
        if walker.branches:
            _choose(page, walker, ways, by_keyboard=True)
        elif walker.goes_on:
            if isinstance(walker.stop.move, Ask):
                _tab_to(page, f"{PANEL} .pw-walk-asked .pw-tool")
            page.keyboard.press("Enter")
            if not went_back:
                page.wait_for_function("(route) => decodeURIComponent(location.hash) !== route", arg=walker.route)
                page.locator(f"{HEADING}:focus").wait_for()
                page.keyboard.press("Backspace")
                _at(page, walker)
                page.go_back()
                went_back = True
    assert went_back
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_have_count(0)
    assert "#" not in page.url
    assert page.evaluate("document.activeElement.matches('.pw-walk-begin')")
    page.go_back()
    _at(page, walker)


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    pytest.fail(f"Tab never reaches {selector}")


def test_the_heading_is_described_by_its_kind(visit: Visit) -> None:
    page = visit.open("index.html")
    _begin(page)
    heading = page.locator(HEADING).first
    described = page.locator(f"[id='{heading.get_attribute('aria-describedby')}']").inner_text()
    assert described.casefold() == "start"
    assert len({*page.locator(HEADING).evaluate_all("all => all.map(e => e.id)")}) == page.locator(HEADING).count()
    assert (
        page.evaluate("(ids => ids.filter((id, at) => ids.indexOf(id) !== at))([...document.querySelectorAll('[id]')].map(e => e.id))")
        == []
    )


def test_a_fork_wants_a_tick(visit: Visit) -> None:
    page = visit.open("index.html")
    walker = _begin(page)
    _go_to_a_fork(page, walker)
    while walker.place.box.kind is not Kind.SEVERAL:
        ways = walker.fixed or tuple(walker.offered[-1:])
        _choose(page, walker, ways)
        walker.go(*ways)
        _at(page, walker)
        _go_to_a_fork(page, walker)
    page.get_by_role("button", name="Continue with these").click()
    assert page.locator(f"{PANEL} [role=status]").inner_text() == "Tick at least one."
    assert _fragment(page) == walker.route


def test_choices_side_by_side(visit: Visit) -> None:
    place = next(p for p in INDEX.boxes if p.box.kind is Kind.CHOICE and p.section)
    page = visit.open(f"{_page_of(place)}#walk/1/{PASSPORT.version}/{place.box.id}")
    walker = Walker(place.box.id)
    _at(page, walker)
    _go_to_a_fork(page, walker)
    assert walker.at == place.box.id
    page.get_by_role("button", name="Compare side by side").click()
    columns = page.locator("dialog[open] .pw-walk-column")
    expect(columns).to_have_count(len(walker.offered))
    for number, way in enumerate(walker.offered):
        text = _folded(columns.nth(number).inner_text())
        goal = INDEX.targets[way.goal]
        assert goal.box.title in text
        if _page_of(goal) == _page_of(place):
            assert all(INDEX.statements[p.statement].says in text for p in goal.box.statements)
        else:
            assert WORDS["elsewhere"] in text
    tops = {round(box["y"]) for column in columns.all() if (box := column.bounding_box())}
    assert len(tops) < columns.count()
    columns.nth(1).get_by_role("button", name="Choose this").click()
    walker.go(walker.offered[1])
    _at(page, walker)


@pytest.mark.release
def test_a_box_is_looked_at_while_the_walk_waits(visit: Visit) -> None:
    """A click on a box of the chart shows it and moves nothing; from a box walked before, one can return to it."""
    page = visit.open("index.html")
    walker = _begin(page)
    other = INDEX.charts[0].chart.boxes[-1]
    page.locator(f".pw-drawing:visible a[href$='#{other.id}']").click()
    assert page.locator(HEADING).inner_text() == INDEX.name_of(other)
    assert _fragment(page) == walker.route
    page.keyboard.press("Escape")
    _at(page, walker)
    _go(page, walker)
    walker.go()
    _at(page, walker)
    page.locator(f".pw-drawing:visible a[href$='#{FIRST}']").click()
    page.get_by_role("button", name=f"Return to {INDEX.name_of(INDEX.targets[FIRST].box)}").last.click()
    _at(page, Walker(FIRST))


@pytest.mark.release
def test_the_chart_fits_beside_its_panel(visit: Visit) -> None:
    """Whole, in letters of 12 pixels or more; a size that the reader has chosen stays, also when she begins again."""
    chart = max((place for place in INDEX.charts if place.section), key=lambda place: len(place.chart.boxes))
    page = visit.open(_page_of(next(place for place in INDEX.boxes if place.box is chart.chart.boxes[0])))
    page.set_viewport_size({"width": 1280, "height": 800})
    figure = page.locator(f"figure[data-chart='{chart.chart.id}']")
    view, drawing = figure.locator(".pw-view"), figure.locator(".pw-drawing:visible")
    width = "e => e.getBoundingClientRect().width"
    natural = drawing.evaluate("e => e.viewBox.baseVal.width")
    walker = Walker(chart.chart.boxes[0].id)
    while walker.at not in {box.id for box in chart.chart.boxes}:
        walker.go()
    page.evaluate("hash => { location.hash = hash; }", walker.route)
    expect(figure.locator(PANEL)).to_be_visible()
    assert view.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert 0.8 * natural <= drawing.evaluate(width) < natural
    figure.get_by_role("button", name="100 %").click()
    ways = walker.fixed or tuple(walker.offered[:1])
    _choose(page, walker, ways) if ways else _go(page, walker)
    walker.go(*ways)
    _at(page, walker)
    assert drawing.evaluate(width) == natural
    for _ in range(2):
        page.get_by_role("button", name="Leave step by step").click()
        expect(figure.locator(PANEL)).to_have_count(0)
        assert drawing.evaluate(width) == natural
        page.go_back()
        expect(figure.locator(PANEL)).to_be_visible()
        assert drawing.evaluate(width) == natural


def test_the_patient_can_be_told_of_during_a_walk(visit: Visit) -> None:
    """In the panel, which stays in sight; once something is ticked, the bar at the top has the button, and the walk goes on."""
    page = visit.open("index.html")
    walker = _begin(page)
    opener = page.locator(PANEL).get_by_role("button", name=load_messages().lens["open"])
    expect(opener).to_be_in_viewport()
    opener.click()
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.click()
    page.locator("dialog[open] input").first.check()
    page.keyboard.press("Escape")
    expect(page.locator(".pw-lens-change")).to_be_focused()
    expect(opener).to_be_hidden()
    expect(page.locator(HEADING)).to_have_text([INDEX.name_of(INDEX.targets[box].box) for box in walker.shown])


@pytest.mark.release
def test_full_screen_keeps_the_walk(visit: Visit) -> None:
    page = visit.open("index.html")
    walker = _begin(page)
    page.get_by_role("button", name="Full screen").click()
    expect(page.locator("dialog[open]").locator(PANEL)).to_be_visible()
    _at(page, walker)
    _go(page, walker)
    walker.go(*_ways(walker.at))
    _at(page, walker)
    expect(page.locator("dialog[open]")).to_have_count(1)
    page.get_by_role("button", name="Close full screen").click()
    _at(page, walker)


# ── The address ──


@pytest.mark.release
def test_the_address_holds_the_walk(both_ways: Visit) -> None:
    """It survives reloading, back and forward across pages, and being opened at any page."""
    page = both_ways.open("index.html")
    walker = _begin(page)
    stops = [walker.route]
    for ways in LONG[:2]:
        stops += _go_to_a_fork(page, walker)
        _choose(page, walker, ways)
        walker.go(*ways)
        _at(page, walker)
        stops.append(walker.route)
    assert len({_page_of(INDEX.targets[box]) for box in walker.boxes}) > 1
    page.reload()
    _at(page, walker)
    for move, routes in ((page.go_back, stops[-2:-6:-1]), (page.go_forward, stops[1:][-4:])):
        for route in routes:
            move()
            page.wait_for_function("hash => decodeURIComponent(location.hash) === hash", arg=route)
    _at(page, walker)
    for name in ("index.html", "references.html", f"{INDEX.pathway.sections[-1].id}.html"):
        other = both_ways.open(f"{name}{walker.route}")
        _at(other, walker)
        other.close()


def test_back_and_the_trail_return_to_steps(visit: Visit) -> None:
    page = visit.open("index.html")
    walker, before = _begin(page), Walker(FIRST)
    _go_to_a_fork(page, walker)
    before.to_a_fork()
    ways = walker.fixed
    _choose(page, walker, ways)
    walker.go(*ways)
    _at(page, walker)
    page.get_by_role("button", name="Back", exact=True).click()
    _at(page, before)
    page.locator(".pw-walk-trail button").first.click()
    _at(page, Walker(FIRST))
    page.go_back()
    _at(page, before)


def test_a_route_of_another_version_says_so(visit: Visit) -> None:
    """It goes as far as it holds."""
    walker = Walker(FIRST).to_a_fork()
    walker.go(*walker.fixed)
    holding = walker.route.replace(PASSPORT.version, "0.9", 1)
    for route, said in (
        (holding, "All its steps still exist"),
        (f"{holding}/gone.somewhere/else", "Your saved route is valid up to this step"),
        (walker.route + "/gone", "Part of this link does not fit"),
    ):
        page = visit.open(f"index.html{route}")
        page.wait_for_selector(HEADING)
        note = page.locator(f"{PANEL} .pw-walk-note").inner_text()
        assert said in note
        assert ("version 0.9 of the pathway" in note) == (route != walker.route + "/gone")
        assert page.locator(HEADING).inner_text() == INDEX.name_of(walker.place.box)
        page.close()


FIRST_LINE = f"{PASSPORT.version}/skin-manifestations/applies.-ild/skin-first-line-measures.photoprotection+topical-corticosteroids-skin"


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("page_name", "route", "box"),
    [
        ("index", f"{PASSPORT.version}/{FIRST}/goals-of-treatment", "goals-of-treatment"),
        ("index", f"{PASSPORT.version}/{FIRST}/applies", "applies"),
        ("muscle", f"{PASSPORT.version}/myositis/applies.-ild/response-to-corticosteroids", "response-to-corticosteroids"),
        ("skin", FIRST_LINE, "photoprotection"),
        ("skin", f"{FIRST_LINE}/topical-corticosteroids-by-site", "topical-corticosteroids-by-site"),
        ("skin", f"{FIRST_LINE}/unresponsive-to-topical", "unresponsive-to-topical"),
        (
            "skin",
            f"{FIRST_LINE}/topical-corticosteroids-by-site/~.ild/unresponsive-to-topical.skin-second-line-choice",
            "skin-second-line-choice",
        ),
    ],
)
def test_a_route_that_stood_at_a_box_now_shown_in_passing_still_holds(visit: Visit, page_name: str, route: str, box: str) -> None:
    """It leads to the step that shows the box."""
    page = visit.open(f"{page_name}.html#walk/1/{route}")
    page.wait_for_selector(HEADING)
    assert INDEX.name_of(INDEX.targets[box].box) in page.locator(HEADING).all_inner_texts()
    expect(page.locator(f"{PANEL} .pw-walk-note")).to_have_count(0)
    page.close()


@pytest.fixture(scope="module")
def lost(browser: Browser, server: str) -> Iterator[tuple[Page, list[str]]]:
    """A page on which fragments are tried, and what went wrong there."""
    complaints: list[str] = []
    page = browser.new_page(viewport=WIDE)  # type: ignore[arg-type]
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{server}/index.html#walk/1/{PASSPORT.version}/{FIRST}")
    page.wait_for_selector(HEADING)
    yield page, complaints
    page.close()


_PARTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from([*(place.box.id for place in INDEX.boxes), "constructor", "__proto__", "..", "1", "~", "~.", "-", "%", "%2f", "walk"]),
)


@times(0.5)
@given(parts=st.lists(_PARTS, max_size=6), joint=st.sampled_from("/.+~"))
def test_garbled_addresses_are_left_aside(lost: tuple[Page, list[str]], parts: list[str], joint: str) -> None:
    """Never an error: a way as far as it holds, or a word that there is none."""
    page, complaints = lost
    garbled = "#walk/" + joint.join(parts)
    shown = page.evaluate(
        """hash => { const { way } = window.pathway.walk; const route = way.read(hash);
          if (route?.route) return way.read(way.write(route.route)).route.stop.at.id === route.route.stop.at.id;
          history.replaceState(null, '', location.pathname + '#x');
          const said = () => route === null || document.querySelector('.pw-walk-note')?.textContent;
          return new Promise(done => { addEventListener('hashchange', () => setTimeout(() => done(said())), { once: true }); location.hash = hash; }); }""",
        garbled,
    )
    assert shown
    assert complaints == []


@pytest.mark.release
def test_what_is_no_walk_is_left_alone(visit: Visit) -> None:
    for fragment in ("#walk", "#walking/1", "#wal", "#%"):
        page = visit.open(f"index.html{fragment}")
        expect(page.locator(f"{PANEL}, .pw-walk-note")).to_have_count(0)
        page.close()


# ── Its summary ──


def _expected(walker: Walker) -> set[str]:
    """The statements that belong to a walk: those of its boxes, and all warnings about its treatments, their members and their groups."""
    boxes = [INDEX.targets[box].box for box in walker.boxes]
    met = {treatment for node in boxes for treatment in node.gives}
    while members := {member for t in INDEX.pathway.treatments if t.id in met for member in t.members} - met:
        met |= members
    while groups := {t.id for t in INDEX.pathway.treatments if met & set(t.members)} - met:
        met |= groups
    warned = {s.id for s in INDEX.pathway.statements if s.role in WARNINGS and met & set(s.about)}
    return warned | {placement.statement for node in boxes for placement in node.statements}


def _summary(page: Page) -> None:
    page.locator(PANEL).get_by_role("link", name="Summary").last.click()
    page.wait_for_selector(".pw-walked--made")


@pytest.mark.sample(1)
@pytest.mark.parametrize("plan", [LONG, SHORT], ids=["long", "short"])
def test_the_summary_says_what_belongs_to_the_walk(visit: Visit, plan: Any) -> None:
    page, walker = _end_of(visit, plan)
    _summary(page)
    assert page.locator(".pw-walked-steps li a").all_inner_texts() == [step.name for step in walker.steps]
    decisions = [" · ".join(step.taken) for step in walker.steps if step.taken]
    taken = page.locator(".pw-walked-steps li:has(strong)").evaluate_all(
        "all => all.map((li) => [...li.querySelectorAll('strong')].map((one) => one.textContent.replace(' → ', '')).join(' · '))"
    )
    assert taken == decisions
    says = page.eval_on_selector_all(".pw-walked .pw-statement-text", "all => all.map(e => e.firstChild.textContent)")
    assert set(says) == {INDEX.statements[name].says for name in _expected(walker)}
    cited = {number for text in page.locator(".pw-walked-cites").all_inner_texts() for number in text.split(", ")}
    assert {str(n) for n in page.eval_on_selector_all(".pw-walked .pw-references li", "all => all.map(e => e.value)")} == cited
    body = _folded(page.locator("article").inner_text())
    for text in (
        PASSPORT.title,
        PASSPORT.version,
        load_messages().status_of(PASSPORT),
        *PASSPORT.disclaimer,
        "Your choices are kept only in the page address",
    ):
        assert text in body
    assert page.locator(".pw-walked-url").inner_text() == page.url
    for warned in page.locator(".pw-role--contraindication, .pw-role--caution, .pw-role--monitoring").all():
        assert warned.evaluate("e => e.closest('.pw-walked-part').querySelector('h2').textContent") in {
            "Cautions, contraindications and monitoring",
            "What the pathway says at these steps",
        }
    page.get_by_role("link", name="Back to your route").click()
    _at(page, walker)


def _tight(text: str) -> str:
    """A text as nobody's line breaks, hyphens and ligatures change it."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_the_summary_on_paper(http_visit: Visit) -> None:
    """At most two pages, complete, with a code that a telephone reads."""
    page = http_visit.open("index.html")
    walker = _walk(page, SHORT)
    _summary(page)
    made = page.pdf(prefer_css_page_size=True)
    sheets = pypdf.PdfReader(BytesIO(made)).pages
    assert len(sheets) <= 2
    text = _tight("".join(sheet.extract_text() for sheet in sheets))
    for wanted in (
        *(INDEX.statements[name].says for name in _expected(walker)),
        *PASSPORT.disclaimer,
        load_messages().status_of(PASSPORT),
        PASSPORT.title,
        page.url,
    ):
        assert _tight(wanted) in text
    assert "Copy as text" not in text
    bitmap = pypdfium2.PdfDocument(made)[len(sheets) - 1].render(scale=4, grayscale=True)
    image = memoryview(bytes(bitmap.buffer)).cast("B", (bitmap.height, bitmap.stride))
    assert _read(image) == [page.url]
    page.close()


def test_a_walk_that_is_printed_prints_its_route(visit: Visit) -> None:
    """In place of the page, with all the summary says; after that the page is as it was."""
    page = visit.open("index.html")
    walker = _walk(page, SHORT)
    page.wait_for_function("Boolean(window.pathway.walk.qr)")
    at_rest(page)
    sheets = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(sheets) <= 2
    text = _tight("".join(sheet.extract_text() for sheet in sheets))
    wanted = [INDEX.statements[name].says for name in _expected(walker)]
    wanted += [*PASSPORT.disclaimer, PASSPORT.title, PASSPORT.version, load_messages().status_of(PASSPORT), load_messages().lens["unsafe"]]
    assert [said for said in wanted if _tight(said) not in text] == []
    others = [place.box.title for place in INDEX.boxes if place.box.id not in walker.boxes and len(place.box.title) > 30]
    assert sum(_tight(title) in text for title in others) < len(others) / 4
    expect(page.locator(".pw-walked--paper")).to_have_count(0)
    _at(page, walker)


@pytest.mark.release
def test_every_planned_walk_fits_on_paper(browser: Browser, server: str, sample: Sampler[Any]) -> None:
    """A walk of 25 steps fits on two pages; with what the editors added, each further 11 need one more at most."""
    page = browser.new_page(viewport=WIDE)  # type: ignore[arg-type]
    for plan in sample(PLANS, 3):
        walker = Walker(FIRST)
        assert [*_decisions(walker, plan)]
        page.goto("about:blank")
        page.goto(f"{server}/walk.html{walker.route}")
        page.wait_for_selector(".pw-walked--made")
        count = len(pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages)
        assert count <= 2 + ceil(max(0, len(walker.came_by) - 25) / 11), walker.route
    page.close()


@pytest.mark.sample(1)
def test_the_summary_as_plain_text(both_ways: Visit) -> None:
    both_ways.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page, walker = _end_of(both_ways, SHORT)
    _summary(page)
    page.get_by_role("button", name="Copy as text").click()
    page.get_by_role("button", name="Copied").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    for wanted in (
        *(INDEX.statements[name].says for name in _expected(walker)),
        *PASSPORT.disclaimer,
        load_messages().status_of(PASSPORT),
        PASSPORT.title,
        page.url,
    ):
        assert wanted in text
    page.get_by_role("button", name="Copy as text").wait_for()
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_summary_is_never_silent_about_a_group_whose_members_are_warned_of(visit: Visit) -> None:
    """A box gives a group: the warnings about its members are listed under their names, and members without any are named."""
    walker = Walker("antisynthetase-treatment")
    while walker.first not in walker.shown:
        assert walker.go()
    page = visit.open(f"walk.html{walker.route}")
    page.wait_for_selector(".pw-walked--made")
    headings = page.locator(".pw-walked-group h3").all_inner_texts()
    assert {f"{name}, one of Immunosuppressants" for name in ("Methotrexate", "Azathioprine", "Ciclosporin", "Mycophenolate")} <= {
        *headings
    }
    silence = page.locator(".pw-walked-part .pw-walk-small", has_text="This pathway gives no caution").inner_text()
    assert "Immunosuppressants" not in silence
    assert {name for name in ("Tacrolimus", "Cyclophosphamide", "Chlorambucil", "Methotrexate") if name in silence} == {
        "Tacrolimus",
        "Cyclophosphamide",
        "Chlorambucil",
    }


def test_options_are_never_offered_without_what_a_missing_mark_means(visit: Visit) -> None:
    """Above the options of a choice and of boxes to tick, and where options are compared."""
    said = load_messages().lens
    for box in ("muscle-second-line-choice", "skin-first-line-measures"):
        place = INDEX.targets[box]
        walker = Walker(box).to_a_fork()
        assert walker.at == box
        page = visit.open(f"{_page_of(place)}{walker.route}")
        note = page.locator(PANEL).get_by_text(said["unsafe"])
        note.wait_for()
        options = page.locator(f"{PANEL} .pw-walk-choices, {PANEL} .pw-walk-ticks").first
        assert note.evaluate("(note, options) => note.compareDocumentPosition(options)", options.element_handle()) == 4
        assert page.locator(PANEL).get_by_text(said["unsafe_more"]).count() == 1
    page = visit.open(f"muscle.html{Walker('muscle-second-line-choice').to_a_fork().route}")
    page.locator(PANEL).get_by_role("button", name=load_messages().walk["compare"]).click()
    expect(page.locator("dialog.pw-compare").get_by_text(said["unsafe"])).to_be_visible()


def test_the_plain_text_says_for_whom_it_is_marked(visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    at = "anti-mda5-early-treatment"
    page = visit.open("walk.html?has=anti-mda5" + f"#walk/1/{INDEX.pathway.pathway.version}/{at}")
    page.locator(".pw-lens-bar").wait_for()
    page.get_by_role("button", name="Copy as text").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert "Marked for: Anti-MDA5 antibodies" in page.evaluate("navigator.clipboard.readText()")


def test_a_ticked_member_answers_for_its_group_and_goes_with_it(visit: Visit) -> None:
    """Rapidly progressive ILD is ILD: ticked, ILD is not “not known yet”, and once ILD is denied neither is ticked nor offered."""
    start = f"index.html?has=rapidly-progressive-ild#walk/1/{INDEX.pathway.pathway.version}/dermatomyositis"
    page = visit.open(start)
    row = page.locator(f"{PANEL} .pw-walk-asks", has=page.get_by_text("Interstitial lung disease", exact=True))
    expect(row.get_by_label("Yes", exact=True)).to_be_checked()
    page.locator(DONE).last.click()
    page.wait_for_url(re.compile(r"has=ild,rapidly-progressive-ild&unknown=(?![^#]*\bild\b)"))
    page.close()
    page = visit.open(start)
    row = page.locator(f"{PANEL} .pw-walk-asks", has=page.get_by_text("Interstitial lung disease", exact=True))
    row.get_by_label("No", exact=True).check()
    page.locator(DONE).last.click()
    page.wait_for_url(re.compile(r"\?unknown=(?![^#]*\bild\b)"))
    page.locator(DONE).last.click()
    page.locator(f"{PANEL} .pw-walk-choice", has_text="no").last.click()
    expect(page.locator(HEADING)).to_contain_text("What is to be treated?")
    expect(page.locator(PANEL)).to_contain_text("Ruled out by the answers: rapidly progressive ILD")
    page.close()


def test_a_summary_without_a_route_leads_to_the_start(visit: Visit) -> None:
    for fragment, garbled in (("", 0), ("#walk/9", 1)):
        page = visit.open(f"walk.html{fragment}")
        expect(page.get_by_role("link", name=WORDS["no_route_link"])).to_have_attribute("href", "index.html")
        expect(page.get_by_text("JavaScript is off")).to_be_hidden()
        expect(page.get_by_text("contains no valid route")).to_have_count(garbled)
        page.close()


def test_without_scripts_a_summary_tells_how_to_walk_by_hand(browser: Browser, site: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((site / "walk.html").as_uri())
    expect(page.get_by_text("You can still follow the pathway yourself")).to_be_visible()


# ── Codes ──

# The longest texts of some versions, and one byte more: 1, 2, 6, 7, 9, 10, 13, 20, 31, 32, 40.
_LENGTHS = [1, 14, 15, 26, 27, 106, 107, 122, 123, 180, 181, 213, 214, 331, 332, 666, 667, 1452, 1453, 1538, 1539, 2330, 2331]


def test_codes_are_read_as_they_were_written(browser: Browser, sample: Sampler[int]) -> None:
    page = browser.new_page()
    page.add_script_tag(content="window.pathway = { walk: {} };" + (ASSETS / "walk/qr.js").read_text("utf-8"))
    alphabet = "https://example.org/a-b_c.d+e;f%C3%A4#walk/"
    for length in sample([*_LENGTHS, *range(40, 2300, 298)], 8):
        text = "".join(alphabet[(place * 7 + length) % len(alphabet)] for place in range(length))
        rows = page.evaluate("text => pathway.walk.qr(text)", text)
        assert _decoded(rows) == [text], length
    assert page.evaluate("pathway.walk.qr('x'.repeat(2332))") is None
    assert _decoded(page.evaluate("pathway.walk.qr('ä→字')")) == ["ä→字"]
    page.close()


def _read(image: memoryview) -> list[str]:
    """Text of the QR codes in a picture; the decoder now and then sees a bar code of another kind in one."""
    return [code.text for code in zxingcpp.read_barcodes(image) if code.format == zxingcpp.BarcodeFormat.QRCode]


def _decoded(rows: list[list[bool]]) -> list[str]:
    scale, quiet = 3, 4
    size = (len(rows) + 2 * quiet) * scale
    blank = [False] * quiet
    framed = [[False] * (len(rows) + 2 * quiet)] * quiet
    wide = [*framed, *([*blank, *row, *blank] for row in rows), *framed]
    pixels = b"".join(bytes(0 if dark else 255 for dark in row for _ in range(scale)) * scale for row in wide)
    image = memoryview(pixels).cast("B", (size, size))
    return _read(image)


# ── Beyond ──


_SHARE = """(body) => {
  const { top, bottom } = body.getBoundingClientRect();
  return (Math.min(bottom, innerHeight) - Math.max(top, document.querySelector(".md-header").getBoundingClientRect().bottom)) / innerHeight;
}"""


@pytest.mark.release
def test_on_a_phone_the_text_of_a_step_has_most_of_the_screen(telephone: Visit) -> None:
    """At least six tenths of it, with a line that says what is marked; the box in its chart is behind it, until that is asked for."""
    page = telephone.open("index.html")
    page.locator(".pw-walk-way button").tap()
    walker = Walker(FIRST)
    sheet = page.locator(PANEL)
    while True:
        _at(page, walker)
        assert sheet.locator(".pw-panel-body").evaluate(_SHARE) >= 0.6
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        heights = page.eval_on_selector_all(f"{PANEL} :is(.pw-walk-choice, .pw-walk-go)", "all => all.map(e => e.offsetHeight)")
        assert min(heights) >= 32
        sheet.locator(".pw-tool--chart").tap()
        low = sheet.bounding_box()
        box = page.locator(".pw-drawing:visible .pw-walk-at").first.evaluate("e => e.getBoundingClientRect().toJSON()")
        assert low
        assert 0 <= box["y"] <= box["y"] + box["height"] <= low["y"] + 1
        sheet.locator(".pw-tool--chart").tap()
        if walker.branches:
            break
        if isinstance(walker.stop.move, Ask):
            sheet.get_by_role("button", name=WORDS["none_of_rest"]).tap()
        else:
            sheet.locator(NEXT).tap()
        walker.go()
    entry = INDEX.pathway.circumstances[0]
    page.evaluate("(id) => window.pathway.lens.tell({ has: [id], unknown: [] })", entry.id)
    expect(sheet.locator(".pw-walk-carried")).to_contain_text(entry.name)
    assert sheet.locator(".pw-panel-body").evaluate(_SHARE) >= 0.6


def test_what_is_shown_in_passing_is_all_in_sight_on_a_phone(telephone: Visit) -> None:
    """Each box with its heading, its treatments, statements and marks, one above the other; last the question, which the foot names."""
    page = telephone.open(f"skin.html#walk/1/{FIRST_LINE}")
    shown = ["photoprotection", "topical-corticosteroids-skin", "topical-corticosteroids-by-site", "unresponsive-to-topical"]
    page.wait_for_selector(HEADING)
    boxes = [INDEX.targets[box].box for box in shown]
    assert page.locator(HEADING).all_inner_texts() == [INDEX.name_of(box) for box in boxes]
    expect(page.locator(f"{PANEL} .pw-walk-below")).to_have_text(WORDS["below"].format(box=INDEX.name_of(boxes[-1])))
    tops = page.eval_on_selector_all(
        f"{PANEL} :is(h3, .pw-main .pw-gives, .pw-statement-text, .pw-walk-choice)",
        "all => all.map(e => [e.getBoundingClientRect().top, e.checkVisibility({ visibilityProperty: true }), e.textContent])",
    )
    assert all(is_visible for _, is_visible, _ in tops)
    choices = [top for top, _, text in tops if text.strip().startswith("1")]
    says = {INDEX.statements[placement.statement].says for box in boxes[:-1] for placement in box.statements}
    above = [top for top, _, text in tops if any(words in text for words in says)]
    assert len(above) >= len(says)
    assert max(above) < min(choices)


@pytest.mark.release
def test_without_scripts_there_is_no_walk_to_begin(without_scripts: Visit, sample: Sampler[Any]) -> None:
    """And the words of each chart lead from step to step: every way on is a link there."""
    places = sample(INDEX.charts, 3)
    pages = {name: without_scripts.open(name) for name in {_page_of(place) for place in places}}
    for place in places:
        page = pages[_page_of(place)]
        expect(page.get_by_text("Go through step by step")).to_have_count(0)
        words = page.locator(f"figure[data-chart='{place.chart.id}'] + .pw-words")
        expect(words.locator(".pw-turn a")).to_have_count(sum(len(_ways(node.id)) for node in place.chart.boxes))
    expect(without_scripts.open("walk.html").get_by_text("You can still follow the pathway yourself")).to_be_visible()


def test_looking_at_plans() -> None:
    """The plans are what they claim to be."""
    taken: set[tuple[str, int]] = set()
    for plan in PLANS:
        walker = Walker(FIRST)
        assert [*_decisions(walker, plan)]
        taken |= walker.taken
    assert taken == DECIDED
    assert {place.box.id for place in REACHED} == {place.box.id for place in INDEX.boxes}


def test_branches_that_join_are_asked_once() -> None:
    """With all branches of a fork ticked, each box is walked once, however many lead to it; pages are compared with this walk above."""
    walker = Walker(FIRST)
    assert [*_decisions(walker, next(plan for plan in PLANS if any(len(ways) > 2 for ways in plan)))]
    assert len(walker.boxes) == len({*walker.boxes})
