"""A walk: from one state to the next."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.analysis.walk import scoring, treatments
from generator.analysis.walk.definition import DECISIONS, SIMPLE, TERMINAL, Definition, WalkBox, Way
from generator.analysis.walk.entries import complete
from generator.analysis.walk.moves import Ask, Go, Move, Pick, Which, moves, offers, taken_by_itself
from generator.analysis.walk.state import Branches, Detail, Event, EventKind, First, Known, State
from generator.model import Kind

Answer = Mapping[str, Known] | Iterable[int] | Iterable[str] | None
"""To `Ask` what is known of the entries, to `Pick` the ways by number, to `Which` the members, to `Go` nothing."""
_Onward = tuple[State, str | None]
"""A state, and the box that comes next: "" where the branch is over, nothing where the reader is waited for."""


class Walk:
    """The walks of a pathway. A state is made only when it is asked for, so circles are no trouble."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition

    def begin(self, place: str = "") -> State:
        """The state at a box, by default the first; in the middle, it begins with the “ask” boxes that every way there passes."""
        name = place or self.definition.first
        asked = self.definition.boxes[name].asked_first
        if not asked:
            return self.on(State(), name)
        return self.on(State(stack=(First((*asked[1:], name)),)), asked[0])

    def moves(self, state: State) -> Move | None:
        """The move of a state; nothing at the end of the walk."""
        return moves(self.definition, state)

    def after(self, state: State, answer: Answer = None) -> State:
        """The state after an answer.

        Args:
            state: a state with a move.
            answer: what the reader answers to it, see `Answer`.

        Returns:
            The next state in which the reader is waited for, or the end of the walk.

        Raises:
            ValueError: the answer does not fit the move.

        """
        match moves(self.definition, state):
            case Go():
                return self.on(*self._left(state))
            case Ask() as move:
                return self.on(*self._left(self._told(state, move, _said(answer))))
            case Pick() as move:
                return self.on(*self._took(state, _picked(move, answer)))
            case Which() as move:
                return self.on(*self._named(state, move, answer))
            case None:
                raise ValueError("the walk is at its end")

    def changed(self, state: State, said: Mapping[str, Known]) -> State:
        """The same place with other answers to what was asked; they hold from here on."""
        return treatments.answered(self.definition, state, said)

    def ticked(self, state: State, score: str, picks: Mapping[int, int | None]) -> State:
        """The same place with other cells picked in a score, see `scoring.ticked`."""
        return scoring.ticked(self.definition, state, score, picks)

    def over(self, state: State) -> State:
        """The state after the branch, if it were over where it stands."""
        return self.on(state, "")

    def on(self, state: State, goal: str | None) -> State:
        """The state in which the reader is waited for, on from a box that comes next (“”: the branch is over)."""
        while goal is not None:
            state, goal = self._come(state, goal) if goal else self._over(state)
        return state

    # Answers.

    def _told(self, state: State, move: Ask, said: Mapping[str, Known]) -> State:
        found: dict[str, Known] = {}
        for group in move.groups:
            found |= complete(self.definition, group, said)
        return replace(self.changed(state, found), due=state.due - {entry for group in move.groups for entry in group.entries})

    def _named(self, state: State, move: Which, answer: Answer) -> _Onward:
        names = {*answer} if answer is not None else set()
        if not names <= {*move.members}:
            raise ValueError(f"not members of {move.group}: {names}")
        box = self.definition.boxes[state.box]
        group = next(one for one in box.continues if one.group == move.group)
        said = [name for member, gives in zip(group.members, group.gives, strict=True) if member in names for name in gives]
        state = replace(treatments.named(state, said), row=(box.id,), groups=state.groups[1:])
        if state.groups:
            return state, None
        return self._left(state) if state.detail or (box.kind in SIMPLE and box.ways) else self._decide(state)

    def _left(self, state: State) -> _Onward:
        """On from the last box shown, with one click."""
        box = self.definition.boxes[state.box]
        if state.detail:
            return replace(state, row=(), before=(), detail=False, stack=(*state.stack, Detail(box=box.id))), box.through
        if box.kind in DECISIONS or not box.ways or self._is_first(state):
            return state, ""
        return self._along(state, box.ways[0], state.option), box.ways[0].goal

    def _took(self, state: State, numbers: tuple[int, ...], how: EventKind = EventKind.TOOK) -> _Onward:
        """Along the ways of a decision: the first of them now, and the others when that is done."""
        box = self.definition.boxes[state.box]
        state = replace(state, events=(*state.events, Event(how, box.id, numbers)))
        ways = [way for way in box.ways if way.number in numbers]
        if not ways:
            return state, ""
        if box.kind is Kind.CHOICE:
            return self._along(self._chose(state, box, ways[0]), ways[0], "" if ways[0].is_then else box.id), ways[0].goal
        if len(ways) > 1:
            frame = Branches(fork=box.id, followed=numbers, waiting=numbers[1:], join=box.join_of(numbers), since=len(state.events))
            state = replace(state, stack=(*state.stack, frame))
        return self._along(state, ways[0], ""), ways[0].goal

    def _chose(self, state: State, box: WalkBox, way: Way) -> State:
        """With an option of a choice in place of the one before."""
        given = state.given if way.adds or way.is_then else treatments.instead(state.given, box.id)
        tried = state.tried | {(box.id, way.number)} if box.in_turn and not way.is_then else state.tried
        return replace(state, given=given, tried=tried)

    def _along(self, state: State, way: Way, choice: str) -> State:
        """On a way: what it gives is given, and if it goes back before forks, their branches are given up."""
        return replace(
            state,
            row=(),
            before=(),
            stack=state.stack[: state.kept(way.restarts)],
            due=state.due | {entry for entry, _ in state.answers} if way.confirms else state.due,
            given=treatments.begin(state.given, way.gives, choice),
            option=choice,
        )

    # Coming to a box, and what then goes by itself.

    def _come(self, state: State, goal: str) -> _Onward:
        number = state.meeting(goal)
        if number is None:
            return self._enter(state, goal)
        frame = state.stack[number]
        assert isinstance(frame, Branches)  # noqa: S101  # only branches meet
        stack = (*state.stack[:number], replace(frame, arrived=True), *state.stack[number + 1 :])
        return replace(state, stack=stack), ""

    def _enter(self, state: State, name: str) -> _Onward:
        box = self.definition.boxes[name]
        given = treatments.at_box(state.given, box, state.option)
        taken = {one.treatment for one in given}
        state = replace(
            state,
            row=(*state.row, name),
            detail=bool(box.through),
            groups=tuple(one.group for one in box.continues if one.asked(taken)),
            events=(*state.events, Event(EventKind.ENTERED, name)),
            given=given,
            before=(*state.before, state.given),
            option="" if box.kind in DECISIONS | {Kind.ASK} else state.option,
        )
        if state.groups or state.detail:
            return state, None
        if box.kind in SIMPLE and box.ways:
            return self._in_a_row(state, box)
        return self._decide(state)

    def _in_a_row(self, state: State, box: WalkBox) -> _Onward:
        """In passing on to the next box, to be shown together with this one.

        Ticks of a score, ways back and time are the reader's. What goes on by itself would hide others, what stops a treatment their marks.
        """
        way = box.ways[0]
        met = None if box.score or way.goes_back or way.confirms else self._past_joins(self._along(state, way, state.option), way.goal)
        if met is None or self.definition.boxes[met[1]].stops & {*met[0].treatments} - {*box.gives}:
            return state, None
        shown_too = replace(met[0], row=state.row, before=state.before)
        if self.definition.boxes[met[1]].kind in SIMPLE:
            return shown_too, met[1]
        waiting, further = self._enter(shown_too, met[1])
        return (state if further is not None else waiting), None

    def _past_joins(self, state: State, goal: str) -> tuple[State, str] | None:
        """On to a box, or if branches meet there, to the next of them; nothing where that is dropped, and the reader must learn of it."""
        while (number := state.meeting(goal)) is not None:
            *rest, frame = state.stack
            if not isinstance(frame, Branches) or number < len(rest):
                return None
            if frame.waiting:
                state, further = self._next_branch(state, replace(frame, arrived=True))
                if not further:
                    return None
                goal = further
            else:
                state = replace(state, stack=tuple(rest), option="")
        return state, goal

    def _decide(self, state: State) -> _Onward:
        """At a decision or an end: what is taken by itself, or how a branch ends."""
        box = self.definition.boxes[state.box]
        if way := taken_by_itself(self.definition, box, state):
            return self._took(state, (way.number,), EventKind.TOOK_ITSELF)
        if box.in_turn and not offers(self.definition, box, state):
            state = replace(state, events=(*state.events, Event(EventKind.USED_UP, box.id)))
        goes_on = offers(self.definition, box, state) or (box.kind is Kind.ASK and (box.ways or self._is_first(state)))
        return (state if goes_on else self._ended(state, box)), None

    @staticmethod
    def _is_first(state: State) -> bool:
        """Whether a box is only asked at the beginning of a walk from the middle."""
        return bool(state.stack) and isinstance(state.stack[-1], First)

    @staticmethod
    def _ended(state: State, box: WalkBox) -> State:
        """With the end of a branch: an end in a chart gone through in detail leads back, an exit does not."""
        stack = [*state.stack]
        details = [(number, frame) for number, frame in enumerate(stack) if isinstance(frame, Detail)]
        if details and box.kind is not Kind.EXIT:
            number, detail = details[-1]
            stack[number] = replace(detail, ended=True)
        else:
            state = replace(state, events=(*state.events, Event(EventKind.ENDED, box.id)))
        while stack and isinstance(frame := stack[-1], Branches) and not (frame.waiting or frame.arrived):
            stack.pop()
        return replace(state, stack=tuple(stack))

    # When a branch is over.

    def _over(self, state: State) -> _Onward:
        state = replace(state, row=(), before=())
        if not state.stack:
            return replace(state, option=""), None
        *rest, frame = state.stack
        below = replace(state, stack=tuple(rest))
        match frame:
            case First():
                return (replace(below, stack=(*rest, First(frame.goals[1:]))) if frame.goals[1:] else below), frame.goals[0]
            case Detail():
                return self._back(below, frame)
            case Branches():
                return (
                    self._next_branch(state, frame) if frame.waiting else (replace(below, option=""), frame.join if frame.arrived else "")
                )

    def _back(self, state: State, frame: Detail) -> _Onward:
        """Back at the box whose chart was gone through, if a branch came to an end in it."""
        if not frame.ended:
            return state, ""
        box = self.definition.boxes[frame.box]
        state = replace(state, row=(box.id,), before=(state.given,), events=(*state.events, Event(EventKind.RETURNED, box.id)))
        if box.kind in SIMPLE and box.ways:
            return self._left(state)
        state, goal = self._decide(state)
        return state, "" if goal is None and box.kind in TERMINAL | SIMPLE else goal

    def _next_branch(self, state: State, frame: Branches) -> _Onward:
        number, *waiting = frame.waiting
        state = replace(state, stack=(*state.stack[:-1], replace(frame, waiting=tuple(waiting))))
        way = next(way for way in self.definition.boxes[frame.fork].ways if way.number == number)
        if self._entered_already(state, frame, way):
            return replace(state, events=(*state.events, Event(EventKind.DROPPED, frame.fork, (number,)))), ""
        return self._along(state, way, ""), way.goal

    def _entered_already(self, state: State, frame: Branches, way: Way) -> bool:
        """Whether a pending branch is dropped: since the fork, its goal was come to, or the section that it lies in.

        Ways of one fork into the same section do not drop each other. No branch goes back by itself.
        """
        if way.goal == frame.join:
            return False
        boxes = self.definition.boxes
        walked = {event.box for event in state.events[frame.since :] if event.kind is EventKind.ENTERED}
        region = boxes[way.goal].region
        meant = {boxes[other.goal].region for other in boxes[frame.fork].ways if other.number in frame.followed and other is not way}
        elsewhere = region != boxes[frame.fork].region and region not in meant
        return (
            way.goal in walked
            or (elsewhere and any(boxes[name].region == region for name in walked))
            or state.kept(way.restarts) < len(state.stack)
        )


def _said(answer: Answer) -> Mapping[str, Known]:
    if answer is None:
        return {}
    if not isinstance(answer, Mapping):
        raise ValueError("an “ask” is answered with what is known of its entries")  # noqa: TRY004  # a value that does not fit the state
    return answer


def _picked(move: Pick, answer: Answer) -> tuple[int, ...]:
    numbers = {*move.fixed, *(answer or ())}
    if not numbers <= {*move.offered} or len(numbers) < move.least or (len(numbers) > 1 and not move.many):
        raise ValueError(f"not ways that can be taken at {move.box}: {numbers}")
    return tuple(number for number in move.offered if number in numbers)
