"""Being given: which treatments a patient has at a place of the route."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.analysis.walk.definition import Definition, WalkBox
from generator.analysis.walk.state import Given, Known, State


def at_box(given: tuple[Given, ...], box: WalkBox, option: str) -> tuple[Given, ...]:
    """Treatments being given at a box: less what it stops, and what it gives besides, as part of the option that it belongs to."""
    return begin((one for one in given if one.treatment not in box.stops), box.gives, option)


def begin(given: Iterable[Given], treatments: Iterable[str], choice: str) -> tuple[Given, ...]:
    """Treatments being given where these come to it, as an option of a choice or (without one) for good."""
    return tuple(dict.fromkeys((*given, *(Given(treatment, choice) for treatment in treatments))))


def instead(given: Iterable[Given], choice: str) -> tuple[Given, ...]:
    """Treatments being given where another option of a choice takes the place of those before."""
    return tuple(one for one in given if one.choice != choice)


def answered(definition: Definition, state: State, said: Mapping[str, Known]) -> State:
    """The same place after answers: treatments with a yes are being given, and none with a no or whose yes is taken back.

    Where some of a group is being given already, a yes says no more.
    """
    given, *before = (_after(definition, state, said, some) for some in (state.given, *state.before))
    return replace(state, answers=tuple({**dict(state.answers), **said}.items()), given=given, before=tuple(before))


def _after(definition: Definition, state: State, said: Mapping[str, Known], given: tuple[Given, ...]) -> tuple[Given, ...]:
    before, had = dict(state.answers), {one.treatment for one in given}
    for name, known in said.items():
        asked = definition.treatments.get(name)
        if asked and known is Known.YES and asked.ends.isdisjoint(had):
            given = begin(given, (one for one in asked.gives if one not in {other.treatment for other in given}), "")
        elif asked and known is not Known.YES and (known is Known.NO or before.get(name) is Known.YES):
            given = tuple(one for one in given if one.treatment not in asked.ends)
    return given


def now(definition: Definition, state: State, name: str) -> Known | None:
    """Whether a treatment that is asked about is being given here, as far as it is known: the route may have begun or stopped it since."""
    asked, known = definition.treatments.get(name), dict(state.answers).get(name)
    if asked and not asked.ends.isdisjoint(state.treatments):
        return Known.YES
    return Known.NO if asked and known is Known.YES else known


def named(state: State, treatments: Sequence[str]) -> State:
    """The same place where a reader has said which treatments are being given: they were when its last box was come to."""
    given, before = (begin(some, treatments, "") for some in (state.given, state.before[-1]))
    return replace(state, given=given, before=(before,))


def at_each(definition: Definition, state: State) -> Iterator[tuple[str, frozenset[str]]]:
    """Each box shown with the treatments being given when it was come to, for its marks: what comes later makes nothing wrong of it.

    For the last, where it goes on, also all that has been begun since, as its options come after what it gives itself.
    """
    for name, given in zip(state.row, state.before, strict=True):
        before = frozenset(one.treatment for one in given)
        yield name, (before & definition.boxes[name].stops) | {*state.treatments} if name == state.box else before
