"""The long campaigns: their page says what they found, and no more. What they try runs here in small, in the tests of each part."""

from conftest import Gold
from torture.figures import kept, page


def test_the_page_shows_the_kept_figures(gold: Gold) -> None:
    gold.check("../../docs/torture.md", page(kept()))
