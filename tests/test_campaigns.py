"""The long campaigns: their page says what they found, and no more. What they try runs here in small, in the tests of each part."""

from campaigns.figures import kept, page
from conftest import Gold


def test_the_page_shows_the_kept_figures(gold: Gold) -> None:
    gold.check("../../docs/robustness.md", page(kept()))
