"""Sweeps over every page, way or paper, of which `make test` tries a sample, and tests that are kept for releases; `--whole` runs them all."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import pytest
from hypothesis import settings

T = TypeVar("T")
Sampler = Callable[[Iterable[T], int], list[T]]


def spread(cases: Iterable[T], most: int) -> list[T]:
    """No more than so many cases, the first and the last among them."""
    found = [*cases]
    most = min(most, len(found))
    return [found[round(place * (len(found) - 1) / max(most - 1, 1))] for place in range(most)]


def times(factor: float) -> settings:
    """Hypothesis tries so many times as many inputs as it does usually, which the profile says."""
    return settings(max_examples=round(settings().max_examples * factor))


def left_for_releases(items: Sequence[pytest.Item]) -> Iterator[pytest.Item]:
    """Tests that are kept for releases, and of those that are marked as sweeps the cases that are beyond a sample of each."""
    yield from (item for item in items if item.get_closest_marker("release"))
    sweeps: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.get_closest_marker("sample") and not item.get_closest_marker("release"):
            sweeps[item.nodeid.partition("[")[0]].append(item)
    for cases in sweeps.values():
        marker = cases[0].get_closest_marker("sample")
        kept = {*spread(cases, marker.args[0] if marker else 0)}
        yield from (case for case in cases if case not in kept)


@pytest.fixture(scope="session")
def sample(request: pytest.FixtureRequest) -> Sampler[T]:
    """Takes a sample of what a test goes through itself."""
    return (lambda cases, _: [*cases]) if request.config.getoption("--whole") else spread
