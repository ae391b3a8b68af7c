"""Being given: which treatments a patient has at a place of the route."""

from collections.abc import Iterable

from generator.analysis.walk.definition import WalkBox
from generator.analysis.walk.state import Given


def at_box(given: tuple[Given, ...], box: WalkBox, option: str) -> tuple[Given, ...]:
    """Treatments being given at a box: less what it stops, and what it gives besides, as part of the option that it belongs to."""
    return begin((one for one in given if one.treatment not in box.stops), box.gives, option)


def begin(given: Iterable[Given], treatments: Iterable[str], choice: str) -> tuple[Given, ...]:
    """Treatments being given where these come to it, as an option of a choice or (without one) for good."""
    return tuple(dict.fromkeys((*given, *(Given(treatment, choice) for treatment in treatments))))


def instead(given: Iterable[Given], choice: str) -> tuple[Given, ...]:
    """Treatments being given where another option of a choice takes the place of those before."""
    return tuple(one for one in given if one.choice != choice)
