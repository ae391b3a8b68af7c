"""Being given: which treatments a patient has at a place of the route."""

from collections.abc import Iterable, Mapping

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


def answered(definition: Definition, state: State, said: Mapping[str, Known]) -> tuple[Given, ...]:
    """Treatments being given after answers: those with a yes, and none with a no or whose yes is taken back."""
    given, before = state.given, dict(state.answers)
    for name, known in said.items():
        asked = definition.treatments.get(name)
        if asked and known is Known.YES:
            given = begin(given, (one for one in asked.gives if one not in {other.treatment for other in given}), "")
        elif asked and (known is Known.NO or before.get(name) is Known.YES):
            given = tuple(one for one in given if one.treatment not in asked.ends)
    return given
