"""Sweeps: what is tried of every page, way or paper. `make test` takes a sample of each, evenly spread; with `--whole` it takes them all."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")
Sampler = Callable[[Iterable[T], int], list[T]]


def spread(cases: Iterable[T], most: int) -> list[T]:
    """No more than so many cases, the first and the last among them."""
    found = [*cases]
    most = min(most, len(found))
    return [found[round(place * (len(found) - 1) / max(most - 1, 1))] for place in range(most)]


def beyond_samples(items: Sequence[pytest.Item]) -> Iterator[pytest.Item]:
    """The cases of tests that are marked as sweeps, but for a sample of each."""
    sweeps: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.get_closest_marker("sample"):
            sweeps[item.nodeid.partition("[")[0]].append(item)
    for cases in sweeps.values():
        marker = cases[0].get_closest_marker("sample")
        kept = {*spread(cases, marker.args[0] if marker else 0)}
        yield from (case for case in cases if case not in kept)


@pytest.fixture(scope="session")
def sample(request: pytest.FixtureRequest) -> Sampler[T]:
    """Takes a sample of what a test goes through itself."""
    return (lambda cases, _: [*cases]) if request.config.getoption("--whole") else spread
