"""Pathways larger than ours: what they show must be fit for their size."""

import pytest

from bench import page
from bench.synthetic import pathway
from conftest import Gold
from generator.compiler import compile_pathway
from generator.core.diagnostics import Severity
from generator.core.source import Source
from generator.views.treatments import MOST_COLUMNS

SIZES = {24: False, 400: True}
"""Boxes, and whether there are more sections than a table can have columns."""


@pytest.mark.parametrize("boxes", SIZES)
def test_treatments_of_many_sections_stand_in_one_column(boxes: int) -> None:
    compiled = compile_pathway(Source("pathway.yaml", pathway(boxes, 1)))
    assert compiled.site
    assert [found for found in compiled.diagnostics if found.severity is not Severity.NOTE] == []
    made = {shown.path: shown for shown in compiled.site.pages}
    index = made["treatments.md"].text
    rows = [line for line in index.splitlines() if line.startswith("|")]
    columns = {row.count(" |") for row in rows[2:]}
    assert (max(columns) == 4) is SIZES[boxes]
    assert max(columns) <= 3 + MOST_COLUMNS
    assert all(f"]({path})" in index for path in made if path.startswith("treatments/"))


def test_the_page_shows_the_kept_figures(gold: Gold) -> None:
    gold.check("../../docs/performance.md", page.page())
