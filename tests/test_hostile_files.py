"""Files from strangers: those that a fuzzer found to take ways of their own, a share of the campaign `hostile_files`."""

import pytest

from campaigns.trying import KINDS, SEEDS, kept, tried


@pytest.mark.parametrize("kind", KINDS)
def test_files_that_a_fuzzer_found_end_well(kind: str) -> None:
    """In a result, or in diagnostics with a place; `tried` raises where they do not."""
    files = kept(kind)
    assert len(files) >= 5
    outcomes = [tried(kind, data) for data in files]
    assert any(diagnostics for _, diagnostics in outcomes)


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_file_ends_in_a_result(kind: str) -> None:
    """Else the fuzzer would begin with nothing."""
    assert tried(kind, SEEDS[kind])[0]
